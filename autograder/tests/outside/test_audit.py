"""The audit finds what is wrong with a catalogue, and nothing if all is well."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Question, case
from autograder.outside.audit.mistakes import (
    Row,
    parts_that_kill_nothing,
    try_mistakes,
    unproved_promises,
)
from autograder.outside.audit.real import lost_elsewhere
from autograder.outside.audit.report import MistakeRow, RightRow, RuleRow, is_well
from autograder.outside.audit.right_answers import RightAnswer
from autograder.outside.course import BadCourse, Course, CourseSource, Mistake, Stage, load_course
from autograder.outside.reports.points import Score
from eager_course.course import COURSE

QUESTION = Question("variables-scale", needs=["square"])
SEEDS = range(5)


@QUESTION.part("values", 2, "square squares")
def _(draw: Draw) -> Iterator[Case]:
    yield case("float(square(a))", a=draw.array(positive=True) + 2)


@QUESTION.part("signs", 3, "square forgets the sign")
def _(draw: Draw) -> Iterator[Case]:
    yield case("float(square(-a)) > 0", a=draw.array(positive=True))


def mistake(
    name: str, expression: str, *fails: str, like: tuple[str, ...] = (), costly: str = ""
) -> Mistake:
    code = f"right = square\ndef square(x):\n    return {expression}"
    return Mistake(QUESTION.id, name, "Your square …", "Think.", fails, code, like, costly=costly)


DOUBLES = mistake("doubles", "x + x", "values", "signs", costly="Nothing is squared.")
SHIFTS = mistake("shifts", "right(x) + 1", "values")
NEGATES = mistake("negates", "-right(x)", "values", "signs", costly="No answer is right.")


STAGE = Stage(1, "scaling", "01-scaling", "")
STAGE.__dict__["known_questions"] = {QUESTION.id: QUESTION}
MADE_UP = replace(COURSE, stages=(STAGE,))


def problems(*mistakes: Mistake) -> list[str]:
    return [
        problem
        for row in try_mistakes(MADE_UP, QUESTION, mistakes, SEEDS)
        for problem in row.problems
    ]


def test_a_sound_catalogue_has_no_problems() -> None:
    assert problems(DOUBLES, SHIFTS, NEGATES) == []


def test_a_mistake_that_gets_full_marks_is_found() -> None:
    assert "gets full marks" in problems(mistake("none", "right(x)", "values"))


def test_a_mistake_that_loses_other_parts_than_it_says_is_found() -> None:
    assert problems(replace(SHIFTS, fails=("values", "signs"))) == [
        "the catalogue says that it fails values, signs"
    ]


def test_a_mistake_that_is_caught_by_chance_only_is_found() -> None:
    lucky = mistake("lucky", "right(x) if float(x) > 4 else x * 0 - 1", "values", "signs")
    assert any("with some seeds only" in problem for problem in problems(lucky))


def test_two_mistakes_that_no_case_tells_apart_must_say_so() -> None:
    twin = replace(DOUBLES, name="twin")
    assert any("no case tells it from doubles" in problem for problem in problems(DOUBLES, twin))
    assert problems(DOUBLES, replace(twin, like=("doubles",))) == []


def test_two_mistakes_that_say_they_are_alike_must_be() -> None:
    assert any(
        "tells them apart" in p for p in problems(DOUBLES, replace(SHIFTS, like=("doubles",)))
    )


def test_a_mistake_that_loses_more_than_one_slip_should_says_why() -> None:
    assert problems(replace(DOUBLES, costly="")) == [
        "loses 100% of its question: one slip should lose 40% at most, unless `costly` says why"
    ]
    assert problems(replace(SHIFTS, costly="No answer is right.")) == [
        "says why it is costly, but loses only 40% of its question"
    ]


def test_a_mistake_that_loses_points_of_another_question_is_found() -> None:
    cells, most = {"scale": 1.0, "shift": 0.5, "turn": 2.0}, {"scale": 3.0, "shift": 1.0, "turn": 2}
    assert lost_elsewhere("scale", Score(3.5, 6, cells, most)) == ["loses 0.5 points of shift, too"]


def test_a_part_that_no_mistake_fails_is_found() -> None:
    rows = try_mistakes(MADE_UP, QUESTION, [SHIFTS], SEEDS)
    assert parts_that_kill_nothing(QUESTION, rows) == ["signs"]
    assert (
        parts_that_kill_nothing(QUESTION, try_mistakes(MADE_UP, QUESTION, [DOUBLES], SEEDS)) == []
    )


def test_the_audit_passes_if_there_are_rows_and_none_has_a_problem() -> None:
    good, right = MistakeRow("q", "m", ("p",), ()), RightRow("s", "a", "terse", 1, ())
    assert is_well([good, right])
    assert not is_well([])
    assert not is_well([good, RuleRow("q", "why")])
    assert not is_well([good, replace(right, problems=("loses a point",))])


def test_a_right_answer_replaces_solution_cells_and_adds_others(tmp_path: Path) -> None:
    (tmp_path / "terse.py").write_text(
        "# terse\n# %% a-solution\nx = 2\n\n# %% extra before a\nprint(x)\n"
    )
    cells = [new_code_cell(text) for text in ("x = 1", "test")]
    for cell, name in zip(cells, ("a-solution", "a"), strict=True):
        cell.metadata["nbgrader"] = {"grade_id": name}
    answer = RightAnswer.read(tmp_path / "terse.py")
    notebook = answer.notebook(new_notebook(cells=cells), {"a-solution": "x = 1"})
    assert [cell.source for cell in notebook.cells] == ["x = 2", "print(x)", "test"]
    assert answer.style == "terse"


def loaded(text: str) -> Course:
    text = f"from autograder.outside.course import Mistake\n{text}"
    return load_course(CourseSource("eager_course", (("mistakes.py", text),)))


OWN = "MISTAKES = [Mistake('{q}', 'mine', 'You …', 'Hint', ('{part}',), 'pass')]"


def test_a_course_whose_folder_adds_no_files_has_no_added_mistakes() -> None:
    assert load_course(CourseSource("eager_course")).own_mistakes == ()


def test_a_course_adds_its_own_mistakes() -> None:
    course = loaded(OWN.format(q="variables-assign", part="values"))
    assert [mistake.name for mistake in course.own_mistakes] == ["mine"]
    assert course.mistakes_of("variables-assign")[-1] == course.own_mistakes[0]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("MISTAKES = [1]", "a list of Mistake"),
        ("1 / 0", "ZeroDivisionError"),
        (OWN.format(q="variables-nonsense", part="values"), "no question has the id"),
        (OWN.format(q="variables-assign", part="nonsense"), "must fail some of the parts"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadCourse, match=reason):
        loaded(text)


def test_a_promise_needs_a_case_that_asks_it_and_a_mistake_that_breaks_only_it() -> None:
    question = Question("toy-double", needs=["double"])
    promises = {"numbers": "It doubles.", "zero": "Of 0 it gives 0.", "lists": "Lists, too."}

    @question.part("all", 1, "double(x) is 2 x", promises)
    def _(draw: Draw) -> Iterator[Case]:
        yield case("double(x)", asks="numbers", x=draw.integer(1, 9))
        yield case("double(0)", asks="zero")

    rows = [Row(None, ("all",), frozenset([("all", "numbers")]))]  # type: ignore[arg-type]
    assert unproved_promises(question, rows) == [
        ("lists", "no case of the part 'all' asks it"),
        ("zero", "no mistake breaks it and nothing else"),
    ]
