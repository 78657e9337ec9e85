"""Questions of the stage 02-loss: a model, its loss, data, a picture, the surface, the slope.

Each part speaks of one thing and leaves the others out of it: a model that computes another
formula still has parameters of its own, a loss that is a sum still refuses what it should. Where
the answer to a case is yes or no, cases of both kinds come in an order that the seed decides.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw, Shape
from autograder.inside.pictures import drawn_by
from autograder.inside.question import Case, Tolerance, case

from .forms import Question
from .probes_loss import dots

T = TypeVar("T")

MULTIPLIED_OUT = Tolerance(
    rtol=2e-5,
    atol=2e-3,
    because="Who multiplies the square out adds and subtracts float32 numbers up to 4,096, with "
    "rounding errors up to 2e-4 each. No drawn loss but 0 is below 0.06, and a wrong factor or "
    "term changes a loss or a slope by percents of numbers about 1 to 500.",
)


def _claims(draw: Draw, right: T, wrong: Sequence[T], count: int) -> list[T]:
    """So many claims about a number, right ones and wrong ones, at least one of each."""
    others = [draw.one_of([right, draw.one_of(wrong)]) for _ in range(count - 2)]
    return draw.shuffled([right, draw.one_of(wrong), *others])


def _sizes(draw: Draw, rank: int, most: int = 4) -> Shape:
    """A shape of this rank that the seed decides."""
    return tuple(draw.integer(2, most) for _ in range(rank))


# ---------------------------------------------------------------------------- loss-model

model = Question("loss-model", needs=["Model", "tf"])


@model.part(
    "start",
    1,
    "a new model holds the float32 Variables W = 5.0 and b = 0.0",
    promises={
        "W": "W is a float32 Variable of shape () that holds 5.0 in a new model.",
        "b": "b is a float32 Variable of shape () that holds 0.0 in a new model.",
        "trainable": "W and b are trainable, as tf.Variable makes them by default.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for name in ("W", "b"):
        yield case(f"Model().{name}", asks=name)
        yield case(f"(Model().{name} + k).numpy()", asks=name, k=draw.numbers())
        yield case(f"Model().{name}.trainable", asks="trainable")


# Every model below is given its parameters first, so that a wrong start costs the start alone.
PARAMETERS = """
    model = Model()
    model.W.assign(w)
    model.b.assign(c)
    """


@model.part(
    "line",
    1,
    "model(x) is W * x + b, with the values that W and b have at that moment",
    promises={
        "formula": "The predictions are W * x + b.",
        "now": "They follow from the values that W and b have at the time of the call.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for w, x in [
        (draw.numbers(), draw.numbers()),
        (draw.numbers(), draw.numbers(positive=True)),
        (draw.numbers(), 0.0),
        (0.0, draw.numbers()),
    ]:
        yield case(
            f"""{PARAMETERS}
    float(model(tf.constant(x)))
    """,
            asks="formula",
            w=w,
            c=draw.numbers(),
            x=x,
        )
    yield case(
        f"""{PARAMETERS}
    float(model(tf.constant(x)))
    """,
        asks="formula",
        w=draw.numbers(positive=True),
        c=-draw.numbers(positive=True),
        x=-draw.numbers(positive=True),
    )
    yield case(
        f"""{PARAMETERS}
    float(model(tf.constant(x)))
    """,
        asks="formula",
        w=draw.numbers(positive=True),
        c=draw.numbers(),
        x=4096 * draw.numbers(positive=True),
    )
    yield case(
        f"""{PARAMETERS}
    np.asarray(model(tf.constant(x)), "float32")
    """,
        asks="formula",
        w=draw.numbers(),
        c=draw.numbers(),
        x=draw.array((4,)),
    )
    for dw, dc in [(draw.integer(6, 9), 0.0), (0.0, draw.integer(6, 9))]:
        yield case(
            f"""{PARAMETERS}
    x = tf.constant(x)
    before = float(model(x))
    model.W.assign(w + dw)
    model.b.assign(c + dc)
    (before, float(model(x)))
    """,
            asks="now",
            w=draw.integer(1, 4) + 0.5,
            c=draw.integer(1, 4) + 0.5,
            x=draw.numbers(positive=True),
            dw=dw,
            dc=dc,
        )


@model.part(
    "shapes",
    0.6,
    "x may be a float, a Tensor, a Variable or an array; the prediction is a Tensor of its shape",
    promises={
        "kinds": "x may be a Tensor, a Variable or an array.",
        "number": "The prediction for one number is a Tensor, too.",
        "shape": "The result is a Tensor of the shape of x.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for make in ("tf.Variable(x)", "x"):
        for shape in [(), _sizes(draw, 1, 9)]:
            yield case(
                f"""
                prediction = Model()({make})
                (isinstance(prediction, tf.Tensor), tuple(prediction.shape))
                """,
                asks="kinds",
                x=draw.array(shape),
            )
    for x in (draw.numbers(), draw.numbers()):
        yield case(
            """
            prediction = Model()(x)
            (isinstance(prediction, tf.Tensor), tuple(prediction.shape), x)
            """,
            asks="number",
            x=x,
        )
    # As of a Tensor: whether operations lead there at all is asked below, and which values above.
    for asks, x, make in [
        ("number", draw.integer(1, 4) + 0.25, "x"),
        ("kinds", draw.array((3,)) + np.float32(0.25), "x"),
        ("kinds", draw.array((3,)) + np.float32(0.25), "tf.Variable(x)"),
    ]:
        yield case(
            f"""
            model = Model()
            of_tensor = np.float64(np.ravel(model(tf.constant(x))))
            of_tensor - np.float64(np.ravel(model({make})))
            """,
            asks=asks,
            x=x,
        )
    for asks, x, make in [
        ("number", draw.numbers(), "x"),
        ("kinds", draw.array(_sizes(draw, 1)), "x"),
        ("kinds", draw.array(_sizes(draw, 1)), "tf.Variable(x)"),
    ]:
        yield case(
            f"""
            def reaches(x):  # do operations lead from W to the prediction?
                model, trail = Model(), []
                tf.ops.listeners.append(trail.append)
                try:
                    reached = [model(x)]
                finally:
                    tf.ops.listeners.remove(trail.append)
                for record in reversed(trail):
                    if any(record.output is tensor for tensor in reached):
                        reached += record.inputs
                return any(model.W is tensor for tensor in reached)

            reaches({make}) == reaches(tf.constant(x))
            """,
            asks=asks,
            x=x,
        )
    for shape in [(), (1,), (0,), *(_sizes(draw, rank) for rank in (1, 2, 3, 3, 4)), (3, 1)]:
        yield case(
            """
            prediction = Model()(tf.constant(x))
            (isinstance(prediction, tf.Tensor), tuple(prediction.shape))
            """,
            asks="shape",
            x=draw.array(shape),
        )


@model.part(
    "own",
    0.8,
    "each model has parameters of its own, which only assigning changes",
    promises={
        "own": "Every model has Variables of its own.",
        "followed": "The predictions for floats and arrays follow from the values of W and b, too.",
        "kept": "The model and x stay as they were.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for parameter in ("W", "b"):
        yield case(
            f"""
            one, other = Model(), Model()
            one.{parameter}.assign(first)
            other.{parameter}.assign(second)
            (float(one.{parameter}), float(other.{parameter}))
            """,
            asks="own",
            first=draw.numbers(positive=True),
            second=-draw.numbers(positive=True),
        )
        yield case(
            f"""
            old = Model()
            start = float(old.{parameter})
            old.{parameter}.assign(value)
            (float(Model().{parameter}) == start, float(old.{parameter}))
            """,
            asks="own",
            value=draw.integer(6, 9) + 0.25,
        )
    yield case(
        """
        one, x = Model(), tf.constant(x)
        before = np.ravel(one(x))[0]
        other = Model()
        other.W.assign(first)
        other.b.assign(second)
        other(x)
        float(np.ravel(one(x))[0] - before)
        """,
        asks="own",
        x=draw.numbers(),
        first=-draw.numbers(positive=True),
        second=draw.integer(50, 60) + 0.5,
    )
    # Held against the prediction for a Tensor: whether that follows is asked above.
    for x in (draw.numbers(), draw.array((3,))):
        yield case(
            """
            model = Model()
            model(x)
            model.W.assign(w)
            of_tensor = np.ravel(model(tf.constant(x)))
            off = of_tensor - np.ravel(model(x + 0.0))  # an equal x, in another object
            float(np.max(np.abs(off)))
            """,
            asks="followed",
            w=draw.integer(6, 9) + 0.5,
            x=x,
        )
    for x, made in [
        (draw.numbers(), "x"),
        (draw.array((2, 3)), "x"),
        (draw.array((2,)), "tf.Variable(x)"),
    ]:
        yield case(
            f"""{PARAMETERS}
    x, W, b = {made}, model.W, model.b
    model(x), model(x)
    (float(model.W), float(model.b), x, model.W is W, model.b is b)
    """,
            asks="kept",
            w=draw.integer(2, 4) + 0.5,  # not -1, which would lead back to x
            c=draw.numbers(),
            x=x,
        )


def _trail(before: str, call: str, sources: Sequence[str], more: str = "made") -> str:
    """A program that answers, for each source, whether tf operations lead from it to the result.

    And whether an operation made the result, which tells a trail that stops from none at all.
    """
    return f"""
{before}
aside, trail = tf.Variable(1.0), []
tf.ops.listeners.append(trail.append)
try:
    result = {call}
finally:
    tf.ops.listeners.remove(trail.append)
reached = [id(result)]
for record in reversed(trail):
    if id(record.output) in reached and record.op != "stop_gradient":
        reached += [id(tensor) for tensor in record.inputs]
made = any(record.output is result for record in trail)
[id(source) in reached for source in ({", ".join(sources)})], {more}
"""


STOPPED = 'made, any(record.op == "stop_gradient" for record in trail)'


@model.part(
    "operations",
    0.6,
    "tf operations lead from W and b to the prediction",
    promises={"trail": "They are computed by tf operations, which lead back to W and b."},
)
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (3,), (2, 3), (2,)]:
        sources = draw.shuffled(["model.W", "model.b", "aside"])
        yield case(
            _trail("model = Model()", "model(tf.constant(x))", sources, STOPPED),
            asks="trail",
            x=draw.array(shape),
        )


# ---------------------------------------------------------------------------- loss-mse

mse = Question("loss-mse", needs=["mean_squared_error", "tf"], tolerance=MULTIPLIED_OUT)


@mse.part(
    "mean",
    1.0,
    "the loss is the mean over all elements of (predicted - desired) squared",
    promises={"mean": "The loss is the mean over all elements of (predicted - desired)**2."},
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2, 3, 4, 7):
        yield case(
            """
            loss = mean_squared_error(tf.constant(p), tf.constant(d))
            np.asarray(loss).item()
            """,
            asks="mean",
            p=draw.array((count,)),
            d=draw.array((count,)),
        )
    yield case(
        """
        loss = mean_squared_error(tf.constant(p), tf.constant(d))
        np.asarray(loss).item()
        """,
        asks="mean",
        p=1024 * draw.array((1,), positive=True),
        d=-1024 * draw.array((1,), positive=True),
    )
    yield case(
        """
        loss = mean_squared_error(tf.constant(p), tf.constant(p))
        np.asarray(loss).item()
        """,
        asks="mean",
        p=draw.array((3,)),
    )


@mse.part(
    "shapes",
    0.6,
    "it is one number for matching shapes of any kind, the same as for one long row",
    promises={"any shape": "The arguments may have any shape, as long as it is the same."},
)
def _(draw: Draw) -> Iterator[Case]:
    shapes: list[Shape] = [(), (1, 1), (3, 1), (1, 4), (2, 3), (3, 2), (2, 2, 3), (2, 1, 3)]
    for shape, alike in draw.shuffled([(s, alike) for s in shapes for alike in (True, False)]):
        p, d = draw.array(shape), draw.array(shape)
        other = d if alike else _with_a_larger_error(p, d)
        yield case(
            """
            loss = float(mean_squared_error(tf.constant(p), tf.constant(d)))
            in_a_row = float(mean_squared_error(tf.constant(row_p), tf.constant(row_d)))
            abs(loss - in_a_row) < 0.01
            """,
            asks="any shape",
            p=p,
            d=d,
            row_p=p.reshape(-1),
            row_d=other.reshape(-1),
        )
    for up in draw.shuffled([0.0, 8.25]):
        yield case(
            """
            x = np.linspace(-3, 3, n, dtype="float32")
            loss = float(mean_squared_error(tf.constant(x), tf.constant(x * x)))
            x = x[::-1]
            backwards = float(mean_squared_error(tf.constant(x), tf.constant(x * x + up)))
            abs(loss - backwards) < 0.01
            """,
            asks="any shape",
            n=draw.integer(1100, 1900),
            up=up,
        )


def _with_a_larger_error(p: NDArray, d: NDArray) -> NDArray:
    """`d` with its last number further from that of `p`, by no multiple of a half."""
    other = d.copy()
    other.flat[-1] += 8.25 if d.flat[-1] >= p.flat[-1] else -8.25
    return other


@mse.part(
    "tensor",
    0.9,
    "it is a scalar Tensor, made of the predictions by tf operations",
    promises={
        "scalar": "The loss is a Tensor of shape () and of the dtype of the arguments.",
        "trail": "It is computed by tf operations.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # A float64 number is where a dtype is most easily lost.
    shapes = [
        ((2,), "float32"),
        ((2, 3), "float64"),
        ((), "float64"),
        ((2, 2, 2), "float32"),
        ((2, 2), "float16"),
    ]
    for shape, dtype in draw.shuffled(shapes):
        yield case(
            """
            loss = mean_squared_error(tf.constant(p), tf.constant(d))
            (isinstance(loss, tf.Tensor), loss.dtype, tuple(loss.shape))
            """,
            asks="scalar",
            p=draw.array(shape, dtype),
            d=draw.array(shape, dtype),
        )
    for shape in [(), (3,), (2, 3), (2,)]:
        yield case(
            _trail(
                "predicted, desired, other = tf.constant(p), tf.constant(d), tf.constant(p)",
                "mean_squared_error(predicted, desired)",
                draw.shuffled(["predicted", "aside", "other"]),
            ),
            asks="trail",
            p=draw.array(shape),
            d=draw.array(shape),
        )


DIFFERENT: list[tuple[Shape, Shape]] = [
    ((3, 1), (3,)),
    ((3,), (3, 1)),
    ((), (2,)),
    ((2,), ()),
    ((1,), (3,)),
    ((2, 3), (3,)),
    ((1, 3), (2, 3)),
    ((2, 3), (3, 2)),
    ((2, 3), (2, 4)),
    ((2,), (3,)),
    ((1, 3), (3, 1)),
    ((1,), ()),
    ((1, 1), (1,)),
    ((2, 1), (2, 3)),
    ((2, 1, 3), (2, 3)),
]
EQUAL: list[Shape] = [(1,), (3,), (3, 1), (2, 3), (1, 3), (2, 1, 3)]


@mse.part(
    "refuses",
    0.9,
    "different shapes are a ValueError, even where they would broadcast",
    promises={
        "Tensors": "A ValueError is raised if the two shapes are not the same, even if they would "
        "broadcast.",
        "others": "That holds for arrays and Variables as it does for Tensors.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    pairs = DIFFERENT + [(shape, shape) for shape in EQUAL]
    for left, right in draw.shuffled(pairs):
        yield _refusal(draw, "tf.constant(p), tf.constant(d)", left, right, "Tensors")
    for left, right in draw.shuffled([*DIFFERENT[:3], ((3,), (3,)), ((3, 1), (3, 1))]):
        yield _refusal(draw, "p, d", left, right, "others")
    for left, right in draw.shuffled(DIFFERENT[:3]):
        yield _refusal(draw, "tf.Variable(p), tf.Variable(d)", left, right, "others")


def _refusal(draw: Draw, arguments: str, left: Shape, right: Shape, asks: str) -> Case:
    return case(
        f"""
        try:
            mean_squared_error({arguments})
            answer = "accepted"
        except ValueError:
            answer = "refused with a ValueError"
        answer
        """,
        asks=asks,
        p=draw.array(left),
        d=draw.array(right),
    )


@mse.part(
    "arguments",
    0.6,
    "arrays and Variables will do as arguments, and keep their values",
    promises={
        "kinds": "The arguments may be Tensors, Variables or arrays.",
        "Tensor": "The loss of two arrays is what that of Tensors is: a Tensor.",
        "kept": "The arguments stay as they were.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    pairs = [
        ("p", "d"),
        ("tf.Variable(p)", "tf.Variable(d)"),
        ("tf.Variable(p)", "d"),
        ("tf.constant(p)", "d"),
    ]
    kinds = [(*pair, alike) for pair in pairs for alike in (True, False)]
    for predicted, desired, alike in draw.shuffled(kinds):
        p, d = draw.array((2, 3))
        yield case(
            f"""
            loss = mean_squared_error({predicted}, {desired})
            of_tensors = mean_squared_error(tf.constant(p), tf.constant(other))
            abs(np.asarray(loss).item() - np.asarray(of_tensors).item()) < 0.01
            """,
            asks="kinds",
            p=p,
            d=d,
            other=d if alike else _with_a_larger_error(p, d),
        )
    # As Tensors are: whether shapes are refused at all is asked above.
    for left, right in [((3, 1), (3,)), ((), (2,))]:
        yield case(
            """
            def came(predicted, desired):
                try:
                    mean_squared_error(predicted, desired)
                    return "accepted"
                except Exception as error:
                    return type(error).__name__
            came(tf.constant(p), d) == came(tf.constant(p), tf.constant(d))
            """,
            asks="kinds",
            p=draw.array(left),
            d=draw.array(right),
        )
    # As of a Tensor: whether operations lead there at all is asked above.
    yield case(
        """
        def reaches(predicted):  # do operations lead from there to the loss?
            trail = []
            tf.ops.listeners.append(trail.append)
            try:
                reached = [mean_squared_error(predicted, tf.constant(d))]
            finally:
                tf.ops.listeners.remove(trail.append)
            for record in reversed(trail):
                if any(record.output is tensor for tensor in reached):
                    reached += record.inputs
            return any(predicted is tensor for tensor in reached)

        reaches(tf.Variable(p)) == reaches(tf.constant(p))
        """,
        asks="kinds",
        p=draw.array((2,)),
        d=draw.array((2,)),
    )
    dtypes = draw.shuffled(["float32", "float64"])
    for shape, dtype in zip([(2,), (2, 2)], dtypes, strict=True):
        yield case(
            """
            one = mean_squared_error(p, d)
            other = mean_squared_error(tf.constant(p), tf.constant(d))
            type(one) is type(other), np.asarray(one).dtype == np.asarray(other).dtype
            """,
            asks="Tensor",
            p=draw.array(shape, dtype),
            d=draw.array(shape, dtype),
        )
    for shape in [(2,), (2, 3)]:
        yield case(
            """
            mean_squared_error(p, d)
            (p, d)
            """,
            asks="kept",
            p=draw.array(shape),
            d=draw.array(shape),
        )
        yield case(
            """
            v, w = tf.Variable(p), tf.Variable(d)
            mean_squared_error(v, w)
            (v.numpy(), w.numpy())
            """,
            asks="kept",
            p=draw.array(shape),
            d=draw.array(shape),
        )


# ---------------------------------------------------------------------------- loss-data

data = Question("loss-data", needs=["make_data", "tf"])


@data.part(
    "shapes",
    0.6,
    "inputs and outputs are two float32 Tensors of shape [n]",
    promises={"Tensors": "Inputs and outputs are two float32 Tensors of shape [n]."},
)
def _(draw: Draw) -> Iterator[Case]:
    for n in (1, draw.integer(2, 9), draw.integer(10, 60), draw.integer(1500, 3000)):
        yield case(
            """
            inputs, outputs = make_data(w, c, n, 0.5, seed)
            [(isinstance(t, tf.Tensor), t.dtype, tuple(t.shape)) for t in (inputs, outputs)]
            """,
            asks="Tensors",
            w=draw.numbers(),
            c=draw.numbers(),
            n=n,
            seed=draw.integer(0, 99),
        )


@data.part(
    "line",
    0.8,
    "without noise the outputs are true_w * inputs + true_b",
    promises={"line": "A noise of 0.0 gives outputs exactly on the line true_w * x + true_b."},
)
def _(draw: Draw) -> Iterator[Case]:
    for up in _claims(draw, 0.0, [1.0, -2.0, 3.0], 7):
        w, c = draw.shuffled([-4.25, -2.75, 2.5, 3.5])[:2]
        yield case(
            """
            inputs, outputs = make_data(true_w=w, true_b=c, n=n, noise=0.0, seed=seed)
            bool(np.abs(outputs - (w * inputs + height)).max() < 0.001)
            """,
            asks="line",
            w=w,
            c=c,
            height=c + up,
            n=draw.integer(1, 40),
            seed=draw.integer(0, 99),
        )
    # On a line along 0 even the faintest noise is seen.
    yield case(
        """
        inputs, outputs = make_data(0.0, 0.0, n, 0.0, seed)
        np.unique(np.abs(outputs)).tolist()
        """,
        asks="line",
        n=draw.integer(3, 9),
        seed=draw.integer(0, 99),
    )
    # Data about other lines, or with noise, that were made before must not come again.
    for before in [
        "make_data(w + 1.0, c, 4000, 0.0, seed), make_data(w, c + 1.0, 4000, 0.0, seed)",
        "make_data(w, c, 4000, 1.0, seed)",
    ]:
        w, c = draw.shuffled([-4.0, -3.0, 2.0, 3.0])[:2]
        yield case(
            f"""
            {before}  # other data first
            inputs, outputs = map(np.ravel, make_data(w, c, 4000, 0.0, seed))
            heights = outputs - w * inputs
            round(float(np.mean(heights))), round(float(np.std(heights)))
            """,
            asks="line",
            w=w,
            c=c,
            seed=draw.integer(0, 99),
        )


# Statistics of 8,000 random numbers are themselves random: a mean strays by 0.011 of the spread,
# the spread by 0.8 %, the share beyond 2.5 spreads (1.24 %) by 0.12 %, the mean of third powers by
# 0.03 and that of absolute values, in spreads, by 0.0024, a correlation by 0.011, or by 0.016 for
# half of them. The cases round to a quarter, or ask whether a number is near, within eight times
# as much or more.


# How many in a thousand are further than 2.5 spreads from the mean.
FAR = "1000 * np.mean(np.abs({0} - np.mean({0})) > 2.5 * np.std({0}))"


def _near(fact: str, near: float) -> str:
    return f"bool(abs({fact} - number) < {near})"


@data.part(
    "inputs",
    0.6,
    "the inputs are normal random numbers: mean 0, standard deviation 1",
    promises={
        "mean": "The inputs have the mean 0.",
        "spread": "The inputs have the standard deviation 1.",
        "normal": "The inputs are normal.",
        "as drawn": "They are random numbers, not ones that are made to fit the mean.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, fact in [("mean", "np.mean(inputs)"), ("spread", "np.std(inputs)")]:
        yield case(
            f"""
            inputs = np.float64(make_data(w, c, 8_000, 0.0, seed)[0])
            round(4 * {fact}) / 4  # to a quarter
            """,
            asks=asks,
            w=draw.numbers(),
            c=draw.numbers(),
            seed=draw.integer(0, 99),
        )
    for fact, near, right, wrong in [
        ("np.mean(inputs)", 0.1, 0.0, [1.0, -1.0]),
        ("np.mean(np.abs(inputs - np.mean(inputs))) / np.std(inputs)", 0.03, 0.798, [0.866, 0.707]),
        (FAR.format("inputs"), 12.3, 12.4, [40.0, 60.0]),
    ]:
        for number in _claims(draw, right, wrong, 3):
            yield case(
                f"""
                inputs, outputs = make_data(w, c, 8_000, 0.0, seed)
                inputs = np.float64(np.ravel(inputs))
                {_near(fact, near)}
                """,
                asks="mean" if right == 0.0 else "normal",
                w=draw.numbers(),
                c=draw.numbers(),
                seed=draw.integer(0, 99),
                number=number,
            )
    yield case(
        """
        inputs = np.asarray(make_data(w, c, n, 0.0, seed)[0])
        bool(len(np.unique(inputs)) > share * len(inputs))  # how many numbers differ?
        """,
        asks="as drawn",
        w=draw.numbers(),
        c=draw.numbers(),
        n=draw.integer(3000, 5000),
        share=0.4,
        seed=draw.integer(0, 99),
    )
    # The mean of three random numbers is not 0, nor is their spread 1: twice by chance, that would
    # be once in a hundred million draws.
    for number in draw.shuffled([0.0001, 99.0]):
        yield case(
            """
            found = [np.asarray(make_data(w, c, 3, 0.0, seed)[0]) for seed in seeds]
            off = [(abs(np.mean(inputs)), abs(np.std(inputs) - 1)) for inputs in found]
            (np.max(off, axis=0) < number).tolist()
            """,
            asks="as drawn",
            w=draw.numbers(),
            c=draw.numbers(),
            seeds=draw.shuffled(range(100))[:2],
            number=number,
        )


@data.part(
    "noise",
    0.8,
    "the noise is normal, of standard deviation `noise`, independent of the inputs",
    promises={
        "mean": "The noise has the mean 0.",
        "spread": "The noise has the standard deviation `noise`.",
        "normal": "The noise is normal.",
        "inputs": "The noise does not depend on the inputs.",
        "outputs": "The noise on one output does not depend on that on another.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for noise in draw.shuffled([0.4, 3.0]):
        for asks, facts in [
            ("mean", "np.mean(off)"),
            ("spread", "np.std(off)"),
            ("inputs", "[np.corrcoef(off, inputs)[0, 1], np.corrcoef(off**2, inputs**2)[0, 1]]"),
            ("outputs", "[np.corrcoef(off[k:], off[:-k])[0, 1] for k in (1, 2, 3, len(off) // 2)]"),
            ("outputs", "np.corrcoef(off**2, np.arange(len(off)))[0, 1]"),
        ]:
            yield case(
                f"""
                data = make_data(w, c, 8_000, noise, seed)
                inputs, outputs = (np.float64(np.ravel(tensor)) for tensor in data)
                off = (outputs - (w * inputs + c)) / noise
                np.round(4 * np.array({facts})) / 4  # to a quarter
                """,
                asks=asks,
                noise=noise,
                **_line(draw),
                seed=draw.integer(0, 99),
            )
        for asks, fact, near, numbers in [
            # Of normal numbers, third powers have the mean 0, absolute values have 0.798 spreads,
            # and 12.4 in a thousand are beyond two and a half spreads.
            ("normal", "np.mean(((off - np.mean(off)) / np.std(off)) ** 3)", 0.3, [0.0, 1.0]),
            ("normal", "np.mean(np.abs(off - np.mean(off))) / np.std(off)", 0.03, [0.798, 0.866]),
            ("normal", FAR.format("off"), 12.3, [12.4, 40.0]),
        ]:
            for number in draw.shuffled(numbers):
                yield case(
                    f"""
                    data = make_data(w, c, 8_000, noise, seed)
                    inputs, outputs = (np.float64(np.ravel(tensor)) for tensor in data)
                    off = (outputs - (w * inputs + c)) / noise
                    {_near(fact, near)}
                    """,
                    asks=asks,
                    noise=noise,
                    **_line(draw),
                    seed=draw.integer(0, 99),
                    number=number,
                )
    yield case(
        """
        inputs, outputs = (np.float64(np.ravel(t)) for t in make_data(w, c, n, noise, seed))
        sizes = np.abs(outputs - (w * inputs + c)) / noise
        bool(len(np.unique(np.round(sizes, 5))) > share * len(sizes))  # how many differ?
        """,
        asks="outputs",
        noise=3.0,
        **_line(draw),
        n=draw.integer(3000, 5000),
        share=0.15,
        seed=draw.integer(0, 99),
    )
    # As for the inputs, twice.
    for number in draw.shuffled([0.0001, 99.0]):
        yield case(
            """
            off = []
            for seed in seeds:
                inputs, outputs = map(np.asarray, make_data(w, c, 3, 3.0, seed))
                noise = (outputs - (w * inputs + c)) / 3.0
                off.append((abs(np.mean(noise)), abs(np.std(noise) - 1)))
            (np.max(off, axis=0) < number).tolist()
            """,
            asks="outputs",
            **_line(draw),
            seeds=draw.shuffled(range(100))[:2],
            number=number,
        )
    # The same numbers in another order are no noise of their own.
    for number in draw.shuffled([0.001, 50.0]):
        yield case(
            """
            inputs, outputs = map(np.ravel, make_data(w, c, 400, noise, seed))
            off = (outputs - (w * inputs + c)) / noise
            bool(np.all(np.abs(np.sort(off) - np.sort(inputs)) < number))
            """,
            asks="inputs",
            noise=3.0,
            **_line(draw),
            seed=draw.integer(0, 99),
            number=number,
        )


def _line(draw: Draw) -> dict[str, Any]:
    """Slope and height, both far from the noise; alike, since their mix-up is the line's affair."""
    number = draw.one_of([-7.0, -5.0, 6.0, 8.0])
    return {"w": number, "c": number}


@data.part(
    "seed",
    0.6,
    "the same seed gives the same data, another seed gives other data",
    promises={
        "same": "The same arguments give the same data.",
        "other": "Another seed gives other inputs and other noise.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for which in ("inputs", "outputs", "outputs - (w * inputs + c)"):
        one, two, three = (draw.integer(low, low + 30) for low in (1, 40, 80))
        pairs = [(0, 0), (one, one), (two, two), (0, one), (two, two + 10), (three, 0)]
        pairs += [(one, one + 1), (one + 1, one + 2), (two, two + 10**6), (three, three + 2**16)]
        for first, second in draw.shuffled(pairs):
            yield case(
                f"""
                inputs, outputs = map(np.asarray, make_data(w, c, 12, 1.0, first))
                once = {which}
                inputs, outputs = map(np.asarray, make_data(w, c, 12, 1.0, second))
                again = {which}
                np.allclose(once, again, atol=0.0001)
                """,
                asks="same" if first == second else "other",
                **_line(draw),
                first=first,
                second=second,
            )
    # At which places do the data not follow the seed?
    for which in ("inputs", "outputs - (w * inputs + c)"):
        yield case(
            f"""
            found = []
            for seed in seeds:
                inputs, outputs = map(np.ravel, make_data(w, c, n, 1.0, seed))
                found.append({which})
            np.argwhere(np.ptp(found, axis=0) < 0.001).ravel().tolist()
            """,
            asks="other",
            **_line(draw),
            n=2 * draw.integer(2, 4),
            seeds=draw.shuffled(range(100))[:8],
        )


@data.part(
    "own generator",
    0.6,
    "NumPy's global generator is neither asked nor changed",
    promises={"global": "NumPy's global generator is neither used nor changed."},
)
def _(draw: Draw) -> Iterator[Case]:
    numbers = {"w": draw.numbers(), "c": draw.numbers(), "seed": draw.integer(0, 99)}
    yield case(
        """
        np.random.seed(other)
        inputs, outputs = make_data(w, c, 4, 1.0, seed)
        np.random.random()
        """,
        asks="global",
        **numbers,
        other=draw.integer(100, 999),
    )
    yield case(
        """
        def found():
            return np.concatenate(make_data(w, c, 4, 1.0, seed), axis=None)

        once, again = found(), found()
        usual = np.random.get_bit_generator()
        np.random.set_bit_generator(np.random.PCG64(other))  # another kind of global generator
        try:
            with_another = found()
        finally:
            np.random.set_bit_generator(usual)
        np.allclose(once, with_another) == np.allclose(once, again)
        """,
        asks="global",
        **numbers,
        other=draw.integer(100, 999),
    )


# ---------------------------------------------------------------------------- loss-picture

picture = Question(
    "loss-picture",
    needs=["plot_fit", "tf"],
    helpers={"drawn_by": drawn_by, "dots": dots},
)


# The predictions come first and a larger case before the small ones: most mistakes show in the
# very first picture, so that recognizing one takes few of them. All parts look at the same ones.


@picture.part(
    "predictions",
    0.6,
    "every prediction is a red dot at (input, prediction)",
    promises={"red": "Every prediction is a red dot at (input, prediction)."},
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "dots(sheet)['red']", "red", "the red dots, one row [x, y] each.")


@picture.part(
    "data",
    0.6,
    "every example is a blue dot at (input, output)",
    promises={"blue": "Every example is a blue dot at (input, output)."},
)
def _(draw: Draw) -> Iterator[Case]:
    seen = "the blue dots, one row [x, y] each."
    yield from _pictures(draw, "dots(sheet)['blue']", "blue", seen)


# Some of three pictures side by side are drawn; another axes are the current ones, where plt would
# draw. Few of them, since axes take most of the time of a picture question.
SIDE_BY_SIDE = """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 3)
    plt.sca(axes[current])
    figures = plt.get_fignums()
    for which in drawn:
        plot_fit(axes[which], tf.constant(x), tf.constant(y), tf.constant(p))
    more = len(plt.get_fignums()) - len(figures)
    plt.close(figure)
    """


@picture.part(
    "labels",
    0.8,
    "both axes have a label",
    promises={"labels": "Both axes get a label."},
)
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2):
        yield case(
            f"""{SIDE_BY_SIDE}
    seen = [ax.axison and ax.xaxis.get_visible() and ax.yaxis.get_visible() for ax in axes]
    texts = [(ax.get_xlabel().strip() != "", ax.get_ylabel().strip() != "") for ax in axes]
    seen, texts
    """,
            asks="labels",
            **_which_axes(draw),
            **_points(draw, count),
        )


def _which_axes(draw: Draw) -> dict[str, Any]:
    places = draw.shuffled([0, 1, 2])
    count = draw.integer(1, 2)
    return {"drawn": places[:count], "current": places[count]}


@picture.part(
    "given axes",
    1.0,
    "all of it is on the axes that were given, beside what was there",
    promises={
        "nowhere else": "All of it is drawn on `ax`, and nowhere else.",
        "beside": "What is on `ax` already stays there.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    seen = "how many lines and groups of dots are drawn anywhere but on `ax`."
    yield from _pictures(draw, "sheet.strays", "nowhere else", seen)
    yield case(
        f"""{SIDE_BY_SIDE}
    drawn_on = [len(ax.lines) + len(ax.collections) > 0 for ax in axes]
    drawn_on, more, figure.get_suptitle(), len(figure.legends)  # more figures
    """,
        asks="nowhere else",
        **_which_axes(draw),
        **_points(draw, 2),
    )
    yield case(
        """
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots()
        (line,), dots = ax.plot(p, y, color="black"), ax.scatter(p, y, color="gray")
        text, area = ax.text(1, 2, "here"), ax.axvspan(2, 3)
        there = {"line": line, "dots": dots, "text": text, "area": area}
        plot_fit(ax, tf.constant(x), tf.constant(y), tf.constant(y))
        plt.close(figure)
        [what for what in order if there[what].get_visible() and there[what] in ax.get_children()]
        """,
        asks="beside",
        order=draw.shuffled(["line", "dots", "text", "area"]),
        **_points(draw, 3),
    )
    yield case(
        """
        import matplotlib.pyplot as plt

        figure, ax = plt.subplots()
        plot_fit(ax, tf.constant(x), tf.constant(y), tf.constant(y))
        before = len(ax.lines) + len(ax.collections)
        plot_fit(ax, tf.constant(x), tf.constant(p), tf.constant(p))
        plt.close(figure)
        len(ax.lines) + len(ax.collections) > before
        """,
        asks="beside",
        **_points(draw, 3),
    )


def _pictures(draw: Draw, answer: str, asks: str, seen: str) -> Iterator[Case]:
    for points in draw.once("examples", lambda: [_points(draw, n) for n in (600, 1, 3)]):
        yield case(
            f"""
            sheet = drawn_by(plot_fit, tf.constant(x), tf.constant(y), tf.constant(p))
            {answer}
            """,
            asks=asks,
            pasted="""
            figure, ax = plt.subplots()
            plot_fit(ax, tf.constant(x), tf.constant(y), tf.constant(p))
            """,
            seen=seen,
            **points,
        )


def _points(draw: Draw, count: int) -> dict[str, Any]:
    """x, y and p, no two numbers of them alike, but that of many examples two have the same x."""
    if count <= 3:
        x, y, p = draw.array((3 * count,)).reshape(3, count)
        return {"x": x, "y": y, "p": p}
    x, y, p = (draw.rng.permutation(3 * count).reshape(3, count) / 8 - count / 8).astype("float32")
    x[-1] = x[1]
    return {"x": x, "y": y, "p": p}


# ---------------------------------------------------------------------------- loss-surface

surface = Question(
    "loss-surface",
    needs=["loss_surface", "tf"],
    tolerance=MULTIPLIED_OUT,
)

GRIDS: list[tuple[int, int, int]] = [  # how many Ws, how many bs, how many examples
    (1, 1, 1),
    (1, 1, 2),
    (2, 1, 1),
    (1, 2, 3),
    (2, 3, 1),
    (2, 3, 4),
    (3, 2, 2),
    (2, 2, 2),
    (3, 3, 3),
    (4, 2, 60),
]


@surface.part(
    "losses",
    1.2,
    "the surface holds the mean squared error of the line W x + b for every W and every b",
    promises={
        "loss": "It holds the mean squared error of the line W * x + b for every W with every b."
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # In the order of their heights: which place they have is the other part's affair.
    for ws, bs, examples in GRIDS:
        yield case(
            """
            surface = loss_surface(Ws, bs, tf.constant(x), tf.constant(y))
            np.sort(np.ravel(surface)).tolist()
            """,
            asks="loss",
            Ws=draw.array((ws,)),
            bs=draw.array((bs,)),
            x=draw.array((examples,)),
            y=draw.array((examples,)),
        )
    yield case(
        """
        x = tf.constant(np.linspace(-3, 3, n), tf.float32)
        surface = loss_surface(Ws, bs, x, x * x)
        np.sort(np.ravel(surface)).tolist()
        """,
        asks="loss",
        Ws=draw.array((2,)),
        bs=draw.array((3,)),
        n=draw.integer(1100, 1900),
    )


@surface.part(
    "shape",
    0.8,
    "it has the shape [len(Ws), len(bs)], and place [i, j] belongs to Ws[i] and bs[j]",
    promises={
        "shape": "The surface has the shape [m, k], even with a single W or a single b.",
        "place": "The loss of Ws[i] and bs[j] is at [i, j].",
        "Tensors": "Ws and bs may be Tensors as well.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for sizes in [(1, 1), (1, draw.integer(2, 4)), (draw.integer(2, 4), 1), *_grids(draw)]:
        yield _shape_of_surface(draw, "Ws, bs", sizes, "shape")
    for sizes in _grids(draw):
        for axis, name in enumerate(("Ws", "bs")):
            yield case(
                f"""
                x, y = tf.constant(x), tf.constant(y)
                before = loss_surface(Ws, bs, x, y)
                {name}[place] += 0.7
                change = np.subtract(loss_surface(Ws, bs, x, y), before)
                # Along axis {axis}, where has something changed?
                np.unique(np.argwhere(np.abs(change) > 0.001)[:, {axis}]).tolist()
                """,
                asks="place",
                # The largest first, then from the smallest up: neither in order nor in reverse.
                Ws=np.roll(np.sort(draw.array((sizes[0],))), 1),
                bs=np.roll(np.sort(draw.array((sizes[1],))), 1),
                x=draw.array((5,), positive=True),  # whose mean is not 0
                y=draw.array((5,)),
                # Of four or more, sorting moves it to another place than reversing does.
                place=draw.one_of([1, sizes[axis] - 1]),
            )
    # The same number twice: both places have the same losses.
    for grid, place in [("Ws[[0, 1, 0]], bs", "[{}]"), ("Ws, bs[[0, 1, 0]]", "[:, {}]")]:
        first, again = (f"np.array(surface){place.format(number)}" for number in (0, 2))
        same = f", np.allclose({first}, {again})"
        yield _shape_of_surface(draw, grid, (2, 2), "place", same)
    for sizes in _grids(draw)[:2]:
        grid = "tf.constant(Ws), tf.constant(bs)"
        yield _shape_of_surface(draw, grid, sizes, "Tensors")


def _grids(draw: Draw) -> list[tuple[int, int]]:
    """Sizes of grids that the seed decides: wide ones, tall ones, and a square."""
    few, more, square = draw.integer(2, 3), draw.integer(4, 5), draw.integer(2, 4)
    return draw.shuffled([(few, more), (more, few)]) + [(square, square)]


def _shape_of_surface(draw: Draw, grid: str, sizes: Shape, asks: str, more: str = "") -> Case:
    return case(
        f"""
        surface = loss_surface({grid}, tf.constant(x), tf.constant(y))
        np.shape(surface){more}
        """,
        asks=asks,
        Ws=draw.array((sizes[0],)),
        bs=draw.array((sizes[1],)),
        x=draw.array((3,)),
        y=draw.array((3,)),
    )


@surface.part(
    "no loop",
    1,
    "the work in Python does not grow with the number of examples",
    promises={
        "no loop": "The number of lines of Python that run does not grow with the number of "
        "examples."
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for ws, bs in [(2, 2), *_grids(draw)[:2]]:
        yield case(
            """
            import sys

            def work(n):  # how many lines of Python run, and calls and returns
                lines = []
                def trace(frame, event, argument):
                    lines.append(event)
                    return trace
                x = tf.constant(np.arange(n, dtype="float32") % 7)
                before = sys.gettrace()
                sys.settrace(trace)
                try:
                    loss_surface(Ws, bs, x, x)
                finally:
                    sys.settrace(before)
                return len(lines)
            work(5)
            grows = work(many) > 2 * work(5) + 100
            x = tf.constant(np.ones(many, "float32"))
            depends = np.any(loss_surface(Ws, bs, x, x) != loss_surface(Ws, bs, x, x + 0.71))
            many if depends and not grows else "it grows, or does not depend on the data"
            """,
            asks="no loop",
            Ws=draw.array((ws,)),
            bs=draw.array((bs,)),
            many=draw.integer(400, 600),
        )


# ---------------------------------------------------------------- loss-finite-difference

difference = Question("loss-finite-difference", needs=["finite_difference", "tf"])

# Numbers that are no sums of powers of two: stepping up and down does not lead back to them.
CROOKED = [0.1, 0.3, 0.7, 1.1, 1.3, 1.7]


@difference.part(
    "slopes",
    1,
    "a number's slope is the change in f over the change in the number",
    promises={
        "slope": "The slope is f at p + step, minus f at p - step, divided by 2 * step.",
        "float": "f may return a float, or a Tensor of shape ().",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Straight in each number, so that the slope does not depend on the step.
    for step, times in draw.shuffled([(0.25, 1), (0.5, 1), (1.0, 1), (0.5, 512)]):
        yield case(
            """
            p = tf.Variable([a])
            (slope,) = finite_difference(lambda: times * tf.reduce_sum(k * p), [p], step)
            round(np.asarray(slope).item() / times, 1)
            """,
            asks="slope",
            a=draw.numbers(),
            k=draw.numbers(),
            times=times,
            step=step,
        )
        yield case(
            """
            p = tf.Variable([a])
            f = lambda: tf.reduce_sum(k * p)
            (of_tensor,) = finite_difference(f, [p], step)
            (of_float,) = finite_difference(lambda: float(f()), [p], step)
            (np.asarray(of_float) - np.asarray(of_tensor)).item()
            """,
            asks="float",
            a=draw.numbers(),
            k=draw.numbers(),
            step=step,
        )


@difference.part(
    "shapes",
    0.85,
    "each parameter gets a gradient of its shape, found by moving one number at a time",
    promises={
        "shape": "Each parameter gets an array of its shape.",
        "each number": "Every number of a parameter has a slope of its own.",
        "each parameter": "Every parameter in the list has a gradient.",
        "others": "While one number moves, all others are as they were.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for rank in (0, 1, 2, 3):
        yield case(
            """
            p = tf.Variable(a)
            [tuple(g.shape) for g in finite_difference(lambda: tf.reduce_sum(p), [p], step=1.0)]
            """,
            asks="shape",
            a=draw.array(_sizes(draw, rank)),
        )
    for rank in (1, 2, 2, 3):
        shape = _sizes(draw, rank)
        yield case(
            """
            p = tf.Variable(a)
            f = lambda: tf.reduce_sum(only * p)  # one number alone has a slope
            (g,) = finite_difference(f, [p], step=1.0)
            np.argwhere(np.abs(g) > 0.1).tolist()
            """,
            asks="each number",
            a=draw.array(shape),
            only=_one_number(draw, shape),
        )
    for shape in [(3,), (2, 2)]:
        only = np.zeros(shape, "float32")
        only.flat[-1] = 1.0
        yield case(
            """
            p = tf.Variable(a)
            f = lambda: tf.reduce_sum(only * p)  # the last number alone has a slope
            (g,) = finite_difference(f, [p], step=1.0)
            np.argwhere(np.abs(g) > 0.1).tolist()
            """,
            asks="each number",
            a=draw.array(shape),
            only=only,
        )
    for ranks in [(1, 0), (0, 1), (2, 1), (1, 2), (0, 0, 0)]:
        shapes = [_sizes(draw, rank) for rank in ranks]
        yield case(
            """
            ps = [tf.Variable(number) for number in numbers]
            f = lambda: tf.add_n([tf.reduce_sum(p) for p in ps])
            [bool(np.any(np.abs(g) > 0.1)) for g in finite_difference(f, ps, step=1.0)]
            """,
            asks="each parameter",
            numbers=[draw.numbers(shape) for shape in shapes],
        )
        yield case(
            """
            ps = [tf.Variable(number) for number in numbers]
            f = lambda: tf.add_n([tf.reduce_sum(p) for p in ps])
            [tuple(g.shape) for g in finite_difference(f, ps, step=1.0)]
            """,
            asks="shape",
            numbers=[draw.numbers(shape) for shape in shapes],
        )
    for shape in [(2, 3), (3, 2, 2)]:
        steep = draw.rng.permutation(int(np.prod(shape))).reshape(shape) + 1
        yield case(
            """
            p = tf.Variable(a)
            (g,) = finite_difference(lambda: tf.reduce_sum(k * p), [p], step=1.0)
            (np.ravel(g) / np.ravel(g)[0]).tolist()  # in relation to the first slope
            """,
            asks="each number",
            a=draw.array(shape, "float64"),
            k=steep.astype("float64"),
        )
    yield case(
        """
        def places(p):  # where is f asked?
            seen = []
            def f():
                seen.append(float(tf.reduce_sum(p)))
                return tf.reduce_sum(p)
            finite_difference(f, [p], step=0.5)
            return {place for place in seen if place != a}

        places(tf.Variable(a)) == places(tf.Variable([a]))
        """,
        asks="each number",
        a=draw.numbers(),
    )
    for first, second, third in draw.shuffled([("p", "q", "p"), ("q", "p", "p"), ("p", "q", "q")]):
        yield case(
            f"""
            p = tf.Variable([a], trainable=False)
            q = tf.Variable(b)
            f = lambda: tf.reduce_sum(p) + tf.reduce_sum(q)
            gradients = finite_difference(f, [{first}, {second}, {third}], step=1.0)
            [bool(np.any(np.abs(g) > 0.1)) for g in gradients]
            """,
            asks="each parameter",
            a=draw.numbers(),
            b=draw.numbers(),
        )
    for which in draw.shuffled([0, 2]):
        shape = _sizes(draw, 1)
        yield case(
            """
            ps = [tf.Variable(number) for number in numbers]
            f = lambda: tf.reduce_sum(ps[which])  # one parameter alone has slopes
            [bool(np.any(np.abs(g) > 0.1)) for g in finite_difference(f, ps, step=1.0)]
            """,
            asks="each parameter",
            numbers=[draw.numbers(shape) for _ in range(3)],
            which=which,
        )
    # Only numbers that are no sums of powers of two tell who steps back from who puts back. They
    # come last: whether a whole parameter is put back is asked below.
    for shape in [(2,), (2, 2)]:
        yield case(
            """
            p, q, moved = tf.Variable(a), tf.Variable(c), []
            def f():
                moved.append(np.sum(p.numpy() != a) + np.sum(q.numpy() != c))
                return tf.reduce_sum(p) * tf.reduce_sum(q)
            finite_difference(f, [p, q], step=3.0)
            int(max(moved))
            """,
            asks="others",
            a=draw.array((3,)),
            c=np.reshape(draw.shuffled(CROOKED)[: math.prod(shape)], shape).astype("float32"),
        )


def _one_number(draw: Draw, shape: Shape) -> NDArray:
    """Zeros, but for a 1 at a place that is not the first."""
    array = np.zeros(shape, "float32")
    array.flat[draw.integer(1, array.size - 1)] = 1.0
    return array


@difference.part(
    "central",
    0.9,
    "f is taken one step above and one step below",
    promises={
        "central": "f is taken at p + step and at p - step.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # As far as 4, and nearer than the default of 0.001.
    for step in draw.shuffled([4.0, 0.5, 2.0**-12]):
        yield case(
            """
            p, seen = tf.Variable([a]), []
            def f():
                seen.append(float(p[0]))
                return tf.reduce_sum(p * p)
            finite_difference(f, [p], step)
            [place for place in a + step * np.arange(-2, 2.5, 0.5) if place != a and place in seen]
            """,
            asks="central",
            a=0.0 if step == 0.5 else draw.numbers(),
            step=step,
        )
        yield case(
            """
            p = tf.Variable([a])
            (curve,) = finite_difference(lambda: tf.reduce_sum(p * p * p), [p], step)
            (line,) = finite_difference(lambda: tf.reduce_sum(p), [p], step)
            np.asarray(curve).item() / np.asarray(line).item()
            """,
            asks="central",
            a=draw.numbers(),
            step=max(step, 0.25),
        )
    for shape in [(1, 1)]:
        yield case(
            """
            p = tf.Variable(a)
            curve = np.ravel(finite_difference(lambda: tf.reduce_sum(p * p * p), [p], step))
            line = np.ravel(finite_difference(lambda: tf.reduce_sum(p), [p], step))
            (curve / line).item()
            """,
            asks="central",
            a=draw.numbers(shape),
            step=0.5,
        )


@difference.part(
    "default step",
    0.5,
    "without a step from the caller the gradient is a good one",
    promises={
        "default": (
            "The default step gives slopes close to the true ones, for numbers up to about 10."
        )
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # In float64 the error of a step of 0.001 is 1e-6 here. In float32 rounding adds some
    # hundredths at most.
    for dtype, digits in [("float64", 3), ("float32", 0)]:
        for number in draw.shuffled([2, 3, 4]):
            yield case(
                """
                p = tf.Variable([a])
                (curve,) = finite_difference(lambda: tf.reduce_sum(p * p * p), [p])
                (line,) = finite_difference(lambda: tf.reduce_sum(p), [p])
                round(np.asarray(curve).item() / np.asarray(line).item(), digits)
                """,
                asks="default",
                a=np.asarray(number, dtype),
                digits=digits,
            )
    # Straight slopes of slopes: any step gives the same, if rounding does not drown it.
    for a in (1.3, 7.3, 8.7, 9.7):
        yield case(
            """
            p = tf.Variable([a])
            f = lambda: tf.reduce_sum(p * p)
            (by_default,) = finite_difference(f, [p])
            (by_a_quarter,) = finite_difference(f, [p], step=0.25)
            round(k * np.asarray(by_default).item() / np.asarray(by_a_quarter).item())
            """,
            asks="default",
            a=a,
            k=draw.integer(60, 90),
        )


@difference.part(
    "restored",
    0.75,
    "the parameters are exactly as before, even when f raises",
    promises={
        "restored": "When it is done, every parameter is exactly as it was.",
        "error": "Whatever f raises reaches the caller, and even then every parameter is exactly "
        "as it was.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # After a step of 3, not even up and down again leads back to any of them.
    for count, step in [(3, 0.001), (4, 0.001), (6, 3.0)]:
        yield case(
            """
            p = tf.Variable(a)
            before = p.numpy()
            finite_difference(lambda: tf.reduce_sum(p * p), [p], step)
            (p.numpy(), bool(np.all(p.numpy() == before)))
            """,
            asks="restored",
            a=np.array(draw.shuffled(CROOKED)[:count], "float64" if count == 4 else "float32"),
            step=step,
        )
    for step in (0.25, 0.5):
        yield case(
            """
            p, q = tf.Variable(a), tf.Variable([c])
            finite_difference(lambda: tf.reduce_sum(p) * tf.reduce_sum(q), [p, q], step)
            (p.numpy(), q.numpy())
            """,
            asks="restored",
            a=draw.array((2,)),
            c=draw.numbers(),
            step=step,
        )
    errors = [
        (1, "ValueError"),
        (2, "RuntimeError"),
        (3, "IndexError"),
        (4, "ZeroDivisionError"),
        (2, "KeyError"),
        (1, "FloatingPointError"),
        (3, "AssertionError"),
        (4, "OverflowError"),
        (99, "LookupError"),
        (99, "ZeroDivisionError"),
    ]
    for call, error in draw.shuffled(errors):
        yield case(
            f"""
            p, q, calls = tf.Variable([a]), tf.Variable([c]), []
            raised, caught = {error}("f has no value here"), None
            def f():
                calls.append(1)
                if len(calls) == call:
                    raise raised
                return tf.reduce_sum(p * q)
            try:
                finite_difference(f, [p, q], 0.5)
            except {error} as error:
                caught = error
            (caught is raised, p.numpy(), q.numpy())
            """,
            asks="error",
            a=draw.numbers(),
            c=draw.numbers(),
            call=call,
        )


# ---------------------------------------------------------------------- loss-hand-gradient

hand = Question("loss-hand-gradient", needs=["hand_gradient", "tf"], tolerance=MULTIPLIED_OUT)

LINE = """
    class Line:
        def __init__(self):
            self.W, self.b = tf.Variable(w), tf.Variable(c)
        def __call__(self, x):
            return self.W * x + self.b
    """


def _by_hand(draw: Draw, answer: str, asks: str, counts: Sequence[int]) -> Iterator[Case]:
    # The line is a new model's: whether another model is heeded is the affair of a part of its own.
    for count in counts:
        x, y = draw.array((2, count))
        yield case(
            f"""{LINE}
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    {answer}
    """,
            asks=asks,
            w=5.0,
            c=0.0,
            x=x,
            y=y,
        )


# The formula has two parts of its own, so that a slip in it costs no more than these. A slope for
# each example will do here: that it should be one number is asked below.


@hand.part(
    "dW",
    0.6,
    "dW is the slope of the mean squared error along W",
    promises={"dW": "dW is the slope of the loss along W."},
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _by_hand(draw, "float(np.mean(dW))", "dW", (1, 3, 4, 5, 7))
    # Near the bottom, where a slope is small but not 0. All numbers here are exact in float32, in
    # whatever order they are multiplied out.
    yield case(
        f"""{LINE}
    y = 5.0 * x - errors / 2**14
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    2**14 * float(np.mean(dW))
    """,
        asks="dW",
        w=5.0,
        c=0.0,
        x=draw.array((2,), positive=True),
        errors=draw.array((2,), positive=True),
    )


@hand.part(
    "db",
    0.6,
    "db is the slope of the mean squared error along b",
    promises={"db": "db is the slope of the loss along b."},
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _by_hand(draw, "float(np.mean(db))", "db", (1, 2, 3, 4, 5, 7))


@hand.part(
    "shapes",
    0.9,
    "both are single numbers for data of any shape, the same as for one long row",
    promises={
        "any shape": "Inputs and outputs may have any shape; the mean is over all elements.",
        "numbers": "Both slopes are Tensors of shape () or floats.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    shapes: list[Shape] = [(), (3, 1), (1, 4), (2, 3), (2, 1, 3), (2, 3, 2)]
    for shape, alike in draw.shuffled([(s, alike) for s in shapes for alike in (True, False)]):
        x, y = draw.array(shape), draw.array(shape)
        row_x = x.reshape(-1) + np.float32(0.0 if alike else 8.25)
        yield case(
            f"""{LINE}
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    row_dW, row_db = hand_gradient(Line(), tf.constant(row_x), tf.constant(row_y))
    bool(np.abs(dW - row_dW) < 0.01 and np.abs(db - row_db) < 0.01)
    """,
            asks="any shape",
            w=5.0,
            c=0.0,
            x=x,
            y=y,
            row_x=row_x,
            row_y=y.reshape(-1),
        )
    for up in draw.shuffled([0.0, 8.25]):
        yield case(
            f"""{LINE}
    x = np.linspace(-3, 3, n, dtype="float32")
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(x * x))
    x = x[::-1]
    other_dW, other_db = hand_gradient(Line(), tf.constant(x + up), tf.constant(x * x))
    bool(np.abs(dW - other_dW) < 0.01 and np.abs(db - other_db) < 0.01)
    """,
            asks="any shape",
            w=5.0,
            c=0.0,
            n=draw.integer(1100, 1900),
            up=up,
        )
    for shape in [(1,), (3,)]:
        x, y = draw.array((2, *shape))
        yield case(
            f"""{LINE}
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    (np.shape(dW), np.shape(db))
    """,
            asks="numbers",
            w=5.0,
            c=0.0,
            x=x,
            y=y,
        )


@hand.part(
    "model",
    0.9,
    "the errors are those of the model that is given, and its parameters stay as they are",
    promises={
        "this model": "The predictions are those of the model that is given.",
        "kept": "The model stays as it was.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    heights = [(0.0, 0.0), (0.0, 1.0), (0.0, 2.5), (2.0, 1.0), (-3.0, -2.5)]
    for up, c in draw.shuffled(heights):
        w, x = draw.integer(1, 4) + 0.5, draw.array((3,), positive=True)
        yield case(
            f"""{LINE}
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    bool(np.all(np.abs(db) < 0.01))
    """,
            asks="this model",
            w=w,
            c=c,
            x=x,
            y=(w * x + c + up).astype("float32"),
        )
    # The same errors have the same slopes, whatever the formula is made of.
    for up in draw.shuffled([0.0, 0.0, 9.0, 11.0]):
        w, c = draw.one_of([0.5, 1.0, 1.5]), draw.integer(1, 4) + 0.5
        x, errors = draw.array((3,), positive=True), draw.array((3,), positive=True)
        y = w * x + c - errors
        yield case(
            f"""{LINE}
    slopes = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    w, c = 5.0, 0.0
    of_another = hand_gradient(Line(), tf.constant(x), tf.constant(other))
    pairs = zip(slopes, of_another)
    all(np.all(np.abs(np.asarray(one) - np.asarray(other)) < 0.5) for one, other in pairs)
    """,
            asks="this model",
            w=w,
            c=c,
            x=x,
            y=y.astype("float32"),
            other=(y + (5.0 - w) * x - c + up).astype("float32"),
        )
    for up in draw.shuffled([0.0, 11.0]):
        x, c = draw.array((3,), positive=True), draw.numbers()
        y = 5.0 * x + c - draw.array((3,), positive=True)
        yield case(
            f"""{LINE}
    model, x, y = Line(), tf.constant(x), tf.constant(y)
    hand_gradient(model, x, y)
    model.b.assign_add(1.0)
    slopes = hand_gradient(model, x, y)
    w, c = 5.0, c + 1.0
    of_another = hand_gradient(Line(), x, tf.constant(other))
    pairs = zip(slopes, of_another)
    all(np.all(np.abs(np.asarray(one) - np.asarray(other)) < 0.5) for one, other in pairs)
    """,
            asks="this model",
            w=5.0,
            c=c,
            x=x,
            y=y.astype("float32"),
            other=(y + up).astype("float32"),
        )
    for shape in [(1,), (3,)]:
        yield case(
            f"""{LINE}
    model = Line()
    W = model.W
    dW, db = hand_gradient(model, tf.constant(x), tf.constant(y))
    (model.W.numpy(), float(model.W) == w, model.b.numpy(), float(model.b) == c, model.W is W)
    """,
            asks="kept",
            w=draw.numbers(),
            c=draw.numbers(),
            x=draw.array(shape),
            y=draw.array(shape),
        )
