"""Slips of the stage training: a name, a line or a method that is nearly right."""

from autograder.outside.course.mistake import Mistake

from .training_library import (
    BEGIN,
    CHECK,
    CURVES,
    DATA,
    DONE,
    LOOP,
    MOVE,
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

STEP_SLIPS = [
    of_train(
        "variables-of-the-first-call",
        "Your train remembers the two Variables of its first call, so it never trains those that "
        "a model is given later.",
        "Where does each call find the W and the b of the model?",
        fails=("again",),
        body="model.__dict__.setdefault('parameters', [model.W, model.b])"
        + TAPE.replace("[model.W, model.b]", "model.parameters")
        + CHECK
        + MOVE.replace("model.W", "model.parameters[0]").replace("model.b", "model.parameters[1]"),
    ),
    of_train(
        "shorter-from-call-to-call",
        "Your train takes a shorter step with every call.",
        "Who decides how long a step is, and what may one call know of another?",
        fails=("downhill", "learning rate", "again"),
        costly="Every step but the very first is too short.",
        remembers=True,
        body="train.calls = getattr(train, 'calls', 0) + 1\nlearning_rate /= train.calls"
        + TAPE
        + CHECK
        + MOVE,
    ),
    of_train(
        "rate-without-its-sign",
        "Your train drops the sign of the learning rate.",
        "A rate below 0 leads uphill, on purpose. Who asked for its size alone?",
        fails=("learning rate",),
        body=TAPE + CHECK + "learning_rate = abs(learning_rate)" + MOVE,
    ),
    of_train(
        "absolute-error",
        "Your train goes down the mean of the errors' sizes, not of their squares.",
        "The loss is a mean of squares. What is the slope of a square?",
        fails=("downhill", "together", "again", "any model"),
        costly="Every step goes another way.",
        body=TAPE.replace(
            "tf.mean_squared_error(model(inputs), outputs)",
            "tf.reduce_mean(tf.abs(model(inputs) - outputs))",
        )
        + CHECK
        + MOVE,
    ),
    of_train(
        "first-example-alone",
        "Your train learns from the first example alone.",
        "Over how many examples is the loss the mean?",
        fails=("downhill", "together", "again", "any model"),
        costly="Every step goes another way.",
        body=TAPE.replace("model(inputs), outputs", "model(inputs[:1]), outputs[:1]")
        + CHECK
        + MOVE,
    ),
    of_train(
        "one-gradient-for-both",
        "Your train moves b by the gradient of W.",
        "Each parameter has a gradient of its own. Which one is in which line?",
        fails=("downhill", "together", "again", "any model"),
        costly="Every step goes another way.",
        body=TAPE + CHECK + MOVE.replace("db", "dW"),
    ),
]

LOOP_SLIPS = [
    of_loop(
        "three-names-for-one-list",
        "Your three lists are one and the same list, which gets all the numbers.",
        "How many lists does your code make? Where does it say `[]`?",
        fails=("parameters", "loss", "numbers", "epochs", "again"),
        costly="Nothing can be read off a list that holds all three.",
        body=LOOP.replace(START, 'history = dict.fromkeys(["W", "b", "loss"], [])')
        + NOTE
        + ONE
        + DONE,
    ),
    of_loop(
        "other-keys",
        "Your history has other keys than W, b and loss.",
        "Compare your keys with the docstring's, letter by letter.",
        fails=("parameters", "numbers", "epochs", "again"),
        costly="Most of what is asked cannot be found in the history.",
        body=(LOOP + NOTE + ONE + DONE).replace('"W"', '"w"'),
    ),
    of_loop(
        "no-dict",
        "Your loop returns three lists without a dict around them.",
        "How does a caller ask for the loss? The docstring's example shows it.",
        fails=("parameters", "loss", "numbers", "epochs", "again"),
        costly="Nothing can be found by its name.",
        body=LOOP + NOTE + ONE + '\nreturn history["W"], history["b"], history["loss"]',
    ),
    of_loop(
        "returns-after-one-epoch",
        "Your loop returns at the end of its first epoch.",
        "How far is your `return` indented? What is left to do when it is reached?",
        fails=("parameters", "loss", "epochs", "step", "again"),
        costly="Only one step is ever taken.",
        body=LOOP + NOTE + ONE + "\n    return history",
    ),
    of_loop(
        "step-for-the-model",
        "Your loop takes what the step returns for the model.",
        "The step changes the model in place. What does it return?",
        fails=("parameters", "loss", "numbers", "epochs", "step", "again"),
        costly="The second epoch has no model.",
        body=LOOP + NOTE + ONE.replace("step(", "model = step(") + DONE,
    ),
]

PICTURE_SLIPS = [
    of_picture(
        "title-of-the-whole-figure",
        "Your title stands over the whole figure, not over the axes that were given.",
        "plt.suptitle writes on the figure. Which method of `ax` sets the title of the axes?",
        fails=("given axes",),
        body="import matplotlib.pyplot as plt\n" + CURVES + TRUTHS + WORDS + 'plt.suptitle("run")',
    ),
    of_picture(
        "keyed-by-the-true-values",
        "Your picture keeps its curves in a dict by their true values: where these are equal, one "
        "curve is lost.",
        "How many entries does the dict `{2.0: Ws, 2.0: bs}` have?",
        fails=("curves", "legend"),
        body="""
runs = {true_w: (Ws, "W", "tab:red"), true_b: (bs, "b", "tab:blue")}
for true, (values, name, color) in runs.items():
    ax.plot(range(len(values)), values, color=color, label=name)
    ax.plot(range(len(values)), [true] * len(values), "--", color=color, label=f"true {name}")
"""
        + WORDS,
    ),
    of_picture(
        "true-values-in-a-dict",
        "Your picture keeps the true values in a dict: where they are equal, one line is lost.",
        'How many entries does the dict `{2.0: "true W", 2.0: "true b"}` have?',
        fails=("legend",),
        body=CURVES
        + """
for true, name in {true_w: "W", true_b: "b"}.items():
    color = {"W": "tab:red", "b": "tab:blue"}[name]
    ax.plot(epochs, [true] * len(Ws), "--", color=color, label=f"true {name}")
"""
        + WORDS,
    ),
    of_picture(
        "long-runs-thinned",
        "Your picture leaves out epochs of a long run.",
        "How many points does a line over 100 epochs need?",
        fails=("curves",),
        body=(CURVES + TRUTHS + WORDS)
        .replace("epochs, Ws", "epochs[::every], Ws[::every]")
        .replace("epochs, bs", "epochs[::every], bs[::every]")
        .replace("epochs = range(len(Ws))", "epochs, every = range(len(Ws)), 1 + len(Ws) // 100"),
    ),
    of_picture(
        "title-on-the-current-axes",
        "Your title goes to whichever axes are current, not to those that were given.",
        "plt.title does not know of `ax`. Which method of `ax` sets its title?",
        fails=("given axes",),
        body="import matplotlib.pyplot as plt\n" + CURVES + TRUTHS + WORDS + 'plt.title("a run")',
    ),
]

MINIBATCH_SLIPS = [
    of_batches(
        "lengths-compared-too-late",
        "Your minibatches hand out batches before they notice that the lengths differ.",
        "When is the first batch asked for? Are the lengths known by then?",
        fails=("given data",),
        body=DATA
        + """
if batch_size < 1:
    raise ValueError("size")
count = min(len(inputs), len(outputs))
order = np.random.default_rng(seed).permutation(count)
"""
        + YIELD
        + """
if len(inputs) != len(outputs):
    raise ValueError("lengths")
""",
    ),
    of_batches(
        "only-more-outputs-refused",
        "Your minibatches refuse more outputs than inputs, and not fewer.",
        "Which of two lengths may be the larger one?",
        fails=("given data",),
        body=DATA
        + """
if len(inputs) < len(outputs) or batch_size < 1:
    raise ValueError("lengths or size")
"""
        + ORDER
        + YIELD,
    ),
    of_batches(
        "index-error-for-value-error",
        "Your minibatches raise an IndexError where the docstring says ValueError.",
        "Whoever writes `except ValueError:` waits for one kind of exception. Which is yours?",
        fails=("given data",),
        body=DATA
        + """
if len(inputs) != len(outputs) or batch_size < 1:
    raise IndexError("lengths or size")
"""
        + ORDER
        + YIELD,
    ),
    of_batches(
        "halves-shuffled-apart",
        "Your minibatches shuffle the first half of the data and the second half separately.",
        "Could the first and the last example ever meet in one batch?",
        fails=("shuffled",),
        body=BEGIN
        + """
rng, half = np.random.default_rng(seed), len(inputs) // 2
order = np.concatenate([rng.permutation(half), half + rng.permutation(len(inputs) - half)])
"""
        + YIELD,
    ),
    of_batches(
        "size-1-refused",
        "Your minibatches refuse a batch size of 1.",
        "The docstring says from which size on it is allowed. Is 1 allowed?",
        fails=("pairs", "ragged", "given data"),
        costly="Batches of one example are asked for in many places.",
        body=BEGIN.replace("batch_size < 1", "batch_size <= 1") + ORDER + YIELD,
    ),
    of_batches(
        "order-handed-out",
        "Your batches hold the places of the examples, too; a pair was asked for.",
        "What does `for xs, ys in minibatches(...)` say to three things?",
        fails=("pairs", "ragged", "shuffled", "reproducible", "Tensors"),
        costly="No batch can be taken apart.",
        body=BEGIN + ORDER + YIELD.rstrip() + ", chosen",
    ),
]

MOMENTUM_SLIPS = [
    of_sgd(
        "pairs-turned-round",
        "Your SGD takes the Variable for the gradient, and the gradient for the Variable.",
        "Which of the two comes first in a pair?",
        fails=("no momentum", "velocity", "each Variable", "each optimizer"),
        costly="Nothing moves that should.",
        body="grads_and_vars = [(two, one) for one, two in grads_and_vars]\n"
        + each(VELOCITY + "variable.assign_add(velocity)"),
    ),
    of_sgd(
        "known-by-name",
        "Your SGD knows a Variable by its name, if it has been given one; two may share a name.",
        "What does `variable.ref()` say that `variable.name` does not?",
        fails=("each Variable",),
        body="unnamed = tf.Variable(0.0).name\n"
        + each(
            VELOCITY + "variable.assign_add(velocity)",
            key="variable.ref() if variable.name == unnamed else variable.name",
        ),
    ),
    of_sgd(
        "known-by-id",
        "Your SGD knows a Variable by its id, which Python gives to a new one once the old one is "
        "gone.",
        "What does `variable.ref()` keep alive that `id(variable)` does not?",
        fails=("each Variable",),
        body=each(VELOCITY + "variable.assign_add(velocity)", key="id(variable)"),
    ),
    of_sgd(
        "first-gradient-kept-back",
        "Your SGD does not move a Variable when it comes for the first time.",
        "A velocity starts as 0. Is the first step 0, too?",
        fails=("no momentum", "velocity"),
        costly="The first step is part of every walk.",
        body=each(
            "if variable.ref() not in self.velocities:\n"
            "    self.velocities[variable.ref()] = velocity\n"
            "    continue\n" + VELOCITY + "variable.assign_add(velocity)"
        ),
    ),
    of_sgd(
        "velocity-put-into-the-variable",
        "Your SGD replaces the value of a Variable by the velocity.",
        "The velocity says how far the Variable moves. From where?",
        fails=("no momentum", "velocity", "each optimizer"),
        costly="Where the Variable was is forgotten in every step.",
        body=each(VELOCITY + "variable.assign(velocity)"),
    ),
    of_sgd(
        "only-the-first-pair",
        "Your SGD moves the first Variable and returns.",
        "How far is your `return` indented? Who is still waiting?",
        fails=("no momentum", "each Variable"),
        costly="Of several Variables only one is ever moved.",
        body=each(
            VELOCITY + "variable.assign_add(velocity)\n"
            "self.velocities[variable.ref()] = velocity\nreturn"
        ),
    ),
]

KEPT = "            self.moments[key] = (m, s)\n"
FORMULA_S = "(1 - self.beta_2) * g * g"

ADAM_SLIPS = [
    of_adam(
        "absent-variables-forgotten",
        "Your Adam forgets the moments of a Variable that is left out of a call.",
        "A Variable comes in the first call and in the third. What does its m remember?",
        fails=("each Variable",),
        edits={
            "        self.steps += 1\n": "        self.steps += 1\n        kept = {}\n",
            KEPT: KEPT.replace("self.moments", "kept"),
            "(tf.sqrt(s_hat) + self.epsilon))\n": "(tf.sqrt(s_hat) + self.epsilon))\n"
            "        self.moments = kept\n",
        },
    ),
    of_adam(
        "name-rebound",
        "Your Adam gives the name `variable` to a new Tensor; the Variable itself stays as it was.",
        "Which method changes what is in the box?",
        fails=("first step", "moments", "settings", "epsilon", "each Variable"),
        costly="No Variable is ever moved.",
        edits={
            "variable.assign_sub(self.learning_rate * m_hat / (tf.sqrt(s_hat) + self.epsilon))": (
                "variable = variable - self.learning_rate * m_hat / (tf.sqrt(s_hat) + self.epsilon)"
            )
        },
    ),
    of_adam(
        "moments-not-kept",
        "Your Adam does not keep the moments for the next step.",
        "After the step, where are m and s? Who finds them next time?",
        fails=("moments", "settings", "each Variable"),
        costly="Without a memory every later step is another.",
        edits={KEPT: ""},
    ),
    of_adam(
        "means-start-as-the-gradient",
        "Your running means start as the first gradient and its square, not as 0.",
        "With which m does the formula begin?",
        fails=("first step", "moments", "each Variable"),
        costly="The correction is for means that start as 0, so every step is another.",
        edits={"(tf.zeros_like(g), tf.zeros_like(g))": "(g, g * g)"},
    ),
    of_adam(
        "one-scale-for-all-numbers",
        "Your Adam takes the mean of g squared over all the numbers of a Variable.",
        "A step length of its own for every number: how many numbers does s hold?",
        fails=("first step", "moments", "epsilon"),
        costly="Wherever there are several numbers, every step is another.",
        edits={FORMULA_S: "(1 - self.beta_2) * tf.reduce_mean(g * g)"},
    ),
    of_adam(
        "steps-on-the-class",
        "Your count of steps belongs to the class, so that all optimizers share it.",
        "Two optimizers: how many steps has each of them taken?",
        fails=("first step", "moments", "each Variable"),
        costly="Every optimizer but the first begins with a wrong count.",
        remembers=True,
        edits={
            "class Adam:\n": "class Adam:\n    steps = 0\n\n",
            "        self.steps = 0\n": "",
            "self.steps += 1": "Adam.steps += 1",
        },
    ),
    of_adam(
        "shares-exchanged",
        "Your m keeps the share 1 - beta_1 of its past, and adds the share beta_1 of the gradient.",
        "beta_1 is 0.9: does most of m come from the past, or from the newest gradient?",
        fails=("first step", "moments", "settings", "each Variable"),
        costly="The correction is for the other shares, so every step is another.",
        edits={
            "self.beta_1 * m + (1 - self.beta_1) * g": "(1 - self.beta_1) * m + self.beta_1 * g"
        },
    ),
    of_adam(
        "power-of-the-difference",
        "Your corrections divide by (1 - beta)**t, where the formula has 1 - beta**t.",
        "What is raised to the power t: beta, or 1 - beta?",
        fails=("moments", "settings"),
        edits={
            "(1 - self.beta_1**self.steps)": "((1 - self.beta_1) ** self.steps)",
            "(1 - self.beta_2**self.steps)": "((1 - self.beta_2) ** self.steps)",
        },
    ),
    of_adam(
        "one-step-ahead",
        "Your Adam corrects its first step as if it were the second.",
        "How many gradients does m remember at the first step?",
        fails=("first step", "moments"),
        edits={"        self.steps = 0\n": "        self.steps = 1\n"},
    ),
]

SLIPS: list[Mistake] = [
    *STEP_SLIPS,
    *LOOP_SLIPS,
    *PICTURE_SLIPS,
    *MINIBATCH_SLIPS,
    *MOMENTUM_SLIPS,
    *ADAM_SLIPS,
]
