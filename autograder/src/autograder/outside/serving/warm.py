"""Works out right answers before they are needed, while the workers have nothing else to do.

First the pool's draws for every question that is open; then, for questions that are being asked,
the answers of known mistakes, and the draws of the next period.
"""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from typing import Any

from ..course.mistake import RIGHT
from .app import Served, Service
from .refused import Refused
from .seeds import PERIOD

IDLE_SECONDS = 2.0  # between two looks at what there is to do
SHARE = 0.25  # of the time, at most, that preparing takes from a worker


async def keep_warm(served: Served, service: Service) -> None:
    """Prepare draws for as long as the server runs."""
    done: dict[tuple[str, str, str], float] = {}
    while True:
        for question, seed, name in _wanted(served, service):
            if (question, seed, name) not in done:
                done[question, seed, name] = time.time()
                with contextlib.suppress(Refused):  # those who ask for it will be told
                    await _prepare(served, service, question, seed, name)
        old = time.time() - 3 * PERIOD
        done = {what: at for what, at in done.items() if at > old}
        await asyncio.sleep(IDLE_SECONDS)


def _wanted(served: Served, service: Service) -> Iterator[tuple[str, str, str]]:
    """Question, seed and mistake of what should be known, the most urgent first."""
    asked = {question for _, question in service.asked}
    for assignment, questions in served.offered.items():
        if served.settings.practice(assignment) is not None:
            for question in questions:
                yield from ((question, seed, RIGHT) for seed in served.pool.seeds(question))
    for ahead in (0, 1):
        for question in asked:
            names = [RIGHT, *(mistake.name for mistake in served.course.mistakes_of(question))]
            for seed in served.pool.seeds(question, ahead):
                yield from ((question, seed, name) for name in names)


async def _prepare(served: Served, service: Service, question: str, seed: str, name: str) -> None:
    """Let a worker work it out, and then leave the worker to others for a while."""
    started = time.perf_counter()
    if name == RIGHT:
        await service.cases_of(question, seed)
    order: dict[str, Any] = {"do": "prepare", "question": question, "seed": seed, "mistake": name}
    await served.workers.carry_out(order)
    await asyncio.sleep((time.perf_counter() - started) * (1 / SHARE - 1))
