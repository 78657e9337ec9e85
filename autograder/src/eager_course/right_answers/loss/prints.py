# With prints: a student who watches everything, on both streams.

# %% loss-model-solution
import sys


class Model:
    def __init__(self):
        self.W = tf.Variable(5.0)
        self.b = tf.Variable(0.0)
        print("a new model:", self.W, self.b)

    def __call__(self, x):
        print("asked for", x)
        prediction = self.W * x + self.b
        print("and I say", prediction, file=sys.stderr)
        return prediction


# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    print("shapes:", predicted.shape, desired.shape)
    if predicted.shape != desired.shape:
        print("no!", file=sys.stderr)
        raise ValueError("no!")
    loss = tf.reduce_mean(tf.square(predicted - desired))
    print(f"loss: {float(loss):.3f}")
    return loss


# %% loss-data-solution
def make_data(true_w, true_b, n, noise, seed):
    print(f"{n} examples about {true_w} x + {true_b}, noise {noise}, seed {seed}")
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.normal(0, 1, n), tf.float32)
    outputs = inputs * true_w + true_b + tf.constant(rng.normal(0, noise, n), tf.float32)
    print(inputs, outputs, sep="\n")
    return inputs, outputs


# %% loss-picture-solution
def plot_fit(ax, inputs, outputs, predictions):
    print(ax.scatter(inputs, outputs, c="b"))
    print(ax.scatter(inputs, predictions, c="r"))
    print(ax.set_xlabel("inputs"), ax.set_ylabel("outputs"))


# %% loss-surface-solution
def loss_surface(Ws, bs, inputs, outputs):
    W = tf.expand_dims(tf.expand_dims(Ws, 1), 2)
    b = tf.expand_dims(tf.expand_dims(bs, 0), 2)
    print(W.shape, b.shape)
    losses = tf.reduce_mean((W * inputs + b - outputs) ** 2, axis=-1)
    print(losses)
    return losses


# %% loss-finite-difference-solution
def finite_difference(f, parameters, step=1e-3):
    result = []
    for p in parameters:
        print("before:", p)
        start, slopes = np.array(p.numpy()), np.zeros(p.shape)
        for place in np.ndindex(*start.shape):
            shift = np.zeros_like(start)
            shift[place] = step
            try:
                high = float(p.assign(start + shift) is None or f())
                low = float(p.assign(start - shift) is None or f())
            finally:
                p.assign(start)
            slopes[place] = (high - low) / step / 2
            print(place, high, low, slopes[place], file=sys.stderr)
        result.append(slopes)
    print("result:", result)
    return result


# %% loss-hand-gradient-solution
def hand_gradient(model, inputs, outputs):
    errors = model(inputs) - outputs
    print("errors:", errors)
    dW, db = tf.reduce_mean(2 * errors * inputs), tf.reduce_mean(2 * errors)
    print("dW:", dW, "db:", db)
    return dW, db
