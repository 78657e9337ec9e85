"""The network stage: what a blank exercise costs the others, and what its questions rely on."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from nbformat.notebooknode import NotebookNode

from autograder.inside.ask import answer_question
from autograder.outside.judging.judge import judge
from autograder.outside.judging.verdict import Verdict
from eager_course.course import COURSE

from . import blank_exercises
from .blank_exercises import SOURCE, lost

NOTEBOOK = SOURCE / "06-network/network.ipynb"
QUESTIONS = COURSE.stage_of("06-network").known_questions
SEEDS = range(5)

tf = COURSE.package()


@pytest.fixture
def beside_its_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of a student, with the data beside the notebook."""
    folder = tmp_path / "06-network"
    folder.mkdir()
    shutil.copy(NOTEBOOK.parent / "digits.npz", folder)
    monkeypatch.chdir(folder)
    return folder


def verdict_on(question_id: str, seed: int = 1, **changed: Any) -> Verdict:
    """The verdict on the reference's names with some of them changed, out of 1 point."""
    question = COURSE.find_question(question_id)
    names = {**COURSE.names(question), **changed}
    return judge(COURSE, question_id, answer_question(question, names, seed), seed, 1.0)


@pytest.fixture
def without_demonstrations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the exercises and their checks: what trains for seconds, and draws, is left out."""
    all_cells = blank_exercises.code_cells

    def chosen(notebook: Path, blanks: Iterable[str]) -> list[NotebookNode]:
        cells = all_cells(notebook, blanks)
        return [c for c in cells if c.id == "setup" or "nbgrader" in c.metadata]

    monkeypatch.setattr(blank_exercises, "code_cells", chosen)


@pytest.mark.slow
def test_the_solved_notebook_earns_25_and_reads_digits_with_the_students_own_tape_too(
    monkeypatch: pytest.MonkeyPatch, beside_its_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("03-tape", "04-training"):
        shutil.copytree(SOURCE / name, beside_its_data.parent / name)
    verdicts, failed = blank_exercises.run(NOTEBOOK, [], monkeypatch)
    assert not failed
    assert sum(verdict.points for verdict in verdicts.values()) == pytest.approx(25)
    said = capsys.readouterr().out
    on_test_digits = float(re.findall(r"reads ([\d.]+) % of the 400 test digits", said)[0])
    own, package = (
        float(re.findall(rf"with {whose}[^:]*: +reads ([\d.]+) %", said)[0])
        for whose in ("your GradientTape", "those of the package")
    )
    assert on_test_digits >= 97 and own >= 95 and abs(own - package) < 2


@pytest.mark.usefixtures("without_demonstrations")
def test_a_fresh_release_gets_no_point_and_only_its_test_cells_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    verdicts, failed = blank_exercises.run(NOTEBOOK, QUESTIONS, monkeypatch)
    assert failed == set(QUESTIONS)
    assert all(verdict.points == 0 for verdict in verdicts.values())


@pytest.mark.usefixtures("without_demonstrations")
@pytest.mark.parametrize("blank", QUESTIONS)
def test_a_blank_exercise_costs_no_other(blank: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts, _ = blank_exercises.run(NOTEBOOK, [blank], monkeypatch)
    assert {name for name, verdict in verdicts.items() if lost(verdict)} == {blank}


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_a_question_draws_at_least_20_cases_and_the_reference_answers_them_all(
    question_id: str,
) -> None:
    assert len(COURSE.find_question(question_id).cases(seed=1)) >= 20
    assert [verdict_on(question_id, seed).points for seed in SEEDS] == [1.0] * len(SEEDS)


@pytest.mark.parametrize("question_id", QUESTIONS)
def test_the_weights_of_a_question_are_its_points(question_id: str) -> None:
    weights = [part.weight for part in COURSE.find_question(question_id).parts]
    points = {"dense": 4, "cross-entropy": 5, "fit": 4}.get(question_id.removeprefix("network-"), 3)
    assert sum(weights) == pytest.approx(points)


def test_a_kernel_may_be_drawn_by_any_generator() -> None:
    right = COURSE.names(QUESTIONS["network-dense"])["Dense"]

    class Dense(right):
        def __init__(self, inputs, outputs, activation=None, seed=None):
            super().__init__(inputs, outputs, activation)
            limit = (6 / (inputs + outputs)) ** 0.5
            drawn = np.random.RandomState(seed).random_sample((inputs, outputs))
            self.kernel.assign((limit * (1 - 2 * drawn)).astype("float32"))

    assert [verdict_on("network-dense", seed, Dense=Dense).points for seed in SEEDS] == [1.0] * 5


def test_a_loss_may_be_computed_by_log_softmax() -> None:
    def cross_entropy(labels, logits):
        classes = logits.shape[1]
        if len(labels) != len(logits) or not set(labels.numpy().tolist()) <= set(range(classes)):
            raise ValueError
        picks = tf.one_hot(labels, classes, dtype=logits.dtype)
        return -tf.reduce_sum(picks * tf.nn.log_softmax(logits)) / len(labels)

    verdicts = [
        verdict_on("network-cross-entropy", seed, cross_entropy=cross_entropy) for seed in SEEDS
    ]
    assert [lost(verdict) for verdict in verdicts] == [set()] * len(SEEDS)


def test_a_history_may_contain_numpy_scalars() -> None:
    right = COURSE.names(QUESTIONS["network-fit"])["fit"]

    def fit(*arguments, **named):
        history = right(*arguments, **named)
        return {key: [np.float64(value) for value in values] for key, values in history.items()}

    assert verdict_on("network-fit", fit=fit).points == 1
