"""The picture of a training run, read from the lines on the Axes."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from eager.progress import plot_history

WS, BS = [5.0, 4.0, 3.5], [0.0, 1.0, 1.5]


@pytest.fixture
def axes():
    ax = Figure().subplots()
    assert plot_history(ax, WS, BS, 3.0, 2.0) is None
    return ax


@pytest.mark.parametrize(
    ("i", "color", "style", "values"),
    [
        (0, "r", "-", WS),
        (1, "b", "-", BS),
        (2, "r", "--", [3.0] * 3),
        (3, "b", "--", [2.0] * 3),
    ],
    ids=["W", "b", "true W", "true b"],
)
def test_each_parameter_has_a_line_and_a_dashed_one_at_its_true_value(
    axes, i, color, style, values
):
    line = axes.lines[i]
    assert (to_rgb(line.get_color()), line.get_linestyle()) == (to_rgb(color), style)
    np.testing.assert_array_equal(line.get_xdata(), [0, 1, 2])
    np.testing.assert_array_equal(line.get_ydata(), values)


def test_the_axes_and_the_lines_are_labelled(axes):
    assert axes.get_xlabel() and axes.get_ylabel()
    texts = [text.get_text() for text in axes.get_legend().get_texts()]
    assert texts == ["W", "b", "true W", "true b"]
    assert len(axes.lines) == 4
