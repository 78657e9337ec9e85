# With dataclasses: the model, a line of numbers, and a record of what a step did.

# %% loss-model-solution
from dataclasses import dataclass, field


@dataclass(eq=False)
class Model:
    W: tf.Variable = field(default_factory=lambda: tf.Variable(5.0))
    b: tf.Variable = field(default_factory=lambda: tf.Variable(0.0))

    def __call__(self, x):
        return x * self.W + self.b


# %% loss-data-solution
@dataclass(frozen=True)
class Line:
    slope: float
    height: float

    def at(self, x):
        return self.slope * x + self.height


def make_data(true_w, true_b, n, noise, seed):
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal(n, dtype=np.float32)
    outputs = Line(true_w, true_b).at(inputs) + rng.normal(0.0, noise, n).astype(np.float32)
    return tf.constant(inputs), tf.constant(outputs)


# %% loss-finite-difference-solution
@dataclass
class Trial:
    above: float
    below: float
    step: float

    @property
    def slope(self):
        return (self.above - self.below) / (2 * self.step)


def finite_difference(f, parameters, step=1e-3):
    def value_at(parameter, home, flat, distance):
        moved = home.flatten()
        moved[flat] += distance
        try:
            parameter.assign(moved.reshape(home.shape))
            return float(f())
        finally:
            parameter.assign(home)

    gradients = []
    for parameter in parameters:
        home = np.asarray(parameter.numpy())
        trials = [
            Trial(
                above=value_at(parameter, home, flat, step),
                below=value_at(parameter, home, flat, -step),
                step=step,
            )
            for flat in range(home.size)
        ]
        gradients.append(np.array([trial.slope for trial in trials]).reshape(home.shape))
    return gradients


# %% loss-hand-gradient-solution
@dataclass
class Gradient:
    dW: float
    db: float

    def __iter__(self):
        return iter((self.dW, self.db))


def hand_gradient(model, inputs, outputs):
    errors = (model(inputs) - outputs).numpy()
    return Gradient(
        dW=2.0 * float(np.mean(errors * inputs.numpy())), db=2.0 * float(np.mean(errors))
    )
