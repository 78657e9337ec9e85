"""Random programs do with `eager` what they do with TensorFlow."""

import numpy as np
import pytest
from hypothesis import given

import eager

from .compare import differences
from .conftest import examples
from .programs import body, run, runner, source
from .strategies import TOLERANCE, curvatures, jacobians, programs

pytestmark = pytest.mark.oracle

ROUNDING = TOLERANCE["float32"] / 30


def check(program, tf):
    """Both libraries do the same; otherwise fail with the program, ready to be pasted."""
    want, got = run(program, tf), run(program, eager)
    if want and want["kind"] == "error":
        pytest.fail(
            f"TensorFlow refuses a program that should run:\n{source(program)}\n"
            f"{runner.show(want)}",
            pytrace=False,
        )
    found = differences(want, got, program.tolerance)
    if found:
        pytest.fail(
            f"eager differs from TensorFlow:\n\n{source(program)}\n" + "\n".join(found),
            pytrace=False,
        )


@examples(usual=1500)
@given(program=programs())
def test_random_programs_have_the_same_values_and_gradients(tf, program):
    check(program, tf)


@examples(usual=500)
@given(program=curvatures())
def test_random_programs_have_the_same_second_derivatives(tf, program):
    check(program, tf)


@examples(usual=40)
@given(program=jacobians())
def test_random_programs_have_the_same_jacobians(tf, program):
    check(program, tf)


@examples(usual=300)
@given(program=programs(dtypes=["float64"]))
def test_rounding_matters_little_to_these_programs(tf, program):
    """TensorFlow against itself, in float32 and float64: the tolerance has room to spare."""
    wide = run(program, tf)
    narrow = runner.run_program(body(program).replace("float64", "float32"), tf, seconds=60)
    for a, b in zip(floats(wide), floats(narrow), strict=True):
        np.testing.assert_allclose(a, b, rtol=ROUNDING, atol=ROUNDING)


def floats(outcome):
    """The floating-point arrays in an outcome, in order."""
    if outcome is None:
        return
    if outcome["kind"] == "value" and (outcome["dtype"] or "").startswith("float"):
        yield np.array(outcome["value"], float)
    elif outcome["kind"] == "slices":
        yield from floats(outcome["values"])
    elif outcome["kind"] in ("list", "tuple"):
        for item in outcome["items"]:
            yield from floats(item)
    elif outcome["kind"] == "dict":
        for item in outcome["items"].values():
            yield from floats(item)
