"""Runs a question's cases in a student's own kernel, and lets nothing of it get out of hand.

What is tried may print, display, exit, wait for input or never end. None of it reaches the
notebook, and the time for a case is limited.
"""

import builtins
import contextlib
import functools
import io
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from autograder.inside.plain import Plain
from autograder.inside.program import answer_case
from autograder.inside.question import Case, Question

CASE_SECONDS = 5.0
LOOK_SECONDS = 0.05


class TookTooLong(Exception):
    """A case was stopped.

    Attributes:
        case: which.
        seconds: that it had.
    """

    def __init__(self, case: Case, seconds: float) -> None:
        super().__init__(f"a case was stopped after {seconds:g} s")
        self.case = case
        self.seconds = seconds


def try_cases(
    question: Question,
    cases: list[Case],
    names: dict[str, Any],
    progress: Callable[[int], None] = lambda done: None,
    seconds: float = CASE_SECONDS,
) -> list[Plain]:
    """The answers of `names` to the cases, in order; `seconds` are for each.

    Raises:
        TookTooLong: one of them did not come to an end.
        KeyboardInterrupt: the student has stopped it.
    """
    answers: list[Plain] = []
    with Watch(seconds) as watch:
        for place, case in enumerate(cases):
            progress(place)
            answer = watch.within_time(functools.partial(_quietly, question, case, names))
            if answer is None:
                raise TookTooLong(case, seconds)
            answers.append(answer)
    return answers


class Watch:
    """Interrupts what takes too long, as the kernel's stop button would.

    It works in the main thread, which runs a notebook's cells; anywhere else there is no limit.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._until: float | None = None
        self._fired = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._handler: Any = None

    def __enter__(self) -> "Watch":
        if threading.current_thread() is threading.main_thread():
            self._handler = signal.signal(signal.SIGINT, signal.default_int_handler)
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._handler is not None:
            signal.signal(signal.SIGINT, self._handler)

    def within_time(self, work: Callable[[], Plain]) -> Plain | None:
        """What `work` returns; None if it was stopped."""
        self._fired = False
        try:
            self._until = time.monotonic() + self._seconds
            try:
                return work()
            finally:
                with self._lock:  # from here on, no interrupt is sent
                    self._until = None
        except KeyboardInterrupt:
            self._until = None
            if not self._fired:
                raise  # the student's own
            return None

    def _look(self) -> None:
        """Send an interrupt when the time is up, and again if it was caught."""
        while not self._over.wait(LOOK_SECONDS):
            with self._lock:
                if self._until is not None and time.monotonic() > self._until:
                    self._fired = True
                    _interrupt_main_thread()


def _interrupt_main_thread() -> None:
    if hasattr(signal, "pthread_kill"):  # also wakes a sleep
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()


def _quietly(question: Question, case: Case, names: dict[str, Any]) -> Plain:
    with _nothing_shown(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return answer_case(question, case, names)


class _Nowhere(io.TextIOBase):
    """Takes whatever is printed, and keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def _nothing_shown() -> Iterator[None]:
    """Let nothing be printed, displayed, asked for or ended."""
    nowhere = _Nowhere()
    kept = sys.stdout, sys.stderr, builtins.input
    shell = _shell()
    publisher: Any = getattr(shell, "display_pub", None)
    try:
        sys.stdout = sys.stderr = nowhere  # type: ignore[assignment]
        builtins.input = _no_input
        if shell is not None:
            shell.ask_exit = _exit
            publisher.publish = _publish_nothing
        yield
    finally:
        sys.stdout, sys.stderr, builtins.input = kept
        if shell is not None:
            del shell.ask_exit, publisher.publish  # the class's own come back


def _shell() -> Any:
    """IPython's shell, if this runs in one."""
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _no_input(prompt: object = "") -> str:
    raise EOFError("nobody is there to answer")


def _exit() -> None:
    raise SystemExit


def _publish_nothing(*_: Any, **__: Any) -> None:
    pass
