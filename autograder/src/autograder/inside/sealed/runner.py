"""Runs cells in a sealed process, one at a time, as the grader sends them.

The process has one event loop, which runs while cells do, as in a Jupyter kernel. So `await`
works at the top level of a cell, and a task that one cell starts goes on in the next.
"""

import asyncio
import builtins
import getpass
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .frames import Messages, read_message
from .shell import Hook, Publisher, Shell, Stream, flush_streams, no_input, no_password

ASYNCHRONOUS = "await", "async"  # a cell without these words need not be parsed twice


class Runner:
    """Runs the cells of one notebook in `shell` and sends what they display."""

    def __init__(self, shell: Shell, messages: Messages, most_bytes: int) -> None:
        self._shell = shell
        self._messages = messages
        self._most_bytes = most_bytes
        self._left = 0
        Publisher.send = staticmethod(self._send)
        Hook.send = staticmethod(self._send)
        sys.stdout = Stream("stdout", self._send, 1)  # type: ignore[assignment]
        sys.stderr = Stream("stderr", self._send, 2)  # type: ignore[assignment]
        builtins.input = no_input
        getpass.getpass = no_password

    async def serve(self, commands: int) -> None:
        """Run the cells that arrive on the pipe `commands` until it is closed."""
        loop = asyncio.get_running_loop()
        while True:
            arrived = asyncio.Event()
            loop.add_reader(commands, arrived.set)
            await arrived.wait()
            loop.remove_reader(commands)
            command = read_message(commands)
            if command is None:
                return
            await self.run(command["source"], command["count"])

    async def run(self, source: str, count: int) -> None:
        """Run one cell as number `count` and say when it is done."""
        self._shell.number_next_cell(count)
        Publisher.old_threads.update(
            thread for thread in threading.enumerate() if thread is not threading.main_thread()
        )
        self._left = self._most_bytes
        try:
            await self._run(source)
        except BaseException as error:  # what a student's hooks raise past IPython
            self._send_error(error)
        finally:
            _ignore_interrupts()
        try:
            flush_streams()
        except Exception as error:  # they may have been replaced
            self._send_error(error)
        self._messages.send({"type": "done"})

    async def _run(self, source: str) -> None:
        shell = self._shell
        analysis = self._analysis(source)
        if analysis is None:
            with _interrupts(signal.default_int_handler):
                shell.run_cell(source, store_history=True)
            return
        cell = asyncio.ensure_future(shell.run_cell_async(source, store_history=True, **analysis))
        loop = asyncio.get_running_loop()
        with _interrupts(lambda *signalled: loop.call_soon_threadsafe(cell.cancel)):
            result = None
            try:
                result = await cell
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)

    def _analysis(self, source: str) -> dict[str, Any] | None:
        """What IPython needs to run a cell that awaits something; None for any other cell."""
        if not any(word in source for word in ASYNCHRONOUS):
            return None
        analysis: dict[str, Any]
        try:
            transformed = self._shell.transform_cell(source)
            analysis = {"transformed_cell": transformed, "preprocessing_exc_tuple": None}
        except Exception:
            analysis = {"transformed_cell": source, "preprocessing_exc_tuple": sys.exc_info()}
        return analysis if self._shell.should_run_async(source, **analysis) else None

    def _send(self, message: dict[str, Any]) -> None:
        """Send what a cell displays, but little more text than the grader keeps.

        The grader does its own counting; this spares both sides the work of a flood.
        """
        if message["type"] == "stream":
            if self._left < 0:
                return
            self._left -= len(message["text"])
        self._messages.send(message)

    def _send_error(self, error: BaseException) -> None:
        self._messages.send(
            {
                "type": "error",
                "ename": type(error).__name__,
                "evalue": str(error),
                "traceback": [f"{type(error).__name__}: {error}"],
            }
        )


@contextmanager
def _interrupts(handler: Any) -> Iterator[None]:
    """Let SIGINT reach the cell while it runs; at other times it is ignored."""
    signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        _ignore_interrupts()


def _ignore_interrupts() -> None:
    while True:
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        except KeyboardInterrupt:  # it came at the last moment
            continue
        return
