"""Pictures, judged by what was put on the Axes."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import eager as tf


@pytest.fixture
def ax():
    return Figure().subplots()


def test_the_data_are_blue_and_the_predictions_red(ax):
    x, y, p = tf.constant([1.0, 2.0]), tf.constant([3.0, 5.0]), tf.constant([4.0, 6.0])
    tf.plot_fit(ax, x, y, p)
    data, predictions = ax.collections
    np.testing.assert_array_equal(data.get_offsets(), [[1, 3], [2, 5]])
    np.testing.assert_array_equal(predictions.get_offsets(), [[1, 4], [2, 6]])
    assert tuple(data.get_facecolor()[0][:3]) == to_rgb("blue")
    assert tuple(predictions.get_facecolor()[0][:3]) == to_rgb("red")
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("input", "output")


def test_the_history_shows_the_way_to_the_dashed_true_values(ax):
    tf.plot_history(ax, [5.0, 4.0, 3.5], [0.0, 1.0, 1.5], true_w=3.0, true_b=2.0)
    lines = {line.get_label(): line for line in ax.lines}
    assert list(lines) == ["W", "b", "true W", "true b"]
    np.testing.assert_array_equal(lines["W"].get_xydata(), [[0, 5], [1, 4], [2, 3.5]])
    np.testing.assert_array_equal(lines["true b"].get_ydata(), [2.0, 2.0, 2.0])
    assert [line.get_linestyle() for line in lines.values()] == ["-", "-", "--", "--"]
    colors = [to_rgb(line.get_color()) for line in lines.values()]
    assert colors == [to_rgb("red"), to_rgb("blue")] * 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(lines)


def test_matplotlib_takes_tensors_as_they_are(ax):
    ax.scatter(tf.constant([1.0, 2.0]), tf.constant([3.0, 5.0]), c="b")
    ax.plot(tf.Variable([1.0, 2.0]), tf.constant([3.0, 5.0]))
    np.testing.assert_array_equal(ax.collections[0].get_offsets(), [[1, 3], [2, 5]])
