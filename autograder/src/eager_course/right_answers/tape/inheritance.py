# Inheritance: a listener class, of which recording and the tape are two kinds.
# %% tape-record-solution
class Listener:
    """A `with` block that hears of every operation."""

    def __init__(self):
        self.records = []

    def hear(self, record):
        self.records.append(record)

    def __enter__(self):
        listeners.append(self.hear)
        return self

    def __exit__(self, *exception):
        listeners.remove(self.hear)


class recording(Listener):
    def __enter__(self):
        super().__enter__()
        return self.records


# %% tape-gradient-tape-solution
class GradientTape(Listener):
    """Records what runs in a `with` block, to find gradients."""

    def __init__(self):
        super().__init__()
        self.followed = {}
        self.used = False

    def watch(self, x):
        self.followed[id(x)] = x

    def hear(self, record):
        for x in record.inputs:
            if isinstance(x, tf.Variable) and x.trainable:
                self.watch(x)
        if any(id(x) in self.followed for x in record.inputs):
            super().hear(record)
            self.watch(record.output)

    def gradient(self, target, sources):
        if self.used:
            raise RuntimeError("the gradient was taken before")
        self.used = True
        return self.walk(target, sources)

    def walk(self, target, sources):
        leaves = flatten(sources)
        gradients = backward(self.records, [target], [tf.ones_like(target)], leaves)
        for i, x in enumerate(leaves):
            if id(x) not in self.followed:
                gradients[i] = None
        return pack_like(sources, gradients)


# %% tape-persistent-solution
class GradientTape(GradientTape):
    """As before, and it may be persistent."""

    def __init__(self, persistent=False):
        super().__init__()
        self.persistent = persistent

    def gradient(self, target, sources):
        if self.persistent:
            return self.walk(target, sources)
        return super().gradient(target, sources)
