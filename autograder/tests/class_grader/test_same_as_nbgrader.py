"""`autograder grade` and `nbgrader autograde` do the same to the same class.

Each test of the fixture `both` compares two copies of one course, graded by one and the
other: files, rows of the gradebook, feedback.
"""

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from nbgrader.api import Gradebook

from autograder.outside.course import CourseFolder
from autograder.outside.reports.points import gradebook_url

from .conftest import LINE, LOSS, PAIR, SUM_LOSS, Class, without

pytestmark = pytest.mark.slow

LATE = """
from nbgrader.plugins import LateSubmissionPlugin

class HalfAPointADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 0.5 * total_seconds_late / 86400

c.AssignLatePenalties.plugin_class = HalfAPointADay
"""
STUDENTS = ("ada", "bob", "cy", "dan", "eve", "fay", "half", "late", "very-late")

ROWS = """
    select student.id, assignment.name, submitted_assignment.timestamp, notebook.name,
           submitted_notebook.late_submission_penalty, submitted_notebook.flagged,
           base_cell.type, base_cell.name, {columns}
    from submitted_assignment
    join student on student.id = submitted_assignment.student_id
    join assignment on assignment.id = submitted_assignment.assignment_id
    join submitted_notebook on submitted_notebook.assignment_id = submitted_assignment.id
    join notebook on notebook.id = submitted_notebook.notebook_id
    join {table} on {table}.notebook_id = submitted_notebook.id
    join base_cell on base_cell.id = {table}.cell_id
    order by 1, 2, 4, 7, 8
"""
GRADES = ROWS.format(
    table="grade", columns="auto_score, manual_score, extra_credit, needs_manual_grade"
)
COMMENTS = ROWS.format(table="comment", columns="auto_comment, manual_comment")


class Both(NamedTuple):
    """The same class twice."""

    ours: Class
    nbgraders: Class


def hand_in(group: Class) -> None:
    """Submissions of every kind that nbgrader knows how to grade."""
    group.submit("ada", notes="mine")
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    group.submit("cy", group.solved(written="", loss_model_solution="1 / 0"))
    shutil.copytree(group.root / "release" / LINE, group.folder("dan"))
    group.submit("eve", without(group.solved(), ["loss-mse", "loss-model-solution", "written"]))
    group.submit("fay", b'{"cells": ')
    group.submit("half", group.solved(loss_mse_solution=LOSS + "\nprint('\\ud83d')"))
    group.submit("late", timestamp="2026-01-03 00:00:00 UTC")
    group.submit("very-late", timestamp="2027-01-01 00:00:00 +0900")
    group.submit("ada", assignment=PAIR, name="first")
    group.submit("ada", assignment=PAIR, name="second")
    group.submit("bob", assignment=PAIR, name="second")  # without the first
    (group.folder("ada") / "deep" / "down").mkdir(parents=True)
    (group.folder("ada") / "deep" / "down" / "a.csv").write_text("1")
    (group.folder("ada") / "__pycache__").mkdir()
    (group.folder("ada") / "__pycache__" / "a.pyc").write_text("")
    (group.folder("ada") / "numbers.txt").write_text("forged")


def set_due_date(group: Class) -> None:
    with Gradebook(gradebook_url(group.root), "eager-training") as gradebook:
        gradebook.update_or_create_assignment(LINE, duedate="2026-01-01 00:00:00")


def grade_by_hand(group: Class) -> None:
    """What a person does in the formgrader after a first grading."""
    with Gradebook(gradebook_url(group.root), "eager-training") as gradebook:
        written = gradebook.find_grade("written", "line", LINE, "ada")
        written.manual_score, written.needs_manual_grade = 4.5, False
        generous = gradebook.find_grade("loss-mse", "line", LINE, "bob")
        generous.manual_score, generous.extra_credit, generous.needs_manual_grade = 3.0, 1.0, False
        comment = gradebook.find_comment("loss-mse-solution", "line", LINE, "bob")
        comment.manual_comment = "Nearly."
        gradebook.db.commit()


def autograde(group: Class) -> None:
    for assignment in (LINE, PAIR):
        done = group.course.nbgrader("autograde", assignment, "--force")
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def both(released: CourseFolder, tmp_path_factory: pytest.TempPathFactory, sealing: None) -> Both:
    """A class graded, corrected by hand, and graded again; by us and by nbgrader."""
    classes = []
    for _ in Both._fields:
        folder = tmp_path_factory.mktemp("class") / "course"
        shutil.copytree(released.root, folder)
        group = Class(CourseFolder.at(folder))
        group.configure(LATE)
        hand_in(group)
        set_due_date(group)
        (folder / ".autograder").mkdir()
        (folder / ".autograder" / "secret").write_text("the same for both\n")
        classes.append(group)
    ours, nbgraders = classes
    assert ours.grade() == 0
    autograde(nbgraders)
    for group in classes:
        grade_by_hand(group)
        group.submit("ada", group.solved(written="Thrice."), notes="mine")
        group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS + "\n# second try"))
    assert ours.grade("--force") == 0
    autograde(nbgraders)
    return Both(ours, nbgraders)


def rows(group: Class, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(group.root / "gradebook.db")) as database:
        return database.execute(query).fetchall()


@pytest.mark.parametrize("query", [GRADES, COMMENTS], ids=["grades", "comments"])
def test_the_gradebooks_have_the_same_rows(both: Both, query: str) -> None:
    assert rows(both.ours, query) == rows(both.nbgraders, query)
    assert len(rows(both.ours, query)) >= 2 * len(STUDENTS)


def test_late_submissions_got_their_penalties(both: Both) -> None:
    penalties = {row[0]: row[4] for row in rows(both.ours, GRADES) if row[1] == LINE}
    assert penalties["ada"] is None and penalties["late"] == pytest.approx(1.0)
    assert penalties["very-late"] == pytest.approx(9.0)  # all that there is to lose


def test_scores_given_by_hand_are_kept_and_marked_for_review(both: Both) -> None:
    (row,) = [r for r in rows(both.ours, GRADES) if r[:2] == ("bob", LINE) and r[7] == "loss-mse"]
    assert row[-4:] == (3.0, 3.0, 1.0, 1)


def test_a_notebook_that_was_not_submitted_scores_0(both: Both) -> None:
    first = [r for r in rows(both.ours, GRADES) if r[:2] == ("bob", PAIR) and r[3] == "first"]
    assert [row[-4] for row in first] == [0] and [row[-1] for row in first] == [0]


@pytest.mark.parametrize("student", STUDENTS)
def test_autograded_folders_have_the_same_files_byte_for_byte(both: Both, student: str) -> None:
    ours, nbgraders = (files_below(group, student) for group in both)
    assert ours.keys() == nbgraders.keys()
    for name in ours:
        assert ours[name] == nbgraders[name], name
    assert f"{LINE}/line.ipynb" in ours


def files_below(group: Class, student: str) -> dict[str, tuple[bytes, int]]:
    """Relative path -> content and permissions of what was autograded."""
    folder = group.root / "autograded" / student
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_nbgrader_writes_feedback_on_what_we_graded(both: Both) -> None:
    pages = []
    for group in both:
        done = group.course.nbgrader("generate_feedback", LINE, "--force")
        assert done.returncode == 0, done.stderr
        pages.append((group.folder("bob", step="feedback") / "line.html").read_text())
    assert pages[0] == pages[1]
    assert "Nearly." in pages[0]


def test_nbgrader_exports_the_same_grades(both: Both) -> None:
    tables = []
    for group in both:
        done = group.course.nbgrader("export", "--to=grades.csv")
        assert done.returncode == 0, done.stderr
        with (group.root / "grades.csv").open() as file:
            tables.append(list(csv.DictReader(file)))
    assert tables[0] == tables[1] and len(tables[0]) >= len(STUDENTS)


def test_the_formgrader_sees_the_same_class(both: Both) -> None:
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader

    seen = []
    for group in both:
        app = NbGrader()
        app.load_cwd_config = False
        app.initialize([], root=str(group.root))
        api = NbGraderAPI(app.coursedir, parent=app)
        seen.append([api.get_submissions(LINE), api.get_notebook_submissions(LINE, "line")])
    ours, nbgraders = (anonymous(json.loads(json.dumps(one, default=str))) for one in seen)
    assert ours == nbgraders
    # nbgrader's formgrader takes "+0900" for 900 seconds, and so takes this one to be newer.
    assert [one["student"] for one in ours[0] if not one["autograded"]] == ["very-late"]


def anonymous(seen: Any) -> Any:
    """Without what is drawn at random, and in a fixed order."""
    for submissions in seen:
        for submission in submissions:
            for key in ("id", "index"):
                submission.pop(key, None)
        submissions.sort(key=lambda submission: submission["student"])
    return seen


def test_nbgrader_can_go_on_where_we_stopped_and_the_reverse(
    new_class: Callable[[], Class],
) -> None:
    group = new_class()
    group.submit("ada")
    group.submit("bob")
    assert group.grade(LINE, "--student", "ada") == 0
    done = group.course.nbgrader("autograde", LINE)
    assert done.returncode == 0 and "Skipping existing assignment" in done.stderr
    assert group.scores()["bob"].auto == group.scores()["ada"].auto
    assert group.grade(LINE) == 0
    assert Path(group.root / "autograded" / "bob" / LINE / "line.ipynb").exists()
