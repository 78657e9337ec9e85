# With helpers: small functions of the student's own, beside and inside the exercises.

# %% extra before loss-model-solution
def as_parameter(number):
    return tf.Variable(float(number))


def same_shape_or_error(one, other):
    if list(one.shape) != list(other.shape):
        raise tf.errors.InvalidArgumentError(f"{one.shape} is not {other.shape}")


def mean(values):
    return tf.reduce_mean(values)


# %% loss-model-solution
def line(W, x, b):
    return W * x + b


class Model:
    def __init__(self):
        self.W = as_parameter(5)
        self.b = as_parameter(0)

    def predict(self, x):
        return line(self.W, x, self.b)

    def __call__(self, x):
        return self.predict(x)


# %% loss-mse-solution
def errors_of(predicted, desired):
    same_shape_or_error(predicted, desired)
    return predicted - desired


def mean_squared_error(predicted, desired):
    return mean(tf.square(errors_of(predicted, desired)))


# %% loss-data-solution
def normal_numbers(generator, n):
    while True:
        yield generator.standard_normal(n)


def as_float32(values):
    return tf.cast(tf.constant(values), tf.float32)


def make_data(true_w, true_b, n, noise, seed):
    numbers = normal_numbers(np.random.default_rng(seed), n)
    errors = noise * next(numbers)
    inputs = next(numbers)
    return as_float32(inputs), as_float32(line(true_w, inputs, true_b) + errors)


# %% loss-picture-solution
def dots_on(ax, color):
    def draw(xs, ys, **style):
        return ax.scatter(np.asarray(xs), np.asarray(ys), c=color, **style)

    return draw


def plot_fit(ax, inputs, outputs, predictions):
    in_blue, in_red = dots_on(ax, "tab:blue"), dots_on(ax, "tab:red")
    in_red(inputs, predictions, marker="^")
    in_blue(inputs, outputs)
    for name in ("x", "y"):
        getattr(ax, f"set_{name}label")(name)


# %% loss-surface-solution
def losses_of_line(W, b, inputs, outputs):
    return mean_squared_error(line(W, inputs, b), outputs)


def loss_surface(Ws, bs, inputs, outputs):
    numbers = [[float(value) for value in np.asarray(values)] for values in (Ws, bs)]
    rows = [[losses_of_line(W, b, inputs, outputs) for b in numbers[1]] for W in numbers[0]]
    return tf.stack([tf.stack(row) for row in rows])


# %% loss-finite-difference-solution
from contextlib import contextmanager


@contextmanager
def moved(parameter, place, distance):
    home = np.array(parameter.numpy())
    away = home.copy()
    away[place] += distance
    parameter.assign(away)
    try:
        yield
    finally:
        parameter.assign(home)


def slope_at(f, parameter, place, step):
    values = []
    for distance in (-step, step):
        with moved(parameter, place, distance):
            values.append(float(f()))
    return (values[1] - values[0]) / (2 * step)


def finite_difference(f, parameters, step=1e-3):
    gradients = []
    for parameter in parameters:
        gradient = np.empty(tuple(parameter.shape))
        for place in np.ndindex(gradient.shape):
            gradient[place] = slope_at(f, parameter, place, step)
        gradients.append(gradient)
    return gradients


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    double_errors = 2.0 * errors_of(model(inputs), outputs)
    return tuple(mean(double_errors * factor) for factor in (inputs, tf.ones_like(inputs)))
