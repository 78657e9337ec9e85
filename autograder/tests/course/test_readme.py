"""What the README and the pages in docs/ show works as it is written."""

import re
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from autograder.inside.question import Question
from autograder.outside.audit.fast import audit_question
from autograder.outside.course import CourseSource, load_course

ROOT = Path(__file__).parents[3]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
EXAMPLES = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs/authoring.md").read_text(encoding="utf-8"), re.DOTALL
)


def example(with_words: str) -> str:
    (found,) = (text for text in EXAMPLES if with_words in text)
    return found


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= 150


@pytest.mark.slow
def test_the_example_of_a_mistake_passes_the_audit() -> None:
    text = example("MISTAKES = [")
    course = load_course(CourseSource("eager_course", (("mistakes.py", text),)))
    (own,) = course.own_mistakes
    for row in audit_question(course, own.question, 3):
        assert not row.problems, row


def test_the_example_of_a_question_is_a_question() -> None:
    course = load_course(CourseSource("", (("questions.py", example("lists-double")),)))
    question = course.find_question("lists-double")
    assert len(question.cases(1)) == 30
    assert course.is_answered_by_notebook("lists-double")


def test_the_example_of_other_shares_gives_the_line_half_of_the_points() -> None:
    source = CourseSource("eager_course", (("questions.py", example("loss.model.changed(")),))
    course = load_course(source)
    weights = {part.name: part.weight for part in course.find_question("loss-model").parts}
    assert weights["line"] == pytest.approx(sum(weights.values()) / 2)
    for row in audit_question(course, "loss-model", 3):
        assert not row.problems, row


def test_the_example_of_a_stand_in_stands_in() -> None:
    names = {
        "walking": Question("walking", needs=[]),
        "by_counting": object(),
        "contextmanager": contextmanager,
        "patch": patch,
    }
    exec(example("instead_of"), names)
    notebook = {"unbroadcast": None}
    with names["walking"].stand_ins.put({}, notebook):
        assert notebook == {"unbroadcast": names["by_counting"]}
    assert notebook == {"unbroadcast": None}


def test_the_examples_are_the_four_above() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_picture_and_file_that_is_linked_is_there(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        file = link.partition("#")[0]
        assert link.startswith("https://") or (page.parent / file).exists(), link
