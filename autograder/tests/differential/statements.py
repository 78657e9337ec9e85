"""The statements of a program: each function draws one kind and writes it, or returns False.

A statement that finds no fitting operands among the values at hand makes some.
"""

import math

from .builder import SHAPES
from .knowledge import Value, interval
from .places import PLACES
from .rules import BINARY, COMPARISONS, UNARY

# ------------------------------------------------------------------ what to pick


def is_float(value):
    return value.is_float and value.kind != "array"


def is_tensorlike(value):
    return value.kind != "array"


def is_filled(value):
    return value.size > 0


def a_float(builder, also=lambda value: True):
    """A float value, from the program when there is one, else a new leaf."""
    return (builder.pick(lambda value: is_float(value) and also(value))
            or builder.leaf(kind="variable"))


def partner(builder, value):
    """Something to combine with `value` by broadcasting: known, new, or an ndarray."""
    def fits(other):
        return (is_tensorlike(other) and other.dtype == value.dtype
                and broadcast(value.shape, other.shape) is not None)

    if not builder.chance(3):
        return builder.pick(fits)  # value itself fits, so there is one
    shapes = [s for s in SHAPES if broadcast(value.shape, s) is not None]
    return builder.leaf(builder.one_of(shapes), value.dtype,
                        builder.one_of(["tensor", "variable", "array"]))


def broadcast(a, b):
    """The broadcast shape, or None."""
    result = []
    for i in range(1, max(len(a), len(b)) + 1):
        m, n = (a[-i] if i <= len(a) else 1), (b[-i] if i <= len(b) else 1)
        if m != n and 1 not in (m, n):
            return None
        result.append(n if m == 1 else m)
    return tuple(reversed(result))


# ------------------------------------------------------------------ elementwise


def unary(builder):
    rule = builder.one_of(UNARY)
    x = a_float(builder, lambda v: rule.tame(v.low, v.high) and (v.exact or not rule.needs_grid))
    if not rule.tame(x.low, x.high):
        x = builder.leaf(palette="positive")
    if not rule.tame(x.low, x.high):
        return False
    if "stop_gradient" in rule.text:
        builder.peeked.add(x.name)
    return builder.add(rule.text.format(x.name), x.shape, x.dtype, *rule.range(x.low, x.high),
                       grid=rule.grid(x.grid) if x.exact else None,
                       gain=x.gain * rule.slope(x.low, x.high))


def binary(builder):
    rule = builder.one_of(BINARY)
    a = a_float(builder, lambda v: v.exact or not rule.needs_grid)
    b = partner(builder, a)
    if builder.chance(4):
        a, b = b, a
    if not rule.tame(a, b):
        b = builder.leaf(b.shape, b.dtype, palette="positive")
    exact = a.exact and b.exact
    if not rule.tame(a, b) or (rule.needs_grid and not exact):
        return False
    return builder.add(rule.text.format(a.name, b.name), broadcast(a.shape, b.shape), a.dtype,
                       *rule.range(a, b), grid=rule.grid(a.grid, b.grid) if exact else None,
                       gain=(a.gain + b.gain) * rule.slope(a, b))


def add_n(builder):
    x = a_float(builder)
    terms = [x, builder.pick(lambda v: is_float(v) and (v.shape, v.dtype) == (x.shape, x.dtype)), x]
    text = f"tf.add_n([{', '.join(t.name for t in terms)}])"
    # The gradient of a reshape is dense; see test_deviations.py.
    return builder.add(f"tf.reshape({text}, {list(x.shape)})", x.shape, x.dtype,
                       sum(t.low for t in terms), sum(t.high for t in terms),
                       grid=max(t.grid for t in terms) if all(t.exact for t in terms) else None,
                       gain=sum(t.gain for t in terms))


def clip(builder):
    x = a_float(builder, lambda v: v.exact)
    if not x.exact:
        return False
    low, high = (builder.leaf(builder.one_of([(), x.shape]), x.dtype, palette=palette)
                 for palette in ("negative", "positive"))  # low <= high, as it should be
    ends = [end for v in (x, low, high) for end in (v.low, v.high)]
    return builder.add(f"tf.clip_by_value({x.name}, {low.name}, {high.name})", x.shape, x.dtype,
                       min(ends), max(ends), grid=max(x.grid, 1), gain=x.gain + 2)


def where(builder):
    a = a_float(builder)
    b = partner(builder, a)
    shape = broadcast(a.shape, b.shape)
    condition = (builder.pick(lambda v: v.dtype == "bool"
                              and broadcast(v.shape, shape) is not None)
                 or compare(builder, a.shape))
    shape = broadcast(condition.shape, shape)
    if shape is None:
        return False
    return builder.add(f"tf.where({condition.name}, {a.name}, {b.name})", shape, a.dtype,
                       min(a.low, b.low), max(a.high, b.high),
                       grid=max(a.grid, b.grid) if a.exact and b.exact else None,
                       gain=a.gain + b.gain)


def compare(builder, shape=None):
    """A boolean value, from numbers on a grid."""
    x = builder.pick(lambda v: is_tensorlike(v) and v.exact and v.dtype != "bool"
                     and (shape is None or v.shape == shape))
    x = x or builder.leaf(shape)
    y = builder.one_of(["0", "1", None])
    if y is None:
        other = partner(builder, x)
        if not other.exact:
            other = x
        y, out = other.name, broadcast(x.shape, other.shape)
    else:
        out = x.shape
    text = builder.one_of(COMPARISONS).format(x.name, y)
    return builder.bind(text, Value("?", out, "bool", 0, 1, grid=0, gain=0.0))


def logic(builder):
    a = builder.pick(lambda v: v.dtype == "bool") or compare(builder)
    b = builder.pick(lambda v: v.dtype == "bool"
                     and broadcast(a.shape, v.shape) is not None)
    text = builder.one_of(["tf.logical_and({}, {})", "tf.logical_or({}, {})",
                           "tf.logical_not({})", "tf.math.logical_xor({}, {})",
                           "{} & {}", "{} | {}", "{} ^ {}", "~{}"])
    shape = broadcast(a.shape, b.shape) if text.count("{}") == 2 else a.shape
    return builder.add(text.format(a.name, b.name), shape, "bool", 0, 1, grid=0, gain=0.0)


def own_gradient(builder):
    """A function with a gradient of its own."""
    x = a_float(builder)
    f = "tf.custom_gradient(lambda a, b: (a + b, lambda g: (3.0 * g, g)))"
    return builder.add(f"{f}({x.name}, {x.name})", x.shape, x.dtype, 2 * x.low, 2 * x.high, x.grid,
                       4 * x.gain)


def products_along(builder):
    """Running products, where no factor is near 0 or large."""
    def fits(v):
        return is_float(v) and v.rank and v.low >= 0.25 and v.high <= 3
    x = builder.pick(fits) or builder.leaf(builder.one_of([(2,), (3,), (3, 2)]), palette="positive")
    if not fits(x):
        return False
    axis = builder.one_of(range(-x.rank, x.rank))
    bound = max(1.0, x.high) ** x.shape[axis]
    flags = builder.one_of(["", ", exclusive=True", ", reverse=True",
                            ", exclusive=True, reverse=True"])
    return builder.add(f"tf.math.cumprod({x.name}, axis={axis}{flags})", x.shape, x.dtype,
                       0.0, bound, gain=x.gain * x.shape[axis] ** 2 * bound * 4)


def einsum(builder):
    """Sums of products of two values with two axes."""
    x = builder.pick(lambda v: is_float(v) and v.rank == 2 and v.size) or builder.leaf((3, 2))
    y = builder.pick(lambda v: is_float(v) and v.dtype == x.dtype and v.shape == x.shape) or x
    equation = builder.one_of(["ij,ij->i", "ij,kj->ik", "ij,kj->", "ij,ij->ji"])
    kept, (rows, columns) = equation.partition("->")[2], x.shape
    shape = tuple({"i": rows, "j": columns, "k": rows}[c] for c in kept)
    count = {"i": columns, "ik": columns, "": rows * rows * columns, "ji": 1}[kept]
    bound = count * x.bound * y.bound
    return builder.add(f"tf.einsum('{equation}', {x.name}, {y.name})", shape, x.dtype,
                       -bound, bound, x.grid + y.grid if x.exact and y.exact else None,
                       gain=count * (x.gain * y.bound + y.gain * x.bound))


def is_nan(builder):
    x = a_float(builder)
    name = builder.one_of(["is_nan", "is_inf", "is_finite"])
    return builder.add(f"tf.math.{name}({x.name})", x.shape, "bool", 0, 1, grid=0, gain=0.0)


def cast(builder):
    x = builder.pick(is_tensorlike) or builder.leaf()
    options = ["float64"] if x.is_float else []
    if builder.dtype == "float32" or not x.is_float:
        options.append(builder.dtype)
    if x.exact:
        options += ["int32", "int64", "bool"]
    if x.is_variable:  # TensorFlow gives the Variable itself, alive, for its own dtype
        options = [dtype for dtype in options if dtype != x.dtype]
    if not options:
        return False
    dtype = builder.one_of(options)
    low, high, grid, gain = x.low, x.high, x.grid, x.gain
    if dtype == "bool":
        low, high, grid, gain = 0, 1, 0, 0.0
    elif dtype.startswith("int"):
        low, high, grid, gain = math.trunc(low), math.trunc(high), 0, 0.0
    return builder.add(f"tf.cast({x.name}, tf.{dtype})", x.shape, dtype, low, high, grid, gain)


INTEGER = ["{} + {}", "{} - {}", "{} * {}", "{} // {}", "{} % {}", "tf.maximum({}, {})",
           "tf.minimum({}, {})", "{} & {}", "{} | {}", "{} ^ {}", "~({} + {})"]


def integers(builder):
    """Arithmetic of integers: no gradient, but dtypes and values."""
    dtype = builder.one_of(["int32", "int64"])
    a = builder.pick(lambda v: v.dtype == dtype) or builder.leaf(dtype=dtype)
    text = builder.one_of(INTEGER)
    if "//" in text or "%" in text:
        b = builder.leaf((), dtype, "tensor", palette="natural")
        low, high = (-a.bound - 1, a.bound + 1) if "//" in text else (0, b.high)
    else:
        b = partner(builder, a)
        reach = a.bound * b.bound if "*" in text else 2 * (a.bound + b.bound) + 1
        low, high = -reach, reach
    return builder.add(text.format(a.name, b.name), broadcast(a.shape, b.shape), dtype,
                       low, high, grid=0, gain=0.0)


# ------------------------------------------------------------------ reductions


def axes_of(builder, rank):
    """(the text of an axis argument, the axes it names)."""
    everything = tuple(range(rank))
    choice = builder.one_of(["none", "one", "negative", "several"])
    if choice == "none" or rank == 0:
        return "", everything
    axis = builder.one_of(everything)
    if choice == "one":
        return f", axis={axis}", (axis,)
    if choice == "negative":
        return f", axis={axis - rank}", (axis,)
    axes = sorted({axis, builder.one_of(everything)}, reverse=True)
    return f", axis={builder.one_of([list(axes), tuple(axes)])}", tuple(axes)


def reduced(shape, axes, keep):
    return tuple(1 if i in axes else n for i, n in enumerate(shape) if keep or i not in axes)


REDUCTIONS = ["reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod",
              "reduce_logsumexp"]


def reduce(builder):
    name = builder.one_of(REDUCTIONS)
    x = a_float(builder, is_filled)
    if x.size == 0:
        return False
    if name in ("reduce_max", "reduce_min") and not x.exact:
        x = builder.leaf()
    if x.size == 0 and name != "reduce_sum":
        return False
    argument, axes = axes_of(builder, x.rank)
    keep = builder.chance(2)
    count = math.prod(x.shape[axis] for axis in axes)
    if name == "reduce_prod" and (count == 1 or x.low <= 0 <= x.high):
        return False  # TensorFlow's second derivative is wrong at 0; test_corners.py has the first
    low, high, grid, gain = x.low, x.high, x.grid, x.gain
    if name == "reduce_sum":
        low, high, gain = low * count, high * count, gain * count
    elif name == "reduce_mean":
        grid = None if grid is None or count & (count - 1) else grid + count.bit_length() - 1
    elif name == "reduce_prod":
        reach = max(1.0, x.bound) ** count
        low, high, gain = -reach, reach, gain * reach * count
        grid = None
    elif name == "reduce_logsumexp":
        low, high, grid = low, high + math.log(max(count, 1)), None
    text = f"tf.{name}({x.name}{argument}{', keepdims=True' if keep else ''})"
    return builder.add(text, reduced(x.shape, axes, keep), x.dtype, low, high, grid, gain)


def reduce_booleans(builder):
    x = builder.pick(lambda v: v.dtype == "bool") or compare(builder)
    argument, axes = axes_of(builder, x.rank)
    name = builder.one_of(["reduce_any", "reduce_all"])
    return builder.add(f"tf.{name}({x.name}{argument})", reduced(x.shape, axes, False), "bool",
                       0, 1, grid=0, gain=0.0)


def reduce_integers(builder):
    x = builder.pick(lambda v: v.is_int and v.size) or builder.leaf((2, 3), "int32")
    argument, axes = axes_of(builder, x.rank)
    name = builder.one_of(["reduce_sum", "reduce_max", "reduce_min", "reduce_mean"])
    count = max(1, x.size)
    return builder.add(f"tf.{name}({x.name}{argument})", reduced(x.shape, axes, False), x.dtype,
                       x.low * count, x.high * count, grid=0, gain=0.0)


def arg_extreme(builder):
    x = builder.pick(lambda v: is_float(v) and v.exact and v.rank and v.size) or \
        builder.leaf((2, 3))
    name = builder.one_of(["argmax", "argmin"])
    axis = builder.one_of([None, *range(-x.rank, x.rank)])
    shape = reduced(x.shape, ((axis or 0) % x.rank,), False)
    argument = "" if axis is None else f", axis={axis}"
    return builder.add(f"tf.{name}({x.name}{argument})", shape, "int64", 0, 3, grid=0, gain=0.0)


def soft(builder):
    def fits(v):
        return 1 <= v.rank <= 5 and v.size and v.bound <= 16  # TensorFlow stops at 5 axes

    x = a_float(builder, fits)
    if not fits(x):
        x = builder.leaf((2, 3))
    name = builder.one_of(["softmax", "log_softmax"])
    axis = builder.one_of(["", *(f", axis={i}" for i in range(-x.rank, x.rank))])
    low, high = (0, 1) if name == "softmax" else (x.low - x.high - math.log(3) - 1, 0)
    return builder.add(f"tf.nn.{name}({x.name}{axis})", x.shape, x.dtype, low, high,
                       gain=2 * x.gain)


def cumsum(builder):
    x = a_float(builder, lambda v: v.rank > 0)
    if not x.rank:
        x = builder.leaf((2, 3))
    axis = builder.one_of(range(-x.rank, x.rank))
    count = max(1, x.shape[axis])
    options = builder.one_of(["", ", exclusive=True", ", reverse=True",
                              ", exclusive=True, reverse=True"])
    return builder.add(f"tf.cumsum({x.name}, axis={axis}{options})", x.shape, x.dtype,
                       min(0, x.low * count), max(0, x.high * count),
                       grid=x.grid, gain=x.gain * count)


def spread(builder):
    """Means of squares and their roots: variances and lengths."""
    x = builder.pick(lambda v: is_float(v) and v.size and v.low >= 0.25 and v.high <= 4)
    x = x or builder.leaf(builder.one_of([(3,), (2, 3), (2, 1, 3)]), palette="positive")
    name = builder.one_of(["tf.math.reduce_variance", "tf.norm", "tf.math.l2_normalize"])
    gain = x.gain * x.size * 2 * max(1, x.bound)
    if name == "tf.math.reduce_variance":
        argument, axes = axes_of(builder, x.rank)
        return builder.add(f"{name}({x.name}{argument})", reduced(x.shape, axes, False), x.dtype,
                           0.0, x.high**2, gain=gain)
    axis = builder.one_of([None, *range(-x.rank, x.rank)])
    text = f"{name}({x.name}{'' if axis is None else f', axis={axis}'})"
    if name == "tf.math.l2_normalize":
        return builder.add(text, x.shape, x.dtype, 0.0, 1.0, gain=8 * x.gain)
    axes = range(x.rank) if axis is None else (axis % x.rank,)
    return builder.add(text, reduced(x.shape, axes, False), x.dtype, x.low, x.high * x.size,
                       gain=gain)


def cross_entropy(builder):
    """A loss of logits, with labels of each kind."""
    def fits(v):
        return v.rank == 2 and v.size and v.bound <= 8

    x = a_float(builder, fits)
    if not fits(x):
        x = builder.leaf((2, 3), kind="variable")
    rows, classes = x.shape
    worst = 2 * x.bound + math.log(classes) + 1
    kind = builder.one_of(["softmax", "sparse_softmax", "sigmoid"])
    ids = (builder.numbers((rows,), "whole").astype(int) % classes).tolist()
    labels, shape = f"{ids}", (rows,)
    if kind == "softmax":  # for labels that do not add up to 1, see test_deviations.py
        labels = f"tf.one_hot({ids}, {classes}, dtype=tf.{x.dtype})"
        if builder.chance(2):
            labels = f"0.5 * {labels} + {0.5 / classes}"
    elif kind == "sigmoid":
        labels, shape = builder.leaf(x.shape, x.dtype, "tensor", palette="positive").name, x.shape
    text = (f"tf.nn.{kind}_cross_entropy_with_logits("
            f"labels={labels}, logits={x.name})")
    reach = 2 * classes * worst
    return builder.add(text, shape, x.dtype, -reach, reach, gain=8 * x.gain)


def half_the_squares(builder):
    x = a_float(builder, is_filled)
    return builder.add(f"tf.nn.l2_loss({x.name})", (), x.dtype, 0, x.size * x.bound**2 / 2,
                       grid=2 * x.grid + 1 if x.exact else None,
                       gain=x.gain * x.size * max(1, x.bound))


# ------------------------------------------------------------------ matmul


def matmul(builder):
    a = a_float(builder, lambda v: v.rank >= 2)
    if a.rank < 2:
        a = builder.leaf(builder.one_of([(2, 3), (3, 2), (2, 2), (2, 2, 3)]))
    text = builder.one_of(["flags", "@"])
    flip_a, flip_b = text == "flags" and builder.chance(2), text == "flags" and builder.chance(2)
    inner = a.shape[-2] if flip_a else a.shape[-1]
    rows = a.shape[-1] if flip_a else a.shape[-2]

    def fits(v):
        return (is_float(v) and v.dtype == a.dtype and v.rank >= 2
                and v.shape[-1 if flip_b else -2] == inner
                and broadcast(v.shape[:-2], a.shape[:-2]) is not None)

    b = builder.pick(fits) if builder.chance(2) else None
    if b is None:
        columns = builder.one_of([1, 2, 3])
        core = (columns, inner) if flip_b else (inner, columns)
        batch = builder.one_of([(), a.shape[:-2], (1,) * (a.rank - 2)])
        b = builder.leaf(batch + core, a.dtype)
    columns = b.shape[-2] if flip_b else b.shape[-1]
    shape = broadcast(a.shape[:-2], b.shape[:-2]) + (rows, columns)
    options = (", transpose_a=True" if flip_a else "") + (", transpose_b=True" if flip_b else "")
    call = f"{a.name} @ {b.name}" if text == "@" else f"tf.matmul({a.name}, {b.name}{options})"
    reach = inner * a.bound * b.bound
    return builder.add(call, shape, a.dtype, -reach, reach,
                       grid=a.grid + b.grid if a.exact and b.exact else None,
                       gain=inner * (a.gain + b.gain) * max(a.bound, b.bound))


# ------------------------------------------------------------------ shape


def keep(builder, x, text, shape):
    """A statement that moves entries about and changes none."""
    return builder.add(text, shape, x.dtype, x.low, x.high, x.grid, x.gain)


def reshape(builder):
    x = builder.pick(is_tensorlike) or builder.leaf()
    shapes = [(x.size,), (1, x.size), (x.size, 1), x.shape[::-1], (x.size, 1, 1)]
    shapes += [()] if x.size == 1 else []
    shapes += [(2, x.size // 2)] if x.size % 2 == 0 and x.size else []
    shape = builder.one_of(shapes)
    written = list(shape)
    if shape and x.size and builder.chance(2):
        written[builder.one_of(range(len(shape)))] = -1
    return keep(builder, x, f"tf.reshape({x.name}, {written})", shape)


def transpose(builder):
    x = builder.pick(is_tensorlike) or builder.leaf()
    axes = list(range(x.rank))[::-1]
    argument = ""
    if x.rank > 1 and builder.chance(2):
        by = builder.one_of(range(x.rank))
        axes = list(range(by, x.rank)) + list(range(by))
        argument = f", {builder.one_of(['', 'perm='])}{axes}"
    return keep(builder, x, f"tf.transpose({x.name}{argument})", [x.shape[i] for i in axes])


def expand_dims(builder):
    x = builder.pick(is_tensorlike) or builder.leaf()
    axis = builder.one_of(range(-x.rank - 1, x.rank + 1))
    shape = list(x.shape)
    shape.insert(axis if axis >= 0 else x.rank + 1 + axis, 1)
    return keep(builder, x, f"tf.expand_dims({x.name}, {axis})", shape)


def squeeze(builder):
    x = (builder.pick(lambda v: is_tensorlike(v) and 1 in v.shape)
         or builder.leaf(builder.one_of([(2, 1), (1, 3), (1, 1), (2, 1, 3)])))
    ones = [i for i, n in enumerate(x.shape) if n == 1]
    choice = builder.one_of(["all", "one", "list"])
    if choice == "all":
        return keep(builder, x, f"tf.squeeze({x.name})", [n for n in x.shape if n != 1])
    axis = builder.one_of([builder.one_of(ones), builder.one_of(ones) - x.rank])
    shape = [n for i, n in enumerate(x.shape) if i != axis % x.rank]
    return keep(builder, x, f"tf.squeeze({x.name}, axis={axis if choice == 'one' else [axis]})",
                shape)


def tile(builder):
    x = builder.pick(is_float) or builder.leaf()
    times = [builder.one_of([1, 2, 3]) for _ in x.shape]
    shape = [n * m for n, m in zip(x.shape, times, strict=True)]
    multiples = times or "tf.constant([], dtype=tf.int32)"
    return builder.add(f"tf.tile({x.name}, {multiples})", shape, x.dtype, x.low, x.high, x.grid,
                       x.gain * math.prod(times))


def broadcast_to(builder):
    x = builder.pick(is_float) or builder.leaf()
    shapes = [s for s in SHAPES if broadcast(x.shape, s) == s] + [x.shape]
    shape = builder.one_of(shapes)
    copies = math.prod(shape) // max(1, x.size)
    return builder.add(f"tf.broadcast_to({x.name}, {list(shape)})", shape, x.dtype,
                       x.low, x.high, x.grid, x.gain * max(1, copies))


def concat(builder):
    x = builder.pick(lambda v: is_tensorlike(v) and v.rank) or builder.leaf((2, 3))
    axis = builder.one_of(range(-x.rank, x.rank))

    def fits(v):
        return (is_tensorlike(v) and v.dtype == x.dtype and v.rank == x.rank
                and all(m == n or i == axis % x.rank
                        for i, (m, n) in enumerate(zip(v.shape, x.shape, strict=True))))

    parts = [x] + [builder.pick(fits) for _ in range(builder.one_of([0, 1, 2]))]
    shape = list(x.shape)
    shape[axis] = sum(p.shape[axis] for p in parts)
    text = f"tf.concat([{{}}], {builder.one_of(['', 'axis='])}{axis})"
    if axis % x.rank == 0:  # the gradient of a reshape is dense; see test_deviations.py
        text = f"tf.reshape({text}, {shape})"
    return joined(builder, text, parts, shape)


def stack(builder):
    x = builder.pick(is_tensorlike) or builder.leaf()
    parts = [x] + [builder.pick(lambda v: is_tensorlike(v) and v.dtype == x.dtype
                                and v.shape == x.shape)
                   for _ in range(builder.one_of([0, 1, 2]))]
    axis = builder.one_of([None, *range(-x.rank - 1, x.rank + 1)])
    shape = list(x.shape)
    at = 0 if axis is None else axis if axis >= 0 else x.rank + 1 + axis
    shape.insert(at, len(parts))
    return joined(builder, f"tf.stack([{{}}]{'' if axis is None else f', axis={axis}'})", parts,
                  shape)


def joined(builder, text, parts, shape):
    low, high = interval(*(end for p in parts for end in (p.low, p.high)))
    grid = max(p.grid for p in parts) if all(p.exact for p in parts) else None
    return builder.add(text.format(", ".join(p.name for p in parts)), shape, parts[0].dtype,
                       low, high, grid, sum(p.gain for p in parts))


def take_apart(builder):
    """unstack or split, and one of the pieces (a negative piece counts from the end)."""
    x = builder.pick(lambda v: is_float(v) and v.rank and v.size) or builder.leaf((2, 3))
    axis = builder.one_of(range(-x.rank, x.rank))
    count = x.shape[axis]
    piece = builder.one_of([0, -1])
    shape = list(x.shape)
    if builder.chance(2):
        shape[axis] = 1
        return keep(builder, x, f"tf.split({x.name}, {count}, axis={axis})[{piece}]", shape)
    del shape[axis]
    return keep(builder, x, f"tf.unstack({x.name}, axis={axis})[{piece}]", shape)


def index(builder):
    """x[...] with integers, slices, steps, an ellipsis and new axes."""
    x = builder.pick(lambda v: is_tensorlike(v) and v.rank) or builder.leaf((2, 3))
    written, shape = [], []
    for position in range(builder.one_of(range(1, x.rank + 1))):
        n = x.shape[position]
        options = [":", "::-1", "::2", "1:", ":-1", ":1", "-2:", "5:", "2:0:-1"]
        options += ["0", "-1", f"{n - 1}"] if n else []
        text = builder.one_of(options)
        written.append(text)
        if ":" in text:
            bounds = [int(part) if part else None for part in text.split(":")]
            shape.append(len(range(n)[slice(*bounds)]))
        if builder.chance(5):
            written.append(builder.one_of(["None", "tf.newaxis"]))
            shape.append(1)
    used = sum(1 for text in written if text not in ("None", "tf.newaxis"))
    shape += x.shape[used:]
    if builder.chance(4):
        written.append("...")
    return keep(builder, x, f"{x.name}[{', '.join(written)}]", shape)


def one_hot(builder):
    i = builder.pick(lambda v: v.is_int and v.kind != "array") or builder.leaf(dtype="int32")
    depth = builder.one_of([1, 2, 4])
    return builder.add(f"tf.one_hot({i.name}, {depth}, dtype=tf.{builder.dtype})",
                       (*i.shape, depth), builder.dtype, 0, 1, grid=0, gain=0.0)


# ------------------------------------------------------------------ gather


def gather(builder):
    only_variables = builder.chance(2)
    x = builder.pick(lambda v: is_float(v) and v.rank and v.size
                     and (v.is_variable or not only_variables)) or \
        builder.leaf((3, 2), kind="variable")
    axis = builder.one_of([None, None, None, *range(-x.rank, x.rank)])
    at = (axis or 0) % x.rank
    text, shape = indices(builder, x.shape[at])
    if axis is None and builder.chance(3):
        call = f"tf.nn.embedding_lookup({x.name}, {text})"
    else:
        call = f"tf.gather({x.name}, {text}{'' if axis is None else f', axis={axis}'})"
    copies = max(1, math.prod(shape))
    return builder.add(call, x.shape[:at] + shape + x.shape[at + 1:], x.dtype, x.low, x.high,
                       x.grid, x.gain * copies)


def mask(builder):
    """The rows of x where a mask holds, as an index or by name."""
    x = builder.pick(lambda v: is_float(v) and v.rank and v.size) or builder.leaf((3, 2))
    held = [builder.chance(2) for _ in range(x.shape[0])]
    text = builder.one_of(["{}[tf.constant({})]", "tf.boolean_mask({}, {})"])
    return keep(builder, x, text.format(x.name, held), (sum(held), *x.shape[1:]))


def segment_sum(builder):
    """Rows added up where their ids say."""
    x = builder.pick(lambda v: is_float(v) and v.rank and v.size) or builder.leaf((3, 2))
    count = builder.one_of([3, 1, 4])
    ids = (builder.numbers(x.shape[:1], "whole").astype(int) % count).tolist()
    rows = x.shape[0]
    return builder.add(f"tf.math.unsorted_segment_sum({x.name}, {ids}, {count})",
                       (count, *x.shape[1:]), x.dtype, min(0, x.low * rows), max(0, x.high * rows),
                       x.grid, x.gain * rows)


def indices(builder, count):
    """(text, shape) of an integer tensor of rows that exist, with repeats."""
    shape = builder.one_of([(), (1,), (2,), (3,), (2, 2), (0,)])
    rows = builder.numbers(shape, "whole").astype(int) % count
    literal = rows.tolist()
    if not rows.size:
        return f"tf.constant({literal}, dtype=tf.int32)", shape
    return builder.one_of([f"{literal}", f"tf.constant({literal}, dtype=tf.int64)"]), shape


# ------------------------------------------------------------------ variables


def read(builder):
    """A snapshot of a Variable."""
    v = builder.pick(lambda v: v.is_variable) or builder.leaf(kind="variable")
    text = builder.one_of(["{}.read_value()", "{}.value()", "tf.convert_to_tensor({})",
                           "tf.identity({})", "tf.constant({}.numpy())"])
    if ".numpy()" in text:
        builder.peeked.add(v.name)
    return keep(builder, v, text.format(v.name), v.shape)


def assign(builder):
    v = builder.pick(lambda v: v.is_variable) or builder.leaf(kind="variable")
    x = builder.pick(lambda x: (x.shape, x.dtype) == (v.shape, v.dtype))
    method = builder.one_of(["assign", "assign_add", "assign_sub"])
    low, high, grid, gain = x.low, x.high, x.grid, x.gain
    if method != "assign":
        if method == "assign_sub":
            low, high = -high, -low
        low, high, gain = low + v.low, high + v.high, gain + v.gain
        grid = max(v.grid, x.grid) if v.exact and x.exact else None
    if not builder.update(v, low, high, grid, gain):
        return False
    builder.write(f"{v.name}.{method}({x.name})")
    builder.peeked.add(v.name)
    return True


def scatter(builder):
    v = builder.pick(lambda v: v.is_variable and v.rank and v.shape[0]) or \
        builder.leaf((3, 2), kind="variable")
    shape = (builder.one_of([1, 2, 3]),)
    rows = (builder.numbers(shape, "whole").astype(int) % v.shape[0]).tolist()
    new = builder.leaf(shape + v.shape[1:], v.dtype, "tensor")
    method = builder.one_of(["scatter_add", "scatter_sub", "scatter_update"])
    reach = v.bound + shape[0] * new.bound
    if v.size and not builder.update(v, -reach, reach, v.grid if v.exact else None, v.gain):
        return False
    slices = f"tf.IndexedSlices({new.name}, tf.constant({rows}))"
    builder.write(f"{v.name}.{method}({slices})")
    builder.peeked.add(v.name)
    return True


def new_leaf(builder):
    builder.leaf()
    return True


# A statement is drawn from this list; one that stands in it twice is drawn twice as often.
STATEMENTS = [
    *[unary] * 12, *[binary] * 9, *[reduce] * 3, *[matmul] * 2, *[gather] * 2, *[index] * 2,
    *[assign] * 2, *[cast] * 2, where, reshape, transpose, concat, stack, expand_dims, squeeze,
    tile, broadcast_to, take_apart, soft, add_n, read, scatter, one_hot, arg_extreme, compare,
    logic, integers, reduce_integers, reduce_booleans, cumsum, is_nan, clip, new_leaf,
    spread, cross_entropy, half_the_squares, mask, segment_sum, own_gradient, products_along,
    einsum, *PLACES,
]


def statement(builder):
    """Draw and write one statement (or nothing, when the one drawn did not fit)."""
    return builder.one_of(STATEMENTS)(builder)
