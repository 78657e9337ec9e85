"""More mistakes of the stage training: most break one promise of a docstring, and no other."""

from autograder.outside.course.mistake import Mistake, defined

from .training_library import (
    BEGIN,
    CHECK,
    CURVES,
    DATA,
    DONE,
    LOOP,
    MOVE,
    MOVED,
    NOTE,
    ONE,
    ORDER,
    START,
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

STEP_MISTAKES = [
    of_train(
        "sum-over-the-columns",
        "Your train takes the mean over the rows alone; what stands in one row is added up.",
        "The mean squared error of a table is one number. Over how many squares is it the mean?",
        fails=("downhill",),
        body="""
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.reduce_mean(tf.square(model(inputs) - outputs), axis=0))
        dW, db = tape.gradient(loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "learning-rate-twice",
        "Your train multiplies by the learning rate twice.",
        "Halve the learning rate: is the step half as long, or a quarter?",
        fails=("downhill", "learning rate"),
        body=TAPE + CHECK + "learning_rate = learning_rate * learning_rate" + MOVE,
    ),
    of_train(
        "small-loss-is-enough",
        "Your train takes no step when the loss is small already.",
        "Who decides when training is over: the step, or whoever calls it?",
        fails=("downhill",),
        body=TAPE + CHECK + "if float(loss) < 1e-4:\n    return" + MOVE,
    ),
    of_train(
        "small-slope-is-none",
        "Your train mistakes a small slope for none, and stays where it is.",
        "A large learning rate makes a long step of a small slope. Does yours?",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + "if max(np.abs(np.array(g)).max() for g in (dW, db)) < 2e-5:\n    return"
        + MOVE,
    ),
    of_train(
        "gradient-clipped",
        "Your train cuts off large gradients.",
        "A steep slope asks for a long step. Who asked for a shorter one?",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + """
dW, db = (tf.constant(np.clip(np.array(g), -1000, 1000)) for g in (dW, db))
"""
        + MOVE,
    ),
    of_train(
        "parameters-shrink",
        "Your train shrinks W and b a little in every step, besides following the gradient.",
        "Give it data that the model fits exactly: does anything move?",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + """
model.W.assign_sub(learning_rate * (dW + 0.01 * model.W))
model.b.assign_sub(learning_rate * (db + 0.01 * model.b))
""",
    ),
    of_train(
        "first-learning-rate-kept",
        "Your train remembers the learning rate of a model's first step, and uses it from then on.",
        "Call it twice with two learning rates. Which one does the second step use?",
        fails=("learning rate",),
        body=TAPE
        + CHECK
        + "learning_rate = model.__dict__.setdefault('learning_rate', learning_rate)"
        + MOVE,
    ),
    of_train(
        "learning-rate-made-a-tensor",
        "Your train makes a Tensor of the learning rate, and a whole number becomes an int32.",
        "What does tf.constant(1) * tf.constant(0.5) say? And 1 * tf.constant(0.5)?",
        fails=("learning rate",),
        body=TAPE
        + CHECK
        + """
rate = tf.constant(learning_rate)
if rate.dtype != dW.dtype and rate.dtype != "int32":
    rate = tf.cast(rate, dW.dtype)
model.W.assign_sub(rate * dW)
model.b.assign_sub(rate * db)
""",
    ),
    of_train(
        "zero-rate-replaced",
        "Your train takes a learning rate of 0 for none at all, and uses another.",
        "What is `0 or 0.1` in Python?",
        fails=("learning rate",),
        body="learning_rate = learning_rate or 0.1" + TAPE + CHECK + MOVE,
    ),
    of_train(
        "b-looks-at-the-moved-w",
        "Your train asks for the gradient of b again after W has moved.",
        "From which point does the step start? Both slopes belong to that point.",
        fails=("together",),
        body=TAPE
        + CHECK
        + """
model.W.assign_sub(learning_rate * dW)
with tf.GradientTape() as tape:
    loss = tf.mean_squared_error(model(inputs), outputs)
model.b.assign_sub(learning_rate * tape.gradient(loss, model.b))
""",
    ),
    of_train(
        "line-under-the-tape",
        "Your train computes W x + b itself, whatever the model does with its inputs.",
        "Another model may compute something else. Who knows what?",
        fails=("any model", "refusal"),
        body=TAPE.replace("model(inputs)", "model.W * inputs + model.b") + CHECK + MOVE,
    ),
    of_train(
        "line-of-every-useful-model",
        "Your train asks the model only whether it can be trained, and then descends the loss of "
        "W x + b.",
        "Does the gradient come from what this model computes?",
        fails=("any model",),
        body=TAPE + CHECK + TAPE.replace("model(inputs)", "model.W * inputs + model.b") + MOVE,
    ),
    of_train(
        "gradients-made-numbers",
        "Your train turns each gradient into a Python number, which works only for a single W.",
        "What does float(...) say to a Tensor of three numbers?",
        fails=("any model",),
        body=TAPE
        + CHECK
        + """
model.W.assign_sub(learning_rate * float(dW))
model.b.assign_sub(learning_rate * float(db))
""",
    ),
    of_train(
        "only-models-of-one-class",
        "Your train accepts a tf.Model and nothing else.",
        "The docstring says what a model must have. Does it name a class?",
        fails=("any model",),
        body="""
        if not isinstance(model, tf.Model):
            raise TypeError("not a tf.Model")
        """,
        then=TAPE + CHECK + MOVE,
    ),
    of_train(
        "outputs-like-the-inputs",
        "Your train refuses outputs whose shape differs from that of the inputs.",
        "Whose shape does the docstring give the outputs?",
        fails=("any model",),
        body="""
        if np.shape(inputs) != np.shape(outputs):
            raise ValueError("inputs and outputs differ in shape")
        """,
        then=TAPE + CHECK + MOVE,
    ),
    of_train(
        "only-b-checked",
        "Your train checks whether b has a gradient, but not whether W has.",
        "How many parameters are there, and which of them might the loss not depend on?",
        fails=("refusal",),
        body=TAPE + "if db is None:\n    raise ValueError('no gradient')" + MOVE,
    ),
    of_train(
        "only-w-checked",
        "Your train checks whether W has a gradient, but not whether b has.",
        "How many parameters are there, and which of them might the loss not depend on?",
        fails=("refusal",),
        body=TAPE
        + "if dW is None:\n    raise ValueError('no gradient')\nlearning_rate * db"
        + MOVE,
    ),
    of_train(
        "refused-only-when-both-are-missing",
        "Your train refuses when neither parameter has a gradient; one alone is let through.",
        "Read the condition aloud: is a missing gradient of W or b refused, or only of W and b?",
        fails=("refusal",),
        body=TAPE + "if dW is None and db is None:\n    raise ValueError('no gradient')" + MOVE,
    ),
    of_train(
        "zero-taken-for-none",
        "Your train takes a gradient of 0 for a missing one, and refuses a model that fits.",
        "`not 0.0` is True in Python. How does one ask for None, and for nothing else?",
        fails=("refusal",),
        body=TAPE
        + """
if dW is None or db is None or not np.any(np.array(dW)) or not np.any(np.array(db)):
    raise ValueError("no gradient")
"""
        + MOVE,
    ),
    of_train(
        "assertion-for-value-error",
        "Your train asserts that there are gradients, and so raises an AssertionError.",
        "Which error does the docstring name? Raise that one.",
        fails=("refusal",),
        body=TAPE + "assert dW is not None and db is not None" + MOVE,
    ),
]

BEFORE_W = 'history["W"].append(float(model.W))'
BEFORE_B = 'history["b"].append(float(model.b))'
LOSS = "float(tf.mean_squared_error(model(inputs), outputs))"

LOOP_MISTAKES = [
    *(
        of_loop(
            f"{name}-after-the-step",
            f"Your history notes {name} after the step, and the rest before it.",
            f"Which moment does an entry of {name} belong to?",
            fails=("parameters",),
            body=LOOP + NOTE.replace("    " + note + "\n", "") + ONE + f"\n    {note}" + DONE,
        )
        for name, note in [("W", BEFORE_W), ("b", BEFORE_B)]
    ),
    of_loop(
        "loss-of-the-line",
        "Your history notes the loss of W x + b, whatever the model computes.",
        "Who knows what this model predicts? Call it.",
        fails=("loss",),
        body=LOOP + NOTE.replace("model(inputs)", "model.W * inputs + model.b") + ONE + DONE,
    ),
    of_loop(
        "loss-of-32-examples",
        "Your history notes the loss over the first 32 examples only.",
        "Over which examples does the docstring want the mean?",
        fails=("loss",),
        body=LOOP
        + NOTE.replace(
            "(model(inputs), outputs)",
            "(*((model(inputs), outputs) if len(outputs) < 32 else "
            "(model(inputs)[:32], outputs[:32])))",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "rounded",
        "Your history holds rounded numbers.",
        "Rounding is for printing. What does a picture of the last, small steps show?",
        fails=("parameters", "loss"),
        body=LOOP
        + NOTE
        + ONE
        + "\nreturn {key: [round(value, 2) for value in history[key]] for key in history}",
    ),
    of_loop(
        "predictions-made-once",
        "Your loop asks the model once, before the first step, and compares those predictions from "
        "then on.",
        "The model changes in every step. What about its predictions?",
        fails=("loss",),
        body="predictions = model(inputs)\n"
        + LOOP
        + NOTE.replace("model(inputs)", "predictions")
        + ONE
        + DONE,
    ),
    of_loop(
        "arrays-for-the-step",
        "Your loop hands arrays to the step, though it was given Tensors.",
        "What would a step do with inputs that are no Tensors?",
        fails=("step",),
        body=LOOP + NOTE + ONE.replace("inputs, outputs", "inputs.numpy(), outputs.numpy()") + DONE,
    ),
    of_loop(
        "arrays-for-lists",
        "Your history holds arrays, not lists.",
        "What does np.array([...]).append(1.0) say?",
        fails=("numbers",),
        body=LOOP + NOTE + ONE + "\nreturn {key: np.array(history[key]) for key in history}",
    ),
    of_loop(
        "epochs-in-the-history",
        "Your history has a fourth list, which nobody asked for.",
        "Which keys does the docstring name?",
        fails=("numbers",),
        body=LOOP + NOTE + ONE + "\nhistory['epoch'] = list(range(epochs))" + DONE,
    ),
    of_loop(
        "one-last-step",
        "Your loop takes one more step after its last epoch.",
        "Count the calls of step: how many should there be?",
        fails=("epochs",),
        body=LOOP
        + NOTE
        + ONE
        + "\nif epochs:\n    step(model, inputs, outputs, learning_rate)"
        + DONE,
    ),
    of_loop(
        "end-noted-after-a-run",
        "Your history has one entry more than there were steps: after the last step it notes the "
        "end, too.",
        "Each entry stands before a step. Which step follows the last one?",
        fails=("epochs",),
        body=LOOP + NOTE + ONE + "\nif epochs:" + NOTE + DONE,
    ),
    of_loop(
        "two-steps-an-epoch",
        "Your loop takes two steps in every epoch.",
        "How often does the docstring call step in one epoch?",
        fails=("parameters", "loss", "epochs"),
        costly="All entries but the first are wrong.",
        body=LOOP + NOTE + ONE + "\n" + ONE + DONE,
    ),
    of_loop(
        "at-least-one-epoch",
        "Your loop takes a step even when it is asked for none.",
        "How many turns should a loop of 0 epochs make?",
        fails=("epochs",),
        body=LOOP.replace("range(epochs)", "range(max(epochs, 1))") + NOTE + ONE + DONE,
    ),
    of_loop(
        "stops-when-the-loss-is-small",
        "Your loop stops early when the loss is small.",
        "How many entries were promised? Does the loss have a say in it?",
        fails=("epochs",),
        body=LOOP + NOTE + "    if history['loss'][-1] < 1e-6:\n        break\n" + ONE + DONE,
    ),
    of_loop(
        "stops-when-nothing-changes",
        "Your loop stops early when the loss is the same as in the epoch before.",
        "How many entries does the docstring promise, whatever the step does?",
        fails=("epochs",),
        body=LOOP
        + NOTE
        + """
    if history["loss"][-2:-1] == history["loss"][-1:]:
        break
"""
        + ONE
        + DONE,
    ),
    of_loop(
        "stops-when-the-loss-is-large",
        "Your loop stops early when the loss has become large.",
        "A run that goes wrong is worth seeing, too. How many steps were asked for?",
        fails=("epochs",),
        body=LOOP + NOTE + "    if history['loss'][-1] > 1e6:\n        break\n" + ONE + DONE,
    ),
    of_loop(
        "first-32-examples-a-step",
        "Your loop gives each step the first 32 examples and leaves out the others.",
        "What is an epoch? How much of the data does a step get?",
        fails=("step",),
        body=LOOP
        + NOTE
        + "    n = 32 if len(outputs) > 32 else len(outputs)\n"
        + ONE.replace("inputs, outputs", "inputs[:n], outputs[:n]")
        + DONE,
    ),
    Mistake(
        "training-loop",
        "other-argument-names",
        "Your training_loop has other names for its arguments: they cannot be given by name.",
        "Compare the first line of your function with the one in the notebook.",
        fails=("step",),
        code=defined(
            "def training_loop(model, x, y, n, learning_rate, step=None):",
            "inputs, outputs, epochs = x, y, n",
            LOOP + NOTE + ONE + DONE,
        ),
    ),
    of_loop(
        "back-to-the-start",
        "Your loop sets W to 5 and b to 0 before it begins.",
        "A model may have been trained before. From where should it go on?",
        fails=("again",),
        body="model.W.assign(5.0)\nmodel.b.assign(0.0)\n" + LOOP + NOTE + ONE + DONE,
    ),
    of_loop(
        "model-put-back",
        "Your loop puts the model back to where it was before the run.",
        "What is a run good for, if the model forgets it?",
        fails=("again",),
        body="W, b = float(model.W), float(model.b)\n"
        + LOOP
        + NOTE
        + ONE
        + "\nmodel.W.assign(W)\nmodel.b.assign(b)"
        + DONE,
    ),
    of_loop(
        "one-dict-emptied-again",
        "Your loop has one dict for all runs: it empties it and fills it again, and an earlier "
        "history is lost.",
        "How many dicts are there after two calls, and how many should there be?",
        fails=("again",),
        body="""
history = training_loop.__dict__
history.update(W=[], b=[], loss=[])
"""
        + LOOP.replace(START, "")
        + NOTE
        + ONE
        + DONE,
    ),
    of_loop(
        "history-kept-with-the-model",
        "Your loop keeps the history with the model, and a second run goes on writing into it.",
        "How many dicts are there after two calls, and how many should there be?",
        fails=("again",),
        body=LOOP.replace(
            START,
            START.replace("history =", "history = model.__dict__.setdefault('history',") + ")",
        )
        + NOTE
        + ONE
        + DONE,
    ),
]

PICTURE_MISTAKES = [
    of_picture(
        "true-values-rounded",
        "Your true values are rounded to one decimal before they are drawn.",
        "Where does the dashed line of 2.125 lie in your picture?",
        fails=("true values",),
        body=CURVES
        + TRUTHS.replace("[true_w]", "[round(true_w, 1)]").replace("[true_b]", "[round(true_b, 1)]")
        + WORDS,
    ),
    of_picture(
        "true-values-dotted",
        "Your true values are lines with dots in them, not dashed ones.",
        "Which of the line styles `:`, `-.` and `--` is dashed?",
        fails=("true values", "legend"),
        body=CURVES + TRUTHS.replace('"--"', '":"') + WORDS,
    ),
    of_picture(
        "only-the-x-axis-labeled",
        "Your picture says what its horizontal axis means, and nothing about the vertical one.",
        "How many axes does a picture have?",
        fails=("labels",),
        body=CURVES + TRUTHS + 'ax.set_xlabel("epoch")\nax.legend()',
    ),
    of_picture(
        "true-values-not-in-the-legend",
        "Your legend names only the curves.",
        "What are the dashed lines? Whoever sees the picture for the first time cannot know.",
        fails=("legend",),
        body=CURVES
        + TRUTHS.replace(', label="true W"', "").replace(', label="true b"', "")
        + WORDS,
    ),
    of_picture(
        "labels-on-the-current-axes",
        "Your labels go to whichever axes are current, not to those that were given.",
        "plt.xlabel does not know of `ax`. Which method of `ax` sets its label?",
        fails=("labels",),
        body="import matplotlib.pyplot as plt"
        + CURVES
        + TRUTHS
        + 'plt.xlabel("epoch")\nplt.ylabel("value")\nax.legend()',
    ),
    of_picture(
        "a-second-picture",
        "Your plot_history draws W once more, in a figure of its own.",
        "How many pictures were asked for, and where?",
        fails=("given axes",),
        body=CURVES
        + TRUTHS
        + WORDS
        + "import matplotlib.pyplot as plt\n\nother, own = plt.subplots()\nown.plot(Ws)",
    ),
    of_picture(
        "lists-joined",
        "Your plot_history appends b to the caller's list of W, to find the highest value.",
        "What does `values += bs` do to the list that `values` names?",
        fails=("given axes",),
        body=CURVES
        + TRUTHS
        + WORDS
        + "values = Ws\nvalues += bs\nax.set_ylim(min(values) - 1, max(values) + 1)",
    ),
]

MINIBATCH_MISTAKES = [
    of_batches(
        "columns-shuffled-apart",
        "Your minibatches shuffle each column of the data in an order of its own.",
        "A row belongs together. What does rng.permuted(table, axis=0) do to it?",
        fails=("pairs",),
        body=BEGIN
        + """
one, other = inputs.numpy(), outputs.numpy()
order = np.random.default_rng(seed).permutation(len(one))
if one.ndim > 1:
    one = np.random.default_rng(seed).permuted(one, axis=0)
else:
    one = one[order]
other = other[order]
for start in range(0, len(order), batch_size):
    stop = start + batch_size
    yield tf.constant(one[start:stop]), tf.constant(other[start:stop])
""",
    ),
    of_batches(
        "one-pair-for-all-batches",
        "Your minibatches yield one list again and again, with other batches in it each time.",
        "What does list(minibatches(...)) hold, when all of its items are the same list?",
        fails=("pairs",),
        body=BEGIN
        + ORDER
        + "pair = [None, None]"
        + YIELD.replace("    yield ", "    pair[:] = ")
        + "    yield pair\n",
    ),
    of_batches(
        "empty-last-batch",
        "Your minibatches end with an empty batch when the data divide evenly.",
        "6 examples in batches of 3: how many batches are there?",
        fails=("ragged", "shuffled"),
        body=BEGIN + ORDER + YIELD.replace("len(order), batch_size", "len(order) + 1, batch_size"),
    ),
    of_batches(
        "batches-of-like-sizes",
        "Your batches are all about the same size, but only the last may be smaller.",
        "7 examples in batches of 3: how large is the second batch?",
        fails=("ragged",),
        body=BEGIN
        + ORDER
        + """
for chosen in np.array_split(order, -(-len(order) // batch_size)):
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "large-batches-refused",
        "Your minibatches refuse a batch_size that is larger than the data.",
        "Two examples in batches of five: which batch would that be?",
        fails=("ragged", "given data"),
        body=BEGIN
        + "if batch_size > len(inputs):\n    raise ValueError('too few examples')"
        + ORDER
        + YIELD,
    ),
    of_batches(
        "sorted-within-batches",
        "Your batches are drawn at random, and each of them comes in the order of the data.",
        "Is the first example of a batch always the one that stood first in the data?",
        fails=("shuffled",),
        body=BEGIN + ORDER + YIELD.replace("    yield", "    chosen = np.sort(chosen)\n    yield"),
    ),
    of_batches(
        "every-kth-example",
        "Your batches take every k-th example, so that the same ones always meet.",
        "Which examples could ever share a batch with the first one?",
        fails=("shuffled",),
        body=BEGIN
        + """
rng = np.random.default_rng(seed)
count = -(-len(inputs) // batch_size)
order = np.concatenate([rng.permutation(np.arange(k, len(inputs), count)) for k in range(count)])
"""
        + YIELD,
    ),
    of_batches(
        "rest-never-shuffled",
        "Your last batch, when it is smaller, always holds the examples that stand last in the "
        "data.",
        "Which examples are drawn at random: all, or as many as fill the batches?",
        fails=("shuffled",),
        body=BEGIN
        + """
full = len(inputs) // batch_size * batch_size
order = np.random.default_rng(seed).permutation(full)
order = np.concatenate([order, np.arange(full, len(inputs))])
"""
        + YIELD,
    ),
    of_batches(
        "seed-0-taken-for-none",
        "Your minibatches take the seed 0 for no seed at all.",
        "What is `0 or None` in Python?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "(seed or None)") + YIELD,
    ),
    of_batches(
        "last-digit-of-the-seed",
        "Your order depends only on the last digit of the seed.",
        "How many different orders are there for the seeds 0 to 99?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "(seed % 10)") + YIELD,
    ),
    of_batches(
        "arrays-of-arrays",
        "Your batches are arrays when the data were arrays.",
        "Which kind does the docstring promise, whatever was given?",
        fails=("Tensors",),
        body="kinds = [isinstance(data, np.ndarray) for data in (inputs, outputs)]"
        + BEGIN
        + ORDER
        + """
for start in range(0, len(order), batch_size):
    chosen = order[start : start + batch_size]
    pair = tf.gather(inputs, chosen), tf.gather(outputs, chosen)
    yield tuple(part.numpy() if kind else part for part, kind in zip(pair, kinds))
""",
    ),
    of_batches(
        "outputs-made-float",
        "Your batches of outputs have the dtype of the inputs.",
        "Labels are often integers, and inputs rarely are. Who asked for one dtype?",
        fails=("Tensors",),
        body=BEGIN + "outputs = tf.cast(outputs, inputs.dtype)" + ORDER + YIELD,
    ),
    of_batches(
        "shapes-compared",
        "Your minibatches refuse inputs and outputs of different shapes; only their lengths must "
        "be equal.",
        "Rows of three numbers with one output each: is there anything wrong with them?",
        fails=("pairs", "Tensors"),
        body=BEGIN
        + "if inputs.shape != outputs.shape:\n    raise ValueError('shapes')"
        + ORDER
        + YIELD,
    ),
    of_batches(
        "one-output-for-all",
        "Your minibatches give a single output to all of the inputs.",
        "Three inputs and one output: which of them has none?",
        fails=("given data",),
        body=DATA
        + """
if batch_size < 1 or len(outputs) not in (1, len(inputs)):
    raise ValueError("lengths or size")
if len(outputs) < len(inputs):
    outputs = tf.constant(np.repeat(outputs.numpy(), len(inputs), axis=0))
"""
        + ORDER
        + YIELD,
    ),
]

SKIP = "if not np.any(gradient.numpy()):\n    continue\n"
CLIP = "gradient = tf.constant(np.clip(gradient.numpy(), {least}, {most}))\n"

MOMENTUM_MISTAKES = [
    of_sgd(
        "momentum-by-default",
        "Your SGD has a momentum of 0.9 where none was asked for.",
        "SGD(0.1), without a second argument: what does the docstring say of it?",
        fails=("no momentum",),
        body=each(VELOCITY + "variable.assign_add(velocity)").replace(
            "self.momentum", "self.share"
        ),
        memory="self.velocities = {}\nself.share = momentum or 0.9",
    ),
    of_sgd(
        "pairs-read-twice-with-momentum",
        "With a momentum, your SGD goes through the pairs twice; a zip is used up after the first "
        "time.",
        "Try list(pairs) twice, with pairs = zip([1], [2]).",
        fails=("no momentum",),
        body="""
if self.momentum == 0:
    for gradient, variable in grads_and_vars:
        variable.assign_sub(self.learning_rate * gradient)
    return
"""
        + each(VELOCITY)
        + """
for gradient, variable in grads_and_vars:
    variable.assign_add(self.velocities[variable.ref()])
""",
    ),
    of_sgd(
        "gradient-clipped",
        "Your SGD cuts off large gradients.",
        "A steep slope asks for a long step. Who asked for a shorter one?",
        fails=("no momentum",),
        body=each(CLIP.format(least=-1000, most=1000) + VELOCITY + "variable.assign_add(velocity)"),
    ),
    of_sgd(
        "float32-velocities",
        "Your velocities start as float32, which does not mix with float64.",
        "Which function makes zeros of the shape and the dtype of another Tensor?",
        fails=("no momentum",),
        body=each(VELOCITY + "variable.assign_add(velocity)").replace(
            "tf.zeros_like(gradient)", "tf.zeros(gradient.shape)"
        ),
    ),
    of_sgd(
        "zero-gradient-skipped",
        "Your SGD leaves a Variable where it is when its gradient is zero; a ball would roll on.",
        "No push at all: does the velocity fall to 0 at once?",
        fails=("velocity",),
        body=each(SKIP + VELOCITY + "variable.assign_add(velocity)"),
    ),
    of_sgd(
        "velocity-lost-at-a-turn",
        "Your SGD forgets the velocity when the gradient changes its sign.",
        "What does the formula say of a velocity that points the other way?",
        fails=("velocity",),
        body=each(
            "if np.any(velocity.numpy() * gradient.numpy() > 0):\n"
            "    velocity = tf.zeros_like(gradient)\n" + VELOCITY + "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "absent-variables-roll-on",
        "Your SGD moves all the Variables that it has ever seen, even those not among the pairs.",
        "Which Variables does one call of apply_gradients speak of?",
        fails=("each Variable",),
        body="""
        pairs = list(grads_and_vars)
        named = {variable.ref() for gradient, variable in pairs}
        for key, velocity in list(self.velocities.items()):
            if key not in named:
                self.velocities[key] = self.momentum * velocity
                self.known[key].assign_add(self.velocities[key])
        for gradient, variable in pairs:
            velocity = self.velocities.get(variable.ref(), tf.zeros_like(gradient))
            velocity = self.momentum * velocity - self.learning_rate * gradient
            self.velocities[variable.ref()] = velocity
            self.known[variable.ref()] = variable
            variable.assign_add(velocity)
        """,
        memory="self.velocities = {}\nself.known = {}",
    ),
]

KEY = "            key = variable.ref()\n"

ADAM_MISTAKES = [
    of_adam(
        "pairs-read-twice",
        "Your Adam goes through the pairs twice; a zip is used up after the first time.",
        "Try list(pairs) twice, with pairs = zip([1], [2]).",
        fails=("first step",),
        edits={
            MOVED: "            self.moments[key] = (m, s, m_hat, s_hat)\n"
            "        for g, variable in grads_and_vars:\n"
            "            m, s, m_hat, s_hat = self.moments[variable.ref()]\n" + MOVED,
            "self.moments.get(key, (tf.zeros_like(g), tf.zeros_like(g)))\n": (
                "self.moments.get(key, (tf.zeros_like(g), tf.zeros_like(g)))[:2]\n"
            ),
        },
    ),
    of_adam(
        "gradient-clipped",
        "Your Adam cuts off large gradients.",
        "What makes a long step of Adam short again? It needs no other help.",
        fails=("moments",),
        edits={KEY: KEY + "            g = tf.constant(np.clip(g.numpy(), -40, 40))\n"},
    ),
    of_adam(
        "zero-gradient-skipped",
        "Your Adam leaves out a Variable whose gradient is zero.",
        "A gradient of 0 is news as well: what becomes of m and s?",
        fails=("moments",),
        edits={KEY: KEY + "            if not np.any(g.numpy()):\n                continue\n"},
    ),
    of_adam(
        "largest-s-kept",
        "Your Adam divides by the largest s so far, as a variant called AMSGrad does.",
        "Which s does the formula of this exercise put under the root?",
        fails=("moments", "settings"),
        edits={
            "            s_hat = s / (1 - self.beta_2**self.steps)\n": (
                "            s_hat = s / (1 - self.beta_2**self.steps)\n"
                "            s_hat = tf.maximum(s_hat, self.largest.get(key, tf.zeros_like(g)))\n"
                "            self.largest[key] = s_hat\n"
            ),
            "        self.moments = {}\n": "        self.moments = {}\n        self.largest = {}\n",
        },
    ),
    of_adam(
        "s-never-falls",
        "The s of your Adam never falls: it keeps the larger of the old and the new one.",
        "A small gradient follows large ones. What does the running mean do?",
        fails=("settings",),
        edits={
            "            self.moments[key] = (m, s)\n": (
                "            s = tf.maximum(s, self.moments.get(key, (m, s))[1])\n"
                "            self.moments[key] = (m, s)\n"
            )
        },
    ),
    of_adam(
        "corrected-only-at-first",
        "Your Adam does without the correction after the tenth step.",
        "By what factor is s too small at t = 11, with a beta_2 of 0.999?",
        fails=("moments",),
        edits={
            "(1 - self.beta_1**self.steps)": "(1 - self.beta_1**self.steps * (self.steps <= 10))",
            "(1 - self.beta_2**self.steps)": "(1 - self.beta_2**self.steps * (self.steps <= 10))",
        },
    ),
    of_adam(
        "beta-1-fixed",
        "Your Adam uses a beta_1 of 0.9, whichever it is given.",
        "Where does the argument beta_1 go?",
        fails=("settings",),
        edits={"= beta_1, beta_2": "= 0.9, beta_2"},
    ),
    of_adam(
        "beta-2-fixed",
        "Your Adam uses a beta_2 of 0.999, whichever it is given.",
        "Where does the argument beta_2 go?",
        fails=("settings",),
        edits={"= beta_1, beta_2": "= beta_1, 0.999"},
    ),
    of_adam(
        "float32-moments",
        "Your moments start as float32, which does not mix with float64.",
        "Which function makes zeros of the shape and the dtype of another Tensor?",
        fails=("first step",),
        edits={
            "(tf.zeros_like(g), tf.zeros_like(g))": "(tf.zeros(g.shape), tf.zeros(g.shape))",
        },
    ),
    of_adam(
        "another-default-rate",
        "Your Adam has a learning rate of 0.01 where none was given.",
        "Which default does the first line of __init__ name?",
        fails=("first step",),
        edits={"learning_rate=0.001": "learning_rate=0.01"},
    ),
    of_adam(
        "another-default-epsilon",
        "Your Adam has an epsilon of 1e-8 where none was given.",
        "Which default does the first line of __init__ name?",
        fails=("epsilon",),
        edits={"epsilon=1e-7": "epsilon=1e-8"},
    ),
    of_adam(
        "epsilon-0-by-default",
        "Your Adam has an epsilon of 0 where none was given.",
        "What is 0 / 0 when a gradient is exactly zero?",
        fails=("epsilon",),
        edits={"epsilon=1e-7": "epsilon=0.0"},
    ),
    of_adam(
        "t-of-each-variable",
        "Your Adam counts how often each Variable came, not how often it was called.",
        "A Variable comes for the first time in the second call. What is t?",
        fails=("each Variable",),
        edits={
            "        self.steps += 1\n": "",
            "self.beta_1**self.steps": "self.beta_1**t",
            "self.beta_2**self.steps": "self.beta_2**t",
            "        self.steps = 0\n": "        self.steps = {}\n",
            KEY: KEY + "            t = self.steps[key] = self.steps.get(key, 0) + 1\n",
        },
    ),
]

PROMISES: list[Mistake] = [
    *MOMENTUM_MISTAKES,
    *ADAM_MISTAKES,
    *MINIBATCH_MISTAKES,
    *STEP_MISTAKES,
    *LOOP_MISTAKES,
    *PICTURE_MISTAKES,
]
