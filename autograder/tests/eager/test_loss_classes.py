"""Losses as objects: the numbers that Keras 3 gives (they were taken from there)."""

import numpy as np
import pytest

import eager as tf

TRUE, PREDICTED = [[1.0, 2.0], [1.0, 1.0]], [[2.0, 4.0], [1.0, 1.0]]


@pytest.mark.parametrize(
    ("reduction", "want"),
    [
        ("sum_over_batch_size", 1.25),
        ("mean", 1.25),
        ("sum", 2.5),
        ("none", [2.5, 0.0]),
        (None, [2.5, 0.0]),
    ],
)
def test_reductions(reduction, want):
    assert tf.losses.MeanSquaredError(reduction=reduction)(TRUE, PREDICTED).numpy().tolist() == want


def test_weights_count_examples():
    loss = tf.losses.MeanSquaredError()
    assert float(loss(TRUE, PREDICTED, sample_weight=[1.0, 0.0])) == 1.25
    assert float(loss(TRUE, PREDICTED, sample_weight=[0.0, 1.0])) == 0.0


KERAS = [
    (tf.losses.MeanAbsoluteError(), [1, 0], [0.9, 5.5], 2.8),
    (tf.losses.Huber(), [1.0, 0.0], [0.9, 5.5], 2.5025),
    (tf.losses.BinaryCrossentropy(), [1.0, 0.0], [0.9, 0.5], 0.399254),
    (tf.losses.BinaryCrossentropy(from_logits=True), [1.0, 0.0], [0.5, 0.5], 0.724077),
    (tf.losses.CategoricalCrossentropy(), [[1.0, 0.0]], [[0.9, 0.5]], 0.441833),
]


@pytest.mark.parametrize(("loss", "true", "predicted", "want"), KERAS)
def test_the_numbers_are_those_of_keras(loss, true, predicted, want):
    assert float(loss(true, predicted)) == pytest.approx(want, abs=1e-5)


def test_classes_may_be_one_hot_or_numbers_logits_or_probabilities():
    logits = np.float32([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]])
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    one_hot, numbers = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], [1, 2]
    losses = [
        tf.losses.CategoricalCrossentropy(from_logits=True)(one_hot, logits),
        tf.losses.CategoricalCrossentropy()(one_hot, probabilities),
        tf.losses.SparseCategoricalCrossentropy(from_logits=True)(numbers, logits),
        tf.losses.SparseCategoricalCrossentropy()([[1], [2]], probabilities),
    ]
    want = -np.mean(np.log([probabilities[0, 1], probabilities[1, 2]]))
    np.testing.assert_allclose([float(loss) for loss in losses], want, rtol=1e-5)


def test_smoothed_labels_are_less_certain():
    smooth = tf.losses.BinaryCrossentropy(label_smoothing=0.2)([[1.0]], [[0.9]])
    assert float(smooth) == pytest.approx(-0.9 * np.log(0.9) - 0.1 * np.log(0.1), rel=1e-5)
    loss = tf.losses.CategoricalCrossentropy(label_smoothing=0.2)([[1.0, 0.0]], [[0.9, 0.1]])
    assert float(loss) == pytest.approx(-0.9 * np.log(0.9) - 0.1 * np.log(0.1), rel=1e-5)


def test_a_loss_is_differentiated():
    w = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        loss = tf.losses.MeanSquaredError()([1.0, 2.0], w * [1.0, 2.0])
    assert float(tape.gradient(loss, w)) == 5.0


def test_an_unknown_reduction_is_refused():
    with pytest.raises(ValueError, match="median"):
        tf.losses.MeanSquaredError(reduction="median")


REGRESSIONS = [tf.losses.MeanSquaredError, tf.losses.MeanAbsoluteError, tf.losses.Huber]
ENTROPIES = [tf.losses.BinaryCrossentropy, tf.losses.CategoricalCrossentropy]


@pytest.mark.parametrize("loss", [*REGRESSIONS, tf.losses.BinaryCrossentropy])
def test_a_row_and_a_column_of_examples_are_paired_and_not_broadcast(loss):
    true, predicted = np.float32([0.1, 0.4, 0.9]), np.float32([0.2, 0.3, 0.5])
    column = (slice(None), None)
    want = float(loss()(true[column], predicted[column]))
    assert float(loss()(true, predicted[column])) == pytest.approx(want)
    assert float(loss()(true[column], predicted)) == pytest.approx(want)


def test_weights_may_be_a_column_too():
    true, predicted, weights = np.float32([[1], [2]]), np.float32([[0], [0]]), np.float32([1, 3])
    loss = tf.losses.MeanSquaredError("sum")
    assert float(loss(true, predicted, weights)) == 13.0
    assert float(loss(true, predicted, weights[:, None])) == 13.0


@pytest.mark.parametrize("loss", ENTROPIES)
@pytest.mark.parametrize("labels, predictions", [((1,), (2,)), ((2, 2), (1, 2)), ((2, 2), (2,))])
def test_labels_are_never_broadcast(loss, labels, predictions):
    with pytest.raises(ValueError, match="do not fit predictions of shape"):
        loss()(np.full(labels, 0.5, "float32"), np.full(predictions, 0.5, "float32"))


def test_there_is_one_class_for_each_row_of_predictions():
    loss = tf.losses.SparseCategoricalCrossentropy()
    with pytest.raises(ValueError, match=r"labels of shape \(3,\) do not fit"):
        loss([0, 1, 0], np.full((2, 2), 0.5, "float32"))
