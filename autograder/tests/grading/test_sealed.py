"""nbgrader grades in the sandbox: a submission reaches nothing, and falls alone."""

from collections.abc import Callable

import pytest

from .conftest import QUESTION, Class, find

pytestmark = pytest.mark.slow  # the toy course's test goes through nbgrader's door, too

TRIES = """
Variable, Tensor = eager.Variable, eager.Tensor
import os
try:
    print(os.listdir({folder!r}))
except PermissionError:
    print("refused")
"""
SLOW = "Variable, Tensor = eager.Variable, eager.Tensor\nwhile True: pass"
HANGS = "import itertools\nTensor = eager.Tensor\ndef Variable(value): sum(itertools.repeat(0))"


def printed(group: Class, student: str) -> str:
    return str(find(group.autograded(student), f"{QUESTION}-solution").outputs)


@pytest.fixture
def group(new_class: Callable[[], Class], can_seal: None) -> Class:
    group = new_class()
    group.submit("ada", group.solved(TRIES.format(folder=str(group.course.root / "source"))))
    return group


def test_a_submission_cannot_look_at_the_course(group: Class) -> None:
    assert group.grade() == 0, group.log
    assert "refused" in printed(group, "ada") and group.points("ada") == 6


def test_a_person_may_choose_to_run_it_with_their_own_rights(
    group: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_UNSAFE", "1")
    assert group.grade() == 0, group.log
    assert "practice" in printed(group, "ada") and "ran unsealed" in group.log
    assert group.points("ada") == 6


def test_time_is_up_for_one_cell_only_and_the_verdict_says_why(group: Class) -> None:
    group.submit("slow", group.solved(SLOW))
    group.submit("hangs", group.solved(HANGS))
    assert group.grade("--Execute.timeout=3") == 0, group.log
    assert "CellTimeoutError" in printed(group, "slow") and group.points("slow") == 6
    assert group.points("hangs") == 0 and group.points("ada") == 6
    assert "did not stop when its time was up" in group.verdict("hangs")["reason"]
