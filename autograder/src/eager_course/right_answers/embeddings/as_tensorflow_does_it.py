# As TensorFlow does it: look-ups, segment sums and scattering, by the functions of tf.

# %% embeddings-lookup-solution
def take_rows(array, ids):
    if not tf.as_dtype(ids.dtype).is_integer:
        raise ValueError("ids must be integers")
    return tf.nn.embedding_lookup(array, tf.cast(ids, tf.int64)).numpy()


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    size = tf.reshape(tf.size(ids), [1])
    shape = tf.shape(table)
    values = tf.reshape(g, tf.concat([size, shape[1:]], 0))
    return tf.IndexedSlices(values, tf.reshape(ids, size), shape)


# %% embeddings-dense-solution
def to_dense(slices):
    return tf.scatter_nd(tf.expand_dims(slices.indices, 1), slices.values, tf.constant(slices.dense_shape) + 0)


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    sparse = [isinstance(g, tf.IndexedSlices) for g in (a, b)]
    if all(sparse):
        return tf.IndexedSlices(
            tf.concat([a.values, b.values], 0), tf.concat([a.indices, b.indices], 0), a.dense_shape
        )
    if not any(sparse):
        return tf.add(a, b)
    return tf.add_n([dense(g) if is_sparse else g for g, is_sparse in zip((a, b), sparse)])


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.slots = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            unique = tf.unique(slices.indices)
            total = tf.math.unsorted_segment_sum(slices.values, unique.idx, len(unique.y))
            if not self.momentum:
                variable.scatter_sub(tf.IndexedSlices(self.learning_rate * total, unique.y))
                continue
            slot = self.slots.setdefault(variable.ref(), tf.Variable(tf.zeros_like(variable)))
            move = self.momentum * slot.sparse_read(unique.y) - self.learning_rate * total
            slot.scatter_update(tf.IndexedSlices(move, unique.y))
            variable.scatter_update(tf.IndexedSlices(variable.sparse_read(unique.y) + move, unique.y))
