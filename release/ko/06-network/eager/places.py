"""Places in an array, as `gather_nd` and `scatter_nd` name them: [row, column], or only [row]."""

import math

import numpy as np

from .errors import InvalidArgumentError


def flat_places(places, shape):
    """Places in the first k axes of `shape`, as single numbers counted row by row; and k.

    Args:
        places: an array of integers of shape [..., k].

    Raises InvalidArgumentError where they are no integers, or outside of `shape`.
    """
    depth = places.shape[-1] if places.ndim else 0
    if not places.ndim or places.dtype.kind not in "iu" or depth > len(shape):
        raise InvalidArgumentError(
            f"places in a value of shape {shape} must be integers, got {places.dtype.name} of "
            f"shape {places.shape}"
        )
    if ((places < 0) | (places >= np.array(shape[:depth], int))).any():
        raise InvalidArgumentError(f"places {places.tolist()} outside of a value of shape {shape}")
    steps = np.array([math.prod(shape[i + 1 : depth]) for i in range(depth)], int)
    return (places.astype(int) * steps).sum(-1), depth
