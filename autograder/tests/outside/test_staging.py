"""A student never gets the answer before its stage."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from autograder.outside.course.reference import package_folder
from eager_course.course import COURSE

# Assignment -> what a student builds there, which must not be in the staged library.
REFERENCE = package_folder("eager")
BUILT_AT = {
    "02-loss": ["losses", "loss_classes", "linear", "gradients", "tape", "training", "optimizers"],
    "03-tape": ["gradients", "tape", "training", "optimizers"],
    "04-training": ["training", "optimizers", "embeddings"],
    "05-embeddings": ["embeddings"],
    "06-network": ["classification", "layers", "fitting", "weights", "module", "checkpoint"],
}


def write(assignment: str, folder: Path) -> None:
    (folder / "eager").mkdir()
    for name, source in COURSE.staged_modules(assignment).items():
        (folder / "eager" / name).write_text(source)


def test_students_get_nothing_at_the_first_stage() -> None:
    assert COURSE.staged_modules("01-variables") == {}


def test_students_get_nothing_with_an_assignment_that_is_not_a_stage() -> None:
    assert COURSE.stage_of("homework") is None
    assert COURSE.staged_modules("homework") == {}


@pytest.mark.parametrize("assignment", BUILT_AT)
def test_a_stage_lacks_what_is_built_in_it_and_later(assignment: str) -> None:
    held = {Path(name).stem for name in COURSE.staged_modules(assignment)}
    assert {"tensor", "ops", "variable"} <= held
    assert held.isdisjoint(BUILT_AT[assignment])


@pytest.mark.parametrize("assignment", BUILT_AT)
def test_no_staged_module_says_how_a_later_one_works(assignment: str) -> None:
    later = {Path(name).stem for name in BUILT_AT[assignment]}
    for source in COURSE.staged_modules(assignment).values():
        assert not any(f"from .{name}" in source for name in later)


@pytest.mark.parametrize("assignment", BUILT_AT)
def test_the_staged_package_works_by_itself(assignment: str, tmp_path: Path) -> None:
    write(assignment, tmp_path)
    program = (
        "import eager as tf\n"
        "v = tf.Variable([1.0, 2.0])\n"
        "v.assign_sub(tf.constant([0.5, 0.5]))\n"
        "print(tf.__file__, float(tf.reduce_sum(tf.square(v))), hasattr(tf, 'GradientTape'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True
    )
    holds_tape = str(assignment >= "04")
    assert done.stdout.split() == [str(tmp_path / "eager/__init__.py"), "2.5", holds_tape], (
        done.stderr
    )


def test_a_stage_has_everything_that_the_stages_before_it_have() -> None:
    held = [set(COURSE.staged_modules(stage.assignment)) for stage in COURSE.stages]
    assert all(before <= after for before, after in pairwise(held))


def test_what_no_stage_has_is_built_in_the_last_one_or_used_in_none() -> None:
    all_modules = {path.stem for path in REFERENCE.glob("*.py")}
    held = {Path(name).stem for name in COURSE.staged_modules(COURSE.stages[-1].assignment)}
    built = {"classification", "layers", "fitting", "weights", "train"}
    unused = {"checkpoint", "custom_gradient", "initializers", "linalg", "module", "einstein"}
    unused |= {"bitwise", "control", "debugging", "nest"}
    assert all_modules - held == built | unused | {"showing"}
