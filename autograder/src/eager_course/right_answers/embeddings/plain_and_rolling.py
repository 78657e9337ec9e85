# Two ways in one class: a plain scatter_sub without momentum, and the long way with it.

# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    row = table.shape[1:]
    flat_ids, flat_g = tf.reshape(ids, (ids.numpy().size,)), tf.reshape(g, (ids.numpy().size, *row))
    return tf.IndexedSlices(tf.identity(flat_g), tf.identity(flat_ids), tf.constant(table.shape))


# %% embeddings-dense-solution
def to_dense(slices):
    shape = np.array([int(n) for n in slices.dense_shape])
    flat = np.zeros((shape[0], int(np.prod(shape[1:]))), slices.values.numpy().dtype)
    for column in range(flat.shape[1]):
        weights = slices.values.numpy().reshape(len(slices.values), -1)[:, column]
        flat[:, column] = np.bincount(slices.indices.numpy(), weights, minlength=shape[0])
    return tf.constant(flat.reshape(shape))


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        step = self._roll if self.momentum else self._descend
        for slices, variable in list(grads_and_vars):
            step(slices, variable)

    def _descend(self, slices, variable):
        variable.scatter_sub(
            tf.IndexedSlices(self.learning_rate * slices.values, slices.indices)
        )

    def _roll(self, slices, variable):
        velocity = self.velocities.setdefault(variable.ref(), tf.Variable(tf.zeros_like(variable)))
        rows = tf.unique(slices.indices).y
        # Shrink once, whatever the number of slices; then let every slice add to it.
        velocity.scatter_update(tf.IndexedSlices(self.momentum * tf.gather(velocity, rows), rows))
        velocity.scatter_sub(tf.IndexedSlices(self.learning_rate * slices.values, slices.indices))
        variable.scatter_add(tf.IndexedSlices(tf.gather(velocity, rows), rows))
