# Another order of evaluation: formulas turned about, shares counted before a record is visited.
# %% tape-vjps-solution
def pass_on(g, out, *inputs):
    return g


def tanh_x(g, out, x):
    e = tf.exp(x)
    cosh = (e + 1.0 / e) / 2.0
    return g / cosh / cosh


VJPS = {
    "add": (pass_on, pass_on),
    "negative": (lambda g, out, x: 0.0 - g,),
    "sin": (lambda g, out, x: tf.cos(x) * g,),
    "subtract": (pass_on, lambda g, out, x, y: g * -1.0),
    "multiply": (lambda g, out, x, y: y * g, lambda g, out, x, y: x * g),
    "divide": (lambda g, out, x, y: g * (1.0 / y), lambda g, out, x, y: (x / y) * (-g / y)),
    "square": (lambda g, out, x: g * x + g * x,),
    "exp": (lambda g, out, x: tf.exp(x) * g,),
    "log": (lambda g, out, x: (1.0 / x) * g,),
    "tanh": (tanh_x,),
    "relu": (lambda g, out, x: g - tf.where(x > 0.0, 0.0, g),),
}


# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    """One axis after the other, the last one first."""
    for axis in reversed(range(len(g.shape))):
        place = axis - len(g.shape) + len(shape)
        if place >= 0 and shape[place] == 1:
            g = tf.reduce_sum(g, axis=axis, keepdims=True)
    while g.ndim > len(shape):
        g = tf.reduce_sum(g, axis=0)
    return g


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    """Visit a record when all of the records that used its output were visited."""
    made_by = {id(record.output): record for record in records}
    waiting = {}
    for record in records:
        for x in record.inputs:
            waiting[id(x)] = waiting.get(id(x), 0) + 1
    total = {}
    for target, g in zip(targets, output_gradients):
        total[id(target)] = total[id(target)] + g if id(target) in total else g
    ready = [record for record in records if not waiting.get(id(record.output))]
    while ready:
        record = ready.pop()
        g = total.get(id(record.output))
        for place in reversed(range(len(record.inputs))):
            x = record.inputs[place]
            rules = (None, None, None) if g is None else VJPS[record.op]
            if rules[place] is not None:
                share = rules[place](g, record.output, *record.inputs, **record.attributes)
                share = unbroadcast(share, x.shape)
                total[id(x)] = share + total[id(x)] if id(x) in total else share
            waiting[id(x)] -= 1
            if not waiting[id(x)] and id(x) in made_by:
                ready.append(made_by[id(x)])
    return [total[id(s)] if id(s) in total else None for s in sources]
