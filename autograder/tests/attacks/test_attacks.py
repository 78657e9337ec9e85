"""Every attack earns what its honest part earns, learns nothing, and harms nobody after it."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder.inside.plain import Plain
from autograder.outside.course.reference import package_folder
from autograder.outside.judging.answers import expected_answers
from autograder.outside.judging.compare import array_of
from eager_course.course import COURSE

from .attack import Attack, attacks
from .conftest import ASSIGNMENTS, Arena, Result, texts

pytestmark = pytest.mark.slow

REFERENCE = package_folder("eager")
ATTACKS = attacks()
LONG_LINE = 32  # characters: a line of the reference this long is like no other
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "attack", ATTACKS, ids=[f"{attack.name}: {attack.notes['must']}" for attack in ATTACKS]
)
def test_attack(attack: Attack, arena: Arena) -> None:
    parent = arena.warm_parent.pid
    result = arena.grade(attack)
    most = arena.stages[attack.assignment].points
    assert result.points == attack.earned(most), result.summary
    for text in attack.texts:
        assert text in result.told, result.summary
    assert_a_reason_stands_wherever_points_are_missing(result, most)
    assert_nothing_leaked(result, arena, attack)
    if result.notebook is not None:
        nbformat.validate(result.notebook)
        assert len(result.graded.notebooks[0].text or "") < 40_000_000
    assert not CONTROL.search("\n".join(result.graded.troubles))
    assert arena.harm() == []
    after = arena.grade_honest(attack.assignment)
    assert after.points == most, after.summary
    assert after.graded.troubles == ()
    assert arena.warm_parent.pid == parent
    assert arena.harm() == []


def test_there_are_attacks_in_every_group() -> None:
    groups = {attack.path.parent.name for attack in ATTACKS}
    known = "exits feedback honest leftovers lies malformed metadata reading runner"
    assert groups == set(known.split()) and len(ATTACKS) >= 90


def assert_a_reason_stands_wherever_points_are_missing(
    result: Result, most: dict[str, float]
) -> None:
    for verdict in result.verdicts:
        missed = not all(verdict["parts"].values())
        assert verdict["points"] == verdict["max_points"] or verdict["reason"] or missed, verdict
    if result.notebook is None:
        assert "was not submitted" in result.told
    else:
        assert {verdict["question"] for verdict in result.verdicts} == set(most)


def assert_nothing_leaked(result: Result, arena: Arena, attack: Attack) -> None:
    for place, canary in arena.canaries.items():
        assert canary not in result.everything, f"the canary in the {place} sings"
    shown = result.everything
    theirs = known_to_students(arena, attack.assignment)
    own = "\n".join(cell.source for cell in result.cells)
    for line in secret_lines(attack.assignment):
        assert line not in shown or line in own or line in theirs, f"the reference: {line}"
    displayed = result.displayed
    for verdict in result.verdicts:
        if not verdict["points"]:
            leaked = leaked_values(verdict["question"], verdict["seed"], displayed)
            assert not leaked, f"expected values of {verdict['question']}"


@functools.cache
def secret_lines(assignment: str) -> list[str]:
    """The lines of the reference that no student has at this stage."""
    staged = COURSE.staged_modules(assignment)
    lines = {
        line.strip()
        for path in REFERENCE.glob("*.py")
        if path.name not in staged
        for line in path.read_text().splitlines()
    }
    return sorted(line for line in lines if len(line) >= LONG_LINE)


@functools.cache
def known_to_students(arena: Arena, assignment: str) -> str:
    """What students have: the release, the modules beside it, and the questions."""
    inside = REFERENCE.parent / "autograder" / "inside"
    return "\n".join(
        [
            *(cell.source for cell in arena.stages[assignment].release.cells),
            *COURSE.staged_modules(assignment).values(),
            *(path.read_text() for path in inside.rglob("*.py")),
        ]
    )


def leaked_values(question_id: str, seed: int, displayed: str) -> set[str]:
    """What was displayed of the answers to the cases, and is not in the cases themselves."""
    question = COURSE.find_question(question_id)
    answers = expected_answers(COURSE, question_id, seed)
    values = {value for answer in answers for value in looks(answer) if value in displayed}
    if not values:  # as nearly always; to write out the inputs takes a while
        return values
    given = " ".join(
        str(text)
        for case in question.cases(seed)
        for text in [case.program, *map(written, case.inputs.values())]
    )
    return {value for value in values if value not in given}


def written(value: object) -> str:
    """An input as it may be printed."""
    return f"{np.asarray(value).tolist()} {value!r}"


def looks(answer: Plain) -> Iterator[str]:
    """The raw bytes and the numbers of an answer, if there are enough of them to recognize."""
    if answer["kind"] == "array":
        if len(answer["data"]) >= 24 and answer["data"].strip("A="):  # zeros are everywhere
            yield answer["data"]
        for number in array_of(answer).ravel():
            if len(f"{number:.7g}") > 7 and number.dtype.kind == "f":
                yield f"{number:.7g}"[:8]
    for item in [*answer.get("items", []), answer.get("value")]:
        for part in item if isinstance(item, list) else [item]:
            if isinstance(part, dict) and "kind" in part:
                yield from looks(part)


def test_a_leak_would_be_noticed(arena: Arena) -> None:
    """The checks above find what they look for, if it is put where it should not be."""
    (name, _) = ASSIGNMENTS
    honest = arena.grade_honest(name)
    verdict = next(v for v in honest.verdicts if v["question"] == "variables-operators")
    answers = "\n".join(expected_text(verdict))
    assert len(leaked_values(verdict["question"], verdict["seed"], answers)) > 10
    assert not leaked_values(verdict["question"], verdict["seed"], answers[:20])
    assert len(secret_lines(name)) > 500 and f"{COURSE.reference}/" not in honest.everything


def expected_text(verdict: dict) -> Iterator[str]:
    for answer in expected_answers(COURSE, verdict["question"], verdict["seed"]):
        yield from texts(answer)


def test_every_attack_is_read(tmp_path: Path) -> None:
    assert all(attack.tries and attack.notes["must"] for attack in ATTACKS)
