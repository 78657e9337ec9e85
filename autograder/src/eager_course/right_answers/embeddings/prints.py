# Prints and warns at every turn, and leaves experiments in cells of its own.

# %% extra before embeddings-lookup-solution
import warnings

print("What does NumPy do?", np.arange(3)[[2, 0]])


# %% embeddings-lookup-solution
def take_rows(array, ids):
    print("take_rows", array.shape, ids.shape, ids.dtype)
    if not np.issubdtype(ids.dtype, np.integer):
        warnings.warn("these are no ids")
        raise ValueError(ids.dtype)
    for id_ in np.ravel(ids):
        if not 0 <= id_ < len(array):
            print("no such row:", id_)
            raise IndexError(id_)
    return np.array(array)[ids]


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    print("lookup_vjp", g.shape, table.shape)
    values = tf.reshape(g, [-1] + list(table.shape[1:]))
    print("->", values.shape)
    return tf.IndexedSlices(values, tf.reshape(ids, [-1]), table.shape)


# %% extra after embeddings-vjp-solution
print(lookup_vjp(tf.constant([1.0]), None, tf.Variable([0.0, 0.0]), tf.constant([1])))


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    print("adding", type(a).__name__, "and", type(b).__name__)
    if isinstance(a, tf.IndexedSlices) and isinstance(b, tf.IndexedSlices):
        values, indices = tf.concat([a.values, b.values], 0), tf.concat([a.indices, b.indices], 0)
        return tf.IndexedSlices(values, indices, b.dense_shape)
    warnings.warn("one of them is dense")
    if isinstance(a, tf.IndexedSlices):
        a = dense(a)
    if isinstance(b, tf.IndexedSlices):
        b = dense(b)
    return a + b


# %% embeddings-train-solution
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    history = []
    for epoch in range(epochs):
        sums = []
        for some, wanted in tf.minibatches(pairs, distances, batch_size, seed + epoch):
            with tf.GradientTape() as tape:
                value = loss(table, some, wanted)
            optimizer.apply_gradients([(tape.gradient(value, table), table)])
            sums.append(float(value) * len(some))
        history.append(sum(sums) / len(pairs))
        print(f"epoch {epoch}: {history[-1]:.4f}")
    return history
