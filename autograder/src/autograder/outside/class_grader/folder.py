"""Writes a folder in one step: it is there whole, or as it was before.

The new content is written beside the folder under a name that nbgrader does not see,
and then takes its place. What a killed grader leaves under such a name, the next one removes.
"""

import contextlib
import errno
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

NEW, OLD = "new", "old"
# Problems with the disk, not with the file: no other file would fare better.
DISK_IS_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


def write_folder(
    folder: Path, files: Mapping[str, bytes], file_mode: int, group_shared: bool = False
) -> None:
    """Make `folder` contain exactly these files (relative path -> content).

    Args:
        folder: it may exist.
        files: their paths use "/".
        file_mode: the permissions of every file.
        group_shared: whether the group may write to folders, and owns what is put in them.

    Raises:
        OSError: it cannot be written. In that case `folder` is as it was before.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder)
    new, old = _beside(folder, NEW), _beside(folder, OLD)
    try:
        _fill(new, files, file_mode, group_shared)
        if folder.is_symlink() or folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError:
        with contextlib.suppress(OSError):
            remove_leftovers(folder)
        raise
    _remove(old)


def disk_is_full(error: BaseException) -> bool:
    """Whether an error says that nothing more can be written."""
    return isinstance(error, OSError) and error.errno in DISK_IS_FULL


def remove_leftovers(folder: Path) -> None:
    """Undo or finish what a killed grader was doing with `folder`."""
    old = _beside(folder, OLD)
    if old.exists() and not folder.exists():
        old.rename(folder)
    _remove(old)
    _remove(_beside(folder, NEW))


def _beside(folder: Path, what: str) -> Path:
    # The dot hides it from nbgrader's patterns; the name keeps it apart from other assignments'.
    return folder.with_name(f".{folder.name}.{what}")


def _fill(folder: Path, files: Mapping[str, bytes], file_mode: int, group_shared: bool) -> None:
    folders = {folder, *((folder / path).parent for path in files)}
    for needed in sorted(folders):
        needed.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)
        (folder / path).chmod(file_mode)
    if group_shared:
        for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            inner.chmod(stat.S_IMODE(inner.stat().st_mode) | stat.S_ISGID | stat.S_IRWXG)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def sizes(folder: Path, names: Iterable[str]) -> dict[str, int]:
    """Name -> size in bytes, of those files that exist."""
    paths = ((name, folder / name) for name in names)
    return {name: path.stat().st_size for name, path in paths if path.is_file()}
