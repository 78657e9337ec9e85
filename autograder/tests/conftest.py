"""Hypothesis draws the same examples in every run, and never fails for being slow."""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable
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
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A new folder that pytest's processes share: the first that needs it makes what is in it.

    `made_once(name, make)` calls `make(folder)`. The folder is not to be changed afterwards.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of this run, with a folder for each process

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder = shared / f"once-{name}"
        with (shared / f"once-{name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.stat(lock.fileno()).st_size:
                shutil.rmtree(folder, ignore_errors=True)  # what somebody failed to make
                folder.mkdir()
                make(folder)
                lock.write("made")
        return folder

    return made


@pytest.fixture(scope="session")
def new_gradebook(made_once: Callable[..., Path]) -> Path:
    """An empty gradebook, to be copied: to make one, nbgrader starts a program, for two seconds."""

    def make(folder: Path) -> None:
        from nbgrader.api import Course, Gradebook  # half a second, for those who need it

        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
            with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
                gradebook.db.query(Course).delete()
                gradebook.db.commit()

    return made_once("new", make) / "gradebook.db"
