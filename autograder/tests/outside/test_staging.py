"""A student never holds the answer before its stage."""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.outside.reference import FOLDER
from autograder.outside.staging import init_blocks, stage_number, staged_modules

# Assignment -> what a student builds there, which the staged library must not hold.
BUILT_AT = {
    "02-loss": ["losses", "linear", "gradients", "tape", "training", "optimizers"],
    "03-tape": ["gradients", "tape", "training", "optimizers"],
    "04-training": ["training", "optimizers"],
}


def write(assignment: str, folder: Path) -> None:
    (folder / "eager").mkdir()
    for name, source in staged_modules(assignment).items():
        (folder / "eager" / name).write_text(source)


def test_the_first_stage_holds_nothing() -> None:
    assert staged_modules("01-variables") == {}


def test_an_assignment_that_is_no_stage_holds_nothing() -> None:
    assert stage_number("homework") is None
    assert staged_modules("homework") == {}


@pytest.mark.parametrize("assignment", BUILT_AT)
def test_a_stage_lacks_what_is_built_in_it_and_later(assignment: str) -> None:
    held = {Path(name).stem for name in staged_modules(assignment)}
    assert {"tensor", "ops", "variable"} <= held
    assert held.isdisjoint(BUILT_AT[assignment])


@pytest.mark.parametrize("assignment", BUILT_AT)
def test_no_staged_module_tells_how_a_later_one_works(assignment: str) -> None:
    later = {Path(name).stem for name in BUILT_AT[assignment]}
    for source in staged_modules(assignment).values():
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
    holds_tape = str(assignment == "04-training")
    assert done.stdout.split() == [str(tmp_path / "eager/__init__.py"), "2.5", holds_tape], (
        done.stderr
    )


def test_every_module_of_the_reference_belongs_to_a_stage() -> None:
    staged = set(staged_modules("99-all"))
    assert staged == {path.name for path in FOLDER.glob("*.py")}


def test_the_blocks_are_in_the_order_of_the_course() -> None:
    stages = [stage for stage, _ in init_blocks()]
    assert stages == sorted(stages) and set(stages) >= {0, 1, 2, 3, 4}
