"""Mistakes of the stage tape.

The rules (`VJPS`) are changed one by one. Of what is longer there is a right version here, and a
mistake is that version with a line or two changed.
"""

from autograder.outside.mistakes import Mistake


def _changed(right: str, *changes: tuple[str, str]) -> str:
    """The source `right` with every (old, new) replaced; each old occurs in it just once."""
    for old, new in changes:
        if right.count(old) != 1:
            raise ValueError(f"{old!r} occurs {right.count(old)} times in\n{right}")
        right = right.replace(old, new)
    return right


# ------------------------------------------------------------------------------ tape-record

RECORDING = """
from contextlib import contextmanager

@contextmanager
def recording():
    listeners, records = tf.ops.listeners, []
    listeners.append(records.append)
    try:
        yield records
    finally:
        listeners.remove(records.append)
"""


def _record(
    name: str, fails: tuple[str, ...], says: str, hint: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-record", name, says, hint, fails, _changed(RECORDING, *changes))


RECORD = [
    _record(
        "left-on-by-an-exception",
        ("exception",),
        "Your recording goes on for ever when its block ends in an exception.",
        "Which lines of a function run after an exception, and which do not?",
        ("    try:\n        yield records\n    finally:\n        ", "    yield records\n    "),
    ),
    _record(
        "never-stops",
        ("end", "exception", "own list"),
        "Your recording does not stop at the end of the block.",
        "You put a listener into the list. Who takes it out?",
        ("listeners.remove(records.append)", "pass"),
    ),
    _record(
        "swallows-exceptions",
        ("exception",),
        "Your recording keeps the exceptions of its block to itself.",
        "What becomes of an exception that meets an `except` without a `raise`?",
        ("    finally:\n        l", "    except Exception:\n        pass\n    finally:\n        l"),
    ),
    _record(
        "ends-everybody",
        ("own list",),
        "Your recording silences all listeners when its block ends, those of an outer block, too.",
        "Only one of the listeners is yours to take out.",
        ("listeners.remove(records.append)", "listeners.clear()"),
    ),
    _record(
        "silences-the-outer-block",
        ("own list",),
        "While your recording runs, a block around it hears nothing.",
        "Can you begin to listen without touching those who listen already?",
        ("    listeners.append(r", "    before = list(listeners)\n    listeners[:] = [r"),
        ("append)\n    try", "append]\n    try"),
        ("listeners.remove(records.append)", "listeners[:] = before"),
    ),
    _record(
        "one-list-emptied-each-time",
        ("own list",),
        "All blocks of your recording write to one list, which each of them empties first.",
        "How often is a line outside the function run, and how often one inside it?",
        ("@contextmanager", "records = []\n\n@contextmanager"),
        ("listeners, records = tf.ops.listeners, []", "listeners = tf.ops.listeners"),
        ("    listeners.append(", "    records.clear()\n    listeners.append("),
    ),
    _record(
        "one-list-for-all",
        ("operations", "end", "exception", "own list"),
        "All blocks of your recording write to one and the same list.",
        "How often is a line outside the function run, and how often one inside it?",
        ("@contextmanager", "records = []\n\n@contextmanager"),
        ("listeners, records = tf.ops.listeners, []", "listeners = tf.ops.listeners"),
    ),
    _record(
        "newest-first",
        ("operations", "own list"),
        "Your recording puts the newest record first.",
        "In which order did the operations run, and in which order does the list have them?",
        (
            "    listeners.append(records.append)",
            "    def hear(record):\n        records.insert(0, record)\n    listeners.append(hear)",
        ),
        ("remove(records.append)", "remove(hear)"),
    ),
    _record(
        "only-the-latest",
        ("operations", "end", "own list"),
        "Your recording remembers the latest operation only.",
        "Every Record has to stay in the list.",
        (
            "    listeners.append(records.append)",
            "    def hear(record):\n        records[:] = [record]\n    listeners.append(hear)",
        ),
        ("remove(records.append)", "remove(hear)"),
    ),
    _record(
        "names-alone",
        ("operations", "end", "exception", "own list"),
        "Your recording keeps the names of the operations, and loses their inputs and outputs.",
        "The list is to hold what the listeners are given, as it is.",
        (
            "    listeners.append(records.append)",
            "    def hear(record):\n        records.append(record.op)\n    listeners.append(hear)",
        ),
        ("remove(records.append)", "remove(hear)"),
    ),
    _record(
        "emptied-at-the-end",
        ("operations", "end", "exception", "own list"),
        "Your recording throws its records away when the block ends.",
        "When will somebody want to read the list?",
        (
            "listeners.remove(records.append)",
            "listeners.remove(records.append)\n        records.clear()",
        ),
    ),
    _record(
        "gives-a-copy",
        ("operations", "end", "exception", "own list"),
        "Your recording hands out a copy of its list while that is still empty.",
        "The block has to hold the very list that is written to.",
        ("yield records", "yield list(records)"),
    ),
]

# -------------------------------------------------------------------------------- tape-vjps

# The parts of tape-vjps that look at values.
EVERY_RULE = ("subtract", "multiply", "divide", "square", "exp and log", "tanh", "relu")


def _rule(name: str, fails: str, says: str, hint: str, **rules: str) -> Mistake:
    """A mistake in the rules of an operation, given as the source of a tuple.

    `fails` names a part of the question; "+ operations" adds the part of that name.
    """
    table = ", ".join(f'"{op}": {rule}' for op, rule in rules.items())
    return Mistake(
        "tape-vjps", name, says, hint, tuple(fails.split(" + ")), f"VJPS = {{**VJPS, {table}}}"
    )


VJP = [
    _rule(
        "subtract-passes-g-to-both",
        "subtract",
        "Your rule for subtract treats its second input like its first.",
        "When y grows by a little, what does x - y do?",
        subtract="(lambda g, out, x, y: g, lambda g, out, x, y: g)",
    ),
    _rule(
        "subtract-swapped",
        "subtract",
        "Your rules for subtract give each input the sign of the other.",
        "When x grows by a little, what does x - y do?",
        subtract="(lambda g, out, x, y: -g, lambda g, out, x, y: g)",
    ),
    _rule(
        "multiply-by-itself",
        "multiply + operations",
        "Your rules for multiply give each input g times itself.",
        "x * 5 reacts to x five times as strongly. Where is the 5 in your rule for x?",
        multiply="(lambda g, out, x, y: g * x, lambda g, out, x, y: g * y)",
    ),
    _rule(
        "multiply-by-out",
        "multiply",
        "Your rules for multiply scale g by the whole product.",
        "By how much does x * y change when x changes by 1?",
        multiply="(lambda g, out, x, y: g * out, lambda g, out, x, y: g * out)",
    ),
    _rule(
        "divide-without-sign",
        "divide",
        "Your rule for the second input of divide has the wrong sign.",
        "Does x / y grow or shrink when a positive y grows, for a positive x?",
        divide="(VJPS['divide'][0], lambda g, out, x, y: g * x / (y * y))",
    ),
    _rule(
        "divide-by-y-once",
        "divide",
        "Your rule for the second input of divide divides by y once, and should divide twice.",
        "Write x / y as x times y to the power -1, and differentiate that power.",
        divide="(VJPS['divide'][0], lambda g, out, x, y: -g * x / y)",
    ),
    _rule(
        "divide-times-y",
        "divide",
        "Your rule for the first input of divide multiplies by y.",
        "x / 10 reacts to x a tenth as strongly.",
        divide="(lambda g, out, x, y: g * y, VJPS['divide'][1])",
    ),
    _rule(
        "square-without-2",
        "square",
        "Your rule for square forgets the factor 2.",
        "square(x) is x * x: how many times does x take part in it?",
        square="(lambda g, out, x: g * x,)",
    ),
    _rule(
        "square-by-out",
        "square",
        "Your rule for square uses the output where the derivative has the input.",
        "The derivative is 2 times what went in, not 2 times what came out.",
        square="(lambda g, out, x: 2.0 * g * out,)",
    ),
    _rule(
        "exp-as-a-power",
        "exp and log",
        "Your rule for exp treats it as a power of x, with x * exp(x - 1).",
        "In exp(x) it is the exponent that varies. Which function is its own derivative?",
        exp="(lambda g, out, x: g * x * tf.exp(x - 1.0),)",
    ),
    _rule(
        "exp-passes-g-on",
        "exp and log + operations",
        "Your rule for exp passes g on as it is.",
        "Is exp equally steep everywhere?",
        exp="(lambda g, out, x: g,)",
    ),
    _rule(
        "log-times-x",
        "exp and log",
        "Your rule for log multiplies by x, where the derivative divides by it.",
        "Is log steep or flat at a large x?",
        log="(lambda g, out, x: g * x,)",
    ),
    _rule(
        "log-divides-by-out",
        "exp and log",
        "Your rule for log divides by the output where the derivative has the input.",
        "Is it x or log(x) that belongs below the line?",
        log="(lambda g, out, x: g / out,)",
    ),
    _rule(
        "tanh-not-squared",
        "tanh",
        "Your rule for tanh takes 1 - tanh(x), without the square.",
        "tanh is as steep at -1 as it is at 1. Is your rule?",
        tanh="(lambda g, out, x: g * (1.0 - out),)",
    ),
    _rule(
        "tanh-of-the-input",
        "tanh",
        "Your rule for tanh squares the input, where the derivative has the output.",
        "Which of x and out lies between -1 and 1?",
        tanh="(lambda g, out, x: g * (1.0 - x * x),)",
    ),
    _rule(
        "relu-passes-everything",
        "relu",
        "Your rule for relu passes g on everywhere.",
        "How strongly does relu(x) react to a negative x?",
        relu="(lambda g, out, x: g,)",
    ),
    _rule(
        "relu-looks-at-g",
        "relu",
        "Your rule for relu holds back where g is negative, and should look at x.",
        "What decides whether relu passes a number on: the number, or its gradient?",
        relu="(lambda g, out, x: tf.where(g > 0.0, g, 0.0),)",
    ),
    _rule(
        "relu-gives-ones",
        "relu",
        "Your rule for relu says where x is positive, and leaves g out.",
        "A rule hands on g, scaled. What is there to be scaled in yours?",
        relu="(lambda g, out, x: tf.where(x > 0.0, tf.ones_like(x), 0.0),)",
    ),
    _rule(
        "relu-open-at-zero",
        "relu",
        "Your rule for relu passes g on where x is exactly 0, too.",
        "x = 0 counts to the flat side: look again at the table.",
        relu="(lambda g, out, x: tf.where(x >= 0.0, g, 0.0),)",
    ),
    Mistake(
        "tape-vjps",
        "g-left-out",
        "Your rules give the derivative of their own operation, and leave g out.",
        "g says how strongly the loss reacts to out. How does it get into the result?",
        (*EVERY_RULE, "operations"),
        """
        _right = VJPS
        VJPS = dict(_right)

        def _without_g(rule):
            return lambda g, out, *inputs: rule(tf.ones_like(g), out, *inputs)

        for _op in ("subtract", "multiply", "divide", "square", "exp", "log", "tanh", "relu"):
            VJPS[_op] = tuple(_without_g(_rule) for _rule in _right[_op])
        """,
    ),
    Mistake(
        "tape-vjps",
        "g-added",
        "Your rules add g to the derivative, where the chain rule multiplies.",
        "If out reacts 3 times as strongly, and the loss 10 times as that: is it 13 or 30?",
        EVERY_RULE,
        """
        _right = VJPS
        VJPS = dict(_right)

        def _adding_g(rule):
            return lambda g, out, *inputs: g + rule(tf.ones_like(g), out, *inputs)

        for _op in ("subtract", "multiply", "divide", "square", "exp", "log", "tanh", "relu"):
            VJPS[_op] = tuple(_adding_g(_rule) for _rule in _right[_op])
        """,
    ),
    Mistake(
        "tape-vjps",
        "through-numpy",
        "Your rules give the right numbers, and compute them with NumPy, where no tape can follow.",
        "Which of your lines would a listener hear? `.numpy()` leads out of its earshot.",
        ("operations",),
        """
        _right = VJPS
        VJPS = dict(_right)

        def _through_numpy(rule):
            return lambda g, out, *inputs: tf.constant(rule(g, out, *inputs).numpy())

        for _op in ("subtract", "multiply", "divide", "square", "exp", "log", "tanh", "relu"):
            VJPS[_op] = tuple(_through_numpy(_rule) for _rule in _right[_op])
        """,
    ),
]

# -------------------------------------------------------------------------- tape-unbroadcast

UNBROADCAST = """
def unbroadcast(g, shape):
    new = len(g.shape) - len(shape)
    g = tf.reduce_sum(g, axis=tuple(range(new)))
    stretched = tuple(i for i, length in enumerate(shape) if length == 1)
    return tf.reduce_sum(g, axis=stretched, keepdims=True)
"""


def _unbroadcast(
    name: str, fails: tuple[str, ...], says: str, hint: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-unbroadcast", name, says, hint, fails, _changed(UNBROADCAST, *changes))


REPEATED = ("leading axes", "axes of length 1", "both")

UNBROADCASTING = [
    _unbroadcast(
        "leaves-g-as-it-is",
        REPEATED,
        "Your unbroadcast gives back g in the shape that it has.",
        "How many numbers did the value have, and how many gradients does it get from you?",
        ("    return tf.reduce_sum(g, axis=stretched, keepdims=True)", "    return g"),
        ("    g = tf.reduce_sum(g, axis=tuple(range(new)))\n", ""),
    ),
    _unbroadcast(
        "leading-axes-alone",
        ("axes of length 1", "both"),
        "Your unbroadcast sums the axes that the value lacked, and none that it had with length 1.",
        "A (2, 1) next to a (2, 3) is repeated three times along its second axis.",
        ("tf.reduce_sum(g, axis=stretched, keepdims=True)", "g"),
    ),
    _unbroadcast(
        "length-1-alone",
        ("leading axes", "both"),
        "Your unbroadcast sums axes of length 1, and none that the value lacked.",
        "A (3,) next to a (2, 3) is repeated twice, along an axis that it does not have.",
        ("    g = tf.reduce_sum(g, axis=tuple(range(new)))\n", ""),
        ("tuple(i for", "tuple(new + i for"),
    ),
    _unbroadcast(
        "loses-axes-of-length-1",
        ("axes of length 1", "both", "nothing to do"),
        "Your unbroadcast sums the axes of length 1 and then drops them.",
        "The result must have the value's shape to the letter. Which argument keeps an axis?",
        ("axis=stretched, keepdims=True", "axis=stretched"),
    ),
    _unbroadcast(
        "keeps-new-axes",
        ("leading axes", "both"),
        "Your unbroadcast keeps the axes that the value never had, with length 1.",
        "The result must have as many axes as the value.",
        (
            "tf.reduce_sum(g, axis=tuple(range(new)))",
            "tf.reduce_sum(g, axis=tuple(range(new)), keepdims=True)",
        ),
        ("tuple(i for", "tuple(new + i for"),
    ),
    _unbroadcast(
        "mean-of-the-shares",
        REPEATED,
        "Your unbroadcast takes the mean of the shares, where they add up.",
        "A number that is used ten times moves ten results. Is that as much as moving one?",
        ("g = tf.reduce_sum(g, axis=tuple", "g = tf.reduce_mean(g, axis=tuple"),
        ("return tf.reduce_sum", "return tf.reduce_mean"),
    ),
    _unbroadcast(
        "first-share-alone",
        REPEATED,
        "Your unbroadcast takes the first of the repeated places, and forgets the others.",
        "Every place where the value was used has a share in its gradient.",
        (
            "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n",
            "    for _ in range(new):\n        g = g[0]\n",
        ),
        (
            "    return tf.reduce_sum(g, axis=stretched, keepdims=True)",
            "    ends = [1 if i in stretched else None for i in range(g.ndim)]\n"
            "    return g[tuple(slice(end) for end in ends)]",
        ),
    ),
    _unbroadcast(
        "shapes-compared-from-the-left",
        ("leading axes", "both"),
        "Your unbroadcast compares shapes from the left, and sums the last axes away.",
        "A (3,) fits to a (2, 3). With which of the two axes does NumPy line it up?",
        ("tuple(range(new))", "tuple(range(len(shape), len(g.shape)))"),
    ),
    _unbroadcast(
        "total-everywhere",
        REPEATED,
        "Your unbroadcast sums everything as soon as the shapes differ.",
        "Only the axes that were repeated are summed. Which ones were not?",
        (
            "    new = len",
            "    if g.shape != tuple(shape):\n"
            "        return tf.broadcast_to(tf.reduce_sum(g), shape)\n"
            "    new = len",
        ),
    ),
    _unbroadcast(
        "reshapes",
        REPEATED,
        "Your unbroadcast reshapes g, which has more numbers than the value.",
        "Six numbers do not fit into three places by moving them about.",
        (
            "    new = len",
            "    return tf.reshape(g, shape)\n    new = len",
        ),
    ),
]

# --------------------------------------------------------------------------- tape-reductions

SUM = """
def _sum_x(g, out, x, axis=None, keepdims=False):
    kept = [1 if axis is None or i in axis else n for i, n in enumerate(x.shape)]
    return tf.broadcast_to(tf.reshape(g, kept), x.shape)

VJPS = {**VJPS, "reduce_sum": (_sum_x,)}
"""
MEAN = """
def _mean_x(g, out, x, axis=None, keepdims=False):
    kept = [1 if axis is None or i in axis else n for i, n in enumerate(x.shape)]
    count = len(x.numpy().ravel()) / len(out.numpy().ravel())
    return tf.broadcast_to(tf.reshape(g, kept), x.shape) / count

VJPS = {**VJPS, "reduce_mean": (_mean_x,)}
"""


def _reduction(
    name: str, fails: tuple[str, ...], says: str, hint: str, right: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-reductions", name, says, hint, fails, _changed(right, *changes))


def _product(name: str, fails: tuple[str, ...], says: str, hint: str, a: str, b: str) -> Mistake:
    """A mistake in the rules of matmul: `a` and `b` are the expressions of their results."""
    code = f'VJPS = {{**VJPS, "matmul": (lambda g, out, a, b: {a}, lambda g, out, a, b: {b})}}'
    return Mistake("tape-reductions", name, says, hint, fails, code)


A_RIGHT, B_RIGHT = "g @ tf.transpose(b)", "tf.transpose(a) @ g"
PRODUCTS = ("matmul, left", "matmul, right")

REDUCTIONS = [
    _reduction(
        "sum-not-spread",
        ("whole sum", "axis", "keepdims"),
        "Your rule for reduce_sum hands on g as it is, in the shape of the sum.",
        "The gradient for x says something for every number in x.",
        SUM,
        ("tf.broadcast_to(tf.reshape(g, kept), x.shape)", "g"),
    ),
    _reduction(
        "axis-not-put-back",
        ("axis",),
        "Your rule for reduce_sum spreads g out without putting the lost axis back.",
        "A (2,) does not broadcast to a (2, 3), and to a (2, 2) in the wrong direction.",
        SUM,
        ("tf.reshape(g, kept)", "g"),
    ),
    _reduction(
        "axis-put-back-at-the-end",
        ("axis",),
        "Your rule for reduce_sum puts the lost axis back as the last one, wherever it was.",
        "Which axis was summed: is that where your new axis of length 1 is?",
        SUM,
        ("tf.reshape(g, kept)", "tf.reshape(g, (*g.shape, *[1] * (len(x.shape) - len(g.shape))))"),
    ),
    _reduction(
        "keepdims-forgotten",
        ("keepdims",),
        "Your rule for reduce_sum adds the summed axes once more where keepdims has kept them.",
        "What is the shape of g when the sum was taken with keepdims=True?",
        SUM,
        (
            "    return",
            "    for i in sorted(axis or ()):\n        g = tf.expand_dims(g, i)\n    return",
        ),
        ("tf.reshape(g, kept)", "(g if axis else tf.reshape(g, kept))"),
    ),
    _reduction(
        "sum-divided",
        ("whole sum", "axis", "keepdims"),
        "Your rule for reduce_sum shares g out among the elements, as if it were a mean.",
        "Add 1 to one element: by how much does the sum change?",
        SUM,
        (
            "x.shape)\n",
            "x.shape) * (tf.reduce_sum(tf.ones_like(out)) / tf.reduce_sum(tf.ones_like(x)))\n",
        ),
    ),
    _reduction(
        "mean-not-divided",
        ("mean",),
        "Your rule for reduce_mean is that of a sum.",
        "Add 1 to one element of four: by how much does their mean change?",
        MEAN,
        (" / count", ""),
    ),
    _reduction(
        "mean-divided-by-all",
        ("mean",),
        "Your rule for reduce_mean divides by the number of all elements, whatever the axis.",
        "The mean of each row of a (2, 3) averages three numbers, not six.",
        MEAN,
        (" / len(out.numpy().ravel())", ""),
    ),
    _reduction(
        "mean-divided-by-the-length",
        ("mean",),
        "Your rule for reduce_mean divides by len(x), the length of the first axis.",
        "How many numbers are averaged in a (2, 3), along no axis, axis 0 and axis 1?",
        MEAN,
        ("len(x.numpy().ravel()) / len(out.numpy().ravel())", "len(x)"),
    ),
    _reduction(
        "mean-divided-by-the-output",
        ("mean",),
        "Your rule for reduce_mean divides by the number of means, not by what went into each.",
        "How many numbers come out of a mean, and how many go into one?",
        MEAN,
        ("len(x.numpy().ravel()) / len(out.numpy().ravel())", "len(out.numpy().ravel())"),
    ),
    _product(
        "matmul-not-transposed",
        PRODUCTS,
        "Your rules for matmul multiply by the other factor without transposing it.",
        "Try them with factors that are not square: do the shapes fit?",
        "g @ b",
        "a @ g",
    ),
    _product(
        "matmul-left-not-transposed",
        ("matmul, left",),
        "Your rule for the left factor of matmul does not transpose the right one.",
        "g is (n, k) and b is (m, k). What has to be turned round, to get (n, m)?",
        "g @ b",
        B_RIGHT,
    ),
    _product(
        "matmul-right-not-transposed",
        ("matmul, right",),
        "Your rule for the right factor of matmul does not transpose the left one.",
        "a is (n, m) and g is (n, k). What has to be turned round, to get (m, k)?",
        A_RIGHT,
        "a @ g",
    ),
    _product(
        "matmul-order-swapped",
        PRODUCTS,
        "Your rules for matmul have the right factors in the wrong order.",
        "A product of matrices depends on the order. Which order gives the shape you need?",
        "tf.transpose(b) @ g",
        "g @ tf.transpose(a)",
    ),
    _product(
        "matmul-result-turned-round",
        PRODUCTS,
        "Your rules for matmul give the gradients transposed.",
        "The gradient for a has the shape of a.",
        "b @ tf.transpose(g)",
        "tf.transpose(g) @ a",
    ),
    _product(
        "matmul-rules-swapped",
        PRODUCTS,
        "Your table has the two rules of matmul in each other's place.",
        "The first rule is for the first input.",
        B_RIGHT,
        A_RIGHT,
    ),
]

# ----------------------------------------------------------------------------- tape-backward

BACKWARD = """
def backward(records, targets, output_gradients, sources):
    gradients = {}

    def add(x, share):
        key = id(x)
        gradients[key] = gradients[key] + share if key in gradients else share

    for target, start in zip(targets, output_gradients):
        add(target, start)
    for record in reversed(records):
        g = gradients.get(id(record.output))
        if g is None:
            continue
        for rule, x in zip(VJPS[record.op], record.inputs):
            if rule is not None:
                share = rule(g, record.output, *record.inputs, **record.attributes)
                add(x, unbroadcast(share, x.shape))
    return [gradients.get(id(source)) for source in sources]
"""
ADD = "gradients[key] = gradients[key] + share if key in gradients else share"
EACH_INPUT = "for rule, x in zip(VJPS[record.op], record.inputs):"
# All parts of tape-backward.
EVERYTHING = (
    "chain",
    "fan-out",
    "order",
    "values",
    "None",
    "sources and targets",
    "shapes",
    "long chain",
)


def _backward(
    name: str, fails: tuple[str, ...], says: str, hint: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-backward", name, says, hint, fails, _changed(BACKWARD, *changes))


WALKING = [
    _backward(
        "overwrites",
        ("fan-out", "order", "sources and targets"),
        "Your backward writes a new share over the ones that came before.",
        "In b = a + a, how many shares does a get, and what becomes of the first?",
        (ADD, "gradients[key] = share"),
    ),
    _backward(
        "first-share-stays",
        ("fan-out", "order", "sources and targets"),
        "Your backward keeps the first share of a gradient, and drops those that follow.",
        "A value that was used twice moves the target in two ways.",
        (ADD, "gradients.setdefault(key, share)"),
    ),
    _backward(
        "same-input-once",
        ("fan-out",),
        "Your backward counts a value once where it is both inputs of one operation, as in x + x.",
        "Each input has a rule of its own, also when both are the same Tensor.",
        (
            EACH_INPUT,
            "pairs = zip(VJPS[record.op], record.inputs)\n"
            "        for rule, x in {id(x): (rule, x) for rule, x in pairs}.values():",
        ),
    ),
    _backward(
        "from-first-to-last",
        EVERYTHING,
        "Your backward walks the records from first to last.",
        "When the first record is visited, who has said yet how the target reacts to its output?",
        ("reversed(records)", "records"),
    ),
    _backward(
        "as-soon-as-reached",
        ("order",),
        "Your backward visits a record as soon as it is reached, and later shares are lost.",
        "A gradient may be handed on only when all that used the value have added their share.",
        (
            "for record in reversed(records):",
            """makers = {id(record.output): record for record in records}
    queue, visited = list(targets), set()
    for value in queue:
        if id(value) not in makers or id(value) in visited:
            continue
        visited.add(id(value))
        record = makers[id(value)]
        queue.extend(record.inputs)""",
        ),
    ),
    _backward(
        "starts-with-ones",
        EVERYTHING,
        "Your backward starts with ones, whatever output_gradients says.",
        "With which gradient does each target start?",
        ("add(target, start)", "add(target, tf.ones_like(target))"),
    ),
    _backward(
        "last-target-alone",
        ("sources and targets",),
        "Your backward starts from the last target only.",
        "Every target has a gradient to start with, and a source may reach several of them.",
        ("zip(targets, output_gradients)", "zip(targets[-1:], output_gradients[-1:])"),
    ),
    _backward(
        "zero-for-None",
        ("None",),
        "Your backward says zero where no path leads from the source to the target.",
        "What does None tell a reader that zero does not?",
        ("gradients.get(id(source)) for", "gradients.get(id(source), tf.zeros_like(source)) for"),
    ),
    _backward(
        "keyed-by-value",
        ("order", "sources and targets", "long chain"),
        "Your backward takes two Tensors of equal value for one.",
        "Two constants may both hold 2.0 and play different parts. What tells them apart?",
        (
            "    gradients = {}\n",
            "    gradients = {}\n\n    def id(x):\n        return x.shape, x.numpy().tobytes()\n",
        ),
    ),
    _backward(
        "no-unbroadcast",
        ("shapes",),
        "Your backward hands on gradients in the shape that broadcasting made.",
        "Which function brings a gradient to the shape of its value?",
        (
            "    gradients = {}\n",
            '    gradients = {}\n    bare = {"add": (lambda g, *_: g,) * 2}\n',
        ),
        ("zip(VJPS[record.op], ", "zip(bare.get(record.op, VJPS[record.op]), "),
        ("unbroadcast(share, x.shape)", "share"),
    ),
    _backward(
        "values-read-again",
        ("values",),
        "Your backward reads the Variables once more, after they have changed.",
        "The records hold the values that were used. Why compute them again?",
        (
            "    gradients = {}\n",
            """    gradients, again = {}, {}
    for record in records:
        inputs = [again.get(id(x), x) for x in record.inputs]
        again[id(record.output)] = tf.ops.apply(record.op, *inputs, **record.attributes)
""",
        ),
        (
            "rule(g, record.output, *record.inputs, ",
            "rule(g, again[id(record.output)], *[again.get(id(i), i) for i in record.inputs], ",
        ),
    ),
    _backward(
        "first-input-alone",
        ("chain", "fan-out", "order", "None", "sources and targets", "shapes"),
        "Your backward passes a gradient to the first input of an operation only.",
        "How many rules does the table have for add?",
        ("zip(VJPS[record.op], record.inputs)", "list(zip(VJPS[record.op], record.inputs))[:1]"),
    ),
    _backward(
        "rules-shifted-by-None",
        ("None",),
        "Your backward drops the Nones from the rules, so that the others meet the wrong inputs.",
        "In where(condition, x, y) the first rule is None. Whose rule is the second?",
        ("zip(VJPS[record.op], ", "zip([r for r in VJPS[record.op] if r], "),
    ),
    _backward(
        "stops-at-a-stray-record",
        ("values", "None"),
        "Your backward stops at the first record that leads nowhere.",
        "A record whose output has no gradient is of no use. And the ones before it?",
        ("            continue\n", "            break\n"),
    ),
    _backward(
        "forgets-what-it-passed",
        ("sources and targets",),
        "Your backward throws a gradient away once it is handed on, also when it was asked for.",
        "A source may lie in the middle of the program, or be the target itself.",
        ("gradients.get(id(record.output))", "gradients.pop(id(record.output), None)"),
    ),
    _backward(
        "sources-in-order-of-use",
        ("None", "sources and targets", "shapes"),
        "Your backward gives the gradients in the order in which the program used the sources.",
        "Which gradient comes first: that of the first source in the list, or of the first in use?",
        (
            "    return [",
            """    used = [id(x) for record in records for x in record.inputs]
    sources = sorted(sources, key=lambda x: used.index(id(x)) if id(x) in used else len(used))
    return [""",
        ),
    ),
    _backward(
        "recursion",
        ("long chain",),
        "Your backward calls itself for every record, and Python gives up in a long program.",
        "A loop over the list can be as long as the list.",
        (
            "    for record in reversed(records):\n",
            "    def walk(i):\n"
            "        if i < 0:\n"
            "            return\n"
            "        record = records[i]\n",
        ),
        ("            continue\n", "            return walk(i - 1)\n"),
        ("x.shape))\n", "x.shape))\n        walk(i - 1)\n\n    walk(len(records) - 1)\n"),
    ),
]

# -------------------------------------------------- tape-gradient-tape and tape-persistent

TAPE = """
class GradientTape:
    def __init__(self, persistent=False):
        self.records, self.followed = [], {}
        self.persistent, self.used = persistent, False

    def __enter__(self):
        tf.ops.listeners.append(self.hear)
        return self

    def __exit__(self, *exception):
        tf.ops.listeners.remove(self.hear)

    def watch(self, x):
        self.followed[id(x)] = x

    def follows(self, x):
        return id(x) in self.followed or (isinstance(x, tf.Variable) and x.trainable)

    def hear(self, record):
        if any(self.follows(x) for x in record.inputs):
            self.records.append(record)
            self.followed[id(record.output)] = record.output

    def gradient(self, target, sources):
        if self.used:
            raise RuntimeError("this tape was used before")
        self.used = not self.persistent
        leaves = tf.structures.flatten(sources)
        start = tf.ones_like(target)
        found = backward(self.records, [target], [start], leaves)
        result = [g if self.follows(x) else None for x, g in zip(leaves, found)]
        return tf.structures.pack_like(sources, result)
"""
ENTER = "tf.ops.listeners.append(self.hear)"
EXIT = "tf.ops.listeners.remove(self.hear)"
PACK = "return tf.structures.pack_like(sources, result)"
RESULT = "result = [g if self.follows(x) else None for x, g in zip(leaves, found)]"


def _tape(
    name: str, fails: tuple[str, ...], says: str, hint: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-gradient-tape", name, says, hint, fails, _changed(TAPE, *changes))


def _persistent(
    name: str, fails: tuple[str, ...], says: str, hint: str, *changes: tuple[str, str]
) -> Mistake:
    return Mistake("tape-persistent", name, says, hint, fails, _changed(TAPE, *changes))


EVERY_TAPE = (
    "Variables",
    "watch",
    "None or zero",
    "structure",
    "once",
    "block",
    "own records",
    "many elements",
)

TAPES = [
    _tape(
        "second-call-answered",
        ("once",),
        "Your tape answers a second call of gradient.",
        "How can the tape know, at the second call, that there was a first?",
        ("self.used = not self.persistent", "pass"),
    ),
    _tape(
        "Variables-on-request-alone",
        ("Variables", "None or zero", "structure", "once", "block", "own records", "many elements"),
        "Your tape follows only what it was told to watch, trainable Variables included.",
        "Nobody calls watch for the parameters of a model.",
        (" or (isinstance(x, tf.Variable) and x.trainable)", ""),
    ),
    _tape(
        "watches-all-Variables",
        ("Variables",),
        "Your tape follows Variables that are not trainable, too.",
        "What did the author of trainable=False want?",
        (" and x.trainable", ""),
    ),
    _tape(
        "watches-constants",
        ("watch",),
        "Your tape follows every Tensor, asked or not.",
        "Who asked for the gradient of the data? What is followed, and what only takes part?",
        ("id(x) in self.followed or (", "isinstance(x, tf.Tensor) or id(x) in self.followed or ("),
    ),
    _tape(
        "watch-does-nothing",
        ("watch", "own records"),
        "Your tape does not follow what it is told to watch.",
        "What does watch have to leave behind, for the next record to find?",
        ("        self.followed[id(x)] = x\n", "        pass\n"),
    ),
    _tape(
        "watch-works-backwards",
        ("watch",),
        "Your tape counts what happened to a Tensor before it was watched.",
        "`From now on`, says watch. When is it decided whether a record is kept?",
        ("if any(self.follows(x) for x in record.inputs):", "if True:"),
        ("            self.followed[id(record.output)] = record.output\n", ""),
    ),
    _tape(
        "id-of-what-is-gone",
        ("watch",),
        "Your tape remembers the id of what it watches, and not the object, so that a stranger may "
        "get that id.",
        "When nobody holds an object any more, what may Python do with its id?",
        ("        self.followed[id(x)] = x\n", "        self.followed[id(x)] = None\n"),
    ),
    _tape(
        "outputs-not-followed",
        (
            "Variables",
            "watch",
            "None or zero",
            "structure",
            "once",
            "block",
            "own records",
            "many elements",
        ),
        "Your tape keeps the operations on what is watched, and not those on their results.",
        "In -(x * x), is the minus applied to x? And does it depend on x?",
        ("            self.followed[id(record.output)] = record.output\n", ""),
    ),
    _tape(
        "zero-for-None",
        ("Variables", "watch", "None or zero", "block", "own records"),
        "Your tape says zero where no path leads from the source to the target.",
        "A Variable that was forgotten in the model: should its owner see a zero?",
        (
            RESULT,
            RESULT + "\n"
            "        pairs = zip(leaves, result)\n"
            "        result = [tf.zeros_like(x) if g is None else g for x, g in pairs]",
        ),
    ),
    _tape(
        "None-for-zero",
        ("None or zero",),
        "Your tape says None where the gradient is zero.",
        "Zero is a number: the target depends on the source, and is flat at this place.",
        (
            "g if self.follows(x) else None",
            "g if self.follows(x) and g is not None and g.numpy().any() else None",
        ),
    ),
    _tape(
        "always-a-list",
        ("Variables", "watch", "None or zero", "structure", "once", "block", "own records"),
        "Your tape gives a list, also when it is asked for a single gradient.",
        "What is the type of the sources in tape.gradient(y, v)?",
        (PACK, "return result"),
    ),
    _tape(
        "lists-for-all-structures",
        ("structure",),
        "Your tape gives a flat list for every structure of sources.",
        "Where does the reader of a dict of sources look for the gradient of 'W'?",
        (PACK, "return result if isinstance(sources, (list, tuple, dict)) else result[0]"),
    ),
    _tape(
        "keys-sorted",
        ("structure",),
        "Your tape sorts the keys of a dict of sources, and gives the gradients to the wrong keys.",
        "Which gradient ends up under which key?",
        (
            "leaves = tf.structures.flatten(sources)",
            "by_key = isinstance(sources, dict)\n"
            "        in_order = [sources[k] for k in sorted(sources)] if by_key else sources\n"
            "        leaves = tf.structures.flatten(in_order)",
        ),
    ),
    _tape(
        "order-reversed",
        ("structure", "many elements", "Variables", "watch", "None or zero", "own records"),
        "Your tape gives the gradients in the reverse order of the sources.",
        "The walk goes backwards. Do the results have to?",
        (PACK, "return tf.structures.pack_like(sources, result[::-1])"),
    ),
    _tape(
        "a-source-once",
        ("structure",),
        "Your tape gives a source that is asked for twice a gradient only once.",
        "Is a gradient used up when it is handed out?",
        (
            RESULT,
            RESULT + "\n"
            "        for i, x in enumerate(leaves):\n"
            "            if any(x is other for other in leaves[:i]):\n"
            "                result[i] = None",
        ),
    ),
    _tape(
        "left-on-by-an-exception",
        ("block",),
        "Your tape goes on recording when its block ends in an exception.",
        "Python calls __exit__ in any case. What does yours do with the exception it is told of?",
        (EXIT, "if exception[0] is None:\n            " + EXIT),
    ),
    _tape(
        "never-stops",
        ("block",),
        "Your tape goes on recording after its block.",
        "You put a listener into the list. Who takes it out?",
        (EXIT, "pass"),
    ),
    _tape(
        "swallows-exceptions",
        ("block",),
        "Your tape keeps the exceptions of its block to itself.",
        "What does Python take a true result of __exit__ for?",
        (EXIT, EXIT + "\n        return True"),
    ),
    _tape(
        "one-tape-for-all",
        ("own records",),
        "All of your tapes write to one and the same list.",
        "How often does a line in the class body run, and how often one in __init__?",
        (
            "    def __init__(self, persistent=False):\n"
            "        self.records, self.followed = [], {}\n",
            "    records, followed = [], {}\n\n    def __init__(self, persistent=False):\n",
        ),
    ),
    _tape(
        "outer-tape-deaf",
        ("own records",),
        "While one of your tapes runs inside another, the outer one hears nothing.",
        "Can a tape begin to listen without touching those who listen already?",
        (ENTER, "self.before = list(tf.ops.listeners)\n        tf.ops.listeners[:] = [self.hear]"),
        (EXIT, "tf.ops.listeners[:] = self.before"),
    ),
    _tape(
        "mean-of-the-elements",
        ("Variables", "watch", "None or zero", "once", "block", "own records", "many elements"),
        "Your tape takes the mean of a target of many elements, where their sum is meant.",
        "With which gradient does each element of the target start?",
        (
            "start = tf.ones_like(target)",
            "start = tf.ones_like(target) / float(np.prod(target.shape))",
        ),
        ("\nclass GradientTape:", "\nimport numpy as np\n\nclass GradientTape:"),
    ),
    _tape(
        "first-element-alone",
        ("Variables", "watch", "None or zero", "once", "block", "own records", "many elements"),
        "Your tape differentiates the first element of the target only.",
        "Every element of the target starts with the gradient 1.",
        (
            "start = tf.ones_like(target)",
            "first = np.eye(1, int(np.prod(target.shape)), dtype=target.dtype)\n"
            "        start = tf.constant(first.reshape(target.shape))",
        ),
        ("\nclass GradientTape:", "\nimport numpy as np\n\nclass GradientTape:"),
    ),
    _tape(
        "enter-returns-nothing",
        EVERY_TAPE,
        "The `as` of your tape's block gets None.",
        "What does __enter__ have to return?",
        (ENTER + "\n        return self", ENTER),
    ),
]

PERSISTENT = [
    _persistent(
        "persistent-ignored",
        ("persistent",),
        "Your tape refuses a second call, also when it was made to be persistent.",
        "What distinguishes the two kinds of tape at the end of a call?",
        ("self.used = not self.persistent", "self.used = True"),
    ),
    _persistent(
        "never-refuses",
        ("once",),
        "Your tape answers as often as it is asked, persistent or not.",
        "What distinguishes the two kinds of tape at the end of a call?",
        ("self.used = not self.persistent", "pass"),
    ),
    _persistent(
        "persistent-by-default",
        ("once",),
        "Your tape is persistent unless it is told not to be.",
        "What is the default of persistent?",
        ("persistent=False", "persistent=True"),
    ),
    _persistent(
        "records-gone-after-one-call",
        ("persistent",),
        "Your persistent tape throws its records away after the first call.",
        "What does the second call need, that the first one needed too?",
        (PACK, "self.records = []\n        " + PACK),
    ),
    _persistent(
        "adds-to-the-last-call",
        ("persistent",),
        "Your persistent tape adds the gradients of a call to those of the calls before.",
        "Gradients add up within one walk. Where do they belong when the walk is over?",
        (
            "self.records, self.followed = [], {}",
            "self.records, self.followed, self.earlier = [], {}, {}",
        ),
        (
            PACK,
            """for i, x in enumerate(leaves):
            if result[i] is not None and id(x) in self.earlier:
                result[i] = result[i] + self.earlier[id(x)]
            if result[i] is not None:
                self.earlier[id(x)] = result[i]
        """
            + PACK,
        ),
    ),
    _persistent(
        "repeats-the-first-answer",
        ("persistent",),
        "Your persistent tape gives the answer of its first call to every other call, too.",
        "The next call may ask for another target, or for other sources.",
        (
            "self.records, self.followed = [], {}",
            "self.records, self.followed, self.answer = [], {}, None",
        ),
        (
            PACK,
            "if self.answer is None:\n"
            "            self.answer = tf.structures.pack_like(sources, result)\n"
            "        return self.answer",
        ),
    ),
    _persistent(
        "walk-not-recorded",
        ("second order",),
        "While your tape computes a gradient, no other tape can hear it.",
        "The inner gradient is computed by operations. Who keeps the outer tape from hearing them?",
        (
            "found = backward(self.records, [target], [start], leaves)",
            """heard = list(tf.ops.listeners)
        tf.ops.listeners.clear()
        found = backward(self.records, [target], [start], leaves)
        tf.ops.listeners[:] = heard""",
        ),
    ),
    _persistent(
        "records-until-it-is-asked",
        ("second order",),
        "Your tape records until gradient is called, and not until its block ends.",
        "What ran after the block of the outer tape is none of its business.",
        (EXIT, "pass"),
        (
            "        leaves = ",
            "        if self.hear in tf.ops.listeners:\n            "
            + EXIT
            + "\n        leaves = ",
        ),
    ),
]

MISTAKES: list[Mistake] = [
    *RECORD,
    *VJP,
    *UNBROADCASTING,
    *REDUCTIONS,
    *WALKING,
    *TAPES,
    *PERSISTENT,
]
