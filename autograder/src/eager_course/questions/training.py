"""Questions of the stage 04-training: a step, the loop, its picture, minibatches, optimizers."""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw
from autograder.inside.pictures import drawn_by
from autograder.inside.question import Case, Tolerance, case

from .attempts import attempt
from .forms import Question
from .probes_training import curves, dashed_heights, legend_points_at, level_beside

DESCENT = Tolerance(
    rtol=2e-5,
    atol=1e-5,
    because="A few steps of float32 arithmetic on numbers up to about 100, in any order, differ "
    "by some units of the last place; a wrong gradient, rate or order differs by percents.",
)

# ---------------------------------------------------------------------------- training-step

step = Question("training-step", needs=["train", "tf"], tolerance=DESCENT)

ONE_STEP = """
    model = tf.Model()
    model.W.assign(w)
    model.b.assign(c)
    train(model, tf.constant(x), tf.constant(y), learning_rate)
    (model.W.numpy(), model.b.numpy())
    """


def _balanced(draw: Draw, *shape: int) -> NDArray:
    """Inputs whose mean is exactly 0: the gradients of W and b do not then depend on each other."""
    half = draw.array((int(np.prod(shape)) // 2,), positive=True)
    return draw.rng.permutation(np.concatenate([half, -half])).reshape(shape)


def _outputs(draw: Draw, x: NDArray) -> NDArray:
    """Outputs that no drawn line fits so well that a slope is 0."""
    return draw.array(x.shape) + np.float32(0.29) * np.sign(x) + np.float32(0.13)


def _rising(draw: Draw) -> dict[str, Any]:
    """Two examples that pull W and b up from 0, neither of them minding the other."""
    x, above, below = draw.array((3,), positive=True)
    return {"x": np.array([x, -x]), "y": np.array([above + below, -below])}


@step.part(
    "downhill",
    1.0,
    "W and b each move by learning_rate times their gradient, downhill",
    promises={
        "gradient": "W and b move by learning_rate times the gradient of the mean squared error.",
        "any shape": "The inputs and the outputs may be Tensors of any shape.",
        "small": "However small the error is, the step is taken.",
        "large": "However large the error is, the step is taken in full.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, shape in [
        ("gradient", (2,)),
        ("gradient", (4,)),
        ("gradient", (6,)),
        ("any shape", (2, 1)),
        ("any shape", (4, 2)),
        ("any shape", (2, 3, 1)),
    ]:
        x = _balanced(draw, *shape)
        yield case(
            ONE_STEP,
            asks=asks,
            w=0.0 if asks == "any shape" else draw.numbers(),
            c=0.0 if asks == "any shape" else draw.numbers(),
            x=x,
            y=_outputs(draw, x),
            learning_rate=0.1,
        )
    yield case(
        ONE_STEP,
        asks="any shape",
        w=0.0,
        c=0.0,
        x=draw.array() / np.float32(1024),  # so that W hardly moves, and does not tell on b
        y=draw.array(),
        learning_rate=0.1,
    )
    for asks, errors, rates in [
        ("small", (2.0**-10, 2.0**-23), (2.0**8, 2.0**21)),
        ("large", (100, 1e5, 2.0**66), (0.01, 1e-3, 2.0**-66)),  # a square beyond float32
    ]:
        for error, rate in zip(errors, rates, strict=True):
            x = _balanced(draw, 2)
            yield case(
                """
                model = tf.Model()
                model.W.assign(0.0)
                train(model, tf.constant(x), tf.constant(y), learning_rate)
                model.W.numpy()
                """,
                asks=asks,
                x=x,
                y=np.float32(error) * _outputs(draw, x),
                learning_rate=rate,
            )


RATES = (0.5, 0.25, 0.2, 0.1, 0.05, 0.01)


@step.part(
    "learning rate",
    1.0,
    "the size of a step is set by the learning_rate of that call",
    promises={
        "of the call": "The learning_rate of the call sets the size of the step.",
        "number": "The learning_rate may be any number: a whole one, 0, or one below 0.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # How many times as far as with another rate: that is asked of W and b in one sum, so that a
    # gradient that is wrong costs nothing here.
    rates = draw.shuffled(RATES)
    for second in rates[1:5]:
        yield case(
            """
            one, other = tf.Model(), tf.Model()
            for model, learning_rate in [(one, first), (other, second)]:
                model.W.assign(0.0)
                train(model, tf.constant(x), tf.constant(y), learning_rate)
            float(other.W + other.b) / float(one.W + one.b)
            """,
            asks="of the call",
            **_rising(draw),
            first=rates[0],
            second=second,
        )
    for second in rates[1:3]:
        yield case(
            """
            model = tf.Model()
            moves = []
            for learning_rate in (first, second):
                model.W.assign(0.0)
                model.b.assign(0.0)
                train(model, tf.constant(x), tf.constant(y), learning_rate=learning_rate)
                moves.append(float(model.W + model.b))
            moves[1] / moves[0]
            """,
            asks="of the call",
            **_rising(draw),
            first=rates[0],
            second=second,
        )
    for second in draw.shuffled([0, 1, 2, 3, -1, -0.25, 2.0**-11]):
        yield case(
            """
            one, other = tf.Model(), tf.Model()
            for model, learning_rate in [(one, first), (other, second)]:
                model.W.assign(0.0)
                train(model, tf.constant(x), tf.constant(y), learning_rate)
            float(other.W + other.b) / float(one.W + one.b)
            """,
            asks="number",
            **_rising(draw),
            first=0.5,
            second=second,
        )


@step.part(
    "together",
    0.5,
    "both gradients are taken before either parameter moves",
    promises={"start": "Both gradients are those at the point where the step begins."},
)
def _(draw: Draw) -> Iterator[Case]:
    # Inputs of one sign tie the two gradients to each other: whoever moves W first sees another
    # gradient for b. Only the direction is asked, whatever the length of the step.
    for shape in [(1,), (1,), (2,), (3,), (4,), (5,)]:
        yield case(
            """
            model = tf.Model()
            model.W.assign(0.0)
            train(model, tf.constant(x), tf.constant(y), learning_rate)
            float(model.W) / float(model.b)
            """,
            asks="start",
            x=draw.array(shape, positive=True),
            y=draw.array(shape, positive=True),
            learning_rate=0.1,
        )


@step.part(
    "in place",
    0.6,
    "the model keeps its two Variables; it is their values that change",
    promises={"same Variables": "The model is changed in place, and keeps its two Variables."},
)
def _(draw: Draw) -> Iterator[Case]:
    for name in draw.shuffled(["one", "other", "one", "other", "one", "other"]):
        yield case(
            f"""
            one, other = tf.Model(), tf.Model()
            before = [(model, model.W, model.b) for model in (one, other)]
            train({name}, tf.constant(x), tf.constant(y), 0.1)
            [(model.W is W, model.b is b, float(W + b) == 5.0) for model, W, b in before]
            """,
            asks="same Variables",
            x=draw.array((2,), positive=True),
            y=-draw.array((2,), positive=True),
        )


@step.part(
    "again",
    0.4,
    "every call starts afresh from where the last one left the model",
    promises={
        "afresh": "Nothing is carried over from one call to the next but what the Variables hold."
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # A model with a past and a new one, which hold the same (or not), take the same step (or not).
    for size, away in draw.shuffled([(2, 0.0), (2, 1.0), (4, 0.0), (4, 1.0), (2, 0.0), (2, 1.0)]):
        yield case(
            """
            old, new = tf.Model(), tf.Model()
            for _ in range(times):
                train(old, tf.constant(x), tf.constant(y), 0.03)
            new.W.assign(old.W + away)
            new.b.assign(old.b)
            for model in (old, new):
                train(model, tf.constant(x), tf.constant(y), 0.03)
            abs(float(old.W - new.W)) < 1e-4, abs(float(old.b - new.b)) < 1e-4
            """,
            asks="afresh",
            x=_balanced(draw, size) / 4,  # so short that no wrong rate runs away
            # 0.3 beside one x alone, so that no slope is ever 0.
            y=draw.array((size,), positive=True) + 0.3 * np.eye(size, dtype="float32")[0],
            times=draw.integer(1, 3),
            away=away,
        )
    for renew in (
        "model.W.assign(0.0), model.b.assign(0.0)",
        "model.W, model.b = tf.Variable(0.0), tf.Variable(0.0)",
    ):
        yield case(
            f"""
            model = tf.Model()
            moves = []
            for outputs in (y, times * y):
                {renew}
                train(model, tf.constant(x), tf.constant(outputs), 0.1)
                moves.append(float(model.W + model.b))
            moves[1] / moves[0]
            """,
            asks="afresh",
            **_rising(draw),
            times=np.float32(draw.integer(2, 9)),
        )


@step.part(
    "any model",
    0.5,
    "the model may compute what it likes from W and b, of any shapes",
    promises={
        "formula": "The gradients are those of model(inputs), whatever it computes.",
        "shapes": "W and b may have any shapes.",
        "object": "A model is anything with Variables W and b that can be called.",
        "errors": "An error that the model raises reaches the caller.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Directions again. A mean of 0 keeps W and b apart.
    for formula in (
        "self.W * x * x * x + self.b",
        "self.W * x + self.b * x * x",
        "self.W * x * x * x + self.b * x * x",
    ):
        far = draw.integer(3, 5) / 2
        yield case(
            f"""
            class Curve(tf.Model):
                def __call__(self, x):
                    return {formula}

            model = Curve()
            model.W.assign(0.0)
            train(model, tf.constant(x), tf.constant(y), 0.01)
            float(model.W) / float(model.b)
            """,
            asks="formula",
            x=np.array([far, -far], "float32"),
            y=np.array([8.0, -2.0], "float32") + draw.array((2,), positive=True) / 4,
        )
    # One column of inputs can become three of outputs.
    for w, c, rows, columns, dtype in [
        ((2,), (2,), 2, 2, "float32"),
        ((3,), (1,), 2, 1, "float32"),
        ((1, 3), (), 4, 3, "float32"),
        ((3,), (3,), 2, 3, "float64"),
    ]:
        yield case(
            """
            class Columns(tf.Model):
                def __init__(self):
                    self.W, self.b = tf.Variable(w), tf.Variable(c)

                def __call__(self, x):
                    return self.W * x + self.b

            model = Columns()
            train(model, tf.constant(x), tf.constant(y), 0.1)
            model.W.numpy() / model.b.numpy()
            """,
            asks="shapes",
            w=np.zeros(w, dtype),
            c=np.zeros(c, dtype),
            x=np.stack([_balanced(draw, rows) for _ in range(columns)], axis=1).astype(dtype),
            y=draw.array((rows, w[-1]), dtype, positive=True),
        )
    yield case(
        """
        class Line:
            def __init__(self):
                self.W, self.b = tf.Variable(0.0), tf.Variable(0.0)

            def __call__(self, x):
                return self.W * x + self.b

        model = Line()
        train(model, tf.constant(x), tf.constant(y), 0.1)
        float(model.W) / float(model.b)
        """,
        asks="object",
        **_rising(draw),
    )
    yield case(
        """
        def model(x):
            return model.W * x + model.b

        model.W, model.b = tf.Variable(0.0), tf.Variable(0.0)
        train(model, tf.constant(x), tf.constant(y), 0.1)
        float(model.W) / float(model.b)
        """,
        asks="object",
        **_rising(draw),
    )
    for _ in range(2):
        yield case(
            """
            class Picky(tf.Model):
                def __call__(self, x):
                    if len(x) > most:
                        raise KeyError
                    return self.W * x + self.b

            came = []
            for size in sizes:
                try:
                    train(Picky(), tf.constant(x[:size]), tf.constant(y[:size]), 0.1)
                    came.append("no error")
                except KeyError:
                    came.append("an error")
            came
            """,
            asks="errors",
            x=draw.array((4,)),
            y=draw.array((4,)) + np.float32(0.3),  # so that no gradient is 0
            sizes=draw.shuffled([1, 2, 3, 4]),
            most=draw.integer(1, 3),
        )


def _partial(formula: str, refusal: str, answer: str) -> str:
    """A program that trains a model of this formula once; `refusal` is what to do if it cannot."""
    return f"""
class Partial(tf.Model):
    c = tf.Variable(1.0)

    def __call__(self, x):
        return {formula}

model = Partial()
model.W.assign(w)
try:
    train(model, tf.constant(x), tf.constant(y), 0.1)
    came = "accepted"
{refusal}
{answer}
"""


REFUSED = """except ValueError:
    came = "refused\""""


@step.part(
    "refusal",
    1.0,
    "a missing gradient, of W or of b, is a ValueError and nothing moves; a gradient of 0 is fine",
    promises={
        "W": "A loss that does not depend on W is a ValueError.",
        "b": "A loss that does not depend on b is a ValueError.",
        "stays": "A refused step moves nothing.",
        "zero": "A gradient of 0 is a gradient, and no reason to refuse.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    line = "self.W * x + self.b"
    for asks, formula in draw.shuffled(
        [
            ("b", "self.W * x"),
            ("b", "self.W * self.W * x + self.c"),
            ("W", "self.c * x + self.b"),
            ("W", "x - self.b"),
            ("W", "x"),
            ("W", line),
            ("b", line),
            ("W", line),
        ],
    ):
        yield case(
            _partial(formula, REFUSED, "came"),
            asks=asks,
            x=draw.array((2,), positive=True),
            y=-draw.array((2,), positive=True),  # so that no gradient is 0
            w=draw.numbers(positive=True),
        )
    for formula in draw.shuffled(["self.W * x", "0.0 * x + self.b", "x", line, line]):
        yield case(
            _partial(
                formula,
                "except (ValueError, TypeError):\n    pass",
                "float(model.W) == w and float(model.b) == 0.0",
            ).replace('    came = "accepted"\n', ""),
            asks="stays",
            x=draw.array((2,), positive=True),
            y=-draw.array((2,), positive=True),
            w=draw.numbers(positive=True),
        )
    points = draw.array((2,))
    for x, y in [
        (np.zeros(2), draw.array((2,))),  # no slope along W
        (points[:1] * [1, -1], points[1:] * [1, -1]),  # none along b
        (points, points),  # a perfect fit
    ]:
        yield case(
            _partial(line, REFUSED, "came"),
            asks="zero",
            x=np.asarray(x, "float32"),
            y=np.asarray(y, "float32"),
            w=1.0,
        )


# ---------------------------------------------------------------------------- training-loop

loop = Question("training-loop", needs=["training_loop", "tf"], tolerance=DESCENT)

# The cases bring a step of their own, so that the loop is judged apart from `train`. Its
# moves are plain sums: a history can be checked in one's head.
STEP = """
def step(model, inputs, outputs, learning_rate):
    model.W.assign_add({up})
    model.b.assign_sub({down})

"""
STILL = """
def step(model, inputs, outputs, learning_rate):
    pass

"""


def _loop_case(draw: Draw, program: str, *, asks: str, **inputs: Any) -> Case:
    """A case whose step moves W and b by amounts of its own."""
    step = STEP.format(up=draw.integer(1, 15) / 4 + 1 / 64, down=draw.integer(1, 15) / 4 + 1 / 64)
    return case(step + dedent(program).lstrip(), asks=asks, **inputs)


@loop.part(
    "parameters",
    1.25,
    "the history holds W and b as they were before each step",
    promises={
        "W": "W is noted before each step.",
        "b": "b is noted before each step.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # The last entry is left out, or may be missing: how many there are is asked elsewhere.
    for name, epochs in [("W", 1), ("b", 1), ("W", 4), ("b", 5)]:
        yield case(
            f"""
            before = []
            def step(model, inputs, outputs, learning_rate):
                before.append(float(model.{name}))
                model.{name}.assign_add(rise)

            model = tf.Model()
            history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
            noted = [float(value) for value in history["{name}"][: len(before)]]
            noted == before[: len(noted)]
            """,
            asks=name,
            x=draw.array((2,)),
            y=draw.array((2,)),
            rise=draw.integer(1, 15) / 4096,  # a number is noted as it is, not rounded
            epochs=epochs,
        )
    for epochs in (3, 4, 12):
        for name in ("W", "b"):
            yield _loop_case(
                draw,
                f"""
                model = tf.Model()
                history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
                [float(value) for value in history["{name}"][:{epochs - 1}]]
                """,
                asks=name,
                x=draw.array((2,)),
                y=draw.array((2,)),
                epochs=epochs,
            )


@loop.part(
    "loss",
    0.75,
    "the history holds the loss over all examples before each step",
    promises={
        "before": "The loss of an entry is that of the W and b of the same entry.",
        "all": "The loss is the mean squared error over all of the data, of any shape.",
        "any model": "The loss is that of model(inputs), whatever the model computes.",
        "infinite": "A loss that is infinite is noted as it is.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for epochs in (3, 12):
        yield _loop_case(
            draw,
            f"""
            model = tf.Model()
            history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
            [float(value) for value in history["loss"][:{epochs - 1}]]
            """,
            asks="before",
            x=draw.array((1,)),
            y=draw.array((1,)) + np.float32(0.3),  # so that no loss is 0
            epochs=epochs,
        )
    for shape in [(2,), (3,), (4, 1), (2, 2), (draw.integer(200, 300),)]:
        yield case(
            STILL.replace("pass", "return 0.5  # which nobody asked for")
            + dedent("""
            model = tf.Model()
            history = training_loop(model, tf.constant(x), tf.constant(y), 2, 0.5, step)
            float(history["loss"][0])
            """).lstrip(),
            asks="all",
            x=draw.array(shape),
            y=draw.array(shape),
        )
    x = draw.array((3,))
    yield case(
        STILL
        + dedent("""
        model = tf.Model()
        history = training_loop(model, tf.constant(x), tf.constant(y), 2, 0.5, step)
        4096 * float(history["loss"][0])
        """).lstrip(),
        asks="all",
        x=x,
        y=5 * x + draw.array((3,)) / 256,  # which the new model nearly fits
    )
    for formula in ("self.W * x * x + self.b", "self.W + self.b * x"):
        yield case(
            STILL
            + dedent(f"""
            class Other(tf.Model):
                def __call__(self, x):
                    return {formula}

            history = training_loop(Other(), tf.constant(x), tf.constant(y), 2, 0.5, step)
            float(history["loss"][0])
            """).lstrip(),
            asks="any model",
            x=np.array([2.5], "float32"),
            y=draw.array((1,)),
        )
    yield case(
        STILL
        + dedent("""
        far = float("inf") * tf.constant(y)
        history = training_loop(tf.Model(), tf.constant(x), far, 2, 0.5, step)
        float(history["loss"][0])
        """).lstrip(),
        asks="infinite",
        x=draw.array((1,)),
        y=draw.array((1,)),
    )


@loop.part(
    "numbers",
    0.75,
    "the history is a dict of three lists of numbers: no Variables, no Tensors",
    promises={
        "dict": "The history is a dict of three lists: W, b and loss.",
        "numbers": "Their entries are Python floats or NumPy scalars.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for epochs in (2, 3):
        yield case(
            STILL
            + dedent("""
            history = training_loop(tf.Model(), tf.constant(x), tf.constant(y), epochs, 0.5, step)
            sorted(history), [isinstance(history[name], list) for name in ("W", "b", "loss")]
            """).lstrip(),
            asks="dict",
            x=draw.array((2,)),
            y=draw.array((2,)),
            epochs=epochs,
        )
    for epochs in (2, 3, 4):
        yield case(
            STILL
            + dedent("""
            history = training_loop(tf.Model(), tf.constant(x), tf.constant(y), epochs, 0.5, step)
            plain = (float, np.floating, np.ndarray)
            [isinstance(history[name][0], plain) for name in "Wb"], history["loss"][-epochs:][0]
            """).lstrip(),
            asks="numbers",
            x=draw.array((1,)),
            y=draw.array((1,)),
            epochs=epochs,
        )


@loop.part(
    "epochs",
    1.0,
    "exactly `epochs` steps are taken and as many entries kept",
    promises={
        "steps": "The step is called exactly `epochs` times.",
        "entries": "Each list holds `epochs` entries.",
        "none": "With 0 epochs nothing moves and the lists are empty.",
        "to the end": "However small or large the loss is, no step is left out.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    counting = """
        steps = []
        def step(model, inputs, outputs, learning_rate):
            steps.append(learning_rate)
            model.W.assign_add(rise)
            return back

        history = training_loop(tf.Model(), tf.constant(x), tf.constant(y), epochs, 0.5, step)
        """
    for epochs in (1, draw.integer(2, 5), draw.integer(6, 9), draw.integer(101, 130)):
        for asks, answer in [
            ("steps", "len(steps)"),
            ("entries", '[len(history[name]) for name in ("W", "b", "loss")]'),
        ]:
            yield case(
                dedent(counting) + answer,
                asks=asks,
                x=draw.array((2,)),
                y=draw.array((2,)) + np.float32(0.125),
                rise=0.5,
                back=None,
                epochs=epochs,
            )
    yield case(
        dedent(counting) + '[len(history[name]) for name in ("W", "b", "loss")], len(steps)',
        asks="none",
        x=draw.array((2,)),
        y=draw.array((2,)),
        rise=0.5,
        back=None,
        epochs=0,
    )
    x = draw.array((2,))
    for outputs, rise, back in [
        (5 * x, 0.0, None),  # a perfect fit that stays
        (5 * x, 1.0, False),  # and one that is left
        (np.zeros(2, "float32"), -1.0, True),  # what a step returns says nothing
        (draw.array((2,)), 1000.0, draw.integer(0, 1)),
        (draw.array((2,)), 2.0**66, None),  # the loss is too large for float32
    ]:
        yield case(
            dedent(counting) + 'min(len(steps), len(history["loss"]))',
            asks="to the end",
            x=x,
            y=outputs,
            rise=rise,
            back=back,
            epochs=draw.integer(7, 15),
        )


@loop.part(
    "step",
    0.6,
    "each step gets the model, all the data and the learning rate as given, even by name",
    promises={
        "as given": "Each step gets the model, all of the data and the learning rate as given.",
        "by name": "The arguments may be given by their names.",
        "errors": "An error that a step raises gets out.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    seeing = """
        seen = []
        def step(model, inputs, outputs, learning_rate):
            tensors = isinstance(inputs, tf.Tensor), isinstance(outputs, tf.Tensor)
            data = np.array(inputs), np.array(outputs)
            seen.append((model is given, tensors, data, learning_rate))
            model.b.assign_add(0.3)
            return tf.Model()  # which nobody asked for

        given = tf.Model()
        """
    for rate, shape in [(0.5, (3,)), (0.1, (2, 2)), (0.02, (60,)), (1, (1,))]:
        yield case(
            dedent(seeing)
            + dedent("""
            training_loop(given, tf.constant(x), tf.constant(y), 3, learning_rate, step)
            seen[0], seen[1]
            """).lstrip(),
            asks="as given",
            x=draw.array(shape),
            y=draw.array(shape),
            learning_rate=rate,
        )
    yield case(
        dedent(seeing)
        + dedent("""
        training_loop(
            step=step, learning_rate=0.5, epochs=3,
            outputs=tf.constant(y), inputs=tf.constant(x), model=given,
        )
        seen[0]
        """).lstrip(),
        asks="by name",
        x=draw.array((2,)),
        y=draw.array((2,)),
    )
    for error, late in draw.shuffled(
        [("ValueError", 0), ("ValueError", 2), ("KeyError", 2), ("KeyError", 25)]
    ):
        yield case(
            f"""
            calls = []
            def step(model, inputs, outputs, learning_rate):
                calls.append(learning_rate)
                if len(calls) > late:
                    raise {error}
                model.b.assign_add(0.3)

            try:
                training_loop(tf.Model(), tf.constant(x), tf.constant(y), 5, 0.5, step)
                came = "no error"
            except {error}:
                came = "an error"
            came
            """,
            asks="errors",
            x=draw.array((2,)),
            y=draw.array((2,)),
            late=late,
        )


@loop.part(
    "again",
    0.65,
    "a second call goes on with the model and starts a history of its own",
    promises={
        "goes on": "The model is trained from where it stands.",
        "stays": "The model that was given is trained, and stays where the last step has left it.",
        "new dict": "Every call returns a dict of its own.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(2):
        yield case(
            STILL
            + dedent("""
            model = tf.Model()
            model.W.assign(w)
            model.b.assign(c)
            history = training_loop(model, tf.constant(x), tf.constant(y), 3, 0.5, step)
            float(history["W"][0] + history["b"][0])
            """).lstrip(),
            asks="goes on",
            w=draw.numbers() + 0.25,
            c=draw.numbers(),
            x=draw.array((2,)),
            y=draw.array((2,)),
        )
    for _ in range(2):
        yield case(
            """
            def step(model, inputs, outputs, learning_rate):
                model.W.assign(w)
                model.b.assign(c)

            model = tf.Model()
            training_loop(model, tf.constant(x), tf.constant(y), 3, 0.5, step)
            float(model.W + model.b)
            """,
            asks="stays",
            w=draw.numbers(positive=True) + 8,
            c=draw.numbers(positive=True),
            x=draw.array((2,)),
            y=draw.array((2,)),
        )
    lengths = draw.shuffled([(2, 1), (1, 3), (1, 4), (5, 2)])
    for model, (first, second) in zip(3 * ["model"] + ["tf.Model()"], lengths, strict=True):
        yield _loop_case(
            draw,
            f"""
            model = tf.Model()
            one = training_loop(model, tf.constant(x), tf.constant(y), first, 0.5, step)
            two = training_loop({model}, tf.constant(x), tf.constant(y), second, 0.5, step)
            one is two, len(two["W"]) - len(one["W"])
            """,
            asks="new dict",
            x=draw.array((2,)),
            y=draw.array((2,)),
            first=first,
            second=second,
        )


# ------------------------------------------------------------------------- training-picture

picture = Question(
    "training-picture",
    needs=["plot_history"],
    helpers={
        "drawn_by": drawn_by,
        "curves": curves,
        "dashed_heights": dashed_heights,
        "level_beside": level_beside,
        "legend_points_at": legend_points_at,
    },
)


def _run(draw: Draw, epochs: int) -> dict[str, Any]:
    """A made-up training run: no two of its numbers are equal, and its curves do not cross."""
    low, high = np.sort(draw.array((2 * epochs,), "float64")).reshape(2, epochs)
    Ws, bs = draw.shuffled([draw.rng.permutation(low), draw.rng.permutation(high)])
    true_w, true_b = (draw.array((2,), "float64") + 0.125).tolist()
    return {"Ws": Ws.tolist(), "bs": bs.tolist(), "true_w": true_w, "true_b": true_b}


def _runs(draw: Draw) -> list[dict[str, Any]]:
    """Runs of several lengths. 0 is a true value like any other."""
    runs = [_run(draw, epochs) for epochs in (4, 3, 5, 13, 7)]
    runs[1]["true_w"] = runs[2]["true_b"] = 0.0
    # In one of them at least, the true values are not in the order of the curves.
    if all((run["Ws"] < run["bs"]) == (run["true_w"] < run["true_b"]) for run in runs):
        for run in runs:
            run["true_w"], run["true_b"] = run["true_b"], run["true_w"]
    return runs


def _picture(run: dict[str, Any], answer: str, asks: str, seen: str, times: str = "") -> Case:
    """A case about the picture of a run, or of as many `times` that run in a row."""
    return case(
        f"""
        sheet = drawn_by(plot_history, {times}Ws, {times}bs, true_w, true_b)
        {answer}
        """,
        asks=asks,
        pasted=f"""
        figure, ax = plt.subplots()
        plot_history(ax, {times}Ws, {times}bs, true_w, true_b)
        """,
        seen=seen,
        **run,
    )


def _pictures(draw: Draw, answer: str, asks: str, seen: str) -> Iterator[Case]:
    """Cases about the pictures of some runs; all parts look at the same ones."""
    for run in draw.once("runs", lambda: _runs(draw)):
        yield _picture(run, answer, asks, seen)


# Pictures side by side, of which the student's function gets one; another is the current one,
# where plt would draw.
SIDE_BY_SIDE = """
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, count)
    plt.sca(axes[which - 1])
    plot_history(axes[which], Ws, bs, true_w, true_b)
    plt.close(figure)
    """


def _side_by_side(draw: Draw, answer: str, asks: str) -> Iterator[Case]:
    count = draw.integer(2, 3)
    yield case(
        SIDE_BY_SIDE + answer,
        asks=asks,
        count=count,
        which=draw.integer(0, count - 1),
        **_run(draw, 3),
    )


@picture.part(
    "curves",
    0.8,
    "W and b are drawn as solid lines over the epochs 0, 1, 2, …",
    promises={"solid": "W and b are two solid lines over the epochs 0, 1, 2, …"},
)
def _(draw: Draw) -> Iterator[Case]:
    seen = "every solid curve, the lowest start first: its x, its y, as far as they are in sight."
    yield from _pictures(draw, "curves(sheet)", "solid", seen)
    # A long run, and two true values that are equal: the curves are still two, and complete.
    for times, same in [("40 * ", False), ("", True)]:
        run = _run(draw, 3)
        run["true_b"] = run["true_w"] if same else run["true_b"]
        yield _picture(run, "curves(sheet)", "solid", seen, times)


@picture.part(
    "true values",
    0.5,
    "the true values are dashed horizontal lines",
    promises={"dashed": "The true values are two dashed horizontal lines."},
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(
        draw, "dashed_heights(sheet)", "dashed", "the heights of the dashed level lines."
    )


@picture.part(
    "colors",
    0.3,
    "W and b differ in color; a true value has the color of its curve",
    promises={"colors": "true_w has the color of W, and true_b another, which is that of b."},
)
def _(draw: Draw) -> Iterator[Case]:
    seen = "for each curve, from below, which level lines have its color: 0 is the lowest."
    *runs, last = draw.once("runs", lambda: _runs(draw))
    for run in runs:
        yield _picture(run, "level_beside(sheet)", "colors", seen)
    # On axes that have a dot already, the first color of Matplotlib's cycle is taken.
    yield case(
        """
        def draw_on_a_dot(ax, *run):
            ax.plot(0, 0, "o")
            plot_history(ax, *run)

        sheet = drawn_by(draw_on_a_dot, Ws, bs, true_w, true_b)
        level_beside(sheet)
        """,
        asks="colors",
        pasted="""
        figure, ax = plt.subplots()
        ax.plot(0, 0, "o")
        plot_history(ax, Ws, bs, true_w, true_b)
        """,
        seen=seen,
        **last,
    )


@picture.part(
    "labels",
    0.6,
    "both axes are labeled",
    promises={"labels": "There are labels on both axes."},
)
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(2):  # one alone is guessed too often
        yield from _side_by_side(
            draw,
            """
    sides = [side for ax in axes if ax.axison for side in (ax.xaxis, ax.yaxis)]
    [side.get_visible() and side.label.get_text().strip() != "" for side in sides]""",
            "labels",
        )


@picture.part(
    "legend",
    0.4,
    "a legend names the four lines W, b, true W and true b",
    promises={"legend": "A legend has the texts W, b, true W and true b, each beside its line."},
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(
        draw,
        "legend_points_at(sheet)",
        "legend",
        "each text of the legend, and which lines look as its sample does; 0 is the lowest.",
    )
    # Two true values that are equal have a text each.
    run = _run(draw, 3)
    run["true_b"] = run["true_w"]
    answer = "[text for text, lines in legend_points_at(sheet)]"
    yield _picture(run, answer, "legend", "the texts of the legend.")


@picture.part(
    "given axes",
    0.4,
    "all is drawn on the axes that were given; the lists stay as they were",
    promises={
        "axes": "It is drawn on the axes that were given and nowhere else.",
        "lists": "Ws and bs stay as they are.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(
        draw,
        "sheet.strays, sheet.figures",
        "axes",
        "how many lines and groups of dots are drawn anywhere but on `ax`, and in how many new "
        "figures.",
    )
    yield from _side_by_side(
        draw,
        "drawn = [ax.lines or ax.collections or ax.texts or ax.get_title() for ax in axes]\n"
        "    [bool(some) for some in drawn], len(figure.texts)",
        "axes",
    )
    for epochs in (2, 3):
        yield case(
            """
            import matplotlib.pyplot as plt

            figure, ax = plt.subplots()
            plot_history(ax, Ws, bs, true_w, true_b)
            plt.close(figure)
            Ws, bs
            """,
            asks="lists",
            **_run(draw, epochs),
        )


# --------------------------------------------------------------------- training-minibatches

batches = Question("training-minibatches", needs=["minibatches", "tf"])


def _pairs(draw: Draw, size: int) -> dict[str, Any]:
    """Inputs that all differ, and outputs that tell which input they belong to."""
    inputs = draw.array((max(size, 5),))[:size]
    return {"x": inputs, "y": 10 * inputs, "seed": draw.integer(0, 99)}


# What an order must be is a matter of chance and of the generator, so the programs below
# answer with properties that hold for every right order. The data are so many that a wrong
# order has them by accident less than once in a million draws.


@batches.part(
    "pairs",
    1.0,
    "an epoch holds every example once, each input with its own output",
    promises={
        "once": "Every example comes exactly once.",
        "own output": "Each input comes with its own output.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    sizes = [(16, 4), (16, 7), (20, 5), (20, 1), (24, 24), (24, 9)]
    for size, batch_size in sizes:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size, seed)
            numbers = [(a, b) for xs, ys in batches for a, b in zip(np.array(xs), np.array(ys))]
            sorted(float(a) for a, b in numbers), sorted(float(b) for a, b in numbers)
            """,
            asks="once",
            **_pairs(draw, size),
            batch_size=batch_size,
        )
    for size, batch_size in sizes:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size, seed)
            all((10 * np.array(xs) == np.array(ys)).all() for xs, ys in batches)
            """,
            asks="own output",
            **_pairs(draw, size),
            batch_size=batch_size,
        )
    yield case(
        """
        rows = np.stack([x, 2 * x, 3 * x], axis=1)
        batches = minibatches(tf.constant(rows), tf.constant(y), 4, seed)
        pairs = [(np.array(xs).reshape(-1, 3)[:, 0], np.array(ys)) for xs, ys in batches]
        all((10 * first == output).all() for first, output in pairs)
        """,
        asks="own output",
        **_pairs(draw, 16),
    )
    yield case(
        """
        rows = np.stack([x, 2 * x, 3 * x], axis=1)
        batches = list(minibatches(tf.constant(rows), tf.constant(y), 4, seed))
        sorted(row for xs, ys in batches for row in np.array(xs).reshape(-1, 3).tolist())
        """,
        asks="once",
        **_pairs(draw, 16),
    )


@batches.part(
    "ragged",
    1.0,
    "the last batch is kept, however small",
    promises={"sizes": "All batches have batch_size examples, only the last may have fewer."},
)
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(3, 2), (1, 1), (7, 3), (9, 2), (25, 2), (33, 4), (41, 2)]:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size, seed)
            [(len(xs), len(ys)) for xs, ys in batches]
            """,
            asks="sizes",
            # So many batches more; the last one is as small.
            **_pairs(draw, size + batch_size * draw.integer(0, 4)),
            batch_size=batch_size,
        )
    for size, batch_size in [(draw.integer(2, 4), draw.integer(5, 9)), (8, 4), (4, 4)]:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size=batch_size, seed=seed)
            [(len(xs), len(ys)) for xs, ys in batches]
            """,
            asks="sizes",
            **_pairs(draw, size),
            batch_size=batch_size,
        )


@batches.part(
    "shuffled",
    1.0,
    "the order is drawn at random over all of the data, across batches and within them",
    promises={
        "across": "Every batch is drawn at random from all of the data, not from a stretch of it.",
        "within": "The examples within a batch come in a random order, too.",
        "any place": "An example may come in any place, be it the first or the last.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Numbers from a stretch of the data differ by less than there are of them.
    for _ in range(4):
        batch_size = draw.integer(15, 20)
        yield case(
            """
            x = np.arange(size, dtype=np.float32)
            batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
            arrays = [np.array(part) for batch in batches for part in batch]
            [bool(array.max() - array.min() >= batch_size) for array in arrays]
            """,
            asks="across",
            size=batch_size * draw.integer(2, 9),
            batch_size=batch_size,
            seed=draw.integer(0, 99),
        )
    for _ in range(3):
        batch_size = draw.integer(15, 20)
        yield case(
            """
            x = np.arange(size, dtype=np.float32)
            batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
            orders = [np.array(xs).tolist() for xs, ys in batches]
            [order in (sorted(order), sorted(order, reverse=True)) for order in orders]
            """,
            asks="within",
            size=batch_size * draw.integer(1, 6),
            batch_size=batch_size,
            seed=draw.integer(0, 99),
        )
    for _ in range(2):
        batch_size = draw.integer(15, 20)
        yield case(
            """
            x = np.arange(size)
            batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
            gaps = [np.diff(sorted(np.array(xs).tolist())).tolist() for xs, ys in batches]
            # Every example, or every second or third one? Then all gaps are the same.
            [len(set(some)) == 1 for some in gaps]
            """,
            asks="across",
            size=batch_size * draw.integer(2, 6),
            batch_size=batch_size,
            seed=draw.integer(0, 99),
        )
        rest = draw.integer(8, 12)
        yield case(
            """
            x = np.arange(size)
            batches = list(minibatches(tf.constant(x), tf.constant(x), batch_size, seed))
            xs, ys = batches[-1]
            sorted(np.array(xs).tolist()) == x[-rest:].tolist()
            """,
            asks="across",
            size=batch_size * draw.integer(2, 4) + rest,
            batch_size=batch_size,
            rest=rest,
            seed=draw.integer(0, 99),
        )
    # Of few examples and of more: is the first place kept for some of them, or the last?
    for _ in range(2):
        yield case(
            """
            def order(size):
                batches = minibatches(tf.range(size), tf.range(size), 2, seed + size)
                return [i for xs, ys in batches for i in np.array(xs).ravel().tolist()]

            orders = [order(size) for size in range(start, start + 50, 2)]
            [
                all(row[0] == 0 for row in orders),
                all(row[0] % 2 == 0 for row in orders),
                all(row[-1] == size - 1 for row, size in zip(orders, range(start, start + 50, 2))),
                any(row in (sorted(row), sorted(row, reverse=True)) for row in orders),
            ]
            """,
            asks="any place",
            start=draw.integer(4, 5) * 2,
            seed=draw.integer(0, 99),
        )
    # Are some of the batches drawn from a stretch of the data, and the others from the rest?
    batch_size = draw.integer(15, 20)
    yield case(
        """
        x = np.arange(size)
        batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
        order = np.concatenate([np.array(xs) for xs, ys in batches])
        stops = range(batch_size, size - batch_size + 1)
        [stop for stop in stops if order[:stop].max() < stop], len(order)
        """,
        asks="across",
        size=batch_size * draw.integer(2, 8),
        batch_size=batch_size,
        seed=draw.integer(0, 99),
    )
    # Or does every example come at about its own turn? A buffer of ten batches, or of a thousand
    # examples, is less than a quarter of these data. That 20 examples or more lie within one
    # quarter happens to a right order less than once in ten billion draws.
    batch_size = draw.integer(20, 25)
    yield case(
        """
        x = np.arange(size)
        xs, ys = next(iter(minibatches(tf.constant(x), tf.constant(x), batch_size, seed)))
        bool(np.ptp(np.array(xs)) > size / 4)
        """,
        asks="across",
        size=batch_size * draw.integer(250, 300),
        batch_size=batch_size,
        seed=draw.integer(0, 99),
    )


@batches.part(
    "reproducible",
    1.0,
    "the same seed gives the same order, another seed another, "
    "and NumPy's global generator is not touched",
    promises={
        "same": "The same seed gives the same order.",
        "at once": "That is so, too, if the batches of two epochs are asked for by turns.",
        "another": "Another seed gives another order.",
        "global": "NumPy's global random state is not changed.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    first, second = draw.integer(2, 49), draw.integer(50, 99)
    for asks, pairs in [
        ("same", [(0, 0), (1, 1), (first, first), (second, second)]),
        (
            "another",
            [
                (0, 1),
                (first, first + 1),
                (first + 1, first + 2),
                (first, second),
                *((second, second + more) for more in (10, 16, 100, 256, 1000, 2**16, 2**31)),
            ],
        ),
    ]:
        for one, two in pairs:
            batch_size = draw.integer(4, 9)
            yield case(
                """
                x = np.arange(size)
                def order(seed):
                    batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
                    return [i for xs, ys in batches for i in np.array(xs).tolist()]

                np.random.seed(first)
                before = order(one)
                np.random.seed(first + 1)
                before == order(two)
                """,
                asks=asks,
                first=draw.integer(0, 999),
                size=8 * batch_size,  # the last batch is no smaller, and not the same by chance
                batch_size=batch_size,
                one=one,
                two=two,
            )
    for number in draw.shuffled(["one", "one", "other"]):
        yield case(
            """
            x = np.arange(size)
            one, other = (
                minibatches(tf.constant(x), tf.constant(x), 4, seed) for seed in (one, other)
            )
            pairs = [(np.array(xs), np.array(zs)) for (xs, _), (zs, _) in zip(one, other)]
            all((xs == zs).all() for xs, zs in pairs)
            """,
            asks="at once",
            size=4 * draw.integer(12, 15),
            one=first,
            other={"one": first, "other": second}[number],
        )
    for read in ("list(batches)", "next(batches)", "list(batches)", "next(batches)"):
        size, batch_size = draw.integer(6, 9), draw.integer(2, 3)
        yield case(
            f"""
            np.random.seed(start)
            batches = iter(minibatches(tf.constant(x), tf.constant(y), batch_size, seed))
            {read}
            np.random.random()
            """,
            asks="global",
            **_pairs(draw, size),
            batch_size=batch_size,
            start=draw.integer(0, 999),
        )


@batches.part(
    "Tensors",
    0.5,
    "the batches are Tensors, even when made of arrays, and keep dtypes and other axes",
    promises={
        "Tensors": "Each batch is a pair of Tensors, even if the data are arrays.",
        "dtypes": "They have the dtypes of the inputs and of the outputs.",
        "axes": "They have the shapes of inputs and outputs, except along the first axis.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # The first batch tells, and the data divide evenly: how they are divided is asked elsewhere.
    for given in (
        "tf.constant(x), tf.constant(y)",
        "x, y",
        "tf.constant(x), y",
        "x, tf.constant(y)",
    ):
        yield case(
            f"""
            xs, ys = next(iter(minibatches({given}, 2, seed)))
            isinstance(xs, tf.Tensor), isinstance(ys, tf.Tensor)
            """,
            asks="Tensors",
            **_pairs(draw, 4),
        )
    dtypes = draw.shuffled(["float32", "float64", "int32", "int64", "bool"])
    for given in ("tf.constant(x), tf.constant(y)", "x, y"):
        for one, other in zip(dtypes, [*dtypes[1:], dtypes[0]], strict=True):
            yield case(
                f"""
                xs, ys = next(iter(minibatches({given}, 2, seed)))
                np.array(xs).dtype, np.array(ys).dtype
                """,
                asks="dtypes",
                x=draw.array((4,), one),
                y=draw.array((4,), other),
                seed=draw.integer(0, 99),
            )
    # All examples are equal here, so that no order shows in the answer.
    rows = draw.shuffled([(), (3,), (2, 1), (1, 2), (1,)])
    for given in ("tf.constant(x), tf.constant(y)", "x, y"):
        for row, target in zip(rows, [*rows[1:], rows[0]], strict=True):
            yield case(
                f"""
                x, y = np.stack([a] * 4), np.stack([b] * 4)
                xs, ys = next(iter(minibatches({given}, 2, seed)))
                np.array(xs).tolist(), np.array(ys).tolist()
                """,
                asks="axes",
                a=draw.array(row),
                b=draw.array(target),
                seed=draw.integer(0, 99),
            )


@batches.part(
    "given data",
    0.5,
    "the data stay as they were; lengths that differ and sizes below 1 are refused",
    promises={
        "stay": "The inputs and the outputs stay as they are.",
        "lengths": "Lengths that differ are a ValueError.",
        "at once": "Lengths that differ are refused before the first batch.",
        "batch size": "A batch_size below 1 is a ValueError.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(9, 3), (12, 5)]:
        yield case(
            """
            for batch in minibatches(x, y, batch_size, seed):
                pass
            x, y
            """,
            asks="stay",
            **_pairs(draw, size),
            batch_size=batch_size,
        )
    for asks, calls in [
        ("lengths", [(3, 2, 2), (4, 5, 2), (3, 1, 2), (1, 3, 2), (3, 3, 2), (4, 4, 2), (1, 1, 2)]),
        ("batch size", [(2, 2, 0), (2, 2, -1), (2, 2, 1), (3, 3, -2), (3, 3, 3), (1, 1, 1)]),
    ]:
        for inputs, outputs, batch_size in draw.shuffled(calls):
            yield case(
                attempt(
                    "",
                    "list(minibatches(tf.constant(x), tf.constant(y), batch_size, 0))",
                ).strip(),
                asks=asks,
                x=draw.array((inputs,)),
                y=draw.array((outputs,)),
                batch_size=batch_size,
            )
    # A row that is not there is noticed by accident when its turn comes, which is rarely at once.
    for inputs, outputs in draw.shuffled([(40, 39), (39, 40), (40, 39), (40, 40), (39, 39)]):
        yield case(
            """
            refused = 0
            for seed in range(times):
                try:
                    next(iter(minibatches(tf.constant(x), tf.constant(y), 1, seed)))
                except ValueError:
                    refused += 1
            refused
            """,
            asks="at once",
            x=draw.array((inputs,)),
            y=draw.array((outputs,)),
            times=draw.integer(4, 9),
        )


# ------------------------------------------------------------------------ training-momentum

momentum = Question("training-momentum", needs=["SGD", "tf"], tolerance=DESCENT)

# How long a step is, and which way it goes, is asked once. All other cases compare moves with each
# other, from 0: a rate or a sign that is wrong costs nothing there.


@momentum.part(
    "no momentum",
    0.75,
    "with momentum 0 a step is learning_rate times the gradient",
    promises={
        "step": "Every number moves by learning_rate times its gradient, downhill.",
        "default": "Without an argument `momentum`, there is none.",
        "every Variable": "Every Variable moves, even where the pairs come as a zip.",
        "any size": "However small or large a gradient is, the step is taken in full.",
        "dtype": "The gradient and the Variable may be float64.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (1,), (3,), (2, 3), (1, 4), (2, 1, 2)]:
        yield case(
            """
            v = tf.Variable(a)
            SGD(learning_rate).apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            asks="step",
            a=draw.array(shape),
            g=draw.array(shape),
            learning_rate=draw.one_of([0.5, 0.25, 0.1, 1]),
        )
    g = draw.array((3,))
    yield case(
        """
        v = tf.Variable(a)
        SGD(0.5).apply_gradients([(tf.constant(g), v)])
        v.numpy()
        """,
        asks="step",
        a=draw.array((3,)),
        g=g * np.array([1, 0, 1], "float32"),  # a velocity starts as 0, whatever the gradient is
    )
    for shape in [(), (2,)]:
        yield case(
            """
            v = tf.Variable(0.0 * g)
            optimizer = SGD(learning_rate=0.5)
            optimizer.apply_gradients([(tf.constant(g), v)])
            first = v.numpy()
            optimizer.apply_gradients([(tf.constant(times * g), v)])
            v.numpy() / first
            """,
            asks="default",
            g=draw.array(shape),
            times=np.float32(draw.integer(2, 9)),
        )
    yield case(
        """
        v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
        SGD(0.5).apply_gradients(zip([tf.constant(g), tf.constant(times * g)], [v, u]))
        u.numpy() / v.numpy()
        """,
        asks="every Variable",
        g=draw.array((2,)),
        times=np.float32(draw.integer(2, 9)),
    )
    yield case(
        """
        v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
        for gradient, variable in [(g, v), (times * g, u)]:
            pairs = zip([tf.constant(gradient)], [variable])
            SGD(0.5, momentum=0.5).apply_gradients(pairs)
        u.numpy() / v.numpy()
        """,
        asks="every Variable",
        g=draw.array((2,)),
        times=np.float32(draw.integer(2, 9)),
    )
    for size in (1e-3, 1e4):
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            SGD(0.5).apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
            u.numpy() / v.numpy()
            """,
            asks="any size",
            g=draw.array((2,)),
            times=np.float32(size * draw.integer(2, 9)),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            SGD(0.5).apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
            u.numpy() / v.numpy()
            """,
            asks="dtype",
            g=draw.array(shape, "float64"),
            times=np.float64(draw.integer(2, 9)),
        )


@momentum.part(
    "velocity",
    1.2,
    "each step keeps the share `momentum` of the step before it",
    promises={
        "share": "Each step keeps the share `momentum` of the step before it.",
        "in full": "A new gradient counts in full, whatever the momentum.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    shares = draw.shuffled([1 / 64, 0.5, 0.75, 0.9, 0.99])
    for (shape, steps), share in zip(
        [((), 2), ((), 3), ((2,), 2), ((1, 3), 12), ((2, 2), 4)], shares, strict=True
    ):
        yield case(
            """
            v = tf.Variable(0.0 * g)
            optimizer = SGD(learning_rate, momentum=share)
            values = []
            for times in sizes:
                optimizer.apply_gradients([(tf.constant(times * g), v)])
                values.append(v.numpy())
            [value / values[0] for value in values]
            """,
            asks="share",
            g=draw.array(shape),
            sizes=np.concatenate([np.ones(1, "float32"), draw.array((steps - 1,), positive=True)]),
            learning_rate=draw.one_of([0.5, 0.25, 0.1]),
            share=share,
        )
    for sizes in ([1, 0, 0], [1, 0, 1], [1, -2, 1]):
        yield case(
            """
            v = tf.Variable(0.0 * g)
            optimizer = SGD(0.5, momentum=share)
            values = []
            for times in sizes:
                optimizer.apply_gradients([(tf.constant(times * g), v)])
                values.append(v.numpy())
            [value / values[0] for value in values]
            """,
            asks="share",
            g=draw.array((2,)),
            sizes=np.array(sizes, "float32"),
            share=draw.one_of([0.25, 0.5, 0.8]),
        )
    for shape in [(), (3,), (2, 2)]:
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            SGD(0.5).apply_gradients([(tf.constant(g), v)])
            SGD(0.5, momentum=share).apply_gradients([(tf.constant(times * g), u)])
            u.numpy() / v.numpy()
            """,
            asks="in full",
            g=draw.array(shape),
            times=np.float32(draw.integer(2, 9)),
            share=draw.one_of([0.25, 0.5, 0.9]),
        )


@momentum.part(
    "each Variable",
    0.5,
    "each Variable has a velocity of its own, in whatever order they come",
    promises={
        "any order": "A Variable is known by what it is, not by its place among the pairs.",
        "absent": "The next time the pairs may come without some of the Variables.",
        "new": "The next time the pairs may come with other Variables, too.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # u gets several times the gradients of another, and moves as many times as far.
    for shape in [(), (2,), (2, 3)]:
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            optimizer = SGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
            optimizer.apply_gradients([(tf.constant(times * g), u), (tf.constant(g), v)])
            u.numpy() / v.numpy()
            """,
            asks="any order",
            g=draw.array(shape),
            times=np.float32(-draw.integer(2, 9)),
        )
    yield case(
        """
        variables = [tf.Variable(0.0 * g, name="w") for _ in sizes]
        pairs = [(tf.constant(times * g), v) for times, v in zip(sizes, variables)]
        optimizer = SGD(0.5, momentum=0.5)
        optimizer.apply_gradients(pairs)
        optimizer.apply_gradients(pairs[::-1])

        alone, w = SGD(0.5, momentum=0.5), tf.Variable(0.0 * g)
        for _ in range(2):
            alone.apply_gradients([(tf.constant(g), w)])
        [v.numpy() / w.numpy() for v in variables]
        """,
        asks="any order",
        g=draw.array((2,)),
        sizes=draw.array((draw.integer(4, 6),)),
    )
    for shape in [(), (2,)]:
        yield case(
            """
            v, u, w = tf.Variable(0.0 * g), tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            optimizer = SGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(tf.constant(g), v)])
            for _ in range(2):  # u is new here
                optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])

            alone = SGD(0.5, momentum=0.5)
            for _ in range(2):
                alone.apply_gradients([(tf.constant(g), w)])
            u.numpy() / w.numpy()
            """,
            asks="new",
            g=draw.array(shape),
            times=np.float32(draw.integer(2, 9)),
        )
        yield case(
            """
            v, u, w = tf.Variable(0.0 * g), tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            optimizer = SGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
            optimizer.apply_gradients([(tf.constant(g), v)])
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])

            alone = SGD(0.5, momentum=0.5)
            for _ in range(2):
                alone.apply_gradients([(tf.constant(g), w)])
            u.numpy() / w.numpy()
            """,
            asks="absent",
            g=draw.array(shape),
            times=np.float32(draw.integer(2, 9)),
        )
    # Python gives a new Variable the id of one that is gone.
    yield case(
        """
        optimizer = SGD(0.5, momentum=0.5)
        moves = []
        for _ in range(6):
            v = tf.Variable(0.0 * g)
            optimizer.apply_gradients([(tf.constant(g), v)])
            moves.append(float(v))
        min(moves) == max(moves)
        """,
        asks="new",
        g=draw.array(),
    )


@momentum.part(
    "each optimizer",
    0.55,
    "two optimizers know nothing of each other",
    promises={"own velocities": "Every optimizer has velocities of its own."},
)
def _(draw: Draw) -> Iterator[Case]:
    # Two optimizers take turns with v; u and w have one each, and smaller gradients.
    for shape in [(), (3,)]:
        yield case(
            """
            v, u, w = tf.Variable(0.0 * g), tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            one, two = SGD(0.5, momentum=0.5), SGD(0.25, momentum=0.75)
            for optimizer in (one, two, one):
                optimizer.apply_gradients([(tf.constant(times * g), v)])
            one, two = SGD(0.5, momentum=0.5), SGD(0.25, momentum=0.75)
            for optimizer, alone in [(one, u), (one, u), (two, w)]:
                optimizer.apply_gradients([(tf.constant(g), alone)])
            v.numpy() / (u.numpy() + w.numpy())
            """,
            asks="own velocities",
            g=draw.array(shape),
            times=np.float32(draw.integer(2, 9)),
        )


# ---------------------------------------------------------------------------- training-adam

adam = Question(
    "training-adam",
    needs=["Adam", "tf"],
    tolerance=Tolerance(
        rtol=1e-5,
        atol=1e-4,
        because="A step is 0.05 to 0.5 long here. In float32 the two summands of s nearly "
        "cancel in some right orders of evaluation (1 - beta_2 is 0.001), which moves a step by "
        "up to 5e-5; epsilon before or after the correction moves it by less. A missing "
        "correction, root or factor moves it by more than 1e-3.",
    ),
)

ADAM_STEPS = """
    v = tf.Variable(0.0 * gradients[0])
    optimizer = Adam(learning_rate)
    values = []
    for g in gradients:
        optimizer.apply_gradients([(tf.constant(g), v)])
        values.append(v.numpy())
    [0.1 * value / values[0] for value in values]
    """

# As with momentum: how long a step is, and which way it goes, is asked once. The other cases
# compare moves from 0 with each other; 0.1 is there for the tolerance. What the correction does is
# asked in "first step" and "moments": elsewhere it is the same for both moves, or nearly 1.


def _gradients(draw: Draw, *shape: int) -> NDArray:
    """Gradients of at least 0.5 in size, far above epsilon."""
    return draw.array(shape, positive=True) + np.float32(0.25)


def _signed(draw: Draw, *shape: int) -> NDArray:
    return (_gradients(draw, *shape) * draw.rng.choice([-1, 1], shape)).astype("float32")


@adam.part(
    "first step",
    0.8,
    "the first step is learning_rate long, against the gradient's sign",
    promises={
        "length": "The first step is learning_rate long, against the gradient's sign.",
        "every Variable": "Every Variable takes it, even where the pairs come as a zip.",
        "dtype": "The gradient and the Variable may be float64.",
        "default": "Without a learning rate it is 0.001.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for shape, betas in [
        ((), ""),
        ((1,), ""),
        ((3,), ", beta_1=0.5"),
        ((2, 3), ""),
        ((1, 4), ", beta_2=0.5"),
        ((2, 1, 2), ", beta_1=0.75, beta_2=0.75"),
    ]:
        yield case(
            f"""
            v = tf.Variable(a)
            Adam(learning_rate{betas}).apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            asks="length",
            a=draw.array(shape),
            g=_signed(draw, *shape),
            learning_rate=draw.one_of([0.1, 0.2, 1]),
        )
    for size in (0.01, 1000):
        yield case(
            """
            v = tf.Variable(a)
            Adam(0.1).apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            asks="length",
            a=draw.array((2,)),
            g=np.float32(size) * _signed(draw, 2),
        )
    for pairs in (
        "zip([tf.constant(g), tf.constant(h)], [v, u])",
        "iter([(tf.constant(g), v), (tf.constant(h), u)])",
    ):
        yield case(
            f"""
            v, u = tf.Variable(0.0), tf.Variable(0.0 * h)
            Adam(0.1).apply_gradients({pairs})
            0.1 * u.numpy() / v.numpy()
            """,
            asks="every Variable",
            g=_signed(draw),
            h=_signed(draw, 3),
        )
    for shape, size in [((), 1), ((2,), 1e22)]:  # whose square is beyond float32
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            Adam(0.1).apply_gradients([(tf.constant(g), v)])
            Adam(0.1 * times).apply_gradients([(tf.constant(g), u)])
            0.1 * u.numpy() / v.numpy()
            """,
            asks="dtype",
            g=size * _signed(draw, *shape).astype("float64"),
            times=draw.integer(2, 9),
        )
    yield case(
        """
        v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
        Adam().apply_gradients([(tf.constant(g), v)])
        Adam(0.001 * times).apply_gradients([(tf.constant(g), u)])
        0.1 * u.numpy() / v.numpy()
        """,
        asks="default",
        g=_signed(draw, 2),
        times=draw.integer(2, 9),
    )


@adam.part(
    "moments",
    0.8,
    "later steps follow the corrected running means of g and of g squared",
    promises={"means": "The steps follow the corrected running means of g and of g * g."},
)
def _(draw: Draw) -> Iterator[Case]:
    for shape, steps in [((), 2), ((), 3), ((2,), 3), ((1, 2), 4), ((3,), 15)]:
        yield case(
            ADAM_STEPS,
            asks="means",
            gradients=_signed(draw, steps, *shape),
            learning_rate=draw.one_of([0.1, 0.2]),
        )
    first = draw.one_of([100.0, 150.0, 200.0])
    for sizes in ([1, 0, 1], [1, 0, 0, -1], [first, 1, 1], [1, -first], [1, first, -first]):
        yield case(
            ADAM_STEPS,
            asks="means",
            gradients=np.multiply.outer(np.array(sizes, "float32"), _signed(draw, 2)),
            learning_rate=0.1,
        )


@adam.part(
    "settings",
    0.8,
    "beta_1 and beta_2 are as given to the optimizer",
    promises={
        "beta_1": "The running mean of g keeps the share beta_1 of its past.",
        "beta_2": "The running mean of g * g keeps the share beta_2 of its past.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # After a long run of one gradient the correction is nearly 1, or the same for both moves. A
    # gradient that turns round leaves s as it is, whatever beta_2 is.
    for asks, betas, turn, shape in [
        ("beta_1", "beta_1=0.5, beta_2=0.0", -1, ()),
        ("beta_1", "beta_1=0.0, beta_2=0.0", -1, (2,)),
        ("beta_1", "beta_1=0.75, beta_2=0.0", -1, (1, 2)),
        ("beta_2", "beta_2=0.5", draw.integer(16, 32) / 4, ()),
        ("beta_2", "beta_2=0.75", draw.integer(1, 3) / 8, (2,)),
        ("beta_2", "beta_2=0.9", draw.integer(16, 32) / 4, (1, 2)),
    ]:
        yield case(
            f"""
            v, values = tf.Variable(0.0 * g), []
            optimizer = Adam(0.5, {betas})
            for gradient in [g] * 99 + [times * g]:
                optimizer.apply_gradients([(tf.constant(gradient), v)])
                values.append(v.numpy())
            0.1 * (values[-1] - values[-2]) / (values[-2] - values[-3])
            """,
            asks=asks,
            g=_signed(draw, *shape),
            times=np.float32(turn),
        )


@adam.part(
    "epsilon",
    0.8,
    "epsilon (1e-7 if none is given) is added outside the root: a zero gradient is harmless",
    promises={
        "outside": "Epsilon is added to the root, outside it: a gradient of zero moves nothing.",
        "default": "Without an epsilon it is 1e-7.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # With beta_2 = 0 it does not matter whether epsilon is added before the correction (as
    # TensorFlow does it) or after (as in the paper). A small gradient minds it more.
    for epsilon, shape in [(0.5, ()), (0.25, (2,)), (1.0, (1, 3))]:
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            for gradient, variable in [(g, v), (16 * g, u)]:
                optimizer = Adam(0.5, beta_1=0.5, beta_2=0.0, epsilon=epsilon)
                optimizer.apply_gradients([(tf.constant(gradient), variable)])
            0.1 * v.numpy() / u.numpy()
            """,
            asks="outside",
            g=_signed(draw, *shape) / 4,
            epsilon=epsilon,
        )
    yield case(
        """
        v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
        for gradient, variable in [(g, v), (16 * g, u)]:
            optimizer = Adam(0.5, beta_2=0.0)
            optimizer.apply_gradients([(tf.constant(gradient), variable)])
        0.1 * v.numpy() / u.numpy()
        """,
        asks="default",
        g=np.float32(5e-8) * _signed(draw, 2),
    )
    for shape in [(), (2,)]:
        yield case(
            """
            v = tf.Variable(a)
            Adam(0.5).apply_gradients([(tf.constant(0.0 * a), v)])
            v.numpy()
            """,
            asks="outside",
            a=draw.array(shape),
        )


@adam.part(
    "each Variable",
    0.8,
    "each Variable has moments of its own, each optimizer its own count of steps",
    promises={
        "any order": "Each Variable has moments of its own, wherever it stands among the pairs.",
        "absent": "What a Variable remembers is not lost in a call that comes without it.",
        "one t": "All the Variables of one call share its t, the number of calls so far.",
        "own state": "Every optimizer has moments and a count of steps of its own.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Whoever is trained alone, and at several times the rate, moves as many times as far.
    for shape in [(), (2,), (2, 2)]:
        yield case(
            """
            v, u, z = (tf.Variable(0.0 * g, name="w") for _ in range(3))
            pairs = [(tf.constant(g), v), (tf.constant(h), u), (tf.constant(g), z)]
            optimizer = Adam(0.1)
            optimizer.apply_gradients(pairs)
            optimizer.apply_gradients([(tf.constant(g), u), (tf.constant(h), v)])

            alone, w = Adam(0.1 * times), tf.Variable(0.0 * g)
            alone.apply_gradients([(tf.constant(g), w)])
            alone.apply_gradients([(tf.constant(h), w)])
            0.1 * w.numpy() / v.numpy()
            """,
            asks="any order",
            g=_gradients(draw, *shape),
            h=9 * _gradients(draw, *shape),
            times=draw.integer(2, 9),
        )
    yield case(
        """
        v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
        Adam(0.1).apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
        0.1 * u.numpy() / v.numpy()
        """,
        asks="one t",
        g=_signed(draw, 2),
        times=np.float32(-draw.integer(1, 9)),
    )
    # Numbers of one size: one scale for both is the same as one for each.
    for signs, late in [(1, 1), ([1, -1], draw.integer(2, 5))]:
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            optimizer = Adam(0.1)
            for _ in range(late):
                optimizer.apply_gradients([(tf.constant(g), v)])
            before = v.numpy()
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(h), u)])
            0.1 * u.numpy() / (v.numpy() - before)
            """,
            asks="one t",
            g=_signed(draw) * np.array(signs, "float32"),
            h=_signed(draw) * np.array(signs, "float32"),
            late=late,
        )
    # A gradient that turns round moves u back at once if it is large, and otherwise not yet.
    for shape, times in draw.shuffled([((), -0.1), ((), -9.0), ((2,), -0.1), ((2,), -9.0)]):
        yield case(
            """
            v, u = tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            optimizer = Adam(0.1)
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(g), u)])
            first = u.numpy()
            optimizer.apply_gradients([(tf.constant(g), v)])
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(times * g), u)])
            np.sign(u.numpy() / first - 1)
            """,
            asks="absent",
            g=_gradients(draw, *shape),
            times=np.float32(times),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v, u, w = tf.Variable(0.0 * g), tf.Variable(0.0 * g), tf.Variable(0.0 * g)
            one, two = Adam(0.1), Adam(0.2)
            for optimizer, gradient in [(one, g), (two, h), (one, h)]:
                optimizer.apply_gradients([(tf.constant(gradient), v)])
            one, two = Adam(0.1 * times), Adam(0.2 * times)
            for optimizer, gradient, alone in [(one, g, u), (one, h, u), (two, h, w)]:
                optimizer.apply_gradients([(tf.constant(gradient), alone)])
            0.1 * (u.numpy() + w.numpy()) / v.numpy()
            """,
            asks="own state",
            g=_gradients(draw, *shape),
            h=9 * _gradients(draw, *shape),
            times=draw.integer(2, 9),
        )
