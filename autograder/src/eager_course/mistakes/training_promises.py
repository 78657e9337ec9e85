"""More mistakes of the stage training: most break one promise of a docstring, and no other."""

from autograder.outside.course.mistake import Mistake, defined

from .training_library import CHECK, DONE, LOOP, MOVE, NOTE, ONE, START, TAPE, of_loop, of_train

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
        "Your train takes a small slope for none, and stays where it is.",
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
        "Your train remembers the learning rate of a model's first step, and uses it ever after.",
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
        "Your train asks for the gradient of b once more when W has moved already.",
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
        "Your train makes a Python number of each gradient, which works for a single W alone.",
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
        "only-b-checked",
        "Your train looks whether b has a gradient, and does not ask about W.",
        "How many parameters are there, and which of them might the loss not depend on?",
        fails=("refusal",),
        body=TAPE + "if db is None:\n    raise ValueError('no gradient')" + MOVE,
    ),
    of_train(
        "only-w-checked",
        "Your train looks whether W has a gradient, and does not ask about b.",
        "How many parameters are there, and which of them might the loss not depend on?",
        fails=("refusal",),
        body=TAPE
        + "if dW is None:\n    raise ValueError('no gradient')\nlearning_rate * db"
        + MOVE,
    ),
    of_train(
        "refused-only-when-both-are-missing",
        "Your train refuses when neither parameter has a gradient; one alone is let through.",
        "Read the condition aloud: W *or* b.",
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
        "Which error does the docstring name? `raise` it by its name.",
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
        "arrays-for-lists",
        "Your history holds arrays, where lists were asked for.",
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
        "Your loop takes one more step behind its last epoch.",
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
        "Your history has one entry more than there were steps: behind the last step it notes the "
        "end.",
        "Each entry stands before a step. Which step follows the last one?",
        fails=("epochs",),
        body=LOOP + NOTE + ONE + "\nif epochs:" + NOTE + DONE,
    ),
    of_loop(
        "two-steps-an-epoch",
        "Your loop takes two steps in every epoch.",
        "How often does the docstring call step in one epoch?",
        fails=("parameters", "loss", "epochs"),
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
        "stops-when-the-loss-is-large",
        "Your loop stops early when the loss has become large.",
        "A run that goes wrong is worth seeing, too. How many steps were asked for?",
        fails=("epochs",),
        body=LOOP + NOTE + "    if history['loss'][-1] > 1e4:\n        break\n" + ONE + DONE,
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

PROMISES: list[Mistake] = [
    *STEP_MISTAKES,
    *LOOP_MISTAKES,
]
