"""A private space for what children write, and no sight of anybody else's files.

In a mount namespace the warm parent gets a file system in memory for its scratch folders. The
kernel limits its size, whatever a child does with threads, removed files and memory; and its root
contains nothing but what children may read. Root can make such a namespace as it is; anybody else
makes it in a user namespace, in which they stay who they are. Where the kernel allows neither, the
scratch folders are on the disk and the grader watches their size; Landlock still hides what is in
other files, but not that they exist.

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
    """Give this process, and all that it forks, a private file system on `folder`.

    Args:
        folder: an empty folder.
        most_bytes: what its files may take up, including removed ones that are still open.
        most_files: how many files and folders there may be.

    Returns:
        Whether it has one. If the kernel does not allow it, nothing has changed.
    """
    if sys.platform != "linux":
        return False
    try:
        # In another process first: one that fails halfway is left with rights it should not have.
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
    """Unmount the file system on `folder`, and those in it, if there is one."""
    if hasattr(_libc, "umount2"):
        _libc.umount2(folder.encode(), DETACH)


def see_only(paths: Iterable[str], own: str) -> None:
    """Leave the root: from here on there is nothing but these files and folders, and /proc.

    Call it after `own_space`. Links on the way to a path stay links. The current folder stays
    the same.

    Args:
        paths: absolute paths; those that do not exist are left out.
        own: the folder that this process works in; what is mounted in it must be in `paths`.

    Raises:
        OSError: the kernel refuses; the root is still the old one.
    """
    root = os.path.join(own, "root")
    os.mkdir(root)
    _mount("root", root, "tmpfs", NO_SETUID | NO_DEVICES, "size=1m,mode=755")
    try:
        _bind_all(paths, own, root)
        os.chdir(root)
        # This leaves the old root mounted on top of the new one, and `give_up` unmounts it.
        _check(_libc.syscall(_pivot_root(), b".", b"."))
    except OSError:
        # With everything bound below it, which must not be removed along with `own`.
        give_up(root)
        os.chdir(own)
        raise
    give_up(".")
    os.chdir(own)


def _bind_all(paths: Iterable[str], own: str, root: str) -> None:
    _bind(own, root + own, BIND)  # without the new root, which is in it
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
    """Copy the symbolic links on the way to `path` into `root`; return the path without links."""
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
        raise OSError(error, f"a private file system: {os.strerror(error)}")
