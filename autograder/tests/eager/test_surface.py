"""The loss over a grid, and its gradient by formula."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import eager as tf

NUMBERS = st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=5)


@given(Ws=NUMBERS, bs=NUMBERS, seed=st.integers(0, 100))
def test_each_point_of_the_surface_is_the_loss_of_its_model(Ws, bs, seed):
    inputs, outputs = tf.make_data(3.0, 2.0, 20, 1.0, seed)
    surface = tf.loss_surface(Ws, bs, inputs, outputs)
    assert surface.shape == (len(Ws), len(bs))
    assert surface.dtype == tf.float32
    model = tf.Model()
    for i, W in enumerate(Ws):
        for j, b in enumerate(bs):
            model.W.assign(W)
            model.b.assign(b)
            loss = tf.mean_squared_error(model(inputs), outputs)
            np.testing.assert_allclose(surface[i, j].numpy(), loss.numpy(), rtol=1e-4, atol=1e-5)


def test_axes_may_be_arrays_or_tensors():
    inputs, outputs = tf.make_data(3.0, 2.0, 20, 1.0, 0)
    grids = [np.linspace(0, 1, 3), tf.linspace(0.0, 1.0, 3), [0.0, 0.5, 1.0]]
    surfaces = [tf.loss_surface(g, g, inputs, outputs).numpy() for g in grids]
    for surface in surfaces:
        np.testing.assert_allclose(surface, surfaces[0], rtol=1e-5)


@given(W=st.floats(-5, 5, width=32), b=st.floats(-5, 5, width=32), seed=st.integers(0, 100))
def test_the_gradient_by_formula_is_that_of_the_tape(W, b, seed):
    inputs, outputs = tf.make_data(3.0, 2.0, 20, 1.0, seed)
    model = tf.Model()
    model.W.assign(W)
    model.b.assign(b)
    with tf.GradientTape() as tape:
        loss = tf.mean_squared_error(model(inputs), outputs)
    for by_hand, by_tape in zip(
        tf.hand_gradient(model, inputs, outputs),
        tape.gradient(loss, [model.W, model.b]),
        strict=True,
    ):
        np.testing.assert_allclose(by_hand.numpy(), by_tape.numpy(), rtol=1e-4, atol=1e-4)


def test_the_lowest_point_of_exact_data_is_at_the_true_parameters():
    surface = tf.loss_surface(np.arange(6.0), np.arange(4.0), *tf.make_data(3.0, 2.0, 40, 0.0, 0))
    assert np.unravel_index(surface.numpy().argmin(), surface.shape) == (3, 2)


def test_the_number_of_ops_grows_neither_with_the_grid_nor_with_the_data():
    counts = []
    for n in (1, 20):
        with tf.recording() as records:
            tf.loss_surface(np.arange(1.0 * n), np.arange(1.0 * n), *tf.make_data(3, 2, n, 1.0, 0))
        counts.append(len(records))
    assert counts[0] == counts[1] > 0


def test_the_gradient_by_formula_moves_neither_parameter():
    model = tf.Model()
    tf.hand_gradient(model, *tf.make_data(3.0, 2.0, 20, 1.0, 0))
    assert (float(model.W), float(model.b)) == (5.0, 0.0)
