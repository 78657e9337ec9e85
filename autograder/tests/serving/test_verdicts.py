"""A verdict for practice is the verdict that grading gives."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from autograder.inside.program import answer_case
from autograder.inside.protocol import cell_seed
from autograder.inside.question import Question
from autograder.outside.course.mistake import Mistake
from autograder.outside.judging.judge import judge
from autograder.outside.judging.render import verdict_html, verdict_record, verdict_text
from autograder.outside.serving.openapi import DRAW_HEADER
from autograder.outside.serving.worker import Judge
from eager_course.course import COURSE

from .conftest import Running, answers_to, right_names

SEED = "practice of one"
# One mistake in so many is tried; of those in pictures, which take a third of a second, fewer.
ONE_IN, ONE_PICTURE_IN = 15, 30


def test_a_right_implementation_gets_all_points(open_server: Running) -> None:
    drawn = open_server.cases()
    content = answers_to(drawn.said, right_names(open_server))
    found = open_server.verdict(drawn.headers[DRAW_HEADER.lower()], content)
    assert found.status == 200
    assert found.said["verdict"]["points"] == found.said["verdict"]["max_points"] == 6
    assert "6 of 6 points" in found.said["html"]


def test_a_mistake_is_named_with_its_smallest_case(open_server: Running) -> None:
    mistake = mistakes_of("variables-assign")[0]
    drawn = open_server.cases()
    content = answers_to(drawn.said, mistake.apply(right_names(open_server)))
    found = open_server.verdict(drawn.headers[DRAW_HEADER.lower()], content).said
    assert found["verdict"]["mistake"] == mistake.name
    assert mistake.hint in found["text"]
    assert "The smallest case that fails" in found["text"]


def mistakes_of(question: str) -> Sequence[Mistake]:
    return COURSE.mistakes_of(question)


def answers(question: Question, names: dict[str, Any], seed: int) -> dict[str, Any]:
    found = [answer_case(question, case, names) for case in question.cases(seed)]
    return {"version": 1, "question": question.id, "seed": seed, "answers": found}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # mistakes overflow
@pytest.mark.parametrize("question", COURSE.questions)
def test_it_agrees_with_grading_on_known_mistakes(question: str) -> None:
    one_in = ONE_PICTURE_IN if question.endswith("-picture") else ONE_IN
    practice, asked, seed = Judge(COURSE), COURSE.find_question(question), cell_seed(SEED, question)
    for mistake in [None, *mistakes_of(question)[::one_in]]:
        names = COURSE.names(asked)
        given = answers(asked, mistake.apply(names) if mistake else names, seed)
        order = {"do": "verdict", "question": question, "seed": SEED, "points": 3, "shows": "all"}
        said, body = practice.reply(order, json.dumps(given).encode())
        graded = judge(COURSE, question, given, seed, 3.0)
        assert said["status"] == 200
        assert json.loads(body) == {
            "verdict": verdict_record(graded),
            "text": verdict_text(graded),
            "html": verdict_html(graded),
        }


@pytest.mark.slow
def test_a_mistake_that_was_prepared_is_named_without_being_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question, practice = "variables-assign", Judge(COURSE)
    asked, seed = COURSE.find_question(question), cell_seed(SEED, question)
    mistakes = mistakes_of(question)
    given = answers(asked, mistakes[0].apply(COURSE.names(asked)), seed)
    about = {"question": question, "seed": SEED}
    for mistake in mistakes:
        practice.reply({"do": "prepare", "mistake": mistake.name, **about}, b"")
    monkeypatch.setattr(Mistake, "apply", None)
    order = {"do": "verdict", "points": 3, "shows": "all", **about}
    said, _ = practice.reply(order, json.dumps(given).encode())
    assert said["outcome"]["mistake"] == mistakes[0].name


def test_a_verdict_is_in_the_language_asked_for(open_server: Running) -> None:
    mistake = mistakes_of("variables-assign")[0]
    for language, said in {"ko": "힌트", "en": "Hint", "xx": "Hint", "../..": "Hint"}.items():
        drawn = open_server.cases()
        content = answers_to(drawn.said, mistake.apply(right_names(open_server)))
        draw = drawn.headers[DRAW_HEADER.lower()]
        found = open_server.verdict(draw, content, **{"Accept-Language": f"{language},en;q=0.5"})
        assert said in found.said["html"]


def test_a_refusal_is_in_the_language_asked_for(open_server: Running) -> None:
    for language, said in {"ko": "다시 요청하세요", "en": "ask again", "": "ask again"}.items():
        found = open_server.verdict("no.draw", b"{}", **{"Accept-Language": language})
        assert found.status == 403 and said in found.said["error"]


@pytest.mark.parametrize(
    ("shows", "misconception", "case"),
    [("all", True, True), ("misconception only", True, False), ("parts only", False, False)],
)
def test_an_instructor_chooses_what_is_shown(shows: str, misconception: bool, case: bool) -> None:
    (question, mistake), seed = ("variables-assign", mistakes_of("variables-assign")[0]), SEED
    asked = COURSE.find_question(question)
    given = answers(asked, mistake.apply(COURSE.names(asked)), cell_seed(seed, question))
    order = {"do": "verdict", "question": question, "seed": seed, "points": 3, "shows": shows}
    said, body = Judge(COURSE).reply(order, json.dumps(given).encode())
    found = json.loads(body)
    for form in (found["text"], found["html"]):
        assert (mistake.hint in form) == misconception
        assert ("The smallest case that fails" in form) == ("expected" in form) == case
    assert (found["verdict"]["mistake"] == mistake.name) == misconception
    assert said["outcome"]["mistake"] == mistake.name  # for the class page, in any case
