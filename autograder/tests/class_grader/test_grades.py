"""What a page of feedback knows from the gradebook."""

import copy
import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades

from autograder.outside.plugins import Grades

from .conftest import known

DUE = datetime.datetime(2026, 11, 12, 22, 0)
NOTEBOOK = new_notebook(
    cells=[
        new_markdown_cell("# Loss"),
        new_code_cell("f = 1", metadata=known("loss-solution", solution=True)),
        new_code_cell("check(f)", metadata=known("loss", points=4)),
        new_markdown_cell("Because.", metadata=known("words", points=5, solution=True)),
    ]
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, new_gradebook: Path) -> Path:
    """A gradebook with one submission: its code is graded, its words are not."""
    path = shutil.copy(new_gradebook, tmp_path_factory.mktemp("kept"))
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_assignment("02", duedate=DUE)
        gradebook.add_notebook("loss", "02")
        gradebook.add_grade_cell("loss", "loss", "02", max_score=4, cell_type="code")
        gradebook.add_grade_cell("words", "loss", "02", max_score=5, cell_type="markdown")
        for name in ("loss-solution", "words"):
            gradebook.add_solution_cell(name, "loss", "02")
        gradebook.add_student("ada")
        gradebook.add_submission("02", "ada", timestamp=DUE + datetime.timedelta(hours=3))
        code = gradebook.find_grade("loss", "loss", "02", "ada")
        code.auto_score, code.needs_manual_grade = 2.5, False
        gradebook.find_comment("words", "loss", "02", "ada").manual_comment = "Nearly."
        notebook = gradebook.find_submission_notebook("loss", "02", "ada")
        notebook.late_submission_penalty = 1.0
        gradebook.db.commit()
    return path


@pytest.fixture
def gradebook(kept: Path, tmp_path: Path) -> Iterator[Gradebook]:
    """A copy of it."""
    shutil.copy(kept, tmp_path)
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        yield gradebook


def brought(gradebook: Gradebook, by: type[GetGrades]) -> tuple[NotebookNode, dict]:
    """The notebook and the resources after a preprocessor."""
    about = {"notebook": "loss", "assignment": "02", "student": "ada"}
    about["db_url"] = str(gradebook.engine.url)
    return by().preprocess(copy.deepcopy(NOTEBOOK), {"nbgrader": about})


def grade_of_words(gradebook: Gradebook) -> dict:
    return brought(gradebook, Grades)[1]["nbgrader"]["grades"]["words"]


def test_it_brings_all_that_nbgraders_own_does(gradebook: Gradebook) -> None:
    ours, theirs = brought(gradebook, Grades), brought(gradebook, GetGrades)
    assert ours[0] == theirs[0]
    assert ours[0].cells[2].metadata.nbgrader.score == 2.5
    assert ours[0].cells[3].metadata.nbgrader.comment == "Nearly."
    assert theirs[1]["nbgrader"].items() <= ours[1]["nbgrader"].items()
    assert ours[1]["nbgrader"]["score"] == 1.5


def test_it_knows_what_nobody_has_graded_and_what_is_to_be_graded_again(
    gradebook: Gradebook,
) -> None:
    assert not grade_of_words(gradebook)["graded"]
    words = gradebook.find_grade("words", "loss", "02", "ada")
    words.manual_score, words.needs_manual_grade = 3.0, False
    gradebook.db.commit()
    now = grade_of_words(gradebook)
    assert now["graded"] and now["by_person"] and not now["again"] and now["score"] == 3.0
    words.needs_manual_grade = True  # which nbgrader does when the answer is autograded again
    gradebook.db.commit()
    assert grade_of_words(gradebook)["graded"] and grade_of_words(gradebook)["again"]


def test_a_blank_answer_is_graded_but_by_nobody(gradebook: Gradebook) -> None:
    words = gradebook.find_grade("words", "loss", "02", "ada")
    words.auto_score, words.needs_manual_grade = 0.0, False
    gradebook.db.commit()
    assert grade_of_words(gradebook)["graded"] and not grade_of_words(gradebook)["by_person"]


def test_it_knows_when_the_work_came_and_was_due(gradebook: Gradebook) -> None:
    about = brought(gradebook, Grades)[1]["nbgrader"]
    assert about["late"] == 3 * 3600 and about["due"] == DUE and about["extension"] is None
    gradebook.grant_extension("02", "ada", days=2)
    about = brought(gradebook, Grades)[1]["nbgrader"]
    assert about["late"] == 0 and about["extension"] == datetime.timedelta(days=2)
    assert about["due"] == DUE + datetime.timedelta(days=2)


def test_an_extension_of_no_deadline_is_none(gradebook: Gradebook) -> None:
    gradebook.grant_extension("02", "ada", days=2)
    gradebook.update_or_create_assignment("02", duedate=None)
    about = brought(gradebook, Grades)[1]["nbgrader"]
    assert about["due"] is None and about["extension"] is None and about["late"] == 0
