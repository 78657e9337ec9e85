# Functional: closures, partials, maps and reductions in place of statements.

# %% loss-model-solution
from functools import partial, reduce


def make_call(W, b):
    return lambda x: reduce(lambda total, term: total + term, [W * x, b])


class Model:
    def __init__(self):
        self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)
        self.call = make_call(self.W, self.b)

    def __call__(self, x):
        return self.call(x)


# %% loss-mse-solution
def _refuse(error):
    raise error


mean_squared_error = lambda predicted, desired: (
    tf.reduce_mean(tf.square(tf.subtract(predicted, desired)))
    if predicted.shape == desired.shape
    else _refuse(ValueError("shapes"))
)

# %% loss-data-solution
def _make(draw, true_w, true_b, n, noise):
    x = draw(n)
    return x, true_w * x + true_b + noise * draw(n)


def make_data(true_w, true_b, n, noise, seed):
    draw = np.random.default_rng(seed).standard_normal
    return tuple(map(partial(tf.constant, dtype=tf.float32), _make(draw, true_w, true_b, n, noise)))


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    x = np.tile(inputs.numpy(), 2)
    y = np.concatenate([outputs.numpy(), predictions.numpy()])
    which = np.repeat([0.0, 1.0], len(inputs))
    ax.scatter(x, y, c=which, cmap="bwr", vmin=0.0, vmax=1.0)
    list(map(lambda setter: setter("value"), (ax.set_xlabel, ax.set_ylabel)))


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    x, y = inputs.numpy(), outputs.numpy()
    loss = np.vectorize(lambda W, b: np.square(W * x + b - y).mean())
    return loss(np.asarray(Ws)[:, None], np.asarray(bs)[None, :])


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    def gradient(parameter):
        home = np.array(parameter.numpy())
        basis = np.eye(home.size, dtype=home.dtype).reshape(home.size, *home.shape)

        def height(direction):
            parameter.assign(home + direction)
            return float(f())

        try:
            rises = [height(step * unit) - height(-step * unit) for unit in basis]
        finally:
            parameter.assign(home)
        return np.divide(rises, 2 * step).reshape(home.shape)

    return list(map(gradient, parameters))
