"""Questions of the stage 06-network: layers, their loss, training, judging, saving."""

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Tolerance, case

from .forms import Question

# ---------------------------------------------------------------------------- network-dense

dense = Question("network-dense", needs=["Dense", "tf"])

# All kernels that x meets here, but one, are square and symmetric, most numbers are positive, and
# what a bias adds is taken away again: so a slip in one Variable, or in the activation, costs only
# what is about it.


def _symmetric(draw: Draw, size: int) -> NDArray:
    half = draw.array((size, size), positive=True)
    return (half + half.T) / 2


@dense.part(
    "product",
    0.9,
    "an output is the sum of x @ kernel and what there is for an x of zeros",
    promises={"product": "Without an activation the output is x @ kernel + bias."},
)
def _(draw: Draw) -> Iterator[Case]:
    for size, rows in [(2, 3), (2, 1), (2, 2), (3, 1), (3, 2), (3, 4)]:
        yield case(
            """
            layer = Dense(n, n)
            layer.kernel.assign(kernel)
            layer(tf.constant(x)).numpy() - layer(tf.constant(0 * x)).numpy()
            """,
            asks="product",
            n=size,
            kernel=_symmetric(draw, size),
            x=draw.array((rows, size), positive=True),
        )


@dense.part(
    "bias",
    0.65,
    "the bias starts as a zero for each output, and each number of it is added to its own output",
    promises={
        "zeros": "The bias is a float32 Variable, a zero for each of the outputs.",
        "added": "The bias is added to x @ kernel, each number to its own output.",
        "own": "Each layer has a bias of its own.",
        "tape": "A tape can follow the output back to the bias.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for inputs, outputs in [draw.indices(2, 9) for _ in range(4)]:
        yield case(
            "Dense(inputs, outputs, seed=1).bias.numpy()",
            asks="zeros",
            inputs=inputs + 1,
            outputs=outputs + 1,
        )
    for inputs, outputs in [draw.indices(2, 9), (draw.integer(1, 8), 0), (0, draw.integer(1, 8))]:
        yield case(
            "tuple(Dense(inputs, outputs)(tf.zeros([n, inputs])).shape)",
            asks="zeros",
            inputs=inputs + 1,
            outputs=outputs + 1,
            n=draw.integer(1, 9),
        )
    for outputs, rows in [(2, 2), (2, 1), (2, 3), (3, 2)]:
        yield case(
            """
            layer = Dense(n, n)
            layer.bias.assign(bias)
            layer(tf.zeros([rows, n])).numpy()
            """,
            asks="added",
            n=outputs,
            rows=rows,
            bias=draw.array((outputs,), positive=True),
        )
    yield case(
        """
        layer, other = Dense(n, n), Dense(n, n)
        layer.bias.assign(bias)
        other.bias.assign(0 * bias)
        layer.bias.numpy()
        """,
        asks="own",
        n=2,
        bias=draw.array((2,), positive=True),
    )
    yield case(
        """
        layer = Dense(2, 2)
        layer.kernel.assign(tf.ones_like(layer.kernel))
        with tf.GradientTape() as tape:
            y = a * layer(tf.constant(x))
        gradient = tape.gradient(y, layer.bias).numpy()
        a * gradient / gradient[0]
        """,
        asks="tape",
        a=draw.numbers(positive=True),
        x=draw.array((1, 2), positive=True),
    )


@dense.part(
    "activation",
    0.9,
    "the activation is applied to all of x @ kernel + bias; None stands for none",
    promises={
        "applied": "The activation is applied to the layer's output.",
        "after the bias": "The activation comes after the bias is added.",
        "none": "An activation of None, the default, changes no output, be it large or tiny.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # One input and one output: nobody's product is wrong there, and it is taken as it comes.
    for activation in draw.shuffled(["tf.square", "tf.abs", "tf.negative", "lambda x: 2.0 * x"]):
        yield case(
            f"""
            layer = Dense(1, 1, {activation})
            layer.kernel.assign([[k]])
            layer.bias.assign(tf.zeros_like(layer.bias))
            layer(tf.constant([[x]])).numpy()
            """,
            asks="applied",
            k=-draw.numbers(positive=True) - 1,
            x=draw.numbers(positive=True) + 1,
        )
    # Just below 0 with the bias, or just above it: relu before the bias gives another number.
    for times in draw.shuffled([-0.5, -2, -0.5, 2]):
        k = draw.numbers(positive=True) * (-1 if times > 0 else 1)
        yield case(
            """
            layer = Dense(1, 1, activation=tf.nn.relu)
            layer.kernel.assign([[k]])
            layer.bias.assign(shift * tf.ones_like(layer.bias))
            layer(tf.constant([[x]])).numpy()
            """,
            asks="after the bias",
            k=k,
            x=1.0,
            shift=abs(k) * times,
        )
    for activation, size in (("", 1.0), (", None", 2.0**-20), (", activation=None", 2.0**20)):
        yield case(
            f"""
            layer = Dense(1, 1{activation})
            layer.kernel.assign([[k]])
            layer.bias.assign(tf.zeros_like(layer.bias))
            layer(tf.constant([[size * x]])).numpy() / size
            """,
            asks="none",
            k=-draw.numbers(positive=True),
            x=draw.numbers(positive=True),
            size=size,
        )


SAME_KERNEL = """
one = Dense(4, 5, seed=first).kernel.numpy()
other = Dense(4, 5, seed=second).kernel.numpy()
bool((one == other).all())
"""


@dense.part(
    "kernel",
    1.0,
    "the kernel has the shape [inputs, outputs], and is drawn from the seed by Glorot's uniform",
    promises={
        "shape": "The kernel is a float32 Variable of shape [inputs, outputs].",
        "uniform": "Its numbers are drawn uniformly up to the root of 6 / (inputs + outputs).",
        "same seed": "The same seed gives the same kernel.",
        "another seed": "Another seed gives another kernel.",
        "no seed": "Without a seed, each layer gets another kernel.",
        "own": "Each layer has a kernel of its own, also where two have the same seed.",
        "global state": "NumPy's global random state is not changed.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for inputs, outputs in [draw.indices(2, 9) for _ in range(3)]:
        yield case(
            "0 * Dense(inputs, outputs, seed=1).kernel.numpy()",
            asks="shape",
            inputs=inputs + 1,
            outputs=outputs + 1,
        )
    # 3,000 numbers: the share that is found is within 0.05 of the true one but once in millions.
    for below in draw.shuffled([-0.8, -0.4, 0.0, 0.4, 0.8])[:4]:
        yield case(
            """
            kernel = Dense(60, 50, seed=seed).kernel.numpy()
            limit = (6 / (60 + 50)) ** 0.5
            round(float(np.mean(kernel < below * limit)), 1)
            """,
            asks="uniform",
            below=below,
            seed=draw.integer(0, 999),
        )
    for within in draw.shuffled([0.9, 1.0001, 0.9, 1.0001]):
        inputs = draw.integer(4, 100)
        yield case(
            """
            kernel = Dense(inputs, outputs, seed=seed).kernel.numpy()
            limit = (6 / (inputs + outputs)) ** 0.5
            bool(np.abs(kernel).max() < within * limit)
            """,
            asks="uniform",
            inputs=inputs,
            outputs=200 - inputs,
            within=within,
            seed=draw.integer(0, 999),
        )
    # How large the largest number is, as a share of the limit: of 6,000, within 0.005 of it.
    for inputs, outputs in [(60, 100), (100, 60)]:
        yield case(
            """
            kernel = Dense(inputs, outputs, seed=seed).kernel.numpy()
            limit = (6 / (inputs + outputs)) ** 0.5
            number * round(float(np.abs(kernel).max() / limit), 2)
            """,
            asks="uniform",
            inputs=inputs,
            outputs=outputs,
            seed=draw.integer(0, 999),
            number=draw.integer(2, 99),
        )
    for same, step in draw.shuffled([(True, 1), (True, 2), (True, 0), (False, 1), (False, 10)]):
        first = 2 * draw.integer(1, 99) if step else 0  # 0 is a seed, too
        seeds = [first, first + step]
        yield case(
            SAME_KERNEL,
            asks="same seed" if same else "another seed",
            first=seeds[0],
            second=seeds[0] if same else seeds[1],
        )
    yield case(
        """
        one, other = Dense(inputs, 5).kernel.numpy(), Dense(inputs, 5, seed=None).kernel.numpy()
        one.shape, bool((one == other).all())
        """,
        asks="no seed",
        inputs=draw.integer(2, 9),
    )
    yield case(
        """
        layer, other = Dense(2, 2, seed=seed), Dense(2, 2, seed=seed)
        layer.kernel.assign(kernel)
        other.kernel.assign(0 * kernel)
        layer.kernel.numpy().tolist()
        """,
        asks="own",
        seed=draw.integer(1, 99),
        kernel=_symmetric(draw, 2),
    )
    for seed in (None, 1):
        yield case(
            f"""
            np.random.seed(k)
            Dense(2, 3, seed={seed})
            float(np.random.random())
            """,
            asks="global state",
            k=draw.integer(0, 9999),
        )


@dense.part(
    "variables",
    0.55,
    "trainable_variables is the list of kernel and bias, in this order, and a tape can follow x",
    promises={
        "order": "trainable_variables is the list [kernel, bias].",
        "tape": "A tape finds the gradients of the output for the kernel and for x: row i of the "
        "kernel belongs to input i.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for outputs, activation in [(1, None), (2, "tf.nn.relu"), (4, None)]:
        yield case(
            f"""
            layer = Dense(n, n, activation={activation}, seed=1)
            layer.kernel.assign(a * tf.ones_like(layer.kernel))
            layer.bias.assign(b * tf.ones_like(layer.bias))
            means = [float(tf.reduce_mean(v)) for v in layer.trainable_variables]
            isinstance(layer.trainable_variables, list), means
            """,
            asks="order",
            n=outputs,
            a=draw.numbers(),
            b=draw.numbers(),
        )
    for _ in range(2):
        yield case(
            """
            layer = Dense(2, 2)
            layer.kernel.assign(tf.ones_like(layer.kernel))
            with tf.GradientTape() as tape:
                y = layer(tf.constant(x))
            gradient = tape.gradient(y, layer.kernel).numpy()
            float(gradient.sum() / gradient.flat[0])
            """,
            asks="tape",
            x=draw.array((1, 2), positive=True),
        )
    yield case(
        """
        layer, x = Dense(2, 2), tf.constant(x)
        layer.kernel.assign(kernel)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x)
        gradient = tape.gradient(y, x).numpy()
        gradient / gradient[0, 0]
        """,
        asks="tape",
        kernel=_symmetric(draw, 2) + np.array([[0, 1], [0, 0]], "float32"),
        x=draw.array((1, 2), positive=True),
    )


# ------------------------------------------------------------------------ network-sequential

sequential = Question("network-sequential", needs=["Sequential", "tf"])

# Layers of our own, with a Variable each, so that layers are judged apart from `Dense`.
LAYERS = """
class Scale:
    def __init__(self, number):
        self.trainable_variables = [tf.Variable(number)]

    def __call__(self, x):
        return self.trainable_variables[0] * x

class Shift(Scale):
    def __call__(self, x):
        return self.trainable_variables[0] + x

class Half:
    def __call__(self, x):
        return 0.5 * x

"""


def _with_layers(program: str, *, asks: str, **inputs: Any) -> Case:
    return case(LAYERS + dedent(program), asks=asks, **inputs)


def _listed(draw: Draw, layers: str, asks: str) -> Case:
    return _with_layers(
        f"""
        found = Sequential([{layers}]).trainable_variables
        isinstance(found, list), [float(v) for v in found]
        """,
        asks=asks,
        a=draw.numbers(),
        b=draw.numbers(),
        c=draw.numbers(),
    )


@sequential.part(
    "in a row",
    1.0,
    "what one layer makes of x goes into the next, in order",
    promises={
        "order": "The output of each layer is the input of the next, from the first to the last.",
        "none": "Without any layers x comes back as it is.",
        "again": "It may be called again, with another x.",
        "once": "Each layer is called once.",
        "tape": "A tape can follow the output back to the Variables of every layer, and to x.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for layers in [
        "[Scale(a)]",
        "[Scale(a), Shift(b)]",
        "[Shift(b), Scale(a)]",
        "2 * [Shift(b), Scale(a)]",  # the same two layers, each of them twice
        "[Scale(a), Shift(b), Shift(b), Scale(b)]",
    ]:
        yield _with_layers(
            f"Sequential({layers})(tf.constant(x)).numpy()",
            asks="order",
            a=draw.numbers(),
            b=draw.numbers(),
            x=draw.array((2,)),
        )
    for dtype in draw.shuffled(["float64", "int32"]):
        yield case(
            "Sequential([])(tf.constant(x)).numpy()",
            asks="none",
            x=draw.array((2,), dtype),
        )
    yield _with_layers(
        """
        class Noting(Scale):
            def __call__(self, x):
                calls.append(x)
                return super().__call__(x)

        calls = []
        Sequential([Noting(a)])(tf.constant(x))
        [call.numpy() for call in calls]
        """,
        asks="once",
        a=draw.numbers(),
        x=draw.array((2,)),
    )
    yield _with_layers(
        """
        network = Sequential([Scale(a)])
        first, second = network(tf.constant(x)).numpy(), network(tf.constant(2 * x)).numpy()
        number * second / first
        """,
        asks="again",
        a=draw.integer(2, 9) + 0.5,  # not 1: a lost layer would not show
        x=draw.array((2,)),
        number=draw.numbers(),
    )
    yield _with_layers(
        """
        one, two, x = Scale(a), Scale(b), tf.Variable(x)
        with tf.GradientTape(persistent=True) as tape:
            y = Sequential([one, two])(x)
        found = [tape.gradient(y, v) for v in (one.trainable_variables[0], x)]
        [g is not None for g in found], x.numpy()
        """,
        asks="tape",
        a=draw.numbers(),
        b=draw.numbers(),
        x=draw.array((2,)),
    )


@sequential.part(
    "variables",
    1.0,
    "trainable_variables are those of all layers, as one list, in the layers' order",
    promises={
        "order": "trainable_variables is a list of the Variables of all layers, in the layers' "
        "order.",
        "each layer": "A layer may have several Variables; they keep their order.",
        "its own": "They are the layers' own Variables, not copies.",
        "adds none": "A layer without trainable_variables adds none.",
        "inner": "A Sequential within adds all of its own.",
        "each time": "It lists the same ones each time, and changes no list of a layer's.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for layers in ("Scale(a)", "Scale(a), Scale(b)", "Scale(b), Shift(a), Scale(c)"):
        yield _listed(draw, layers, "order")
    for shapes in [(1, 3), (2, 1), ((), (1, 2), 1), (2, (), (1, 1))]:
        yield case(
            """
            class Several:
                trainable_variables = [tf.Variable(v, name=n) for v, n in zip(values, "bca")]

                def __call__(self, x):
                    return x

            network = Sequential([Several()])
            [v.numpy().tolist() for v in network.trainable_variables]
            """,
            asks="each layer",
            values=[
                draw.array(shape if isinstance(shape, tuple) else (shape,)) for shape in shapes
            ],
        )
    for _ in range(3):
        yield _with_layers(
            """
            layer = Scale(a)
            network = Sequential([layer])
            network.trainable_variables[0].assign(b)
            float(layer.trainable_variables[0])
            """,
            asks="its own",
            a=draw.numbers(),
            b=draw.numbers(),
        )
    for layers in ("tf.square, Scale(a)", "Half(), Scale(a)", "tf.abs, Scale(a), tf.abs", "Half()"):
        yield _listed(draw, layers, "adds none")
    for layers in (
        "Sequential([Scale(a)])",
        "Sequential([Sequential([Scale(a)])])",
        "Sequential([Sequential([Sequential([Scale(a)])])])",
    ):
        yield _listed(draw, layers, "inner")
    for _ in range(2):
        yield _with_layers(
            """
            layer = Scale(a)
            network = Sequential([layer, Scale(b)])
            several = [*network.trainable_variables, *network.trainable_variables]
            len(several) // 2, len(layer.trainable_variables), float(layer.trainable_variables[0])
            """,
            asks="each time",
            a=draw.numbers(),
            b=draw.numbers(),
        )


@sequential.part(
    "functions",
    0.5,
    "a layer may be a plain function, which is called like the others",
    promises={
        "takes part": "A layer may be a function without Variables, and is called like the others."
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for function in ("tf.square", "tf.abs", "tf.nn.relu", "lambda x: x + 3.0", "tf.negative"):
        yield case(
            f"Sequential([{function}])(tf.constant(x)).numpy()",
            asks="takes part",
            x=draw.array((3,)),
        )


@sequential.part(
    "nesting",
    0.5,
    "a Sequential may be a layer of another",
    promises={"called": "A Sequential is a layer, too, and can stand in another."},
)
def _(draw: Draw) -> Iterator[Case]:
    for layers in (
        "Sequential([Scale(a)])",
        "Sequential([Shift(a)])",
        "Sequential([Sequential([Scale(a)])])",
        "Sequential([Sequential([Shift(a)])])",
    ):
        yield _with_layers(
            f"Sequential([{layers}])(tf.constant(x)).numpy()",
            asks="called",
            a=draw.numbers(),
            x=draw.array((2,)),
        )
    yield _with_layers(  # several layers within, compared with the same ones alone
        """
        inner, alone, x = Sequential([Scale(a), Scale(b)]), [Scale(a), Scale(b)], tf.constant(x)
        number * Sequential([inner])(x).numpy() / Sequential(alone)(x).numpy()
        """,
        asks="called",
        a=draw.numbers() + 0.3,
        b=draw.numbers() + 0.3,
        x=draw.array((2,)),
        number=draw.numbers(),
    )


# --------------------------------------------------------------------- network-cross-entropy

cross_entropy = Question(
    "network-cross-entropy",
    needs=["cross_entropy", "tf"],
    tolerance=Tolerance(
        rtol=2e-5,
        atol=2e-6,
        because="Exponentials and a logarithm of float32, in any order, differ by some units of "
        "the last place. Nearly all losses here are 0.01 or more; a wrong term makes percents.",
    ),
)


def _row(draw: Draw, classes: int, rows: int = 1) -> NDArray:
    """Logits no further apart than about 4, so that no probability is tiny."""
    return draw.array((rows, classes)) / np.float32(4)


def _not_the_largest(draw: Draw, logits: NDArray) -> int:
    """A place in a row of logits, but not that of the largest."""
    return int(np.argsort(logits)[draw.integer(0, len(logits) - 2)])


@cross_entropy.part(
    "one row",
    1.0,
    "for one example the loss is -log of the probability that softmax gives to its label",
    promises={
        "minus log": "For one example the loss is -log(softmax(logits)[label]).",
        "labels": "The labels may be int32, int64 or uint8.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for classes in (2, 3, 3, 4, 10):
        yield case(
            "float(np.sum(cross_entropy(tf.constant(label), tf.constant(logits))))",
            asks="minus log",
            label=np.array([draw.integer(0, classes - 1)], "int32"),
            logits=_row(draw, classes),
        )
    # Of many classes, and of two where the answer is sure and right.
    for classes, lowest, largest, x in [(999, 128, 255, 6), (999, 256, 998, 6), (2, 0, 1, 10)]:
        yield case(
            """
            logits = np.zeros((1, classes), "float32")
            logits[0, label] = x
            float(np.sum(cross_entropy(tf.constant([label]), tf.constant(logits))))
            """,
            asks="minus log",
            classes=classes,
            label=draw.integer(lowest, largest),
            x=x + draw.integer(0, 9) / 8,
        )
    # A hundred rows of three: places in one long row of logits are beyond uint8.
    for dtype, rows in [("int64", 1), ("uint8", 100), ("int64", 1)]:
        yield case(
            """
            logits = tf.constant(logits)
            loss = np.sum(cross_entropy(tf.constant(labels, dtype), logits))
            float(number * loss / np.sum(cross_entropy(tf.constant(labels), logits)))
            """,
            asks="labels",
            labels=np.full(rows, draw.integer(0, 2), "int32"),
            dtype=dtype,
            logits=np.resize(_row(draw, 3), (rows, 3)),
            number=draw.numbers(),
        )


# What is asked of large logits is compared with what the same function gives for small ones, or
# for another label. So a factor or a sign that is wrong for all of them costs nothing here.


@cross_entropy.part(
    "stable",
    1.0,
    "logits of any size give a finite loss, and a right one",
    promises={
        "large": "Logits of up to a million give the right loss, too, which is not inf or nan.",
        "each row": "That is so where one row is large and another is not.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for shift in draw.shuffled([1e4, -1e4, 1e4, -1e4]):
        yield case(
            """
            def difference(logits):
                first = cross_entropy(tf.constant([0]), tf.constant(logits))
                second = cross_entropy(tf.constant([1]), tf.constant(logits))
                return float(np.sum(first) - np.sum(second))

            difference(large) / difference(small)
            """,
            asks="large",
            large=_row(draw, 3) * 4 + np.float32(shift),
            small=_row(draw, 3),
        )
    for _ in range(2):
        yield case(
            """
            def difference(logits):
                first = cross_entropy(tf.constant([0, 0]), tf.constant(logits))
                second = cross_entropy(tf.constant([1, 1]), tf.constant(logits))
                return float(np.sum(first) - np.sum(second))

            difference(far) / difference(near)
            """,
            asks="each row",
            far=np.array([[1], [4]], "float32") * _pair(draw)
            + np.array([[-1e4], [1e4]], "float32"),
            near=np.array([[1], [4]], "float32") * _pair(draw),
        )
    for size in (200.0, 1e4, 4e5):
        logits = _apart(draw, size)
        worst = int(logits.argmin())
        yield case(
            """
            logits = tf.constant(logits)
            losses = [np.sum(cross_entropy(tf.constant([label]), logits)) for label in labels]
            [float(loss / losses[0]) for loss in losses]
            """,
            asks="large",
            logits=logits,
            labels=[worst, *draw.shuffled([i for i in range(3) if i != worst])],
        )


def _pair(draw: Draw) -> NDArray:
    """Logits of two classes that differ by a quarter of 1 or more; whole quarters."""
    return np.array([[0.0, float(draw.numbers()) / 2]], "float32")


def _apart(draw: Draw, size: float) -> NDArray:
    """One row of three logits that are `size` or more apart."""
    return np.float32(size) * draw.rng.permutation([0.0, 1.0, 2.5])[None].astype("float32")


@cross_entropy.part(
    "mean",
    1.25,
    "for a batch it is the mean over its examples, each with its own label: a scalar",
    promises={
        "mean": "It is the mean of its examples' losses, each with its own label: a scalar Tensor.",
        "dtype": "The loss has the dtype of the logits, float32 or float64.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Compared with what the same function gives for single rows, whatever that is.
    for asks, rows, classes, dtype in [
        ("mean", 2, 2, "float32"),
        ("mean", 2, 3, "float32"),
        ("mean", 3, 3, "float32"),
        ("mean", 5, 4, "float32"),
        ("mean", 9, 3, "float32"),
        ("mean", 4, 2, "float32"),
        ("dtype", 1, 3, "float64"),
        ("dtype", 1, 2, "float64"),
    ]:
        yield case(
            """
            alone = [
                float(np.sum(cross_entropy(tf.constant([label]), tf.constant([row], dtype))))
                for label, row in zip(labels.tolist(), logits.tolist())
            ]
            loss = cross_entropy(tf.constant(labels), tf.constant(logits))
            loss.numpy() * number / sum(alone)
            """,
            asks=asks,
            labels=draw.rng.integers(classes, size=rows).astype("int32"),
            logits=_row(draw, classes, rows).astype(dtype),
            dtype=dtype,
            number=draw.numbers(),
        )
    # Numbers that lie so close together are all the same as float32. At the smallest of these the
    # loss does change with their scale; at one that is their mean, rounding would decide.
    close = draw.rng.permutation([[1.0], [2.0], [4.0]]).T * draw.array((), "float64") / 1e9
    yield case(
        """
        logits, label = tf.constant(logits), tf.constant([label])
        one, other = cross_entropy(label, logits), cross_entropy(label, 2.0 * logits)
        float(np.sum(one)) != float(np.sum(other))
        """,
        asks="dtype",
        label=int(np.argmin(close)),
        logits=close,
    )


@cross_entropy.part(
    "gradient",
    1.0,
    "a tape finds the gradient: softmax minus 1 at the label, and each row has its own",
    promises={
        "softmax": "The gradient of a row goes with softmax(logits), minus 1 at its label, also "
        "where the logits are large.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Compared with what it is at the label: a factor that is wrong for all costs nothing here. The
    # label is not at the largest logit: a probability near 1, minus 1, would be mostly rounding.
    for classes, shift in [(2, 0), (3, 0), (3, 1e4), (4, -1e4), (5, 0)]:
        row = _row(draw, classes) * (4 if shift else 1) + np.float32(shift)
        label = _not_the_largest(draw, row[0])
        yield case(
            """
            logits = tf.constant(logits)
            with tf.GradientTape() as tape:
                tape.watch(logits)
                loss = cross_entropy(tf.constant([label]), logits)
            gradient = tape.gradient(loss, logits).numpy()[0]
            gradient / gradient[label]
            """,
            asks="softmax",
            logits=row,
            label=label,
        )
    for rows, more in [(2, 0), (3, 0), (4, 8)]:  # the last of these rows is sure of its label
        logits = _row(draw, 3, rows)
        # Two neighbors never share a label.
        labels = np.resize(np.array(draw.indices(3, 3), "int32"), rows)
        for row, label in zip(logits, labels, strict=True):
            if row.argmax() == label:
                row[:] = np.roll(row, 1)
        logits[-1, labels[-1]] += more
        yield case(
            """
            logits = tf.constant(logits)
            with tf.GradientTape() as tape:
                tape.watch(logits)
                loss = cross_entropy(tf.constant(labels), logits)
            gradient = tape.gradient(loss, logits).numpy()
            gradient / gradient[0, labels[0]]
            """,
            asks="softmax",
            logits=logits,
            labels=labels,
        )


@cross_entropy.part(
    "refusal",
    0.75,
    "a label that is no class is a ValueError, and so is another number of labels",
    promises={
        "too large": "A label that is not below the number of classes is a ValueError.",
        "negative": "A negative label is a ValueError.",
        "lengths": "Another number of labels than of rows is a ValueError.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, labels, rows in draw.shuffled(
        [
            ("too large", [3], 1),
            ("too large", [0, 3], 2),
            ("too large", [256], 1),
            ("too large", [2], 1),
            ("too large", [2, 2], 2),
            ("too large", [3, 0], 2),
            ("too large", [0, 1, 2, 3], 4),
            ("negative", [-1], 1),
            ("negative", [0, -2], 2),
            ("negative", [2, -1], 2),
            ("negative", [-1, 2], 2),
            ("negative", [0], 1),
            ("negative", [1, 0], 2),
            ("lengths", [1], 2),
            ("lengths", [0, 1, 2], 2),
            ("lengths", [0, 1, 2], 1),
            ("lengths", [1, 1], 2),
            ("lengths", [0, 1, 2], 3),
        ]
    ):
        yield case(
            """
            try:
                cross_entropy(tf.constant(labels), tf.constant(logits))
                came = "accepted"
            except ValueError:
                came = "refused"
            came
            """,
            asks=asks,
            labels=labels,
            logits=_row(draw, 3, rows),
        )


# --------------------------------------------------------------------------- network-penalty

penalty = Question("network-penalty", needs=["l2_penalty", "total_loss", "tf"])


@penalty.part(
    "squares",
    1.1,
    "with strength 1 the penalty of a kernel is the sum of the squares of its numbers",
    promises={
        "sum": "The penalty is strength times the sum of the squares of the kernel's "
        "numbers, and a tape finds its gradient."
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Which Variables count is asked below: so all of these kernels have several rows and columns.
    for shape, size in [((2, 2), 1.0), ((3, 2), 1.0), ((2, 3), 2.0**10), ((2, 4), 2.0**-10)]:
        yield case(
            "float(l2_penalty([tf.Variable(size * kernel)], 1.0)) / size**2",
            asks="sum",
            kernel=draw.array(shape),
            size=size,
        )
    for shape in [(2, 2), (3, 2), (2, 3)]:
        yield case(
            """
            v = tf.Variable(kernel)
            with tf.GradientTape() as tape:
                value = l2_penalty([v], 1.0)
            tape.gradient(value, v).numpy()
            """,
            asks="sum",
            kernel=draw.array(shape),
        )


@penalty.part(
    "strength",
    0.4,
    "twice the strength is twice the penalty",
    promises={
        "strength": "The penalty is proportional to the strength, which may be 0.",
        "Tensor": "With a strength of 0, too, it is a scalar Tensor of float32, which a tape can "
        "follow.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for first, second in [(1.0, 0.5), (0.25, 1), (0.5, 2.5), (1.0, 0.0), (0.125, 0.75), (1, 3)]:
        yield case(
            """
            v = tf.Variable(kernel)
            some = [v, tf.Variable(2.0 * v)]
            float(l2_penalty(some, second)) / float(l2_penalty(some, first)) * float(v[0, 0])
            """,
            asks="strength",
            kernel=draw.array((2, 2), positive=True),
            first=first,
            second=second,
        )
    for strength in (0.0, 0):
        yield case(
            """
            value = l2_penalty([tf.Variable(kernel)], strength)
            isinstance(value, tf.Tensor), np.array(value).dtype.name
            """,
            asks="Tensor",
            kernel=draw.array((2, 2)),
            strength=strength,
        )
    yield case(
        """
        v, unconnected = tf.Variable(kernel), []
        for strength in (1.0, 0.0):
            with tf.GradientTape() as tape:
                value = tf.zeros([]) + l2_penalty([v], strength)
            unconnected.append(tape.gradient(value, v) is None)
        unconnected[0] == unconnected[1]
        """,
        asks="Tensor",
        kernel=draw.array((2, 2)),
    )


@penalty.part(
    "kernels",
    0.75,
    "all kernels count, which have two axes or more, and no bias, which has one",
    promises={
        "bias": "A Variable with one axis is a bias, and does not count.",
        "kernel": "All Variables with two axes or more are kernels, and count.",
        "none": "Without any kernels the penalty is a scalar Tensor of float32, which is 0.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    # Whether it is more than a kernel alone: another adds to it, before or after a bias, and one of
    # zeros does not.
    for others in draw.shuffled([(1, 1), (1, 0), (0, 1), (1, 0, 1)]):
        yield case(
            """
            variables = [tf.Variable(times * kernel) for times in others]
            variables.insert(1, tf.Variable(np.zeros(2, "float32")))  # a bias, after the first
            alone = float(l2_penalty([tf.Variable(kernel)], 1.0))
            number * float(np.sign(float(l2_penalty(variables, 1.0)) - alone))
            """,
            asks="kernel",
            kernel=draw.array((1, 2), positive=True),
            others=np.array(others, "float32"),
            number=draw.numbers(),
        )
    for shape in draw.shuffled(
        [(1,), (2,), (3,), (1, 2), (2, 1), (2, 1, 2), (4,), (1, 1), (1, 2, 1, 1)]
    ):
        yield case(
            """
            variables = [tf.Variable(kernel), tf.Variable(other)]
            both, alone = l2_penalty(variables, 1.0), l2_penalty(variables[:1], 1.0)
            float(both) > float(alone), len(variables)
            """,
            asks="bias" if len(shape) == 1 else "kernel",
            kernel=draw.array((1, 2), positive=True),
            other=draw.array(shape, positive=True),
        )
    for shape in draw.shuffled([(1,), (2,), (2, 1), (3,), (1, 2), (3, 1)]):
        yield case(
            "float(l2_penalty([tf.Variable(v)], 1.0)) > 0",
            asks="bias",
            v=draw.array(shape, positive=True),
        )
    for variables in ("[]", "[tf.Variable(bias)]"):
        yield case(
            f"""
            value, other = l2_penalty({variables}, 0.5), l2_penalty([tf.Variable([bias])], 0.5)
            like_other = np.array(value).dtype == np.array(other).dtype
            isinstance(value, tf.Tensor), like_other, np.shape(value)
            """,
            asks="none",
            bias=draw.array((3,)),
        )


MODEL = """
class Model:
    def __init__(self):
        self.kernel = tf.Variable(kernel)
        self.trainable_variables = [self.kernel]

    def __call__(self, x):
        return x @ self.kernel

def loss(labels, logits):
    return tf.reduce_sum(labels * logits) + labels[0, 0]

model, x, y = Model(), tf.constant(x), tf.constant(y)
"""


@penalty.part(
    "in the loss",
    0.75,
    "the total is the loss of the model's outputs plus the penalty of its Variables",
    promises={
        "sum": "The total is loss(labels, model(inputs)) plus the penalty of the model's "
        "Variables, and a tape finds its gradient.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    def inputs(rows: int = 1) -> dict[str, Any]:
        return {
            "kernel": draw.array((2, 2)),
            "x": draw.array((rows, 2)),
            "y": draw.array((rows, 2)),
        }

    for strength, rows in [(0.0, 1), (0.5, 1), (1.0, 3), (0.25, 2)]:
        yield case(
            MODEL
            + """
total = total_loss(model, x, y, strength, loss=loss)
float(total) - float(l2_penalty(model.trainable_variables, strength))
""",
            asks="sum",
            **inputs(rows),
            strength=strength,
        )
    for strength in (1.0, 0.5):
        yield case(
            MODEL
            + """
model.trainable_variables += [tf.Variable(v) for v in (other, other[0], 2 * other)]
total = total_loss(model, x, y, strength, loss=loss)
float(total) - float(l2_penalty(model.trainable_variables, strength))
""",
            asks="sum",
            **inputs(),
            other=draw.array((2, 2)),
            strength=strength,
        )
    for _ in range(2):
        yield case(
            MODEL
            + """
with tf.GradientTape() as tape:
    total = total_loss(model, x, y, strength, loss=loss)
with tf.GradientTape() as another:
    alone = l2_penalty([model.kernel], strength)
whole = tape.gradient(total, model.kernel)
other = another.gradient(alone, model.kernel, unconnected_gradients="zero")
(whole - other).numpy()
""",
            asks="sum",
            **inputs(),
            strength=0.5,
        )


# ------------------------------------------------------------------------------- network-fit

fit = Question("network-fit", needs=["fit", "tf"])

# One step of this training adds 1 to w, and the loss after so many steps stands in a list. So it
# is we who say how the validation loss goes.
COUNTED = """
class Model:
    def __init__(self):
        self.w = tf.Variable(0.0)
        self.trainable_variables = [self.w]

class Count:
    def apply_gradients(self, grads_and_vars):
        steps.append(1)
        for gradient, variable in grads_and_vars:
            variable.assign_add(1.0)

def loss(model, inputs, labels):
    return 0.0 * model.w + course[int(model.w)]

model, data, steps = Model(), (tf.constant([1.0, 2.0]), tf.constant([0, 1])), []
"""


def _courses(
    draw: Draw, *courses: list[int], unit: float = 1.0, start: float = 100.0
) -> Iterator[list[float]]:
    """Lists of losses that go up and down as the ranks do, with numbers of their own.

    `start`: what the loss is before the first step, which counts for nothing.
    """
    for ranks in courses:
        levels = unit * np.sort(draw.array((max(ranks) + 1,), positive=True))
        yield [start * abs(unit), *(float(levels[rank]) for rank in ranks), 99.0 * abs(unit)]


LINE = """
class Line:
    def __init__(self):
        self.w, self.b, self.c = tf.Variable(w), tf.Variable(b), tf.Variable(0.0)
        self.trainable_variables = [self.w, self.b, self.c]

    def __call__(self, x):
        return self.w * x + self.b + self.c * x * x

class Descent:
    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            variable.assign_sub(0.125 * gradient)
        steps.append((float(model.w), float(model.b), float(model.c)))

def loss(model, inputs, labels):
    return tf.reduce_mean(tf.square(model(inputs) - labels))

model, data, steps = Line(), (tf.constant(x), tf.constant(y)), []
"""


@fit.part(
    "steps",
    0.8,
    "each step hands the optimizer the gradients of one batch's loss, for all Variables",
    promises={
        "gradient": "A step hands over the gradients of its batch's loss where the last step "
        "ended, for all trainable Variables.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, rows, size, answer in [
        ("gradient", 1, 1, "steps[0][0]"),
        ("gradient", 2, 2, "steps[0][0]"),
        ("gradient", 3, 4, "steps[0][0]"),
        ("gradient", 1, 1, "steps[0]"),
        ("gradient", 2, 2, "steps[0]"),
        ("again", 2, 1, "steps[1]"),
        ("again", 3, 1, "steps[2]"),
    ]:
        # The examples of several batches are alike, so that their order does not matter.
        x, y = draw.array((rows,), positive=True) / 4, draw.array((rows,)) + np.float32(9)
        yield case(
            LINE
            + f"""
fit(model, Descent(), loss, data, data, epochs=1, batch_size={size}, patience=9)
{answer}
""",
            asks="gradient",
            w=draw.numbers(),
            b=draw.numbers(),
            x=x if asks != "again" else np.repeat(x[:1], rows),
            y=y if asks != "again" else np.repeat(y[:1], rows),
        )
    for _ in range(2):
        yield case(
            LINE
            + """
fit(model, Descent(), loss, data, data, epochs=2, batch_size=2, patience=9)
steps[1]
""",
            asks="gradient",
            w=draw.numbers(),
            b=draw.numbers(),
            x=draw.array((2,), positive=True) / 4,
            y=draw.array((2,)) + np.float32(9),
        )


SEEN = """
class Model:
    def __init__(self):
        self.w = tf.Variable(1.0)
        self.trainable_variables = [self.w]

class Look:
    def apply_gradients(self, grads_and_vars):
        batches.append(seen[-1])

def loss(model, inputs, labels):
    seen.append(inputs.numpy().tolist())
    return model.w * tf.reduce_sum(inputs)

seen, batches = [], []
model, data = Model(), (tf.constant(x), tf.constant(x))
"""


@fit.part(
    "batches",
    0.75,
    "an epoch is one step on each minibatch, in the order that seed + epoch gives",
    promises={
        "minibatches": "Epoch e takes a step on each batch of tf.minibatches with seed + e "
        "and none on other data; without a seed it is 0.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for rows, size, count in [(4, 2, 2), (5, 2, 3), (6, 4, 2), (3, 1, 3)]:
        yield case(
            SEEN
            + f"""
fit(model, Look(), loss, data, data, epochs=1, batch_size=size, patience=9, seed=seed)
batches[:{count}]
""",
            asks="minibatches",
            x=draw.array((rows,)),
            size=size,
            seed=draw.integer(0, 99),
        )
    for epochs in (2, 3):
        yield case(
            SEEN
            + f"""
fit(model, Look(), loss, data, data, epochs={epochs}, batch_size=3, patience=9, seed=seed)
batches[:{2 * epochs}]
""",
            asks="minibatches",
            x=draw.array((5,)),
            seed=draw.integer(0, 99),
        )
    yield case(
        SEEN
        + """
fit(model, Look(), loss, data, data, epochs=2, batch_size=2, patience=9)
batches[:6]
""",
        asks="minibatches",
        x=draw.array((6,)),
    )
    yield case(
        SEEN
        + """
validation = tf.constant(x + 100), tf.constant(x)
fit(model, Look(), loss, data, validation, epochs=1, batch_size=2, patience=9)
sorted(sum(batches[:2], []))
""",
        asks="minibatches",
        x=draw.array((4,)),
    )


@fit.part(
    "history",
    0.85,
    "the history has both losses after each epoch, over all the examples, as floats",
    promises={
        "history": 'The dict has "loss" and "val_loss", over all of train and of validation, with '
        "a float for each epoch, taken after its last step.",
        "Python": "These are Python floats.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for course in _courses(draw, [2, 1, 0], [3, 2, 1, 0], [0], [1, 0, 2], unit=2.0**-10):
        yield case(
            COUNTED
            + f"""
history = fit(model, Count(), loss, data, data, epochs={len(course) - 2}, batch_size=2, patience=9)
[history[key][:{len(course) - 2}] for key in ("loss", "val_loss")]
""",
            asks="history",
            course=course,
        )
    for rows, size in [(3, 2), (4, 3), (5, 2)]:
        yield case(
            SEEN
            + """
validation = tf.constant(other), tf.constant(other)
history = fit(model, Look(), loss, data, validation, epochs=2, batch_size=size, patience=9)
[(key, history[key][:2]) for key in sorted(history)]
""",
            asks="history",
            x=draw.array((rows,)),
            other=draw.array((5,)),
            size=size,
        )
    yield case(
        SEEN
        + """
history = fit(model, Look(), loss, data, data, epochs=2, batch_size=2, patience=9)
[isinstance(value, float) for key in sorted(history) for value in history[key][:2]]
""",
        asks="Python",
        x=draw.array((3,)),
    )


@fit.part(
    "patience",
    0.85,
    "training stops after patience epochs in a row without a new lowest validation loss",
    promises={
        "stops": "It stops once patience epochs in a row were not below the lowest loss before.",
        "in a row": "A new lowest loss starts the count anew.",
        "epochs": "It never trains for more than the given number of epochs.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, patience, ranks in [
        ("stops", 1, [1, 0, 2, 3, 4]),
        ("stops", 2, [2, 0, 3, 1, 4, 5]),
        ("stops", 3, [2, 1, 5, 4, 3, 0, 0]),
        ("stops", 2, [0, 4, 3, 2, 1]),
        ("in a row", 2, [3, 4, 2, 3, 1, 2, 0, 5, 5, 5, 5]),
        ("in a row", 3, [3, 4, 5, 1, 3, 2, 0, 5, 5, 5, 5, 5]),
        ("stops", 2, [1, 1, 1, 0, 0, 0]),
        ("stops", 1, [2, 1, 1, 0]),
        ("epochs", 5, [3, 2, 1, 0]),
        ("epochs", 2, [3, 0, 1]),
    ]:
        # A few falling losses first: so the epoch of the stop is another one in every draw.
        ranks = [*range(max(ranks) + draw.integer(0, 5), max(ranks), -1), *ranks]
        (course,) = _courses(draw, ranks)
        yield case(
            COUNTED
            + f"""
fit(model, Count(), loss, data, data, epochs={len(ranks)}, batch_size=2, patience={patience})
len(steps)
""",
            asks=asks,
            course=course,
        )


@fit.part(
    "best",
    0.75,
    "in the end the Variables hold what they held after the epoch of the lowest validation loss",
    promises={
        "brought back": "They end with the values of the first epoch with the lowest loss.",
        "validation": "Lowest means the validation loss, not the training loss.",
        "any size": "Lower is lower, by however little, be the losses large, 0, or below 0.",
        "all Variables": "All Variables are brought back.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, ranks in [
        ("brought back", draw.shuffled([0, 1, 2, 3])),
        ("brought back", draw.shuffled([0, 1, 2, 3, 4])),
        ("brought back", draw.shuffled([0, 1, 2])),
        ("brought back", draw.shuffled([0, 1, 2, 3, 4, 5])),
        ("brought back", [0, *draw.shuffled([0, 1, 2])]),
        ("brought back", [2, *draw.shuffled([0, 1, 0])]),
        ("brought back", [2, 1, 0]),
        ("brought back", [0, *draw.shuffled([1, 2, 3])]),
        ("brought back", [2, 1, 0, 3, 3]),
    ]:
        (course,) = _courses(draw, ranks)
        patience = 2 if ranks[-2:] == [3, 3] else 9
        yield case(
            COUNTED
            + f"""
fit(model, Count(), loss, data, data, epochs={len(ranks)}, batch_size=2, patience={patience})
float(model.w)
""",
            asks=asks,
            course=course,
        )
    (course,) = _courses(draw, draw.shuffled([0, 1, 2, 3]), start=0.0)
    yield case(
        COUNTED
        + """
fit(model, Count(), loss, data, data, epochs=4, batch_size=2, patience=9)
float(model.w)
""",
        asks="brought back",
        course=course,
    )
    for unit in draw.shuffled([2.0**-20, 2.0**20, -1.0, 2.0**-8, 1.0]):
        (course,) = _courses(draw, [3, *draw.shuffled([0, 1]), 2], unit=unit)
        if unit == 1.0:  # the lowest is 0
            course = [value - min(course) for value in course]
        if unit == 2.0**-8:  # hardly lower than before, for losses of their size
            course = [64.0 + value for value in course]
        yield case(
            COUNTED
            + """
fit(model, Count(), loss, data, data, epochs=4, batch_size=2, patience=9)
float(model.w)
""",
            asks="any size",
            course=course,
        )
    for _ in range(2):
        (course,) = _courses(draw, [3, *draw.shuffled([0, 1]), 2])
        yield case(
            COUNTED
            + """
model.u, model.t = tf.Variable(start), tf.Variable(2 * start)
model.trainable_variables = [model.w, model.u, model.t]
fit(model, Count(), loss, data, data, epochs=4, batch_size=2, patience=9)
float(model.u), float(model.t)
""",
            asks="all Variables",
            start=draw.array((2,))[0],
            course=course,
        )
    for _ in range(2):
        (course,) = _courses(draw, [1, *draw.shuffled([0, 2]), 3], unit=2.0**-6)
        yield case(
            COUNTED
            + """
def loss(model, inputs, labels):
    learned_from = int(labels[0]) == 0
    return 0.0 * model.w - (model.w if learned_from else -course[int(model.w)])

train, validation = (tf.zeros([1]), tf.constant([0])), (tf.zeros([1]), tf.constant([1]))
fit(model, Count(), loss, train, validation, epochs=4, batch_size=1, patience=9)
float(model.w)
""",
            asks="validation",
            course=course,
        )


# -------------------------------------------------------------------------- network-evaluate

evaluate = Question("network-evaluate", needs=["evaluate", "tf"])

# The "model" hands back its inputs: so the inputs are the logits.


def _logits(draw: Draw, predicted: NDArray, classes: int) -> NDArray:
    """Logits, negative ones, too, whose largest is that of the predicted class."""
    logits = draw.rng.integers(-30, 0, (len(predicted), classes)) / 4
    logits[np.arange(len(predicted)), predicted] = draw.rng.integers(1, 60, len(predicted)) / 4
    return (logits - draw.integer(0, 2)).astype("float32")


def _all_different(draw: Draw, rows: int, classes: int) -> dict[str, Any]:
    """At least one right and one wrong; no two of one class, so that no place comes up twice."""
    labels = draw.rng.permutation(classes)[:rows]
    wrong = draw.rng.permutation(rows)[: draw.integer(1, max(1, rows - 1))]
    predicted = labels.copy()
    predicted[wrong] = (labels[wrong] + draw.integer(1, classes - 1)) % classes
    return {"logits": _logits(draw, predicted, classes), "labels": labels.astype("int32")}


def _examples(draw: Draw, rows: int, classes: int) -> dict[str, Any]:
    labels = draw.rng.integers(classes, size=rows)
    guesses = draw.rng.integers(classes, size=rows)
    predicted = np.where(draw.rng.random(rows) < 0.5, labels, guesses)
    return {
        "logits": _logits(draw, predicted, classes),
        "labels": labels.astype("int32"),
    }


@evaluate.part(
    "accuracy",
    0.7,
    "the accuracy is the share of examples whose largest logit is at their label",
    promises={
        "share": "The accuracy is the share of examples whose largest logit is at their label.",
        "Python": "The accuracy is a Python float.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for rows, classes, size in [
        (2, 2, 1),
        (3, 3, 3),
        (4, 4, 2),
        (5, 5, 5),
        (6, 6, 3),
        (6, 6, 2),
        (8, 8, 4),
        (9, 9, 3),
    ]:
        yield case(
            """
            accuracy, confusion = evaluate(
                lambda x: x, tf.constant(logits), tf.constant(labels), classes, batch_size=size
            )
            accuracy
            """,
            asks="share",
            **_all_different(draw, rows, classes),
            classes=classes,
            size=size,
        )
    for _ in range(2):
        yield case(
            """
            accuracy, confusion = evaluate(
                lambda x: x, tf.constant(logits), tf.constant(labels), 5, batch_size=5
            )
            accuracy
            """,
            asks="share",
            **_all_different(draw, 5, 5),
        )
    for size in (1, 1000):  # of two logits, both are positive, or both negative
        yield case(
            """
            accuracy, confusion = evaluate(
                lambda x: x, tf.constant(logits), tf.constant(labels), 2, batch_size=1
            )
            accuracy
            """,
            asks="share",
            logits=np.array([[-3, -1], [-1, -3], [1, 3], [3, 1], [3, 2]], "float32")
            * (size * draw.integer(1, 9)),
            labels=np.array([1, 0, 1, 0, draw.integer(0, 1)], "int32"),
        )
    for right, wrong in draw.shuffled([(1, 2), (2, 1), (3, 1)]):  # in one class, more than others
        yield case(
            """
            accuracy, confusion = evaluate(
                lambda x: x, tf.constant(logits), tf.constant(labels), 3, batch_size=1
            )
            accuracy
            """,
            asks="share",
            logits=_logits(draw, np.array([0] * right + [1] * wrong + [2, 0]), 3),
            labels=np.array([0] * (right + wrong) + [2, 1], "int32"),
        )
    yield case(
        """
        accuracy, confusion = evaluate(
            lambda x: x, tf.constant(logits), tf.constant(labels), 4, batch_size=4
        )
        isinstance(accuracy, float), number
        """,
        asks="Python",
        **_all_different(draw, 4, 4),
        number=draw.integer(2, 99),
    )


@evaluate.part(
    "ragged",
    0.5,
    "every example counts alike, also where the last batch is smaller",
    promises={"alike": "A smaller last batch counts as many examples as it has."},
)
def _(draw: Draw) -> Iterator[Case]:
    for rows, size in [(3, 2), (4, 3), (5, 2), (7, 3), (7, 5), (9, 4)]:
        labels = draw.rng.permutation(rows)
        predicted = labels.copy()
        wrong = draw.integer(1, size)  # these come first, so that the last batch is right
        predicted[:wrong] = (labels[:wrong] + draw.integer(1, rows - 1)) % rows
        yield case(
            """
            inputs, labels = tf.constant(logits), tf.constant(labels)
            ragged, confusion = evaluate(lambda x: x, inputs, labels, classes, batch_size=size)
            whole, confusion = evaluate(lambda x: x, inputs, labels, classes, len(labels))
            number * ragged / whole
            """,
            asks="alike",
            number=draw.numbers(),
            logits=_logits(draw, predicted, rows) + np.float32(20),
            labels=labels.astype("int32"),
            classes=rows,
            size=size,
        )


@evaluate.part(
    "confusion",
    1.2,
    "entry [i, j] of the confusion matrix counts the examples of class i taken for class j",
    promises={
        "counts": "Entry [i, j] counts, in whole numbers, what of class i is taken for class j, "
        "for all classes.",
        "many": "A count may be large, and so may labels be, of any integer dtype.",
        "array": "The confusion is an array of shape [classes, classes], whichever come up.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for asks, rows, classes in [
        ("counts", 2, 2),
        ("counts", 5, 3),
        ("counts", 8, 2),
        ("counts", 9, 4),
        ("counts", 2, 5),
        ("counts", 3, 4),
        ("counts", 6, 3),
    ]:
        yield case(
            """
            accuracy, confusion = evaluate(
                lambda x: x, tf.constant(logits), tf.constant(labels), classes, len(labels)
            )
            np.asarray(confusion).dtype.kind in "iu", np.asarray(confusion).tolist()
            """,
            asks=asks,
            **_examples(draw, rows, classes),
            classes=classes,
        )
    yield case(
        """
        accuracy, confusion = evaluate(
            lambda x: x, tf.constant(logits), tf.constant(labels), 3, batch_size=3
        )
        np.asarray(confusion).tolist()
        """,
        asks="counts",
        **_examples(draw, 6, 3),
    )
    yield case(
        """
        inputs, labels = tf.zeros([rows, 2]), tf.zeros([rows], tf.int32)
        accuracy, confusion = evaluate(lambda x: x, inputs, labels, 2, batch_size=rows)
        np.asarray(confusion).tolist()
        """,
        asks="many",
        rows=draw.integer(300, 999),
    )
    yield case(
        """
        labels = tf.constant(numbers, tf.uint8)
        accuracy, confusion = evaluate(lambda x: x, tf.one_hot(numbers, 60), labels, 60, 5)
        [int(np.asarray(confusion)[n, n]) for n in numbers]
        """,
        asks="many",
        numbers=[number + 10 for number in draw.indices(5, 50)],
    )
    classes = draw.integer(7, 20)  # only the first three of them come up
    yield case(
        """
        accuracy, confusion = evaluate(
            lambda x: x, tf.constant(logits), tf.constant(labels), classes, batch_size=3
        )
        isinstance(confusion, np.ndarray), np.shape(confusion)
        """,
        asks="array",
        logits=_logits(draw, draw.rng.integers(3, size=3), classes),
        labels=draw.rng.integers(3, size=3),
        classes=classes,
    )


@evaluate.part(
    "batches",
    0.6,
    "the model is given batch_size examples at once, in order",
    promises={
        "sizes": "The model is given every example once, in order, batch_size at once.",
        "default": "Without a batch_size it is 100.",
        "any shape": "An example may have any shape, which the model gets to see.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for rows, size in [(2, 2), (4, 3), (5, 2), (6, 3), (7, 4)]:
        yield case(
            """
            given = []

            def model(x):
                given.append(x.numpy()[:, 0].tolist())
                return x

            evaluate(model, tf.constant(logits), tf.constant(labels), 2, batch_size=size)
            given
            """,
            asks="sizes",
            **_examples(draw, rows, 2),
            size=size,
        )
    for example in [(2, 3), (1, 2, 2)]:
        yield case(
            """
            given = []

            def model(x):
                given.append(tuple(x.shape))
                return tf.reshape(x, (x.shape[0], -1))

            evaluate(model, tf.constant(images), tf.zeros([3], tf.int32), classes, batch_size=2)
            given, classes + number
            """,
            asks="any shape",
            images=draw.array((3, *example)),
            classes=int(np.prod(example)),
            number=draw.integer(2, 99),
        )
    for rows in draw.shuffled([draw.integer(101, 199), draw.integer(201, 299)]):
        yield case(
            """
            given = []

            def model(x):
                given.append(len(x))
                return x

            evaluate(model, tf.zeros([rows, 2]), tf.zeros([rows], tf.int32), 2)
            given
            """,
            asks="default",
            rows=rows,
        )


# ------------------------------------------------------------------------ network-checkpoint

checkpoint = Question("network-checkpoint", needs=["save_weights", "load_weights", "tf"])

CAPITALS = ("W:0", "hidden/W:0")
NAMES = ("kernel", "bias", "0/kernel", "1/bias", "out", "scale", *CAPITALS)

SAVED = """
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = folder + "/weights.npz"
    variables = {first: tf.Variable(a), second: tf.Variable(b, trainable=False)}
    save_weights(path, variables)
    with np.load(path) as file:
        saved = {name: file[name] for name in file.files}
"""


def _three_names(draw: Draw) -> list[str]:
    """Three names that are in alphabetical order neither forwards nor backwards."""
    first, second, third = sorted(draw.shuffled(NAMES)[:3])
    return list(
        draw.one_of(
            [
                (first, third, second),
                (second, first, third),
                (second, third, first),
                (third, first, second),
            ]
        )
    )


def _two(draw: Draw, *dtypes: str) -> dict[str, Any]:
    """Two names, one of them with a capital, and a value for each."""
    capital = draw.one_of(CAPITALS)
    other = draw.one_of([name for name in NAMES if name != capital])
    first, second = draw.shuffled([capital, other])
    kinds = dtypes or ("float32", "float32")
    return {
        "first": first,
        "second": second,
        "a": draw.array((2, draw.integer(1, 3)), kinds[0]),
        "b": draw.array((draw.integer(2, 4),), kinds[1]),
    }


@checkpoint.part(
    "saved",
    0.8,
    "the file holds the value of every Variable under its name",
    promises={
        "names": "The .npz file holds each value under its name, in the dtype of its Variable.",
        "path": "The file is the one named by path, and replaces an older one.",
        "single": "The value of a Variable of shape () has this shape in the file, too.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(3):
        two = _two(draw)
        two["a"] = two["a"] / np.float32(3)  # no round number
        yield case(SAVED + "saved\n", asks="names", **two)
    for dtypes in (("float64", "float32"), ("int32", "float64")):
        yield case(SAVED + "saved\n", asks="names", **_two(draw, *dtypes))
    yield case(
        SAVED.replace("    save_w", "    save_weights(path, {older: tf.Variable(a)})\n    save_w")
        + "saved\n",
        asks="path",
        **_two(draw),
        older="older",
    )
    numbers = {**_two(draw), "a": draw.array(()), "b": draw.array(())}
    yield case(SAVED + "saved\n", asks="single", **numbers)
    for _ in range(2):
        yield case(
            """
            import os
            import tempfile

            with tempfile.TemporaryDirectory() as folder:
                save_weights(f"{folder}/{name}.npz", {"w": tf.Variable(w)})
                files = os.listdir(folder)
            files
            """,
            asks="path",
            name=draw.one_of(["W", "bias", "0-kernel"]) + str(draw.integer(1, 99)),
            w=draw.array((2,)),
        )


# The files here are written by NumPy, so that loading is judged apart from saving.
WRITTEN = """
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = folder + "/weights.npz"
    np.savez(path, **values)
    variables = {name: tf.Variable(start) for name, start in starts.items()}
"""
LOAD = "    load_weights(path, variables)\n"


@checkpoint.part(
    "restored",
    0.95,
    "every Variable gets the value that the file holds under its name",
    promises={
        "by name": "A Variable gets what the file holds under its name, whatever the order.",
        "in place": "The Variables are changed in place.",
        "again": "They get what the file holds now, whatever it held before.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    for turned in draw.shuffled([True, False, True, False]):
        names = _three_names(draw)
        yield case(
            WRITTEN
            + """
    load_weights(path, variables)
[v.numpy() for v in variables.values()]
""",
            asks="by name",
            values={name: draw.array((2,)) for name in names},
            starts={name: draw.array((2,)) for name in (names[::-1] if turned else names)},
        )
    for asks in draw.shuffled(["in place", "in place", "again"]):
        name = draw.one_of(NAMES)
        dtype, large = ("float32", np.float32(1 / 3)) if asks == "again" else ("float64", 1e50)
        again = f"    np.savez(path, **starts)\n{LOAD}" if asks == "again" else ""
        yield case(
            f"{WRITTEN}\n    v = variables[name]\n{LOAD}{again}v.numpy()\n",
            asks=asks,
            name=name,
            values={name: large * draw.array((2, 2), dtype)},
            starts={name: draw.array((2, 2), dtype)},
        )


LOADED = """
    try:
        load_weights(path, variables)
        came = "accepted"
    except ValueError:
        came = "refused"
came
"""


@checkpoint.part(
    "refusal",
    0.75,
    "a file that does not fit is a ValueError: a name missing or surplus, another shape or dtype",
    promises={
        "missing": "A Variable whose name the file lacks is a ValueError.",
        "surplus": "A name in the file without a Variable is a ValueError.",
        "shape": "A value of another shape than its Variable's is a ValueError.",
        "dtype": "A value of another dtype than its Variable's is a ValueError.",
        "pickle": "A file with pickled objects is a ValueError, and nothing is unpickled.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    def shaped(*shape: int, dtype: str = "float32") -> NDArray:
        return draw.array(shape, dtype)

    kinds: list[tuple[str, list[Any], list[Any]]] = draw.shuffled(
        [
            ("missing", [], [shaped(2)]),
            ("missing", [shaped(2)], [shaped(2), shaped(3)]),
            ("missing", [shaped(2), shaped(2)], [shaped(2), shaped(2)]),
            ("missing", [shaped(2), shaped(2)], [shaped(2)] * 2 + [None]),
            ("surplus", [shaped(2), shaped(2)], [shaped(2)]),
            ("surplus", [shaped(1)] * 3, []),
            ("surplus", [shaped(2)], [shaped(2)]),
            ("shape", [shaped(2, 3)], [shaped(3, 2)]),
            ("shape", [shaped(1)], [shaped(2)]),
            ("shape", [shaped(2, 1)], [shaped(2)]),
            ("shape", [shaped(2, 1)], [shaped(2, 1)]),
            ("dtype", [shaped(2, dtype="float64")], [shaped(2)]),
            ("dtype", [shaped(2)], [shaped(2, dtype="float64")]),
            ("dtype", [shaped(2, dtype="int32")], [shaped(2)]),
            ("dtype", [shaped(2, dtype="float64")], [shaped(2, dtype="float64")]),
        ]
    )
    for asks, in_file, wanted in kinds:
        names = draw.shuffled(NAMES)
        others = names[1:] if len(wanted) > 2 else names  # as many names, but not the same
        yield case(
            WRITTEN + LOADED,
            asks=asks,
            values=dict(zip(names, in_file, strict=False)),
            starts=dict(zip(others, wanted[:2], strict=False)),
        )
    for beside in ("", 'w=np.ones(1, "float32"), '):
        yield case(
            f"""
            import os
            import tempfile

            class Trap:  # whoever unpickles it makes a folder
                def __reduce__(self):
                    return os.mkdir, (folder + "/unpickled",)

            with tempfile.TemporaryDirectory() as folder:
                path = f"{{folder}}/{{name}}.npz"
                np.savez(path, {beside}{"v" if beside else "w"}=np.array([Trap()], dtype=object))
                try:
                    load_weights(path, {{"w": tf.Variable([1.0])}})
                    came = "accepted"
                except ValueError:
                    came = "refused"
                files = sorted(os.listdir(folder))
            came, files
            """,
            asks="pickle",
            name="weights" + str(draw.integer(1, 99)),
        )


TRIED = """
    try:
        load_weights(path, variables)
    except Exception:
        pass
[v.numpy() for v in variables.values()]
"""

REFUSED = """
    try:
        load_weights(path, variables)
        refused = False  # this is asked elsewhere
    except Exception:
        refused = True
[v.numpy() if refused else starts[name] for name, v in variables.items()]
"""


@checkpoint.part(
    "untouched",
    0.25,
    "where one value does not fit, no Variable is changed",
    promises={"nothing": "If anything does not fit, all Variables stay as they are."},
)
def _(draw: Draw) -> Iterator[Case]:
    for bad, shape in draw.shuffled(
        [(0, (2, 4)), (1, (3, 3)), (2, (3, 2)), (1, (3, 2)), (2, (2, 4)), *[(None, ())] * 3]
    ):
        names = _three_names(draw)
        values = [draw.array((2, 3)) for _ in names]
        if bad is not None:
            values[bad] = draw.array(shape)
        yield case(
            WRITTEN + (TRIED if bad is None else REFUSED),
            asks="nothing",
            values=dict(zip(names, values, strict=True)),
            starts={name: draw.array((2, 3)) for name in names},
        )
    for fault in draw.shuffled(["missing", "surplus", "dtype"]):
        names = _three_names(draw)
        dtypes = ["float32", "float32", "float64" if fault == "dtype" else "float32"]
        in_file = {name: draw.array((2,), dtype) for name, dtype in zip(names, dtypes, strict=True)}
        starts = {name: draw.array((2,)) for name in names}
        if fault != "dtype":
            del (in_file if fault == "missing" else starts)[names[-1]]
        yield case(WRITTEN + REFUSED, asks="nothing", values=in_file, starts=starts)
    yield case(
        WRITTEN
        + """
    objects = {last: np.array([None], dtype=object)}
    np.savez(path, **values, **objects)
"""
        + REFUSED,
        asks="nothing",
        values={"a": draw.array((1,)), "b": draw.array((1,))},
        starts={name: draw.array((1,)) for name in "abc"},
        last="c",
    )


@checkpoint.part(
    "told",
    0.25,
    "the message names what does not fit",
    promises={
        "missing": "The message has the name that the file lacks.",
        "surplus": "The message has the name for which there is no Variable.",
        "shape": "The message has the name of the value that has another shape.",
        "dtype": "The message has the name of the value that has another dtype.",
    },
)
def _(draw: Draw) -> Iterator[Case]:
    names = ("alpha/w", "beta/w", "gamma/w", "delta/w", "omega/w", "sigma/w")
    for i, fault in enumerate(["missing", "surplus", "shape", "dtype"] * 2):
        good, bad = draw.shuffled(names)[:2]
        both = [bad, good] if i < 4 else [good, bad]  # the one at fault comes first, or last
        values = {name: draw.array((2,)) for name in both}
        starts = {name: draw.array((2,)) for name in both}
        if fault == "missing":
            del values[bad]
        elif fault == "surplus":
            del starts[bad]
        elif fault == "shape":
            values[bad] = draw.array((3,))
        else:
            values[bad] = draw.array((2,), "float64")
        yield case(
            WRITTEN
            + """
    try:
        load_weights(path, variables)
        told = "nothing is refused"
    except Exception as error:
        told = [name for name in names if name in str(error)]
told
""",
            asks=fault,
            values=values,
            starts=starts,
            names=sorted([bad, *draw.shuffled([n for n in names if n not in (good, bad)])[:2]]),
        )
