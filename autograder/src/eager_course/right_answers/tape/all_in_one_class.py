# The whole tape in the cell of section 6, persistent included; section 7 has nothing to add.
# %% tape-gradient-tape-solution
class GradientTape:
    """A tape that records everything, and finds out at the end what depends on what."""

    def __init__(self, persistent=False):
        self._recording = recording()
        self._persistent = persistent
        self._watched = []  # pairs: what is watched, and how many records there were then
        self._asked = False

    def __enter__(self):
        self._records = self._recording.__enter__()
        return self

    def __exit__(self, *exception):
        return self._recording.__exit__(*exception)

    def watch(self, x):
        self._watched.append((x, len(self._records)))

    def gradient(self, target, sources):
        if self._asked and not self._persistent:
            raise RuntimeError("gradient was called before")
        self._asked = True
        records, known = self._connected()
        leaves = flatten(sources)
        found = backward(records, [target], [tf.ones_like(target)], leaves)
        return pack_like(sources, [g if id(x) in known else None for x, g in zip(leaves, found)])

    def _connected(self):
        """The records that depend on something watched, and the ids of all that does."""
        kept, known = [], {id(x) for x, since in self._watched if since == 0}
        for number, record in enumerate(self._records):
            known |= {id(x) for x, since in self._watched if since == number}
            known |= {id(x) for x in record.inputs if isinstance(x, tf.Variable) and x.trainable}
            if any(id(x) in known for x in record.inputs):
                kept.append(record)
                known.add(id(record.output))
        known |= {id(x) for x, since in self._watched}
        return kept, known


# %% tape-persistent-solution
assert GradientTape(persistent=True)
