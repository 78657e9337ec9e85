# Terse: as few lines as will do.

# %% embeddings-lookup-solution
def take_rows(array, ids):
    if ids.dtype.kind not in "iu" or ((ids < 0) | (ids >= len(array))).any():
        raise ValueError(ids)
    return np.take(array, ids, axis=0).copy()


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    return tf.IndexedSlices(tf.reshape(g, (-1, *table.shape[1:])), tf.reshape(ids, -1), table.shape)


# %% embeddings-dense-solution
def to_dense(slices):
    whole = np.zeros(tuple(map(int, slices.dense_shape)), np.asarray(slices.values).dtype)
    np.add.at(whole, np.asarray(slices.indices), np.asarray(slices.values))
    return tf.constant(whole)


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    if all(isinstance(g, tf.IndexedSlices) for g in (a, b)):
        both = [tf.concat([getattr(a, name), getattr(b, name)], 0) for name in ("values", "indices")]
        return tf.IndexedSlices(*both, a.dense_shape)
    return sum(dense(g) if isinstance(g, tf.IndexedSlices) else g for g in (a, b))


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate, self.momentum, self.us = learning_rate, momentum, {}

    def apply_gradients(self, grads_and_vars):
        for s, v in grads_and_vars:
            rows, place = np.unique(s.indices.numpy(), return_inverse=True)
            g = tf.math.unsorted_segment_sum(s.values, place.ravel(), len(rows))
            u = self.us.setdefault(v.ref(), tf.Variable(tf.zeros(v.shape, v.dtype)))
            moves = self.momentum * tf.gather(u, rows) - self.learning_rate * g
            u.scatter_update(tf.IndexedSlices(moves, rows))
            v.scatter_add(tf.IndexedSlices(tf.gather(u, rows), rows))


# %% embeddings-train-solution
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    def one(some, wanted):
        with tf.GradientTape() as tape:
            value = loss(table, some, wanted)
        optimizer.apply_gradients([(tape.gradient(value, table), table)])
        return float(value) * len(some)

    epoch = lambda e: sum(one(*batch) for batch in tf.minibatches(pairs, distances, batch_size, (seed, e)))
    return [epoch(e) / len(pairs) for e in range(epochs)]
