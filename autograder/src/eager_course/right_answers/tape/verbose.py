# Verbose: every step has a name and a comment of its own.
# %% tape-record-solution
@contextmanager
def recording():
    """Record every operation that runs inside a `with` block."""
    # The list that the caller gets.
    list_of_records = []

    # The function that hears of every operation.
    def remember_the_record(record):
        list_of_records.append(record)

    listeners.append(remember_the_record)
    try:
        yield list_of_records
    finally:
        # Look for our own listener, from the back, and take it out.
        for position in range(len(listeners) - 1, -1, -1):
            if listeners[position] is remember_the_record:
                del listeners[position]
                break


# %% tape-unbroadcast-solution
def unbroadcast(g, shape):
    """Sum g over the axes along which a value of `shape` was repeated."""
    result = g
    # First case: axes that the value did not have at all. They are the first ones.
    while len(result.shape) > len(shape):
        result = tf.reduce_sum(result, axis=0)
    # Second case: axes that the value had with length 1.
    for axis in range(len(shape)):
        length_then = shape[axis]
        length_now = result.shape[axis]
        if length_then == 1 and length_now != 1:
            result = tf.reduce_sum(result, axis=axis, keepdims=True)
    return result


# %% tape-reductions-solution
def reduce_sum_x(g, out, x, axis=None, keepdims=False):
    # Which axes were summed up?
    if axis is None:
        summed_axes = list(range(len(x.shape)))
    else:
        summed_axes = list(axis)
    # Put them back, the lowest first, unless they are there still.
    spread = g
    if not keepdims:
        for one_axis in sorted(summed_axes):
            spread = tf.expand_dims(spread, one_axis)
    return tf.broadcast_to(spread, x.shape)


def reduce_mean_x(g, out, x, axis=None, keepdims=False):
    number_of_inputs = 1
    for length in x.shape:
        number_of_inputs = number_of_inputs * length
    number_of_outputs = 1
    for length in out.shape:
        number_of_outputs = number_of_outputs * length
    elements_in_a_mean = number_of_inputs // number_of_outputs
    gradient_of_the_sum = reduce_sum_x(g, out, x, axis, keepdims)
    return gradient_of_the_sum / float(elements_in_a_mean)


def matmul_a(g, out, a, b):
    b_transposed = tf.transpose(b, [1, 0])
    return tf.matmul(g, b_transposed)


def matmul_b(g, out, a, b):
    a_transposed = tf.transpose(a, [1, 0])
    return tf.matmul(a_transposed, g)


VJPS["reduce_sum"] = (reduce_sum_x,)
VJPS["reduce_mean"] = (reduce_mean_x,)
VJPS["matmul"] = (matmul_a, matmul_b)


# %% tape-backward-solution
def backward(records, targets, output_gradients, sources):
    """Walk the records from last to first, and gather the gradients of the sources."""
    gradient_of = {}

    # Where the walk begins.
    for number in range(len(targets)):
        key = id(targets[number])
        if key in gradient_of:
            gradient_of[key] = gradient_of[key] + output_gradients[number]
        else:
            gradient_of[key] = output_gradients[number]

    # The walk.
    number = len(records) - 1
    while number >= 0:
        record = records[number]
        number = number - 1
        if id(record.output) not in gradient_of:
            continue
        upstream = gradient_of[id(record.output)]
        rules = VJPS[record.op]
        for place in range(len(record.inputs)):
            rule = rules[place]
            if rule is None:
                continue
            value = record.inputs[place]
            share = rule(upstream, record.output, *record.inputs, **record.attributes)
            share = unbroadcast(share, value.shape)
            if id(value) in gradient_of:
                gradient_of[id(value)] = gradient_of[id(value)] + share
            else:
                gradient_of[id(value)] = share

    # What the caller wants to know.
    answers = []
    for source in sources:
        if id(source) in gradient_of:
            answers.append(gradient_of[id(source)])
        else:
            answers.append(None)
    return answers
