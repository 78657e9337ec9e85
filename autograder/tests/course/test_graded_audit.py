"""The audit through the graders, on a sample: a mistake costs its own question what it should.

The sample is one mistake for each question, and one right answer, of every other stage.
`autograder audit` tries them all, which takes most of an hour.
"""

from pathlib import Path

import pytest

from autograder.outside.audit import real
from autograder.outside.audit.report import MistakeRow, RightRow
from autograder.outside.course import Course, CourseFolder, Mistake, Stage
from eager_course.course import COURSE

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize("stage", COURSE.stages[::2], ids=lambda stage: stage.name)
def test_graded_as_a_class_a_mistake_loses_what_it_should_and_nothing_of_other_questions(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistakes_of, read_right_answers = Course.mistakes_of, real.read_right_answers

    def first(course: Course, question_id: str) -> tuple[Mistake, ...]:
        return mistakes_of(course, question_id)[:1]

    monkeypatch.setattr(Course, "mistakes_of", first)
    monkeypatch.setattr(real, "read_right_answers", lambda at: read_right_answers(at)[:1])
    rows = list(real.audit_real(CourseFolder.at(ROOT), [stage], jobs=2))
    assert [row for row in rows if row.problems] == []
    tried = {row.question for row in rows if isinstance(row, MistakeRow)}
    assert tried == set(stage.known_questions)
    assert any(isinstance(row, RightRow) for row in rows)
