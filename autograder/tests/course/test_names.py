"""A known mistake is named, exactly or as a guess, when its author has changed it in one place.

Students do not make the catalogue's mistakes to the letter: they raise another exception, sum along
another axis, or get one method wrong and the others right.
"""

import ast
import copy
import functools
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from autograder.inside.ask import answer_question
from autograder.outside.course import Mistake
from autograder.outside.judging.answers import Known, WorkedOut
from autograder.outside.judging.judge import judge
from eager_course.course import COURSE

SEED = 5
NAMED, WRONGLY = 0.75, 0.02  # of those that lose points
EVERY = 6  # one mistake in so many is changed

OTHER = {
    "ValueError": "TypeError",
    "TypeError": "ValueError",
    "RuntimeError": "ValueError",
    "IndexError": "KeyError",
    "KeyError": "ValueError",
}


def another_exception(node: ast.AST) -> bool:
    """Raises a different exception, if it raises any of these."""
    if not isinstance(node, ast.Raise):
        return False
    name = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    if not isinstance(name, ast.Name) or name.id not in OTHER:
        return False
    name.id = OTHER[name.id]
    return True


def another_axis(node: ast.AST) -> bool:
    """Works along axis 1 for 0, or 0 for 1."""
    if not (isinstance(node, ast.keyword) and node.arg == "axis"):
        return False
    if not isinstance(node.value, ast.Constant) or node.value.value not in (0, 1):
        return False
    node.value.value = 1 - node.value.value
    return True


def without(place: int) -> Callable[[ast.AST], bool]:
    """Leaves one method, or one function that becomes a method, as it is in the right answer."""

    def change(node: ast.AST) -> bool:
        if isinstance(node, ast.ClassDef) and node.bases:  # the right answer's class, as a rule
            own = [
                item
                for item in node.body
                if isinstance(item, ast.FunctionDef) and item.name != "__init__"
            ]
        elif isinstance(node, ast.Module):
            own = [
                item
                for item in node.body
                if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Attribute)
            ]
        else:
            return False
        if len(own) < 2 or place >= len(own):
            return False
        node.body.remove(own[place])
        return True

    return change


CHANGED = (ast.Raise, ast.keyword, ast.ClassDef, ast.Module)
CHANGES = [another_exception, another_axis, *(without(place) for place in range(3))]


def variants(mistake: Mistake) -> Iterator[tuple[Callable, Mistake]]:
    """The mistake with one change each, and what was changed."""
    tree = ast.parse(mistake.source())
    for place, node in enumerate(ast.walk(tree)):
        for change in CHANGES if isinstance(node, CHANGED) else ():
            changed = copy.deepcopy(tree)
            if change(list(ast.walk(changed))[place]):
                yield change, replace(mistake, code=ast.unparse(changed))


@functools.cache
def what_is_known(question_id: str) -> Known:
    """The answers of all its mistakes, worked out once for all variants."""
    return WorkedOut(COURSE, question_id, SEED)


def name_of(mistake: Mistake) -> str | None:
    """The name that the verdict on this code gives, or "no points lost"."""
    question = COURSE.find_question(mistake.question)
    given = answer_question(question, mistake.apply(COURSE.names(question)), SEED)
    verdict = judge(COURSE, question.id, given, SEED, 1.0, known=what_is_known(question.id))
    if verdict.points == 1.0:
        return "no points lost"
    named = verdict.mistake or verdict.guess
    return named.name if named else None


def calls_along_axes(mistake: Mistake) -> Counter[str]:
    """The functions that its code calls, each with the axis along which it works."""
    return Counter(
        f"{ast.unparse(node.func)} {ast.unparse(given)}"
        for node in ast.walk(ast.parse(mistake.source()))
        if isinstance(node, ast.Call)
        for given in node.keywords
        if given.arg == "axis"
    )


def is_the_axis(name: str | None, mistake: Mistake, variant: Mistake) -> bool:
    """Whether the mistake of this name has the same function work along the wrong axis."""

    def anew(other: Mistake) -> set[str]:
        return {call.split()[0] for call in calls_along_axes(other) - calls_along_axes(mistake)}

    return any(
        known.name == name and known.question == mistake.question and anew(variant) & anew(known)
        for stage in COURSE.stages
        for known in stage.known_mistakes
    )


@pytest.mark.slow
def test_most_are_named_and_hardly_any_wrongly() -> None:
    chance, told = random.Random(1), Counter[str]()
    for stage in COURSE.stages:
        for mistake in stage.known_mistakes[::EVERY]:
            changed = list(variants(mistake))
            for change, variant in chance.sample(changed, min(1, len(changed))):
                name = name_of(variant)
                right = name in (mistake.name, *mistake.like) or (
                    # The wrong exception or axis is a slip in itself: either may be named.
                    change is another_exception
                    and "error" in str(name)
                    or change is another_axis
                    and is_the_axis(name, mistake, variant)
                )
                told["right" if right else "none" if name is None else name] += 1
    told.pop("no points lost", None)
    wrong = sum(count for name, count in told.items() if name not in ("right", "none"))
    assert told.total() > 100
    assert told["right"] / told.total() >= NAMED, told
    assert wrong / told.total() <= WRONGLY, told
