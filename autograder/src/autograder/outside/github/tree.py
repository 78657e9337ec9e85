"""Finds the notebook in a commit, by looking only at names, kinds and sizes."""

from collections.abc import Iterator
from dataclasses import dataclass

from autograder_check.reading import MOST_BYTES

from .git import Git

FILES = {"100644", "100755"}
LFS = b"version https://git-lfs.github.com/spec/"
LINK, SUBMODULE, FOLDER = "120000", "160000", "040000"
MOST_FOLDER_BYTES = 1024 * 1024  # of names: about 20,000 files
MOST_FOLDERS = 50
MOST_DEPTH = 2


class NoNotebook(ValueError):
    """There is no notebook to collect; the message says why, for people to read."""


@dataclass(frozen=True)
class Entry:
    """A file or a folder of a commit."""

    path: str
    mode: str
    name: str  # of the git object
    size: int


def find_notebook(git: Git, commit: str, wanted: str) -> Entry:
    """The notebook of this name, else the only other one there is.

    Raises:
        NoNotebook: there is none, or several, or it is not a file, or too large.
    """
    root = _entries(git, f"{commit}^{{tree}}", "")
    exact = [entry for entry in root if entry.path == wanted]
    if exact:
        return _checked(exact[0])
    others = [entry for entry in _below(git, root) if entry.path.lower().endswith(".ipynb")]
    if not others:
        raise NoNotebook(f"It has no {wanted}, and no other notebook.")
    if len(others) > 1:
        names = ", ".join(repr(entry.path) for entry in others[:3])
        raise NoNotebook(f"It has no {wanted}, but {len(others)} other notebooks: {names}.")
    return _checked(others[0])


def other_notebooks(git: Git, commit: str, than: Entry) -> list[Entry]:
    """The other notebooks in a commit that could be read."""
    found = _below(git, _entries(git, f"{commit}^{{tree}}", ""))
    return [
        entry
        for entry in found
        if entry.path.lower().endswith(".ipynb")
        and entry.path != than.path
        and entry.mode in FILES
        and entry.size <= MOST_BYTES
    ]


def deleted_in(git: Git, commit: str, wanted: str) -> str:
    """The commit in the history of this one that deleted a file; "" if none did."""
    last = git.text("rev-list", "--max-count=1", commit, "--", f":(literal){wanted}")
    return last if last and git.succeeds("cat-file", "-e", f"{last}^:{wanted}") else ""


def read(git: Git, entry: Entry) -> bytes:
    """The content of a file that was found.

    Raises:
        NoNotebook: it is kept by Git LFS, which is not asked.
    """
    content = git.run("cat-file", "blob", entry.name)
    if content.startswith(LFS):
        raise NoNotebook(f"{entry.path} is kept by Git LFS: only a pointer to it was pushed.")
    return content


def _checked(entry: Entry) -> Entry:
    if entry.mode == LINK:
        raise NoNotebook(f"{entry.path} is a symbolic link, which is not followed.")
    if entry.mode not in FILES:
        raise NoNotebook(f"{entry.path} is not a file.")
    if entry.size > MOST_BYTES:
        raise NoNotebook(
            f"{entry.path} has {entry.size / 1024**2:.0f} MB; at most "
            f"{MOST_BYTES / 1024**2:.0f} MB are allowed."
        )
    return entry


def _below(git: Git, root: list[Entry]) -> Iterator[Entry]:
    """The files in some folders, without those that begin with a dot."""
    waiting = [(entry, 0) for entry in root]
    folders = 0
    while waiting:
        entry, depth = waiting.pop(0)
        if entry.path.rsplit("/", 1)[-1].startswith("."):
            continue
        if entry.mode != FOLDER:
            yield entry
        elif depth < MOST_DEPTH and folders < MOST_FOLDERS:
            folders += 1
            inner = _entries(git, entry.name, f"{entry.path}/")
            waiting += [(one, depth + 1) for one in inner]


def _entries(git: Git, tree: str, prefix: str) -> list[Entry]:
    if int(git.text("cat-file", "-s", tree)) > MOST_FOLDER_BYTES:
        raise NoNotebook(f"The folder {prefix or '/'} has too many files to look through.")
    listed = git.run("ls-tree", "-z", "--long", tree).decode("utf-8", "replace")
    return [_entry(line, prefix) for line in listed.split("\0") if line]


def _entry(line: str, prefix: str) -> Entry:
    known, _, path = line.partition("\t")
    mode, _, name, size = known.split()
    return Entry(prefix + path, mode, name, int(size) if size.isdigit() else 0)
