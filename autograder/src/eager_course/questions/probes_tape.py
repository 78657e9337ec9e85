"""Looks at what a program did, for the questions of the stage tape.

The notebook defines a `trace` of its own that is called alike, so that a failing case can be
pasted there and run.
"""

from collections.abc import Callable
from typing import Any


def trace(program: Callable[[], Any]) -> tuple[Any, list[Any]]:
    """Call `program`; give what it returned and the Records of all operations that it ran.

    The operations are those of the `tf` that the program itself sees.
    """
    listeners = program.__globals__["tf"].ops.listeners
    records: list[Any] = []
    listeners.append(records.append)
    try:
        return program(), records
    finally:
        listeners.remove(records.append)


def computed_from(x: Any, program: Callable[[], Any]) -> bool:
    """Whether operations lead from the Tensor `x` to the Tensor that `program` returns.

    Who takes the numbers out, works on them with NumPy and makes a new Tensor of the result
    has the same value, and no operation that a tape could follow.
    """
    result, records = trace(program)
    reached = {id(x)}
    for record in records:
        if any(id(value) in reached for value in record.inputs):
            reached.add(id(record.output))
    return id(result) in reached
