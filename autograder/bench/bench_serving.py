"""Loads `autograder serve` from this machine, and prints a table.

Each client asks for a draw and answers it, again and again, on a connection of its own. The
answers were worked out before, for every draw of the pool: one half right, the other with a known
mistake. So what is measured is the server, though the clients take a share of the same cores.

    python autograder/bench/bench_serving.py                 # 1, 50 and 500 clients
    python autograder/bench/bench_serving.py --flat 20000    # memory over so many verdicts
    python autograder/bench/bench_serving.py --flat 20000 --period 60   # and many periods of draws
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.inside.drawn import received
from autograder.inside.program import answer_case
from autograder.outside.course import Course, CourseFolder
from autograder.outside.serving.recent import Recent
from autograder.outside.serving.seeds import PERIOD

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "01-variables"
TOKENS = 3000  # students
SERVE = """
import sys
from autograder.outside.course import CourseFolder
from autograder.outside.serving.server import Address, prepared, server
port, workers, period = map(int, sys.argv[1:])
server(prepared(CourseFolder.at("."), workers, period), Address(port=port)).run()
"""
SEED = re.compile(rb'"seed":(\d+)')
SETTINGS = f"""
who = "tokens"
tokens = "tokens.txt"
keep = "practice.db"
[assignments."{ASSIGNMENT}"]
an_hour = 0
"""


@dataclass
class Load:
    """What one run of clients saw.

    Attributes:
        verdicts: seconds from the answers to the verdict.
        cycles: seconds from asking for a draw to the verdict.
        refused: responses that were no verdicts.
    """

    verdicts: list[float] = field(default_factory=list)
    cycles: list[float] = field(default_factory=list)
    refused: int = 0


@contextmanager
def server(workers: int, period: int) -> Iterator[tuple[int, int]]:
    """A server with a course of its own; its port and its process."""
    with tempfile.TemporaryDirectory() as place, socket.socket() as probe:
        folder = Path(place) / "course"
        CourseFolder.at(ROOT).copy_to(folder, [ASSIGNMENT])
        (folder / "serve.toml").write_text(SETTINGS)
        (folder / "tokens.txt").write_text("".join(f"t{n} s{n}\n" for n in range(TOKENS)))
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        numbers = map(str, (port, workers, period))
        running = subprocess.Popen([sys.executable, "-c", SERVE, *numbers], cwd=folder)
        try:
            _await(port)
            yield port, running.pid
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()


def _await(port: int) -> None:
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz").close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not start")


class Answers:
    """The answers to every draw of the pool, by question and seed: right, and with mistakes."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.known: Recent[tuple[str, bytes], list[bytes]] = Recent(1000, 2.0 * PERIOD)

    def to(self, question: str, cases: bytes) -> bytes:
        """Right answers or wrong ones, at random."""
        found = SEED.search(cases)
        assert found is not None
        key = question, found[1]
        right, *wrong = self.known.get(key) or self.known.put(
            key, list(self._work_out(question, json.loads(cases)))
        )
        return right if random.random() < 0.5 else random.choice(wrong)

    def _work_out(self, question: str, draw: dict[str, Any]) -> Iterator[bytes]:
        asked, cases = received(draw)
        names = self._course.names(self._course.find_question(question))
        mistakes = list(self._course.mistakes_of(question))
        for mistake in [None, *random.Random(question).sample(mistakes, 6)]:
            mine = mistake.apply(names) if mistake else names
            answers = [answer_case(asked, case, mine) for case in cases]
            said = {"version": 1, "question": question, "seed": draw["seed"], "answers": answers}
            yield json.dumps(said).encode()


class Client:
    """A connection on which requests follow each other."""

    def __init__(
        self, port: int, answers: Answers, questions: list[str], students: list[int]
    ) -> None:
        self._port = port
        self._students = itertools.cycle(students)
        self._answers = answers
        self._questions = questions

    async def run(self, until: float, most: int, load: Load) -> None:
        """Ask and answer until it is time, or so often."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            while time.perf_counter() < until and len(load.cycles) < most:
                await self._cycle(load)
        finally:
            self._writer.close()

    async def _cycle(self, load: Load) -> None:
        token, question = f"t{next(self._students)}", random.choice(self._questions)
        place = f"/v1/assignments/{ASSIGNMENT}/questions/{question}"
        started = time.perf_counter()
        status, head, cases = await self._ask(f"GET {place}/cases", token)
        if status != 200:
            load.refused += 1
            return
        draw = re.search(rb"autograder-draw: (\S+)", head)
        assert draw is not None
        content = self._answers.to(question, cases)
        answered = time.perf_counter()
        status, _, _ = await self._ask(f"POST {place}/verdict", token, draw[1].decode(), content)
        if status != 200:
            load.refused += 1
            return
        now = time.perf_counter()
        load.verdicts.append(now - answered)
        load.cycles.append(now - started)

    async def _ask(
        self, what: str, token: str, draw: str = "", content: bytes = b""
    ) -> tuple[int, bytes, bytes]:
        more = f"Autograder-Draw: {draw}\r\nContent-Type: application/json\r\n" if draw else ""
        self._writer.write(
            f"{what} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\n{more}"
            f"Content-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        body = await self._reader.readexactly(int(length[1]) if length else 0)
        return int(head[9:12]), head, body


async def load(
    port: int, answers: Answers, questions: list[str], clients: int, seconds: float, most: int
) -> tuple[Load, float]:
    """So many clients at once, for so long or so many verdicts; what they saw, and how long."""
    seen = Load()
    started = time.perf_counter()
    until = started + seconds
    each = [
        Client(port, answers, questions, list(range(number, TOKENS, clients)))
        for number in range(clients)
    ]
    await asyncio.gather(*(client.run(until, most, seen) for client in each))
    return seen, time.perf_counter() - started


def memory(server: int) -> tuple[float, float]:
    """MiB in use: by the server, and by its workers together."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return _resident(server), sum(_resident(int(child)) for child in children)


def cpu(server: int) -> tuple[float, float]:
    """Seconds of CPU that were used: by the server, and by its workers together."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return _cpu(server), sum(_cpu(int(child)) for child in children)


def _cpu(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def row(clients: int, seen: Load, seconds: float, used: float) -> str:
    """A line of the table; `used` are the seconds of CPU."""
    cuts = [statistics.quantiles(times, n=100) for times in (seen.verdicts, seen.cycles)]
    figures = " | ".join(f"{1000 * cut[at]:.0f} ms" for cut in cuts for at in (49, 98))
    each = 1000 * used / max(1, len(seen.cycles))
    speed = len(seen.cycles) / seconds
    return f"| {clients} | {speed:.0f} | {figures} | {each:.1f} ms | {seen.refused} |"


def main() -> None:
    """Print the table, or how memory grows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 50, 500])
    parser.add_argument("--seconds", type=float, default=10.0, help="for each number of clients")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--flat", type=int, metavar="N", help="memory over N verdicts instead")
    parser.add_argument("--period", type=int, default=PERIOD, help="seconds with the same draws")
    options = parser.parse_args()
    folder = CourseFolder.at(ROOT)
    stage = folder.course.stage_of(ASSIGNMENT)
    assert stage is not None
    questions, answers = list(stage.known_questions), Answers(folder.course)
    with server(options.workers, options.period) as (port, pid):
        # Every draw of the pool, so that the clients need not work out answers later.
        asyncio.run(load(port, answers, questions, 4, 40.0, 600))
        if options.flat:
            started = time.perf_counter()
            for done in range(0, options.flat + 1, max(1, options.flat // 10)):
                main_process, workers = memory(pid)
                took = time.perf_counter() - started
                print(
                    f"{done:7} verdicts, {took:4.0f} s: {main_process:.0f} + {workers:.0f} MiB",
                    flush=True,
                )
                step = options.flat // 10
                asyncio.run(load(port, answers, questions, 20, 600.0, step))
            return
        print("| clients | verdicts/s | p50 | p99 | with draw: p50 | p99 | CPU | refused |")
        print("|---|---|---|---|---|---|---|---|")
        for clients in options.clients:
            before = cpu(pid)
            seen, took = asyncio.run(
                load(port, answers, questions, clients, options.seconds, 1_000_000)
            )
            main_process, workers = (now - then for now, then in zip(cpu(pid), before, strict=True))
            print(row(clients, seen, took, main_process + workers), flush=True)
            count = max(1, len(seen.cycles))
            shares = f"{1000 * main_process / count:.2f} + {1000 * workers / count:.2f}"
            print(f"  of the server and its workers: {shares} ms of CPU", file=sys.stderr)


if __name__ == "__main__":
    main()
