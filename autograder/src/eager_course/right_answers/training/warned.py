# With warnings: code that works and grumbles.

# %% training-step-solution
import warnings


def train(model, inputs, outputs, learning_rate):
    warnings.warn("train may take a while", stacklevel=2)
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    dW, db = tape.gradient(loss, [model.W, model.b])
    if dW is None or db is None:
        warnings.warn("a gradient is missing", RuntimeWarning, stacklevel=2)
        raise ValueError("a gradient is missing")
    np.log(np.zeros(1))  # divides by zero, and nobody needs it
    model.W.assign_sub(learning_rate * dW)
    model.b.assign_sub(learning_rate * db)


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    warnings.warn("drawing", DeprecationWarning, stacklevel=1)
    plt.sca(ax)
    x = np.arange(len(Ws))
    plt.plot(x, Ws, "r-", x, bs, "b-", x, [true_w] * len(x), "r--", x, [true_b] * len(x), "b--")
    plt.legend(["$W$", "$b$", "true $W$", "true_b"])
    plt.xlabel("epoch")
    plt.ylabel("value")


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.t = 0
        self.means = {}
        self.squares = {}

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        warnings.warn(f"step {self.t}", UserWarning, stacklevel=2)
        with np.errstate(divide="warn", invalid="warn"):
            np.float64(0.0) / np.float64(0.0)
        for g, variable in grads_and_vars:
            key = variable.ref()
            self.means[key] = self.beta_1 * self.means.get(key, 0) + (1 - self.beta_1) * g
            self.squares[key] = self.beta_2 * self.squares.get(key, 0) + (1 - self.beta_2) * g * g
            mean = self.means[key] / (1 - self.beta_1**self.t)
            square = self.squares[key] / (1 - self.beta_2**self.t)
            variable.assign_sub(self.learning_rate * mean / (tf.sqrt(square) + self.epsilon))
