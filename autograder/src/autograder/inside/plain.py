"""Turns whatever a program answers into plain data that JSON can carry.

Arrays travel as raw bytes with their dtype and shape. A course says which of its classes
hold an array and which are records of values (`Forms`); any other object travels only as the
name of its class. An exception travels as the names of its classes, which is enough to tell
"some kind of ValueError" from "some kind of TypeError".
"""

import base64
import math
from typing import Any, TypeAlias

import numpy as np

from .forms import NO_FORMS, Forms

Plain: TypeAlias = dict[str, Any]

# More than any question asks for; a larger answer is replaced by a note of its size.
MOST_BYTES = 64 * 1024
MOST_ITEMS = 4096
MOST_TEXT = 2000
MOST_DEPTH = 12

DTYPES = frozenset(
    ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
    + ["float16", "float32", "float64"]
)
SIZED = frozenset(["depth", "int", "array", "list", "tuple", "text"])  # what may be too large


def encode(value: Any, forms: Forms = NO_FORMS, depth: int = 0) -> Plain:
    """`value` as plain data; never raises for a value that is merely unexpected."""
    if depth > MOST_DEPTH:
        return _too_large("depth", MOST_DEPTH)
    kind = type(value)
    if value is None:
        return {"kind": "none"}
    if kind is bool or kind is int or kind is float:
        return _encode_number(value)
    if kind is str:
        return {"kind": "text", "value": value[:MOST_TEXT]}
    if isinstance(value, (np.ndarray, np.generic)):
        return _encode_array(value)
    if isinstance(value, np.dtype) or _stands_for_a_dtype(value):
        return {"kind": "dtype", "value": np.dtype(value).name}
    if kind is list or isinstance(value, tuple):
        return _encode_items("list" if kind is list else "tuple", value, forms, depth)
    if kind is dict:
        items = list(value.items())[:MOST_ITEMS]
        return {"kind": "dict", "items": [[str(k), encode(v, forms, depth + 1)] for k, v in items]}
    if isinstance(value, type) and issubclass(value, np.generic):
        return {"kind": "dtype", "value": np.dtype(value).name}
    if forms.arrays and callable(getattr(value, "numpy", None)):
        array = encode(np.asarray(value.numpy()), forms, depth + 1)
        return {"kind": "object", "type": _role(kind, forms), "value": array}
    for name, attributes in forms.records.items():
        if all(hasattr(value, attribute) for attribute in attributes):
            items = [[a, encode(getattr(value, a), forms, depth + 1)] for a in attributes]
            return {"kind": "record", "type": name, "items": items}
    return {"kind": "object", "type": kind.__name__[:MOST_TEXT], "value": None}


def encode_error(error: BaseException) -> Plain:
    """An exception: the names of its classes, most derived first, and its message."""
    names = [cls.__name__ for cls in type(error).__mro__ if issubclass(cls, BaseException)]
    try:
        message = str(error)
    except Exception:
        message = "(its message could not be read)"
    return {"kind": "error", "types": names[:MOST_DEPTH], "message": message[:MOST_TEXT]}


def _stands_for_a_dtype(value: Any) -> bool:
    """Whether NumPy takes `value` for a dtype, as it does a library's own dtypes."""
    return isinstance(getattr(value, "dtype", None), np.dtype) and not hasattr(value, "shape")


def _encode_number(value: Any) -> Plain:
    if isinstance(value, float) and not math.isfinite(value):
        return {"kind": "float", "value": str(value)}
    if type(value) is int and abs(value) > 2**63:
        return _too_large("int", 64)
    return {"kind": type(value).__name__, "value": value}


def _encode_array(value: Any) -> Plain:
    array = np.asarray(value).view(np.ndarray)
    if array.dtype.name not in DTYPES:
        return {"kind": "object", "type": f"ndarray of {array.dtype.name}"[:MOST_TEXT]}
    if array.nbytes > MOST_BYTES:
        return _too_large("array", list(array.shape))
    raw = np.ascontiguousarray(array).tobytes()
    return {
        "kind": "array",
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "data": base64.b64encode(raw).decode("ascii"),
    }


def _encode_items(kind: str, value: Any, forms: Forms, depth: int) -> Plain:
    if len(value) > MOST_ITEMS:
        return _too_large(kind, len(value))
    return {"kind": kind, "items": [encode(item, forms, depth + 1) for item in value]}


def _too_large(of: str, size: int | list[int]) -> Plain:
    """What there was too much of, instead of the value: a name in `SIZED`, and how much."""
    return {"kind": "too large", "of": of, "size": size}


def _role(kind: type, forms: Forms) -> str:
    """The class that `kind` counts as: a student's subclass answers as the class it extends."""
    names = [cls.__name__ for cls in kind.__mro__]
    for role in forms.arrays:
        if role in names:
            return role
    return kind.__name__[:MOST_TEXT]
