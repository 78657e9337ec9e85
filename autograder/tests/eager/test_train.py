"""`tf.train`: the optimizers under their old names."""

import numpy as np
import pytest

import eager as tf

PAIRS = {
    "descent": (tf.train.GradientDescentOptimizer(0.1), tf.optimizers.SGD(0.1)),
    "momentum": (tf.train.MomentumOptimizer(0.1, 0.9), tf.optimizers.SGD(0.1, momentum=0.9)),
    "nesterov": (
        tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True),
        tf.optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    ),
    "adam": (tf.train.AdamOptimizer(0.1), tf.optimizers.Adam(0.1)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_an_old_name_steps_as_the_new_one_does(name):
    ends = []
    for optimizer in PAIRS[name]:
        v = tf.Variable([1.0, -2.0])
        for k in range(4):
            optimizer.apply_gradients([(tf.constant([1.0, 0.5 * k]), v)])
        ends.append(v.numpy())
    np.testing.assert_array_equal(*ends)
    assert ends[0].tolist() != [1.0, -2.0]


def test_the_old_way_to_train_finds_a_minimum():
    v = tf.Variable([4.0, -2.0])
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=0.25)
    for _ in range(30):
        optimizer.minimize(lambda: tf.reduce_sum(tf.square(v - 1.0)), var_list=[v])
    np.testing.assert_allclose(v.numpy(), [1.0, 1.0], atol=1e-6)
