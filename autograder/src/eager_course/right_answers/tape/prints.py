# Prints everywhere, as while looking for a bug.
# %% tape-record-solution
@contextmanager
def recording():
    print("recording begins;", len(listeners), "listeners so far")
    records = []

    def hear(record):
        print("   heard", record.op, "->", record.output.shape)
        records.append(record)

    listeners.append(hear)
    try:
        yield records
    except BaseException as error:
        print("something happened:", type(error).__name__)
        raise
    finally:
        listeners.remove(hear)
        print("recording ends with", len(records), "records")


# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    print("from", g.shape, "to", shape)
    while g.ndim > len(shape):
        g = tf.reduce_sum(g, 0)
        print("   now", g.shape)
    for axis, length in enumerate(shape):
        if length == 1:
            g = tf.reduce_sum(g, axis, keepdims=True)
            print("   now", g.shape)
    return g


# %% extra after tape-unbroadcast-solution
print(unbroadcast(tf.ones([2, 3]), (3,)))
print(VJPS.keys())
