"""The warm parent: imports once what notebooks need, then forks a child for each.

It reads one-byte orders from a socket, its standard input: fork (with the child's four
pipes), interrupt the child, kill it. It answers with messages. It sees no notebook, no
seed and no output: those pass only between the grader and the child.
"""

import asyncio
import contextlib
import gc
import io
import json
import os
import random
import select
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, NoReturn

import matplotlib
import numpy as np
import numpy.random  # NumPy would import it when it is used: 0.015 s in each notebook
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .. import ask, questions  # noqa: F401  (notebooks ask)
from ..questions import Admitted
from . import own_proc, rlimits
from .frames import Messages, pack, read_message
from .orders import (
    COURSE,
    FORK,
    FORK_UNSEALED,
    INTERRUPT,
    KILL,
    MARK,
    ROOM,
    SPACE,
)
from .readable import hidden_packages
from .runner import Runner
from .seal import Seal, leave_files
from .shell import new_shell, no_debugger, no_output, no_program
from .space import end_all_others, give_up

SIGNALS = {INTERRUPT: signal.SIGINT, KILL: signal.SIGKILL}
IDLE_SECONDS = 600.0  # after so long with nothing to do it ends; the grader starts another


def main(has_space: bool) -> None:
    """Serve the grader at the other end of standard input until it goes away.

    Args:
        has_space: see `space.own_space`.
    """
    control = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    own = os.getcwd()
    above = os.open("..", os.O_RDONLY)  # it may be out of sight at the end
    try:
        gc.disable()
        os.mkdir(ROOM, 0o711)
        shell = warm_up()
        _keep_still()
        gc.enable()
        control.sendall(pack({"type": "ready", "own space": has_space}))
        Parent(control, shell, has_space).serve()
    except BrokenPipeError:
        pass  # the grader was killed meanwhile
    finally:
        # The grader made the folder for us, but it may no longer be there to remove it.
        remove_folder(os.path.basename(own), above)
    os._exit(0)  # at once: the grader is waiting, and there is nothing to clean up


class Parent:
    """Forks one child at a time and tells the grader how each ended."""

    def __init__(self, control: socket.socket, shell: Any, has_space: bool) -> None:
        self._control = control
        self._shell = shell
        self._has_space = has_space
        self._seal: Seal | None = None
        self._admitted: Admitted | None = None
        self._child = 0
        self._forks = 0
        self._woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *signalled: None)

    def serve(self) -> None:
        """Follow orders until the grader is gone or has none for a long time."""
        while True:
            awaited: list[Any] = [self._control, self._woken]
            ready, _, _ = select.select(awaited, [], [], IDLE_SECONDS)
            if self._woken in ready:
                os.read(self._woken, 512)
                self._reap(os.WNOHANG)
            if self._control in ready:
                order, pipes, _, _ = socket.recv_fds(self._control, 1, 4)
                if not order:
                    break
                self._follow(order, pipes)
            if not ready and not self._child:
                break
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)

    def _follow(self, order: bytes, pipes: list[int]) -> None:
        if order in (FORK, FORK_UNSEALED):
            if self._admitted is None:
                self._admitted = admit()
                _keep_still()
            if order == FORK and self._seal is None:
                self._seal = Seal(self._admitted, self._has_space)
            self._forks += 1
            if self._forks == 2:
                # Loads the grammar of formulas: saves 0.05 s in each notebook that draws one. A
                # single notebook starts sooner without it.
                _practice_a_figure("$x_1^2$")
                _practice_an_error(self._shell)
                _keep_still()
            self._child = os.fork()
            if not self._child:
                seal = self._seal if order == FORK else None
                become_child(self._shell, pipes, seal, self._admitted)
            for fd in pipes:
                os.close(fd)
            self._say({"type": "forked"})
        else:
            if self._child:
                os.kill(self._child, SIGNALS[order])
            self._say({"type": "signalled"})

    def _reap(self, options: int) -> None:
        if not self._child:
            return
        pid, status, used = os.wait4(self._child, options)
        if pid:
            self._child = 0
            end_all_others()
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)  # where there are others that we must not end
            unit = 1 if sys.platform == "darwin" else 1024
            self._say(
                {
                    "type": "ended",
                    "status": status,
                    "cpu_seconds": used.ru_utime + used.ru_stime,
                    "memory_bytes": used.ru_maxrss * unit,
                }
            )

    def _say(self, message: dict[str, Any]) -> None:
        self._control.sendall(pack(message))


def remove_folder(name: str, above: int) -> None:
    """Remove the folder that we work in, if it was made for us; `above` is its parent, open."""
    with contextlib.suppress(OSError):
        os.stat(os.path.join(name, MARK), dir_fd=above)
        give_up(SPACE)
        shutil.rmtree(name, ignore_errors=True, dir_fd=above)


def warm_up() -> Any:
    """Import and try out what every notebook uses; return the one IPython shell, still fresh."""
    matplotlib.use("agg")
    # The first figure of a process reads fonts: saves 0.02 s in each notebook that draws.
    _practice_a_figure("x")
    shell = new_shell()
    shell.enable_matplotlib("inline")
    return shell


def admit() -> Admitted:
    """Import the questions that the grader named; return what children see of the course."""
    with open(COURSE, encoding="utf-8") as file:
        named = json.load(file)
    own = tuple((name, text) for name, text in named["own"])
    admitted = Admitted(tuple(named["modules"]), own, tuple(named["hidden"]))
    questions.use(questions.load(admitted))
    return admitted


def _keep_still() -> None:
    """Keep children from touching what is here: they copy every page that they write to."""
    sys.path_importer_cache.clear()  # lists all files in the folders imported from
    gc.freeze()
    # The collector does not count what is frozen, so it would take a child for a small process
    # and go through all its objects far sooner than in a kernel: 0.06 s in a profile of one
    # notebook; runs of whole notebooks differ by more than that among themselves.
    gc.set_threshold(700, 10, 100)


def _practice_a_figure(label: str) -> None:
    """Draw once, unseen and small."""
    figure = Figure(figsize=(1, 1), dpi=20)
    ax = figure.add_subplot()
    ax.plot([0, 1], label=label)
    ax.contour([[0, 1], [2, 3]])
    ax.legend()
    FigureCanvasAgg(figure).print_figure(io.BytesIO(), bbox_inches="tight")


def _practice_an_error(shell: Any) -> None:
    """Import all that showing an error takes: a child may be unable to open more files."""
    try:
        raise ValueError
    except ValueError as error:
        shell.InteractiveTB.structured_traceback(ValueError, error, error.__traceback__)


def become_child(shell: Any, pipes: list[int], seal: Seal | None, admitted: Admitted) -> NoReturn:
    """What the forked process does: seal itself, run cells, and end without a trace."""
    status = 1
    try:
        _run_child(shell, pipes, seal, admitted)
        status = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(status)


def _run_child(shell: Any, pipes: list[int], seal: Seal | None, admitted: Admitted) -> None:
    commands, events = _move_pipes(pipes)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    number = own_proc.number()
    leave_files([0, 1, 2, commands, events, *([seal.ruleset] if seal else [])])
    order = read_message(commands)
    messages = Messages(events)
    _settle(order, shell, admitted)
    if seal:
        shell.system, shell.getoutput = no_program, no_output
        seal.close(order["uid"], order["limits"])
    else:
        rlimits.apply(order["limits"], counts_own_threads=False)
        own_proc.leave()
    sys.breakpointhook = no_debugger
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    runner = Runner(shell, messages, order["limits"]["output_bytes"])
    messages.send({"type": "ready", "pid": number})
    loop.run_until_complete(runner.serve(commands))


def _move_pipes(pipes: list[int]) -> tuple[int, int]:
    """Put the child's pipes where they belong; return the two that are not standard files."""
    commands, events, output, errors = pipes
    os.dup2(output, 1)
    os.dup2(errors, 2)
    return commands, events


def _settle(order: dict[str, Any], shell: Any, admitted: Admitted) -> None:
    """Fit the process to the notebook: its folder, environment, modules and random numbers."""
    os.chdir(order["scratch"])
    os.environ.clear()
    os.environ.update(order["environment"])
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    sys.path[:] = ["", *(path for path in sys.path if path)]
    sys.path_importer_cache.clear()
    sys.meta_path.insert(0, BesideTheNotebook(order["scratch"], admitted))
    sys.modules["__main__"] = shell.user_module
    # Code that draws without a seed draws the same numbers when it is graded again.
    random.seed(order["environment"].get("AUTOGRADER_SEED"))
    np.random.seed(random.getrandbits(32))


class BesideTheNotebook:
    """Finds hidden packages beside the notebook or not at all."""

    def __init__(self, folder: str, admitted: Admitted) -> None:
        self._folder = folder
        self._hidden = hidden_packages(admitted)
        # Packages that are partly open: their other parts exist nowhere else.
        self._trusted = {"autograder", *(m.partition(".")[0] for m in admitted.modules)}
        self._open = ("autograder.inside", *(m.rpartition(".")[0] for m in admitted.modules))

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The package's spec, or None for packages that are not hidden."""
        if name.partition(".")[0] not in self._hidden or name.startswith(self._open):
            return None
        if path is None:
            spec = PathFinder.find_spec(name, [self._folder])
        elif name.partition(".")[0] in self._trusted:
            spec = None
        else:
            return None  # a submodule: its package has been found
        if spec is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return spec
