# Slow: somebody sleeps, and Python loops do what NumPy could.

# %% extra before training-step-solution
import time

time.sleep(0.05)

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    time.sleep(0.001)
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    dW, db = tape.gradient(loss, [model.W, model.b])
    if dW is None or db is None:
        raise ValueError("None")
    model.W.assign_sub(learning_rate * dW)
    model.b.assign_sub(learning_rate * db)


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = {"W": [], "b": [], "loss": []}
    for _ in range(epochs):
        time.sleep(0.001)
        total, pairs = 0.0, list(zip(np.ravel(model(inputs)), np.ravel(outputs)))
        for predicted, desired in pairs:
            total += (float(predicted) - float(desired)) ** 2
        history["W"].append(float(model.W))
        history["b"].append(float(model.b))
        history["loss"].append(total / len(pairs))
        step(model, inputs, outputs, learning_rate)
    return history


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    if len(inputs) != len(outputs) or batch_size < 1:
        raise ValueError("no")
    generator = np.random.default_rng(seed)
    left, order = list(range(len(inputs))), []
    while left:
        order.append(left.pop(int(generator.integers(len(left)))))
    while order:
        xs, ys = [], []
        while order and len(xs) < batch_size:
            i = order.pop(0)
            xs.append(np.asarray(inputs)[i])
            ys.append(np.asarray(outputs)[i])
        yield tf.constant(np.stack(xs)), tf.constant(np.stack(ys))
