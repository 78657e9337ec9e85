"""Reads a picture as plain data: what was drawn on given axes, whichever calls drew it.

A picture question does not compare pixels. It gives a student's function some axes, looks at the
artists left there, and answers with numbers: a line is its points, its color and whether it is
dashed; a marker is its place and its color. Matplotlib is not imported until a picture is drawn.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Sheet:
    """What a function drew on the axes that it was given.

    Attributes:
        ax: the Matplotlib Axes that the function was given; its figure is closed.
        elsewhere: all other axes, the current ones and those of new figures.
        strays: how many artists it drew there.
        figures: how many figures it opened.
    """

    def __init__(self, ax: Any, elsewhere: list[Any], figures: int) -> None:
        self.ax = ax
        self.elsewhere = elsewhere
        self.strays = sum(len(other.lines) + len(other.collections) for other in elsewhere)
        self.figures = figures


# A picture takes milliseconds, and several cases look at the same one. Each entry also keeps
# the function, so that no other gets its id.
_latest: OrderedDict[Any, tuple[Callable[..., Any], Sheet]] = OrderedDict()
MOST_KEPT = 16


def drawn_by(draw: Callable[..., Any], *arguments: Any) -> Sheet:
    """What `draw(ax, *arguments)` draws on new axes, which are not the current ones.

    For the same arguments as before, the same sheet is returned and `draw` is not called again.
    The arguments are numbers, or lists, arrays or Tensors of numbers. Raises whatever `draw`
    raises.
    """
    key = id(draw), *map(_content, arguments)
    if key not in _latest:
        _latest[key] = draw, _draw(draw, arguments)
        if len(_latest) > MOST_KEPT:
            _latest.popitem(last=False)
    return _latest[key][1]


def _content(argument: Any) -> tuple[Any, ...]:
    numbers = np.asarray(argument)
    return type(argument), numbers.shape, numbers.dtype.str, numbers.tobytes()


def _draw(draw: Callable[..., Any], arguments: tuple[Any, ...]) -> Sheet:
    """Call `draw`, and close all figures."""
    import matplotlib.pyplot as plt  # 0.3 s, which most questions can do without

    before = set(plt.get_fignums())
    ax = plt.figure().add_subplot()
    plt.figure()  # now another figure is current, and a plain `plt.plot` would draw there
    try:
        ours = set(plt.get_fignums())
        draw(ax, *arguments)
        opened = len(set(plt.get_fignums()) - ours)
        new = [plt.figure(number) for number in set(plt.get_fignums()) - before]
        elsewhere = [other for figure in new for other in figure.axes if other is not ax]
        return Sheet(ax, elsewhere, opened)
    finally:
        for number in set(plt.get_fignums()) - before:
            plt.close(number)


def lines(sheet: Sheet) -> list[dict[str, Any]]:
    """The lines on a sheet, sorted by their points.

    Each is {"x": array, "y": array, "dashed": bool, "dotted": bool, "color": "#rrggbb"}, float64;
    "dotted" means that it has dots, as ":" and "-." draw them, and counts as dashed too. Lines that
    were drawn together (`ax.hlines`) are listed one by one. Markers without a stroke, and
    lines that cannot be seen, do not count.
    """
    found = []
    for line in sheet.ax.lines:
        if _has_stroke(line) and line.get_linestyle() not in ("None", "none", " ", ""):
            x, y = _course(sheet.ax, line)
            found.append(_line(x, y, line.is_dashed(), line.get_color()))
            found[-1]["dotted"] = line.get_linestyle() in (":", "-.")
    for collection in sheet.ax.collections:
        if hasattr(collection, "get_segments") and _has_stroke(collection):
            for place, segment in enumerate(collection.get_segments()):
                style, color = _nth(collection.get_linestyle(), place), collection.get_color()
                x, y = _floats(segment).T
                found.append(_line(x, y, style[1] is not None, _nth(color, place)))
                found[-1]["dotted"] = _is_dotted(style[1], _nth(collection.get_linewidth(), place))
    return sorted(found, key=lambda line: (line["dashed"], line["y"].tolist(), line["x"].tolist()))


def markers(sheet: Sheet) -> list[dict[str, Any]]:
    """The groups of markers on a sheet, from `ax.scatter` or from `ax.plot` with a marker.

    Each is {"x": array, "y": array, "color": "#rrggbb"}, float64, the points in the order of
    drawing and the groups sorted by their points. The color is None if a group has several.
    """
    found = []
    for line in sheet.ax.lines:
        if line.get_visible() and line.get_marker() not in ("None", "none", " ", "", None):
            x, y = _floats(line.get_xdata()), _floats(line.get_ydata())
            found.append({"x": x, "y": y, "color": hex_color(line.get_markerfacecolor())})
    for collection in sheet.ax.collections:
        if hasattr(collection, "get_sizes") and collection.get_visible():
            x, y = _floats(collection.get_offsets()).reshape(-1, 2).T
            found.append({"x": x, "y": y, "color": _only_color(collection)})
    return sorted(found, key=lambda group: (group["y"].tolist(), group["x"].tolist()))


def labels(sheet: Sheet) -> dict[str, str]:
    """The labels of the axes: {"x": …, "y": …, "title": …}, empty where there is none."""
    ax = sheet.ax
    return {"x": ax.get_xlabel(), "y": ax.get_ylabel(), "title": ax.get_title()}


def legend(sheet: Sheet) -> list[dict[str, Any]]:
    """The entries of the legend, sorted by their texts; empty if there is no legend.

    Each is {"text": str, "dashed": bool, "color": "#rrggbb"}: the text without `$` and with
    spaces instead of underscores.
    """
    box = sheet.ax.get_legend()
    box = box if box and box.get_visible() else None
    entries = []
    for handle, text in zip(box.legend_handles, box.get_texts(), strict=True) if box else []:
        dashed, color = _look(handle)
        words = text.get_text().replace("$", "").replace("_", " ").replace("{", "").replace("}", "")
        entries.append({"text": " ".join(words.split()), "dashed": dashed, "color": color})
    return sorted(entries, key=lambda entry: entry["text"])


def hex_color(color: Any) -> str:
    """A Matplotlib color as "#rrggbb", without its transparency."""
    from matplotlib.colors import to_hex  # see `_draw`

    return to_hex(color)


def hue(color: str | None) -> str | None:
    """ "red", "blue" or "other": which of the three channels of "#rrggbb" is clearly strongest."""
    if color is None:
        return None
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    if red > green and red > 1.25 * blue:
        return "red"
    if blue >= green and blue > 1.25 * red:
        return "blue"
    return "other"


def _course(ax: Any, line: Any) -> tuple[NDArray, NDArray]:
    """The points of a line; for an endless one (`ax.axline`), where it meets the axes' limits."""
    if not hasattr(line, "get_slope"):
        return _floats(line.get_xdata()), _floats(line.get_ydata())
    (x1, y1), second, slope = line.get_xy1(), line.get_xy2(), line.get_slope()
    if slope is None:
        slope = (second[1] - y1) / (second[0] - x1) if second[0] != x1 else np.inf
    if np.isinf(slope):
        return _floats([x1, x1]), _floats(ax.get_ylim())
    x = _floats(ax.get_xlim())
    return x, y1 + slope * (x - x1)


def _has_stroke(artist: Any) -> bool:
    """Whether the lines of an artist can be seen: shown, of some width, and not all transparent."""
    from matplotlib.colors import to_rgba_array  # see `_draw`

    opaque = artist.get_alpha() != 0 and (to_rgba_array(artist.get_color())[:, 3] > 0).any()
    return bool(artist.get_visible() and opaque and np.max(artist.get_linewidth()) > 0)


def _is_dotted(pattern: Any, width: float) -> bool:
    """Whether a stroke of a pattern (stroke, gap, …) is no longer than the line is wide."""
    return pattern is not None and min(pattern[::2]) <= 1.01 * width


def _line(x: NDArray, y: NDArray, dashed: bool, color: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "dashed": bool(dashed), "dotted": False, "color": hex_color(color)}


def _look(handle: Any) -> tuple[bool, str | None]:
    """Whether a legend's handle is dashed, and its color."""
    if hasattr(handle, "is_dashed"):
        return handle.is_dashed(), hex_color(handle.get_color())
    if hasattr(handle, "get_segments"):
        return _nth(handle.get_linestyle(), 0)[1] is not None, hex_color(
            _nth(handle.get_color(), 0)
        )
    return False, _only_color(handle)


def _only_color(artist: Any) -> str | None:
    """The face color (or, for open markers, the edge color) of an artist, if it has just one."""
    for colors in (artist.get_facecolor(), artist.get_edgecolor()):
        different = {hex_color(color) for color in np.atleast_2d(colors) if len(color)}
        if different:
            return different.pop() if len(different) == 1 else None
    return None


def _floats(values: Any) -> NDArray:
    return np.asarray(values, dtype=np.float64)


def _nth(values: Any, place: int) -> Any:
    """The style of a member: Matplotlib repeats a collection's styles if there are too few."""
    return values[place % len(values)]
