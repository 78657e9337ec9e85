"""Mistakes of the stage tape.

The rules (`VJPS`) are changed one by one. Of what is longer there is a right version in
the library, and a mistake is that version with a line or two changed.
"""

from autograder.outside.course.mistake import Mistake

from .tape_library import (
    A_RIGHT,
    ADD,
    B_RIGHT,
    EACH_INPUT,
    ENTER,
    EVERYTHING,
    EXIT,
    PACK,
    PRODUCTS,
    RESULT,
    of_backward,
    of_mean,
    of_persistent,
    of_product,
    of_record,
    of_rules,
    of_sum,
    of_tape,
    of_unbroadcast,
)
from .tape_promises import PROMISES

# ------------------------------------------------------------------------------ tape-record

RECORD_MISTAKES = [
    of_record(
        "left-on-by-an-exception",
        "Your recording goes on for ever when its block ends in an exception.",
        "Which lines of a function run after an exception, and which do not?",
        fails=("exception",),
        edits={
            "    try:\n        yield records\n    finally:\n        ": "    yield records\n    "
        },
    ),
    of_record(
        "never-stops",
        "Your recording does not stop at the end of the block.",
        "You put a listener into the list. Who takes it out?",
        fails=("end", "exception"),
        edits={"listeners.remove(records.append)": "pass"},
    ),
    of_record(
        "swallows-exceptions",
        "Your recording keeps the exceptions of its block to itself.",
        "What becomes of an exception that meets an `except` without a `raise`?",
        fails=("exception",),
        edits={
            "    finally:\n        l": (
                "    except Exception:\n        pass\n    finally:\n        l"
            )
        },
    ),
    of_record(
        "ends-everybody",
        "Your recording silences all listeners when its block ends, those of an outer block, too.",
        "Only one of the listeners is yours to take out.",
        fails=("own list",),
        edits={"listeners.remove(records.append)": "listeners.clear()"},
    ),
    of_record(
        "silences-the-outer-block",
        "While your recording runs, a block around it hears nothing.",
        "Can you begin to listen without touching those who listen already?",
        fails=("own list",),
        edits={
            "    listeners.append(r": "    before = list(listeners)\n    listeners[:] = [r",
            "append)\n    try": "append]\n    try",
            "listeners.remove(records.append)": "listeners[:] = before",
        },
    ),
    of_record(
        "one-list-emptied-each-time",
        "All blocks of your recording write to one list, which each of them empties first.",
        "How often is a line outside the function run, and how often one inside it?",
        fails=("own list",),
        edits={
            "@contextmanager": "records = []\n\n@contextmanager",
            "listeners, records = tf.ops.listeners, []": "listeners = tf.ops.listeners",
            "    listeners.append(": "    records.clear()\n    listeners.append(",
        },
    ),
    of_record(
        "one-list-for-all",
        "All blocks of your recording write to one and the same list.",
        "How often is a line outside the function run, and how often one inside it?",
        fails=("operations", "end", "exception", "own list"),
        costly="What earlier blocks recorded is in every later list.",
        remembers=True,
        edits={
            "@contextmanager": "records = []\n\n@contextmanager",
            "listeners, records = tf.ops.listeners, []": "listeners = tf.ops.listeners",
        },
    ),
    of_record(
        "newest-first",
        "Your recording puts the newest record first.",
        "In which order did the operations run, and in which order does the list have them?",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n        records.insert(0, record)\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "only-the-latest",
        "Your recording remembers the latest operation only.",
        "Every Record has to stay in the list.",
        fails=("operations", "end", "exception", "own list"),
        costly="There is never more than one Record.",
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n        records[:] = [record]\n    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "names-alone",
        "Your recording keeps the names of the operations, and loses their inputs and outputs.",
        "The list is to hold what the listeners are given, as it is.",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n        records.append(record.op)\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "emptied-at-the-end",
        "Your recording throws its records away when the block ends.",
        "When will somebody want to read the list?",
        fails=("end", "exception"),
        edits={
            "listeners.remove(records.append)": (
                "listeners.remove(records.append)\n        records.clear()"
            )
        },
    ),
    of_record(
        "delivered-at-the-end",
        "Your recording fills its list when the block ends; inside the block it is empty.",
        "The list may be read while the block still runs. When does a record have to be there?",
        fails=("operations", "own list"),
        costly="Whoever reads the list inside the block finds it empty.",
        edits={
            "    listeners.append(records.append)": (
                "    heard = []\n    listeners.append(heard.append)"
            ),
            "listeners.remove(records.append)": (
                "listeners.remove(heard.append)\n        records.extend(heard)"
            ),
        },
    ),
    of_record(
        "gives-a-copy",
        "Your recording hands out a copy of its list while that is still empty.",
        "The block has to hold the very list that is written to.",
        fails=("operations", "end", "exception", "own list"),
        costly="The list stays empty.",
        edits={"yield records": "yield list(records)"},
    ),
    of_record(
        "reads-left-out",
        "Your recording leaves out that a Variable is read.",
        "To read a Variable is an operation like any other: look at the first record of `W * x`.",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n"
                '        if record.op != "read_variable":\n'
                "            records.append(record)\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "inputs-copied",
        "Your recording keeps copies of the inputs, and not the Tensors themselves.",
        "Two Tensors of one value play different parts. Which object will somebody look for?",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n"
                "        copies = tuple(tf.constant(x.numpy()) for x in record.inputs)\n"
                "        records.append(record._replace(inputs=copies))\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "attributes-lost",
        "Your recording loses the attributes of an operation, such as the axis of a sum.",
        "A Record has four fields. Which of them do you hand on?",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n"
                "        records.append(record._replace(attributes={}))\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "twenty-records-at-most",
        "Your recording stops after twenty operations.",
        "How long may a program be?",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)": (
                "    def hear(record):\n"
                "        if len(records) < 20:\n"
                "            records.append(record)\n"
                "    listeners.append(hear)"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "a-deque-for-a-list",
        "What your recording hands out looks like a list, but is not one.",
        "What can a list do that your records cannot? Try `records[1:]`.",
        fails=("operations",),
        edits={
            "from contextlib": "from collections import deque\nfrom contextlib",
            "tf.ops.listeners, []": "tf.ops.listeners, deque()",
        },
    ),
    of_record(
        "stops-for-errors-alone",
        "Your recording goes on when the block is ended by KeyboardInterrupt: the stop button.",
        "Not every exception is an Exception. Which block runs whatever happens?",
        fails=("exception",),
        edits={
            "    finally:\n        listeners.remove(records.append)": (
                "    except Exception:\n"
                "        listeners.remove(records.append)\n"
                "        raise\n"
                "    else:\n"
                "        listeners.remove(records.append)"
            )
        },
    ),
    of_record(
        "emptied-by-an-exception",
        "Your recording throws its records away when the block ends in an exception.",
        "A program failed: what did it do before that? Somebody may want to know.",
        fails=("exception",),
        edits={
            "    try:\n        yield records\n": (
                "    try:\n        yield records\n"
                "    except BaseException:\n        records.clear()\n        raise\n"
            )
        },
    ),
    of_record(
        "takes-out-the-last",
        "Your recording takes out a listener that somebody else put in during the block.",
        "Somebody may have begun to listen during your block. How do you find your own listener?",
        fails=("own list",),
        edits={"listeners.remove(records.append)": "listeners.pop()"},
    ),
    of_record(
        "takes-out-by-place",
        "Your recording removes whatever listener stands where its own stood at first.",
        "Somebody may stop listening during your block. Where is your own listener then?",
        fails=("own list",),
        edits={
            "    listeners.append(": "    place = len(listeners)\n    listeners.append(",
            "listeners.remove(records.append)": "del listeners[place]",
        },
    ),
    of_record(
        "takes-out-the-first",
        "Your recording takes out whichever listener came first, and that need not be its own.",
        "Somebody may have listened before your block began. How do you find your own listener?",
        fails=("own list",),
        edits={"listeners.remove(records.append)": "listeners.pop(0)"},
    ),
    of_record(
        "stops-after-an-exception-alone",
        "Your recording stops when its block ends in an exception, and at no other time.",
        "What runs in your function when the block ends as it should?",
        fails=("end",),
        edits={
            "    finally:\n        listeners.remove(records.append)": (
                "    except BaseException:\n        listeners.remove(records.append)\n        raise"
            )
        },
    ),
    of_record(
        "list-used-again",
        "Your recording gives a new block the list of one that has ended.",
        "Somebody may still want to read the old list. How old is the list of a new block?",
        fails=("own list",),
        edits={
            "@contextmanager": "spare = []\n\n@contextmanager",
            "    listeners, records = tf.ops.listeners, []": (
                "    listeners, records = tf.ops.listeners, spare.pop() if spare else []\n"
                "    records.clear()"
            ),
            "listeners.remove(records.append)": (
                "listeners.remove(records.append)\n        spare.append(records)"
            ),
        },
    ),
    of_record(
        "innermost-alone",
        "When one of your blocks runs inside another, only the inner one records.",
        "What runs in an inner block runs in the outer one, too. Who tells the outer list?",
        fails=("own list",),
        edits={
            "@contextmanager": "active = []\n\n@contextmanager",
            "    listeners.append(records.append)": (
                "    if active:\n"
                "        listeners.remove(active[-1])\n"
                "    listeners.append(records.append)\n"
                "    active.append(records.append)"
            ),
            "listeners.remove(records.append)": (
                "listeners.remove(active.pop())\n"
                "        if active:\n"
                "            listeners.append(active[-1])"
            ),
        },
    ),
    of_record(
        "records-made-anew",
        "Your recording makes new Records of those that it hears.",
        "A Record with the same contents is another object. Which one do other listeners get?",
        fails=("operations",),
        edits={
            "    listeners.append(records.append)\n": (
                "    hear = lambda record: records.append(record._replace(op=record.op))\n"
                "    listeners.append(hear)\n"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "sorted-at-the-end",
        "Your recording sorts its records when the block ends.",
        "A tape is read backward. What does the order of its records say?",
        fails=("end",),
        edits={
            "listeners.remove(records.append)": (
                "listeners.remove(records.append)\n        records.sort(key=lambda r: r.op)"
            )
        },
    ),
    of_record(
        "no-context-manager",
        "Your recording is a plain generator: there is no `@contextmanager` above it.",
        "What makes a function with a `yield` fit for a `with` statement?",
        fails=("operations", "end", "exception", "own list"),
        costly="No `with` block can be entered.",
        edits={"@contextmanager\n": ""},
    ),
    of_record(
        "nothing-after-as",
        "Your recording yields nothing, so that the name after `as` is None.",
        "What does the block get to see? It stands behind `yield`.",
        fails=("operations", "end", "exception", "own list"),
        costly="Nobody ever gets to see the list.",
        edits={"yield records": "yield"},
    ),
    of_record(
        "another-function-removed",
        "Your recording tries to take out a function that it never put in.",
        "Two functions that look alike are two objects. Which of them is in the list?",
        fails=("operations", "end", "exception", "own list"),
        costly="Every block ends in an error.",
        edits={"listeners.remove(records.append)": "listeners.remove(lambda r: records.append(r))"},
    ),
]

# -------------------------------------------------------------------------------- tape-vjps

# The parts of tape-vjps that look at values.
EVERY_RULE = ("subtract", "multiply", "divide", "square", "exp and log", "tanh", "relu")


VJP_MISTAKES = [
    of_rules(
        "subtract-passes-g-to-both",
        "Your rule for subtract treats its second input like its first.",
        "When y grows by a little, what does x - y do?",
        fails=("subtract",),
        subtract="(lambda g, out, x, y: g, lambda g, out, x, y: g)",
    ),
    of_rules(
        "subtract-swapped",
        "Your rules for subtract give each input the sign of the other.",
        "When x grows by a little, what does x - y do?",
        fails=("subtract",),
        subtract="(lambda g, out, x, y: -g, lambda g, out, x, y: g)",
    ),
    of_rules(
        "multiply-by-itself",
        "Your rules for multiply give each input g times itself.",
        "x * 5 reacts to x five times as strongly. Where is the 5 in your rule for x?",
        fails=("multiply", "operations"),
        multiply="(lambda g, out, x, y: g * x, lambda g, out, x, y: g * y)",
    ),
    of_rules(
        "multiply-by-out",
        "Your rules for multiply scale g by the whole product.",
        "By how much does x * y change when x changes by 1?",
        fails=("multiply",),
        multiply="(lambda g, out, x, y: g * out, lambda g, out, x, y: g * out)",
    ),
    of_rules(
        "divide-without-sign",
        "Your rule for the second input of divide has the wrong sign.",
        "Does x / y grow or shrink when a positive y grows, for a positive x?",
        fails=("divide",),
        divide="(VJPS['divide'][0], lambda g, out, x, y: g * x / (y * y))",
    ),
    of_rules(
        "divide-by-y-once",
        "Your rule for the second input of divide divides by y once, and should divide twice.",
        "Write x / y as x times y to the power -1, and differentiate that power.",
        fails=("divide",),
        divide="(VJPS['divide'][0], lambda g, out, x, y: -g * x / y)",
    ),
    of_rules(
        "divide-times-y",
        "Your rule for the first input of divide multiplies by y.",
        "x / 10 reacts to x a tenth as strongly.",
        fails=("divide",),
        divide="(lambda g, out, x, y: g * y, VJPS['divide'][1])",
    ),
    of_rules(
        "square-without-2",
        "Your rule for square forgets the factor 2.",
        "square(x) is x * x: how many times does x take part in it?",
        fails=("square",),
        square="(lambda g, out, x: g * x,)",
    ),
    of_rules(
        "square-by-out",
        "Your rule for square uses the output where the derivative has the input.",
        "The derivative is 2 times what went in, not 2 times what came out.",
        fails=("square",),
        square="(lambda g, out, x: 2.0 * g * out,)",
    ),
    of_rules(
        "exp-as-a-power",
        "Your rule for exp treats it as a power of x, with x * exp(x - 1).",
        "In exp(x) it is the exponent that varies. Which function is its own derivative?",
        fails=("exp and log",),
        exp="(lambda g, out, x: g * x * tf.exp(x - 1.0),)",
    ),
    of_rules(
        "exp-passes-g-on",
        "Your rule for exp passes g on as it is.",
        "Is exp equally steep everywhere?",
        fails=("exp and log", "operations"),
        exp="(lambda g, out, x: g,)",
    ),
    of_rules(
        "log-times-x",
        "Your rule for log multiplies by x, where the derivative divides by it.",
        "Is log steep or flat at a large x?",
        fails=("exp and log",),
        log="(lambda g, out, x: g * x,)",
    ),
    of_rules(
        "log-divides-by-out",
        "Your rule for log divides by the output where the derivative has the input.",
        "Is it x or log(x) that belongs below the line?",
        fails=("exp and log",),
        log="(lambda g, out, x: g / out,)",
    ),
    of_rules(
        "tanh-not-squared",
        "Your rule for tanh takes 1 - tanh(x), without the square.",
        "tanh is as steep at -1 as it is at 1. Is your rule?",
        fails=("tanh",),
        tanh="(lambda g, out, x: g * (1.0 - out),)",
    ),
    of_rules(
        "tanh-of-the-input",
        "Your rule for tanh squares the input, where the derivative has the output.",
        "Which of x and out lies between -1 and 1?",
        fails=("tanh",),
        tanh="(lambda g, out, x: g * (1.0 - x * x),)",
    ),
    of_rules(
        "relu-passes-everything",
        "Your rule for relu passes g on everywhere.",
        "How strongly does relu(x) react to a negative x?",
        fails=("relu",),
        relu="(lambda g, out, x: g,)",
    ),
    of_rules(
        "relu-looks-at-g",
        "Your rule for relu stops g where g is negative; it should look at x.",
        "What decides whether relu passes a gradient on: the input, or the gradient?",
        fails=("relu",),
        relu="(lambda g, out, x: tf.where(g > 0.0, g, 0.0),)",
    ),
    of_rules(
        "relu-gives-ones",
        "Your rule for relu leaves g out: what it gives where x is positive does not depend on g.",
        "A rule hands on g, scaled. What does yours scale?",
        fails=("relu", "operations"),
        relu="(lambda g, out, x: tf.where(x > 0.0, tf.ones_like(x), 0.0),)",
    ),
    of_rules(
        "relu-open-at-zero",
        "Your rule for relu passes g on where x is exactly 0, too.",
        "x = 0 belongs to the flat side: look at the table again.",
        fails=("relu",),
        relu="(lambda g, out, x: tf.where(x >= 0.0, g, 0.0),)",
    ),
    of_rules(
        "multiply-first-adds",
        "Your rule for the first input of multiply adds y to g.",
        "If y is 3 and the gradient of out is 10, is the gradient of x 13 or 30?",
        fails=("multiply",),
        multiply="(lambda g, out, x, y: g + y, VJPS['multiply'][1])",
    ),
    of_rules(
        "multiply-second-by-out",
        "Your rule for the second input of multiply scales g by the whole product.",
        "By how much does x * y change when y changes by 1?",
        fails=("multiply",),
        multiply="(VJPS['multiply'][0], lambda g, out, x, y: g * out)",
    ),
    of_rules(
        "relu-as-the-absolute-value",
        "Your rule for relu flips the sign where x is negative.",
        "relu is flat there: it is not the absolute value.",
        fails=("relu",),
        relu="(lambda g, out, x: g * tf.sign(x),)",
    ),
    of_rules(
        "multiply-y-as-a-number",
        "Your rule for the first input of multiply takes the numbers out of y, and a tape loses "
        "track there.",
        "Which of your lines would a listener hear? `.numpy()` leads out of its earshot.",
        fails=("operations",),
        multiply="(lambda g, out, x, y: g * y.numpy(), VJPS['multiply'][1])",
    ),
    of_rules(
        "tanh-of-a-copy",
        "Your rule for tanh makes a new Tensor of the numbers of `out`, and a tape loses track "
        "there.",
        "A constant has no past. From which Tensor could a tape find its way back to x?",
        fails=("operations",),
        tanh="(lambda g, out, x: g * (1.0 - tf.constant(out.numpy() ** 2)),)",
    ),
    of_rules(
        "relu-with-numpy",
        "Your rule for relu works with NumPy, where no tape can follow.",
        "Is there an operation of `tf` that chooses as `np.where` does?",
        fails=("operations",),
        relu="(lambda g, out, x: tf.constant((x.numpy() > 0.0) * g.numpy()),)",
    ),
    of_rules(
        "relu-in-float32",
        "Your rule for relu takes float32 for granted.",
        "The inputs may be float64. Which dtype does your mask have?",
        fails=("operations",),
        relu="(lambda g, out, x: g * tf.cast(x > 0.0, tf.float32),)",
    ),
    of_rules(
        "exp-base-unknown",
        "Your rule for exp multiplies g by x * exp(x).",
        "Which function is its own derivative?",
        fails=("exp and log",),
        exp="(lambda g, out, x: g * x * out,)",
    ),
    of_rules(
        "log-of-the-size",
        "Your rule for log divides by x squared.",
        "Differentiate log(x), not 1 / x.",
        fails=("exp and log",),
        log="(lambda g, out, x: g / (x * x),)",
    ),
    Mistake(
        "tape-vjps",
        "g-left-out",
        "Your rules give the derivative of their own operation, and leave g out.",
        "g says how strongly the loss reacts to out. How does it get into the result?",
        fails=(*EVERY_RULE, "operations"),
        costly="All rules are wrong.",
        code="""
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
        fails=EVERY_RULE,
        costly="All rules are wrong.",
        code="""
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
        fails=("operations",),
        code="""
        _right = VJPS
        VJPS = dict(_right)

        def _through_numpy(rule):
            return lambda g, out, *inputs: tf.constant(rule(g, out, *inputs).numpy())

        for _op in ("subtract", "multiply", "divide", "square", "exp", "log", "tanh", "relu"):
            VJPS[_op] = tuple(_through_numpy(_rule) for _rule in _right[_op])
        """,
    ),
    of_rules(
        "multiply-by-way-of-out",
        "Your rule for the first input of multiply divides the product by x to get y.",
        "What is 0 * y / 0? The other input is at hand.",
        fails=("multiply",),
        multiply='(lambda g, out, x, y: g * out / x, VJPS["multiply"][1])',
    ),
    of_rules(
        "square-by-way-of-out",
        "Your rule for square divides the output by x to get x.",
        "What is 0 / 0? The input is at hand.",
        fails=("square",),
        square="(lambda g, out, x: 2.0 * g * out / x,)",
    ),
    of_rules(
        "log-kept-away-from-zero",
        "Your rule for log does not divide by numbers that are close to 0.",
        "How steep is the logarithm close to 0? Steep slopes are slopes, too.",
        fails=("exp and log",),
        log="(lambda g, out, x: g / tf.maximum(x, 0.1),)",
    ),
]

# -------------------------------------------------------------------------- tape-unbroadcast

REPEATED = ("leading axes", "axes of length 1", "both")

UNBROADCAST_MISTAKES = [
    of_unbroadcast(
        "leaves-g-as-it-is",
        "Your unbroadcast gives back g in the shape that it has.",
        "How many numbers did the value have, and how many gradients does it get from you?",
        fails=("leading axes", "axes of length 1", "both", "Tensor", "dtype"),
        costly="Nothing is ever summed.",
        edits={
            "    return tf.reduce_sum(g, axis=stretched, keepdims=True)": "    return g",
            "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n": "",
        },
    ),
    of_unbroadcast(
        "leading-axes-alone",
        "Your unbroadcast sums the axes that the value lacked, and none that it had with length 1.",
        "A (2, 1) next to a (2, 3) is repeated three times along its second axis.",
        fails=("axes of length 1", "both"),
        edits={"tf.reduce_sum(g, axis=stretched, keepdims=True)": "g"},
    ),
    of_unbroadcast(
        "length-1-alone",
        "Your unbroadcast sums axes of length 1, and none that the value lacked.",
        "A (3,) next to a (2, 3) is repeated twice, along an axis that it does not have.",
        fails=("leading axes", "both"),
        edits={
            "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n": "",
            "tuple(i for": "tuple(new + i for",
        },
    ),
    of_unbroadcast(
        "loses-axes-of-length-1",
        "Your unbroadcast sums the axes of length 1 and then drops them.",
        "The result must have exactly the value's shape. Which argument keeps an axis?",
        fails=("axes of length 1", "both", "nothing to do"),
        edits={"axis=stretched, keepdims=True": "axis=stretched"},
    ),
    of_unbroadcast(
        "keeps-new-axes",
        "Your unbroadcast keeps the axes that the value never had, with length 1.",
        "The result must have as many axes as the value.",
        fails=("leading axes", "both"),
        edits={
            "tf.reduce_sum(g, axis=tuple(range(new)))": (
                "tf.reduce_sum(g, axis=tuple(range(new)), keepdims=True)"
            ),
            "tuple(i for": "tuple(new + i for",
        },
    ),
    of_unbroadcast(
        "mean-of-the-shares",
        "Your unbroadcast takes the mean of the shares, and not their sum.",
        "A number that is used ten times moves ten results. Is that as much as moving one?",
        fails=REPEATED,
        costly="A mean for a sum spoils every result.",
        edits={
            "g = tf.reduce_sum(g, axis=tuple": "g = tf.reduce_mean(g, axis=tuple",
            "return tf.reduce_sum": "return tf.reduce_mean",
        },
    ),
    of_unbroadcast(
        "first-share-alone",
        "Your unbroadcast takes the first of the repeated places, and forgets the others.",
        "Every place where the value was used has a share in its gradient.",
        fails=REPEATED,
        costly="One share for all spoils every result.",
        edits={
            "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n": (
                "    for _ in range(new):\n        g = g[0]\n"
            ),
            "    return tf.reduce_sum(g, axis=stretched, keepdims=True)": (
                "    ends = [1 if i in stretched else None for i in range(g.ndim)]\n"
                "    return g[tuple(slice(end) for end in ends)]"
            ),
        },
    ),
    of_unbroadcast(
        "shapes-compared-from-the-left",
        "Your unbroadcast compares shapes from the left, and sums the last axes away.",
        "A (3,) broadcasts to a (2, 3). With which of the two axes does NumPy line it up?",
        fails=("leading axes", "both"),
        edits={"tuple(range(new))": "tuple(range(len(shape), len(g.shape)))"},
    ),
    of_unbroadcast(
        "total-everywhere",
        "Your unbroadcast sums everything as soon as the shapes differ.",
        "Only the axes that were repeated are summed. Which ones were not?",
        fails=("leading axes", "axes of length 1", "both"),
        costly="The total for each spoils every result.",
        edits={
            "    new = len": (
                "    if g.shape != tuple(shape):\n"
                "        return tf.broadcast_to(tf.reduce_sum(g), shape)\n"
                "    new = len"
            )
        },
    ),
    of_unbroadcast(
        "keeps-a-leading-axis-of-length-1",
        "Your unbroadcast hands back g as soon as it has as many numbers as the value.",
        "A (1, 3) and a (3,) hold three numbers each. Is that the same shape?",
        fails=("leading axes",),
        edits={
            "    new = len": (
                "    if g.numpy().size == int(np.prod(shape)):\n        return g\n    new = len"
            ),
            "\ndef unbroadcast": "\nimport numpy as np\n\ndef unbroadcast",
        },
    ),
    of_unbroadcast(
        "forgets-to-return",
        "Your unbroadcast returns nothing when there is nothing to sum.",
        "Which value does a function give whose last line is not a `return`?",
        fails=("nothing to do",),
        edits={"    new = len": "    if g.shape == tuple(shape):\n        return\n    new = len"},
    ),
    of_unbroadcast(
        "returns-an-array",
        "Your unbroadcast returns a NumPy array.",
        "A gradient is a Tensor like any other: somebody will compute with it.",
        fails=("Tensor", "nothing to do"),
        edits={
            "return tf.reduce_sum(g, axis=stretched, keepdims=True)": (
                "return tf.reduce_sum(g, axis=stretched, keepdims=True).numpy()"
            )
        },
    ),
    of_unbroadcast(
        "float32-whatever-comes",
        "Your unbroadcast gives float32, whatever the dtype of g is.",
        "Which dtype should the sum of float64 numbers have?",
        fails=("dtype",),
        edits={
            "return tf.reduce_sum(g, axis=stretched, keepdims=True)": (
                "return tf.cast(tf.reduce_sum(g, axis=stretched, keepdims=True), tf.float32)"
            )
        },
    ),
    of_unbroadcast(
        "float64-whatever-comes",
        "Your unbroadcast gives float64, whatever the dtype of g is.",
        "Which dtype should the sum of float32 numbers have?",
        fails=("dtype",),
        edits={
            "return tf.reduce_sum(g, axis=stretched, keepdims=True)": (
                "return tf.cast(tf.reduce_sum(g, axis=stretched, keepdims=True), tf.float64)"
            )
        },
    ),
    of_unbroadcast(
        "mean-for-a-scalar",
        "Your unbroadcast takes the mean of the shares where the value is a scalar.",
        "One number was used in many places. Do their gradients add up, or average out?",
        fails=("leading axes",),
        edits={
            "    new = len": "    if not shape:\n        return tf.reduce_mean(g)\n    new = len"
        },
    ),
    of_unbroadcast(
        "axes-counted-from-the-value",
        "Your unbroadcast numbers its axes as the value does, but g has more of them.",
        "The value's last axis is g's last axis. Which number does it have in each?",
        fails=("both",),
        edits={
            "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n": "",
            "return tf.reduce_sum(g, axis=stretched, keepdims=True)": (
                "return tf.reshape(tf.reduce_sum(g, axis=(*range(new), *stretched)), shape)"
            ),
        },
    ),
    of_unbroadcast(
        "one-new-axis-alone",
        "Your unbroadcast sums one leading axis away, however many the value lacks.",
        "A scalar next to a (2, 3) lacks two axes.",
        fails=("leading axes",),
        edits={"tuple(range(new))": "tuple(range(min(new, 1)))"},
    ),
    of_unbroadcast(
        "two-new-axes-at-most",
        "Your unbroadcast sums one or two leading axes away, and no third one.",
        "A scalar next to a (2, 3, 4) lacks three axes. Is there a way for any number of them?",
        fails=("leading axes",),
        edits={"tuple(range(new))": "tuple(range(min(new, 2)))"},
    ),
    of_unbroadcast(
        "first-stretched-axis-alone",
        "Your unbroadcast sums the first of the axes of length 1, and forgets the others.",
        "A (1, 1) next to a (2, 3) is repeated along both of its axes.",
        fails=("axes of length 1",),
        edits={"axis=stretched, keepdims": "axis=stretched[:1], keepdims"},
    ),
    of_unbroadcast(
        "reshapes",
        "Your unbroadcast reshapes g, which has more numbers than the value.",
        "Six numbers do not fit into three places by moving them about.",
        fails=("leading axes", "axes of length 1", "both", "Tensor", "dtype"),
        costly="Nothing is ever summed.",
        edits={"    new = len": "    return tf.reshape(g, shape)\n    new = len"},
    ),
    of_unbroadcast(
        "sums-with-numpy",
        "Your unbroadcast sums with NumPy, where no tape can follow.",
        "Section 7 takes the gradient of a gradient. Which functions does a tape hear?",
        fails=("Tensor", "nothing to do"),
        edits={
            "def unbroadcast(g, shape):\n": (
                "def unbroadcast(g, shape):\n    g = tf.constant(g.numpy())\n"
            )
        },
    ),
]

# --------------------------------------------------------------------------- tape-reductions

REDUCTION_MISTAKES = [
    of_sum(
        "sum-not-spread",
        "Your rule for reduce_sum hands on g as it is, in the shape of the sum.",
        "The gradient for x says something for every number in x.",
        fails=("whole sum", "axis", "keepdims"),
        edits={"tf.broadcast_to(tf.reshape(g, kept), x.shape)": "g"},
    ),
    of_sum(
        "axis-not-put-back",
        "Your rule for reduce_sum spreads g out without putting the lost axis back.",
        "A (2,) does not broadcast to a (2, 3); to a (2, 2) it does, in the wrong direction.",
        fails=("axis",),
        edits={"tf.reshape(g, kept)": "g"},
    ),
    of_sum(
        "axis-put-back-at-the-end",
        "Your rule for reduce_sum puts the lost axis back as the last one, wherever it was.",
        "Which axis was summed: is that where your new axis of length 1 is?",
        fails=("axis",),
        edits={
            "tf.reshape(g, kept)": (
                "tf.reshape(g, (*g.shape, *[1] * (len(x.shape) - len(g.shape))))"
            )
        },
    ),
    of_sum(
        "keepdims-forgotten",
        "Your rule for reduce_sum adds the summed axes once more where keepdims has kept them.",
        "What is the shape of g when the sum was taken with keepdims=True?",
        fails=("keepdims",),
        edits={
            "    return": (
                "    for i in sorted(axis or ()):\n        g = tf.expand_dims(g, i)\n    return"
            ),
            "tf.reshape(g, kept)": "(g if axis else tf.reshape(g, kept))",
        },
    ),
    of_sum(
        "sum-divided",
        "Your rule for reduce_sum shares g out among the elements, as if it were a mean.",
        "Add 1 to one element: by how much does the sum change?",
        fails=("whole sum", "axis", "keepdims"),
        edits={
            "x.shape)\n": (
                "x.shape) * (tf.reduce_sum(tf.ones_like(out)) / tf.reduce_sum(tf.ones_like(x)))\n"
            )
        },
    ),
    of_sum(
        "whole-sum-shared-out",
        "Your rule for reduce_sum shares g out among the elements when everything is summed.",
        "Add 1 to one element: by how much does the sum of them all change?",
        fails=("whole sum",),
        edits={
            "    kept": ("    if axis is None:\n        g = g / float(x.numpy().size)\n    kept")
        },
    ),
    of_sum(
        "sum-needs-its-attributes",
        "Your rule for reduce_sum cannot do without `axis` and `keepdims`.",
        "What does the record of tf.reduce_sum(x) hold? Look at its attributes.",
        fails=("whole sum", "axis"),
        edits={"axis=None, keepdims=False": "axis, keepdims"},
    ),
    of_sum(
        "axis-has-no-default",
        "Your rule for reduce_sum cannot do without `axis`.",
        "What does the record of tf.reduce_sum(x) hold? Look at its attributes.",
        fails=("whole sum",),
        edits={"axis=None, keepdims=False": "axis, keepdims=False"},
    ),
    of_sum(
        "sum-in-float32",
        "Your rule for reduce_sum gives float32, whatever the dtype of x is.",
        "A gradient has the dtype of its value.",
        fails=("whole sum",),
        edits={
            "x.shape)\n": 'tf.cast(x, "float32").shape)\n',
            "tf.reshape(g, kept)": 'tf.reshape(tf.cast(g, "float32"), kept)',
        },
    ),
    of_sum(
        "sum-through-numpy",
        "Your rule for reduce_sum works with NumPy, where no tape can follow.",
        "Is there an operation of `tf` that spreads a value out?",
        fails=("whole sum",),
        edits={"tf.reshape(g, kept)": "tf.constant(g.numpy().reshape(kept))"},
    ),
    of_sum(
        "axis-put-back-when-it-must-be",
        "Your rule for reduce_sum puts the lost axis back only when g does not broadcast as it is.",
        "A (2,) broadcasts to a (2, 2), but in which direction?",
        fails=("axis",),
        edits={
            "    return": (
                "    try:\n"
                "        return tf.broadcast_to(g, x.shape)\n"
                "    except ValueError:\n"
                "        pass\n"
                "    return"
            )
        },
    ),
    of_sum(
        "one-lost-axis-put-back",
        "Your rule for reduce_sum puts one axis back, however many were summed.",
        "`axis` is a tuple. How many axes does it name?",
        fails=("axis",),
        edits={
            "i in axis else": "i == axis[0] else",
            "tf.reshape(g, kept)": "(g if keepdims else tf.reshape(g, kept))",
        },
    ),
    of_mean(
        "mean-has-no-default-axis",
        "Your rule for reduce_mean cannot do without `axis`.",
        "What does the record of tf.reduce_mean(x) hold? Look at its attributes.",
        fails=("mean",),
        edits={"axis=None, keepdims=False": "axis, keepdims=False"},
    ),
    of_mean(
        "mean-in-float32",
        "Your rule for reduce_mean divides by a float32, and refuses any other dtype.",
        "x may be float64. Which numbers go with Tensors of any dtype?",
        fails=("mean",),
        edits={"/ count\n": "/ tf.constant(count)\n"},
    ),
    of_mean(
        "mean-through-numpy",
        "Your rule for reduce_mean works with NumPy, where no tape can follow.",
        "Your rule for reduce_sum spreads a value out already, with operations.",
        fails=("mean",),
        edits={"tf.reshape(g, kept)": "tf.constant(g.numpy().reshape(kept))"},
    ),
    of_product(
        "matmul-left-through-numpy",
        "Your rule for the left factor of matmul works with NumPy, where no tape can follow.",
        "NumPy's `.T` has a counterpart among the operations of `tf`.",
        fails=("matmul, left",),
        a="g @ tf.constant(b.numpy().T)",
        b=B_RIGHT,
    ),
    of_product(
        "matmul-right-through-numpy",
        "Your rule for the right factor of matmul works with NumPy, where no tape can follow.",
        "NumPy's `.T` has a counterpart among the operations of `tf`.",
        fails=("matmul, right",),
        a=A_RIGHT,
        b="tf.constant(a.numpy().T) @ g",
    ),
    of_mean(
        "mean-not-divided",
        "Your rule for reduce_mean is that of a sum.",
        "Add 1 to one element of four: by how much does their mean change?",
        fails=("mean",),
        edits={" / count": ""},
    ),
    of_mean(
        "mean-divided-by-all",
        "Your rule for reduce_mean divides by the number of all elements, whatever the axis.",
        "The mean of each row of a (2, 3) averages three numbers, not six.",
        fails=("mean",),
        edits={" / len(out.numpy().ravel())": ""},
    ),
    of_mean(
        "mean-divided-by-the-length",
        "Your rule for reduce_mean divides by len(x), the length of the first axis.",
        "How many numbers are averaged in a (2, 3), along no axis, axis 0 and axis 1?",
        fails=("mean",),
        edits={"len(x.numpy().ravel()) / len(out.numpy().ravel())": "len(x)"},
    ),
    of_mean(
        "mean-divided-by-the-output",
        "Your rule for reduce_mean divides by the number of means, not by what went into each.",
        "How many numbers come out of a mean, and how many go into one?",
        fails=("mean",),
        edits={"len(x.numpy().ravel()) / len(out.numpy().ravel())": "len(out.numpy().ravel())"},
    ),
    of_product(
        "matmul-not-transposed",
        "Your rules for matmul multiply by the other factor without transposing it.",
        "Try them with factors that are not square: do the shapes fit?",
        fails=PRODUCTS,
        a="g @ b",
        b="a @ g",
    ),
    of_product(
        "matmul-left-not-transposed",
        "Your rule for the left factor of matmul does not transpose the right one.",
        "g is (n, k) and b is (m, k). What has to be transposed to get (n, m)?",
        fails=("matmul, left",),
        a="g @ b",
        b=B_RIGHT,
    ),
    of_product(
        "matmul-right-not-transposed",
        "Your rule for the right factor of matmul does not transpose the left one.",
        "a is (n, m) and g is (n, k). What has to be transposed to get (m, k)?",
        fails=("matmul, right",),
        a=A_RIGHT,
        b="a @ g",
    ),
    of_product(
        "matmul-left-order-swapped",
        "Your rule for the left factor of matmul has the right factors in the wrong order.",
        "A product of matrices depends on the order. Which order gives the shape (n, m)?",
        fails=("matmul, left",),
        a="tf.transpose(b) @ g",
        b=B_RIGHT,
    ),
    of_product(
        "matmul-right-order-swapped",
        "Your rule for the right factor of matmul has the right factors in the wrong order.",
        "A product of matrices depends on the order. Which order gives the shape (m, k)?",
        fails=("matmul, right",),
        a=A_RIGHT,
        b="g @ tf.transpose(a)",
    ),
    of_product(
        "matmul-order-swapped",
        "Your rules for matmul have the right factors in the wrong order.",
        "A product of matrices depends on the order. Which order gives the shape you need?",
        fails=PRODUCTS,
        a="tf.transpose(b) @ g",
        b="g @ tf.transpose(a)",
    ),
    of_product(
        "matmul-result-turned-round",
        "Your rules for matmul give the gradients transposed.",
        "The gradient for a has the shape of a.",
        fails=PRODUCTS,
        a="b @ tf.transpose(g)",
        b="tf.transpose(g) @ a",
    ),
    of_product(
        "matmul-rules-swapped",
        "Your table has the two rules of matmul swapped.",
        "The first rule is for the first input.",
        fails=PRODUCTS,
        a=B_RIGHT,
        b=A_RIGHT,
    ),
]

# ----------------------------------------------------------------------------- tape-backward

# The notebook's pow takes exponents for constants.
AS_IN_THE_NOTEBOOK = {
    "def backward(": 'VJPS = {**VJPS, "pow": (VJPS["pow"][0], None)}\n\n\ndef backward('
}

BACKWARD_MISTAKES = [
    of_backward(
        "overwrites",
        "Your backward writes a new share over the ones that came before.",
        "In b = a + a, how many shares does a get, and what becomes of the first?",
        fails=("fan-out", "order", "sources and targets"),
        edits={ADD: "gradients[key] = share"},
    ),
    of_backward(
        "first-share-stays",
        "Your backward keeps the first share of a gradient, and drops those that follow.",
        "A value that was used twice moves the target in two ways.",
        fails=("fan-out", "order", "sources and targets"),
        edits={ADD: "gradients.setdefault(key, share)"},
    ),
    of_backward(
        "same-input-once",
        "Your backward counts a value once where it is both inputs of one operation, as in x + x.",
        "Each input has a rule of its own, also when both are the same Tensor.",
        fails=("fan-out",),
        edits={
            EACH_INPUT: (
                "pairs = zip(VJPS[record.op], record.inputs)\n"
                "        for rule, x in {id(x): (rule, x) for rule, x in pairs}.values():"
            )
        },
    ),
    of_backward(
        "from-first-to-last",
        "Your backward walks the records from first to last.",
        "At the first record, does anybody know yet how the target reacts to its output?",
        fails=EVERYTHING,
        costly="No gradient gets further than one operation.",
        edits={"reversed(records)": "records"},
    ),
    of_backward(
        "as-soon-as-reached",
        "Your backward visits a record as soon as it is reached, and later shares are lost.",
        "A gradient may be handed on only when all that used the value have added their share.",
        fails=("order",),
        edits={
            "for record in reversed(records):": """\
makers = {id(record.output): record for record in records}
    queue, visited = list(targets), set()
    for value in queue:
        if id(value) not in makers or id(value) in visited:
            continue
        visited.add(id(value))
        record = makers[id(value)]
        queue.extend(record.inputs)"""
        },
    ),
    of_backward(
        "starts-with-ones",
        "Your backward starts with ones, whatever output_gradients says.",
        "With which gradient does each target start?",
        fails=("sources and targets",),
        edits={"add(target, start)": "add(target, tf.ones_like(target))"},
    ),
    of_backward(
        "last-target-alone",
        "Your backward starts from one target only, however many there are.",
        "Every target has a gradient to start with, and a source may reach several of them.",
        fails=("order", "sources and targets"),
        edits={"zip(targets, output_gradients)": "zip(targets[-1:], output_gradients[-1:])"},
    ),
    of_backward(
        "zero-for-None",
        "Your backward says zero where no path leads from the source to the target.",
        "What does None tell a reader that zero does not?",
        fails=("None",),
        edits={
            "gradients.get(id(source)) for": "gradients.get(id(source), tf.zeros_like(source)) for"
        },
    ),
    of_backward(
        "keyed-by-value",
        "Your backward takes two Tensors of equal value for one.",
        "Two constants may both hold 2.0 and play different parts. What tells them apart?",
        fails=("fan-out", "order", "sources and targets"),
        edits={
            "    gradients = {}\n": (
                "    gradients = {}\n\n    def id(x):\n"
                "        return x.shape, x.numpy().tobytes()\n"
            )
        },
    ),
    of_backward(
        "no-unbroadcast",
        "Your backward hands on gradients in the shape that broadcasting made.",
        "Which function brings a gradient to the shape of its value?",
        fails=("shapes",),
        edits={
            "    gradients = {}\n": (
                '    gradients = {}\n    bare = {"add": (lambda g, *_: g,) * 2}\n'
            ),
            "zip(VJPS[record.op], ": "zip(bare.get(record.op, VJPS[record.op]), ",
            "unbroadcast(share, x.shape)": "share",
        },
    ),
    of_backward(
        "unbroadcast-at-the-end",
        "Your backward brings gradients to the right shape only at the end, for the sources.",
        "Which shape does the gradient of a value have that is no source, when its rule gets it?",
        fails=("shapes",),
        edits={
            "add(x, unbroadcast(share, x.shape))": "add(x, share)",
            "    return [gradients.get(id(source)) for source in sources]": (
                "    found = [gradients.get(id(source)) for source in sources]\n"
                "    return [\n"
                "        None if g is None else unbroadcast(g, x.shape)"
                " for g, x in zip(found, sources)\n"
                "    ]"
            ),
        },
    ),
    of_backward(
        "a-target-takes-no-shares",
        "Your backward gives a target its start alone, though another target depends on it, too.",
        "Take y and z = y ** 2.0 as targets. Where do the two shares of y meet?",
        fails=("order", "sources and targets"),
        edits={
            "    for record in reversed(records):\n        g = gradients": (
                "    starts = dict(gradients)\n"
                "    for record in reversed(records):\n"
                "        g = starts.get(id(record.output))\n"
                "        g = g if g is not None else gradients"
            )
        },
    ),
    of_backward(
        "attributes-if-needed",
        "Your backward leaves the attributes out wherever a rule can do without them.",
        "`axis=None` is what a rule has when nobody says otherwise. Does the record say otherwise?",
        fails=("chain",),
        edits={
            "share = rule(g, record.output, *record.inputs, **record.attributes)": """try:
                    share = rule(g, record.output, *record.inputs)
                except TypeError:
                    share = rule(g, record.output, *record.inputs, **record.attributes)"""
        },
    ),
    of_backward(
        "transposed-without-axes",
        "Your backward calls the rule of transpose without the record's attributes.",
        "How is this rule to know the order of the axes? The docstring says how to call it.",
        fails=("chain",),
        edits={
            "**record.attributes": (
                '**(record.attributes if record.op != "transpose" else {"axes": (1, 0)})'
            )
        },
    ),
    of_backward(
        "values-read-again",
        "Your backward reads the Variables once more, after they have changed.",
        "The records hold the values that were used. Why compute them again?",
        fails=("values",),
        edits={
            "    gradients = {}\n": """    gradients, again = {}, {}
    for record in records:
        if record.op not in VJPS:
            continue
        inputs = [again.get(id(x), x) for x in record.inputs]
        again[id(record.output)] = tf.ops.apply(record.op, *inputs, **record.attributes)
""",
            "rule(g, record.output, *record.inputs, ": (
                "rule(g, again[id(record.output)], *[again.get(id(i), i) for i in record.inputs], "
            ),
        },
    ),
    of_backward(
        "first-input-alone",
        "Your backward passes a gradient to the first input of an operation only.",
        "How many rules does the table have for add?",
        fails=("fan-out", "order", "None", "sources and targets", "shapes"),
        costly="No gradient gets to a second input, and most programs have one.",
        edits={
            "zip(VJPS[record.op], record.inputs)": "list(zip(VJPS[record.op], record.inputs))[:1]"
        },
    ),
    of_backward(
        "rules-shifted-by-None",
        "Your backward drops the Nones from the rules, so that the others meet the wrong inputs.",
        "In where(condition, x, y) the first rule is None. Whose rule is the second?",
        fails=("None",),
        edits={"zip(VJPS[record.op], ": "zip([r for r in VJPS[record.op] if r], "},
    ),
    of_backward(
        "stops-at-a-stray-record",
        "Your backward stops at the first record that leads nowhere.",
        "A record whose output has no gradient is of no use. And the ones before it?",
        fails=("chain", "values", "None"),
        edits={"            continue\n": "            break\n"},
    ),
    of_backward(
        "None-called-as-a-rule",
        "Your backward calls whatever stands in the table, even None.",
        "VJPS has None for an input that no gradient passes to. What should your walk do there?",
        fails=("None",),
        edits={
            "            if rule is not None:\n": "            if True:\n",
            **AS_IN_THE_NOTEBOOK,
        },
    ),
    of_backward(
        "whole-record-skipped-for-a-None",
        "Your backward skips a record if one of its rules is None, and with it the other rules.",
        "In y ** 2.0 no gradient passes to the 2.0. And to y?",
        fails=("None",),
        edits={
            "        if g is None:\n": "        if g is None or None in VJPS[record.op]:\n",
            **AS_IN_THE_NOTEBOOK,
        },
    ),
    of_backward(
        "every-record-needs-a-gradient",
        "Your backward raises a KeyError at a record whose output has no gradient.",
        "What does a dictionary do for a key that it does not have? And what does its `get` do?",
        fails=("chain", "values", "None"),
        edits={
            "        g = gradients.get(id(record.output))\n": (
                "        g = gradients[id(record.output)]\n"
            ),
        },
    ),
    of_backward(
        "what-a-target-started-with",
        "For a source that is a target, too, your backward returns only what it started with.",
        "Another target may depend on this one. What does it send back?",
        fails=("sources and targets",),
        edits={
            "    return [gradients.get(id(source)) for source in sources]": (
                "    starts = {id(x): g for x, g in zip(targets, output_gradients)}\n"
                "    return [starts.get(id(x), gradients.get(id(x))) for x in sources]"
            ),
        },
    ),
    of_backward(
        "forgets-what-it-passed",
        "Your backward throws a gradient away once it is handed on, even when it was asked for.",
        "A source may lie in the middle of the program, or be the target itself.",
        fails=("sources and targets",),
        edits={"gradients.get(id(record.output))": "gradients.pop(id(record.output), None)"},
    ),
    of_backward(
        "keeps-those-of-targets-only",
        "Your backward throws away the gradient of an output, unless that output is a target.",
        "A source may lie in the middle of the program. When is its gradient asked for?",
        fails=("sources and targets",),
        edits={
            "            continue\n": (
                "            continue\n"
                "        if all(record.output is not target for target in targets):\n"
                "            del gradients[id(record.output)]\n"
            )
        },
    ),
    of_backward(
        "sources-in-order-of-use",
        "Your backward gives the gradients in the order in which the program used the sources.",
        "Which gradient comes first: that of the first source in the list, or of the first in use?",
        fails=("None", "sources and targets"),
        edits={
            "    return [": """    used = [id(x) for record in records for x in record.inputs]
    sources = sorted(sources, key=lambda x: used.index(id(x)) if id(x) in used else len(used))
    return ["""
        },
    ),
    of_backward(
        "attributes-ignored",
        "Your backward calls the rules without the record's attributes.",
        "How is the rule of reshape to know the shape? The docstring says how to call it.",
        fails=("chain", "shapes"),
        edits={", *record.inputs, **record.attributes)": ", *record.inputs)"},
    ),
    of_backward(
        "adds-to-float32-zeros",
        "Your backward begins its sums with zeros of float32, and refuses float64.",
        "What is a good start for a sum of shares, if the first share may have any dtype?",
        fails=("chain",),
        edits={ADD: "gradients[key] = gradients.get(key, tf.zeros(share.shape)) + share"},
    ),
    of_backward(
        "skips-zeros",
        "Your backward does not hand on a gradient of zeros, so that sources of slope zero get "
        "None.",
        "Zero says that there is a path, and that it is flat here. None says that there is none.",
        fails=("None",),
        edits={"        if g is None:\n": "        if g is None or not g.numpy().any():\n"},
    ),
    of_backward(
        "target-counts-once",
        "Your backward counts a target only once when it is given twice.",
        "A dict keeps the last value of a key. What should become of the others?",
        fails=("sources and targets",),
        edits={"add(target, start)": "gradients[id(target)] = start"},
    ),
    of_backward(
        "one-start-for-all-targets",
        "Your backward starts every target with the first of the gradients.",
        "There is a gradient to start with for each target.",
        fails=("sources and targets",),
        edits={"add(target, start)": "add(target, output_gradients[0])"},
    ),
    of_backward(
        "gives-a-tuple",
        "Your backward gives a tuple, not a list.",
        "Which brackets make a list?",
        fails=("sources and targets",),
        edits={
            "return [gradients.get(id(source)) for source in sources]": (
                "return tuple(gradients.get(id(source)) for source in sources)"
            )
        },
    ),
    of_backward(
        "sources-found-by-value",
        "Your backward looks for a source by its value, and finds another Tensor of that value.",
        "Two constants may both hold 2.0. What tells them apart?",
        fails=("sources and targets",),
        edits={
            "    return [gradients.get(id(source)) for source in sources]": """\
    inputs = [x for record in records for x in record.inputs]

    def key_of(source):
        value = source.numpy()
        alike = (x for x in inputs if np.array_equal(x.numpy(), value))
        return id(next(alike, source))

    return [gradients.get(key_of(source)) for source in sources]""",
            "\ndef backward": "\nimport numpy as np\n\ndef backward",
        },
    ),
    of_backward(
        "turns-the-records-round",
        "Your backward changes the list of records, so that the next walk finds another one.",
        "Whose list is it? Which function walks backwards, and leaves the list alone?",
        fails=("values",),
        edits={
            "    for record in reversed(records):": (
                "    records.reverse()\n    for record in records:"
            )
        },
    ),
    of_backward(
        "a-Variable-by-its-last-reading",
        "Your backward gives a Variable the gradient of its last reading, and forgets the others.",
        "A Variable is read each time that it is used. How many readings are there in v * v?",
        fails=("fan-out",),
        edits={
            ADD: (
                "new = isinstance(x, tf.Variable) or key not in gradients\n"
                "        gradients[key] = share if new else gradients[key] + share"
            )
        },
    ),
    of_backward(
        "recursion",
        "Your backward calls itself for every record, and Python gives up in a long program.",
        "A loop over the list can be as long as the list.",
        fails=("long chain",),
        edits={
            "    for record in reversed(records):\n": (
                "    def walk(i):\n"
                "        if i < 0:\n"
                "            return\n"
                "        record = records[i]\n"
            ),
            "            continue\n": "            return walk(i - 1)\n",
            "x.shape))\n": "x.shape))\n        walk(i - 1)\n\n    walk(len(records) - 1)\n",
        },
    ),
    of_backward(
        "gradient-for-the-output",
        "Your backward hands the gradient to the rules a second time, instead of the output.",
        "The docstring says how to call a rule. What comes second?",
        fails=("chain",),
        edits={"rule(g, record.output,": "rule(g, g,"},
    ),
    of_backward(
        "operations-without-a-rule-skipped",
        "Your backward goes past an operation that has no rule, as if no gradient came through.",
        "None or too small a gradient, and nobody is told. Is an error worse?",
        fails=("chain",),
        edits={"VJPS[record.op]": "VJPS.get(record.op, ())"},
    ),
    of_backward(
        "shares-added-with-numpy",
        "Your backward adds the shares with NumPy, where no tape can follow.",
        "Section 7 takes the gradient of a gradient. Which additions does a tape hear?",
        fails=("fan-out",),
        edits={
            ADD: (
                "gradients[key] = (\n            "
                "tf.constant(gradients[key].numpy() + share.numpy())\n            "
                "if key in gradients else share\n        )"
            )
        },
    ),
    of_backward(
        "arrays-for-gradients",
        "Your backward returns NumPy arrays.",
        "A gradient is a Tensor like any other: somebody will compute with it.",
        fails=EVERYTHING,
        costly="No gradient is a Tensor.",
        edits={
            "[gradients.get(id(source)) for source in sources]": (
                "[gradients[id(s)].numpy() if id(s) in gradients else None for s in sources]"
            )
        },
    ),
    of_backward(
        "no-list-for-a-single-source",
        "Your backward returns a single gradient without its list.",
        "Whoever writes `(dx,) = backward(...)` expects a list. Of how many entries?",
        fails=EVERYTHING,
        costly="Most calls ask for one source.",
        edits={
            "    return [gradients.get(id(source)) for source in sources]": (
                "    found = [gradients.get(id(source)) for source in sources]\n"
                "    return found[0] if len(found) == 1 else found"
            )
        },
    ),
    of_backward(
        "only-Variables-get-gradients",
        "Your backward gives gradients to Variables, and None to every other source.",
        "Which objects may be sources? The docstring lists them.",
        fails=EVERYTHING,
        costly="Most sources here are plain Tensors.",
        edits={
            "[gradients.get(id(source)) for source in sources]": (
                "[gradients.get(id(s)) if isinstance(s, tf.Variable) else None for s in sources]"
            )
        },
    ),
]

# -------------------------------------------------- tape-gradient-tape and tape-persistent

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

GRADIENT_TAPE_MISTAKES = [
    of_tape(
        "second-call-answered",
        "Your tape answers a second call of gradient.",
        "How can the tape know, at the second call, that there was a first?",
        fails=("once",),
        edits={"self.used = not self.persistent": "pass"},
    ),
    of_tape(
        "Variables-on-request-alone",
        "Your tape follows only what it was told to watch, trainable Variables included.",
        "Nobody calls watch for the parameters of a model.",
        fails=(
            "Variables",
            "watch",
            "None or zero",
            "structure",
            "block",
            "own records",
            "many elements",
        ),
        costly="No Variable gets a gradient.",
        edits={" or (isinstance(x, tf.Variable) and x.trainable)": ""},
    ),
    of_tape(
        "watches-all-Variables",
        "Your tape follows Variables that are not trainable, too.",
        "What did the author of trainable=False want?",
        fails=("Variables", "watch"),
        edits={" and x.trainable": ""},
    ),
    of_tape(
        "watches-constants",
        "Your tape follows every Tensor, asked or not.",
        "Who asked for the gradient of the data? What is followed, and what only takes part?",
        fails=("watch", "own records"),
        edits={
            "id(x) in self.followed or (": (
                "isinstance(x, tf.Tensor) or id(x) in self.followed or ("
            )
        },
    ),
    of_tape(
        "watch-does-nothing",
        "Your tape does not follow what it is told to watch.",
        "What does watch have to leave behind, for the next record to find?",
        fails=("watch", "own records"),
        edits={"        self.followed[id(x)] = x\n": "        pass\n"},
    ),
    of_tape(
        "watch-works-backwards",
        "Your tape counts what happened to a Tensor before it was watched.",
        "The docstring says: from then on. When is it decided whether a record is kept?",
        fails=("watch",),
        edits={
            "if any(self.follows(x) for x in record.inputs):": "if True:",
        },
    ),
    of_tape(
        "id-of-what-is-gone",
        "Your tape remembers the id of what it watches, and not the object, so that a stranger may "
        "get that id.",
        "When nobody holds an object any more, what may Python do with its id?",
        fails=("watch",),
        edits={"        self.followed[id(x)] = x\n": "        self.followed[id(x)] = None\n"},
    ),
    of_tape(
        "outputs-not-followed",
        "Your tape keeps the operations on what is watched, and not those on their results.",
        "In -(x * x), is the minus applied to x? And does it depend on x?",
        fails=(
            "Variables",
            "watch",
            "None or zero",
            "structure",
            "block",
            "own records",
            "many elements",
        ),
        costly="No program of more than one operation gets a gradient.",
        edits={"            self.followed[id(record.output)] = record.output\n": ""},
    ),
    of_tape(
        "zero-for-None",
        "Your tape says zero where no path leads from the source to the target.",
        "A Variable that was forgotten in the model: should its owner see a zero?",
        fails=("watch", "None or zero", "own records"),
        edits={
            RESULT: (
                RESULT + "\n"
                "        pairs = zip(leaves, result)\n"
                "        result = [tf.zeros_like(x) if g is None else g for x, g in pairs]"
            )
        },
    ),
    of_tape(
        "None-for-zero",
        "Your tape says None where the gradient is zero.",
        "Zero is a number: the target depends on the source, and is flat at this place.",
        fails=("None or zero",),
        edits={
            "g if self.follows(x) else None": (
                "g if self.follows(x) and g is not None and g.numpy().any() else None"
            )
        },
    ),
    of_tape(
        "always-a-list",
        "Your tape gives a list, even when it is asked for a single gradient.",
        "What are the sources in tape.gradient(y, v)? Is that a list?",
        fails=("structure",),
        edits={PACK: "return result"},
    ),
    of_tape(
        "lists-for-all-structures",
        "Your tape gives a flat list for every structure of sources.",
        "Where does the reader of a dict of sources look for the gradient of 'W'?",
        fails=("structure",),
        edits={PACK: "return result if isinstance(sources, (list, tuple, dict)) else result[0]"},
    ),
    of_tape(
        "no-list-for-a-list-of-one",
        "Your tape gives a bare gradient for a list of one source.",
        "What are the sources in tape.gradient(y, [v])? Is that a single source?",
        fails=tuple(part for part in EVERY_TAPE if part != "once"),
        costly="Most calls ask for a list of one source.",
        edits={PACK: f"if len(leaves) == 1:\n            return result[0]\n        {PACK}"},
    ),
    of_tape(
        "keys-sorted",
        "Your tape sorts the keys of a dict of sources, and gives the gradients to the wrong keys.",
        "Which gradient ends up under which key?",
        fails=("structure",),
        edits={
            "leaves = tf.structures.flatten(sources)": (
                "by_key = isinstance(sources, dict)\n"
                "        in_order = [sources[k] for k in sorted(sources)] if by_key else sources\n"
                "        leaves = tf.structures.flatten(in_order)"
            )
        },
    ),
    of_tape(
        "order-reversed",
        "Your tape gives the gradients in the reverse order of the sources.",
        "The walk goes backwards. Do the results have to?",
        fails=("structure",),
        edits={PACK: "return tf.structures.pack_like(sources, result[::-1])"},
    ),
    of_tape(
        "a-source-once",
        "Your tape gives a source that is asked for twice a gradient only once.",
        "Is a gradient used up when it is handed out?",
        fails=("structure",),
        edits={
            RESULT: (
                RESULT + "\n"
                "        for i, x in enumerate(leaves):\n"
                "            if any(x is other for other in leaves[:i]):\n"
                "                result[i] = None"
            )
        },
    ),
    of_tape(
        "left-on-by-an-exception",
        "Your tape goes on recording when its block ends in an exception.",
        "Python calls __exit__ in any case. What does yours do with the exception it is told of?",
        fails=("block",),
        edits={EXIT: "if exception[0] is None:\n            " + EXIT},
    ),
    of_tape(
        "never-stops",
        "Your tape goes on recording after its block.",
        "You put a listener into the list. Who takes it out?",
        fails=("block",),
        edits={EXIT: "pass"},
    ),
    of_tape(
        "swallows-exceptions",
        "Your tape keeps the exceptions of its block to itself.",
        "What does Python do with an exception when __exit__ returns something true?",
        fails=("block",),
        edits={EXIT: EXIT + "\n        return True"},
    ),
    of_tape(
        "one-tape-for-all",
        "All of your tapes write to one and the same list.",
        "How often does a line in the class body run, and how often one in __init__?",
        fails=("own records",),
        edits={
            "class GradientTape:\n": "class GradientTape:\n    records, followed = [], {}\n\n",
            "        self.records, self.followed = [], {}\n": "",
        },
    ),
    of_tape(
        "outer-tape-deaf",
        "While one of your tapes runs inside another, the outer one hears nothing.",
        "Can a tape begin to listen without touching those who listen already?",
        fails=("own records",),
        edits={
            "class GradientTape:\n": "class GradientTape:\n    active = []\n\n",
            ENTER: (
                "if self.active:\n"
                "            tf.ops.listeners.remove(self.active[-1].hear)\n"
                "        self.active.append(self)\n        " + ENTER
            ),
            EXIT: (
                EXIT + "\n"
                "        self.active.pop()\n"
                "        if self.active:\n"
                "            tf.ops.listeners.append(self.active[-1].hear)"
            ),
        },
    ),
    of_tape(
        "mean-of-the-elements",
        "Your tape takes the mean of a target's elements, and not their sum.",
        "With which gradient does each element of the target start?",
        fails=("many elements",),
        edits={
            "start = tf.ones_like(target)": (
                "start = tf.ones_like(target) / float(np.prod(target.shape))"
            ),
            "\nclass GradientTape:": "\nimport numpy as np\n\nclass GradientTape:",
        },
    ),
    of_tape(
        "first-element-alone",
        "Your tape differentiates the first element of the target only.",
        "Every element of the target starts with the gradient 1.",
        fails=("many elements",),
        edits={
            "start = tf.ones_like(target)": (
                "first = np.eye(1, int(np.prod(target.shape)), dtype=target.dtype)\n"
                "        start = tf.constant(first.reshape(target.shape))"
            ),
            "\nclass GradientTape:": "\nimport numpy as np\n\nclass GradientTape:",
        },
    ),
    of_tape(
        "values-read-when-asked",
        "Your tape reads the Variables when it is asked for a gradient, not when they were used.",
        "A record holds the values that were used. What has become of the Variable since then?",
        fails=("Variables",),
        edits={
            "        start = tf.ones_like": """\
        again, records = {}, []
        for record in self.records:
            inputs = tuple(again.get(id(x), x) for x in record.inputs)
            output = tf.ops.apply(record.op, *inputs, **record.attributes)
            again[id(record.output)] = output
            records.append(record._replace(inputs=inputs, output=output))
        target = again.get(id(target), target)
        asked = [again.get(id(x), x) for x in leaves]
        start = tf.ones_like""",
            "backward(self.records, [target], [start], leaves)": (
                "backward(records, [target], [start], asked)"
            ),
        },
    ),
    of_tape(
        "answers-for-all-that-took-part",
        "Your tape gives a gradient for whatever took part in an operation, followed or not.",
        "In v * x only v is followed. What should the tape say of x?",
        fails=("watch",),
        edits={RESULT: "result = found"},
    ),
    of_tape(
        "first-input-alone-is-looked-at",
        "Your tape looks only at the first input of an operation.",
        "In 2.0 * v, or in x + v, which input is the one that is followed?",
        fails=("Variables", "watch"),
        edits={
            "any(self.follows(x) for x in record.inputs)": "self.follows(record.inputs[0])",
        },
    ),
    of_tape(
        "zero-for-what-is-followed",
        "Your tape says zero for a Variable on which the target does not depend.",
        "A Variable that was forgotten in the model: should its owner see a zero?",
        fails=("None or zero",),
        edits={
            RESULT: (
                "found = [tf.zeros_like(x) if g is None else g for x, g in zip(leaves, found)]\n"
                "        " + RESULT
            )
        },
    ),
    of_tape(
        "tuples-become-lists",
        "Your tape gives a list of gradients for a tuple of sources.",
        "What is the type of the sources in tape.gradient(y, (v, w))?",
        fails=("structure",),
        edits={
            PACK: (
                "if isinstance(sources, tuple):\n"
                "            sources = list(sources)\n"
                "        " + PACK
            )
        },
    ),
    of_tape(
        "every-other-call-answered",
        "Your tape refuses the second call of gradient, and answers the third.",
        "What has your tape noted down about the first call, once the second is refused?",
        fails=("once",),
        edits={
            '            raise RuntimeError("this tape was used before")\n': (
                "            self.used = False\n"
                '            raise RuntimeError("this tape was used before")\n'
            )
        },
    ),
    of_tape(
        "once-for-each-target",
        "Your tape answers once for each target, but should answer only once.",
        "After the first call the records may be gone. What does that mean for other targets?",
        fails=("once",),
        edits={
            "if self.used:": "if self.used is target:",
            "self.used = not self.persistent": "self.used = target",
        },
    ),
    of_tape(
        "listens-from-its-making",
        "Your tape records from the moment that it is made, and not from the start of its block.",
        "Which method does Python call when the block begins?",
        fails=("block",),
        edits={
            "self.persistent, self.used = persistent, False\n": (
                "self.persistent, self.used = persistent, False\n        " + ENTER + "\n"
            ),
            "        " + ENTER + "\n        return self": "        return self",
        },
    ),
    of_tape(
        "stops-after-an-exception-alone",
        "Your tape stops recording when its block ends in an exception, and at no other time.",
        "Python calls __exit__ however the block ends. When does yours do its work?",
        fails=("block",),
        edits={EXIT: "if exception[0] is not None:\n            " + EXIT},
    ),
    of_tape(
        "followed-by-all",
        "What one of your tapes follows is followed by all of them.",
        "How often does a line in the class body run, and how often one in __init__?",
        fails=("own records",),
        edits={
            "class GradientTape:\n": "class GradientTape:\n    followed = {}\n\n",
            "self.records, self.followed = [], {}": "self.records = []",
        },
    ),
    of_tape(
        "starts-in-float32",
        "Your tape starts with ones of float32, whatever the target's dtype is.",
        "The target may be float64. Which function makes ones that are like a given Tensor?",
        fails=("many elements",),
        edits={"tf.ones_like(target)": "tf.ones(target.shape)"},
    ),
    of_tape(
        "shape-of-the-target",
        "Your tape gives every gradient the shape of the target.",
        "There is one number in the gradient for each number of the source.",
        fails=("many elements",),
        edits={
            RESULT: (
                RESULT + "\n"
                "        result = [g if g is None else tf.broadcast_to(g, target.shape)"
                " for g in result]"
            )
        },
    ),
    of_tape(
        "starts-with-a-single-1",
        "Your tape starts with a single 1, where the target has many elements.",
        "Which shape does the gradient of the target have?",
        fails=("many elements",),
        edits={"tf.ones_like(target)": "tf.cast(tf.constant(1.0), target.dtype)"},
    ),
    of_tape(
        "takes-out-the-last",
        "Your tape takes out whichever listener came last, and that need not be its own.",
        "Somebody may have begun to listen during your block. How do you find your own listener?",
        fails=("block",),
        edits={EXIT: "tf.ops.listeners.pop()"},
    ),
    of_tape(
        "enter-returns-nothing",
        "The name after `as`, in `with GradientTape() as tape`, is None.",
        "What does __enter__ have to return?",
        fails=EVERY_TAPE,
        costly="There is no tape to ask.",
        edits={ENTER + "\n        return self": ENTER},
    ),
    of_tape(
        "untrainable-sources-answered",
        "Your tape gives a gradient to every Variable that is read, trainable or not.",
        "Somebody made this Variable with trainable=False. Was it watched?",
        fails=("Variables",),
        edits={
            "if any(self.follows(x) for x in record.inputs):": (
                "if record.op == 'read_variable':\n"
                "            self.records.append(record)\n"
                "            if self.follows(record.inputs[0]):\n"
                "                self.followed[id(record.output)] = record.output\n"
                "        elif any(self.follows(x) for x in record.inputs):"
            ),
            "g if self.follows(x) else": "g if self.follows(x) or hasattr(x, 'assign') else",
        },
    ),
    of_tape(
        "every-output-followed",
        "Your tape follows the output of every operation, also of those that it does not keep.",
        "What was computed from constants alone: is it followed?",
        fails=("watch",),
        edits={
            "            self.followed[id(record.output)] = record.output\n": (
                "        self.followed[id(record.output)] = record.output\n"
            )
        },
    ),
    of_tape(
        "records-not-kept",
        "Your tape follows what it should, and keeps no record of it.",
        "What does backward walk along?",
        fails=(
            "Variables",
            "watch",
            "None or zero",
            "structure",
            "block",
            "own records",
            "many elements",
        ),
        costly="Without records there is no gradient.",
        edits={"            self.records.append(record)\n": ""},
    ),
    of_tape(
        "sum-taken-too-late",
        "Your tape sums the target up after the block, where it does not listen any more.",
        "Which operations led to the target of your walk? Did the tape hear them all?",
        fails=(
            "Variables",
            "watch",
            "None or zero",
            "structure",
            "block",
            "own records",
            "many elements",
        ),
        costly="No record leads to the new target.",
        edits={
            "start = tf.ones_like": "target = tf.reduce_sum(target)\n        start = tf.ones_like"
        },
    ),
    of_tape(
        "used-on-the-class",
        "Your tapes share one note of whether gradient was called.",
        "Two tapes: which of them was used? Where does the note stand, on the class or the object?",
        fails=EVERY_TAPE,
        costly="After the first call of any tape, all the others refuse.",
        remembers=True,
        edits={
            "self.persistent, self.used = persistent, False": "self.persistent = persistent",
            "class GradientTape:\n": "class GradientTape:\n    used = False\n\n",
            "self.used = not self.persistent": "GradientTape.used = not self.persistent",
        },
    ),
]

PERSISTENT_MISTAKES = [
    of_persistent(
        "persistent-ignored",
        "Your tape refuses a second call, even when it was made to be persistent.",
        "What distinguishes the two kinds of tape at the end of a call?",
        fails=("persistent",),
        edits={"self.used = not self.persistent": "self.used = True"},
    ),
    of_persistent(
        "never-refuses",
        "Your tape never refuses a call of gradient, persistent or not.",
        "What distinguishes the two kinds of tape at the end of a call?",
        fails=("once",),
        edits={"self.used = not self.persistent": "pass"},
    ),
    of_persistent(
        "persistent-by-default",
        "Your tape is persistent unless it is told not to be.",
        "What is the default of persistent?",
        fails=("once",),
        edits={"persistent=False": "persistent=True"},
    ),
    of_persistent(
        "records-gone-after-one-call",
        "Your persistent tape throws its records away after the first call.",
        "What does the second call need, that the first one needed too?",
        fails=("persistent",),
        edits={PACK: "self.records = []\n        " + PACK},
    ),
    of_persistent(
        "adds-to-the-last-call",
        "Your persistent tape adds the gradients of a call to those of the calls before.",
        "Gradients add up within one walk. Where do they belong when the walk is over?",
        fails=("persistent",),
        edits={
            "self.records, self.followed = [], {}": (
                "self.records, self.followed, self.earlier = [], {}, {}"
            ),
            PACK: """for i, x in enumerate(leaves):
            if result[i] is not None and id(x) in self.earlier:
                result[i] = result[i] + self.earlier[id(x)]
            if result[i] is not None:
                self.earlier[id(x)] = result[i]
        """
            + PACK,
        },
    ),
    of_persistent(
        "repeats-the-first-answer",
        "Your persistent tape gives the answer of its first call to every call.",
        "The next call may ask for another target, or for other sources.",
        fails=("persistent",),
        edits={
            "self.records, self.followed = [], {}": (
                "self.records, self.followed, self.answer = [], {}, None"
            ),
            PACK: (
                "if self.answer is None:\n"
                "            self.answer = tf.structures.pack_like(sources, result)\n"
                "        return self.answer"
            ),
        },
    ),
    of_persistent(
        "persistent-once-it-is-named",
        "Your tape is persistent as soon as the argument is given, even when it is False.",
        "Is False the same as nothing at all?",
        fails=("once",),
        edits={
            "persistent=False": "persistent=None",
            "self.used = persistent, False": "self.used = persistent is not None, False",
        },
    ),
    of_persistent(
        "third-call-answered",
        "Your tape refuses the second call of gradient, and answers the third.",
        "What has your tape noted down about the first call, once the second is refused?",
        fails=("once",),
        edits={
            '            raise RuntimeError("this tape was used before")\n': (
                "            self.used = False\n"
                '            raise RuntimeError("this tape was used before")\n'
            )
        },
    ),
    of_persistent(
        "persistent-answers-twice",
        "Your persistent tape answers two calls, and refuses the third.",
        "How many calls may a persistent tape get?",
        fails=("persistent",),
        edits={
            "if self.used:": "if self.used >= (2 if self.persistent else 1):",
            "self.used = not self.persistent": "self.used += 1",
        },
    ),
    of_persistent(
        "walk-not-recorded",
        "While your tape computes a gradient, no other tape can hear it.",
        "The inner gradient is computed by operations. Who keeps the outer tape from hearing them?",
        fails=("second order",),
        edits={
            "found = backward(self.records, [target], [start], leaves)": """\
heard = list(tf.ops.listeners)
        tf.ops.listeners.clear()
        found = backward(self.records, [target], [start], leaves)
        tf.ops.listeners[:] = heard"""
        },
    ),
    of_persistent(
        "records-until-it-is-asked",
        "Your tape records until gradient is called, and not until its block ends.",
        "What ran after the block of the outer tape is none of its business.",
        fails=("second order",),
        edits={
            EXIT: "pass",
            "        leaves = ": (
                "        if self.hear in tf.ops.listeners:\n            "
                + EXIT
                + "\n        leaves = "
            ),
        },
    ),
    of_persistent(
        "persistent-tape-goes-on",
        "Your persistent tape does not stop at the end of its block.",
        "Persistent means that it may be asked again. When does it stop listening?",
        fails=("persistent",),
        edits={EXIT: "if not self.persistent:\n            " + EXIT},
    ),
    of_persistent(
        "hears-its-own-walk",
        "Your persistent tape records how its own gradients are computed, after its block.",
        "When does the block of this tape end? When are the gradients computed?",
        fails=("persistent",),
        edits={
            "found = backward(self.records, [target], [start], leaves)": """\
if self.persistent:
            tf.ops.listeners.append(self.hear)
        found = backward(list(self.records), [target], [start], leaves)
        if self.persistent:
            tf.ops.listeners.remove(self.hear)"""
        },
    ),
    of_persistent(
        "persistent-lists-alone",
        "Your persistent tape answers with a list where the sources were a dict or a tuple.",
        "As if it were the first call: in which form did the gradients come there?",
        fails=("persistent",),
        edits={PACK: "return result if len(result) > 1 else " + PACK.removeprefix("return ")},
    ),
    of_persistent(
        "nothing-returned",
        "Your gradient computes the answer, and does not return it.",
        "What does a function give back that ends without a `return`?",
        fails=("persistent", "second order"),
        costly="There is no answer at all.",
        edits={PACK: PACK.removeprefix("return ")},
    ),
    of_persistent(
        "base-class-not-begun",
        "Your __init__ does not call the one of the class that it extends.",
        "Who makes the lists and dictionaries that the other methods use?",
        fails=("persistent", "once", "second order"),
        costly="No tape can record.",
        edits={"        self.records, self.followed = [], {}\n": ""},
    ),
]

MISTAKES: list[Mistake] = [
    *RECORD_MISTAKES,
    *VJP_MISTAKES,
    *UNBROADCAST_MISTAKES,
    *REDUCTION_MISTAKES,
    *BACKWARD_MISTAKES,
    *GRADIENT_TAPE_MISTAKES,
    *PERSISTENT_MISTAKES,
    *PROMISES,
]
