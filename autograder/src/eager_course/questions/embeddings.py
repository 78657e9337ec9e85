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

ROWS = 8  # of most tables that are drawn


def _ids(draw: Draw, *shape: int, dtype: str = "int64") -> NDArray:
    """Ids in a random order, neither the first nor the last; up to six of them all differ."""
    size = int(np.prod(shape))
    chosen = np.resize(1 + draw.rng.permutation(ROWS - 2), size)
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
    for count in (2, 3, 4, 9):
        ids = _ids(draw, count)
        ids[:2] = np.sort(ids[:2])[::-1]  # never in the order of the table
        yield case("take_rows(array, ids)", asks="order", array=draw.array((ROWS, 2)), ids=ids)
    for row in [(), (2, 2), ()]:
        yield case(
            "take_rows(array, ids)",
            asks="any row",
            array=draw.array((ROWS, *row)),
            ids=np.sort(_ids(draw, 3)),
        )
    yield case("take_rows(np.arange(999), ids)", asks="order", ids=200 + 99 * _ids(draw, 3))
    for dtype in ("float64", "int32", "bool"):
        yield case(
            "take_rows(array, ids).dtype.name, len(take_rows(array, ids))",
            asks="dtype",
            array=draw.array((ROWS, 2)).astype(dtype),
            ids=_ids(draw, draw.integer(1, 6)),
        )


@lookup.part(
    "any shape",
    1.0,
    "ids may have any shape: that of a single id, of a table of ids, of none at all",
    promises={
        "shape": "The result has the shape of ids, followed by the shape of a row.",
        "none": "Where there are no ids, there are no rows, in the dtype of others.",
        "integers": "The ids may have any integer dtype.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # What a flat list of the same ids gives is right here by definition.
    n = draw.integer(1, 3)
    for shape in [(), (1, draw.integer(1, 6)), (n, 2), (2, 1, n), (draw.integer(1, 6), 1)]:
        yield case(
            """
            rows, flat = take_rows(array, ids), take_rows(array, ids.reshape(-1))
            np.shape(rows), (np.reshape(rows, np.shape(flat)) == flat).all()
            """,
            asks="shape",
            array=draw.array((ROWS, 2)),
            ids=_ids(draw, *shape),
        )
    # Turned, the ids lie in another order in memory; and they stay as they are.
    yield case(
        """
        ids = ids.T
        rows, flat = take_rows(array, ids), take_rows(array, ids.reshape(-1))
        np.shape(rows), (np.reshape(rows, np.shape(flat)) == flat).all(), np.shape(ids)
        """,
        asks="shape",
        array=draw.array((ROWS, 2)),
        ids=_ids(draw, 2, 3),
    )
    for shape in [(0,), (n, 0)]:
        yield case(
            """
            rows, others = take_rows(array, none), take_rows(array, ids)
            np.shape(rows), rows.dtype == others.dtype
            """,
            asks="none",
            array=draw.array((ROWS, 2)),
            none=np.zeros(shape, "int64"),
            ids=_ids(draw, 3),
        )
    # All ids fit into their dtype. Multiplied by the length of a row, most of them do not.
    for dtype in ("int32", "uint8", "int8", "uint64"):
        yield case(
            """
            array = np.arange(1000).reshape(125, 8)
            rows, same = take_rows(array, ids), take_rows(array, ids.astype("int64"))
            np.shape(rows), (rows == same).all()
            """,
            asks="integers",
            ids=(20 * _ids(draw, draw.integer(2, 6))).astype(dtype),
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
        "below": "An id below 0 is refused, and 0 is not.",
        "above": "An id of n or more is refused, where there are n rows, and n - 1 is not.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    def with_one(id_: int, *shape: int) -> NDArray:
        ids = _ids(draw, *shape)
        ids.flat[draw.integer(0, ids.size - 1)] = id_
        return ids

    late = _ids(draw, 3)
    late[-1] = -2  # whoever looks at the first id alone, or at their sum, overlooks it
    below = [with_one(-1, 3), with_one(-ROWS, 2), with_one(-1, 2, 2), np.array(-2), late]
    zeros = [with_one(0, 2), np.array(0), with_one(0, 2, 2)]
    yield from _attempts(draw, "below", [*below, *zeros, _ids(draw, 3)])
    above = [with_one(ROWS, 3), with_one(2**32 + 3, 2, 2), np.array(ROWS), with_one(ROWS, 1)]
    last = [with_one(ROWS - 1, 2), np.array(ROWS - 1), with_one(ROWS - 1, 2, 2)]
    yield from _attempts(draw, "above", [*above, *last, _ids(draw, 3)])


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
    floats = [_ids(draw, 3).astype("float32"), np.array([0.5, 1.0]), np.array(2.0)]
    yield from _attempts(draw, "floats", [*floats, *(_ids(draw, n) for n in (1, 2, 3))])
    masks = [_ids(draw, ROWS) < 4, np.array([True, False]), _ids(draw, ROWS) > 0]
    yield from _attempts(draw, "bools", [*masks, *(_ids(draw, n) for n in (1, 2, ROWS))])


@lookup.part(
    "copy",
    0.25,
    "the rows are a copy, which later changes of the array do not reach",
    promises={"copy": "The rows are a copy: they stay when the array changes, and the other way."},
)
def _(draw: Draw) -> Iterator[Case]:
    run = draw.integer(1, 4) + np.arange(3)
    some = [_ids(draw), run, _ids(draw), _ids(draw, 1, 2), np.arange(ROWS)]
    for ids, changed in draw.shuffled(list(zip(some, [1, 0, 0, 1, 1], strict=True))):
        yield case(
            """
            rows = take_rows(array, ids)
            before = np.array(rows)
            array += changed
            rows += 2
            (rows == before + 2).all(), np.size(rows), array
            """,
            asks="copy",
            array=draw.array((ROWS, 2)),
            ids=ids,
            changed=np.float32(changed),
        )


# --------------------------------------------------------------------------- embeddings-vjp

vjp = Question("embeddings-vjp", needs=["lookup_vjp", "tf"])

# What every case begins with: a table, what was looked up in it, and the slices.
SLICES = """
    table, ids = tf.{kind}(array), tf.constant(ids)
    slices = lookup_vjp(tf.constant(g), tf.gather(table, ids), table, ids)
    """


def _vjp_case(
    draw: Draw, last: str, ids: NDArray, asks: str, row: tuple = (2,), zero: int | None = None
) -> Case:
    """A case about the slices that come of looking up `ids`, by its last lines.

    `zero`: which of the slices of g is 0, if any.
    """
    g = draw.array((*ids.shape, *row))
    if zero is not None:
        g[zero] = 0.0
    return case(
        dedent(SLICES.format(kind="Variable")) + dedent(last).strip(),
        asks=asks,
        array=draw.array((ROWS, *row)),
        ids=ids,
        g=g,
    )


@vjp.part(
    "values",
    1.0,
    "there is a slice of g for each id, in the order of the ids",
    promises={
        "slices": "The values are the slices of g, one for each id, in the order of the ids.",
        "any row": "The rows of the table may have any shape.",
        "dtype": "The values have the dtype of g.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (2, 2, 3, 5):
        yield _vjp_case(draw, "np.array(slices.values)", _ids(draw, count), "slices")
    for row in [(), (3,), (2, 2)]:
        ids = _ids(draw, draw.integer(1, 6))
        yield _vjp_case(draw, "np.shape(slices.values)", ids, "any row", row)
    yield _vjp_case(draw, "np.array(slices.values)", _ids(draw, 3), "slices", zero=1)
    twice = np.array(
        draw.indices(4, ROWS, repeated=True)
    )  # their sum: whose they are is asked below
    yield _vjp_case(draw, "np.array(slices.values).sum(axis=0)", twice, "slices")
    for table, g in [("float64", "float32"), ("float32", "float64")]:
        ids = _ids(draw, draw.integer(1, 6))
        yield case(
            dedent(SLICES.format(kind="Variable"))
            + "np.array(slices.values).dtype.name, len(slices.values)",
            asks="dtype",
            array=draw.array((ROWS, 2), table),
            ids=ids,
            g=draw.array((ids.size, 2), g),
        )


@vjp.part(
    "indices",
    1.0,
    "the indices are the ids, and an id that comes twice stays twice",
    promises={
        "ids": "The indices are the ids: slice i belongs to row indices[i].",
        "twice": "An id that comes twice has two slices.",
        "Tensor": "The indices are a Tensor.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    kind = "isinstance(slices.indices, tf.Tensor), len(slices.indices)"
    yield _vjp_case(draw, kind, _ids(draw, draw.integer(1, 6)), "Tensor")
    answer = "np.array(slices.indices).reshape(-1).tolist()"
    for count in (2, 2, 3, 5):
        ids = _ids(draw, count)
        ids[:2] = np.sort(ids[:2])[::-1]
        yield _vjp_case(draw, answer, ids, "ids")
    for count in (2, 3, 4, 5):
        ids = np.array(draw.indices(count, ROWS, repeated=True))
        yield _vjp_case(draw, f"sorted({answer})", ids, "twice")
    yield case(
        f"""
        table, ids = tf.Variable(np.ones((999, 2))), tf.constant(ids)
        g = tf.gather(table, ids)
        slices = lookup_vjp(g, g, table, ids)
        {answer}
        """,
        asks="ids",
        ids=200 + 99 * np.arange(draw.integer(2, 6))[::-1],
    )


@vjp.part(
    "any shape",
    1.25,
    "ids of any shape give a flat list of slices",
    promises={
        "flat": "For ids of any shape, values and indices have n slices: n ids in all.",
        "row by row": "They are those of the same ids in a flat list.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    shapes, n = "np.shape(slices.values), np.shape(slices.indices)", draw.integer(1, 3)
    for shape in [(), (1, draw.integer(1, 6)), (draw.integer(1, 6), 1), (1, n, 2), (n, 2)]:
        yield _vjp_case(draw, shapes, _ids(draw, *shape), "flat")
    yield case(  # none at all; that the dtype is that of g is asked above
        """
        def slices_for(ids, g):
            ids = tf.constant(ids)
            return lookup_vjp(tf.constant(g), tf.gather(table, ids), table, ids)

        table = tf.Variable(array)
        none, some = slices_for(ids[:0], g[:0]), slices_for(ids, g)
        np.shape(none.values), np.shape(none.indices), none.values.dtype == some.values.dtype
        """,
        asks="flat",
        array=draw.array((ROWS, 2), "float64"),
        ids=_ids(draw, 2),
        g=draw.array((2, 2), "float64"),
    )
    for shape in [(2, 3), (3, 2)]:  # what a flat list gives is right here by definition
        yield _vjp_case(
            draw,
            """
            flat, g = tf.reshape(ids, [-1]), tf.reshape(tf.constant(g), [-1, 2])
            listed = lookup_vjp(g, tf.gather(table, flat), table, flat)
            found, right = (
                [np.ravel(x).tolist() for x in (s.values, s.indices, s.dense_shape)]
                for s in (slices, listed)
            )
            [one == other for one, other in zip(found, right)], np.shape(slices.values)
            """,
            _ids(draw, *shape),
            "row by row",
        )
    for shape in [(), (2, 2)]:
        yield case(
            """
            def followed(ids, g):  # can a tape follow the values back to g?
                ids, g = tf.constant(ids), tf.Variable(g)
                with tf.GradientTape() as tape:
                    slices = lookup_vjp(2.0 * g, tf.gather(table, ids), table, ids)
                    total = tf.reduce_sum(slices.values)
                return len(slices.values), tape.gradient(total, g) is None

            table = tf.Variable(array)
            followed(ids, g) == followed(ids.reshape(-1), g.reshape(-1, 2)), ids.size
            """,
            asks="row by row",
            array=draw.array((ROWS, 2)),
            ids=_ids(draw, *shape),
            g=draw.array((*shape, 2)),
        )


@vjp.part(
    "whole shape",
    0.75,
    "dense_shape is the shape of the table, be it a Variable or a Tensor",
    promises={
        "dense_shape": "The dense_shape is the shape of the whole table, a Variable or a Tensor.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for kind, row in draw.shuffled(
        [("Variable", (2,)), ("Variable", (2, 1)), ("constant", (2,)), ("constant", (2, 1))]
    ):
        ids = _ids(draw, draw.integer(1, 5))
        yield case(
            dedent(SLICES.format(kind=kind)) + "[int(n) for n in slices.dense_shape]",
            asks="dense_shape",
            array=np.resize(draw.array((ROWS, 2)), (draw.integer(ROWS, 30), *row)),
            ids=ids,
            g=draw.array((*ids.shape, *row)),
        )


@vjp.part(
    "once more",
    1.0,
    "the values are a Tensor that a tape can follow back to g, for the gradient of a gradient",
    promises={
        "followed": "The values are a Tensor that a tape can follow back to g.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # The gradient of a plain sum: in whichever order the slices lie, it is the same.
    for shape in [(2,), (3,), (4,), (1,)]:
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
            ids=_ids(draw, *shape),
            g=draw.array((*shape, 2)),
            times=draw.array((*shape, 2)),
        )
    for _ in range(2):
        yield _vjp_case(
            draw,
            "isinstance(slices, tf.IndexedSlices), isinstance(slices.values, tf.Tensor), "
            "len(slices.values)",
            _ids(draw, draw.integer(1, 6)),
            "followed",
        )


# ------------------------------------------------------------------------- embeddings-dense

dense = Question("embeddings-dense", needs=["to_dense", "tf"])


def _dense_case(
    draw: Draw, indices: Any, count: int, asks: str, last: str = "dense", **changed: Any
) -> Case:
    """A case that makes slices at these indices dense, to be seen as `last` says.

    `changed`: `row`, the shape of a row; `shape`, the dense_shape in Python; `values`.
    """
    row = changed.get("row", (2,))
    shape = changed.get("shape", str((count, *row)))
    return case(
        f"""
        slices = tf.IndexedSlices(tf.constant(values), tf.constant(indices), {shape})
        dense = to_dense(slices)
        {last}
        """,
        asks=asks,
        values=changed.get("values", draw.array((len(indices), *row))),
        indices=np.array(indices, "int64"),
    )


SUM = "np.array(dense).sum(axis=0).tolist()"


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
    # Rows of one number: what becomes of longer ones is asked below.
    for count in (3, 4, 5):  # a row each, in some order
        indices = draw.indices(count, count)
        if indices in (sorted(indices), sorted(indices)[::-1]):
            indices[:2] = indices[1::-1]
        yield _dense_case(draw, indices, count, "places", "np.array(dense).tolist()", row=(1,))
    for named in (1, 2, 3):
        zero = "int((np.array(dense) == 0).all(axis=1).sum())"
        indices = [*draw.indices(named, 3), 3 + named]  # the last row, too
        count = 4 + named
        yield _dense_case(draw, indices, count, "zero", f"{zero}, {SUM}", row=(1,))
    for named in (1, 2, 3):
        count = draw.integer(4, 9)
        yield _dense_case(draw, draw.indices(named, 3), count, "shape", "np.shape(dense)")


@dense.part(
    "duplicates",
    1.0,
    "the slices of a row that is named more than once add up",
    promises={"sum": "Slices of the same row add up."},
)
def _(draw: Draw) -> Iterator[Case]:
    # The sum over all rows: in which rows the slices stand is asked elsewhere.
    for named in (2, 3, 4, 6):
        rest = draw.shuffled([0, 1, 2, 3, *draw.indices(named, 4, repeated=True)])
        yield _dense_case(draw, rest, 4, "sum", SUM, row=(1,))
    # One row has a slice twice, the other has its double once.
    values, row = np.array([[1], [2], [1]], "float32") * draw.array((2,)), draw.integer(0, 1)
    difference = "(np.array(dense)[0] - np.array(dense)[-1]).tolist()"
    yield _dense_case(draw, [row, 1 - row, row], 2, "sum", difference, values=values)


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
        yield _dense_case(draw, draw.indices(3, 3), 3, "row", f"np.shape(dense), {SUM}", row=row)
    kind = "isinstance(dense, tf.Tensor), np.array(dense).dtype.name, np.isin(values, dense).all()"
    for dtype in draw.shuffled(["float32", "float64", "float32", "float64", "float16"]):
        values = draw.array((3, 2), dtype) / 3  # in float64, no float32 is a third
        yield _dense_case(draw, draw.indices(3, 3), 3, "Tensor", kind, values=values)
    for shape in ("[3, 2]", "tf.constant([3, 2])"):
        indices = [draw.integer(0, 1), 2]  # the last row, too
        yield _dense_case(draw, indices, 3, "dense_shape", "np.shape(dense)", shape=shape)


# --------------------------------------------------------------------------- embeddings-sum

total = Question("embeddings-sum", needs=["add_gradients", "tf"])

# The cases bring what makes slices dense, so that `add_gradients` is judged apart from it.
WHOLE = """
def whole(g):
    written.append(type(g).__name__)
    if isinstance(g, tf.Tensor):
        return g
    rows = np.zeros((6, *np.shape(g.values)[1:]), "float32")
    np.add.at(rows, np.array(g.indices), np.array(g.values))
    return tf.constant(rows)

written = []

"""
SPARSE = "tf.IndexedSlices(tf.constant({v}), tf.constant({i}), {shape})"


def _sum_case(draw: Draw, kinds: str, last: str, asks: str, row: tuple = (2,)) -> Case:
    """A case that adds two gradients, "s" sparse and "d" or "0" dense, to be seen as `last` says.

    Where both are sparse, no row is named by both. "0" is a Tensor of zeros.
    """
    inputs, made, rows = dict[str, Any](), [], draw.indices(6, 6)
    for name, kind, named in zip("ab", kinds, (rows[:3], rows[3:]), strict=True):
        if kind == "s":
            named = named[: draw.integer(1, 3)]
            inputs[name] = draw.array((len(named), *row))
            inputs[f"{name}_rows"] = np.array(named)
            made.append(SPARSE.format(v=name, i=f"{name}_rows", shape=str((6, *row))))
        else:
            inputs[name] = draw.array((6, *row)) if kind == "d" else np.zeros((6, *row), "float32")
            made.append(f"tf.constant({name})")
    program = f"a, b = {made[0]}, {made[1]}\ntotal = add_gradients(a, b, whole)\n{last}"
    return case(WHOLE + program, asks=asks, **inputs)


@total.part(
    "sparse",
    0.8,
    "two sparse gradients add up to what both of them stand for",
    promises={
        "both": "The sum stands for what a and b stand for together, in rows that both name, too.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for row in [(2,), (2,), (), (3,), (2, 2)]:
        yield _sum_case(draw, "ss", "whole(total)", "both", row)
    for count in (2, 3):  # a names a row twice, and b names the same ones in another order
        named = draw.indices(count, 6)
        named.insert(draw.integer(0, count), named[0])
        yield case(
            WHOLE
            + dedent("""
            a = tf.IndexedSlices(tf.constant(a), tf.constant(rows), (6, 2))
            b = tf.IndexedSlices(tf.constant(b), tf.constant(rows[::-1]), (6, 2))
            add_gradients(a, b, whole)  # leaves a and b as they are
            whole(add_gradients(a, b, whole))
            """).lstrip(),
            asks="both",
            a=draw.array((count + 1, 2)),
            b=draw.array((count + 1, 2)),
            rows=np.array(named),
        )
    for count in (1, 2, 3, 4):  # the sum over all rows: in which they stand is asked above
        rows, values = np.array(draw.indices(count, 6)), draw.array((count, 2))
        yield case(
            WHOLE
            + dedent("""
            a = tf.IndexedSlices(tf.constant(a), tf.constant(rows), (6, 2))
            b = tf.IndexedSlices(tf.constant(b), tf.constant(rows), (6, 2))
            whole(add_gradients(a, b, whole)).numpy().sum(axis=0)
            """).lstrip(),
            asks="both",
            a=values,
            b=np.concatenate([values[:1], draw.array((count - 1, 2))]),  # the first one is a's, too
            rows=rows,
        )


@total.part(
    "stays sparse",
    0.8,
    "sparse with sparse stays sparse, and gets no longer than both together",
    promises={
        "sparse": "The sum of two IndexedSlices is IndexedSlices, with the dense_shape of both.",
        "short": "It has no more slices than a and b have together.",
        "many": "So it is, however many slices there are.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(3):
        shape = [draw.integer(6, 40), draw.integer(1, 4)]
        rows = np.array(draw.indices(3, 6))
        for asks, last in [
            ("sparse", "isinstance(total, tf.IndexedSlices), [int(n) for n in total.dense_shape]"),
            ("short", "len(total.indices), len(total.values)"),
        ]:
            yield case(
                f"""
                first, second = tf.constant(rows[:cut]), tf.constant(rows[cut:])
                a = tf.IndexedSlices(tf.constant(values[:cut]), first, shape)
                b = tf.IndexedSlices(tf.constant(values[cut:]), second, shape)
                total = add_gradients(a, b, None)
                {last}
                """,
                asks=asks,
                values=draw.array((3, shape[1])),
                rows=rows,
                shape=shape,
                cut=draw.integer(1, 2),
            )
    yield case(
        """
        a = tf.IndexedSlices(tf.constant(values), tf.constant(rows), shape)
        total = add_gradients(a, a, lambda slices: tf.zeros(shape))
        isinstance(total, tf.IndexedSlices), np.asarray(total.values).dtype.name
        """,
        asks="many",
        values=draw.array((4, 2), "float64"),
        rows=np.array(draw.indices(4, 3, repeated=True)),
        shape=(3, 2),
    )


@total.part(
    "mixed",
    1.4,
    "a sparse and a dense gradient add up to a Tensor, in either order",
    promises={
        "sparse first": "IndexedSlices and a Tensor add up to a Tensor, by the function dense.",
        "dense first": "A Tensor and IndexedSlices add up to a Tensor, by the function dense.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for kinds, asks in [("sd", "sparse first"), ("ds", "dense first")]:
        for row in [(2,), (), (2, 2)]:
            yield _sum_case(draw, kinds, "total", asks, row)
        # With zeros, too, it is a Tensor.
        yield _sum_case(draw, kinds.replace("d", "0"), "total", asks, (3,))
    # Slices that name a row twice add up, too.
    for order, asks in [("a, b", "sparse first"), ("b, a", "dense first")]:
        yield case(
            WHOLE
            + dedent(f"""
            a = tf.IndexedSlices(tf.constant(a), tf.constant(rows), (6, 2))
            b = tf.constant(b)
            add_gradients({order}, whole)
            """).lstrip(),
            asks=asks,
            a=draw.array((4, 2)),
            b=draw.array((6, 2)),
            rows=np.array(draw.indices(4, 6, repeated=True)),
        )
    for kinds, asks in draw.shuffled([("sd", "sparse first"), ("ds", "dense first")]):
        yield _sum_case(draw, kinds, "written, np.array(total)", asks)


@total.part(
    "dense",
    1.0,
    "two dense gradients add up as numbers do",
    promises={"dense": "Two Tensors add up to a Tensor."},
)
def _(draw: Draw) -> Iterator[Case]:
    for row in [(2,), (2,), (), (3,), (2, 2)]:
        yield _sum_case(draw, "dd", "total", "dense", row)
    yield case("a = tf.constant(a)\nadd_gradients(a, a)", asks="dense", a=draw.array((6, 2)))


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

SLICES_OF = "tf.IndexedSlices(tf.constant({g}), tf.constant({rows}), tuple({v}.shape))"
ONE = SLICES_OF.format(g="g", rows="rows", v="table")


@step.part(
    "rows",
    1.25,
    "a row that is named moves by learning_rate times its slice, downhill",
    promises={
        "named": "Each row that is named moves by learning_rate times its slice, downhill.",
        "every pair": "Every Variable is moved, also where the pairs come as a zip.",
        "any row": "The rows may have any shape and any float dtype.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for count, named in [(1, 1), (2, 2), (5, 1), (5, 2), (6, 3)]:
        yield case(
            f"""
            table = tf.Variable(array)
            SparseSGD(learning_rate).apply_gradients([({ONE}, table)])
            table.numpy()
            """,
            asks="named",
            array=draw.array((count, 2)),
            g=draw.array((named, 2)),
            rows=np.array(draw.indices(named, count)),
            learning_rate=draw.one_of([0.5, 0.25, 0.125]),
        )
    # How many times as far as with another slice: the length of a step is asked above.
    scales = {"float16": 1.0, "float32": 1e3, "float64": 1e40}  # float32 ends below 1e40
    for row, dtype in [
        ((), "float32"),
        ((2, 2), "float32"),
        ((2,), "float64"),
        ((2,), "float16"),
    ]:
        yield case(
            f"""
            moves = []
            for slices in (g, times * g):
                table = tf.Variable(0.0 * array)
                optimizer = SparseSGD(0.5, momentum=momentum)
                optimizer.apply_gradients([({ONE.replace("(g)", "(slices)")}, table)])
                moves.append(table.numpy()[rows])
            moves[1] / moves[0]
            """,
            asks="any row",
            array=draw.array((3, *row), dtype),
            g=draw.array((3, *row), dtype),
            rows=np.array(draw.indices(3, 3)),
            times=np.dtype(dtype).type(draw.integer(2, 9) * scales[dtype]),
            momentum=0.0 if dtype == "float32" else 0.5,
        )
    for pairs in ("zip([one, two], [table, other])", "iter([(one, table), (two, other)])"):
        yield case(
            f"""
            table, other = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            one, two = {ONE}, {ONE.replace("(g)", "(times * g)")}
            SparseSGD(0.5).apply_gradients({pairs})
            other.numpy() / table.numpy()
            """,
            asks="every pair",
            g=draw.array((3, 2)),
            rows=np.array(draw.indices(3, 3)),
            times=np.float32(draw.integer(2, 9)),
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
    # How many times as far as another row, which has one slice. Of three or more slices, two are
    # neighbors.
    for asks, momentum, few in [("sum", 0.0, 2)] * 3 + [
        ("momentum", 0.5, 2),
        ("momentum", 0.75, 3),
    ]:
        yield case(
            """
            optimizer, table = SparseSGD(0.5, momentum=momentum), tf.Variable(tf.zeros((2, 2)))
            values = tf.constant(np.insert(sizes, 1, 1.0)[:, None] * g, tf.float32)
            rows = tf.constant([row, 1 - row, *[row] * (len(sizes) - 1)])
            for _ in range(2):
                table.assign(tf.zeros((2, 2)))
                optimizer.apply_gradients([(tf.IndexedSlices(values, rows, (2, 2)), table)])
            table.numpy()[row] / table.numpy()[1 - row]
            """,
            asks=asks,
            sizes=draw.array((draw.integer(few, 4),), positive=True),
            g=draw.array((2,)),
            row=draw.integer(0, 1),
            momentum=momentum,
        )


WATCHED = """
touched = set()

class Table(tf.Variable):
    def __getattribute__(self, name):
        if name in ("numpy", "assign", "assign_add", "assign_sub"):
            touched.update(range(12))  # all of its rows
        found = super().__getattribute__(name)
        if not name.startswith("scatter_"):
            return found

        def scatter(slices, *others, **named):
            touched.update(np.asarray(slices.indices).ravel().tolist())
            return found(slices, *others, **named)

        return scatter

def listen(record):
    if record.inputs[0] is table:
        some = record.inputs[1:] or [tf.range(12)]  # of a look-up, the ids
        touched.update(some[0].numpy().ravel().tolist())

def slices(size):
    return tf.IndexedSlices(size * tf.ones((len(rows), 2)), tf.constant(rows), (12, 2))

table, optimizer = Table(tf.zeros((12, 2))), SparseSGD(0.5, momentum=momentum)
optimizer.apply_gradients([(slices(1.0), table)])
before = tf.Variable.numpy(table)
touched.clear()
tf.ops.listeners.append(listen)
try:
    optimizer.apply_gradients([(slices(2.0), table)])
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
    optimizer, table = SparseSGD(0.5, momentum=momentum), tf.Variable(tf.zeros((4, 2)))
    moves = []
    for times in sizes:
        table.assign(tf.zeros((4, 2)))
        slices = tf.IndexedSlices(tf.constant(times * g), tf.constant(rows), (4, 2))
        optimizer.apply_gradients([(slices, table)])
        moves.append(table.numpy()[rows])
    [move / moves[0] for move in moves]
    """


@step.part(
    "momentum",
    0.75,
    "a row that is named keeps the share `momentum` of its velocity",
    promises={
        "share": "A row that is named keeps the share momentum of its velocity.",
        "in full": "A new slice counts in full, whatever the momentum.",
        "default": "Without a momentum it is 0: no step depends on those before.",
        "changes": "The learning rate and the momentum may be changed between steps.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Compared with the first move: its length is asked elsewhere.
    for sizes in ([1, 2], [1, 3, 2], [1, 0, 0], [1, -2, 1]):
        yield case(
            ROLL,
            asks="share",
            g=draw.array((3, 2)),
            rows=np.array(draw.indices(3, 4)),
            sizes=np.array(sizes, "float32"),
            momentum=draw.one_of([0.25, 0.5, 0.75, 0.8, 0.9]),
        )
    for _ in range(2):
        yield case(
            """
            moves = []
            for optimizer in (SparseSGD(0.5), SparseSGD(0.5, momentum=momentum)):
                table = tf.Variable(tf.zeros((4, 2)))
                slices = tf.IndexedSlices(tf.constant(g), tf.constant(rows), (4, 2))
                optimizer.apply_gradients([(slices, table)])
                moves.append(table.numpy()[rows])
            times * moves[1] / moves[0]
            """,
            asks="in full",
            g=draw.array((2, 2)),
            rows=np.array(draw.indices(2, 4)),
            times=draw.array((2,), positive=True),
            momentum=draw.one_of([0.25, 0.5, 0.9]),
        )
    for changed, second in (("learning_rate", draw.integer(2, 9)), ("momentum", 0)):
        yield case(
            f"""
            optimizer, moves = SparseSGD(0.5, momentum=0.5), []
            table = tf.Variable(tf.zeros((4, 2)))
            for times in sizes:
                table.assign(tf.zeros((4, 2)))
                slices = tf.IndexedSlices(tf.constant(times * g), tf.constant(rows), (4, 2))
                optimizer.apply_gradients([(slices, table)])
                optimizer.{changed} = {changed}
                moves.append(table.numpy()[rows])
            moves[1] / moves[0]
            """,
            asks="changes",
            g=draw.array((2, 2)),
            rows=np.array(draw.indices(2, 4)),
            sizes=np.array([1, second], "float32"),
            **{changed: draw.one_of([0.25, 0.75])},
        )
    # Raised from 0: another row steps first, whose velocity may or may not be kept.
    first, row = draw.indices(2, 4)
    yield case(
        """
        optimizer, table, moves = SparseSGD(0.5), tf.Variable(tf.zeros((4, 2))), []
        for row in rows:
            table.assign(tf.zeros((4, 2)))
            slices = tf.IndexedSlices(tf.constant(g), tf.constant([row]), (4, 2))
            optimizer.apply_gradients([(slices, table)])
            optimizer.momentum = momentum
            moves.append(table.numpy()[row])
        moves[2] / moves[1]
        """,
        asks="changes",
        g=draw.array((1, 2)),
        rows=[first, row, row],
        momentum=draw.one_of([0.25, 0.5, 0.75]),
    )
    yield case(
        """
        optimizer, table, moves = SparseSGD(0.5), tf.Variable(tf.zeros((4, 2))), []
        for times in sizes:
            table.assign(tf.zeros((4, 2)))
            slices = tf.IndexedSlices(tf.constant(times * g), tf.constant(rows), (4, 2))
            optimizer.apply_gradients([(slices, table)])
            moves.append(table.numpy()[rows])
        moves[1] / moves[0]
        """,
        asks="default",
        g=draw.array((2, 2)),
        rows=np.array(draw.indices(2, 4)),
        sizes=np.array([1, draw.integer(2, 9)], "float32"),
    )


@step.part(
    "idle",
    0.75,
    "a row that is not named rests: it does not roll on, and its velocity does not fade",
    promises={
        "rests": "A row that is not named does not move, and its velocity stays as it is.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Its last move after a pause, beside that without a pause; and where it was meanwhile.
    for pause, meanwhile in draw.shuffled([(1, 0.5), (2, 0.5), (3, 0.0)]):
        for last in ("times * moves[0] / moves[1]", "(times * still).tolist()"):
            yield case(
                f"""
                moves, still = [], np.ones(2)
                for rows in ([first, *[2] * pause, first], [first, first]):
                    optimizer, table = SparseSGD(0.5, momentum=0.5), tf.Variable(tf.zeros((3, 2)))
                    for row in rows:
                        before = table.numpy()[first]
                        slices = tf.IndexedSlices(tf.constant(g), tf.constant([row]), (3, 2))
                        optimizer.momentum = meanwhile if row == 2 else 0.5
                        optimizer.apply_gradients([(slices, table)])
                        if row == 2 and (table.numpy()[first] != before).any():
                            still[:] = 0.0
                    moves.append(table.numpy()[first] - before)
                {last}
                """,
                asks="rests",
                g=draw.array((1, 2)),
                times=draw.array((2,), positive=True),
                first=draw.integer(0, 1),
                pause=pause,
                meanwhile=meanwhile,
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

        def at_zero():
            for variable in (v, u):
                variable.assign(tf.zeros((2, 2)))
            return v, u

        v, u = tf.Variable(tf.zeros((2, 2))), tf.Variable(tf.zeros((2, 2)))
        """
    for asks, steps in [
        (
            "Variable",
            """
            optimizer = SparseSGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(slices(1), v), (slices(times), u)])
            v, u = at_zero()
            optimizer.apply_gradients([(slices(times), u), (slices(1), v)])
            """,
        ),
        (
            "Variable",
            """
            optimizer = SparseSGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(slices(1), v)])
            optimizer.apply_gradients([(slices(times), u)])
            """,
        ),
        (
            "Variable",
            """
            w = tf.Variable(tf.zeros((2, 2)))
            both, alone = SparseSGD(0.5, momentum=0.5), SparseSGD(0.5, momentum=0.5)
            both.apply_gradients([(slices(1), w), (slices(times), u)])
            alone.apply_gradients([(slices(1), v)])
            v, u = at_zero()
            both.apply_gradients([(slices(times), u), (slices(1), w)])
            alone.apply_gradients([(slices(1), v)])
            """,
        ),
        (
            "optimizer",
            """
            SparseSGD(0.5, momentum=0.5).apply_gradients([(slices(1), v)])
            v, u = at_zero()
            one, two = SparseSGD(0.5, momentum=0.5), SparseSGD(0.5, momentum=0.5)
            one.apply_gradients([(slices(1), v)])
            two.apply_gradients([(slices(times), u)])
            """,
        ),
    ]:
        for row in (0, 1):
            yield case(
                dedent(begin) + dedent(steps) + "u.numpy()[row] / v.numpy()[row]",
                asks=asks,
                g=draw.array((1, 2)),
                times=np.float32(-draw.integer(2, 9)),
                row=row,
            )
    yield case(
        """
        optimizer, moves = SparseSGD(0.5, momentum=0.5), []
        slices = tf.IndexedSlices(tf.constant(g), tf.constant([row]), (2, 2))
        for _ in range(2):
            tables = [tf.Variable(tf.zeros((2, 2))) for _ in range(9)]
            optimizer.apply_gradients([(slices, table) for table in tables])
            moves.append([table.numpy()[row] for table in tables])
            del tables  # new ones may take their places
        times * np.array(moves[1]) / moves[0]
        """,
        asks="Variable",
        g=draw.array((1, 2)),
        times=draw.integer(2, 9),
        row=draw.integer(0, 1),
    )


# ------------------------------------------------------------------------- embeddings-train

train = Question("embeddings-train", needs=["train_map", "tf"])

# The cases bring a loss and an optimizer, so that the training is judged apart from both. What the
# loss is asked about counts where a tape listens: it may also be asked for the history.
NOTED = """
batches = []

def loss(table, pairs, distances):
    if tf.ops.listeners:  # a tape records
        batches.append((np.array(pairs).tolist(), np.array(distances).tolist()))
    return tf.reduce_sum(table) * float(np.mean(distances))

class Resting:
    def apply_gradients(self, grads_and_vars):
        list(grads_and_vars)

table = tf.Variable(tf.ones((2, 2)))
"""
RUN = "train_map(table, pairs, distances, Resting(), {epochs}, {size}, {seed}, loss)\n"
CAME = "came = [pair for some, _ in batches for pair in some]\n"


def _pairs(draw: Draw, n: int) -> NDArray:
    """n pairs of ids that all differ, in no order."""
    return draw.rng.permutation(2 * n).reshape(n, 2)


def _run(
    draw: Draw,
    last: str,
    asks: str,
    *,
    n: int,
    size: int,
    epochs: int = 1,
    seed: int | None = None,
    before: str = "",
) -> Case:
    """A case that trains on n drawn pairs, with a drawn seed or this one, seen as `last` says."""
    seed = draw.integer(1, 99) if seed is None else seed
    run = RUN.format(epochs=epochs, size=size, seed=seed)
    return case(
        NOTED + dedent(before) + run + dedent(last).strip(),
        asks=asks,
        pairs=_pairs(draw, n),
        distances=draw.array((n,), positive=True),
    )


@train.part(
    "every pair",
    0.7,
    "in every epoch each pair comes once, with its own distance",
    promises={
        "once": "In every epoch each pair comes exactly once.",
        "own distance": "Each pair comes with its own distance.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for n, size in [(6, 1), (8, 2), (9, 3), (8, 4), (7, 7)]:
        yield _run(draw, CAME + f"sorted(came[:{n}])", "once", n=n, size=size)
    for n, size in [(6, 1), (8, 2), (9, 3), (8, 4)]:
        yield _run(
            draw,
            """
            own = {tuple(pair): d for pair, d in zip(pairs.tolist(), distances.tolist())}
            came = [(*pair, d) for some, wanted in batches for pair, d in zip(some, wanted)]
            [d for one, other, d in came if own[one, other] != d]
            """,
            "own distance",
            n=n,
            size=size,
        )


@train.part(
    "batches",
    0.4,
    "a step takes batch_size pairs; only the last of an epoch may have fewer",
    promises={
        "size": "Each step has batch_size pairs; only the last of an epoch may have fewer.",
        "epochs": "There are as many epochs as asked for, however the losses go; with 0, none.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size in draw.shuffled([1, 2, 3, 4, 5, 20]):
        n = draw.integer(6, 12)
        if 2 < size < 20:  # the last batch lacks two or more: batches of equal size would differ
            n = size * draw.integer(1, 2) + draw.integer(1, size - 2)
        yield _run(draw, f"[len(some) for some, _ in batches][:{n}]", "size", n=n, size=size)
    yield _run(
        draw,
        "len(steps)",
        "size",
        n=2 * draw.integer(3, 9) + 1,
        size=2,
        before="""
        steps = []

        class Resting:
            def apply_gradients(self, grads_and_vars):
                steps.extend(grads_and_vars)
        """,
    )
    for epochs in draw.shuffled([0, 1, 2, 3]):
        n = 3 * draw.integer(2, 5)
        count = "sum(len(some) for some, _ in batches)"
        yield _run(draw, count, "epochs", n=n, size=3, epochs=epochs)
    for factor in draw.shuffled([2.0, 0.01]):  # the losses rise, or nearly reach 0
        yield _run(
            draw,
            "len(batches)",
            "epochs",
            n=4,
            size=2,
            epochs=draw.integer(4, 7),
            before=f"""
            class Resting:
                def apply_gradients(self, grads_and_vars):
                    for _, v in grads_and_vars:
                        v.assign({factor} * v)
            """,
        )


# An order that is another one turned around, or begun elsewhere, goes through it by the same step
# nearly all the time. Less than one random order of 30 pairs in a billion does so half of the time.
ALIKE = """
def alike(order, before):  # does order go through before mostly by the same step?
    places = [before.index(pair) for pair in order if pair in before]
    steps = [(b - a) % len(before) for a, b in zip(places, places[1:])]
    return max(map(steps.count, steps), default=0) > len(before) // 2

"""


@train.part(
    "order",
    0.25,
    "the order is random, and another one in every epoch",
    promises={
        "random": "The pairs come in a random order.",
        "each epoch": "Every epoch has an order of its own.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for seed in (0, draw.integer(1, 50), draw.integer(51, 99)):
        for asks, epochs, same in [
            ("random", 1, "alike(came[:{n}], pairs.tolist()), len(came[:{n}])"),
            # Less than one random order in 100 million begins with the first 15 pairs of 30.
            ("random", 1, "sorted(came[:15]) == sorted(pairs[:15].tolist()), len(came[:{n}])"),
            (
                "each epoch",
                3,
                "one, two, three = (came[i * {n} : (i + 1) * {n}] for i in range(3))\n"
                "alike(two, one), alike(three, two), alike(three, one), len(one)",
            ),
        ]:
            n = 5 * draw.integer(6, 9)
            before = ALIKE if "alike" in same else ""
            program = CAME + same.format(n=n)
            yield _run(draw, program, asks, n=n, size=5, epochs=epochs, seed=seed, before=before)


@train.part(
    "again",
    0.25,
    "the seed decides the orders: the same one gives the same, another one others",
    promises={
        "same": "The same seed gives the same batches in the same order.",
        "another": "Another seed gives another order.",
        "global": "NumPy's global random state is not changed.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    same = [("same", (n, n), 2) for n in (0, draw.integer(1, 50), draw.integer(51, 99))]
    another = [("another", (n, n + 1), epochs) for n, epochs in ((1, 2), (20, 1), (41, 1))]
    for asks, seeds, epochs in draw.shuffled([*same, *another]):
        n = 4 * draw.integer(4, 8)
        # Whether they are shuffled at all is asked above.
        other = " and batches[0][0] != pairs[:4].tolist()" if asks == "another" else ""
        yield case(
            NOTED
            + "".join(RUN.format(epochs=epochs, size=4, seed=seed) for seed in seeds)
            + "half = len(batches) // 2\n"
            + f"batches[:half] == batches[half:]{other}, half > 0",
            asks=asks,
            pairs=_pairs(draw, n),
            distances=draw.array((n,), positive=True),
        )
    for _ in range(2):
        yield _run(
            draw,
            "np.random.random() == expected, len(batches) > 0",
            "global",
            n=6,
            size=2,
            before="""
            np.random.seed(3)
            expected = np.random.random()
            np.random.seed(3)
            """,
        )


@train.part(
    "steps",
    1.2,
    "every step gives the optimizer the gradient of its batch's loss for the table",
    promises={
        "gradient": "The optimizer gets the gradient of the loss of the batch, for the table.",
        "slices": "The optimizer gets the gradient as the tape finds it: IndexedSlices stay what "
        "they are.",
        "in place": "The table given is the one that is trained, from where it stands.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size in (2, 3, 4):
        yield case(
            """
            noted = []

            def loss(table, pairs, distances):
                return float(np.mean(distances)) * tf.reduce_sum(table)

            class Noting:
                def apply_gradients(self, grads_and_vars):
                    noted.extend(g.numpy() for g, _ in grads_and_vars)

            table = tf.Variable(start)
            train_map(table, pairs, distances, Noting(), 1, size, 0, loss)
            np.mean(noted, axis=0)
            """,
            asks="gradient",
            pairs=_pairs(draw, 7),
            distances=np.full(7, draw.integer(2, 9), "float32"),
            start=draw.array((2, 2)),
            size=size,
        )
    for _ in range(2):
        yield case(
            """
            noted, tf.ops.FORWARD["pick"] = [], lambda array: array[rows]
            tf.VJPS["pick"] = (lambda g, out, v: tf.IndexedSlices(g, tf.constant(rows), v.shape),)

            def loss(table, pairs, distances):
                return tf.reduce_sum(tf.ops.apply("pick", table))

            class Noting:
                def apply_gradients(self, grads_and_vars):
                    for g, _ in grads_and_vars:
                        sparse = isinstance(g, tf.IndexedSlices)
                        noted.append(g.indices.numpy().tolist() if sparse else "no slices")

            table = tf.Variable(tf.zeros((9, 2)))
            train_map(table, pairs, distances, Noting(), 1, 2, 0, loss)
            noted[0]
            """,
            asks="slices",
            pairs=_pairs(draw, 4),
            distances=draw.array((4,), positive=True),
            rows=draw.indices(draw.integer(2, 4), 9),
        )
    for epochs in (1, 2, 3):
        yield case(
            """
            taken = []

            def loss(table, pairs, distances):
                return tf.reduce_sum(tf.square(table))

            class Doubling:
                def apply_gradients(self, grads_and_vars):
                    for _, v in grads_and_vars:
                        v.assign(2.0 * v)
                        taken.append(0.5)

            table = tf.Variable(start)
            train_map(table, pairs, distances, Doubling(), epochs, 2, 0, loss)
            table.numpy() * np.prod(taken, dtype="float32"), len(taken) > 0
            """,
            asks="in place",
            pairs=_pairs(draw, 3),
            distances=draw.array((3,), positive=True),
            start=draw.array((2, 2)),
            epochs=epochs,
        )


@train.part(
    "losses",
    1.2,
    "the list holds the mean loss of each epoch, over all of its pairs",
    promises={
        "mean": "The loss of an epoch is the mean over its pairs; a smaller batch counts for less.",
        "before": "The loss of a batch is that before its step.",
        "numbers": "The result is a new list of plain numbers, one for each epoch.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Compared with the losses that the tape heard of, whatever the batches were.
    begin = """
        heard = []

        def loss(table, pairs, distances):
            value = float(np.mean(distances)) + tf.reduce_sum(table)
            if tf.ops.listeners:
                heard.extend([float(value)] * len(pairs))
            return value

        class Raising:
            def apply_gradients(self, grads_and_vars):
                for _, v in grads_and_vars:
                    v.assign_add(up * tf.ones_like(v))

        table = tf.Variable([0.5])
        losses = train_map(table, pairs, distances, Raising(), {epochs}, size, 0, loss)
        """
    for asks, n, size, epochs, up in [
        *(("mean", n, size, epochs, 0) for n, size, epochs in [(7, 3, 1), (8, 3, 2), (5, 4, 1)]),
        *(("before", n, size, epochs, 1) for n, size, epochs in [(6, 2, 1), (4, 4, 2), (3, 1, 1)]),
    ]:
        yield case(
            dedent(begin.format(epochs=epochs))
            + "times * float(losses[-1]) / np.mean(heard[-len(heard) // len(losses):])",
            asks=asks,
            pairs=_pairs(draw, n),
            distances=draw.array((n,), positive=True),
            times=draw.integer(2, 99),
            size=size,
            up=np.float32(up),
        )
    for epochs in draw.shuffled([0, 1, 1, 1]):
        yield case(
            dedent(begin.format(epochs=epochs))
            + "numbers = [isinstance(value, (float, np.floating)) for value in losses]\n"
            + f"again = train_map(table, pairs, distances, Raising(), {epochs}, size, 0, loss)\n"
            + "isinstance(losses, list), losses is again, numbers",
            asks="numbers",
            pairs=_pairs(draw, 3),
            distances=draw.array((3,), positive=True),
            size=2,
            up=np.float32(0),
        )
