"""A student's week in a real JupyterLab: fetch, solve, Validate, submit, and read the feedback."""

from pathlib import Path
from typing import Any

import pytest

from autograder.__main__ import main
from autograder.outside.sandbox.machine import problems

from ..course.test_toy_course import LISTS, toy_course
from .browser import browser, jupyter, needs_a_browser
from .commands import nbgrader, open_exchange, student_home

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_a_browser,
    pytest.mark.skipif(
        bool(problems()), reason=f"this machine cannot seal student code: {problems()}"
    ),
]

JOINED = "def merge(a, b):\n    return a + b"
SORTED = "def merge(a, b):\n    return sorted(a + b)"
# What can be seen holds; what is hidden asks about an item that is not there.
FOUND = "def find(items, x):\n    return items.index(x) if x in items else -1"


def assignments(page: Any, address: str) -> Any:
    """nbgrader's list of assignments, opened from the menu."""
    page.goto(f"{address}/lab?reset")
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    return page.locator("#nbgrader-assignment-list")


def write(page: Any, number: int, code: str) -> None:
    """Replace what is in the code cell with this number."""
    editor = page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)


def validate(page: Any) -> str:
    """Press Validate; what it says."""
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog", has_text="Validation Results")
    said: str = dialog.inner_text()
    dialog.get_by_role("button", name="Ok").click()
    return said


def fetch_solve_and_submit(page: Any, address: str, home: Path) -> None:
    assignments(page, address).get_by_role("button", name="Fetch", exact=True).click()
    page.locator("#fetched_assignments_list", has_text=LISTS).wait_for()

    page.goto(f"{address}/lab/tree/{LISTS}/lists.ipynb?reset")
    write(page, 0, JOINED)
    write(page, 2, FOUND)
    said = validate(page)
    assert "merge([1, 3], [2]) should give [1, 2, 3]" in said and "4 stands" not in said
    write(page, 0, SORTED)
    assert "Success" in validate(page)
    assert "sorted(a + b)" in (home / LISTS / "lists.ipynb").read_text()  # Validate saves

    listed = assignments(page, address)
    listed.get_by_role("button", name="Submit", exact=True).click()
    listed.locator("#submitted_assignments_list", has_text=LISTS).wait_for()


def fetch_feedback_and_read(page: Any, address: str) -> str:
    submitted = assignments(page, address).locator("#submitted_assignments_list")
    submitted.get_by_role("button", name="Fetch Feedback").click()
    submitted.get_by_text(LISTS).first.click()
    submitted.get_by_text("view feedback").first.click()
    page.locator(".jp-DirListing-item", has_text="lists.html").dblclick()
    text: str = (
        page.frame_locator("iframe.jp-HTMLViewer, .jp-HTMLViewer iframe")
        .locator("body")
        .inner_text()
    )
    return text


def test_a_student_solves_validates_submits_and_reads_the_feedback(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    course = toy_course(tmp_path / "course").root
    exchange = open_exchange(course)
    nbgrader(course, "generate_assignment", LISTS)
    nbgrader(course, "release_assignment", LISTS)
    home = student_home(tmp_path / "home", "ada", exchange)
    with jupyter(home, tmp_path / "server") as address:
        with browser() as page:
            fetch_solve_and_submit(page, address, home)

        nbgrader(course, "collect", LISTS)
        assert main(["grade", LISTS, "--feedback", "--course", str(course)]) == 0
        nbgrader(course, "release_feedback", LISTS)

        with browser() as page:
            read = fetch_feedback_and_read(page, address)
    assert "of 7 points" in read
    assert "Your find gives -1 for what is not there." in read
