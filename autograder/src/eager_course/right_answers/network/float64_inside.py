# Computes in float64 wherever it can, and rounds at the end.

# %% network-dense-solution
class Dense:
    def __init__(self, inputs, outputs, activation=None, seed=None):
        limit = np.sqrt(np.float64(6) / np.float64(inputs + outputs))
        drawn = np.random.default_rng(seed).uniform(-limit, limit, size=(inputs, outputs))
        self.kernel = tf.Variable(np.asarray(drawn, np.float32))
        self.bias = tf.Variable(np.zeros((outputs,), np.float32))
        self.trainable_variables = [self.kernel, self.bias]
        self.activation = activation

    def __call__(self, x):
        exact = tf.cast(x, tf.float64) @ tf.cast(self.kernel, tf.float64)
        y = tf.cast(exact + tf.cast(self.bias, tf.float64), tf.float32)
        return y if self.activation is None else self.activation(y)


# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    wide = tf.cast(logits, tf.float64)
    n, classes = logits.shape
    label = labels.numpy().astype(int)
    if label.shape != (n,):
        raise ValueError(f"{label.shape} labels, {n} rows")
    if np.any((label < 0) | (label >= classes)):
        raise ValueError("no such class")
    shift = wide.numpy().max(axis=-1)
    log_sum = tf.math.log(tf.reduce_sum(tf.exp(wide - shift[:, np.newaxis]), axis=-1)) + shift
    chosen = tf.reduce_sum(wide * np.eye(classes)[label], axis=-1)
    return tf.cast(tf.reduce_mean(log_sum - chosen), logits.dtype)


# %% network-penalty-solution
def l2_penalty(variables, strength):
    wide = [tf.cast(v, tf.float64) for v in variables if len(v.shape) > 1]
    squares = [tf.reduce_sum(w * w) for w in wide]
    return tf.cast(strength * sum(squares, tf.constant(0.0, tf.float64)), tf.float32)


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    return l2_penalty(model.trainable_variables, strength) + loss(labels, model(inputs))
