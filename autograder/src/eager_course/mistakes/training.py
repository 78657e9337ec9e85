"""Mistakes of the stage training, those that beginners make first."""

from autograder.outside.course.mistake import Mistake, defined

from .training_details import DETAILS
from .training_library import (
    BEGIN,
    CHECK,
    CURVES,
    DATA,
    DONE,
    LOOP,
    M_HAT,
    MOVE,
    NOTE,
    ONE,
    ORDER,
    S_HAT,
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
from .training_promises import PROMISES
from .training_slips import SLIPS

# Parts of training-step, for mistakes that spoil every step.
EVERY_STEP = ("downhill", "learning rate", "together", "in place", "again", "any model")

STEP_MISTAKES = [
    of_train(
        "adds-the-gradient",
        "Your train moves the parameters along the gradient, which leads uphill.",
        "The gradient points where the loss grows fastest. Where do we want to go?",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + """
model.W.assign_add(learning_rate * dW)
model.b.assign_add(learning_rate * db)
""",
    ),
    of_train(
        "forward-outside-the-tape",
        "Your train computes the loss where no tape is listening, so that there is no gradient.",
        "Which operations lead from W and b to the loss? The tape has to hear all of them.",
        fails=(*EVERY_STEP, "refusal"),
        costly="No step is ever taken.",
        body="""
        loss = tf.mean_squared_error(model(inputs), outputs)
        with tf.GradientTape() as tape:
            pass
        dW, db = tape.gradient(loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "predictions-outside-the-tape",
        "Your train calls the model before the tape listens, and then skips what has no gradient.",
        "Does the tape hear how the predictions come from W and b?",
        fails=(*EVERY_STEP, "refusal"),
        costly="No step is ever taken.",
        body="""
        predictions = model(inputs)
        with tf.GradientTape() as tape:
            loss = tf.mean_squared_error(predictions, outputs)
        dW, db = tape.gradient(loss, [model.W, model.b])
        if dW is not None:
            model.W.assign_sub(learning_rate * dW)
        if db is not None:
            model.b.assign_sub(learning_rate * db)
        """,
    ),
    of_train(
        "rebinds-to-tensors",
        "Your train puts Tensors where the model's Variables were: the next tape finds nothing "
        "to watch.",
        "`model.W = ...` gives the name to something else. Which method changes the box's content?",
        fails=("learning rate", "in place", "again"),
        body=TAPE
        + CHECK
        + """
model.W = model.W - learning_rate * dW
model.b = model.b - learning_rate * db
""",
    ),
    of_train(
        "rebinds-to-new-variables",
        "Your train gives the model new Variables; whoever held the old ones is left behind.",
        "Does anybody else hold these Variables, an optimizer perhaps? Change what is in them.",
        fails=("in place",),
        body=TAPE
        + CHECK
        + """
model.W = tf.Variable(model.W - learning_rate * dW)
model.b = tf.Variable(model.b - learning_rate * db)
""",
    ),
    of_train(
        "b-from-the-updated-w",
        "Your train takes the gradient of b after W has moved.",
        "From which point does the step start? Ask for both slopes there, before anything moves.",
        fails=("together", "refusal"),
        body="""
        for variable in (model.W, model.b):
            with tf.GradientTape() as tape:
                loss = tf.mean_squared_error(model(inputs), outputs)
            gradient = tape.gradient(loss, variable)
            if gradient is None:
                raise ValueError("no gradient")
            variable.assign_sub(learning_rate * gradient)
        """,
    ),
    of_train(
        "gradients-swapped",
        "Your train moves W by the gradient of b, and b by that of W.",
        "In which order does tape.gradient return its results?",
        fails=("downhill", "together", "again", "any model"),
        costly="Every step goes the wrong way.",
        body="""
        with tf.GradientTape() as tape:
            loss = tf.mean_squared_error(model(inputs), outputs)
        db, dW = tape.gradient(loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "only-w",
        "Your train moves W and leaves b where it is.",
        "How many parameters does the model have?",
        fails=("downhill", "together", "any model"),
        body=TAPE + CHECK + "model.W.assign_sub(learning_rate * dW)",
    ),
    of_train(
        "only-b",
        "Your train moves b and leaves W where it is.",
        "How many parameters does the model have?",
        fails=("downhill", "together", "any model"),
        body=TAPE + CHECK + "model.b.assign_sub(learning_rate * db)",
    ),
    of_train(
        "learning-rate-ignored",
        "Your train moves by the whole gradient, whatever the learning rate.",
        "The gradient tells how steep it is, not how far to go. What does?",
        fails=("downhill", "learning rate"),
        body=TAPE + CHECK + "model.W.assign_sub(dW)\nmodel.b.assign_sub(db)",
    ),
    of_train(
        "learning-rate-fixed",
        "Your train uses a learning rate of 0.1, whichever it is given.",
        "Call train twice with different learning rates: do the steps differ?",
        fails=("downhill", "learning rate"),
        body="learning_rate = 0.1" + TAPE + CHECK + MOVE,
    ),
    of_train(
        "divided-by-n-again",
        "Your train divides the gradient by the number of examples once more.",
        "What does the word mean in mean squared error already do?",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + """
n = outputs.numpy().size
model.W.assign_sub(learning_rate * dW / n)
model.b.assign_sub(learning_rate * db / n)
""",
    ),
    of_train(
        "sum-for-mean",
        "Your train descends the sum of the squared errors, so that more data mean longer steps.",
        "Should a step be twice as long because every example is listed twice?",
        fails=("downhill",),
        body="""
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(model(inputs) - outputs))
        dW, db = tape.gradient(loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "half-of-the-gradient",
        "Your train descends half of the mean squared error.",
        "Derive the gradient of the mean of squares on paper: where does the exponent go?",
        fails=("downhill",),
        body="""
        with tf.GradientTape() as tape:
            loss = 0.5 * tf.mean_squared_error(model(inputs), outputs)
        dW, db = tape.gradient(loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "sign-of-the-gradient",
        "Your train takes steps of one length, and only their direction follows the gradient.",
        "Towards the bottom of the valley the steps should become shorter. What makes them so?",
        fails=("downhill", "together", "again", "any model"),
        costly="Every step has the wrong length.",
        body=TAPE
        + CHECK
        + """
model.W.assign_sub(learning_rate * tf.sign(dW))
model.b.assign_sub(learning_rate * tf.sign(db))
""",
    ),
    of_train(
        "assigns-the-step",
        "Your train replaces the parameters with the step, but the step should change them.",
        "Compare assign with its two relatives.",
        fails=("downhill",),
        body=TAPE
        + CHECK
        + """
model.W.assign(-learning_rate * dW)
model.b.assign(-learning_rate * db)
""",
    ),
    of_train(
        "trains-a-new-model",
        "Your train makes a model of its own and trains that one; the model given stays as it was.",
        "Which object does the caller look at afterwards?",
        fails=(*EVERY_STEP, "refusal"),
        costly="The model given never moves.",
        body="model = tf.Model()" + TAPE + CHECK + MOVE,
    ),
    of_train(
        "knows-the-truth",
        "Your train sets W and b to 3 and 2 and looks at no data.",
        "A model for other data has other true values. What do the data say?",
        fails=(*EVERY_STEP, "refusal"),
        costly="No step is ever taken.",
        body="model.W.assign(3.0)\nmodel.b.assign(2.0)",
    ),
    of_train(
        "formula-of-the-line",
        "Your train uses the gradient of the line W * x + b, whatever the model computes.",
        "Who knows the slope of any model at all?",
        fails=("any model", "refusal"),
        body="""
        errors = model(inputs) - outputs
        dW = tf.reduce_mean(2.0 * errors * inputs)
        db = tf.reduce_mean(2.0 * errors)
        """,
        then=MOVE,
    ),
    of_train(
        "one-tape-for-all-steps",
        "Your train records one tape, for the first step, and asks it again in all later ones.",
        "The parameters have moved since. Which loss does that tape remember?",
        fails=("again",),
        body="""
        if not hasattr(model, "tape"):
            with tf.GradientTape(persistent=True) as model.tape:
                model.loss = tf.mean_squared_error(model(inputs), outputs)
        dW, db = model.tape.gradient(model.loss, [model.W, model.b])
        """,
        then=CHECK + MOVE,
    ),
    of_train(
        "gradients-carried-over",
        "Your train adds the gradients of earlier calls to the new ones.",
        "Take two steps and look at the second: which gradient should it follow?",
        fails=("learning rate", "again"),
        body=TAPE
        + CHECK
        + """
model.sum_W = getattr(model, "sum_W", 0.0) + dW
model.sum_b = getattr(model, "sum_b", 0.0) + db
model.W.assign_sub(learning_rate * model.sum_W)
model.b.assign_sub(learning_rate * model.sum_b)
""",
    ),
    of_train(
        "none-skipped",
        "Your train says nothing when a parameter has no gradient, and trains the rest.",
        "Would you notice a parameter that never learns? What should happen instead?",
        fails=("refusal",),
        body=TAPE
        + """
if dW is not None:
    model.W.assign_sub(learning_rate * dW)
if db is not None:
    model.b.assign_sub(learning_rate * db)
""",
    ),
    of_train(
        "none-is-a-type-error",
        "Without a gradient your train stops with a TypeError, as arithmetic with None does.",
        "What is 0.1 * None? Check before you calculate, and say what is wrong.",
        fails=("refusal",),
        body=TAPE + MOVE,
    ),
    of_train(
        "none-noticed-too-late",
        "Your train refuses a missing gradient only after another parameter has moved.",
        "In which order should checking and moving come?",
        fails=("refusal",),
        body=TAPE
        + """
for variable, gradient in [(model.W, dW), (model.b, db)]:
    if gradient is None:
        raise ValueError("no gradient")
    variable.assign_sub(learning_rate * gradient)
""",
    ),
]

LOOP_MISTAKES = [
    of_loop(
        "noted-after-the-step",
        "Your history notes the values after each step, so that the start is missing.",
        "What should the first entry of the history be?",
        fails=("parameters", "loss"),
        body=LOOP + "\n" + ONE + NOTE + DONE,
    ),
    of_loop(
        "live-variables",
        "Your history holds the Variables themselves, and they go on changing.",
        "Print the history after the run: why are all entries equal? Keep a snapshot.",
        fails=("parameters", "numbers"),
        body=LOOP
        + NOTE.replace("float(model.W)", "model.W").replace("float(model.b)", "model.b")
        + ONE
        + DONE,
    ),
    of_loop(
        "tensors-kept",
        "Your history keeps the loss as Tensors, not as numbers.",
        "Which function makes a Python number of a scalar Tensor?",
        fails=("numbers",),
        body=LOOP
        + NOTE.replace(
            "float(tf.mean_squared_error(model(inputs), outputs))",
            "tf.mean_squared_error(model(inputs), outputs)",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "loss-after-the-step",
        "Your history notes W and b before the step and the loss after it.",
        "Do the W, the b and the loss of one entry belong to the same moment?",
        fails=("loss",),
        body=LOOP
        + """
    history["W"].append(float(model.W))
    history["b"].append(float(model.b))
    step(model, inputs, outputs, learning_rate)
    history["loss"].append(float(tf.mean_squared_error(model(inputs), outputs)))
"""
        + DONE,
    ),
    of_loop(
        "one-step-short",
        "Your loop takes one step fewer than there are epochs.",
        "How many numbers are in range(1, 4)?",
        fails=("epochs",),
        body=LOOP.replace("range(epochs)", "range(1, epochs)") + NOTE + ONE + DONE,
    ),
    of_loop(
        "one-step-more",
        "Your loop takes one step more than there are epochs.",
        "How many numbers are in range(0, 4 + 1)?",
        fails=("epochs",),
        body=LOOP.replace("range(epochs)", "range(epochs + 1)") + NOTE + ONE + DONE,
    ),
    of_loop(
        "end-noted-too",
        "Your history has one entry more than there were steps: it notes the end as well.",
        "Each entry stands before a step. Which step follows the last one?",
        fails=("epochs",),
        body=LOOP + NOTE + ONE + NOTE.replace("\n    ", "\n") + DONE,
    ),
    of_loop(
        "last-values-only",
        "Your history holds the values of the last epoch alone.",
        "Is the list made once, or anew in every turn of the loop?",
        fails=("parameters", "loss", "epochs", "again"),
        costly="Every list has one entry.",
        body=START + "\nfor _ in range(epochs):\n    " + START + NOTE + ONE + DONE,
    ),
    of_loop(
        "new-model-each-epoch",
        "Your loop starts every epoch with a new model, and forgets what was learned.",
        "How many models should be made while one is trained?",
        fails=("parameters", "loss", "step", "again"),
        costly="The model given is never trained.",
        body=LOOP + "\n    model = tf.Model()" + NOTE + ONE + DONE,
    ),
    of_loop(
        "trains-its-own-model",
        "Your loop trains a model of its own; the one that it was given stays where it was.",
        "Which object does the caller look at afterwards?",
        fails=("loss", "step", "again"),
        body="model = tf.Model()\n" + LOOP + NOTE + ONE + DONE,
    ),
    Mistake(
        "training-loop",
        "one-history-for-all-runs",
        "Your loop goes on writing into the history of the run before.",
        "When is the dict made: when the function is defined, or when it is called?",
        fails=("parameters", "loss", "epochs", "again"),
        costly="What earlier runs noted is in every later history.",
        remembers=True,
        code=defined(
            "HISTORY = " + START.partition("= ")[2] + "\n"
            "def training_loop(model, inputs, outputs, epochs, learning_rate, step=None):",
            "history = HISTORY\nfor _ in range(epochs):" + NOTE + ONE + DONE,
        ),
    ),
    of_loop(
        "learning-rate-fixed",
        "Your loop passes a learning rate of 0.1 to every step, whichever it was given.",
        "Where does the argument learning_rate go?",
        fails=("step",),
        body=LOOP + NOTE + ONE.replace("learning_rate", "0.1") + DONE,
    ),
    of_loop(
        "step-ignored",
        "Your loop takes gradient steps of its own and never calls the step that it was given.",
        "What is the last argument for?",
        fails=("parameters", "loss", "epochs", "step", "again"),
        costly="Every case has a step of its own.",
        body=LOOP
        + NOTE
        + """
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    for variable, gradient in zip([model.W, model.b], tape.gradient(loss, [model.W, model.b])):
        variable.assign_sub(learning_rate * gradient)
"""
        + DONE,
    ),
    of_loop(
        "loss-of-the-first-example",
        "Your history notes the loss of the first example, not that of all.",
        "Over which examples does the docstring want the mean?",
        fails=("loss",),
        body=LOOP
        + NOTE.replace("(model(inputs), outputs)", "(model(inputs)[:1], outputs[:1])")
        + ONE
        + DONE,
    ),
    of_loop(
        "sum-for-mean",
        "Your history notes the sum of the squared errors, not their mean.",
        "Should the loss double because every example is listed twice?",
        fails=("loss",),
        body=LOOP
        + NOTE.replace(
            "tf.mean_squared_error(model(inputs), outputs)",
            "tf.reduce_sum(tf.square(model(inputs) - outputs))",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "root-of-the-loss",
        "Your history notes the root of the loss.",
        "Compare with the loss that your train descends.",
        fails=("loss", "numbers"),
        body=LOOP
        + NOTE.replace(
            "tf.mean_squared_error(model(inputs), outputs)",
            "tf.sqrt(tf.mean_squared_error(model(inputs), outputs))",
        )
        + ONE
        + DONE,
    ),
    of_loop(
        "w-and-b-swapped",
        "Your history notes b under W, and W under b.",
        "Which of the two starts at 5?",
        fails=("parameters",),
        body=LOOP
        + NOTE.replace('"W"', '"?"').replace('"b"', '"W"').replace('"?"', '"b"')
        + ONE
        + DONE,
    ),
    of_loop(
        "one-example-a-step",
        "Your loop gives each step only the first example.",
        "What is an epoch? How much of the data does a step get?",
        fails=("step",),
        body=LOOP + NOTE + "    step(model, inputs[:1], outputs[:1], learning_rate)" + DONE,
    ),
    of_loop(
        "rate-divided-by-epochs",
        "Your loop divides the learning rate by the number of epochs.",
        "Should a longer run take shorter steps unasked?",
        fails=("step",),
        body=LOOP + NOTE + ONE.replace("learning_rate", "learning_rate / epochs") + DONE,
    ),
]

PICTURE_MISTAKES = [
    of_picture(
        "no-legend",
        "Your picture has no legend, so that nobody knows which line is which.",
        "Labels alone do not show. Which call draws the box?",
        fails=("legend",),
        body=CURVES + TRUTHS + 'ax.set(xlabel="epoch", ylabel="value")',
    ),
    of_picture(
        "no-axis-labels",
        "Your picture does not say what its axes mean.",
        "What is on the horizontal axis, and who tells the reader?",
        fails=("labels",),
        body=CURVES + TRUTHS + "ax.legend()",
    ),
    of_picture(
        "true-values-solid",
        "Your true values are drawn solid, like the curves.",
        "How does a reader tell what was learned from what is true?",
        fails=("true values", "legend"),
        body=CURVES + TRUTHS.replace('"--"', '"-"') + WORDS,
    ),
    of_picture(
        "everything-dashed",
        "Your curves of W and b are dashed, like the true values.",
        "How does a reader tell what was learned from what is true?",
        fails=("curves", "legend"),
        body=CURVES.replace("color=", 'linestyle="--", color=') + TRUTHS + WORDS,
    ),
    of_picture(
        "colors-by-default",
        "The colors of your lines do not show which true value belongs to which curve.",
        "What tells the eye that two lines belong together?",
        fails=("colors",),
        body=(CURVES + TRUTHS).replace('color="tab:red", ', "").replace('color="tab:blue", ', "")
        + WORDS,
    ),
    of_picture(
        "true-colors-swapped",
        "Your true W has the color of b, and your true b that of W.",
        "Which dashed line should which curve approach?",
        fails=("colors",),
        body=CURVES
        + TRUTHS.replace("tab:red", "?").replace("tab:blue", "tab:red").replace("?", "tab:blue")
        + WORDS,
    ),
    of_picture(
        "one-color",
        "All of your lines have one color.",
        "Could a reader tell W from b?",
        fails=("colors", "legend"),
        body=(CURVES + TRUTHS).replace("tab:red", "tab:blue") + WORDS,
    ),
    of_picture(
        "legend-in-another-order",
        "Your legend gives the texts in another order than the lines were drawn in.",
        "ax.legend([...]) hands out its texts in the order of drawing. Is there a safer way to "
        "name a line?",
        fails=("legend",),
        body="""
        epochs = range(len(Ws))
        ax.plot(epochs, Ws, color="tab:red")
        ax.plot(epochs, [true_w] * len(Ws), "--", color="tab:red")
        ax.plot(epochs, bs, color="tab:blue")
        ax.plot(epochs, [true_b] * len(bs), "--", color="tab:blue")
        ax.set(xlabel="epoch", ylabel="value")
        ax.legend(["W", "b", "true W", "true b"])
        """,
    ),
    of_picture(
        "true-values-forgotten",
        "Your picture shows the curves without the true values.",
        "Where should the curves arrive? Let the reader see it.",
        fails=("true values", "colors", "legend"),
        body=CURVES + WORDS,
    ),
    of_picture(
        "true-values-as-points",
        "Your true values are not drawn as level lines.",
        "How many points does a line from the first to the last epoch need, and at which height?",
        fails=("true values", "colors", "legend"),
        body=CURVES
        + TRUTHS.replace("epochs, [true_w] * len(Ws)", "[0], [true_w]").replace(
            "epochs, [true_b] * len(bs)", "[0], [true_b]"
        )
        + WORDS,
    ),
    of_picture(
        "counted-from-one",
        "Your epochs begin at 1.",
        "Which number does the first epoch have, the one before any step?",
        fails=("curves",),
        body=CURVES.replace("range(len(Ws))", "range(1, len(Ws) + 1)") + TRUTHS + WORDS,
    ),
    of_picture(
        "first-epoch-missing",
        "Your curves leave out the first epoch.",
        "Where did the training start?",
        fails=("curves",),
        body=CURVES.replace("epochs, Ws", "epochs[1:], Ws[1:]").replace(
            "epochs, bs", "epochs[1:], bs[1:]"
        )
        + TRUTHS
        + WORDS,
    ),
    of_picture(
        "w-against-b",
        "Your picture shows b over W, not both over the epochs.",
        "What stands on the horizontal axis?",
        fails=("curves", "true values", "colors", "legend"),
        costly="Nothing is where it should be over the epochs.",
        body="""
        ax.plot(Ws, bs, label="W")
        ax.plot([true_w], [true_b], "*", label="true W")
        ax.set(xlabel="W", ylabel="b")
        ax.legend()
        """,
    ),
    of_picture(
        "only-w",
        "Your picture shows W and leaves out b.",
        "How many parameters does the model have?",
        fails=("curves", "true values", "colors", "legend"),
        costly="Half of the picture is missing.",
        body="""
        epochs = range(len(Ws))
        ax.plot(epochs, Ws, color="tab:red", label="W")
        ax.plot(epochs, [true_w] * len(Ws), "--", color="tab:red", label="true W")
        """,
        then=WORDS,
    ),
    of_picture(
        "points-for-lines",
        "Your W and b are not drawn as lines that can be seen.",
        "Which method of the axes joins the points? Does the line have a width and a color?",
        fails=("curves", "colors", "legend"),
        costly="There are no lines of W and b to look at.",
        body=CURVES.replace("ax.plot", "ax.scatter") + TRUTHS + WORDS,
    ),
    of_picture(
        "current-axes",
        "Your picture is drawn on whichever axes are current, not on those that were given.",
        "What is the first argument for? plt.plot does not know of it.",
        fails=("curves", "true values", "colors", "labels", "legend", "given axes"),
        costly="Nothing is on the axes that were given.",
        body="import matplotlib.pyplot as plt"
        + (CURVES + TRUTHS).replace("ax.plot", "plt.plot")
        + 'plt.xlabel("epoch")\nplt.ylabel("value")\nplt.legend()',
    ),
    of_picture(
        "lists-changed",
        "Your plot_history adds the true values to the caller's lists.",
        "Are Ws and bs still what they were, after the picture is drawn?",
        fails=("curves", "given axes"),
        body="Ws.append(true_w)\nbs.append(true_b)\n" + CURVES + TRUTHS + WORDS,
    ),
]

MINIBATCH_MISTAKES = [
    of_batches(
        "not-shuffled",
        "Your batches come in the order of the data.",
        "What if the data are sorted? What is the seed for?",
        fails=("shuffled", "reproducible"),
        body=BEGIN + "order = np.arange(len(inputs))" + YIELD,
    ),
    of_batches(
        "last-batch-dropped",
        "Your minibatches drop the last batch when it is not full.",
        "7 examples in batches of 3: where does the seventh go?",
        fails=("pairs", "ragged"),
        body=BEGIN + ORDER + YIELD.replace("len(order)", "len(order) // batch_size * batch_size"),
    ),
    of_batches(
        "shuffled-apart",
        "Your inputs and outputs are shuffled into two different orders.",
        "After the shuffle, does each input still have its own output? How many orders are there?",
        fails=("pairs",),
        body=BEGIN
        + """
rng = np.random.default_rng(seed)
one, other = rng.permutation(len(inputs)), rng.permutation(len(inputs))
for start in range(0, len(one), batch_size):
    stop = start + batch_size
    yield tf.gather(inputs, one[start:stop]), tf.gather(outputs, other[start:stop])
""",
    ),
    of_batches(
        "only-inputs-shuffled",
        "Your inputs are shuffled and your outputs are not.",
        "After the shuffle, does each input still have its own output?",
        fails=("pairs", "shuffled"),
        body=BEGIN
        + ORDER
        + """
for start in range(0, len(order), batch_size):
    stop = start + batch_size
    yield tf.gather(inputs, order[start:stop]), outputs[start:stop]
""",
    ),
    of_batches(
        "shuffled-within-batches",
        "Your batches are stretches of the data, each shuffled within itself.",
        "Could the first and the last example ever meet in one batch?",
        fails=("shuffled",),
        body=BEGIN
        + """
rng = np.random.default_rng(seed)
for start in range(0, len(inputs), batch_size):
    chosen = rng.permutation(np.arange(start, min(start + batch_size, len(inputs))))
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "only-batches-shuffled",
        "Your batches are stretches of the data, and only their order is shuffled.",
        "Could the first and the last example ever meet in one batch?",
        fails=("ragged", "shuffled"),
        body=BEGIN
        + """
starts = np.arange(0, len(inputs), batch_size)
for start in np.random.default_rng(seed).permutation(starts):
    chosen = np.arange(start, min(start + batch_size, len(inputs)))
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "unseeded",
        "Your order does not depend on the seed; it is another one every time.",
        "Call it twice with one seed. What does the generator start from?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "()") + YIELD,
    ),
    of_batches(
        "one-seed-for-all",
        "Your order is the same for every seed.",
        "Call it with two seeds. Where does the argument go?",
        fails=("reproducible",),
        body=BEGIN + ORDER.replace("(seed)", "(0)") + YIELD,
    ),
    of_batches(
        "global-generator",
        "Your minibatches seed NumPy's global generator, and so change everybody's random numbers.",
        "Who else draws from np.random? Make a generator of your own.",
        fails=("reproducible",),
        body=BEGIN + "np.random.seed(seed)\norder = np.random.permutation(len(inputs))" + YIELD,
    ),
    of_batches(
        "last-batch-only",
        "Your minibatches give the last batch and none before it.",
        "Does the yield stand inside the loop, or after it?",
        fails=("pairs", "ragged", "shuffled"),
        costly="All batches but one are missing.",
        body=BEGIN
        + ORDER
        + """
for start in range(0, len(order), batch_size):
    chosen = order[start : start + batch_size]
yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "with-replacement",
        "Your batches are drawn with replacement: some examples come twice, others never.",
        "In one epoch, how often should each example come?",
        fails=("pairs",),
        body=BEGIN
        + "order = np.random.default_rng(seed).integers(len(inputs), size=len(inputs))"
        + YIELD,
    ),
    of_batches(
        "last-batch-filled-up",
        "Your last batch is filled up with examples that were there before.",
        "In one epoch, how often should each example come?",
        fails=("pairs", "ragged"),
        body=BEGIN
        + ORDER
        + """
order = np.concatenate([order, np.resize(order, -len(order) % batch_size)])
"""
        + YIELD,
    ),
    of_batches(
        "rest-joined-to-the-batch-before",
        "Your last examples are added to the batch before them, which becomes too large.",
        "How many examples may a batch have at most?",
        fails=("ragged",),
        body=BEGIN
        + ORDER
        + """
stops = list(range(batch_size, len(order) - batch_size + 1, batch_size))
for chosen in np.split(order, stops):
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "number-of-batches",
        "Your minibatches make batch_size batches, but each batch should have batch_size examples.",
        "5 examples with batch_size 2: how large is the first batch?",
        fails=("ragged", "shuffled"),
        body=BEGIN
        + ORDER
        + """
for chosen in np.array_split(order, batch_size):
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
""",
    ),
    of_batches(
        "arrays-for-tensors",
        "Your batches are NumPy arrays, not Tensors.",
        "Which function takes rows of a Tensor and gives a Tensor?",
        fails=("Tensors",),
        body=BEGIN
        + ORDER
        + """
for start in range(0, len(order), batch_size):
    chosen = order[start : start + batch_size]
    yield inputs.numpy()[chosen], outputs.numpy()[chosen]
""",
    ),
    of_batches(
        "all-float32",
        "Your batches are float32, whatever the data were.",
        "Labels are often integers. Who asked for another dtype?",
        fails=("Tensors",),
        body="inputs, outputs = np.array(inputs, np.float32), np.array(outputs, np.float32)"
        + BEGIN
        + ORDER
        + YIELD,
    ),
    of_batches(
        "flattened",
        "Your batches lose the axes behind the first.",
        "An example may be a row or a picture. What should the shape of a batch be?",
        fails=("Tensors",),
        body=BEGIN
        + ORDER
        + """
for start in range(0, len(order), batch_size):
    chosen = order[start : start + batch_size]
    yield tf.reshape(tf.gather(inputs, chosen), [-1]), tf.reshape(tf.gather(outputs, chosen), [-1])
""",
    ),
    of_batches(
        "data-shuffled-in-place",
        "Your minibatches shuffle the caller's own arrays.",
        "Does rng.shuffle make a new array?",
        fails=("given data",),
        body="""
        if len(inputs) != len(outputs) or batch_size < 1:
            raise ValueError("lengths or size")
        inputs = inputs if isinstance(inputs, np.ndarray) else np.array(inputs)
        outputs = outputs if isinstance(outputs, np.ndarray) else np.array(outputs)
        for array in (inputs, outputs):
            np.random.default_rng(seed).shuffle(array)
        for start in range(0, len(inputs), batch_size):
            stop = start + batch_size
            yield tf.constant(inputs[start:stop]), tf.constant(outputs[start:stop])
        """,
    ),
    of_batches(
        "lengths-not-compared",
        "Your minibatches do not notice that there are more inputs than outputs, or fewer.",
        "What becomes of the examples that have no partner?",
        fails=("given data",),
        body=DATA
        + """
if batch_size < 1:
    raise ValueError("size")
count = min(len(inputs), len(outputs))
order = np.random.default_rng(seed).permutation(count)
"""
        + YIELD,
    ),
    of_batches(
        "size-not-checked",
        "Your minibatches accept a negative batch size, and give nothing at all.",
        "What does range(0, 10, -1) contain? Who would notice?",
        fails=("given data",),
        body=DATA
        + """
if len(inputs) != len(outputs):
    raise ValueError("lengths")
"""
        + ORDER
        + YIELD,
    ),
]


ALL_SGD = ("no momentum", "velocity", "each Variable", "each optimizer")

MOMENTUM_MISTAKES = [
    of_sgd(
        "no-memory",
        "Your SGD keeps nothing of the step before: momentum changes nothing.",
        "What is left of a step when the next one begins?",
        fails=("velocity",),
        body="""
        for gradient, variable in grads_and_vars:
            variable.assign_sub(self.learning_rate * gradient)
        """,
    ),
    of_sgd(
        "momentum-against",
        "Your momentum works against the step before it, and slows down.",
        "A rolling ball: does the old velocity help or hinder?",
        fails=("velocity",),
        body=each(
            "velocity = -self.momentum * velocity - self.learning_rate * gradient\n"
            "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "uphill",
        "Your SGD goes along the gradient, which leads uphill.",
        "Which sign does the gradient have in the velocity?",
        fails=("no momentum",),
        body=each(
            "velocity = self.momentum * velocity + self.learning_rate * gradient\n"
            "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "weighted-mean",
        "Your velocity is a weighted mean: the new gradient counts only 1 - momentum.",
        "With momentum 0.9 and one single gradient, how long is the first step?",
        fails=("velocity",),
        body=each(
            "velocity = self.momentum * velocity"
            " - (1 - self.momentum) * self.learning_rate * gradient\n"
            "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "momentum-on-the-whole",
        "Your momentum multiplies the new step as well, not only the old one.",
        "With momentum 0, does anything move?",
        fails=("no momentum", "velocity"),
        costly="Every step has the wrong length.",
        body=each(
            "velocity = self.momentum * (velocity - self.learning_rate * gradient)\n"
            "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "one-velocity-for-all",
        "Your SGD has one velocity for all Variables, and they push each other.",
        "Two Variables, one of them at rest: does it move?",
        fails=("each Variable",),
        body=each(VELOCITY + "variable.assign_add(velocity)", key='"all"'),
    ),
    of_sgd(
        "velocity-by-place",
        "Your SGD knows a Variable by its place among the pairs.",
        "What if the pairs come in another order the next time?",
        fails=("each Variable",),
        body=each(VELOCITY + "variable.assign_add(velocity)", key="place"),
    ),
    of_sgd(
        "velocities-on-the-class",
        "All your optimizers share one dict of velocities.",
        "Make two optimizers and print both of their velocities. Where should the dict be made?",
        fails=("each optimizer",),
        body=each(VELOCITY + "variable.assign_add(velocity)"),
        memory="pass",
        shared="velocities = {}",
    ),
    of_sgd(
        "old-velocity-used",
        "Your SGD moves by the old velocity, and computes the new one afterwards.",
        "Does the very first step move anything?",
        fails=("no momentum", "velocity"),
        costly="Every step has the wrong length.",
        body=each("variable.assign_add(velocity)\n" + VELOCITY),
    ),
    of_sgd(
        "looks-ahead",
        "Your SGD moves by the momentum of the new velocity and the step once more, as Nesterov "
        "proposed.",
        "By which quantity does the formula of this exercise move the Variable?",
        fails=("velocity",),
        body=each(
            VELOCITY
            + "variable.assign_add(self.momentum * velocity - self.learning_rate * gradient)"
        ),
    ),
    of_sgd(
        "learning-rate-twice",
        "Your SGD applies the learning rate twice.",
        "It is in the velocity already. Where else?",
        fails=("no momentum",),
        body=each(VELOCITY + "variable.assign_add(self.learning_rate * velocity)"),
    ),
    of_sgd(
        "learning-rate-ignored",
        "Your SGD moves by the whole gradient, whatever the learning rate.",
        "Where does the learning rate come into the formula?",
        fails=("no momentum",),
        body=each("velocity = self.momentum * velocity - gradient\nvariable.assign_add(velocity)"),
    ),
    of_sgd(
        "name-rebound",
        "Your SGD gives the name `variable` to a new Tensor; the Variable itself stays as it was.",
        "Which method changes what is in the box?",
        fails=ALL_SGD,
        costly="No Variable ever moves.",
        body=each(VELOCITY + "variable = variable + velocity", key="place"),
    ),
    of_sgd(
        "pairs-read-twice",
        "Your SGD goes through the pairs twice; a zip is used up after the first time.",
        "Try list(pairs) twice, with pairs = zip([1], [2]).",
        fails=("no momentum",),
        body="""
        for gradient, variable in grads_and_vars:
            velocity = self.velocities.get(variable.ref(), tf.zeros_like(gradient))
            velocity = self.momentum * velocity - self.learning_rate * gradient
            self.velocities[variable.ref()] = velocity
        for gradient, variable in grads_and_vars:
            variable.assign_add(self.velocities[variable.ref()])
        """,
    ),
]

ALL_ADAM = ("first step", "moments", "settings", "epsilon", "each Variable")

ADAM_MISTAKES = [
    of_adam(
        "no-bias-correction",
        "Your Adam uses the running means as they are, without the bias correction.",
        "Both means start as 0. How large is m after one step, and how large was the gradient?",
        fails=("first step", "moments"),
        edits={**M_HAT, **S_HAT},
    ),
    of_adam(
        "only-m-corrected",
        "Your Adam corrects m, and uses s uncorrected.",
        "Does s start as 0 as well?",
        fails=("first step", "moments"),
        edits=S_HAT,
    ),
    of_adam(
        "only-s-corrected",
        "Your Adam corrects s, and uses m uncorrected.",
        "Does m start as 0 as well?",
        fails=("first step", "moments"),
        edits=M_HAT,
    ),
    of_adam(
        "epsilon-inside-the-root",
        "Your epsilon is added before the root is taken.",
        "sqrt(a + b) is not sqrt(a) + b. Where does the formula put epsilon?",
        fails=("epsilon",),
        edits={"tf.sqrt(s_hat) + self.epsilon": "tf.sqrt(s_hat + self.epsilon)"},
    ),
    of_adam(
        "no-epsilon",
        "Your Adam divides by the root alone, which may be zero.",
        "What is 0 / 0 when a gradient is exactly zero?",
        fails=("epsilon",),
        edits={"(tf.sqrt(s_hat) + self.epsilon)": "tf.sqrt(s_hat)"},
    ),
    of_adam(
        "epsilon-fixed",
        "Your Adam uses an epsilon of 1e-7, whichever it is given.",
        "Where does the argument epsilon go?",
        fails=("epsilon",),
        edits={"self.epsilon = learning_rate, epsilon": "self.epsilon = learning_rate, 1e-7"},
    ),
    of_adam(
        "one-state-for-all",
        "Your Adam has one m and one s for all Variables.",
        "Two Variables with different gradients: whose mean is m?",
        fails=("first step", "each Variable"),
        edits={"key = variable.ref()": 'key = "all"'},
    ),
    of_adam(
        "moments-by-place",
        "Your Adam knows a Variable by its place among the pairs.",
        "What if the pairs come in another order the next time?",
        fails=("each Variable",),
        edits={"key = variable.ref()": "key = place"},
    ),
    of_adam(
        "moments-on-the-class",
        "All your optimizers share one dict of moments.",
        "Make two optimizers and print both of their moments. Where should the dict be made?",
        fails=("each Variable",),
        edits={
            "        self.moments = {}\n": "",
            "class Adam:\n": "class Adam:\n    moments = {}\n\n",
        },
    ),
    of_adam(
        "steps-counted-per-variable",
        "Your Adam counts a step for every Variable, not one for every call.",
        "Two Variables, one call: what should t be for the second of them?",
        fails=("first step", "each Variable"),
        edits={
            "        self.steps += 1\n": "",
            "            key = variable.ref()\n": (
                "            key = variable.ref()\n            self.steps += 1\n"
            ),
        },
    ),
    of_adam(
        "steps-not-counted",
        "Your Adam corrects every step as if it were the first.",
        "Print t in every step. Does it grow?",
        fails=("moments",),
        edits={"self.steps += 1": "self.steps = 1"},
    ),
    of_adam(
        "steps-from-zero",
        "Your Adam counts its first step as step 0, and divides by 1 - beta**0, which is zero.",
        "What is t in the first step?",
        fails=ALL_ADAM,
        costly="Every first step divides by zero.",
        edits={
            "        self.steps += 1\n": "",
            "+ self.epsilon))\n": "+ self.epsilon))\n        self.steps += 1\n",
        },
    ),
    of_adam(
        "betas-swapped",
        "Your Adam uses beta_1 for s, and beta_2 for m.",
        "Which of the two running means should have the longer memory?",
        fails=("moments", "settings", "each Variable"),
        costly="Every step but the first has the wrong length.",
        edits={
            "self.beta_1, self.beta_2 = beta_1, beta_2": (
                "self.beta_2, self.beta_1 = beta_1, beta_2"
            )
        },
    ),
    of_adam(
        "betas-fixed",
        "Your Adam uses 0.9 and 0.999, whichever betas it is given.",
        "Where do the arguments beta_1 and beta_2 go?",
        fails=("settings",),
        edits={
            "self.beta_1, self.beta_2 = beta_1, beta_2": "self.beta_1, self.beta_2 = 0.9, 0.999"
        },
    ),
    of_adam(
        "no-root",
        "Your Adam divides by s itself, not by its root.",
        "s has the unit of the gradient squared. Which unit should the step not depend on?",
        fails=("first step", "moments", "settings", "epsilon", "each Variable"),
        costly="Every step has the wrong length.",
        edits={"tf.sqrt(s_hat)": "s_hat"},
    ),
    of_adam(
        "gradient-not-squared",
        "Your s is the running mean of the gradient's size, not of its square.",
        "What is the root taken of?",
        fails=ALL_ADAM,
        costly="Every step has the wrong length.",
        edits={"(1 - self.beta_2) * g * g": "(1 - self.beta_2) * tf.abs(g)"},
    ),
    of_adam(
        "uphill",
        "Your Adam goes along the gradient, which leads uphill.",
        "Which of the assign methods leads down?",
        fails=("first step",),
        edits={"variable.assign_sub": "variable.assign_add"},
    ),
    of_adam(
        "corrected-means-stored",
        "Your Adam stores the corrected means, so that the next step corrects them again.",
        "Which m belongs in the running mean: m, or m with a hat?",
        fails=("moments", "settings", "each Variable"),
        costly="Every step but the first has the wrong length.",
        edits={
            "            self.moments[key] = (m, s)\n": "",
            "            variable.assign_sub": (
                "            self.moments[key] = (m_hat, s_hat)\n            variable.assign_sub"
            ),
        },
    ),
    of_adam(
        "mean-without-weight",
        "Your m adds the whole gradient to the share of its past, so that it is no mean.",
        "Do the weights of the past and of the new gradient sum to 1?",
        fails=("first step",),
        edits={"(1 - self.beta_1) * g\n": "g\n"},
    ),
    of_adam(
        "gradient-for-m",
        "Your Adam moves by the newest gradient, and m has no say.",
        "Which quantity is in the numerator?",
        fails=("moments", "settings", "each Variable"),
        costly="Every step but the first has the wrong length.",
        edits={"m_hat = m / (1 - self.beta_1**self.steps)": "m_hat = g"},
    ),
    of_adam(
        "learning-rate-fixed",
        "Your Adam uses a learning rate of 0.001, whichever it is given.",
        "Where does the argument learning_rate go?",
        fails=("first step", "each Variable"),
        edits={
            "self.learning_rate, self.epsilon = learning_rate,": (
                "self.learning_rate, self.epsilon = 0.001,"
            )
        },
    ),
]

MISTAKES: list[Mistake] = [
    *STEP_MISTAKES,
    *LOOP_MISTAKES,
    *PICTURE_MISTAKES,
    *MINIBATCH_MISTAKES,
    *MOMENTUM_MISTAKES,
    *ADAM_MISTAKES,
    *PROMISES,
    *SLIPS,
    *DETAILS,
]
