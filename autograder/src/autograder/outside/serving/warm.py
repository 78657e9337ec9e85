"""Works out right answers before they are needed, while the workers have nothing else to do.

First the pool's draws for every question that is open; then, for questions that are being asked,
the answers of known mistakes, and the draws of the next period. Beside that, solved notebooks
answer for the draws of this period and the next.
"""

import asyncio
import contextlib
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ..course.mistake import RIGHT
from .app import Served, Service
from .refused import Refused

AGAIN_SECONDS = 60.0  # after a failure
IDLE_SECONDS = 2.0  # between two looks at what there is to do
SHARE = 0.25  # of the time, at most, that preparing takes from a worker


async def persist(work: Callable[[], Awaitable[None]]) -> None:
    """Do what never ends, and begin again if it has failed: a full disk may have room again."""
    while True:
        try:
            await work()
        except Exception:  # it is told, and the students are served in any case
            traceback.print_exc()
        await asyncio.sleep(AGAIN_SECONDS)


async def keep_warm(served: Served, service: Service) -> None:
    """Prepare draws for as long as the server runs."""
    done: dict[tuple[str, str, str], float] = {}
    while True:
        for question, seed, name in _wanted(served, service):
            if (question, seed, name) not in done:
                done[question, seed, name] = time.time()
                with contextlib.suppress(Refused):  # those who ask for it will be told
                    await _prepare(served, service, question, seed, name)
        old = time.time() - 3 * served.pool.period
        done = {what: at for what, at in done.items() if at > old}
        await asyncio.sleep(IDLE_SECONDS)


def _wanted(served: Served, service: Service) -> Iterator[tuple[str, str, str]]:
    """Question, seed and mistake of what should be known, the most urgent first."""
    for assignment, questions in served.offered.items():
        if served.settings.practice(assignment) is not None:
            for question, offered in questions.items():
                if not offered.by_notebook:
                    seeds = service.seeds(assignment, question)
                    yield from ((question, seed, RIGHT) for seed in seeds)
    for ahead in (0, 1):
        for assignment, question in service.asked:
            if not served.offered[assignment][question].by_notebook:
                names = [RIGHT, *(one.name for one in served.course.mistakes_of(question))]
                for seed in service.seeds(assignment, question, ahead):
                    yield from ((question, seed, name) for name in names)


async def _prepare(served: Served, service: Service, question: str, seed: str, name: str) -> None:
    """Let a worker work it out, and then leave the worker to others for a while."""
    started = time.perf_counter()
    if name == RIGHT:
        await service.cases_of(question, seed)
    order: dict[str, Any] = {"do": "prepare", "question": question, "seed": seed, "mistake": name}
    await served.workers.carry_out(order)
    await asyncio.sleep((time.perf_counter() - started) * (1 / SHARE - 1))


async def keep_solved(served: Served) -> None:
    """Let solved notebooks answer for as long as the server runs."""
    tried: dict[str, float] = {}
    while True:
        for periods_ahead in (0, 1):
            for assignment in served.ahead.assignments:
                seeds = served.pool.seeds(assignment, periods_ahead)
                wanted = _is_practised(served, assignment) and seeds[0] not in tried
                if wanted and not served.ahead.has(assignment, seeds):
                    await served.ahead.prepare(assignment, seeds)
                    tried[seeds[0]] = time.time()
        old = time.time() - 3 * served.pool.period
        tried = {seed: at for seed, at in tried.items() if at > old}
        await asyncio.sleep(IDLE_SECONDS)


def _is_practised(served: Served, assignment: str) -> bool:
    """Whether an assignment is open now, or will be soon."""
    practice = served.settings.practice(assignment)
    if practice is None:
        return False
    now, soon = datetime.now(UTC), timedelta(seconds=2 * served.pool.period)
    return not (practice.closes and now > practice.closes) and not (
        practice.opens and now + soon < practice.opens
    )
