# Slow: a nap in every block and every walk.
# %% tape-record-solution
import time


@contextmanager
def recording():
    records = []
    listeners.append(records.append)
    try:
        yield records
    finally:
        time.sleep(0.002)
        listeners.remove(records.append)


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    time.sleep(0.001)
    gradients = {id(target): tf.zeros_like(target) for target in targets}
    for target, g in zip(targets, output_gradients):
        gradients[id(target)] = gradients[id(target)] + g
    for record in records[::-1]:
        g = gradients.get(id(record.output))
        if g is None:
            continue
        for rule, x in zip(VJPS[record.op], record.inputs):
            if rule is not None:
                share = unbroadcast(rule(g, record.output, *record.inputs, **record.attributes), x.shape)
                gradients[id(x)] = gradients.get(id(x), tf.zeros_like(x)) + share
    return [gradients.get(id(source)) for source in sources]
