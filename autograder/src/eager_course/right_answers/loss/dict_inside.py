# Other internals: the parameters in a dict, the gradients in a dict, the colors in a dict.

# %% loss-model-solution
class Model:
    def __init__(self):
        self.parameters = {"W": tf.Variable(5.0), "b": tf.Variable(0.0)}

    def __getattr__(self, name):
        parameters = self.__dict__.get("parameters", {})
        if name in parameters:
            return parameters[name]
        raise AttributeError(name)

    def __call__(self, x):
        return self.parameters["W"] * x + self.parameters["b"]


# %% loss-data-solution
import random


def make_data(true_w, true_b, n, noise, seed):
    source = random.Random(seed)
    table = {"x": [source.gauss(0.0, 1.0) for _ in range(n)]}
    table["y"] = [true_w * x + true_b + noise * source.gauss(0.0, 1.0) for x in table["x"]]
    return tf.constant(table["x"]), tf.constant(table["y"])


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    looks = {"data": dict(color="#1f77b4"), "predictions": dict(color="#d62728", marker="+")}
    values = {"data": outputs, "predictions": predictions}
    for name, look in looks.items():
        ax.scatter(list(map(float, inputs)), list(map(float, values[name])), label=name, **look)
    ax.set(**{"xlabel": "input", "ylabel": "output"})
    ax.legend()


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    x, y = inputs.numpy(), outputs.numpy()
    heights = {}
    for i, W in enumerate(np.asarray(Ws)):
        for j, b in enumerate(np.asarray(bs)):
            heights[i, j] = float(np.mean((W * x + b - y) ** 2))
    return [[heights[i, j] for j in range(len(bs))] for i in range(len(Ws))]


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    homes = {number: np.array(p.numpy()) for number, p in enumerate(parameters)}
    slopes = {}
    try:
        for number, home in homes.items():
            slopes[number] = {}
            for place in np.ndindex(home.shape):
                heights = {}
                for sign in (1, -1):
                    moved = home.copy()
                    moved[place] += sign * step
                    parameters[number].assign(moved)
                    heights[sign] = float(f())
                slopes[number][place] = (heights[1] - heights[-1]) / (2 * step)
            parameters[number].assign(home)
    finally:
        for number, home in homes.items():
            parameters[number].assign(home)
    gradients = []
    for number, home in homes.items():
        gradient = np.zeros(home.shape)
        for place, slope in slopes[number].items():
            gradient[place] = slope
        gradients.append(gradient)
    return gradients
