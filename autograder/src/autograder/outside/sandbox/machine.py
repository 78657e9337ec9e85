"""What this machine can do to seal a process, and what to do if it cannot."""

import importlib
import os
import sys

KERNEL = "Linux 5.13 or newer with Landlock is needed"


class SandboxUnavailable(OSError):
    """This machine cannot seal a process; the message says what is missing and what to do."""


def landlock_abi() -> int:
    """The version of Landlock that the kernel offers; 0 if it offers none."""
    if sys.platform != "linux":
        return 0
    # Not at the top: it loads the C library, which Windows does not have.
    from ...inside.sealed import landlock

    return landlock.abi()


def seccomp_problem() -> str | None:
    """Why seccomp filters cannot be built here, and what to do; None if they can."""
    if sys.platform != "linux":
        return "seccomp is part of Linux."
    try:
        importlib.import_module("pyseccomp")
    except ImportError:
        return "The package pyseccomp is not installed: pip install pyseccomp."
    except RuntimeError:
        return "The library libseccomp is missing: apt-get install libseccomp2."
    return None


def problems() -> list[str]:
    """Why this machine cannot seal a process, and what to do; empty if it can."""
    if sys.platform != "linux":
        return [
            f"{KERNEL}; this is {sys.platform}. Grade on a Linux machine or in a Linux container"
            " (on Windows, WSL 2 will do)."
        ]
    found = []
    if not landlock_abi():
        found.append(
            f"{KERNEL}; this kernel is {os.uname().release} and offers none. Boot a newer kernel, "
            "or add landlock to the `lsm=` list of its boot parameters; in a container, allow "
            "the landlock system calls."
        )
    seccomp = seccomp_problem()
    return found + ([seccomp] if seccomp else [])


def check() -> None:
    """Check that a process can be sealed.

    Raises:
        SandboxUnavailable: it cannot.
    """
    found = problems()
    if found:
        raise SandboxUnavailable(
            "Student code cannot be sealed off here. "
            + " ".join(found)
            + " `autograder doctor` says more. To run student code unsealed, with your own"
            " rights, use --unsafe."
        )
