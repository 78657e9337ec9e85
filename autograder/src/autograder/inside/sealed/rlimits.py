"""What a child may use up: the kernel's limits (rlimits), set once and never raised."""

import resource
from typing import Any

from . import own_proc

SPARE_SECONDS = 2  # from the signal for too much processor time to the end


def apply(limits: dict[str, Any], counts_own_threads: bool) -> None:
    """Limit this process.

    Args:
        limits: `memory_bytes` beyond what the process has now, `cpu_seconds`, `file_bytes`
            for one file, `open_files`, `threads`.
        counts_own_threads: whether the process is a user by itself, so that a limit on the
            user's threads limits just its own.
    """
    cpu = int(limits["cpu_seconds"])
    limit("CPU", cpu, cpu + SPARE_SECONDS)
    limit("AS", address_space() + int(limits["memory_bytes"]))
    limit("FSIZE", int(limits["file_bytes"]))
    limit("NOFILE", int(limits["open_files"]))
    if counts_own_threads:
        limit("NPROC", int(limits["threads"]))
    for none in ("CORE", "MEMLOCK", "MSGQUEUE", "RTPRIO", "NICE"):
        limit(none, 0)


def limit(name: str, soft: int, hard: int | None = None) -> None:
    """Set one of this process's limits, by its name without `RLIMIT_`, if the system has it."""
    number = getattr(resource, f"RLIMIT_{name}", None)
    if number is None:
        return
    most = resource.getrlimit(number)[1]
    wanted = [soft, soft if hard is None else hard]
    if most != resource.RLIM_INFINITY:
        wanted = [min(most, value) for value in wanted]
    try:
        resource.setrlimit(number, (wanted[0], wanted[1]))
    except (ValueError, OSError):
        if name == "AS":
            return  # macOS does not limit it
        raise


def address_space() -> int:
    """The bytes of address space that this process has mapped; 0 if the system does not say."""
    try:
        return int(own_proc.text("statm").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
