"""The one folder that a child may change: fresh for each, gone after it."""

import itertools
import os
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from autograder_check.messages import _

MOST_ENTRIES = 4096


class TooMuch(Exception):
    """A scratch folder has more in it than it may; the message says of what."""


class Scratch:
    """A private folder with a submission's files, the home and current folder of its child.

    Args:
        room: the empty folder to make it in; if the child is no other user, it may change that.
        files: relative path -> content.
        uid: the user that it will belong to, or None for ourselves.
        seen_as: the path of the room as the child sees it.
        private: whether the room has a file system of its own, and the child can write to no other.

    Raises:
        ValueError: a path leads out of the folder.
    """

    def __init__(
        self,
        room: Path,
        files: Mapping[str, bytes],
        uid: int | None,
        seen_as: Path,
        private: bool = False,
    ) -> None:
        self.path = room / "work"
        self.seen_as = seen_as / "work"
        self.uid = uid
        self._room = room
        self._private = private
        try:
            self.path.mkdir(mode=0o700)
            self._give(self.path)
            for name, content in files.items():
                self._put(relative(name), content)
        except BaseException:
            self.remove()
            raise

    def _put(self, name: PurePosixPath, content: bytes) -> None:
        folder = self.path
        for part in name.parts[:-1]:
            folder = folder / part
            if not folder.is_dir():
                folder.mkdir()
                self._give(folder)
        path = folder / name.name
        path.write_bytes(content)
        self._give(path)

    def _give(self, path: Path) -> None:
        if self.uid is not None:
            os.chown(path, self.uid, self.uid)

    def is_within(self, most_bytes: int) -> bool:
        """Whether the kernel says at once that its files take up no more, removed ones included.

        It does for a file system of its own. Elsewhere, and where they do take up more, the folder
        and the process have to be looked at; after each cell, that took a fifth of a worker's time.
        """
        if not self._private:
            return False
        try:
            found = os.statvfs(self._room)
        except OSError:
            return False  # the warm parent, whose it was, may have ended
        taken = (found.f_blocks - found.f_bfree) * found.f_frsize
        return taken <= most_bytes and found.f_files - found.f_ffree <= MOST_ENTRIES

    def size(self) -> int:
        """The bytes that its files take up.

        Raises:
            TooMuch: there are more files and folders in it than anybody needs.
        """
        total, entries, folders = 0, 0, [str(self._room)]
        while folders:
            try:
                with os.scandir(folders.pop()) as found:
                    for entry in found:
                        entries += 1
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        total += _taken(entry.stat(follow_symlinks=False))
            except FileNotFoundError:
                continue  # removed meanwhile
            except OSError as error:
                raise TooMuch(
                    _(
                        "The notebook's Python process was ended in this cell: it used folders "
                        "that cannot be listed ({why}).",
                        why=error.strerror,
                    )
                ) from None
            if entries > MOST_ENTRIES:
                raise TooMuch(
                    _(
                        "The notebook's Python process was ended in this cell: it used more than "
                        "{most} files and folders.",
                        most=MOST_ENTRIES,
                    )
                )
        return total

    def remove(self) -> None:
        """Empty the room, however deep its folders are nested and whatever their modes are."""
        try:
            self._empty()
        except FileNotFoundError:
            if self._room.exists():
                raise
            # It was the warm parent's, and is gone with it.

    def _empty(self) -> None:
        self._room.chmod(0o711)
        pending, numbers = [self._room], itertools.count()
        while pending:
            folder = pending.pop()
            for entry in list(os.scandir(folder)):
                if entry.is_dir(follow_symlinks=False):
                    # Moved out, so that no path is ever long and nothing here recurses.
                    os.chmod(entry.path, 0o700)
                    flat = self._room.with_name(f"{self._room.name}-{next(numbers)}")
                    os.rename(entry.path, flat)
                    pending.append(flat)
                else:
                    os.unlink(entry.path)
            if folder != self._room:
                os.rmdir(folder)


def held_open(pid: int) -> int:
    """The bytes of removed files that a process still has open or mapped into its memory."""
    total = _mapped(pid)
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            found = os.stat(f"/proc/{pid}/fd/{name}")
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                total += _taken(found)
    except OSError:
        pass  # it has ended, or we may not look into it
    return total


def _mapped(pid: int) -> int:
    """The bytes of removed files that a process has mapped into its memory."""
    total = 0
    try:
        with open(f"/proc/{pid}/maps", encoding="utf-8", errors="replace") as maps:
            for line in maps:
                if line.endswith(" (deleted)\n"):
                    start, end = (int(text, 16) for text in line.split(" ", 1)[0].split("-"))
                    total += end - start
    except OSError:
        pass
    return total


def relative(name: str) -> PurePosixPath:
    """The path, checked to stay in the folder that it is put in."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
        raise ValueError(f"no place in a scratch folder: {name!r}")
    return path


def _taken(found: os.stat_result) -> int:
    return found.st_blocks * 512
