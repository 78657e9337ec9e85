# As TensorFlow does it: log_softmax, a gather for the labels, names in the order that Keras has.

# %% network-cross-entropy-solution
def cross_entropy(labels, logits):
    number = labels.numpy()
    if len(number) != logits.shape[0]:
        raise ValueError("labels and logits differ in length")
    if min(number) < 0 or max(number) >= logits.shape[1]:
        raise ValueError("received a label value outside the valid range")
    log_p = tf.nn.log_softmax(logits)
    places = np.stack([np.arange(len(number)), number.astype("int64")], axis=1)
    return -tf.reduce_mean(tf.gather_nd(log_p, places))


# %% network-penalty-solution
def l2_penalty(variables, strength):
    kernels = [v for v in variables if len(v.shape) >= 2]
    if not kernels:
        return tf.constant(0.0)
    return strength * tf.add_n([tf.reduce_sum(tf.square(kernel)) for kernel in kernels])


def total_loss(model, inputs, labels, strength, loss=cross_entropy):
    return tf.add(loss(labels, model(inputs)), l2_penalty(model.trainable_variables, strength))


# %% network-evaluate-solution
def evaluate(model, inputs, labels, classes, batch_size=100):
    matrix = tf.Variable(tf.zeros([classes, classes], tf.int64))
    for start in range(0, len(labels), batch_size):
        predicted = tf.argmax(model(inputs[start : start + batch_size]), axis=1).numpy()
        truth = labels[start : start + batch_size].numpy()
        for i, j in zip(truth, predicted):
            matrix.assign_add(np.outer(np.arange(classes) == i, np.arange(classes) == j).astype("int64"))
    confusion = matrix.numpy()
    return float(confusion.diagonal().sum()) / len(labels), confusion
