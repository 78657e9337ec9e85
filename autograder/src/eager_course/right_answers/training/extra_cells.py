# With extra cells: notes and trials between the exercises, and one solution pasted twice.

# %% extra before training-step-solution
# My notes: the tape has to listen while the loss is computed!
scratch = tf.Variable(2.0)
with tf.GradientTape() as scratch_tape:
    scratch_loss = scratch * scratch
scratch_tape.gradient(scratch_loss, scratch)

# %% extra after training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    dW, db = tape.gradient(loss, [model.W, model.b])
    if dW is None or db is None:
        raise ValueError("None")
    model.W.assign_sub(learning_rate * dW)
    model.b.assign_sub(learning_rate * db)


# %% extra before training-loop-solution
trial = tf.Model()
train(trial, inputs, outputs, 0.1)
trial.W, trial.b

# %% extra after training-picture-solution
trial_figure, trial_ax = plt.subplots()
plot_history(trial_ax, [5.0, 4.0], [0.0, 1.0], 3.0, 2.0)
trial_ax.set_title("my first try")
plt.show()

# %% extra after training-minibatches-solution
for xs, ys in minibatches(inputs, outputs, 400, seed=3):
    print(xs.shape, ys.shape)

# %% training-momentum-solution
class SGD:
    """First version, without momentum; I leave it here."""

    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            variable.assign_sub(self.learning_rate * gradient)


# %% extra after training-momentum-solution
class SGD(SGD):
    """Second version."""

    def __init__(self, learning_rate, momentum=0.0):
        super().__init__(learning_rate)
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            velocity = self.velocities.get(variable.ref(), tf.zeros_like(gradient))
            self.velocities[variable.ref()] = self.momentum * velocity - self.learning_rate * gradient
            variable.assign_add(self.velocities[variable.ref()])


# %% extra before training-adam-solution
import random

random.seed(1)
np.random.seed(1)  # somebody else's habit, harmless here
