"""The random programs reach every op of `eager`, and the gradient of every op that has one."""

import pytest
from hypothesis import given

import eager
from eager import ops
from eager.gradients import NOT_DIFFERENTIABLE, VJPS

from .conftest import examples
from .programs import run
from .strategies import curvatures, programs

pytestmark = pytest.mark.oracle


class Counting:
    """The VJPs of one op, counting which of them is asked for."""

    def __init__(self, op, vjps, asked):
        self._op, self._vjps, self._asked = op, vjps, asked

    def __getitem__(self, i):
        self._asked.add(self._op)
        return self._vjps[i]


def test_random_programs_reach_every_op_and_every_vjp(monkeypatch):
    applied, differentiated = set(), set()
    for op, vjps in list(VJPS.items()):
        monkeypatch.setitem(VJPS, op, Counting(op, vjps, differentiated))

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
    assert set(ops.FORWARD) - applied == set()
    assert set(VJPS) - differentiated - NOT_DIFFERENTIABLE == set()
