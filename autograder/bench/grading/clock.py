"""Runs a command and tells how long it took and how much memory it and its children had."""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_FOR_ORPHANS = 10.0
TRIES = 20  # for a look during which no process starts or ends


@dataclass(frozen=True)
class Measured:
    """What a command took.

    Attributes:
        seconds: wall time.
        cpu_seconds: processor time of all its processes: what does not depend so much on what
            else the machine does.
        peak_bytes: the most that all its processes held together, shared pages counted once;
            0 where the system does not tell.
        output: what it printed on stdout.
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    output: str

    def times(self, count: float) -> "Measured":
        """What so many times the work would have taken, in as much memory."""
        return replace(self, seconds=self.seconds * count, cpu_seconds=self.cpu_seconds * count)


def measure(arguments: list[str], folder: Path, statuses: tuple[int, ...] = (0,)) -> Measured:
    """Run `python -m` with these arguments in a folder.

    Raises:
        RuntimeError: it ended with another status than these.
    """
    _adopt_orphans()
    before = _cpu_seconds()
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": programs},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, said = process.communicate()
        seconds = time.perf_counter() - started
        watch.stop()
    _wait_for_orphans()
    if process.returncode not in statuses:
        raise RuntimeError(
            f"{' '.join(arguments)} ended with {process.returncode}:\n{said[-3000:]}"
        )
    return Measured(seconds, _cpu_seconds() - before, watch.peak, output)


def _adopt_orphans() -> None:
    """Become the parent of processes whose own has ended, so that their time counts, too."""
    with contextlib.suppress(AttributeError, OSError):  # Linux only
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _wait_for_orphans() -> None:
    deadline = time.monotonic() + SECONDS_FOR_ORPHANS
    while time.monotonic() < deadline:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.01)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at a process and all below it from time to time."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._stopped = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until told to stop."""
        while not self._stopped.wait(SECONDS_BETWEEN_LOOKS):
            self.peak = max(self.peak, held_together(self._pid))

    def stop(self) -> None:
        """No more looks."""
        self._stopped.set()
        self.join()


def family(pid: int) -> set[int]:
    """A process, those that it started, those that they started, and so on."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it has ended meanwhile
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def held_together(pid: int) -> int:
    """The bytes that a process and all below it hold; 0 when they change all the time.

    The processes are looked at one after another. One that starts or ends meanwhile would have
    what it shares counted twice, the more often the more looks there are.
    """
    for _ in range(TRIES):
        there = family(pid)
        held = sum(map(_held, there))
        if family(pid) == there:
            return held
    return 0


def _held(pid: int) -> int:
    """The bytes that a process holds, its share of those that it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
