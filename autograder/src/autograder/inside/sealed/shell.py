"""The IPython shell that runs cells and sends what they display, as a Jupyter kernel does.

Messages have the names and the content of Jupyter's own protocol, so that the outputs built
from them look the same.
"""

import io
import sys
import threading
import time
import weakref
import zlib
from collections.abc import Callable
from typing import Any

from IPython.core import page
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import LSString, SList

Send = Callable[[dict[str, Any]], None]
SOON = 0.05  # seconds between two messages of a stream that nobody flushes
MUCH = 32 * 1024  # characters of a stream that are not held back
COMMAND_FAILED = 126  # as a Unix shell says that a command cannot be run


class Stream(io.TextIOBase):
    """sys.stdout or sys.stderr: text goes to the running cell.

    Text is held back for a moment, until something else is displayed or the cell ends. The
    first line after a pause is sent at once, so that little is lost if the process is killed.
    """

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, send: Send, fd: int) -> None:
        self.name = name
        self._send = send
        self._fd = fd
        self._held: list[str] = []
        self._size = 0
        self._sent_at = 0.0
        self._lock = threading.RLock()

    def write(self, text: str) -> int:
        """Take text; raises TypeError for anything else."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            self._held.append(text)
            self._size += len(text)
            paused = text.endswith("\n") and time.monotonic() - self._sent_at > SOON
            if paused or self._size > MUCH:
                self.flush()
        return len(text)

    def flush(self) -> None:
        """Send what is held back."""
        with self._lock:
            text, self._held, self._size = "".join(self._held), [], 0
            if text:
                self._sent_at = time.monotonic()
                self._send({"type": "stream", "name": self.name, "text": text})

    def writable(self) -> bool:
        """It is."""
        return True

    def isatty(self) -> bool:
        """It is not."""
        return False

    def fileno(self) -> int:
        """The file that C code writes to; that text is shown too."""
        return self._fd


def flush_streams() -> None:
    """Send what both streams hold back, so that it comes before what is displayed next."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


class Publisher(DisplayPublisher):
    """Sends what `display` shows.

    A thread that an earlier cell left behind may go on displaying; nobody is listening.
    """

    send: Send = staticmethod(lambda message: None)
    old_threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()

    def publish(  # type: ignore[override]  # a deprecated parameter is left out
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **ignored: Any,
    ) -> None:
        """Send one bundle of MIME type -> data."""
        flush_streams()
        self._validate_data(data, metadata)
        if threading.current_thread() in self.old_threads:
            return
        self.send(
            {
                "type": "update_display_data" if update else "display_data",
                "data": data,
                "metadata": metadata or {},
                "display_id": (transient or {}).get("display_id"),
            }
        )

    def clear_output(self, wait: bool = False) -> None:
        """Ask for the cell's outputs to be removed, at once or with the next one."""
        flush_streams()
        self.send({"type": "clear_output", "wait": bool(wait)})


class Hook(DisplayHook):
    """Sends the value of a cell's last line."""

    send: Send = staticmethod(lambda message: None)
    _bundle: dict[str, Any] = {}
    _metadata: dict[str, Any] = {}

    def start_displayhook(self) -> None:
        """Nothing precedes a result."""
        self._bundle, self._metadata = {}, {}

    def write_output_prompt(self) -> None:
        """The grader knows the number of the cell."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        """Take the bundle that the formatters made."""
        self._bundle, self._metadata = format_dict, md_dict or {}

    def finish_displayhook(self) -> None:
        """Send it."""
        flush_streams()
        if self._bundle:
            self.send({"type": "execute_result", "data": self._bundle, "metadata": self._metadata})
        self._bundle, self._metadata = {}, {}


class Compiler(CachingCompiler):
    """Names cells as a kernel does: the name appears in warnings."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """A file name for a cell's code, the same in every run."""
        return f"/tmp/ipykernel_0/{zlib.crc32(raw_code.encode('utf-8', 'replace'))}.py"


class Shell(InteractiveShell):
    """IPython without a terminal, a history on disk, or other processes."""

    def init_history(self) -> None:
        """Keep this session's history, in memory only."""
        self.history_manager = HistoryManager(shell=self, parent=self, enabled=False)
        self.configurables.append(self.history_manager)  # type: ignore[arg-type]

    def number_next_cell(self, count: int) -> None:
        """Make the next cell number `count`; in `In`, cells that were not run are empty."""
        self.execution_count = count
        history: Any = self.history_manager
        for inputs in (history.input_hist_parsed, history.input_hist_raw):
            inputs.extend([""] * (count - len(inputs)))

    def init_hooks(self) -> None:
        """Show nothing in a pager: help (`?`) has no place in an executed notebook."""
        super().init_hooks()
        self.set_hook("show_in_pager", page.as_hook(lambda *ignored, **more: None), 99)

    def enable_gui(self, gui: str | None = None) -> None:
        """There is none."""

    def ask_exit(self) -> None:
        """`exit` ends nothing: the notebook goes on with its next cell."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        flush_streams()
        try:
            text = str(evalue)
        except Exception:
            text = "(its message could not be read)"
        self.display_pub.send(  # type: ignore[attr-defined]
            {"type": "error", "ename": etype.__name__, "evalue": text, "traceback": list(stb)}
        )


def no_program(command: str, **ignored: object) -> None:
    """Replaces what runs `!ls` and `%pip` in a sealed shell: a command that fails."""
    name = command.split(maxsplit=1)[0] if command.split() else "nothing"
    why = "A notebook cannot start other programs while it is graded."
    print(f"{name}: not run. {why}", file=sys.stderr)
    Shell.instance().user_ns["_exit_code"] = COMMAND_FAILED


def no_output(command: str, split: bool = True, **ignored: object) -> Any:
    """Replaces what runs `x = !ls`: its output is empty."""
    no_program(command)
    return SList([]) if split else LSString("")


def no_debugger(*ignored: object, **also_ignored: object) -> None:
    """Replaces what `breakpoint()` calls, as in a kernel to which no debugger is attached."""


def no_input(prompt: object = "", /) -> str:
    """Replaces `input`: nobody is there to answer."""
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


def no_password(prompt: object = "", stream: object = None, **ignored: object) -> str:
    """Replaces `getpass.getpass`."""
    raise StdinNotImplementedError(
        "getpass was called, but this frontend does not support input requests."
    )


def new_shell() -> Shell:
    """The process's one shell, which displays nothing until it knows where to send it."""
    shell = Shell.instance(
        display_pub_class=Publisher, displayhook_class=Hook, compiler_class=Compiler
    )
    shell.db = {}  # `%cd` notes the folders it leaves there, and may not write to a disk
    return shell
