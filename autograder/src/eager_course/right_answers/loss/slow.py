# Slow: a student who waits a moment, for no reason.

# %% loss-model-solution
import time


class Model:
    def __init__(self):
        time.sleep(0.0002)
        self.W = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        time.sleep(0.0002)
        return self.W * x + self.b


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    time.sleep(0.0005)
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal(n)
    outputs = true_w * inputs + true_b + noise * rng.standard_normal(n)
    return tf.constant(inputs, tf.float32), tf.constant(outputs, tf.float32)


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    time.sleep(0.0005)
    rows = []
    for W in np.asarray(Ws):
        errors = W * inputs + tf.reshape(bs, [-1, 1]) - outputs
        rows.append(tf.reduce_mean(errors * errors, axis=1))
    return tf.stack(rows)
