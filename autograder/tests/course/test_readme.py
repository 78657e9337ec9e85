"""What the README shows works as it is written."""

import re
from pathlib import Path

from autograder.outside.audit.fast import audit_question
from autograder.outside.course import CourseSource, load_course

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text()


def test_the_example_of_a_courses_own_mistake_passes_the_audit() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    course = load_course(CourseSource("eager_course", (("mistakes.py", example),)))
    (own,) = course.own_mistakes
    for row in audit_question(course, own.question, 3):
        assert not row.problems, row


def test_every_picture_and_file_that_is_linked_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    for link in links:
        assert link.startswith("https://") or (ROOT / link).exists(), link
