"""The tape stage: what a blank exercise costs the others, and what its questions rely on."""

import pytest

from autograder.inside.ask import answer_question
from autograder.inside.draw import Draw
from autograder.outside.audit.adversaries import points_without_work
from autograder.outside.audit.fast import audit_question
from autograder.outside.judging.answers import WorkedOut
from eager_course.course import COURSE
from eager_course.questions.tape import _above_one

from .blank_exercises import SOURCE, lost, run

NOTEBOOK = SOURCE / "03-tape/tape.ipynb"
QUESTIONS = COURSE.stage_of("03-tape").known_questions
tf = COURSE.package()


def test_the_solved_notebook_runs_and_gets_its_25_points(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts, failed = run(NOTEBOOK, [], monkeypatch)
    assert not failed
    assert sum(verdict.points for verdict in verdicts.values()) == 25


def test_a_fresh_release_gets_no_point_and_only_its_test_cells_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdicts, failed = run(NOTEBOOK, QUESTIONS, monkeypatch)
    assert failed == set(QUESTIONS)
    assert all(verdict.points == 0 for verdict in verdicts.values())


@pytest.mark.slow
@pytest.mark.parametrize("blank", QUESTIONS)
def test_a_blank_exercise_costs_nothing_but_its_own_points(
    blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts, _ = run(NOTEBOOK, [blank], monkeypatch)
    assert lost(verdicts[blank])
    assert {name: lost(verdict) for name, verdict in verdicts.items() if name != blank} == {
        name: set() for name in QUESTIONS if name != blank
    }


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_a_question_draws_at_least_20_cases_and_the_reference_answers_them_all(
    question_id: str,
) -> None:
    question = QUESTIONS[question_id]
    answers = answer_question(question, COURSE.names(question), seed=7)["answers"]
    assert len(answers) >= 20
    assert [a for a in answers if a["kind"] == "error"] == []


@pytest.mark.parametrize("seed", range(20))
def test_no_two_values_of_a_program_of_backward_are_equal_by_chance(seed: int) -> None:
    sources = _above_one(Draw(seed), 3)
    exponents = [2.0, 3.0]
    powers = [s * source**n for source in sources for s in (1, -1) for n in (1, 2, 3, 4)]
    assert len({*exponents, *powers}) == len(exponents) + len(powers)


@pytest.mark.slow
@pytest.mark.parametrize("question_id", QUESTIONS)
def test_mistakes_leave_the_reference_as_it_was(question_id: str) -> None:
    question = QUESTIONS[question_id]
    rules, listeners = dict(tf.VJPS), list(tf.ops.listeners)
    for answers in WorkedOut(COURSE, question_id, seed=2).values():
        assert len(list(answers)) == len(question.cases(2))
        assert tf.ops.listeners == listeners
    assert rules == tf.VJPS


@pytest.mark.slow
@pytest.mark.parametrize("question_id", QUESTIONS)
def test_an_audit_leaves_nobody_listening(question_id: str) -> None:
    listeners = list(tf.ops.listeners)
    audit_question(COURSE, question_id, seeds=1)
    list(points_without_work(COURSE, QUESTIONS[question_id], seeds=[1]))
    assert tf.ops.listeners == listeners
