"""Says a case as a program, for a student to paste and run."""

from typing import Any

import numpy as np

from .question import Case


def say_case(case: Case) -> str:
    """The case as a program that can be pasted into a notebook and run."""
    inputs = [f"{name} = {say_input(value)}" for name, value in case.inputs.items()]
    return "\n".join([*inputs, case.pasted or case.program])


def say_input(value: Any) -> str:
    """An input as the Python expression that makes it."""
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name}({value.item()!r})"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return f"np.array({value.item()!r}, dtype=np.{value.dtype.name})"
    if isinstance(value, np.ndarray):
        numbers = np.array2string(value, separator=", ", threshold=value.size + 1)
        return f"np.array({' '.join(numbers.split())}, dtype=np.{value.dtype.name})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {say_input(item)}' for key, item in value.items())}}}"
    if type(value) is list:
        return f"[{', '.join(map(say_input, value))}]"
    if type(value) is tuple:
        return f"({''.join(f'{say_input(item)}, ' for item in value).strip()})"
    return repr(value)
