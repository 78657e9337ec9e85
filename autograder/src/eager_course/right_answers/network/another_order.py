# Another order: everything is done in an order that nobody would have thought of.

# %% network-dense-solution
class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        self.activation = activation
        self.bias = tf.Variable(tf.zeros([outputs]))
        upside_down = np.random.default_rng(seed).uniform(-1, 1, [outputs, inputs])
        self.kernel = tf.Variable((upside_down.T * (6 / (inputs + outputs)) ** 0.5).astype("float32"))

    def __call__(self, x):
        y = self.bias + tf.transpose(tf.transpose(self.kernel) @ tf.transpose(x))
        return y if not self.activation else self.activation(y)

    @property
    def trainable_variables(self):
        return [self.bias, self.kernel][::-1]


# %% network-sequential-solution
class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        waiting = list(self.layers)[::-1]
        while waiting:
            x = waiting.pop()(x)
        return x

    @property
    def trainable_variables(self):
        found = []
        for layer in reversed(self.layers):
            found = list(getattr(layer, "trainable_variables", [])) + found
        return found


# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    classes, label = logits.shape[-1], labels.numpy().astype("int64")
    if logits.shape[0] != label.size:
        raise ValueError("lengths")
    if not np.isin(label, np.arange(classes)).all():
        raise ValueError("labels")
    own = tf.reduce_sum(logits * tf.one_hot(labels, classes, dtype=logits.dtype), axis=1, keepdims=True)
    gaps = logits - own  # how far each logit lies above the label's
    top = gaps.numpy().max(axis=1, keepdims=True)
    losses = tf.math.log(tf.reduce_sum(tf.exp(gaps - top), axis=1, keepdims=True)) + top
    return tf.reduce_mean(losses)


# %% network-penalty-solution
def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    penalty = l2_penalty(model.trainable_variables, strength)
    logits = model(inputs)
    return penalty + loss(labels, logits)


def l2_penalty(variables, strength):
    return tf.constant(0.0) + sum(tf.reduce_sum(strength * v * v) for v in variables if len(v.shape) != 1)


# %% network-fit-solution
def fit(model, optimizer, loss, train, validation, epochs, batch_size, patience, seed=0):
    variables, lowest, left, epoch = model.trainable_variables, np.inf, patience, 0
    history = {"val_loss": [], "loss": []}
    while epoch < epochs and left:
        for xs, ys in tf.minibatches(train[0], train[1], batch_size, epoch + seed):
            with tf.GradientTape() as tape:
                value = loss(model, xs, ys)
            optimizer.apply_gradients(zip(tape.gradient(value, variables), variables))
        history["val_loss"].append(float(loss(model, *validation)))
        history["loss"].append(float(loss(model, *train)))
        epoch, left = epoch + 1, left - 1
        if history["val_loss"][-1] < lowest:
            lowest, left, best = history["val_loss"][-1], patience, [v.numpy() for v in variables]
    while best:
        variables[len(best) - 1].assign(best.pop())
    return history
