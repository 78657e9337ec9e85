# Extra cells: experiments before and after, and a helper that lives in a cell of its own.
# %% extra before tape-record-solution
x = tf.constant([1.0, 2.0])
listeners.append(print)
x + x
listeners.clear()

# %% extra before tape-unbroadcast-solution
def repeated_axes(big, small):
    """The axes of the shape `big` along which a value of the shape `small` was repeated."""
    missing = len(big) - len(small)
    return [i for i in range(len(big)) if i < missing or small[i - missing] == 1]


assert repeated_axes((2, 3), (3,)) == [0]

# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    return tf.reshape(tf.reduce_sum(g, axis=repeated_axes(g.shape, shape)), shape)


# %% extra after tape-unbroadcast-solution
unbroadcast(tf.ones([4, 3]), (4, 1))

# %% extra after tape-gradient-tape-solution
v = tf.Variable(2.0)
with GradientTape() as tape:
    y = v**2.0
tape.gradient(y, v)

# %% extra after tape-persistent-solution
try:
    tape.gradient(y, v)
except RuntimeError as error:
    print("as it should be:", error)
