"""Runs a notebook's cells sealed off from everything else, and returns it with outputs."""

import copy
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

from nbformat import NotebookNode

from autograder_check.broken_lines import Error, Statement, Stop, run_rest
from autograder_check.cell_model import is_practice, is_test
from autograder_check.messages import _

from ...inside.questions import Admitted
from ...inside.sealed.orders import ROOM
from . import machine
from .child import Child, Ending
from .limits import Limits
from .outputs import CellOutputs, Shown, error_output
from .parent import ParentGone, WarmParent
from .scratch import Scratch

LATE, DEAD = "CellTimeoutError", "DeadKernelError"  # the names that nbgrader and nbclient use
FIRST_UID = 2_000_000_000  # above any that a system gives out


@dataclass
class Run:
    """The result of running a notebook.

    Attributes:
        notebook: a copy with outputs and execution counts, as a Jupyter kernel would have left
            them. If a cell did not reach its end, or lost its answers, its
            `metadata.autograder.trouble` also says why.
        troubles: cell index -> why it has no outputs, or not all of them, in a sentence; or which
            of its lines failed while the others were run.
        seconds: wall time.
        cpu_seconds: processor time of all its processes.
        memory_bytes: the peak memory of any of its processes, including what they share.
    """

    notebook: NotebookNode
    troubles: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_bytes: int = 0


class Sandbox:
    """A place to run untrusted notebooks in; it keeps one warm parent process.

    Use it as a context manager, or call `close`. One notebook runs at a time.

    Args:
        limits: what a notebook may use up.
        unsafe: run the cells without the seal, with the rights of whoever calls this. Limits
            still apply, as far as the system has them.
        admitted: the part of a course that the cells get to see; `admit` changes it.

    Raises:
        SandboxUnavailable: this machine cannot seal a process, and `unsafe` is not set.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008
        unsafe: bool = False,
        admitted: Admitted = Admitted(),  # noqa: B008
    ) -> None:
        self.limits = limits
        self.admitted = admitted
        self.unsafe = unsafe
        self._parent: WarmParent | None = None
        self._lock = threading.Lock()
        if not unsafe:
            machine.check()
        elif not hasattr(os, "fork"):
            raise machine.SandboxUnavailable(
                "The sandbox has to fork, sealed or not, and this system cannot. Grade on Linux."
            )
        else:
            print("Warning: student code runs unsealed, with your rights.", file=sys.stderr)

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to warm up, so that the first run need not wait for it."""
        with self._lock:
            if self._parent is None:
                self._parent = WarmParent()

    def run(
        self,
        notebook: NotebookNode,
        files: Mapping[str, bytes],
        seed: str,
        limits: Limits | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> Run:
        """Run a notebook's code cells in order.

        Args:
            notebook: of nbformat 4; it is not changed.
            files: relative path -> content, for the folder in which the cells run.
            seed: the seed of the student's cases.
            limits: if not those of this sandbox.
            meanwhile: what to do, in another thread, while the cells run. If the run has to
                start over, this is done again.

        Raises:
            SandboxUnavailable: no process could be started or sealed.
            ValueError: a path in `files` leads out of the folder.
        """
        with self._lock:
            try:
                return self._run(notebook, files, seed, limits or self.limits, meanwhile)
            except ParentGone:
                # No notebook can cause this, so it gets a second chance. A busy machine can, and
                # may be less busy by then.
                self._stop()
                try:
                    return self._run(notebook, files, seed, limits or self.limits, meanwhile)
                except ParentGone:
                    raise machine.SandboxUnavailable(
                        "The sandbox's process ended twice while a notebook ran, or did not answer "
                        "in time. If the machine is overloaded, grade with fewer --jobs."
                    ) from None
            except (KeyboardInterrupt, SystemExit):
                self._stop()  # it may have been in the middle of an exchange
                raise

    def admit(self, admitted: Admitted) -> None:
        """Let the cells of the next notebooks see this much of a course, and no more."""
        with self._lock:
            self.admitted = admitted

    def close(self) -> None:
        """End the warm parent and remove what it left on disk."""
        with self._lock:
            self._stop()

    def _run(
        self,
        notebook: NotebookNode,
        files: Mapping[str, bytes],
        seed: str,
        limits: Limits,
        meanwhile: Callable[[], object],
    ) -> Run:
        if self._parent is not None and self._parent.admitted not in (None, self.admitted):
            self._stop()  # it has loaded the questions of another course
        if self._parent is None or not self._parent.alive:
            self._stop()
            self._parent = WarmParent()
        if self._parent.admitted is None:
            self._parent.admit(self.admitted)
        self._parent.ready()
        run = _NotebookRun(self._parent, notebook, files, seed, limits, not self.unsafe)
        return run.run(meanwhile)

    def _stop(self) -> None:
        if self._parent is not None:
            self._parent.close()
            self._parent = None


class _NotebookRun:
    """The run of one notebook: a child, and another if that one ends early."""

    def __init__(
        self,
        parent: WarmParent,
        notebook: NotebookNode,
        files: Mapping[str, bytes],
        seed: str,
        limits: Limits,
        sealed: bool,
    ) -> None:
        self._parent = parent
        self._files = files
        self._seed = seed
        self._limits = limits
        self._sealed = sealed
        self._child: Child | None = None
        self._scratch: Scratch | None = None
        self._shown = Shown()
        self._done: list[int] = []  # cells to replay in a fresh process
        self._counts: dict[int, int] = {}
        self._started = time.monotonic()
        self._until = self._started + limits.notebook_seconds
        self._result = Run(prepared(notebook))

    def run(self, meanwhile: Callable[[], object]) -> Run:
        """Run all cells, and do something else in another thread."""
        other = threading.Thread(target=meanwhile)
        cells = runnable(self._result.notebook)
        try:
            if cells:  # their process first, or the two threads would slow each other down
                self._start_child()
            other.start()
            for index in cells:
                self._counts[index] = len(self._counts) + 1
                self._run_cell(index)
        finally:
            self._end_child()
            if other.ident is not None:
                other.join()
        self._result.seconds = time.monotonic() - self._started
        return self._result

    def _run_cell(self, index: int) -> None:
        cell = self._result.notebook.cells[index]
        if not self._ready():
            why = _(
                "The notebook's time ({seconds} s) was used up before this cell could run.",
                seconds=f"{self._limits.notebook_seconds:g}",
            )
            cell.outputs = [error_output(LATE, why)]
            self._result.troubles[index] = why
            self._note(index)
            return
        outputs = CellOutputs(self._limits, self._shown, self._counts[index])
        ending = self._execute(index, outputs)
        cell.execution_count = self._counts[index]
        cell.outputs = outputs.outputs if ending.alive else outputs.without_answers()
        if ending.why:
            cell.outputs.append(error_output(LATE if ending.late else DEAD, ending.why))
        if told := ending.why or outputs.trouble or outputs.remark:
            self._result.troubles[index] = told
        if ending.why or outputs.lost_answers:
            self._note(index)
        if ending.alive and not ending.late:
            self._done.append(index)

    def _ready(self) -> bool:
        """Make sure of a process in the state that the earlier cells left; False if time is up."""
        while self._child is None:
            if time.monotonic() >= self._until:
                return False
            self._start_child()
            self._replay()
        return time.monotonic() < self._until

    def _replay(self) -> None:
        """Run the earlier cells again, unseen. One that ends this process too is dropped."""
        for index in list(self._done):
            ending = self._execute(index, CellOutputs(self._limits, Shown(), self._counts[index]))
            if ending.late or not ending.alive:
                self._done.remove(index)
            if not ending.alive:
                return

    def _execute(self, index: int, outputs: CellOutputs) -> Ending:
        assert self._child is not None
        deadline = min(time.monotonic() + self._limits.cell_seconds, self._until)
        cell = self._result.notebook.cells[index]
        ending = self._child.run(cell.source, self._counts[index], outputs, deadline)
        if outputs.last_error and ending.alive and not ending.late and not is_test(cell):
            ending = self._run_rest(index, outputs, deadline)
        if not ending.alive:
            self._end_child()
        return ending

    def _run_rest(self, index: int, outputs: CellOutputs, deadline: float) -> Ending:
        """See `run_rest`; what the statements display is added to the cell's outputs."""
        child, count, ending = self._child, self._counts[index], Ending()
        assert child is not None

        def run(statement: Statement) -> Error | None:
            nonlocal ending
            outputs.last_error = None
            ending = child.run(statement.source, count, outputs, deadline)
            if ending.why:
                raise Stop
            return _last_error(outputs)

        error = _last_error(outputs)
        assert error is not None
        outputs.remark = run_rest(self._result.notebook.cells[index].source, error, run)
        if outputs.remark:
            outputs.text("stderr", outputs.remark + "\n", len(outputs.remark))
        return ending

    def _start_child(self) -> None:
        self._scratch = scratch_for_child(self._parent, self._files, self._sealed)
        try:
            self._child = Child(self._parent, self._scratch, self._seed, self._limits, self._sealed)
        except BaseException:
            self._end_child()
            raise

    def _end_child(self) -> None:
        """End the process, add up what it used, and remove its folder."""
        child, scratch, self._child, self._scratch = self._child, self._scratch, None, None
        if child is not None:
            child.end()
            used = child.used or {}
            self._result.cpu_seconds += used.get("cpu_seconds", 0.0)
            self._result.memory_bytes = max(self._result.memory_bytes, used.get("memory_bytes", 0))
        if scratch is not None:
            scratch.remove()

    def _note(self, index: int) -> None:
        """Write a cell's trouble where the judge looks for why answers are missing."""
        metadata = self._result.notebook.cells[index].metadata
        why = self._result.troubles[index]
        metadata["autograder"] = {**metadata.get("autograder", {}), "trouble": why}


def _last_error(outputs: CellOutputs) -> Error | None:
    shown = outputs.last_error
    return Error(shown.ename, shown.evalue, shown.traceback) if shown else None


def prepared(notebook: NotebookNode) -> NotebookNode:
    """A copy without outputs, and with what a kernel says about its language."""
    fresh = copy.deepcopy(notebook)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    fresh.metadata["language_info"] = NotebookNode(
        name="python",
        version=sys.version.split()[0],
        mimetype="text/x-python",
        codemirror_mode=NotebookNode(name="ipython", version=sys.version_info[0]),
        pygments_lexer="ipython3",
        nbconvert_exporter="python",
        file_extension=".py",
    )
    return fresh


def runnable(notebook: NotebookNode) -> list[int]:
    """The indices of the code cells that are not empty, without those that ask for a verdict."""
    return [
        index
        for index, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and cell.source.strip() and not is_practice(cell)
    ]


def scratch_for_child(parent: WarmParent, files: Mapping[str, bytes], sealed: bool) -> Scratch:
    """A new scratch folder, which root gives to a user that exists nowhere else.

    Raises:
        ParentGone: the warm parent has ended, and its space with it.
    """
    try:
        return _scratch_for_child(parent, files, sealed)
    except OSError:
        if not parent.room.exists():
            raise ParentGone("the warm parent's space is gone") from None
        raise


def _scratch_for_child(parent: WarmParent, files: Mapping[str, bytes], sealed: bool) -> Scratch:
    seen_as, private = parent.folder / ROOM, sealed and parent.has_space
    if sealed and os.geteuid() == 0:
        try:
            return Scratch(parent.room, files, FIRST_UID + parent.pid, seen_as, private)
        except OSError:
            pass  # in a container without such users, root stays root, but without its rights
    return Scratch(parent.room, files, None, seen_as, private)
