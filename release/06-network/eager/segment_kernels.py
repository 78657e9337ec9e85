"""What the ops on segments do to arrays: combine the rows that share an id."""

import numpy as np

from .errors import InvalidArgumentError


def check_indices(indices, length):
    """Raise InvalidArgumentError unless the array `indices` is of int32 or int64 in [0, length)."""
    if indices.dtype.kind != "i" or indices.dtype.itemsize < 4:
        raise InvalidArgumentError(f"indices must be int32 or int64, got {indices.dtype.name}")
    wrong = (indices < 0) | (indices >= length)
    if wrong.any():
        where = np.argwhere(wrong)[0].tolist()
        value = indices[tuple(where)] if where else indices
        raise InvalidArgumentError(f"indices{where} = {value} is not in [0, {length})")


def _combined(ufunc, start):
    """A kernel that combines the rows of each id by `ufunc`, starting with start(dtype)."""

    def forward(rows, indices, count):
        if rows.shape[: indices.ndim] != indices.shape:
            raise InvalidArgumentError(
                f"ids of shape {indices.shape} for rows of shape {rows.shape}"
            )
        check_indices(indices, count)
        shape = (count, *rows.shape[indices.ndim :])
        result = np.full(shape, start(rows.dtype), rows.dtype)
        ufunc.at(result, indices, rows)
        return result

    return forward


def _limits(dtype):
    """The finite ones: what a segment without rows gets."""
    return np.finfo(dtype) if dtype.kind == "f" else np.iinfo(dtype)


segment_sum = _combined(np.add, lambda dtype: 0)
segment_prod = _combined(np.multiply, lambda dtype: 1)
segment_max = _combined(np.maximum, lambda dtype: _limits(dtype).min)
segment_min = _combined(np.minimum, lambda dtype: _limits(dtype).max)
