"""`autograder report` reads a gradebook and autograded notebooks, and says what it cannot tell."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader import api

from autograder.__main__ import main
from autograder.outside.course import CONFIG, CourseFolder
from autograder.outside.grading.settings import read_settings
from autograder.outside.judging.render import VERDICT_MIME
from autograder.outside.notebooks.unreadable import unreadable_notebook
from autograder.outside.reports.class_report import ClassReport, read_class

from .test_feedback_page import known

NAME = "02-loss"
DUE = datetime(2026, 11, 1, 12)
STUB = "def mean_squared_error(predicted, desired):\n    raise NotImplementedError"
MINE = STUB.replace("raise NotImplementedError", "return 0.0")
PROSE = """## 1 · How wrong?

### Exercise 1 · `mean_squared_error` (4 points)

```
# no heading
```"""
HOSTILE = "<img src=x onerror=alert(1)> & 'x'"


def notebook(source: str = STUB, verdict: dict | None = None) -> NotebookNode:
    """The assignment's notebook with a student's code in it, and what the judge says of that."""
    test = new_code_cell("assert True", metadata=known("loss-mse", points=4, locked=True))
    if verdict is not None:
        test.outputs = [new_output("display_data", {VERDICT_MIME: verdict})]
    return new_notebook(
        cells=[
            new_markdown_cell(PROSE),
            new_code_cell(source, metadata=known("loss-mse-solution", solution=True)),
            test,
            new_markdown_cell("Words", metadata=known("written", points=5, solution=True)),
        ]
    )


class Class:
    """A course with one assignment and a gradebook, filled by hand."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self) -> None:
        """Write the course's own files."""
        root = self.root
        (root / "source" / NAME).mkdir(parents=True)
        (root / CONFIG).write_text("c = get_config()\nc.Autograder.course = 'eager_course'\n")
        nbformat.write(notebook(), root / "source" / NAME / "loss.ipynb")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def release(self) -> None:
        """Save the notebook's cells in the gradebook, as generate_assignment does."""
        with api.Gradebook(self.url) as book:
            book.add_assignment(NAME, duedate=DUE)
            book.add_notebook("loss", NAME)
            for cell in notebook().cells[1:]:
                grading = cell.metadata.nbgrader
                where = (grading.grade_id, "loss", NAME)
                kind = {"cell_type": cell.cell_type}
                book.add_source_cell(*where, source=cell.source, locked=grading.locked, **kind)
                if grading.grade:
                    book.add_grade_cell(*where, max_score=grading.points, **kind)
                if grading.solution:
                    book.add_solution_cell(*where)

    def grade(
        self,
        student: str,
        points: float = 4.0,
        autograded: NotebookNode | str | None = None,
        written: float | None = None,
        manual: float | None = None,
        penalty: float | None = None,
        **submission: object,
    ) -> None:
        """Save a graded submission."""
        with api.Gradebook(self.url) as book:
            book.update_or_create_student(student)
            row = book.add_submission(NAME, student, **submission)
            row.notebooks[0].late_submission_penalty = penalty
            for grade in row.notebooks[0].grades:
                automatic = grade.name == "loss-mse"
                grade.auto_score = points if automatic else None
                grade.manual_score = manual if automatic else written
                grade.needs_manual_grade = not automatic and written is None
            book.db.commit()
        path = self.root / "autograded" / student / NAME / "loss.ipynb"
        path.parent.mkdir(parents=True)
        if isinstance(autograded, str):
            path.write_text(autograded)
        else:
            nbformat.write(autograded or notebook(MINE), path)

    def report(self) -> ClassReport:
        return read_class(read_settings(CourseFolder.at(self.root)), NAME)

    def command(self, assignment: str = NAME, *arguments: str) -> int:
        return main(["report", assignment, "--course", str(self.root), *arguments])

    def page(self) -> str:
        assert self.command() == 0
        return (self.root / f"report-{NAME}.html").read_text()


@pytest.fixture
def group(tmp_path: Path) -> Class:
    """A course that has not released anything."""
    found = Class(tmp_path / "course")
    found.make()
    return found


@pytest.fixture(scope="module")
def once_released(tmp_path_factory: pytest.TempPathFactory, new_gradebook: Path) -> Class:
    """Made once, and copied."""
    found = Class(tmp_path_factory.mktemp("released") / "course")
    found.make()
    shutil.copy(new_gradebook, found.root)
    found.release()
    return found


@pytest.fixture
def released(once_released: Class, tmp_path: Path) -> Class:
    """A course whose gradebook knows its assignment, and nobody yet."""
    shutil.copytree(once_released.root, tmp_path / "course")
    return Class(tmp_path / "course")


def test_points_are_the_gradebooks_a_persons_before_the_judges(released: Class) -> None:
    released.grade("ada", points=1.0, manual=3.0)
    released.grade("alan", points=2.0, written=5.0)
    report = released.report()
    assert [report.automatic(one) for one in report.standings] == [3.0, 2.0]
    assert [report.by_hand(one) for one in report.standings] == [0.0, 5.0]
    assert [report.waits(one) for one in report.standings] == [True, False]
    assert (report.most_automatic, report.most) == (4.0, 9.0)


def test_an_exercise_is_called_what_the_notebook_calls_it(released: Class) -> None:
    released.grade("ada")
    (exercise,) = released.report().exercises
    assert exercise.exercise.title == "1 · `mean_squared_error`"


def test_an_exercise_below_nothing_but_the_notebooks_title_goes_by_its_name(
    released: Class,
) -> None:
    plain = notebook()
    plain.cells[0].source = "# Loss"
    nbformat.write(plain, released.root / "source" / NAME / "loss.ipynb")
    released.grade("ada")
    (exercise,) = released.report().exercises
    assert exercise.exercise.title == "loss-mse"


def test_lateness_counts_the_extension(released: Class) -> None:
    late = DUE + timedelta(hours=30)
    released.grade("ada", timestamp=late, penalty=1.5)
    released.grade("alan", timestamp=late, extension=timedelta(days=1))
    released.grade("grace", timestamp=late, extension=timedelta(days=2))
    ada, alan, grace = released.report().standings
    assert (ada.late, ada.penalty, ada.total) == (timedelta(hours=30), 1.5, 2.5)
    assert (alan.late, alan.extension) == (timedelta(hours=6), timedelta(days=1))
    assert grace.late == timedelta()
    page = released.page()
    assert "1 day 6 hours, −1.5 points" in page and ">2 days<" in page


def test_verdicts_are_read_from_the_autograded_notebooks(released: Class) -> None:
    verdict = {"parts": {"value": False}, "mistake": "sum-for-mean", "guess": None, "reason": None}
    released.grade("ada", 0.0, notebook(MINE, verdict))
    unknown = {**verdict, "mistake": None}
    released.grade("alan", 0.0, notebook(MINE, unknown))
    released.grade("grace", 0.0, notebook(STUB, {**unknown, "reason": "It stopped."}))
    report = released.report()
    assert [(m.name, m.certain) for m in report.mistakes] == [("sum-for-mean", ("ada",))]
    assert [one.student for one in report.unexplained] == ["alan"]
    assert report.exercises[0].untouched == ("grace",)
    assert report.exercises[0].missed == {"value": 2}
    assert not report.troubles  # it is no news that what was not begun does not run


@pytest.mark.parametrize(
    ("autograded", "reason"),
    [
        ("{", "The autograded loss.ipynb cannot be read."),
        ("{}", "The autograded loss.ipynb cannot be read."),
        (unreadable_notebook("The file is empty."), "The file is empty."),
    ],
)
def test_a_notebook_without_verdicts_costs_the_report_nothing_else(
    released: Class, autograded: NotebookNode | str, reason: str
) -> None:
    released.grade("ada")
    released.grade("alan", 0.0, autograded)
    report = released.report()
    assert [(who, why) for who, _, why in report.troubles] == [("alan", reason)]
    assert not report.unexplained


def test_what_the_page_links_to_is_there(released: Class) -> None:
    for name in ("ada", HOSTILE, "50% ?#"):
        released.grade(name, 0.0)
    feedback = released.root / "feedback" / HOSTILE / NAME / "loss.html"
    feedback.parent.mkdir(parents=True)
    feedback.touch()
    elsewhere = released.root / "reports" / "page.html"
    elsewhere.parent.mkdir()
    assert released.command(NAME, "--output", str(elsewhere)) == 0
    hrefs = [one.split("'")[0] for one in elsewhere.read_text().split("href='")[1:]]
    links = [
        elsewhere.parent / unquote(one.partition("#")[0])
        for one in hrefs
        if not one.startswith("#")
    ]
    assert {link.resolve() for link in links} == {
        feedback,
        *(released.root / "autograded").glob("*/*/*.ipynb"),
    }


def test_a_hostile_name_stays_text(released: Class) -> None:
    released.grade(HOSTILE, 0.0)
    (released.root / "submitted" / f"{HOSTILE}2" / NAME).mkdir(parents=True)
    page = released.page()
    assert "<img" not in page and page.count("&lt;img src=x onerror=alert(1)&gt; &amp;") >= 4


def test_who_has_not_been_graded_or_not_handed_in_is_named(released: Class) -> None:
    released.grade("ada")
    (released.root / "submitted" / "alan" / NAME).mkdir(parents=True)
    with api.Gradebook(released.url) as book:
        for name in ("alan", "grace"):
            book.add_student(name)
    report = released.report()
    assert (report.not_graded, report.without) == (("alan",), ("grace",))
    page = released.page()
    assert "Not graded yet: alan." in page and "Nothing handed in: grace." in page
    assert "1 submission graded" in page


def test_one_student_is_one_submission(released: Class, capsys: pytest.CaptureFixture[str]) -> None:
    released.grade("ada")
    assert "too few to tell (n = 1)" in released.page()
    assert capsys.readouterr().out.strip().endswith("reports on 1 submission")


def test_without_a_gradebook_the_command_says_so_and_makes_none(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert group.command() == 2
    assert "there is no gradebook at" in capsys.readouterr().err
    assert not (group.root / "gradebook.db").exists()


def test_an_unknown_assignment_is_answered_with_the_known_ones(
    released: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert released.command("02-lost") == 2
    said = capsys.readouterr().err
    assert "has no assignment '02-lost'" in said and "It has: 02-loss" in said


def test_nobody_graded_is_an_error_that_says_what_to_do(
    released: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert released.command() == 2
    assert "nobody has handed in 02-loss" in capsys.readouterr().err
    (released.root / "submitted" / "ada" / NAME).mkdir(parents=True)
    assert released.command() == 2
    assert "run `autograder grade 02-loss`" in capsys.readouterr().err
    assert not list(released.root.glob("*.html"))


def test_a_gradebook_that_is_not_one_is_an_error(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    (group.root / "gradebook.db").write_text("no database, but long enough to be read as one" * 99)
    assert group.command() == 2
    assert "cannot open the gradebook" in capsys.readouterr().err
