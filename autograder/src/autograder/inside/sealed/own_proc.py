"""What a process asks /proc about itself, even when /proc is out of its sight.

Sealed children see no /proc. So the warm parent opens it at its start, while it is there, and each
child asks through that open folder until it seals itself.
"""

import os

_opened: int | None = None


def keep() -> None:
    """Open /proc, for when it will be out of sight."""
    global _opened
    try:
        _opened = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        _opened = None  # this system has none


def leave() -> None:
    """Close it."""
    global _opened
    if _opened is not None:
        os.close(_opened)
        _opened = None


def number() -> int:
    """This process's number in the PID namespace of whoever has mounted /proc."""
    try:
        return int(os.readlink(_path("self"), dir_fd=_opened))
    except OSError:
        return os.getpid()


def open_files() -> list[int]:
    """The numbers of this process's open files, except the one that is /proc.

    Raises:
        OSError: the system does not say.
    """
    listing = os.open(_path("self/fd"), os.O_RDONLY | os.O_DIRECTORY, dir_fd=_opened)
    try:
        return [int(name) for name in os.listdir(listing) if int(name) not in (_opened, listing)]
    finally:
        os.close(listing)


def path_of(fd: int) -> str:
    """The path of an open file.

    Raises:
        OSError: the system does not say.
    """
    return os.readlink(_path(f"self/fd/{fd}"), dir_fd=_opened)


def text(name: str) -> str:
    """The text of a short file, such as `statm`, of this process's.

    Raises:
        OSError: the system does not say.
    """
    with open(os.open(_path(f"self/{name}"), os.O_RDONLY, dir_fd=_opened)) as file:
        return file.read()


def _path(name: str) -> str:
    return name if _opened is not None else f"/proc/{name}"
