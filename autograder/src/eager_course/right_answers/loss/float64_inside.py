# float64 inside, and a cast at the edge.

# %% loss-model-solution
class Model:
    def __init__(self):
        self.W = tf.Variable(5.0, dtype=tf.float32)
        self.b = tf.Variable(0.0, dtype=tf.float32)

    def __call__(self, x):
        x = tf.convert_to_tensor(x)
        W, b = tf.cast(self.W, tf.float64), tf.cast(self.b, tf.float64)
        return tf.cast(W * tf.cast(x, tf.float64) + b, tf.float32)


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError("shapes")
    predicted, desired = tf.convert_to_tensor(predicted), tf.convert_to_tensor(desired)
    errors = tf.cast(predicted, tf.float64) - tf.cast(desired, tf.float64)
    return tf.cast(tf.reduce_mean(tf.square(errors)), predicted.dtype)


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    x, y, p = (np.asarray(t, dtype=np.float64) for t in (inputs, outputs, predictions))
    order = np.argsort(x)
    ax.scatter(x, y, facecolors="none", edgecolors="royalblue")
    ax.plot(x[order], p[order], "-", color="firebrick", linewidth=3)
    ax.set(xlabel="x", ylabel="y")


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    W, b, x, y = (np.asarray(values, np.float64) for values in (Ws, bs, inputs, outputs))
    # The square multiplied out: six means of the data serve the whole surface.
    W, b = np.meshgrid(W, b, indexing="ij")
    losses = W**2 * np.mean(x * x) + b**2 + np.mean(y * y)
    losses += 2 * W * b * np.mean(x) - 2 * W * np.mean(x * y) - 2 * b * np.mean(y)
    return losses


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    gradients = []
    for parameter in parameters:
        home = parameter.numpy()
        wide = np.asarray(home, np.float64)
        slopes = np.zeros(wide.shape, np.float64)
        try:
            for place in np.ndindex(wide.shape):
                heights = np.zeros(2, np.float64)
                for k, sign in enumerate((+1.0, -1.0)):
                    moved = wide.copy()
                    moved[place] += sign * step
                    parameter.assign(moved.astype(home.dtype))
                    heights[k] = np.float64(f())
                slopes[place] = np.diff(heights[::-1])[0] / (2.0 * step)
        finally:
            parameter.assign(home)
        gradients.append(tf.constant(slopes))
    return gradients


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    x, y = (np.asarray(t, np.float64) for t in (inputs, outputs))
    errors = np.float64(model.W.numpy()) * x + np.float64(model.b.numpy()) - y
    return np.float32(2 * np.mean(errors * x)), np.float32(2 * np.mean(errors))
