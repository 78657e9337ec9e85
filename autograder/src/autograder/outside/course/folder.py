"""A course's folders, in nbgrader's layout, and how nbgrader is run on them."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from traitlets.config.loader import Config, PyFileConfigLoader

from ..startup import python
from .course import Course
from .load import LOCALE, CourseSource, load_course

CONFIG = "nbgrader_config.py"
OWN = ("questions.py", "questions", "mistakes.py")  # what a folder may add to its course


class NoCourse(FileNotFoundError):
    """A folder that is not a course; the message says what is missing."""


@dataclass(frozen=True)
class CourseFolder:
    """A folder with `nbgrader_config.py`, `source/` and what nbgrader makes from them."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path) -> "CourseFolder":
        """The course in `folder`.

        Raises:
            NoCourse: the folder is not a course.
        """
        root = Path(folder).resolve()
        for needed in (CONFIG, "source"):
            if not (root / needed).exists():
                raise NoCourse(
                    f"{root} is not a course: it has no {needed}. "
                    "Run this in the course's folder, or name that with --course."
                )
        return cls(root)

    @functools.cached_property
    def course(self) -> Course:
        """The course that the configuration names.

        Raises:
            BadCourse: there is no course of that name.
        """
        return course_in(PyFileConfigLoader(CONFIG, path=str(self.root)).load_config(), self.root)

    @property
    def assignments(self) -> list[str]:
        """The names of the assignments in `source/`, in order."""
        return sorted({path.parent.name for path in self.root.glob("source/*/*.ipynb")})

    def notebook_path(self, step: str, assignment: str, student: str = "") -> Path:
        """The notebook of an assignment in `source`, `release`, `submitted`, `autograded`."""
        source = next((self.root / "source" / assignment).glob("*.ipynb"), None)
        if source is None:
            raise NoCourse(
                f"there is no assignment {assignment!r}; these exist: "
                + ", ".join(self.assignments)
            )
        return self.root / step / student / assignment / source.name

    def notebook(self, step: str, assignment: str, student: str = "") -> "NotebookNode":
        """The notebook of an assignment, read."""
        return nbformat.read(self.notebook_path(step, assignment, student), as_version=4)

    def copy_to(self, folder: Path, assignments: Sequence[str] | None = None) -> "CourseFolder":
        """A new course in `folder`, which must not exist, with the sources of this one."""
        folder.mkdir(parents=True)
        shutil.copy(self.root / CONFIG, folder)
        for assignment in assignments or self.assignments:
            ignored = shutil.ignore_patterns(".ipynb_checkpoints")
            shutil.copytree(
                self.root / "source" / assignment, folder / "source" / assignment, ignore=ignored
            )
        for name in (*OWN, LOCALE):
            if (self.root / name).is_dir():
                shutil.copytree(self.root / name, folder / name)
            elif (self.root / name).is_file():
                shutil.copy(self.root / name, folder)
        return CourseFolder.at(folder)

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run an nbgrader command in the course's folder; the result has what it printed."""
        # nbgrader looks for its own helper programs on the PATH.
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        return subprocess.run(
            [*python("nbgrader"), *arguments],
            cwd=self.root,
            env={**os.environ, "PATH": programs},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )


def course_in(config: Config, root: Path) -> Course:
    """The course that a configuration names with `c.Autograder.course`, with what `root` adds.

    Raises:
        BadCourse: there is no course of that name.
    """
    return load_course(CourseSource.of(str(config.Autograder.get("course", "")), root))


@functools.cache
def course_here() -> Course:
    """The course whose folder this process works in, or below.

    Raises:
        NoCourse: there is no such folder.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return CourseFolder.at(folder).course
    raise NoCourse(f"{here} is not in a course: there is no {CONFIG} here or above")
