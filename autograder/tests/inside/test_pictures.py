"""Pictures are read as data: the artists count, not the calls that made them."""

import matplotlib
import numpy as np
import pytest

matplotlib.use("agg")

import matplotlib.pyplot as plt  # noqa: E402

from autograder.inside import pictures  # noqa: E402
from autograder.inside.pictures import (  # noqa: E402
    drawn_by,
    hex_color,
    hue,
    labels,
    legend,
    lines,
    markers,
)


def dashed(sheet):
    return [line["dashed"] for line in lines(sheet)]


def heights(sheet):
    return [line["y"].tolist() for line in lines(sheet)]


@pytest.mark.parametrize("style", ["--", "dashed", (0, (4, 2))])
def test_a_dashed_line_is_dashed_however_it_is_asked_for(style):
    assert dashed(drawn_by(lambda ax: ax.plot([0, 1], [2, 2], linestyle=style))) == [True]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: ax.plot([0, 3], [2.0, 2.0], "--"),
        lambda ax: ax.axhline(2.0, linestyle="--"),
        lambda ax: ax.hlines(2.0, 0, 3, linestyles="dashed"),
        lambda ax: ax.axline((0, 2.0), slope=0, linestyle="--"),
        lambda ax: ax.axline((0, 2.0), (3, 2.0), linestyle="--"),
    ],
    ids=["plot", "axhline", "hlines", "axline by slope", "axline by points"],
)
def test_a_level_line_is_seen_whichever_call_drew_it(draw):
    sheet = drawn_by(draw)
    assert (dashed(sheet), heights(sheet)) == ([True], [[2.0, 2.0]])


STYLES = [(":", True), ("-.", True), ("--", False), ("-", False)]


@pytest.mark.parametrize("style, is_dotted", STYLES)
def test_a_dotted_line_is_dotted_whichever_call_drew_it(style, is_dotted):
    for draw in (
        lambda ax: ax.axhline(2.0, linestyle=style),
        lambda ax: ax.hlines(2.0, 0, 3, linestyles=style),
    ):
        (line,) = lines(drawn_by(draw))
        assert (line["dotted"], line["dashed"]) == (is_dotted, style != "-")


def test_an_endless_line_goes_from_one_side_of_the_axes_to_the_other():
    def draw(ax):
        ax.set(xlim=(0, 4), ylim=(-1, 9))
        ax.axline((1, 3.0), slope=2)
        ax.axline((2, 0.0), (2, 5.0))

    assert heights(drawn_by(draw)) == [[-1.0, 9.0], [1.0, 9.0]]


def test_lines_that_were_drawn_together_are_listed_one_by_one():
    sheet = drawn_by(lambda ax: ax.hlines([1.0, 2.0], 0, 3, colors=["red", "blue"]))
    assert [(line["y"][0], line["color"]) for line in lines(sheet)] == [
        (1.0, hex_color("red")),
        (2.0, hex_color("blue")),
    ]


def test_markers_without_a_stroke_are_markers_and_not_a_line():
    sheet = drawn_by(lambda ax: ax.plot([0, 1], [2, 3], "o", color="green"))
    assert lines(sheet) == []
    (group,) = markers(sheet)
    assert (group["x"].tolist(), group["y"].tolist()) == ([0, 1], [2, 3])
    assert group["color"] == hex_color("green")


def test_a_scatter_in_several_colors_has_no_color():
    sheet = drawn_by(lambda ax: ax.scatter([0, 1], [2, 3], c=["red", "blue"]))
    assert [group["color"] for group in markers(sheet)] == [None]


def test_what_is_invisible_does_not_count():
    sheet = drawn_by(lambda ax: ax.plot([0, 1], [2, 3], "o-", visible=False))
    assert (lines(sheet), markers(sheet)) == ([], [])


def test_a_plain_plot_goes_astray():
    sheet = drawn_by(lambda ax: plt.plot([0, 1], [2, 3]))
    assert (len(lines(sheet)), sheet.strays) == (0, 1)


def test_a_figure_of_its_own_goes_astray():
    sheet = drawn_by(lambda ax: plt.subplots()[1].plot([0, 1], [2, 3]))
    assert (len(lines(sheet)), sheet.strays) == (0, 1)


def test_making_the_given_axes_current_does_not_count_as_straying():
    def draw(ax):
        plt.sca(ax)
        plt.plot([0, 1], [2, 3])

    sheet = drawn_by(draw)
    assert (len(lines(sheet)), sheet.strays) == (1, 0)


def test_no_figure_is_left_open_even_when_drawing_fails():
    mine = plt.figure()
    open_before = plt.get_fignums()

    def draw(ax):
        plt.figure()
        raise ValueError("out of ink")

    with pytest.raises(ValueError, match="out of ink"):
        drawn_by(draw)
    assert plt.get_fignums() == open_before
    plt.close(mine)


def test_a_legend_is_its_texts_and_the_look_of_its_samples():
    def draw(ax):
        ax.plot([0, 1], [2, 3], color="red", label="$W$")
        ax.hlines(2.0, 0, 1, colors="blue", linestyles="--", label="true_b")
        ax.legend()

    assert legend(drawn_by(draw)) == [
        {"text": "W", "dashed": False, "color": hex_color("red")},
        {"text": "true b", "dashed": True, "color": hex_color("blue")},
    ]


def test_axes_without_a_legend_have_no_entries():
    assert legend(drawn_by(lambda ax: ax.plot([0, 1], [2, 3], label="W"))) == []


def test_labels_are_read_from_the_given_axes():
    sheet = drawn_by(lambda ax: ax.set(xlabel="epoch", ylabel="value"))
    assert labels(sheet) == {"x": "epoch", "y": "value", "title": ""}


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("red", "red"),
        ("#D55E00", "red"),
        ("C3", "red"),
        ("blue", "blue"),
        ("#0072B2", "blue"),
        ("C0", "blue"),
        ("green", "other"),
        ("black", "other"),
    ],
)
def test_a_hue_is_the_channel_that_stands_out(color, name):
    assert hue(hex_color(color)) == name


def test_arrays_and_lists_draw_the_same_lines():
    listed = drawn_by(lambda ax: ax.plot([0, 1], [2, 3]))
    array = drawn_by(lambda ax: ax.plot(np.array([0, 1]), np.float32([2, 3])))
    assert heights(listed) == heights(array)


def counted():
    """A drawing function, and what it was called with, call by call."""
    calls = []

    def draw(ax, heights):
        calls.append(np.array(heights).tolist())
        ax.plot(heights)

    return draw, calls


def test_a_picture_of_equal_numbers_is_not_drawn_again():
    draw, calls = counted()
    first, second = drawn_by(draw, np.array([1.0, 2.0])), drawn_by(draw, np.array([1.0, 2.0]))
    assert first is second and calls == [[1.0, 2.0]]


@pytest.mark.parametrize(
    "other", [[1.0, 3.0], [1.0], np.array([1.0, 2.0]), np.array([[1.0, 2.0]])], ids=repr
)
def test_a_picture_of_anything_else_is_drawn(other):
    draw, calls = counted()
    drawn_by(draw, [1.0, 2.0])
    drawn_by(draw, other)
    assert len(calls) == 2


def test_another_function_draws_its_own_picture():
    (first, firsts), (second, seconds) = counted(), counted()
    drawn_by(first, [1.0])
    drawn_by(second, [1.0])
    assert firsts == seconds == [[1.0]]


def test_only_so_many_pictures_are_kept():
    draw, _ = counted()
    for height in range(pictures.MOST_KEPT + 5):
        drawn_by(draw, [height])
    assert len(pictures._latest) == pictures.MOST_KEPT


def test_a_picture_that_could_not_be_drawn_is_tried_again():
    def draw(ax, height):
        tried.append(height)
        raise ValueError("no")

    tried: list[float] = []
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            drawn_by(draw, 1.0)
    assert tried == [1.0, 1.0]
