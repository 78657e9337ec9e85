"""Stock nbgrader, without our configuration, gives the same points wherever the checks pass."""

from collections.abc import Callable

import pytest

from autograder.outside.course import CONFIG

from .conftest import ASSIGNMENT, QUESTION, Class, find

pytestmark = pytest.mark.slow

# assign_sub is wrong, and no visible check calls it.
HALF = """
Tensor = eager.Tensor
class Variable(eager.Variable):
    def assign_sub(self, delta):
        return self.assign_add(delta)
"""
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Autograder.course = "eager_course"
"""


@pytest.fixture(scope="module")
def group(new_class: Callable[[], Class]) -> Class:
    """Graded by stock nbgrader, then, with `ours` in the name of the student, by ours."""
    group = new_class()
    for student in ("right", "half", "blank"):
        notebook = group.solved(HALF) if student == "half" else group.solved()
        if student == "blank":
            notebook = group.course.notebook("release", ASSIGNMENT)
        group.submit(student, notebook)
        group.submit(f"{student}-ours", notebook)
    ours = (group.course.root / CONFIG).read_text()
    (group.course.root / CONFIG).write_text(STOCK)
    for student in ("right", "half", "blank"):
        assert group.grade(f"--student={student}") == 0, group.log
    (group.course.root / CONFIG).write_text(ours)
    for student in ("right", "half", "blank"):
        assert group.grade(f"--student={student}-ours") == 0, group.log
    return group


def test_the_hidden_test_gives_its_points_as_the_result_of_its_cell(group: Class) -> None:
    outputs = find(group.autograded("half"), QUESTION).outputs
    results = [o.data["text/plain"] for o in outputs if o.output_type == "execute_result"]
    assert len(results) == 1 and 0 < float(results[0]) < 6


@pytest.mark.parametrize("student", ["right", "half", "blank"])
def test_the_points_are_the_same_as_with_our_configuration(group: Class, student: str) -> None:
    assert group.points(student) == pytest.approx(group.points(f"{student}-ours"))


def test_partial_credit_is_partial(group: Class) -> None:
    assert group.points("blank") == 0
    assert 0 < group.points("half") < group.points("right") == 6
