"""Questions of the stage 04-training: a step, the loop, its picture, minibatches, optimizers."""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw
from autograder.inside.pictures import drawn_by, labels
from autograder.inside.question import Case, Tolerance, case

from .forms import Question
from .probes import refused
from .probes_training import curves, dashed_beside, dashed_heights, legend_points_at

DESCENT = Tolerance(
    rtol=2e-5,
    atol=1e-5,
    because="A few steps of float32 arithmetic on numbers up to about 100, in any order, differ "
    "by some units of the last place; a wrong gradient, rate or order differs by percents.",
)

# ---------------------------------------------------------------------------- training-step

step = Question(
    "training-step", needs=["train", "tf"], helpers={"refused": refused}, tolerance=DESCENT
)

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


@step.part("downhill", 1.0, "W and b each move by learning_rate times their gradient, downhill")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(2,), (4,), (6,), (2, 1), (4, 2), (2, 3, 1)]:
        yield case(
            ONE_STEP,
            w=draw.numbers(),
            c=draw.numbers(),
            x=_balanced(draw, *shape),
            y=draw.array(shape),
            learning_rate=0.1,
        )


@step.part("learning rate", 1.0, "the size of a step is set by the learning_rate of that call")
def _(draw: Draw) -> Iterator[Case]:
    for rate in (0.5, 0.25, 0.05, 0.01):
        yield case(
            ONE_STEP,
            w=draw.numbers(),
            c=draw.numbers(),
            x=_balanced(draw, 2),
            y=draw.array((2,)),
            learning_rate=rate,
        )
    yield case(
        """
        model = tf.Model()
        train(model, tf.constant(x), tf.constant(y), first)
        train(model, tf.constant(x), tf.constant(y), second)
        (model.W.numpy(), model.b.numpy())
        """,
        x=_balanced(draw, 2),
        y=draw.array((2,)),
        first=0.05,
        second=0.2,
    )


@step.part("together", 1.0, "both gradients are taken before either parameter moves")
def _(draw: Draw) -> Iterator[Case]:
    # Inputs of one sign tie the two gradients to each other: whoever moves W first sees
    # another gradient for b.
    for shape in [(), (1,), (3,), (3, 1), (2, 2)]:
        yield case(
            ONE_STEP,
            w=draw.numbers(),
            c=draw.numbers(),
            x=draw.array(shape, positive=True),
            y=draw.array(shape),
            learning_rate=0.1,
        )


@step.part("in place", 0.5, "the model keeps its two Variables; it is their values that change")
def _(draw: Draw) -> Iterator[Case]:
    for size in (2, 4, 6):
        yield case(
            """
            model = tf.Model()
            W, b = model.W, model.b
            train(model, tf.constant(x), tf.constant(y), 0.1)
            (model.W is W, model.b is b, W.numpy(), b.numpy())
            """,
            x=_balanced(draw, size),
            y=draw.array((size,)),
        )


@step.part("again", 0.5, "every call starts afresh from where the last one left the model")
def _(draw: Draw) -> Iterator[Case]:
    for size, times in [(2, 2), (2, 3), (4, 4)]:
        yield case(
            """
            model = tf.Model()
            for _ in range(times):
                train(model, tf.constant(x), tf.constant(y), 0.05)
            (model.W.numpy(), model.b.numpy())
            """,
            x=_balanced(draw, size),
            y=draw.array((size,)),
            times=times,
        )


@step.part("any model", 0.5, "the model may compute what it likes from W and b, of any shapes")
def _(draw: Draw) -> Iterator[Case]:
    for size in (2, 4):
        yield case(
            """
            class Parabola(tf.Model):
                def __call__(self, x):
                    return self.W * x * x + self.b

            model = Parabola()
            train(model, tf.constant(x), tf.constant(y), 0.01)
            (model.W.numpy(), model.b.numpy())
            """,
            x=draw.array((size,)),
            y=draw.array((size,)),
        )
    for rows, columns, bias, dtype in [
        (2, 3, (), "float32"),
        (3, 2, (1,), "float32"),
        (4, 1, (1,), "float64"),
    ]:
        yield case(
            """
            class Plane(tf.Model):
                def __init__(self):
                    self.W = tf.Variable(w)
                    self.b = tf.Variable(c)

                def __call__(self, x):
                    return tf.matmul(x, self.W) + self.b

            model = Plane()
            train(model, tf.constant(x), tf.constant(y), 0.01)
            (model.W.numpy(), model.b.numpy())
            """,
            w=draw.array((columns, 1), dtype),
            c=draw.array(bias, dtype),
            x=draw.array((rows, columns), dtype),
            y=draw.array((rows, 1), dtype),
        )


@step.part(
    "refusal",
    0.5,
    "a parameter that the loss does not depend on is a ValueError, and nothing has moved",
)
def _(draw: Draw) -> Iterator[Case]:
    whole = "self.W * x + self.b"
    formulas = ["self.W * x", "0.0 * x + self.b", "x", whole, whole, whole]
    for place in draw.rng.permutation(len(formulas)):  # good and bad calls, in any order
        yield case(
            f"""
            class Partial(tf.Model):
                def __call__(self, x):
                    return {formulas[place]}

            model = Partial()
            model.W.assign(w)
            said = refused(lambda: train(model, tf.constant(x), tf.constant(y), 0.1))
            still = model.W.numpy() == w and model.b.numpy() == 0.0
            (said, model.W.numpy() if still else "moved")
            """,
            x=draw.array((2,)),
            y=draw.array((2,)) + np.float32(0.3),  # so that no gradient is 0
            w=draw.array(),
        )


# ---------------------------------------------------------------------------- training-loop

loop = Question("training-loop", needs=["training_loop", "tf"], tolerance=DESCENT)

# The cases bring a step of their own, so that the loop is judged apart from `train`. Its
# moves are plain sums: a history can be checked in one's head.
STEP = """
def step(model, inputs, outputs, learning_rate):
    model.W.assign_add(learning_rate)
    model.b.assign_sub(1.0)

"""


def _loop_case(program: str, **inputs: Any) -> Case:
    return case(STEP + dedent(program).lstrip(), **inputs)


@loop.part("parameters", 1.5, "the history holds W and b as they were before each step")
def _(draw: Draw) -> Iterator[Case]:
    for epochs in (2, 3, 5):
        for name in ("W", "b"):
            yield _loop_case(
                f"""
                model = tf.Model()
                model.{name}.assign(start)
                history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
                [float(value) for value in history["{name}"]]
                """,
                start=draw.array(),
                x=draw.array((2,)),
                y=draw.array((2,)),
                epochs=epochs,
            )


@loop.part("loss", 1.0, "the history holds the loss over all examples before each step")
def _(draw: Draw) -> Iterator[Case]:
    for epochs, shape in [(1, (1,)), (2, (2,)), (3, (3,)), (3, (4, 1)), (4, (2, 2))]:
        yield _loop_case(
            """
            model = tf.Model()
            history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
            [float(value) for value in history["loss"]]
            """,
            x=draw.array(shape),
            y=draw.array(shape),
            epochs=epochs,
        )


@loop.part(
    "numbers", 1.0, "the history is a dict of three lists of numbers: no Variables, no Tensors"
)
def _(draw: Draw) -> Iterator[Case]:
    for epochs in (1, 2, 3):
        yield _loop_case(
            """
            training_loop(tf.Model(), tf.constant(x), tf.constant(y), epochs, 0.5, step)
            """,
            x=draw.array((2,)),
            y=draw.array((2,)),
            epochs=epochs,
        )


@loop.part("epochs", 0.5, "exactly `epochs` steps are taken and as many entries kept")
def _(draw: Draw) -> Iterator[Case]:
    for epochs in (0, 1, 2, 4):
        yield _loop_case(
            """
            model = tf.Model()
            model.W.assign(start)
            history = training_loop(model, tf.constant(x), tf.constant(y), epochs, 0.5, step)
            (len(history["W"]), len(history["b"]), len(history["loss"]), model.W.numpy())
            """,
            start=draw.array(),
            x=draw.array((2,)),
            y=draw.array((2,)),
            epochs=epochs,
        )


@loop.part("step", 0.5, "each step gets the model, all the data and the learning rate as given")
def _(draw: Draw) -> Iterator[Case]:
    for rate in (0.5, 0.1, 0.02):
        yield case(
            """
            seen = []
            def step(model, inputs, outputs, learning_rate):
                seen.append((model is given, np.array(inputs), np.array(outputs), learning_rate))

            given = tf.Model()
            training_loop(given, tf.constant(x), tf.constant(y), 2, learning_rate, step)
            seen
            """,
            x=draw.array((3,)),
            y=draw.array((3,)),
            learning_rate=rate,
        )


@loop.part("again", 0.5, "a second call goes on with the model and starts a history of its own")
def _(draw: Draw) -> Iterator[Case]:
    for first, second in [(1, 1), (2, 1), (1, 3)]:
        yield _loop_case(
            """
            model = tf.Model()
            model.W.assign(w)
            one = training_loop(model, tf.constant(x), tf.constant(y), first, 0.5, step)
            two = training_loop(model, tf.constant(x), tf.constant(y), second, 0.5, step)
            [[float(value) for value in history["W"]] for history in (one, two)]
            """,
            w=draw.numbers(),
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
        "labels": labels,
        "curves": curves,
        "dashed_heights": dashed_heights,
        "dashed_beside": dashed_beside,
        "legend_points_at": legend_points_at,
    },
)


def _run(draw: Draw, epochs: int) -> dict[str, Any]:
    """A made-up training run: no two of its numbers are equal."""
    numbers = draw.array((2 * epochs + 2,), "float64").tolist()
    return {
        "Ws": numbers[:epochs],
        "bs": numbers[epochs:-2],
        "true_w": numbers[-2],
        "true_b": numbers[-1],
    }


def _pictures(draw: Draw, answer: str) -> Iterator[Case]:
    """Cases about the pictures of some runs; all parts look at the same ones."""
    for run in draw.once("runs", lambda: [_run(draw, epochs) for epochs in (3, 2, 7)]):
        yield case(
            f"""
            sheet = drawn_by(plot_history, Ws, bs, true_w, true_b)
            {answer}
            """,
            **run,
        )


@picture.part("curves", 1.0, "W and b are drawn as solid lines over the epochs 0, 1, 2, …")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "curves(sheet)")


@picture.part("true values", 0.75, "the true values are dashed horizontal lines")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "dashed_heights(sheet)")


@picture.part("colors", 0.5, "W and b differ in color; a true value has the color of its curve")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "dashed_beside(sheet)")


@picture.part(
    "words", 0.5, "both axes are labeled, and a legend names the four lines W, b, true W and true b"
)
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, '[bool(labels(sheet)[axis]) for axis in "xy"]')
    yield from _pictures(draw, "legend_points_at(sheet)")


@picture.part("given axes", 0.25, "all is drawn on the axes that were given; the lists stay")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(
        draw, "(len(sheet.ax.lines) + len(sheet.ax.collections) > 0, sheet.strays)"
    )
    for epochs in (2, 3):  # of their own: what was drawn before is not drawn again
        yield case(
            """
            drawn_by(plot_history, Ws, bs, true_w, true_b)
            (Ws, bs)
            """,
            **_run(draw, epochs),
        )


# --------------------------------------------------------------------- training-minibatches

batches = Question(
    "training-minibatches", needs=["minibatches", "tf"], helpers={"refused": refused}
)


def _pairs(draw: Draw, size: int) -> dict[str, Any]:
    """Inputs that all differ, and outputs that tell which input they belong to."""
    inputs = draw.array((max(size, 5),))[:size]
    return {"x": inputs, "y": 10 * inputs, "seed": draw.integer(0, 99)}


# What an order must be is a matter of chance and of the generator, so the programs below
# answer with properties that hold for every right order. The data are so many that a wrong
# order has them by accident less than once in a million draws.


@batches.part("pairs", 1.0, "an epoch holds every example once, each input with its own output")
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(16, 4), (16, 7), (20, 5), (20, 1), (24, 24), (24, 9)]:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size, seed)
            pairs = [pair for xs, ys in batches for pair in zip(np.array(xs), np.array(ys))]
            own_output = all(b == 10 * a for a, b in pairs)
            (sorted(float(a) for a, b in pairs), own_output)
            """,
            **_pairs(draw, size),
            batch_size=batch_size,
        )


@batches.part("ragged", 1.0, "the last batch is kept, however small")
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(3, 2), (2, 5), (1, 1), (7, 3), (9, 2), (25, 2), (33, 4), (41, 2)]:
        yield case(
            """
            batches = minibatches(tf.constant(x), tf.constant(y), batch_size, seed)
            [(np.array(xs).shape, np.array(ys).shape) for xs, ys in batches]
            """,
            # So many batches more; the last one is as small.
            **_pairs(draw, size + batch_size * draw.integer(0, 4)),
            batch_size=batch_size,
        )


@batches.part(
    "shuffled", 1.0, "every batch is drawn from all of the data, not from a stretch of it"
)
def _(draw: Draw) -> Iterator[Case]:
    # Numbers from a stretch of the data differ by less than there are of them.
    for _ in range(4):
        batch_size = draw.integer(15, 20)
        size = batch_size * draw.integer(2, 9)
        yield case(
            """
            x = np.arange(size, dtype=np.float32)
            batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
            spread = [(np.ptp(np.array(xs)), np.ptp(np.array(ys))) for xs, ys in batches]
            [(bool(a >= batch_size), bool(b >= batch_size)) for a, b in spread]
            """,
            size=size,
            batch_size=batch_size,
            seed=draw.integer(0, 99),
        )


@batches.part(
    "reproducible",
    1.0,
    "the same seed gives the same order, another seed another, "
    "and NumPy's global generator is not touched",
)
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(48, 4), (60, 5)]:
        yield case(
            """
            x = np.arange(size)
            def order(seed):
                batches = minibatches(tf.constant(x), tf.constant(x), batch_size, seed)
                return [i for xs, ys in batches for i in np.array(xs).tolist()]

            (order(one) == order(one), order(one) == order(two))
            """,
            size=size,
            batch_size=batch_size,
            one=draw.integer(0, 49),
            two=draw.integer(50, 99),
        )
    for size, batch_size in [(6, 2), (7, 3)]:
        yield case(
            """
            np.random.seed(start)
            list(minibatches(tf.constant(x), tf.constant(y), batch_size, seed))
            np.random.random()
            """,
            **_pairs(draw, size),
            batch_size=batch_size,
            start=draw.integer(0, 999),
        )


@batches.part("Tensors", 0.5, "the batches are Tensors that keep the dtypes and the other axes")
def _(draw: Draw) -> Iterator[Case]:
    # All examples are equal here, so that no order shows in the answer.
    for row, target, dtype in [
        ((), (), "float32"),
        ((3,), (1,), "float32"),
        ((2, 1), (), "int32"),
        ((1, 2), (2,), "float64"),
    ]:
        yield case(
            """
            x, y = np.stack([a] * 4), np.stack([b] * 4)
            list(minibatches(tf.constant(x), tf.constant(y), 2, seed))
            """,
            a=draw.array(row),
            b=draw.array(target, dtype),
            seed=draw.integer(0, 99),
        )


@batches.part(
    "given data",
    0.5,
    "arrays will do as well, and stay as they were; lengths that "
    "differ and sizes below 1 are refused",
)
def _(draw: Draw) -> Iterator[Case]:
    for size, batch_size in [(9, 3), (12, 5)]:
        yield case(
            """
            list(minibatches(x, y, batch_size, seed))
            (x, y)
            """,
            **_pairs(draw, size),
            batch_size=batch_size,
        )
    asked = [(3, 2, 2), (4, 5, 2), (3, 3, 2), (4, 4, 2), (2, 2, 0), (2, 2, -1), (2, 2, 1)]
    for place in draw.rng.permutation(len(asked)):  # good and bad calls, in any order
        inputs, outputs, batch_size = asked[place]
        yield case(
            """
            batches = []
            said = refused(
                lambda: batches.extend(minibatches(tf.constant(x), tf.constant(y), batch_size, 0))
            )
            (said, len(batches) > 0, x)
            """,
            x=draw.array((inputs,)),
            y=draw.array((outputs,)),
            batch_size=batch_size,
        )


# ------------------------------------------------------------------------ training-momentum

momentum = Question("training-momentum", needs=["SGD", "tf"], tolerance=DESCENT)


@momentum.part("no momentum", 0.75, "with momentum 0 a step is learning_rate times the gradient")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (1,), (3,), (2, 3), (1, 4), (2, 1, 2)]:
        yield case(
            """
            v = tf.Variable(a)
            SGD(learning_rate).apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            a=draw.array(shape),
            g=draw.array(shape),
            learning_rate=draw.one_of([0.5, 0.25, 0.1]),
        )
    yield case(
        """
        v, u = tf.Variable(a), tf.Variable(b)
        SGD(0.5).apply_gradients(zip([tf.constant(g), tf.constant(h)], [v, u]))
        (v.numpy(), u.numpy())
        """,
        a=draw.array(()),
        b=draw.array((2,)),
        g=draw.array(()),
        h=draw.array((2,)),
    )


@momentum.part("velocity", 1.25, "each step keeps the share `momentum` of the step before it")
def _(draw: Draw) -> Iterator[Case]:
    for shape, steps in [((), 2), ((), 3), ((2,), 2), ((1, 3), 3), ((2, 2), 4)]:
        yield case(
            """
            v = tf.Variable(a)
            optimizer = SGD(learning_rate, momentum=share)
            values = []
            for g in gradients:
                optimizer.apply_gradients([(tf.constant(g), v)])
                values.append(v.numpy())
            values
            """,
            a=draw.array(shape),
            gradients=draw.array((steps, *shape)),
            learning_rate=draw.one_of([0.5, 0.25, 0.1]),
            share=draw.one_of([0.5, 0.75, 0.9]),
        )
    yield case(
        """
        v = tf.Variable(a)
        optimizer = SGD(0.5, momentum=share)
        for g in (gradient, 0.0 * gradient, 0.0 * gradient):
            optimizer.apply_gradients([(tf.constant(g), v)])
        v.numpy()
        """,
        a=draw.array((2,)),
        gradient=draw.array((2,)),
        share=draw.one_of([0.25, 0.5]),
    )


@momentum.part(
    "each Variable", 0.5, "each Variable has a velocity of its own, in whatever order they come"
)
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (2,), (2, 3)]:
        yield case(
            """
            v, u = tf.Variable(a), tf.Variable(b)
            optimizer = SGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(h), u)])
            optimizer.apply_gradients([(tf.constant(h), u), (tf.constant(g), v)])
            (v.numpy(), u.numpy())
            """,
            a=draw.array(shape),
            b=draw.array(shape),
            g=draw.array(shape),
            h=-3 * draw.array(shape),
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v, u = tf.Variable(a), tf.Variable(b)
            optimizer = SGD(0.5, momentum=0.5)
            optimizer.apply_gradients([(tf.constant(g), v)])
            optimizer.apply_gradients([(tf.constant(g), u)])
            optimizer.apply_gradients([(tf.constant(g), v)])
            (v.numpy(), u.numpy())
            """,
            a=draw.array(shape),
            b=draw.array(shape),
            g=draw.array(shape),
        )


@momentum.part("each optimizer", 0.5, "two optimizers know nothing of each other")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (3,)]:
        yield case(
            """
            v = tf.Variable(a)
            one, two = SGD(0.5, momentum=0.5), SGD(0.25, momentum=0.75)
            for optimizer in (one, two, one):
                optimizer.apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            a=draw.array(shape),
            g=draw.array(shape),
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
    v = tf.Variable(a)
    optimizer = Adam(learning_rate)
    values = []
    for g in gradients:
        optimizer.apply_gradients([(tf.constant(g), v)])
        values.append(v.numpy())
    values
    """


def _gradients(draw: Draw, *shape: int) -> NDArray:
    """Gradients of at least 0.5 in size, far above epsilon."""
    return draw.array(shape, positive=True) + np.float32(0.25)


def _signed(draw: Draw, *shape: int) -> NDArray:
    return (_gradients(draw, *shape) * draw.rng.choice([-1, 1], shape)).astype("float32")


@adam.part("first step", 1.0, "the first step is learning_rate long, against the gradient's sign")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (1,), (3,), (2, 3), (1, 4), (2, 1, 2)]:
        yield case(
            ADAM_STEPS,
            a=draw.array(shape),
            gradients=_signed(draw, 1, *shape),
            learning_rate=draw.one_of([0.1, 0.2]),
        )
    yield case(
        """
        v, u = tf.Variable(a), tf.Variable(b)
        Adam(0.1).apply_gradients(zip([tf.constant(g), tf.constant(h)], [v, u]))
        (v.numpy(), u.numpy())
        """,
        a=draw.array(()),
        b=draw.array((2,)),
        g=_signed(draw),
        h=_signed(draw, 2),
    )


@adam.part("moments", 1.0, "later steps follow the corrected running means of g and of g squared")
def _(draw: Draw) -> Iterator[Case]:
    for shape, steps in [((), 2), ((), 3), ((2,), 3), ((1, 2), 4), ((3,), 6)]:
        yield case(
            ADAM_STEPS,
            a=draw.array(shape),
            gradients=_signed(draw, steps, *shape),
            learning_rate=draw.one_of([0.1, 0.2]),
        )


@adam.part("settings", 0.75, "beta_1 and beta_2 are as given to the optimizer")
def _(draw: Draw) -> Iterator[Case]:
    for beta_1, beta_2, shape in [
        (0.5, 0.75, ()),
        (0.75, 0.5, ()),
        (0.0, 0.9, (2,)),
        (0.5, 0.999, (1, 2)),
    ]:
        yield case(
            """
            v = tf.Variable(a)
            optimizer = Adam(0.5, beta_1=beta_1, beta_2=beta_2)
            for g in gradients:
                optimizer.apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            a=draw.array(shape),
            gradients=_signed(draw, 3, *shape),
            beta_1=beta_1,
            beta_2=beta_2,
        )


@adam.part("epsilon", 0.5, "epsilon is added outside the root, so that a zero gradient is harmless")
def _(draw: Draw) -> Iterator[Case]:
    # With beta_2 = 0 it does not matter whether epsilon is added before the correction (as
    # TensorFlow does it) or after (as in the paper).
    for epsilon, shape in [(0.5, ()), (0.25, (2,)), (1.0, (1, 3))]:
        yield case(
            """
            v = tf.Variable(a)
            optimizer = Adam(0.5, beta_1=0.5, beta_2=0.0, epsilon=epsilon)
            optimizer.apply_gradients([(tf.constant(g), v)])
            v.numpy()
            """,
            a=draw.array(shape),
            g=_signed(draw, *shape),
            epsilon=epsilon,
        )
    for shape in [(), (2,)]:
        yield case(
            """
            v = tf.Variable(a)
            Adam(0.5).apply_gradients([(tf.constant(0.0 * a), v)])
            v.numpy()
            """,
            a=draw.array(shape),
        )


@adam.part(
    "each Variable",
    0.75,
    "each Variable has moments of its own, each optimizer its own count of steps",
)
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (2,), (2, 2)]:
        yield case(
            """
            v, u = tf.Variable(a), tf.Variable(b)
            optimizer = Adam(0.1)
            optimizer.apply_gradients([(tf.constant(g), v), (tf.constant(h), u)])
            optimizer.apply_gradients([(tf.constant(h), u), (tf.constant(g), v)])
            (v.numpy(), u.numpy())
            """,
            a=draw.array(shape),
            b=draw.array(shape),
            g=_gradients(draw, *shape),
            h=-3 * _gradients(draw, *shape),
        )
    yield case(
        """
        v = tf.Variable(a)
        one, two = Adam(0.1), Adam(0.2)
        for optimizer in (one, two, one):
            optimizer.apply_gradients([(tf.constant(g), v)])
        v.numpy()
        """,
        a=draw.array(()),
        g=_signed(draw),
    )
