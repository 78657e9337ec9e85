# float64 inside, and a cast at the edge.
# %% tape-vjps-solution
def in_float64(rule):
    """The rule, computed in float64, with a result of g's own dtype."""

    def careful(g, out, *inputs):
        wide = [tf.cast(value, tf.float64) for value in (g, out, *inputs)]
        return tf.cast(rule(*wide), g.dtype)

    return careful


def pass_on(g, out, *inputs):
    return g


VJPS = {
    "add": (pass_on, pass_on),
    "negative": (in_float64(lambda g, out, x: -g),),
    "sin": (in_float64(lambda g, out, x: g * tf.cos(x)),),
    "subtract": (pass_on, in_float64(lambda g, out, x, y: -g)),
    "multiply": (
        in_float64(lambda g, out, x, y: g * y),
        in_float64(lambda g, out, x, y: g * x),
    ),
    "divide": (
        in_float64(lambda g, out, x, y: g / y),
        in_float64(lambda g, out, x, y: -(g * x) / (y * y)),
    ),
    "square": (in_float64(lambda g, out, x: g * (x + x)),),
    "exp": (in_float64(lambda g, out, x: g * tf.exp(x)),),
    "log": (in_float64(lambda g, out, x: g / x),),
    "tanh": (in_float64(lambda g, out, x: g * (1.0 - tf.square(tf.tanh(x)))),),
    "relu": (in_float64(lambda g, out, x: tf.where(x > 0.0, g, tf.zeros_like(g))),),
}


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    """Walk the records from last to first, and gather the gradients of the sources."""
    sums = {}

    def add(x, g):
        g = tf.cast(g, tf.float64)
        sums[id(x)] = g if id(x) not in sums else sums[id(x)] + g

    for target, g in zip(targets, output_gradients):
        add(target, g)
    for record in reversed(records):
        if id(record.output) in sums:
            g = tf.cast(sums[id(record.output)], record.output.dtype)
            for rule, x in zip(VJPS[record.op], record.inputs):
                if rule is not None:
                    share = rule(g, record.output, *record.inputs, **record.attributes)
                    add(x, unbroadcast(share, x.shape))
    return [tf.cast(sums[id(s)], s.dtype) if id(s) in sums else None for s in sources]
