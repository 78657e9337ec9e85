"""What the mistakes of the stage training are made of: right solutions in pieces.

Most are small wrong versions of one function or one method, so they are written as their bodies:
`of_train`, `of_loop`, … put the rest of the definition around them.
"""

from autograder.outside.course.mistake import bodies_of, defined, edits_of, indented, written

NUMPY = "import numpy as np\n\n\n"

of_train = bodies_of("training-step", NUMPY + "def train(model, inputs, outputs, learning_rate):")

TAPE = """
with tf.GradientTape() as tape:
    loss = tf.mean_squared_error(model(inputs), outputs)
dW, db = tape.gradient(loss, [model.W, model.b])
"""
CHECK = """
if dW is None or db is None:
    raise ValueError("no gradient")
"""
MOVE = """
model.W.assign_sub(learning_rate * dW)
model.b.assign_sub(learning_rate * db)
"""

of_loop = bodies_of(
    "training-loop",
    NUMPY + "def training_loop(model, inputs, outputs, epochs, learning_rate, step=None):",
)

PARAMETERS = """
    history["W"].append(float(model.W))
    history["b"].append(float(model.b))
"""
NOTE = (
    PARAMETERS
    + '    history["loss"].append(float(tf.mean_squared_error(model(inputs), outputs)))\n'
)
START = 'history = {"W": [], "b": [], "loss": []}'
LOOP = START + "\nfor _ in range(epochs):"
ONE = "    step(model, inputs, outputs, learning_rate)"
DONE = "\nreturn history"

of_picture = bodies_of("training-picture", "def plot_history(ax, Ws, bs, true_w, true_b):")

CURVES = """
epochs = range(len(Ws))
ax.plot(epochs, Ws, color="tab:red", label="W")
ax.plot(epochs, bs, color="tab:blue", label="b")
"""
TRUTHS = """
ax.plot(epochs, [true_w] * len(Ws), "--", color="tab:red", label="true W")
ax.plot(epochs, [true_b] * len(bs), "--", color="tab:blue", label="true b")
"""
WORDS = """
ax.set_xlabel("epoch")
ax.set_ylabel("value")
ax.legend()
"""

of_batches = bodies_of(
    "training-minibatches",
    "def minibatches(inputs, outputs, batch_size, seed):\n    import numpy as np",
)

DATA = """
inputs, outputs = tf.convert_to_tensor(inputs), tf.convert_to_tensor(outputs)
"""
ALLOWED = """
if len(inputs) != len(outputs) or batch_size < 1:
    raise ValueError("lengths or size")
"""
ORDER = """
order = np.random.default_rng(seed).permutation(len(inputs))
"""
YIELD = """
for start in range(0, len(order), batch_size):
    chosen = order[start : start + batch_size]
    yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)
"""
BEGIN = DATA + ALLOWED


@written("training-momentum")
def of_sgd(body: str, memory: str = "self.velocities = {}", shared: str = "") -> str:
    """A class SGD whose apply_gradients has this body; `memory` is the end of its __init__."""
    methods = f"""
def __init__(self, learning_rate, momentum=0.0):
    self.learning_rate = learning_rate
    self.momentum = momentum
{indented(memory)}
def apply_gradients(self, grads_and_vars):
{indented(body)}
"""
    return NUMPY + defined("class SGD:", shared, methods)


def each(update: str, key: str = "variable.ref()") -> str:
    """The usual loop over the pairs, with this update of `velocity` and of the Variable."""
    return f"""
for place, (gradient, variable) in enumerate(grads_and_vars):
    velocity = self.velocities.get({key}, tf.zeros_like(gradient))
{indented(update)}
    self.velocities[{key}] = velocity
"""


VELOCITY = "velocity = self.momentum * velocity - self.learning_rate * gradient\n"


ADAM = """
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.epsilon = learning_rate, epsilon
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.steps = 0
        self.moments = {}

    def apply_gradients(self, grads_and_vars):
        self.steps += 1
        for place, (g, variable) in enumerate(grads_and_vars):
            key = variable.ref()
            m, s = self.moments.get(key, (tf.zeros_like(g), tf.zeros_like(g)))
            m = self.beta_1 * m + (1 - self.beta_1) * g
            s = self.beta_2 * s + (1 - self.beta_2) * g * g
            self.moments[key] = (m, s)
            m_hat = m / (1 - self.beta_1**self.steps)
            s_hat = s / (1 - self.beta_2**self.steps)
            variable.assign_sub(self.learning_rate * m_hat / (tf.sqrt(s_hat) + self.epsilon))
"""
of_adam = edits_of("training-adam", ADAM)
MOVED = ADAM.splitlines(keepends=True)[-1]
M_HAT = {"m_hat = m / (1 - self.beta_1**self.steps)": "m_hat = m"}
S_HAT = {"s_hat = s / (1 - self.beta_2**self.steps)": "s_hat = s"}
