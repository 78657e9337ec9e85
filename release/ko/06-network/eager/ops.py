"""Ops are functions of values: Tensors in, a new Tensor out, nothing changed.

Every op is one line of the table `FORWARD` (kernels.py), and is applied through one function,
`apply`.  To learn what is computed, append a callable to `listeners`: it gets a `Record` of each
op after it ran. A gradient tape (tape.py) does just that.  This module knows nothing of gradients.

Dtypes are strict, as in TensorFlow: two Tensors of different dtypes do not mix, while a
plain number, list or array takes the dtype of the Tensor beside it.

Where TensorFlow is careless, these ops raise an error: for a NumPy float beside an integer
Tensor (TensorFlow drops its fraction), for a Python integer too big for the dtype of the Tensor
beside it (TensorFlow wraps it around), and for a negative id in `unsorted_segment_sum`
(TensorFlow drops the row).  A sum or product too big for its dtype is inf in both, but here NumPy
warns of it: training that runs away is worth a warning.

A plain float beside an integer Tensor is a TypeError in every op (an InvalidArgumentError in
TensorFlow for `x + 1.5` and `tf.add` alone).
"""

import functools
import math
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import dtypes
from .errors import InvalidArgumentError, OpError
from .kernels import BOOL, FLOAT, FORWARD, INTEGER, NUMBER
from .tensor import Tensor, as_array_like, constant, wrap

_new, _new_tuple = object.__new__, tuple.__new__  # quicker than calling a class

# --------------------------------------------------------------------- applying an op


class Record(NamedTuple):
    """What happened when one op was applied.

    `inputs` are Tensors, except that the first input of "read_variable" and "gather" may be a
    Variable; `attributes` are the other arguments (an axis, a shape, ...).
    """

    op: str
    inputs: tuple
    output: Tensor
    attributes: dict


# Each is called with a Record after every op, in the thread that applied the op.
listeners: list[Callable[[Record], Any]] = []


def apply(op, x, y=None, *more, **attributes):
    """Apply the op named `op` to Tensors, notify the listeners, and return the new Tensor.

    Raises:
        InvalidArgumentError: the op does not take inputs of these dtypes or shapes.
        NotFoundError: it has no kernel for the dtype (matmul of unsigned integers).
    """
    forward = FORWARD[op]
    try:  # the commonest kinds of calls are written out, for speed
        if y is None:
            array = forward(x._array, **attributes) if attributes else forward(x._array)
        elif more or attributes:
            array = forward(x._array, y._array, *[z._array for z in more], **attributes)
        else:
            array = forward(x._array, y._array)
    except (ValueError, IndexError) as error:
        given = [z for z in (x, y, *more) if z is not None]
        kind = type(error) if isinstance(error, OpError) else InvalidArgumentError
        raise kind(f"{op} of {_described(given)}: {error}") from error
    output = _new(Tensor)
    output._array = array
    if listeners:
        inputs = (x,) if y is None else (x, y, *more) if more else (x, y)
        record = _new_tuple(Record, (op, inputs, output, attributes))
        # A copy of the list, since another thread may change it meanwhile.
        for listener in tuple(listeners):
            listener(record)
    return output


def _described(inputs):
    return " and ".join(f"{x.dtype.name}{list(x.shape)}" for x in inputs)


def convert_to_tensor(value, dtype=None, dtype_hint=None):
    """`value` as a Tensor; a Tensor stays itself, and a Variable is read.

    Args:
        value: a Tensor, a Variable, IndexedSlices, or what `tf.constant` takes; a list
            that contains Tensors is stacked (and a tape can follow it).
        dtype: the dtype that the result must have.
        dtype_hint: the dtype that a plain value gets if it fits.

    Raises:
        ValueError: a Tensor, Variable or IndexedSlices of another dtype; or None.
        TypeError: `value` does not fit `dtype`.
    """
    if isinstance(value, Tensor):
        tensor = value
    elif hasattr(value, "_to_tensor"):  # a Variable or IndexedSlices knows how
        tensor = value._to_tensor()
    elif isinstance(value, (list, tuple)) and (first := _first_tensor(value)) is not None:
        tensor = _pack(value, dtype or first.dtype)
    elif dtype is None and dtype_hint is not None:
        return _hinted(value, dtype_hint)
    else:
        return constant(value, dtype)
    if dtype is not None and tensor.dtype != dtypes.numpy_dtype(dtype):
        name = dtypes.as_dtype(dtype).name
        raise ValueError(f"wanted dtype {name}, but got {value!r}: use tf.cast")
    return tensor


def _hinted(value, dtype):
    """A plain value as a Tensor of `dtype` if it fits, else of a dtype of its own."""
    try:
        return constant(value, dtype)
    except TypeError:
        return constant(value)


def _first_tensor(values):
    """The first Tensor or Variable in a nested list, or None."""
    for value in values:
        if isinstance(value, (list, tuple)):
            value = _first_tensor(value)
        if isinstance(value, Tensor) or hasattr(value, "_to_tensor"):
            return value
    return None


def _pack(values, dtype):
    if not isinstance(values, (list, tuple)):
        return _follow(values, dtype)
    return apply("stack", *(_pack(value, dtype) for value in values), axis=0)


def _follow(value, dtype):
    """`value` as a Tensor beside one of `dtype`; a Tensor or Variable keeps its own."""
    if type(value) is float:
        return _number(value, dtype)
    if isinstance(value, Tensor):
        return value
    if hasattr(value, "_to_tensor"):
        return value._to_tensor()
    if isinstance(value, (list, tuple)) and _first_tensor(value) is not None:
        return convert_to_tensor(value)
    return wrap(as_array_like(value, dtype))


@functools.lru_cache(maxsize=1024)
def _cached_number(value, dtype):
    return wrap(as_array_like(value, dtype))


def _number(value, dtype):
    """A scalar Tensor; Tensors never change, so the 0.1 of one step can serve in the next."""
    # 0.0 and -0.0 are equal, so the cache would take one for the other.
    return _cached_number(value, dtype) if value else wrap(as_array_like(value, dtype))


def _pair(op, x, y):
    """x and y as Tensors of one dtype: a plain value takes the dtype of the Tensor beside it.

    Raises InvalidArgumentError if two Tensors differ in dtype, and TypeError if a plain number
    or array does not fit.
    """
    if type(x) is not Tensor and hasattr(x, "_to_tensor"):
        x = x._to_tensor()
    if type(y) is not Tensor and hasattr(y, "_to_tensor"):
        y = y._to_tensor()
    if not isinstance(x, Tensor):
        if not isinstance(y, Tensor):
            return _same_dtype(op, x, y)
        x = _follow(x, y._array.dtype)
    elif not isinstance(y, Tensor):
        kind = x._array.dtype.kind
        if kind in _REFUSED.get(op, ""):
            raise InvalidArgumentError(f"{op} is not defined for {x.dtype.name}: use tf.cast")
        if op == "multiply" and kind == BOOL and y is not None:
            y = np.asarray(y, bool)  # what is not 0 counts as true, as in TensorFlow
        y = _follow(y, x._array.dtype)
    if x._array.dtype != y._array.dtype:
        raise InvalidArgumentError(
            f"{op} of {x.dtype.name} and {y.dtype.name}: Tensors of different dtypes do not mix; "
            "use tf.cast on one of them"
        )
    if op in _NOT_FOR_BOOLS and x._array.dtype is _BOOL:
        raise InvalidArgumentError(f"{op} is not defined for bools: use tf.cast")
    return x, y


_BOOL = dtypes.bool.dtype
_NOT_FOR_BOOLS = {"add", "subtract"}  # NumPy would take them
_REFUSED = {"add": BOOL, "pow": "u"}  # whatever plain value stands beside


def _same_dtype(op, *values):
    """Any number of `values` as Tensors of one dtype; raises as `_pair` does."""
    first = _first_tensor(values)
    if first is None:
        first = convert_to_tensor(values[0])
        values = (first, *values[1:])
    tensors = [_follow(value, first.dtype) for value in values]
    for tensor in tensors[1:]:
        _pair(op, tensors[0], tensor)
    return tensors


# ------------------------------------------------------------------------ elementwise ops


def _unary(op, doc):
    def function(x, name=None):
        return apply(op, x if type(x) is Tensor else convert_to_tensor(x))

    function.__name__, function.__doc__ = op, doc
    return function


def _binary(op, doc):
    def function(x, y, name=None):
        if type(x) is Tensor is type(y):
            if x._array.dtype is y._array.dtype is not _BOOL:
                return apply(op, x, y)
        elif type(y) is float and type(x) is Tensor and x._array.dtype is not _BOOL:
            return apply(op, x, _number(y, x._array.dtype))
        elif type(x) is float and type(y) is Tensor:
            return apply(op, _number(x, y._array.dtype), y)
        elif type(y) is Tensor and hasattr(x, "_to_tensor"):  # a Variable, such as W * x
            return function(x._to_tensor(), y)
        elif type(x) is Tensor and hasattr(y, "_to_tensor"):
            return function(x, y._to_tensor())
        x, y = _pair(op, x, y)
        return apply(op, x, y)

    function.__name__, function.__doc__ = op, doc
    return function


def _logical(op, doc):
    def function(*values):
        tensors = [convert_to_tensor(value, dtype_hint=dtypes.bool) for value in values]
        for value, tensor in zip(values, tensors, strict=True):
            if not tensor.dtype.is_bool and not hasattr(value, "_array"):
                raise TypeError(f"{op} is for bools, got {value!r}")
        return apply(op, *tensors)

    function.__name__, function.__doc__ = op, doc
    return function


add = _binary("add", "x + y, elementwise, with broadcasting.")
subtract = _binary("subtract", "x - y, elementwise, with broadcasting.")
multiply = _binary("multiply", "x * y, elementwise, with broadcasting.")
squared_difference = _binary("squared_difference", "(x - y)**2, elementwise.")
floordiv = _binary("floordiv", "The largest integer at most x / y, elementwise.")
mod = _binary("mod", "The remainder x - y * floordiv(x, y), with the sign of y.")
pow = _binary("pow", "x to the power y, elementwise.")
maximum = _binary("maximum", "The larger of x and y, elementwise.")
minimum = _binary("minimum", "The smaller of x and y, elementwise.")

negative = _unary("negative", "-x.")
abs = _unary("abs", "The absolute value of x.")
sign = _unary("sign", "-1, 0 or 1: the sign of x.")
square = _unary("square", "x * x.")
sqrt = _unary("sqrt", "The square root; nan below 0.")
rsqrt = _unary("rsqrt", "1 / sqrt(x).")
reciprocal = _unary("reciprocal", "1 / x, of floats.")
exp = _unary("exp", "e to the power x.")
expm1 = _unary("expm1", "exp(x) - 1, precise near 0.")
log = _unary("log", "The natural logarithm; -inf at 0, nan below.")
log1p = _unary("log1p", "log(1 + x), precise near 0.")
sin = _unary("sin", "The sine of x, in radians.")
cos = _unary("cos", "The cosine of x, in radians.")
tanh = _unary("tanh", "The hyperbolic tangent, between -1 and 1.")
sigmoid = _unary("sigmoid", "1 / (1 + exp(-x)), between 0 and 1.")
softplus = _unary("softplus", "log(1 + exp(x)).")
relu = _unary("relu", "x where it is positive, else 0.")
floor = _unary("floor", "The largest integer at most x, as a float.")
ceil = _unary("ceil", "The smallest integer at least x, as a float.")
round = _unary("round", "The nearest integer, halves to the even one.")
is_nan = _unary("is_nan", "Whether x is nan.")

equal = _binary("equal", "Whether x == y, elementwise.")
not_equal = _binary("not_equal", "Whether x != y, elementwise.")
less = _binary("less", "Whether x < y, elementwise.")
less_equal = _binary("less_equal", "Whether x <= y, elementwise.")
greater = _binary("greater", "Whether x > y, elementwise.")
greater_equal = _binary("greater_equal", "Whether x >= y, elementwise.")
logical_and = _logical("logical_and", "Whether both of x and y are true.")
logical_or = _logical("logical_or", "Whether x or y is true.")
logical_xor = _logical("logical_xor", "Whether just one of x and y is true.")
logical_not = _logical("logical_not", "Whether x is false.")

identity = _unary("identity", "A Tensor of the same value.")
stop_gradient = _unary("stop_gradient", "The value of x, as a constant to every tape.")


def divide(x, y, name=None):
    """x / y, elementwise; integers are divided as float64 (8- and 16-bit ones as float32).

    Raises TypeError if x and y differ in dtype.
    """
    return apply("divide", *_floats(x, y))


def divide_no_nan(x, y, name=None):
    """x / y, and 0 where y is 0; otherwise as `divide`, and raises as it does."""
    return apply("divide_no_nan", *_floats(x, y))


def _floats(x, y):
    """x and y as floats of one dtype, fit to be divided."""
    if not (type(x) is type(y) is Tensor):
        first = _first_tensor((x, y))
        first = convert_to_tensor(x) if first is None else first
        dtype = first._array.dtype
        x, y = _follow(x, dtype), _follow(y, dtype)
    if x._array.dtype is not y._array.dtype:
        raise TypeError(f"x and y must have the same dtype, got {x.dtype.name} and {y.dtype.name}")
    if x.dtype.kind in INTEGER:
        wide = dtypes.float64 if x.dtype.itemsize > 2 else dtypes.float32
        x, y = cast(x, wide), cast(y, wide)
    elif x.dtype.kind == BOOL:
        raise TypeError("bools cannot be divided: use tf.cast")
    return x, y


def leaky_relu(x, alpha=0.2):
    """x where it is positive, else alpha * x."""
    x = convert_to_tensor(x)
    return apply("leaky_relu", cast(x, dtypes.float32) if x.dtype.is_integer else x, alpha=alpha)


def where(condition, x=None, y=None):
    """x where `condition` (bools) is true, else y; all three broadcast together.

    Without x and y: the indices of what holds (or is not 0), an int64 Tensor of shape
    [how many, axes].  Raises ValueError with just one of them.
    """
    if x is None and y is None:
        return wrap(np.argwhere(convert_to_tensor(condition)._array))
    if x is None or y is None:
        raise ValueError("where takes both x and y, or neither")
    condition = convert_to_tensor(condition, dtypes.bool)
    return apply("where", condition, *_pair("where", x, y))


def cast(x, dtype):
    """x in another dtype; a float loses its fraction when it becomes an integer."""
    x, dtype = convert_to_tensor(x), dtypes.numpy_dtype(dtype)
    if x._array.dtype is dtype:
        return x
    return apply("cast" if dtype.kind == FLOAT else "discretize", x, dtype=dtype)


# -------------------------------------------------------------------------- along axes


def _axes(axis, ndim):
    """`axis` (None, an int, or several) as None for all axes, or a tuple of ints from 0 up."""
    if axis is None:
        return None
    given = np.asarray(axis)
    if given.size and given.dtype.kind not in "iub":
        error = TypeError if isinstance(axis, (float, np.floating)) else InvalidArgumentError
        raise error(f"an axis is an int, got {axis!r}")
    axes = tuple(int(i) for i in given.reshape(-1))
    for i in axes:
        if not -ndim <= i < ndim:
            raise InvalidArgumentError(f"axis {i} is out of range for a value with {ndim} axes")
    axes = tuple(i % ndim for i in axes)
    if len(set(axes)) < len(axes):
        raise InvalidArgumentError(f"the axes {axis} name one axis twice")
    return axes


def _one_axis(axis, ndim):
    """`axis`, a single one, as an int from 0 up."""
    if np.ndim(axis):
        raise InvalidArgumentError(f"needs one axis, got {axis}")
    return _axes(axis, ndim)[0]


def _reduction(op, doc, kinds=NUMBER, dtype=None):
    def function(input_tensor, axis=None, keepdims=False, name=None):
        x = input_tensor
        if type(x) is not Tensor:
            x = convert_to_tensor(x, dtype_hint=dtype)
        if x._array.dtype.kind not in kinds:
            raise InvalidArgumentError(f"{op} is not defined for {x.dtype.name}: use tf.cast")
        if axis is None and not keepdims:
            return apply(op, x)
        return apply(op, x, axis=_axes(axis, x._array.ndim), keepdims=bool(keepdims))

    function.__name__ = op
    function.__doc__ = f"""{doc} over `axis` (an int or several; None for all axes).

    `keepdims` keeps the reduced axes, with length 1.  The dtype stays the same."""
    return function


reduce_sum = _reduction("reduce_sum", "The sum")
reduce_mean = _reduction("reduce_mean", "The mean (of integers: without its fraction)")
reduce_max = _reduction("reduce_max", "The largest element")
reduce_min = _reduction("reduce_min", "The smallest element")
reduce_all = _reduction("reduce_all", "Whether all are true", BOOL, dtypes.bool)
reduce_any = _reduction("reduce_any", "Whether any is true", BOOL, dtypes.bool)


def _position(op, doc):
    def function(x, axis=None, output_type=dtypes.int64):
        x = convert_to_tensor(x)
        if not x.ndim:
            raise InvalidArgumentError(f"{op} of a scalar")
        (axis,) = _axes(axis or 0, x.ndim)
        return apply(op, x, axis=axis, dtype=dtypes.numpy_dtype(output_type))

    function.__name__, function.__doc__ = op, doc
    return function


argmax = _position("argmax", "Where the largest element along `axis` is; in a tie, the first.")
argmin = _position("argmin", "Where the smallest element along `axis` is; in a tie, the first.")


def cumsum(x, axis=0, exclusive=False, reverse=False, name=None):
    """Running sums along `axis`, from its end if `reverse`, each without its own if `exclusive`."""
    x = convert_to_tensor(x)
    axis = _one_axis(axis, x.ndim)
    return apply("cumsum", x, axis=axis, exclusive=exclusive, reverse=reverse)


def cumprod(x, axis=0, exclusive=False, reverse=False, name=None):
    """Running products along `axis`; otherwise as `cumsum`."""
    x = convert_to_tensor(x)
    axis = _one_axis(axis, x.ndim)
    return apply("cumprod", x, axis=axis, exclusive=exclusive, reverse=reverse)


def softmax(logits, axis=None):
    """exp(logits), scaled to add up to 1 along `axis` (None: the last), without overflow."""
    x = convert_to_tensor(logits)
    axis = _one_axis(-1 if axis is None else axis, x.ndim)
    return apply("softmax", x, axis=axis)


def log_softmax(logits, axis=None):
    """log(softmax(logits)), precise where the softmax is tiny."""
    x = convert_to_tensor(logits)
    axis = _one_axis(-1 if axis is None else axis, x.ndim)
    return apply("log_softmax", x, axis=axis)


def matmul(a, b, transpose_a=False, transpose_b=False):
    """The matrix product of the last two axes; any axes before those broadcast as batches.

    Args:
        a, b: of shapes [..., n, m] and [..., m, k], after the flags have transposed them.

    Raises:
        InvalidArgumentError: fewer than two axes, or the inner lengths differ.
    """
    if type(a) is not Tensor or type(b) is not Tensor or a._array.dtype is not b._array.dtype:
        a, b = _pair("matmul", a, b)
    if transpose_a or transpose_b:
        return apply("matmul", a, b, transpose_a=transpose_a, transpose_b=transpose_b)
    return apply("matmul", a, b)


# --------------------------------------------------------------------- shapes and places


def _ints(values):
    """A shape or the like (an int, a list, an array or a Tensor) as a tuple of ints."""
    if isinstance(values, (list, tuple)):
        return tuple(operator.index(n) for n in values)
    array = np.asarray(values)
    if array.dtype.kind not in INTEGER:
        raise TypeError(f"lengths must be integers, got {values!r}")
    return tuple(array.ravel().tolist())


def reshape(x, shape):
    """The same elements in the same order, in another shape; one length may be -1 (inferred)."""
    x = convert_to_tensor(x)
    return apply("reshape", x, shape=_inferred(_ints(shape), x._array))


def _inferred(shape, array):
    """`shape`, with a -1 replaced by the length that makes room for the elements of `array`."""
    if not shape or min(shape) >= 0:
        return shape
    if min(shape) < -1 or shape.count(-1) > 1:
        raise InvalidArgumentError(f"only one length may be -1, and none below: {shape}")
    known = math.prod(n for n in shape if n > 0)
    # Beside a length of 0 any length would do for the -1; TensorFlow leaves the zeros out of both.
    size = math.prod(n for n in array.shape if n) if 0 in shape else array.size
    return tuple(size // known if n == -1 else n for n in shape)


def broadcast_to(x, shape):
    """x repeated along new axes and axes of length 1, to fill `shape`."""
    return apply("broadcast_to", convert_to_tensor(x), shape=_ints(shape))


def transpose(x, perm=None):
    """x with its axes in the order `perm` (by default, reversed)."""
    x = convert_to_tensor(x)
    perm = tuple(reversed(range(x.ndim))) if perm is None else _ints(perm)
    return apply("transpose", x, axes=perm)


def concat(values, axis):
    """The Tensors in `values` joined end to end along `axis`, which they all have."""
    values = list(values) if isinstance(values, (list, tuple)) else [values]
    if not values:
        raise InvalidArgumentError("concat of an empty list")
    tensors, axis = _same_dtype("concat", *values), operator.index(axis)
    return apply("concat", *tensors, axis=axis) if len(tensors) > 1 else identity(tensors[0])


def stack(values, axis=0):
    """The Tensors in `values`, all of one shape, side by side along a new axis `axis`."""
    values = list(values)
    if not values:
        return constant([])
    if _first_tensor(values) is None:
        values = convert_to_tensor(values)
    tensors = _same_dtype("stack", *values)
    if not -tensors[0].ndim - 1 <= axis <= tensors[0].ndim:
        raise ValueError(f"cannot stack values of shape {tensors[0].shape} along axis {axis}")
    return apply("stack", *tensors, axis=operator.index(axis))


newaxis = None  # in an index: a new axis of length 1


def getitem(x, key):
    """x[key]: integers, slices, `...` and None as in NumPy, or bools as a mask.

    A mask is a Tensor or an array.  A list counts as a tuple, as in TensorFlow: x[[0, 1]] is
    x[0, 1].

    Raises:
        InvalidArgumentError: an index is out of range, or there are too many.
        TypeError: any other kind of index (look rows up by a list with `tf.gather`).
    """
    x = convert_to_tensor(x)
    if _is_mask(key):
        return boolean_mask(x, key)
    items = key if isinstance(key, (tuple, list)) else (key,)
    return apply("getitem", x, key=tuple(_index(item) for item in items))


def _is_mask(key):
    return isinstance(key, (bool, np.ndarray, Tensor)) and np.asarray(key).dtype.kind == BOOL


def _index(item):
    if isinstance(item, slice):
        return slice(*map(_bound, (item.start, item.stop, item.step)))
    return item if item is Ellipsis else _bound(item)


def _bound(item):
    if item is None or type(item) is int:
        return item
    numbers = (int, np.integer, np.ndarray, Tensor)
    one = isinstance(item, numbers) and not np.ndim(item)
    if (one or hasattr(item, "_to_tensor")) and np.asarray(item).dtype.kind in INTEGER + BOOL:
        return operator.index(item)
    raise TypeError(
        "only integers, slices, `...`, None and scalar integer Tensors are valid indices, "
        f"got {item!r}; tf.gather looks rows up by a list"
    )


def boolean_mask(tensor, mask, axis=None):
    """The rows of `tensor` (its elements, for a mask of its shape) where `mask` holds.

    Args:
        mask: bools (or numbers: what is not 0 holds), whose shape is that of one or more axes of
            `tensor` in a row.
        axis: the first of these axes; 0 by default.

    Raises ValueError where the mask is a scalar, or has another shape.
    """
    x, mask = convert_to_tensor(tensor), convert_to_tensor(mask)._array
    if not mask.ndim:
        raise ValueError("a mask must have at least one axis")
    (axis,) = _axes(axis or 0, x.ndim or 1)
    shape = x._array.shape
    before, masked, after = shape[:axis], shape[axis : axis + mask.ndim], shape[axis + mask.ndim :]
    if mask.shape != masked:
        raise ValueError(f"a mask of shape {mask.shape} for a value of shape {shape}")
    rows = reshape(x, (*before, math.prod(masked), *after))
    return gather(rows, wrap(np.flatnonzero(mask)), axis=axis)


def gather(params, indices, axis=0):
    """The slices of `params` at `indices` along `axis`.

    A Variable is looked up in place: its other rows are neither copied nor read, and its
    gradient is IndexedSlices, if `axis` is 0.

    Args:
        params: Tensor or Variable of shape [..., n, ...], where n is the length of `axis`.
        indices: integers of any shape, each in [0, n).

    Returns:
        A Tensor of the shape of `params` with axis `axis` replaced by `indices`' shape.

    Raises:
        InvalidArgumentError: an index is negative or too large, or not an integer.
    """
    if not hasattr(params, "_array"):
        params = convert_to_tensor(params)
    return apply("gather", params, convert_to_tensor(indices), axis=operator.index(axis))


def unsorted_segment_sum(data, segment_ids, num_segments):
    """Sums of rows: result[j] adds up every data[i] with segment_ids[i] == j.

    An id out of range, negative or too large, is an error.
    """
    data, ids = convert_to_tensor(data), convert_to_tensor(segment_ids)
    return apply("unsorted_segment_sum", data, ids, count=operator.index(num_segments))


def place(x, shape, key):
    """Zeros of `shape`, with x at `key`: the reverse of `getitem` with slices."""
    return apply("place", x, shape=shape, key=key)


# ------------------------------------------------------------------------- operators


def _equals(x, y):
    """x == y; False if they cannot be compared: y is None, or the shapes do not broadcast."""
    if y is None:
        return False
    x, y = _pair("equal", x, y)
    try:
        return apply("equal", x, y)
    except InvalidArgumentError:
        return constant(False)


def _differs(x, y):
    same = _equals(x, y)
    return True if same is False else logical_not(same)


def _logic(logical, bitwise):
    """`x & y` and the like: logic on bools, bits on integers."""

    def function(x, y):
        x, y = _pair(logical, x, y)
        return apply(logical if x.dtype.kind == BOOL else bitwise, x, y)

    return function


def _invert(x):
    x = convert_to_tensor(x)
    return apply("logical_not" if x.dtype.kind == BOOL else "invert", x)


def _reflected(function):
    return lambda x, y: function(y, x)


_ARITHMETIC = {
    "add": add,
    "sub": subtract,
    "mul": multiply,
    "truediv": divide,
    "floordiv": floordiv,
    "mod": mod,
    "pow": pow,
    "matmul": lambda x, y: matmul(x, y),
    "and": _logic("logical_and", "bitwise_and"),
    "or": _logic("logical_or", "bitwise_or"),
    "xor": _logic("logical_xor", "bitwise_xor"),
}

OPERATORS = {
    **{f"__{name}__": function for name, function in _ARITHMETIC.items()},
    **{f"__r{name}__": _reflected(function) for name, function in _ARITHMETIC.items()},
    "__neg__": negative,
    "__abs__": abs,
    "__invert__": _invert,
    "__lt__": less,
    "__le__": less_equal,
    "__gt__": greater,
    "__ge__": greater_equal,
    "__eq__": _equals,
    "__ne__": _differs,
    "__getitem__": getitem,
}


def attach_operators(cls):
    """Give `cls` the operators of a Tensor that it lacks: `x + y`, `y - x`, `-x`, `x[0]`, ..."""
    for name, function in OPERATORS.items():
        if name not in vars(cls):
            setattr(cls, name, function)
    return cls


attach_operators(Tensor)
