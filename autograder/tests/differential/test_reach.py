"""The random programs reach every op of `eager`, and every VJP."""

import pytest
from hypothesis import given

import eager
from eager import ops
from eager.gradients import VJPS

from .conftest import examples
from .programs import run
from .strategies import curvatures, programs

pytestmark = pytest.mark.oracle


class Counting:
    """The VJPs of one op, noting which of them are called, as pairs (op, number of the input)."""

    def __init__(self, op, vjps, called):
        self._op, self._vjps, self._called = op, vjps, called

    def __iter__(self):
        return (vjp and self._noting(i, vjp) for i, vjp in enumerate(self._vjps))

    def __getitem__(self, i):
        vjp = self._vjps[i]
        return vjp and self._noting(i, vjp)

    def _noting(self, i, vjp):
        def noted(*arguments, **attributes):
            self._called.add((self._op, i))
            return vjp(*arguments, **attributes)

        return noted


def test_random_programs_reach_every_op_and_every_vjp(monkeypatch):
    applied, called = set(), set()
    for op, vjps in list(VJPS.items()):
        monkeypatch.setitem(VJPS, op, Counting(op, vjps, called))

    @examples(usual=2500)
    @given(program=programs() | curvatures())
    def run_all(program):
        run(program, eager)

    def listen(record):
        applied.add(record.op)

    ops.listeners.append(listen)
    try:
        run_all()
    finally:
        ops.listeners.remove(listen)
    monkeypatch.undo()
    assert set(ops.FORWARD) - applied <= {"softsign"}
    assert every_vjp() - called <= UNDRAWN


# TensorFlow has no second derivative of softsign, so it is not drawn.  The other rules are for
# third derivatives, and for the gradient of an output gradient.
UNDRAWN = {("softsign", 0), ("flat", 0)}
UNDRAWN |= {(op, 1) for op in ("sqrt_grad", "rsqrt_grad", "reciprocal_grad")}


def every_vjp():
    """The pairs (op, number of the input); for an op with any number of inputs, the first two."""
    return {(op, i) for op, vjps in VJPS.items()
            for i, vjp in zip(range(len(vjps) if isinstance(vjps, tuple) else 2), vjps,
                              strict=False) if vjp}
