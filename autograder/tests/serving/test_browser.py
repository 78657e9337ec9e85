"""A student in JupyterLab: wrong at first, told why, right in the end; the instructor sees both."""

import contextlib
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.notebooks.fill import solutions

from ..term.browser import SECONDS, browser, jupyter, needs_a_browser
from .conftest import ASSIGNMENT, ROOT, Running, serving

pytestmark = [pytest.mark.slow, pytest.mark.browser, needs_a_browser]

EXERCISE = "variables-tensor"
COPY, ALIAS = "return self._array.copy()", "return self._array"
# All cells are in the page, also those out of sight.
LAB = "jupyter_config_dir/lab/user-settings/@jupyterlab/notebook-extension"


@pytest.fixture(scope="module")
def practising(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server, and in its course a release with cells for verdicts."""
    folder = tmp_path_factory.mktemp("browser") / "course"
    course = CourseFolder.at(ROOT).copy_to(folder, [ASSIGNMENT])
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Autograder.practice_cells = True\n")
    done = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    with serving(folder) as running:
        yield running


def test_a_student_is_told_and_mends_it(
    practising: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = practising.folder
    right = solutions(course.notebook("source", ASSIGNMENT))[f"{EXERCISE}-solution"]
    assert right.count(COPY) == 1
    student, own = tmp_path / "student", tmp_path / "own"
    shutil.copytree(course.root / "release" / ASSIGNMENT, student)
    (own / LAB).mkdir(parents=True)
    (own / LAB / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    before = content_of(course.root / "gradebook.db")
    monkeypatch.setenv("AUTOGRADER_SERVER", practising.url)
    with jupyter(student, own) as address, browser() as page:
        page.goto(f"{address}/lab/tree/variables.ipynb")
        page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
        run(page, "from lesson import")
        run(page, "class FirstTensor:")
        write(page, right.replace(COPY, ALIAS))
        card = ask(page)
        assert "hands out the Tensor's own array" in card
        assert "Hint:" in card and "The smallest case that fails" in card
        now = practising.class_now()[ASSIGNMENT][EXERCISE]
        assert (now["solved"], now["mistakes"][0]["students_now"]) == (0, 1)

        write(page, right)
        card = ask(page)
        assert "5 of 5 points" in card and "Hint:" not in card
        page.goto(f"{practising.url}/class?key={practising.served.key}")
        shown = page.inner_text("main")
        assert "1 of 1" in shown
        assert re.search(r"0 students now · .*hands out the Tensor's own array", shown)
    assert content_of(course.root / "gradebook.db") == before


def cell(page: Any, words: str) -> Any:
    """The code cell with these words in it."""
    found = page.locator(".jp-CodeCell", has_text=words).first
    found.wait_for(state="attached")
    return found


def run(page: Any, words: str) -> Any:
    """Run a cell, and wait for its end."""
    one = cell(page, words)
    one.locator(".cm-content").click()
    prompt = one.locator(".jp-InputPrompt")
    count = prompt.inner_text()
    for moment in range(10 * SECONDS):
        if moment % 50 == 0 and prompt.inner_text() == count:  # a notebook that opens drops keys
            one.locator(".cm-content").click()
            page.keyboard.press("Control+Enter")
        page.wait_for_timeout(100)
        if prompt.inner_text() != count and re.search(r"\d", prompt.inner_text()):
            return one
    raise AssertionError(f"the cell {words!r} has not come to its end")


def write(page: Any, source: str) -> None:
    """Write a solution into its cell, and run that."""
    one = cell(page, "class Tensor:")
    one.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)
    run(page, "class Tensor:")


def ask(page: Any) -> str:
    """Ask for a verdict; the card."""
    one = run(page, f'verdict("{EXERCISE}")')
    shown = one.locator(".jp-OutputArea")
    card = one.locator(".autograder-verdict")
    with contextlib.suppress(Exception):  # what is there instead says more
        card.wait_for(timeout=20_000)
    assert card.count() == 1, shown.inner_text()
    return str(shown.inner_text())


def content_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
