# Terse: as few lines as will do, comprehensions, a list where others yield.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    variables = [model.W, model.b]
    gradients = tape.gradient(loss, variables)
    if None in [g if g is None else 0 for g in gradients]:
        raise ValueError(gradients)
    [v.assign_sub(learning_rate * g) for v, g in zip(variables, gradients)]


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    now = lambda: (float(model.W), float(model.b), float(tf.mean_squared_error(model(inputs), outputs)))
    rows = [(now(), step(model, inputs, outputs, learning_rate))[0] for _ in range(epochs)]
    return {key: [row[i] for row in rows] for i, key in enumerate(["W", "b", "loss"])}


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    for v, t, n, c in (Ws, true_w, "W", "C0"), (bs, true_b, "b", "C1"):
        ax.plot(v, c=c, label=n)
        ax.axhline(t, c=c, ls="--", label="true " + n)
    ax.set(xlabel="epoch", ylabel="W, b")
    ax.legend()


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    if (n := len(inputs)) != len(outputs) or batch_size < 1:
        raise ValueError
    o = np.random.default_rng(seed).permutation(n)
    take = lambda a, i: tf.constant(np.asarray(a)[o[i : i + batch_size]])
    return [(take(inputs, i), take(outputs, i)) for i in range(0, n, batch_size)]


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.lr, self.m, self.u = learning_rate, momentum, {}

    def apply_gradients(self, grads_and_vars):
        for g, v in grads_and_vars:
            self.u[v.ref()] = u = self.m * self.u.get(v.ref(), 0.0 * g) - self.lr * g
            v.assign_add(u)


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.lr, self.b, self.e, self.t, self.ms = learning_rate, (beta_1, beta_2), epsilon, 0, {}

    def apply_gradients(self, grads_and_vars):
        self.t += 1
        for g, v in grads_and_vars:
            old = self.ms.get(v.ref(), (0 * g, 0 * g))
            self.ms[v.ref()] = new = [b * o + (1 - b) * x for b, o, x in zip(self.b, old, (g, g * g))]
            m, s = (x / (1 - b**self.t) for x, b in zip(new, self.b))
            v.assign_sub(self.lr * m / (s**0.5 + self.e))
