# Watched by hand: the tape is told what to watch, lists are made in advance, states are arrays.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(model.W)
        tape.watch(model.b)
        loss = tf.reduce_mean(tf.square(outputs - model(inputs)))
    gradients = tape.gradient(loss, {"W": model.W, "b": model.b})
    missing = [name for name, gradient in gradients.items() if gradient is None]
    if missing:
        raise ValueError(f"the loss does not depend on {missing}")
    for name, gradient in gradients.items():
        step = tf.constant(learning_rate, dtype=gradient.dtype) * gradient
        getattr(model, name).assign_sub(step)


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    Ws, bs, losses = epochs * [0.0], epochs * [0.0], epochs * [0.0]
    for epoch in range(epochs):
        Ws[epoch], bs[epoch] = np.array(model.W), np.array(model.b)
        losses[epoch] = np.mean((np.array(model(inputs)) - np.array(outputs)) ** 2)
        step(inputs=inputs, outputs=outputs, learning_rate=learning_rate, model=model)
    return {"W": Ws, "b": bs, "loss": losses}


# %% training-picture-solution
def plot_history(ax, Ws, bs, true_w, true_b):
    w_line, b_line = ax.plot(Ws)[0], ax.plot(bs)[0]
    w_true = ax.axhline(true_w, dashes=(4, 2), color=w_line.get_color())
    b_true = ax.axline((0, true_b), (1, true_b), linestyle="dashed", color=b_line.get_color())
    ax.axvline(0, color="black", linewidth=0.5)
    ax.legend([w_line, b_line, w_true, b_true], ["W", "b", "true W", "true b"])
    plt.setp(ax, xlabel="epoch", ylabel="value")


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.sums = {}  # of the gradients; the learning rate comes in at the end

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in list(grads_and_vars):
            before = self.sums.get(variable.ref(), np.zeros_like(gradient.numpy()))
            self.sums[variable.ref()] = gradient.numpy() + self.momentum * before
            variable.assign(variable - self.learning_rate * self.sums[variable.ref()])
