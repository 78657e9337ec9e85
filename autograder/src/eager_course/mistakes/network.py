"""Mistakes of the stage network: layers, their loss, training, judging, saving."""

from dataclasses import replace

from autograder.outside.course.mistake import Mistake

from .network_library import (
    of_checkpoint,
    of_cross_entropy,
    of_dense,
    of_evaluate,
    of_fit,
    of_penalty,
    of_sequential,
)

DRAWN = "numbers = rng.uniform(-limit, limit, [inputs, outputs])"
LIMIT = "limit = (6 / (inputs + outputs)) ** 0.5"
GENERATOR = "rng = np.random.default_rng(seed)"
BIAS = "self.bias = tf.Variable(tf.zeros([outputs]))"
OUTPUT = "y = x @ self.kernel + self.bias"
ACTIVATED = "return y if self.activation is None else self.activation(y)"
OWN = "self.trainable_variables = [self.kernel, self.bias]"

DENSE_MISTAKES = [
    of_dense(
        "no-bias-added",
        "Your Dense computes x @ kernel, and does not add what the bias holds.",
        "Which two Variables does a layer have? Does the output depend on both?",
        fails=("bias", "activation"),
        edits={OUTPUT: "y = x @ self.kernel"},
    ),
    of_dense(
        "bias-of-ones",
        "Your bias starts as ones.",
        "What should a new layer add to its outputs?",
        fails=("bias",),
        edits={BIAS: "self.bias = tf.Variable(tf.ones([outputs]))"},
    ),
    of_dense(
        "bias-drawn-at-random",
        "Your bias starts as random numbers.",
        "Only the kernel needs chance, to make the outputs differ. What does the bias start as?",
        fails=("bias",),
        edits={
            BIAS: "self.bias = tf.Variable(rng.uniform(-limit, limit, [outputs]), dtype=tf.float32)"
        },
    ),
    of_dense(
        "one-bias-for-all",
        "Your bias is a single number, which all the outputs share.",
        "How many outputs are there, and how many numbers should be added?",
        fails=("bias",),
        edits={BIAS: "self.bias = tf.Variable(0.0)"},
    ),
    of_dense(
        "bias-for-the-inputs",
        "Your bias has a number for each input, not for each output.",
        "To what is the bias added: to x, or to x @ kernel?",
        fails=("bias",),
        edits={BIAS: "self.bias = tf.Variable(tf.zeros([inputs]))"},
    ),
    of_dense(
        "bias-twice",
        "Your Dense adds the bias twice.",
        "Give it a bias of 1 and an x of zeros. What comes out?",
        fails=("bias", "activation"),
        edits={OUTPUT: "y = x @ self.kernel + self.bias + self.bias"},
    ),
    of_dense(
        "bias-of-whole-numbers",
        "Your bias is an int32 Variable, made of Python ints; it cannot be added to floats.",
        "What is the dtype of tf.Variable([0, 0])?",
        costly="Without floats nothing comes out of the layer.",
        fails=(
            "product",
            "bias",
            "activation",
            "variables",
        ),
        edits={BIAS: "self.bias = tf.Variable([0] * outputs)"},
    ),
    of_dense(
        "kernel-turned-around",
        "Your kernel has the shape [outputs, inputs].",
        "Row i belongs to input i. How many rows are there then?",
        fails=("kernel", "variables"),
        edits={
            DRAWN: "numbers = rng.uniform(-limit, limit, [outputs, inputs])",
            OUTPUT: "y = x @ tf.transpose(self.kernel) + self.bias",
        },
    ),
    of_dense(
        "kernel-transposed",
        "Your Dense multiplies x by the transposed kernel.",
        "Row i belongs to input i. Which numbers of the kernel does x[0, i] meet in x @ kernel?",
        fails=("bias", "variables"),
        edits={OUTPUT: "y = x @ tf.transpose(self.kernel) + self.bias"},
    ),
    of_dense(
        "kernel-transposed-if-square",
        "Where a layer has as many outputs as inputs, your Dense transposes its kernel.",
        "A shape that fits is not enough. Which numbers of the kernel does x[0, i] meet?",
        fails=("variables",),
        edits={
            OUTPUT: "square = self.kernel.shape[0] == self.kernel.shape[1]\n"
            "        y = tf.matmul(x, self.kernel, transpose_b=square) + self.bias"
        },
    ),
    of_dense(
        "large-outputs-clipped",
        "Your Dense clips outputs that are large.",
        "What should become of a large number if there is no activation?",
        fails=("activation",),
        edits={OUTPUT: "y = tf.clip_by_value(x @ self.kernel + self.bias, -1e4, 1e4)"},
    ),
    of_dense(
        "tiny-outputs-made-0",
        "Your Dense turns outputs that are nearly 0 into 0.",
        "What should become of a tiny number if there is no activation?",
        fails=("activation",),
        edits={OUTPUT: OUTPUT + "\n        y = tf.where(tf.abs(y) < 1e-4, 0.0 * y, y)"},
    ),
    of_dense(
        "kernel-in-float64",
        "Your kernel keeps NumPy's float64, which cannot be multiplied with a float32 x.",
        "Which dtype do numbers have that come from NumPy's generator?",
        costly="No float32 can be multiplied with it, so nothing comes out.",
        fails=("product", "bias", "activation", "kernel", "variables"),
        edits={
            "self.kernel = tf.Variable(numbers, dtype=tf.float32)": (
                "self.kernel = tf.Variable(numbers)"
            )
        },
    ),
    of_dense(
        "kernel-cast-when-called",
        "Your kernel is a float64 Variable, which is cast to float32 whenever the layer is called.",
        "Which dtype does the docstring give the kernel itself?",
        fails=("kernel",),
        edits={
            "self.kernel = tf.Variable(numbers, dtype=tf.float32)": (
                "self.kernel = tf.Variable(numbers)"
            ),
            OUTPUT: "y = x @ tf.cast(self.kernel, tf.float32) + self.bias",
        },
    ),
    of_dense(
        "kernel-a-tensor",
        "Your kernel is a Tensor, which cannot learn: nothing can be assigned to it.",
        "What is a Variable for?",
        costly="Nothing can be assigned to a Tensor.",
        fails=("product", "bias", "activation", "kernel", "variables"),
        edits={
            "self.kernel = tf.Variable(numbers, dtype=tf.float32)": (
                "self.kernel = tf.constant(numbers, tf.float32)"
            )
        },
    ),
    of_dense(
        "product-number-by-number",
        "Your Dense multiplies x and the kernel number by number.",
        "Which operator is the matrix product?",
        costly="The product is most of what a layer does.",
        fails=(
            "product",
            "bias",
            "variables",
        ),
        edits={OUTPUT: "y = x * self.kernel + self.bias"},
    ),
    of_dense(
        "kernel-from-the-left",
        "Your Dense multiplies the kernel by x from the wrong side.",
        "x is (n, inputs) and the kernel is (inputs, outputs). In which order do they fit?",
        costly="Without the product nothing comes out of the layer.",
        fails=(
            "product",
            "bias",
            "variables",
        ),
        edits={OUTPUT: "y = self.kernel @ x + self.bias"},
    ),
    of_dense(
        "starts-as-zeros",
        "Your kernel starts as zeros, so that all outputs are equal and stay equal.",
        "What tells one output from another before anything is learned?",
        fails=("kernel",),
        edits={DRAWN: "numbers = np.zeros([inputs, outputs])"},
    ),
    of_dense(
        "only-positive",
        "Your kernel has positive numbers alone: they are drawn between 0 and the limit.",
        "Where does the interval of Glorot's uniform begin?",
        fails=("kernel",),
        edits={DRAWN: "numbers = rng.uniform(0, limit, [inputs, outputs])"},
    ),
    of_dense(
        "normal-numbers",
        "Your kernel is drawn from a normal distribution, which reaches beyond every limit.",
        "Which method of the generator draws numbers that are equally likely within two bounds?",
        fails=("kernel",),
        edits={DRAWN: "numbers = limit / 3**0.5 * rng.standard_normal([inputs, outputs])"},
    ),
    of_dense(
        "limit-of-the-inputs-alone",
        "Your limit is the root of 6 / inputs; the outputs do not come into it.",
        "Read the formula again: what is 6 divided by?",
        fails=("kernel",),
        edits={LIMIT: "limit = (6 / inputs) ** 0.5"},
    ),
    of_dense(
        "limit-without-root",
        "Your limit is 6 / (inputs + outputs), without the root.",
        "Which power of the fraction is the limit?",
        fails=("kernel",),
        edits={LIMIT: "limit = 6 / (inputs + outputs)"},
    ),
    of_dense(
        "always-between-minus-1-and-1",
        "Your kernel is drawn between -1 and 1, however many inputs and outputs there are.",
        "A sum over more inputs is larger. What should make up for that?",
        fails=("kernel",),
        edits={LIMIT: "limit = 1.0"},
    ),
    of_dense(
        "seed-ignored",
        "Your kernel is another one every time, whatever the seed.",
        "Make two layers with seed 1. Where does the argument seed go?",
        fails=("kernel",),
        edits={GENERATOR: "rng = np.random.default_rng()"},
    ),
    of_dense(
        "seed-fixed",
        "Your kernel is drawn from one fixed seed, so that all layers of one shape start alike.",
        "Make two layers with the seeds 1 and 2. Do they differ?",
        fails=("kernel",),
        edits={GENERATOR: "rng = np.random.default_rng(0)"},
    ),
    of_dense(
        "no-seed-is-zero",
        "Without a seed, your Dense takes the seed 0: all layers of one shape start alike.",
        "Make two layers without a seed. Do they differ?",
        fails=("kernel",),
        edits={GENERATOR: "rng = np.random.default_rng(0 if seed is None else seed)"},
    ),
    of_dense(
        "global-seed",
        "Your Dense sets NumPy's global seed, which changes the numbers of everybody else.",
        "Who else may be drawing from np.random? Make a generator of your own.",
        fails=("kernel",),
        edits={GENERATOR: "np.random.seed(seed)\n        rng = np.random"},
    ),
    of_dense(
        "global-generator-without-a-seed",
        "Without a seed your Dense draws from np.random, which belongs to everybody.",
        "What does np.random.default_rng(None) give?",
        fails=("kernel",),
        edits={
            GENERATOR: "rng = np.random if seed is None else np.random.default_rng(seed)",
        },
    ),
    of_dense(
        "activation-ignored",
        "Your Dense never applies its activation.",
        "What does relu make of a negative output?",
        fails=("activation",),
        edits={ACTIVATED: "return y"},
    ),
    of_dense(
        "any-activation-is-relu",
        "Your Dense applies relu, whichever activation it is given.",
        "Give it tf.square. What should come out?",
        fails=("activation",),
        edits={ACTIVATED: "return y if self.activation is None else tf.nn.relu(y)"},
    ),
    of_dense(
        "relu-by-default",
        "Your Dense applies relu where it is given no activation.",
        "What does an activation of None stand for?",
        fails=("activation",),
        edits={ACTIVATED: "return (self.activation or tf.nn.relu)(y)"},
    ),
    of_dense(
        "first-number-of-the-bias",
        "Your Dense adds the first number of the bias to all the outputs.",
        "Each output has a number of its own in the bias. Does yours add it?",
        fails=("bias",),
        edits={OUTPUT: "y = x @ self.kernel + self.bias[0]"},
    ),
    of_dense(
        "mean-over-the-inputs",
        "Your Dense divides the product by the number of inputs.",
        "Is x @ kernel a sum over the inputs, or a mean?",
        fails=("product",),
        edits={OUTPUT: "y = x @ self.kernel / float(len(x[0])) + self.bias"},
    ),
    of_dense(
        "activation-before-the-bias",
        "Your Dense applies the activation to x @ kernel, and adds the bias to what comes out.",
        "In activation(x @ kernel + bias), what happens last?",
        fails=("activation",),
        edits={
            OUTPUT: "y = x @ self.kernel",
            ACTIVATED: (
                "y = y if self.activation is None else self.activation(y)\n"
                "        return y + self.bias"
            ),
        },
    ),
    of_dense(
        "activation-of-the-inputs",
        "Your Dense applies the activation to x, and not to what it makes of x.",
        "In activation(x @ kernel + bias), what stands inside the parentheses?",
        fails=("activation",),
        edits={
            OUTPUT: (
                "x = x if self.activation is None else self.activation(x)\n"
                "        y = x @ self.kernel + self.bias"
            ),
            ACTIVATED: "return y",
        },
    ),
    of_dense(
        "relu-whatever-is-asked-for",
        "Your Dense applies relu, whichever activation it is given.",
        "Where does the argument activation go? And what if it is None?",
        fails=("activation",),
        edits={ACTIVATED: "return tf.nn.relu(y)"},
    ),
    of_dense(
        "none-is-called",
        "Your Dense calls its activation even if it is None.",
        "What is the activation of a layer that was given none?",
        costly="Most layers that are asked about have no activation.",
        fails=(
            "product",
            "bias",
            "activation",
            "variables",
        ),
        edits={ACTIVATED: "return self.activation(y)"},
    ),
    of_dense(
        "bias-before-kernel",
        "Your trainable_variables lists the bias before the kernel.",
        "In which order does the docstring name them?",
        fails=("variables",),
        edits={OWN: "self.trainable_variables = [self.bias, self.kernel]"},
    ),
    of_dense(
        "variables-in-a-tuple",
        "Your trainable_variables is a tuple, not a list.",
        "Which brackets make a list? A tuple cannot be added to another layer's list.",
        fails=("variables",),
        edits={OWN: "self.trainable_variables = (self.kernel, self.bias)"},
    ),
    of_dense(
        "bias-does-not-learn",
        "Your trainable_variables has the kernel alone, so the bias never learns.",
        "How many Variables does a layer have?",
        fails=("variables",),
        edits={OWN: "self.trainable_variables = [self.kernel]"},
    ),
    of_dense(
        "copies-of-the-values",
        "Your trainable_variables holds copies of the values at the start, not the Variables.",
        "What should an optimizer get: the numbers of now, or the boxes that they are in?",
        fails=("variables",),
        edits={OWN: "self.trainable_variables = [self.kernel.numpy(), self.bias.numpy()]"},
    ),
    of_dense(
        "numpy-inside",
        "Your Dense computes with NumPy arrays, which no tape hears.",
        "Which operations does a tape record? Leave out the .numpy().",
        fails=("bias", "variables"),
        edits={OUTPUT: ("y = tf.constant(np.array(x) @ self.kernel.numpy() + self.bias.numpy())")},
    ),
    of_dense(
        "half-of-the-limit",
        "Your kernel reaches only half as far as the limit.",
        "Between which two numbers does rng.random() draw, and how far apart are -limit and limit?",
        fails=("kernel",),
        edits={DRAWN: "numbers = limit * (rng.random([inputs, outputs]) - 0.5)"},
    ),
    of_dense(
        "limit-with-a-3",
        "Your limit is the root of 3 / (inputs + outputs).",
        "Which number stands in Glorot's formula?",
        fails=("kernel",),
        edits={LIMIT: "limit = (3 / (inputs + outputs)) ** 0.5"},
    ),
    of_dense(
        "limit-with-a-2",
        "Your limit is the root of 2 / (inputs + outputs).",
        "That is how far Glorot's normal numbers spread. Which number stands above for uniform "
        "ones?",
        fails=("kernel",),
        edits={LIMIT: "limit = (2 / (inputs + outputs)) ** 0.5"},
    ),
    of_dense(
        "limit-of-the-product",
        "Your limit divides by the product of inputs and outputs.",
        "Read the formula again: what is 6 divided by?",
        fails=("kernel",),
        edits={LIMIT: "limit = (6 / (inputs * outputs)) ** 0.5"},
    ),
    of_dense(
        "limit-of-3-by-inputs",
        "Your limit is the root of 3 / inputs; the outputs do not come into it.",
        "Read the formula again: which two numbers does it add up?",
        fails=("kernel",),
        edits={LIMIT: "limit = (3 / inputs) ** 0.5"},
    ),
    of_dense(
        "normal-numbers-as-wide-as-the-limit",
        "Your kernel is drawn from a normal distribution, with the limit for its spread.",
        "Which method of the generator draws numbers that are equally likely within two bounds?",
        fails=("kernel",),
        edits={DRAWN: "numbers = rng.normal(0, limit, [inputs, outputs])"},
    ),
    of_dense(
        "seed-0-is-none",
        "Your Dense takes a seed of 0 for none.",
        "What is `seed or None` if the seed is 0?",
        fails=("kernel",),
        edits={GENERATOR: "rng = np.random.default_rng(seed or None)"},
    ),
    of_dense(
        "one-bias-for-all-layers",
        "Layers with as many outputs share one bias in your Dense.",
        "When is the bias made: for each layer, or once for all?",
        fails=("bias",),
        remembers=True,
        edits={
            "class Dense:": "BIASES = {}\n\n\nclass Dense:",
            BIAS: "self.bias = BIASES.setdefault(outputs, tf.Variable(tf.zeros([outputs])))",
        },
    ),
    of_dense(
        "bias-not-followed",
        "No tape can follow the outputs of your Dense back to the bias.",
        "What does `.numpy()` leave behind?",
        fails=("bias",),
        edits={OUTPUT: "y = x @ self.kernel + self.bias.numpy()"},
    ),
    of_dense(
        "bias-as-a-row",
        "Your bias has the shape [1, outputs].",
        "How many axes does the docstring give it?",
        fails=("bias",),
        edits={BIAS: "self.bias = tf.Variable(tf.zeros([1, outputs]))"},
    ),
    of_dense(
        "bias-summed",
        "Your Dense adds the sum of the bias to all the outputs.",
        "Each output has a number of its own in the bias. Does yours add it?",
        fails=("bias",),
        edits={OUTPUT: "y = x @ self.kernel + tf.reduce_sum(self.bias)"},
    ),
    of_dense(
        "inputs-not-followed",
        "No tape can follow the outputs of your Dense back to x.",
        "In a network, x comes out of the layer before. What does `.numpy()` leave behind?",
        fails=("variables",),
        edits={OUTPUT: "y = tf.constant(x.numpy()) @ self.kernel + self.bias"},
    ),
    of_dense(
        "default-is-relu",
        "The default of your activation is relu.",
        "What does the first line of __init__ say about it?",
        fails=("activation",),
        edits={"activation=None": "activation=tf.nn.relu"},
    ),
    of_dense(
        "activation-twice",
        "Your Dense applies the activation twice.",
        "Give it a function that doubles. What should come out?",
        fails=("activation",),
        edits={
            ACTIVATED: (
                "return y if self.activation is None else self.activation(self.activation(y))"
            )
        },
    ),
    of_dense(
        "bias-a-tensor",
        "Your bias is a Tensor, which cannot learn: nothing can be assigned to it.",
        "What is a Variable for?",
        fails=("bias", "activation", "variables"),
        costly="Nothing can be assigned to a Tensor.",
        edits={BIAS: "self.bias = tf.zeros([outputs])"},
    ),
    of_dense(
        "one-example-without-its-axis",
        "For a batch of one example your Dense returns its outputs without the first axis.",
        "Which shape do the outputs of n examples have, if n is 1?",
        fails=("product", "bias", "activation"),
        costly="The outputs of every single example have another shape.",
        edits={OUTPUT: OUTPUT + "\n        y = y[0] if len(y) == 1 else y"},
    ),
    of_dense(
        "one-example-only",
        "Your Dense multiplies as if there were never more than one example.",
        "What is x @ kernel when x has several rows?",
        fails=("product", "bias"),
        edits={
            OUTPUT: (
                "product = tf.reduce_sum(tf.transpose(x) * self.kernel, axis=0, keepdims=True)\n"
                "        y = product + self.bias"
            )
        },
    ),
    of_dense(
        "one-kernel-for-a-seed",
        "In your Dense, layers with the same seed and shape share one kernel.",
        "The same numbers are right, but each layer learns on its own. Who makes the Variable?",
        fails=("kernel",),
        remembers=True,
        edits={
            "class Dense:": "KERNELS = {}\n\n\nclass Dense:",
            "        self.bias =": "        if seed is not None:\n"
            "            known = KERNELS.setdefault((inputs, outputs, seed), self.kernel)\n"
            "            self.kernel = known\n"
            "        self.bias =",
        },
    ),
    of_dense(
        "no-bias-listed-with-an-activation",
        "With an activation, the trainable_variables of your Dense lack the bias.",
        "What does a layer with an activation learn?",
        fails=("variables",),
        edits={OWN: "self.trainable_variables = [self.kernel, self.bias][: 2 - bool(activation)]"},
    ),
    of_dense(
        "seeds-in-pairs",
        "In your Dense, two neighboring seeds give the same kernel.",
        "What do the seeds 2 and 3 become in your code?",
        fails=("kernel",),
        edits={GENERATOR: "rng = np.random.default_rng(None if seed is None else seed // 2)"},
    ),
    of_dense(
        "one-output-flattened",
        "Where there is one output, your Dense gives a flat list.",
        "Which shape does the docstring promise, and what if outputs is 1?",
        fails=("bias", "activation"),
        edits={
            ACTIVATED: "y = y if self.activation is None else self.activation(y)\n"
            "        return tf.reshape(y, [-1]) if y.shape[1] == 1 else y"
        },
    ),
]

THROUGH = "            x = layer(x)\n        return x\n"
ADDED = 'found.extend(getattr(layer, "trainable_variables", []))'

SEQUENTIAL_MISTAKES = [
    of_sequential(
        "all-layers-get-x",
        "Your Sequential gives x to every layer, and returns what the last one made of it.",
        "What should the second layer get?",
        fails=("in a row",),
        edits={
            THROUGH: "            y = layer(x)\n        return y if self.layers else x\n",
        },
    ),
    of_sequential(
        "last-layer-first",
        "Your Sequential starts with its last layer.",
        "Which layer gets x itself?",
        fails=("in a row",),
        edits={
            "    def __call__(self, x):\n        for layer in self.layers:": (
                "    def __call__(self, x):\n        for layer in reversed(self.layers):"
            )
        },
    ),
    of_sequential(
        "returns-too-early",
        "Your Sequential returns within its loop, after the first layer.",
        "How far is the return indented?",
        fails=("in a row",),
        edits={THROUGH: "            return layer(x)\n        return x\n"},
    ),
    of_sequential(
        "last-layer-left-out",
        "Your Sequential leaves out its last layer, unless it is the only one.",
        "Where does layers[:-1] end?",
        fails=("in a row",),
        edits={
            "    def __call__(self, x):\n        for layer in self.layers:": (
                "    def __call__(self, x):\n        for layer in self.layers[:-1] or self.layers:"
            )
        },
    ),
    of_sequential(
        "outputs-added-up",
        "Your Sequential adds up what its layers make of x.",
        "Side by side, or one behind the other?",
        fails=("in a row",),
        edits={
            THROUGH: "            pass\n        return sum(layer(x) for layer in self.layers)\n",
        },
    ),
    of_sequential(
        "nothing-from-no-layers",
        "Without layers your Sequential fails: what it returns is first made within the loop.",
        "What is the output if the loop never runs?",
        fails=("in a row",),
        edits={
            "        for layer in self.layers:\n            x = layer(x)\n        return x\n": (
                "        y = self.layers[0](x)\n"
                "        for layer in self.layers[1:]:\n"
                "            y = layer(y)\n"
                "        return y\n"
            )
        },
    ),
    of_sequential(
        "functions-left-out",
        "Your Sequential calls only layers that have Variables; plain functions are left out.",
        "Is tf.nn.relu a layer? What should happen to x when it is reached?",
        fails=("functions",),
        edits={
            "            x = layer(x)\n": (
                '            if hasattr(layer, "trainable_variables"):\n'
                "                x = layer(x)\n"
            )
        },
    ),
    of_sequential(
        "a-list-of-lists",
        "Your trainable_variables is a list of lists, one for each layer.",
        "What is the difference between append and extend?",
        fails=("variables",),
        edits={ADDED: ADDED.replace("extend", "append")},
    ),
    of_sequential(
        "variables-from-the-end",
        "Your trainable_variables starts with those of the last layer.",
        "In which order do the layers stand?",
        fails=("variables",),
        edits={
            "        found = []\n        for layer in self.layers:": (
                "        found = []\n        for layer in reversed(self.layers):"
            )
        },
    ),
    of_sequential(
        "one-variable-of-each",
        "Your trainable_variables takes only the first Variable of each layer.",
        "How many Variables does a Dense have?",
        fails=("variables",),
        edits={ADDED: ADDED.replace("[]))", "[])[:1])")},
    ),
    of_sequential(
        "layers-turned-inside-out",
        "Your trainable_variables has the Variables of each layer in the reverse order.",
        "Kernel, then bias: in which order did the layer list them?",
        fails=("variables",),
        edits={ADDED: ADDED.replace("[]))", "[])[::-1])")},
    ),
    of_sequential(
        "copies-of-the-variables",
        "Your trainable_variables makes new Variables, so that training never reaches the layers.",
        "Change one of them. Does the layer notice?",
        fails=("variables",),
        edits={ADDED: f"found.extend(tf.Variable(v) for v in {ADDED[13:-1]})"},
    ),
    of_sequential(
        "functions-have-no-variables",
        "Your Sequential asks every layer for trainable_variables, and a plain function has none.",
        "What does getattr do with a third argument?",
        fails=("variables",),
        edits={ADDED: "found.extend(layer.trainable_variables)"},
    ),
    of_sequential(
        "the-inner-one-forgotten",
        "Your trainable_variables skips layers that are a Sequential themselves.",
        "Does an inner Sequential have something to learn?",
        fails=("variables",),
        edits={
            f"            {ADDED}": (
                f"            if not isinstance(layer, Sequential):\n                {ADDED}"
            )
        },
    ),
    of_sequential(
        "the-inner-one-not-called",
        "Your Sequential leaves out a Sequential that stands in it: x passes it by.",
        "Is a Sequential a layer like any other?",
        fails=("nesting",),
        edits={
            "            x = layer(x)\n": (
                "            x = x if isinstance(layer, Sequential) else layer(x)\n"
            )
        },
    ),
    of_sequential(
        "none-from-no-layers",
        "Without layers your Sequential returns None.",
        "What is the output if the loop never runs?",
        fails=("in a row",),
        edits={
            THROUGH: "            y = x = layer(x)\n        return y if self.layers else None\n"
        },
    ),
    of_sequential(
        "layers-used-up",
        "Your Sequential takes its layers out of the list as it goes, so that none are left.",
        "What does a second call find in self.layers?",
        fails=("in a row",),
        edits={
            "        for layer in self.layers:\n            x = layer(x)\n": (
                "        while self.layers:\n            x = self.layers.pop(0)(x)\n"
            )
        },
    ),
    of_sequential(
        "first-output-kept",
        "Your Sequential keeps the output of its first call, and returns it ever after.",
        "What should a second call with another x give?",
        fails=("in a row",),
        edits={
            THROUGH: (
                '            x = layer(x)\n        self.output = getattr(self, "output", x)\n'
                "        return self.output\n"
            )
        },
    ),
    of_sequential(
        "numpy-in-between",
        "Your Sequential takes NumPy arrays from layer to layer, and no tape can follow.",
        "What does `.numpy()` leave behind?",
        fails=("in a row",),
        edits={THROUGH: "            x = tf.constant(layer(x).numpy())\n        return x\n"},
    ),
    of_sequential(
        "layers-of-one-kind",
        "Your trainable_variables finds Variables in layers of one kind alone, such as Dense.",
        "A layer can be anything that can be called. What do all layers with Variables have?",
        fails=("variables",),
        edits={
            ADDED: 'found.extend([layer.kernel, layer.bias] if hasattr(layer, "kernel") else [])'
        },
    ),
    of_sequential(
        "an-iterator-for-a-list",
        "Your trainable_variables is a generator or another iterator, which has no length.",
        "What makes a list of it?",
        fails=("variables",),
        edits={"return found": "return iter(found)"},
    ),
    of_sequential(
        "a-tuple-for-a-list",
        "Your trainable_variables is a tuple, not a list.",
        "Try to add another layer's list to it. How do you make a list of a tuple?",
        fails=("variables",),
        edits={"return found": "return tuple(found)"},
    ),
    of_sequential(
        "made-float32",
        "Your Sequential turns whatever x it is given into float32.",
        "Without any layers x comes back as it is. Who decides which dtype x has?",
        fails=("in a row",),
        edits={
            "        for layer in self.layers:\n            x = layer(x)": (
                "        x = tf.cast(x, tf.float32)\n"
                "        for layer in self.layers:\n            x = layer(x)"
            )
        },
    ),
    of_sequential(
        "first-list-extended",
        "Your trainable_variables adds the Variables of all layers to the list of the first layer.",
        "Whose list does `+=` or extend change? Begin with an empty one.",
        fails=("variables",),
        edits={
            "        found = []": "        found = None",
            ADDED: (
                'some = getattr(layer, "trainable_variables", [])\n'
                "            found = some if found is None else found\n"
                "            found += [] if found is some else some"
            ),
            "return found": "return found or []",
        },
    ),
    of_sequential(
        "sorted-by-size",
        "Your trainable_variables sorts the Variables of a layer by their size.",
        "In which order did the layer list them?",
        fails=("variables",),
        edits={
            ADDED: ADDED.replace("found.extend(", "found.extend(sorted(").replace(
                "[]))", "[]), key=lambda v: -v.numpy().size))"
            )
        },
    ),
    of_sequential(
        "stops-at-a-function",
        "Your trainable_variables ends at the first layer without Variables.",
        "Do the layers after a plain function have something to learn?",
        fails=("variables",),
        edits={
            ADDED: (
                'if not hasattr(layer, "trainable_variables"):\n                break\n            '
            )
            + ADDED
        },
    ),
    of_sequential(
        "two-variables-at-most",
        "Your Sequential takes the first two Variables of a layer, and no more.",
        "May a layer have three Variables?",
        fails=("variables",),
        edits={ADDED: 'found.extend(getattr(layer, "trainable_variables", [])[:2])'},
    ),
    of_sequential(
        "sorted-by-name",
        "Your trainable_variables sorts the Variables by their names.",
        "In which order did the layer list them?",
        fails=("variables",),
        edits={"return found": "return sorted(found, key=lambda v: v.name)"},
    ),
    of_sequential(
        "variables-of-the-class-missed",
        "Your Sequential misses a layer's trainable_variables if it is a property or belongs to "
        "the class.",
        "Does vars(layer) have all that layer.trainable_variables may find?",
        fails=("variables",),
        edits={
            ADDED: "if isinstance(layer, Sequential):\n"
            "                found.extend(layer.trainable_variables)\n"
            '            inside = getattr(layer, "__dict__", {})\n'
            '            found.extend(inside.get("trainable_variables", []))'
        },
    ),
    of_sequential(
        "kernels-first",
        "Your Sequential lists the Variables with more axes first.",
        "In which order does a layer list its Variables?",
        fails=("variables",),
        edits={"return found": "return sorted(found, key=lambda v: -len(v.shape))"},
    ),
    of_sequential(
        "layers-called-twice",
        "Your Sequential calls each layer twice.",
        "What if a layer counts how often it is called?",
        fails=("in a row",),
        edits={"            x = layer(x)\n": "            layer(x)\n            x = layer(x)\n"},
    ),
    of_sequential(
        "functions-by-type",
        "Your Sequential expects trainable_variables of everything that is no plain function.",
        "What if a layer is an object that has nothing to learn?",
        fails=("variables",),
        edits={
            ADDED: "if type(layer).__name__ != 'function':\n"
            "                found.extend(layer.trainable_variables)"
        },
    ),
]

SHIFTED = "shifted = logits - logits.numpy().max(axis=1, keepdims=True)"
LOSSES = "losses = log_sums - at_labels"
MEAN = "return tf.reduce_mean(losses)"
RANGE = "if indices.min() < 0 or indices.max() >= classes:"
PICKS = "picks = tf.one_hot(labels, classes, dtype=logits.dtype)"

CROSS_ENTROPY_MISTAKES = [
    of_cross_entropy(
        "not-shifted",
        "Your exponentials overflow: the logits are used as they are.",
        "What is np.exp(10000.0)? Which number may be subtracted from all the logits of a row?",
        fails=(
            "stable",
            "gradient",
        ),
        edits={SHIFTED: "shifted = logits"},
    ),
    of_cross_entropy(
        "one-shift-for-the-batch",
        "Your cross_entropy subtracts one number from all rows, not each row's largest logit.",
        "What is left of a row whose logits all lie far below those of another row?",
        fails=("stable",),
        edits={SHIFTED: "shifted = logits - logits.numpy().max()"},
    ),
    of_cross_entropy(
        "logits-cut-off",
        "Your cross_entropy cuts logits off, so that large ones become equal.",
        "Which loss belongs to the logits 10,000 and 9,998? Only differences count.",
        fails=(
            "stable",
            "gradient",
        ),
        edits={SHIFTED: "shifted = tf.clip_by_value(logits, -80.0, 80.0)"},
    ),
    of_cross_entropy(
        "shifted-in-one-place",
        "Your cross_entropy shifts the logits in the sum, but takes the label's logit unshifted.",
        "Both logits of the fraction must be shifted by the same number.",
        fails=("one row", "stable"),
        edits={"picks * shifted": "picks * logits"},
    ),
    of_cross_entropy(
        "log-of-a-probability",
        "Your cross_entropy takes the logarithm of softmax, which may have become 0.",
        "What is the logarithm of 0? Take the logarithm of the fraction on paper first.",
        fails=("stable",),
        edits={
            LOSSES: (
                "p = tf.exp(shifted) / tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True)\n"
                "    losses = -tf.math.log(tf.reduce_sum(picks * p, axis=1))"
            )
        },
    ),
    of_cross_entropy(
        "probability-kept-above-zero",
        "Your cross_entropy keeps probabilities above a tiny number, which hides how wrong it is.",
        "The loss of a sure and wrong answer has no upper end. Does yours?",
        fails=("stable",),
        edits={
            LOSSES: (
                "p = tf.exp(shifted) / tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True)\n"
                "    losses = -tf.math.log(tf.reduce_sum(picks * p, axis=1) + 1e-7)"
            )
        },
    ),
    of_cross_entropy(
        "never-below-a-small-number",
        "Your cross_entropy never falls below a small number, however sure and right the answer.",
        "What does it cost to be certain and right?",
        fails=("one row",),
        edits={
            LOSSES: LOSSES.replace("log_sums - at_labels", "tf.maximum(log_sums - at_labels, 2e-4)")
        },
    ),
    of_cross_entropy(
        "sum-for-mean",
        "Your cross_entropy adds up the losses of a batch.",
        "Should the loss be twice as large because every example is listed twice?",
        fails=("mean",),
        edits={MEAN: "return tf.reduce_sum(losses)"},
    ),
    of_cross_entropy(
        "mean-over-the-classes-too",
        "Your cross_entropy divides by the number of classes as well.",
        "Over what is the mean: over the examples, or over all the logits?",
        fails=("one row",),
        edits={MEAN: "return tf.reduce_mean(losses) / classes"},
    ),
    of_cross_entropy(
        "a-loss-for-each-row",
        "Your cross_entropy returns a loss for each example, not their mean.",
        "The docstring asks for a scalar. How does a batch become one number?",
        fails=("mean",),
        edits={MEAN: "return losses"},
    ),
    of_cross_entropy(
        "a-python-number",
        "Your cross_entropy returns a Python number, which no tape can follow.",
        "What does float(...) leave behind?",
        costly="It is no Tensor, and has no gradient.",
        fails=(
            "mean",
            "gradient",
        ),
        edits={MEAN: "return float(tf.reduce_mean(losses))"},
    ),
    of_cross_entropy(
        "without-the-minus",
        "Your loss is the logarithm of the probability, without the minus sign.",
        "Which sign has the logarithm of a number below 1? Should a good guess have a large loss?",
        fails=("one row",),
        edits={LOSSES: "losses = at_labels - log_sums"},
    ),
    of_cross_entropy(
        "logarithm-to-base-2",
        "Your cross_entropy uses the logarithm to base 2.",
        "What is the loss of a blind guess between two classes, by the docstring?",
        fails=("one row",),
        edits={LOSSES: "losses = (log_sums - at_labels) / np.log(2.0)"},
    ),
    of_cross_entropy(
        "one-minus-probability",
        "Your loss is 1 minus the probability of the label, which is never above 1.",
        "Where is the logarithm?",
        costly="It is another function, with another gradient.",
        fails=("one row", "stable", "gradient"),
        edits={LOSSES: "losses = 1.0 - tf.exp(at_labels - log_sums)"},
    ),
    of_cross_entropy(
        "squared-differences",
        "Your loss is the squared distance between the probabilities and the one-hot row.",
        "That is the loss of notebook 2. Which one is asked for here?",
        costly="It is another function, with another gradient.",
        fails=("one row", "stable", "gradient"),
        edits={
            LOSSES: (
                "p = tf.exp(shifted) / tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True)\n"
                "    losses = tf.reduce_sum(tf.square(p - picks), axis=1)"
            )
        },
    ),
    of_cross_entropy(
        "the-largest-for-the-label",
        "Your cross_entropy looks at the largest probability, whatever the label is.",
        "Which of the probabilities did the true class get?",
        costly="It is another function, with another gradient.",
        fails=(
            "one row",
            "stable",
            "gradient",
        ),
        edits={LOSSES: "losses = log_sums - tf.reduce_max(shifted, axis=1)"},
    ),
    of_cross_entropy(
        "first-label-for-all",
        "Your cross_entropy uses the first label for every row.",
        "Whose label is labels[0]?",
        costly="Value and gradient of every batch are wrong.",
        fails=(
            "mean",
            "gradient",
        ),
        edits={PICKS: "picks = tf.one_hot(indices[:1], classes, dtype=logits.dtype)"},
    ),
    of_cross_entropy(
        "softmax-down-the-columns",
        "Your softmax runs over the examples of the batch, not over the classes of each row.",
        "Which axis holds the classes?",
        costly="Nothing of the loss is right.",
        fails=("one row", "stable", "mean", "gradient"),
        edits={
            "tf.reduce_sum(tf.exp(shifted), axis=1)": "tf.reduce_sum(tf.exp(shifted), axis=0)",
            "at_labels = tf.reduce_sum(picks * shifted, axis=1)": (
                "at_labels = tf.reduce_sum(picks * shifted)"
            ),
        },
    ),
    of_cross_entropy(
        "softmax-of-probabilities",
        "Your cross_entropy applies softmax twice.",
        "What goes into your function: logits, or probabilities?",
        costly="It is another function, with another gradient.",
        fails=(
            "one row",
            "stable",
            "gradient",
        ),
        edits={SHIFTED: "shifted = tf.nn.softmax(logits)"},
    ),
    of_cross_entropy(
        "float32-alone",
        "Your cross_entropy works for float32 alone: its one-hot rows have that dtype.",
        "Which dtype should the one-hot rows have, if the logits are float64?",
        fails=("mean",),
        edits={PICKS: "picks = tf.one_hot(labels, classes)"},
    ),
    of_cross_entropy(
        "always-float32",
        "Your loss is always a float32.",
        "Which dtype should the loss of float64 logits have?",
        fails=("mean",),
        edits={MEAN: "return tf.cast(tf.reduce_mean(losses), tf.float32)"},
    ),
    of_cross_entropy(
        "labels-of-int32-alone",
        "Your cross_entropy refuses labels that are not int32.",
        "Which dtypes may labels have, by the docstring?",
        fails=("one row",),
        edits={RANGE: f"if labels.dtype != tf.int32:\n        raise TypeError\n    {RANGE}"},
    ),
    of_cross_entropy(
        "numpy-inside",
        "Your cross_entropy computes with NumPy, and no tape can follow it to the logits.",
        "Which operations does a tape record?",
        fails=("gradient",),
        edits={SHIFTED: f"logits = tf.constant(logits.numpy())\n    {SHIFTED}"},
    ),
    of_cross_entropy(
        "sum-not-followed",
        "Your sum of exponentials is kept from the tape, which follows the label's logit alone.",
        "The gradient is softmax minus one-hot. Which part of the loss does the softmax come from?",
        fails=("gradient",),
        edits={LOSSES: "losses = tf.stop_gradient(log_sums) - at_labels"},
    ),
    of_cross_entropy(
        "labels-not-checked",
        "Your cross_entropy accepts labels that are no class.",
        "What is tf.one_hot([3], 3)?",
        fails=("refusal",),
        edits={RANGE: "if False:"},
    ),
    of_cross_entropy(
        "negative-labels-accepted",
        "Your cross_entropy refuses labels that are too large, but accepts negative ones.",
        "Is -1 a class?",
        fails=("refusal",),
        edits={RANGE: "if indices.max() >= classes:"},
    ),
    of_cross_entropy(
        "large-labels-accepted",
        "Your cross_entropy refuses negative labels, but accepts labels that are too large.",
        "There are 3 classes. Is 3 a label?",
        fails=("refusal",),
        edits={RANGE: "if indices.min() < 0:"},
    ),
    of_cross_entropy(
        "one-label-too-many",
        "Your cross_entropy takes the number of classes for a label.",
        "Labels count from 0. Which is the last one of 3 classes?",
        fails=("refusal",),
        edits={RANGE: RANGE.replace(">=", ">")},
    ),
    of_cross_entropy(
        "labels-count-from-1",
        "Your labels count from 1.",
        "Which label has the first class?",
        costly="Every label is taken for another one.",
        fails=("one row", "stable", "mean", "gradient", "refusal"),
        edits={
            RANGE: "if indices.min() < 1 or indices.max() > classes:",
            PICKS: "picks = tf.one_hot(indices - 1, classes, dtype=logits.dtype)",
        },
    ),
    of_cross_entropy(
        "lengths-not-compared",
        "Your cross_entropy does not compare the number of labels with that of the rows.",
        "What does NumPy make of one row and two rows? Nobody notices that a label is missing.",
        fails=("refusal",),
        edits={"if len(indices) != n:": "if False:"},
    ),
    of_cross_entropy(
        "nothing-refused",
        "Your cross_entropy looks neither at the labels nor at how many there are.",
        "Which three things does the docstring refuse?",
        fails=("refusal",),
        edits={RANGE: "if False:", "if len(indices) != n:": "if False:"},
    ),
    of_cross_entropy(
        "fewer-labels-accepted",
        "Your cross_entropy refuses too many labels, but accepts too few.",
        "What does NumPy make of one row and two rows?",
        fails=("refusal",),
        edits={"len(indices) != n": "len(indices) > n"},
    ),
    of_cross_entropy(
        "more-labels-accepted",
        "Your cross_entropy refuses too few labels, but accepts too many.",
        "What does NumPy make of one row and two rows?",
        fails=("refusal",),
        edits={"len(indices) != n": "len(indices) < n"},
    ),
    of_cross_entropy(
        "first-label-checked",
        "Your cross_entropy checks the first label alone.",
        "Where may a wrong label stand?",
        fails=("refusal",),
        edits={RANGE: "if indices[0] < 0 or indices[0] >= classes:"},
    ),
    of_cross_entropy(
        "index-error-raised",
        "Your cross_entropy raises an IndexError, where a ValueError is asked for.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={'ValueError("no such class")': 'IndexError("no such class")'},
    ),
    of_cross_entropy(
        "assertion-error-raised",
        "Your cross_entropy asserts, so that an AssertionError is raised and not a ValueError.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={
            'ValueError("no such class")': "AssertionError",
            'ValueError("another number of labels")': "AssertionError",
        },
    ),
    of_cross_entropy(
        "shifted-by-the-largest-size",
        "Your cross_entropy subtracts the logit that is largest in size, without its sign.",
        "With the logits -10,000 and -9,998, how large are the exponents then?",
        fails=("stable", "gradient"),
        edits={SHIFTED: "shifted = logits - np.abs(logits.numpy()).max(axis=1, keepdims=True)"},
    ),
    of_cross_entropy(
        "shifted-by-columns",
        "Your cross_entropy subtracts the largest logit of each class, not of each row.",
        "Which axis holds the classes? The shift cancels only within a row.",
        fails=("one row", "stable", "mean", "gradient"),
        costly="The differences within a row, which all depends on, are lost.",
        edits={SHIFTED: SHIFTED.replace("axis=1", "axis=0")},
    ),
    of_cross_entropy(
        "places-of-int32-alone",
        "Your cross_entropy fails for labels that are not int32.",
        "Which dtypes may labels have, by the docstring?",
        fails=("one row",),
        edits={
            "at_labels = tf.reduce_sum(picks * shifted, axis=1)": (
                "at_labels = tf.gather(tf.reshape(shifted, [-1]), tf.range(n) * classes + labels)"
            )
        },
    ),
    of_cross_entropy(
        "a-loss-for-every-class",
        "Your loss adds up a binary cross entropy for every class.",
        "Which of the probabilities does the docstring look at?",
        fails=("one row", "stable", "gradient"),
        costly="It is another function, with another gradient.",
        edits={
            LOSSES: (
                "p = tf.exp(shifted) / tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True)\n"
                "    others = (1.0 - picks) * tf.math.log(1.0 - p + 1e-30)\n"
                "    losses = -tf.reduce_sum(picks * tf.math.log(p + 1e-30) + others, axis=1)"
            )
        },
    ),
    of_cross_entropy(
        "cut-off-far-away",
        "Your cross_entropy cuts off logits that are far below the largest.",
        "For logits up to a million, the loss may be a million, too.",
        fails=("stable",),
        edits={
            SHIFTED: SHIFTED
            + "\n    shifted = tf.maximum(shifted, tf.constant(-5e4, dtype=shifted.dtype))"
        },
    ),
    of_cross_entropy(
        "as-many-labels-as-rows-allowed",
        "With more rows than classes, your cross_entropy takes labels that are no class.",
        "Which axis of the logits counts the classes?",
        fails=("refusal",),
        edits={RANGE: "if indices.min() < 0 or indices.max() >= max(n, classes):"},
    ),
    of_cross_entropy(
        "last-label-checked",
        "Your cross_entropy checks the last label alone.",
        "Which of the labels may be wrong?",
        fails=("refusal",),
        edits={RANGE: "if indices[-1] < 0 or indices[-1] >= classes:"},
    ),
    of_cross_entropy(
        "no-gradient-when-sure",
        "Your cross_entropy has no gradient for rows whose loss is already small.",
        "Softmax minus 1 at the label: when is that exactly 0?",
        fails=("gradient",),
        edits={MEAN: "return tf.reduce_mean(tf.where(losses < 0.1, losses.numpy(), losses))"},
    ),
    of_cross_entropy(
        "labels-as-int8",
        "Your cross_entropy turns labels into int8, which ends at 127.",
        "What becomes of the label 200 in int8?",
        fails=("one row", "refusal"),
        edits={"indices = labels.numpy()": "indices = labels.numpy().astype('int8')"},
    ),
    of_cross_entropy(
        "rounded-to-float32",
        "Your cross_entropy rounds logits of float64 to float32.",
        "How many digits does a float32 have? In which dtype are the logits?",
        fails=("mean",),
        edits={
            SHIFTED: "kept = logits.dtype\n"
            f"    logits = tf.cast(logits, tf.float32)\n    {SHIFTED}",
            MEAN: "return tf.cast(tf.reduce_mean(losses), kept)",
        },
    ),
]

COUNTS = "if len(v.shape) > 1:"
SQUARES = "total = total + tf.reduce_sum(tf.square(v))"
SUM = "return value + l2_penalty(model.trainable_variables, strength)"

PENALTY_MISTAKES = [
    of_penalty(
        "biases-pay-too",
        "Your penalty counts biases as well.",
        "How many axes does a bias have? Which Variables should pay?",
        fails=("kernels",),
        edits={COUNTS: "if True:"},
    ),
    of_penalty(
        "only-biases-pay",
        "Your penalty counts the biases, and leaves the kernels out.",
        "How many axes does a kernel have?",
        costly="No kernel counts in any of the cases.",
        fails=(
            "squares",
            "strength",
            "kernels",
        ),
        edits={COUNTS: "if len(v.shape) == 1:"},
    ),
    of_penalty(
        "two-axes-exactly",
        "Your penalty counts Variables with two axes, but not those with more.",
        "The docstring says: two axes or more.",
        fails=("kernels",),
        edits={COUNTS: "if len(v.shape) == 2:"},
    ),
    of_penalty(
        "told-by-size",
        "Your penalty tells a kernel by how many numbers it has, not by its axes.",
        "Can a bias have four numbers?",
        fails=("kernels",),
        edits={COUNTS: "if v.numpy().size > 1:"},
    ),
    of_penalty(
        "every-second-variable",
        "Your penalty takes every second Variable for a kernel.",
        "Does every layer have a bias, and every list start with a kernel?",
        fails=("kernels",),
        edits={"for v in variables:": "for v in variables[::2]:", COUNTS: "if True:"},
    ),
    of_penalty(
        "first-kernel-alone",
        "Your penalty stops after the first kernel.",
        "Where does the return stand: in the loop, or after it?",
        fails=("kernels",),
        edits={SQUARES: f"{SQUARES}\n            break"},
    ),
    of_penalty(
        "stops-at-a-bias",
        "Your penalty stops at the first bias, so the kernels after it cost nothing.",
        "A bias is left out. What about the Variables that come after it?",
        fails=("kernels",),
        edits={COUNTS: "if len(v.shape) < 2:\n            break\n        else:"},
    ),
    of_penalty(
        "last-kernel-alone",
        "Your penalty keeps the squares of the last kernel alone.",
        "Does each kernel add to the total, or replace it?",
        fails=("kernels",),
        edits={SQUARES: "total = tf.reduce_sum(tf.square(v))"},
    ),
    of_penalty(
        "mean-of-the-squares",
        "Your penalty takes the mean of each kernel's squares, not their sum.",
        "How many numbers does [[1, 2]] have, and what is its penalty by the docstring?",
        fails=("squares",),
        edits={SQUARES: "total = total + tf.reduce_mean(tf.square(v))"},
    ),
    of_penalty(
        "sizes-for-squares",
        "Your penalty adds up the sizes of the numbers, not their squares.",
        "That is the L1 penalty. What does the 2 in L2 say?",
        fails=("squares",),
        edits={SQUARES: "total = total + tf.reduce_sum(tf.abs(v))"},
    ),
    of_penalty(
        "length-for-squares",
        "Your penalty takes the root of the sum of squares.",
        "Is the penalty of [[3, 4]] with strength 1 equal to 25, or to 5?",
        fails=("squares",),
        edits={SQUARES: "total = total + tf.sqrt(tf.reduce_sum(tf.square(v)))"},
    ),
    of_penalty(
        "half-of-the-squares",
        "Your penalty is half as large as asked for.",
        "Some textbooks have a 1/2 there, for a nicer slope. Does the docstring?",
        fails=("squares",),
        edits={"return strength * total": "return 0.5 * strength * total"},
    ),
    of_penalty(
        "strength-ignored",
        "Your penalty is the same whatever the strength.",
        "Where does the argument strength go?",
        fails=("strength",),
        edits={"return strength * total": "return 1.0 * total"},
    ),
    of_penalty(
        "large-weights-clipped",
        "Your penalty clips large weights, so they cost less than their squares.",
        "Which weights should pay the most?",
        fails=("squares",),
        edits={SQUARES: SQUARES.replace("(v)", "(tf.clip_by_value(v, -100.0, 100.0))")},
    ),
    of_penalty(
        "whole-strengths",
        "Your penalty drops the fraction of a strength such as 2.5.",
        "Is a strength of 2.5 the same as 2?",
        fails=("strength",),
        edits={
            "return strength * total": (
                "return (int(strength) if strength > 1 else strength) * total"
            )
        },
    ),
    of_penalty(
        "kernels-with-one-row-left-out",
        "Your penalty tells kernels by their number of rows, and leaves out one with a single row.",
        "How many axes does a kernel with a single row have? Look at len(v.shape).",
        fails=("kernels",),
        edits={COUNTS: "if len(v.shape) > 1 and v.shape[0] > 1:"},
    ),
    of_penalty(
        "strength-squared",
        "Your penalty grows with the square of the strength.",
        "Double the strength: is the penalty twice as large, or four times? What is squared?",
        fails=("strength",),
        edits={"return strength * total": "return strength**2 * total"},
    ),
    of_penalty(
        "numpy-inside",
        "Your penalty is computed with NumPy, and no tape can follow it to the kernels.",
        "Training follows gradients. Which operations does the tape record?",
        fails=("squares",),
        edits={SQUARES: "total = total + float(np.sum(v.numpy() ** 2))"},
    ),
    of_penalty(
        "one-factor-not-followed",
        "Your penalty multiplies each kernel by a NumPy copy, so that its gradient is half of it.",
        "The square has the kernel in it twice. How often does the tape see it?",
        fails=("squares",),
        edits={SQUARES: "total = total + tf.reduce_sum(v * v.numpy())"},
    ),
    of_penalty(
        "nothing-without-kernels",
        "Without any kernels your penalty is None.",
        "What is the sum of no numbers at all?",
        fails=("kernels",),
        edits={
            "return strength * total": (
                "return strength * total if any(len(v.shape) > 1 for v in variables) else None"
            )
        },
    ),
    of_penalty(
        "penalty-forgotten",
        "Your total_loss is the loss alone, without the penalty.",
        "What is added to the loss?",
        fails=("in the loss",),
        edits={SUM: "return value"},
    ),
    of_penalty(
        "penalty-subtracted",
        "Your total_loss subtracts the penalty, so that large weights are rewarded.",
        "Training brings the total down. Should a large weight make it larger or smaller?",
        fails=("in the loss",),
        edits={SUM: SUM.replace("value +", "value -")},
    ),
    of_penalty(
        "everything-times-strength",
        "Your total_loss multiplies the loss by the strength as well.",
        "With strength 0, what should be left?",
        fails=("in the loss",),
        edits={SUM: SUM.replace("value +", "strength * value +")},
    ),
    of_penalty(
        "penalty-made-a-number",
        "Your total_loss adds the penalty as a Python number, so that no gradient comes from it.",
        "Is the penalty still connected to the kernels after float(...)?",
        fails=("in the loss",),
        edits={
            SUM: "return value + float(l2_penalty(model.trainable_variables, strength))",
        },
    ),
    of_penalty(
        "loss-not-followed",
        "Your total_loss makes a number of the loss, so that only the penalty has a gradient.",
        "What should training bring down in the first place?",
        fails=("in the loss",),
        edits={SUM: SUM.replace("value +", "float(value) +")},
    ),
    of_penalty(
        "arguments-of-the-loss-swapped",
        "Your total_loss gives the loss the logits first, and then the labels.",
        "In which order does cross_entropy take its arguments?",
        fails=("in the loss",),
        edits={"loss(labels, model(inputs))": "loss(model(inputs), labels)"},
    ),
    of_penalty(
        "model-left-out",
        "Your total_loss gives the inputs to the loss, and never asks the model.",
        "What does a loss compare with the labels: the inputs, or what the model makes of them?",
        fails=("in the loss",),
        edits={"loss(labels, model(inputs))": "loss(labels, inputs)"},
    ),
    of_penalty(
        "a-loss-of-its-own",
        "Your total_loss uses a loss of its own, whichever it is given.",
        "Where does the argument loss go?",
        fails=("in the loss",),
        edits={"loss(labels, model(inputs))": "tf.reduce_mean(tf.square(model(inputs) - labels))"},
    ),
    of_penalty(
        "penalty-of-one-variable",
        "Your total_loss takes the penalty of one Variable alone.",
        "Which Variables does the model have?",
        fails=("in the loss",),
        edits={
            SUM: "return value + l2_penalty(model.trainable_variables[:1], strength)",
        },
    ),
    of_penalty(
        "a-number-without-kernels",
        "Without any kernels your penalty is a Python number, and no Tensor.",
        "Which Tensor may a sum begin with?",
        fails=("kernels",),
        edits={"total = tf.constant(0.0)": "total = 0.0"},
    ),
    of_penalty(
        "an-integer-without-kernels",
        "Without any kernels your penalty is an int32.",
        "What is the dtype of tf.constant(0)?",
        fails=("kernels",),
        edits={
            "return strength * total": (
                "return strength * total if any(len(v.shape) > 1 for v in variables) else "
                "tf.constant(0)"
            )
        },
    ),
    of_penalty(
        "a-number-without-strength",
        "With a strength of 0 your penalty is a Python number, and no Tensor.",
        "Does a strength of 0 need a line of its own?",
        fails=("strength",),
        edits={
            "    total = tf.constant(0.0)": (
                "    if not strength:\n        return 0.0\n    total = tf.constant(0.0)"
            )
        },
    ),
    of_penalty(
        "not-followed-without-strength",
        "With a strength of 0, no tape can follow your penalty back to the kernels.",
        "With a strength of 0, the gradient is 0, not None. Does that need a line of its own?",
        fails=("strength",),
        edits={
            "    total = tf.constant(0.0)": (
                "    total = tf.constant(0.0)\n    if not strength:\n        return total"
            )
        },
    ),
    of_penalty(
        "biases-thrown-out",
        "Your l2_penalty removes the biases from the list that it is given.",
        "Whose list is it? What will the optimizer find in it afterwards?",
        fails=("kernels",),
        edits={
            "    total = tf.constant(0.0)": (
                "    variables[:] = [v for v in variables if len(v.shape) > 1]\n"
                "    total = tf.constant(0.0)"
            )
        },
    ),
    of_penalty(
        "always-float64",
        "Your penalty is always float64.",
        "Which dtype do the Variables have, and the loss that the penalty is added to?",
        fails=("strength", "in the loss"),
        edits={"return strength * total": "return tf.cast(strength * total, tf.float64)"},
    ),
    of_penalty(
        "strength-of-its-own",
        "Your total_loss uses a strength of its own, whichever it is given.",
        "Where does the argument strength go?",
        fails=("in the loss",),
        edits={SUM: SUM.replace("strength", "0.001")},
    ),
    of_penalty(
        "total-made-a-number",
        "Your total_loss makes numbers of the loss and the penalty, and a new Tensor of their sum.",
        "Training follows gradients. Is the total still connected to the Variables?",
        fails=("in the loss",),
        edits={
            SUM: (
                "return tf.constant(float(value) + float(l2_penalty(model.trainable_variables, "
                "strength)))"
            )
        },
    ),
    of_penalty(
        "penalty-for-each-example",
        "Your total_loss adds the penalty once for every example of the batch.",
        "Does a weight cost more because the batch is larger?",
        fails=("in the loss",),
        edits={SUM: SUM + " * float(len(labels))"},
    ),
    of_penalty(
        "sum-squared",
        "Your penalty squares the sum of a kernel's numbers.",
        "Is the penalty of [[1, 2]] with strength 1 equal to 1 + 4, or to 3 * 3?",
        fails=("squares",),
        edits={SQUARES: "total = total + tf.square(tf.reduce_sum(v))"},
    ),
    of_penalty(
        "kernels-of-one-shape",
        "Your penalty puts the kernels on top of each other, which takes kernels of one shape.",
        "Do all layers have as many inputs and outputs? Add up one kernel after the other.",
        fails=("kernels",),
        edits={
            "    for v in variables:": (
                "    kernels = [v for v in variables if len(v.shape) > 1]\n"
                "    for v in [tf.stack(kernels)] if kernels else []:"
            )
        },
    ),
    of_penalty(
        "strength-again-for-each",
        "Your penalty multiplies by the strength once more for each kernel that follows.",
        "With two kernels and strength 0.5, what is the first one multiplied by?",
        fails=("strength",),
        edits={
            SQUARES: "total = strength * (total + tf.reduce_sum(tf.square(v)))",
            "return strength * total": "return total",
        },
    ),
    of_penalty(
        "three-axes-at-most",
        "Your penalty leaves out a kernel with four axes.",
        "From how many axes on is a Variable a kernel?",
        fails=("kernels",),
        edits={COUNTS: "if len(v.shape) in (2, 3):"},
    ),
    of_penalty(
        "mean-over-kernels",
        "Your penalty is the mean over the kernels, not their sum.",
        "If there is another kernel, does a weight of the first one cost less?",
        fails=("kernels",),
        edits={
            "total = tf.constant(0.0)": "total, count = tf.constant(0.0), 0",
            SQUARES: SQUARES + "\n            count += 1",
            "return strength * total": "return strength * total / float(max(count, 1))",
        },
    ),
    of_penalty(
        "first-two-variables",
        "Your total_loss counts the first two Variables of the model alone.",
        "How many Variables does a model of several layers have?",
        fails=("in the loss",),
        edits={SUM: SUM.replace("trainable_variables", "trainable_variables[:2]")},
    ),
]

BATCHES = "for inputs, labels in tf.minibatches(*train, batch_size, seed + epoch):"
UNDER_TAPE = (
    "            with tf.GradientTape() as tape:\n"
    "                value = loss(model, inputs, labels)\n"
)
NOTED = 'history["loss"].append(float(loss(model, *train)))'
NOTED_TOO = 'history["val_loss"].append(float(loss(model, *validation)))'
BEST = "best_epoch = int(np.argmin(losses))"
STOP = "if epoch - best_epoch >= patience:"
BACK = "    for v, kept in zip(variables, best):\n        v.assign(kept)\n"

FIT_MISTAKES = [
    of_fit(
        "best-not-brought-back",
        "Your fit leaves the Variables as they are after the last epoch.",
        "The last epochs made nothing better. Which values should the caller find?",
        fails=("best",),
        edits={BACK: ""},
    ),
    replace(
        of_fit(
            "variables-kept-for-values",
            "Your fit keeps the Variables themselves for a copy, and these go on changing.",
            "What is in the list after the next step? Which method gives a copy?",
            fails=("best",),
            edits={"best = [v.numpy() for v in variables]": "best = list(variables)"},
        ),
        like=("best-not-brought-back",),
    ),
    of_fit(
        "brought-back-only-when-stopped",
        "Your fit brings the best values back only where it stops early.",
        "What if the epochs run out first?",
        fails=("best",),
        edits={
            "            break\n": (
                "            for v, kept in zip(variables, best):\n"
                "                v.assign(kept)\n"
                "            break\n"
            ),
            BACK: "",
        },
    ),
    of_fit(
        "one-variable-brought-back",
        "Your fit brings back the first Variable alone.",
        "How many Variables have changed since the best epoch?",
        fails=("best",),
        edits={BACK: "    variables[0].assign(best[0])\n"},
    ),
    of_fit(
        "first-epoch-is-never-best",
        "Your fit takes the number 0 of the first epoch for none, and brings nothing back.",
        "What is `if best_epoch:` when the best epoch is 0?",
        fails=("best",),
        edits={
            BACK: "    if best_epoch:\n"
            + "        for v, kept in zip(variables, best):\n            v.assign(kept)\n"
        },
    ),
    of_fit(
        "best-by-the-training-loss",
        "Your fit lets the training loss decide which epoch is the best.",
        "Which digits say how good a network is: those that it learned from?",
        fails=("best",),
        edits={'losses = history["val_loss"]': 'losses = history["loss"]'},
    ),
    of_fit(
        "last-of-equals",
        "Your fit takes a loss that only equals the lowest for a new lowest.",
        "Is an epoch better that is as good as another?",
        fails=("patience", "best"),
        edits={BEST: "best_epoch = epoch - int(np.argmin(losses[::-1]))"},
    ),
    of_fit(
        "small-gains-ignored",
        "Your fit takes a new lowest loss for one only if it is clearly below the one before.",
        "By how much must a loss be lower to be lower?",
        fails=("patience", "best"),
        edits={
            BEST: (
                "if epoch == 0 or losses[-1] < losses[best_epoch] - 1.0:\n"
                "            best_epoch = epoch"
            )
        },
    ),
    of_fit(
        "one-epoch-too-patient",
        "Your fit waits one epoch longer than its patience.",
        "With patience 1, how many epochs without a new lowest loss are enough?",
        fails=("patience",),
        edits={STOP: "if epoch - best_epoch > patience:"},
    ),
    of_fit(
        "one-epoch-too-impatient",
        "Your fit stops one epoch too early.",
        "With patience 1, may the very first epoch be the last?",
        fails=("patience",),
        edits={STOP: "if epoch - best_epoch >= patience - 1:"},
    ),
    of_fit(
        "compared-with-the-epoch-before",
        "Your fit counts epochs that are worse than the one before, not than the best.",
        "After 0.5, 0.9, 0.8 and 0.7: is the last epoch a new lowest?",
        fails=("patience",),
        edits={
            STOP: (
                "rises = [b >= a for a, b in zip(losses, losses[1:])]\n"
                "        if len(rises) >= patience and all(rises[-patience:]):"
            )
        },
    ),
    of_fit(
        "never-counts-anew",
        "Your fit counts all the epochs without a new lowest loss, also those before the best.",
        "The count starts anew with each new lowest loss. Where does yours?",
        fails=("patience",),
        edits={
            STOP: (
                "bad = sum(losses[i] >= min(losses[:i]) for i in range(1, len(losses)))\n"
                "        if bad >= patience:"
            )
        },
    ),
    of_fit(
        "never-stops",
        "Your fit never stops before the last epoch.",
        "When was the lowest loss, and how long ago is that?",
        fails=("patience",),
        edits={STOP: "if False:"},
    ),
    of_fit(
        "one-epoch-more",
        "Your fit trains for one epoch more than it was told.",
        "How many numbers are in range(epochs + 1)?",
        fails=("patience",),
        edits={"for epoch in range(epochs):": "for epoch in range(epochs + 1):"},
    ),
    of_fit(
        "one-order-for-all-epochs",
        "Your fit takes the batches in the same order in every epoch.",
        "Which seed does epoch 1 get, by the docstring?",
        fails=("batches",),
        edits={BATCHES: BATCHES.replace("seed + epoch", "seed")},
    ),
    of_fit(
        "seed-ignored",
        "Your fit takes the same batches whatever the seed.",
        "Where does the argument seed go?",
        fails=("batches",),
        edits={BATCHES: BATCHES.replace("seed + epoch", "epoch")},
    ),
    of_fit(
        "epochs-counted-from-1",
        "Your epochs count from 1 where the seeds of the batches are made.",
        "Which seed does the first epoch get?",
        fails=("batches",),
        edits={BATCHES: BATCHES.replace("seed + epoch", "seed + epoch + 1")},
    ),
    of_fit(
        "all-examples-at-once",
        "Your fit takes one step an epoch, on all of the training data.",
        "How many examples does a step look at? What is batch_size for?",
        fails=("steps", "batches"),
        edits={BATCHES: "for inputs, labels in [train]:"},
    ),
    of_fit(
        "batch-ignored",
        "Your steps take the loss of all of the training data, and leave the batch unused.",
        "Which inputs and labels does the loss under the tape get?",
        fails=("batches",),
        edits={
            UNDER_TAPE: UNDER_TAPE.replace("inputs, labels)", "*train)"),
        },
    ),
    of_fit(
        "one-batch-an-epoch",
        "Your fit leaves the epoch after its first batch.",
        "How many steps are there in an epoch of 5 examples and batches of 2?",
        fails=("steps", "batches"),
        edits={
            "            optimizer.apply_gradients(zip(gradients, variables))\n": (
                "            optimizer.apply_gradients(zip(gradients, variables))\n"
                "            break\n"
            )
        },
    ),
    of_fit(
        "learns-from-validation-too",
        "Your fit takes steps on the validation data as well, which are then no judge any more.",
        "From which data may it learn?",
        costly="There are more steps than anybody expects.",
        fails=(
            "batches",
            "history",
            "patience",
            "best",
        ),
        edits={
            BATCHES: (
                "for inputs, labels in [\n"
                "            *tf.minibatches(*train, batch_size, seed + epoch),\n"
                "            validation,\n"
                "        ]:"
            )
        },
    ),
    of_fit(
        "one-variable-learns",
        "Your fit trains the first Variable alone.",
        "How many Variables does the model have?",
        fails=("steps", "best"),
        edits={
            "variables = model.trainable_variables": "variables = model.trainable_variables[:1]"
        },
    ),
    of_fit(
        "loss-outside-the-tape",
        "Your fit computes the loss where no tape is listening, so that the gradients are None.",
        "Which line belongs into the `with` block?",
        fails=("steps",),
        edits={
            UNDER_TAPE: (
                "            value = loss(model, inputs, labels)\n"
                "            with tf.GradientTape() as tape:\n"
                "                pass\n"
            )
        },
    ),
    of_fit(
        "gradients-once-an-epoch",
        "Your fit takes the gradients once an epoch, and uses them for all of its steps.",
        "The Variables have moved since. Where does the next step start?",
        fails=("steps", "batches"),
        edits={
            f"        {BATCHES}": f"        gradients = None\n        {BATCHES}",
            f"{UNDER_TAPE}            gradients = tape.gradient(value, variables)\n": (
                "            if gradients is None:\n"
                "                with tf.GradientTape() as tape:\n"
                "                    value = loss(model, inputs, labels)\n"
                "                gradients = tape.gradient(value, variables)\n"
            ),
        },
    ),
    of_fit(
        "noted-before-the-steps",
        "Your history notes the losses before each epoch's steps, not after them.",
        "Which loss tells what the epoch was worth?",
        costly="All the losses that the epochs are judged by are wrong.",
        fails=("history", "patience", "best"),
        edits={
            f"        {BATCHES}": f"        {NOTED}\n        {NOTED_TOO}\n        {BATCHES}",
            f"        {NOTED}\n        {NOTED_TOO}\n        losses": "        losses",
        },
    ),
    of_fit(
        "loss-of-the-last-batch",
        "Your history notes the loss of each epoch's last batch, not of all the training data.",
        "How many examples does the last batch have?",
        fails=("history",),
        edits={NOTED: 'history["loss"].append(float(value))'},
    ),
    of_fit(
        "training-loss-twice",
        'Your history has the training loss under "val_loss", too.',
        "Which data is the validation loss about?",
        fails=("history", "best"),
        edits={NOTED_TOO: NOTED_TOO.replace("*validation", "*train")},
    ),
    of_fit(
        "keys-swapped",
        "Your history has the two losses under each other's names.",
        'Which of them is "val_loss"?',
        fails=("history",),
        edits={
            "    return history": (
                '    return {"loss": history["val_loss"], "val_loss": history["loss"]}'
            )
        },
    ),
    of_fit(
        "tensors-in-the-history",
        "Your history holds Tensors, where Python floats are asked for.",
        "Which function makes a Python number of a scalar Tensor?",
        fails=("history",),
        edits={
            "    return history": (
                "    return {key: [tf.constant(x) for x in history[key]] for key in history}"
            )
        },
    ),
    of_fit(
        "history-ends-with-the-best",
        "Your history leaves out the epochs after the best one.",
        "How else would one see that it got worse?",
        fails=("history",),
        edits={
            "    return history": (
                "    return {key: history[key][: best_epoch + 1] for key in history}"
            )
        },
    ),
    of_fit(
        "start-may-be-best",
        "Your fit brings back the values before the first step if no epoch is better.",
        "After which epoch was the lowest validation loss? Before the first one there is none.",
        fails=("best",),
        edits={
            "    history = {": (
                "    first = float(loss(model, *validation))\n"
                "    start = [v.numpy() for v in variables]\n"
                "    history = {"
            ),
            BACK: "    best = start if first <= min(losses) else best\n" + BACK,
        },
    ),
    of_fit(
        "noted-once-more-at-the-end",
        "The last entry of your history is the loss of the best values, not of the last epoch.",
        "When are the losses of the last epoch noted: before, or after the best is brought back?",
        fails=("history",),
        edits={
            "    return history": (
                '    history["val_loss"][-1] = float(loss(model, *validation))\n    return history'
            )
        },
    ),
    of_fit(
        "validation-of-one-batch",
        "Your validation loss is that of the first batch_size examples.",
        "Over which examples does the docstring take it?",
        fails=("history",),
        edits={
            NOTED_TOO: (
                "some = [part[:batch_size] for part in validation]\n"
                '        history["val_loss"].append(float(loss(model, *some)))'
            )
        },
    ),
    of_fit(
        "rounded-losses",
        "Your fit rounds the validation loss.",
        "Losses may be small. What do four digits leave of 0.00004?",
        fails=("history", "best"),
        edits={NOTED_TOO: 'history["val_loss"].append(round(float(loss(model, *validation)), 4))'},
    ),
    of_fit(
        "small-numbers-are-equal",
        "Your fit calls a loss a new lowest only if it is lower by some margin.",
        "A loss of 0.0001 may be halved, too. By how much must a loss be lower to be lower?",
        fails=("best",),
        edits={
            BEST: (
                "if epoch == 0 or losses[-1] < losses[best_epoch] - 1e-3:\n"
                "            best_epoch = epoch"
            )
        },
    ),
    of_fit(
        "large-losses-are-never-best",
        "Your fit never takes a loss above 1,000 for the lowest.",
        "How large may a loss be? Which float is above all others?",
        fails=("best",),
        edits={
            "    history = {": (
                "    lowest, best_epoch, best = 1000.0, -1, [v.numpy() for v in variables]\n"
                "    history = {"
            ),
            BEST: "if losses[-1] < lowest:\n            lowest, best_epoch = losses[-1], epoch",
        },
    ),
    of_fit(
        "kept-before-the-epoch",
        "Your fit keeps what the Variables held before the steps of the best epoch.",
        "The loss is noted after an epoch's steps. Which values did it belong to?",
        fails=("best",),
        edits={
            f"        {BATCHES}": (
                f"        before = [v.numpy() for v in variables]\n        {BATCHES}"
            ),
            "best = [v.numpy() for v in variables]": "best = before",
        },
    ),
    of_fit(
        "goes-back-after-each-bad-epoch",
        "Your fit goes back to the best values after each epoch that is no better.",
        "When does training end, and when are the best values brought back?",
        fails=("patience", "best"),
        edits={
            STOP: (
                "if epoch != best_epoch:\n            for v, kept in zip(variables, best):\n"
                "                v.assign(kept)\n        "
            )
            + STOP
        },
    ),
    of_fit(
        "mean-of-the-batches",
        "Your history notes the mean of the batches' losses, each taken before its step.",
        "The docstring asks for the loss of all of train, after the epoch.",
        fails=("history",),
        edits={
            f"        {BATCHES}": f"        values = []\n        {BATCHES}",
            "            gradients = tape": (
                "            values.append(float(value))\n            gradients = tape"
            ),
            NOTED: 'history["loss"].append(float(np.mean(values)))',
        },
    ),
    of_fit(
        "numpy-numbers-in-the-history",
        "Your history holds NumPy's numbers, where Python floats are asked for.",
        "Which function makes a Python float of a scalar Tensor?",
        fails=("history",),
        edits={
            NOTED: NOTED.replace("float(loss(model, *train))", "loss(model, *train).numpy()"),
            NOTED_TOO: NOTED_TOO.replace(
                "float(loss(model, *validation))", "loss(model, *validation).numpy()"
            ),
        },
    ),
    of_fit(
        "another-key",
        'Your history calls the training loss "train_loss".',
        "Which two keys does the docstring name?",
        fails=("history",),
        edits={
            "    return history": (
                '    return {"train_loss": history["loss"], "val_loss": history["val_loss"]}'
            )
        },
    ),
    of_fit(
        "labels-for-inputs",
        "Your steps give the loss the labels first, and then the inputs.",
        "In which order does the loss take its arguments?",
        fails=("steps",),
        edits={UNDER_TAPE: UNDER_TAPE.replace("inputs, labels)", "labels, inputs)")},
    ),
    of_fit(
        "last-batch-dropped",
        "Your fit takes no step on a last batch that is smaller.",
        "How many steps are there in an epoch of 5 examples and batches of 2?",
        fails=("steps", "batches"),
        edits={
            UNDER_TAPE: "            if len(labels) < batch_size:\n                continue\n"
            + UNDER_TAPE
        },
    ),
    of_fit(
        "another-default",
        "Your seed is 1 unless another is given.",
        "Which default does the first line of the exercise name?",
        fails=("batches",),
        edits={"seed=0)": "seed=1)"},
    ),
    of_fit(
        "two-variables-brought-back",
        "Your fit brings back two Variables, and no more.",
        "How many Variables does a model of several layers have?",
        fails=("best",),
        edits={"in zip(variables, best):": "in list(zip(variables, best))[:2]:"},
    ),
    of_fit(
        "two-variables-learn",
        "Your fit hands the optimizer two gradients, and no more.",
        "How many Variables does a model of several layers have?",
        fails=("steps", "best"),
        edits={"zip(gradients, variables))": "list(zip(gradients, variables))[:2])"},
    ),
    of_fit(
        "training-loss-before-the-steps",
        "Your fit notes the loss of train before an epoch's steps, not after them.",
        "At which point of an epoch are both losses taken?",
        fails=("history",),
        edits={
            BATCHES: f"{NOTED}\n        {BATCHES}",
            f"        {NOTED}\n        {NOTED_TOO}": f"        {NOTED_TOO}",
        },
    ),
    of_fit(
        "lowest-by-size",
        "Your fit takes the loss that is closest to 0 for the lowest.",
        "Which is lower, a loss of -2 or one of -1?",
        fails=("best",),
        edits={BEST: "best_epoch = int(np.argmin(np.abs(losses)))"},
    ),
    of_fit(
        "zero-is-no-lowest-loss",
        "Your fit treats a lowest loss of 0 as if there were none yet.",
        "What is `if not lowest:` when the lowest loss is 0.0?",
        fails=("best",),
        edits={
            "    history = {": "    lowest = None\n    history = {",
            BEST: "if not lowest or losses[-1] < lowest:\n"
            "            lowest, best_epoch = losses[-1], epoch",
        },
    ),
    of_fit(
        "must-fall-by-a-share",
        "To your fit a loss is a new lowest only if it is lower by a thousandth of itself.",
        "The docstring says lowest. By how much must it be lower?",
        fails=("best",),
        edits={
            BEST: "best_epoch = 0\n"
            "        for place, one in enumerate(losses):\n"
            "            if one < losses[best_epoch] - 1e-3 * abs(losses[best_epoch]):\n"
            "                best_epoch = place"
        },
    ),
]

PREDICTED = "predicted = np.argmax(logits, axis=1)"
COUNTED = "np.add.at(confusion, (true, predicted), 1)"
RESULT = "return right / len(truth), confusion"
LOOP = "for start in range(0, len(truth), batch_size):"

EVALUATE_MISTAKES = [
    of_evaluate(
        "rows-and-columns-swapped",
        "Your confusion matrix has a row for each answer, and a column for each true class.",
        "A 3 was taken for a 5. In which row should it be counted?",
        fails=("confusion",),
        edits={COUNTED: "np.add.at(confusion, (predicted, true), 1)"},
    ),
    of_evaluate(
        "pairs-counted-once",
        "Your confusion matrix counts a pair once for each batch, however often it comes up.",
        "What does `table[rows, columns] += 1` do with a place that comes up twice?",
        fails=("confusion",),
        edits={COUNTED: "confusion[true, predicted] += 1"},
    ),
    of_evaluate(
        "only-errors-counted",
        "Your confusion matrix leaves out the right answers: its diagonal is empty.",
        "What stands on the diagonal?",
        fails=("confusion",),
        edits={RESULT: "return right / len(truth), confusion * (1 - np.eye(classes, dtype=int))"},
    ),
    of_evaluate(
        "shares-for-counts",
        "Your confusion matrix holds shares, where counts are asked for.",
        "How many examples of class i were taken for class j?",
        fails=("confusion",),
        edits={RESULT: "return right / len(truth), confusion / len(truth)"},
    ),
    of_evaluate(
        "confusion-of-floats",
        "Your confusion matrix counts in floats.",
        "Which dtype does np.zeros give unless you name one?",
        fails=("confusion",),
        edits={"np.zeros((classes, classes), int)": "np.zeros((classes, classes))"},
    ),
    of_evaluate(
        "confusion-of-the-last-batch",
        "Your confusion matrix is made anew for each batch, so that only the last one is left.",
        "Where should the zeros be made: before the loop, or in it?",
        fails=("confusion",),
        edits={
            f"        {COUNTED}": (
                f"        confusion = np.zeros((classes, classes), int)\n        {COUNTED}"
            )
        },
    ),
    of_evaluate(
        "classes-that-came-up",
        "Your confusion matrix has rows and columns only for the classes that came up.",
        "A digit that never occurs is still a digit. How large is the matrix?",
        fails=("confusion",),
        edits={
            RESULT: (
                "seen = sorted(set(truth.tolist()) | set(np.flatnonzero(confusion.sum(axis=0))))\n"
                "    return right / len(truth), confusion[np.ix_(seen, seen)]"
            )
        },
    ),
    of_evaluate(
        "mean-of-the-batches",
        "Your accuracy is the mean of the batches' accuracies: a small last batch counts too much.",
        "Two batches, of 100 examples and of 1: how much should the last one count?",
        fails=("ragged",),
        edits={
            "right = 0": "shares = []",
            "right += int(np.sum(predicted == true))": "shares.append(np.mean(predicted == true))",
            RESULT: "return float(np.mean(shares)), confusion",
        },
    ),
    of_evaluate(
        "last-batch-dropped",
        "Your evaluate leaves out the last batch where it is smaller.",
        "Which examples does it never see?",
        fails=("ragged", "batches"),
        edits={LOOP: "for start in range(0, len(truth) - batch_size + 1, batch_size):"},
    ),
    of_evaluate(
        "large-logits-overflow",
        "Your evaluate cannot tell large logits apart: it clips them, or their exponentials are "
        "inf.",
        "Which step of yours changes logits? The largest of them can be found without it.",
        fails=("accuracy",),
        edits={PREDICTED: "predicted = np.argmax(np.exp(logits) / np.sum(np.exp(logits)), axis=1)"},
    ),
    of_evaluate(
        "divided-by-full-batches",
        "Your accuracy divides by the number of batches times batch_size.",
        "How many examples does the last batch have?",
        fails=("ragged",),
        edits={RESULT: "return right / (-(-len(truth) // batch_size) * batch_size), confusion"},
    ),
    of_evaluate(
        "accuracy-of-the-last-batch",
        "Your accuracy is that of the last batch alone.",
        "Does the count start anew in each batch?",
        fails=("accuracy", "ragged"),
        edits={
            "right += int(np.sum(predicted == true))": "right = float(np.mean(predicted == true))",
            RESULT: "return right, confusion",
        },
    ),
    of_evaluate(
        "count-for-share",
        "Your accuracy is the number of right answers, not their share.",
        "Right about 3 of 4: which number is that?",
        fails=("accuracy",),
        edits={RESULT: "return float(right), confusion"},
    ),
    of_evaluate(
        "percent-for-share",
        "Your accuracy is in percent.",
        "A share lies between 0 and 1.",
        fails=("accuracy",),
        edits={RESULT: "return 100 * right / len(truth), confusion"},
    ),
    of_evaluate(
        "share-of-errors",
        "Your accuracy is the share of wrong answers.",
        "A perfect model has an accuracy of 1. What does yours say?",
        fails=("accuracy",),
        edits={RESULT: "return 1 - right / len(truth), confusion"},
    ),
    of_evaluate(
        "smallest-logit",
        "Your evaluate takes the class with the smallest logit for the answer.",
        "What does a large logit say?",
        costly="Both results come from the predictions.",
        fails=("accuracy", "ragged", "confusion"),
        edits={PREDICTED: "predicted = np.argmin(logits, axis=1)"},
    ),
    of_evaluate(
        "largest-in-size",
        "Your evaluate takes the logit that is largest in size, also where it is negative.",
        "Which is larger, -8 or 2?",
        costly="Both results come from the predictions.",
        fails=(
            "accuracy",
            "confusion",
        ),
        edits={PREDICTED: "predicted = np.argmax(np.abs(logits), axis=1)"},
    ),
    of_evaluate(
        "largest-down-the-columns",
        "Your evaluate looks for the largest logit of each class, not of each example.",
        "Which axis holds the classes?",
        costly="Both results come from the predictions.",
        fails=("accuracy", "ragged", "confusion", "batches"),
        edits={PREDICTED: "predicted = np.argmax(logits, axis=0)"},
    ),
    of_evaluate(
        "everything-at-once",
        "Your evaluate gives the model all the examples at once.",
        "What if they do not fit into memory? How many may the model be given at once?",
        fails=("batches",),
        edits={LOOP: "batch_size = len(truth)\n    for start in [0]:"},
    ),
    of_evaluate(
        "batches-of-100-always",
        "Your evaluate asks in batches of 100, whatever batch_size is given.",
        "Where does the argument batch_size go?",
        fails=("batches",),
        edits={LOOP: f"batch_size = 100\n    {LOOP}"},
    ),
    of_evaluate(
        "another-default",
        "Your batch_size is 32 unless another is given.",
        "Which default does the first line of the exercise name?",
        fails=("batches",),
        edits={"batch_size=100": "batch_size=32"},
    ),
    of_evaluate(
        "one-example-at-a-time",
        "Your evaluate asks the model about one example at a time.",
        "How many examples does a full batch have?",
        fails=("batches",),
        edits={LOOP: f"batch_size = 1\n    {LOOP}"},
    ),
    of_evaluate(
        "examples-shuffled",
        "Your evaluate shuffles the examples, where it should ask in order.",
        "Who needs a random order: training, or judging?",
        fails=("batches",),
        edits={
            "truth = labels.numpy()": (
                "order = np.random.default_rng(0).permutation(len(labels))\n"
                "    inputs, truth = tf.constant(inputs.numpy()[order]), labels.numpy()[order]"
            )
        },
    ),
    of_evaluate(
        "a-float32",
        "Your accuracy is a float32 of NumPy's, where a Python float is asked for.",
        "Which function makes a Python float of it?",
        fails=("accuracy",),
        edits={RESULT: "return np.float32(right / len(truth)), confusion"},
    ),
    of_evaluate(
        "a-tensor",
        "Your accuracy is a Tensor, where a Python float is asked for.",
        "Which function makes a Python float of a scalar Tensor?",
        fails=("accuracy", "ragged"),
        edits={RESULT: "return tf.constant(right / len(truth)), confusion"},
    ),
    of_evaluate(
        "mean-over-the-classes",
        "Your accuracy is the mean of the shares of each class, so that rare classes count more.",
        "Every example counts alike. How many examples of each class are there?",
        fails=("accuracy",),
        edits={
            RESULT: (
                "shares = np.diag(confusion) / np.maximum(confusion.sum(axis=1), 1)\n"
                "    return float(shares.sum() / np.sum(confusion.sum(axis=1) > 0)), confusion"
            )
        },
    ),
    of_evaluate(
        "no-array",
        "Your confusion is no array, but something like a list of lists.",
        "What makes an array of it?",
        fails=("confusion",),
        edits={RESULT: "return right / len(truth), confusion.tolist()"},
    ),
    of_evaluate(
        "small-integers",
        "Your confusion matrix counts in integers of 8 bits, which begin anew after 255 or sooner.",
        "How large is the largest uint8? How many examples may there be?",
        fails=("confusion",),
        edits={"np.zeros((classes, classes), int)": 'np.zeros((classes, classes), "uint8")'},
    ),
    of_evaluate(
        "only-right-answers-counted",
        "Your confusion matrix counts the right answers alone.",
        "Where is a 3 counted that was taken for a 5?",
        fails=("confusion",),
        edits={COUNTED: "np.add.at(confusion, (true, predicted), predicted == true)"},
    ),
    of_evaluate(
        "shares-of-each-class",
        "Your confusion matrix holds the shares of each class, where counts are asked for.",
        "How many examples of class i were taken for class j?",
        fails=("confusion",),
        edits={
            RESULT: (
                "return right / len(truth), confusion / np.maximum(confusion.sum(axis=1, "
                "keepdims=True), 1)"
            )
        },
    ),
    of_evaluate(
        "classes-counted-from-the-labels",
        "Your evaluate makes the matrix as large as the largest label asks for.",
        "The last class may be missing among the labels. Who says how many classes there are?",
        fails=("confusion", "batches"),
        costly="It fails where a class is predicted that no label has.",
        edits={
            "    confusion = np.zeros(": (
                "    classes = int(labels.numpy().max()) + 1\n    confusion = np.zeros("
            )
        },
    ),
    of_evaluate(
        "examples-flattened",
        "Your evaluate makes a flat row of each example before the model sees it.",
        "An example may be an image. Which shape does the model expect?",
        fails=("batches",),
        edits={
            "model(inputs[start : start + batch_size])": (
                "model(tf.reshape(inputs[start : start + batch_size], [len(truth[start : start + "
                "batch_size]), -1]))"
            )
        },
    ),
    of_evaluate(
        "asked-twice",
        "Your evaluate asks the model twice about each batch.",
        "What does a model cost? Keep what it said.",
        fails=("batches",),
        edits={
            "        " + PREDICTED: "        model(inputs[start : start + batch_size])\n        "
            + PREDICTED
        },
    ),
    of_evaluate(
        "last-batch-first",
        "Your evaluate asks about the last batch first.",
        "In which order does the docstring want the examples?",
        fails=("batches",),
        edits={
            LOOP: LOOP.replace(
                "range(0, len(truth), batch_size)", "reversed(range(0, len(truth), batch_size))"
            )
        },
    ),
    of_evaluate(
        "last-batch-filled-up",
        "Your evaluate fills the last batch up with examples that it has asked about before.",
        "How often may the model be given an example?",
        fails=("ragged", "batches"),
        edits={
            LOOP: LOOP + "\n        start = max(0, min(start, len(truth) - batch_size))",
            RESULT: "return right / int(confusion.sum()), confusion",
        },
    ),
    of_evaluate(
        "results-swapped",
        "Your evaluate returns the confusion first, and then the accuracy.",
        "In which order does the docstring name them?",
        fails=("accuracy", "ragged", "confusion"),
        costly="Each of the two results stands where the other belongs.",
        edits={RESULT: "return confusion, right / len(truth)"},
    ),
    of_evaluate(
        "places-in-the-dtype-of-the-labels",
        "Your evaluate numbers the places of the table in the dtype of the labels, and overflows.",
        "What is 20 * 60 in uint8?",
        fails=("confusion",),
        edits={
            COUNTED: "places = true * true.dtype.type(classes) + predicted.astype(true.dtype)\n"
            "        counts = np.bincount(places, minlength=classes**2)\n"
            "        confusion += counts.reshape(classes, classes)"
        },
    ),
]

SAVED = "np.savez(path, **{name: v.numpy() for name, v in variables.items()})"
MISSING = '            raise ValueError(f"{name} is missing in the file")\n'
SURPLUS = '            raise ValueError(f"{name} is in the file alone")\n'
SHAPE = "if value.shape != v.shape:"
DTYPE = "if value.dtype != v.dtype:"
ASSIGNED = "    for name, v in variables.items():\n        v.assign(values[name])\n"

CHECKPOINT_MISTAKES = [
    of_checkpoint(
        "saved-without-names",
        "Your save_weights hands NumPy a list, so that the arrays are called arr_0, arr_1, ….",
        "How does np.savez get to know a name? See the example with **arrays.",
        fails=("saved",),
        edits={SAVED: "np.savez(path, *[v.numpy() for v in variables.values()])"},
    ),
    of_checkpoint(
        "saved-as-float32",
        "Your save_weights makes float32 of every value.",
        "What becomes of a float64 Variable, or of a whole number?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("v.numpy()", "v.numpy().astype('float32')")},
    ),
    of_checkpoint(
        "trainable-ones-saved",
        "Your save_weights leaves out the Variables that are not trainable.",
        "Does a Variable that no optimizer changes have a value?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("items()}", "items() if v.trainable}")},
    ),
    of_checkpoint(
        "saved-as-lists",
        "Your save_weights makes float64 arrays of all values, as NumPy does of lists.",
        "Which dtype does np.array([1.5]) have?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("v.numpy()", "v.numpy().tolist()")},
    ),
    of_checkpoint(
        "ending-twice",
        "Your save_weights adds .npz to a path that ends in .npz already.",
        "What is the file called then?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("(path,", '(path + ".npz",')},
    ),
    of_checkpoint(
        "a-file-of-its-own",
        "Your save_weights writes to weights.npz in the same folder, whatever the path says.",
        "Where does the argument path go?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("(path,", '(path.rpartition("/")[0] + "/weights.npz",')},
    ),
    of_checkpoint(
        "one-variable-saved",
        "Your save_weights writes the last Variable alone: each one replaces the file.",
        "How often is np.savez called?",
        fails=("saved",),
        edits={
            SAVED: "for name, v in variables.items():\n        np.savez(path, **{name: v.numpy()})"
        },
    ),
    of_checkpoint(
        "a-pickle-of-everything",
        "Your save_weights puts the whole dict into the file as one pickled object.",
        "What does the file hold under each name?",
        fails=("saved",),
        edits={
            SAVED: (
                "values = {name: v.numpy() for name, v in variables.items()}\n"
                "    np.savez(path, weights=np.array(values, object))"
            )
        },
    ),
    of_checkpoint(
        "restored-by-place",
        "Your load_weights goes by the order in the file, and not by the names.",
        "The dict may come in another order. What tells which value belongs where?",
        fails=("restored",),
        edits={
            ASSIGNED: (
                "    for v, value in zip(variables.values(), values.values()):\n"
                "        v.assign(value)\n"
            )
        },
    ),
    of_checkpoint(
        "restored-in-alphabetical-order",
        "Your load_weights sorts the names of the file, and gives the values out in this order.",
        "What tells which value belongs to which Variable?",
        fails=(
            "restored",
            "untouched",
        ),
        edits={
            ASSIGNED: (
                "    for v, name in zip(variables.values(), sorted(values)):\n"
                "        v.assign(values[name])\n"
            )
        },
    ),
    of_checkpoint(
        "new-variables",
        "Your load_weights puts new Variables into the dict; the network keeps its old ones.",
        "Who else holds these Variables? Change what is in them.",
        fails=("restored",),
        edits={
            ASSIGNED: ASSIGNED.replace(
                "v.assign(values[name])", "variables[name] = tf.Variable(values[name])"
            )
        },
    ),
    of_checkpoint(
        "values-added",
        "Your load_weights adds the values to what the Variables hold.",
        "Which method replaces what is in the box?",
        fails=(
            "restored",
            "untouched",
        ),
        edits={ASSIGNED: ASSIGNED.replace("assign(", "assign_add(")},
    ),
    of_checkpoint(
        "file-read-once",
        "Your load_weights reads a file only once, and later restores what it held then.",
        "What if the file has changed since?",
        fails=("restored",),
        edits={
            "def load_weights": "read = {}\n\n\ndef load_weights",
            "        values = {name: file[name] for name in file.files}\n": (
                "        values = {name: file[name] for name in file.files}\n"
                "    values = read.setdefault(path, values)\n"
            ),
        },
    ),
    of_checkpoint(
        "one-variable-restored",
        "Your load_weights returns after the first Variable.",
        "How far is the return indented?",
        fails=(
            "restored",
            "untouched",
        ),
        edits={ASSIGNED: ASSIGNED + "        return\n"},
    ),
    of_checkpoint(
        "missing-names-skipped",
        "Your load_weights says nothing of a Variable that the file lacks, and lets it be.",
        "Half of a checkpoint in a network: who would notice?",
        fails=("refusal", "told"),
        edits={
            MISSING: "            continue\n",
            "        value = values[name]\n": "        value = values.get(name, v.numpy())\n",
            "v.assign(values[name])": "v.assign(values.get(name, v.numpy()))",
        },
    ),
    of_checkpoint(
        "missing-is-a-key-error",
        "Where the file lacks a Variable, your load_weights stops with a KeyError, as a dict does.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={MISSING: MISSING.replace("ValueError", "KeyError")},
    ),
    of_checkpoint(
        "surplus-names-ignored",
        "Your load_weights ignores what the file holds beyond the Variables.",
        "A file with more layers belongs to another network. Should it be accepted?",
        fails=("refusal", "told"),
        edits={SURPLUS: "            continue\n"},
    ),
    of_checkpoint(
        "surplus-is-a-key-error",
        "For a name in the file alone, your load_weights stops with a KeyError, as a dict does.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={SURPLUS: SURPLUS.replace("ValueError", "KeyError")},
    ),
    of_checkpoint(
        "names-only-counted",
        "Your load_weights compares how many names there are, and takes any others for right.",
        "Two names and two names: are they the same?",
        fails=("refusal", "told"),
        edits={
            "    for name in variables:\n        if name not in values:\n": (
                "    for name in variables:\n        if len(values) < len(variables):\n"
            ),
            "        if name not in variables:\n": "        if len(values) > len(variables):\n",
        },
    ),
    of_checkpoint(
        "shapes-left-to-assign",
        "Your load_weights leaves shapes to assign, which refuses after others have been changed.",
        "Which Variables have been assigned when the third one does not fit?",
        fails=("untouched", "told"),
        edits={SHAPE: "if False:"},
    ),
    of_checkpoint(
        "only-the-size-compared",
        "Your load_weights compares only how many numbers there are, and reshapes the value.",
        "Is a column of two numbers the same as a row of two?",
        fails=("refusal",),
        edits={
            SHAPE: "if value.size != v.numpy().size:",
            "v.assign(values[name])": "v.assign(values[name].reshape(v.shape))",
        },
    ),
    of_checkpoint(
        "values-repeated-to-fit",
        "Your load_weights repeats a value of another shape until it fits, as NumPy does in sums.",
        "Should a single number pass for a whole bias?",
        fails=(
            "refusal",
            "told",
        ),
        edits={
            SHAPE: "if np.broadcast_shapes(value.shape, v.shape) != v.shape:",
            "v.assign(values[name])": "v.assign(np.broadcast_to(values[name], v.shape))",
        },
    ),
    of_checkpoint(
        "dtypes-converted",
        "Your load_weights converts a value of another dtype without a word.",
        "What is lost when float64 becomes float32? Who should decide that?",
        fails=("refusal", "told"),
        edits={
            DTYPE: "if False:",
            "v.assign(values[name])": "v.assign(values[name].astype(v.dtype.name))",
        },
    ),
    of_checkpoint(
        "any-float-accepted",
        "Your load_weights accepts any float for any other.",
        "Are float32 and float64 the same dtype?",
        fails=("refusal", "told"),
        edits={
            DTYPE: "if value.dtype.kind != v.numpy().dtype.kind:",
            "v.assign(values[name])": "v.assign(values[name].astype(v.dtype.name))",
        },
    ),
    of_checkpoint(
        "pickles-read",
        "Your load_weights lets NumPy read pickles: a stranger's file runs what it likes.",
        "What does allow_pickle=True allow?",
        fails=("refusal",),
        edits={"allow_pickle=False": "allow_pickle=True"},
    ),
    of_checkpoint(
        "assigned-while-checking",
        "Your load_weights assigns each Variable before it has looked at the next one.",
        "If the last one does not fit, what has happened to the others?",
        fails=("untouched",),
        edits={
            f'has another dtype")\n{ASSIGNED}': ('has another dtype")\n        v.assign(value)\n')
        },
    ),
    of_checkpoint(
        "returns-without-a-word",
        "Your load_weights returns without a word if anything does not fit.",
        "How does a function tell its caller that it failed?",
        fails=("refusal", "told"),
        edits={
            MISSING: "            return\n",
            SURPLUS: "            return\n",
            '            raise ValueError(f"{name} has another shape")': "            return",
            '            raise ValueError(f"{name} has another dtype")': "            return",
        },
    ),
    of_checkpoint(
        "no-name-in-the-message",
        "Your message says that something does not fit, but not what.",
        "What would you want to read, with a network of fifty layers?",
        fails=("told",),
        edits={
            MISSING: MISSING.replace("{name}", "a name"),
            SURPLUS: SURPLUS.replace("{name}", "a name"),
            '"{name} has another shape"': '"another shape"',
            '"{name} has another dtype"': '"another dtype"',
        },
    ),
    of_checkpoint(
        "numbers-saved-as-lists",
        "Your save_weights makes a list of one number of a Variable of shape ().",
        "Which shape does the docstring promise for the array in the file?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("v.numpy()", "np.atleast_1d(v.numpy())")},
    ),
    of_checkpoint(
        "saved-flat",
        "Your save_weights makes flat lists of all values.",
        "Which shape does the docstring promise for the array in the file?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("v.numpy()", "v.numpy().ravel()")},
    ),
    of_checkpoint(
        "names-changed",
        "Your save_weights changes names: it has no slashes in them.",
        "Under which name will load_weights look?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("{name:", '{name.replace("/", "_"):')},
    ),
    of_checkpoint(
        "names-in-lower-case",
        "Your save_weights writes all names in lower case.",
        "Are W and w the same name?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("{name:", "{name.lower():")},
    ),
    of_checkpoint(
        "key-errors-raised",
        "Your load_weights raises a KeyError, where a ValueError is asked for.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={
            MISSING: MISSING.replace("Value", "Key"),
            SURPLUS: SURPLUS.replace("Value", "Key"),
            'ValueError(f"{name} has another shape': 'KeyError(f"{name} has another shape',
            'ValueError(f"{name} has another dtype': 'KeyError(f"{name} has another dtype',
        },
    ),
    of_checkpoint(
        "assertion-errors-raised",
        "Your load_weights asserts that the names fit, so that an AssertionError is raised.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={
            MISSING: MISSING.replace("Value", "Assertion"),
            SURPLUS: SURPLUS.replace("Value", "Assertion"),
        },
    ),
    of_checkpoint(
        "type-error-raised",
        "Your load_weights raises a TypeError for another dtype.",
        "Which error does the docstring name?",
        fails=("refusal",),
        edits={'ValueError(f"{name} has another dtype': 'TypeError(f"{name} has another dtype'},
    ),
    of_checkpoint(
        "axes-of-1-ignored",
        "Your load_weights takes shapes for the same that differ in axes of length 1.",
        "Is a column of two numbers the same as a list of two?",
        fails=("refusal",),
        edits={
            SHAPE: "if [n for n in value.shape if n > 1] != [n for n in v.shape if n > 1]:",
            "v.assign(values[name])": "v.assign(values[name].reshape(v.shape))",
        },
    ),
    of_checkpoint(
        "rank-and-size-compared",
        "Your load_weights compares how many axes and how many numbers there are, not the shapes.",
        "Are (2, 3) and (3, 2) the same shape? Who notices, and when?",
        fails=("untouched",),
        edits={SHAPE: "if (value.ndim, value.size) != (len(v.shape), v.numpy().size):"},
    ),
    of_checkpoint(
        "first-lengths-compared",
        "Your load_weights compares the first lengths of the shapes alone.",
        "Are (2, 2) and (2, 3) the same shape? Who notices, and when?",
        fails=("untouched",),
        edits={SHAPE: "if value.shape[:1] != v.shape[:1]:"},
    ),
    of_checkpoint(
        "colon-cut-off",
        "Your save_weights cuts off what follows a colon in a name.",
        "Under which name will load_weights look for it?",
        fails=("saved",),
        edits={SAVED: SAVED.replace("{name:", '{name.split(":")[0]:')},
    ),
    of_checkpoint(
        "last-name-told",
        "Your message names the last Variable, whichever is at fault.",
        "What does a loop leave in its variable when it has ended?",
        fails=("told",),
        edits={
            f'"{{name}} has another {what}"': f'"{{list(variables)[-1]}} has another {what}"'
            for what in ("shape", "dtype")
        },
    ),
    of_checkpoint(
        "missing-name-not-told",
        "Your message says that a name is missing in the file, but not which.",
        "What would you want to read, with a network of fifty layers?",
        fails=("told",),
        edits={MISSING: MISSING.replace("{name}", "a name")},
    ),
    of_checkpoint(
        "surplus-name-not-told",
        "Your message says that the file has a name too many, but not which.",
        "What would you want to read, with a network of fifty layers?",
        fails=("told",),
        edits={SURPLUS: SURPLUS.replace("{name}", "a name")},
    ),
    of_checkpoint(
        "dtype-at-fault-not-told",
        "Your message says that a dtype is another one, but not of which value.",
        "What would you want to read, with a network of fifty layers?",
        fails=("told",),
        edits={'"{name} has another dtype"': '"another dtype"'},
    ),
    of_checkpoint(
        "shape-at-fault-not-told",
        "Your message says that a shape is another one, but not of which value.",
        "What would you want to read, with a network of fifty layers?",
        fails=("told",),
        edits={'"{name} has another shape"': '"another shape"'},
    ),
    of_checkpoint(
        "surplus-noticed-late",
        "Your load_weights notices a surplus name when the Variables are changed already.",
        "What should be checked before the first Variable is assigned?",
        fails=("untouched",),
        edits={
            f"    for name in values:\n        if name not in variables:\n{SURPLUS}": "",
            ASSIGNED: ASSIGNED
            + f"    for name in values:\n        if name not in variables:\n{SURPLUS}",
        },
    ),
    of_checkpoint(
        "older-file-kept",
        "Your save_weights keeps what an older file of this name held.",
        "Whose names does the new file have? load_weights must be able to read it.",
        fails=("saved",),
        edits={
            SAVED: "import os\n\n"
            "    older = dict(np.load(path)) if os.path.exists(path) else {}\n"
            "    np.savez(path, **{**older, **{name: v.numpy() for name, v in variables.items()}})"
        },
    ),
]

MISTAKES: list[Mistake] = [
    *DENSE_MISTAKES,
    *SEQUENTIAL_MISTAKES,
    *CROSS_ENTROPY_MISTAKES,
    *PENALTY_MISTAKES,
    *FIT_MISTAKES,
    *EVALUATE_MISTAKES,
    *CHECKPOINT_MISTAKES,
]
