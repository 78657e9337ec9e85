# Terse: as few lines as the exercises can be done in.
# %% tape-record-solution
@contextmanager
def recording():
    listeners.append((records := []).append)
    try:
        yield records
    finally:
        listeners.remove(records.append)


# %% tape-vjps-solution
pass_on = lambda g, out, *inputs: g
VJPS = dict(
    add=(pass_on, pass_on),
    negative=(lambda g, out, x: -g,),
    sin=(sin_x,),
    subtract=(pass_on, lambda g, out, x, y: -g),
    multiply=(lambda g, out, x, y: y * g, lambda g, out, x, y: x * g),
    divide=(lambda g, out, x, y: g / y, lambda g, out, x, y: -out * g / y),
    square=(lambda g, out, x: 2 * x * g,),
    exp=(lambda g, out, x: out * g,),
    log=(lambda g, out, x: g / x,),
    tanh=(lambda g, out, x: (1 - out**2) * g,),
    relu=(lambda g, out, x: tf.cast(x > 0, g.dtype) * g,),
)


# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    g = tf.reduce_sum(g, tuple(range(len(g.shape) - len(shape))))
    return tf.reduce_sum(g, tuple(i for i, n in enumerate(shape) if n == 1), True)


# %% tape-reductions-solution
kept = lambda x, axis: [1 if axis is None or i in axis else n for i, n in enumerate(x.shape)]
VJPS["reduce_sum"] = (
    lambda g, out, x, axis=None, keepdims=False: tf.broadcast_to(tf.reshape(g, kept(x, axis)), x.shape),
)
VJPS["reduce_mean"] = (
    lambda g, out, x, **where: VJPS["reduce_sum"][0](g * (np.prod(out.shape) / np.prod(x.shape)).item(), out, x, **where),
)
VJPS["matmul"] = (lambda g, out, a, b: g @ tf.transpose(b), lambda g, out, a, b: tf.transpose(a) @ g)


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    shares = [(id(t), g) for t, g in zip(targets, output_gradients)]
    total = {}
    for key, g in shares:
        total[key] = total[key] + g if key in total else g
    for op, inputs, out, attributes in reversed(records):
        for rule, x in zip(VJPS[op], inputs) if id(out) in total else ():
            if rule:
                g = unbroadcast(rule(total[id(out)], out, *inputs, **attributes), x.shape)
                total[id(x)] = total[id(x)] + g if id(x) in total else g
    return [total.get(id(s)) for s in sources]
