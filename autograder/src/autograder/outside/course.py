"""A course's folders, in nbgrader's layout, and how nbgrader is called on them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

CONFIG = "nbgrader_config.py"
MISTAKES = "mistakes.py"  # a course's own, if it has any


class NoCourse(FileNotFoundError):
    """A folder that holds no course; the message says what is missing."""


@dataclass(frozen=True)
class Course:
    """A folder with `nbgrader_config.py`, `source/` and what nbgrader makes of them."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path) -> "Course":
        """The course in `folder`.

        Raises:
            NoCourse: the folder holds none.
        """
        root = Path(folder).resolve()
        for needed in (CONFIG, "source"):
            if not (root / needed).exists():
                raise NoCourse(
                    f"{root} is no course: it has no {needed}. "
                    "Run this in the course's folder or name it with --course."
                )
        return cls(root)

    @property
    def assignments(self) -> list[str]:
        """The names of the assignments in `source/`, in order."""
        return sorted(path.parent.name for path in self.root.glob("source/*/*.ipynb"))

    def notebook_path(self, step: str, assignment: str, student: str = "") -> Path:
        """The notebook of an assignment in `source`, `release`, `submitted`, `autograded`."""
        source = next((self.root / "source" / assignment).glob("*.ipynb"), None)
        if source is None:
            raise NoCourse(
                f"there is no assignment {assignment!r}; there are: " + ", ".join(self.assignments)
            )
        return self.root / step / student / assignment / source.name

    def notebook(self, step: str, assignment: str, student: str = "") -> "NotebookNode":
        """The notebook of an assignment, read."""
        import nbformat

        return nbformat.read(self.notebook_path(step, assignment, student), as_version=4)

    def copy_to(self, folder: Path, assignments: Sequence[str] | None = None) -> "Course":
        """A new course in `folder`, which must not exist, with the sources of this one."""
        folder.mkdir(parents=True)
        shutil.copy(self.root / CONFIG, folder)
        for assignment in assignments or self.assignments:
            ignored = shutil.ignore_patterns(".ipynb_checkpoints")
            shutil.copytree(
                self.root / "source" / assignment, folder / "source" / assignment, ignore=ignored
            )
        if (self.root / MISTAKES).is_file():
            shutil.copy(self.root / MISTAKES, folder)
        return Course.at(folder)

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the course's folder; the result holds what it printed."""
        # nbgrader looks for its own helper programs on the PATH.
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        return subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=self.root,
            env={**os.environ, "PATH": programs},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
