# __slots__, and recording as a class of its own with __enter__ and __exit__.
# %% tape-record-solution
class recording:
    """Record every operation that runs inside a `with` block."""

    __slots__ = ("_heard", "_listener")

    def __enter__(self):
        self._heard = []
        self._listener = self._heard.append
        listeners.append(self._listener)
        return self._heard

    def __exit__(self, kind, error, trace):
        listeners.remove(self._listener)
        return False


# %% tape-gradient-tape-solution
class GradientTape:
    """Records what runs in a `with` block, to find gradients."""

    __slots__ = ("_kept", "_known", "_held", "_spent", "_ear")

    def __init__(self):
        self._kept, self._known, self._held, self._spent = [], set(), [], False
        self._ear = self._listen

    def __enter__(self):
        listeners.append(self._ear)
        return self

    def __exit__(self, *exception):
        listeners.remove(self._ear)

    def watch(self, x):
        self._known.add(id(x))
        self._held.append(x)  # so that the id stays its own

    def _listen(self, record):
        for x in record.inputs:
            if isinstance(x, tf.Variable) and x.trainable:
                self.watch(x)
        if not self._known.isdisjoint(map(id, record.inputs)):
            self._kept.append(record)
            self._known.add(id(record.output))

    def gradient(self, target, sources):
        if self._spent:
            raise RuntimeError("spent")
        self._spent = True
        flat = flatten(sources)
        found = iter(backward(self._kept, [target], [tf.ones(target.shape, target.dtype)], flat))
        return pack_like(sources, [g if id(x) in self._known else None for x, g in zip(flat, found)])


# %% tape-persistent-solution
class GradientTape(GradientTape):
    """As before, and it may be persistent."""

    __slots__ = ("_lasting",)

    def __init__(self, persistent=False):
        super().__init__()
        self._lasting = persistent

    def gradient(self, target, sources):
        found = super().gradient(target, sources)
        if self._lasting:
            self._spent = False
        return found
