"""Files that a course puts beside a notebook reach its students, and count as handed out."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.__main__ import main

from .conftest import ASSIGNMENT, QUESTION, Class, find

pytestmark = pytest.mark.slow

READS = """
Variable, Tensor = eager.Variable, eager.Tensor
import numpy as np
print(open("data/towns.csv", encoding="utf-8").read(), np.load("numbers.npz")["x"].sum())
"""


@pytest.fixture
def group(new_class: Callable[[], Class], can_seal: None) -> Class:
    """A course with a table and an archive of arrays, and a student who changed both."""
    group = new_class()
    source = group.course.root / "source" / ASSIGNMENT
    (source / "data").mkdir()
    (source / "data/towns.csv").write_text("name\nKöln\n", encoding="utf-8")
    np.savez(source / "numbers.npz", x=np.arange(4))
    done = group.course.nbgrader("generate_assignment", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr
    group.submit("ada", group.solved(READS))
    submitted = group.course.root / "submitted/ada" / ASSIGNMENT
    (submitted / "data").mkdir()
    (submitted / "data/towns.csv").write_text("name\nAda's own\n")
    (submitted / "numbers.npz").write_bytes(b"nothing that NumPy can read")
    return group


def files(group: Class, step: str) -> dict[str, bytes]:
    folder: Path = group.course.root / step / ASSIGNMENT
    return {name: (folder / name).read_bytes() for name in ("data/towns.csv", "numbers.npz")}


def test_they_are_released_and_graded_with_as_they_were_handed_out(group: Class) -> None:
    assert files(group, "release") == files(group, "source")

    assert group.grade() == 0, group.log  # nbgrader's door
    assert "Köln\\n 6" in str(find(group.autograded("ada"), f"{QUESTION}-solution").outputs)
    assert files(group, "autograded/ada") == files(group, "source")

    assert main(["grade", ASSIGNMENT, "--force", f"--course={group.course.root}"]) == 0  # ours
    assert "Köln\\n 6" in str(find(group.autograded("ada"), f"{QUESTION}-solution").outputs)
    assert files(group, "autograded/ada") == files(group, "source")
