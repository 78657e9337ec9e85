"""Check gradients of any function against central differences, to first and second order.

A random covector makes one number of a result of any shape, so that a single check covers every
element of the Jacobian with a random weight.  All is done in float64, where central
differences are good to about 1e-9 of the function's size.
"""

import numpy as np

import eager as tf

STEP = 1e-5


def check_gradients(name, f, *values, order=2, seed=0, rtol=1e-6, atol=1e-7):
    """Assert that a tape differentiates f as central differences do.

    Args:
        name: what to call f when it fails.
        f: takes Tensors and returns a float64 Tensor; smooth within STEP of `values`.
        values: float arrays, the inputs (used as float64).
        order: 2 to check also the gradient of <gradient, random direction>.
        seed: decides the covectors.
    """
    rng = np.random.default_rng(seed)
    values = [np.asarray(value, dtype=np.float64) for value in values]
    covector = rng.standard_normal(f(*map(tf.constant, values)).shape)

    def scalar(*tensors):
        return tf.reduce_sum(f(*tensors) * covector)

    _compare(f"{name}, first order", scalar, values, rtol, atol)
    if order == 2:
        directions = [rng.standard_normal(value.shape) for value in values]

        def slope(*tensors):
            parts = _gradients(scalar, tensors)
            return tf.add_n([tf.reduce_sum(g * d) for g, d in zip(parts, directions, strict=True)])

        _compare(f"{name}, second order", slope, values, rtol * 10, atol * 10)


def _gradients(f, tensors):
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        y = f(*tensors)
    gradients = tape.gradient(y, list(tensors), unconnected_gradients="zero")
    return [tf.convert_to_tensor(g) for g in gradients]


def _compare(name, f, values, rtol, atol):
    got = _gradients(f, [tf.constant(value) for value in values])
    for i, (g, value) in enumerate(zip(got, values, strict=True)):
        expected = _central_differences(f, values, i)
        assert g.shape == value.shape, f"{name}: gradient {i} has shape {g.shape}"
        assert g.dtype == tf.float64, f"{name}: gradient {i} has dtype {g.dtype}"
        np.testing.assert_allclose(
            g.numpy(),
            expected,
            rtol=rtol,
            atol=atol * max(1.0, np.abs(expected).max(initial=0.0)),
            err_msg=f"{name}: gradient {i} at {[v.tolist() for v in values]}",
        )


def _central_differences(f, values, i):
    result = np.empty(values[i].shape)
    for place in np.ndindex(values[i].shape):
        ends = []
        for sign in (1, -1):
            moved = [value.copy() for value in values]
            moved[i][place] += sign * STEP
            ends.append(float(f(*map(tf.constant, moved))))
        result[place] = (ends[0] - ends[1]) / (2 * STEP)
    return result
