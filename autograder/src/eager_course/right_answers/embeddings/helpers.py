# With helpers: small functions in cells of their own, used by several exercises.

# %% extra before embeddings-lookup-solution
def require(condition, message):
    if not condition:
        raise ValueError(message)


def is_sparse(g):
    return isinstance(g, tf.IndexedSlices)


def flat(tensor, *shape):
    return tf.reshape(tensor, (-1, *shape))


# %% embeddings-lookup-solution
def take_rows(array, ids):
    require(ids.dtype.kind in ("i", "u"), "ids must be integers")
    require(np.all(ids >= 0), "an id below 0")
    require(np.all(ids < array.shape[0]), "an id too large")
    return array[ids].copy()


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    return tf.IndexedSlices(flat(g, *table.shape[1:]), flat(ids), table.shape)


# %% extra before embeddings-dense-solution
def summed(values, places, count):
    """`count` rows: the sum of the values at each place."""
    values = np.asarray(values)
    sums = np.zeros((count, *values.shape[1:]), values.dtype)
    np.add.at(sums, np.asarray(places).reshape(-1), values)
    return tf.constant(sums)


# %% embeddings-dense-solution
def to_dense(slices):
    return summed(slices.values, slices.indices, int(slices.dense_shape[0]))


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    if is_sparse(a) and is_sparse(b):
        return joined(a, b)
    whole = [dense(g) if is_sparse(g) else g for g in (a, b)]
    return whole[0] + whole[1]


# %% extra after embeddings-sum-solution
def joined(a, b):
    """Slices of a, then those of b."""
    values = tf.concat([a.values, b.values], axis=0)
    indices = tf.concat([a.indices, b.indices], axis=0)
    return tf.IndexedSlices(values, indices, a.dense_shape)


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            self._move(variable, *self._merged(slices))

    @staticmethod
    def _merged(slices):
        rows, places = np.unique(slices.indices.numpy(), return_inverse=True)
        return rows, summed(slices.values, places, len(rows))

    def _move(self, variable, rows, g):
        move = g * -self.learning_rate
        if self.momentum != 0:
            move = self._rolled(variable, rows, move)
        variable.scatter_add(tf.IndexedSlices(move, rows))

    def _rolled(self, variable, rows, move):
        if variable.ref() not in self.velocities:
            self.velocities[variable.ref()] = tf.Variable(tf.zeros(variable.shape, move.dtype))
        velocity = self.velocities[variable.ref()]
        move = move + tf.gather(velocity, rows) * self.momentum
        velocity.scatter_update(tf.IndexedSlices(move, rows))
        return move


# %% embeddings-train-solution
def one_step(table, optimizer, loss, some, wanted):
    with tf.GradientTape() as tape:
        value = loss(table, some, wanted)
    optimizer.apply_gradients(zip([tape.gradient(value, table)], [table]))
    return float(value)


def one_epoch(table, pairs, distances, optimizer, batch_size, seed, loss):
    batches = tf.minibatches(pairs, distances, batch_size, seed)
    sums = [len(some) * one_step(table, optimizer, loss, some, wanted) for some, wanted in batches]
    return sum(sums) / len(pairs)


def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    settings = table, pairs, distances, optimizer, batch_size
    return [one_epoch(*settings, 10_000 * seed + epoch, loss) for epoch in range(epochs)]
