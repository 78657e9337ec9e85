"""Hypothesis draws the same examples in every run, and never fails for being slow."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from autograder.outside.startup import UNUSED

# NumPy would start a thread per core in each of pytest's processes: with one, a right answer of the
# network is tried in 16 s of CPU instead of 33.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
for name in UNUSED:  # 1.2 s in each of pytest's processes, as in each of the grader's
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=30)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """Fewer examples for those who leave out what is slow."""
    if "not slow" in config.option.markexpr:
        settings.load_profile("quick")


@pytest.fixture(scope="session")
def new_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty gradebook, to be copied: to make one, nbgrader starts a program, for two seconds."""
    from nbgrader.api import Course, Gradebook  # half a second, for those who need it

    path = tmp_path_factory.mktemp("new") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        with Gradebook(f"sqlite:///{path}") as gradebook:
            gradebook.db.query(Course).delete()
            gradebook.db.commit()
    return path
