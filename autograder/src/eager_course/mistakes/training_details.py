"""Mistakes of the stage training in a detail: what is only wrong now and then, or for some data."""

from autograder.outside.course.mistake import Mistake, indented

from .training_library import (
    BEGIN,
    CHECK,
    CURVES,
    DONE,
    LOOP,
    MOVE,
    MOVED,
    NOTE,
    ONE,
    ORDER,
    PARAMETERS,
    TAPE,
    TRUTHS,
    VELOCITY,
    WORDS,
    YIELD,
    each,
    of_adam,
    of_batches,
    of_loop,
    of_picture,
    of_sgd,
    of_train,
)

STEP = [
    of_train(
        "moves-what-the-tape-heard",
        "Your train moves whatever Variables the tape heard of, and does not look for W and b.",
        "A loss may depend on another Variable, and not on W. Should your train refuse it?",
        fails=("refusal",),
        body="""
        with tf.GradientTape() as tape:
            loss = tf.mean_squared_error(model(inputs), outputs)
        variables = tape.watched_variables()
        if len(variables) < 2:
            raise ValueError("no gradient")
        for variable, gradient in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(learning_rate * gradient)
        """,
    ),
    of_train(
        "infinite-loss-is-no-loss",
        "Your train takes no step when the loss is too large for its dtype.",
        "The gradient of a large error is not that large. Who decides when to give up?",
        fails=("downhill",),
        body=TAPE + CHECK + "if not np.isfinite(float(loss)):\n    return" + MOVE,
    ),
    of_train(
        "errors-of-the-model-kept",
        "Your train swallows the errors that the model raises.",
        "A model that raises an error has a reason. Who hears of it?",
        fails=("any model",),
        body="try:\n" + indented(TAPE) + "\nexcept Exception:\n    return" + CHECK + MOVE,
    ),
    of_train(
        "every-error-a-value-error",
        "Your train turns every error of the model into a ValueError.",
        "The docstring says when to raise ValueError. What about all other errors?",
        fails=("any model",),
        body="try:\n"
        + indented(TAPE)
        + '\nexcept Exception as error:\n    raise ValueError("no gradient") from error'
        + CHECK
        + MOVE,
    ),
]

NOTED = LOOP + NOTE

RUNS = [
    of_loop(
        "parameters-after-the-step",
        "Your history notes W and b after the step, and the loss before it.",
        "An entry is one moment: whose loss stands beside its W and b?",
        fails=("parameters",),
        body=LOOP + NOTE.replace(PARAMETERS, "\n") + ONE + PARAMETERS + DONE,
    ),
    of_loop(
        "absolute-error",
        "Your history notes the mean of the absolute errors, not of their squares.",
        "The loss is a mean of squares. Which loss does your train minimize?",
        fails=("loss", "numbers"),
        body=NOTED.replace(
            "tf.mean_squared_error(model(inputs), outputs)",
            "tf.reduce_mean(tf.abs(model(inputs) - outputs))",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "model-from-the-step",
        "Your loop goes on with what the step returns, if that is anything.",
        "The step changes the model in place. What does it have to return?",
        fails=("loss", "epochs", "step"),
        costly="What a step returns is rarely a model.",
        body=NOTED + ONE.replace("step(", "model = step(") + " or model" + DONE,
    ),
    of_loop(
        "step-says-stop",
        "Your loop ends when the step returns something true.",
        "How many steps are asked for? Who may shorten the run?",
        fails=("epochs", "step"),
        body=NOTED + ONE.replace("    step(", "    if step(") + ":\n        break" + DONE,
    ),
    of_loop(
        "loss-from-the-step",
        "Your loop takes what the step returns for the loss.",
        "The loss of an entry belongs to its W and b. Who knows it before the step is taken?",
        fails=("loss",),
        body=NOTED
        + """
    answer = step(model, inputs, outputs, learning_rate)
    if isinstance(answer, float):
        history["loss"][-1] = answer
"""
        + DONE,
    ),
    of_loop(
        "errors-of-a-step-kept",
        "Your loop keeps the errors of the step to itself.",
        "A train that refuses has a reason. Who hears of it?",
        fails=("step",),
        body=NOTED + "\n    try:\n    " + ONE + "\n    except Exception:\n        pass" + DONE,
    ),
    of_loop(
        "loss-of-a-hundred",
        "Your loss is that of the first hundred examples.",
        "How many examples are there? The loss is the mean over all of them.",
        fails=("loss",),
        body=NOTED.replace("model(inputs), outputs", "model(inputs[:100]), outputs[:100]")
        + ONE
        + DONE,
    ),
    of_loop(
        "a-hundred-epochs-at-most",
        "Your loop stops after a hundred epochs, however many were asked for.",
        "`epochs` says how many steps there are. Is a long run another thing?",
        fails=("epochs",),
        body=NOTED.replace("range(epochs)", "range(min(epochs, 100))") + ONE + DONE,
    ),
    of_loop(
        "loss-rounded",
        "Your history holds the loss rounded to four digits.",
        "Rounding is for reading. What does a loss of 0.00003 become?",
        fails=("loss",),
        body=NOTED.replace(
            "float(tf.mean_squared_error(model(inputs), outputs))",
            "round(float(tf.mean_squared_error(model(inputs), outputs)), 4)",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "infinite-loss-as-0",
        "Your history holds 0 where the loss is infinite.",
        "Which loss is better, 0 or infinity? What will the picture of this run say?",
        fails=("loss",),
        body=NOTED
        + """
    if not np.isfinite(history["loss"][-1]):
        history["loss"][-1] = 0.0
"""
        + ONE
        + DONE,
    ),
    of_loop(
        "parameters-rounded",
        "Your history holds W and b rounded to three digits.",
        "Rounding is for reading. Is the rounded number the one that the model had?",
        fails=("parameters",),
        body=NOTED.replace("float(model.W)", "round(float(model.W), 3)").replace(
            "float(model.b)", "round(float(model.b), 3)"
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "end-for-the-last-entry",
        "The last entry of your history holds the parameters after the last step.",
        "Every entry is noted before its step. Is the last one, too?",
        fails=("parameters",),
        body=NOTED
        + ONE
        + """
if epochs:
    history["W"][-1], history["b"][-1] = float(model.W), float(model.b)
"""
        + DONE,
    ),
]

DRAWN = CURVES + TRUTHS + WORDS

PICTURES = [
    of_picture(
        "true-0-left-out",
        "Your picture leaves out a true value that is 0.",
        "`if true_w:` is false of None. Of which number, too?",
        fails=("true values", "colors", "legend"),
        body=CURVES
        + """
if true_w:
    ax.plot(epochs, [true_w] * len(Ws), "--", color="tab:red", label="true W")
if true_b:
    ax.plot(epochs, [true_b] * len(bs), "--", color="tab:blue", label="true b")
"""
        + WORDS,
    ),
    of_picture(
        "cut-off-at-0",
        "Your picture begins at the height 0: what lies below is cut off.",
        "May W or b be below 0? Matplotlib finds limits that show all of a curve.",
        fails=("curves",),
        body=DRAWN + "ax.set_ylim(bottom=0)",
    ),
    of_picture(
        "ten-epochs-in-sight",
        "Your picture ends at epoch 10, however long the run is.",
        "Matplotlib finds limits that show all of a curve. Do yours?",
        fails=("curves",),
        body=DRAWN + "ax.set_xlim(0, 10)",
    ),
    of_picture(
        "one-curve-transparent",
        "Your line of b is drawn so that nobody can see it.",
        "How opaque is a line of alpha 0?",
        fails=("curves", "colors", "legend"),
        costly="A curve that cannot be seen has no color, and its name no line.",
        body=DRAWN + "ax.lines[1].set_alpha(0)",
    ),
    of_picture(
        "last-value-for-the-true-one",
        "Your dashed lines lie where W and b ended, and not at the true values.",
        "The picture shows whether the run arrived. Where should it arrive?",
        fails=("true values", "colors", "legend"),
        body=CURVES + TRUTHS.replace("true_w]", "Ws[-1]]").replace("true_b]", "bs[-1]]") + WORDS,
    ),
    of_picture(
        "one-curve-white",
        "Your line of b is as white as the page.",
        "Look at the picture: how many curves do you see?",
        fails=("curves",),
        body=DRAWN.replace("tab:blue", "white"),
    ),
    of_picture(
        "first-two-of-the-cycle",
        "Your dashed lines have the first two colors of Matplotlib's cycle, whatever colors W and "
        "b got.",
        "Something may have been drawn on these axes before. Which color does your W have then?",
        fails=("colors",),
        body=CURVES.replace('color="tab:red", ', "").replace('color="tab:blue", ', "")
        + TRUTHS.replace("tab:red", "C0").replace("tab:blue", "C1")
        + WORDS,
    ),
    of_picture(
        "figure-for-nothing",
        "Your plot_history opens a figure in which nothing is drawn.",
        "`ax` has a figure already. What is plt.figure for?",
        fails=("given axes",),
        body="import matplotlib.pyplot as plt\nplt.figure()" + DRAWN,
    ),
    of_picture(
        "axes-switched-off",
        "Your picture has labels, and then hides them with the axes.",
        "What does ax.axis('off') leave to be seen?",
        fails=("labels",),
        body=DRAWN + "ax.axis('off')",
    ),
]

BATCHES = [
    of_batches(
        "global-state-set-back-at-the-end",
        "Your minibatches borrow NumPy's global generator, and give it back after the last batch.",
        "Between two batches others draw from np.random. Whose numbers do they get?",
        fails=("reproducible",),
        body=BEGIN
        + "state = np.random.get_state()\nnp.random.seed(seed)\n"
        + "order = np.random.permutation(len(inputs))"
        + YIELD
        + "\nnp.random.set_state(state)",
    ),
    of_batches(
        "one-generator-for-all",
        "All epochs of your minibatches draw from one generator, which each of them seeds anew.",
        "Two epochs run side by side. Who draws which numbers?",
        fails=("reproducible",),
        body=BEGIN
        + "everybody = minibatches.__dict__\n"
        + 'everybody["rng"] = np.random.default_rng(seed)\n'
        + "rest = list(range(len(inputs)))\n"
        + """
while rest:
    count = min(batch_size, len(rest))
    chosen = [rest.pop(everybody["rng"].integers(len(rest))) for _ in range(count)]
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "first-stays-first",
        "The first example comes first in every order of yours.",
        "At which place does your shuffle begin? Each example may come in any place.",
        fails=("shuffled",),
        body=BEGIN
        + """
order = np.arange(len(inputs))
np.random.default_rng(seed).shuffle(order[1:])
"""
        + YIELD,
    ),
    of_batches(
        "last-stays-last",
        "The last example comes last in every order of yours.",
        "Where does your shuffle end? Each example may come in any place.",
        fails=("shuffled",),
        body=BEGIN
        + """
order = np.arange(len(inputs))
np.random.default_rng(seed).shuffle(order[:-1])
"""
        + YIELD,
    ),
    of_batches(
        "buffer-of-two-batches",
        "Your minibatches draw from the next few examples only, so that early ones come early.",
        "Can the last example of a thousand be in the first batch?",
        fails=("shuffled",),
        body=BEGIN
        + """
rng, order, buffer = np.random.default_rng(seed), [], []
for i in range(len(inputs)):
    buffer.append(i)
    if len(buffer) > 2 * batch_size:
        order.append(buffer.pop(rng.integers(len(buffer))))
order = np.array(order + rng.permutation(buffer).tolist(), int)
"""
        + YIELD,
    ),
    of_batches(
        "seed-of-one-byte",
        "Your order depends only on the last eight bits of the seed.",
        "How many different orders are there for the seeds 0 to 1,000?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "(seed % 256)") + YIELD,
    ),
    of_batches(
        "two-seeds-one-order",
        "In your code, two neighboring seeds share one order.",
        "Which seeds become the same number in your code?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "((seed + 1) // 2)") + YIELD,
    ),
    of_batches(
        "float64-made-float32",
        "Your batches are float32 where the inputs were float64.",
        "Which dtype should a batch of float64 inputs have?",
        fails=("Tensors",),
        body=BEGIN
        + ORDER
        + "inputs = tf.cast(inputs, tf.float32) if inputs.dtype == tf.float64 else inputs"
        + YIELD,
    ),
    of_batches(
        "rows-made-flat",
        "Your batches lose the axes of inputs of rank 3.",
        "An example may be a picture. What should the shape of a batch be?",
        fails=("Tensors",),
        body=BEGIN
        + ORDER
        + """
if len(inputs.shape) > 2:
    inputs = tf.reshape(inputs, (len(inputs), -1))
"""
        + YIELD,
    ),
]

MOMENTUM = [
    of_sgd(
        "known-from-the-first-call",
        "Your SGD knows the Variables of its first call, and no others.",
        "A Variable comes for the first time in the second call. What is its velocity?",
        fails=("each Variable",),
        body="grads_and_vars = list(grads_and_vars)\n"
        "if not self.velocities:\n"
        "    self.velocities = {v.ref(): tf.zeros_like(v) for _, v in grads_and_vars}\n"
        + each(VELOCITY + "variable.assign_add(velocity)").replace(
            ".get(variable.ref(), tf.zeros_like(gradient))", "[variable.ref()]"
        ),
    ),
    of_sgd(
        "two-memories-at-most",
        "Your SGD remembers the velocities of two Variables, and no more.",
        "How many Variables may a model have?",
        fails=("each Variable",),
        body=each(VELOCITY + "variable.assign_add(velocity)")
        + "\nself.velocities = dict(list(self.velocities.items())[:2])",
    ),
    of_sgd(
        "less-momentum-for-many",
        "Your SGD halves the momentum when there are more than two Variables.",
        "Every Variable has a velocity of its own. Does it matter how many others there are?",
        fails=("each Variable",),
        body="grads_and_vars = list(grads_and_vars)\n"
        "share = self.momentum if len(grads_and_vars) <= 2 else self.momentum / 2\n"
        + each(VELOCITY + "variable.assign_add(velocity)").replace("self.momentum", "share"),
    ),
    of_sgd(
        "momentum-at-most-0.9",
        "Your SGD takes a momentum above 0.9 for 0.9.",
        "Which numbers may momentum be?",
        fails=("velocity",),
        body="self.momentum = min(self.momentum, 0.9)\n"
        + each(VELOCITY + "variable.assign_add(velocity)"),
    ),
    of_sgd(
        "forgets-after-ten",
        "Your SGD forgets all velocities in its tenth call.",
        "How long does a velocity last?",
        fails=("velocity",),
        body="self.calls = getattr(self, 'calls', 0) + 1\n"
        "if self.calls % 10 == 0:\n"
        "    self.velocities.clear()\n" + each(VELOCITY + "variable.assign_add(velocity)"),
    ),
]

ADAM = [
    of_adam(
        "two-memories-at-most",
        "Your Adam remembers the moments of two Variables, and no more.",
        "How many Variables may a model have?",
        fails=("each Variable",),
        edits={MOVED: MOVED + "        self.moments = dict(list(self.moments.items())[-2:])\n"},
    ),
    of_adam(
        "computed-in-float32",
        "Your Adam computes in float32, whatever the dtype of the gradient.",
        "A float64 gradient may be 1e30. What is its square in float32?",
        fails=("first step",),
        edits={
            "key = variable.ref()": "g, key = tf.cast(g, tf.float32), variable.ref()",
            MOVED: MOVED.replace("_sub(", "_sub(tf.cast(").replace("))\n", "), variable.dtype))\n"),
        },
    ),
    of_adam(
        "m-squared-for-g-squared",
        "Your s is the running mean of m squared, not of the gradient squared.",
        "Which quantity is squared in the formula of s?",
        fails=("first step", "moments", "settings", "epsilon", "each Variable"),
        costly="Every step has the wrong length.",
        edits={"(1 - self.beta_2) * g * g": "(1 - self.beta_2) * m * m"},
    ),
]

DETAILS: list[Mistake] = [*STEP, *RUNS, *PICTURES, *BATCHES, *MOMENTUM, *ADAM]
