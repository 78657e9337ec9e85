"""Answers travel as plain data, whatever they are."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.inside.plain import MOST_BYTES, encode, encode_error
from autograder.inside.question import FLOAT32
from autograder.outside.judging.compare import array_of, same
from eager_course.questions.forms import FORMS

ARRAYS = hnp.arrays(
    st.sampled_from(["float32", "float64", "int32", "int64", "bool"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text() | ARRAYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(VALUES)
def test_an_answer_survives_json_and_equals_itself(value: object) -> None:
    sent = encode(value)
    assert same(sent, json.loads(json.dumps(sent)), FLOAT32)


@given(ARRAYS)
def test_an_array_comes_back_bit_by_bit(array: np.ndarray) -> None:
    back = array_of(json.loads(json.dumps(encode(array))))
    assert back.dtype == array.dtype and back.shape == array.shape
    assert back.tobytes() == np.ascontiguousarray(array).tobytes()


def test_a_subclass_of_ndarray_travels_as_the_array_that_it_holds() -> None:
    class Liar(np.ndarray):
        def __eq__(self, other: object) -> bool:  # type: ignore[override]
            return True

        __hash__ = None  # type: ignore[assignment]

    honest = np.array([1.0, 2.0])
    assert encode(honest.view(Liar)) == encode(honest)


def test_a_students_subclass_of_tensor_answers_as_a_tensor() -> None:
    class Tensor:
        def numpy(self) -> np.ndarray:
            return np.float32(1.0)

    class MyTensor(Tensor):
        pass

    assert encode(MyTensor(), FORMS) == encode(Tensor(), FORMS)
    assert encode(MyTensor(), FORMS)["type"] == "Tensor"


def test_an_object_that_is_not_data_travels_as_the_name_of_its_class() -> None:
    assert encode(object()) == {"kind": "object", "type": "object", "value": None}


def test_an_array_of_objects_is_named_but_not_read() -> None:
    assert encode(np.array([object()]))["type"] == "ndarray of object"


@pytest.mark.parametrize(
    "huge, of, size",
    [
        (np.zeros([2, MOST_BYTES], "uint8"), "array", [2, MOST_BYTES]),
        (list(range(10_000)), "list", 10_000),
        (2**70, "int", 64),
    ],
)
def test_what_is_too_large_travels_as_its_size(huge: object, of: str, size: object) -> None:
    assert encode(huge) == {"kind": "too large", "of": of, "size": size}


def test_a_list_that_holds_itself_ends() -> None:
    endless: list = []
    endless.append(endless)
    assert '{"kind": "too large", "of": "depth",' in json.dumps(encode(endless))


def test_an_error_travels_with_the_classes_that_it_belongs_to() -> None:
    class WrongShape(ValueError):
        pass

    sent = encode_error(WrongShape("2 is not 3"))
    assert sent["types"][:2] == ["WrongShape", "ValueError"] and sent["message"] == "2 is not 3"


def test_an_error_whose_message_cannot_be_read_travels_all_the_same() -> None:
    class Mute(ValueError):
        def __str__(self) -> str:
            raise RuntimeError

    assert encode_error(Mute())["types"][0] == "Mute"
