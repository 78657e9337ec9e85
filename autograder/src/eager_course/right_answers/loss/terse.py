# Terse: as few lines as will do.

# %% loss-model-solution
class Model:
    def __init__(self):
        self.W, self.b = map(tf.Variable, (5.0, 0.0))

    def __call__(self, x):
        return self.W * x + self.b


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError(predicted.shape, desired.shape)
    return tf.reduce_mean((predicted - tf.convert_to_tensor(desired)) ** 2)


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    x, e = np.random.default_rng(seed).normal(size=(2, n))
    return tf.constant(x, "float32"), tf.constant(true_w * x + true_b + noise * e, "float32")


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    ax.plot(inputs, outputs, "bo", inputs, predictions, "r.")
    ax.set(xlabel="x", ylabel="y")


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    W, b = np.asarray(Ws)[:, None, None], np.asarray(bs)[:, None]
    return ((W * inputs + b - outputs).numpy() ** 2).mean(-1)


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    def at(p, value):
        return (p.assign(value), float(f()))[1]

    def slope(p, start, i):
        h = np.where(np.arange(start.size).reshape(start.shape) == i, step, 0).astype(start.dtype)
        return (at(p, start + h) - at(p, start - h)) / (2 * step)

    starts = [np.asarray(p.numpy()) for p in parameters]
    try:
        return [
            np.reshape([(slope(p, s, i), p.assign(s))[0] for i in range(s.size)], s.shape)
            for p, s in zip(parameters, starts)
        ]
    finally:
        for p, s in zip(parameters, starts):
            p.assign(s)


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    e = 2 * (model(inputs) - outputs).numpy()
    return np.mean(e * inputs.numpy()), np.mean(e)
