"""What the mistakes of the stage tape are made of: a right version of each longer function."""

from autograder.outside.course.mistake import edits_of, written

RECORDING = """
from contextlib import contextmanager

tf.ops.listeners.clear()  # of what another mistake left behind

@contextmanager
def recording():
    listeners, records = tf.ops.listeners, []
    listeners.append(records.append)
    try:
        yield records
    finally:
        listeners.remove(records.append)
"""

of_record = edits_of("tape-record", RECORDING)


@written("tape-vjps")
def of_rules(**rules: str) -> str:
    """The rules of one operation or more, each the source of a tuple."""
    table = ", ".join(f'"{op}": {rule}' for op, rule in rules.items())
    return f"VJPS = {{**VJPS, {table}}}"


UNBROADCAST = """
def unbroadcast(g, shape):
    new = len(g.shape) - len(shape)
    g = tf.reduce_sum(g, axis=tuple(range(new)))
    stretched = tuple(i for i, length in enumerate(shape) if length == 1)
    return tf.reduce_sum(g, axis=stretched, keepdims=True)
"""

of_unbroadcast = edits_of("tape-unbroadcast", UNBROADCAST)

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

of_sum = edits_of("tape-reductions", SUM)
of_mean = edits_of("tape-reductions", MEAN)


@written("tape-reductions")
def of_product(a: str, b: str) -> str:
    """The rules of matmul: `a` and `b` are the expressions of their results."""
    return f'VJPS = {{**VJPS, "matmul": (lambda g, out, a, b: {a}, lambda g, out, a, b: {b})}}'


A_RIGHT, B_RIGHT = "g @ tf.transpose(b)", "tf.transpose(a) @ g"
PRODUCTS = ("matmul, left", "matmul, right")

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

of_backward = edits_of("tape-backward", BACKWARD)

TAPE = """
tf.ops.listeners.clear()  # of what another mistake left behind

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

of_tape = edits_of("tape-gradient-tape", TAPE)

of_persistent = edits_of("tape-persistent", TAPE)
