"""`verdict`: what a student's implementation would get, as often as they like to ask.

The course's server sends a question's cases. They are run here, in the student's own kernel, and
the answers are sent back: plain data. The server judges them, and what it says is shown. No points
are kept.
"""

import json
import os
import sys
import time
from typing import Any

from .messages import _, speaking
from .server import NoVerdict, find_server, get_draw, send_answers

GRADED = "AUTOGRADER_SEED"  # is set where a notebook is graded, and nobody practises
VERSION = 1  # of the form of answers
MOST_BYTES = 1024 * 1024  # of answers
SMALL = 16 * 1024  # an answer that is longer is sent as a note of its length, if there is need
PROGRESS_SECONDS = 0.3


def show_verdict(
    question: str, server: str | None, names: dict[str, Any] | None, language: str
) -> None:
    """Ask for a verdict and show it; see `autograder_check.verdict`."""
    if GRADED in os.environ:
        return
    line = Line()
    with speaking(language):
        try:
            line.show(*_verdict(question, server, names, line))
        except NoVerdict as why:
            line.show(str(why))
        except KeyboardInterrupt:
            line.show(_("Stopped: nothing was sent."))


class Line:
    """An output of the cell that is replaced by the next one: first progress, then the verdict."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._shown = 0.0

    def show(self, text: str, html: str = "") -> None:
        """Show this instead of what was there."""
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        self._shown = time.monotonic()
        if get_ipython() is None:
            if html or not text.endswith("…"):
                print(text)
            return
        data = {"text/plain": text, **({"text/html": html} if html else {})}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)

    def tell(self, text: str) -> None:
        """Show how far it has come, but not more often than can be read."""
        if time.monotonic() - self._shown > PROGRESS_SECONDS:
            self.show(text)


def _verdict(
    question: str, url: str | None, names: dict[str, Any] | None, line: Line
) -> tuple[str, str]:
    """The verdict as text and as HTML."""
    server = find_server(url)
    if server is None:
        raise NoVerdict(
            _(
                "No server for verdicts is known here, so the checks above must do. If your course "
                "has one, set AUTOGRADER_SERVER to its address."
            )
        )
    try:
        from autograder.inside.drawn import received
        from autograder.inside.said import say_case

        from .trying import TookTooLong, try_cases
    except ImportError:
        raise NoVerdict(
            _(
                "Verdicts need the part of the autograder that runs cases, which is not installed "
                "here: install the package autograder-check."
            )
        ) from None
    line.show(_("Asking for cases …"))
    draw, signed, place = get_draw(server, question)
    asked, cases = received(draw)
    mine = _namespace() if names is None else names
    if missing := [name for name in asked.needs if name not in mine]:
        listed = ", ".join(f"`{name}`" for name in missing)
        raise NoVerdict(_("First run the cells that define {names}, then ask again.", names=listed))
    given = {name: mine[name] for name in asked.needs}

    def progress(done: int) -> None:
        line.tell(_("Trying case {number} of {count} …", number=done + 1, count=len(cases)))

    try:
        answers = try_cases(asked, cases, given, progress)
    except TookTooLong as late:
        why = _(
            "This case was stopped after {seconds} s. Is there an endless loop? When graded, an "
            "exercise that does not come to an end earns nothing.",
            seconds=f"{late.seconds:g}",
        )
        raise NoVerdict(f"{why}\n\n{say_case(late.case)}") from None
    line.tell(_("Waiting for the verdict …"))
    content = in_bounds({"version": VERSION, "question": asked.id, "seed": draw["seed"]}, answers)
    said = send_answers(server, place, signed, content)
    return str(said["text"]), str(said["html"])


def in_bounds(head: dict[str, Any], answers: list[Any]) -> bytes:
    """The answers as JSON, of at most `MOST_BYTES`: if need be, long ones become notes."""
    small = SMALL
    while True:
        content = json.dumps({**head, "answers": answers}).encode()
        if len(content) <= MOST_BYTES or small < 64:
            return content
        answers = [_noted(answer, small) for answer in answers]
        small //= 2


def _noted(answer: Any, most: int) -> Any:
    length = len(json.dumps(answer))
    return answer if length <= most else {"kind": "too large", "of": "text", "size": length}


def _namespace() -> dict[str, Any]:
    """The names of the notebook that this is called in."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None:
        return vars(sys.modules["__main__"])
    return shell.user_ns
