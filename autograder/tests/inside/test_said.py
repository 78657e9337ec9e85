"""A case is said as a program that makes its inputs again."""

from typing import Any

import numpy as np
import pytest

from autograder.inside.said import say_input


@pytest.mark.parametrize(
    "value",
    [
        {"kernel": np.float32([1, 2]), "bias": np.float64([0.5])},
        [np.int32([[1], [2]]), "x", None],
        (np.float32(2.5),),
        {"nested": [(np.array(3.0), -0.0)]},
        {},
        (),
    ],
    ids=str,
)
def test_an_input_comes_back_from_what_is_said_of_it(value: Any) -> None:
    again = eval(say_input(value), {"np": np})
    assert type(again) is type(value)
    assert say_input(again) == say_input(value)
