"""Checkpoints: what was saved comes back, and what does not fit is reported."""

import numpy as np
import pytest

import eager as tf


class Line(tf.Module):
    def __init__(self):
        super().__init__()
        self.w, self.rest = tf.Variable([1.0, 2.0]), [tf.Variable(3)]


def test_what_was_saved_comes_back(tmp_path):
    line = Line()
    checkpoint = tf.train.Checkpoint(model=line)
    path = checkpoint.save(tmp_path / "line")
    assert path == str(tmp_path / "line-1") and (tmp_path / "line-1.npz").exists()
    line.w.assign([7.0, 8.0])
    line.rest[0].assign(9)
    checkpoint.restore(path).assert_consumed()
    assert line.w.numpy().tolist() == [1.0, 2.0] and int(line.rest[0]) == 3


def test_the_file_is_one_that_numpy_reads_without_running_anything(tmp_path):
    tf.train.Checkpoint(model=Line()).write(tmp_path / "line")
    with np.load(tmp_path / "line.npz", allow_pickle=False) as file:
        assert {"model/w", "model/rest/0"} <= set(file)
    assert [f.name for f in tmp_path.iterdir()] == ["line.npz"]


def test_saves_are_numbered_and_the_newest_is_found(tmp_path):
    checkpoint = tf.train.Checkpoint(v=tf.Variable(1.0))
    assert tf.train.latest_checkpoint(tmp_path) is None
    paths = [checkpoint.save(tmp_path / "v") for _ in range(3)]
    assert tf.train.latest_checkpoint(tmp_path) == paths[-1] == str(tmp_path / "v-3")


def test_missing_and_surplus_names_are_reported(tmp_path):
    path = tf.train.Checkpoint(a=tf.Variable(1.0), b=tf.Variable(2.0)).save(tmp_path / "x")
    status = tf.train.Checkpoint(b=tf.Variable(0.0), c=tf.Variable(5.0)).restore(path)
    assert (status.missing, status.surplus) == (["c"], ["a"])
    with pytest.raises(AssertionError, match=r"\['c'\]"):
        status.assert_existing_objects_matched()
    status = tf.train.Checkpoint(b=tf.Variable(0.0)).restore(path)
    status.assert_existing_objects_matched()
    with pytest.raises(AssertionError, match=r"\['a'\]"):
        status.assert_consumed()
    assert status.expect_partial() is status


@pytest.mark.parametrize(
    ("value", "error"), [([1.0], ValueError), (5, tf.errors.InvalidArgumentError)]
)
def test_another_shape_or_dtype_is_refused_and_nothing_changes(tmp_path, value, error):
    path = tf.train.Checkpoint(a=tf.Variable(1.0), b=tf.Variable(2.0)).save(tmp_path / "x")
    a, b = tf.Variable(7.0), tf.Variable(value)
    with pytest.raises(error, match="'b' has"):
        tf.train.Checkpoint(a=a, b=b).restore(path)
    assert float(a) == 7.0


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(tf.errors.NotFoundError, match="nothing"):
        tf.train.Checkpoint(v=tf.Variable(1.0)).restore(tmp_path / "nothing")


def test_training_goes_on_where_it_stopped(tmp_path):
    def step(v, optimizer):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(v * v)
        optimizer.apply_gradients([(tape.gradient(loss, v), v)])

    v, optimizer = tf.Variable([1.0, -2.0]), tf.optimizers.Adam(0.1)
    for _ in range(3):
        step(v, optimizer)
    path = tf.train.Checkpoint(v=v, optimizer=optimizer).save(tmp_path / "x")
    w, other = tf.Variable([0.0, 0.0]), tf.optimizers.Adam(0.5)
    other.build([w])
    tf.train.Checkpoint(v=w, optimizer=other).restore(path).assert_consumed()
    for _ in range(3):
        step(v, optimizer)
        step(w, other)
    assert v.numpy().tolist() == w.numpy().tolist()


def test_a_checkpoint_may_hold_another_and_a_root():
    line = Line()
    inner = tf.train.Checkpoint(line)
    assert set(inner._variables()) == {"w", "rest/0", "save_counter"}
    outer = tf.train.Checkpoint(inner=inner, again=line)
    assert sum(v is line.w for v in outer._variables().values()) == 1
