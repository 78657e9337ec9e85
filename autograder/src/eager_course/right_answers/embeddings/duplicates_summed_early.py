# Adds up the slices of one row as soon as two gradients meet, and sorts them.

# %% extra before embeddings-sum-solution
def merged(values, indices, dense_shape):
    rows, place = np.unique(np.asarray(indices), return_inverse=True)
    sums = tf.math.unsorted_segment_sum(values, place.reshape(-1), len(rows))
    return tf.IndexedSlices(sums, tf.constant(rows), dense_shape)


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    if not isinstance(a, tf.IndexedSlices):
        return a + (dense(b) if isinstance(b, tf.IndexedSlices) else b)
    if not isinstance(b, tf.IndexedSlices):
        return dense(a) + b
    return merged(
        tf.concat([a.values, b.values], 0), tf.concat([a.indices, b.indices], 0), a.dense_shape
    )


# %% embeddings-step-solution
class SparseSGD:
    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            slices = merged(slices.values, slices.indices, slices.dense_shape)
            step = tf.IndexedSlices(-self.learning_rate * slices.values, slices.indices)
            if self.momentum:
                velocity = self.velocities.get(variable.ref())
                if velocity is None:
                    velocity = tf.Variable(tf.zeros_like(variable))
                    self.velocities[variable.ref()] = velocity
                rows = step.indices
                velocity.scatter_mul(
                    tf.IndexedSlices(self.momentum * tf.ones_like(step.values), rows)
                )
                velocity.scatter_add(step)
                step = tf.IndexedSlices(tf.gather(velocity, rows), rows)
            variable.scatter_add(step)
