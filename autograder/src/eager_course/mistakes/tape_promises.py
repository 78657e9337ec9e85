"""More mistakes of the stage tape: most break one promise of a docstring, and no other."""

from autograder.outside.course.mistake import Mistake

from .tape_library import (
    A_RIGHT,
    B_RIGHT,
    EACH_INPUT,
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

HEARS = "    listeners.append(records.append)\n"
REMOVES = "listeners.remove(records.append)"

RECORD = [
    of_record(
        "first-block-goes-on",
        "The first block of your recording never stops; all the others do.",
        "What is different when it is used for the first time?",
        fails=("end",),
        remembers=True,
        edits={
            "@contextmanager": "used = []\n\n@contextmanager",
            REMOVES: "used.append(1)\n        if len(used) > 1:\n            " + REMOVES,
        },
    ),
    of_record(
        "empty-block-goes-on",
        "Your recording stops only if something was recorded.",
        "A block in which nothing runs ends, too. Who takes its listener out?",
        fails=("end",),
        edits={REMOVES: "if records:\n            " + REMOVES},
    ),
    of_record(
        "a-thousand-at-most",
        "Your recording keeps the first thousand records, and no more.",
        "How long may a program be?",
        fails=("operations",),
        edits={
            HEARS: (
                "    def hear(record):\n"
                "        if len(records) < 1000:\n"
                "            records.append(record)\n"
                "    listeners.append(hear)\n"
            ),
            "remove(records.append)": "remove(hear)",
        },
    ),
    of_record(
        "another-of-its-kind",
        "Your recording raises a new exception of the same kind; the block's own gets lost.",
        "Which object does a plain `raise` raise?",
        fails=("exception",),
        edits={
            "    finally:\n        l": (
                "    except Exception as error:\n"
                "        raise type(error)(*error.args)\n"
                "    finally:\n        l"
            )
        },
    ),
    of_record(
        "begins-before-its-block",
        "Your recording begins when it is called, before its block does.",
        "`block = recording()` may stand some lines above `with block:`. When does yours begin?",
        fails=("operations",),
        edits={
            "@contextmanager\n": "",
            HEARS: HEARS + "    return block(listeners, records)\n\n"
            "@contextmanager\ndef block(listeners, records):\n",
        },
    ),
]

RULES = [
    of_rules(
        "negative-passes-g-on",
        "In your table negative passes g on with its sign.",
        "The rule was there. What became of it?",
        fails=("subtract",),
        negative="(lambda g, out, x: g,)",
    ),
    of_rules(
        "add-feeds-its-first-input",
        "In your table add has a rule for its first input alone.",
        "How many inputs does add have?",
        fails=("subtract",),
        add='VJPS["add"][:1]',
    ),
    of_rules(
        "sin-like-cos",
        "In your table sin has the slope of another function.",
        "The rule was there. What became of it?",
        fails=("subtract",),
        sin="(lambda g, out, x: -g * out,)",
    ),
    of_rules(
        "divide-kept-away-from-zero",
        "Your rule for divide adds a little to the number that it divides by.",
        "What does the little do to a y that is little, too?",
        fails=("divide",),
        divide='(lambda g, out, x, y: g / (y + 1e-6), VJPS["divide"][1])',
    ),
    of_rules(
        "square-by-a-root",
        "Your rule for square takes the root of the output for x.",
        "What is the root of (-3) * (-3)? The input is at hand, with its sign.",
        fails=("square",),
        square="(lambda g, out, x: 2.0 * g * out**0.5,)",
    ),
    of_rules(
        "square-stopped",
        "Your rule for square stops the gradient at x: no tape can follow it there.",
        "stop_gradient hands on the value, and hides where it came from. Who needs the way?",
        fails=("operations",),
        square="(lambda g, out, x: 2.0 * g * tf.stop_gradient(x),)",
    ),
    of_rules(
        "divide-by-a-copy-of-y",
        "Your rule for the second input of divide takes the numbers out of y, and a tape loses "
        "track there.",
        "Your result depends on y by way of `out`, and how else? A tape has to find each way.",
        fails=("operations",),
        divide='(VJPS["divide"][0], lambda g, out, x, y: -g * out / y.numpy())',
    ),
    of_rules(
        "tanh-by-exp",
        "Your rule for tanh computes exp(2 * x), which is infinite where x is large.",
        "What is inf / inf? How steep is tanh there? `out` is at hand.",
        fails=("tanh",),
        tanh="(lambda g, out, x:"
        " g * (1.0 - tf.square((tf.exp(2.0 * x) - 1.0) / (tf.exp(2.0 * x) + 1.0))),)",
    ),
    of_rules(
        "relu-from-a-thousandth-on",
        "Your rule for relu takes small positive numbers for zero.",
        "Where exactly does the slope change?",
        fails=("relu",),
        relu="(lambda g, out, x: tf.where(x > 1e-3, g, 0.0),)",
    ),
]

SUMMED = "    g = tf.reduce_sum(g, axis=tuple(range(new)))\n"

UNBROADCAST = [
    of_unbroadcast(
        "numpy-where-it-sums",
        "Where your unbroadcast has something to sum, it sums with NumPy.",
        "Section 7 takes the gradient of a gradient. Which functions does a tape hear?",
        fails=("Tensor",),
        edits={SUMMED: "    if g.shape != shape:\n        g = tf.constant(g.numpy())\n" + SUMMED},
    ),
    of_unbroadcast(
        "numpy-where-nothing-is-summed",
        "Where your unbroadcast has nothing to sum, it makes a new Tensor of the numbers of g.",
        "Can a tape follow the new Tensor back to g?",
        fails=("nothing to do",),
        edits={
            SUMMED: "    if g.shape == shape:\n        return tf.constant(g.numpy())\n" + SUMMED
        },
    ),
    of_unbroadcast(
        "stopped-on-the-way",
        "Your unbroadcast stops the gradient: no tape can follow its result back to g.",
        "stop_gradient hands on the value, and hides where it came from. Who needs the way?",
        fails=("Tensor", "nothing to do"),
        edits={SUMMED: "    g = tf.stop_gradient(g)\n" + SUMMED},
    ),
    of_unbroadcast(
        "lacking-axes-remembered",
        "Your unbroadcast remembers for each shape how many axes it lacked the first time.",
        "A (2,) may meet a (3, 2), and then another (2,). Does your function ask each time?",
        fails=("leading axes", "both", "nothing to do"),
        remembers=True,
        edits={
            "def unbroadcast(": "lacking = {}\n\ndef unbroadcast(",
            "new = len(g.shape) - len(shape)": (
                "new = lacking.setdefault(shape, len(g.shape) - len(shape))"
            ),
        },
    ),
    of_unbroadcast(
        "floats-alone",
        "Your unbroadcast can only sum floats.",
        "Which dtypes can a Tensor have? The sum of any of them has the same.",
        fails=("dtype",),
        edits={SUMMED: "    g = g * 1.0\n" + SUMMED},
    ),
]

SPREAD = "tf.broadcast_to(tf.reshape(g, kept), x.shape)"

REDUCTIONS = [
    of_sum(
        "x-over-x-for-1",
        "Your rule for reduce_sum multiplies by x / x to get ones in the shape of x.",
        "What is 0 / 0? tf.ones_like needs no division.",
        fails=("whole sum", "axis", "keepdims"),
        edits={SPREAD: SPREAD + " * (x / x)"},
    ),
    of_mean(
        "no-axis-taken-for-all",
        "Your rule for reduce_mean takes an empty tuple of axes for all of them.",
        "`not axis` is true of None, and of what else? Over how many is the mean along no axis?",
        fails=("mean",),
        edits={
            "    kept = ": "    everything = len(x.numpy().ravel())\n    kept = ",
            "count = len(x.numpy().ravel()) / len(out.numpy().ravel())": (
                "count = len(x.numpy().ravel()) / len(out.numpy().ravel()) if axis else everything"
            ),
        },
    ),
    of_product(
        "left-made-float32",
        "Your rule for the left factor of matmul works in float32.",
        "A gradient has the dtype of its value. Which one has a?",
        fails=("matmul, left",),
        a="tf.cast(g, tf.float32) @ tf.cast(tf.transpose(b), tf.float32)",
        b=B_RIGHT,
    ),
    of_product(
        "right-made-float32",
        "Your rule for the right factor of matmul works in float32.",
        "A gradient has the dtype of its value. Which one has b?",
        fails=("matmul, right",),
        a=A_RIGHT,
        b="tf.cast(tf.transpose(a), tf.float32) @ tf.cast(g, tf.float32)",
    ),
]

CALL = "rule(g, record.output, *record.inputs, **record.attributes)"

BACKWARD = [
    of_backward(
        "rule-before-gradient",
        "Your backward wants a rule for every operation, even for one that leads nowhere.",
        "If a record's output has no gradient, what is its rule for?",
        fails=("chain",),
        edits={
            "        g = gradients.get(": "        VJPS[record.op]\n        g = gradients.get(",
        },
    ),
    of_backward(
        "KeyError-without-a-name",
        "Your backward raises a KeyError that does not say which operation has no rule.",
        "Somebody's long program ends with your error. What do they need to know to add the rule?",
        fails=("chain",),
        edits={
            EACH_INPUT: (
                "if record.op not in VJPS:\n"
                '            raise KeyError("a rule is missing")\n'
                "        " + EACH_INPUT
            )
        },
    ),
    of_backward(
        "rule-of-the-first-place",
        "Your backward uses the first input's rule twice where both inputs are the same value.",
        "In x - x the first x pushes the result up. And the second?",
        fails=("fan-out",),
        edits={
            EACH_INPUT: (
                "places = [id(x) for x in record.inputs]\n"
                "        for x in record.inputs:\n"
                "            rule = VJPS[record.op][places.index(id(x))]"
            )
        },
    ),
    of_backward(
        "attributes-by-place",
        "Your backward hands the attributes to the rule by their places, not by their names.",
        "What do the two stars in **record.attributes do, and what would one star do?",
        fails=("chain",),
        edits={"**record.attributes": "*record.attributes.values()"},
    ),
    of_backward(
        "rules-of-long-ago",
        "Your backward knows the rules that the table had when it was defined, and no later ones.",
        "Whoever needs an operation adds its rule to the table. When does yours look there?",
        fails=("chain",),
        edits={
            "def backward(": "RULES = dict(VJPS)\n\ndef backward(",
            "zip(VJPS[record.op],": "zip(RULES[record.op],",
        },
    ),
    of_backward(
        "targets-used-up",
        "Your backward empties the list of targets.",
        "To whom does the list belong? What will a second walk find in it?",
        fails=("values",),
        edits={
            "for target, start in zip(targets, output_gradients):\n        add(target, start)": (
                "for start in output_gradients:\n        add(targets.pop(0), start)"
            )
        },
    ),
    of_backward(
        "no-start-without-a-record",
        "Your backward leaves out a target that no record made.",
        "A target may be an input of the program. What does it start with?",
        fails=("sources and targets",),
        edits={
            "        add(target, start)\n": (
                "        if any(target is record.output for record in records):\n"
                "            add(target, start)\n"
            )
        },
    ),
    of_backward(
        "stopped-on-the-way",
        "Your backward stops its gradients: no tape can follow how they were computed.",
        "Section 7 takes the gradient of a gradient. What does stop_gradient hide?",
        fails=("fan-out",),
        edits={"share = " + CALL: "share = tf.stop_gradient(" + CALL + ")"},
    ),
]

WALK = "found = backward(self.records, [target], [start], leaves)"
MUTED = """\
heard = tf.ops.listeners[:]
        tf.ops.listeners.clear()
        {walk}
        tf.ops.listeners.extend(heard)"""
RESULT = "        result = [g if self.follows(x) else None for x, g in zip(leaves, found)]"
PACK = "        return tf.structures.pack_like(sources, result)"

TAPE = [
    of_tape(
        "without-a-rule-let-go",
        "Your tape lets go of an operation that has no rule, and answers as if it had not run.",
        "What does backward do at an operation without a rule? When does it get to see one?",
        fails=("Variables",),
        edits={
            "class GradientTape:\n": (
                'RULES = backward.__globals__["VJPS"]\n\nclass GradientTape:\n'
            ),
            "if any(": "if record.op in RULES and any(",
        },
    ),
    of_tape(
        "third-input-not-looked-at",
        "Your tape looks only at the first two inputs of an operation.",
        "tf.where has three inputs. Which of them may be followed?",
        fails=("Variables",),
        edits={"in record.inputs)": "in record.inputs[:2])"},
    ),
    of_tape(
        "only-the-latest-is-watched",
        "Your tape forgets what it followed when it is told to watch something else.",
        "Two constants are watched, one after the other. How many is that?",
        fails=("watch",),
        edits={"        self.followed[id(x)] = x": "        self.followed = {id(x): x}"},
    ),
    of_tape(
        "silence-while-it-walks",
        "While your tape computes gradients, no other tape hears anything.",
        "A tape around yours still records. Whose listener is it that you take out?",
        fails=("own records",),
        edits={WALK: MUTED.format(walk=WALK)},
    ),
    of_tape(
        "gradients-made-anew",
        "Your tape makes new Tensors of the gradients, which no outer tape can follow.",
        "`.numpy()` gives the numbers, and what is lost?",
        fails=("own records",),
        edits={
            PACK: "        result = [g if g is None else tf.constant(g.numpy()) for g in result]\n"
            + PACK
        },
    ),
]

PERSISTENT = [
    of_persistent(
        "strangers-answered",
        "Your tape gives gradients for sources that are not followed.",
        "A constant that nobody watches: what did the tape of exercise 6 say about it?",
        fails=("persistent",),
        edits={"if self.follows(x) else None": "if True else None"},
    ),
    of_persistent(
        "strangers-answered-later",
        "From its second call on, your persistent tape answers for sources that are not followed.",
        "Each call answers as if it were the first. What did the first say?",
        fails=("persistent",),
        edits={
            "self.used = not self.persistent": (
                "again = getattr(self, 'asked', False)\n"
                "        self.used, self.asked = not self.persistent, True"
            ),
            "if self.follows(x) else": "if again or self.follows(x) else",
        },
    ),
    of_persistent(
        "starts-in-float32",
        "Your gradient starts with a 1 of float32, whatever the dtype of the target is.",
        "tf.ones_like(target) has the shape and the dtype of the target. What has yours?",
        fails=("persistent",),
        edits={"tf.ones_like(target)": "tf.ones(target.shape)"},
    ),
    of_persistent(
        "starts-with-one-number",
        "Your gradient starts with a single 1, however many elements the target has.",
        "tf.ones_like(target) has the shape and the dtype of the target. What has yours?",
        fails=("persistent",),
        edits={"tf.ones_like(target)": "tf.constant(1.0, target.dtype)"},
    ),
    of_persistent(
        "persistent-in-silence",
        "While your persistent tape computes gradients, no other tape hears anything.",
        "A tape around yours still records. Whose listener is it that you take out?",
        fails=("second order",),
        edits={
            WALK: "heard = tf.ops.listeners[:]\n"
            "        if self.persistent:\n"
            "            tf.ops.listeners.clear()\n"
            "        " + WALK + "\n        tf.ops.listeners[:] = heard"
        },
    ),
    of_persistent(
        "once-for-each-target",
        "Your tape refuses a second call only if it is asked about the same target.",
        "The records are gone after the first call, whatever it was about.",
        fails=("once",),
        edits={
            "if self.used:": "if self.used is target:",
            "self.used = not self.persistent": "self.used = None if self.persistent else target",
        },
    ),
    of_persistent(
        "zero-for-None",
        "Your gradient says zero where there is no path.",
        "Zero and None are two messages. Which of them means that no path leads there?",
        fails=("persistent", "second order"),
        costly="A zero takes away the difference that both parts ask about.",
        edits={
            PACK: "        result = [tf.zeros_like(x) if g is None else g"
            " for x, g in zip(leaves, result)]\n" + PACK
        },
    ),
]

PROMISES: list[Mistake] = [
    *RECORD,
    *RULES,
    *UNBROADCAST,
    *REDUCTIONS,
    *BACKWARD,
    *TAPE,
    *PERSISTENT,
]
