"""Reads the checks of a notebook as it was handed out: their points, their order, their code."""

import json
from pathlib import Path

from .cell_model import TrustedCell, grade_id
from .messages import CODE, ENGLISH

FOLDER = Path(".github/release")  # in a template repository
COURSE = "nbgrader_config.py"  # in a course's folder


class NoRelease(OSError):
    """There are no checks to run; the message says what was looked for."""


def read_release(path: Path) -> list[TrustedCell]:
    """The cells of a released notebook that nbgrader knows, in order.

    Raises:
        NoRelease: the file is not a notebook, or has no checks.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoRelease(f"{path} cannot be read ({error.strerror})") from None
    return released_cells(content, str(path))


def released_cells(content: bytes, name: str) -> list[TrustedCell]:
    """The same for a file's content; `name` is for the message.

    Raises:
        NoRelease: it is not a notebook, or has no checks.
    """
    try:
        cells = json.loads(content)["cells"]
        known = [TrustedCell.of(cell) for cell in cells if grade_id(cell)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoRelease(f"{name} is not a released notebook ({error})") from None
    if not any(cell.is_test for cell in known):
        raise NoRelease(f"{name} has no checks")
    return known


def language_of(path: Path) -> str:
    """The language that a notebook was handed out in; English if it does not say."""
    try:
        return language_in(path.read_bytes())
    except OSError:
        return ENGLISH


def language_in(content: bytes) -> str:
    """The same for a file's content."""
    try:
        known = json.loads(content)["metadata"]["autograder"]["language"]
    except (ValueError, KeyError, TypeError):
        return ENGLISH
    return known if isinstance(known, str) and CODE.fullmatch(known) else ENGLISH


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
        "with --release, name the notebook as it was handed out"
    )
