"""The questions of the embeddings stage: fair to every right answer, worth nothing if blank."""

from typing import Any

import numpy as np
import pytest

from autograder.inside.ask import answer_question
from autograder.outside.judging.judge import judge
from autograder.outside.judging.verdict import Verdict
from eager_course.course import COURSE

from .blank_exercises import SOURCE, lost, run

NOTEBOOK = SOURCE / "05-embeddings/embeddings.ipynb"
QUESTIONS = list(COURSE.stage_of("05-embeddings").known_questions.values())
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


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_blank_exercise_costs_no_other_question_anything(question, monkeypatch):
    verdicts, failed = run(NOTEBOOK, [question.id], monkeypatch)
    assert verdicts.pop(question.id).points == 0
    assert {name: v.points / v.max_points for name, v in verdicts.items()} == dict.fromkeys(
        verdicts, 1.0
    )
    assert failed == {question.id}  # its own visible checks, and no demonstration


def test_adding_is_judged_separately_from_making_dense():
    right = COURSE.names(COURSE.find_question("embeddings-sum"))["add_gradients"]

    def add_gradients(a, b, dense=blank):
        return right(a, b, dense)

    assert verdict_on("embeddings-sum", add_gradients=add_gradients).points == 1


def test_the_sum_may_add_up_what_names_the_same_row():
    tf = COURSE.package()
    right = COURSE.names(COURSE.find_question("embeddings-sum"))["add_gradients"]

    def add_gradients(a, b, dense=None):
        total = right(a, b, dense)
        if not isinstance(total, tf.IndexedSlices):
            return total
        rows, place = np.unique(total.indices.numpy(), return_inverse=True)
        sums = tf.math.unsorted_segment_sum(total.values, place.reshape(-1), len(rows))
        return tf.IndexedSlices(sums, tf.constant(rows), total.dense_shape)

    assert verdict_on("embeddings-sum", add_gradients=add_gradients).points == 1


def test_a_step_may_look_at_the_whole_variable_once_to_make_its_velocities():
    tf = COURSE.package()
    right = COURSE.names(COURSE.find_question("embeddings-step"))["SparseSGD"]

    class SparseSGD(right):
        def apply_gradients(self, grads_and_vars):
            pairs = list(grads_and_vars)
            for _, variable in pairs:
                if variable.ref() not in self.velocities:
                    self.velocities[variable.ref()] = tf.Variable(0.0 * variable.numpy())
            super().apply_gradients(pairs)

    assert verdict_on("embeddings-step", SparseSGD=SparseSGD).points == 1


def test_a_step_that_writes_the_whole_variable_loses_only_what_shows_it():
    right = COURSE.names(COURSE.find_question("embeddings-step"))["SparseSGD"]

    class SparseSGD(right):
        def apply_gradients(self, grads_and_vars):
            pairs = list(grads_and_vars)
            super().apply_gradients(pairs)
            for _, variable in pairs:
                variable.assign(variable.numpy())

    assert lost(verdict_on("embeddings-step", SparseSGD=SparseSGD)) == {"only these"}


def test_the_training_may_draw_its_orders_from_any_generator():
    tf = COURSE.package()

    def train_map(table, pairs, distances, optimizer, epochs, batch_size, seed, loss=None):
        rng, history = np.random.RandomState(seed + 1), []
        for _ in range(epochs):
            order, total = rng.permutation(len(pairs))[::-1], 0.0
            for start in range(0, len(order), batch_size):
                chosen = order[start : start + batch_size]
                with tf.GradientTape() as tape:
                    value = loss(table, pairs[chosen], distances[chosen])
                optimizer.apply_gradients(zip([tape.gradient(value, table)], [table], strict=True))
                total += value.numpy() * len(chosen)
            history.append(total / len(order))
        return history

    points = [verdict_on("embeddings-train", seed, train_map=train_map).points for seed in SEEDS]
    assert points == [1.0] * len(SEEDS)
