# Another order of evaluation: sums from behind, factors elsewhere, everything multiplied out.

# %% loss-model-solution
class Model:
    def __init__(self):
        self.b = tf.Variable(0.0)
        self.W = tf.Variable(5.0)

    def __call__(self, x):
        return self.b - (-self.W) * x


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError("shapes differ")
    p, d = tf.convert_to_tensor(predicted), tf.convert_to_tensor(desired)
    return tf.reduce_mean(p * p) - 2.0 * tf.reduce_mean(p * d) + tf.reduce_mean(d * d)


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    rng = np.random.default_rng(seed)
    numbers = rng.standard_normal((n, 2))
    outputs = numbers @ np.array([noise, true_w]) + true_b
    return tf.constant(numbers[:, 1], tf.float32), tf.constant(outputs, tf.float32)


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    ax.set_ylabel("output")
    ax.set_xlabel("input")
    ax.plot(predictions.numpy()[::-1] * 0 + inputs.numpy()[::-1], predictions.numpy()[::-1], "rx")
    ax.plot(inputs.numpy()[::-1], outputs.numpy()[::-1], "b.")


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    W, b = tf.reshape(Ws, [-1, 1]), tf.reshape(bs, [1, -1])
    x, y = inputs, outputs
    xx, xy, yy = tf.reduce_mean(x * x), tf.reduce_mean(x * y), tf.reduce_mean(y * y)
    mx, my = tf.reduce_mean(x), tf.reduce_mean(y)
    return W * W * xx + 2.0 * W * b * mx + b * b - 2.0 * (W * xy + b * my) + yy


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    gradients = [np.zeros(tuple(p.shape)) for p in parameters]
    homes = [np.array(p.numpy()) for p in parameters]
    try:
        for sign in (-1, 1):
            for parameter, home, gradient in zip(parameters, homes, gradients):
                for place in reversed(list(np.ndindex(home.shape))):
                    moved = home.copy()
                    moved[place] += sign * step
                    parameter.assign(moved)
                    gradient[place] += sign * float(f())
                parameter.assign(home)
    finally:
        for parameter, home in zip(parameters, homes):
            parameter.assign(home)
    return [gradient / (2 * step) for gradient in gradients]


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    x, y = inputs, outputs
    mx, my = tf.reduce_mean(x), tf.reduce_mean(y)
    xx, xy = tf.reduce_mean(x * x), tf.reduce_mean(x * y)
    db = 2.0 * (model.W * mx + model.b - my)
    dW = 2.0 * (model.W * xx + model.b * mx - xy)
    return dW, db
