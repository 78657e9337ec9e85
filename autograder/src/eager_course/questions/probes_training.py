"""What the questions of the stage training look for in a picture of a training run.

Each looks at one thing. Which curve or which true value is meant is said by its place from below,
so that a wrong height does not make a color or a name wrong. What is drawn twice is seen once.
"""

from typing import Any

import numpy as np

from autograder.inside.pictures import Sheet, hex_color, legend, lines


def curves(sheet: Sheet) -> list[tuple[Any, Any]]:
    """The points (x, y) in sight of every solid line that changes its height, lowest start first.

    A point is in sight if it lies within the limits of the axes, and the line has another color
    than the page.
    """
    (left, right), (low, high) = sorted(sheet.ax.get_xlim()), sorted(sheet.ax.get_ylim())
    found = []
    for x, y in [(line["x"], line["y"]) for line in _solid(sheet) if line["color"] != _page(sheet)]:
        seen = (left <= x) & (x <= right) & (low <= y) & (y <= high)
        found.append((x[seen], y[seen]))
    return found


def dashed_heights(sheet: Sheet) -> list[float]:
    """The heights of the dashed horizontal lines, lowest first."""
    return [_end(line) for line in _dashed(sheet)]


def level_beside(sheet: Sheet) -> list[list[int]]:
    """For every curve, from below, the places of the level lines that share its color.

    Dashed or not; level lines that share the color of no curve are no true values.
    """
    courses = _once([line for line in lines(sheet) if _is_course(line)])
    courses.sort(key=lambda line: float(line["y"][0]))
    colors = [curve["color"] for curve in courses]
    level = [line for line in lines(sheet) if _is_level(line) and line["color"] in colors]
    level = sorted(_once(level), key=_end)
    return [[place for place, line in enumerate(level) if line["color"] == c] for c in colors]


def legend_points_at(sheet: Sheet) -> list[tuple[str, list[str]]]:
    """For every text of the legend which lines look as its sample does: "solid 0", "dotted 1"."""
    drawn = [
        (f"{name} {place}", line)
        for name, some in [
            ("solid", _solid(sheet)),
            ("dashed", _dashed(sheet)),
            ("dotted", _dashed(sheet, dotted=True)),
        ]
        for place, line in enumerate(some)
    ]
    return [
        (
            entry["text"].lower(),
            [name for name, line in drawn if _look(line) == _look(entry)],
        )
        for entry in legend(sheet)
    ]


def _look(line: dict[str, Any]) -> tuple[bool, str | None]:
    return line["dashed"], line["color"]


def _page(sheet: Sheet) -> str:
    """The color behind the lines: that of the axes or, if they have none, of the figure."""
    colors = sheet.ax.get_facecolor(), sheet.ax.figure.get_facecolor()
    return hex_color(next((color for color in colors if color[3] > 0), "white"))


def _end(line: dict[str, Any]) -> float:
    return float(line["y"][-1])


def _solid(sheet: Sheet) -> list[dict[str, Any]]:
    return _once([line for line in lines(sheet) if not line["dashed"] and _is_course(line)])


def _is_course(line: dict[str, Any]) -> bool:
    """Whether a line goes up or down from left to right: no border, no mark of an epoch."""
    return bool(np.ptp(line["x"]) > 0 and np.ptp(line["y"]) > 0)


def _is_level(line: dict[str, Any]) -> bool:
    """Whether a line is level and has a length: a single point is not seen."""
    return len(line["y"]) > 1 and bool(np.ptp(line["y"]) == 0 and np.ptp(line["x"]) > 0)


def _dashed(sheet: Sheet, dotted: bool = False) -> list[dict[str, Any]]:
    """The level lines that are dashed, or dotted, from below."""
    level = [
        line
        for line in lines(sheet)
        if (line["dashed"], line["dotted"]) == (True, dotted) and _is_level(line)
    ]
    return sorted(_once(level), key=_end)


def _once(some: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines without those that are drawn over their like."""
    seen = {(*_look(line), str(line["x"].tolist()), str(line["y"].tolist())): line for line in some}
    return list(seen.values())
