"""Stock nbgrader, nbgrader in our configuration and `autograder grade` give the same points."""

from collections.abc import Callable

import pytest

from autograder.outside.course import CONFIG

from .conftest import FULL, LINE, LOSS, SUM_LOSS, Class

pytestmark = pytest.mark.slow

STOCK = """
c = get_config()
c.CourseDirectory.course_id = "eager-training"
c.Autograder.course = "eager_course"
"""
# Everything is right, and yet the visible check fails.
FAILS_THE_CHECK = f"callable = lambda value: False\n{LOSS}"


def hand_in(group: Class) -> None:
    group.submit("ada")
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    group.submit("cy", group.solved(loss_model_solution="Model = None"))
    group.submit("dan", group.solved(loss_mse_solution=FAILS_THE_CHECK))


def test_three_graders_give_the_same_points(new_class: Callable[[], Class]) -> None:
    ours, configured, stock = new_class(), new_class(), new_class()
    for group in (ours, configured, stock):
        hand_in(group)
    assert ours.grade(LINE) == 0
    (stock.root / CONFIG).write_text(STOCK)
    for group in (configured, stock):
        done = group.course.nbgrader("autograde", LINE)
        assert done.returncode == 0, done.stderr
    want = {student: score.cells for student, score in ours.scores().items()}
    assert {student: score.cells for student, score in configured.scores().items()} == want
    got = {student: score.cells for student, score in stock.scores().items()}
    assert got == want
    assert want["dan"]["loss-mse"] == 4.0  # which stock nbgrader reads before it sees the error
    assert sum(points or 0.0 for points in want["ada"].values()) == FULL
    assert 0.0 < (want["bob"]["loss-mse"] or 0.0) < 4.0
