# float64 inside: the arithmetic is NumPy's in float64, with a cast where it meets the Variables.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    gradients = tape.gradient(loss, [model.W, model.b])
    if any(g is None for g in gradients):
        raise ValueError("no gradient")
    for variable, gradient in zip([model.W, model.b], gradients):
        value = variable.numpy().astype(np.float64)
        value = value - learning_rate * gradient.numpy().astype(np.float64)
        variable.assign(value.astype(variable.numpy().dtype))


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    Ws, bs, losses = np.zeros(epochs), np.zeros(epochs), np.zeros(epochs)
    for epoch in range(epochs):
        Ws[epoch], bs[epoch] = model.W.numpy(), model.b.numpy()
        errors = np.asarray(model(inputs), np.float64) - np.asarray(outputs, np.float64)
        losses[epoch] = np.mean(errors**2)
        step(model, inputs, outputs, learning_rate)
    return {"W": Ws.tolist(), "b": bs.tolist(), "loss": losses.tolist()}


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = np.float64(learning_rate)
        self.momentum = np.float64(momentum)
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            g = np.asarray(gradient).astype(np.float64)
            u = self.velocities.setdefault(variable.ref(), np.zeros(g.shape))
            u *= self.momentum
            u -= self.learning_rate * g
            value = variable.numpy()
            variable.assign((value + u).astype(value.dtype))


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2 = learning_rate, beta_1, beta_2
        self.epsilon = epsilon
        self.powers = np.ones(2)
        self.moments = {}

    def apply_gradients(self, grads_and_vars):
        betas = np.array([self.beta_1, self.beta_2])
        self.powers = self.powers * betas
        for gradient, variable in grads_and_vars:
            g = np.asarray(gradient).astype(np.float64)
            moments = self.moments.setdefault(variable.ref(), np.zeros((2, *g.shape)))
            for i, new in enumerate((g, g**2)):
                moments[i] = betas[i] * moments[i] + (1 - betas[i]) * new
            m, s = moments[0] / (1 - self.powers[0]), moments[1] / (1 - self.powers[1])
            value = variable.numpy() - self.learning_rate * m / (np.sqrt(s) + self.epsilon)
            variable.assign(np.asarray(value, np.asarray(gradient).dtype))
