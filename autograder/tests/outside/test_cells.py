"""What the judge will compare with can be worked out before there is anything to judge."""

from autograder.inside.grading import cell_seed
from autograder.outside.cells import expect_answers
from autograder.outside.judge import expected_answers


def test_expected_answers_are_worked_out_once() -> None:
    expected_answers.cache_clear()
    expect_answers(["variables-tensor", "loss-mse"], "a seed")
    assert expected_answers.cache_info().misses == 2
    expected_answers("loss-mse", cell_seed("a seed", "loss-mse"))
    assert expected_answers.cache_info().misses == 2


def test_cells_that_ask_nothing_of_ours_are_passed_over() -> None:
    expected_answers.cache_clear()
    expect_answers(["an-instructors-own-test"], "a seed")
    assert expected_answers.cache_info().misses == 0
