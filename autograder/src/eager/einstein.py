"""`tf.einsum`: sums of products, in the notation of Einstein."""

import string

import numpy as np

from .errors import InvalidArgumentError
from .ops import apply, convert_to_tensor, transpose


def einsum(equation, *inputs, **kwargs):
    """Products of the inputs, summed up as Einstein wrote them: "ij,jk->ik" is matmul.

    Args:
        equation: for each input a letter for each axis, and after `->` the letters of the result;
            the others are summed over.  Without `->`, the result has those that occur once.

    A letter that occurs twice in one input takes its diagonal; `...` stands for any further axes.

    Raises InvalidArgumentError if the equation does not fit the inputs, ValueError if its result
    names an axis twice, or one that no input has.
    """
    tensors = [convert_to_tensor(x) for x in inputs]
    left, arrow, right = equation.replace(" ", "").partition("->")
    parts = left.split(",")
    if len(parts) != len(tensors):
        raise InvalidArgumentError(f"einsum of {equation!r} and {len(tensors)} inputs")
    if not arrow:
        letters = left.replace(".", "").replace(",", "")
        right = "..." * ("..." in left)
        right += "".join(sorted(c for c in letters if letters.count(c) == 1))
    hidden = [_hidden(part, x) for part, x in zip(parts, tensors, strict=True)]
    unused = [c for c in string.ascii_letters if c not in equation]
    dots = "".join(unused[: max(hidden, default=0)])
    pairs = []
    for part, x, n in zip(parts, tensors, hidden, strict=True):
        letters = part.replace("...", dots[len(dots) - n :] if n > 0 else "", 1)
        if n < 0 or len(letters) != x.ndim or "." in letters:
            raise InvalidArgumentError(f"einsum of {equation!r} and a value of shape {x.shape}")
        pairs.append(_one_of_each(x, letters))
    result = right.replace("...", dots)
    named = {c for _, letters in pairs for c in letters}
    if len(set(result)) < len(result) or not set(result) <= named:
        raise ValueError(
            f"einsum of {equation!r}: the result must name axes of the inputs, each at most once"
        )
    return apply(
        "einsum", *(x for x, _ in pairs), letters=tuple(part for _, part in pairs), result=result
    )


def _hidden(part, x):
    """How many axes of x the `...` in `part` stands for."""
    return x.ndim - len(part.replace("...", "")) if "..." in part else 0


def _one_of_each(x, letters):
    """x and its letters, with the diagonal instead of axes that share a letter."""
    for c in sorted(set(letters)):
        axes = [i for i, letter in enumerate(letters) if letter == c]
        if len(axes) > 1:
            rest = [i for i in range(x.ndim) if i not in axes]
            lengths = {x.shape[i] for i in axes}
            if len(lengths) > 1:
                raise InvalidArgumentError(f"the axes {c!r} of shape {x.shape} differ")
            places = np.arange(lengths.pop())
            x = apply("getitem", transpose(x, [*axes, *rest]), key=(places,) * len(axes))
            letters = c + "".join(letters[i] for i in rest)
    return x, letters
