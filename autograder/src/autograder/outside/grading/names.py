"""Finds the notebook that a student means when it is not called what it was handed out as.

Browsers and JupyterLab add to a name that is already taken: `line (1).ipynb`, `line-Copy1.ipynb`.
Archives put a folder around it, some computers write `.IPYNB`, and some browsers `.ipynb.txt`. If
only one notebook can be meant, it is graded, and the instructor is told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder_check.cell_model import grade_id
from autograder_check.reading import Unreadable, submitted_notebook

from ..notebooks.released import ReleasedNotebook, same
from .job import Submission
from .submissions import MOST_FILES, NOTEBOOK, read_notebook, regular_files

MOST_OTHERS = 20
# What is added to a name that is taken already.
COPY = re.compile(r"( ?\(\d+\)|[-_ ]copy ?\d*|-\d+)+$", re.IGNORECASE)
# What browsers write behind a notebook's name, or instead of its ending.
OTHER_ENDING = re.compile(r"(\.ipynb)?(\.txt|\.json)?$", re.IGNORECASE)

Notebooks = dict[str, bytes | str]


def with_released_names(
    submission: Submission,
    folder: Path,
    ignored: Sequence[str],
    released: Sequence[ReleasedNotebook],
    take_copies: bool,
) -> Submission:
    """The submission, with what can only be meant for a released notebook under its name.

    Args:
        take_copies: whether a copy with answers counts instead of an original without any.
    """
    known = {one.name: one for one in released}
    notebooks = dict(submission.notebooks)
    others = {name: content for name, content in notebooks.items() if name not in known}
    others.update(_elsewhere(folder, ignored))
    disguised: set[str] = set()
    if not notebooks and not others:
        disguised = {name for name, content in submission.files.items() if _is_notebook(content)}
        others = {name: submission.files[name] for name in disguised}
    missing = [name for name in known if name not in notebooks]
    remarks = []
    for name in missing:
        meant = _meant(name, others, missing)
        if meant is not None:
            notebooks.pop(meant, None)
            notebooks[name] = others.pop(meant)
            file = meant if meant in disguised else _file(meant)
            remarks.append(f"{file} was graded as {name}{NOTEBOOK}.")
    for name in known:
        if name in missing or not others or has_answers(notebooks[name], known[name]):
            continue
        solved = [other for other, content in others.items() if has_answers(content, known[name])]
        if len(solved) == 1 and take_copies:
            notebooks.pop(solved[0], None)
            notebooks[name] = others.pop(solved[0])
            remarks.append(
                f"{_file(solved[0])} was graded instead of {name}{NOTEBOOK}, which has no answers."
            )
        elif solved:
            remarks.append(_has_copies(name, solved))
    for other, content in others.items():  # so that a message can name them
        if other not in disguised:  # those are named as files
            notebooks.setdefault(other, content)
    return replace(submission, notebooks=notebooks, remarks=(*submission.remarks, *remarks))


def has_answers(content: bytes | str, released: ReleasedNotebook) -> bool:
    """Whether some cell that students fill is not as it was handed out."""
    if isinstance(content, str):  # why it cannot be read
        return False
    try:
        cells = submitted_notebook(content).cells
    except Unreadable:
        return False
    stubs = {cell.grade_id: same(cell.source) for cell in released.cells if cell.solution}
    return any(
        grade_id(cell) in stubs and same(cell.source) not in ("", stubs[grade_id(cell)])
        for cell in cells
    )


def _is_notebook(content: bytes) -> bool:
    """Whether a file is a notebook, whatever its name ends in."""
    if b'"nbformat"' not in content:
        return False
    try:
        return bool(submitted_notebook(content).cells)
    except Unreadable:
        return False


def _elsewhere(folder: Path, ignored: Sequence[str]) -> Notebooks:
    """The notebooks in folders below, and those in capital letters, by path without the ending."""
    found: Notebooks = {}
    for name, path in regular_files(folder, ignored, MOST_FILES, lambda *_: None):
        at_top = "/" not in name
        hidden = any(part.startswith(".") for part in name.split("/"))
        if not name.lower().endswith(NOTEBOOK) or hidden or (at_top and name.endswith(NOTEBOOK)):
            continue
        if len(found) == MOST_OTHERS:
            break
        stem = name[: -len(NOTEBOOK)]
        if stem not in found:
            found[stem] = read_notebook(path)
    return found


def _meant(name: str, others: Mapping[str, bytes | str], missing: Sequence[str]) -> str | None:
    """The one that can be meant by a name, or None."""
    alike = [other for other in others if _plain(other) == name.casefold()]
    if not alike and len(missing) == 1:
        alike = list(others)
    return alike[0] if len(alike) == 1 else None


def _plain(name: str) -> str:
    """A path's last name, without what was added to it because the name was taken."""
    return COPY.sub("", OTHER_ENDING.sub("", name.rpartition("/")[2])).casefold()


def _has_copies(name: str, solved: Sequence[str]) -> str:
    if len(solved) > 1:
        listed = ", ".join(map(_file, solved[:3]))
        return (
            f"{name}{NOTEBOOK} has no answers, but {listed} have: leave the one that counts, and "
            f"call it {name}{NOTEBOOK}."
        )
    return (
        f"{name}{NOTEBOOK} has no answers, but {_file(solved[0])} has. To grade such copies, set "
        "c.Autograder.take_copies = True in nbgrader_config.py."
    )


def _file(name: str) -> str:
    return f"{name}{NOTEBOOK}"
