# Lists for dicts: states stand in lists beside their Variables, found by identity.

# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    rows = []
    for _ in range(epochs):
        loss = tf.mean_squared_error(model(inputs), outputs)
        rows.append([model.W.numpy(), model.b.numpy(), loss.numpy()])
        step(model=model, inputs=inputs, outputs=outputs, learning_rate=learning_rate)
    Ws, bs, losses = ([row[i] for row in rows] for i in range(3))
    return {"loss": losses, "b": bs, "W": Ws}


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    xs, ys = list(np.asarray(inputs)), list(np.asarray(outputs))
    if len(xs) != len(ys):
        raise ValueError("lengths")
    if batch_size < 1:
        raise ValueError("batch_size")
    order = list(range(len(xs)))
    np.random.RandomState(seed).shuffle(order)
    batches = []
    while order:
        chosen, order = order[:batch_size], order[batch_size:]
        batch = np.stack([xs[i] for i in chosen]), np.stack([ys[i] for i in chosen])
        batches.append([tf.constant(batch[0]), tf.constant(batch[1])])
    return [tuple(batch) for batch in batches]


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.variables = []
        self.velocities = []

    def index(self, variable):
        for i, known in enumerate(self.variables):
            if known is variable:
                return i
        self.variables.append(variable)
        self.velocities.append(tf.Variable(tf.zeros_like(variable)))
        return len(self.variables) - 1

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            velocity = self.velocities[self.index(variable)]
            velocity.assign(self.momentum * velocity - self.learning_rate * gradient)
            variable.assign_add(velocity)


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.settings = [learning_rate, beta_1, beta_2, epsilon]
        self.rows = []  # [Variable, m, s]
        self.t = 0

    def apply_gradients(self, grads_and_vars):
        rate, beta_1, beta_2, epsilon = self.settings
        self.t += 1
        for g, variable in grads_and_vars:
            found = [row for row in self.rows if row[0] is variable]
            if not found:
                found = [[variable, tf.zeros_like(g), tf.zeros_like(g)]]
                self.rows += found
            row = found[0]
            row[1] = row[1] * beta_1 + g * (1 - beta_1)
            row[2] = row[2] * beta_2 + g * g * (1 - beta_2)
            m, s = row[1] / (1 - beta_1**self.t), row[2] / (1 - beta_2**self.t)
            variable.assign_add(-rate * m / (epsilon + tf.sqrt(s)))
