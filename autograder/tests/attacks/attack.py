"""Reads attacks: hostile or broken submissions, one in each file, grouped in folders.

A file's first line is a comment that says what the submission tries; the second begins with
`# must:` and says what must happen. Lines like these follow, where they are needed:

    # points: none                   or: all; all but ID ...; only ID ...  (default: all)
    # says: text                     must be in what the instructor or the student is told
    # stage: 03-tape                 (default: 01-variables)
    # rest: blank                    the cells that are not named stay as released

Then come cells, as in the right answers: `# %% ID`, `# %% extra before ID`, `# %% extra after
ID`. Or there is a function instead: `edit(notebook, find)` changes a solved notebook,
`write(folder, notebook)` writes the submission's files. In all of them `@course@` and other
words of that form are replaced by paths that an attacker may know.
"""

import re
import runpy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.outside.audit.right_answers import HEADER, RightAnswer
from autograder_check.cell_model import grade_id
from eager_course.sample_class import Handout

HERE = Path(__file__).parent
NOTE = re.compile(r"^# (must|points|says|stage|rest): (.+)$", re.MULTILINE)
ADDRESS = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class Attack:
    """One submission, and what must happen to it.

    Attributes:
        path: of its file.
        tries: what it tries.
        notes: what its other lines say, by their first word.
        texts: everything that must be said about it.
    """

    path: Path
    tries: str
    notes: dict[str, str] = field(default_factory=dict)
    texts: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Attack":
        """Read a file.

        Raises:
            ValueError: it does not say what it tries and what must happen.
        """
        text = path.read_text(encoding="utf-8")
        found = NOTE.findall(text)
        first = text.splitlines()[0]
        if not first.startswith("# ") or "must" not in dict(found):
            raise ValueError(f"{path} does not begin with what it tries and what must happen")
        texts = tuple(value for name, value in found if name == "says")
        return cls(path, first.removeprefix("# "), dict(found), texts)

    @property
    def name(self) -> str:
        """Its group and its name."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def assignment(self) -> str:
        """The assignment that it is handed in for."""
        return self.notes.get("stage", "01-variables")

    def earned(self, most: dict[str, float]) -> dict[str, float]:
        """Grade cell -> the points that its honest part earns, of the `most` that there are.

        Raises:
            ValueError: it names a cell that does not exist.
        """
        kind, _, rest = self.notes.get("points", "all").partition(" ")
        named = rest.removeprefix("but ").split()
        unknown = [name for name in named if name not in most]
        if kind not in ("none", "all", "only") or unknown:
            raise ValueError(f"{self.path}: points: {self.notes['points']}")
        lost = {"none": list(most), "all": named, "only": [m for m in most if m not in named]}
        return {name: 0.0 if name in lost[kind] else points for name, points in most.items()}

    def submit(self, folder: Path, stage: Handout, addresses: dict[str, str]) -> None:
        """Write the submission's files into an empty folder."""
        source = ADDRESS.sub(lambda word: addresses.get(word[1], word[0]), self.path.read_text())
        solutions = {} if self.notes.get("rest") == "blank" else stage.solutions
        name = f"{stage.assignment[3:]}.ipynb"
        if HEADER.search(source):
            copy = folder.parent / f"{self.path.stem}.py"
            copy.write_text(source)
            notebook = RightAnswer.read(copy).notebook(stage.release, solutions)
            nbformat.write(quick(notebook), folder / name)
            return
        program = self._program(folder, source)
        notebook = quick(stage.filled(solutions))
        if "edit" in program:
            program["edit"](notebook, finder(notebook))
            nbformat.write(notebook, folder / name)
        else:
            program["write"](folder, notebook)

    def _program(self, folder: Path, source: str) -> dict[str, Any]:
        copy = folder.parent / f"{self.path.stem}.py"
        copy.write_text(source)
        return runpy.run_path(str(copy))


def quick(notebook: NotebookNode) -> NotebookNode:
    """The notebook without cells that only draw something."""
    notebook.cells = [
        cell
        for cell in notebook.cells
        if grade_id(cell) or "plt.subplots" not in cell.source or cell.cell_type != "code"
    ]
    return notebook


def finder(notebook: NotebookNode) -> Callable[[str], NotebookNode]:
    """Finds cells by their `grade_id`."""
    return lambda name: next(cell for cell in notebook.cells if grade_id(cell) == name)


def attacks(group: str = "*") -> list[Attack]:
    """All attacks, by group and name."""
    return [Attack.read(path) for path in sorted(HERE.glob(f"{group}/*.py"))]
