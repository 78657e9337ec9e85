"""What a small course on plain lists asks: sorting, and searching."""

from collections.abc import Iterator

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Question, case

merge = Question("lists-merge", needs=["merge"])


@merge.part("items", 2, "every item of both lists is in the result, as often as in them")
def _(draw: Draw) -> Iterator[Case]:
    for left, right in [(1, 1), (3, 2), (2, 5), (4, 4)]:
        yield case(
            "sorted(merge(sorted(a), sorted(b)))",
            a=draw.integers((left,)),
            b=draw.integers((right,)),
        )
    yield case("sorted(merge(sorted(a + a), sorted(a)))", a=draw.integers((3,)))


@merge.part("order", 2, "the result is in order")
def _(draw: Draw) -> Iterator[Case]:
    for left, right in [(3, 3), (2, 6), (5, 1)]:
        a, b = draw.integers((left,)), draw.integers((right,))
        yield case("merge(sorted({*a}), sorted({*b} - {*a}))", a=a, b=b)


find = Question("lists-find", needs=["find"])


@find.part("place", 2, "find gives the place of an item that is there")
def _(draw: Draw) -> Iterator[Case]:
    for length in (1, 4, 7):
        for place in (0, length // 2, length - 1):
            yield case(
                "a = sorted(set(a))\nfind(a, a[i % len(a)]) - len(a)",
                a=draw.integers((length,)),
                i=place,
            )


@find.part("absent", 1, "find gives None for an item that is not there")
def _(draw: Draw) -> Iterator[Case]:
    for x in (-100, 100, draw.integer(10, 20)):
        yield case("find(sorted(a), x), len(set(a)), sum(a)", a=draw.integers((5,)), x=x)
