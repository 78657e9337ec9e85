"""The smallest case of a verdict, pasted below the mistaken cell, fails as the verdict says."""

import ast
import multiprocessing
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.inside.ask import answer_question
from autograder.inside.plain import encode, encode_error
from autograder.inside.said import say_case
from autograder.outside.course import Mistake
from autograder.outside.judging.compare import same
from autograder.outside.judging.judge import judge
from autograder.outside.judging.render import smallest_miss, verdict_text
from autograder.outside.judging.verdict import Miss
from eager_course.course import COURSE

pytestmark = pytest.mark.slow

SEED = 3
MISTAKES = [mistake for stage in COURSE.stages for mistake in stage.known_mistakes]
ONE_IN = 5  # One mistake in so many is tried: all of them take two and a half minutes.


@pytest.mark.parametrize("mistake", MISTAKES[::ONE_IN], ids=lambda m: f"{m.question}: {m.name}")
def test_it_gives_what_the_verdict_says(mistake: Mistake) -> None:
    question = COURSE.find_question(mistake.question)
    given = answers_of(mistake)
    miss = smallest_miss(judge(COURSE, question.id, given, SEED, 1.0, []))
    assert miss is not None
    shown = say_case(miss.case)
    assert not [name for name in question.helpers if f"{name}(" in shown], shown
    got = elsewhere(lambda: answer_to(mistake, miss, shown))
    assert same(miss.got, got, question.tolerance) or mistake.remembers, shown


@pytest.mark.parametrize("mistake", [m for m in MISTAKES if m.remembers], ids=lambda m: m.name)
def test_a_case_that_fails_only_after_others_says_so(mistake: Mistake) -> None:
    question = COURSE.find_question(mistake.question)
    given = answers_of(mistake)
    verdict = judge(COURSE, question.id, given, SEED, 1.0)
    assert "case that fails, given what earlier cases left behind:" in verdict_text(verdict)


def answers_of(mistake: Mistake) -> Any:
    question = COURSE.find_question(mistake.question)
    with COURSE.preserve_reference():
        return answer_question(question, mistake.apply(COURSE.names(question)), SEED)


def elsewhere(function: Callable[[], Any]) -> Any:
    """What it returns in a separate process: no case leaves anything behind for another."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=lambda: theirs.send(function()))
    process.start()
    theirs.close()
    result = ours.recv()  # EOFError where the process ended without
    process.join()
    return result


def answer_to(mistake: Mistake, miss: Miss, shown: str) -> Any:
    """The answer that a cell with this text displays; for a picture, what is seen in it."""
    names = mistake.apply(COURSE.names(miss.question))
    namespace = {"np": np, "plt": plt, **names}
    tree = ast.parse(shown)
    try:
        if miss.case.pasted:
            exec(shown, namespace)  # draws it, or fails as the case does
            tree = ast.parse(miss.case.program)
            namespace |= miss.question.helpers | miss.case.inputs
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        exec(compile(tree, "<cell>", "exec"), namespace)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace)
    except Exception as error:
        return encode_error(error)
    return encode(value, miss.question.forms)
