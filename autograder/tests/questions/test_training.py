"""The questions of the training stage: fair to every right answer, worth nothing if blank."""

from typing import Any

import numpy as np
import pytest

from autograder.inside.ask import answer_question
from autograder.outside.judging.judge import judge
from autograder.outside.judging.verdict import Verdict
from eager_course.course import COURSE

from .blank_exercises import lost

QUESTIONS = list(COURSE.stage_of("04-training").known_questions.values())
SEEDS = range(5)


def verdict_on(question_id: str, seed: int = 1, **changed: Any) -> Verdict:
    """The verdict on the reference's names with some of them changed, out of 1 point."""
    question = COURSE.find_question(question_id)
    names = {**COURSE.names(question), **changed}
    return judge(COURSE, question_id, answer_question(question, names, seed), seed, 1.0)


def blank(*arguments: Any, **options: Any) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_blank_exercise_earns_nothing(question):
    names = {name: blank for name in question.needs if name != "tf"}
    assert verdict_on(question.id, **names).points == 0


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_reference_earns_everything_whatever_the_seed(question):
    assert [verdict_on(question.id, seed).points for seed in SEEDS] == [1.0] * len(SEEDS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_draws_at_least_20_cases(question):
    assert len(question.cases(seed=1)) >= 20


def test_the_loop_is_judged_separately_from_train():
    tf = COURSE.package()
    right = COURSE.names(COURSE.find_question("training-loop"))["training_loop"]

    def loop_that_needs_its_step(model, inputs, outputs, epochs, learning_rate, step=blank):
        return right(model, inputs, outputs, epochs, learning_rate, step)

    assert verdict_on("training-loop", training_loop=loop_that_needs_its_step, tf=tf).points == 1


def test_a_history_may_contain_numpy_scalars():
    right = COURSE.names(COURSE.find_question("training-loop"))["training_loop"]

    def training_loop(*arguments, **named):
        history = right(*arguments, **named)
        return {key: [np.float32(value) for value in values] for key, values in history.items()}

    assert verdict_on("training-loop", training_loop=training_loop).points == 1


def test_minibatches_may_draw_their_order_from_any_generator():
    tf = COURSE.package()

    def minibatches(inputs, outputs, batch_size, seed):
        if len(inputs) != len(outputs) or batch_size < 1:
            raise ValueError("lengths or size")
        order = np.random.RandomState(seed + 1).permutation(len(inputs))[::-1]
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            yield tf.gather(inputs, chosen), tf.gather(outputs, chosen)

    points = [verdict_on("training-minibatches", seed, minibatches=minibatches) for seed in SEEDS]
    assert [verdict.points for verdict in points] == [1.0] * len(SEEDS)


def adam_of_the_paper(epsilon_after_correction: bool) -> type:
    """Adam with epsilon where the paper has it, or where TensorFlow has it."""

    class Adam:
        def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
            self.settings = learning_rate, beta_1, beta_2, epsilon
            self.t = 0
            self.moments: dict[Any, Any] = {}

        def apply_gradients(self, grads_and_vars):
            rate, beta_1, beta_2, epsilon = self.settings
            self.t += 1
            for g, variable in grads_and_vars:
                g = np.asarray(g)
                m, s = self.moments.get(variable.ref(), (0.0, 0.0))
                m, s = beta_1 * m + (1 - beta_1) * g, beta_2 * s + (1 - beta_2) * g * g
                self.moments[variable.ref()] = m, s
                root = (1 - beta_2**self.t) ** 0.5
                if epsilon_after_correction:
                    below = np.sqrt(s) / root + epsilon
                else:
                    below = (np.sqrt(s) + epsilon) / root
                step = rate * m / (1 - beta_1**self.t) / below
                variable.assign_sub(np.asarray(step, g.dtype))

    return Adam


@pytest.mark.parametrize("after", [True, False], ids=["as the paper", "as TensorFlow"])
def test_adam_may_add_epsilon_before_or_after_the_correction(after):
    verdicts = [verdict_on("training-adam", seed, Adam=adam_of_the_paper(after)) for seed in SEEDS]
    assert [lost(verdict) for verdict in verdicts] == [set()] * len(SEEDS)


def test_an_update_of_b_that_sees_the_new_w_loses_only_what_shows_it():
    tf = COURSE.package()

    def train(model, inputs, outputs, learning_rate):
        for variable in (model.W, model.b):
            with tf.GradientTape() as tape:
                loss = tf.mean_squared_error(model(inputs), outputs)
            variable.assign_sub(learning_rate * tape.gradient(loss, variable))

    assert "together" in lost(verdict_on("training-step", train=train))
    assert "downhill" not in lost(verdict_on("training-step", train=train))
