# Another order of evaluation: b before W, the loss before the parameters, the legend by handles.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape(persistent=True) as tape:
        errors = outputs - model(inputs)
        loss = tf.reduce_sum(errors * errors) / float(np.asarray(errors).size)
    db = tape.gradient(loss, model.b)
    dW = tape.gradient(loss, model.W)
    del tape
    if db is None or dW is None:
        raise ValueError(f"gradients {dW}, {db}")
    model.b.assign_add(db * -learning_rate)
    model.W.assign_add(dW * -learning_rate)


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = {"loss": [], "b": [], "W": []}

    def note():
        history["loss"].append(tf.mean_squared_error(model(inputs), outputs).numpy())
        history["b"].append(model.b.numpy())
        history["W"].append(model.W.numpy())

    for epoch in range(epochs, 0, -1):
        note()
        step(model, inputs, outputs, learning_rate)
    return history


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    last = len(Ws) - 1
    dashes = ax.hlines([true_b, true_w], 0, last, colors=["purple", "orange"], linestyles="dashed")
    from matplotlib.lines import Line2D

    (b_line,) = ax.plot(range(len(bs)), bs, "-", color="purple", zorder=3)
    (w_line,) = ax.plot(range(len(Ws)), Ws, "-", color="orange", zorder=3)
    true_lines = [Line2D([], [], color=color, linestyle="--") for color in ("purple", "orange")]
    ax.legend([b_line, w_line, *true_lines], ["b", "W", "true b", "true W"], title="parameters")
    ax.set_ylabel("value")
    ax.set_xlabel("epoch")
    return dashes


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    inputs, outputs = tf.convert_to_tensor(inputs), tf.convert_to_tensor(outputs)
    n = inputs.shape[0]
    if outputs.shape[0] != n:
        raise ValueError("shapes")
    if batch_size < 1:
        raise ValueError("batch_size")
    order = np.argsort(np.random.default_rng(seed).random(n))[::-1]
    for chosen in np.split(order, range(batch_size, n, batch_size)):
        ys = tf.gather(outputs, chosen)
        xs = tf.gather(inputs, chosen)
        yield xs, ys


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.t = 1
        self.moments = {}

    def apply_gradients(self, grads_and_vars):
        for g, variable in reversed(list(grads_and_vars)):
            m, s = self.moments.get(variable.ref(), (0.0, 0.0))
            m = g + self.beta_1 * (m - g)
            s = g * g + self.beta_2 * (s - g * g)
            self.moments[variable.ref()] = m, s
            s_hat = s / (1 - self.beta_2**self.t)
            m_hat = m / (1 - self.beta_1**self.t)
            variable.assign_sub(m_hat * (self.learning_rate / (tf.sqrt(s_hat) + self.epsilon)))
        self.t += 1
