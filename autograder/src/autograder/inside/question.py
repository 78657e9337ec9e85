"""A question: parts with weights, each of which draws cases.

A **case** is a short program and its inputs. The program uses the student's names;
the value of its last line, which must be an expression, is the **answer**. The same
program is run on the student's implementation and on the reference, and students read
the same text when it fails: a failing case can be pasted into a notebook.

    merge = Question("sorting-merge", needs=["merge"])

    @merge.part("values", 2, "the result has every item of both lists, as often as they do")
    def values(draw):
        for left, right in [(1, 1), (3, 2), (2, 5)]:
            yield case(
                '''
                merged = merge(sorted(a), sorted(b))
                sorted(merged)
                ''',
                a=draw.integers((left,)), b=draw.integers((right,)))
"""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from .forms import NO_FORMS, Forms

if TYPE_CHECKING:
    from .draw import Draw


@dataclass(frozen=True)
class Tolerance:
    """How far a float answer may be from the reference's: |got - want| <= atol + rtol * |want|.

    `because` justifies the numbers, for the reader and for the audit.
    """

    rtol: float
    atol: float
    because: str


FLOAT32 = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    because="Sums of a few float32 numbers in another order differ by a few units in the "
    "last place (6e-8 each); a wrong factor or term makes a difference of percents.",
)


@dataclass(frozen=True)
class Case:
    """A program, its inputs (name -> number, list or ndarray), and where it belongs.

    Attributes:
        part: the name of its part.
        asks: the name of the promise of its part that it is about; "" if it is not about one.
        pasted: what a student pastes instead, if the program looks at a picture with one of our
            helpers: it draws the picture for the student to see. "" for the program itself.
        seen: what the program looks at in the picture, in words: "the red dots".
    """

    program: str
    inputs: dict[str, Any]
    part: str = ""
    asks: str = ""
    pasted: str = ""
    seen: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """What makes one case smaller than another: fewer numbers, then a shorter program."""
        return sum(map(_count, self.inputs.values())), len(self.program)


def case(
    program: str, /, *, asks: str = "", pasted: str = "", seen: str = "", **inputs: Any
) -> Case:
    """A case from the indented text of a program and its inputs; see `Case` for the rest."""
    return Case(
        _without_indent(program), inputs, asks=asks, pasted=_without_indent(pasted), seen=seen
    )


@functools.lru_cache(maxsize=2048)  # a question draws the same few programs again and again
def _without_indent(program: str) -> str:
    return dedent(program).strip()


@dataclass(frozen=True)
class Part:
    """What one share of a question's points stands for.

    Attributes:
        name: one or a few words, unique within the question.
        weight: its share of the question's points.
        says: a sentence that is true when the part holds.
        draw_cases: yields the part's cases from a Draw.
        promises: name -> one sentence that the exercise promises and this part checks.
    """

    name: str
    weight: float
    says: str
    draw_cases: Callable[["Draw"], Iterable[Case]]
    promises: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StandIns:
    """Pieces of the grader's own, for those that earlier exercises built and this one rests on.

    A slip in an earlier exercise has lost its points there. So the question is asked twice, on the
    notebook as it is and with the stand-ins, and the better answers count.

    Attributes:
        names: what they stand in for, as students know it: ["unbroadcast"].
        put: takes the names that `ask` was given and the notebook's namespace, and puts the
            stand-ins there; they are gone when the context ends.
    """

    names: tuple[str, ...]
    put: Callable[[dict[str, Any], dict[str, Any]], AbstractContextManager]


class Question:
    """One question, known by the `grade_id` of the cell that asks it.

    Args:
        id: the `grade_id`.
        needs: the names that `ask` must pass, such as ["merge"].
        helpers: our functions that the programs may call to look at a picture, by name.
        tolerance: for float answers.
        forms: how the course's values become plain data.
    """

    def __init__(
        self,
        id: str,
        needs: Sequence[str],
        helpers: dict[str, Callable] | None = None,
        tolerance: Tolerance = FLOAT32,
        forms: Forms = NO_FORMS,
    ) -> None:
        self.id = id
        self.needs = tuple(needs)
        self.helpers = dict(helpers or {})
        self.tolerance = tolerance
        self.forms = forms
        self.parts: list[Part] = []
        self.stand_ins: StandIns | None = None
        self.cases = functools.lru_cache(maxsize=256)(self._draw_cases)

    def part(
        self, name: str, weight: float, says: str, promises: Mapping[str, str] | None = None
    ) -> Callable:
        """Decorates a function that takes a Draw and yields the cases of a new part.

        `promises` are what the exercise's text promises and this part checks, one sentence each,
        by name; a case says with `asks` which of them it is about. The audit finds any that no
        case asks.
        """

        def add(draw_cases: Callable[["Draw"], Iterable[Case]]) -> Callable:
            self.parts.append(Part(name, weight, says, draw_cases, dict(promises or {})))
            return draw_cases

        return add

    def instead_of(self, *names: str) -> Callable:
        """Decorates the context manager that puts stand-ins for these; see `StandIns`."""

        def add(put: Callable) -> Callable:
            self.stand_ins = StandIns(names, put)
            return put

        return add

    def changed(
        self, weights: Mapping[str, float] | None = None, says: Mapping[str, str] | None = None
    ) -> "Question":
        """A copy with new weights or texts for some parts, by name; weight 0 drops a part.

        Raises:
            KeyError: there is no part with such a name.
        """
        weights, says = dict(weights or {}), dict(says or {})
        unknown = {*weights, *says} - {part.name for part in self.parts}
        if unknown:
            raise KeyError(f"{self.id} has no part {', '.join(map(repr, sorted(unknown)))}")
        copy = Question(self.id, self.needs, self.helpers, self.tolerance, self.forms)
        copy.stand_ins = self.stand_ins
        for part in self.parts:
            weight = weights.get(part.name, part.weight)
            if weight:
                says_now = says.get(part.name, part.says)
                copy.parts.append(replace(part, weight=weight, says=says_now))
        return copy

    def _draw_cases(self, seed: int) -> tuple[Case, ...]:
        """All cases of all parts, in order; the same seed gives the same cases.

        `cases(seed)` is this, cached: nobody may change what it returns.
        """
        # This imports NumPy (0.1 s), which the grader can do while cells run.
        from .draw import Draw

        draw = Draw(seed)
        return tuple(
            replace(drawn, part=part.name) for part in self.parts for drawn in part.draw_cases(draw)
        )


def _count(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return sum(map(_count, value))
    return int(getattr(value, "size", 1))
