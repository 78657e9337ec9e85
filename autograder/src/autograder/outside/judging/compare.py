"""Compares two answers, both plain data: is the student's as good as the reference's?"""

import base64
import binascii
import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from autograder_check.messages import _

from ...inside.plain import DTYPES, MOST_DEPTH, MOST_TEXT, SIZED, Plain
from ...inside.question import Tolerance

# Python has two names for a bad argument, and a student may raise either. A class that a
# course derives from one of them counts as the same kind.
BAD_ARGUMENT = frozenset(["ValueError", "IndexError"])
KINDS_OF_ERROR = (
    BAD_ARGUMENT,
    frozenset(["TypeError"]),
    frozenset(["RuntimeError"]),
    frozenset(["AttributeError"]),
    frozenset(["KeyError", "LookupError"]),
)
NUMBERS = frozenset(["bool", "int", "float"])


class MalformedAnswer(ValueError):
    """An answer that `inside.plain` would not have written; the message says what is odd."""


def same(want: Plain, got: Plain, tolerance: Tolerance) -> bool:
    """Whether `got` agrees with `want` in kind, structure, dtype, shape and value.

    Raises:
        MalformedAnswer: `got` is not plain data of the form that `inside.plain` writes.
    """
    if want == got:
        return True
    want_kind, got_kind = want["kind"], kind_of(got)
    if want_kind in NUMBERS:
        return _same_number(want, got, tolerance)
    if want_kind != got_kind:
        return False
    if want_kind == "array":
        return _same_array(want, got, tolerance)
    if want_kind in ("list", "tuple"):
        wants, gots = want["items"], items_of(got)
        return len(wants) == len(gots) and all(
            same(w, g, tolerance) for w, g in zip(wants, gots, strict=True)
        )
    if want_kind in ("dict", "record"):
        if want.get("type") != got.get("type"):
            return False
        expected, given = pairs_of(want), pairs_of(got)
        return expected.keys() == given.keys() and all(
            same(expected[key], given[key], tolerance) for key in expected
        )
    if want_kind == "object":
        return want["type"] == got.get("type") and _same_content(want, got, tolerance)
    if want_kind == "error":
        return same_kind_of_error(want, got)
    return bool(want.get("value") == got.get("value"))


def same_kind(some: Plain, other: Plain) -> bool:
    """Whether two checked answers are alike except for their numbers.

    Arrays agree in shape and dtype, errors in kind, containers in length.
    """
    kind, others = kind_of(some), kind_of(other)
    if kind in NUMBERS and others in NUMBERS:
        return True
    if kind != others:
        return False
    if kind == "array":
        one, two = array_of(some), array_of(other)
        return one.shape == two.shape and one.dtype == two.dtype
    if kind in ("list", "tuple"):
        pairs = items_of(some), items_of(other)
        return len(pairs[0]) == len(pairs[1]) and all(map(same_kind, *pairs))
    if kind == "error":
        return same_kind_of_error(some, other)
    if kind == "object":
        return some.get("type") == other.get("type")
    return True


def check(answer: Any, depth: int = 0) -> None:
    """Check all of an answer that is not trusted, to the last item.

    Raises:
        MalformedAnswer: it is not plain data of the form that `inside.plain` writes.
    """
    if depth > MOST_DEPTH + 2:
        raise MalformedAnswer(_("an answer nested too deeply"))
    kind = kind_of(answer)
    if kind in NUMBERS:
        number_of(answer)
    elif kind == "array":
        array_of(answer)
    elif kind in ("list", "tuple"):
        for item in items_of(answer):
            check(item, depth + 1)
    elif kind in ("dict", "record"):
        if kind == "record":
            text_of(answer, "type")
        for value in pairs_of(answer).values():
            check(value, depth + 1)
    elif kind == "object":
        text_of(answer, "type")
        if answer.get("value") is not None:
            check(answer["value"], depth + 1)
    elif kind == "error":
        types = answer.get("types")
        if not (types and isinstance(types, list) and all(isinstance(one, str) for one in types)):
            raise MalformedAnswer(_("an error without types"))
        text_of(answer, "message")
    elif kind in ("text", "dtype"):
        text_of(answer, "value")
    elif kind == "too large":
        size_of(answer)
    elif kind != "none":
        raise MalformedAnswer(_("an answer of the unknown kind {kind!r}", kind=kind[:80]))


def text_of(answer: Plain, field: str) -> str:
    """A text of an answer that is not trusted."""
    text = answer.get(field)
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise MalformedAnswer(_("an answer whose {field} is not text, or too long", field=field))
    return text


def size_of(answer: Plain) -> tuple[str, int | tuple[int, ...]]:
    """What an answer that is not trusted has too much of, and how much: a number, or a shape."""
    of, size = answer.get("of"), answer.get("size")
    if not isinstance(of, str) or of not in SIZED:
        raise MalformedAnswer(_("an answer that is too large in no known way"))
    lengths = tuple(size) if isinstance(size, list) else (size,)
    if not all(type(length) is int and 0 <= length < 2**63 for length in lengths):
        raise MalformedAnswer(_("an answer that is too large, without its size"))
    return of, lengths if isinstance(size, list) else lengths[0]


def kind_of(answer: Any) -> str:
    """The kind of an answer that is not trusted."""
    if not isinstance(answer, dict) or not isinstance(answer.get("kind"), str):
        raise MalformedAnswer(_("an answer is {type}, not plain data", type=type(answer).__name__))
    return answer["kind"]


def items_of(answer: Plain) -> list[Plain]:
    """The items of a list or tuple that is not trusted."""
    items = answer.get("items")
    if not isinstance(items, list):
        raise MalformedAnswer(_("a list without items"))
    return items


def pairs_of(answer: Plain) -> dict[str, Plain]:
    """The items of a dict that is not trusted."""
    pairs: dict[str, Plain] = {}
    for pair in items_of(answer):
        if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
            raise MalformedAnswer(_("a dict whose items are not pairs"))
        pairs[pair[0]] = pair[1]
    return pairs


def array_of(answer: Plain) -> NDArray:
    """The array in an answer that is not trusted, read-only; it cannot contain objects."""
    dtype, shape, data = answer.get("dtype"), answer.get("shape"), answer.get("data")
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise MalformedAnswer(_("an array without a known dtype"))
    if not isinstance(data, str) or not isinstance(shape, list):
        raise MalformedAnswer(_("an array without shape and data"))
    if not all(type(length) is int and length >= 0 for length in shape):
        raise MalformedAnswer(_("an array without a valid shape"))
    try:
        raw = base64.b64decode(data, validate=True)
        return np.frombuffer(raw, dtype).reshape(shape)
    except (ValueError, OverflowError, binascii.Error):
        raise MalformedAnswer(_("an array whose data do not fit its shape")) from None


def number_of(answer: Plain) -> float:
    """The value of a bool, int or float that is not trusted (inf and nan travel as text)."""
    value = answer.get("value")
    if isinstance(value, str) and value in ("nan", "inf", "-inf"):
        return float(value)
    # `ask` reports a longer int as too large, since a float may not hold it.
    if isinstance(value, (bool, float)) or (isinstance(value, int) and abs(value) <= 2**64):
        return float(value) if answer.get("kind") == "float" else value
    raise MalformedAnswer(_("a number that is {type}, or too large", type=type(value).__name__))


def same_kind_of_error(want: Plain, got: Plain) -> bool:
    """Whether two exceptions report the same kind of problem."""
    raised = got.get("types")
    if not isinstance(raised, list):
        raise MalformedAnswer(_("an error without types"))
    expected = want["types"]
    # A RuntimeError by birth, but a blank exercise that raises it refuses nothing.
    if "NotImplementedError" in raised:
        return "NotImplementedError" in expected
    for kind in KINDS_OF_ERROR:
        if not kind.isdisjoint(expected):
            return not kind.isdisjoint(name for name in raised if isinstance(name, str))
    return expected[0] in raised


def close(want: ArrayLike, got: ArrayLike, tolerance: Tolerance) -> bool:
    """Whether floats agree within the tolerance; nan equals nan."""
    with np.errstate(all="ignore"):
        return bool(
            np.allclose(got, want, rtol=tolerance.rtol, atol=tolerance.atol, equal_nan=True)
        )


def _same_array(want: Plain, got: Plain, tolerance: Tolerance) -> bool:
    if want["dtype"] != got.get("dtype") or want["shape"] != got.get("shape"):
        return False
    wanted, given = array_of(want), array_of(got)
    if wanted.dtype.kind == "f":
        return close(wanted, given, tolerance)
    return bool(np.array_equal(wanted, given))


def _same_number(want: Plain, got: Plain, tolerance: Tolerance) -> bool:
    """Compares plain numbers; a NumPy scalar of the same sort will do."""
    sort = {"bool": "b", "int": "iu", "float": "f"}[want["kind"]]
    if kind_of(got) == "array":
        given = array_of(got)
        if given.shape != () or given.dtype.kind not in sort:
            return False
        value = given.item()
    elif kind_of(got) == want["kind"]:
        value = number_of(got)
    else:
        return False
    if want["kind"] != "float":
        return bool(value == number_of(want))
    if math.isnan(number_of(want)):
        return math.isnan(value)
    return close(number_of(want), value, tolerance)


def _same_content(want: Plain, got: Plain, tolerance: Tolerance) -> bool:
    """Compares the values of objects: an array, or nothing for an unknown class."""
    if want.get("value") is None:
        return got.get("value") is None
    return got.get("value") is not None and same(want["value"], got["value"], tolerance)
