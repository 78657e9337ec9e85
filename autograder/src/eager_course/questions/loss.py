"""Questions of the stage 02-loss: a model, its loss, data, a picture, the surface, the slope."""

from collections.abc import Iterator
from typing import Any

from autograder.inside.draw import Draw, Shape
from autograder.inside.pictures import drawn_by
from autograder.inside.question import Case, Tolerance, case

from .forms import Question
from .probes import refused
from .probes_loss import dots, follows, has_labels, lines_run

MULTIPLIED_OUT = Tolerance(
    rtol=2e-5,
    atol=2e-3,
    because="Who multiplies the square out adds and subtracts float32 numbers up to 4,096, with "
    "rounding errors up to 2e-4 each. No drawn loss but 0 is below 0.06, and a wrong factor or "
    "term changes a loss or a slope by percents of numbers about 1 to 500.",
)

# ---------------------------------------------------------------------------- loss-model

model = Question("loss-model", needs=["Model", "tf"], helpers={"follows": follows})


@model.part("start", 1, "a new model holds the float32 Variables W = 5.0 and b = 0.0")
def _(draw: Draw) -> Iterator[Case]:
    for name in ("W", "b"):
        yield case(f"Model().{name}")
        yield case(f"isinstance(Model().{name}, tf.Variable)")
        yield case(f"Model().{name}.trainable")


@model.part("line", 1, "model(x) is W * x + b, with the values that W and b have at that moment")
def _(draw: Draw) -> Iterator[Case]:
    yield case("Model()(3.0)")
    yield case("Model()(x)", x=draw.numbers())
    for _ in range(3):
        yield case(
            """
            model = Model()
            model.W.assign(w)
            model.b.assign(c)
            model(x)
            """,
            w=draw.numbers(),
            c=draw.numbers(),
            x=draw.numbers(),
        )
    for parameter in ("W", "b"):
        yield case(
            f"""
            model = Model()
            before = model(x)
            model.{parameter}.assign(value)
            (before, model(x))
            """,
            x=draw.numbers(),
            value=draw.numbers(),  # never the 5 or 0 of a new model
        )


@model.part("shapes", 0.75, "x may be a Tensor, a Variable or an array of any shape")
def _(draw: Draw) -> Iterator[Case]:
    for make in ("tf.constant(x)", "tf.Variable(x)", "x"):
        for shape in [(2,), (3, 1), (2, 3), (2, 1, 3)]:
            yield case(
                f"""
                model = Model()
                model.b.assign(c)
                model({make})
                """,
                c=draw.numbers(),
                x=draw.array(shape),
            )


@model.part("own", 0.75, "each model has parameters of its own, which only assigning changes")
def _(draw: Draw) -> Iterator[Case]:
    for parameter in ("W", "b"):
        yield case(
            f"""
            one, other = Model(), Model()
            one.{parameter}.assign(value)
            (one.W, one.b, other.W, other.b)
            """,
            value=draw.numbers(),
        )
        yield case(
            f"""
            Model().{parameter}.assign(value)
            (Model().W, Model().b)
            """,
            value=draw.numbers(),
        )
        yield case(
            f"""
            one, other = Model(), Model()
            one.{parameter}.assign(value)
            (one(x), other(x))
            """,
            value=draw.numbers(),
            x=draw.integer(3, 8) / 2,  # not 1, where slope and height are alike
        )
    yield case(
        """
        model = Model()
        model(x), model(x)
        (model.W, model.b)
        """,
        x=draw.numbers(),
    )


@model.part("operations", 0.5, "tf operations lead from W, b and x to the prediction")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (3,), (2, 3)]:
        yield case(
            """
            model = Model()
            x = tf.constant(a)
            follows(tf, [model.W, model.b, x], lambda: model(x))
            """,
            a=draw.array(shape),
        )


# ---------------------------------------------------------------------------- loss-mse

mse = Question(
    "loss-mse",
    needs=["mean_squared_error", "tf"],
    helpers={"refused": refused, "follows": follows},
    tolerance=MULTIPLIED_OUT,
)


@mse.part("mean", 1.25, "the loss is the mean over all elements of (predicted - desired) squared")
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2, 3, 4, 7):
        yield case(
            "float(mean_squared_error(tf.constant(p), tf.constant(d)))",
            p=draw.array((count,)),
            d=draw.array((count,)),
        )
    yield case(
        "float(mean_squared_error(tf.constant(p), tf.constant(p)))",
        p=draw.array((3,)),
    )


@mse.part("shapes", 0.75, "it is one number for matching shapes of any kind")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (1, 1), (3, 1), (1, 4), (2, 3), (3, 2), (2, 3, 4), (2, 1, 3)]:
        yield case(
            "float(mean_squared_error(tf.constant(p), tf.constant(d)))",
            p=draw.array(shape),
            d=draw.array(shape),
        )


@mse.part("tensor", 0.75, "it is a scalar Tensor, made of the arguments by tf operations")
def _(draw: Draw) -> Iterator[Case]:
    for shape, dtype in [((2,), "float32"), ((2, 3), "float32"), ((3,), "float64")]:
        yield case(
            """
            loss = mean_squared_error(tf.constant(p), tf.constant(d))
            (isinstance(loss, tf.Tensor), loss.dtype, tuple(loss.shape))
            """,
            p=draw.array(shape, dtype),
            d=draw.array(shape, dtype),
        )
    for shape in [(), (3,), (2, 3)]:
        yield case(
            """
            predicted, desired = tf.constant(p), tf.constant(d)
            follows(tf, [predicted, desired], lambda: mean_squared_error(predicted, desired))
            """,
            p=draw.array(shape),
            d=draw.array(shape),
        )


@mse.part("refuses", 0.75, "different shapes are a ValueError, also where they would broadcast")
def _(draw: Draw) -> Iterator[Case]:
    pairs: list[tuple[Shape, Shape]] = [
        ((3, 1), (3,)),
        ((3,), (3, 1)),
        ((), (2,)),
        ((2,), ()),
        ((1,), (3,)),
        ((2, 3), (3,)),
        ((1, 3), (2, 3)),
        ((2, 3), (3, 2)),
        ((2,), (3,)),
        ((1,), ()),
    ]
    for left, right in pairs:
        yield case(
            "refused(lambda: mean_squared_error(tf.constant(p), tf.constant(d)))",
            p=draw.array(left),
            d=draw.array(right),
        )


@mse.part("arguments", 0.5, "arrays and Variables will do as arguments, and keep their values")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(2,), (2, 3)]:
        yield case(
            "(float(mean_squared_error(p, d)), p, d)", p=draw.array(shape), d=draw.array(shape)
        )
        yield case(
            """
            v, w = tf.Variable(p), tf.Variable(d)
            (float(mean_squared_error(v, w)), v.numpy(), w.numpy())
            """,
            p=draw.array(shape),
            d=draw.array(shape),
        )


# ---------------------------------------------------------------------------- loss-data

data = Question("loss-data", needs=["make_data", "tf"])


@data.part("shapes", 0.5, "inputs and outputs are two float32 Tensors of shape [n]")
def _(draw: Draw) -> Iterator[Case]:
    for n in (1, 2, 5, 30):
        yield case(
            """
            data = make_data(w, c, n, 0.5, seed)
            [(isinstance(t, tf.Tensor), t.dtype, tuple(t.shape)) for t in data]
            """,
            w=draw.numbers(),
            c=draw.numbers(),
            n=n,
            seed=draw.integer(0, 99),
        )


@data.part("line", 1, "without noise the outputs are true_w * inputs + true_b")
def _(draw: Draw) -> Iterator[Case]:
    for n in (1, 2, 5, 9, 40):
        yield case(
            """
            inputs, outputs = make_data(true_w=w, true_b=c, n=n, noise=0.0, seed=seed)
            bool(np.abs(outputs - (w * inputs + c)).max() < 0.001)
            """,
            w=draw.numbers(),
            c=draw.numbers(),
            n=n,
            seed=draw.integer(0, 99),
        )


# Statistics of 4,000 random numbers are themselves random: a mean strays by 0.016 of the spread,
# the spread by 1.1 %, a correlation by 0.016, and the share beyond two spreads (4.6 %) by 0.3 %.
# The answers are rounded to halves, and the share to twentieths, so that all of this is six
# times less than what would change an answer, while a mistake changes it by a step or more.


@data.part("inputs", 0.5, "the inputs are normal random numbers: mean 0, standard deviation 1")
def _(draw: Draw) -> Iterator[Case]:
    for fact in (
        "round(2 * np.mean(inputs)) / 2",
        "round(2 * np.std(inputs)) / 2",
        "round(20 * np.mean(np.abs(inputs) > 2)) / 20",
    ):
        yield case(
            f"""
            inputs, outputs = make_data(w, c, 4000, 0.0, seed)
            {fact}
            """,
            w=draw.numbers(),
            c=draw.numbers(),
            seed=draw.integer(0, 99),
        )


@data.part("noise", 1, "the noise is normal, of standard deviation `noise`, apart from the inputs")
def _(draw: Draw) -> Iterator[Case]:
    for fact in (
        "round(2 * np.std(off)) / 2",
        "round(2 * np.mean(off)) / 2",
        "round(20 * np.mean(np.abs(off) > 2)) / 20",
        "round(2 * np.mean(off * inputs)) / 2",
    ):
        for noise in (0.4, 3.0):
            yield case(
                f"""
                inputs, outputs = make_data(w, c, 4000, noise, seed)
                off = (outputs - (w * inputs + c)) / noise
                {fact}
                """,
                noise=noise,
                **_line(draw),
                seed=draw.integer(0, 99),
            )
    yield case(
        """
        def mean_noise(seed):
            inputs, outputs = make_data(w, c, 200, 1.0, seed)
            return np.mean(outputs - (w * inputs + c))
        round(2 * np.std([mean_noise(seed) for seed in range(20)])) / 2
        """,
        **_line(draw),
    )


def _line(draw: Draw) -> dict[str, Any]:
    """Slope and height so far from 0, 1 and each other that a mix-up with the noise shows."""
    return {"w": draw.one_of([-4.0, -3.0, 2.5, 3.5]), "c": draw.one_of([-9.0, -7.0, 6.0, 8.0])}


@data.part("seed", 0.5, "the same seed gives the same data, another seed gives other data")
def _(draw: Draw) -> Iterator[Case]:
    for which in ("inputs", "outputs"):
        place = ("inputs", "outputs").index(which)
        for first, second in [(0, 0), (1, 1), (7, 7), (0, 1), (3, 30)]:
            yield case(
                f"""
                {which} = make_data(w, c, 4, 1.0, first)[{place}]
                again = make_data(w, c, 4, 1.0, second)[{place}]
                np.array_equal({which}, again)
                """,
                **_line(draw),
                first=first,
                second=second,
            )


@data.part("own generator", 0.5, "NumPy's global generator is neither asked nor changed")
def _(draw: Draw) -> Iterator[Case]:
    for other in (4, 5):
        yield case(
            """
            np.random.seed(other)
            make_data(w, c, 4, 1.0, seed)
            drawn = np.random.random()
            np.random.seed(other)
            drawn == np.random.random()
            """,
            w=draw.numbers(),
            c=draw.numbers(),
            seed=draw.integer(0, 99),
            other=other,
        )


# ---------------------------------------------------------------------------- loss-picture

picture = Question(
    "loss-picture",
    needs=["plot_fit", "tf"],
    helpers={"drawn_by": drawn_by, "dots": dots, "has_labels": has_labels},
)


# The predictions come first and a larger case before the small ones: most mistakes show in the
# very first picture, so that recognizing one takes few of them. All parts look at the same ones.


@picture.part("predictions", 1, "every prediction is a red dot at (input, prediction)")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "dots(sheet)['red']")


@picture.part("data", 1, "every example is a blue dot at (input, output)")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "dots(sheet)['blue']")


@picture.part("labels", 0.5, "both axes have a label")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "has_labels(sheet)")


@picture.part("given axes", 0.5, "all of it is on the axes that were given, beside what was there")
def _(draw: Draw) -> Iterator[Case]:
    yield from _pictures(draw, "sheet.strays")
    yield case(
        """
        def plot_twice(ax):
            plot_fit(ax, tf.constant(x), tf.constant(y), tf.constant(y))
            plot_fit(ax, tf.constant(x), tf.constant(p), tf.constant(p))
        len(dots(drawn_by(plot_twice))["blue"])
        """,
        **_points(draw, 3),
    )


def _pictures(draw: Draw, answer: str) -> Iterator[Case]:
    for points in draw.once("examples", lambda: [_points(draw, n) for n in (6, 1, 2, 3, 4)]):
        yield case(
            f"""
            sheet = drawn_by(plot_fit, tf.constant(x), tf.constant(y), tf.constant(p))
            {answer}
            """,
            **points,
        )


def _points(draw: Draw, count: int) -> dict[str, Any]:
    """x, y and p, no two numbers of them alike."""
    x, y, p = draw.array((3 * count,)).reshape(3, count)
    return {"x": x, "y": y, "p": p}


# ---------------------------------------------------------------------------- loss-surface

surface = Question(
    "loss-surface",
    needs=["loss_surface", "tf"],
    helpers={"lines_run": lines_run},
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
    (4, 2, 5),
]


@surface.part("losses", 1.25, "place [i, j] holds the mean squared error of the line Ws[i], bs[j]")
def _(draw: Draw) -> Iterator[Case]:
    for sizes in GRIDS:
        yield from _surface(draw, sizes, "np.asarray(surface, dtype='float32')")


@surface.part("shape", 0.75, "the surface has the shape [len(Ws), len(bs)]")
def _(draw: Draw) -> Iterator[Case]:
    for sizes in GRIDS:
        yield from _surface(draw, sizes, "np.shape(surface)")


def _surface(draw: Draw, sizes: tuple[int, int, int], answer: str) -> Iterator[Case]:
    ws, bs, examples = sizes
    yield case(
        f"""
        surface = loss_surface(Ws, bs, tf.constant(x), tf.constant(y))
        {answer}
        """,
        Ws=draw.array((ws,)),
        bs=draw.array((bs,)),
        x=draw.array((examples,)),
        y=draw.array((examples,)),
    )


@surface.part("no loop", 1, "the work in Python does not grow with the number of examples")
def _(draw: Draw) -> Iterator[Case]:
    for ws, bs in [(1, 1), (2, 2), (2, 3)]:
        yield case(
            """
            def work(n):
                x = tf.constant(np.arange(n, dtype="float32") % 7)
                return lines_run(lambda: loss_surface(Ws, bs, x, x))
            work(5)
            work(500) < 2 * work(5) + 100
            """,
            Ws=draw.array((ws,)),
            bs=draw.array((bs,)),
        )


# ---------------------------------------------------------------- loss-finite-difference

difference = Question(
    "loss-finite-difference",
    needs=["finite_difference", "tf"],
    helpers={"refused": refused},
)

# Numbers that are no sums of powers of two: stepping up and down does not lead back to them.
CROOKED = [0.1, 0.3, 0.7, 1.1, 1.3, 1.7]


@difference.part("slopes", 1, "a number's slope is the change of f over the change of the number")
def _(draw: Draw) -> Iterator[Case]:
    # Straight in each number, so that the slope does not depend on the step.
    for step in (0.25, 0.5, 1.0):
        yield case(
            """
            p = tf.Variable(a)
            [np.asarray(g, "float64") for g in finite_difference(lambda: k * p, [p], step)]
            """,
            a=draw.numbers(),
            k=draw.numbers(),
            step=step,
        )
        yield case(
            """
            p, q = tf.Variable(a), tf.Variable(c)
            f = lambda: float(p * q - 3.0 * p)
            [np.asarray(g, "float64") for g in finite_difference(f, [p, q], step)]
            """,
            a=draw.numbers(),
            c=draw.numbers(),
            step=step,
        )


@difference.part(
    "shapes", 1, "of several parameters of any shape, each gets a gradient of its shape"
)
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(1,), (2,), (3,), (2, 3), (3, 1), (1, 4), (2, 1, 3)]:
        yield case(
            """
            p = tf.Variable(a)
            f = lambda: tf.reduce_sum(k * p)
            [np.asarray(g, "float64") for g in finite_difference(f, [p], step=0.25)]
            """,
            a=draw.array(shape),
            k=draw.array(shape),
        )
    for one, other in [((2,), ()), ((), (3,)), ((2, 3), (3,)), ((2,), (3, 1))]:
        yield case(
            """
            p, q = tf.Variable(a), tf.Variable(c)
            f = lambda: tf.reduce_sum(p) * tf.reduce_sum(k * q)
            [np.asarray(g, "float64") for g in finite_difference(f, [p, q], step=0.25)]
            """,
            a=draw.array(one),
            c=draw.array(other),
            k=draw.array(other),
        )


@difference.part("central", 0.75, "f is taken one step above and one step below")
def _(draw: Draw) -> Iterator[Case]:
    for power in ("p * p", "p * p * p"):
        for step in (0.25, 0.5, 1.0):
            for shape in [(), (2,)]:
                yield case(
                    f"""
                    p = tf.Variable(a)
                    f = lambda: tf.reduce_sum({power})
                    [np.asarray(g, "float64") for g in finite_difference(f, [p], step)]
                    """,
                    a=draw.array(shape),
                    step=step,
                )


@difference.part("default step", 0.5, "without a step from the caller the gradient is a good one")
def _(draw: Draw) -> Iterator[Case]:
    # In float64 the error of a step of 0.001 is 1e-6 here. In float32 rounding adds about
    # 1e-7 * f / 0.001, some hundredths at most; a wrong factor, or noise, is far off.
    for dtype, near in [("float64", 0.0001), ("float32", 0.1)]:
        for shape in [(), (2,)]:
            yield case(
                """
                p = tf.Variable(a)
                (slope,) = finite_difference(lambda: tf.reduce_sum(p * p * p), [p])
                bool(np.abs(slope - 3 * a**2).max() < near)
                """,
                a=draw.array(shape, dtype),
                near=near,
            )


@difference.part("restored", 0.75, "the parameters are exactly as before, also when f raises")
def _(draw: Draw) -> Iterator[Case]:
    for count in (3, 4, 6):
        yield case(
            """
            p = tf.Variable(a)
            before = p.numpy()
            finite_difference(lambda: tf.reduce_sum(p * p), [p])
            np.array_equal(p.numpy(), before)
            """,
            a=[*CROOKED[:count]],
        )
    for step in (0.25, 0.5):
        yield case(
            """
            p, q = tf.Variable(a), tf.Variable(c)
            finite_difference(lambda: tf.reduce_sum(p) * q, [p, q], step)
            (p.numpy(), q.numpy())
            """,
            a=draw.array((2,)),
            c=draw.numbers(),
            step=step,
        )
    for call in (1, 2):
        yield case(
            """
            p, calls = tf.Variable(a), []
            def f():
                calls.append(p.numpy())
                if len(calls) == call:
                    raise ValueError("f has no value here")
                return p * p
            (refused(lambda: finite_difference(f, [p], 0.5)), p.numpy())
            """,
            a=draw.numbers(),
            call=call,
        )


# ---------------------------------------------------------------------- loss-hand-gradient

hand = Question("loss-hand-gradient", needs=["hand_gradient", "tf"], tolerance=MULTIPLIED_OUT)

LINE = """
    class Line:
        W, b = tf.Variable(w), tf.Variable(c)
        def __call__(self, x):
            return self.W * x + self.b
    """


def _by_hand(draw: Draw, shape: Shape, answer: str) -> Case:
    numbers = draw.array((2, *shape))
    return case(
        f"""{LINE}
    dW, db = hand_gradient(Line(), tf.constant(x), tf.constant(y))
    {answer}
    """,
        w=draw.numbers(),
        c=draw.numbers(),
        x=numbers[0],
        y=numbers[1],
    )


@hand.part("dW", 1, "dW is the slope of the mean squared error along W")
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2, 3, 4, 5, 7):
        yield _by_hand(draw, (count,), "float(dW)")


@hand.part("db", 1, "db is the slope of the mean squared error along b")
def _(draw: Draw) -> Iterator[Case]:
    for count in (1, 2, 3, 4, 5, 7):
        yield _by_hand(draw, (count,), "float(db)")


@hand.part("shapes", 0.5, "both are single numbers for data of any shape")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(), (3, 1), (1, 4), (2, 3), (2, 1, 3), (2, 3, 2)]:
        yield _by_hand(draw, shape, "(float(dW), float(db))")


@hand.part("model", 0.5, "the parameters of the model stay as they are")
def _(draw: Draw) -> Iterator[Case]:
    for shape in [(1,), (3,)]:
        yield case(
            f"""{LINE}
    model = Line()
    hand_gradient(model, tf.constant(x), tf.constant(y))
    (model.W.numpy(), model.b.numpy())
    """,
            w=draw.numbers(),
            c=draw.numbers(),
            x=draw.array(shape),
            y=draw.array(shape),
        )
