"""The fast audit: every known mistake loses what it should, every right answer nothing."""

from pathlib import Path

import pytest

from autograder.inside.questions import STAGES, find_question, stage_questions
from autograder.outside.audit.fast import audit_question, audit_right_answer
from autograder.outside.audit.right_answers import read_right_answers
from autograder.outside.course import Course
from autograder.outside.mistakes import stage_mistakes

ROOT = Path(__file__).parents[3]
RIGHT_ANSWERS = ROOT / "autograder/tests/right_answers"
QUESTIONS = [question for stage in STAGES for question in stage_questions(stage)]
ANSWERS = [(stage, a) for stage in STAGES for a in read_right_answers(RIGHT_ANSWERS / stage)]
SEEDS = 5  # `make audit` draws twenty times


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_a_full_catalogue(stage: str) -> None:
    assert len(stage_mistakes(stage)) >= 25
    assert len(read_right_answers(RIGHT_ANSWERS / stage)) >= 12


def test_the_whole_catalogue_has_130_mistakes_or_more() -> None:
    assert sum(len(stage_mistakes(stage)) for stage in STAGES) >= 130


@pytest.mark.parametrize("stage", STAGES)
def test_every_mistake_belongs_to_a_question_and_explains_itself(stage: str) -> None:
    for mistake in stage_mistakes(stage):
        find_question(mistake.question)
        assert mistake.misconception.endswith((".", "!", "?")), mistake.name
        assert mistake.hint.endswith((".", "!", "?", ")")) and mistake.hint != mistake.misconception


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_every_mistake_loses_what_it_should_and_every_part_has_its_mistake(
    question_id: str,
) -> None:
    for row in audit_question(question_id, [], SEEDS):
        assert not row.problems, row


@pytest.mark.parametrize("stage, answer", ANSWERS, ids=[f"{s}-{a.name}" for s, a in ANSWERS])
def test_right_answers_of_every_style_get_full_marks(stage: str, answer) -> None:
    for row in audit_right_answer(Course.at(ROOT), stage, answer, SEEDS):
        assert not row.problems, row
