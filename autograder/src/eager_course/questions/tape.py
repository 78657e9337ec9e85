"""Questions of the stage 03-tape: records, rules, the way back, and the tape.

Whatever a wrong implementation leaves in the list of listeners stays there for the cases behind it.
So a case counts how many listeners came and went, and never how many there are.

Gradients are asked of values in one part, of shapes, dtypes and refusals in others: one slip costs
the part that speaks of it.
"""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw, Shape
from autograder.inside.question import Case, case

from . import stand_ins
from .forms import Question

Cases = Iterator[Case]
T = TypeVar("T")


# ------------------------------------------------------------------------------ tape-record

record = Question("tape-record", needs=["recording", "tf"])

# The part "operations" reads the list inside the block, and the others count records: who has them
# in a wrong order, or loses what they hold, or the list at the end, pays once.
#
# Listeners are counted first of all: a program's first block may be the only one that is wrong.


@record.part(
    "end",
    0.5,
    "after the block nothing more is recorded, and the list is still there",
    promises={"stops": "When the block ends, recording stops and the list stays."},
)
def _(draw: Draw) -> Cases:
    for n in [draw.integer(1, 9), 0, draw.integer(1, 9)]:
        yield case(
            """
            x, before = tf.constant(a), len(tf.ops.listeners)
            with recording() as records:
                for _ in range(n):
                    y = -x
            len(records), len(tf.ops.listeners) - before
            """,
            asks="stops",
            a=draw.array(),
            n=n,
        )
    for lines in draw.shuffled(["y = -x + x", "y = x * -x + x", "y = -x * x"]):
        yield case(
            f"""
            x = tf.constant(a)
            with recording() as records:
                {lines}
                during = list(records)
            all(one is other for one, other in zip(during, records)), y.numpy()
            """,
            asks="stops",
            a=draw.array(),
        )
    for _ in range(3):
        yield case(
            """
            x = tf.constant(a)
            with recording() as records:
                for _ in range(n):
                    y = -x
            for _ in range(5):
                y = x + x
            len(records)
            """,
            asks="stops",
            a=draw.array(),
            n=draw.integer(1, 9),
        )


@record.part(
    "operations",
    1.1,
    "the list holds a Record of each operation, in the order they ran",
    promises={
        "each operation": "While the block runs, the Record of each operation is appended.",
        "as handed out": "Each Record is the one that all listeners get, with the same Tensors.",
        "in order": "The Records come in the order in which the operations ran.",
        "plain list": "What comes after `as` is a plain list.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,), (3,)]:
        yield case(
            """
            v = tf.Variable(a)
            with recording() as records:
                y = v * v + v
                found = [(r.op, r.output.numpy()) for r in records if r.op == "read_variable"]
            found
            """,
            asks="each operation",
            a=draw.array(shape),
        )
    for count in draw.shuffled([0, 1, 2, 30, draw.integer(1001, 1100)]):
        yield case(
            """
            v, block = tf.Variable(a), recording()
            before = -v
            with block as records:
                for _ in range(count):
                    v.read_value()
                found = len(records)
            found
            """,
            asks="each operation",
            a=draw.array(),
            count=count,
        )
    for shape in [(), (2,), (2, 3), (1, 3)]:
        yield case(
            """
            x = tf.constant(a)
            with recording() as records:
                y = -x
                r = records[0]
                found = r.op, r.inputs[0] is x, r.output is y, r.output.numpy(), r.attributes
            found
            """,
            asks="as handed out",
            a=draw.array(shape),
        )
    a, b = draw.array((2, 2))
    yield case(
        """
        x, y = tf.constant(a), tf.constant(b)
        with recording() as records:
            z = x * y
            found = [(r.op, [i.numpy() for i in r.inputs], r.output.numpy()) for r in records]
        found
        """,
        asks="as handed out",
        a=a,
        b=b,
    )
    for shape in [(), (2,)]:
        yield case(
            """
            x, heard = tf.constant(a), []
            tf.ops.listeners.append(heard.append)
            with recording() as records:
                y = -x
                found = all(r is h for r, h in zip(records, heard)), y.numpy()
            if heard.append in tf.ops.listeners:
                tf.ops.listeners.remove(heard.append)
            found
            """,
            asks="as handed out",
            a=draw.array(shape),
        )
    for axis, keepdims in draw.shuffled([(0, False), (1, True), (1, False)]):
        yield case(
            """
            x = tf.constant(a)
            with recording() as records:
                y = tf.reduce_sum(x, axis=axis, keepdims=keepdims)
                found = [(r.op, r.attributes) for r in records]
            found
            """,
            asks="as handed out",
            a=draw.array((2, 3)),
            axis=axis,
            keepdims=keepdims,
        )
    for lines in draw.shuffled(["y = -x + x", "y = x * -x", "y = -(x * x)", "y = -x * x + x"]):
        yield case(
            f"""
            x = tf.constant(a)
            with recording() as records:
                {lines}
                found = [(r.op, r.output.numpy()) for r in records]
            found
            """,
            asks="in order",
            a=draw.array(),
        )
    for lines in draw.shuffled(["x = -x", "x = x + x", "x = x * x", "pass"]):
        yield case(
            f"""
            x = tf.constant(a)
            with recording() as records:
                {lines}
                found = isinstance(records, list), len(records), x.numpy()
            found
            """,
            asks="plain list",
            a=draw.array(),
        )


PROBLEMS = [
    ("tf.matmul(x, x)", "ValueError"),
    ("missing_name", "NameError"),
    ('{}["key"]', "KeyError"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("raise GeneratorExit", "GeneratorExit"),
]
NO_PROBLEM = ("pass", "ValueError")


@record.part(
    "exception",
    0.65,
    "a block that ends in an exception stops recording and lets it through",
    promises={
        "stops": "Recording stops when the block ends in an exception, too.",
        "gets out": "The very exception that the block raised gets out.",
        "stays": "The list stays, with what ran before the exception.",
    },
)
def _(draw: Draw) -> Cases:
    for problem, error in draw.shuffled(PROBLEMS):
        yield case(
            f"""
            x, before = tf.constant(a), len(tf.ops.listeners)
            try:
                with recording():
                    y = -x
                    {problem}
            except {error}:
                pass
            y.numpy(), len(tf.ops.listeners) - before
            """,
            asks="stops",
            a=draw.array((2,)),
        )
    for problem, error in draw.shuffled([*PROBLEMS[:4], NO_PROBLEM, NO_PROBLEM]):
        yield case(
            f"""
            x = tf.constant(a)
            try:
                with recording():
                    y = -x
                    {problem}
                came = "no error"
            except {error}:
                came = "an error"
            came
            """,
            asks="gets out",
            a=draw.array((2,)),
        )
    for error in draw.shuffled(["ValueError", "KeyError", "StopIteration", "KeyboardInterrupt"]):
        for kept in draw.shuffled(["error", "other"]):
            yield case(
                f"""
                x, error, other = tf.constant(a), {error}("one"), {error}("one")
                try:
                    with recording():
                        y = -x
                        raise error
                except {error} as raised:
                    came = raised
                came is {kept}
                """,
                asks="gets out",
                a=draw.array((2,)),
            )
    for problem, error in draw.shuffled(PROBLEMS[:2]):
        yield case(
            f"""
            x = tf.constant(a)
            try:
                with recording() as records:
                    for _ in range(n):
                        y = -x
                    {problem}
            except {error}:
                pass
            len(records)
            """,
            asks="stays",
            a=draw.array((2,)),
            n=draw.integer(1, 9),
        )


@record.part(
    "own list",
    0.75,
    "every block has its own list, even a block inside a block, and other listeners keep listening",
    promises={
        "new": "The list is a new one for every block.",
        "nested": "Each list gets all that runs in its own block, inner blocks included.",
        "others": "Other listeners keep listening, during the block and after it.",
    },
)
def _(draw: Draw) -> Cases:
    for _ in range(2):
        yield case(
            """
            x = tf.constant(a)
            with recording() as first:
                for _ in range(m):
                    y = -x
                found = len(first)
            with recording() as second:
                for _ in range(n):
                    y = -x
                found = found, len(second), first is second
            found
            """,
            asks="new",
            a=draw.array(),
            m=draw.integer(1, 9),
            n=draw.integer(1, 9),
        )
    # Where nothing ran before the inner block, the two lists are equal; they are still two lists.
    for ran, problem in draw.shuffled([(0, "pass"), (2, "pass"), (0, "raise ValueError")]):
        yield case(
            f"""
            x = tf.constant(a)
            with recording() as outer:
                for _ in range(ran):
                    y = -x
                try:
                    with recording() as inner:
                        for _ in range(m):
                            y = -x
                        found = len(outer), len(inner)
                        {problem}
                except ValueError:
                    pass
                for _ in range(n):
                    y = -x
                found = found, len(outer)
            found
            """,
            asks="nested",
            a=draw.array(),
            ran=ran,
            m=draw.integer(1, 9),
            n=draw.integer(1, 9),
        )
    yield case(
        """
        x, counts = tf.constant(a), []
        def nest(depth):
            with recording() as records:
                y = -x
                if depth > 1:
                    nest(depth - 1)
                counts.append(len(records))

        nest(deep)
        counts
        """,
        asks="nested",
        a=draw.array(),
        deep=draw.integer(4, 6),
    )
    for before, during in draw.shuffled(
        [("pass", "tf.ops.listeners.append(heard.append)")] * 2
        + [("tf.ops.listeners.insert(0, heard.append)", "pass")]
        + [("tf.ops.listeners.insert(0, heard.append)", "tf.ops.listeners.remove(heard.append)")]
    ):
        yield case(
            f"""
            x, heard = tf.constant(a), []
            {before}
            with recording():
                {during}
                for _ in range(m):
                    y = -x
            for _ in range(n):
                y = -x
            if heard.append in tf.ops.listeners:
                tf.ops.listeners.remove(heard.append)
            len(heard)
            """,
            asks="others",
            a=draw.array(),
            m=draw.integer(1, 9),
            n=draw.integer(1, 9),
        )


# -------------------------------------------------------------------------------- tape-vjps

vjps = Question("tape-vjps", needs=["VJPS", "tf"])

SHAPES = [(), (2,), (2, 3)]
ONE_INPUT = {
    "negative": "-x",
    "square": "tf.square(x)",
    "exp": "tf.exp(x)",
    "log": "tf.math.log(x)",
    "tanh": "tf.tanh(x)",
    "relu": "tf.nn.relu(x)",
}
TWO_INPUTS = {"subtract": "x - y", "multiply": "x * y", "divide": "x / y"}
# Every rule of the exercise, and one that was given: the operation and the place in the table, with
# the names of the values from which its result comes by way of operations.
RULES = [
    ("negative", 0, "g"),
    ("subtract", 1, "g"),
    ("multiply", 0, "gy"),
    ("multiply", 1, "gx"),
    ("divide", 0, "gy"),
    ("divide", 1, "gxy"),
    ("square", 0, "gx"),
    ("exp", 0, "gx"),
    ("log", 0, "gx"),
    ("tanh", 0, "gx"),
    ("relu", 0, "g"),
]


def _call_of(op: str, place: int) -> str:
    """The call of a rule for x, y and g; `out` is computed there."""
    if op in TWO_INPUTS:
        return f'VJPS["{op}"][{place}](g, {TWO_INPUTS[op]}, x, y)'
    return f'VJPS["{op}"][{place}](g, {ONE_INPUT[op]}, x)'


def _rule_of_two(op: str, place: int, asks: str, draw: Draw) -> Cases:
    """Cases of one of the two rules of an operation, with a gradient g from behind."""
    for shape in [*SHAPES, (3,), (4,)]:
        a, b, c = draw.array((3, *shape))
        if shape == (3,):  # tiny, and not to be mistaken for zero
            a, b = np.ldexp([a, b], -20).astype("float32")
        if shape == (4,):  # g * y is not always g * (x * y) / x
            a[:2] = 0
            b[:2] = b[:2] if op == "divide" else [b[0], 0]
        yield case(
            f"""
            x, y, g = tf.constant(a), tf.constant(b), tf.constant(c)
            {_call_of(op, place)}
            """,
            asks=asks,
            a=a,
            b=b,
            c=c,
        )


def _rule_of_one(
    op: str, draw: Draw, asks: str, scale: float = 1.0, positive: bool = False
) -> Cases:
    """Cases of an operation of one input, drawn and multiplied by `scale`; the last are small."""
    for shape in [*SHAPES, (3,), (4,)]:
        a = draw.array(shape, positive=positive)
        if shape == (3,):
            a = np.ldexp(a, -20)
        if shape == (4,):
            a = a / np.float32(256) if positive else a * np.array([1, 0, 1, 0], "float32")
        yield case(
            f"""
            x, g = tf.constant(a), tf.constant(c)
            {_call_of(op, 0)}
            """,
            asks=asks,
            a=np.asarray(a * a.dtype.type(scale)),
            c=draw.array(shape),
        )


@vjps.part(
    "subtract",
    0.5,
    "subtract passes g to its first input and -g to its second; the rules that were given stay",
    promises={
        "both": "subtract passes g to its first input and -g to its second.",
        "given": "The rules of add, negative and sin stand in the table as they were given.",
    },
)
def _(draw: Draw) -> Cases:
    for place in (0, 1):
        yield from _rule_of_two("subtract", place, "both", draw)
    for op, place, out in draw.shuffled(
        [("add", 0, "x + y"), ("add", 1, "x + y"), ("negative", 0, "-x"), ("sin", 0, "tf.sin(x)")]
    ):
        a, b, c = draw.array((3, *draw.shape((2,), (1, 3))))
        inputs = "x, y" if op == "add" else "x"
        yield case(
            f"""
            x, y, g = tf.constant(a), tf.constant(b), tf.constant(c)
            VJPS["{op}"][{place}](g, {out}, {inputs})
            """,
            asks="given",
            a=a,
            b=b,
            c=c,
        )


@vjps.part(
    "multiply",
    0.75,
    "multiply gives each input g times the other one",
    promises={
        "x": "The first input of multiply gets g times the second.",
        "y": "The second input of multiply gets g times the first.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _rule_of_two("multiply", 0, "x", draw)
    yield from _rule_of_two("multiply", 1, "y", draw)


@vjps.part(
    "divide",
    0.75,
    "divide gives x the gradient g / y, and y the gradient -g * x / y**2",
    promises={
        "x": "divide gives x the gradient g / y.",
        "y": "divide gives y the gradient -g * x / y**2.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _rule_of_two("divide", 0, "x", draw)
    yield from _rule_of_two("divide", 1, "y", draw)


@vjps.part(
    "square",
    0.5,
    "square multiplies g by 2 * x",
    promises={"slope": "The slope of x**2 is 2 * x."},
)
def _(draw: Draw) -> Cases:
    yield from _rule_of_one("square", draw, "slope")


@vjps.part(
    "exp and log",
    0.75,
    "exp multiplies g by exp(x), log divides g by x",
    promises={
        "exp": "The slope of exp(x) is exp(x).",
        "log": "The slope of log(x) is 1 / x.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _rule_of_one("exp", draw, "exp", scale=0.25)
    yield from _rule_of_one("exp", draw, "exp", scale=2.0)
    yield from _rule_of_one("log", draw, "log", positive=True)


@vjps.part(
    "tanh",
    0.5,
    "tanh multiplies g by 1 - tanh(x)**2",
    promises={"slope": "The slope of tanh(x) is 1 - tanh(x)**2."},
)
def _(draw: Draw) -> Cases:
    yield from _rule_of_one("tanh", draw, "slope", scale=0.25)
    yield case(
        f"""
        x, g = tf.constant(a), tf.constant(c)
        {_call_of("tanh", 0)}
        """,
        asks="slope",
        a=draw.array((4,)) * np.float32(500),  # exp(x) is 0 or inf
        c=draw.array((4,)),
    )


@vjps.part(
    "relu",
    0.5,
    "relu passes g on where x is positive, and 0 elsewhere",
    promises={
        "slope": "The slope of relu is 1 where x is above 0, and 0 where it is below.",
        "at zero": "Where x is exactly 0, the slope is 0.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in SHAPES:
        for sign in (1, -1):
            yield case(
                f"""
                x, g = tf.constant(a), tf.constant(c)
                {_call_of("relu", 0)}
                """,
                asks="slope",
                a=draw.array(shape, positive=not shape) * np.float32(sign),
                c=draw.array(shape),
            )
    a, c = draw.array((2, 4), positive=True)
    yield case(
        f"""
        x, g = tf.constant(a), tf.constant(c)
        {_call_of("relu", 0)}
        """,
        asks="slope",
        a=a * np.array([-1, -1, 1, 1], dtype="float32"),
        c=c * np.array([1, -1, 1, -1], dtype="float32"),
    )
    yield case(
        f"""
        x, g = tf.constant(a), tf.constant(c)
        {_call_of("relu", 0)}
        """,
        asks="slope",
        a=np.ldexp(draw.array((4,), positive=True) * np.array([1, -1, 1, -1], "float32"), -20),
        c=draw.array((4,)),
    )
    for shape in SHAPES:
        a = np.zeros(shape, dtype="float32")
        yield case(
            f"""
            x, g = tf.constant(a), tf.constant(c)
            {_call_of("relu", 0)}
            """,
            asks="at zero",
            a=a,
            c=draw.array(a.shape),
        )


def _followed(inputs: str, call: str, start: str, **given: Any) -> Case:
    """Whether operations lead from the value named `start` to the result of `call`.

    They run once more, from another number, and have to come to what the call gives for that. Where
    the numbers were taken out for NumPy, even those of one of two factors, they do not. Whether the
    result is right is another part's business.
    """
    program = f"""
{inputs}
def rule({start}):
    return {call}

records, stopped, other = [], 0, {start} + 0.5
tf.ops.listeners.append(records.append)
try:
    result = rule({start})
finally:
    tf.ops.listeners.remove(records.append)
# The same operations from the other number: do they come to what the rule says?
moved = {{id({start}): other}}
for op, inputs, output, attributes in records:
    if any(id(i) in moved for i in inputs) and op == "stop_gradient":
        stopped = 1
    elif any(id(i) in moved for i in inputs):
        inputs = [moved.get(id(i), i) for i in inputs]
        moved[id(output)] = tf.ops.apply(op, *inputs, **attributes)
(id(result) in moved and np.allclose(moved[id(result)], rule(other))) or stopped
"""
    return case(program, **given)


@vjps.part(
    "operations",
    0.75,
    "the rules give Tensors of the dtype of g, made by operations that a tape can follow back",
    promises={
        "to g": "A tape can follow the result back to g.",
        "to the inputs": "A tape can follow the result back to the inputs.",
        "dtype": "A rule returns a Tensor of the shape and dtype of its inputs.",
    },
)
def _(draw: Draw) -> Cases:
    # A Tensor that no rule ever sees is asked of now and then: no operation leads there from it.
    for asks, starts in [("to g", "g"), ("to the inputs", "xy")]:
        asked = [(op, place, s) for op, place, names in RULES for s in names if s in starts]
        strangers = [asked[i][:2] for i in draw.rng.permutation(len(asked))[:4]]
        for op, place, start in draw.shuffled([*asked, *((*s, "stranger") for s in strangers)]):
            a, b, c = draw.array((3, 2), positive=True)
            yield _followed(
                "x, y, g, stranger = map(tf.constant, (a, b, c, c))",
                _call_of(op, place),
                start,
                asks=asks,
                a=a / np.float32(4),
                b=b,
                c=c,
            )
    for op, place, _ in RULES:
        a, b, c = draw.array((3, *draw.shape((), (3,), (2, 1))), "float64", positive=True)
        yield case(
            f"""
            x, y, g = tf.constant(a), tf.constant(b), tf.constant(c)
            result = {_call_of(op, place)}
            isinstance(result, tf.Tensor), tuple(result.shape), result.dtype == g.dtype
            """,
            asks="dtype",
            a=np.asarray(a / 4),
            b=b,
            c=c,
        )


# -------------------------------------------------------------------------- tape-unbroadcast

unbroadcasting = Question("tape-unbroadcast", needs=["unbroadcast", "tf"])

# The shape of g, and that of a value that lacks axes and has others of length 1.
BOTH: list[tuple[Shape, Shape]] = [
    ((2, 3), (1,)),
    ((2, 3, 4), (3, 1)),
    ((2, 3, 2), (1, 2)),
    ((1, 2, 3), (1, 3)),  # the first axis of g is not that of the value
    ((4, 2, 3, 2), (2, 1, 2)),
]
# Shapes of values that g, of one axis more, is summed up to. All axes are of one length: who sums
# another axis gets the shape right.
LACKING: list[Shape] = [(), (2,), (2, 2), (2, 2, 2)]


def _unbroadcast_cases(draw: Draw, asks: str, *shapes: tuple) -> Cases:
    """A case for each pair: the shape of g, and the shape that the value had."""
    for big, shape in shapes:
        yield case(
            """
            g = tf.constant(a)
            np.asarray(unbroadcast(g, shape)).tolist()
            """,
            asks=asks,
            a=draw.array(big),
            shape=shape,
        )


@unbroadcasting.part(
    "leading axes",
    0.75,
    "axes that the value did not have are summed away",
    promises={"summed away": "An axis that the value lacks is summed away."},
)
def _(draw: Draw) -> Cases:
    yield from _unbroadcast_cases(
        draw,
        "summed away",
        ((3,), ()),
        ((2, 3), ()),
        ((2, 3), (3,)),
        ((3, 3), (3,)),
        ((2, 2, 3), (3,)),
        ((2, 3, 4), (3, 4)),
        ((2, 2, 2), (2, 2)),
        ((2, 1, 2, 3), ()),
        ((1, 3), (3,)),
        ((1, 1), ()),
    )


@unbroadcasting.part(
    "axes of length 1",
    0.75,
    "axes stretched from length 1 are summed, and stay",
    promises={
        "summed": "An axis that was stretched from length 1 is summed, and keeps the length 1."
    },
)
def _(draw: Draw) -> Cases:
    yield from _unbroadcast_cases(
        draw,
        "summed",
        ((3,), (1,)),
        ((2, 3), (2, 1)),
        ((2, 3), (1, 3)),
        ((2, 3), (1, 1)),
        ((3, 3), (3, 1)),
        ((3, 3), (1, 3)),
        ((2, 3, 4), (2, 1, 4)),
        ((2, 3, 2), (1, 3, 1)),
    )


@unbroadcasting.part(
    "both",
    0.3,
    "both can happen to one value",
    promises={
        "both": "Some axes may be summed away, and others stay with length 1.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _unbroadcast_cases(draw, "both", *BOTH)


@unbroadcasting.part(
    "Tensor",
    0.55,
    "the result is a Tensor, made by operations that a tape can follow back to g",
    promises={"Tensor": "Returns a Tensor, made by operations that a tape can follow to g."},
)
def _(draw: Draw) -> Cases:
    for start, shape in draw.shuffled(
        [(s, shape) for s in ("g", "g", "stranger") for shape in [*LACKING, (2, 1)]]
    ):
        yield _followed(
            "g, stranger = tf.constant(a), tf.constant(a)",
            "unbroadcast(g, shape)",
            start,
            asks="Tensor",
            a=draw.array((2, *shape) if shape != (2, 1) else (2, 3)),
            shape=shape,
        )
    # How its numbers add up is another part's business, as is their dtype.
    for shape in LACKING:
        yield case(
            """
            g = tf.constant(a)
            result = unbroadcast(g, shape)
            isinstance(result, tf.Tensor), result is g, a
            """,
            asks="Tensor",
            a=draw.array((2, *shape)),
            shape=shape,
        )


@unbroadcasting.part(
    "dtype",
    0.5,
    "the result has the dtype of g",
    promises={"dtype": "Returns a Tensor of g's dtype."},
)
def _(draw: Draw) -> Cases:
    dtypes = ("float32", "float64", "int32", "float16")
    for dtype, shape in draw.shuffled([(d, s) for d in dtypes for s in LACKING[:3]]):
        yield case(
            """
            g = tf.constant(a)
            result = unbroadcast(g, shape)
            np.asarray(result).dtype.name, result is g
            """,
            asks="dtype",
            a=draw.array((2, *shape), dtype),
            shape=shape,
        )


@unbroadcasting.part(
    "nothing to do",
    0.15,
    "what was not repeated keeps its gradient, and a tape can follow it",
    promises={"kept": "What was not repeated keeps its gradient."},
)
def _(draw: Draw) -> Cases:
    shapes: list[Shape] = [(), (3,), (1,), (1, 3), (2, 3), (2, 1, 3)]
    yield from _unbroadcast_cases(draw, "kept", *zip(shapes, shapes, strict=True))
    for shape in draw.shuffled([(), (2,), (2, 1)]):
        for start in ("g", "stranger"):
            yield _followed(
                "g, stranger = tf.constant(a), tf.constant(a)",
                "unbroadcast(g, shape)",
                start,
                asks="kept",
                a=draw.array(shape),
                shape=shape,
            )


# --------------------------------------------------------------------------- tape-reductions

reductions = Question("tape-reductions", needs=["VJPS", "tf"])


def _reduction_cases(op: str, asks: str, draw: Draw, *asked: tuple) -> Cases:
    """A case for each (shape of x, axis, keepdims); axis is None or a tuple, as in a Record."""
    for shape, axis, keepdims in asked:
        a = draw.array(shape)
        if a.size > 2:  # a sum does not mind a zero, nor does its slope
            a[draw.rng.random(shape) < 0.5] = 0
        yield case(
            f"""
            x, g = tf.constant(a), tf.constant(c)
            out = tf.{op}(x, axis=axis, keepdims=keepdims)
            VJPS["{op}"][0](g, out, x, axis=axis, keepdims=keepdims)
            """,
            asks=asks,
            a=a,
            c=draw.array(a.sum(axis=axis, keepdims=keepdims).shape),
            axis=axis,
            keepdims=keepdims,
        )


def _reduction_defaults(op: str, draw: Draw) -> Cases:
    """Cases of a Record that leaves out what the program left out; values are asked elsewhere."""
    for shape in draw.shuffled([(), (3,), (2, 3), (2, 1, 2)]):
        yield case(
            f"""
            x, g = tf.constant(a), tf.constant(c)
            result = VJPS["{op}"][0](g, tf.{op}(x), x)
            tuple(result.shape)
            """,
            asks="defaults",
            a=draw.array(shape),
            c=draw.array(),
        )


def _reduction_dtypes(op: str, draw: Draw) -> Cases:
    for shape, dtype in draw.shuffled([((2, 3), "float64"), ((3,), "float64"), ((2,), "float32")]):
        yield case(
            f"""
            x, g = tf.constant(a), tf.constant(c)
            result = VJPS["{op}"][0](g, tf.{op}(x), x, axis=None, keepdims=False)
            isinstance(result, tf.Tensor), np.dtype(result.dtype).name
            """,
            asks="dtype",
            a=draw.array(shape, dtype),
            c=draw.array((), dtype),
        )


def _reduction_followed(op: str, draw: Draw) -> Cases:
    for axis in draw.shuffled([None, (0,), (1,)]):
        yield _followed(
            "x, g = tf.constant(a), tf.constant(c)",
            f'VJPS["{op}"][0](g, tf.{op}(x, axis=axis), x, axis=axis, keepdims=False)',
            "g",
            asks="followed",
            a=draw.array((2, 2)),
            c=draw.array(() if axis is None else (2,)),
            axis=axis,
        )


@reductions.part(
    "whole sum",
    0.5,
    "the sum of everything gives every element the same gradient, by operations, in its dtype",
    promises={
        "everything": "A sum of everything gives every element the same gradient.",
        "defaults": "A record may leave out `axis` and `keepdims`: without them, all is summed.",
        "dtype": "The gradient is a Tensor of the dtype of x.",
        "followed": "The gradient is computed by operations, which a tape can follow back to g.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _reduction_cases(
        "reduce_sum",
        "everything",
        draw,
        ((3,), None, False),
        ((2, 3), None, False),
        ((), None, False),
        ((2, 1, 2), None, False),
        ((2, 3), None, True),
        ((), None, True),
    )
    yield from _reduction_defaults("reduce_sum", draw)
    yield from _reduction_dtypes("reduce_sum", draw)
    yield from _reduction_followed("reduce_sum", draw)


@reductions.part(
    "axis",
    0.65,
    "a sum along axes gives its gradient to what was summed up in it",
    promises={
        "one axis": "A sum along an axis gives its gradient to all that it summed.",
        "several axes": "`axis` may be a tuple of several axes.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _reduction_cases(
        "reduce_sum",
        "one axis",
        draw,
        ((2, 3), (0,), False),
        ((2, 3), (1,), False),
        ((3, 3), (1,), False),
        ((2, 3, 2), (1,), False),
        ((2, 2, 2), (1,), False),
        ((3,), (0,), False),
    )
    for place in draw.shuffled([0, 1]):
        a = draw.array((3, 3))
        yield case(
            """
            x, g = tf.constant(a), tf.constant(c)
            VJPS["reduce_sum"][0](g, tf.reduce_sum(x, axis=axis), x, axis=axis)
            """,
            asks="one axis",
            a=a,
            c=draw.array((3,)),
            axis=(place,),
        )
    yield from _reduction_cases(
        "reduce_sum",
        "several axes",
        draw,
        ((2, 3, 2), (0, 2), False),
        ((2, 3, 4), (1, 2), False),
        ((2, 3, 4), (0, 1), False),
        ((2, 2, 2), (0, 1), False),
        ((2, 3), (0, 1), False),
        ((2, 3, 2), (0, 1, 2), False),
        ((2, 3), (), False),
    )


@reductions.part(
    "keepdims",
    0.45,
    "with keepdims the summed axes are there already, as length 1",
    promises={"kept": "With `keepdims` the axes that were summed are there already, as length 1."},
)
def _(draw: Draw) -> Cases:
    yield from _reduction_cases(
        "reduce_sum",
        "kept",
        draw,
        ((2, 3), (0,), True),
        ((2, 3), (1,), True),
        ((3, 3), (1,), True),
        ((2, 1, 3), (0, 1), True),  # who goes by the first axis alone loses nothing here
        ((2, 3, 1), (1, 2), True),
        ((3,), (0,), True),
    )


@reductions.part(
    "mean",
    0.8,
    "a mean also divides by the number of elements averaged, by operations, in their dtype",
    promises={
        "share": "Every element gets its share: the gradient, divided by how many were averaged.",
        "defaults": "A record may leave out `axis` and `keepdims`: without them, all is averaged.",
        "dtype": "The gradient is a Tensor of the dtype of x.",
        "followed": "The gradient is computed by operations, which a tape can follow back to g.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _reduction_cases(
        "reduce_mean",
        "share",
        draw,
        ((4,), None, False),
        ((2, 3), None, False),
        ((2, 3), (1,), False),
        ((3, 3), (1,), False),
        ((2, 3), (0,), True),
        ((2, 3), None, True),
        ((2, 3, 2), (0, 2), False),
        ((2, 3, 4), (0, 1), False),
        ((2, 3, 4), (1, 2), True),
        ((2, 3), (), False),
        ((), None, False),
    )
    yield from _reduction_defaults("reduce_mean", draw)
    yield from _reduction_dtypes("reduce_mean", draw)
    yield from _reduction_followed("reduce_mean", draw)


def _matmul_cases(place: int, draw: Draw) -> Cases:
    """Cases of one of the two rules of matmul; a square case hides a missing transpose least."""
    for n, m, k in [(1, 2, 1), (2, 2, 2), (2, 3, 2), (1, 3, 2), (3, 1, 2), (2, 3, 4)]:
        yield case(
            f"""
            a, b, g = tf.constant(p), tf.constant(q), tf.constant(c)
            VJPS["matmul"][{place}](g, a @ b, a, b)
            """,
            asks="product",
            p=draw.array((n, m)),
            q=draw.array((m, k)),
            c=draw.array((n, k)),
        )
    for start in draw.shuffled(["g", "ba"[place]]):
        p, q, c = draw.array((3, 2, 2))
        yield _followed(
            "a, b, g = tf.constant(p), tf.constant(q), tf.constant(c)",
            f'VJPS["matmul"][{place}](g, a @ b, a, b)',
            start,
            asks="followed",
            p=p,
            q=q,
            c=c,
        )
    for dtype in draw.shuffled(["float32", "float64"]):
        p, q, c = draw.array((3, 2, 2), dtype)
        yield case(
            f"""
            a, b, g = tf.constant(p), tf.constant(q), tf.constant(c)
            result = VJPS["matmul"][{place}](g, a @ b, a, b)
            isinstance(result, tf.Tensor), np.dtype(result.dtype).name
            """,
            asks="dtype",
            p=p,
            q=q,
            c=c,
        )


@reductions.part(
    "matmul, left",
    0.8,
    "the left factor's gradient is g times the right transposed, made by operations",
    promises={
        "product": "The gradient for a has the shape (n, m): g times b transposed.",
        "followed": "It is computed by operations, which a tape can follow back to g and b.",
        "dtype": "It is a Tensor of the dtype of a and b.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _matmul_cases(0, draw)


@reductions.part(
    "matmul, right",
    0.8,
    "the right factor's is the left transposed, times g, made by operations",
    promises={
        "product": "The gradient for b has the shape (m, k): a transposed, times g.",
        "followed": "It is computed by operations, which a tape can follow back to g and a.",
        "dtype": "It is a Tensor of the dtype of a and b.",
    },
)
def _(draw: Draw) -> Cases:
    yield from _matmul_cases(1, draw)


# ----------------------------------------------------------------------------- tape-backward
#
# The programs use operations whose rules the notebook gives (add, negative, sin, cos, ...): who
# has a wrong rule elsewhere loses nothing here. No two values of a program are equal by chance.
#
# Rules that may be None are those of pow and where, and only the part "None" asks about them.
#
# Which gradient a target starts with is asked in one part. In the others it is 1.

# `VJPS` and `unbroadcast` are what `backward` is built on; mistakes are, too.
walking = Question("tape-backward", needs=["backward", "VJPS", "unbroadcast", "tf"])
walking.instead_of("unbroadcast", "VJPS")(stand_ins.put_unbroadcast)


def _above_one(draw: Draw, *shape: int) -> NDArray:
    """Different numbers above 1 (a few of them: and no integers), whose sines differ, too."""
    return draw.array(shape, positive=True) + np.float32(1.25)


def _walk(inputs: str, program: str, answer: str, *, asks: str, **given: Any) -> Case:
    """A case that records a program on `inputs`, and then walks back."""
    lines = [
        inputs,
        "records = []",
        "tf.ops.listeners.append(records.append)",
        dedent(program).strip(),
        "tf.ops.listeners.remove(records.append)",
        dedent(answer).strip(),
    ]
    return case("\n".join(lines), asks=asks, **given)


X, XY = "x = tf.constant(a)", "x, y = tf.constant(a), tf.constant(b)"
DX = """
(dx,) = backward(records, [y], [tf.ones_like(y)], [x])
dx
"""


@walking.part(
    "chain",
    0.65,
    "a chain of operations passes the gradient back to its source, by the rules of the table",
    promises={
        "rules": "The rules come from VJPS, and are called with all that the record holds.",
        "no such rule": "An operation without a rule stops the walk with a KeyError that names it.",
        "leads nowhere": "A record that leads nowhere is gone past, whether it has a rule or not.",
        "dtype": "A gradient has the dtype of its source.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,), (2, 3)]:
        for program in ("y = tf.cos(-tf.sin(x))", "y = -tf.cos(x)", "y = tf.sqrt(tf.sqrt(x))"):
            yield _walk(X, program, DX, asks="rules", a=_above_one(draw, *shape))
    for place, op in draw.shuffled(
        [(0, "unheard_of"), (1, "unheard_of"), (0, "sin"), (1, "negative"), (1, "negative")]
    ):
        yield _walk(
            X,
            "y = -tf.sin(x)",
            """
            records[place] = records[place]._replace(op=op)
            try:
                backward(records, [y], [tf.ones_like(y)], [x])
                came = "an answer"
            except KeyError as error:
                came = "a KeyError that names it" if op in str(error) else "a KeyError"
            came
            """,
            asks="no such rule",
            a=_above_one(draw, 2),
            place=place,
            op=op,
        )
    for program in draw.shuffled(["y, z = -tf.sin(x), tf.cos(x)", "y, z = tf.cos(x), -x"]):
        yield _walk(
            X,
            program,
            'records[-1] = records[-1]._replace(op="unheard_of")\n' + DX.strip(),
            asks="leads nowhere",
            a=_above_one(draw, 2),
        )
    # A rule that is new in the table; and one whose attributes stand in another order, and may be
    # left out.
    for op, program, rule in draw.shuffled(
        [
            ("abs", "y = tf.abs(x)", "lambda g, out, x: g * (x + more)"),
            (
                "reduce_sum",
                "y = tf.reduce_sum(x, axis=0, keepdims=True)",
                "lambda g, out, x, keepdims=False, axis=None: g * (x + more) * float(keepdims)",
            ),
        ]
    ):
        yield _walk(
            X,
            program,
            f"""
            kept = dict(VJPS)
            VJPS["{op}"] = ({rule},)
            try:
                (dx,) = backward(records, [y], [tf.ones_like(y)], [x])
            finally:
                VJPS.clear()
                VJPS.update(kept)
            dx
            """,
            asks="rules",
            a=-_above_one(draw, 2),
            more=draw.numbers(positive=True),
        )
    for program, shape in [
        ("y = tf.reshape(tf.sin(x), (3, 2))", (2, 3)),
        ("y = tf.transpose(tf.sin(x))", (2, 3)),
        ("y = tf.transpose(tf.sin(x), (1, 2, 0))", (2, 3, 1)),
    ]:
        yield _walk(X, program, DX, asks="rules", a=_above_one(draw, *shape))
    for program in ("y = -tf.cos(x)", "y = tf.sin(x + 2.5)"):
        yield _walk(X, program, DX, asks="dtype", a=_above_one(draw, 2).astype("float64"))


@walking.part(
    "fan-out",
    0.6,
    "a value that is used more than once gets the sum of its gradients, made by operations",
    promises={
        "sum": "A value that is used more than once gets the sum of its gradients.",
        "followed": "All is computed by operations, which a tape can follow.",
    },
)
def _(draw: Draw) -> Cases:
    programs = ("y = tf.sin(x) + tf.cos(x)", "y = -tf.cos(x) + tf.sin(x)")
    for program, start in draw.shuffled([(p, s) for p in programs for s in ("x", "stranger")]):
        yield _walk(
            X,
            program,
            """
            stranger = tf.constant(a)
            followed, stopped = [{start}], []
            def follow(record):
                if any(one is other for one in record.inputs for other in followed):
                    stops = record.op == "stop_gradient"
                    (stopped if stops else followed).append(record.output)
            tf.ops.listeners.append(follow)
            try:
                (dx,) = backward(records, [y], [tf.ones_like(y)], [x])
            finally:
                tf.ops.listeners.remove(follow)
            any(dx is one for one in followed) or min(1, len(stopped))
            """.replace("{start}", start),
            asks="followed",
            a=_above_one(draw, 2),
        )
    for program in ("tf.sin(x) + tf.cos(x)", "tf.sin(x) + -x", "x + (x + tf.sin(x))"):
        for shape in [(), (3,)]:
            yield _walk(X, f"y = {program}", DX, asks="sum", a=_above_one(draw, *shape))
    for program in ("y = x + x", "y = x + (x + x)"):
        yield _walk(X, program, DX, asks="sum", a=_above_one(draw, *draw.shape((2,), (3,))))
    # Each place has its own rule. That of the second place is an exercise; here it is a right one.
    yield _walk(
        X,
        "y = tf.sin(x) + (x - x)",
        """
        kept = VJPS["subtract"]
        VJPS["subtract"] = (lambda g, out, x, y: g, lambda g, out, x, y: -g)
        try:
            (dx,) = backward(records, [y], [tf.ones_like(y)], [x])
        finally:
            VJPS["subtract"] = kept
        dx
        """,
        asks="sum",
        a=_above_one(draw, 2),
    )
    for shape in [(), (2,)]:
        yield _walk(
            X,
            """
            b = tf.sin(x) + tf.sin(x)
            y = b + b
            """,
            DX,
            asks="sum",
            a=_above_one(draw, *shape),
        )
    for shape in [(), (2,)]:
        yield _walk(
            "v = tf.Variable(a)",
            "y = tf.sin(v) + -v",
            """
            (dv,) = backward(records, [y], [tf.ones_like(y)], [v])
            dv
            """,
            asks="sum",
            a=_above_one(draw, *shape),
        )


@walking.part(
    "order",
    0.5,
    "a gradient is passed on only when all of its shares have come in",
    promises={"complete": "The records are walked from last to first, each of them once."},
)
def _(draw: Draw) -> Cases:
    for function in ("sin", "cos"):
        for shape in [(), (2,)]:
            yield _walk(
                X,
                f"""
                b = tf.{function}(x)
                long_way = -(-(-b))
                y = b + long_way + b
                """,
                DX,
                asks="complete",
                a=_above_one(draw, *shape),
            )
    for shape in [(), (3,)]:
        yield _walk(
            X,
            """
            b = -x
            d = tf.cos(b)
            y = (d + -d) + (-b + d)
            """,
            DX,
            asks="complete",
            a=_above_one(draw, *shape),
        )
    # One of the targets depends on the other.
    yield _walk(
        X,
        """
        y = tf.sin(x)
        z = tf.sin(y)
        """,
        """
        (dx,) = backward(records, [y, z], [tf.ones_like(y), tf.ones_like(z)], [x])
        dx
        """,
        asks="complete",
        a=_above_one(draw, 2),
    )


@walking.part(
    "values",
    0.5,
    "what a Variable became afterwards changes nothing, and a second walk gives the same",
    promises={
        "recorded": "What a Variable became afterwards changes nothing.",
        "again": "The records stay as they are: a second walk gives the same.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,), (2, 2)]:
        a = _above_one(draw, *shape)
        for program in (
            """
            y = tf.sin(v)
            v.assign(b)
            """,
            """
            y = tf.sin(v)
            v.assign(b)
            z = tf.cos(v)
            """,
        ):
            yield _walk(
                "v = tf.Variable(a)",
                program,
                """
                (dv,) = backward(records, [y], [tf.ones_like(y)], [v])
                dv
                """,
                asks="recorded",
                a=a,
                b=a + np.float32(0.5),
            )
        yield _walk(
            X,
            "y = -tf.sin(x)",
            """
            targets, starts, sources = [y], [tf.ones_like(y)], [x]
            (first,) = backward(records, targets, starts, sources)
            (again,) = backward(records, targets, starts, sources)
            again
            """,
            asks="again",
            a=a,
        )
    # Whether the walk is stopped there is another part's business.
    for program in draw.shuffled(["y = -tf.sin(x)", "y = tf.cos(-x)"]):
        yield _walk(
            X,
            program,
            """
            records[0] = records[0]._replace(op="unheard_of")
            try:
                backward(records, [y], [tf.ones_like(y)], [x])
            except KeyError:
                pass
            [record.op for record in records]
            """,
            asks="again",
            a=_above_one(draw, 2),
        )


@walking.part(
    "None",
    0.25,
    "a source that the target does not depend on gets None, and one of zero slope gets zero",
    promises={
        "no path": "A source gets None if no target depends on it.",
        "no rule": "VJPS has None for an input that no gradient passes to.",
        "zero": "A gradient of zero is a Tensor of zeros, and not None.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(), (2,)]:
        for program in ("z = x ** 2.0", "z, other = x ** 2.0, y ** 2.0"):
            a, b = _above_one(draw, 2, *shape)
            for sources in draw.shuffled(["x, y", "y, x"]):
                yield _walk(
                    XY,
                    program,
                    f"""
                    one, two = backward(records, [z], [tf.ones_like(z)], [{sources}])
                    one, two
                    """,
                    asks="no path",
                    a=a,
                    b=b,
                )
    for program in ("z = tf.where(x > 0.0, y ** 2.0, -y)", "z = tf.where(x > 2.0, -y, y ** 3.0)"):
        a, b = _above_one(draw, 2, 2)
        yield _walk(
            XY,
            program,
            """
            (dx,) = backward(records, [z], [tf.ones_like(z)], [x])
            dx
            """,
            asks="no path",
            a=a,
            b=b,
        )
    for power in (2.0, 3.0):
        a, b = _above_one(draw, 2, 3)
        yield _walk(
            XY,
            "z = tf.where(x > 0.0, y ** power, -x)",
            """
            dx, dy = backward(records, [z], [tf.ones_like(z)], [x, y])
            dx, dy
            """,
            asks="no rule",
            a=a * np.array([1, -1, 1], dtype="float32"),
            b=b,
            power=power,
        )
    for shape in [(), (2,)]:
        yield _walk(
            X,
            "y = (x ** 2.0) ** 0.0",
            DX,
            asks="zero",
            a=_above_one(draw, *shape),
        )


@walking.part(
    "sources and targets",
    0.5,
    "each source gets its own gradient, from all targets together",
    promises={
        "list": "Returns a list with one entry for each source, in their order.",
        "each object": "Two Tensors of one value are two sources.",
        "start": "Each target starts with the gradient that is given for it.",
        "same target": "A target that is given twice counts twice.",
        "outputs": "A source may be an output, also a target.",
    },
)
def _(draw: Draw) -> Cases:
    for sources in draw.shuffled(["[y, x, y]", "[x]", "[x, y]", "[y, x]", "[]"]):
        a, b = _above_one(draw, 2)
        yield _walk(
            XY,
            "z = tf.sin(x) + -tf.sin(y)",
            f"backward(records, [z], [tf.ones_like(z)], {sources})",
            asks="list",
            a=np.asarray(a),
            b=np.asarray(b),
        )
    for shape in [(), (3,)]:
        yield _walk(
            "x, same = tf.constant(a), tf.constant(a)",
            "y = tf.sin(x) + -same",
            """
            dx, dsame = backward(records, [y], [tf.ones_like(y)], [x, same])
            dx, dsame
            """,
            asks="each object",
            a=_above_one(draw, *shape),
        )
        a, c, d = _above_one(draw, 3, *shape)
        for program, asks in [("y = -tf.sin(x)", "start"), ("y = x", "outputs")]:
            yield _walk(
                "x, g = tf.constant(a), tf.constant(c)",
                program,  # the second one leaves no record
                """
                (dx,) = backward(records, [y], [g], [x])
                dx
                """,
                asks=asks,
                a=a,
                c=c,
            )
        yield _walk(
            "x, g, h = tf.constant(a), tf.constant(c), tf.constant(d)",
            "y, z = -x, tf.sin(x)",
            """
            (dx,) = backward(records, [y, z], [g, h], [x])
            dx
            """,
            asks="start",
            a=a,
            c=c,
            d=d,
        )
        yield _walk(
            X,
            "y = tf.sin(x)",
            """
            (dx,) = backward(records, [y, y], [tf.ones_like(y), tf.ones_like(y)], [x])
            dx
            """,
            asks="same target",
            a=a,
        )
        yield _walk(
            X,
            """
            middle = tf.sin(x)
            y = tf.cos(middle)
            """,
            """
            starts = [tf.ones_like(y), tf.ones_like(y), tf.ones_like(y)]
            dm, dx, dy = backward(records, [y, middle, x], starts, [middle, x, y])
            dm, dx, dy
            """,
            asks="outputs",
            a=a,
        )
        yield _walk(
            X,
            """
            middle = tf.sin(x)
            y = tf.cos(middle)
            """,
            """
            (dm,) = backward(records, [y], [tf.ones_like(y)], [middle])
            dm
            """,
            asks="outputs",
            a=a,
        )


@walking.part(
    "shapes",
    0.5,
    "every gradient has the shape of its source, after broadcasting too",
    promises={"source's shape": "Each gradient has its source's shape, after broadcasting too."},
)
def _(draw: Draw) -> Cases:
    for left, right in [((), (3,)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((2, 1, 3), (2, 1))]:
        yield _walk(
            XY,
            "z = tf.sin(x) + -tf.sin(y)",
            """
            dx, dy = backward(records, [z], [tf.ones_like(z)], [x, y])
            dx, dy
            """,
            asks="source's shape",
            a=_above_one(draw, *left),
            b=_above_one(draw, *right),
        )
    # The value that was repeated is no source, and its rule depends on the shape of its gradient.
    yield _walk(
        XY,
        "z = tf.sin(tf.reshape(x, (3,))) + -y",
        """
        (dx,) = backward(records, [z], [tf.ones_like(z)], [x])
        dx
        """,
        asks="source's shape",
        a=_above_one(draw, 3, 1),
        b=_above_one(draw, 2, 3),
    )


@walking.part(
    "long chain",
    0.5,
    "a chain of 1,200 operations is not too long",
    promises={"thousands": "The list may be long: thousands of records."},
)
def _(draw: Draw) -> Cases:
    yield _walk(
        X,
        """
        y = tf.sin(x)
        for _ in range(length):
            y = y + 0.5
        """,
        DX,
        asks="thousands",
        a=_above_one(draw, 4),
        length=1200,  # Python stands about 1,000 calls in each other
    )


# ------------------------------------------------------------------------ tape-gradient-tape

# `backward` is what a tape is built on; mistakes are, too.
tape = Question("tape-gradient-tape", needs=["GradientTape", "backward", "tf"])
tape.instead_of("backward")(stand_ins.put_backward)

# Sources are single numbers where many elements are not the question. They come one by one, in a
# list, where the structure of the sources is not the question.


@tape.part(
    "Variables",
    0.75,
    "trainable Variables are watched by themselves, and no others are",
    promises={
        "trainable": "A trainable Variable is followed without being asked, and no other is.",
        "any input": "An operation is kept if any of its inputs is followed, whatever it does.",
        "recorded": "What a Variable becomes afterwards changes nothing.",
    },
)
def _(draw: Draw) -> Cases:
    for power in (2.0, 3.0):
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                y = v ** power
            tape.gradient(y, [v])
            """,
            asks="trainable",
            a=draw.array(),
            power=power,
        )
    # What is not followed gets None: that it is not zero is asked elsewhere.
    for trainable in draw.shuffled([True, False, False]):
        a, b = draw.array((2,), positive=True)  # no sum of theirs is zero
        yield case(
            """
            v, w = tf.Variable(a), tf.Variable(b, trainable=trainable)
            with GradientTape() as tape:
                y = v ** 2.0 + -(w ** 2.0)
            [0.0 if g is None else float(g) for g in tape.gradient(y, [w])]
            """,
            asks="trainable",
            a=np.asarray(a),
            b=np.asarray(b),
            trainable=trainable,
        )
        # In one record with what is followed.
        for source in "vw":
            yield case(
                f"""
                v, w = tf.Variable(a), tf.Variable(b, trainable=trainable)
                with GradientTape() as tape:
                    y = (v + w) ** 2.0
                [0.0 if g is None else float(g) for g in tape.gradient(y, [{source}])]
                """,
                asks="trainable",
                a=np.asarray(a),
                b=np.asarray(b),
                trainable=trainable,
            )
    for line in draw.shuffled(
        [
            "tf.where(x > 0.0, x, v ** 2.0)",
            "tf.where(x < 0.0, v ** 2.0, x)",
            "v + x",
        ]
    ):
        yield case(
            f"""
            v, x = tf.Variable(a), tf.constant(b)
            with GradientTape() as tape:
                y = -({line})
            tape.gradient(y, [v])
            """,
            asks="any input",
            a=draw.array(),
            b=-draw.array(positive=True),
        )
    # An operation that the table has no rule for is kept, too, and backward stops there. Where it
    # does not lead to the target, it does no harm.
    for target in draw.shuffled(["y", "z"]):
        yield case(
            f"""
            v = tf.Variable(a)
            tf.ops.FORWARD["unheard_of"] = tf.ops.FORWARD["negative"]  # an operation without a rule
            with GradientTape() as tape:
                y = v ** 2.0
                z = y + tf.ops.apply("unheard_of", y)
            try:
                tape.gradient({target}, [v])
                came = "an answer"
            except KeyError:
                came = "a KeyError"
            finally:
                del tf.ops.FORWARD["unheard_of"]
            came
            """,
            asks="any input",
            a=draw.array(),
        )
    for _ in range(2):
        a, b = draw.array((2,))
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                y = v ** 3.0
                v.assign(b)
            tape.gradient(y, [v])
            """,
            asks="recorded",
            a=np.asarray(a),
            b=np.asarray(b),
        )
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                y = v ** 3.0
            v.assign(b)
            tape.gradient(y, [v])
            """,
            asks="recorded",
            a=np.asarray(a),
            b=np.asarray(b),
        )


def _two(draw: Draw) -> dict[str, Any]:
    """Two positive numbers, a and b."""
    a, b = draw.array((2,), positive=True)
    return {"a": np.asarray(a), "b": np.asarray(b)}


@tape.part(
    "watch",
    0.5,
    "any other Tensor or Variable is followed from the time it is watched",
    promises={
        "from now on": "`watch` makes the tape follow a Tensor or Variable from then on, and what "
        "is computed from it.",
        "others": "The gradient is None for a source that is not followed, even where an operation "
        "on it is kept.",
        "held": "What is watched is not mistaken for another object later.",
    },
)
def _(draw: Draw) -> Cases:
    for make in draw.shuffled(["tf.constant(a)", "tf.Variable(a, trainable=False)"]):
        yield case(
            f"""
            x = {make}
            with GradientTape() as tape:
                tape.watch(x)
                y = x ** 2.0
            tape.gradient(y, [x])
            """,
            asks="from now on",
            a=draw.array(),
        )
    for power in (2.0, 3.0):
        yield case(
            """
            x = tf.constant(a)
            with GradientTape() as tape:
                early = -x
                tape.watch(x)
                y = x ** power + early
            tape.gradient(y, [x])
            """,
            asks="from now on",
            a=draw.array(),
            power=power,
        )
    a, b = draw.array((2,), positive=True)
    for source in draw.shuffled(["x", "z", "x", "z"]):
        yield case(
            f"""
            x, z = tf.constant(a), tf.constant(b)
            with GradientTape() as tape:
                tape.watch(x)
                tape.watch(z)
                y = x ** 2.0 + -z
            tape.gradient(y, [{source}])
            """,
            asks="from now on",
            a=np.asarray(a),
            b=np.asarray(b),
        )
    lines = ["y = v + x", "y = x + v", "y = (v + x) ** 2.0", "y = v ** 2.0 + -x"]
    for line, source in draw.shuffled([(line, source) for line in lines for source in "vx"]):
        a, b = draw.array((2,), positive=True)
        yield case(
            f"""
            v, x = tf.Variable(a), tf.constant(b)
            with GradientTape() as tape:
                {line}
            tape.gradient(y, [{source}])
            """,
            asks="others",
            a=np.asarray(a),
            b=np.asarray(b),
        )
    made = ["tf.constant(b)", "tf.Variable(b, trainable=False)"]
    for make, source in draw.shuffled([(make, source) for make in made for source in "vz"]):
        yield case(
            f"""
            v, x = tf.Variable(a), {make}
            with GradientTape() as tape:
                z = -x
                y = v ** 2.0 + z
            tape.gradient(y, [{source}])
            """,
            asks="others",
            **_two(draw),
        )
    for count in (20, 40):
        yield case(
            """
            with GradientTape() as tape:
                tape.watch(tf.constant(a))
                unwatched = [tf.constant(a) for _ in range(count)]
                y = unwatched[0]
                for x in unwatched[1:]:
                    y = y + x
            [x is None for x in tape.gradient(y, unwatched)]
            """,
            asks="held",
            a=draw.array(),
            count=count,
        )


@tape.part(
    "None or zero",
    0.5,
    "None means that no path leads there; a flat path gives zeros",
    promises={
        "None": "The gradient is None if the target does not depend on the source.",
        "zero": "Where a path is flat, the gradient is a Tensor of zeros.",
    },
)
def _(draw: Draw) -> Cases:
    for sources in draw.shuffled(["[v]", "[w]", "[v]"]):
        a, b = draw.array((2,))
        yield case(
            f"""
            v, w = tf.Variable(a), tf.Variable(b)
            with GradientTape() as tape:
                y = v ** 2.0
                z = w ** 2.0
            tape.gradient(y, {sources})
            """,
            asks="None",
            a=np.asarray(a),
            b=np.asarray(b),
        )
    for sources in draw.shuffled(["[v]", "[w]"]):
        a, b = draw.array((2,))
        yield case(
            f"""
            v, w = tf.Variable(a), tf.Variable(b)
            with GradientTape() as tape:
                y = v ** 2.0 + (w + -w)
            tape.gradient(y, {sources})
            """,
            asks="zero",
            a=np.asarray(a),
            b=np.asarray(b),
        )
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                u = v ** 2.0
                y = u + -u
            tape.gradient(y, [v])
            """,
            asks="zero",
            a=np.asarray(a),
        )


@tape.part(
    "structure",
    0.75,
    "the gradients come in the order and the structure of the sources",
    promises={
        "structure": "The gradients come in the structure of the sources.",
        "each": "A source that stands there twice gets its gradient twice.",
    },
)
def _(draw: Draw) -> Cases:
    program = """
    u, v, w = tf.Variable(a), tf.Variable(b), tf.Variable(c)
    with GradientTape() as tape:
        y = u ** 2.0 + v ** 3.0 + -(w ** 2.0)
    tape.gradient(y, {structure})
    """
    structures = [
        ("v", "structure"),
        ("sources=[v]", "structure"),
        ("(v, w)", "structure"),
        ("[w, v]", "structure"),
        ("{'w': w, 'v': v}", "structure"),
        ("{'second': [w, u], 'first': (v,)}", "structure"),
        ("[[u, v], {'w': w}]", "structure"),
        ("((u, [v]), w)", "structure"),
        ("[]", "structure"),
        ("[w, v, w]", "each"),
        ("{'one': v, 'two': [u, v]}", "each"),
    ]
    for structure, asks in structures:
        a, b, c = draw.array((3,))
        yield case(
            dedent(program).replace("{structure}", structure),
            asks=asks,
            a=float(a),
            b=float(b),
            c=float(c),
        )


ASKED = """
came = []
for target, source in {calls}:
    try:
        tape.gradient(target, source)
        came.append("answered")
    except RuntimeError:
        came.append("refused")
came
"""


def _asked(tape: str, body: str, calls: str, **given: Any) -> Case:
    """What came of each call of gradient."""
    with_tape = f"with {tape} as tape:\n    " + dedent(body).strip().replace("\n", "\n    ")
    asked = ASKED.strip().replace("{calls}", calls)
    return case(f"v, w = tf.Variable(a), tf.Variable(b)\n{with_tape}\n{asked}", **given)


@tape.part(
    "once",
    0.5,
    "gradient answers once; every further call is refused with a RuntimeError",
    promises={"once": "gradient raises RuntimeError when it is called a second time."},
)
def _(draw: Draw) -> Cases:
    one, several = [("y", "v")] * 3, [("y", "v"), ("z", "w"), ("y", "w")]
    for calls, count in draw.shuffled([(c, n) for c in (one, several) for n in (1, 2, 3)]):
        a, b = draw.array((2,))
        yield _asked(
            "GradientTape()",
            "y = v ** 2.0\nz = -w",
            f"[{', '.join(f'({y}, {x})' for y, x in calls[:count])}]",
            asks="once",
            a=np.asarray(a),
            b=np.asarray(b),
        )


@tape.part(
    "block",
    0.5,
    "the tape records inside its block only, however the block ends",
    promises={
        "from its start": "It records from the start of the block, and nothing before.",
        "to its end": "It records to the end of the block. Then it listens no more; others do.",
        "exception": "That is so if the block ends in an exception, too.",
        "gets out": "The exception gets out.",
    },
)
def _(draw: Draw) -> Cases:
    for _ in range(2):
        a, b = draw.array((2,))
        yield case(
            """
            v, tape = tf.Variable(a), GradientTape()
            before = -v
            with tape:
                y = v ** 2.0 + before
            tape.gradient(y, [v])
            """,
            asks="from its start",
            a=np.asarray(a),
        )
        yield case(
            """
            v, w, before = tf.Variable(a), tf.Variable(b), len(tf.ops.listeners)
            with GradientTape() as tape:
                y = v ** 2.0
            z = w ** 2.0 + y
            tape.gradient(y, [v]), len(tf.ops.listeners) - before
            """,
            asks="to its end",
            a=np.asarray(a),
            b=np.asarray(b),
        )
        yield case(
            """
            v, heard = tf.Variable(a), []
            with GradientTape() as tape:
                tf.ops.listeners.append(heard.append)
                y = v ** 2.0
            for _ in range(n):
                y = -y
            if heard.append in tf.ops.listeners:
                tf.ops.listeners.remove(heard.append)
            len([record for record in heard if record.op == "negative"])
            """,
            asks="to its end",
            a=np.asarray(a),
            n=draw.integer(1, 9),
        )
    for problem, error in draw.shuffled(PROBLEMS):
        yield case(
            f"""
            v, before = tf.Variable(a), len(tf.ops.listeners)
            try:
                with GradientTape() as tape:
                    y = v ** 2.0
                    {problem.replace("(x, x)", "(v, v)")}
            except {error}:
                pass
            tape.gradient(y, [v]), len(tf.ops.listeners) - before
            """,
            asks="exception",
            a=draw.array(),
        )
    for problem, error in draw.shuffled([*PROBLEMS[:4], NO_PROBLEM, NO_PROBLEM]):
        yield case(
            f"""
            v = tf.Variable(a)
            try:
                with GradientTape() as tape:
                    y = v ** 2.0
                    {problem.replace("(x, x)", "(v, v)")}
                came = "no error"
            except {error}:
                came = "an error"
            came
            """,
            asks="gets out",
            a=draw.array(),
        )


@tape.part(
    "own records",
    0.25,
    "tapes do not know of each other, even when one runs inside the other",
    promises={
        "own": "Each tape keeps its own records.",
        "nested": "One tape may run inside another. The outer one hears how gradients are made.",
    },
)
def _(draw: Draw) -> Cases:
    for _ in range(2):
        a, b = draw.array((2,))
        yield case(
            """
            v, x = tf.Variable(a), tf.constant(b)
            with GradientTape() as one:
                one.watch(x)
                y = x ** 2.0
            with GradientTape() as two:
                z = v ** 2.0 + x ** 3.0
            two.gradient(z, [x]), one.gradient(y, [x])
            """,
            asks="own",
            a=np.asarray(a),
            b=np.asarray(b),
        )
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as outer:
                u = v ** 2.0
                with GradientTape() as inner:
                    w = v ** 3.0 + u
                z = w + v
            outer.gradient(z, [v]), inner.gradient(w, [v])
            """,
            asks="nested",
            a=np.asarray(a),
        )
    # How the gradients are made is seen without a second walk, which other rules might spoil.
    for found in draw.shuffled(["slope", "y", "slope"]):
        yield case(
            f"""
            v, heard = tf.Variable(a), []
            with GradientTape() as tape:
                y = v ** 3.0
            tf.ops.listeners.append(heard.append)
            (slope,) = tape.gradient(y, [v])
            if heard.append in tf.ops.listeners:
                tf.ops.listeners.remove(heard.append)
            len(heard) > 0, any({found} is record.output for record in heard)
            """,
            asks="nested",
            a=draw.array(),
        )


@tape.part(
    "many elements",
    0.25,
    "a target counts as the sum of its elements, and gradients have the sources' shape and dtype",
    promises={
        "sum": "Each element of the target starts with the gradient 1.",
        "dtype": "A gradient has the dtype of its source.",
        "source's shape": "Each gradient is a Tensor of its source's shape.",
    },
)
def _(draw: Draw) -> Cases:
    for shape in [(2,), (3,), (2, 3), (1,)]:
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                y = v ** 2.0
            tape.gradient(y, [v])
            """,
            asks="sum",
            a=draw.array(shape),
        )
    a = draw.array(draw.shape((2,), (3,), (2, 3)))
    for line, source in [("y = -v", "v"), ("y = v + v", "v"), ("y = v ** 2.0", "y")]:
        yield case(
            f"""
            v = tf.Variable(a)
            with GradientTape() as tape:
                {line}
            tape.gradient(y, [{source}])
            """,
            asks="sum",
            a=a,
        )
    for shape, dtype in draw.shuffled([((), "float64"), ((2,), "float64"), ((2,), "float32")]):
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as tape:
                y = -(v ** 2.0)
            np.dtype(tape.gradient(y, [v])[0].dtype).name
            """,
            asks="dtype",
            a=draw.array(shape, dtype),
        )
    for left, right in [((3,), ()), ((2, 2), (2,)), ((2, 3), (2, 1))]:
        yield case(
            """
            v, w = tf.Variable(a), tf.Variable(b)
            with GradientTape() as tape:
                y = v ** 2.0 + -w
            [tuple(g.shape) for g in tape.gradient(y, [w])]
            """,
            asks="source's shape",
            a=draw.array(left),
            b=draw.array(right),
        )


# --------------------------------------------------------------------------- tape-persistent

persistent = Question("tape-persistent", needs=["GradientTape", "backward", "tf"])
persistent.instead_of("backward", "super()")(stand_ins.put_first_tape)


@persistent.part(
    "persistent",
    0.8,
    "a persistent tape answers every call as if it were the first",
    promises={
        "every call": "Each call of a persistent tape answers as if it were the first.",
        "its block": "As before, the tape records its own block, and nothing after it.",
        "not followed": "As before, a source that is not followed gets None.",
        "dtype": "As before, each gradient has its source's dtype.",
    },
)
def _(draw: Draw) -> Cases:
    made = ["tf.constant(b)", "tf.Variable(b, trainable=False)"]
    for make, source in draw.shuffled([(make, source) for make in made for source in "vx"]):
        yield case(
            f"""
            v, x = tf.Variable(a), {make}
            with GradientTape(persistent=True) as tape:
                z = -x
                y = (v + x) ** 2.0 + z
            tape.gradient(y, {source}), tape.gradient(y, {source})
            """,
            asks="not followed",
            **_two(draw),
        )
        yield case(
            f"""
            v, x = tf.Variable(a), {make}
            with GradientTape(persistent=True) as tape:
                z = -x
                y = (v + x) ** 2.0 + z
            tape.gradient(y, [{source}])
            """,
            asks="not followed",
            **_two(draw),
        )
    yield case(
        """
        v = tf.Variable(a)
        with GradientTape(persistent=True) as tape:
            y = v ** 2.0
        tape.gradient(target=y, sources=v)
        """,
        asks="dtype",
        a=draw.array((2,), "float64"),
    )
    for shape in [(), (2,)]:
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape(persistent=True) as tape:
                y = v ** 2.0
            slope = tape.gradient(y, v)
            z = -y
            slope, tape.gradient(slope, v), tape.gradient(z, v)
            """,
            asks="its block",
            a=draw.array(shape),
        )
    for structure in ("{'v': v, 'w': w}", "(w, [v])"):
        a, b = draw.array((2,))
        yield case(
            f"""
            v, w = tf.Variable(a), tf.Variable(b)
            with GradientTape(persistent=True) as tape:
                y = v ** 2.0 + -w
            tape.gradient(y, v), tape.gradient(y, {structure})
            """,
            asks="every call",
            a=np.asarray(a),
            b=np.asarray(b),
        )
    for call in ("persistent=True", "True"):
        for shape in [(), (2,)]:
            yield case(
                f"""
                v = tf.Variable(a)
                with GradientTape({call}) as tape:
                    y = v ** 2.0
                    z = y + -v
                tape.gradient(z, v), tape.gradient(z, v), tape.gradient(y, v)
                """,
                asks="every call",
                a=draw.array(shape),
            )
    for shape in [(), (2,)]:
        a, b = draw.array((2, *shape))
        yield case(
            """
            v, w = tf.Variable(a), tf.Variable(b)
            with GradientTape(persistent=True) as tape:
                y = v ** 2.0
                z = -y + w
            tape.gradient(z, y), tape.gradient(z, [v, w]), tape.gradient(y, [w, v])
            """,
            asks="every call",
            a=a,
            b=b,
        )
        yield case(
            """
            x = tf.constant(a)
            with GradientTape(persistent=True) as tape:
                tape.watch(x)
                y = x ** 2.0
            [tape.gradient(y, x) for _ in range(5)]
            """,
            asks="every call",
            a=a,
        )
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape(persistent=True) as outer:
                with GradientTape() as inner:
                    y = v ** 3.0
                slope = inner.gradient(y, v)
                z = y + v
            slope, outer.gradient(y, v), outer.gradient(z, v)
            """,
            asks="every call",
            a=a,
        )


@persistent.part(
    "once",
    0.4,
    "a tape that is not persistent still answers only once",
    promises={
        "default": "A tape is not persistent unless it is told to be: a second call is refused.",
        "False": "With `persistent=False` a second call is refused, too.",
    },
)
def _(draw: Draw) -> Cases:
    for call, asks in [("GradientTape()", "default"), ("GradientTape(persistent=False)", "False")]:
        several = ["(y, v)", "(z, w)", "(y, w)"]
        for calls in draw.shuffled(
            [["(y, v)"] * count for count in (1, 2, 3)] + [several[:n] for n in (1, 2, 3)]
        ):
            a, b = draw.array((2,))
            yield _asked(
                call,
                "y = v ** 2.0 + w\nz = -w",
                f"[{', '.join(calls)}]",
                asks=asks,
                a=np.asarray(a),
                b=np.asarray(b),
            )


@persistent.part(
    "second order",
    0.8,
    "an outer tape sees how the inner tape made its gradient",
    promises={
        "heard": "A tape around this one hears how a gradient is computed.",
        "still recording": "It hears that while its own block runs, and no longer.",
    },
)
def _(draw: Draw) -> Cases:
    # Whether the outer tape knows of a path, and not what it makes of it: its numbers depend on the
    # rules for the operations that gradients are made of, which other questions ask for.
    # Single numbers, too: what many elements start with is another part's business.
    for power, inner in [(2.0, ""), (3.0, ""), (4.0, "persistent=True")]:
        yield case(
            f"""
            v = tf.Variable(a)
            with GradientTape() as outer:
                with GradientTape({inner}) as inner:
                    y = v ** power
                slope = inner.gradient(y, v)
            slope, outer.gradient(slope, v) is None
            """,
            asks="heard",
            a=draw.array(),
            power=power,
        )
    for _ in range(2):
        yield case(
            """
            x, y = tf.constant(a), tf.constant(b)
            with GradientTape() as outer:
                outer.watch(x)
                outer.watch(y)
                with GradientTape() as inner:
                    inner.watch(x)
                    z = (x + y) ** 3.0
                slope = inner.gradient(z, x)
            slope, [g is None for g in outer.gradient(slope, [x, y])]
            """,
            asks="heard",
            **_two(draw),
        )
        yield case(
            """
            v = tf.Variable(a)
            with GradientTape() as outer:
                with GradientTape() as inner:
                    y = v ** 3.0
            slope = inner.gradient(y, v)
            slope, outer.gradient(slope, v) is None
            """,
            asks="still recording",
            a=draw.array(),
        )
    yield case(
        """
        v = tf.Variable(a)
        with GradientTape() as first:
            with GradientTape() as second:
                with GradientTape() as third:
                    y = v ** 3.0
                slope = third.gradient(y, v)
            bend = second.gradient(slope, v)
        slope, first.gradient(bend, v) is None
        """,
        asks="heard",
        a=draw.array(),
    )
