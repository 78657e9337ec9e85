"""Reads a submitted notebook, believing nothing in it but the cells' types and sources.

Outputs, execution counts, tags and all metadata are dropped, except for a cell's `grade_id` and
whether its code is folded, so that what a student's file claims about itself does not matter.
Pictures pasted into a text are part of it, and stay.
"""

import json
import re
import stat
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from .cell_model import new_cell, new_notebook
from .messages import _

MOST_BYTES = 20 * 1024 * 1024
MOST_CELLS = 2000
CELL_TYPES = ("code", "markdown", "raw")
PICTURES = ("image/png", "image/jpeg", "image/gif")
MOST_PICTURES = 4 * 1024 * 1024  # characters in base64, in a whole notebook
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")
# How files that are often handed in by mistake begin.
_ARCHIVES = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!"),
    *(b"{\\rtf", b"\xd0\xcf\x11\xe0"),
)
_MACOS = b"\x00\x05\x16\x07"  # AppleDouble
_PDF, _PICTURES = b"%PDF", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_LINKS = ("colab.research.google.com/", "drive.google.com/", "docs.google.com/")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+=*\s*")


class Unreadable(ValueError):
    """A submitted file that is not a notebook; the message says why, for people to read."""


def read_notebook(path: str | Path) -> NotebookNode:
    """A fresh notebook with the submission's cells.

    Each cell has its type, its source, and in `metadata.nbgrader.grade_id` the id that the
    submission claims for it, if it does.

    Raises:
        Unreadable: the file is missing, too large, not JSON in UTF-8, or not a notebook in a
            version that nbformat knows.
    """
    return submitted_notebook(read_content(Path(path)))


def submitted_notebook(content: bytes) -> NotebookNode:
    """The same for a file's content.

    Raises:
        Unreadable: it is not JSON in UTF-8, or not a notebook in a version that nbformat knows.
    """
    return rebuilt(parse(decode(content)))


def read_content(path: Path) -> bytes:
    """The content of the file.

    Raises:
        Unreadable: it is missing, too large, or not a file.
    """
    try:
        # A link could lead to anything that the grader may read, and a pipe never ends.
        if not stat.S_ISREG(path.lstat().st_mode):
            raise Unreadable(
                _("This is a folder, a link or a device, not a file. Submit the notebook itself.")
            )
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(
                _(
                    "The file has {size} MB; at most {most} MB are read. Clear the notebook's "
                    "outputs and submit it again.",
                    size=f"{size / 1024**2:.0f}",
                    most=f"{MOST_BYTES / 1024**2:.0f}",
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(_("The file cannot be read: {why}.", why=error.strerror)) from None


def decode(content: bytes) -> str:
    """The text of a file's content.

    Raises:
        Unreadable: it is empty, not text, or in none of Unicode's encodings.
    """
    if what := _what_is_not_text(content):
        raise Unreadable(what)
    try:
        text = content.decode(json.detect_encoding(content))  # Windows may write UTF-16
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # cut off in the middle of a letter
            return content[: error.start].decode(error.encoding)
        raise Unreadable(
            _(
                "The file is not text in UTF-8 (byte {place} is not). Open it in a text editor, "
                "save it in UTF-8, and submit it again.",
                place=error.start,
            )
        ) from None
    if not text.strip("\0 \t\r\n"):
        raise Unreadable(
            _("The file is empty. Save the notebook in JupyterLab and submit it again.")
        )
    return text.rstrip("\0")  # a computer that crashed may leave them behind


def _what_is_not_text(content: bytes) -> str | None:
    """What a file of another kind is; None if it may be text."""
    if content.startswith(_ARCHIVES):
        return _(
            "The file is an archive (zip, or a document of an office program), not a notebook. "
            "Submit the notebook itself."
        )
    if content.startswith(_PDF):
        return _("The file is a PDF, not a notebook. Submit the notebook itself.")
    if content.startswith(_MACOS):
        return _(
            "The file is what macOS keeps beside a notebook, under a name that begins with `._`. "
            "Submit the notebook itself."
        )
    if content.startswith(_PICTURES):
        return _("The file is a picture, not a notebook. Submit the notebook itself.")
    return None


def _only_a_link() -> str:
    return _(
        "The file is only a link to a notebook in Google Drive. Download the notebook (in Colab: "
        "File > Download > Download .ipynb) and submit it again."
    )


def parse(text: str) -> dict[str, Any]:
    """The notebook in `text`, as the JSON of nbformat 4.

    Raises:
        Unreadable: it is not a notebook.
    """
    try:
        content = json.loads(text)
    except RecursionError:
        raise Unreadable(_("The file is nested too deeply to be a notebook.")) from None
    except ValueError as error:
        if what := _what_it_is(text):
            raise Unreadable(what) from None
        raise Unreadable(
            _(
                "The file is not a whole notebook: {why}. It was probably cut off or edited by "
                "hand. Go back to a version that JupyterLab can open, and submit that one.",
                why=error,
            )
        ) from None
    version = content.get("nbformat") if isinstance(content, dict) else None
    if version == 4:
        return content
    if version in (1, 2, 3):
        return _converted(text)
    if "cells" not in text[:2000] and any(link in text[:2000] for link in _LINKS):
        raise Unreadable(_only_a_link())
    if isinstance(version, int):
        raise Unreadable(
            _(
                "The file is not a notebook of a known format (nbformat {version}; 4 is the newest "
                "known). Save it in JupyterLab and submit it again.",
                version=str(version)[:30],
            )
        )
    raise Unreadable(
        _(
            "The file is JSON, but not a notebook. Submit the file that JupyterLab saves, which "
            "ends in .ipynb."
        )
    )


def _what_it_is(text: str) -> str | None:
    """What a file that is no JSON is instead, and what to do; None if that is not clear."""
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<?xml", "from: <saved by")):
        return _(
            "The file is a web page, not a notebook: perhaps a page that shows the notebook was "
            "saved. Download the notebook itself and submit it again."
        )
    if start.startswith("version https://git-lfs."):
        return _(
            "The file is only a pointer to a notebook that Git LFS keeps elsewhere. Run `git lfs "
            "pull` and submit the notebook itself."
        )
    marker = next((n for n, line in enumerate(text.splitlines(), 1) if _CONFLICT.match(line)), 0)
    if marker:
        return _(
            "The file has Git's conflict markers in it (the first in line {line}): two versions of "
            "the notebook were not merged. Choose one of them (`git checkout --ours` or "
            "`--theirs`) and submit it again.",
            line=marker,
        )
    if any(link in start for link in _LINKS):
        return _only_a_link()
    if not start.startswith("{"):
        begins = text.lstrip("\0 \t\r\n").splitlines()[0][:40]
        return _(
            "The file is not a notebook; it begins with {text}. Submit the file that JupyterLab "
            "saves, which ends in .ipynb.",
            text=repr(begins),
        )
    return None


def _converted(text: str) -> dict[str, Any]:
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:  # with an old file, nbformat may raise anything
        raise Unreadable(
            _(
                "The file is a notebook in an old format that cannot be converted ({why}). Save it "
                "in JupyterLab and submit it again.",
                why=type(error).__name__,
            )
        ) from None


def rebuilt(notebook: dict[str, Any]) -> NotebookNode:
    """A fresh notebook with each cell's type, source, pasted pictures and claimed `grade_id`.

    Raises:
        Unreadable: it has no list of cells, or one that is far too long.
    """
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise Unreadable(_("The notebook has no list of cells."))
    if len(cells) > MOST_CELLS:
        said = "The notebook has {count} cells; at most {most} are read."
        raise Unreadable(_(said, count=len(cells), most=MOST_CELLS))
    cells = [cell for cell in cells if _is_cell(cell)]
    fresh = new_notebook([_rebuilt_cell(cell) for cell in cells])
    left = MOST_PICTURES
    for position, (cell, old) in enumerate(zip(fresh.cells, cells, strict=True)):
        cell.id = f"cell-{position}"
        pictures = _pictures(old) if cell.cell_type == "markdown" else {}
        left -= sum(len(data) for picture in pictures.values() for data in picture.values())
        if pictures and left >= 0:
            cell["attachments"] = pictures
    return fresh


def _is_cell(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("cell_type") in CELL_TYPES


def _rebuilt_cell(cell: dict[str, Any]) -> NotebookNode:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    fresh = new_cell(cell["cell_type"], _writable(source) if isinstance(source, str) else "")
    grade_id = _claimed_grade_id(cell)
    if grade_id is not None:
        fresh.metadata["nbgrader"] = {"grade_id": grade_id}
    if _is_folded(cell):
        fresh.metadata["jupyter"] = {"source_hidden": True}
    return fresh


def _is_folded(cell: dict[str, Any]) -> bool:
    """Whether JupyterLab shows a code cell without its source."""
    metadata = cell.get("metadata")
    look = metadata.get("jupyter") if isinstance(metadata, dict) else None
    folded = isinstance(look, dict) and look.get("source_hidden") is True
    return folded and cell["cell_type"] == "code"


def _pictures(cell: dict[str, Any]) -> NotebookNode:
    """The pictures pasted into a cell: name -> {MIME type: base64}."""
    attached = cell.get("attachments")
    found = NotebookNode()
    for name, bundle in attached.items() if isinstance(attached, dict) else ():
        kept = {
            kind: data
            for kind, data in (bundle.items() if isinstance(bundle, dict) else ())
            if kind in PICTURES and isinstance(data, str) and _BASE64.fullmatch(data)
        }
        if kept:
            found[_writable(name)] = NotebookNode(kept)
    return found


def _writable(text: str) -> str:
    """The text without half characters, which JSON can contain but no file can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _claimed_grade_id(cell: dict[str, Any]) -> str | None:
    metadata = cell.get("metadata")
    claims = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = claims.get("grade_id") if isinstance(claims, dict) else None
    return _writable(grade_id) if isinstance(grade_id, str) and grade_id else None
