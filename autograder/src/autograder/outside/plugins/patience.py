"""How long it may take to turn a student's text into a page.

A text of a few kilobytes can keep an HTML parser or a regular expression busy for minutes. So
each gets a few seconds, and once several have used theirs up, the next get less: a page is shown
within a minute, whatever is on it.
"""

import signal
import threading
import time
from collections import deque
from collections.abc import Callable

SECONDS = 2.0  # processor time for one text
FEWER_SECONDS = 0.1  # if others have recently been given up
AGAIN = 0.1  # between two tries to stop: Python ignores exceptions raised while it frees an object
FEW, WHILE = 5, 60.0  # "recently": so many of them within so many seconds


class TookTooLong(BaseException):
    """A text is given up. A library's `except Exception` must not swallow this."""


_given_up: deque[float] = deque(maxlen=FEW)


def within_limits(make: Callable[[], str], otherwise: Callable[[], str]) -> str:
    """What `make` returns, or what `otherwise` returns if that takes too long.

    Only a process's main thread can be interrupted, but that is the one that makes pages.
    (Windows has no such timer.)
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        return make()
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _seconds(), AGAIN)
    try:
        return make()
    except (TookTooLong, RecursionError, MemoryError):
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        _given_up.append(time.monotonic())
        return otherwise()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


def _seconds() -> float:
    recent = sum(time.monotonic() - moment < WHILE for moment in _given_up)
    return FEWER_SECONDS if recent == FEW else SECONDS


def _stop(*_: object) -> None:
    raise TookTooLong
