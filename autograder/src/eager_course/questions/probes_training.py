"""What the questions of the stage training look for: in a picture of a training run, mostly."""

from typing import Any

import numpy as np

from autograder.inside.pictures import Sheet, legend, lines


def curves(sheet: Sheet) -> list[tuple[Any, Any]]:
    """The points (x, y) of every solid line that changes its height, lowest start first."""
    return [(line["x"], line["y"]) for line in _solid(sheet)]


def dashed_heights(sheet: Sheet) -> list[float]:
    """The heights of the dashed horizontal lines, lowest first."""
    return sorted(float(line["y"][0]) for line in _dashed(sheet))


def dashed_beside(sheet: Sheet) -> list[tuple[Any, list[float]]]:
    """For every curve its y and the heights of the dashed lines that share its color."""
    return [
        (curve["y"], [float(d["y"][0]) for d in _dashed(sheet) if d["color"] == curve["color"]])
        for curve in _solid(sheet)
    ]


def legend_points_at(sheet: Sheet) -> list[tuple[str, list[float]]]:
    """For every text of the legend the last heights of the lines that look as its sample does."""
    drawn = _solid(sheet) + _dashed(sheet)
    return [
        (
            entry["text"].lower(),
            [
                float(line["y"][-1])
                for line in drawn
                if (line["dashed"], line["color"]) == (entry["dashed"], entry["color"])
            ],
        )
        for entry in legend(sheet)
    ]


def _solid(sheet: Sheet) -> list[dict[str, Any]]:
    return [line for line in lines(sheet) if not line["dashed"] and np.ptp(line["y"]) > 0]


def _dashed(sheet: Sheet) -> list[dict[str, Any]]:
    """Dashed lines that are level and have a length: a single point is not seen."""
    return [
        line
        for line in lines(sheet)
        if line["dashed"] and len(line["y"]) > 1 and np.ptp(line["y"]) == 0
    ]
