# Another inside: a dict of lists of shares, which are added up when a gradient is needed.
# %% tape-backward-solution
import functools
from collections import defaultdict


def backward(records, targets, output_gradients, sources):
    """Walk the records from last to first, and gather the gradients of the sources."""
    shares = defaultdict(list)

    def total(x):
        found = shares.get(id(x))
        return functools.reduce(tf.add, found) if found else None

    for target, g in zip(targets, output_gradients):
        shares[id(target)].append(g)
    for record in records[::-1]:
        g = total(record.output)
        if g is not None:
            for i, x in enumerate(record.inputs):
                if VJPS[record.op][i] is not None:
                    share = VJPS[record.op][i](g, record.output, *record.inputs, **record.attributes)
                    shares[id(x)].append(unbroadcast(share, x.shape))
    return [total(source) for source in sources]
