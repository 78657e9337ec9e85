"""Statements that pick, place and order elements, or work on matrices: a function for each kind.

As in statements.py, each writes its kind, or returns False.
"""

from .knowledge import Value


def _a_float(builder, shapes, also=lambda value: True, palette=None):
    """A float value with elements for which `also` holds, or a new leaf of one of the shapes."""
    def fits(v):
        return v.is_float and v.kind != "array" and v.size and also(v)

    return builder.pick(fits) or builder.leaf(builder.one_of(shapes), palette=palette)


def _moved(builder, text, x, shape, copies=1):
    """Write a statement whose value holds elements of x, each up to `copies` times."""
    return builder.add(text, shape, x.dtype, x.low, x.high, x.grid, x.gain * copies)


def _with_zeros(builder, text, x, shape, terms=1):
    """Write a statement whose value holds zeros, and sums of up to `terms` elements of x."""
    return builder.add(text, shape, x.dtype, min(0, x.low * terms), max(0, x.high * terms), x.grid,
                       x.gain * terms)


def has_axes(v):
    return v.rank > 0


def is_matrix(v):
    return v.rank >= 2


VECTORS = [(3,), (2, 3), (2, 1, 3)]
MATRICES = [(2, 2), (2, 3), (3, 2), (2, 2, 3)]


# ------------------------------------------------------------------ picking


def slice_(builder):
    x = _a_float(builder, VECTORS, has_axes)
    begin = [builder.one_of(range(n)) for n in x.shape]
    shape = [builder.one_of(range(n - b + 1)) for b, n in zip(begin, x.shape, strict=True)]
    if builder.chance(3):
        size, shape[0] = [-1, *shape[1:]], x.shape[0] - begin[0]
    else:
        size = list(shape)
    return _moved(builder, f"tf.slice({x.name}, {begin}, {size})", x, shape)


def repeat(builder):
    x = _a_float(builder, VECTORS, has_axes)
    axis = builder.one_of([None, *range(x.rank)])
    count = x.size if axis is None else x.shape[axis]
    if builder.chance(2):
        times = builder.one_of([2, 1, 3])
        total, written = times * count, times
    else:
        written = [builder.one_of([1, 0, 2]) for _ in range(count)]
        total = sum(written)
    shape = [total] if axis is None else [*x.shape[:axis], total, *x.shape[axis + 1:]]
    argument = "" if axis is None else f", axis={axis}"
    return _moved(builder, f"tf.repeat({x.name}, {written}{argument})", x, shape, copies=3)


def roll(builder):
    x = _a_float(builder, VECTORS, has_axes)
    axes = builder.one_of([0, -1, [0, x.rank - 1]])
    shift = [builder.one_of([1, -1]), 2] if isinstance(axes, list) else builder.one_of([1, -2, 5])
    return _moved(builder, f"tf.roll({x.name}, {shift}, {axes})", x, x.shape)


def reverse(builder):
    x = _a_float(builder, VECTORS, has_axes)
    axes = builder.one_of([[0], [-1], list(range(x.rank))])
    return _moved(builder, f"tf.reverse({x.name}, {axes})", x, x.shape)


def sort(builder):
    """Elements in order; only on a grid, where ties are ties in both libraries."""
    x = _a_float(builder, VECTORS, lambda v: v.rank and v.exact)
    if builder.chance(2):
        k = builder.one_of(range(1, x.shape[-1] + 1))
        return _moved(builder, f"tf.math.top_k({x.name}, {k}).values", x, (*x.shape[:-1], k))
    axis = builder.one_of([-1, 0])
    direction = builder.one_of(["ASCENDING", "DESCENDING"])
    return _moved(builder, f"tf.sort({x.name}, axis={axis}, direction='{direction}')", x, x.shape)


def gather_nd(builder):
    """Elements or rows at places, now and then in batches."""
    x = _a_float(builder, [(3,), (2, 3), (2, 2, 3)], has_axes)
    batches = 1 if x.rank > 1 and builder.chance(3) else 0
    depth = builder.one_of(range(1, x.rank - batches + 1))
    count = builder.one_of([2, 1, 3])
    lead = (x.shape[0], count) if batches else (count,)
    places = _places(builder, lead, x.shape[batches:batches + depth])
    argument = ", batch_dims=1" if batches else ""
    return _moved(builder, f"tf.gather_nd({x.name}, {places}{argument})", x,
                  (*lead, *x.shape[batches + depth:]), copies=3)


def gather_in_batches(builder):
    x = _a_float(builder, [(2, 3), (2, 2, 3)], is_matrix)
    axis = builder.one_of(range(1, x.rank))
    rows = builder.numbers((x.shape[0], 2), "whole").astype(int) % x.shape[axis]
    return _moved(builder, f"tf.gather({x.name}, {rows.tolist()}, axis={axis}, batch_dims=1)", x,
                  (*x.shape[:axis], 2, *x.shape[axis + 1:]), copies=2)


def _places(builder, lead, lengths):
    """Nested lists of places in the axes of these lengths, of shape [*lead, len(lengths)]."""
    drawn = builder.numbers((*lead, len(lengths)), "whole").astype(int)
    return (drawn % list(lengths)).tolist()


# ------------------------------------------------------------------ placing


def pad(builder):
    x = _a_float(builder, VECTORS)
    mode = builder.one_of(["CONSTANT", "REFLECT", "SYMMETRIC"]) if x.rank else "CONSTANT"
    most = [2 if mode == "CONSTANT" else min(2, n - (mode == "REFLECT")) for n in x.shape]
    pairs = [[builder.one_of(range(m + 1)) for _ in range(2)] for m in most]
    shape = [n + sum(pair) for n, pair in zip(x.shape, pairs, strict=True)]
    if not x.rank:
        return False  # TensorFlow takes no empty list for the paddings
    if mode != "CONSTANT":
        return _moved(builder, f"tf.pad({x.name}, {pairs}, '{mode}')", x, shape, 4 ** x.rank)
    filling = builder.one_of(["", ", constant_values=0.5"])
    return builder.add(f"tf.pad({x.name}, {pairs}{filling})", shape, x.dtype, min(x.low, 0),
                       max(x.high, 0.5), None if x.grid is None else max(x.grid, 1), x.gain)


def scatter_nd(builder):
    """Elements or rows, put at places of zeros or of a value."""
    x = _a_float(builder, VECTORS, has_axes)
    count = x.shape[0]
    if builder.chance(2):
        places = _places(builder, (count,), (4,))
        return _with_zeros(builder, f"tf.scatter_nd({places}, {x.name}, {[4, *x.shape[1:]]})", x,
                           (4, *x.shape[1:]), terms=count)
    name = builder.one_of(["add", "sub", "update", "max", "min"])
    if name in ("max", "min") and not x.exact:
        return False
    places = _places(builder, (count,), (count,))
    if name == "update":  # if a place is given twice, TensorFlow keeps either
        places = [[i] for i in reversed(range(count))][:builder.one_of(range(1, count + 1))]
    updates = f"2.0 * {x.name}[:{len(places)}]"
    reach = x.bound * (1 + 2 * count)
    return builder.add(f"tf.tensor_scatter_nd_{name}({x.name}, {places}, {updates})", x.shape,
                       x.dtype, -reach, reach, x.grid, x.gain * (1 + 2 * count))


def meshgrid(builder):
    x = _a_float(builder, [(3,), (2,)], lambda v: v.rank == 1)
    y = _a_float(builder, [(2,), (3,)], lambda v: v.rank == 1 and v.dtype == x.dtype)
    if y.dtype != x.dtype:
        return False
    which, indexing = builder.one_of([0, 1]), builder.one_of(["xy", "ij"])
    shape = (y.size, x.size) if indexing == "xy" else (x.size, y.size)
    text = f"tf.meshgrid({x.name}, {y.name}, indexing='{indexing}')[{which}]"
    return _moved(builder, text, (x, y)[which], shape, copies=3)


def fill(builder):
    x = _a_float(builder, [()], lambda v: v.rank == 0)
    return _moved(builder, f"tf.fill([2, 3], {x.name})", x, (2, 3), copies=6)


def linspace(builder):
    x = _a_float(builder, [(), (2,)])
    count = builder.one_of([3, 1, 4])
    return builder.add(f"tf.linspace({x.name}, 2.0 * {x.name}, {count})", (count, *x.shape),
                       x.dtype, min(x.low, 2 * x.low), max(x.high, 2 * x.high),
                       gain=4 * count * x.gain)


# ------------------------------------------------------------------ matrices


def tensordot(builder):
    x = _a_float(builder, MATRICES, is_matrix)
    axes, kept = builder.one_of([(x.rank, ()), ([[0], [0]], x.shape[1:] * 2)])
    count = x.size if axes == x.rank else x.shape[0]
    reach = count * x.bound**2
    return builder.add(f"tf.tensordot({x.name}, {x.name}, {axes})", kept, x.dtype, -reach, reach,
                       None if x.grid is None else 2 * x.grid, 2 * count * x.gain * x.bound)


def matvec(builder):
    a = _a_float(builder, MATRICES, is_matrix)
    flip = builder.chance(2)
    count, rows = a.shape[-2:] if flip else a.shape[:-3:-1]
    b = builder.leaf((count,), a.dtype)
    argument = ", transpose_a=True" if flip else ""
    reach = count * a.bound * b.bound
    return builder.add(f"tf.linalg.matvec({a.name}, {b.name}{argument})", (*a.shape[:-2], rows),
                       a.dtype, -reach, reach, a.grid + b.grid if a.exact and b.exact else None,
                       count * (a.gain + b.gain) * max(a.bound, b.bound) * rows)


def of_a_matrix(builder):
    """Diagonals, bands and transposes."""
    x = _a_float(builder, MATRICES, is_matrix)
    *batch, rows, columns = x.shape
    name, shape, terms = builder.one_of([
        ("diag", (*x.shape, columns), 1), ("diag_part", (*batch, min(rows, columns)), 1),
        ("trace", batch, rows), ("band_part", x.shape, 1),
        ("matrix_transpose", (*batch, columns, rows), 1), ("adjoint", (*batch, columns, rows), 1),
        ("tensor_diag", x.shape * 2, 1), ("set_diag", x.shape, 1), ("cross", x.shape, 1),
        ("tensor_diag_part", (rows,), 1),
    ])
    if name == "set_diag":
        diagonal = builder.leaf((*batch, min(rows, columns)), x.dtype)
        low, high = min(x.low, diagonal.low), max(x.high, diagonal.high)
        grid = max(x.grid, diagonal.grid) if x.exact else None
        return builder.add(f"tf.linalg.set_diag({x.name}, {diagonal.name})", shape, x.dtype, low,
                           high, grid, x.gain + diagonal.gain)
    if name == "cross":
        if columns != 3:
            return False
        reach, grid = 2 * x.bound**2, 2 * x.grid if x.exact else None
        return builder.add(f"tf.linalg.cross({x.name}, {x.name}[..., ::-1])", shape, x.dtype,
                           -reach, reach, grid, 8 * x.gain * x.bound)
    if name == "tensor_diag_part" and (rows != columns or batch):
        return False
    bands = f", {builder.one_of([0, 1, -1])}, {builder.one_of([0, 1, -1])}"
    argument = bands if name == "band_part" else ""
    return _with_zeros(builder, f"tf.linalg.{name}({x.name}{argument})", x, shape, terms)


def well_conditioned(builder):
    """Systems, inverses and determinants of a matrix whose diagonal outweighs the rest of it."""
    x = _a_float(builder, [(2, 2), (3, 3)], lambda v: v.rank == 2 and v.shape[0] == v.shape[1]
                 and v.bound <= 4)
    n = x.shape[0]
    if x.rank != 2 or x.bound > 4:
        return False
    a = f"({x.name} * {0.25 / n} + 2.0 * tf.eye({n}, dtype=tf.{x.dtype}))"
    text, shape, reach = builder.one_of([
        (f"tf.linalg.inv({a})", x.shape, 2.0), (f"tf.linalg.det({a})", (), 4.0**n),
        (f"tf.linalg.solve({a}, {x.name})", x.shape, 4 * n * x.bound),
        (f"tf.linalg.triangular_solve({a}, {x.name})", x.shape, 4 * n * x.bound),
        (f"tf.linalg.cholesky_solve({a}, {x.name})", x.shape, 8 * n * x.bound),
        (f"tf.linalg.logdet({a} + tf.transpose({a}))", (), 8.0),
        (f"tf.linalg.cholesky({a} + tf.transpose({a}))", x.shape, 4.0),
    ])
    return builder.add(text, shape, x.dtype, -reach, reach, gain=8 * n * n * x.gain)


# ------------------------------------------------------------------ lengths


def lengths(builder):
    """Norms of every kind, and values scaled by them; away from 0, where norms have a kink."""
    x = _a_float(builder, MATRICES, lambda v: v.rank >= 2 and v.low >= 0.25 and v.high <= 4,
                 palette="positive")
    if x.low < 0.25:
        return False
    last = x.shape[:-1]
    text, shape, reach = builder.one_of([
        ("tf.norm({}, ord=1, axis=-1)", last, x.size * x.high),
        ("tf.norm({}, ord=3, axis=-1)", last, x.size * x.high),
        ("tf.norm({}, ord='fro', axis=[-2, -1])", x.shape[:-2], x.size * x.high),
        ("tf.linalg.normalize({}, axis=-1)[0]", x.shape, 1.0),
        ("tf.math.reduce_euclidean_norm({}, axis=0)", x.shape[1:], x.size * x.high),
        ("tf.clip_by_norm({}, 0.5, axes=[-1])", x.shape, 0.5),
        ("tf.clip_by_global_norm([{0}, 2.0 * {0}], 0.5)[0][1]", x.shape, 1.0),
        ("tf.linalg.global_norm([{0}, 2.0 * {0}])", (), 3 * x.size * x.high),
        ("tf.math.reduce_std(tf.cumsum({}, axis=-1), axis=-1)", last, x.size * x.high),
    ])
    if "std" in text and x.shape[-1] == 1:
        return False  # no spread: the root of 0 has no derivative
    return builder.add(text.format(x.name), shape, x.dtype, 0.0, reach,
                       gain=x.gain * x.size * 8 * max(1, x.high))


def moments(builder):
    x = _a_float(builder, VECTORS, lambda v: v.rank and v.bound <= 4)
    if x.bound > 4:
        return False
    # Only the mean: the variance takes it for a constant, so its second derivatives are wrong.
    return builder.add(f"tf.nn.moments({x.name}, [0])[0]", x.shape[1:], x.dtype, x.low, x.high,
                       gain=x.gain)


# ------------------------------------------------------------------ segments


SEGMENTS = ["unsorted_segment_mean", "unsorted_segment_max", "unsorted_segment_min",
            "unsorted_segment_prod", "unsorted_segment_sqrt_n", "segment_sum", "segment_mean",
            "segment_max", "segment_min", "segment_prod"]


def segments(builder):
    """Rows that share an id, combined; each id has a row, since the least float would overflow."""
    x = _a_float(builder, [(3,), (3, 2)], lambda v: v.rank and v.exact and v.bound <= 3)
    if x.bound > 3:
        return False
    rows, name = x.shape[0], builder.one_of(SEGMENTS)
    if "prod" in name and x.low <= 0 <= x.high:
        return False  # the second derivative divides by 0
    count = builder.one_of(range(1, rows + 1))
    ids = sorted(i % count for i in range(rows))
    argument = ""
    if name.startswith("unsorted"):
        ids, argument = ids[::-1], f", {count}"
    reach = max(1.0, x.bound) ** rows if "prod" in name else x.bound * rows
    return builder.add(f"tf.math.{name}({x.name}, {ids}{argument})", (count, *x.shape[1:]), x.dtype,
                       -reach, reach, gain=x.gain * rows * max(1.0, x.bound) ** rows * 4)


# ------------------------------------------------------------------ functions of functions


def control(builder):
    """Functions that call a function: once, or for each row."""
    x = _a_float(builder, VECTORS, lambda v: v.rank and v.bound <= 4)
    if x.bound > 4:
        return False
    rows, grid = x.shape[0], x.grid
    text, shape, reach, grid = builder.one_of([
        ("tf.map_fn(lambda r: 2.0 * r, {})", x.shape, 2 * x.bound, grid),
        ("tf.foldl(lambda a, r: a + r, {})", x.shape[1:], rows * x.bound, grid),
        ("tf.foldr(lambda a, r: a - r, {})", x.shape[1:], rows * x.bound, grid),
        ("tf.scan(lambda a, r: a + r, {})", x.shape, rows * x.bound, grid),
        ("tf.vectorized_map(lambda r: 2.0 * r, 1.0 * {})", x.shape, 2 * x.bound, grid),
        ("tf.case([(tf.constant(False), lambda: {0})], lambda: -{0})", x.shape, x.bound, grid),
        ("tf.switch_case(tf.constant(1), [lambda: {0}, lambda: -{0}])", x.shape, x.bound, grid),
        ("tf.cond(True, lambda: -{0}, lambda: {0})", x.shape, x.bound, grid),
        ("tf.while_loop(lambda i, y: i < 2, lambda i, y: (i + 1, y + {0}), [0, {0}])[1]",
         x.shape, 3 * x.bound, grid),
    ])
    return builder.add(text.format(x.name), shape, x.dtype, -reach, reach, grid,
                       x.gain * 2 * rows * 3)


def of_a_layer(builder):
    """What a layer of a network does to its inputs."""
    x = _a_float(builder, MATRICES, is_matrix)
    choice = builder.one_of(["bias_add", "crelu", "weighted_cross_entropy"])
    if choice == "bias_add":
        b = builder.leaf(x.shape[-1:], x.dtype)
        return builder.add(f"tf.nn.bias_add({x.name}, {b.name})", x.shape, x.dtype, x.low + b.low,
                           x.high + b.high, max(x.grid, b.grid) if x.exact else None,
                           x.gain + b.gain * x.size)
    if choice == "crelu":
        if not x.exact:
            return False
        return builder.add(f"tf.nn.crelu({x.name})", (*x.shape[:-1], 2 * x.shape[-1]), x.dtype,
                           0.0, x.bound, x.grid, 2 * x.gain)
    if x.bound > 8:
        return False
    labels = builder.leaf(x.shape, x.dtype, "tensor", palette="positive")
    return builder.add(f"tf.nn.weighted_cross_entropy_with_logits({labels.name}, {x.name}, 2.0)",
                       x.shape, x.dtype, -64, 64, gain=8 * x.gain)


def dynamic_partition(builder):
    x = _a_float(builder, VECTORS, has_axes)
    held = [builder.chance(2) for _ in range(x.shape[0])]
    return _moved(builder, f"tf.dynamic_partition({x.name}, {[int(h) for h in held]}, 2)[1]", x,
                  (sum(held), *x.shape[1:]))


def chooses(builder):
    """The places of the elements in order, through which no gradient passes."""
    x = _a_float(builder, VECTORS, lambda v: v.rank and v.exact)
    return builder.bind(f"tf.argsort({x.name}, stable=True)",
                        Value("?", x.shape, "int32", 0, max(1, x.shape[-1]), grid=0, gain=0.0))


PLACES = [
    slice_, repeat, roll, reverse, sort, gather_nd, gather_in_batches, pad, scatter_nd, meshgrid,
    fill, linspace, tensordot, matvec, of_a_matrix, well_conditioned, lengths, moments, segments,
    control, of_a_layer, dynamic_partition, chooses,
]

