# Arrays first: arguments become arrays on the way in, and results Tensors on the way out.

# %% loss-model-solution
class Model:
    def __init__(self):
        self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)

    def __call__(self, x):
        x = np.asarray(x, dtype=np.float32)
        return self.W * x + self.b


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    desired = np.asarray(desired)
    if tuple(predicted.shape) != desired.shape:
        raise ValueError(f"{predicted.shape} is not {desired.shape}")
    return tf.reduce_mean(tf.square(tf.subtract(predicted, desired)))


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    inputs, errors = np.random.RandomState(seed).normal(size=(2, n)).astype(np.float32)
    outputs = true_w * inputs + true_b + noise * errors
    return tf.constant(inputs), tf.constant(outputs, tf.float32)


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    x, y, p = map(np.asarray, (inputs, outputs, predictions))
    order = np.argsort(x)
    ax.plot(x, y, marker=".", linestyle="", color="C0")
    ax.plot(x[order], p[order], color="tab:red")
    ax.set(xlabel="x", ylabel="y")


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    x, y = np.asarray(inputs), np.asarray(outputs)
    W, b = np.meshgrid(Ws, bs, indexing="ij")
    return np.mean((W[..., None] * x + b[..., None] - y) ** 2, axis=-1)


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    f()  # an error shows before anything has moved
    starts = [np.array(parameter.numpy()) for parameter in parameters]
    gradients = [np.empty(start.shape) for start in starts]
    try:
        for parameter, start, gradient in zip(parameters, starts, gradients):
            for place in np.ndindex(*start.shape):
                heights = []
                for move in (step, -step):
                    moved = start.copy()
                    moved[place] += move
                    parameter.assign(moved)
                    heights.append(float(f()))
                gradient[place] = (heights[0] - heights[1]) / step / 2
            parameter.assign(start)
    finally:
        for parameter, start in zip(parameters, starts):
            parameter.assign(start)
    return tuple(gradients)


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    x, y = np.asarray(inputs), np.asarray(outputs)
    errors = np.asarray(model(inputs)) - y
    return np.array([2 * np.mean(errors * x), 2 * np.mean(errors)])
