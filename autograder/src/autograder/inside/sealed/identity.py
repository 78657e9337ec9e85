"""Who a sealed process is: as much of a nobody as the grader can make it.

When root grades, each child becomes a separate user, who owns nothing and whose threads the
system counts separately. Whoever grades, the child keeps no capability. There is one exception:
if Python itself is installed in a folder that only root may enter, the child keeps the right to
read, which Landlock then confines.
"""

import ctypes
import os

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_NO_NEW_PRIVS = 1, 8, 38
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Data(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def become(uid: int | None, needed: list[str]) -> None:
    """Become the user `uid` (None: stay who we are) and give up all capabilities.

    Args:
        uid: a user id; only root can become someone else.
        needed: files that must stay readable, such as Python's own.

    Raises:
        OSError: the kernel refuses.
    """
    if uid is not None:
        _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    # `access` goes by the user's rights alone, not by capabilities.
    readable = all(os.access(path, os.R_OK) for path in needed)
    kept = 0 if readable else 1 << CAP_DAC_READ_SEARCH
    if hasattr(_libc, "capset"):
        data = (_Data * 2)(_Data(kept, kept, 0))
        header = _Header(CAPABILITY_VERSION, 0)
        _check(_libc.capset(ctypes.byref(header), data))


def die_with_parent(signal: int) -> None:
    """Ask the kernel to send this process `signal` when its parent ends (Linux only)."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(PR_SET_PDEATHSIG, int(signal), 0, 0, 0)


def no_new_privileges() -> None:
    """Promise never to gain rights, as the kernel demands before it accepts Landlock's rules."""
    _check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _check(result: int) -> None:
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"giving up rights: {os.strerror(error)}")
