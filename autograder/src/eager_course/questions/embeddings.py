"""Questions of the stage 05-embeddings: look-ups, their sparse gradients, steps, and a map."""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Tolerance, case

from .attempts import attempt
from .forms import Question

ROWS = 6  # of most tables that are drawn


def _ids(draw: Draw, *shape: int, below: int = ROWS, dtype: str = "int64") -> NDArray:
    """Ids in a random order, each of them once while there are enough."""
    size = int(np.prod(shape))
    chosen = np.resize(draw.rng.permutation(below), size)
    return draw.rng.permutation(chosen).reshape(shape).astype(dtype)


# ------------------------------------------------------------------------ embeddings-lookup

lookup = Question("embeddings-lookup", needs=["take_rows"])


@lookup.part(
    "rows",
    1.25,
    "the rows come in the order of the ids, with the array's own numbers",
    promises={
        "order": "The rows come in the order of the ids; an id that comes twice has its row twice.",
        "any row": "A row may be a number, or an array of any shape.",
        "dtype": "The result has the dtype of the array.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 3, 4, 8):
        yield case(
            "take_rows(array, ids)",
            asks="order",
            array=draw.array((ROWS, 2)),
            ids=_ids(draw, count),
        )
    for row in [(), (1,), (2, 2)]:
        yield case(
            "take_rows(array, ids)",
            asks="any row",
            array=draw.array((4, *row)),
            ids=_ids(draw, 3, below=4),
        )
    for dtype in ("float64", "int32"):
        yield case(
            "take_rows(array, ids)",
            asks="dtype",
            array=draw.array((ROWS, 2), dtype),
            ids=_ids(draw, 3),
        )


@lookup.part(
    "any shape",
    1.0,
    "ids may have any shape: that of a single id, of a table of ids, of none at all",
    promises={
        "shape": "The result has the shape of ids, followed by the shape of a row.",
        "none": "Where there are no ids, there are no rows.",
        "integers": "The ids may have any integer dtype.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # What a flat list of the same ids gives is right here by definition.
    for shape in [(), (1, 3), (2, 2), (2, 1, 2), (3, 1)]:
        yield case(
            """
            rows, flat = take_rows(array, ids), take_rows(array, ids.reshape(-1))
            np.shape(rows), (np.reshape(rows, np.shape(flat)) == flat).all()
            """,
            asks="shape",
            array=draw.array((ROWS, draw.integer(2, 4))),
            ids=_ids(draw, *shape),
        )
    for shape in [(0,), (2, 0)]:
        yield case(
            "np.shape(take_rows(array, ids))",
            asks="none",
            array=draw.array((ROWS, draw.integer(2, 9))),
            ids=np.zeros(shape, "int64"),
        )
    for dtype in ("int32", "uint8", "int8"):
        yield case(
            """
            rows, same = take_rows(array, ids), take_rows(array, ids.astype("int64"))
            np.shape(rows), (rows == same).all()
            """,
            asks="integers",
            array=draw.array((ROWS, draw.integer(2, 4))),
            ids=_ids(draw, draw.integer(2, 5), dtype=dtype),
        )


def _attempts(draw: Draw, asks: str, some: list[Any]) -> Iterator[Case]:
    """Cases that try look-ups with these ids, in a random order."""
    for ids in draw.shuffled(some):
        yield case(
            attempt("", "take_rows(array, ids)", errors="(ValueError, IndexError)"),
            asks=asks,
            array=draw.array((ROWS, 2)),
            ids=ids,
        )


@lookup.part(
    "range",
    1.0,
    "an id below 0, or from the number of rows on, is refused",
    promises={
        "below": "An id below 0 is refused.",
        "above": "An id that is the number of rows, or more, is refused.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    def with_one(id_: int, *shape: int) -> NDArray:
        ids = _ids(draw, *shape)
        ids.flat[draw.integer(0, ids.size - 1)] = id_
        return ids

    good = [_ids(draw, 3), with_one(0, 2), with_one(ROWS - 1, 2), _ids(draw, 2, 2)]
    below = [with_one(-1, 3), with_one(-ROWS, 2), with_one(-1, 2, 2), np.array(-2)]
    yield from _attempts(draw, "below", [*good, *below])
    yield from _attempts(
        draw, "above", [*good, with_one(ROWS, 3), with_one(ROWS + 3, 2, 2), np.array(ROWS)]
    )


@lookup.part(
    "integers",
    0.5,
    "ids that are no integers are refused",
    promises={
        "floats": "Ids that are floats are refused, even where they are whole numbers.",
        "bools": "Ids that are bools are refused.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    good = [_ids(draw, 3), _ids(draw, 2), _ids(draw, ROWS)]
    floats = [_ids(draw, 3).astype("float32"), np.array([0.5, 1.0]), np.array(2.0)]
    yield from _attempts(draw, "floats", [*good, *floats])
    masks = [_ids(draw, ROWS) < 3, np.array([True, False]), _ids(draw, ROWS) < ROWS]
    yield from _attempts(draw, "bools", [*good, *masks])


@lookup.part(
    "copy",
    0.25,
    "the rows are a copy, which later changes of the array do not reach",
    promises={"copy": "The rows are a copy: they stay when the array changes, and the other way."},
)
def _(draw: Draw) -> Iterator[Case]:
    for shape, changed in draw.shuffled([((), 1), ((2,), 0), ((), 0), ((1, 2), 1), ((), 1)]):
        yield case(
            """
            rows = take_rows(array, ids)
            before = np.array(rows)
            array += changed
            rows += 2
            (rows == before + 2).all(), array
            """,
            asks="copy",
            array=draw.array((4, 2)),
            ids=_ids(draw, *shape, below=4),
            changed=np.float32(changed),
        )


# --------------------------------------------------------------------------- embeddings-vjp

vjp = Question("embeddings-vjp", needs=["lookup_vjp", "tf"])

# What every case begins with: a table, what was looked up in it, and the slices.
SLICES = """
    table, ids = tf.{kind}(array), tf.constant(ids)
    slices = lookup_vjp(tf.constant(g), tf.gather(table, ids), table, ids)
    """


def _vjp_case(draw: Draw, last: str, ids: NDArray, asks: str, row: tuple = (2,)) -> Case:
    """A case about the slices that come of looking up `ids`, by its last line."""
    kind = draw.one_of(["Variable", "constant"])
    return case(
        dedent(SLICES.format(kind=kind)) + last,
        asks=asks,
        array=draw.array((ROWS, *row)),
        ids=ids,
        g=draw.array((*ids.shape, *row)),
    )


@vjp.part(
    "values",
    1.25,
    "there is a slice of g for each id, in the order of the ids",
    promises={
        "slices": "The values are the slices of g, one for each id, in the order of the ids.",
        "any row": "The rows of the table may have any shape.",
        "dtype": "The values have the dtype of g.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2, 3, 5):
        yield _vjp_case(draw, "slices.values", _ids(draw, count), "slices")
    for row in [(), (3,), (2, 2)]:
        yield _vjp_case(draw, "slices.values", _ids(draw, 3), "any row", row)
    for count in (2, 3):
        ids = _ids(draw, count)
        yield case(
            dedent(SLICES.format(kind="Variable")) + "slices.values",
            asks="dtype",
            array=draw.array((ROWS, 2), "float64"),
            ids=ids,
            g=draw.array((count, 2), "float64"),
        )


@vjp.part(
    "indices",
    1.0,
    "the indices are the ids, and an id that comes twice stays twice",
    promises={
        "ids": "The indices are the ids: slice i belongs to row indices[i].",
        "twice": "An id that comes twice has two slices.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    answer = "np.array(slices.indices).tolist()"
    for count in (1, 2, 3, 5):
        yield _vjp_case(draw, answer, _ids(draw, count), "ids")
    for count in (2, 3, 4, 5):
        ids = np.array(draw.indices(count, ROWS, repeated=True))
        yield _vjp_case(draw, answer, ids, "twice")


@vjp.part(
    "any shape",
    0.75,
    "ids of any shape give a flat list of slices",
    promises={"flat": "For ids of any shape, values and indices have n slices: n ids in all."},
)
def _(draw: Draw) -> Iterator[Case]:
    shapes = "np.shape(slices.values), np.shape(slices.indices)"
    for shape in [(), (1, 3), (2, 2), (3, 1), (2, 1, 2), (2, 3)]:
        row = draw.shape((), (2,), (3,), (1, 2))
        yield _vjp_case(draw, shapes, _ids(draw, *shape), "flat", row)


@vjp.part(
    "whole shape",
    0.75,
    "dense_shape is the shape of the table, whatever was looked up",
    promises={"dense_shape": "The dense_shape is the shape of the whole table."},
)
def _(draw: Draw) -> Iterator[Case]:
    for shape, row in [((2,), (2,)), ((3,), ()), ((2, 2), (2,)), ((), (3,)), ((1,), (2, 2))]:
        ids = _ids(draw, *shape, below=3)
        count = draw.integer(4, 30)
        yield case(
            dedent(SLICES.format(kind=draw.one_of(["Variable", "constant"])))
            + "[int(n) for n in slices.dense_shape]",
            asks="dense_shape",
            array=np.resize(draw.array((4, *row)), (count, *row)),
            ids=ids,
            g=draw.array((*ids.shape, *row)),
        )


@vjp.part(
    "once more",
    1.25,
    "a tape can follow the values back to g, for the gradient of a gradient",
    promises={
        "followed": "The values are computed with Tensor operations: a tape can follow them to g.",
        "kind": "The result is IndexedSlices, and its values are a Tensor.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Without a right factor nothing is told apart: whichever way the slices lie, the gradient of a
    # sum of them is that of a sum over g.
    for shape in [(2,), (3,), (2, 2), ()]:
        ids = _ids(draw, *shape)
        yield case(
            """
            table, ids, g = tf.Variable(array), tf.constant(ids), tf.Variable(g)
            with tf.GradientTape() as tape:
                slices = lookup_vjp(times * g, tf.gather(table, ids), table, ids)
                total = tf.reduce_sum(slices.values)
            tape.gradient(total, g)
            """,
            asks="followed",
            array=draw.array((ROWS, 2)),
            ids=ids,
            g=draw.array((*shape, 2)),
            times=draw.array((*shape, 2)),
        )
    for count in (2, 3, 4):
        yield _vjp_case(
            draw,
            "isinstance(slices, tf.IndexedSlices), isinstance(slices.values, tf.Tensor), "
            "len(slices.values)",
            _ids(draw, draw.integer(1, 2) * count),
            "kind",
        )


# ------------------------------------------------------------------------- embeddings-dense

dense = Question("embeddings-dense", needs=["to_dense", "tf"])


def _dense_case(
    draw: Draw, indices: Any, count: int, asks: str, row: tuple = (2,), shape: str = "({}, *row)"
) -> Case:
    """A case that makes drawn slices at these indices dense."""
    return case(
        f"""
        slices = tf.IndexedSlices(tf.constant(values), tf.constant(indices), {shape})
        to_dense(slices)
        """.replace("({}, *row)", str((count, *row))),
        asks=asks,
        values=draw.array((len(indices), *row)),
        indices=np.array(indices),
    )


@dense.part(
    "places",
    1.0,
    "every slice stands in its row, and the rows that nobody named are 0",
    promises={
        "places": "Every slice stands in the row of its index.",
        "zero": "All rows that no index names are 0.",
        "shape": "The result has the shape dense_shape, however few rows are named.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (3, 4, 5):  # a row each, in some order
        yield _dense_case(draw, draw.indices(count, count), count, "places")
    for named in (1, 2, 3):
        yield _dense_case(draw, [*draw.indices(named, 5), 5], 6, "zero")
    for named in (1, 2, 3):
        yield _dense_case(draw, draw.indices(named, 3), draw.integer(4, 8), "shape")


@dense.part(
    "duplicates",
    1.0,
    "the slices of a row that is named more than once add up",
    promises={"sum": "Slices of the same row add up."},
)
def _(draw: Draw) -> Iterator[Case]:
    for named in (2, 3, 4, 6):
        rest = draw.shuffled([*range(1, 4)])
        indices = [0, *draw.shuffled([*rest, *draw.indices(named, 4, repeated=True)])]
        yield _dense_case(draw, indices, 4, "sum")
    once, twice = draw.array((2, 2)), draw.array((2, 2))
    yield case(
        """
        slices = tf.IndexedSlices(tf.constant(values), tf.constant([1, 0, 1, 0]), (2, 2))
        to_dense(slices)
        """,
        asks="sum",
        values=np.concatenate([once, twice]),
    )


@dense.part(
    "any rows",
    1.0,
    "rows may have any shape and dtype, and dense_shape may be any sequence",
    promises={
        "row": "A row may be a number, or an array of any shape.",
        "Tensor": "The result is a Tensor, of the dtype of the values.",
        "dense_shape": "The dense_shape may be a tuple, a list or a Tensor.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for row in [(), (1,), (2, 2)]:
        yield _dense_case(draw, draw.indices(3, 3), 3, "row", row)
    for dtype in ("float32", "float64"):
        yield case(
            """
            slices = tf.IndexedSlices(tf.constant(values), tf.constant(indices), (3, 2))
            got = to_dense(slices)
            isinstance(got, tf.Tensor), got.dtype.name, got
            """,
            asks="Tensor",
            values=draw.array((3, 2), dtype),
            indices=np.array(draw.indices(3, 3)),
        )
    for shape in ("[3, 2]", "tf.constant([3, 2])"):
        yield _dense_case(draw, draw.indices(3, 3), 3, "dense_shape", shape=shape)


# --------------------------------------------------------------------------- embeddings-sum

total = Question("embeddings-sum", needs=["add_gradients", "tf"])

# The cases bring what makes slices dense, so that `add_gradients` is judged apart from it.
WHOLE = """
def whole(g):
    if isinstance(g, tf.Tensor):
        return g
    rows = np.zeros([int(n) for n in g.dense_shape], "float32")
    np.add.at(rows, np.array(g.indices), np.array(g.values))
    return tf.constant(rows)

"""
SPARSE = "tf.IndexedSlices(tf.constant({v}), tf.constant({i}), {shape})"


def _sum_case(draw: Draw, kinds: str, last: str, asks: str, row: tuple = (2,)) -> Case:
    """A case that adds two gradients, "s" sparse and "d" dense, to be seen as `last` says."""
    inputs, made = dict[str, Any](), []
    for name, kind in zip("ab", kinds, strict=True):
        if kind == "s":
            count = draw.integer(1, 3)
            inputs[name] = draw.array((count, *row))
            inputs[f"{name}_rows"] = np.array(draw.indices(count, ROWS))
            made.append(SPARSE.format(v=name, i=f"{name}_rows", shape=str((ROWS, *row))))
        else:
            inputs[name] = draw.array((ROWS, *row))
            made.append(f"tf.constant({name})")
    program = f"a, b = {made[0]}, {made[1]}\ntotal = add_gradients(a, b, whole)\n{last}"
    return case(WHOLE + program, asks=asks, **inputs)


@total.part(
    "sparse",
    1.25,
    "two sparse gradients add up to what both of them stand for",
    promises={
        "both": "What the sum stands for is the sum of what a and b stand for.",
        "same row": "A row that both name gets the slices of both.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for row in [(2,), (2,), (), (3,), (2, 2)]:
        yield _sum_case(draw, "ss", "whole(total)", "both", row)
    for count in (1, 2, 3, 4):
        rows = np.array(draw.indices(count, ROWS))
        yield case(
            WHOLE
            + dedent("""
            a = tf.IndexedSlices(tf.constant(a), tf.constant(rows), (6, 2))
            b = tf.IndexedSlices(tf.constant(b), tf.constant(rows[::-1].copy()), (6, 2))
            whole(add_gradients(a, b, whole))
            """).lstrip(),
            asks="same row",
            a=draw.array((count, 2)),
            b=draw.array((count, 2)),
            rows=rows,
        )


@total.part(
    "stays sparse",
    1.0,
    "sparse with sparse stays sparse; with a dense one it becomes a Tensor",
    promises={
        "sparse": "The sum of two IndexedSlices is IndexedSlices, with the dense_shape of both.",
        "short": "It has no more slices than a and b have together.",
        "Tensor": "The sum with a Tensor is a Tensor, whichever comes first.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for kinds in draw.shuffled(["ss", "sd", "ds", "dd", "ss", "sd", "ds", "ss"]):
        yield _sum_case(
            draw,
            kinds,
            "isinstance(total, tf.IndexedSlices), isinstance(total, tf.Tensor)",
            "sparse" if kinds == "ss" else "Tensor",
        )
    for row in [(2,), (), (3,)]:
        rows = draw.integer(4, 40)
        yield case(
            """
            a = tf.IndexedSlices(tf.constant(a), tf.constant([0, 2]), shape)
            b = tf.IndexedSlices(tf.constant(b), tf.constant([2]), shape)
            total = add_gradients(a, b, None)
            [int(n) for n in total.dense_shape], 2 <= len(total.values) <= 3
            """,
            asks="short",
            a=draw.array((2, *row)),
            b=draw.array((1, *row)),
            shape=[rows, *row],
        )


@total.part(
    "mixed",
    1.0,
    "a sparse and a dense gradient add up, in either order",
    promises={
        "sparse first": "IndexedSlices and a Tensor add up to a Tensor.",
        "dense first": "A Tensor and IndexedSlices add up to a Tensor.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for kinds, asks in [("sd", "sparse first"), ("ds", "dense first")]:
        for row in [(2,), (), (3,), (2, 2)]:
            yield _sum_case(draw, kinds, "whole(total)", asks, row)


@total.part(
    "dense",
    0.75,
    "two dense gradients add up as numbers do",
    promises={"dense": "Two Tensors add up to a Tensor."},
)
def _(draw: Draw) -> Iterator[Case]:
    for row in [(2,), (2,), (), (3,), (2, 2)]:
        yield _sum_case(draw, "dd", "total", "dense", row)


# -------------------------------------------------------------------------- embeddings-step

step = Question(
    "embeddings-step",
    needs=["SparseSGD", "tf"],
    tolerance=Tolerance(
        rtol=2e-5,
        atol=1e-5,
        because="A few float32 steps on numbers up to about 20 differ by some units of the last "
        "place; a row that is summed twice, or moves when it should not, differs by percents.",
    ),
)

GRADIENT = "tf.IndexedSlices(tf.constant({g}), tf.constant({rows}), tuple(table.shape))"
ONE = GRADIENT.format(g="g", rows="rows")


@step.part(
    "rows",
    1.25,
    "a row that is named moves by learning_rate times its slice, downhill; the others stay",
    promises={
        "named": "Each row that is named moves by learning_rate times its slice, downhill.",
        "others": "The rows that are not named stay as they are.",
        "every pair": "Every Variable is moved, also where the pairs come as a zip.",
        "any row": "The rows may have any shape and float dtype.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    def one(
        asks: str, count: int, rows: list[int], row: Any = (2,), dtype: Any = "float32"
    ) -> Case:
        return case(
            f"""
            table = tf.Variable(array)
            SparseSGD(learning_rate).apply_gradients([({ONE}, table)])
            table.numpy()
            """,
            asks=asks,
            array=draw.array((count, *row), dtype),
            g=draw.array((len(rows), *row), dtype),
            rows=np.array(rows),
            learning_rate=draw.one_of([0.5, 0.25, 0.125]),
        )

    for count in (1, 2, 4):
        yield one("named", count, draw.indices(count, count))
    for count in (1, 2, 3):
        yield one("others", ROWS, draw.indices(count, ROWS))
    for row in [(), (2, 2), (3,)]:
        yield one("any row", 3, draw.indices(3, 3), row)
    yield one("any row", 3, draw.indices(3, 3), (2,), "float64")
    for _ in range(2):
        yield case(
            f"""
            table, other = tf.Variable(array), tf.Variable(2 * array)
            slices = {ONE}
            SparseSGD(0.5).apply_gradients(zip([slices, slices], [table, other]))
            other.numpy()
            """,
            asks="every pair",
            array=draw.array((3, 2)),
            g=draw.array((3, 2)),
            rows=np.array(draw.indices(3, 3)),
        )


@step.part(
    "duplicates",
    1.0,
    "a row that is named more than once moves by the sum of its slices, once",
    promises={
        "sum": "Where a row is named more than once, its slices add up.",
        "momentum": "With momentum they add up, too, before the velocity changes: once a step.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # How many times as far as by a slice alone: the length of a step is asked elsewhere.
    for asks, momentum in [("sum", 0.0)] * 3 + [("momentum", 0.5), ("momentum", 0.75)]:
        steps = 1 if asks == "sum" else 2
        sizes = draw.array((draw.integer(2, 4),), positive=True)
        yield case(
            f"""
            table = tf.Variable(np.zeros((2, 2), "float32"))
            optimizer = SparseSGD(0.5, momentum={momentum})
            for _ in range({steps}):
                values = tf.constant(np.append(sizes, 1.0)[:, None] * g, tf.float32)
                rows = tf.constant([row] * len(sizes) + [1 - row])
                optimizer.apply_gradients([(tf.IndexedSlices(values, rows, (2, 2)), table)])
            table[row].numpy() / table[1 - row].numpy()
            """,
            asks=asks,
            sizes=sizes,
            g=draw.array((2,)),
            row=draw.integer(0, 1),
        )


WATCHED = """
touched = set()

class Table(tf.Variable):
    def __getattribute__(self, name):
        if name in ("numpy", "assign", "assign_add", "assign_sub"):
            touched.update(range(12))  # all of its rows
        return super().__getattribute__(name)

def listen(record):
    if record.inputs[0] is table:
        some = record.inputs[1:] or [tf.range(12)]  # of a look-up, the ids
        touched.update(some[0].numpy().ravel().tolist())

table = Table(np.zeros((12, 2), "float32"))
slices = tf.IndexedSlices(tf.ones((len(rows), 2)), tf.constant(rows), (12, 2))
optimizer = SparseSGD(0.5, momentum=momentum)
optimizer.apply_gradients([(slices, table)])
before = tf.Variable.numpy(table)
touched.clear()
tf.ops.listeners.append(listen)
try:
    optimizer.apply_gradients([(slices, table)])
finally:
    tf.ops.listeners.remove(listen)
moved = np.flatnonzero((tf.Variable.numpy(table) != before).any(axis=1))
sorted(touched - set(rows)), moved
"""


@step.part(
    "only these",
    1.0,
    "of the Variable, only the rows that are named are read or written",
    promises={
        "plain": "Of the Variable, only the rows that are named are read or written.",
        "momentum": "So it is with momentum, too.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # The second step counts: to make its velocities, an optimizer may look at the whole once.
    for asks, momentum in [("plain", 0.0)] * 3 + [("momentum", 0.5)] * 3:
        rows = draw.indices(draw.integer(2, 5), 12)
        yield case(WATCHED, asks=asks, rows=rows, momentum=momentum)


ROLL = """
    table = tf.Variable(np.zeros((4, *g.shape[1:]), "float32"))
    optimizer = SparseSGD(0.5, momentum=momentum)
    places = []
    for times in sizes:
        slices = tf.IndexedSlices(tf.constant(times * g), tf.constant(rows), tuple(table.shape))
        optimizer.apply_gradients([(slices, table)])
        places.append(table.numpy()[rows])
    [place / places[0] for place in places]
    """


@step.part(
    "momentum",
    1.0,
    "a row that is named keeps the share `momentum` of its last move",
    promises={
        "share": "A row that is named keeps the share momentum of its velocity.",
        "in full": "A new slice counts in full, whatever the momentum.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Compared with the first step, and not with numbers: its length is asked elsewhere.
    for steps, row in [(2, (2,)), (3, ()), (4, (2,)), (2, (1, 2))]:
        yield case(
            ROLL,
            asks="share",
            g=draw.array((3, *row)),
            rows=np.array(draw.indices(3, 4)),
            sizes=np.concatenate([[1], draw.array((steps - 1,), positive=True)]).astype("float32"),
            momentum=draw.one_of([0.5, 0.75, 0.9]),
        )
    for sizes in ([1, 0, 0], [1, -2, 1]):
        yield case(
            ROLL,
            asks="share",
            g=draw.array((2, 2)),
            rows=np.array(draw.indices(2, 4)),
            sizes=np.array(sizes, "float32"),
            momentum=draw.one_of([0.25, 0.5, 0.8]),
        )
    for row in [(), (2,)]:
        yield case(
            """
            moved = []
            for optimizer in (SparseSGD(0.5), SparseSGD(0.5, momentum=momentum)):
                table = tf.Variable(np.zeros((4, *g.shape[1:]), "float32"))
                slices = tf.IndexedSlices(tf.constant(g), tf.constant(rows), tuple(table.shape))
                optimizer.apply_gradients([(slices, table)])
                moved.append(table.numpy()[rows])
            times * moved[1] / moved[0]
            """,
            asks="in full",
            g=draw.array((2, *row)),
            rows=np.array(draw.indices(2, 4)),
            times=draw.array(row, positive=True),
            momentum=draw.one_of([0.25, 0.5, 0.9]),
        )


@step.part(
    "idle",
    0.5,
    "a row that is not named rests: it does not roll on, and its velocity does not fade",
    promises={
        "rests": "A row that is not named does not move, whatever its velocity.",
        "keeps": "Its velocity stays as it is until the row is named again.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for pause in (1, 2):
        yield case(
            """
            table = tf.Variable(np.zeros((3, 2), "float32"))
            optimizer = SparseSGD(0.5, momentum=0.5)
            places = []
            for row in [first, *[second] * pause]:
                slices = tf.IndexedSlices(tf.constant(g), tf.constant([row]), (3, 2))
                optimizer.apply_gradients([(slices, table)])
                places.append(table.numpy()[first])
            [times * place / places[0] for place in places]
            """,
            asks="rests",
            g=draw.array((1, 2)),
            times=draw.array((2,), positive=True),
            first=draw.integer(0, 1),
            second=2,
            pause=pause,
        )
    for pause in (1, 2, 3):
        yield case(
            """
            moves = []
            for rows in ([first, *[second] * pause, first], [first, first]):
                table = tf.Variable(np.zeros((3, 2), "float32"))
                optimizer = SparseSGD(0.5, momentum=0.5)
                for row in rows:
                    slices = tf.IndexedSlices(tf.constant(g), tf.constant([row]), (3, 2))
                    before = table.numpy()[row]
                    optimizer.apply_gradients([(slices, table)])
                moves.append(table.numpy()[first] - before)
            times * moves[0] / moves[1]
            """,
            asks="keeps",
            g=draw.array((1, 2)),
            times=draw.array((2,), positive=True),
            first=draw.integer(0, 1),
            second=2,
            pause=pause,
        )


@step.part(
    "own",
    0.25,
    "each Variable has velocities of its own, and so has each optimizer",
    promises={
        "Variable": "Each Variable has velocities of its own, in whatever order the pairs come.",
        "optimizer": "Every optimizer has velocities of its own.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    begin = """
        def slices(times):
            return tf.IndexedSlices(tf.constant(times * g), tf.constant([row]), (2, 2))

        v, u = (tf.Variable(np.zeros((2, 2), "float32")) for _ in range(2))
        """
    for row in (0, 1):
        yield case(
            dedent(begin)
            + dedent("""
            optimizer = SparseSGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(slices(1), v), (slices(times), u)])
            optimizer.apply_gradients([(slices(times), u), (slices(1), v)])
            u.numpy()[row] / v.numpy()[row]
            """),
            asks="Variable",
            g=draw.array((1, 2)),
            times=np.float32(-draw.integer(2, 9)),
            row=row,
        )
        yield case(
            dedent(begin)
            + dedent("""
            for optimizer in (SparseSGD(0.5, momentum=0.5), SparseSGD(0.5, momentum=0.75)):
                optimizer.apply_gradients([(slices(1), v)])
            SparseSGD(0.5, momentum=0.5).apply_gradients([(slices(times), u)])
            v.numpy()[row] / u.numpy()[row]
            """),
            asks="optimizer",
            g=draw.array((1, 2)),
            times=np.float32(draw.integer(2, 9)),
            row=row,
        )


# ------------------------------------------------------------------------- embeddings-train

train = Question("embeddings-train", needs=["train_map", "tf"])

# The cases bring a loss and an optimizer, so that the training is judged apart from both. The
# optimizer notes the batch that the loss was last asked about.
NOTED = """
batches, asked = [], []

def loss(table, pairs, distances):
    asked.append((np.array(pairs).tolist(), np.array(distances).tolist()))
    return tf.reduce_mean(tf.constant(asked[-1][1])) * tf.reduce_sum(table)

class Noting:
    def apply_gradients(self, grads_and_vars):
        batches.append(asked[-1])

table = tf.Variable(start)
"""
RUN = "train_map(table, pairs, distances, Noting(), {epochs}, {size}, {seed}, loss)\n"


def _run(
    draw: Draw, last: str, asks: str, *, size: int, epochs: int = 1, n: int = 0, before: str = ""
) -> Case:
    """A case that trains on n drawn pairs, to be seen as `last` says."""
    n = n or draw.integer(7, 12)
    run = RUN.format(epochs=epochs, size=size, seed=draw.integer(0, 99))
    return case(
        NOTED + dedent(before) + run + dedent(last).strip(),
        asks=asks,
        pairs=np.stack([_ids(draw, n, below=n), n + _ids(draw, n, below=n)], axis=1),
        distances=draw.array((n,), positive=True),
        start=draw.array((2 * n, 2)),
    )


@train.part(
    "every pair",
    1.25,
    "in every epoch each pair comes once, with its own distance",
    promises={
        "once": "In every epoch each pair comes exactly once.",
        "own distance": "Each pair comes with its own distance.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size, epochs in [(1, 1), (2, 1), (3, 1), (4, 2), (100, 1)]:
        yield _run(
            draw,
            """
            came = [pair for some, _ in batches for pair in some]
            n = len(pairs)
            [sorted(came[start : start + n]) for start in range(0, len(came), n)]
            """,
            "once",
            size=size,
            epochs=epochs,
        )
    for size in (1, 2, 3, 100):
        yield _run(
            draw,
            "sorted((pair, d) for some, wanted in batches for pair, d in zip(some, wanted))",
            "own distance",
            size=size,
        )


@train.part(
    "batches",
    0.5,
    "a step takes batch_size pairs; only the last of an epoch may have fewer",
    promises={
        "size": "Each step has batch_size pairs; only the last of an epoch may have fewer.",
        "epochs": "There are as many epochs as asked for; with 0, nothing happens.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size in draw.shuffled([1, 2, 3, 4, 5]):
        yield _run(draw, "[len(some) for some, _ in batches]", "size", size=size)
    for epochs in draw.shuffled([0, 1, 2, 3]):
        yield _run(draw, "sum(len(some) for some, _ in batches)", "epochs", size=3, epochs=epochs)


@train.part(
    "order",
    0.5,
    "the order is random, and another one in every epoch",
    promises={
        "random": "The pairs come in a random order.",
        "each epoch": "Every epoch has an order of its own.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    came = "came = [pair for some, _ in batches for pair in some]\n"
    for n in draw.shuffled([20, 30, 40]):
        yield _run(
            draw, came + "came == pairs.tolist(), len(came)", "random", size=draw.integer(3, 6), n=n
        )
        yield _run(
            draw,
            came + f"came[:{n}] == came[{n}:], sorted(came[:{n}]) == sorted(came[{n}:]), len(came)",
            "each epoch",
            size=draw.integer(3, 6),
            epochs=2,
            n=n,
        )


@train.part(
    "again",
    0.5,
    "the seed decides the orders: the same one gives the same, another one others",
    promises={
        "same": "The same seed gives the same batches in the same order.",
        "another": "Another seed gives another order.",
        "global": "NumPy's global random state is not changed.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, seeds in draw.shuffled(
        [("same", (1, 1)), ("another", (1, 2)), ("same", (7, 7)), ("another", (3, 5))]
    ):
        add, n = draw.integer(0, 50), draw.integer(20, 30)
        yield case(
            NOTED
            + "".join(RUN.format(epochs=2, size=4, seed=add + seed) for seed in seeds)
            + "half = len(batches) // 2\n"
            + "batches[:half] == batches[half:], sum(len(some) for some, _ in batches)",
            asks=asks,
            pairs=np.stack([_ids(draw, n, below=n), np.zeros(n, "int64")], axis=1),
            distances=draw.array((n,), positive=True),
            start=draw.array((n, 2)),
        )
    for _ in range(2):
        yield _run(
            draw,
            "np.random.random() == expected, sum(len(some) for some, _ in batches)",
            "global",
            size=2,
            before="""
            np.random.seed(3)
            expected = np.random.random()
            np.random.seed(3)
            """,
        )


@train.part(
    "steps",
    0.75,
    "every step gives the optimizer the gradient of its batch's loss for the table",
    promises={
        "gradient": "The optimizer gets the gradient of the loss of the batch, for the table.",
        "in place": "The table given is the one that is trained, from where it stands.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size in (1, 2, 3):
        yield case(
            """
            noted = []

            def loss(table, pairs, distances):
                return tf.reduce_mean(distances) * tf.reduce_sum(table)

            class Noting:
                def apply_gradients(self, grads_and_vars):
                    noted.extend((float(g[0, 0]), v is table) for g, v in grads_and_vars)

            table = tf.Variable(start)
            train_map(table, pairs, distances, Noting(), 1, size, 0, loss)
            count = sum(is_table for _, is_table in noted)
            round(sum(g for g, _ in noted) / len(noted), 3), count
            """,
            asks="gradient",
            pairs=_ids(draw, 12, 2, below=24),
            distances=np.resize(draw.array((1,), positive=True), 12),
            start=draw.array((24, 2)),
            size=size,
        )
    for epochs in (1, 2, 3):
        yield case(
            """
            def loss(table, pairs, distances):
                return tf.reduce_sum(tf.square(table))

            class Halving:
                def apply_gradients(self, grads_and_vars):
                    for g, v in grads_and_vars:
                        v.assign_sub(0.25 * g)

            table = tf.Variable(start)
            before = table.numpy()
            train_map(table, pairs, distances, Halving(), epochs, 4, 0, loss)
            table.numpy() / before, table.numpy()[0]
            """,
            asks="in place",
            pairs=_ids(draw, 4, 2),
            distances=draw.array((4,), positive=True),
            start=draw.array((2, 2)),
            epochs=epochs,
        )


@train.part(
    "losses",
    0.5,
    "the list holds the mean loss of each epoch, over all of its pairs",
    promises={
        "mean": "The loss of an epoch is the mean over its pairs; a smaller batch counts for less.",
        "before": "The loss of a batch is that before its step.",
        "numbers": "The result is a new list of plain numbers, one for each epoch.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    begin = """
        def loss(table, pairs, distances):
            return tf.reduce_mean(distances) + tf.reduce_sum(table)

        class Standing:
            def apply_gradients(self, grads_and_vars):
                for g, v in grads_and_vars:
                    v.assign_add(up * tf.ones_like(v))

        table = tf.Variable(start)
        """
    for n, size, up in [(7, 3, 0), (8, 3, 0), (5, 4, 0), (6, 2, 1), (4, 4, 1), (3, 1, 1)]:
        yield case(
            dedent(begin)
            + "losses = train_map(table, pairs, distances, Standing(), 1, size, 0, loss)\n"
            + "[float(value) for value in losses]",
            asks="before" if up else "mean",
            pairs=_ids(draw, n, 2, below=2 * n),
            distances=draw.array((n,), positive=True),
            start=draw.array((1, 1)),
            size=size,
            up=np.float32(up),
        )
    for epochs in draw.shuffled([0, 1, 2, 3]):
        yield case(
            dedent(begin)
            + "losses = train_map(table, pairs, distances, Standing(), epochs, 2, 0, loss)\n"
            + "numbers = [isinstance(value, (float, np.floating)) for value in losses]\n"
            + "isinstance(losses, list), numbers",
            asks="numbers",
            pairs=_ids(draw, 4, 2),
            distances=draw.array((4,), positive=True),
            start=draw.array((1, 1)),
            epochs=epochs,
            up=np.float32(0),
        )
