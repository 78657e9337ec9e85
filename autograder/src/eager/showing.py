"""Looking at values: what is a Tensor, and how to print one."""

import builtins
import sys

import numpy as np

from .indexed_slices import IndexedSlices
from .tensor import Tensor


def is_tensor(x):
    """Whether x is a Tensor, a Variable or IndexedSlices."""
    return isinstance(x, (Tensor, IndexedSlices)) or hasattr(x, "_to_tensor")


def print(*inputs, output_stream=None, summarize=3, sep=" ", end="\n", name=None):
    """Print values, of Tensors and Variables just the numbers, to standard error.

    Args:
        output_stream: a file, such as sys.stdout.
        summarize: how many elements to show at either end of each axis; -1: all.
    """
    texts = [_text(x, summarize) for x in inputs]
    builtins.print(*texts, sep=sep, end=end, file=output_stream or sys.stderr)


def _text(x, summarize):
    if isinstance(x, (list, tuple)):
        inside = ", ".join(_text(part, summarize) for part in x)
        return f"[{inside}]" if isinstance(x, list) else f"({inside})"
    if not is_tensor(x) or isinstance(x, IndexedSlices):
        return str(x)
    shown = sys.maxsize if summarize < 0 else summarize
    return np.array2string(np.asarray(x), threshold=min(2 * shown, sys.maxsize), edgeitems=shown)
