"""Questions of the stage 01-variables: Tensors, operators, Variables, assigning, scattering.

Inputs reach the programs as NumPy arrays of a stated dtype wherever a question is not about
dtypes. So a Tensor that gets only the dtype of Python numbers wrong costs points once.
"""

from collections.abc import Iterator

import numpy as np

from autograder.inside.draw import Draw
from autograder.inside.question import Case, case

from .forms import Question
from .probes import refused, scribble

Cases = Iterator[Case]

ASSIGNING = ("assign", "assign_add", "assign_sub")
SCATTERING = ("scatter_update", "scatter_sub")

# ---------------------------------------------------------------- 1: class Tensor

tensor = Question(
    "variables-tensor", needs=["Tensor"], helpers={"refused": refused, "scribble": scribble}
)


@tensor.part("value", 0.5, "a Tensor holds the numbers it was given, in their shape")
def _(draw: Draw) -> Cases:
    for shape in [(), (1,), (3,), (2, 3), (1, 2), (2, 1, 3)]:
        yield case(
            """
            x = Tensor(a)
            x.numpy().tolist(), tuple(x.shape)
            """,
            a=draw.array(shape),
        )
    for shape in [(2,), (3, 2)]:
        yield case("Tensor(a).numpy().tolist(), tuple(Tensor(a).shape)", a=draw.numbers(shape))


@tensor.part("copies in", 1, "a Tensor keeps its value when the array that it was made of changes")
def _(draw: Draw) -> Cases:
    for shape in [(1,), (2,), (2, 3), (2, 1, 2)]:
        yield case(
            """
            x = Tensor(a)
            a[...] = 99
            x.numpy()
            """,
            a=draw.array(shape),
        )
    yield case(
        """
        x = Tensor(a[1:])
        a[...] = 99
        x.numpy()
        """,
        a=draw.array((3,)),
    )
    for dtype in ("float32", "int32"):
        yield case(
            f"""
            x = Tensor(a, dtype=np.{dtype})
            a[...] = 99
            x.numpy()
            """,
            a=draw.array((2,), dtype),
        )
    yield case(
        """
        x = Tensor(a)
        a[0] = 99.0
        x.numpy().tolist()
        """,
        a=draw.numbers((2,)),
    )


@tensor.part("hands out copies", 1, "nobody can change a Tensor through what `numpy()` hands out")
def _(draw: Draw) -> Cases:
    for shape in [(1,), (2,), (2, 3), (1, 2, 2)]:
        yield case(
            """
            x = Tensor(a)
            scribble(x.numpy())
            x.numpy()
            """,
            a=draw.array(shape),
        )
    yield case(
        """
        x = Tensor(a)
        scribble(x.numpy())
        x.numpy().tolist()
        """,
        a=draw.numbers((3,)),
    )


@tensor.part(
    "sealed", 0.5, "`x[0] = 1` is a TypeError, setting `x.shape` or `x.dtype` an AttributeError"
)
def _(draw: Draw) -> Cases:
    for shape, place in [((2,), "0"), ((3,), "-1"), ((2, 2), "0, 1"), ((2, 3), "1")]:
        yield case(
            f"""
            x = Tensor(a)
            def write():
                x[{place}] = 99.0
            refused(write), x.numpy()
            """,
            a=draw.array(shape),
        )
    for change in ("shape = (1, 4)", "dtype = np.dtype('float64')"):
        yield case(
            f"""
            x = Tensor(a)
            def change():
                x.{change}
            refused(change), x.numpy(), tuple(x.shape)
            """,
            a=draw.array((4,)),
        )


@tensor.part("Python numbers", 1, "Python floats become float32, ints int32, bools bool")
def _(draw: Draw) -> Cases:
    floats = [draw.numbers(shape) for shape in [(), (2,), (2, 2)]]
    integers = [draw.integers(shape) for shape in [(), (3,), (1, 2)]]
    mixed = [[draw.integers(), *draw.numbers((2,))], [[draw.integers()], [draw.numbers()]]]
    bools = [True, [True, False], [[False], [True]]]
    for a in [*floats, *integers, *mixed, *bools]:
        yield case(
            """
            x = Tensor(a)
            np.dtype(x.dtype).name, x.numpy()
            """,
            a=a,
        )


@tensor.part(
    "given dtypes", 1, "an array keeps its own dtype, and `dtype=...` decides where it is given"
)
def _(draw: Draw) -> Cases:
    for dtype in ("float32", "float64", "int32", "int64"):
        for shape in [(), (2,)]:
            yield case(
                """
                x = Tensor(a)
                np.dtype(x.dtype).name, x.numpy()
                """,
                a=draw.array(shape, dtype),
            )
    yield case("np.dtype(Tensor(a).dtype).name, Tensor(a).numpy()", a=np.array([True, False]))
    yield case(
        "np.dtype(Tensor(a[0]).dtype).name, Tensor(a[0]).numpy()", a=draw.array((2,), "float64")
    )
    for a, dtype in [
        (draw.numbers(), "float64"),
        (draw.numbers((2,)), "float64"),
        (draw.integers((2,)), "float32"),
        (draw.integers((2, 2)), "int64"),
        (draw.array((3,), "float64"), "float32"),
        (draw.array((2,), "int32"), "float64"),
    ]:
        yield case(
            f"""
            x = Tensor(a, dtype=np.{dtype})
            np.dtype(x.dtype).name, x.numpy()
            """,
            a=a,
        )


# ------------------------------------------------------------------- 2: operators

operators = Question("variables-operators", needs=["Tensor"])

# Shapes of two operands that broadcast together.
PAIRS = [((), ()), ((2,), (2,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((3,), ()), ((2, 1, 2), (3, 1))]


@operators.part("values", 1, "`+`, `-`, `*`, `/`, `**` and unary minus compute what NumPy computes")
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        for left, right in [PAIRS[0], PAIRS[1], draw.one_of(PAIRS[2:4]), draw.one_of(PAIRS[4:])]:
            yield case(f"Tensor(a) {sign} Tensor(b)", a=draw.array(left), b=draw.array(right))
    for sign in ("+", "-", "*", "/"):
        yield case(f"Tensor(a) {sign} b", a=draw.array((2,)), b=draw.numbers())
    yield case(
        "Tensor(a) ** Tensor(b)", a=draw.array((2,), positive=True), b=np.array([2, 3], "float32")
    )
    yield case("Tensor(a) ** 2", a=draw.array((2, 2)))
    for shape in [(), (2,), (1, 3)]:
        yield case("-Tensor(a)", a=draw.array(shape))


@operators.part("reflected", 1, "a number, list or array may stand on the left: `2 - x`, `a / x`")
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        yield case(f"b {sign} Tensor(a)", a=draw.array(), b=draw.numbers())
        yield case(f"b {sign} Tensor(a)", a=draw.array((2,)), b=draw.numbers())
        yield case(f"b {sign} Tensor(a)", a=draw.array((2,)), b=draw.array((2,)))
        yield case(f"b {sign} Tensor(a)", a=draw.array((1, 2)), b=draw.array((3, 1)))
    # Which dtype comes of a list is asked below.
    yield case("(b - Tensor(a)).numpy().tolist()", a=draw.array((2,)), b=draw.numbers((2,)))
    yield case("2 ** Tensor(a)", a=draw.rng.permutation(5)[:3].astype("float32"))


@operators.part(
    "new Tensors", 1, "operators give new Tensors: `x += 2` leaves the first value alone"
)
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        for shape in [(), (2,)]:
            yield case(
                f"""
                x = Tensor(a)
                first = x
                x {sign}= 2
                first, x, x is first
                """,
                a=draw.array(shape),
            )
    for sign in ("+", "-", "*", "/"):
        yield case(
            f"""
            x, y = Tensor(a), Tensor(b)
            z = x {sign} y
            x, y, z
            """,
            a=draw.array((2,)),
            b=draw.array((2,)),
        )
    yield case(
        """
        x = Tensor(a)
        y = -x
        x, y
        """,
        a=draw.array((2,)),
    )
    yield case(
        """
        x = Tensor(a)
        y = b + x
        x, b
        """,
        a=draw.array((2,)),
        b=draw.array((2,)),
    )


@operators.part("dtypes", 1, "the other operand takes the Tensor's dtype; two dtypes do not mix")
def _(draw: Draw) -> Cases:
    for dtype in ("float32", "float64"):
        for b in (draw.integers(), draw.numbers(), draw.numbers((2,)), draw.array((2,), "float64")):
            yield case("Tensor(a) - b", a=draw.array((2,), dtype), b=b)
            yield case("b + Tensor(a)", a=draw.array((2,), dtype), b=b)
    # A scalar of float64 is where a result most easily loses its dtype on the way.
    yield case("Tensor(a) * Tensor(b)", a=draw.array((), "float64"), b=draw.array((), "float64"))
    yield case("-Tensor(a)", a=draw.array((2,), "float64"))
    for dtype in ("int32", "int64"):
        for sign in ("+", "-", "*"):
            yield case(f"Tensor(a) {sign} b", a=draw.array((2,), dtype), b=draw.integers())
        yield case("b * Tensor(a)", a=draw.array((2,), dtype), b=draw.integers((2,)))
    for left, right in [("float32", "float64"), ("float64", "float32"), ("int32", "float32")]:
        yield case(
            f"Tensor(a) {draw.one_of('+-*')} Tensor(b)",
            a=draw.array((2,), left),
            b=draw.array((2,), right),
        )


# -------------------------------------------------------------- 3: class Variable

variable = Question(
    "variables-variable",
    needs=["Variable", "Tensor"],
    helpers={"refused": refused, "scribble": scribble},
)


@variable.part("own state", 0.75, "each Variable keeps its own copy of its initial value")
def _(draw: Draw) -> Cases:
    for shape, dtype in [((), "float32"), ((2,), "float32"), ((2, 3), "float64"), ((3,), "int32")]:
        yield case(
            """
            v = Variable(a)
            v.numpy(), tuple(v.shape), np.dtype(v.dtype).name
            """,
            a=draw.array(shape, dtype),
        )
    for a in (draw.numbers(), draw.integers((2,))):
        yield case("Variable(a).numpy()", a=a)
    yield case("Variable(Tensor(a)).numpy()", a=draw.array((2,)))
    for shape in [(1,), (2, 2)]:
        yield case(
            """
            v = Variable(a)
            a[...] = 99
            v.numpy()
            """,
            a=draw.array(shape),
        )
    yield case(
        """
        v, w = Variable(a), Variable(b)
        v.numpy(), w.numpy()
        """,
        a=draw.array((2,)),
        b=draw.array((3,)),
    )
    for shape in [(), (2,), (2, 2)]:
        yield case(
            """
            v, w = Variable(a), Variable(a)
            v.assign(b)
            v.numpy(), w.numpy(), a
            """,
            a=draw.array(shape),
            b=draw.array(shape),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v = Variable(a)
            w = Variable(v)
            v.assign(b)
            v.numpy(), w.numpy()
            """,
            a=draw.array(shape),
            b=draw.array(shape),
        )
    yield case(
        """
        x = Tensor(a)
        v = Variable(x)
        v.assign(b)
        x, v.numpy()
        """,
        a=draw.array((2,)),
        b=draw.array((2,)),
    )


@variable.part("snapshots", 0.75, "what was read from a Variable stays when the Variable changes")
def _(draw: Draw) -> Cases:
    for read in ("v.numpy()", "v.value()"):
        for shape in [(), (1,), (2,), (2, 3)]:
            yield case(
                f"""
                v = Variable(a)
                before = {read}
                v.assign(b)
                before, v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array(shape),
            )
    for shape in [(2,), (1, 2)]:
        yield case(
            """
            v = Variable(a)
            scribble(v.numpy())
            v.numpy()
            """,
            a=draw.array(shape),
        )
    yield case(
        """
        W = Variable(a)
        history = []
        for value in values:
            history.append(W.numpy())
            W.assign(value)
        history
        """,
        a=draw.array((2,)),
        values=[draw.array((2,)), draw.array((2,))],
    )


@variable.part(
    "expressions", 0.75, "in an expression a Variable is its value: the result is a Tensor"
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,)]:
        yield case("Variable(a).value()", a=draw.array(shape))
    for sign in ("+", "-", "*", "/"):
        yield case(f"Variable(a) {sign} 2", a=draw.array(draw.shape((), (2,), (2, 1))))
        yield case(f"Variable(a) {sign} b", a=draw.array((2,)), b=draw.array((2,)))
    yield case("Variable(a) * Tensor(b)", a=draw.array(), b=draw.array((3,)))
    yield case("Tensor(a) * Variable(b)", a=draw.array((3,)), b=draw.array())
    one, other = draw.array((2, 2))  # different numbers: Variables that share a value would show
    yield case("Variable(a) * Variable(b)", a=one, b=other)
    yield case("-Variable(a)", a=draw.array((2,)))
    yield case("Variable(a) ** 2", a=draw.array((2,)))
    yield case("Variable(W) * x + Variable(b)", W=draw.array(), x=draw.array((3,)), b=draw.array())
    yield case(
        """
        v = Variable(a)
        y = v * 2
        v.assign(b)
        y, v * 2
        """,
        a=draw.array((2,)),
        b=draw.array((2,)),
    )
    yield case(
        """
        v = Variable(a)
        v + 1
        v.numpy()
        """,
        a=draw.array((2,)),
    )


@variable.part(
    "v += 1", 0.75, "`v += 1`, `-=`, `*=` and `/=` are RuntimeErrors, and `v[0] = 1` a TypeError"
)
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        yield case(
            f"""
            v = box = Variable(a)
            def change():
                global v
                v {sign}= 2
            refused(change), box.numpy()
            """,
            a=draw.array(draw.shape((), (2,))),
        )
    yield case(
        """
        v = box = Variable(a)
        def change():
            global v
            v += Tensor(b)
        refused(change), box.numpy()
        """,
        a=draw.array((2,)),
        b=draw.array((2,)),
    )
    yield case(
        """
        v = Variable(a)
        def change():
            v[0] = 99.0
        refused(change), v.numpy()
        """,
        a=draw.array((2,)),
    )


# -------------------------------------------------------------------- 4: assigning

assign = Question("variables-assign", needs=["Variable", "Tensor"], helpers={"refused": refused})


@assign.part(
    "values", 1.5, "`assign` replaces the value, `assign_add` adds to it, `assign_sub` subtracts"
)
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        for shape in [(), (2,), (2, 3), (2, 1, 2)]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array(shape),
            )
        for wrapped in ("b.tolist()", "Tensor(b)", "Variable(b)"):
            yield case(
                f"""
                v = Variable(a)
                v.{method}({wrapped})
                v.numpy()
                """,
                a=draw.array((2,)),
                b=draw.array((2,)),
            )
        yield case(
            f"""
            v = Variable(a)
            for b in bs:
                v.{method}(b)
            v.numpy()
            """,
            a=draw.array(),
            bs=draw.numbers((3,)),
        )


@assign.part(
    "shapes", 1, "a value of another shape is a ValueError, and the Variable stays as it is"
)
def _(draw: Draw) -> Cases:
    pairs = [
        ((2,), ()),
        ((2,), (3,)),
        ((), (1,)),
        ((3,), (1,)),
        ((2, 3), (3,)),
        ((2, 3), (3, 2)),
        ((1, 3), (3,)),
    ]
    for method in ASSIGNING:
        for shape, other in pairs:
            yield case(
                f"""
                v = Variable(a)
                refused(lambda: v.{method}(b)), v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array(other),
            )


@assign.part("dtypes", 1, "the dtype stays; a Tensor or Variable of another dtype is a ValueError")
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        for dtype, b in [
            ("float32", draw.array((2,), "float64")),
            ("float32", draw.integers((2,))),
            ("float64", draw.numbers((2,))),
            ("int32", draw.integers((2,))),
        ]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                np.dtype(v.dtype).name, v.numpy()
                """,
                a=draw.array((2,), dtype),
                b=b,
            )
        for kind, dtype, other in [
            ("Tensor", "float32", "float64"),
            ("Tensor", "float32", "int32"),
            ("Tensor", "float64", "float32"),
            ("Variable", "float32", "float64"),
        ]:
            yield case(
                f"""
                v = Variable(a)
                refused(lambda: v.{method}({kind}(b))), v.numpy()
                """,
                a=draw.array((2,), dtype),
                b=draw.array((2,), other),
            )


@assign.part("chains", 1, "`assign`, `assign_add` and `assign_sub` return the Variable itself")
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        yield case(
            f"""
            v = Variable(a)
            returned = v.{method}(b)
            returned, returned is v
            """,
            a=draw.array(),
            b=draw.array(),
        )
    for first in ASSIGNING:
        for second in ASSIGNING[1:]:
            yield case(
                f"""
                v = Variable(a)
                v.{first}(b).{second}(c)
                v.numpy()
                """,
                a=draw.array((2,)),
                b=draw.array((2,)),
                c=draw.array((2,)),
            )
    yield case(
        """
        v = Variable(a)
        v.assign(b).assign_add(c).assign_sub(d)
        v.numpy()
        """,
        a=draw.array(),
        b=draw.array(),
        c=draw.array(),
        d=draw.array(),
    )


@assign.part(
    "expressions", 0.75, "a value may be computed from the Variable itself: `v.assign(square(v))`"
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,), (2, 2)]:
        yield case(
            """
            def square(x):
                return x * x
            v = Variable(a)
            v.assign(square(v))
            v.numpy()
            """,
            a=draw.array(shape),
        )
        yield case(
            """
            v = Variable(a)
            v.assign(v * 2 + 1)
            v.numpy()
            """,
            a=draw.array(shape),
        )
    for method in ASSIGNING:
        yield case(
            f"""
            v = Variable(a)
            v.{method}(v)
            v.numpy()
            """,
            a=draw.array((2,)),
        )
    yield case(
        """
        W, b = Variable(a), Variable(c)
        for dW in gradients:
            W.assign_sub(Tensor(dW) * 0.5)
        W.numpy(), b.numpy()
        """,
        a=draw.array(),
        c=draw.array(),
        gradients=[draw.array(), draw.array(), draw.array()],
    )


@assign.part("snapshots", 0.75, "earlier reads, and the value given, are left as they were")
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        for read in ("v.numpy()", "v.value()"):
            yield case(
                f"""
                v = Variable(a)
                before = {read}
                v.{method}(b)
                before, v.numpy()
                """,
                a=draw.array((2,)),
                b=draw.array((2,)),
            )
        yield case(
            f"""
            v = Variable(a)
            v.{method}(b)
            v.assign_add(c)
            b, v.numpy()
            """,
            a=draw.array((2,)),
            b=draw.array((2,)),
            c=draw.array((2,)),
        )
    yield case(
        """
        v = Variable(a)
        v.assign(b)
        b[...] = 99
        v.numpy()
        """,
        a=draw.array((2,)),
        b=draw.array((2,)),
    )
    for wrapped in ("Tensor", "Variable"):
        yield case(
            f"""
            v, w = Variable(a), {wrapped}(b)
            v.assign(w)
            v.assign_add(c)
            w.numpy(), v.numpy()
            """,
            a=draw.array((2,)),
            b=draw.array((2,)),
            c=draw.array((2,)),
        )


# ------------------------------------------------------------------- 5: scattering

scatter = Question(
    "variables-scatter",
    needs=["Variable", "Tensor", "IndexedSlices"],
    helpers={"refused": refused},
)


@scatter.part(
    "rows", 1.5, "the rows that the indices name are replaced or reduced, the others stay"
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, count in [
            ((3,), 1),
            ((4,), 2),
            ((4,), 4),
            ((3, 2), 2),
            ((5, 3), 3),
            ((3, 1, 2), 2),
        ]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
                v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array((count, *shape[1:])),
                i=draw.indices(count, below=shape[0]),
            )
        yield case(
            f"""
            v = Variable(a)
            v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
            v.numpy()
            """,
            a=draw.array((3,), "float64"),
            b=draw.array((2,), "float64"),
            i=np.array(draw.indices(2, below=3)),
        )


@scatter.part(
    "duplicates",
    1.5,
    "an index named twice: `scatter_sub` subtracts both, `scatter_update` keeps the last",
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, count in [
            ((2,), 2),
            ((3,), 3),
            ((4,), 4),
            ((3, 2), 3),
            ((4, 3), 5),
            ((2, 1, 2), 3),
        ]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
                v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array((count, *shape[1:])),
                i=draw.indices(count, below=shape[0], repeated=True),
            )


@scatter.part("bounds", 1, "an index below 0 or beyond the last row is a ValueError or IndexError")
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, index in [
            ((3,), 3),
            ((3,), -1),
            ((3, 2), 7),
            ((2, 3), -2),
            ((4,), 5),
            ((1,), 1),
        ]:
            yield case(
                f"""
                v = Variable(a)
                refused(lambda: v.{method}(IndexedSlices(Tensor(b), Tensor(i)))), v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array((1, *shape[1:])),
                i=[index],
            )


@scatter.part("all or nothing", 1, "when one index is bad, no row is written")
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, bad in [((3,), 3), ((4,), -1), ((3, 2), 4), ((4, 1), -4)]:
            good = draw.indices(2, below=shape[0])
            for indices in ([good[0], bad], [*good, bad], [good[0], bad, good[1]]):
                yield case(
                    f"""
                    v = Variable(a)
                    refused(lambda: v.{method}(IndexedSlices(Tensor(b), Tensor(i)))), v.numpy()
                    """,
                    a=draw.array(shape),
                    b=draw.array((len(indices), *shape[1:])),
                    i=indices,
                )


@scatter.part(
    "contracts",
    1,
    "values of another shape or dtype are a ValueError, no IndexedSlices a TypeError",
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, values, count in [
            ((3,), (2,), 1),
            ((3,), (1,), 2),
            ((3, 2), (1,), 1),
            ((3, 2), (2,), 2),
            ((3, 2), (2, 1), 2),
            ((3, 2), (1, 3), 1),
            ((4, 2), (1, 2), 3),
        ]:
            yield case(
                f"""
                v = Variable(a)
                refused(lambda: v.{method}(IndexedSlices(Tensor(b), Tensor(i)))), v.numpy()
                """,
                a=draw.array(shape),
                b=draw.array(values),
                i=draw.indices(count, below=shape[0]),
            )
        for dtype, other in [("float32", "float64"), ("float32", "int32"), ("float64", "float32")]:
            yield case(
                f"""
                v = Variable(a)
                refused(lambda: v.{method}(IndexedSlices(Tensor(b), Tensor(i)))), v.numpy()
                """,
                a=draw.array((3,), dtype),
                b=draw.array((2,), other),
                i=draw.indices(2, below=3),
            )
        yield case(
            f"""
            v = Variable(a)
            refused(lambda: v.{method}(Tensor(b))), v.numpy()
            """,
            a=draw.array((2,)),
            b=draw.array((2,)),
        )


@scatter.part("chains", 0.5, "`scatter_update` and `scatter_sub` return the Variable itself")
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        yield case(
            f"""
            v = Variable(a)
            returned = v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
            returned, returned is v
            """,
            a=draw.array((3,)),
            b=draw.array((1,)),
            i=draw.indices(1, below=3),
        )
    yield case(
        """
        v = Variable(a)
        update, delta = IndexedSlices(Tensor(b), Tensor(i)), IndexedSlices(Tensor(c), Tensor(j))
        v.scatter_update(update).scatter_sub(delta)
        v.numpy()
        """,
        a=draw.array((3, 2)),
        b=draw.array((1, 2)),
        i=draw.indices(1, below=3),
        c=draw.array((2, 2)),
        j=draw.indices(2, below=3),
    )


@scatter.part(
    "snapshots", 0.5, "earlier reads, the slices, and other Variables are left as they were"
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for read in ("v.numpy()", "v.value()"):
            yield case(
                f"""
                v = Variable(a)
                before = {read}
                v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
                before, v.numpy()
                """,
                a=draw.array((3,)),
                b=draw.array((2,)),
                i=draw.indices(2, below=3),
            )
        yield case(
            f"""
            v, w = Variable(a), Variable(a)
            slices = IndexedSlices(Tensor(b), Tensor(i))
            v.{method}(slices)
            w.{method}(slices)
            w.{method}(slices)
            v.numpy(), w.numpy(), a
            """,
            a=draw.array((3, 2)),
            b=draw.array((2, 2)),
            i=draw.indices(2, below=3),
        )
