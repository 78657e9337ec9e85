"""Looks that a program takes at an implementation beyond the values it computes.

A question hands these to its programs as helpers: `Question(..., helpers={"refused": refused})`.
They turn behavior into plain data: whether something was refused, whether an array that was
handed out leads back to the state behind it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

# What a refusal is called, for each name that a class of the exception may have. A bad
# argument has two names in Python and a third in TensorFlow: any of them will do.
_REFUSALS = {
    "ValueError": "refused: ValueError",
    "IndexError": "refused: ValueError",
    "InvalidArgumentError": "refused: ValueError",
    "TypeError": "refused: TypeError",
    # Before RuntimeError, from which both derive: a blank exercise refuses nothing.
    "NotImplementedError": "not implemented",
    "RecursionError": "stopped: RecursionError",
    "RuntimeError": "refused: RuntimeError",
    "AttributeError": "refused: AttributeError",
    "LookupError": "refused: KeyError",
}


def refused(action: Callable[[], Any]) -> str:
    """Whether `action()` is refused, and with what kind of error.

    Returns:
        "accepted" when it raises nothing; else "refused: " and the kind: ValueError for any
        bad argument (also as IndexError or InvalidArgumentError), TypeError, RuntimeError,
        AttributeError, KeyError, or the name of the exception's own class. "not implemented" for
        a NotImplementedError: an exercise that is still blank has not refused anything.

    A program that must leave things as they are says so beside it::

        v = Variable(a)
        refused(lambda: v.assign(b)), v.numpy()
    """
    try:
        action()
    except Exception as error:
        names = [cls.__name__ for cls in type(error).__mro__]
        return next((_REFUSALS[n] for n in names if n in _REFUSALS), f"refused: {names[0]}")
    return "accepted"


def scribble(array: Any) -> None:
    """Write over every number of an array that was handed out, where that is allowed.

    A copy may be written over without harm, and a read-only array refuses: either is a
    good way to guard what is behind it. A NumPy scalar or a Python number is left alone.
    """
    if isinstance(array, np.ndarray) and array.flags.writeable:
        array[...] = 99
