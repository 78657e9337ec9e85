"""Questions of the stage 01-variables: Tensors, operators, Variables, assigning, scattering.

Inputs reach the programs as NumPy arrays of a stated dtype wherever a question is not about
dtypes. So a Tensor that gets only the dtype of Python numbers wrong costs points once.

Whether a call is refused is asked of good and bad calls in a random order. Where a part is about
what a method returns, refuses or leaves alone, it does not ask again for the value that comes out:
one slip of the sign costs the parts about values.
"""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw, Shape
from autograder.inside.question import Case, case

from .attempts import attempt
from .forms import Question

Cases = Iterator[Case]
T = TypeVar("T")

ASSIGNING = ("assign", "assign_add", "assign_sub")
SCATTERING = ("scatter_update", "scatter_sub")


def overwrite(before: str, read: str, answer: str) -> str:
    """A program that writes over the array which `read` hands out, where that is allowed."""
    return "\n".join(
        [
            dedent(before).strip(),
            f"array = {read}",
            "try:",
            "    array[...] = 99",
            "except (ValueError, TypeError):",
            "    pass  # a read-only array, or a single number: fine",
            answer,
        ]
    )


def fractions(draw: Draw, shape: Shape) -> Any:
    """Python floats, none of them whole: a number for shape (), else nested lists."""
    return (draw.array(shape, "float64") + 0.125).tolist()


# Dtypes that no Python number gets, or only a bool.
SIGNED = ("float16", "int8", "int16", "bool")
RARE = (*SIGNED, "uint8", "uint32")


def _rare(draw: Draw, shape: Shape, dtype: str) -> NDArray:
    return draw.array(shape, "int64", positive=True).astype(dtype)


def _large(draw: Draw) -> int:
    """An odd int of 26 bits: float32 holds an even one instead."""
    return 2**25 + 2 * draw.integer(1, 99) + 1


# ---------------------------------------------------------------- 1: class Tensor

tensor = Question("variables-tensor", needs=["Tensor"])


@tensor.part(
    "value",
    0.5,
    "a Tensor holds the numbers it was given, in their shape",
    promises={
        "any shape": "The value may be a number, a nested list or an array, of any shape.",
        "own": "Each Tensor holds the value that it was given itself.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (1,), (3,), (2, 3), (1, 2), (2, 1, 3)]:
        yield case(
            """
            x = Tensor(a)
            x.numpy().tolist(), np.shape(x.numpy()), tuple(x.shape)
            """,
            asks="any shape",
            a=draw.array(shape),
        )
    yield case(
        """
        x = Tensor(np.zeros((rows, columns)))
        x.numpy().tolist(), np.shape(x.numpy()), tuple(x.shape)
        """,
        asks="any shape",
        rows=0,
        columns=draw.integer(2, 4),
    )
    for shape in [(), (1,), (3, 2), (2, 1, 2)]:
        yield case(
            """
            x = Tensor(a)
            x.numpy().tolist(), tuple(x.shape)
            """,
            asks="any shape",
            a=fractions(draw, shape),
        )
    yield case("Tensor(a.T).numpy().tolist()", asks="any shape", a=draw.array((2, 3)))
    a, b = draw.array((2, 3))
    yield case(
        """
        x, y = Tensor(a), Tensor(b)
        x.numpy().tolist(), y.numpy().tolist()
        """,
        asks="own",
        a=a,
        b=b,
    )


@tensor.part(
    "copies in",
    1,
    "a Tensor keeps its value when the array that it was made from changes",
    promises={
        "array": "A Tensor is a copy of its array, which may change afterwards.",
        "dtype given": "It is a copy even where `dtype` is given and is the array's own.",
        "list": "It is a copy of a list, and of the lists inside.",
    },
)
def _(draw: Draw) -> Cases:
    yield case(
        """
        x = Tensor(a)
        a[...] = 99
        x.numpy().sum()
        """,
        asks="array",
        a=draw.array(),
    )
    for shape in [(1,), (2,), (2, 3)]:
        yield case(
            """
            x = Tensor(a)
            a[...] = 99
            x.numpy().tolist()
            """,
            asks="array",
            a=draw.array(shape),
        )
    for dtype in ("float64", "int32", "int64"):
        yield case(
            """
            x = Tensor(a)
            a[...] = 99
            x.numpy().astype(float)
            """,
            asks="array",
            a=draw.array((2,), dtype),
        )
    yield case(
        """
        x = Tensor(a[1:])
        a[...] = 99
        x.numpy().tolist()
        """,
        asks="array",
        a=draw.array((3,)),
    )
    yield case(
        """
        view = a[:]
        view.flags.writeable = False
        x = Tensor(view)
        a[...] = 99
        x.numpy().tolist()
        """,
        asks="array",
        a=draw.array((3,)),
    )
    for dtype in ("float32", "float64", "int32"):
        yield case(
            f"""
            x = Tensor(a, dtype=np.{dtype})
            a[...] = 99
            x.numpy().astype(float)
            """,
            asks="dtype given",
            a=draw.array((2,), dtype),
        )
    yield case(
        """
        x = Tensor(a)
        a[0] = 99.0
        x.numpy().tolist()
        """,
        asks="list",
        a=fractions(draw, (2,)),
    )
    yield case(
        """
        x = Tensor(a)
        a[0][1] = 99.0
        x.numpy().tolist()
        """,
        asks="list",
        a=fractions(draw, (2, 2)),
    )


@tensor.part(
    "hands out copies",
    1,
    "nobody can change a Tensor through what `numpy()` hands out",
    promises={"no way in": "What `numpy()` gives is no way into the Tensor."},
)
def _(draw: Draw) -> Cases:
    for shape in [(), (1,), (2,), (2, 3)]:
        yield case(
            overwrite("x = Tensor(a)", "x.numpy()", "np.sum(x.numpy())"),
            asks="no way in",
            a=draw.array(shape),
        )
    yield case(
        overwrite("x = Tensor(a)", "x.numpy()", "x.numpy().tolist()"),
        asks="no way in",
        a=draw.array((2,), "float64"),
    )
    yield case(
        overwrite("x = Tensor(a)", "x.numpy()", "x.numpy().tolist()"),
        asks="no way in",
        a=fractions(draw, (3,)),
    )


@tensor.part(
    "sealed",
    0.5,
    "`x[0] = 1` is a TypeError, setting `x.shape` or `x.dtype` an AttributeError",
    promises={
        "items": "`x[0] = 1` is a TypeError, and changes nothing.",
        "shape": "Setting `x.shape` is an AttributeError.",
        "dtype": "Setting `x.dtype` is an AttributeError.",
    },
)
def _(draw: Draw) -> Cases:
    for shape, place in [((2,), "0"), ((3,), "-1"), ((2, 2), "0, 1"), ((2, 3), "1")]:
        yield case(
            attempt("x = Tensor(a)", f"x[{place}] = 99.0", "x.numpy().tolist()", "TypeError"),
            asks="items",
            a=draw.array(shape),
        )
    for name, value in [("shape", "(1, 4)"), ("dtype", 'np.dtype("float64")')]:
        yield case(
            attempt(
                "x = Tensor(a)",
                f"x.{name} = {value}",
                "x.numpy().tolist(), tuple(x.shape), np.dtype(x.dtype).name",
                "AttributeError",
            ),
            asks=name,
            a=draw.array((4,)),
        )


@tensor.part(
    "Python numbers",
    1,
    "Python floats become float32, ints int32, bools bool",
    promises={
        "floats": "Python floats become float32.",
        "mixed": "Floats mixed with ints become float32.",
        "ints": "Python ints become int32.",
        "bools": "Python bools become bool.",
    },
)
def _(draw: Draw) -> Cases:
    # Which shape it has is asked above, and so is the value of a single number.
    program = """
    x = Tensor(a)
    np.dtype(x.dtype).name, [] if np.shape(a) == () else x.numpy().ravel()
    """
    whole = [float(i) for i in draw.integers((2,))]
    for a in [*(draw.numbers(shape) for shape in [(), (2,), (2, 2), (2, 1, 2)]), whole, 0.0]:
        yield case(program, asks="floats", a=a)
    for a in [
        [draw.integers(), *draw.numbers((2,))],
        [draw.numbers(), draw.integers()],
        [[draw.integers()], [draw.numbers()]],
        [[draw.integers(), draw.numbers(), draw.integers()]],
    ]:
        yield case(program, asks="mixed", a=a)
    for a in [*(draw.integers(shape) for shape in [(), (3,), (1, 2), (1, 2, 2)]), 0, 1]:
        yield case(program, asks="ints", a=a)
    # No digits are lost on the way.
    yield case("int(Tensor(a).numpy()[0])", asks="ints", a=[_large(draw), 2])
    for a in [True, False, [True, False], [[False], [True]]]:
        yield case(program, asks="bools", a=a)


@tensor.part(
    "given dtypes",
    1,
    "an array keeps its own dtype, and `dtype=...` decides where it is given",
    promises={
        "arrays": "A NumPy array keeps its own dtype.",
        "NumPy numbers": "A NumPy number such as `np.float64(0.1)` keeps its own dtype.",
        "argument": "`dtype` decides if it is given.",
    },
)
def _(draw: Draw) -> Cases:
    program = """
    x = Tensor(a)
    np.dtype(x.dtype).name, [] if np.shape(a) == () else x.numpy().ravel()
    """
    for dtype in ("float32", "float64", "int32", "int64"):
        for shape in [(), (2,)]:
            yield case(program, asks="arrays", a=draw.array(shape, dtype))
    for a in (np.array([True, False]), draw.array((2, 2), "float64")):
        yield case(program, asks="arrays", a=a)
    for dtype in RARE:
        yield case(program, asks="arrays", a=_rare(draw, (2,), dtype))
    for dtype in ("float32", "float64", "int32", "int64", *RARE):
        yield case(
            "np.dtype(Tensor(a[0]).dtype).name",
            asks="NumPy numbers",
            a=_rare(draw, (1,), dtype),
        )
    for a, dtype in [
        (draw.numbers(), "float64"),
        (draw.numbers((2,)), "float64"),
        (draw.integers(), "float32"),
        (draw.integers((2,)), "float32"),
        (draw.integers((2, 2)), "int64"),
        (draw.array((3,), "float64"), "float32"),
        (draw.array((), "float32"), "float64"),
        (draw.array((2,), "int32"), "float64"),
        (draw.array((2,), "int64"), "int16"),
        (True, "float32"),
        ([True, False], "int32"),
        (draw.integers((2,)), "int8"),
    ]:
        yield case(
            f"""
            x = Tensor(a, dtype=np.{dtype})
            np.dtype(x.dtype).name, [] if np.shape(a) == () else x.numpy().ravel()
            """,
            asks="argument",
            a=a,
        )
    yield case(
        "np.dtype(Tensor(a[0], dtype=np.float32).dtype).name",
        asks="argument",
        a=draw.array((2,), "float64"),
    )
    # On their way there, no digits are lost.
    for numbers, dtype in [
        ([float(_large(draw)), 1.5], "float64"),
        ([_large(draw), 2], "float64"),
        ([3 * 10**9 + draw.integer(1, 99), 2], "int64"),
    ]:
        yield case(f"int(Tensor(a, dtype=np.{dtype}).numpy()[0])", asks="argument", a=numbers)
    yield case(
        """
        x = Tensor(a, np.float64)
        np.dtype(x.dtype).name, x.numpy().ravel()
        """,
        asks="argument",
        a=draw.numbers((2,)),
    )


# ------------------------------------------------------------------- 2: operators

operators = Question("variables-operators", needs=["Tensor"])

# Shapes of two operands that broadcast together.
PAIRS = [
    ((2, 3), (3,)),
    ((3,), (2, 3)),
    ((), (2,)),
    ((2, 1), (1, 3)),
    ((3,), ()),
    ((2, 1, 2), (3, 1)),
]


@operators.part(
    "values",
    1.0,
    "`+`, `-`, `*`, `/` and `**` compute what NumPy computes",
    promises={
        "values": "The function is applied to the values of x and y.",
        "broadcast": "Shapes broadcast as in NumPy.",
        "power": "`x ** y` is the power.",
    },
)
def _(draw: Draw) -> Cases:
    # Read with np.array, and all of one dtype: that a result is a Tensor, and which dtype an int
    # takes, is asked below.
    for sign in ("+", "-", "*", "/"):
        for shape in [(), (2,)]:
            yield case(
                f"np.array(Tensor(a) {sign} Tensor(b))",
                asks="values",
                a=draw.array(shape),
                b=draw.array(shape),
            )
        yield case(
            f"np.array(Tensor(a) {sign} b)", asks="values", a=draw.array((2,)), b=draw.numbers()
        )
        yield case(
            f"np.array(Tensor(a) {sign} b)", asks="values", a=draw.array((2,)), b=draw.array((2,))
        )
        # Which dtype comes of a list is asked below.
        for shape in [(2,), (2, 2)]:
            yield case(
                f"np.array(Tensor(a) {sign} b).tolist()",
                asks="values",
                a=draw.array((2,)),
                b=draw.numbers(shape),
            )
    yield case(
        """
        x = Tensor(a)
        x += b
        np.array(x)
        """,
        asks="values",
        a=draw.array((2,)),
        b=draw.numbers(),
    )
    yield case(
        """
        x = Tensor(a)
        np.array(x * x)
        """,
        asks="values",
        a=draw.array((2,)),
    )
    for sign in ("+", "-", "/"):
        for left, right in PAIRS:
            yield case(
                f"np.array(Tensor(a) {sign} Tensor(b))",
                asks="broadcast",
                a=draw.array(left),
                b=draw.array(right),
            )
    yield case(
        "np.array(Tensor(a) ** Tensor(b))",
        asks="power",
        a=draw.array((2,), positive=True),
        b=np.array([2, 3], "float32"),
    )
    yield case("np.array(Tensor(a) ** 2.0)", asks="power", a=draw.array((2, 2)))
    yield case("np.array(Tensor(a) ** 3.0)", asks="power", a=draw.array((2,)))


@operators.part(
    "minus",
    0.25,
    "`-x` has the opposite sign, and leaves x as it was",
    promises={
        "minus": "`-x` has the opposite sign.",
        "kept": "`-x` leaves x as it was.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,), (1, 3)]:
        yield case("np.array(-Tensor(a))", asks="minus", a=draw.array(shape))
    yield case(
        """
        x = Tensor(a)
        y = -x
        x.numpy().tolist()
        """,
        asks="kept",
        a=draw.array((2,)),
    )


@operators.part(
    "reflected",
    0.75,
    "what stands on the left of an operator stays on the left: `2 - x`, `6 / x`",
    promises={
        "order": "What stands on the left stays on the left: `10 - x`, `6 / x`, `2 ** x`.",
    },
)
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        for shape in [(), (2,)]:
            yield case(
                f"np.array(b {sign} Tensor(a)).tolist()",
                asks="order",
                a=draw.array(shape),
                b=draw.numbers(),
            )
        for b in (draw.numbers((2,)), draw.array((2,))):
            yield case(
                f"np.array(b {sign} Tensor(a)).tolist()", asks="order", a=draw.array((2,)), b=b
            )
    exponents = draw.rng.permutation(5)[:3].astype("float32")
    yield case("np.array(2.0 ** Tensor(a)).tolist()", asks="order", a=exponents)


@operators.part(
    "arrays",
    0.5,
    "an array on the left leaves the work to the Tensor: `a - x` is a Tensor",
    promises={"arrays": "An array on the left leaves the work to the Tensor."},
)
def _(draw: Draw) -> Cases:
    # Sums and products: what stands on the left is asked above.
    for sign in ("+", "*"):
        for left, right in [((2,), (2,)), ((3, 1), (1, 2))]:
            yield case(
                f"b {sign} Tensor(a)", asks="arrays", a=draw.array(right), b=draw.array(left)
            )
        yield case(f"b[0] {sign} Tensor(a)", asks="arrays", a=draw.array((2,)), b=draw.array((1,)))
    for sign in ("-", "/"):
        yield case(
            f"""
            y = b {sign} Tensor(a)
            isinstance(y, Tensor), tuple(y.shape)
            """,
            asks="arrays",
            a=draw.array((1, draw.integer(1, 4))),
            b=draw.array((draw.integer(2, 4), 1)),
        )


@operators.part(
    "new Tensors",
    1,
    "operators give new Tensors: `x += 2` leaves the first value alone",
    promises={
        "Tensor": "The result is a new Tensor.",
        "augmented": "`x += 2` leaves the first x as it was.",
        "operands": "Neither x nor y is changed.",
        "kept": "A result does not change with the next one.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,)]:
        yield case(
            """
            x = Tensor(a)
            y = x + 1.5
            before = y.numpy()
            z = x * 2.5 + 50.0
            (y.numpy() == before).all(), (z.numpy() == before).any(), tuple(y.shape)
            """,
            asks="kept",
            a=draw.array(shape),
        )
    for sign, number in [("+", 0.0), ("-", 0.0), ("*", 1.0), ("/", 1.0)]:
        yield case(
            f"""
            x = Tensor(a)
            y = x {sign} {number}
            isinstance(y, Tensor), x is y, tuple(y.shape)
            """,
            asks="Tensor",
            a=draw.array((draw.integer(1, 4), draw.integer(1, 4))),
        )
    for sign in ("+", "-", "*", "/"):
        for shape in [(), (2,)]:
            yield case(
                f"""
                x = Tensor(a)
                first = x
                x {sign}= 2.0
                first.numpy().tolist(), x is first
                """,
                asks="augmented",
                a=draw.array(shape),
            )
    for sign in ("+", "-", "*", "/"):
        yield case(
            f"""
            x, y = Tensor(a), Tensor(b)
            z = x {sign} y
            x.numpy().tolist(), y.numpy().tolist()
            """,
            asks="operands",
            a=draw.array((2,)),
            b=draw.array((2,)),
        )
        for left, right in [("x", "b"), ("b", "x")]:
            for b in (draw.array((2,)), draw.numbers((2,))):
                yield case(
                    f"""
                    x = Tensor(a)
                    z = {left} {sign} {right}
                    x.numpy().tolist(), b
                    """,
                    asks="operands",
                    a=draw.array((2,)),
                    b=b,
                )


@operators.part(
    "dtypes",
    1.5,
    "the other operand takes the Tensor's dtype; two dtypes do not mix",
    promises={
        "partner": "A number, list or array takes the dtype of the Tensor beside it.",
        "before": "It takes that dtype before the function is applied.",
        "left": "An array on the left takes the dtype of the Tensor, too.",
        "result": "Only the partner follows: ints divided by ints are floats.",
        "mixed": "Two Tensors of different dtypes are a ValueError.",
    },
)
def _(draw: Draw) -> Cases:
    for dtype in ("float32", "float64"):
        for b in (draw.integers(), draw.numbers(), draw.numbers((2,)), draw.array((2,), "float64")):
            yield case("np.array(Tensor(a) - b)", asks="partner", a=draw.array((2,), dtype), b=b)
        for b in (draw.integers(), draw.numbers(), draw.numbers((2,))):
            yield case("np.array(b + Tensor(a))", asks="partner", a=draw.array((2,), dtype), b=b)
    # A scalar of float64 is where a result most easily loses its dtype on the way.
    yield case(
        "np.array(Tensor(a) * Tensor(b))",
        asks="partner",
        a=draw.array((), "float64"),
        b=draw.array((), "float64"),
    )
    for dtype in ("float64", "int32"):
        yield case("np.array(-Tensor(a)).dtype.name", asks="partner", a=draw.array((2,), dtype))
    for dtype in ("int32", "int64"):
        for sign in ("+", "-", "*"):
            yield case(
                f"np.array(Tensor(a) {sign} b)",
                asks="partner",
                a=draw.array((2,), dtype),
                b=draw.integers(),
            )
        yield case(
            "np.array(b * Tensor(a))",
            asks="partner",
            a=draw.array((2,), dtype),
            b=draw.integers((2,)),
        )
    yield case(
        "np.array(Tensor(a) + b)",
        asks="partner",
        a=draw.array((2,), "int32"),
        b=draw.array((2,), "int64"),
    )
    for b in (draw.numbers(), draw.numbers((2,))):
        yield case(
            """
            try:
                dtype = np.array(Tensor(a) + b).dtype.name
            except TypeError:
                dtype = "int32"  # TensorFlow refuses floats beside ints: that is fine, too
            dtype
            """,
            asks="partner",
            a=draw.array((2,), "int32"),
            b=b,
        )
    yield case(
        "np.array(Tensor(a) - b[0])",
        asks="partner",
        a=draw.array((2,)),
        b=draw.array((1,), "float64"),
    )
    for method in ("__radd__", "__rmul__"):
        yield case(
            f"np.array(Tensor(a).{method}(b))",
            asks="left",
            a=draw.array((2,)),
            b=draw.array((2,), "float64"),
        )
    for dtype in ("int32", "int64"):
        yield case(
            "np.array(b / Tensor(a)).dtype.name",
            asks="result",
            a=draw.array((2,), dtype),
            b=draw.integers((2,)),
        )
    # As a float32, b[0] is another number; a[0] is that number and a few more.
    b = [1e6 + i + 0.1 for i in draw.integers((2,))]
    a = np.array(b, "float32") + np.array(draw.integers((2,)), "float32")
    yield case("np.array(Tensor(a) - b)", asks="before", a=a, b=b)
    a = np.array(b) + np.array(draw.integers((2,)))
    yield case("np.array(Tensor(a) - b)", asks="partner", a=a, b=b)
    yield case("np.array(Tensor(a) ** 2).dtype.name", asks="partner", a=draw.array((2,)))
    yield case("np.abs(np.array(b - Tensor(a)))", asks="before", a=a.astype("float32"), b=b)
    for left, right in [
        ("float32", "float64"),
        ("float64", "float32"),
        ("int32", "float32"),
        ("float32", "int32"),
        ("int32", "int64"),
        ("int64", "int32"),
    ]:
        yield case(
            f"np.array(Tensor(a) {draw.one_of('+-*')} Tensor(b))",
            asks="mixed",
            a=draw.array((2,), left),
            b=draw.array((2,), right),
        )
    yield case(
        "np.array(Tensor(a) * Tensor(b))",
        asks="mixed",
        a=draw.array((2,), "float64"),
        b=draw.array((), "float32"),
    )


# -------------------------------------------------------------- 3: class Variable

variable = Question("variables-variable", needs=["Variable", "Tensor"])


@variable.part(
    "own state",
    1,
    "each Variable keeps a copy of its initial value, its dtype, and whatever else it was given",
    promises={
        "alone": "The array belongs to this Variable alone.",
        "copied": "The value of a Tensor or of another Variable is copied.",
        "rules": "The dtype of a number, list or array follows the rules of Tensor.",
        "dtype": "`dtype` decides if it is given.",
        "kept": "`trainable` and `name` are kept as they are.",
        "default": "A Variable is trainable, unless it is told otherwise.",
        "second": "`trainable` is the second argument.",
    },
)
def _(draw: Draw) -> Cases:
    for shape, dtype in [((), "float32"), ((2,), "float32"), ((2, 3), "float64"), ((3,), "int32")]:
        yield case(
            """
            v = Variable(a)
            v.numpy(), tuple(v.shape), np.dtype(v.dtype).name
            """,
            asks="rules",
            a=draw.array(shape, dtype),
        )
    for a in (draw.numbers(), draw.numbers((2,)), draw.integers((2,)), [True, False]):
        yield case(
            """
            v = Variable(a)
            v.numpy().astype(float).tolist(), tuple(v.shape), v.dtype == Tensor(a).dtype
            """,
            asks="rules",
            a=a,
        )
    for dtype in SIGNED:
        yield case(
            """
            v = Variable(a)
            np.dtype(v.dtype).name, v.numpy().dtype.name
            """,
            asks="rules",
            a=_rare(draw, (2,), dtype),
        )
    for kind in ("Tensor", "Variable"):
        for dtype in ("float32", "float64", "int32", *SIGNED[:3]):
            yield case(
                f"""
                v = Variable({kind}(a))
                v.numpy(), np.dtype(v.dtype).name
                """,
                asks="copied",
                a=draw.array((2,), dtype),
            )
    for a, dtype in [
        (draw.numbers(), "float64"),
        (draw.integers((2,)), "float32"),
        (draw.array((2,), "float64"), "float32"),
        ([True, False], "float32"),
    ]:
        yield case(
            f"""
            v = Variable(a, dtype=np.{dtype})
            np.dtype(v.dtype).name, np.ravel(v.numpy())
            """,
            asks="dtype",
            a=a,
        )
    for a in ([float(_large(draw))], np.array([_large(draw)], "float64")):
        yield case("int(Variable(a, dtype=np.float64).numpy()[0])", asks="dtype", a=a)
    yield case(
        """
        try:
            dtype = np.dtype(Variable(Tensor(a), dtype=np.float64).dtype).name
        except ValueError:
            dtype = "float64"  # TensorFlow refuses to convert: that is fine, too
        dtype
        """,
        asks="dtype",
        a=draw.array((2,)),
    )
    for dtype in ("float32", "int32"):
        yield case(
            f"""
            v = Variable(a, dtype=np.{dtype})
            a[...] = 99
            v.numpy()
            """,
            asks="alone",
            a=draw.array((2,), dtype),
        )
    for trainable in draw.shuffled([True, False]):
        yield case(
            f"Variable(Variable(a, trainable=not {trainable}), trainable={trainable}).trainable",
            asks="kept",
            a=draw.array((2,)),
        )
        yield case(f"Variable(a, trainable={trainable}).trainable", asks="kept", a=draw.array((2,)))
        yield case(f"Variable(a, {trainable}).trainable", asks="second", a=draw.array((2,)))
    for a in (draw.array((2,)), draw.integers((2,))):
        yield case("Variable(a).trainable", asks="default", a=a)
    yield case('Variable(a).name.removesuffix(":0")', asks="kept", a=draw.array((2,)))
    for name in draw.shuffled(["W", "b", "kernel"]):
        yield case(
            f'Variable(a, name="{name}").name.removesuffix(":0")', asks="kept", a=draw.array((2,))
        )
    for shape in [(1,), (2, 2)]:
        yield case(
            """
            v = Variable(a)
            a[...] = 99
            v.numpy()
            """,
            asks="alone",
            a=draw.array(shape),
        )
    yield case(
        """
        v, w = Variable(a), Variable(b)
        v.numpy(), w.numpy()
        """,
        asks="alone",
        a=draw.array((2,)),
        b=draw.array((3,)),
    )
    for shape in [(), (2,), (2, 2)]:
        yield case(
            """
            v, w = Variable(a), Variable(a)
            v.assign(b)
            w.numpy(), a
            """,
            asks="alone",
            a=draw.array(shape),
            b=draw.array(shape),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v = Variable(a)
            w = Variable(v)
            v.assign(b)
            w.numpy()
            """,
            asks="copied",
            a=draw.array(shape),
            b=draw.array(shape),
        )
    yield case(
        """
        x = Tensor(a)
        v = Variable(x)
        v.assign(b)
        x
        """,
        asks="copied",
        a=draw.array((2,)),
        b=draw.array((2,)),
    )


@variable.part(
    "snapshots",
    1,
    "what was read from a Variable stays when the Variable changes; `value()` gives a Tensor",
    promises={
        "numpy": "What `numpy()` gave never changes afterwards, and is no way into the Variable.",
        "value": "What `value()` gave never changes afterwards.",
        "Tensor": "`value()` gives a Tensor of the Variable's dtype.",
    },
)
def _(draw: Draw) -> Cases:
    # Whether a Variable has the shape of its value is asked above.
    for asks, read in [("numpy", "v.numpy()"), ("value", "v.value()")]:
        for shape in [(), (1,), (2,), (2, 3)]:
            yield case(
                f"""
                v = Variable(a)
                before = {read}
                v.assign(b)
                np.ravel(np.array(before)), np.ravel(v.numpy())
                """,
                asks=asks,
                a=draw.array(shape),
                b=draw.array(shape),
            )
    for shape in [(2,), (1, 2)]:
        yield case(
            overwrite("v = Variable(a)", "v.numpy()", "v.numpy()"),
            asks="numpy",
            a=draw.array(shape),
        )
    yield case(
        overwrite("v = Variable(a)\nearlier = v.numpy()", "v.numpy()", "earlier"),
        asks="numpy",
        a=draw.array((2,)),
    )
    yield case(
        overwrite("v = Variable(a)", "v.value().numpy()", "v.numpy()"),
        asks="value",
        a=draw.array((2,)),
    )
    for asks, read in [("numpy", "W.numpy()"), ("value", "W.value()")]:
        yield case(
            f"""
            W = Variable(a)
            history = []
            for value in values:
                history.append({read})
                W.assign(value)
            history
            """,
            asks=asks,
            a=draw.array((2,)),
            values=[draw.array((2,)), draw.array((2,))],
        )
    for shape in [(2,), (1, 2)]:
        yield case("Variable(a).value()", asks="Tensor", a=draw.array(shape))
        yield case(
            """
            v = Variable(a)
            v.assign(b)
            v.value().numpy().tolist()
            """,
            asks="value",
            a=draw.array(shape),
            b=draw.array(shape),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v = Variable(a)
            v.value().dtype == v.dtype, np.ravel(v.value().numpy()).tolist()
            """,
            asks="Tensor",
            a=draw.array(shape, "float64"),
        )


@variable.part(
    "expressions",
    1,
    "in an expression a Variable is its value: the result is a Tensor",
    promises={
        "Tensor": "The result of an expression is a Tensor.",
        "mixed": "A Variable of another dtype is a ValueError, as such a Tensor is.",
        "this moment": "A Variable stands for the value of this moment.",
        "unchanged": "An expression leaves the Variable as it is.",
    },
)
def _(draw: Draw) -> Cases:
    for sign in ("+", "-", "*", "/"):
        yield case(f"Variable(a) {sign} 2", asks="Tensor", a=draw.array(draw.shape((2,), (2, 1))))
        yield case(f"Variable(a) {sign} b", asks="Tensor", a=draw.array((2,)), b=draw.array((2,)))
    yield case("Variable(a) * Tensor(b)", asks="Tensor", a=draw.array(), b=draw.array((3,)))
    yield case("Tensor(a) * Variable(b)", asks="Tensor", a=draw.array((3,)), b=draw.array())
    # Of one number: whether Variables share their value is asked above.
    yield case("Variable(a) * Variable(a)", asks="Tensor", a=draw.array((2,)))
    yield case("-Variable(a)", asks="Tensor", a=draw.array((2,)))
    yield case("Variable(a) ** 2", asks="Tensor", a=draw.array((2,)))
    yield case(
        "Variable(W) * x + b",
        asks="Tensor",
        W=draw.array(),
        x=draw.array((3,)),
        b=draw.array(),
    )
    for shape in [(), (2,)]:
        yield case(
            """
            v = Variable(a)
            y = v * 2
            v.assign(b)
            np.ravel(y.numpy()), np.ravel((v * 2).numpy())
            """,
            asks="this moment",
            a=draw.array(shape),
            b=draw.array(shape),
        )
    # As a Tensor is: whether Tensors of two dtypes are refused at all is asked above.
    for sum_of in ("Tensor(a) + kind(b)", "kind(b) + Tensor(a)"):
        yield case(
            f"""
            def came(kind):
                try:
                    {sum_of}
                    return "accepted"
                except Exception as error:
                    return type(error).__name__
            came(Variable) == came(Tensor)
            """,
            asks="mixed",
            a=draw.array((1,), "float64"),
            b=draw.array((1,)),
        )
    for change in ("v + 1", "v * v", "v - 2", "-v"):
        yield case(
            f"""
            v = Variable(a)
            y = {change}
            v.numpy()
            """,
            asks="unchanged",
            a=draw.array((2,)),
        )


@variable.part(
    "v += 1",
    1,
    "`v += 1`, `-=`, `*=` and `/=` are RuntimeErrors with a message, and `v[0] = 1` a TypeError",
    promises={
        "augmented": "`v += 1`, `-=`, `*=` and `/=` raise a RuntimeError, and change nothing.",
        "message": "The message of the error says to use `assign_add` instead.",
        "items": "`v[0] = 1` is a TypeError, and changes nothing.",
    },
)
def _(draw: Draw) -> Cases:
    program = """
    v = box = Variable(a)
    try:
        v {sign}= {delta}
        came = f"accepted, and v is now a {{type(v).__name__}}"
    except NotImplementedError:
        raise
    except RuntimeError:
        came = "refused"
    came, np.ravel(box.numpy())
    """
    for sign in ("+", "-", "*", "/"):
        for shape in [(), (2,)]:
            yield case(program.format(sign=sign, delta="2"), asks="augmented", a=draw.array(shape))
    # Whatever stands on the right, even if it could not be added.
    for delta, b in [
        ("Tensor(b)", draw.array((2,))),
        ("Tensor(b)", draw.array((2,), "int32")),
        ("Tensor(b)", draw.array((3,))),
        ("b", draw.array((3,))),
        ("b", draw.numbers((2,))),
    ]:
        yield case(
            program.format(sign=draw.one_of("+-*/"), delta=delta),
            asks="augmented",
            a=draw.array((2,)),
            b=b,
        )
    yield case(
        program.format(sign=draw.one_of("+-*/"), delta="2").replace("(a)", "(a, trainable=False)"),
        asks="augmented",
        a=draw.array((2,)),
    )
    yield case(
        """
        v = box = Variable(a)
        came = []
        for _ in range(3):
            try:
                v += 1
                came.append("accepted")
            except NotImplementedError:
                raise
            except RuntimeError:
                came.append("refused")
        came, box.numpy()
        """,
        asks="augmented",
        a=draw.array((2,)),
    )
    yield case(
        """
        v = Variable(a)
        try:
            v += 1
            message = ""
        except RuntimeError as error:
            message = str(error)
        "assign_add" in message, a
        """,
        asks="message",
        a=draw.array((2,)),
    )
    for shape, place in [((2,), "0"), ((2, 2), "0, 1")]:
        yield case(
            attempt("v = Variable(a)", f"v[{place}] = 99.0", "v.numpy()", "TypeError"),
            asks="items",
            a=draw.array(shape),
        )


# -------------------------------------------------------------------- 4: assigning

assign = Question("variables-assign", needs=["Variable", "Tensor", "fitting"])


@assign.part(
    "fitting",
    0.5,
    "`fitting` gives an array of the shape and the dtype of the Variable",
    promises={
        "array": "`fitting` gives the value as an array.",
        "dtype": "A list takes the dtype of the Variable.",
    },
)
def _(draw: Draw) -> Cases:
    for shape, b in [
        ((2,), draw.array((2,))),
        ((2,), draw.numbers((2,))),
        ((2,), draw.integers((2,))),
    ]:
        yield case(
            """
            array = fitting(Variable(a), b)
            isinstance(array, np.ndarray), np.shape(array), np.ravel(array).astype(float)
            """,
            asks="array",
            a=draw.array(shape),
            b=b,
        )
    for kind in ("Tensor", "Variable"):
        yield case(
            f"""
            array = fitting(Variable(a), {kind}(b))
            isinstance(array, np.ndarray), np.shape(array), np.ravel(array).astype(float)
            """,
            asks="array",
            a=draw.array((2, 2)),
            b=draw.array((2, 2)),
        )
    for dtype, b in [
        ("float32", draw.integers((2,))),
        ("float32", draw.numbers((2,))),
        ("float64", draw.integers((2,))),
        ("int32", draw.integers((2,))),
        ("int64", draw.integers((2,))),
    ]:
        yield case(
            "np.asarray(fitting(Variable(a), b)).dtype.name",
            asks="dtype",
            a=draw.array((2,), dtype),
            b=b,
        )
    yield case(
        """
        try:
            dtype = np.asarray(fitting(Variable(a), b)).dtype.name
        except TypeError:
            dtype = "int32"  # TensorFlow refuses floats for ints: that is fine, too
        dtype
        """,
        asks="dtype",
        a=draw.array((2,), "int32"),
        b=draw.numbers((2,)),
    )
    # No digits are lost on the way.
    for dtype, b in [
        ("float64", [float(_large(draw))]),
        ("float64", [_large(draw)]),
        ("int64", [3 * 10**9 + draw.integer(1, 99)]),
    ]:
        yield case(
            "int(np.asarray(fitting(Variable(a), b))[0])",
            asks="dtype",
            a=draw.array((1,), dtype),
            b=b,
        )


@assign.part(
    "values",
    1.25,
    "`assign` replaces the value, `assign_add` adds to it, `assign_sub` subtracts",
    promises={
        "assign": "`assign` replaces the value, even by zeros.",
        "updates": "`assign_add` adds to the value, `assign_sub` subtracts from it.",
        "kinds": "The value may be a number, a list, an array, a Tensor or a Variable.",
        "again": "A Variable that was changed can be changed again, by any of the three.",
        "the rest": "Only the value changes: `trainable` and `name` stay.",
    },
)
def _(draw: Draw) -> Cases:
    program = "v = Variable(a)\nv.{method}({value})\nv.numpy()"
    for method in ASSIGNING:
        asks = "assign" if method == "assign" else "updates"
        for shape in [(), (2,), (2, 3), (2, 1, 2)]:
            yield case(
                program.format(method=method, value="b"),
                asks=asks,
                a=draw.array(shape),
                b=draw.array(shape),
            )
        for dtype in ("float64", "int32"):
            yield case(
                program.format(method=method, value="b"),
                asks=asks,
                a=draw.array((2,), dtype),
                b=draw.array((2,), dtype),
            )
        for value in ("Tensor(b)", "Variable(b)"):
            yield case(
                program.format(method=method, value=value),
                asks=asks,
                a=draw.array((2,)),
                b=draw.array((2,)),
            )
    for shape in [(), (2,)]:
        yield case(
            program.format(method="assign", value="b"),
            asks="assign",
            a=draw.array(shape),
            b=np.zeros(shape, "float32"),
        )
    for method in ASSIGNING[1:]:
        for shape in [(), (2,)]:
            yield case(
                program.format(method=method, value="b") + ".tolist()",
                asks="updates",
                a=draw.array(shape),
                b=draw.numbers(shape),
            )
        yield case(
            f"""
            v = Variable(a)
            for b in bs:
                v.{method}(b)
            v.numpy()
            """,
            asks="updates",
            a=draw.array((2,)),
            bs=[draw.array((2,)) for _ in range(3)],
        )
        large = _large(draw)
        for dtype, number, one in [("float64", large, 2.0), ("int64", 2**53 + large, 1)]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(np.array([{one}]))
                int(v.numpy()[0])
                """,
                asks="updates",
                a=np.array([number], dtype),
            )
    yield case(
        """
        W = Variable(a)
        for dW in gradients:
            W.assign_sub(Tensor(dW) * 0.5)
        W.numpy()
        """,
        asks="updates",
        a=draw.array((2,)),
        gradients=[draw.array((2,)), draw.array((2,))],
    )
    for shape in [(), (2,), (2, 2)]:
        yield case(
            program.format(method="assign", value="b"),
            asks="kinds",
            a=draw.array(shape),
            b=draw.numbers(shape),
        )
    for kind in ("Tensor", "Variable"):
        yield case(
            program.format(method="assign", value=f"{kind}(b)"),
            asks="kinds",
            a=draw.array(),
            b=draw.array(),
        )
    for shape in [(), (2,)]:
        for method in ASSIGNING:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                v.assign(c)
                v.assign_add(c)
                v.numpy(), v.value().numpy()
                """,
                asks="again",
                a=draw.array(shape),
                b=draw.array(shape),
                c=draw.array(shape),
            )
    for method in ASSIGNING:
        yield case(
            program.format(method=method, value="b.T"),
            asks="kinds",
            a=draw.array((2, 3)),
            b=draw.array((3, 2)),
        )
    for method in ASSIGNING:
        name = draw.one_of(["W", "kernel"])
        yield case(
            f"""
            v = Variable(a, trainable=False, name="{name}")
            trainable, name = v.trainable, v.name
            v.{method}(b)
            v.trainable is trainable, v.name == name, v.numpy()
            """,
            asks="the rest",
            a=draw.array((2,)),
            b=draw.array((2,)),
        )


def _no_list(method: str, b: Any) -> Any:
    """`b`, but an array for a list that is subtracted: who negates lists pays for it above."""
    return np.array(b) if method == "assign_sub" and isinstance(b, list) else b


@assign.part(
    "shapes",
    1,
    "a value of another shape is a ValueError, and the Variable stays as it is",
    promises={
        "spread": "A value that is too small is a ValueError: nothing is spread.",
        "shape": "Any other shape is a ValueError, too.",
        "stays": "The Variable keeps what it had.",
    },
)
def _(draw: Draw) -> Cases:
    smaller: list[tuple[Shape, Any]] = [
        ((2,), draw.numbers()),
        ((1,), draw.numbers()),
        ((2, 2), draw.integers()),
        ((2,), draw.array()),
        ((3,), draw.array((1,))),
        ((3,), draw.numbers((1,))),
        ((2, 3), draw.array((3,))),
        ((2, 3), draw.array((2, 1))),
        ((), draw.array((1,))),
        ((), draw.numbers((1,))),
        ((1, 3), draw.array((3,))),
        ((2, 2, 3), draw.array((2, 3))),
        ((2, 2, 3), draw.array((2, 1, 3))),
    ]
    fitting: list[tuple[Shape, Any]] = [
        ((), draw.numbers()),
        ((1,), draw.array((1,))),
        ((2, 3), draw.array((2, 3))),
    ]
    other: list[tuple[Shape, Any]] = [
        ((2,), draw.array((3,))),
        ((3,), draw.numbers((2,))),
        ((2, 3), draw.array((3, 2))),
        ((2, 3), draw.array((2, 2))),
        ((2,), draw.array((2, 2))),
    ]
    wrapped: list[tuple[str, Shape]] = [("spread", ()), ("shape", (2,))]
    for method in ASSIGNING:
        for asks, pairs in [("spread", smaller), ("shape", other)]:
            for shape, b in draw.shuffled([*pairs, *fitting]):
                yield case(
                    attempt("v = Variable(a)", f"v.{method}(b)"),
                    asks=asks,
                    a=draw.array(shape),
                    b=_no_list(method, b),
                )
        for shape in draw.shuffled([(), (2,)]):
            yield case(
                attempt("v = Variable(a)", f"v.{method}(b[0])"),
                asks="spread",
                a=draw.array(shape),
                b=draw.array((1,)),
            )
        for kind in ("Tensor", "Variable"):
            for asks, wrong in wrapped:
                for shape in draw.shuffled([wrong, (3,)]):
                    yield case(
                        attempt("v = Variable(a)", f"v.{method}({kind}(b))"),
                        asks=asks,
                        a=draw.array((3,)),
                        b=draw.array(shape),
                    )
        for shape, wrong in [((2,), (3,)), ((3,), (2,)), ((2, 2), (3, 2))]:
            yield case(
                attempt("v = Variable(a)", f"v.{method}(b)", "v.numpy()"),
                asks="stays",
                a=draw.array(shape),
                b=draw.array(wrong),
            )


def _pairs_of_dtypes(call: str, pairs: list[tuple[str, str]], draw: Draw) -> Cases:
    """What comes of a call with a Variable v and values b of these dtypes."""
    for dtype, other in draw.shuffled(pairs):
        yield case(
            attempt("v = Variable(a)", call),
            asks="refused",
            a=draw.array((2,), dtype),
            b=draw.array((2,), other),
        )


@assign.part(
    "dtypes",
    1,
    "the dtype stays; a Tensor or Variable of another dtype is a ValueError",
    promises={
        "follows": "Numbers, lists and arrays take the dtype of the Variable.",
        "refused": "A Tensor or Variable of another dtype is a ValueError.",
        "stays": "The Variable keeps what it had.",
    },
)
def _(draw: Draw) -> Cases:
    for dtype, b in [
        ("float32", draw.array((1,), "float64")),
        ("int32", draw.array((1,), "int64")),
    ]:
        yield case(
            attempt("v = Variable(a)", "fitting(v, b[0])"),
            asks="follows",
            a=draw.array((), dtype),
            b=b,
        )
    asked = [("float32", "float64"), ("float64", "float32"), ("int32", "float32")]
    asked += [("int64", "int32"), ("float32", "bool"), ("int32", "int8")]
    asked += [("float32", "float32"), ("int64", "int64")]
    for kind in ("Tensor", "Variable"):
        yield from _pairs_of_dtypes(f"fitting(v, {kind}(b))", asked, draw)
    taken = [("float32", "float64"), ("float32", "int32"), ("float64", "float32")]
    taken += [("int32", "int64"), ("float32", "float32"), ("float64", "float64")]
    taken += [("int32", "int32")]
    for method in ASSIGNING:
        for dtype, b in [
            ("float32", draw.array((2,), "float64")),
            ("float32", draw.array((2,), "int64")),
            ("float32", draw.integers((2,))),
            ("float64", draw.array((2,), "float32")),
            ("float64", draw.numbers((2,))),
            ("int32", draw.array((2,), "int64")),
            ("int64", draw.integers((2,))),
        ]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                np.dtype(v.dtype).name, v.numpy().dtype.name
                """,
                asks="follows",
                a=draw.array((2,), dtype),
                b=_no_list(method, b),
            )
        for kind in ("Tensor", "Variable"):
            yield from _pairs_of_dtypes(f"v.{method}({kind}(b))", taken, draw)
            yield case(
                attempt("v = Variable(a)", f"v.{method}({kind}(b))", "v.numpy()"),
                asks="stays",
                a=draw.array((2,)),
                b=draw.array((2,), "int32"),
            )


@assign.part(
    "chains",
    0.75,
    "`assign`, `assign_add` and `assign_sub` return the Variable itself",
    promises={
        "assign": "`assign` returns the Variable itself.",
        "assign_add": "`assign_add` returns the Variable itself.",
        "assign_sub": "`assign_sub` returns the Variable itself.",
    },
)
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        for shape in [(1,), (2,)]:
            for name in draw.shuffled(["v", "w", draw.one_of("vw")]):
                yield case(
                    f"""
                    v, w = Variable(a), Variable(a)
                    returned = {name}.{method}(b)
                    returned is v, returned is w, returned is None, type(returned) is Tensor
                    """,
                    asks=method,
                    a=draw.array(shape),
                    b=draw.array(shape),
                )
        for name in draw.shuffled(["v", "w"]):
            yield case(
                f"""
                v, w, delta = Variable(a), Variable(a), {draw.one_of(["Tensor", "Variable"])}(b)
                returned = {name}.{method}(delta)
                returned is v, returned is w, returned is delta
                """,
                asks=method,
                a=draw.array((2,)),
                b=draw.array((2,)),
            )
        # Even where there is nothing to change.
        a = draw.array((2,))
        for name in draw.shuffled(["v", "w"]):
            yield case(
                f"""
                v, w = Variable(a), Variable(a)
                returned = {name}.{method}(b)
                returned is v, returned is w, returned is None
                """,
                asks=method,
                a=a,
                b=a if method == "assign" else np.zeros_like(a),
            )
    for method in ASSIGNING:
        yield case(
            f"""
            v = Variable(a)
            returned = v.{method}(b).{method}(c).{method}(d)
            returned is v
            """,
            asks=method,
            a=draw.array((2,)),
            b=draw.array((2,)),
            c=draw.array((2,)),
            d=draw.array((2,)),
        )


@assign.part(
    "expressions",
    0.75,
    "a value may be computed from the Variable itself: `v.assign(square(v))`",
    promises={
        "itself": "The value may be computed from the Variable, or be the Variable itself.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(1,), (2,), (2, 2)]:
        yield case(
            """
            def square(x):
                return x * x
            v = Variable(a)
            v.assign(square(v))
            v.numpy()
            """,
            asks="itself",
            a=draw.array(shape),
        )
        yield case(
            """
            v = Variable(a)
            v.assign(v * 2 + 0.5)
            v.numpy()
            """,
            asks="itself",
            a=draw.array(shape),
        )
    for value in ("v", "v.value()", "v.numpy()"):
        yield case(
            f"""
            v = Variable(a)
            v.assign({value})
            v.numpy()
            """,
            asks="itself",
            a=draw.array((2,)),
        )
    # Compared with one that is given the same numbers: a wrong sign costs nothing here.
    for method in ASSIGNING[1:]:
        yield case(
            f"""
            v, w = Variable(a), Variable(a)
            v.{method}(v)
            w.{method}(a)
            v.numpy() - w.numpy()
            """,
            asks="itself",
            a=draw.array((2,)),
        )


@assign.part(
    "snapshots",
    0.75,
    "earlier reads, and the value given, are left as they were",
    promises={
        "reads": "Reads from before stay as they were.",
        "no hold": "Changing the value afterwards does not change the Variable, "
        "nor the other way round.",
        "given": "The value that was given is left as it was.",
    },
)
def _(draw: Draw) -> Cases:
    for method in ASSIGNING:
        for read in ("v.numpy()", "v.value().numpy()"):
            for shape in [(2,), (2, 2)]:
                # Of two signs: b - a is not a.
                a, b = draw.array(shape, positive=True), -draw.array(shape, positive=True)
                yield case(
                    f"""
                    v = Variable(a)
                    before = {read}
                    v.{method}(b)
                    before, (v.numpy() == before).all()
                    """,
                    asks="reads",
                    a=a,
                    b=b,
                )
        for shape, dtype in [((2,), "float32"), ((), "float32"), ((2, 2), "float64")]:
            a = draw.array(shape, dtype, positive=True)
            b = np.array(-draw.array(shape, dtype, positive=True))
            yield case(
                f"""
                v = Variable(a)
                v.{method}(b)
                before = v.numpy()
                b[...] = 99
                (v.numpy() == before).all(), (v.numpy() == a).all()
                """,
                asks="no hold",
                a=a,
                b=b,
            )
        for wrapped in ("b", "Tensor(b)", "Variable(b)"):
            yield case(
                f"""
                v, given = Variable(a), {wrapped}
                v.{method}(given)
                np.array(given).tolist()
                """,
                asks="given",
                a=draw.array((2,)),
                b=draw.array((2,)),
            )
    for wrapped in ("b", "Tensor(b)", "Variable(b)"):
        yield case(
            f"""
            v, w = Variable(a), {wrapped}
            v.assign(w)
            v.assign_add(c)
            np.array(w).tolist()
            """,
            asks="no hold",
            a=draw.array((2,)),
            b=draw.array((2,)),
            c=draw.array((2,)),
        )


# ------------------------------------------------------------------- 5: scattering

# Only "rows" and "bounds" ask for the last row: who refuses it loses these two.
scatter = Question("variables-scatter", needs=["Variable", "Tensor", "IndexedSlices", "checked"])

BAD = "(ValueError, IndexError)"
# The shape of a Variable, that of the values, and how many indices there are. The last fits.
Misfit = tuple[Shape, Shape, int]


@scatter.part(
    "checked",
    0.25,
    "`checked` gives two arrays, the indices and the values",
    promises={"arrays": "`checked` gives the indices and the values, as two arrays."},
)
def _(draw: Draw) -> Cases:
    for shape, count in [((3,), 2), ((4,), 3), ((3, 2), 2), ((2, 3), 1)]:
        yield case(
            """
            slices = IndexedSlices(values=Tensor(b), indices=Tensor(i))
            indices, values = checked(Variable(a), slices)
            tensors = hasattr(indices, "numpy"), hasattr(values, "numpy")
            tensors, np.array(indices).tolist(), np.array(values).tolist()
            """,
            asks="arrays",
            a=draw.array(shape),
            b=draw.array((count, *shape[1:])),
            i=draw.indices(count, below=shape[0] - 1),
        )


@scatter.part(
    "rows",
    0.75,
    "IndexedSlices keeps what it is given; the rows that it names change, the others stay",
    promises={
        "rows": "The rows that the slices name are replaced or reduced, and no others.",
        "zeros": "`scatter_update` replaces rows even by zeros.",
        "ints": "The indices are ints: int32 or int64.",
        "slices": "IndexedSlices keeps its values, its indices and its dense_shape.",
    },
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, count in [
            ((1,), 1),
            ((3,), 1),
            ((4,), 2),
            ((4,), 4),
            ((3, 2), 2),
            ((5, 3), 3),
            ((2, 2), 1),
            ((3, 1, 2), 2),
            ((3, 2, 2), 2),
        ]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
                v.numpy()
                """,
                asks="rows",
                a=draw.array(shape),
                b=draw.array((count, *shape[1:])),
                i=draw.indices(count, below=shape[0]),
            )
        for dtype in ("float64", "int32"):
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
                v.numpy()
                """,
                asks="rows",
                a=draw.array((3,), dtype),
                b=draw.array((2,), dtype),
                i=draw.indices(2, below=3),
            )
        yield case(
            f"""
            v = Variable(a)
            v.{method}(IndexedSlices(Tensor(b), Tensor(i)))
            v.numpy()
            """,
            asks="ints",
            a=draw.array((3,)),
            b=draw.array((2,)),
            i=np.array(draw.indices(2, below=3), "int64"),
        )
    for shape in [(3,), (3, 2)]:
        yield case(
            """
            v = Variable(a)
            v.scatter_update(IndexedSlices(Tensor(b), Tensor(i)))
            v.numpy()
            """,
            asks="zeros",
            a=draw.array(shape),
            b=np.zeros((1, *shape[1:]), "float32"),
            i=draw.indices(1, below=3),
        )
    yield case(
        """
        v = Variable(a)
        for i, b in zip(indices, rows):
            v.scatter_update(IndexedSlices(Tensor(b), Tensor(i)))
            v.scatter_sub(IndexedSlices(Tensor(b), Tensor(i[::-1])))
        v.numpy()
        """,
        asks="rows",
        a=draw.array((3, 2)),
        indices=[np.array(draw.indices(2, below=3), "int32") for _ in range(2)],
        rows=[draw.array((2, 2)) for _ in range(2)],
    )
    for which in draw.shuffled([0, 1]):
        yield case(
            """
            rows, places, shapes = [Tensor(b), Tensor(b)], [Tensor(i), Tensor(i)], [(4, 2), [4, 2]]
            slices = IndexedSlices(rows[which], places[which], shapes[which])
            kept = slices.values is rows[0], slices.indices is places[0]
            kept, slices.dense_shape is shapes[0], slices.dense_shape is shapes[1]
            """,
            asks="slices",
            b=draw.array((1, 2)),
            i=draw.indices(1, below=4),
            which=which,
        )
    yield case(
        """
        slices = IndexedSlices(Tensor(b), Tensor(i), (4, 2))
        slices.values.numpy(), slices.indices.numpy().tolist(), tuple(slices.dense_shape)
        """,
        asks="slices",
        b=draw.array((1, 2)),
        i=draw.indices(1, below=4),
    )
    yield case(
        """
        slices = IndexedSlices(indices=Tensor(i), values=Tensor(b))
        slices.values.numpy(), slices.indices.numpy().tolist(), slices.dense_shape is None
        """,
        asks="slices",
        b=draw.array((2,)),
        i=draw.indices(2, below=4),
    )
    for dtype in ("int32", "int64"):
        yield case(
            "IndexedSlices(values=Tensor(b), indices=Tensor(i)).indices.numpy().dtype.name",
            asks="slices",
            b=draw.array((2,)),
            i=np.array(draw.indices(2, below=4), dtype),
        )


@scatter.part(
    "duplicates",
    1.0,
    "an index named twice: `scatter_sub` subtracts both, `scatter_update` keeps the last",
    promises={
        "both": "Of a row named twice, `scatter_sub` subtracts both values.",
        "the last": "Of a row named twice, `scatter_update` keeps the last value.",
    },
)
def _(draw: Draw) -> Cases:
    for asks, method in [("the last", "scatter_update"), ("both", "scatter_sub")]:
        for shape, count in [((2, 1), 2), ((3, 2), 3), ((4, 3), 5)]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
                v.numpy()
                """,
                asks=asks,
                a=draw.array(shape),
                b=draw.array((count, *shape[1:])),
                i=draw.indices(count, below=shape[0] - 1, repeated=True),
            )
        for shape in [(2, 1), (3, 2)]:
            yield case(
                f"""
                v = Variable(a)
                v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
                v.numpy()
                """,
                asks=asks,
                a=draw.array(shape),
                b=draw.array((3, *shape[1:])),
                i=3 * [draw.integer(0, shape[0] - 2)],
            )


@scatter.part(
    "bounds",
    0.75,
    "an index below 0 or beyond the last row is a ValueError or IndexError",
    promises={"range": "An index that is negative, or beyond the last row, is refused."},
)
def _(draw: Draw) -> Cases:
    asked: list[tuple[Shape, list[int] | NDArray]] = [
        ((3,), [3]),
        ((3,), [-1]),
        ((3,), [-3]),
        ((3, 2), [7]),
        ((2, 3), [-2]),
        ((4,), [5]),
        ((1,), [1]),
        ((3,), [0, -1]),
        ((3,), [-1, 0]),
        ((2, 2), [0, -1, 1]),
        ((3, 1), [2]),
        ((3, 2), [2]),
        ((4, 2), [3, 0]),
        ((3,), np.array([0, -1], "int64")),
        ((3, 2), np.array([3], "int64")),
    ]
    for method in SCATTERING:
        for shape, indices in draw.shuffled(asked):
            yield case(
                attempt(
                    "v = Variable(a)",
                    f"v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))",
                    errors=BAD,
                ),
                asks="range",
                a=draw.array(shape),
                b=draw.array((len(indices), *shape[1:])),
                i=indices,
            )


@scatter.part(
    "all or nothing",
    0.75,
    "when one index is bad, no row is written",
    promises={"no row": "Whatever is refused leaves the Variable as it was."},
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape, bad in [((3,), 3), ((4,), 6), ((3, 2), 4), ((4, 1), 4)]:
            good = draw.indices(2, below=shape[0])
            for indices in ([bad], [good[0], bad], [*good, bad], [good[0], bad, good[1]]):
                yield case(
                    attempt(
                        "v = Variable(a)",
                        f"v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))",
                        "v.numpy()",
                        BAD,
                    ),
                    asks="no row",
                    a=draw.array(shape),
                    b=draw.array((len(indices), *shape[1:])),
                    i=indices,
                )


@scatter.part(
    "contracts",
    0.75,
    "values of another shape or dtype are a ValueError, anything but IndexedSlices a TypeError",
    promises={
        "one row each": "There must be one row for each index.",
        "row shape": "Each row must have the shape of a row of the Variable.",
        "dtype": "The values must have the dtype of the Variable.",
        "class": "What is not of class IndexedSlices is a TypeError.",
    },
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        one_each: list[Misfit] = [
            ((3,), (2,), 1),
            ((3,), (1,), 2),
            ((3, 2), (1, 2), 2),
            ((4, 2), (1, 2), 3),
            ((3, 2), (3, 2), 2),
            ((4, 3), (3, 3), 3),
        ]
        row_shape: list[Misfit] = [
            ((3, 2), (1,), 1),
            ((3, 2), (2,), 2),
            ((3, 2), (2, 1), 2),
            ((3,), (2, 1), 2),
            ((3, 2), (2, 2, 1), 2),
            ((2, 2, 3), (1, 3, 2), 1),
            ((3, 2, 2), (2, 1, 2), 2),
            ((3, 2, 2), (2, 2, 1), 2),
            ((3, 2), (1, 3), 1),
            ((3, 4), (1, 2), 1),
            ((4, 2), (2, 3), 3),
            ((3, 2), (2, 2), 2),
        ]
        for asks, triples in [("one row each", one_each), ("row shape", row_shape)]:
            for shape, values, count in draw.shuffled(triples):
                yield case(
                    attempt(
                        "v = Variable(a)",
                        f"v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))",
                        "" if values == (count, *shape[1:]) else "v.numpy()",
                        BAD,
                    ),
                    asks=asks,
                    a=draw.array(shape),
                    b=draw.array(values),
                    i=draw.indices(count, below=shape[0] - 1),
                )
        for dtype, other in draw.shuffled(
            [
                ("float32", "float64"),
                ("float32", "int32"),
                ("float64", "float32"),
                ("int32", "int64"),
                ("int64", "float64"),
                ("float64", "float64"),
                ("int32", "int32"),
            ],
        ):
            yield case(
                attempt(
                    "v = Variable(a)",
                    f"v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))",
                    errors=BAD,
                ),
                asks="dtype",
                a=draw.array((3, 2), dtype),
                b=draw.array((2, 2), other),
                i=draw.indices(2, below=2),
            )
        yield case(
            attempt(
                "v = Variable(a)",
                f"v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))",
                "v.numpy()",
                BAD,
            ),
            asks="dtype",
            a=draw.array((3,)),
            b=draw.array((2,), "int32"),
            i=draw.indices(2, below=2),
        )
        for value in draw.shuffled(["Tensor(b)", "b", "(Tensor(b), Tensor(i))", "None"]):
            yield case(
                attempt("v = Variable(a)", f"v.{method}({value})", "v.numpy()", "TypeError"),
                asks="class",
                a=draw.array((2,)),
                b=draw.array((1,)),
                i=draw.indices(1, below=2),
            )
        yield case(
            attempt(
                """
                class Pair:
                    values, indices = Tensor(b), Tensor(i)
                v = Variable(a)
                """,
                f"v.{method}(Pair())",
                "v.numpy()",
                "TypeError",
            ),
            asks="class",
            a=draw.array((2,)),
            b=draw.array((1,)),
            i=draw.indices(1, below=2),
        )


@scatter.part(
    "chains",
    0.5,
    "`scatter_update` and `scatter_sub` return the Variable itself",
    promises={
        "scatter_update": "`scatter_update` returns the Variable itself.",
        "scatter_sub": "`scatter_sub` returns the Variable itself.",
    },
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        for shape in [(3, 2), (3, 3)]:
            for name in draw.shuffled(["v", "w", draw.one_of("vw")]):
                yield case(
                    f"""
                    v, w = Variable(a), Variable(a)
                    returned = {name}.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
                    returned is v, returned is w, returned is None
                    """,
                    asks=method,
                    a=draw.array(shape),
                    b=draw.array((1, *shape[1:])),
                    i=draw.indices(1, below=2),
                )


@scatter.part(
    "bystanders",
    0.25,
    "the slices and other Variables are left as they were",
    promises={
        "slices": "The slices are left as they were.",
        "others": "Other Variables are left as they were.",
    },
)
def _(draw: Draw) -> Cases:
    for method in SCATTERING:
        yield case(
            f"""
            v = Variable(a)
            slices = IndexedSlices(values=Tensor(b), indices=Tensor(i))
            v.{method}(slices)
            slices.values.numpy(), slices.indices.numpy().tolist()
            """,
            asks="slices",
            a=draw.array((3, 2)),
            b=draw.array((2, 2)),
            i=draw.indices(2, below=2),
        )
        yield case(
            f"""
            v, w = Variable(a), Variable(a)
            v.{method}(IndexedSlices(values=Tensor(b), indices=Tensor(i)))
            w.numpy(), a
            """,
            asks="others",
            a=draw.array((3, 2)),
            b=draw.array((2, 2)),
            i=draw.indices(2, below=2),
        )
