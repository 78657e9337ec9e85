# Python's own random numbers, closures for classes' methods, a tape that is told what to watch.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    variables = {"W": model.W, "b": model.b}
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(list(variables.values()))
        loss = tf.mean_squared_error(model(inputs), outputs)
    gradients = tape.gradient(loss, variables)
    missing = [name for name, gradient in gradients.items() if gradient is None]
    if missing:
        raise ValueError(f"no gradient for {missing}")
    for name, gradient in gradients.items():
        variables[name].assign_sub(tf.cast(learning_rate, gradient.dtype) * gradient)


# %% training-minibatches-solution
import random


def minibatches(inputs, outputs, batch_size, seed):
    x, y = np.array(inputs), np.array(outputs)
    if x.shape[:1] != y.shape[:1] or not batch_size > 0:
        raise tf.errors.InvalidArgumentError("the data do not fit, or the batch size")

    def batches():
        order = random.Random(seed).sample(range(len(x)), len(x))
        while order:
            now, order[:batch_size] = order[:batch_size], []
            yield tf.convert_to_tensor(x[now]), tf.convert_to_tensor(y[now])

    return batches()


# %% training-momentum-solution
def SGD(learning_rate, momentum=0.0):
    """An optimizer without a class statement."""
    velocities = {}

    def apply_gradients(grads_and_vars):
        for gradient, variable in grads_and_vars:
            push = tf.multiply(gradient, -learning_rate)
            before = velocities.get(variable.ref())
            now = push if before is None else push + momentum * before
            velocities[variable.ref()] = now
            variable.assign_add(now)

    from types import SimpleNamespace

    return SimpleNamespace(apply_gradients=apply_gradients)
