"""This process's sandboxes: one per thread, started once and then warm for every notebook."""

import atexit
import contextlib
import threading

from ..sandbox import Sandbox

_here = threading.local()
_open: list[Sandbox] = []


def warm_sandbox(unsafe: bool = False) -> Sandbox:
    """This thread's sandbox; made on the first call."""
    known = getattr(_here, "sandbox", None)
    if known is None or known.unsafe != unsafe:
        if known is not None:
            _close(known)
        _here.sandbox = known = Sandbox(unsafe=unsafe)
    if known not in _open:  # a new one, or one that was closed and is used again
        _open.append(known)
    return known


def warm_up(unsafe: bool) -> None:
    """Begin to get this thread's sandbox ready for its first notebook."""
    with contextlib.suppress(OSError):  # no seal, a full disk: the first notebook will report it
        warm_sandbox(unsafe).start()


@atexit.register
def close_sandboxes() -> None:
    """End the sandboxes of all threads of this process."""
    while _open:
        _close(_open[-1])


def _close(sandbox: Sandbox) -> None:
    with contextlib.suppress(ValueError):
        _open.remove(sandbox)
    with contextlib.suppress(Exception):  # it may be gone already
        sandbox.close()
