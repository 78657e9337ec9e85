"""One table: for each op, how a gradient passes back through it.

`VJPS[op]` has a function for each input of the op (None for an input without a gradient; an op
that lets no gradient pass has no functions at all).  Such a function is a vector-Jacobian
product, VJP for short, and its arguments are always

    vjp(g, out, *inputs, **attributes)

where `g` is the gradient with respect to the op's output `out`, a Tensor of the same
shape as `out`.  It returns the gradient with respect to its input, either in that input's shape
or in the larger one that the op broadcast it to, which the caller then passes to `unbroadcast`.

VJPs are built from ops themselves, so a tape that records them can differentiate a gradient
again.

The gradient of a look-up along the first axis is sparse, IndexedSlices (see embeddings.py).  It
stays sparse on its way back through reads and identities, and becomes a dense Tensor at any other
op.  (In TensorFlow it also stays sparse through a `concat` along the first axis, and through
`add_n`.)
"""

import functools
import math
from typing import Any

import numpy as np

from . import matrix_rules, segment_rules
from .creation import ones, zeros_like
from .indexed_slices import IndexedSlices, apply_rule
from .kernels import SELU_ALPHA, SELU_SCALE
from .ops import (
    abs,
    apply,
    cast,
    convert_to_tensor,
    cos,
    equal,
    exp,
    floordiv,
    gather,
    getitem,
    log,
    matmul,
    negative,
    place,
    reduce_sum,
    reshape,
    sigmoid,
    sign,
    sin,
    sqrt,
    square,
    transpose,
    unsorted_segment_sum,
    where,
)


def unbroadcast(g, shape):
    """g, summed over the axes along which a value of `shape` was repeated to get g's shape.

    An element that was used in many places receives a part of its gradient from each.
    For example, g of shape [4, 3] and `shape` (1, 3) give a result of shape [1, 3].
    IndexedSlices, whose op broadcasts nothing, are returned as they are.
    """
    if isinstance(g, IndexedSlices):
        return g
    big = g._array.shape
    if not shape:
        return apply("reduce_sum", g) if big else g
    if big == shape:
        return g
    new = len(big) - len(shape)
    repeated = [new + i for i, n in enumerate(shape) if n == 1 and big[new + i] != 1]
    g = apply("reduce_sum", g, axis=(*range(new), *repeated), keepdims=False)
    return g if g._array.shape == shape else reshape(g, shape)


def add_up(a, b):
    """The sum of two gradients of one value, each a Tensor or IndexedSlices."""
    if isinstance(a, IndexedSlices) or isinstance(b, IndexedSlices):
        return apply_rule("add", a, b)
    return convert_to_tensor(a) + convert_to_tensor(b)


# --------------------------------------------------------- helpers that the table needs


class Each:
    """The VJPs of an op with any number of similar inputs: `vjp(i, g, out, ...)` for input i."""

    def __init__(self, vjp):
        self._vjp = vjp

    def __getitem__(self, i):
        return functools.partial(self._vjp, i)


def _kept(x, axis):
    """The shape of x with the axes in `axis` (None: all) shrunk to length 1."""
    return tuple(1 if axis is None or i in axis else n for i, n in enumerate(x.shape))


def _restored(g, x, axis, keepdims):
    """g, the gradient of a reduction of x over `axis`, with the reduced axes put back."""
    return g if axis is None or keepdims else reshape(g, _kept(x, axis))


def _sum(g, out, x, axis=None, keepdims=False):
    return apply("broadcast_to", _restored(g, x, axis, keepdims), shape=x._array.shape)


def _mean(g, out, x, axis=None, keepdims=False):
    return _sum(share(g, out, x), out, x, axis, keepdims)


def share(g, out, x):
    """g, divided by the number of elements of x that each element of `out` averages."""
    count = x._array.size / (out._array.size or 1) or 1.0  # if there are none, any number will do
    return apply("share", g, count=count)


def _extreme(g, out, x, axis=None, keepdims=False):
    """The gradient of a max or min: elements that tie share it."""
    g, out = reshape(g, _kept(x, axis)), reshape(out, _kept(x, axis))
    hits = cast(equal(x, out), g.dtype)
    return g * (hits / reduce_sum(hits, axis, keepdims=True))


def _matmul_a(g, out, a, b, transpose_a=False, transpose_b=False):
    if transpose_a:
        ga = matmul(b, g, transpose_a=transpose_b, transpose_b=True)
    else:
        ga = matmul(g, b, transpose_b=not transpose_b)
    return unbroadcast(ga, a.shape)


def _matmul_b(g, out, a, b, transpose_a=False, transpose_b=False):
    if transpose_b:
        gb = matmul(g, a, transpose_a=True, transpose_b=transpose_a)
    else:
        gb = matmul(a, g, transpose_a=not transpose_a)
    return unbroadcast(gb, b.shape)


def _is_positive(x):
    """1 where x is positive, else 0; `sign` makes the result depend on x, with slope 0."""
    return where(x > 0.0, sign(x), 0.0)


def _pow_y(g, out, x, y):
    """g * x**y * log(x), or 0 where x is not positive and has no logarithm."""
    positive = x > 0.0
    return g * out * where(positive, log(where(positive, x, 1.0)), 0.0)


def _concat(i, g, out, *inputs, axis):
    axis = axis % out.ndim
    start = sum(x.shape[axis] for x in inputs[:i])
    return getitem(g, (slice(None),) * axis + (slice(start, start + inputs[i].shape[axis]),))


def _stack(i, g, out, *inputs, axis):
    return getitem(g, (slice(None),) * (axis % out.ndim) + (i,))


def dense_gather(g, out, params, indices, axis):
    """The gradient of a look-up along any axis, as a Tensor: zero where nobody looked."""
    count = indices._array.size
    ids = reshape(indices, (count,))
    axis = axis % params._array.ndim
    # Bring the looked-up axis to the front, add up there, and move it back.
    g = reshape(g, (*params.shape[:axis], count, *params.shape[axis + 1 :]))
    order = (axis, *(i for i in range(g.ndim) if i != axis))
    summed = unsorted_segment_sum(transpose(g, order), ids, params.shape[axis])
    return transpose(summed, np.argsort(order))


def _custom(i, g, out, *inputs, result, rule):
    part = rule(i, g)
    return zeros_like(inputs[i]) if part is None else part


def _einsum(i, g, out, *inputs, letters, result):
    """The sum over all that the input's letters do not name, of g and the other inputs."""
    others = [(name, x) for j, (name, x) in enumerate(zip(letters, inputs, strict=True)) if j != i]
    names, values = [result, *(name for name, _ in others)], [g, *(x for _, x in others)]
    alone = "".join(c for c in letters[i] if c not in "".join(names))
    if alone:  # summed over by itself: each element counts alike
        lengths = [inputs[i].shape[letters[i].index(c)] for c in alone]
        names, values = [*names, alone], [*values, ones(lengths, g.dtype)]
    return apply("einsum", *values, letters=tuple(names), result=letters[i])


def _cumprod(g, out, x, axis, exclusive, reverse):
    reached = apply("cumsum", out * g, axis=axis, exclusive=exclusive, reverse=not reverse)
    return apply("divide_no_nan", reached, x)


def _softmax(g, out, x, axis):
    return (g - reduce_sum(g * out, axis, keepdims=True)) * out


def _log_softmax(g, out, x, axis):
    return g - exp(out) * reduce_sum(g, axis, keepdims=True)


# --------------------------------------------------------------------------- the table

VJPS: dict[str, Any] = {
    # values as they are
    "read_variable": (lambda g, out, v: g,),
    "identity": (lambda g, out, x: g,),
    "cast": (lambda g, out, x, dtype: cast(g, x.dtype),),
    # elementwise, two inputs
    "add": (
        lambda g, out, x, y: g,
        lambda g, out, x, y: g,
    ),
    "subtract": (
        lambda g, out, x, y: g,
        lambda g, out, x, y: -g,
    ),
    "multiply": (
        lambda g, out, x, y: apply("multiply", g, y),
        lambda g, out, x, y: apply("multiply", g, x),
    ),
    "divide": (
        lambda g, out, x, y: g / y,
        lambda g, out, x, y: g * (-x / y / y),
    ),
    "squared_difference": (
        lambda g, out, x, y: g * 2.0 * (x - y),
        lambda g, out, x, y: g * -2.0 * (x - y),
    ),
    "divide_no_nan": (
        lambda g, out, x, y: apply("divide_no_nan", g, y),
        lambda g, out, x, y: g * apply("divide_no_nan", apply("divide_no_nan", -x, y), y),
    ),
    "multiply_no_nan": (
        lambda g, out, x, y: apply("multiply_no_nan", g, y),
        lambda g, out, x, y: apply("multiply_no_nan", x, g),
    ),
    "share": (lambda g, out, x, count: apply("share", g, count=count),),
    "mod": (
        lambda g, out, x, y: g,
        lambda g, out, x, y: -g * floordiv(x, y),
    ),
    "truncatemod": (
        lambda g, out, x, y: g,
        lambda g, out, x, y: -g * apply("truncatediv", x, y),
    ),
    "pow": (lambda g, out, x, y: g * y * x ** (y - 1.0), _pow_y),
    "maximum": (  # in a tie, the first takes it all
        lambda g, out, x, y: where(x >= y, g, 0.0),
        lambda g, out, x, y: where(x >= y, 0.0, g),
    ),
    "minimum": (
        lambda g, out, x, y: where(x <= y, g, 0.0),
        lambda g, out, x, y: where(x <= y, 0.0, g),
    ),
    "where": (
        None,
        lambda g, out, c, x, y: where(c, g, 0.0),
        lambda g, out, c, x, y: where(c, 0.0, g),
    ),
    # elementwise, one input
    "negative": (lambda g, out, x: negative(g),),
    "abs": (lambda g, out, x: g * sign(x),),
    "sign": (lambda g, out, x: zeros_like(x),),
    "square": (lambda g, out, x: apply("multiply", x, apply("add", g, g)),),
    "sqrt": (lambda g, out, x: apply("sqrt_grad", out, g),),
    "sqrt_grad": (
        lambda g, out, root, b: -(g / root) * out,
        lambda g, out, root, b: g / root * 0.5,
    ),
    "rsqrt": (lambda g, out, x: apply("rsqrt_grad", out, g),),
    "rsqrt_grad": (
        lambda g, out, root, b: g * -1.5 * b * square(root),
        lambda g, out, root, b: apply("rsqrt_grad", root, g),
    ),
    "reciprocal": (lambda g, out, x: apply("reciprocal_grad", out, g),),
    "reciprocal_grad": (
        lambda g, out, y, b: g * -2.0 * b * y,
        lambda g, out, y, b: apply("reciprocal_grad", y, g),
    ),
    "exp": (lambda g, out, x: g * out,),
    "expm1": (lambda g, out, x: g * exp(x),),
    "log": (lambda g, out, x: g / x,),
    "log1p": (lambda g, out, x: g / (1.0 + x),),
    "sin": (lambda g, out, x: g * cos(x),),
    "cos": (lambda g, out, x: -g * sin(x),),
    "tan": (lambda g, out, x: g * (1.0 + out * out),),
    "asin": (lambda g, out, x: g / sqrt(1.0 - x * x),),
    "acos": (lambda g, out, x: -g / sqrt(1.0 - x * x),),
    "atan": (lambda g, out, x: g / (1.0 + x * x),),
    "atan2": (
        lambda g, out, y, x: g * (x / (x * x + y * y)),
        lambda g, out, y, x: g * (-y / (x * x + y * y)),
    ),
    "sinh": (lambda g, out, x: g * apply("cosh", x),),
    "cosh": (lambda g, out, x: g * apply("sinh", x),),
    "tanh": (lambda g, out, x: g * (1.0 - out * out),),
    "asinh": (lambda g, out, x: g / apply("cosh", out),),
    "acosh": (lambda g, out, x: g / apply("sinh", out),),
    "atanh": (lambda g, out, x: g / (1.0 - x * x),),
    "erf": (lambda g, out, x: g * (2.0 / math.pi**0.5) * exp(-x * x),),
    "erfc": (lambda g, out, x: g * (-2.0 / math.pi**0.5) * exp(-x * x),),
    "lgamma": (lambda g, out, x: g * apply("digamma", x),),
    "digamma": (lambda g, out, x: g * apply("polygamma", x, order=1),),
    "polygamma": (lambda g, out, x, order: g * apply("polygamma", x, order=order + 1),),
    "sigmoid": (lambda g, out, x: g * out * (1.0 - out),),
    "softplus": (lambda g, out, x: g * sigmoid(x),),
    "step": (lambda g, out, x: apply("flat", x),),
    "flat": (lambda g, out, x: apply("flat", x),),
    "relu": (lambda g, out, x: g * apply("step", x),),
    "softsign": (lambda g, out, x: g / square(1.0 + abs(x)),),
    "relu6": (lambda g, out, x: g * apply("step", out) * apply("step", 6.0 - out),),
    "elu": (lambda g, out, x: g * where(out < 0.0, out + 1.0, 1.0),),
    "selu": (lambda g, out, x: g * where(out < 0.0, out + SELU_SCALE * SELU_ALPHA, SELU_SCALE),),
    "leaky_relu": (lambda g, out, x, alpha: g * (_is_positive(x) * (1.0 - alpha) + alpha),),
    # along axes
    "reduce_sum": (_sum,),
    "reduce_mean": (_mean,),
    "reduce_max": (_extreme,),
    "reduce_min": (_extreme,),
    "cumsum": (
        lambda g, out, x, axis, exclusive, reverse: apply(
            "cumsum", g, axis=axis, exclusive=exclusive, reverse=not reverse
        ),
    ),
    "cumprod": (_cumprod,),
    "softmax": (_softmax,),
    "log_softmax": (_log_softmax,),
    "matmul": (_matmul_a, _matmul_b),
    # shapes and places
    "reshape": (lambda g, out, x, shape: reshape(g, x.shape),),
    "broadcast_to": (lambda g, out, x, shape: unbroadcast(g, x.shape),),
    "transpose": (lambda g, out, x, axes: transpose(g, np.argsort(axes)),),
    "einsum": Each(_einsum),
    "custom_gradient": Each(_custom),
    "concat": Each(_concat),
    "stack": Each(_stack),
    "getitem": (lambda g, out, x, key: place(g, x._array.shape, key),),
    "place": (lambda g, out, x, shape, key: apply("getitem", g, key=key),),
    "gather": (dense_gather, None),
    "unsorted_segment_sum": (lambda g, out, rows, indices, count: gather(g, indices), None),
    "segment_max": (segment_rules.extreme, None),
    "segment_min": (segment_rules.extreme, None),
    "segment_prod": (segment_rules.product, None),
    # matrices
    "det": (matrix_rules.det,),
    "inv": (matrix_rules.inv,),
    "solve": (matrix_rules.solve_a, matrix_rules.solve_b),
    "cholesky": (matrix_rules.cholesky,),
}

# Steps, flat wherever they have a slope, so no gradient passes through them.
VJPS |= dict.fromkeys(("floor", "ceil", "round"), (None,)) | dict.fromkeys(
    ("floordiv", "truncatediv"), (None, None)
)

# Constants to every tape, whatever they are computed from: their results are not floats, or
# (stop_gradient) being constant is what they are for.
CONSTANTS = {
    *("stop_gradient", "discretize", "argmax", "argmin", "reduce_all", "reduce_any"),
    *("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"),
    *("logical_and", "logical_or", "logical_xor", "logical_not"),
    *("is_nan", "is_inf", "is_finite"),
    *("bitwise_and", "bitwise_or", "bitwise_xor", "invert", "left_shift", "right_shift"),
}
VJPS |= dict.fromkeys(CONSTANTS, ())

# These pass a gradient on unchanged, so a sparse one stays sparse; any other op needs it dense.
PASSES_SLICES = frozenset({"read_variable", "identity"})
