"""The tutorial that the course grew from, retold with the names of TensorFlow 1."""

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

import eager as tf

TRUE_W, TRUE_B, EXAMPLES = 3.0, 2.0, 1000


@pytest.fixture
def data():
    tf.enable_eager_execution()
    tf.set_random_seed(0)
    inputs = tf.random_normal(shape=[EXAMPLES])
    noise = tf.random_normal(shape=[EXAMPLES])
    return inputs, inputs * TRUE_W + TRUE_B + noise


class Line:
    def __init__(self):
        self.slope, self.offset = tf.Variable(5.0), tf.Variable(0.0)

    def __call__(self, x):
        return self.slope * x + self.offset


def l2(predicted, desired):
    return tf.reduce_mean(tf.square(predicted - desired))


def step(line, data, rate):
    with tf.GradientTape() as tape:
        current = l2(line(data[0]), data[1])
    slopes = tape.gradient(current, [line.slope, line.offset])
    tf.assign_sub(line.slope, rate * slopes[0])
    line.offset.assign_sub(rate * slopes[1])


def test_a_tensor_keeps_its_value_and_a_variable_changes():
    x = first = tf.zeros([10, 10])
    x += 2
    assert not first.numpy().any() and (x.numpy() == 2).all()
    v = tf.Variable(1.0)
    v.assign(3.0)
    v.assign(tf.square(v))
    assert v.numpy() == 9.0


def test_the_old_names_change_variables():
    v = tf.Variable([1.0, 2.0, 3.0])
    tf.assign(v, [2.0, 2.0, 2.0])
    tf.assign_add(v, [1.0, 1.0, 1.0])
    tf.scatter_update(v, [0], [9.0])
    tf.scatter_add(v, [0, 0], [1.0, 1.0])
    tf.scatter_sub(v, 2, 1.0)
    assert v.numpy().tolist() == [11.0, 3.0, 2.0]
    assert tf.executing_eagerly()
    assert tf.random_uniform([2]).shape == (2,)


def test_training_finds_the_slope_and_the_offset(data):
    line, lines = Line(), []
    for epoch in range(40):
        current = l2(line(data[0]), data[1])
        numbers = (epoch, line.slope.numpy(), line.offset.numpy(), current)
        lines.append("Epoch %2d: W=%1.2f b=%1.2f, loss=%2.5f" % numbers)  # noqa: UP031
        step(line, data, 0.1)
    assert lines[0].startswith("Epoch  0: W=5.00 b=0.00, loss=")
    # The noise has deviation 1, so both estimates are good to about 1 / sqrt(EXAMPLES).
    assert float(line.slope) == pytest.approx(TRUE_W, abs=5 / np.sqrt(EXAMPLES))
    assert float(line.offset) == pytest.approx(TRUE_B, abs=5 / np.sqrt(EXAMPLES))
    assert float(l2(line(data[0]), data[1])) == pytest.approx(1.0, abs=5 * np.sqrt(2 / EXAMPLES))


def test_tensors_can_be_plotted(data):
    matplotlib.use("agg")
    figure = Figure()
    ax = figure.subplots()
    ax.scatter(data[0], data[1], c="b")
    ax.scatter(data[0], Line()(data[0]), c="r")
    figure.canvas.draw()
    assert [len(c.get_offsets()) for c in ax.collections] == [EXAMPLES, EXAMPLES]


def test_training_finds_what_least_squares_would_have_chosen_at_once(data):
    line, losses = Line(), []
    for _ in range(40):
        losses.append(float(l2(line(data[0]), data[1])))
        step(line, data, 0.1)
    best = np.polyfit(data[0].numpy(), data[1].numpy(), 1)
    np.testing.assert_allclose([line.slope.numpy(), line.offset.numpy()], best, atol=2e-3)
    assert losses == sorted(losses, reverse=True)


def test_the_library_trains_its_own_model_as_the_tutorial_does(data):
    line, model = Line(), tf.Model()
    tf.training_loop(model, *data, epochs=10, learning_rate=0.1)
    for _ in range(10):
        step(line, data, 0.1)
    assert (float(model.W), float(model.b)) == (float(line.slope), float(line.offset))
