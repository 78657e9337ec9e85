"""Every question is well made: parts, weights, cases, and the points of its cell."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.inside.question import Question
from autograder.outside.plugins.check_questions import asked
from eager_course.course import COURSE

ROOT = Path(__file__).parents[3]
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))
QUESTIONS = list(COURSE.questions.values())


def grade_cells() -> dict[str, nbformat.NotebookNode]:
    """`grade_id` -> cell, for the cells of the course that are graded automatically."""
    cells = [c for path in NOTEBOOKS for c in nbformat.read(path, as_version=4).cells]
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }


GRADE_CELLS = grade_cells()


def test_every_grade_cell_has_a_question_and_every_question_a_grade_cell() -> None:
    assert set(GRADE_CELLS) == {question.id for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
class TestQuestion:
    def test_is_asked_by_the_cell_of_its_name_with_what_it_needs(self, question: Question) -> None:
        assert list(asked(GRADE_CELLS[question.id])) == [(question.id, set(question.needs))]

    def test_is_hidden_and_asked_before_the_visible_checks(self, question: Question) -> None:
        lines = GRADE_CELLS[question.id].source.splitlines()
        code = [line for line in lines if line.strip() and not line.startswith("# ")]
        assert code[0].strip() == "### BEGIN HIDDEN TESTS"

    def test_weighs_what_its_cell_is_worth(self, question: Question) -> None:
        points = float(GRADE_CELLS[question.id].metadata.nbgrader.points)
        assert sum(part.weight for part in question.parts) == pytest.approx(points)

    def test_draws_many_cases_and_some_for_each_part(self, question: Question) -> None:
        at_least = 10 if question.helpers else 20  # a picture takes its time
        for seed in range(3):
            cases = question.cases(seed)
            assert len(cases) >= at_least
            assert {case.part for case in cases} == {part.name for part in question.parts}

    def test_draws_the_same_cases_from_the_same_seed_and_others_from_another(
        self, question: Question
    ) -> None:
        def drawn(seed: int) -> list[str]:
            with np.printoptions(threshold=10**6):
                return [f"{case.program}{case.inputs}" for case in question.cases(seed)]

        assert drawn(1) == drawn(1)
        assert drawn(1) != drawn(2)

    def test_names_its_parts_once_and_says_why_its_tolerance_is_right(
        self, question: Question
    ) -> None:
        names = [part.name for part in question.parts]
        assert len(names) == len(set(names))
        assert question.tolerance.because and question.tolerance.rtol < 1e-3


def test_an_unknown_question_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="variables-assign"):
        COURSE.find_question("variables-asign")
    with pytest.raises(KeyError, match="no question"):
        COURSE.find_question("nonsense")
