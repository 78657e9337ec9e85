"""Modules: they know their Variables, and those of the Modules within."""

import pytest

import eager as tf


class Dense(tf.Module):
    def __init__(self, inputs, outputs, name=None):
        super().__init__(name)
        self.w = tf.Variable(tf.ones([inputs, outputs]), name="w")
        self.b = tf.Variable(tf.zeros([outputs]), name="b")
        self.steps = tf.Variable(0, trainable=False)

    def __call__(self, x):
        return x @ self.w + self.b


class Network(tf.Module):
    def __init__(self):
        super().__init__()
        self.layers = [Dense(2, 3), {"last": Dense(3, 1)}]
        self.first = self.layers[0]
        self.note = "no Variable"


def test_variables_are_sorted_by_the_names_of_the_attributes():
    layer = Dense(2, 3)
    assert [v.name for v in layer.variables] == ["b:0", "Variable:0", "w:0"]
    assert [v.name for v in layer.trainable_variables] == ["b:0", "w:0"]
    assert layer.non_trainable_variables == (layer.steps,)


def test_those_within_are_found_in_lists_and_dictionaries_and_each_once():
    network = Network()
    first, last = network.layers[0], network.layers[1]["last"]
    assert network.submodules == (first, last)
    assert len(network.variables) == 6 and len(network.trainable_variables) == 4


def test_two_that_hold_each_other_are_each_searched_once():
    a, b = Dense(1, 1), Dense(1, 1)
    a.other, b.other = b, a
    assert len(a.variables) == 6 and a.submodules == (b,)


def test_names():
    assert (Dense(1, 1).name, Dense(1, 1, name="top").name) == ("dense", "top")
    assert type("BigDense2", (tf.Module,), {})().name == "big_dense2"
    assert type("Silent", (tf.Module,), {"__init__": lambda self: None})().name == "silent"
    with pytest.raises(ValueError, match="identifier"):
        tf.Module(name="no name")


def test_a_name_scope_goes_before_the_names_of_variables():
    class Scoped(tf.Module):
        @tf.Module.with_name_scope
        def build(self):
            self.w = tf.Variable(1.0, name="w")

    scoped = Scoped(name="layer")
    with tf.name_scope("model"):
        scoped.build()
    assert scoped.w.name == "model/layer/w:0"
    assert scoped.name_scope.name == "layer/"
    assert tf.Variable(1.0, name="v").name == "v:0"


def test_a_module_is_trained():
    network, x, y = Network(), tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
    optimizer, losses = tf.optimizers.Adam(0.1), []
    for _ in range(60):
        with tf.GradientTape() as tape:
            hidden = tf.nn.relu(network.layers[0](x))
            loss = tf.losses.MeanSquaredError()(y, network.layers[1]["last"](hidden))
        variables = network.trainable_variables
        optimizer.apply(tape.gradient(loss, variables), variables)
        losses.append(float(loss))
    assert losses[-1] < losses[0] / 100
