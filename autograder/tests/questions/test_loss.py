"""The questions of the loss stage look at what they claim to, in any honest style."""

import sys

import numpy as np
import pytest

from autograder.inside.ask import answer_question
from autograder.inside.pictures import drawn_by
from autograder.inside.plain import encode
from autograder.outside.judging.judge import judge
from eager_course.course import COURSE
from eager_course.questions.probes_loss import dots

QUESTIONS = COURSE.stage_of("02-loss").known_questions
X, Y, P = np.array([1.0, 3.0, 2.0]), np.array([5.0, 7.0, 6.0]), np.array([0.5, 2.5, 1.5])


@pytest.fixture
def tf():
    return COURSE.package()


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_the_reference_gets_all_points(question_id):
    question = QUESTIONS[question_id]
    answers = answer_question(question, COURSE.names(question), seed=5)
    assert judge(COURSE, question_id, answers, seed=5, max_points=4.0).points == 4.0


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_a_blank_exercise_earns_no_part(question_id):
    def blank(*arguments, **options):
        raise NotImplementedError

    question = QUESTIONS[question_id]
    names = dict.fromkeys(question.needs, blank) | {"tf": COURSE.package()}
    verdict = judge(
        COURSE, question_id, answer_question(question, names, seed=5), 5, max_points=4.0
    )
    assert [part.name for part in verdict.parts if part.holds] == []


@pytest.mark.slow
def test_chance_does_not_cost_right_data_a_point(tf):
    def make_data(true_w, true_b, n, noise, seed):
        generator = np.random.RandomState(1000 + seed)
        errors, inputs = generator.normal(0.0, noise, n), generator.normal(size=n)
        outputs = true_w * inputs + true_b + errors
        return tf.constant(inputs, tf.float32), tf.constant(outputs, tf.float32)

    question = QUESTIONS["loss-data"]
    for seed in range(40):
        answers = answer_question(question, {"make_data": make_data, "tf": tf}, seed)
        verdict = judge(COURSE, "loss-data", answers, seed, max_points=4.0)
        assert [part.name for part in verdict.parts if not part.holds] == []


# ------------------------------------------------------------------------------ dots


def by_scatter(ax):
    ax.scatter(X, Y, color="b")
    ax.scatter(X, P, color="r")


def by_plot(ax):
    ax.plot(X, Y, "bo", X, P, "r.")


def by_a_sorted_line(ax):
    order = np.argsort(X)
    ax.plot(X, Y, linestyle="none", marker="x", color="navy")
    ax.plot(X[order], P[order], "crimson")


def by_one_scatter_with_a_color_for_each_dot(ax):
    ax.scatter([*X, *X], [*Y, *P], c=["tab:blue"] * 3 + ["tab:red"] * 3)


def by_one_scatter_with_a_color_map(ax):
    ax.scatter([*X, *X], [*Y, *P], c=[0, 0, 0, 1, 1, 1], cmap="bwr")


def by_open_markers(ax):
    ax.scatter(X, Y, facecolors="none", edgecolors="blue")
    ax.plot(X, P, "o", markerfacecolor="none", markeredgecolor="red")


def one_by_one(ax):
    for x, y, p in zip(X, Y, P, strict=True):
        ax.plot(x, p, "rs")
        ax.plot(x, y, "bs")


def with_other_things_around(ax):
    by_scatter(ax)
    ax.vlines(X, Y, P, color="gray")
    ax.axhline(0.0, color="black")
    ax.plot(X, X, color="green")
    ax.plot(X, X + 1, "bo", visible=False)
    ax.plot(X, X + 2, color="blue")
    ax.legend(["one", "two"])


@pytest.mark.parametrize(
    "draw",
    [
        by_scatter,
        by_plot,
        by_a_sorted_line,
        by_one_scatter_with_a_color_for_each_dot,
        by_one_scatter_with_a_color_map,
        by_open_markers,
        one_by_one,
        with_other_things_around,
    ],
)
def test_every_way_of_drawing_gives_the_same_dots(draw):
    found = dots(drawn_by(draw))
    assert found["blue"].tolist() == [[1.0, 5.0], [2.0, 6.0], [3.0, 7.0]]
    assert found["red"].tolist() == [[1.0, 0.5], [2.0, 1.5], [3.0, 2.5]]


def test_an_empty_picture_has_no_dots():
    sheet = drawn_by(lambda ax: None)
    assert dots(sheet)["blue"].shape == dots(sheet)["red"].shape == (0, 2)


def test_a_line_makes_dots_of_the_predictions_and_none_of_the_data():
    sheet = drawn_by(lambda ax: ax.plot(X, Y, "b", X, P, "r"))
    assert dots(sheet)["blue"].shape == (0, 2)
    assert dots(sheet)["red"].shape == (3, 2)


def test_dots_without_a_size_or_beyond_the_limits_are_not_seen():
    sheet = drawn_by(lambda ax: (ax.scatter(X, Y, s=0, c="b"), ax.plot(X, P, "ro", markersize=0)))
    assert dots(sheet)["blue"].shape == dots(sheet)["red"].shape == (0, 2)
    sheet = drawn_by(lambda ax: (ax.plot(X, Y, "bo", X, P, "ro"), ax.set(xlim=(1.5, 9))))
    assert dots(sheet)["red"].tolist() == [[2.0, 1.5], [3.0, 2.5]]


def test_dots_that_nobody_can_see_do_not_count():
    sheet = drawn_by(lambda ax: ax.scatter(X, Y, color="b", alpha=0.0))
    assert dots(sheet)["blue"].shape == (0, 2)


# ---------------------------------------------------------------------------- no loop


def in_a_loop(Ws, bs, inputs, outputs):
    total = 0.0
    for x, y in zip(inputs.numpy(), outputs.numpy(), strict=True):
        total = total + (Ws[:, None] * x + bs - y) ** 2
    return total / len(inputs)


def by_a_comprehension(Ws, bs, inputs, outputs):
    pairs = list(zip(inputs.numpy(), outputs.numpy(), strict=True))
    return np.array([[sum((W * x + b - y) ** 2 for x, y in pairs) for b in bs] for W in Ws])


def by_a_map(Ws, bs, inputs, outputs):
    x, y = inputs.numpy(), outputs.numpy()
    error = np.vectorize(lambda W, b, x, y: (W * x + b - y) ** 2)
    return error(Ws[:, None, None], bs[:, None], x, y).mean(axis=2)


def by_a_loop_over_the_lines(Ws, bs, inputs, outputs):
    x, y = inputs.numpy(), outputs.numpy()
    return np.array([[np.mean((W * x + b - y) ** 2) for b in bs] for W in Ws])


@pytest.mark.parametrize(
    ("loss_surface", "holds"),
    [
        (in_a_loop, False),
        (by_a_comprehension, False),
        (by_a_map, False),
        (by_a_loop_over_the_lines, True),
    ],
)
def test_a_loop_over_the_examples_is_noticed_however_it_is_written(tf, loss_surface, holds):
    answers = answer_question(
        QUESTIONS["loss-surface"], {"loss_surface": loss_surface, "tf": tf}, seed=5
    )
    verdict = judge(COURSE, "loss-surface", answers, seed=5, max_points=3.0)
    assert {part.name: part.holds for part in verdict.parts}["no loop"] == holds


def test_counting_lines_gives_the_tracer_back(tf):
    def tracer(frame, event, argument):
        return None

    question = QUESTIONS["loss-surface"]
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        answer_question(question, COURSE.names(question), seed=5)
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is tracer


def test_what_the_looks_give_is_plain_data():
    sheet = drawn_by(by_scatter)
    assert encode(dots(sheet))["kind"] == "dict"
