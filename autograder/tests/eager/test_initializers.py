"""Initializers: shapes, dtypes, and the distributions that they are for."""

import numpy as np
import pytest

import eager as tf

PLAIN = {
    "Zeros": (tf.initializers.Zeros(), 0.0),
    "Ones": (tf.initializers.Ones(), 1.0),
    "Constant": (tf.initializers.Constant(2.5), 2.5),
    "tf.zeros_initializer": (tf.zeros_initializer(), 0.0),
    "tf.ones_initializer": (tf.ones_initializer(), 1.0),
    "tf.constant_initializer": (tf.constant_initializer(3.0), 3.0),
}


@pytest.mark.parametrize("name", PLAIN)
def test_the_plain_ones(name):
    initializer, number = PLAIN[name]
    made = initializer([2, 3], tf.float64)
    assert (made.dtype, made.numpy().tolist()) == (tf.float64, [[number] * 3] * 2)
    assert initializer([]).dtype == tf.float32


def test_the_identity():
    assert np.array_equal(tf.initializers.Identity(2.0)([2, 3]).numpy(), 2.0 * np.eye(2, 3))


FAN_IN, FAN_OUT = 300, 500
SCALED = {
    "GlorotUniform": ("uniform", 2 / (FAN_IN + FAN_OUT)),
    "GlorotNormal": ("normal", 2 / (FAN_IN + FAN_OUT)),
    "HeUniform": ("uniform", 2 / FAN_IN),
    "HeNormal": ("normal", 2 / FAN_IN),
    "LecunUniform": ("uniform", 1 / FAN_IN),
    "LecunNormal": ("normal", 1 / FAN_IN),
}


@pytest.mark.parametrize("name", SCALED)
def test_a_scaled_one_has_the_variance_and_the_bounds_that_it_promises(name):
    distribution, variance = SCALED[name]
    made = getattr(tf.initializers, name)(seed=1)([FAN_IN, FAN_OUT]).numpy()
    assert made.shape == (FAN_IN, FAN_OUT)
    assert np.var(made) == pytest.approx(variance, rel=0.02)
    assert abs(np.mean(made)) < 0.01 * variance**0.5
    most = np.abs(made).max() / variance**0.5
    assert most == pytest.approx(3**0.5 if distribution == "uniform" else 2 / 0.8796, rel=0.01)


@pytest.mark.parametrize(
    "name", ["RandomNormal", "RandomUniform", "TruncatedNormal", "GlorotNormal"]
)
def test_a_seed_decides_the_numbers(name):
    make = getattr(tf.initializers, name)
    assert np.array_equal(make(seed=3)([4]).numpy(), make(seed=3)([4]).numpy())
    assert not np.array_equal(make(seed=3)([4]).numpy(), make(seed=4)([4]).numpy())


def test_a_truncated_normal_keeps_within_two_deviations():
    draws = tf.random.truncated_normal([2000], mean=1.0, stddev=0.5, seed=2).numpy()
    assert draws.min() >= 0.0 and draws.max() <= 2.0 and abs(draws.mean() - 1.0) < 0.05
    with pytest.raises(TypeError):
        tf.random.truncated_normal([2], dtype=tf.int32)


@pytest.mark.parametrize(
    "wrong", [{"scale": 0.0}, {"mode": "fan_up"}, {"distribution": "cauchy"}], ids=str
)
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValueError):
        tf.initializers.VarianceScaling(**wrong)


def test_convolutions_count_their_field():
    made = tf.initializers.HeNormal(seed=1)([5, 5, 40, 60]).numpy()
    assert np.var(made) == pytest.approx(2 / 1000, rel=0.03)


def test_names_in_lower_case():
    assert tf.initializers.glorot_uniform is tf.initializers.GlorotUniform
    assert tf.initializers.zeros is tf.initializers.Zeros
