"""Known traps in nbgrader, closed: what is in a submission cannot decide its points."""

import copy
import json
from collections.abc import Callable

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from .conftest import QUESTION, Class, find

pytestmark = pytest.mark.slow

FULL = 6.0

# A right answer that also displays a number as the result of the test cell.
LIAR = """
import builtins, numpy as np
Tensor = eager.Tensor
class Variable(eager.Variable):
    def numpy(self):
        get_ipython().displayhook({lie})
        return {honest}
"""
WRONG = "Tensor = eager.Tensor\nclass Variable(eager.Variable):\n    def numpy(self): return 0.0"
NONE = f"{WRONG}\n    def assign(self, value): return 0.0\n    assign_add = assign_sub = assign"
GIVEN = 0.5  # for the part `fitting`: the practice notebook hands in the reference's
# And for the part `chains`, which asks what an assign returns and nothing of its numbers.
ONE = GIVEN + 0.75


@pytest.fixture(scope="module")
def graded(new_class: Callable[[], Class]) -> Class:
    """One class with everything that can be wrong with a submission, graded once."""
    group = new_class()
    right = group.solved()
    group.submit("right", right)
    group.submit("blank", group.course.notebook("release", "practice"))
    group.submit("wrong", group.solved(NONE))
    group.submit("one-part", group.solved(WRONG))

    skipped = group.solved(NONE)
    find(skipped, QUESTION).metadata["tags"] = ["skip-execution"]
    group.submit("skipped", skipped)

    deleted = group.solved()
    deleted.cells.remove(find(deleted, QUESTION))
    group.submit("deleted", deleted)

    stripped = group.solved()
    del find(stripped, QUESTION).metadata["nbgrader"]
    group.submit("stripped", stripped)

    duplicated = group.solved()
    duplicated.cells.append(copy.deepcopy(find(duplicated, QUESTION)))
    duplicated.cells[-1].id = "copy"
    group.submit("duplicated", duplicated)

    outdated = group.solved()
    find(outdated, QUESTION).metadata["nbgrader"]["schema_version"] = 1
    group.submit("outdated", outdated)

    chatty = group.solved()
    chatty.cells.insert(1, new_code_cell("import sys, warnings\nprint('hm', file=sys.stderr)"))
    find(chatty, f"{QUESTION}-solution").source += (
        "\nclass Variable(Variable):\n    def numpy(self):\n"
        "        import warnings\n        warnings.warn('careful')\n"
        "        print('reading', file=__import__('sys').stderr)\n        return super().numpy()"
    )
    group.submit("chatty", chatty)

    for name, lie in {"zero": "np.float64(0.0)", "nan": "float('nan')", "minus": "-1"}.items():
        group.submit(f"liar-{name}", group.solved(LIAR.format(lie=lie, honest="0.0")))
    group.submit("honest-liar", group.solved(LIAR.format(lie="0.0", honest="super().numpy()")))

    whole = nbformat.writes(right)
    group.submit("cut-off", whole[: len(whole) // 2].encode())
    group.submit("empty", b"")
    group.submit("future", json.dumps(json.loads(whole) | {"nbformat": 99}).encode())
    group.submit("killer", group.solved("Variable = Tensor = lambda *a: __import__('os')._exit(1)"))

    group.status = group.grade()  # type: ignore[attr-defined]
    return group


def test_the_whole_class_is_graded_whatever_is_in_single_submissions(graded: Class) -> None:
    assert graded.status == 0, graded.log  # type: ignore[attr-defined]
    assert all(score.cells[QUESTION] is not None for score in graded.scores.values())
    assert len(graded.scores) == 18


@pytest.mark.parametrize("student", ["right", "duplicated", "outdated", "chatty", "honest-liar"])
def test_right_answers_get_full_marks(graded: Class, student: str) -> None:
    assert graded.points(student) == FULL


@pytest.mark.parametrize("student, points", [("blank", 0), ("wrong", GIVEN), ("skipped", GIVEN)])
def test_wrong_answers_get_none(graded: Class, student: str, points: float) -> None:
    assert graded.points(student) == points


@pytest.mark.parametrize("student", ["liar-zero", "liar-nan", "liar-minus"])
def test_a_number_that_the_students_code_displays_is_not_partial_credit(
    graded: Class, student: str
) -> None:
    assert graded.points(student) == graded.points("one-part") == ONE


@pytest.mark.parametrize("student", ["deleted", "stripped"])
def test_a_missing_test_cell_scores_0_and_is_put_back(graded: Class, student: str) -> None:
    assert graded.points(student) == 0
    assert find(graded.autograded(student), QUESTION).source
    assert "missing" in graded.verdict(student)["reason"]


def test_a_missing_test_cell_does_not_keep_an_old_score(new_class: Callable[[], Class]) -> None:
    group = new_class()
    group.submit("ada", group.solved())
    group.grade()
    assert group.points("ada") == FULL
    deleted = group.solved()
    deleted.cells.remove(find(deleted, QUESTION))
    group.submit("ada", deleted)
    group.grade("--force")
    assert group.points("ada") == 0


@pytest.mark.parametrize(
    "student, reason",
    [
        ("cut-off", "not a whole notebook"),
        ("empty", "The file is empty"),
        ("future", "not a notebook of a known format"),
        ("killer", "Python process ended"),
    ],
)
def test_a_submission_that_cannot_be_graded_says_why(
    graded: Class, student: str, reason: str
) -> None:
    assert graded.points(student) == 0
    assert reason in graded.verdict(student)["reason"]


def test_a_blank_answer_says_where_it_stopped(graded: Class) -> None:
    assert "NotImplementedError" in json.dumps(graded.autograded("blank"))
    assert "NameError" in graded.verdict("blank")["reason"]


def test_a_regrade_asks_the_same_cases_and_students_differ(graded: Class) -> None:
    before = graded.verdict("right")["seed"]
    assert graded.grade("--student=right", "--force") == 0
    assert graded.verdict("right")["seed"] == before
    assert graded.verdict("wrong")["seed"] != before
