"""The random programs reach every op of `eager`, every VJP, and every function with a gradient."""

import inspect
import re

import pytest
from hypothesis import given

import eager
from eager import ops
from eager.gradients import VJPS

from .conftest import examples
from .programs import body, run
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
    assert set(ops.FORWARD) - applied <= {"softsign", "truncatemod", "left_shift", "right_shift"}
    assert every_vjp() - called <= UNDRAWN


# TensorFlow has no second derivative of softsign and no gradient of truncatemod and of the shifts,
# which are of integers, so these are not drawn. The other rules are for third derivatives, and for
# the gradient of an output gradient.
UNDRAWN = {("softsign", 0), ("flat", 0), ("truncatemod", 0), ("truncatemod", 1)}
UNDRAWN |= {("polygamma", 0)}
UNDRAWN |= {(op, 1) for op in ("sqrt_grad", "rsqrt_grad", "reciprocal_grad")}


def every_vjp():
    """The pairs (op, number of the input); for an op with any number of inputs, the first two."""
    return {(op, i) for op, vjps in VJPS.items()
            for i, vjp in zip(range(len(vjps) if isinstance(vjps, tuple) else 2), vjps,
                              strict=False) if vjp}


def test_random_programs_call_every_function_with_a_gradient():
    """Many functions are no ops, but made of others: `pad`, `sort`, `norm` and their like."""
    called = set()

    @examples(usual=2500)
    @given(program=programs())
    def read(program):
        called.update(re.findall(r"\btf(?:\.\w+)+", body(program)))

    read()
    called = {id(named(path)) for path in called}
    assert {path for path, f in functions() if id(f) not in called} == NEVER_CALLED


def named(path):
    """What a path such as "tf.math.log" names; None where that is nothing."""
    thing = eager
    for name in path.split(".")[1:]:
        thing = getattr(thing, name, None)
    return thing


def functions():
    """(path, function) of all that `tf` and its modules offer."""
    for module in ("tf", "tf.math", "tf.nn", "tf.linalg"):
        for name, thing in vars(named(module)).items():
            if inspect.isfunction(thing) and name[0] != "_" and name not in INNER:
                yield f"{module}.{name}", thing


# Found in these modules, but no part of tf.
INNER = {"attach", "missing_from", "unbroadcast", "backward", "recording", "uniform", "NamedTuple"}

NEVER_CALLED = {
    # no gradient passes through them
    *(f"tf.{name}" for name in (
        "as_dtype", "range", "rank", "shape", "size", "ones", "zeros", "unique",
        "unique_with_counts", "searchsorted", "sequence_mask", "shape_n", "is_tensor", "print",
        "broadcast_dynamic_shape", "broadcast_static_shape", "enable_eager_execution",
        "executing_eagerly", "random_normal", "random_uniform", "set_random_seed", "Assert",
        "assert_equal", "assert_greater", "assert_less", "assert_rank", "saturate_cast",
    )),
    *(f"tf.math.{name}" for name in (
        "count_nonzero", "bincount", "confusion_matrix", "in_top_k", "invert_permutation",
        "is_non_decreasing", "is_strictly_increasing", "zero_fraction",
    )),
    "tf.nn.in_top_k", "tf.nn.zero_fraction",
    # another name of tf.add_n
    "tf.math.accumulate_n",
    # random
    "tf.nn.dropout",
    # TensorFlow's is good to float32 only; see test_deviations.py
    "tf.nn.gelu",
    # TensorFlow has no second derivative, or no gradient at all
    "tf.math.softsign", "tf.nn.softsign", "tf.truncatemod", "tf.math.truncatemod",
    # not in TensorFlow 2, or methods of Variables there
    *(f"tf.{name}" for name in (
        "assign", "assign_add", "assign_sub", "scatter_add", "scatter_sub", "scatter_update",
        "mean_absolute_error", "mean_squared_error", "make_data", "finite_difference",
        "hand_gradient", "loss_surface", "plot_fit", "minibatches", "training_loop",
        "plot_history",
    )),
}
