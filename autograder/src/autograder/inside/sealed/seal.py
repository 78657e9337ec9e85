"""Seals a process: from here on it can compute, use its scratch folder, and answer.

What takes time is prepared once, in the warm parent. In the child the order matters: first comes
what needs rights, then the rights go, then comes Landlock, and last seccomp, which forbids the
calls that the others used.
"""

import contextlib
import os
import signal
import stat
import sys
from typing import Any

from ..questions import Admitted
from . import identity, landlock, own_proc, rlimits
from .orders import ROOM, SPACE
from .readable import DEVICES, OURS, readable, shown, visible
from .space import see_only


def leave_files(kept: list[int]) -> None:
    """Let go of the warm parent's open files, except these.

    Libraries keep some files open (Matplotlib its fonts) and go on reading them. Each child opens
    such a file again, under the same number; otherwise parent and children would share one
    position in it.
    """
    try:
        numbers = own_proc.open_files()
    except OSError:
        return  # without a seal, on a system that has no such list
    for fd in sorted({*numbers} - {*kept}):
        try:
            is_file = stat.S_ISREG(os.fstat(fd).st_mode)
            again = os.open(own_proc.path_of(fd), os.O_RDONLY) if is_file else -1
        except OSError:
            again = -1  # the file is gone
        if again >= 0:
            os.lseek(again, os.lseek(fd, 0, os.SEEK_CUR), os.SEEK_SET)
            os.dup2(again, fd)
            os.close(again)
        else:
            with contextlib.suppress(OSError):
                os.close(fd)


class Seal:
    """The restrictions for all children of a warm parent, made ready for use.

    Args:
        admitted: the part of the course that may be read.
        has_space: whether this process has a private file system for scratch folders. If so, it
            leaves the root, and other files are out of sight, and /proc with them.

    Raises:
        OSError, ImportError, RuntimeError: this machine cannot seal a process.
    """

    def __init__(self, admitted: Admitted, has_space: bool) -> None:
        # Not at the top: it needs a Linux library, and this module is also imported where nothing
        # is sealed.
        from . import syscalls

        self._program = syscalls.program()  # first: it needs a temporary file
        self._restrict = syscalls.restrict
        found = readable(admitted)
        if has_space:
            own = os.getcwd()
            with contextlib.suppress(OSError):  # the seal holds without this
                see_only(visible(), found.hidden, shown(admitted), own, SPACE)
        self.ruleset = landlock.ruleset(found.whole, found.listed, [ROOM], DEVICES)

    def close(self, uid: int | None, most: dict[str, Any]) -> None:
        """Seal this process: it keeps the room, what is readable, and limited resources.

        Args:
            uid: the user to become, or None.
            most: the limits; see `rlimits.apply`.

        Raises:
            OSError: the kernel refuses; the process must not go on.
        """
        needed = [os.__file__, str(OURS[0]), sys.modules["numpy"].__file__ or ""]
        identity.become(uid, needed)
        # Becoming another user undoes this, so it comes after.
        identity.die_with_parent(signal.SIGKILL)
        identity.no_new_privileges()
        rlimits.apply(most, counts_own_threads=uid is not None)
        own_proc.leave()
        landlock.restrict(self.ruleset)
        self._restrict(self._program)
