# Everything is computed in float64, and rounded at the end.

# %% embeddings-dense-solution
def to_dense(slices):
    values = slices.values.numpy()
    whole = np.zeros([int(n) for n in slices.dense_shape], "float64")
    np.add.at(whole, slices.indices.numpy(), values.astype("float64"))
    return tf.constant(whole.astype(values.dtype))


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
        values = np.concatenate([np.asarray(g.values, "float64") for g in (a, b)])
        indices = np.concatenate([np.asarray(g.indices) for g in (a, b)])
        return tf.IndexedSlices(
            tf.constant(values.astype(a.values.dtype.name)), tf.constant(indices), a.dense_shape
        )
    a, b = (dense(g) if isinstance(g, tf.IndexedSlices) else g for g in (a, b))
    total = tf.cast(a, tf.float64) + tf.cast(b, tf.float64)
    return tf.cast(total, a.dtype)


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = np.float64(learning_rate)
        self.momentum = np.float64(momentum)
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            rows, place = np.unique(slices.indices.numpy(), return_inverse=True)
            sums = np.zeros((len(rows), *slices.values.shape[1:]), "float64")
            np.add.at(sums, place.reshape(-1), slices.values.numpy())
            if variable.ref() not in self.velocities:
                self.velocities[variable.ref()] = np.zeros(variable.shape, "float64")
            velocity = self.velocities[variable.ref()]
            velocity[rows] = self.momentum * velocity[rows] - self.learning_rate * sums
            new = tf.gather(variable, rows).numpy() + velocity[rows]
            new = tf.constant(new.astype(slices.values.dtype.name))
            variable.scatter_update(tf.IndexedSlices(new, rows))


# %% embeddings-train-solution
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    history, rng = [], np.random.default_rng(seed)
    for _ in range(epochs):
        sums = np.zeros(2, "float64")
        for some, wanted in tf.minibatches(pairs, distances, batch_size, rng):
            with tf.GradientTape() as tape:
                value = loss(table, some, wanted)
            optimizer.apply_gradients([(tape.gradient(value, table), table)])
            sums += np.array([float(value), 1.0]) * len(some)
        history.append(sums[0] / sums[1])
    return history
