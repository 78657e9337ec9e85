# Verbose: everything has a name, a type and a comment, and every check a message.

# %% embeddings-lookup-solution
def take_rows(array: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Take the rows."""
    number_of_rows: int = array.shape[0]

    # First, what the ids are.
    are_integers: bool = np.issubdtype(ids.dtype, np.integer)
    if are_integers is False or not are_integers:
        raise ValueError(
            f"The ids of a look-up must be integers, but these have the dtype {ids.dtype.name}."
        )

    # Then, where they lead.
    is_too_small: np.ndarray = np.less(ids, 0)
    is_too_large: np.ndarray = np.greater_equal(ids, number_of_rows)
    is_wrong: np.ndarray = np.logical_or(is_too_small, is_too_large)
    if np.any(is_wrong):
        raise ValueError(f"There are {number_of_rows} rows; ids out of range: {ids[is_wrong]}.")

    # Now take them, and make sure that nobody else holds this memory.
    rows: np.ndarray = array.take(indices=ids, axis=0)
    copied: np.ndarray = np.copy(rows)
    return copied


# %% embeddings-vjp-solution
def lookup_vjp(g, out, table, ids):
    # How many ids are there in all?
    number_of_ids = int(np.prod(ids.shape))
    # What does a row look like?
    shape_of_a_row = list(table.shape)[1:]
    shape_of_values = [number_of_ids] + shape_of_a_row
    # Both lists, flat, in the order of the ids.
    values = tf.reshape(g, shape_of_values)
    indices = tf.reshape(ids, [number_of_ids])
    dense_shape = [int(length) for length in table.shape]
    return tf.IndexedSlices(values=values, indices=indices, dense_shape=dense_shape)


# %% embeddings-dense-solution
def to_dense(slices):
    # The three fields.
    values = np.asarray(slices.values)
    indices = np.asarray(slices.indices)
    shape = tuple(int(length) for length in slices.dense_shape)
    # Zeros everywhere, in the dtype of the values.
    result = np.zeros(shape=shape, dtype=values.dtype)
    # Then one slice after the other.
    number_of_slices = values.shape[0]
    for i in range(number_of_slices):
        row = indices[i]
        result[row] += values[i]
    return tf.convert_to_tensor(result)


# %% embeddings-sum-solution
def add_gradients(a, b, dense=to_dense):
    a_is_sparse = isinstance(a, tf.IndexedSlices)
    b_is_sparse = isinstance(b, tf.IndexedSlices)
    if a_is_sparse and b_is_sparse:
        all_values = tf.concat([a.values, b.values], axis=0)
        all_indices = tf.concat([a.indices, b.indices], axis=0)
        return tf.IndexedSlices(
            values=all_values, indices=all_indices, dense_shape=a.dense_shape
        )
    elif a_is_sparse and not b_is_sparse:
        return tf.add(dense(a), b)
    elif not a_is_sparse and b_is_sparse:
        return tf.add(a, dense(b))
    elif not a_is_sparse and not b_is_sparse:
        return tf.add(a, b)
    else:
        raise AssertionError("there is no fifth case")


# %% embeddings-step-solution
class SparseSGD:
    """Moves rows."""

    def __init__(self, learning_rate, momentum=0.0):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = {}

    def velocities_of(self, variable):
        """The velocities of a Variable, made when they are first needed."""
        key = variable.ref()
        if key not in self.velocities:
            nothing_moves_yet = np.zeros(shape=tuple(variable.shape), dtype=variable.dtype.name)
            self.velocities[key] = tf.Variable(nothing_moves_yet)
        return self.velocities[key]

    def sums_of(self, slices):
        """The rows that the slices name, each once, and the sums of their slices."""
        rows, place_of_slice = np.unique(np.asarray(slices.indices), return_inverse=True)
        values = np.asarray(slices.values)
        sums = np.zeros(shape=(rows.size,) + values.shape[1:], dtype=values.dtype)
        for slice_number, place in enumerate(place_of_slice.reshape(-1)):
            sums[place] += values[slice_number]
        return rows, sums

    def apply_gradients(self, grads_and_vars):
        for slices, variable in grads_and_vars:
            rows, sums = self.sums_of(slices)
            velocities = self.velocities_of(variable)
            old = tf.gather(velocities, rows).numpy()
            new = self.momentum * old - self.learning_rate * sums
            new = tf.constant(new.astype(sums.dtype))
            velocities.scatter_update(tf.IndexedSlices(values=new, indices=tf.constant(rows)))
            variable.scatter_add(tf.IndexedSlices(values=new, indices=tf.constant(rows)))


# %% embeddings-train-solution
def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=map_loss):
    number_of_pairs = len(pairs)
    losses_of_epochs = []
    for epoch in range(epochs):
        # An order of its own for every epoch, which depends on the seed and on nothing else.
        generator = np.random.default_rng([seed, epoch])
        order = np.arange(number_of_pairs)
        generator.shuffle(order)
        sum_of_losses = 0.0
        start = 0
        while start < number_of_pairs:
            chosen = order[start : start + batch_size]
            pairs_of_batch = tf.constant(pairs[chosen])
            distances_of_batch = tf.constant(distances[chosen])
            with tf.GradientTape() as tape:
                loss_of_batch = loss(table, pairs_of_batch, distances_of_batch)
            gradient = tape.gradient(loss_of_batch, table)
            optimizer.apply_gradients([(gradient, table)])
            sum_of_losses = sum_of_losses + loss_of_batch.numpy().item() * chosen.size
            start = start + batch_size
        losses_of_epochs.append(sum_of_losses / number_of_pairs)
    return losses_of_epochs
