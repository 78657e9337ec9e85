# Slow: loops over single rows and numbers, and no tool but the plainest.

# %% embeddings-lookup-solution
def take_rows(array, ids):
    flat = []
    for id_ in ids.reshape(-1).tolist():
        if type(id_) is not int:
            raise ValueError(f"{id_} is no integer")
        if id_ < 0 or id_ >= len(array):
            raise IndexError(f"there is no row {id_}")
        flat.append(np.array(array[id_]))
    rows = np.zeros((len(flat), *array.shape[1:]), array.dtype)
    for place, row in enumerate(flat):
        rows[place] = row
    return rows.reshape(ids.shape + array.shape[1:])


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    count = 1
    for length in ids.shape:
        count = count * length
    shape = [count]
    for length in table.shape[1:]:
        shape.append(length)
    indices = []
    for id_ in ids.numpy().reshape(-1):
        indices.append(int(id_))
    return tf.IndexedSlices(tf.reshape(g, shape), tf.constant(indices), list(table.shape))


# %% embeddings-dense-solution
def to_dense(slices):
    shape = []
    for length in slices.dense_shape:
        shape.append(int(length))
    whole = np.zeros(shape, slices.values.numpy().dtype)
    for place in range(len(slices.values)):
        row = int(slices.indices[place])
        whole[row] = whole[row] + slices.values[place].numpy()
    return tf.constant(whole)


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    if isinstance(a, tf.IndexedSlices):
        if isinstance(b, tf.IndexedSlices):
            values, indices = [], []
            for g in (a, b):
                for place in range(len(g.values)):
                    values.append(g.values[place])
                    indices.append(int(g.indices[place]))
            return tf.IndexedSlices(tf.stack(values), tf.constant(indices), a.dense_shape)
        else:
            return dense(a) + b
    else:
        if isinstance(b, tf.IndexedSlices):
            return a + dense(b)
        else:
            return a + b


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            sums = {}
            for row, value in zip(slices.indices.numpy().tolist(), slices.values.numpy()):
                if row in sums:
                    sums[row] = sums[row] + value
                else:
                    sums[row] = value
            if variable.ref() not in self.velocities:
                self.velocities[variable.ref()] = {}
            velocities = self.velocities[variable.ref()]
            for row, total in sums.items():
                old = velocities.get(row, 0.0 * total)
                velocities[row] = self.momentum * old - self.learning_rate * total
                move = tf.constant(np.array([velocities[row]], total.dtype))
                variable.scatter_add(tf.IndexedSlices(move, tf.constant([row])))


# %% embeddings-train-solution
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    generator = np.random.default_rng(seed)
    history = []
    for epoch in range(epochs):
        left = list(range(len(pairs)))
        losses = []
        while left:
            chosen = []
            while left and len(chosen) < batch_size:
                chosen.append(left.pop(int(generator.integers(len(left)))))
            with tf.GradientTape() as tape:
                value = loss(table, pairs[chosen], distances[chosen])
            optimizer.apply_gradients([(tape.gradient(value, table), table)])
            for _ in chosen:
                losses.append(float(value))
        history.append(sum(losses) / len(losses))
    return history
