"""Unpacks archives that nobody vouches for.

Only regular files come out of an archive, only below the folder that they are meant for, and
only within limits. Anything else is left out and reported. Archives inside stay packed.
"""

import fnmatch
import re
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

from .folder import disk_is_full

# For one submission, so that nobody's archive uses up what others need.
MOST_FILES = 1_000
MOST_BYTES = 64 * 1024**2
# For a whole archive: a class of thousands has fewer.
MOST_ENTRIES = 200_000
PIECE = 1024 * 1024

ENDINGS = (".zip", ".tar.gz", ".tgz")
# What computers leave among the files; `._NAME` is macOS's note about NAME.
LITTER = ("__MACOSX", ".DS_Store", "._*", "Thumbs.db", "desktop.ini")
MOST_AROUND = 3  # folders around all submissions
OTHER_KIND = "it is neither a zip file nor a tar archive; unpack it, and name the folder"
UTF8 = 0x800  # a flag in a zip file: this name is in UTF-8
HANGUL = re.compile("[가-힣]")
DRIVE = re.compile(r"[A-Za-z]:(/|$)")  # on Windows; an exchange's times contain colons too
REFUSES = (
    *(OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError),
    *(NotImplementedError, RuntimeError),  # encrypted and exotic entries
)


class BadArchive(OSError):
    """A file that is not a readable archive; the message says so."""


def unpack(archive: Path, folder: Path, of_a_class: bool = False) -> list[tuple[str, str]]:
    """Unpack an archive into `folder`; return (name, why) for every entry left out.

    Args:
        of_a_class: whether it contains many submissions, each with its own outermost name
            (below the folders around all of them, if there are any), and not just one.

    Raises:
        BadArchive: it cannot be opened.
        OSError: the disk is full.
    """
    entries = _zip_entries if archive.name.lower().endswith(".zip") else _tar_entries
    try:
        depth = 0
        if of_a_class:
            depth = 1 + _folders_around(name for name, _, _ in entries(archive))
        return _unpack(entries(archive), folder, depth)
    except REFUSES as error:
        if disk_is_full(error):
            raise
        why = OTHER_KIND if isinstance(error, tarfile.ReadError) else error
        raise BadArchive(f"{archive.name} cannot be unpacked: {why}") from error


def _folders_around(names: Iterator[str]) -> int:
    """How many folders are around all entries, at most `MOST_AROUND`."""
    paths = [parts for parts in map(_parts, names) if parts and not is_litter(*parts)]
    for depth in range(MOST_AROUND):
        shared = len({parts[: depth + 1] for parts in paths}) == 1
        if not shared or not any(parts[depth + 1 :] for parts in paths):
            return depth
    return MOST_AROUND


def _unpack(entries: "Iterator[Entry]", folder: Path, depth: int) -> list[tuple[str, str]]:
    """Unpack entries; those that share their first `depth` names share one submission's limits."""
    left_out: list[tuple[str, str]] = []
    files, sizes = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    folder.mkdir(parents=True, exist_ok=True)
    for count, (name, problem, open_entry) in enumerate(entries):
        parts = _parts(name)
        if is_litter(*parts):
            continue
        owner = parts[:depth]
        problem = problem or _problem_of_path(name)
        if not problem and count >= MOST_ENTRIES:
            problem = f"the archive has more than {MOST_ENTRIES} entries"
        if not problem and files[owner] >= MOST_FILES:
            problem = f"there are more than {MOST_FILES} files"
        if not problem:
            files[owner] += 1
            path = folder.joinpath(*parts)
            problem, written = _write(path, open_entry, MOST_BYTES - sizes[owner])
            sizes[owner] += written
        if problem:
            left_out.append((name, problem))
    return left_out


def _write(
    path: Path, open_entry: Callable[[], IO[bytes]] | None, most: int
) -> tuple[str | None, int]:
    """Write one entry, or make a folder; return why that failed, if it did, and its size."""
    written = 0
    try:
        if open_entry is None:
            path.mkdir(parents=True, exist_ok=True)
            return None, 0
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_entry() as entry, path.open("xb") as file:
            # An entry's own statement of its size is not to be believed.
            while piece := entry.read(PIECE):
                written += len(piece)
                if written > most:
                    break
                file.write(piece)
    except REFUSES as error:
        if disk_is_full(error):
            raise
        if not isinstance(error, FileExistsError):
            path.unlink(missing_ok=True)
        return f"{type(error).__name__}: {error}", 0
    if written > most:
        path.unlink()
        return f"the submission has more than {MOST_BYTES >> 20} MB", 0
    return None, written


def is_archive(path: Path) -> bool:
    """Whether the file should be unpacked, judging by its name."""
    return path.name.lower().endswith(ENDINGS) and path.is_file() and not path.is_symlink()


def is_litter(*names: str) -> bool:
    """Whether one of these names is that of a file or folder that nobody handed in."""
    return any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in LITTER)


def stem(name: str) -> str:
    """An archive's name without its ending."""
    ending = next((ending for ending in ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or "archive"


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name).parts


# Its name, why it may not be unpacked, and how to open it; None for a folder.
Entry = tuple[str, str | None, Callable[[], IO[bytes]] | None]


def _zip_entries(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for known in archive.infolist():
            name = _name_in_zip(known).replace("\\", "/")
            if known.is_dir():
                yield name, None, None
                continue
            kind = stat.S_IFMT(known.external_attr >> 16)
            problem = None if kind in (0, stat.S_IFREG) else "it is a link or a device"
            yield name, problem, lambda known=known: archive.open(known)  # type: ignore[misc]


def _name_in_zip(known: zipfile.ZipInfo) -> str:
    """An entry's name; many programs write UTF-8, or a Korean Windows's own, and do not say so."""
    if known.flag_bits & UTF8 or known.filename.isascii():
        return known.filename
    for encoding in ("utf-8", "euc_kr"):
        try:
            name = known.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
        if encoding == "utf-8" or HANGUL.search(name):  # a few letters of the West fit, too
            return name
    return known.filename


def _tar_entries(path: Path) -> Iterator[Entry]:
    with tarfile.open(path) as archive:
        for known in archive:
            if known.isdir():
                yield known.name, None, None
                continue
            problem = None if known.isreg() else "it is a link or a device"
            yield known.name, problem, lambda known=known: archive.extractfile(known)  # type: ignore[misc]


def _problem_of_path(name: str) -> str | None:
    """Why a path may not be written, or None."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or DRIVE.match(name) or not path.parts:
        return "its path leads out of the archive"
    if "\0" in name or any(ord(letter) < 32 for letter in name):
        return "its name has control characters in it"
    return None
