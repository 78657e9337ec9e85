# Warned: NumPy and Python warn about what is harmless.

# %% extra before network-dense-solution
import warnings

warnings.warn("about nothing in particular")

# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    warnings.warn("cross entropy was asked for")
    np.log(np.zeros(1))  # divide by zero
    n, classes = logits.shape
    if len(labels) != n:
        raise ValueError("one label for each row, please")
    if np.any(labels.numpy() >= classes) or np.any(labels.numpy() < 0):
        raise ValueError("unknown class")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        row_maxima = np.amax(logits.numpy(), axis=1).reshape(-1, 1)
    shifted = tf.subtract(logits, row_maxima)
    probabilities_below = tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True)
    log_p = shifted - tf.math.log(probabilities_below)
    return tf.negative(tf.reduce_sum(log_p * tf.one_hot(labels, classes, dtype=logits.dtype)) / n)


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    np.float32(1) / np.zeros(1, "float32")  # a RuntimeWarning
    n, answers = len(labels), []
    for start in range(0, n, batch_size):
        answers += model(inputs[start : min(start + batch_size, n)]).numpy().argmax(axis=1).tolist()
    pairs = labels.numpy().astype(int) * classes + np.array(answers)
    confusion = np.bincount(pairs, minlength=classes**2).reshape(classes, classes)
    warnings.warn(f"{n} examples")
    return float(np.mean(labels.numpy() == answers)), confusion
