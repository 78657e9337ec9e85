# As TensorFlow does it: velocities are Variables, Adam's corrections are part of the rate.

# %% training-step-solution
def train(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(inputs) - outputs))
    dW, db = tape.gradient(loss, [model.W, model.b])
    if dW is None or db is None:
        raise ValueError("no gradients provided")
    tf.assign_sub(model.W, learning_rate * dW)
    tf.assign_sub(model.b, learning_rate * db)
    return loss


# %% training-momentum-solution
class SGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for gradient, variable in grads_and_vars:
            if not self.momentum:
                variable.assign_sub(self.learning_rate * gradient)
                continue
            key = variable.ref()
            if key not in self.velocities:
                self.velocities[key] = tf.Variable(tf.zeros_like(variable), trainable=False)
            velocity = self.velocities[key]
            velocity.assign(self.momentum * velocity)
            velocity.assign_sub(self.learning_rate * gradient)
            variable.assign_add(velocity)


# %% training-adam-solution
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.iterations = 0
        self.m = {}
        self.v = {}

    def apply_gradients(self, grads_and_vars):
        self.iterations += 1
        t = self.iterations
        alpha = self.learning_rate * (1 - self.beta_2**t) ** 0.5 / (1 - self.beta_1**t)
        for gradient, variable in grads_and_vars:
            key = variable.ref()
            if key not in self.m:
                self.m[key] = tf.Variable(tf.zeros_like(variable), trainable=False)
                self.v[key] = tf.Variable(tf.zeros_like(variable), trainable=False)
            m, v = self.m[key], self.v[key]
            m.assign_add((gradient - m) * (1 - self.beta_1))
            v.assign_add((gradient * gradient - v) * (1 - self.beta_2))
            variable.assign_sub(m * alpha / (tf.sqrt(v) + self.epsilon))
