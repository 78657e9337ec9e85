# Terse: as few lines as will do, comprehensions, no intermediate names.

# %% network-dense-solution
class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        l = np.sqrt(6 / (inputs + outputs))
        self.kernel = tf.Variable(np.random.default_rng(seed).uniform(-l, l, (inputs, outputs)).astype("float32"))
        self.bias = tf.Variable(np.zeros(outputs, "float32"))
        self.trainable_variables = [self.kernel, self.bias]
        self.f = activation or (lambda y: y)

    def __call__(self, x):
        return self.f(x @ self.kernel + self.bias)


# %% network-sequential-solution
from functools import reduce


class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        return reduce(lambda y, f: f(y), self.layers, x)

    @property
    def trainable_variables(self):
        return sum((list(getattr(f, "trainable_variables", ())) for f in self.layers), [])


# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    n, k = logits.shape
    if len(labels) != n or not all(0 <= i < k for i in labels.numpy()):
        raise ValueError
    z = logits - np.max(logits.numpy(), 1, keepdims=True)
    return tf.reduce_mean(tf.math.log(tf.reduce_sum(tf.exp(z), 1)) - tf.reduce_sum(z * tf.one_hot(labels, k, dtype=z.dtype), 1))


# %% network-penalty-solution
def l2_penalty(variables, strength):
    return strength * sum((tf.reduce_sum(v * v) for v in variables if len(v.shape) >= 2), tf.constant(0.0))


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    return loss(labels, model(inputs)) + l2_penalty(model.trainable_variables, strength)


# %% network-fit-solution
def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    vs, h, best = model.trainable_variables, {"loss": [], "val_loss": []}, []
    for e in range(epochs):
        for x, y in tf.minibatches(*train, batch_size, seed + e):
            with tf.GradientTape() as tape:
                l = loss(model, x, y)
            optimizer.apply_gradients(zip(tape.gradient(l, vs), vs))
        for key, data in zip(h, (train, validation)):
            h[key].append(float(loss(model, *data)))
        v = h["val_loss"]
        if v.index(min(v)) == e:
            best = [x.numpy() for x in vs]
        if e - v.index(min(v)) == patience:
            break
    [v.assign(b) for v, b in zip(vs, best)]
    return h


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    p = np.concatenate([model(inputs[i : i + batch_size]).numpy().argmax(1) for i in range(0, len(inputs), batch_size)])
    t = labels.numpy()
    return float((p == t).mean()), np.array([[((t == i) & (p == j)).sum() for j in range(classes)] for i in range(classes)])


# %% network-checkpoint-solution
def save_weights(path, variables):
    np.savez(path, **{k: v.numpy() for k, v in variables.items()})


def load_weights(path, variables):
    with np.load(path) as f:
        new = dict(f)
    kind = lambda a: (tuple(a.shape), a.dtype.name)
    bad = [k for k in {**new, **variables} if k not in new or k not in variables or kind(new[k]) != kind(variables[k])]
    if bad:
        raise ValueError(bad)
    [v.assign(new[k]) for k, v in variables.items()]
