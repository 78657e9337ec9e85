"""A whole term of one assignment, as docs/term.md walks it: every total agrees everywhere.

A class of eleven gets 01-variables in three ways and hands it in in six, with what real
classes hand in. A person grades the written answers in a real browser. Then a question is dropped.
"""

import csv
import html
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.grading.settings import read_settings
from autograder.outside.reports.term import Points, read_term
from autograder.outside.sandbox.machine import problems
from autograder_check.cell_model import grade_id
from eager_course.sample_class import Handout, Recipe, first_half, mistaken, right

from ..github.fake_github import FakeGitHub
from .browser import browser, jupyter, needs_a_browser
from .commands import nbgrader, open_exchange, student_home

ROOT = Path(__file__).parents[3]
STAGE, NOTEBOOK = "01-variables", "variables.ipynb"
WRITTEN = "variables-written"
DROPPED, ITS_POINTS = "variables-scatter", 5

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_a_browser,
    pytest.mark.skipif(
        bool(problems()), reason=f"this machine cannot seal student code: {problems()}"
    ),
]

# As Moodle exports it, saved by Excel, with the numbers that Canvas knows and names on GitHub.
CLASS = """\ufeffFirst name;Surname;ID number;Email address;Username;GitHub username\r
Ada;Lovelace;101;ada@example.org;ada;\r
Bob;Noyce-Hall;102;bob@example.org;bob;\r
민수;김;103;kim@example.org;kim;\r
Cyd;"Charisse; née Finklea";104;cyd@example.org;cyd;\r
Dan;O’Dan;105;dan@example.org;dan;\r
[red]Eve;Eve;106;eve@example.org;e_ve;\r
Fay;Wray;107;fay@example.org;fay;\r
Gus;Gray;108;gus@example.org;gus;@Gus-Git\r
Hal;Hill;109;hal@example.org;hal;https://github.com/halgit\r
Ida;Idle;110;ida@example.org;ida;\r
Jan;=1+1;111;jan@example.org;jan;\r
;;;;;\r
"""
NOW = datetime.now(UTC).replace(microsecond=0)
DUE = NOW + timedelta(days=2)
LATE = DUE + timedelta(hours=30)  # an hour of grace, then two days have begun: a fifth is taken off
EXTENDED = DUE + timedelta(days=7)

SLIP = mistaken("variables-scatter: duplicates-once")
WORK: dict[str, Recipe | None] = dict.fromkeys(("ada", "bob", "kim", "dan", "gus", "hal"), right)
WORK |= {"cyd": first_half, "e_ve": SLIP, "fay": SLIP, "ida": None}
# Student -> points and a comment for the written answer; others left it empty.
GIVEN: dict[str, tuple[float, str]] = {
    "ada": (5, "Well argued."),
    "bob": (4.5, ""),
    "kim": (3, "왜?"),
    "cyd": (0, "That is the prompt."),
    "dan": (2, "I found it below its cell."),
    "e_ve": (4, ""),
    "fay": (1, ""),
    "gus": (5, ""),
    "hal": (3.5, "**Nearly.**"),
}


class TermOfOne:
    """The course, its students, and the commands that they and their instructor run."""

    def __init__(self, course: CourseFolder, folder: Path, told: pytest.CaptureFixture) -> None:
        self.course, self.folder, self._told = course, folder, told

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run `autograder …`; what it printed, as one line."""
        self._told.readouterr()
        ended = main([*arguments, "--course", str(self.course.root)])
        printed = self._told.readouterr()
        assert ended == status, printed
        return " ".join((printed.out + printed.err).split())

    def automatic(self, without: str = "") -> dict[str, float]:
        """Student -> the automatic points that their work is worth, without one question."""
        stage = Handout.of(self.course, STAGE)
        found = {}
        for student, recipe in WORK.items():
            sample = recipe(stage) if recipe else None
            points = sample.points if sample else {}
            found[student] = sum(most for cell, most in points.items() if cell != without)
        return found

    def work(self, recipe: Recipe, answer: str = "", first_line: str = "") -> str:
        """A student's notebook, perhaps with a written answer and a first line."""
        sample = recipe(Handout.of(self.course, STAGE))
        assert sample is not None
        notebook = nbformat.reads(sample.text, as_version=4)
        written = next(cell for cell in notebook.cells if grade_id(cell) == WRITTEN)
        written.source = answer or written.source
        code = next(cell for cell in notebook.cells if cell.cell_type == "code")
        code.source = f"{first_line}\n{code.source}"
        return nbformat.writes(notebook)


@pytest.fixture
def term(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> TermOfOne:
    course = CourseFolder.at(ROOT).copy_to(tmp_path / "course", [STAGE])
    new = TermOfOne(course, tmp_path, capsys)
    penalty = re.search(
        r"```python\n(import math\n.*?)```", (ROOT / "docs/term.md").read_text(), re.DOTALL
    )
    assert penalty is not None  # an hour of grace, then a tenth a day
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{penalty[1]}\n")
    return new


def read_text(folder: Path) -> str:
    return "".join(path.read_text() for path in sorted(folder.iterdir()))


def zipped(path: Path, files: Mapping[str, str]) -> str:
    with zipfile.ZipFile(path, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return str(path)


# ---------------------------------------------------------------------- what students hand in


def hand_in_through_the_exchange(term: TermOfOne) -> None:
    exchange = open_exchange(term.course.root)
    nbgrader(term.course.root, "release_assignment", STAGE)
    for name, file in {"ada": NOTEBOOK, "bob": "variables-Copy1.ipynb"}.items():
        home = student_home(term.folder / "home" / name, name, exchange)
        nbgrader(home, "fetch_assignment", STAGE)
        (home / STAGE / NOTEBOOK).unlink()
        line = "import pandas as pd" if name == "bob" else ""
        (home / STAGE / file).write_text(term.work(right, f"{name} says so", line))
        nbgrader(home, "submit", STAGE)
    nbgrader(term.course.root, "collect", STAGE)


def hand_in_on_platforms(term: TermOfOne) -> list[str]:
    """Downloads as Moodle, Canvas, Blackboard and Gradescope make them."""
    cyd = io.BytesIO()
    with zipfile.ZipFile(cyd, "w") as inner:
        inner.writestr("my work/variables.ipynb", term.work(first_half, "See above."))
    moodle = term.folder / "moodle.zip"
    with zipfile.ZipFile(moodle, "w") as file:
        file.writestr(
            "민수 김_7001_assignsubmission_file/variables (1).ipynb",
            term.work(right, "민수가 씀", "!pip install numpy"),
        )
        name = "Cyd Charisse; née Finklea_7002_assignsubmission_file/work.zip"
        file.writestr(name, cyd.getvalue())
    stray = nbformat.reads(term.work(right), as_version=4)
    stray.cells.append(new_markdown_cell("I wrote my answer down here."))
    canvas = {"odandan_LATE_105_9001_variables-1.ipynb": nbformat.writes(stray)}
    slip = term.work(SLIP, "Eve's")
    when = LATE.strftime("%Y-%m-%d-%H-%M-%S")
    blackboard = {
        f"Variables_e_ve_attempt_{when}_variables.ipynb": slip,
        f"Variables_e_ve_attempt_{when}.txt": "Name: Eve (e_ve)",
        f"Variables_fay_attempt_{when}_variables.ipynb": slip,
    }
    gradescope = {
        "assignment_5_export/submission_91/variables.ipynb": "<!DOCTYPE html><html></html>",
        "assignment_5_export/submission_metadata.yml": "submission_91:\n  :submitters:\n"
        f"  - :name: Ida Idle\n    :sid: '110'\n  :created_at: {NOW:%Y-%m-%d %H:%M:%S} Z\n",
    }
    return [
        str(moodle),
        zipped(term.folder / "canvas.zip", canvas),
        zipped(term.folder / "blackboard.zip", blackboard),
        zipped(term.folder / "gradescope.zip", gradescope),
    ]


def hand_in_on_github(term: TermOfOne, github: FakeGitHub) -> None:
    template = term.folder / "template"
    term.run("github", "template", STAGE, str(template))
    github.create(f"{STAGE}-template", template, NOW)
    github.templates.add(f"{STAGE}-template")
    github.users |= {"Gus-Git", "halgit"}
    said = term.run("github", "create", STAGE, "--org", github.organization, status=1)
    assert "ada: the roster does not give their name on GitHub" in said
    assert "01-variables-Gus-Git: created, invited Gus-Git" in said
    for name, when in {"Gus-Git": NOW, "halgit": LATE}.items():
        place = term.folder / "clones" / name
        github.clone(f"{STAGE}-{name}", place)
        (place / NOTEBOOK).write_text(term.work(right, f"{name} says so"))
        github.pushed(f"{STAGE}-{name}", place, when)
    collected = term.run("github", "collect", STAGE, "--org", github.organization)
    print(collected)


# ------------------------------------------------------------------------- the formgrader


def grade_by_hand(page: Any, address: str, given: Mapping[str, tuple[float, str]]) -> None:
    """Grade everybody's written answer, as a person does with a mouse and a keyboard."""
    page.goto(f"{address}/formgrader/gradebook/{STAGE}/{Path(NOTEBOOK).stem}")
    with page.expect_navigation():
        page.get_by_text("Submission #1", exact=True).click()
    seen = set()
    while True:
        page.wait_for_function("window.formgrader && formgrader.grades && formgrader.grades.loaded")
        page.wait_for_function("formgrader.loaded && formgrader.comments.loaded")
        page.locator(".glyphicon-eye-open.name-hidden").click()
        shown = page.locator(".live-notebook a.name-shown").inner_text().strip()
        student = next(one for one, name in NAMES.items() if name == shown)
        seen.add(student)
        if student in given:
            points, comment = given[student]
            page.locator(f"#{WRITTEN}").fill(f"{points:g}")
            with page.expect_response(lambda answer: "/api/grade/" in answer.url):
                page.locator(f"#{WRITTEN}").press("Tab")
            if comment:
                page.locator(f"#{WRITTEN}-comment").fill(comment)
                with page.expect_response(lambda answer: "/api/comment/" in answer.url):
                    page.locator(f"#{WRITTEN}-comment").press("Tab")
        if page.locator("li.next a").get_attribute("data-original-title") == "0 remaining":
            break
        with page.expect_navigation():
            page.locator("li.next a").click()
    assert given.keys() <= seen


NAMES = {
    row["Username"]: f"{row['Surname']}, {row['First name']}"
    for row in csv.DictReader(io.StringIO(CLASS[1:]), delimiter=";")
    if row["Username"]
}


# ------------------------------------------------------------------------------- the totals


def points_of(term: TermOfOne) -> dict[str, Points]:
    """Student -> points, for everybody who has handed in."""
    known = read_term(read_settings(term.course)).points
    return {student: points for (student, _), points in known.items()}


def wanted(most: Mapping[str, float]) -> dict[str, float]:
    """Student -> total, of the automatic points; who is late loses a fifth of all of it."""
    found = {}
    for student, automatic in most.items():
        whole = automatic + GIVEN.get(student, (0, ""))[0]
        found[student] = whole * 0.8 if student in ("e_ve", "hal") else whole
    return found


def check_totals(term: TermOfOne, most: float, totals: dict[str, float]) -> None:
    """Whatever states totals states these, for everybody who has handed in."""
    root = term.course.root
    table = root / "points.csv"
    term.run("points", "--csv", str(table))
    nbgrader(term.course.root, "export", "--to", str(root / "export.csv"))
    term.run("report", STAGE)
    report = (root / f"report-{STAGE}.html").read_text().partition("<section id='students'>")[2]
    told: dict[str, dict[str, str]] = {
        "points": by(rows_in(table), "student", f"{STAGE} total"),
        "points, all assignments": by(rows_in(table), "student", "total"),
        "nbgrader export": by(rows_in(root / "export.csv"), "student_id", "score"),
        "report": {who: in_report(report, who, most) for who in totals},
        "feedback": {who: in_feedback(root, who, most) for who in totals},
    }
    for platform, column in {"moodle": "Username", "canvas": "SIS Login ID"}.items():
        term.run("points", "--for", platform)
        told[platform] = by(rows_in(root / f"points-{platform}.csv"), column, STAGE)
        assert "jan" not in told[platform], platform  # who handed in nothing
    on_github = root / "grades.csv"
    term.run("github", "grades", STAGE, "--csv", str(on_github))
    told["github"] = by(rows_in(on_github), "roster_identifier", "points_awarded")
    for where, said in told.items():
        numbers = {who: float(text) for who, text in said.items() if who != "jan"}
        rounded = {who: pytest.approx(points, abs=0.0051) for who, points in totals.items()}
        assert numbers == rounded, where
    assert by(rows_in(table), "student", "maximum") == dict.fromkeys(NAMES, f"{most:g}")


def rows_in(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def by(rows: list[dict[str, str]], key: str, column: str) -> dict[str, str]:
    return {row[key]: row[column] for row in rows if row[key]}


def in_report(page: str, student: str, most: float) -> str:
    """The total in the report's table of students."""
    rows = re.findall(r"<tr\b.*?</tr>", page, re.DOTALL)
    plain = [html.unescape(re.sub(r"<[^>]+>", " ", row)) for row in rows]
    row = next(row for row in plain if re.search(rf" {student} ", row))
    found = re.search(rf"([\d.]+) of {most:g} ", row)
    assert found is not None and "so far" not in row, row
    return found[1]


def in_feedback(root: Path, student: str, most: float) -> str:
    page = (root / "feedback" / student / STAGE / "variables.html").read_text()
    found = re.search(rf'"at-total"><strong>([\d.]+)</strong> of {most:g} points</p>', page)
    assert found is not None
    return found[1]


def in_the_formgrader(page: Any, address: str) -> dict[str, float]:
    """Student -> overall score, in which nbgrader does not count late penalties."""
    page.goto(f"{address}/formgrader/manage_students")
    page.wait_for_selector("td.score")
    cells = [row.locator("td").all_inner_texts() for row in page.locator("tbody tr").all()]
    return {row[1].strip(): float(row[3].partition("/")[0]) for row in cells if len(row) == 5}


def test_a_term(term: TermOfOne, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = term.course.root
    # The class list, the release, the due date, an extension.
    (tmp_path / "class.csv").write_text(CLASS)
    said = term.run("roster", str(tmp_path / "class.csv"))
    assert "11 students: 11 new" in said
    term.run("release", STAGE)
    nbgrader(
        term.course.root, "db", "assignment", "add", STAGE, f"--duedate={DUE:%Y-%m-%d %H:%M:%S} UTC"
    )
    (root / "extensions.csv").write_text(
        f"Student;Assignment;Deadline\nfay;{STAGE};{EXTENDED:%Y-%m-%d %H:%M:%S} UTC\n"
    )

    # Who works on a platform gets the folder: all they need, and nothing they must not see.
    folder = root / "release" / STAGE
    assert {path.name for path in folder.iterdir()} == {NOTEBOOK, "lesson.py"}
    assert not re.search(r"### BEGIN|\bask\(", read_text(folder))

    # Everybody hands in, each in a way of their own.
    hand_in_through_the_exchange(term)
    for variable in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    with FakeGitHub(tmp_path / "github").serving() as github:
        monkeypatch.setenv("GITHUB_API_URL", github.address)
        hand_in_on_github(term, github)
    said = ""
    for download in hand_in_on_platforms(term):
        said = term.run("grade", STAGE, "--jobs", "2", "--from", download)
    for remark in (
        "bob, 01-variables: variables-Copy1.ipynb was graded as variables.ipynb",
        "kim, 01-variables: variables (1).ipynb was graded as variables.ipynb",
        "ida, 01-variables: ",
    ):
        assert remark in said
    automatic = term.automatic()
    assert {who: one.automatic for who, one in points_of(term).items()} == automatic

    # A person grades the written answers, and then a question is dropped.
    with jupyter(root, tmp_path / "server") as address, browser() as page:
        grade_by_hand(page, address, GIVEN)
        given = {who: points for who, (points, _) in GIVEN.items()}
        assert in_the_formgrader(page, address) == {
            who: automatic.get(who, 0) + given.get(who, 0) for who in NAMES
        }
    assert "feedback: written for 10" in term.run("grade", STAGE, "--feedback")
    check_totals(term, 30, wanted(automatic))
    path = term.course.notebook_path("source", STAGE)
    source = nbformat.read(path, as_version=4)
    cell = next(cell for cell in source.cells if grade_id(cell) == DROPPED)
    assert cell.metadata.nbgrader.points == ITS_POINTS
    cell.metadata.nbgrader.points = 0
    nbformat.write(source, path)
    term.run("release", STAGE)
    term.run("grade", STAGE, "--feedback")
    fewer = term.automatic(without=DROPPED)
    check_totals(term, 25, wanted(fewer))
    for who, (_, comment) in GIVEN.items():  # what a person wrote is still there
        page = (root / "feedback" / who / STAGE / "variables.html").read_text()
        assert comment.strip("*") in page
