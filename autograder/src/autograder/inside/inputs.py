"""Carries the inputs of cases as JSON, to a process that has no course, and back.

Numbers, text and lists travel as they are, since JSON gives every float back to the last bit. All
else is an object with one key, which says what it is.
"""

import base64
import math
from typing import Any

import numpy as np

from .plain import DTYPES


def pack(value: Any) -> Any:
    """An input as JSON.

    Raises:
        TypeError: it is of a kind that cannot travel.
    """
    kind = type(value)
    if value is None or kind in (bool, int, str) or (kind is float and math.isfinite(value)):
        return value
    if kind is float:
        return {"float": repr(value)}
    if kind is list:
        return [pack(item) for item in value]
    if kind is tuple:
        return {"tuple": [pack(item) for item in value]}
    if kind is dict:
        return {"dict": [[pack(key), pack(item)] for key, item in value.items()]}
    if isinstance(value, np.dtype) and value.name in DTYPES:
        return {"dtype": value.name}
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.name in DTYPES:
        return {"array" if isinstance(value, np.ndarray) else "scalar": _pack_array(value)}
    raise TypeError(f"an input of the type {kind.__name__} cannot be sent")


def unpack(packed: Any) -> Any:
    """The input that `pack` packed: equal, of the same types, and its arrays can be changed."""
    if isinstance(packed, list):
        return [unpack(item) for item in packed]
    if not isinstance(packed, dict):
        return packed
    ((kind, content),) = packed.items()
    if kind == "float":
        return float(content)
    if kind == "tuple":
        return tuple(unpack(item) for item in content)
    if kind == "dict":
        return {unpack(key): unpack(item) for key, item in content}
    if kind == "dtype":
        return np.dtype(content)
    array = _unpack_array(*content)
    return array if kind == "array" else array[()]


def _pack_array(value: Any) -> list[Any]:
    array = np.asarray(value)
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    data = base64.b64encode(array.tobytes(order)).decode("ascii")  # type: ignore[arg-type]
    return [array.dtype.name, list(array.shape), order, data]


def _unpack_array(dtype: str, shape: list[int], order: Any, data: str) -> Any:
    flat = np.frombuffer(base64.b64decode(data), dtype)
    return flat.reshape(shape, order=order).copy("K")
