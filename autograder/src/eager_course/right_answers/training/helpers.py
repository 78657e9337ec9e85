# With helpers: small functions in cells of their own, used by several exercises.

# %% extra before training-step-solution
def gradients_of(model, inputs, outputs):
    """The gradients of the loss, for W and b."""
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    return tape.gradient(loss, [model.W, model.b])


def require(condition, message):
    if not condition:
        raise ValueError(message)


def snapshot(model, inputs, outputs):
    loss = tf.mean_squared_error(model(inputs), outputs)
    return {"W": model.W.numpy().item(), "b": model.b.numpy().item(), "loss": loss.numpy().item()}


# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    gradients = gradients_of(model, inputs, outputs)
    require(all(g is not None for g in gradients), "no gradient")
    for variable, gradient in zip((model.W, model.b), gradients):
        variable.assign_sub(gradient * learning_rate)


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = {"W": [], "b": [], "loss": []}
    for _ in range(epochs):
        for name, value in snapshot(model, inputs, outputs).items():
            history[name].append(value)
        step(model, inputs, outputs, learning_rate)
    return history


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    def draw(values, true, name, color):
        (line,) = ax.plot(np.arange(len(values)), values, color=color)
        line.set_label(name)
        ax.axhline(true, color=line.get_color(), linestyle="--", label=f"true {name}")

    draw(Ws, true_w, "W", RED)
    draw(bs, true_b, "b", BLUE)
    ax.set_xlabel("epoch")
    ax.set_ylabel("parameter")
    ax.legend()


# %% training-minibatches-solution
def shuffled_indices(count, seed):
    return np.random.default_rng(seed).permutation(count)


def chunks(indices, size):
    for start in range(0, len(indices), size):
        yield indices[start : start + size]


def minibatches(inputs, outputs, batch_size, seed):
    require(len(inputs) == len(outputs), "lengths differ")
    require(batch_size >= 1, "batch_size below 1")
    for chunk in chunks(shuffled_indices(len(inputs), seed), batch_size):
        yield tf.gather(inputs, chunk), tf.gather(outputs, chunk)


# %% training-adam-solution
def moving(mean, new, beta):
    return beta * mean + (1 - beta) * new


def corrected(mean, beta, t):
    return mean / (1 - beta**t)


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.steps = 0
        self.m = {}
        self.s = {}

    def apply_gradients(self, grads_and_vars):
        self.steps = self.steps + 1
        for g, variable in grads_and_vars:
            self._move(variable, variable.ref(), g)

    def _move(self, variable, key, g):
        self.m[key] = moving(self.m.get(key, tf.zeros_like(g)), g, self.beta_1)
        self.s[key] = moving(self.s.get(key, tf.zeros_like(g)), tf.square(g), self.beta_2)
        up = corrected(self.m[key], self.beta_1, self.steps)
        down = tf.sqrt(corrected(self.s[key], self.beta_2, self.steps)) + self.epsilon
        variable.assign_sub(self.learning_rate * (up / down))
