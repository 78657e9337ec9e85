# Another inside: no dictionary, but a list of pairs of object and gradient, compared with `is`.
# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    """Walk the records from last to first, and gather the gradients of the sources."""
    pairs = []

    def find(x):
        for pair in reversed(pairs):
            if pair[0] is x:
                return pair
        return None

    def add(x, g):
        pair = find(x)
        if pair is None:
            pairs.append([x, g])
        else:
            pair[1] = pair[1] + g

    for target, g in zip(targets, output_gradients):
        add(target, g)
    for record in reversed(records):
        pair = find(record.output)
        if pair is not None:
            for rule, x in zip(VJPS[record.op], record.inputs):
                if rule is not None:
                    share = rule(pair[1], record.output, *record.inputs, **record.attributes)
                    add(x, unbroadcast(share, x.shape))
    return [None if find(source) is None else find(source)[1] for source in sources]


# %% tape-gradient-tape-solution
class GradientTape:
    """Records what runs in a `with` block, to find gradients."""

    def __init__(self):
        self.records = []
        self.followed = []
        self.used = False

    def __enter__(self):
        listeners.append(self._hear)
        return self

    def __exit__(self, *exception):
        listeners.remove(self._hear)

    def watch(self, x):
        self.followed.append(x)

    def _follows(self, x):
        if isinstance(x, tf.Variable) and x.trainable:
            return True
        return any(x is other for other in self.followed)

    def _hear(self, record):
        if any([self._follows(x) for x in record.inputs]):
            self.records.append(record)
            self.followed.append(record.output)

    def gradient(self, target, sources):
        if self.used:
            raise RuntimeError("only once")
        self.used = True
        leaves = flatten(sources)
        gradients = backward(self.records, [target], [tf.ones_like(target)], leaves)
        gradients = [g if self._follows(x) else None for x, g in zip(leaves, gradients)]
        return pack_like(sources, gradients)
