"""Unpacks archives that nobody vouches for.

Of an archive only regular files come out, below the folder that they are meant for, and
no more than fits. Whatever else it holds is left out and said.
"""

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

from .folder import disk_is_full

MOST_FILES = 20_000
MOST_BYTES = 2 * 1024**3
MOST_BYTES_OF_ONE = 64 * 1024**2
MOST_DEPTH = 3  # an archive in an archive in an archive
PIECE = 1024 * 1024

ENDINGS = (".zip", ".tar.gz", ".tgz")
LITTER = {"__MACOSX", ".DS_Store", "Thumbs.db"}
REFUSES = (
    *(OSError, EOFError, ValueError, zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError),
    *(NotImplementedError, RuntimeError),  # of encrypted and exotic entries
)


class BadArchive(OSError):
    """A file that is no archive; the message says so."""


@dataclass
class Unpacker:
    """Unpacks archives up to a total.

    Attributes:
        remarks: what was left out and why, in sentences.
        broken: (name, why) of every archive inside another that cannot be opened.
    """

    remarks: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)
    files_written: int = 0
    bytes_written: int = 0

    def unpack(self, archive: Path, folder: Path, depth: int = 1) -> None:
        """Unpack an archive into `folder`, and those inside it into folders of their names.

        Raises:
            BadArchive: it cannot be opened.
            OSError: the disk is full.
        """
        try:
            self._unpack(archive, folder)
        except REFUSES as error:
            if disk_is_full(error):
                raise
            raise BadArchive(f"{archive.name} cannot be unpacked: {error}") from error
        for inner in sorted(path for path in folder.rglob("*") if is_archive(path)):
            if depth < MOST_DEPTH:
                try:
                    self.unpack(inner, inner.with_name(stem(inner)), depth + 1)
                except BadArchive as problem:
                    self.broken.append((inner.name, f"{problem}."))
            inner.unlink()

    def _unpack(self, archive: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        opened = _zip_entries if archive.name.lower().endswith(".zip") else _tar_entries
        for name, problem, open_entry in opened(archive):
            parts = PurePosixPath(name).parts
            if not LITTER.isdisjoint(parts):
                continue
            problem = problem or _problem_of_path(name)
            if not problem and self.files_written >= MOST_FILES:
                problem = f"there are more than {MOST_FILES} files"
            if not problem:
                problem = self._write(folder.joinpath(*parts), open_entry)
            if problem:
                self.remarks.append(f"Left out {ascii(name)} in {archive.name}: {problem}.")

    def _write(self, path: Path, open_entry: Callable[[], IO[bytes]]) -> str | None:
        """Write one entry; the reason when that is not possible."""
        most = min(MOST_BYTES_OF_ONE, MOST_BYTES - self.bytes_written)
        written = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open_entry() as entry, path.open("xb") as file:
                # What an entry says of its size is not to be believed.
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
            return f"{type(error).__name__}: {error}"
        if written > most:
            path.unlink()
            return f"it has more than {most >> 20} MB"
        self.files_written += 1
        self.bytes_written += written
        return None


def is_archive(path: Path) -> bool:
    """Whether the file is to be unpacked, by its name."""
    return path.name.lower().endswith(ENDINGS) and path.is_file() and not path.is_symlink()


def stem(path: Path) -> str:
    """An archive's name without its ending."""
    ending = next(ending for ending in ENDINGS if path.name.lower().endswith(ending))
    return path.name[: -len(ending)] or "archive"


Entry = tuple[str, str | None, Callable[[], IO[bytes]]]


def _zip_entries(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        for known in archive.infolist():
            if known.is_dir():
                continue
            kind = stat.S_IFMT(known.external_attr >> 16)
            problem = None if kind in (0, stat.S_IFREG) else "it is a link or a device"
            name = known.filename.replace("\\", "/")
            yield name, problem, lambda known=known: archive.open(known)  # type: ignore[misc]


def _tar_entries(path: Path) -> Iterator[Entry]:
    with tarfile.open(path) as archive:
        for known in archive:
            if known.isdir():
                continue
            problem = None if known.isreg() else "it is a link or a device"
            yield known.name, problem, lambda known=known: archive.extractfile(known)  # type: ignore[misc]


def _problem_of_path(name: str) -> str | None:
    """Why a path may not be written, if so."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in name.split("/")[0] or not path.parts:
        return "its path leads out of the archive"
    if "\0" in name or any(ord(letter) < 32 for letter in name):
        return "its name holds control characters"
    return None
