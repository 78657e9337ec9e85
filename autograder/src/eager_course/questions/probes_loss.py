"""The dots of a picture as plain data, whichever calls of Matplotlib drew them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.inside.pictures import Sheet, hue


def dots(sheet: Sheet) -> dict[str, NDArray]:
    """The points of a sheet by color: {"blue": [[x, y], …], "red": [[x, y], …]}, float64.

    Any way of drawing will do: `scatter` with one color or one for each point, `plot` with
    markers, or, in red, with a line through the points. Any blue is blue and any red is red. The
    points come sorted, each once, since neither order nor layers can be seen in a picture. What
    has no size, or lies beyond the limits of the axes, is not seen. Dots on other axes count, too:
    a part of its own asks which axes they are on.
    """
    points: dict[str, list[Any]] = {"blue": [], "red": []}
    for ax in (sheet.ax, *sheet.elsewhere):
        (left, right), (low, high) = map(sorted, (ax.get_xlim(), ax.get_ylim()))
        for x, y, color in [*_on_lines(ax), *_in_scatters(ax)]:
            name = hue(color)
            if name == "red" and _is_orange(color):
                continue
            if name in points and left <= x <= right and low <= y <= high:
                points[name].append((x, y))
    return {name: _tidy(found) for name, found in points.items()}


def _is_orange(color: str) -> bool:
    """Whether a color with most red in it is nearer to yellow than the notebook's RED, #D55E00."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return green - blue > 0.46 * (red - min(green, blue))


def _tidy(points: list[Any]) -> NDArray:
    """The points as an array of shape [k, 2], rounded to what float32 resolves, sorted, once."""
    array = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return np.unique(np.round(array, 4) + 0.0, axis=0)


def _on_lines(ax: Any) -> list[tuple[float, float, str]]:
    found = []
    for line in ax.lines:
        x, y = np.broadcast_arrays(np.ravel(line.get_xdata()), np.ravel(line.get_ydata()))
        color = _color_of_line(line) if line.get_visible() else None
        if hue(color) == "blue" and not _has_markers(line):
            continue  # a line alone makes no dots of the data
        found += [(a, b, color) for a, b in zip(x, y, strict=True) if color is not None]
    return found


def _in_scatters(ax: Any) -> list[tuple[float, float, str]]:
    found = []
    for collection in ax.collections:
        if hasattr(collection, "get_sizes") and collection.get_visible():
            collection.update_scalarmappable()  # numbers given as `c` become colors
            colors = [hex_of(color) for color in _fill(collection)]
            sizes = collection.get_sizes()
            if len(sizes) and not np.any(sizes > 0):
                continue
            for place, (x, y) in enumerate(np.ma.filled(collection.get_offsets(), np.nan)):
                color = colors[place % len(colors)] if colors else None
                if color is not None:
                    found.append((x, y, color))
    return found


def _has_markers(line: Any) -> bool:
    return line.get_marker() not in ("None", "none", " ", "", None) and line.get_markersize() > 0


def _color_of_line(line: Any) -> str | None:
    """The color that a Line2D shows: its stroke's, or its markers' when it has none."""
    if line.get_alpha() == 0:
        return None
    if line.get_linestyle() not in ("None", "none", " ", ""):
        return hex_of(line.get_color())
    if not _has_markers(line):
        return None
    return hex_of(line.get_markerfacecolor()) or hex_of(line.get_markeredgecolor())


def _fill(collection: Any) -> Any:
    """The face colors of markers, or the edges' where the markers are open."""
    faces = collection.get_facecolor()
    return faces if len(faces) and np.any(faces[:, 3] > 0) else collection.get_edgecolor()


def hex_of(color: Any) -> str | None:
    """A Matplotlib color as "#rrggbb"; None for one that nobody can see."""
    from matplotlib.colors import to_hex, to_rgba

    return to_hex(color) if to_rgba(color)[3] > 0 else None
