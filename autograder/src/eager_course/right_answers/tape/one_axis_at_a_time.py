# One axis at a time: loops over axes, shares kept beside their Tensors, and an ExitStack.
# %% tape-record-solution
from contextlib import ExitStack


class recording(ExitStack):
    """Record every operation that runs inside a `with` block."""

    def __enter__(self):
        super().__enter__()
        records = []
        self.callback(listeners.remove, records.append)
        listeners.append(records.append)
        return records


# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    """Sum g over the axes along which a value of `shape` was repeated."""
    while g.ndim > len(shape):
        g = tf.reduce_sum(g, axis=0)
    for axis, length in enumerate(shape):
        if g.shape[axis] != length:
            g = tf.reduce_sum(g, axis=axis, keepdims=True)
    return g


# %% tape-reductions-solution
def reduce_sum_x(g, out, x, axis=None, keepdims=False):
    """Spread g over all that was summed: a Tensor of the shape of x."""
    if axis is not None and not keepdims:
        for i in axis:
            g = tf.expand_dims(g, i)
    return g * tf.ones_like(x)


def reduce_mean_x(g, out, x, axis=None, keepdims=False):
    """As reduce_sum_x, but for a mean: every element of x gets its share of g."""
    count = 1
    for i in range(x.ndim) if axis is None else axis:
        count *= x.shape[i]
    return reduce_sum_x(g, out, x, axis, keepdims) / count


def matmul_a(g, out, a, b):
    return tf.matmul(g, b, transpose_b=True)


def matmul_b(g, out, a, b):
    return tf.matmul(a, g, transpose_a=True)


VJPS["reduce_sum"] = (reduce_sum_x,)
VJPS["reduce_mean"] = (reduce_mean_x,)
VJPS["matmul"] = (matmul_a, matmul_b)


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    """Walk the records from last to first, and gather the gradients of the sources."""
    known = {}
    shares = [*zip(targets, output_gradients)]
    for i in range(len(records), -1, -1):
        for x, share in shares:
            known[id(x)] = share + known[id(x)] if id(x) in known else share
        if i == 0:
            break
        record, shares = records[i - 1], []
        if id(record.output) in known:
            g = known[id(record.output)]
            for x, rule in zip(record.inputs, VJPS[record.op]):
                if rule:
                    share = rule(g, record.output, *record.inputs, **record.attributes)
                    shares.append((x, unbroadcast(share, x.shape)))
    return [known.get(id(x)) for x in sources]


# %% tape-gradient-tape-solution
class GradientTape(recording):
    """Records what runs in a `with` block, to find gradients."""

    def __init__(self):
        super().__init__()
        self.watched, self.asked = [], False

    def __enter__(self):
        self.heard = super().__enter__()
        return self

    def watch(self, x):
        self.watched.append((x, len(self.heard)))

    def gradient(self, target, sources):
        if self.asked:
            raise RuntimeError("a tape answers once")
        self.asked = True
        kept, connected = [], set()
        for i, record in enumerate(self.heard):
            connected.update(id(x) for x, since in self.watched if since <= i)
            connected.update(
                id(x) for x in record.inputs if isinstance(x, tf.Variable) and x.trainable
            )
            if connected & {id(x) for x in record.inputs}:
                kept.append(record)
                connected.add(id(record.output))
        connected.update(id(x) for x, _ in self.watched)
        leaves = flatten(sources)
        found = backward(kept, [target], [tf.ones_like(target)], leaves)
        return pack_like(
            sources, [g if id(x) in connected else None for x, g in zip(leaves, found)]
        )


# %% tape-persistent-solution
class GradientTape(GradientTape):
    """As before, and it may be persistent."""

    def __init__(self, persistent=False):
        super().__init__()
        self.persistent = persistent

    def gradient(self, target, sources):
        try:
            return super().gradient(target, sources)
        finally:
            self.asked = self.asked and not self.persistent
