"""The grader's end of the warm parent: starts it, and orders it to fork, interrupt and kill."""

import contextlib
import json
import os
import shutil
import site
import socket
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...inside.questions import Admitted
from ...inside.sealed.orders import COURSE, FORK, FORK_UNSEALED, INTERRUPT, KILL, MARK, ROOM, SPACE
from .limits import MIB
from .machine import SandboxUnavailable
from .messages import Malformed, Reader

START_SECONDS = 120.0  # the first start on a machine makes Matplotlib look for fonts
ANSWER_SECONDS = 20.0
MOST_BYTES = 64 * 1024
PROGRAM = "from autograder.inside.sealed.start import main; main()"

# Children run side by side, so each computes in one thread unless it asks for more.
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")


class ParentGone(RuntimeError):
    """The warm parent has ended or no longer answers; another can be started."""


class WarmParent:
    """A warm parent, which is starting, and the folder that it works in.

    Attributes:
        room: the folder for scratch folders. If the warm parent has a private file system there,
            this is a path through /proc that leads into it.
        has_space: whether it has such a file system; known when it is ready.
        admitted: the part of a course that its children see; None before the first fork.
    """

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="autograder-")).resolve()
        self.room = self.folder / ROOM
        self.has_space = False
        self.admitted: Admitted | None = None
        self._is_ready = False
        self._is_lost = False
        self._ended: dict[str, Any] | None = None
        self._waiting: list[dict[str, Any]] = []
        self._reader = Reader(MOST_BYTES)
        self._control, theirs = socket.socketpair()
        try:
            # Children become separate users, who must be able to reach their folders.
            self.folder.chmod(0o711)
            (self.folder / MARK).touch()
            (self.folder / SPACE).mkdir(mode=0o711)
            with theirs, open(self.folder / "log", "wb") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", PROGRAM],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    cwd=self.folder,
                    env=environment(self.folder),
                    start_new_session=True,
                )
            self.pid = self._process.pid
        except BaseException:
            self.close()
            raise

    def ready(self) -> None:
        """Wait until it is warm.

        Raises:
            SandboxUnavailable: it did not start; the message says why.
        """
        if self._is_ready:
            return
        try:
            ready = self._answer("ready", START_SECONDS)
        except ParentGone:
            said = (self.folder / "log").read_text(errors="replace").strip().splitlines()
            raise SandboxUnavailable(
                "The sandbox's process did not start: " + (said[-1] if said else "it said nothing")
            ) from None
        self.has_space = ready["own space"]
        if self.has_space:
            self.room = Path(f"/proc/{self.pid}/root{self.folder}", ROOM)
        self._is_ready = True

    def admit(self, admitted: Admitted) -> None:
        """Say, before the first fork, which part of a course its children get to see."""
        named = asdict(admitted)
        (self.folder / COURSE).write_text(json.dumps(named), encoding="utf-8")
        self.admitted = admitted

    def fork(self, pipes: list[int], sealed: bool) -> None:
        """Make it fork a child that takes these four pipes.

        Raises:
            ParentGone: it cannot.
        """
        self._ended = None
        try:
            socket.send_fds(self._control, [FORK if sealed else FORK_UNSEALED], pipes)
        except OSError:
            raise self._lost() from None
        self._answer("forked", ANSWER_SECONDS)

    def interrupt(self) -> None:
        """Make it send SIGINT to the child, if there is one; return once it is sent."""
        self._order(INTERRUPT)

    def kill(self) -> dict[str, Any]:
        """Make it kill the child; return what it says about the child's end."""
        self._order(KILL)
        return self.ended()

    def ended(self) -> dict[str, Any]:
        """Wait for the end of the child that is ending.

        Returns:
            `status` as from `os.wait`, `cpu_seconds` and `memory_bytes` (the peak).
        """
        if self._ended is None:
            self._answer("ended", ANSWER_SECONDS)
        assert self._ended is not None
        return self._ended

    def close(self) -> None:
        """End it, and its child, and remove its folder."""
        self._control.close()
        process = getattr(self, "_process", None)
        if process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(ANSWER_SECONDS)
            if process.poll() is None:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def alive(self) -> bool:
        """Whether it is still running, and has always answered."""
        return not self._is_lost and self._process.poll() is None

    def _order(self, order: bytes) -> None:
        try:
            self._control.sendall(order)
        except OSError:
            raise self._lost() from None
        self._answer("signalled", ANSWER_SECONDS)

    def _answer(self, kind: str, seconds: float) -> dict[str, Any]:
        """The next message of this kind; news of a child's end may come before it."""
        self._control.settimeout(seconds)
        while True:
            while self._waiting:
                message = self._waiting.pop(0)
                if message["type"] == "ended":
                    self._ended = message
                if message["type"] == kind:
                    return message
            try:
                data = self._control.recv(MOST_BYTES)
                self._waiting += [message for message, _ in self._reader.feed(data)]
            except (OSError, Malformed):
                data = b""
            if not data:
                raise self._lost()

    def _lost(self) -> ParentGone:
        # A late answer would be taken for the answer to the next order.
        self._is_lost = True
        return ParentGone()


def environment(folder: Path) -> dict[str, str]:
    """The environment that the warm parent starts with: nothing secret of the grader's."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    if site.ENABLE_USER_SITE:
        passed["PYTHONUSERBASE"] = site.getuserbase()
    return {
        **passed,
        **ONE_THREAD,
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(font_cache(folder)),
        "MALLOC_ARENA_MAX": "2",  # or threads would reserve more address space than they use
        # The memory of one picture is kept for the next, which saves a notebook that draws
        # about 5 % of its time.
        "MALLOC_MMAP_THRESHOLD_": str(32 * MIB),
        "MALLOC_TRIM_THRESHOLD_": str(64 * MIB),
        "PYTHONHASHSEED": "0",  # sets have the same order when a notebook is graded again
        "PYTHONUTF8": "1",
    }


def font_cache(folder: Path) -> Path:
    """Where Matplotlib keeps its list of fonts, which takes a long time to make."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    cache = Path(home) / "autograder" / "matplotlib"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        cache = folder / "matplotlib"
    return cache
