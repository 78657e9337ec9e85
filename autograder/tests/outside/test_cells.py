"""Right answers are worked out once, in advance if need be, in any thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.inside.protocol import cell_seed
from autograder.outside.judging.answers import expected_answers
from autograder.outside.judging.cells import expect_answers
from eager_course.course import COURSE


def test_expected_answers_are_worked_out_once() -> None:
    expected_answers.cache_clear()
    expect_answers(COURSE, ["variables-tensor", "loss-mse"], "a seed")
    assert expected_answers.cache_info().misses == 2
    expected_answers(COURSE, "loss-mse", cell_seed("a seed", "loss-mse"))
    assert expected_answers.cache_info().misses == 2


def test_cells_that_ask_none_of_our_questions_are_skipped() -> None:
    expected_answers.cache_clear()
    expect_answers(COURSE, ["an-instructors-own-test"], "a seed")
    assert expected_answers.cache_info().misses == 0


@pytest.mark.slow
def test_threads_that_work_it_out_side_by_side_do_not_disturb_each_other() -> None:
    questions = ["loss-picture", "training-picture", "tape-gradient-tape"]
    asked = [(question, seed) for question in questions for seed in range(6)]
    expected_answers.cache_clear()
    alone = [expected_answers(COURSE, *one) for one in asked]
    expected_answers.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda one: expected_answers(COURSE, *one), asked))
    assert repr(together) == repr(alone)
