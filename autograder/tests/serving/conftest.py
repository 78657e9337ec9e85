"""Servers for practice, each on a port of its own, in a thread of this process."""

import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.inside.drawn import received
from autograder.inside.plain import Plain
from autograder.inside.program import answer_case
from autograder.outside.course import CourseFolder
from autograder.outside.serving import app, warm
from autograder.outside.serving.app import Served
from autograder.outside.serving.openapi import DRAW_HEADER
from autograder.outside.serving.server import Address, prepared, server

ROOT = Path(__file__).parents[3]
ASSIGNMENT = "01-variables"
QUESTION = "variables-assign"


@dataclass
class Answer:
    """A response."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def said(self) -> Any:
        """Its JSON."""
        return json.loads(self.content)


@dataclass
class Running:
    """A server that runs.

    Attributes:
        folder: the course's.
        port: on 127.0.0.1.
        served: what it works with.
    """

    folder: CourseFolder
    port: int
    served: Served
    prefix: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, self.prefix + path, body, headers or {})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())

    def cases(self, token: str = "", question: str = QUESTION) -> Answer:
        """A draw."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.ask("GET", f"{place(question)}/cases", headers=headers)

    def verdict(
        self, draw: str, content: bytes, token: str = "", question: str = QUESTION, **more: str
    ) -> Answer:
        """The verdict on answers."""
        headers = {DRAW_HEADER: draw, "Content-Type": "application/json", **more}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self.ask("POST", f"{place(question)}/verdict", content, headers)

    def class_now(self) -> Any:
        """The class page as JSON."""
        return self.ask("GET", f"/v1/class?key={self.served.key}").said["assignments"]


def place(question: str, assignment: str = ASSIGNMENT) -> str:
    return f"/v1/assignments/{assignment}/questions/{question}"


def answers_to(draw: Plain, names: dict[str, Any]) -> bytes:
    """What a notebook with these names sends for a draw."""
    question, cases = received(draw)
    answers = [answer_case(question, case, names) for case in cases]
    said = {"version": 1, "question": question.id, "seed": draw["seed"], "answers": answers}
    return json.dumps(said).encode()


def right_names(running: Running, question: str = QUESTION) -> dict[str, Any]:
    """The reference's names for a question."""
    course = running.served.course
    return course.names(course.find_question(question))


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with its first assignment only."""
    folder = tmp_path_factory.mktemp("practice") / "course"
    CourseFolder.at(ROOT).copy_to(folder, [ASSIGNMENT])
    return folder


@contextlib.contextmanager
def serving(
    folder: Path,
    said: str = "",
    prefix: str = "",
    patient: bool = True,
    trusted: str = "127.0.0.1",
) -> Iterator[Running]:
    """A server of the course in this folder, with this serve.toml.

    It takes requests in any number, or with `patient=False` no more than it does in real life.
    """
    (folder / "serve.toml").write_text(said, encoding="utf-8")
    course = CourseFolder.at(folder)
    served = prepared(course, 1)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.MonkeyPatch.context() as patched:
        if patient:
            patched.setattr(app, "AT_ONCE", 10**6)
        running = server(served, Address("127.0.0.1", port, prefix), trusted)
    running.config.loop = "asyncio"  # in a thread
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    try:
        ends = time.monotonic() + 60
        while not running.started and thread.is_alive() and time.monotonic() < ends:
            time.sleep(0.05)
        assert running.started
        yield Running(course, port, served, prefix)
    finally:
        running.should_exit = True
        thread.join(20)


@pytest.fixture(scope="session")
def open_server(small_course: Path) -> Iterator[Running]:
    """A server that anyone may ask, as often as they like.

    It runs until the tests end, so it prepares little: the other tests need the processor.
    """
    said = f'[assignments."{ASSIGNMENT}"]\nan_hour = 0\n'
    with pytest.MonkeyPatch.context() as patched, serving(small_course, said) as running:
        patched.setattr(warm, "SHARE", 0.01)
        yield running
