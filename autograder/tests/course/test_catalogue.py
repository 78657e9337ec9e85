"""The fast audit: known mistakes lose what they should, right answers lose nothing."""

from pathlib import Path

import pytest

from autograder.outside.audit.adversaries import points_without_work
from autograder.outside.audit.fast import audit_question, audit_right_answer
from autograder.outside.audit.right_answers import read_right_answers
from autograder.outside.course import CourseFolder, Stage
from eager_course.course import COURSE

ROOT = Path(__file__).parents[3]
QUESTIONS = list(COURSE.questions)
STAGES = COURSE.stages
# `make audit` tries everything with twenty draws. Here every mistake is tried with one, and of the
# right answers one in so many, as each is a whole notebook.
ONE_IN = 12
ANSWERS = [
    (stage, answer)
    for stage in STAGES
    for answer in read_right_answers(stage.right_answers)[::ONE_IN]
]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_has_a_full_catalogue(stage: Stage) -> None:
    assert len(stage.known_mistakes) >= 25
    assert len(read_right_answers(stage.right_answers)) >= 12


def test_the_whole_catalogue_has_130_mistakes_or_more() -> None:
    assert sum(len(stage.known_mistakes) for stage in STAGES) >= 130


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_mistake_belongs_to_a_question_and_explains_itself(stage: Stage) -> None:
    for mistake in stage.known_mistakes:
        COURSE.find_question(mistake.question)
        assert mistake.misconception.endswith((".", "!", "?")), mistake.name
        assert mistake.hint.endswith((".", "!", "?", ")")) and mistake.hint != mistake.misconception


# Among the quick tests, the first exercise of each stage stands for the others.
QUICK = {next(iter(stage.known_questions)) for stage in STAGES}
QUICK_OR_SLOW = [pytest.param(q, marks=() if q in QUICK else pytest.mark.slow) for q in QUESTIONS]


@pytest.mark.parametrize("question_id", QUICK_OR_SLOW)
def test_every_mistake_loses_what_it_should_and_every_part_has_its_mistake(
    question_id: str,
) -> None:
    for row in audit_question(COURSE, question_id, seeds=1):
        assert not row.problems, row


@pytest.mark.slow
@pytest.mark.parametrize("question_id", QUESTIONS)
def test_nothing_can_be_earned_without_the_work(question_id: str) -> None:
    question = COURSE.find_question(question_id)
    assert list(points_without_work(COURSE, question, range(10))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "number", range(len(ANSWERS)), ids=[f"{s.name}-{a.name}" for s, a in ANSWERS]
)
def test_right_answers_of_every_style_get_full_marks(number: int) -> None:
    stage, answer = ANSWERS[number]
    seeds = [number]  # one draw each, and no two the same
    for row in audit_right_answer(CourseFolder.at(ROOT), stage, answer, seeds):
        assert not row.problems, row
