"""The variables stage: a blank exercise blocks nobody, and its mistakes are well founded."""

from typing import Any

import pytest

from autograder.inside.ask import answer_question
from autograder.outside.course.mistake import edited
from autograder.outside.judging.judge import judge
from eager_course.course import COURSE
from eager_course.mistakes.variables_library import LIBRARY

from .blank_exercises import SOURCE, lost, run

NOTEBOOK = SOURCE / "01-variables/variables.ipynb"
QUESTIONS = list(COURSE.stage_of("01-variables").known_questions)
# What a blank exercise may cost the ones after it, in parts: those that need its promises.
LEFT_TO_THE_FALLBACKS = {"own state"}


def test_the_solved_notebook_runs_and_gets_all_points(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts, failed = run(NOTEBOOK, [], monkeypatch)
    assert not failed
    assert all(verdict.points == verdict.max_points for verdict in verdicts.values())


def test_a_fresh_release_gets_no_point_and_only_its_test_cells_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdicts, failed = run(NOTEBOOK, QUESTIONS, monkeypatch)
    assert failed == set(QUESTIONS)
    assert all(verdict.points == 0 for verdict in verdicts.values())


@pytest.mark.parametrize("blank", QUESTIONS)
def test_a_blank_exercise_leaves_the_others_within_reach(
    blank: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts, _ = run(NOTEBOOK, [blank], monkeypatch)
    for question, verdict in verdicts.items():
        if question == blank:
            assert verdict.points == 0
        else:
            assert lost(verdict) <= LEFT_TO_THE_FALLBACKS, question


@pytest.mark.parametrize("solved", QUESTIONS)
def test_an_exercise_can_be_solved_with_all_the_others_blank(
    solved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdicts, _ = run(NOTEBOOK, [n for n in QUESTIONS if n != solved], monkeypatch)
    assert lost(verdicts[solved]) <= LEFT_TO_THE_FALLBACKS


@pytest.mark.parametrize("question_id", QUESTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_the_library_in_which_mistakes_are_made_is_right(question_id: str, seed: int) -> None:
    namespace: dict[str, Any] = {}
    exec(LIBRARY, namespace)
    question = COURSE.find_question(question_id)
    names = {name: namespace[name] for name in question.needs}
    verdict = judge(COURSE, question_id, answer_question(question, names, seed), seed, 1)
    assert not lost(verdict)


def test_an_edit_that_does_not_fit_the_library_is_refused() -> None:
    with pytest.raises(ValueError, match="found 0 times"):
        edited(LIBRARY, {"no such line": "another line"})
