"""Cases are drawn so that no coincidence hides a mistake."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograder.inside.draw import Draw

SEEDS = st.integers(0, 2**64 - 1)
SHAPES = st.lists(st.integers(1, 4), max_size=3).map(tuple)


@given(SEEDS, SHAPES)
def test_the_same_seed_draws_the_same_numbers(seed: int, shape: tuple[int, ...]) -> None:
    assert np.array_equal(Draw(seed).array(shape), Draw(seed).array(shape))


@given(SEEDS, SHAPES)
def test_no_drawn_number_is_zero_and_all_are_exact_quarters(
    seed: int, shape: tuple[int, ...]
) -> None:
    numbers = Draw(seed).array(shape)
    assert numbers.dtype == np.float32 and numbers.shape == shape
    assert np.all(numbers != 0) and np.all(numbers * 4 == np.round(numbers * 4))


@given(SEEDS)
def test_the_numbers_of_a_small_array_differ(seed: int) -> None:
    assert len(set(Draw(seed).array((3, 4)).ravel().tolist())) == 12


@given(SEEDS, st.integers(3, 6))
def test_repeated_indices_repeat_and_others_do_not(seed: int, below: int) -> None:
    draw = Draw(seed)
    assert len(set(draw.indices(3, below))) == 3
    repeated = draw.indices(3, below, repeated=True)
    assert repeated[0] == repeated[-1] and all(0 <= index < below for index in repeated)


def test_parts_share_what_is_drawn_once() -> None:
    draw = Draw(1)
    first = draw.once("inputs", lambda: draw.array((8,)))
    assert draw.once("inputs", lambda: draw.array((8,))) is first
    assert draw.once("others", lambda: draw.array((8,))) is not first
