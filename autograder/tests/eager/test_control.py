"""tf.cond, tf.while_loop, tf.map_fn and their like, run at once."""

import pytest

import eager as tf
from eager.errors import InvalidArgumentError

ROWS = tf.constant([1, 2, 3])


def test_cond_calls_one_of_its_functions():
    calls = []
    assert tf.cond(tf.constant(1) > 0, lambda: "yes", lambda: calls.append("no")) == "yes"
    assert not calls
    with pytest.raises(TypeError, match="two functions"):
        tf.cond(True, lambda: 1)


def test_case_calls_the_function_of_the_first_that_is_true():
    no, yes = tf.constant(False), tf.constant(True)
    assert tf.case([(no, lambda: 1), (yes, lambda: 2), (yes, lambda: 3)]) == 2
    assert tf.case([(no, lambda: 1)], default=lambda: 9) == 9
    with pytest.raises(InvalidArgumentError, match="no default"):
        tf.case([(no, lambda: 1)])
    with pytest.raises(InvalidArgumentError, match="2 of the predicates"):
        tf.case([(yes, lambda: 1), (yes, lambda: 2)], exclusive=True)
    with pytest.raises(TypeError, match="must be a Tensor"):
        tf.case([(True, lambda: 1)])


def test_switch_case_calls_the_function_of_its_index():
    branches = [lambda: "a", lambda: "b"]
    assert tf.switch_case(tf.constant(0), branches) == "a"
    assert tf.switch_case(tf.constant(7), branches) == "b"
    assert tf.switch_case(tf.constant(7), branches, default=lambda: "c") == "c"
    assert tf.switch_case(tf.constant(1), {1: lambda: "x", 0: lambda: "y"}) == "x"
    with pytest.raises(TypeError, match="must be a Tensor"):
        tf.switch_case(0, branches)
    with pytest.raises(ValueError, match="at least one"):
        tf.switch_case(tf.constant(0), [])
    with pytest.raises(ValueError, match="0 to 1"):
        tf.switch_case(tf.constant(0), {0: branches[0], 3: branches[1]})


def test_a_loop_goes_on_while_its_condition_holds():
    i, total = tf.while_loop(lambda i, t: i < 4, lambda i, t: (i + 1, t + i), (0, 0))
    assert (int(i), int(total)) == (4, 6)
    (i,) = tf.while_loop(lambda i: True, lambda i: (i + 1,), (0,), maximum_iterations=3)
    assert int(i) == 3


def test_a_loop_keeps_its_structure():
    with pytest.raises(ValueError, match="the structures differ"):
        tf.while_loop(lambda i: i < 3, lambda i: (i + 1, i), [0])
    with pytest.raises(ValueError, match="at least one"):
        tf.while_loop(lambda: True, lambda: (), [])
    with pytest.raises(TypeError, match="two functions"):
        tf.while_loop(True, lambda i: i, [0])


def test_values_of_a_dictionary_are_told_apart_by_their_keys():
    (end,) = tf.while_loop(
        lambda d: d["a"] < 3, lambda d: [{"b": d["b"] * 2, "a": d["a"] + 1}], [{"a": 0, "b": 1}]
    )
    assert (int(end["a"]), int(end["b"])) == (3, 8)


def test_a_map_stacks_what_it_gets_for_each_row():
    assert tf.map_fn(lambda r: r * r, ROWS).numpy().tolist() == [1, 4, 9]
    sums = tf.map_fn(lambda r: r[0] + r[1], (ROWS, ROWS), fn_output_signature=tf.int32)
    assert sums.numpy().tolist() == [2, 4, 6]
    pairs = tf.map_fn(lambda r: (r, -r), ROWS, fn_output_signature=(tf.int32, tf.int32))
    assert [p.numpy().tolist() for p in pairs] == [[1, 2, 3], [-1, -2, -3]]


def test_a_map_to_another_dtype_has_to_say_so():
    def half(r):
        return tf.cast(r, tf.float32) / 2.0

    assert tf.map_fn(half, ROWS, fn_output_signature=tf.float32).numpy().tolist() == [0.5, 1.0, 1.5]
    assert tf.vectorized_map(half, ROWS).numpy().tolist() == [0.5, 1.0, 1.5]
    with pytest.raises(InvalidArgumentError, match="fn_output_signature"):
        tf.map_fn(half, ROWS)


def test_a_map_over_no_rows_is_empty():
    assert tf.map_fn(lambda r: r, tf.zeros([0, 2])).shape == (0,)


@pytest.mark.parametrize("elems", [1.0, (ROWS, ROWS[:2]), [1, 2]])
def test_what_has_no_rows_or_different_numbers_is_refused(elems):
    with pytest.raises(ValueError, match="same number of rows"):
        tf.map_fn(lambda r: r, elems)


def test_folds_and_scans_take_row_after_row():
    def minus(a, r):
        return a - r

    assert int(tf.foldl(minus, ROWS)) == 1 - 2 - 3
    assert int(tf.foldr(minus, ROWS)) == 3 - 2 - 1
    assert int(tf.foldl(minus, ROWS, 10)) == 4
    assert tf.scan(minus, ROWS).numpy().tolist() == [1, -1, -4]
    assert tf.scan(minus, ROWS, 10).numpy().tolist() == [9, 7, 4]
    assert tf.scan(minus, ROWS, 10, reverse=True).numpy().tolist() == [4, 5, 7]
    with pytest.raises(ValueError, match="no initializer"):
        tf.foldl(minus, tf.zeros([0]))


def test_a_tape_sees_what_happens_inside():
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        _, y = tf.while_loop(lambda i, y: i < 3, lambda i, y: (i + 1, y * x), [0, x])
    assert tape.gradient(y, x) == 32.0
