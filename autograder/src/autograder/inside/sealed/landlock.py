"""Landlock, through its three system calls: which files and folders a process may touch.

A ruleset is a list of what is allowed. Everything else that the kernel's version knows is
forbidden, for good, to this process and to all that it may start.
See the kernel's documentation, userspace-api/landlock.
"""

import ctypes
import os
import stat
from collections.abc import Iterable

# The numbers are the same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION = 1
RULE_PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_DIR, MAKE_REG = 1 << 7, 1 << 8
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

READ = READ_FILE | READ_DIR
# No devices, sockets, pipes or links, and nothing to execute.
OWN = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV

BIND_TCP, CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_UNIX, SCOPE_SIGNAL = 1, 2

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


def abi() -> int:
    """The version of Landlock that the running kernel offers; 0 if it offers none."""
    return max(0, _libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION))


def handled_files(version: int) -> int:
    """Every right to files that this version of Landlock can withhold."""
    known = {1: 13, 2: 14, 3: 15, 4: 15}
    return (1 << known.get(version, 16)) - 1


def ruleset(
    readable: Iterable[str],
    listed: Iterable[str],
    writable: Iterable[str],
    devices: Iterable[str],
) -> int:
    """A new ruleset, as an open file: no files but these, no TCP, nobody outside to talk to.

    Args:
        readable: files and folders to read.
        listed: folders whose entries' names can be read, but nothing else.
        writable: folders to read and to change.
        devices: device files to read and to write.

    Paths that do not exist are left out.

    Raises:
        OSError: the kernel refuses.
    """
    version = abi()
    handled = handled_files(version)
    # Older kernels know a shorter structure, and refuse a longer one that is not all zeros.
    attributes = _Ruleset(
        handled,
        BIND_TCP | CONNECT_TCP if version >= 4 else 0,
        SCOPE_ABSTRACT_UNIX | SCOPE_SIGNAL if version >= 6 else 0,
    )
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    fd = _call(CREATE_RULESET, ctypes.byref(attributes), size, 0)
    for rights, paths in (
        (READ, readable),
        (READ_DIR, listed),
        (OWN, writable),
        (READ_FILE | WRITE_FILE, devices),
    ):
        for path in paths:
            _allow(fd, path, rights & handled)
    return fd


def restrict(ruleset: int) -> None:
    """Hold this process to a ruleset, and close it.

    Raises:
        OSError: the kernel refuses. In that case nothing is restricted.
    """
    _call(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= OF_FILES
        _call(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(_PathBeneath(rights, fd)), 0)
    finally:
        os.close(fd)


def _call(number: int, *arguments: object) -> int:
    result = _libc.syscall(number, *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return result
