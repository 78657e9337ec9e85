"""How gradients pass back through the ops on segments: functions for the table in gradients.py."""

from .ops import apply, cast, equal, gather, maximum, unsorted_segment_sum, where


def extreme(g, out, rows, indices, count):
    """The gradient of the max or min of each segment: rows that tie share it."""
    hits = cast(equal(rows, gather(out, indices)), g.dtype)
    shared = g / maximum(unsorted_segment_sum(hits, indices, count), 1.0)
    return gather(shared, indices) * hits


def product(g, out, rows, indices, count):
    """g times the product of the other rows of the segment, also where a row is 0."""
    zero = equal(rows, 0.0)
    zeros = unsorted_segment_sum(cast(zero, g.dtype), indices, count)
    others = apply("segment_prod", where(zero, 1.0, rows), indices, count=count)
    of_others = where(zero, gather(others, indices), gather(out, indices) / where(zero, 1.0, rows))
    return gather(where(zeros > 1.0, 0.0, g), indices) * of_others
