"""quick.backward gives, bit for bit, what the plain loop in tape.py gives, in random programs.

Every time that a tape in such a program asks for gradients, both work on the same records. No
TensorFlow is needed.
"""

import pytest
from hypothesis import given

import eager
from eager import quick
from eager.tape import backward

from .conftest import examples
from .programs import run, source
from .strategies import curvatures, jacobians, programs


def bits(gradient):
    """All that there is to a gradient: its kind, shapes, dtypes and bytes."""
    if gradient is None or isinstance(gradient, Exception):
        return gradient
    if isinstance(gradient, eager.IndexedSlices):
        return ("slices", bits(gradient.values), bits(gradient.indices), gradient.shape)
    array = gradient.numpy()
    return (array.shape, array.dtype, array.tobytes())


class Both:
    """Stands in for quick.backward: runs it and the plain loop, and counts what it compared.

    `differences` gets a sentence for each gradient that is not the same; an error raised in here
    would be taken for the program's own.
    """

    def __init__(self):
        self.quick = quick.backward
        self.compared, self.differences = 0, []

    def __call__(self, records, targets, output_gradients, sources, keys, wanted):
        kept = list(records)
        try:
            got = self.quick(records, targets, output_gradients, sources, keys, wanted)
        except Exception as error:
            got = [error] * len(sources)
        starts = [eager.broadcast_to(g, x.shape)
                  for g, x in zip(output_gradients, targets, strict=True)]
        for x, g in zip(sources, got, strict=True):
            # What the tape does not follow has no records as far as this tape is concerned.
            [want] = backward(kept if id(x) in wanted else [], targets, starts, [x])
            self.compared += want is not None
            if bits(g) != bits(want):
                self.differences.append(f"for {x!r}\n  plain: {want!r}\n  quick: {g!r}")
        if got and isinstance(got[0], Exception):
            raise got[0]
        return got


def check(program):
    """Run the program, comparing; returns how many gradients there were."""
    both = Both()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "backward", both)
        run(program, eager)
    if both.differences:
        pytest.fail(f"quick.backward differs from the plain loop:\n\n{source(program, 'eager')}\n"
                    + "\n".join(both.differences), pytrace=False)
    return both.compared


@examples(usual=200)
@given(program=programs())
def test_random_programs_have_the_same_bits(program):
    check(program)


@pytest.mark.slow
@examples(usual=150)
@given(program=curvatures())
def test_random_programs_have_the_same_bits_in_second_derivatives(program):
    check(program)


@pytest.mark.slow
@examples(usual=60)
@given(program=jacobians())
def test_random_programs_have_the_same_bits_in_jacobians(program):
    check(program)


SEED_STEP = """
x = tf.constant([1.0, 2.0, 3.0])
W, b = tf.Variable(5.0), tf.Variable(0.0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(W * x + b - 1.0))
tape.gradient(loss, [W, b])
"""


def test_gradients_are_really_compared(monkeypatch):
    both = Both()
    monkeypatch.setattr(quick, "backward", both)
    exec(SEED_STEP, {"tf": eager})
    assert (both.compared, both.differences) == (2, [])
    monkeypatch.setattr(both, "quick", lambda *arguments: [None, None])
    exec(SEED_STEP, {"tf": eager})
    assert len(both.differences) == 2
