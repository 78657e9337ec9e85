"""Runs the cells of a notebook in a kernel; whatever they do, this ends and says what happened."""

import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from .broken_lines import Error, Statement, Stop, run_rest
from .cell_model import is_practice, is_test
from .messages import _

KERNEL = "python3"
# `exit` ends nothing, as in the grader: the notebook goes on with its next cell.
STAYING = "--IPKernelApp.exec_lines=get_ipython().ask_exit = lambda: None"
# A runner's channels and tokens are none of a notebook's business.
PRIVATE = ("GITHUB_", "ACTIONS_", "RUNNER_")
TOOK_TOO_LONG = "TookTooLong"


@dataclass(frozen=True)
class Limits:
    """How many seconds one cell may take, and all cells together."""

    cell_seconds: float = 60.0
    notebook_seconds: float = 480.0


@dataclass
class CellRun:
    """What happened to one code cell.

    Attributes:
        seconds: how long it took.
        error: the name and the text of the exception that ended it, or None.
        trouble: why it did not run to the end, in a sentence, or "".
        remark: which of its lines failed while the others were run, or "".
        ended: whether it ended Python.
    """

    seconds: float = 0.0
    error: tuple[str, str] | None = None
    trouble: str = ""
    remark: str = ""
    ended: bool = False


def run_notebook(notebook: NotebookNode, folder: Path, limits: Limits) -> dict[int, CellRun]:
    """Run all code cells of a notebook in place, in `folder`.

    Args:
        notebook: as `reading` returns it: no outputs, and no tags that nbclient would obey.

    Returns:
        The place of each code cell -> what happened to it.
    """
    places = [
        place
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and not is_practice(cell)
    ]
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        allow_errors=True,
        # The reply that nbclient makes up for a cell that was interrupted.
        interrupt_on_timeout=True,
        error_on_timeout={"ename": TOOK_TOO_LONG, "evalue": "", "traceback": []},
        resources={"metadata": {"path": str(folder)}},
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR", STAYING],
    )
    client.log = _silent_log()  # type: ignore[assignment]
    ends = time.monotonic() + limits.notebook_seconds
    runs: dict[int, CellRun] = {}
    stopped = ""
    with client.setup_kernel(env=_environment()):
        for place in places:
            left = ends - time.monotonic()
            if not stopped and left <= 0:
                stopped = _(
                    "It was not run: the notebook's {seconds} s were used up.",
                    seconds=f"{limits.notebook_seconds:g}",
                )
            runs[place] = (
                CellRun(trouble=stopped)
                if stopped
                else _run_cell(client, notebook.cells[place], place, min(left, limits.cell_seconds))
            )
            if runs[place].ended:
                stopped = _("It was not run: a cell before it ended Python.")
    return runs


def _run_cell(client: NotebookClient, cell: NotebookNode, place: int, seconds: float) -> CellRun:
    # nbclient counts whole seconds, and 0 would mean no limit.
    client.timeout = max(1, round(seconds))
    started = time.monotonic()
    error, trouble, remark, ended = None, "", None, False
    try:
        reply = _execute(client, cell, place)
        if reply.get("status") == "error" and not is_test(cell):
            remark = _run_rest(client, cell, place, _error(reply), started + seconds)
    except DeadKernelError:
        reply, ended = {}, True
        trouble = _("It ended Python, by exit() or by using too much memory.")
    if reply.get("ename") == TOOK_TOO_LONG:
        trouble = _(
            "It took more than {seconds} s and was stopped. Is there an endless loop?",
            seconds=client.timeout,
        )
    elif reply.get("status") == "aborted":
        trouble = _("It was not run: the cell before it could not be stopped.")
    elif reply.get("status") == "error":
        error = (str(reply.get("ename")), str(reply.get("evalue")))
    return CellRun(time.monotonic() - started, error, trouble, remark or "", ended)


def _run_rest(
    client: NotebookClient, cell: NotebookNode, place: int, error: Error, until: float
) -> str | None:
    """See `run_rest`; what the statements display is added to the cell's outputs."""

    def run(statement: Statement) -> Error | None:
        left = until - time.monotonic()
        if left <= 0:
            raise Stop
        client.timeout = max(1, round(left))
        alone = new_code_cell(statement.source)
        reply = _execute(client, alone, place)
        cell.outputs += alone.outputs
        return _error(reply) if reply.get("status") == "error" else None

    try:
        return run_rest(cell.source, error, run)
    finally:
        client.nb.cells[place] = cell  # where nbclient has put the statements


def _error(reply: dict[str, Any]) -> Error:
    return Error(str(reply.get("ename")), str(reply.get("evalue")), reply.get("traceback") or ())


def _execute(client: NotebookClient, cell: NotebookNode, place: int) -> dict[str, Any]:
    """Let the kernel run a cell; return its reply, which is empty for an empty cell."""
    replies: list[dict[str, Any]] = [{}]
    client.on_cell_executed = lambda execute_reply, **_: replies.append(execute_reply["content"])
    client.execute_cell(cell, place)
    return replies[-1]


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(PRIVATE)}


def _silent_log() -> logging.Logger:
    """A log that goes nowhere: the findings report failing cells in better words than nbclient."""
    log = logging.getLogger(__name__)
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log
