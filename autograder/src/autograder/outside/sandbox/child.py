"""One sealed process, and how the grader talks to it: send a cell, take what it displays."""

import contextlib
import os
import selectors
import signal
import time
from dataclasses import dataclass
from typing import Any

from autograder_check.messages import _

from ...inside.protocol import SEED_VARIABLE
from ...inside.sealed.frames import pack
from .limits import Limits, in_mib
from .machine import SandboxUnavailable
from .messages import Malformed, Reader
from .outputs import CellOutputs
from .parent import ONE_THREAD, ParentGone, WarmParent
from .scratch import Scratch, TooMuch, held_open

WATCH_SECONDS = 0.1  # between two checks of what a running child uses
UNSEEN_SECONDS = 0.02  # that cells may run without such a check: nobody can use much in that time
READ_BYTES = 256 * 1024
SEAL_SECONDS = 20.0


@dataclass(frozen=True)
class Ending:
    """How the run of a cell ended.

    Attributes:
        why: why it has no outputs, or not all of them, in a sentence; None if it has them all.
        late: whether the time was up.
        alive: whether its process can run another cell.
    """

    why: str | None = None
    late: bool = False
    alive: bool = True


class Child:
    """A process forked from the warm parent, sealed, and waiting for its first cell.

    Raises:
        SandboxUnavailable: it could not seal itself.
        ParentGone: the warm parent is gone, or this took far too long.
    """

    def __init__(
        self, parent: WarmParent, scratch: Scratch, seed: str, limits: Limits, sealed: bool
    ) -> None:
        self._parent = parent
        self._scratch = scratch
        self._limits = limits
        self._reader = Reader(max(limits.output_bytes, limits.answers_bytes) + 64 * 1024)
        self._open: dict[int, str] = {}  # a pipe's end -> what it carries
        self._unseen = 0.0  # seconds that cells have run since the last check of what they use
        self._pid = 0  # known when it is sealed
        self.used: dict[str, Any] | None = None  # known when it has ended
        (commands, self._commands), *ends = [os.pipe() for _number in range(4)]
        for fd in (self._commands, *(end for end, _theirs in ends)):
            os.set_blocking(fd, False)
        theirs = [commands, *(end for _ours, end in ends)]
        self._open = dict(
            zip((end for end, _ in ends), ("events", "stdout", "stderr"), strict=True)
        )
        try:
            parent.fork(theirs, sealed)
        except BaseException:
            self._close_pipes()
            raise
        finally:
            for fd in theirs:
                os.close(fd)
        order = {
            "scratch": str(scratch.seen_as),
            "uid": scratch.uid if sealed else None,
            "limits": limits.of_the_child(),
            "environment": environment(scratch, seed),
        }
        try:
            self._begin(order)
        except BaseException:
            self.end()
            raise

    def run(self, source: str, count: int, outputs: CellOutputs, deadline: float) -> Ending:
        """Run a cell as number `count`.

        Args:
            outputs: takes what the cell displays.
            deadline: when to interrupt it, in `time.monotonic`'s seconds.
        """
        sent = self._send({"source": source, "count": count}, deadline)
        if sent != "sent":
            return (
                self._dead()
                if sent == "dead"
                else self._killed(
                    _("The notebook's Python process was ended in this cell: it was stuck."),
                    late=True,
                )
            )
        interrupted = False
        while True:
            try:
                ended = self._listen(outputs, deadline)
            except Malformed as problem:
                return self._killed(
                    _(
                        "The notebook's Python process was ended in this cell: it sent something "
                        "that no cell displays ({what}).",
                        what=problem,
                    )
                )
            except TooMuch as problem:
                return self._killed(str(problem))
            if ended == "done":
                return Ending(self._late_why() if interrupted else None, late=interrupted)
            if ended == "dead":
                return self._dead()
            if interrupted:
                return self._killed(
                    _(
                        "The notebook's Python process was ended in this cell: it did not stop "
                        "when its time was up."
                    ),
                    late=True,
                )
            interrupted = True
            self._parent.interrupt()
            deadline = time.monotonic() + self._limits.grace_seconds

    def end(self) -> None:
        """Kill the process and forget it."""
        if self.used is None:
            with contextlib.suppress(ParentGone):
                self.used = self._parent.kill()
        self._close_pipes()

    def _begin(self, order: dict[str, Any]) -> None:
        until = time.monotonic() + SEAL_SECONDS
        self._send(order, until)
        message = self._first_message(until)
        if message.get("type") == "late":
            raise ParentGone("it took too long to seal a process")
        if message.get("type") != "ready":
            raise SandboxUnavailable(
                f"A process could not be sealed: {message.get('why')}. "
                "`autograder doctor` says what this machine can do."
            )
        self._pid = message["pid"]

    def _first_message(self, until: float) -> dict[str, Any]:
        """What the child, which runs no student's code yet, says about its start."""
        ends = {name: fd for fd, name in self._open.items()}
        while _wait(ends["events"], selectors.EVENT_READ, until):
            data = os.read(ends["events"], READ_BYTES)
            for message, _size in self._reader.feed(data):
                return message
            if not data:
                said = _read_now(ends["stderr"]).decode(errors="replace").strip()
                self.end()
                return {"type": "dead", "why": said.splitlines()[-1] if said else self._how()}
        return {"type": "late"}

    def _listen(self, outputs: CellOutputs, deadline: float) -> str:
        """Take messages until the cell is "done" or "late", or its process "dead".

        Raises:
            Malformed, TooMuch: the child must be stopped.
        """
        with selectors.DefaultSelector() as selector:
            for fd, name in self._open.items():
                selector.register(fd, selectors.EVENT_READ, name)
            looked_at = time.monotonic() - self._unseen
            while True:
                now = time.monotonic()
                if now >= deadline:
                    return "late"
                if now >= looked_at + WATCH_SECONDS:
                    self._watch()
                    looked_at = now
                for key, _ in selector.select(min(deadline, looked_at + WATCH_SECONDS) - now):
                    ended = self._take(key.fd, key.data, outputs)
                    if ended:
                        self._unseen = time.monotonic() - looked_at
                        if ended == "done" and self._unseen > UNSEEN_SECONDS:
                            self._watch()
                            self._unseen = 0.0
                        return ended
                    if key.fd not in self._open:
                        selector.unregister(key.fd)

    def _take(self, fd: int, name: str, outputs: CellOutputs) -> str | None:
        """Read what is there from one pipe."""
        data = os.read(fd, READ_BYTES)
        if name != "events":
            if data:
                outputs.text(name, data.decode("utf-8", "replace"), len(data))
            else:
                self._close(fd)
            return None
        if not data:
            self._drain(outputs)
            return "dead"
        for message, size in self._reader.feed(data):
            if message["type"] == "done":
                self._drain(outputs)
                return "done"
            outputs.take(message, size)
        return None

    def _drain(self, outputs: CellOutputs) -> None:
        """Take what C code has printed, which comes through separate pipes."""
        for fd, name in list(self._open.items()):
            data = b"" if name == "events" else _read_now(fd)
            if data:
                outputs.text(name, data.decode("utf-8", "replace"), len(data))

    def _watch(self) -> None:
        """Check what the kernel does not limit by itself.

        Raises:
            TooMuch: there are too many threads, or files take up too much.
        """
        most = self._limits.scratch_bytes
        may_be_more = not self._scratch.is_within(most)
        if may_be_more and self._scratch.size() + held_open(self._pid) > most:
            raise TooMuch(
                _(
                    "The notebook's Python process was ended in this cell: it used more than "
                    "{most} of files.",
                    most=in_mib(most),
                )
            )
        if threads(self._pid) > self._limits.threads:
            raise TooMuch(
                _(
                    "The notebook's Python process was ended in this cell: it used more than "
                    "{most} threads.",
                    most=self._limits.threads,
                )
            )

    def _send(self, message: dict[str, Any], deadline: float) -> str:
        """Send a message; return "sent", or "dead" or "late" for a child that does not read it."""
        data = memoryview(pack(message))
        while data:
            if not _wait(self._commands, selectors.EVENT_WRITE, deadline):
                return "late"
            try:
                data = data[os.write(self._commands, data) :]
            except BrokenPipeError:
                return "dead"
        return "sent"

    def _late_why(self) -> str:
        return _("The cell did not finish in time and was interrupted.")

    def _dead(self) -> Ending:
        """The child has ended by itself, or has closed its pipes and runs on unheard."""
        self.used = self._parent.kill()
        self._close_pipes()
        return Ending(self._how(), alive=False)

    def _killed(self, why: str, late: bool = False) -> Ending:
        self.end()
        return Ending(why, late=late, alive=False)

    def _how(self) -> str:
        """How it ended, in a sentence."""
        if self.used is None:
            return _(
                "The notebook's Python process ended in this cell: the sandbox does not say how."
            )
        status = self.used["status"]
        if os.WIFEXITED(status):
            return _(
                "The notebook's Python process ended in this cell: it left with exit status "
                "{status}.",
                status=os.WEXITSTATUS(status),
            )
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return _(
                "The notebook's Python process ended in this cell: it used more than {most} s of "
                "processor time.",
                most=self._limits.cpu_seconds,
            )
        if number == signal.SIGKILL:
            return _(
                "The notebook's Python process ended in this cell: it was killed, most likely "
                "because memory ran out."
            )
        if number == signal.SIGSEGV:
            return _(
                "The notebook's Python process ended in this cell: it crashed (segmentation fault)."
            )
        if number == signal.SIGABRT:
            return _("The notebook's Python process ended in this cell: it crashed (aborted).")
        return _(
            "The notebook's Python process ended in this cell: it was ended by signal {number}.",
            number=number,
        )

    def _close(self, fd: int) -> None:
        del self._open[fd]
        os.close(fd)

    def _close_pipes(self) -> None:
        for fd in list(self._open):
            self._close(fd)
        if self._commands >= 0:
            os.close(self._commands)
            self._commands = -1


def environment(scratch: Scratch, seed: str) -> dict[str, str]:
    """Everything that a notebook finds in its environment."""
    return {
        **ONE_THREAD,
        "HOME": str(scratch.seen_as),
        "TMPDIR": str(scratch.seen_as),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        SEED_VARIABLE: seed,
    }


def _wait(fd: int, event: int, until: float) -> bool:
    """Wait until a pipe can be read or written, or the time is up."""
    with selectors.DefaultSelector() as selector:
        selector.register(fd, event)
        return bool(selector.select(max(0.0, until - time.monotonic())))


def _read_now(fd: int) -> bytes:
    """What is there to read."""
    try:
        return os.read(fd, READ_BYTES)
    except BlockingIOError:
        return b""


def threads(pid: int) -> int:
    """How many threads a process has; 0 if the system does not say."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[17])
    except (OSError, ValueError, IndexError):
        return 0
