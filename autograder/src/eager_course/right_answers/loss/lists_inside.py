# Other internals: lists, and lists of lists, where others have arrays.

# %% loss-model-solution
class Model:
    def __init__(self):
        self._all = [tf.Variable(5.0), tf.Variable(0.0)]

    W = property(lambda self: self._all[0])
    b = property(lambda self: self._all[1])

    def __call__(self, x):
        slope, height = self._all
        return slope * x + height


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if [*predicted.shape] != [*desired.shape]:
        raise ValueError(f"{[*predicted.shape]} and {[*desired.shape]} are different shapes")
    flat = tf.reshape(tf.convert_to_tensor(predicted) - tf.convert_to_tensor(desired), [-1])
    squares = [error * error for error in flat]
    return tf.add_n(squares) / len(squares)


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    rng = np.random.default_rng([seed, 2024])
    pairs = []
    for _ in range(n):
        x, e = rng.normal(), rng.normal()
        pairs.append([x, true_w * x + true_b + noise * e])
    columns = [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]
    return [tf.constant(column) for column in columns]


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    x = inputs.numpy().tolist()
    y = outputs.numpy().tolist() + predictions.numpy().tolist()
    ax.scatter(x + x, y, c=["b"] * len(x) + ["r"] * len(x))
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    result = []
    for parameter in parameters:
        home = parameter.numpy()
        numbers = np.ravel(home).tolist()
        slopes = []
        try:
            for i in range(len(numbers)):
                up, down = list(numbers), list(numbers)
                up[i] += step
                down[i] -= step
                parameter.assign(np.array(up, home.dtype).reshape(home.shape))
                rise = float(f())
                parameter.assign(np.array(down, home.dtype).reshape(home.shape))
                rise -= float(f())
                slopes.append(rise / (2 * step))
        finally:
            parameter.assign(home)
        result.append(np.array(slopes).reshape(home.shape))
    return result


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    predictions = model(inputs).numpy().ravel().tolist()
    triples = zip(predictions, inputs.numpy().ravel().tolist(), outputs.numpy().ravel().tolist())
    slopes = [[2 * (p - y) * x, 2 * (p - y)] for p, x, y in triples]
    return [sum(column) / len(slopes) for column in zip(*slopes)]
