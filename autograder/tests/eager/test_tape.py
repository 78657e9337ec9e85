"""GradientTape: what it watches, what it records, and what it answers."""

import collections
import gc
import threading
import weakref

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import eager as tf
from eager import ops
from eager.tape import backward, recording


def derivative(f, *values):
    """df/dx for each of the float64 values, by a tape."""
    xs = [tf.Variable(value, dtype=tf.float64) for value in values]
    with tf.GradientTape() as tape:
        y = f(*xs)
    return tape.gradient(y, xs)


@pytest.fixture(autouse=True)
def nobody_listens_before_or_after():
    assert ops.listeners == []
    yield
    assert ops.listeners == []


# ---------------------------------------------------------------- the backward walk


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_gradients_are_those_of_calculus(x, y):
    dx, dy = derivative(lambda x, y: x * x * y + tf.sin(y), x, y)
    assert float(dx) == pytest.approx(2 * x * y)
    assert float(dy) == pytest.approx(x * x + np.cos(y), abs=1e-12)


def test_what_is_used_twice_counts_twice():
    (g,) = derivative(lambda a: (b := a + a) * b + b, 3.0)
    assert float(g) == 8 * 3.0 + 2.0


def test_a_value_is_visited_after_all_that_used_it():
    # d is used by the last op and, through e, by one before it.
    (g,) = derivative(lambda a: (d := a * a) * tf.exp(d * 0.0) + d, 3.0)
    assert float(g) == 12.0


def test_a_chain_may_have_any_length():
    def chain(x):
        for _ in range(5000):
            x = x + x * 1e-4
        return x

    (g,) = derivative(chain, 1.0)
    assert float(g) == pytest.approx((1 + 1e-4) ** 5000)


def test_backward_works_on_a_plain_list_of_records():
    x, c = tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])
    with recording() as records:
        y = tf.reduce_sum(x * c)
    assert [record.op for record in records] == ["multiply", "reduce_sum"]
    dx, dc, unused = backward(records, [y], [tf.constant(1.0)], [x, c, tf.constant(0.0)])
    assert dx.numpy().tolist() == [3.0, 4.0]
    assert dc.numpy().tolist() == [1.0, 2.0]
    assert unused is None


def test_backward_keeps_the_gradient_of_a_source_on_the_way():
    x = tf.constant(3.0)
    with recording() as records:
        y = x * x
        z = y * 5.0
    dx, dy = backward(records, [z], [tf.constant(1.0)], [x, y])
    assert (float(dx), float(dy)) == (30.0, 5.0)


def test_rules_of_inputs_that_lead_to_no_source_are_not_called(monkeypatch):
    def refuse(*arguments):
        raise AssertionError("called")

    monkeypatch.setitem(tf.VJPS, "multiply", (tf.VJPS["multiply"][0], refuse))
    x, c = tf.Variable(3.0), tf.constant(2.0)
    with tf.GradientTape() as tape:
        y = x * c
    assert float(tape.gradient(y, x)) == 2.0
    w = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * w
    assert float(tape.gradient(y, x)) == 2.0


def test_an_op_without_an_entry_is_named(monkeypatch):
    monkeypatch.delitem(tf.VJPS, "sin")
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.sin(x)
    with pytest.raises(LookupError, match="sin"):
        tape.gradient(y, x)


# ----------------------------------------------------------------------- watching


def test_trainable_variables_are_watched_and_constants_are_not():
    v, frozen, c = tf.Variable(2.0), tf.Variable(3.0, trainable=False), tf.constant(5.0)
    with tf.GradientTape() as tape:
        y = v * frozen * c
    assert tape.watched_variables() == (v,)
    g = tape.gradient(y, [v, frozen, c])
    assert float(g[0]) == 15.0
    assert g[1:] == [None, None]


def test_a_constant_has_no_gradient_even_beside_a_watched_value():
    v, c = tf.Variable(2.0), tf.constant(5.0)
    with tf.GradientTape(persistent=True) as tape:
        y = v * c
        unwatched = c * 3.0
        z = y * unwatched
    assert tape.gradient(y, c) is None
    assert tape.gradient(z, unwatched) is None
    assert float(tape.gradient(z, y)) == 15.0


def test_anything_can_be_watched_on_request():
    frozen, c = tf.Variable(3.0, trainable=False), tf.constant(5.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch({"all": [frozen, c]})
        y = frozen * c * tf.Variable(2.0)
    assert [float(g) for g in tape.gradient(y, [frozen, c])] == [10.0, 6.0]


def test_only_what_is_computed_after_the_watch_depends_on_it():
    x = tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        tape.watch(x)
        z = x * y
    assert tape.gradient(y, x) is None
    assert float(tape.gradient(z, x)) == 9.0


def test_a_value_read_before_the_tape_is_a_constant_to_it():
    v = tf.Variable(3.0)
    r = v.read_value()
    with tf.GradientTape() as tape:
        y = r * r
    assert tape.gradient(y, v) is None


def test_watching_what_has_no_gradients_warns_or_raises():
    with tf.GradientTape() as tape:
        with pytest.warns(UserWarning, match="only floats"):
            tape.watch(tf.constant(3))
        for other in (3.0, np.array(1.0), None, [1.0]):
            with pytest.raises(ValueError, match="watch"):
                tape.watch(other)


def test_an_integer_variable_has_no_gradient():
    v = tf.Variable(3)
    with tf.GradientTape(persistent=True) as tape:
        y = v * v
        z = tf.cast(v, tf.float32) * 2.0
    assert tape.gradient(y, v) is None
    assert tape.gradient(z, v) is None


def test_a_gather_alone_watches_its_variable():
    table = tf.Variable([[1.0], [2.0]])
    with tf.GradientTape() as tape:
        y = tf.gather(table, [1])
    assert tape.watched_variables() == (table,)
    assert tape.gradient(y, table).indices.numpy().tolist() == [1]


# ---------------------------------------------------------------------- recording


def test_records_keep_the_values_that_they_saw():
    x = tf.Variable([3.0, 4.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        x.assign([10.0, 10.0])
        x.scatter_add(tf.IndexedSlices([1.0], [0]))
        z = x * y
    assert tape.gradient(y, x).numpy().tolist() == [6.0, 8.0]
    assert tape.gradient(z, x).numpy().tolist() == [9.0 + 66.0, 16.0 + 80.0]


def test_what_was_assigned_in_between_is_not_followed():
    x, w = tf.Variable(3.0), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        w.assign(x * x)
        y = w * 2.0
    dx, dw = tape.gradient(y, [x, w])
    assert dx is None
    assert float(dw) == 2.0


def test_a_tape_keeps_no_record_of_what_it_does_not_watch():
    c, v = tf.constant(2.0), tf.Variable(1.0)
    with tf.GradientTape(persistent=True) as tape:
        for _ in range(10):
            c = c * 2.0
        v > 0.0, tf.argmax(v * [1.0, 2.0])
        y = v * c
    kept = [op for op, *_ in tape._records]
    assert kept == ["read_variable", "read_variable", "multiply", "read_variable", "multiply"]
    assert float(tape.gradient(y, v)) == 2048.0


def test_a_used_up_tape_lets_go_of_what_it_kept():
    v = tf.Variable(np.ones(10))
    with tf.GradientTape() as tape:
        middle = v * 2.0
        y = tf.reduce_sum(middle)
    gone = weakref.ref(middle)
    del middle
    gc.collect()
    assert gone() is not None
    tape.gradient(y, v)
    del y
    gc.collect()
    assert gone() is None


def test_new_objects_are_not_mistaken_for_dead_ones():
    # The id of a dead object is reused, so a tape must keep alive everything that it knows by id.
    v = tf.Variable(2.0)
    for _ in range(200):
        with tf.GradientTape() as tape:
            tape.watch(tf.constant(1.0))
            tf.constant(1.0) * tf.constant(3.0)
            y = v * tf.constant(3.0)
        others = [tf.constant(float(i)) for i in range(5)]
        assert tape.gradient(y, [v, *others])[1:] == [None] * 5


def test_stop_recording_skips_what_happens_meanwhile():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        with tape.stop_recording():
            y = x * x
        z = y * x
    assert float(tape.gradient(z, x)) == 9.0


def test_stop_recording_needs_a_recording_tape_and_goes_on_after_an_error():
    x = tf.Variable(3.0)
    with pytest.raises(RuntimeError), tf.GradientTape().stop_recording():
        pass
    with tf.GradientTape() as tape:
        with pytest.raises(ZeroDivisionError), tape.stop_recording():
            1 / 0  # noqa: B018
        y = x * x
    assert float(tape.gradient(y, x)) == 6.0


def test_a_gradient_may_be_taken_while_recording_is_stopped():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        with tape.stop_recording():
            g = tape.gradient(y, x)
        x * x  # nobody listens any more
    assert float(g) == 6.0


def test_reset_forgets():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        tape.reset()
        assert tape.watched_variables() == ()
        z = y * x
    assert float(tape.gradient(z, x)) == 9.0
    with pytest.raises(ValueError, match="not recording"):
        tape.reset()


def test_a_tape_that_is_recording_cannot_be_entered():
    with tf.GradientTape() as tape, pytest.raises(ValueError, match="still recording"):
        tape.__enter__()


def test_a_tape_entered_again_goes_on():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    with tape:
        z = y * x
    assert float(tape.gradient(z, x)) == 27.0
    with tape:
        z = x * x * x
    assert float(tape.gradient(z, x)) == 27.0


def test_an_exception_ends_the_recording():
    x = tf.Variable(3.0)
    with pytest.raises(ZeroDivisionError), tf.GradientTape() as tape:
        y = x * x
        1 / 0  # noqa: B018
    assert ops.listeners == []
    assert float(tape.gradient(y, x)) == 6.0


def test_a_tape_hears_only_its_own_thread():
    x, other = tf.Variable(3.0), tf.Variable(4.0)
    shared = {}

    def work():
        shared["y"] = x * other

    with tf.GradientTape() as tape:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        z = shared["y"] * x
    assert tape.watched_variables() == (x,)
    assert [g if g is None else float(g) for g in tape.gradient(z, [x, other])] == [12.0, None]


def test_two_threads_can_each_have_a_tape():
    found = {}

    def work(n):
        x = tf.Variable(float(n))
        for _ in range(100):
            with tf.GradientTape() as tape:
                y = x * x * x
            found[n] = float(tape.gradient(y, x))

    threads = [threading.Thread(target=work, args=[n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: 3.0 * n * n for n in range(4)}


# ------------------------------------------------------------------- one use, or many


def test_a_second_call_is_refused_unless_the_tape_is_persistent():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    for again in (tape.gradient, tape.jacobian):
        with pytest.raises(RuntimeError, match="non-persistent"):
            again(y, x)
    with pytest.raises(RuntimeError):
        tf.GradientTape().gradient(y, x)


def test_a_persistent_tape_answers_as_often_as_it_is_asked():
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        z = y * y
    answers = [tape.gradient(t, s) for t, s in [(y, x), (z, x), (z, y), (z, x)]]
    assert [float(g) for g in answers] == [6.0, 108.0, 18.0, 108.0]


def test_a_call_that_was_refused_does_not_use_the_tape_up():
    x = tf.Variable([3.0])
    with tf.GradientTape() as tape:
        y = x * x
    for wrong in [
        lambda: tape.gradient(None, x),
        lambda: tape.gradient(y, None),
        lambda: tape.gradient(y, x, unconnected_gradients="nonsense"),
        lambda: tape.gradient(y, x, output_gradients=[[1.0], [2.0]]),
    ]:
        with pytest.raises((TypeError, ValueError)):
            wrong()
    assert tape.gradient(y, x).numpy().tolist() == [6.0]


# --------------------------------------------------------------- targets and sources


def test_the_result_has_the_structure_of_the_sources():
    a, b, c = tf.Variable(2.0), tf.Variable(3.0), tf.Variable(4.0)
    Pair = collections.namedtuple("Pair", "first second")
    with tf.GradientTape(persistent=True) as tape:
        y = a * b

    def numbers(x):
        if isinstance(x, dict):
            return {key: numbers(part) for key, part in x.items()}
        if isinstance(x, tuple) and hasattr(x, "_fields"):
            return type(x)(*map(numbers, x))
        return type(x)(map(numbers, x)) if isinstance(x, list | tuple) else x and float(x)

    def gradient(sources):
        return numbers(tape.gradient(y, sources))

    assert gradient(a) == 3.0
    assert gradient([a, a, b]) == [3.0, 3.0, 2.0]
    assert gradient((b, [a])) == (2.0, [3.0])
    assert gradient([[a]]) == [[3.0]]
    assert gradient({"x": a, "rest": [b, c]}) == {"x": 3.0, "rest": [2.0, None]}
    assert gradient(collections.OrderedDict(b=b, a=a)) == {"b": 2.0, "a": 3.0}
    assert gradient(Pair(a, c)) == Pair(3.0, None)
    assert gradient([]) == []


def test_several_targets_add_up():
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y, z = x * x, 3.0 * x
    for target in ([y, z], {"y": y, "z": (z,)}):
        assert float(tape.gradient(target, x)) == 7.0
    assert float(tape.gradient([y, y], x)) == 8.0
    assert tape.gradient([], x) is None


def test_a_target_that_is_a_source_has_the_gradient_one():
    x, unused = tf.Variable(3.0), tf.Variable([4.0, 5.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
    assert float(tape.gradient(x, x)) == 1.0
    assert tape.gradient(unused, [unused, x])[0].numpy().tolist() == [1.0, 1.0]
    assert [float(g) for g in tape.gradient([y, x], [x, y])] == [7.0, 1.0]


def test_unconnected_sources_get_none_or_zeros():
    x, z, n = tf.Variable([1.0, 2.0]), tf.Variable(3.0), tf.Variable([4])
    with tf.GradientTape(persistent=True) as tape:
        y = z * 2.0
    assert tape.gradient(y, [x, n]) == [None, None]
    for zero in ("zero", tf.UnconnectedGradients.ZERO):
        gx, gz, gn = tape.gradient(y, [x, z, n], unconnected_gradients=zero)
        assert gx.numpy().tolist() == [0.0, 0.0]
        assert float(gz) == 2.0
        assert (gn.numpy().tolist(), gn.dtype) == ([0], tf.int32)


def test_a_gradient_has_the_shape_and_dtype_of_its_source():
    rng = np.random.default_rng(0)
    a = tf.Variable(rng.standard_normal((2, 1, 3)))
    b = tf.Variable(rng.standard_normal((4, 1)), dtype=tf.float32)
    with tf.GradientTape() as tape:
        y = a * tf.cast(b, tf.float64) + 1.0
    ga, gb = tape.gradient(y, [a, b])
    assert (ga.shape, ga.dtype) == (a.shape, a.dtype)
    assert (gb.shape, gb.dtype) == (b.shape, b.dtype)


def test_output_gradients_weigh_the_elements_of_the_targets():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        y, z = x * x, 2.0 * x
    starts = [tf.constant([1.0, 0.0]), np.array([0.0, 10.0])]
    assert tape.gradient([y, z], x, output_gradients=starts).numpy().tolist() == [2.0, 20.0]


def test_the_output_gradient_of_a_scalar_may_be_a_number():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    assert float(tape.gradient(y, x, output_gradients=3.0)) == 12.0


@pytest.mark.parametrize(
    "given",
    [
        [1.0],
        [[1.0, 1.0]],
        tf.constant([1.0]),
        [tf.constant([1.0, 1.0])],
        [tf.constant([1.0, 1.0]), tf.constant([1.0])],
        [tf.constant([1.0, 1.0])] * 3,
        [None, None],
        [tf.constant([1.0, 1.0]), tf.constant([1.0, 1.0], tf.float64)],
    ],
)
def test_output_gradients_that_do_not_fit_are_refused(given):
    # TensorFlow takes lists that are too short, and shapes that broadcast.
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y, z = x * x, 2.0 * x
    with pytest.raises(ValueError):
        tape.gradient([y, z], x, output_gradients=given)


def test_a_target_whose_output_gradient_is_none_is_left_out():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y, z = x * x, x + 1.0
    got = tape.gradient([y, z], x, output_gradients=[tf.constant([1.0, 10.0]), None])
    assert got.numpy().tolist() == [2.0, 40.0]


# ------------------------------------------------------------------- sparse gradients


def test_only_gathers_stay_sparse_and_a_dense_use_makes_all_dense():
    v = tf.Variable([[1.0], [2.0], [3.0]])
    with tf.GradientTape(persistent=True) as tape:
        y = tf.reduce_sum(tf.gather(v, [0, 2, 0])) + tf.reduce_sum(tf.gather(v, 1) * 5.0)
        z = y + tf.reduce_sum(v * v)
        read = v.read_value()
        r = tf.gather(read, [1, 1])
        d = tf.gather(v * 1.0, [1, 1])
        columns = tf.gather(v, [0, 0], axis=1)
    sparse, dense = tape.gradient(y, v), tape.gradient(z, v)
    assert isinstance(sparse, tf.IndexedSlices)
    assert sparse.shape == (3, 1)
    assert tf.convert_to_tensor(sparse).numpy().tolist() == [[2.0], [5.0], [1.0]]
    assert dense.numpy().tolist() == [[4.0], [9.0], [7.0]]
    assert isinstance(tape.gradient(r, v), tf.IndexedSlices)
    assert isinstance(tape.gradient(r, read), tf.IndexedSlices)
    assert tape.gradient(d, v).numpy().tolist() == [[0.0], [2.0], [0.0]]
    assert tape.gradient(columns, v).numpy().tolist() == [[2.0], [2.0], [2.0]]


def test_a_sparse_gradient_can_be_differentiated_again():
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.gather(v, [1, 1]) ** 2
        g = tf.convert_to_tensor(inner.gradient(y, v))
        z = tf.reduce_sum(g**2)
    # z = sum over row 1 of (4 v)**2, so its gradient is 32 v there.
    second = tf.convert_to_tensor(outer.gradient(z, v))
    assert second.numpy().tolist() == [[0.0, 0.0], [96.0, 128.0]]


# ------------------------------------------------------------- gradients of gradients


def test_nested_tapes_give_higher_derivatives():
    x = tf.Variable(2.0, dtype=tf.float64)
    with tf.GradientTape() as first:
        with tf.GradientTape() as second:
            with tf.GradientTape() as third:
                y = x**5
            dy = third.gradient(y, x)
        d2y = second.gradient(dy, x)
    d3y = first.gradient(d2y, x)
    assert [float(d) for d in (dy, d2y, d3y)] == [80.0, 160.0, 240.0]


def test_a_gradient_taken_after_the_outer_tape_is_not_recorded():
    x = tf.Variable(3.0)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        y = x**3
    g = inner.gradient(y, x)
    assert float(g) == 27.0
    assert outer.gradient(g, x) is None


def test_a_persistent_tape_can_differentiate_its_own_gradient():
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x * x
        g = tape.gradient(y, x)
    assert float(tape.gradient(g, x)) == 18.0


def test_a_jacobian_has_a_gradient_for_every_element():
    x, w = tf.Variable([1.0, 2.0]), tf.Variable([[1.0], [1.0]])
    with tf.GradientTape(persistent=True) as tape:
        y = tf.stack([x[0] * x[1], x[0] ** 2, x[1]])
        table = tf.gather(w, [1, 1])
    assert tape.jacobian(y, x).numpy().tolist() == [[2.0, 1.0], [2.0, 0.0], [0.0, 1.0]]
    assert tape.jacobian(y, {"w": w}) == {"w": None}
    zero = tape.jacobian(y, w, unconnected_gradients="zero")
    assert zero.shape == (3, 2, 1)
    assert not zero.numpy().any()
    assert tape.jacobian(table, w).numpy().tolist() == [[[[0.0], [1.0]]], [[[0.0], [1.0]]]]


def test_a_jacobian_takes_one_tensor():
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x * x
    with pytest.raises(AttributeError, match="one Tensor"):
        tape.jacobian([y, y], x)


def test_a_jacobian_of_nothing_has_no_rows():
    x, unused = tf.Variable([1.0, 2.0], dtype=tf.float64), tf.Variable([1.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x[:0]
    got = tape.jacobian(y, [x, unused])
    assert (got[0].shape, got[0].dtype) == ((0, 2), tf.float64)
    assert got[1] is None


# ------------------------------------------------------------ however a context is left


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize(
    "context",
    [tf.GradientTape, recording, lambda: tf.GradientTape(persistent=True)],
    ids=["tape", "recording", "persistent"],
)
def test_nobody_is_listening_after_an_exception(context, error):
    with pytest.raises(error), context():
        tf.Variable(1.0) * 2.0
        raise error
    assert ops.listeners == []


def test_an_exception_ends_all_of_the_tapes_that_it_passes_and_no_other():
    x = tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with pytest.raises(ZeroDivisionError), tf.GradientTape(), tf.GradientTape():
            1 / 0  # noqa: B018
        assert len(ops.listeners) == 1
        y = x * x
    assert float(outer.gradient(y, x)) == 6.0


def test_tapes_may_be_left_in_another_order_than_entered():
    x = tf.Variable(3.0)
    first, second = tf.GradientTape(), tf.GradientTape()
    first.__enter__()
    second.__enter__()
    y = x * x
    first.__exit__(None, None, None)
    z = y * x
    second.__exit__(None, None, None)
    assert float(first.gradient(y, x)) == 6.0
    assert float(second.gradient(z, x)) == 27.0


def test_clearing_the_list_of_listeners_does_no_harm():
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        ops.listeners.clear()
        y * x
    assert float(tape.gradient(y, x)) == 6.0 and ops.listeners == []


def test_an_op_that_fails_leaves_the_tape_recording():
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x * x
        with pytest.raises(tf.errors.InvalidArgumentError):
            x * [1.0, 2.0, 3.0]
        y = y * x
    assert tape.gradient(y, x).numpy().tolist() == [3.0, 12.0]


def test_an_error_in_a_rule_reaches_the_caller_and_leaves_nobody_listening(monkeypatch):
    def fails(*arguments):
        raise ArithmeticError("in a rule")

    monkeypatch.setitem(tf.VJPS, "sin", (fails,))
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.sin(x)
        with pytest.raises(ArithmeticError, match="in a rule"):
            tape.gradient(y, x)
    assert ops.listeners == []
    assert float(x) == 3.0


# ------------------------------------------------------------------- a list of records


def test_a_list_of_records_has_what_its_own_thread_did_in_order():
    def work():
        tf.constant(1.0) * 2.0

    with recording() as records:
        x = tf.square(tf.constant(3.0))
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        tf.sqrt(x)
    tf.exp(x)
    assert [record.op for record in records] == ["square", "sqrt"]
    assert records[1].inputs[0] is records[0].output is x


def test_a_list_of_records_can_be_printed():
    with recording() as records:
        tf.reduce_sum(tf.constant([1.0, 2.0]), axis=0)
    text = str(records)
    assert "reduce_sum" in text and "[1., 2.]" in text and "'axis': (0,)" in text


def test_lists_of_records_nest():
    with recording() as outer:
        tf.square(1.0)
        with recording() as inner:
            tf.sqrt(1.0)
    assert [[r.op for r in records] for records in (outer, inner)] == [["square", "sqrt"], ["sqrt"]]


def test_backward_takes_as_many_output_gradients_as_targets():
    x = tf.constant(1.0)
    with recording() as records:
        y = x * x
    with pytest.raises(ValueError):
        backward(records, [y, y], [tf.constant(1.0)], [x])


@pytest.mark.parametrize(
    ("starts", "words"),
    [
        ([1.0], "1 output_gradients for 2 targets"),
        ([[1.0, 1.0]] * 3, "3 output_gradients for 2 targets"),
        ([1.0, [1.0, 1.0]], r"shape \(\) for a target of \(2,\)"),
        ([[1.0, 1.0], [1.0]], r"shape \(1,\) for a target of \(2,\)"),
    ],
)
def test_output_gradients_that_do_not_fit_are_named_and_leave_the_tape_as_it_was(starts, words):
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y, z = x * x, 2.0 * x
    starts = [tf.constant(start) for start in starts]
    with pytest.raises(ValueError, match=words):
        tape.gradient([y, z], x, output_gradients=starts)
    assert tape.gradient([y, z], x).numpy().tolist() == [4.0, 6.0]
