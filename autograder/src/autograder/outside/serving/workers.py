"""The processes that judge, and how orders reach them.

A draw always goes to the same worker, which then knows its right answers. A worker carries out one
order at a time, and the others wait in line, but never for long.
"""

import asyncio
import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from typing import Any

from ..course import CourseSource
from ..startup import python
from .frames import LENGTHS, packed
from .refused import Refused, later
from .seeds import PERIOD

MIB = 1024 * 1024
BUSY = "Too many others are asking right now: try again in a moment."
TOO_HARD = "These answers take too long to judge."
STOPPING = "The server is being stopped: ask again in a minute."


@dataclass(frozen=True)
class WorkerLimits:
    """What a worker may use.

    Attributes:
        memory_bytes: of memory that it asks for.
        cpu_seconds: for one order.
        seconds: for one order, whatever it waits for.
        wait_seconds: that an order waits in line before it is refused.
        kept_seconds: for which a draw is kept that nobody asks.
    """

    memory_bytes: int = 2048 * MIB
    cpu_seconds: int = 8
    seconds: float = 15.0
    wait_seconds: float = 10.0
    kept_seconds: float = 2.0 * PERIOD


class _Ended(Exception):
    """The process has ended before it replied."""


class _Worker:
    """One process, started when it is needed and again when it has ended."""

    def __init__(self, source: CourseSource, limits: WorkerLimits) -> None:
        self._source = source
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self.line = asyncio.Lock()
        self.starts = 0

    async def start(self) -> None:
        """Start the process, and wait until it has loaded the course."""
        self.starts += 1
        one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
        self._process = await asyncio.create_subprocess_exec(
            *python(f"{__package__}.worker"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **one_thread, "MPLBACKEND": "agg"},
            start_new_session=True,  # Ctrl-C is for the server, which ends its workers
        )
        limits = self._limits
        said = {
            "package": self._source.package,
            "files": self._source.files,
            "memory_bytes": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "kept_seconds": limits.kept_seconds,
        }
        await self._exchange(packed(said))

    async def carry_out(self, message: bytes) -> tuple[dict[str, Any], bytes]:
        """The reply to an order, in turn.

        Raises:
            Refused: the order takes too much.
        """
        try:
            if self._process is None:
                await self.start()
            async with asyncio.timeout(self._limits.seconds):
                return await self._exchange(message)
        except (_Ended, TimeoutError):
            await self.end()
            raise Refused(422, TOO_HARD) from None
        except BaseException:  # the client has gone: the reply must not reach the next one
            await self.end()
            raise

    async def _exchange(self, message: bytes) -> tuple[dict[str, Any], bytes]:
        assert self._process is not None
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(message)
            await self._process.stdin.drain()
            read = self._process.stdout.readexactly
            head, content = LENGTHS.unpack(await read(LENGTHS.size))
            return json.loads(await read(head)), await read(content)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise _Ended from None

    async def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class Workers:
    """Processes that judge.

    Args:
        source: the course, which each of them loads.
        count: how many there are.
    """

    def __init__(
        self, source: CourseSource, count: int, limits: WorkerLimits = WorkerLimits()
    ) -> None:
        self._limits = limits
        self._workers = [_Worker(source, limits) for _ in range(count)]
        self._under_way: set[asyncio.Task] = set()
        self._closed = False

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._workers)

    @property
    def restarts(self) -> int:
        """How often one had to be started again."""
        return sum(max(0, worker.starts - 1) for worker in self._workers)

    async def start(self) -> None:
        """Start all of them."""
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def close(self) -> None:
        """End all of them, whatever they do; who waits for them is refused."""
        self._closed = True
        await asyncio.gather(*(worker.end() for worker in self._workers))
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def carry_out(
        self, order: dict[str, Any], content: bytes = b""
    ) -> tuple[dict[str, Any], bytes]:
        """The reply to an order: a status with what belongs to it, and a body.

        Raises:
            Refused: it takes too much, or the line is too long.
        """
        worker = self._workers[self._place(order["seed"])]
        try:
            async with asyncio.timeout(self._limits.wait_seconds):
                await worker.line.acquire()
        except TimeoutError:
            raise later(503, BUSY, 5) from None
        # The reply is awaited even if the client goes away, or the next client would get it.
        task = asyncio.create_task(self._in_turn(worker, packed(order, content)))
        self._under_way.add(task)
        task.add_done_callback(self._is_done)
        return await asyncio.shield(task)

    async def _in_turn(self, worker: _Worker, message: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            if not self._closed:
                return await worker.carry_out(message)
        except Refused:
            if not self._closed:
                raise
        finally:
            worker.line.release()
        raise later(503, STOPPING, 60)

    def _is_done(self, task: asyncio.Task) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # nobody may be left who waits for it

    def _place(self, seed: str) -> int:
        return hashlib.sha256(seed.encode()).digest()[0] % len(self._workers)
