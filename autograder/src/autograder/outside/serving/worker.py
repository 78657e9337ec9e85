"""A process that judges: it gets answers as bytes, and gives back a verdict.

Every order has a limit of CPU time, and the process one of memory; whatever breaks them ends the
process, and the server starts another. So answers that are hard to judge cost nobody else's time.
"""

import inspect
import json
import os
import sys
import traceback
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autograder_check.messages import ENGLISH, speaking

from ...inside.drawn import CannotTravel, drawn
from ...inside.protocol import cell_seed
from ..course import Course, CourseSource, load_course
from ..judging.judge import judge
from ..judging.render import verdict_html, verdict_record, verdict_text
from ..judging.verdict import Verdict
from .frames import packed, read
from .known import KnownDraws
from .seeds import PERIOD

NOT_JSON = "The answers are not JSON: send them as `autograder_check.verdict` does."
TOO_DEEP = "The answers are nested too deeply."
BROKEN = "The server failed to judge these answers: tell your instructor."
TOO_LARGE = "These answers take too much memory to judge."


class Judge:
    """Carries out orders: a reply has an HTTP status and what to say.

    Args:
        seconds: for which a draw is kept that nobody asks.
    """

    def __init__(self, course: Course, seconds: float = 2.0 * PERIOD) -> None:
        self._course = course
        self._known = KnownDraws(course, seconds)

    def reply(self, order: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """The status, with the outcome if there is one, and the body of the response."""
        question, seed = order["question"], order["seed"]
        if order["do"] == "cases":
            return self._cases(question, seed)
        if order["do"] == "prepare":
            known = self._known.of(question, seed, order.get("solved", ""))
            tuple(known[order["mistake"]])  # works out every answer
            return {"status": 200}, b""
        with speaking(order.get("language", ENGLISH)):
            return self._verdict(order, content)

    def _cases(self, question: str, seed: str) -> tuple[dict[str, Any], bytes]:
        asked = self._course.find_question(question)
        own = dict(self._course.own_texts)
        texts = {
            helper.__module__: own.get(_file(helper.__module__)) or inspect.getsource(module)
            for helper in asked.helpers.values()
            for module in (sys.modules[helper.__module__],)
        }
        try:
            return {"status": 200}, _json(drawn(asked, cell_seed(seed, question), texts))
        except CannotTravel as problem:
            return {"status": 404}, _error(f"This question cannot be practised: {problem}.")

    def _verdict(self, order: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        question = order["question"]
        try:
            answers = json.loads(content, parse_constant=_refuse)
        except RecursionError:
            return {"status": 400}, _error(TOO_DEEP)
        except ValueError:
            return {"status": 400}, _error(NOT_JSON)
        known = self._known.of(question, order["seed"], order.get("solved", ""))
        seed = cell_seed(order["seed"], question)
        verdict = judge(self._course, question, answers, seed, float(order["points"]), known=known)
        if verdict.reason:
            return {"status": 422}, _error(verdict.reason)
        outcome = {
            "points": verdict.points,
            "most": verdict.max_points,
            "mistake": verdict.mistake.name if verdict.mistake else None,
            "guess": verdict.guess.name if verdict.guess else None,
        }
        return {"status": 200, "outcome": outcome}, _json(shown(verdict, order["shows"]))


def shown(verdict: Verdict, shows: str) -> dict[str, Any]:
    """What a student gets to see of a verdict; see `Practice.shows`."""
    if shows == "parts only":
        verdict = replace(verdict, mistake=None, guess=None)
    with_case = shows == "all"
    return {
        "verdict": verdict_record(verdict),
        "text": verdict_text(verdict, with_case),
        "html": verdict_html(verdict, with_case),
    }


def _file(module: str) -> str:
    """Where the text of one of a course folder's own modules is among its texts."""
    first, *rest = module.split(".")
    return "/".join([first.removeprefix("own_"), *rest]) + ".py"


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()


def _error(message: str) -> bytes:
    return _json({"error": message})


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _limit_memory(most: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """End this process if the next order takes more CPU time than this."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = int(used.ru_utime + used.ru_stime) + 1 + seconds
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def main() -> None:
    """Carry out the orders that come in on standard input."""
    orders = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):  # what a mistake prints is no reply
        os.dup2(silent, fd)
    first = read(orders)
    if first is None:
        return
    said, _ = first
    source = CourseSource(said["package"], tuple((path, text) for path, text in said["files"]))
    judge = Judge(load_course(source), said["kept_seconds"])
    _limit_memory(said["memory_bytes"])
    replies.write(packed({"status": 200}))
    replies.flush()
    while (message := read(orders)) is not None:
        order, content = message
        _limit_time(said["cpu_seconds"])
        try:
            head, body = judge.reply(order, content)
        except MemoryError:
            head, body = {"status": 422}, _error(TOO_LARGE)
        except Exception:  # a bug, in the course or in here: it costs this order only
            traceback.print_exc()
            head, body = {"status": 500}, _error(BROKEN)
        replies.write(packed(head, body))
        replies.flush()


if __name__ == "__main__":
    main()
