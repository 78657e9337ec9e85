# With prints: a student who watches everything, on both streams.

# %% training-step-solution
import sys


def train(model, inputs, outputs, learning_rate):
    print("train: W =", model.W.numpy(), "b =", model.b.numpy())
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
        print("loss:", loss)
    dW, db = tape.gradient(loss, [model.W, model.b])
    print("gradients:", dW, db, file=sys.stderr)
    if dW is None or db is None:
        print("Oh no!")
        raise ValueError("the gradient is None")
    print(model.W.assign_sub(learning_rate * dW))
    print(model.b.assign_sub(learning_rate * db))


# %% training-loop-solution
def training_loop(model, inputs, outputs, epochs, learning_rate, step=train):
    history = {"W": [], "b": [], "loss": []}
    for epoch in range(epochs):
        loss = tf.mean_squared_error(model(inputs), outputs)
        history["W"].append(model.W.numpy())
        history["b"].append(model.b.numpy())
        history["loss"].append(loss.numpy())
        print("Epoch %2d: W=%1.2f b=%1.2f, loss=%2.5f" % (epoch, model.W, model.b, loss))
        step(model, inputs, outputs, learning_rate)
    print("finished", history, file=sys.stderr)
    return history


# %% training-minibatches-solution
def minibatches(inputs, outputs, batch_size, seed):
    print("minibatches of", batch_size, "from", len(inputs), "examples, seed", seed)
    if len(inputs) != len(outputs) or batch_size < 1:
        raise ValueError("refused")
    order = np.random.default_rng(seed).permutation(len(inputs))
    print("order:", order[:10], "...")
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        print("batch", start // batch_size, "has", len(batch), file=sys.stderr)
        yield tf.gather(inputs, batch), tf.gather(outputs, batch)


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        print("SGD", learning_rate, momentum)
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            velocity = self.velocities.get(variable.ref(), tf.zeros_like(gradient))
            print("velocity before:", velocity)
            velocity = self.momentum * velocity - self.learning_rate * gradient
            print("velocity after:", velocity, file=sys.stderr)
            self.velocities[variable.ref()] = velocity
            variable.assign_add(velocity)
