"""A server that is stopped loses no verdict that it has given, and makes no noise about it."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.commands.lab import free_port
from autograder.outside.serving import warm
from autograder.outside.serving.openapi import DRAW_HEADER
from autograder_check.server import NoVerdict, Server, get_draw

from .conftest import ASSIGNMENT, answers_to, right_names, serving

SETTINGS = f'keep = "stopping.db"\n[assignments."{ASSIGNMENT}"]\nan_hour = 0\n'


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_ends_quietly_while_it_prepares_draws(small_course: Path, name: str) -> None:
    (small_course / "serve.toml").write_text(SETTINGS)
    running = subprocess.Popen(
        [sys.executable, "-m", "autograder", "serve", "--port", str(free_port()), "--workers", "1"],
        cwd=small_course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert "Verdicts are given" in running.stdout.readline()
    time.sleep(0.3)
    running.send_signal(getattr(signal, name))
    _, noise = running.communicate(timeout=60)
    assert noise == ""


def test_what_prepares_draws_begins_again_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(warm, "AGAIN_SECONDS", 0.0)
    tries: list[int] = []

    async def work() -> None:
        tries.append(1)
        if len(tries) == 3:
            raise asyncio.CancelledError
        raise OSError("the disk is full")

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(warm.persist(work))
    assert len(tries) == 3 and "the disk is full" in capsys.readouterr().err


@pytest.mark.slow
def test_every_verdict_that_was_given_is_kept(small_course: Path) -> None:
    kept = small_course / "stopping.db"
    given: list[int] = []
    ends: list[str] = []

    def ask_on_and_on() -> None:
        names = right_names(running)
        try:
            while len(given) < 5000:
                drawn = running.cases()
                if drawn.status == 200:
                    content = answers_to(drawn.said, names)
                    found = running.verdict(drawn.headers[DRAW_HEADER.lower()], content)
                    given.extend([1] if found.status == 200 else [])
        except OSError as end:
            ends.append(type(end).__name__)

    with serving(small_course, SETTINGS) as running:
        threads = [threading.Thread(target=ask_on_and_on) for _ in range(4)]
        for thread in threads:
            thread.start()
        while len(given) < 20 and any(thread.is_alive() for thread in threads):
            time.sleep(0.05)
    for thread in threads:
        thread.join(30)
    assert len(ends) == 4  # nobody waits for ever
    with sqlite3.connect(kept) as connection:
        (count,) = connection.execute("select count(points) from practice").fetchone()
    assert count >= len(given) >= 20
    with pytest.raises(NoVerdict, match="cannot be reached"):
        get_draw(Server(running.url), "variables-assign")
