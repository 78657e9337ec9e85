"""Functions and methods take the arguments that TensorFlow's take, under its names."""

import inspect
import json
from pathlib import Path

import pytest

import eager as tf
from eager.signatures import SIGNATURES

RECORDED = json.loads((Path(__file__).parent / "oracle" / "signatures.json").read_text("utf-8"))

# What TensorFlow takes and eager does not: for sparse matrices, complex numbers, other hardware.
OMITTED = {
    *("adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse", "output_type", "grad_a", "grad_b"),
    *("bad_indices_policy", "dim", "k", "num_rows", "num_cols", "padding_value", "align", "layout"),
    *("conjugate", "**kwargs", "data_format"),
}
# Written out in eager, where TensorFlow has **kwargs.
KEYWORDS = {"indexing", "name", "output_stream", "summarize", "sep", "end"}


def of(path):
    thing = tf
    for name in path.split(".")[1:]:
        thing = getattr(thing, name)
    return thing


def parameters(function):
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return [
        [stars.get(p.kind, "") + p.name, None if p.default is p.empty else repr(p.default)]
        for p in inspect.signature(function).parameters.values()
    ]


def own_and_tensorflows(path):
    """The parameters of a function here, and those of TensorFlow's that it should have."""
    recorded, own = RECORDED[path], parameters(of(path))
    names = [name for name, _ in own]
    if ["**kwargs", None] in recorded:
        own = [[name, default] for name, default in own if name not in KEYWORDS]
        recorded = [p for p in recorded if p[0] not in KEYWORDS]
    return own, [p for p in recorded if p[0] in names or p[0] not in OMITTED]


def test_the_arguments_are_those_of_tensorflow():
    assert len(RECORDED) > 300
    pairs = {path: own_and_tensorflows(path) for path in RECORDED}
    assert not {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}


def test_a_name_changes_nothing():
    assert tf.reshape(tensor=[1, 2], shape=[2, 1], name="flat").numpy().tolist() == [[1], [2]]
    assert tf.add(1, 2, name="sum").numpy() == 3
    assert tf.reduce_sum(input_tensor=[1, 2], name="sum").numpy() == 3


def test_a_function_is_the_same_under_all_its_names():
    for name in SIGNATURES:
        found = {id(f) for m in (tf, tf.math, tf.nn) if (f := getattr(m, name, None)) is not None}
        assert len(found) <= 1, name


def test_the_docstring_is_that_of_the_function_inside():
    assert tf.reshape.__doc__.startswith("The same elements")
    assert tf.reshape.__name__ == "reshape"


@pytest.mark.oracle
def test_the_record_is_that_of_tensorflow():
    tensorflow = pytest.importorskip("tensorflow")
    for path, recorded in RECORDED.items():
        if path.startswith("tf.Variable."):
            continue  # recorded of the class that does the work
        thing = tensorflow
        for name in path.split(".")[1:]:
            thing = getattr(thing, name)
        assert parameters(thing) == recorded, path
