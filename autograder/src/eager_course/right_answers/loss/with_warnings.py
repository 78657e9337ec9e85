# With warnings: deprecated ways, and warnings of the student's own.

# %% loss-model-solution
import warnings


class Model:
    def __init__(self):
        warnings.warn("W and b should be random in real life", UserWarning)
        self.W = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        warnings.warn("old", DeprecationWarning)
        return self.W * x + self.b


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        warnings.warn("shapes differ", RuntimeWarning)
        raise ValueError("shapes differ")
    np.log(np.zeros(1))  # NumPy warns of a division by zero
    return tf.reduce_mean(tf.square(predicted - desired))


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    if noise > 2:
        warnings.warn(f"a noise of {noise} is a lot")
    inputs = tf.random.normal([n], seed=2 * seed)
    errors = tf.random.normal([n], stddev=noise, seed=2 * seed + 1)
    return inputs, inputs * true_w + true_b + errors


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    warnings.warn("by hand", FutureWarning)
    errors = model(inputs) - outputs
    return tf.reduce_mean(2.0 * errors * inputs), tf.reduce_mean(2.0 * errors)
