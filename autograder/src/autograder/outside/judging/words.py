"""Puts a case, an answer and a miss into words, for a student to read."""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np

from autograder_check.messages import _, counted

from ...inside.plain import Plain
from .compare import array_of, items_of, kind_of, number_of, pairs_of, same, size_of
from .verdict import Miss

MOST_NUMBERS = 24
MOST_DIMENSIONS = 6  # of an array that is written out: NumPy abbreviates rows, not dimensions
MOST_TEXT = 1000
HOLE = "\0"  # where a value goes that is said piece by piece


def say_answer(answer: Plain) -> str:
    """An answer in one line: `[1. 2.], float32, shape (2,)`, `raised ValueError: …`.

    At most `MOST_TEXT` characters of it, and no more work than they take. The answer must have
    been checked.
    """
    said: list[str] = []
    left = MOST_TEXT
    for piece in _pieces(answer):
        said.append(piece)
        left -= len(piece)
        if left < 0:
            break
    return _cut("".join(said))


def _pieces(answer: Plain) -> Iterator[str]:
    """What `say_answer` says, piece by piece, in order."""
    kind = kind_of(answer)
    if kind in ("list", "tuple"):
        left, right = "[]" if kind == "list" else "()"
        yield from _series(left, [(item,) for item in items_of(answer)], right)
    elif kind in ("dict", "record"):
        left, right = (f"{answer['type']}(", ")") if kind == "record" else ("{", "}")
        yield from _series(left, list(pairs_of(answer).items()), right)
    elif kind == "object":
        name = str(answer.get("type"))[:80]
        vowel, value = name[:1].lower() in "aeiou", answer.get("value")
        if value is None:
            yield _("an {type}", type=name) if vowel else _("a {type}", type=name)
            return
        said = "an {type} of {value}" if vowel else "a {type} of {value}"
        before, _sign, after = _(said, type=name, value=HOLE).partition(HOLE)
        yield before
        yield from _pieces(value)
        yield after
    else:
        yield _say_simple(answer, kind)


def _series(left: str, items: Sequence[tuple], right: str) -> Iterator[str]:
    """Items, or keys and items, with commas between them."""
    yield left
    for place, item in enumerate(items):
        yield ", " if place else ""
        if len(item) == 2:
            yield f"{item[0]}: "
        yield from _pieces(item[-1])
    yield right


def _say_simple(answer: Plain, kind: str) -> str:
    if kind == "none":
        return "None"
    if kind in ("bool", "int", "float"):
        return repr(number_of(answer))
    if kind == "text":
        return repr(answer.get("value"))
    if kind == "dtype":
        return str(answer.get("value"))
    if kind == "array":
        return _say_array(answer)
    if kind == "error":
        return _say_error(answer)
    return _("too large an answer ({why})", why=_say_size(*size_of(answer)))


def _say_size(of: str, size: int | tuple[int, ...]) -> str:
    if of == "depth":
        return _("nested more than {most} deep", most=size)
    if of == "int":
        return _("an int of more than 64 bits")
    if of == "array":
        return _("an array of shape {shape}", shape=size)
    if of == "text":
        return _("{count} characters", count=size)
    said = "a list of {count} items" if of == "list" else "a tuple of {count} items"
    return _(said, count=size)


def say_difference(miss: Miss) -> tuple[str, str, str]:
    """Where the answers first differ, what was expected there, and what came.

    The place is empty if the whole answers differ, else an index into the answer: "[2]".
    """
    want, got, path = miss.want, miss.got, []
    while want["kind"] == kind_of(got) and want["kind"] in ("list", "tuple"):
        wants, gots = want["items"], items_of(got)
        if len(wants) != len(gots):
            break
        pairs = enumerate(zip(wants, gots, strict=True))
        place = next(i for i, (w, g) in pairs if not same(w, g, miss.question.tolerance))
        path.append(place)
        want, got = wants[place], gots[place]
    where = "".join(f"[{place}]" for place in path)
    return where, say_answer(want), say_answer(got)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def _say_array(answer: Plain) -> str:
    array = array_of(answer)
    if array.ndim == 0:
        return f"{array[()]}, {array.dtype.name}"
    if array.ndim > MOST_DIMENSIONS:
        return _("{dtype}, {count} dimensions", dtype=array.dtype.name, count=array.ndim)
    numbers = np.array2string(
        array, threshold=MOST_NUMBERS, edgeitems=3, max_line_width=72, precision=6
    )
    numbers = " ".join(numbers.split())
    return _(
        "{numbers}, {dtype}, shape {shape}",
        numbers=numbers,
        dtype=array.dtype.name,
        shape=array.shape,
    )


def _say_error(answer: Plain) -> str:
    types, message = answer.get("types"), str(answer.get("message", ""))
    name = str(types[0]) if isinstance(types, list) and types else _("an error")
    if not message:
        return _("raised {error}", error=name)
    first = message.strip().splitlines()[0] if message.strip() else ""
    return _("raised {error}: {message}", error=name, message=first[:200])


def number(value: float) -> str:
    """At most two decimals, and no trailing zeros: `2`, `1.5`, `0.67`."""
    return f"{round(value, 2):g}"


def plural(count: float, noun: str) -> str:
    """`1 point`, `2 points`, `1.5 points`."""
    return f"{number(count)} {noun}" if math.isclose(count, 1) else f"{number(count)} {noun}s"


def points_of(score: float, most: float) -> str:
    """`1.5 of 2 points`."""
    values = {"score": number(score), "most": number(most)}
    return counted("{score} of {most} point", "{score} of {most} points", _one(most), **values)


def _one(count: float) -> float:
    """The count, and exactly 1 where it is 1 but for rounding."""
    return 1 if math.isclose(count, 1) else count


def listed(names: Sequence[str], most: int) -> str:
    """Names in a sentence, at most so many of them: `ada, bob and 3 more`."""
    more = len(names) - most
    shown = ", ".join(names[:most])
    return _("{names} and {count} more", names=shown, count=more) if more > 0 else shown


def duration(time: timedelta) -> str:
    """In the two largest units that say something: `2 days 3 hours`, `45 minutes`."""
    minutes = max(1, round(time.total_seconds() / 60))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    said = [
        counted("{count} day", "{count} days", days, count=days) if days else "",
        counted("{count} hour", "{count} hours", hours, count=hours) if hours else "",
        counted("{count} minute", "{count} minutes", minutes, count=minutes) if minutes else "",
    ]
    return " ".join([one for one in said if one][:2])
