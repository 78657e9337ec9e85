"""Reads the checks of a notebook as it was handed out: their points, their order, their code."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 20 * 1024 * 1024
FOLDER = Path(".github/release")  # in a template repository
COURSE = "nbgrader_config.py"  # what a course's folder holds


class NoRelease(OSError):
    """There are no checks to run; the message says what was looked for."""


@dataclass(frozen=True)
class ReleasedCell:
    """A cell that nbgrader knows, as it was handed out.

    Attributes:
        grade_id: nbgrader's name for it.
        cell_type: "code" or "markdown".
        source: its text.
        locked: whether students are meant to leave it alone.
        points: what it gives; None for cells that give nothing.
        solution: whether a student writes it.
    """

    grade_id: str
    cell_type: str
    source: str
    locked: bool
    points: float | None
    solution: bool

    @property
    def is_check(self) -> bool:
        """Whether it gives its points by being run."""
        return self.points is not None and self.cell_type == "code" and not self.solution

    @property
    def title(self) -> str:
        """Its first comment, without the points."""
        first = self.source.lstrip().split("\n", 1)[0]
        if not first.startswith("#"):
            return self.grade_id
        return first.lstrip("# ").rsplit(" (", 1)[0].strip() or self.grade_id


def read_release(path: Path) -> list[ReleasedCell]:
    """The cells of a released notebook that nbgrader knows, in order.

    Raises:
        NoRelease: the file is no notebook, or has no checks.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoRelease(f"{path} cannot be read ({error.strerror})") from None
    return released_cells(content, str(path))


def released_cells(content: bytes, name: str) -> list[ReleasedCell]:
    """The same of a file's content; `name` is for the message.

    Raises:
        NoRelease: it is no notebook, or has no checks.
    """
    try:
        cells = json.loads(content)["cells"]
        known = [_released(cell) for cell in cells if cell.get("metadata", {}).get("nbgrader")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoRelease(f"{name} is not a released notebook ({error})") from None
    if not any(cell.is_check for cell in known):
        raise NoRelease(f"{name} has no checks")
    return known


def _released(cell: dict[str, Any]) -> ReleasedCell:
    known = cell["metadata"]["nbgrader"]
    source = cell["source"]
    return ReleasedCell(
        grade_id=known["grade_id"],
        cell_type=cell["cell_type"],
        source=source if isinstance(source, str) else "".join(source),
        locked=bool(known.get("locked")),
        points=float(known["points"]) if known.get("grade") else None,
        solution=bool(known.get("solution")),
    )


def find_release(notebook: Path) -> Path:
    """Where the release of this notebook is: in its repository, or in the course around it.

    Raises:
        NoRelease: it is in neither.
    """
    folder = notebook.resolve().parent
    kept = sorted((folder / FOLDER).glob("*.ipynb"))
    named = [path for path in kept if path.name == notebook.name]
    if named or len(kept) == 1:
        return (named or kept)[0]
    for parent in folder.parents:
        if (parent / COURSE).is_file():
            found = sorted(parent.glob(f"release/*/{notebook.name}"))
            if found:
                return found[0]
    raise NoRelease(
        f"the checks of {notebook.name} are neither in {FOLDER} nor in a course's release/: "
        "name the notebook as it was handed out with --release"
    )
