"""A space of its own for what children write, and no sight of anybody else's files.

In a mount namespace the warm parent gets a file system in memory for its scratch folders, whose
size the kernel keeps, whatever a child does with threads, removed files and memory; and its root
holds nothing but what children may read. Root makes the namespace as it is; anybody else makes a
user namespace around it, in which they stay who they are. Where the kernel allows neither, the
scratch folders lie on the disk and the grader watches their size; Landlock still withholds what is
in other files, but not that they exist.

See the manual pages mount_namespaces(7), user_namespaces(7), pivot_root(2) and tmpfs(5).
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

NEW_MOUNTS, NEW_USERS = 0x20000, 0x10000000
NO_SETUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
BIND, RECURSIVE, PRIVATE = 0x1000, 0x4000, 0x40000
DETACH = 2  # of umount2

_libc = ctypes.CDLL(None, use_errno=True)


def own_space(folder: str, most_bytes: int, most_files: int) -> bool:
    """Give this process, and all that it forks, a file system of its own on `folder`.

    Args:
        folder: an empty folder.
        most_bytes: what its files may take up, removed ones that are still open included.
        most_files: how many files and folders there may be.

    Returns:
        Whether it has one. Where the kernel does not allow it, nothing has changed.
    """
    if sys.platform != "linux":
        return False
    try:
        # In another process first: who stops half-way has rights that they did not have.
        pid = os.fork()
        if not pid:
            os._exit(0 if _mounted(folder, most_bytes, most_files) else 1)
        return os.waitpid(pid, 0)[1] == 0 and _mounted(folder, most_bytes, most_files)
    except OSError:
        return False


def _mounted(folder: str, most_bytes: int, most_files: int) -> bool:
    user, group = os.geteuid(), os.getegid()
    try:
        if user == 0:
            _check(_libc.unshare(NEW_MOUNTS))
        else:
            _check(_libc.unshare(NEW_MOUNTS | NEW_USERS))
            for name, text in [
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ]:
                Path("/proc/self", name).write_text(text)
        _mount("none", "/", None, RECURSIVE | PRIVATE)
        options = f"size={most_bytes},nr_inodes={most_files},mode=711"
        _mount("scratch", folder, "tmpfs", NO_SETUID | NO_DEVICES | NO_PROGRAMS, options)
    except OSError:
        return False
    return True


def give_up(folder: str) -> None:
    """Take the file system from `folder` again, and those in it, if there is one."""
    if hasattr(_libc, "umount2"):
        _libc.umount2(folder.encode(), DETACH)


def see_only(paths: Iterable[str], own: str) -> None:
    """Leave the root: from here on there is nothing but these files and folders, and /proc.

    Call it after `own_space`. Links on the way to a path are there as they were. The current
    folder stays what it was.

    Args:
        paths: absolute ones; what does not exist is left out.
        own: the folder that this process works in; what is mounted in it is named in `paths`.

    Raises:
        OSError: the kernel refuses; the root is what it was.
    """
    root = os.path.join(own, "root")
    os.mkdir(root)
    _mount("root", root, "tmpfs", NO_SETUID | NO_DEVICES, "size=1m,mode=755")
    try:
        _bind_all(paths, own, root)
        os.chdir(root)
        # The old root comes to lie on the new one, and is taken away from there.
        _check(_libc.syscall(_pivot_root(), b".", b"."))
    except OSError:
        # With all that was bound below it: whoever removes `own` must not get at that.
        give_up(root)
        os.chdir(own)
        raise
    give_up(".")
    os.chdir(own)


def _bind_all(paths: Iterable[str], own: str, root: str) -> None:
    _bind(own, root + own, BIND)  # without the new root, which lies in it
    bound: list[str] = []
    for path in sorted({*paths, "/proc"}):
        real = _mirrored(path, root)
        if real is not None and not any(real == b or real.startswith(b + "/") for b in bound):
            _bind(real, root + real, BIND | RECURSIVE)
            bound.append(real)


def _pivot_root() -> int:
    """The number of the system call, for which the C library has no function."""
    numbers = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "ppc64le": 203, "s390x": 217}
    machine = os.uname().machine
    if machine not in numbers:
        raise OSError(errno.ENOSYS, f"pivot_root has no known number on {machine}")
    return numbers[machine]


def _mirrored(path: str, root: str) -> str | None:
    """Make the symbolic links on the way to `path` below `root`, too; the path without links."""
    pending, real = path.strip("/").split("/")[::-1], ""
    while pending:
        part = pending.pop()
        here = f"{real}/{part}"
        if part == "..":
            real = os.path.dirname(real)
        elif os.path.islink(here):
            target = os.readlink(here)
            if not os.path.lexists(root + here):
                os.makedirs(os.path.dirname(root + here), exist_ok=True)
                os.symlink(target, root + here)
            real = "" if target.startswith("/") else real
            pending += [name for name in target.split("/")[::-1] if name not in ("", ".")]
        elif not os.path.exists(here):
            return None
        else:
            real = here
    return real


def _bind(path: str, place: str, flags: int) -> None:
    if os.path.isdir(path):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "xb"):
            pass
    _mount(path, place, None, flags)


def _mount(source: str, place: str, kind: str | None, flags: int, options: str = "") -> None:
    texts = [text.encode() if text else None for text in (source, place, kind)]
    _check(_libc.mount(*texts, ctypes.c_ulong(flags), options.encode() or None))


def _check(result: int) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"a space of its own: {os.strerror(error)}")
