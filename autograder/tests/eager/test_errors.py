"""The exceptions that ops raise."""

import pytest

import eager as tf


def test_an_invalid_argument_is_a_value_error_under_tensorflows_name():
    assert issubclass(tf.errors.InvalidArgumentError, ValueError)
    with pytest.raises(ValueError, match="float32"):
        tf.ones([2]) + tf.ones([3])


def test_an_invalid_argument_keeps_its_cause():
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        tf.reshape(tf.ones([2]), [3])
    assert isinstance(caught.value.__cause__, ValueError)
