"""Gives jobs to workers: processes on this machine, or those of a dask cluster.

Both work like the executors in `concurrent.futures`. No more jobs are under way than it takes to
keep all workers busy, so that memory does not grow with the class.
"""

import concurrent.futures
import contextlib
import multiprocessing
import os
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import forkserver
from typing import Any, Protocol

from ..grading.job import Graded, Job
from ..grading.sandboxes import close_sandboxes, warm_up
from . import worker
from .version import grader_version

Result = tuple[Job, Graded | Exception]
SECONDS_BETWEEN_CHECKS = 5.0


class LostWorker(RuntimeError):
    """A worker ended every time it graded a submission; the message says so."""


class Workers(Protocol):
    """Where jobs are graded.

    Attributes:
        most: how many jobs to have under way at a time.
    """

    most: int

    def submit(self, job: Job) -> "Future[Graded]":
        """Start grading a job."""

    def restart(self) -> None:
        """Start again after a BrokenExecutor: all jobs that were under way are lost."""

    def check(self) -> None:
        """Raise an error if no more results will come."""

    def close(self, at_once: bool = False) -> None:
        """End; with `at_once`, even in the middle of a job."""


def results(jobs: Iterable[Job], workers: Workers) -> Iterator[Result]:
    """The result of every job, as it comes: the graded submission, or what went wrong.

    If a worker dies, the jobs that were under way are done again one at a time, so that only
    the one that kills its worker fails.
    """
    jobs = iter(jobs)
    running: dict[Future[Graded], Job] = {}
    while True:
        for job in islice(jobs, workers.most - len(running)):
            running[_submitted(job, workers)] = job
        if not running:
            return
        done, _ = concurrent.futures.wait(
            running, SECONDS_BETWEEN_CHECKS, concurrent.futures.FIRST_COMPLETED
        )
        if not done:
            workers.check()
        lost: list[Job] = []
        for future in done:
            job = running.pop(future)
            outcome = _outcome(future)
            if isinstance(outcome, BrokenExecutor):
                lost.append(job)
            else:
                yield job, outcome
        if lost:
            lost += running.values()
            running.clear()
            yield from _one_at_a_time(lost, workers)


def _one_at_a_time(jobs: Iterable[Job], workers: Workers) -> Iterator[Result]:
    workers.restart()
    for job in jobs:
        outcome = _outcome(_submitted(job, workers))
        if isinstance(outcome, BrokenExecutor):
            workers.restart()
            outcome = LostWorker("the worker ended twice while it graded this submission")
        yield job, outcome


def _submitted(job: Job, workers: Workers) -> "Future[Graded]":
    try:
        return workers.submit(job)
    except BrokenExecutor as error:
        failed: Future[Graded] = Future()
        failed.set_exception(error)
        return failed


def _outcome(future: "Future[Graded]") -> Graded | Exception:
    try:
        return future.result()
    except Exception as error:
        return error


class ThisProcess:
    """Grades in this process, for a single submission or a single worker."""

    most = 1

    def __init__(self, unsafe: bool = False) -> None:
        warm_up(unsafe)

    def submit(self, job: Job) -> "Future[Graded]":
        """Grade it now."""
        future: Future[Graded] = Future()
        try:
            future.set_result(worker.grade(job))
        except Exception as error:
            future.set_exception(error)
        return future

    def restart(self) -> None:
        """Nothing can be lost here."""

    def check(self) -> None:
        """There is nothing to wait for here."""

    def close(self, at_once: bool = False) -> None:
        """End the sandbox."""
        close_sandboxes()


class Processes:
    """A pool of processes on this machine, which start when they are needed.

    Args:
        count: the most that there may be.
        unsafe: whether they are likely to run submissions without a seal.
    """

    def __init__(self, count: int, unsafe: bool = False) -> None:
        self.count = count
        self.most = 2 * count  # for each process, one being graded and one waiting
        self._unsafe = unsafe
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.count, mp_context=_context(), initializer=worker.start, initargs=(self._unsafe,)
        )

    def warm_up(self, count: int) -> None:
        """Start so many processes in advance; waits for the one that they are forked from."""
        for _ in range(min(count, self.count)):
            self._pool.submit(worker.wait_for_work)

    def submit(self, job: Job) -> "Future[Graded]":
        """Give a job to the next free process."""
        return self._pool.submit(worker.grade, job)

    def restart(self) -> None:
        """A new pool."""
        self.close(at_once=True)
        self._pool = self._new_pool()

    def check(self) -> None:
        """Nothing to do: the pool notices by itself when a process ends."""

    def close(self, at_once: bool = False) -> None:
        """End the processes."""
        running = list((self._pool._processes or {}).values())
        jobs = self._pool._call_queue  # type: ignore[attr-defined]
        if at_once and jobs is not None:
            # A job may be on its way that is larger than a pipe holds. Nobody will read it now, but
            # older Pythons, such as the 3.11.2 of Debian 12, would wait for that when they end.
            jobs.cancel_join_thread()
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for process in running:
                with contextlib.suppress(ValueError, OSError):
                    process.terminate()


def _context() -> Any:
    """How processes start. They inherit no gradebook, no lock and no thread from us.

    Where the system can, they are forked from a process that does nothing but fork.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.preload"])
    forkserver.ensure_running()  # it imports what it needs while we do
    return context


class Cluster:
    """The workers of a dask cluster, which shares the jobs out and redoes those of lost workers.

    Raises:
        ClusterTrouble: there is no cluster at the address, or its workers cannot grade.
    """

    RETRIES = 3
    SECONDS_TO_CONNECT = 10

    def __init__(self, address: str) -> None:
        self._client = _connected(address, self.SECONDS_TO_CONNECT)
        try:
            threads = _threads(self._client, address, self.SECONDS_TO_CONNECT)
            _check_versions(self._client)
        except BaseException:
            self._client.close()
            raise
        # Enough that a fast worker finds some to take from a slow one.
        self.most = 4 * threads

    def submit(self, job: Job) -> "Future[Graded]":
        """Give a job to some worker in the cluster.

        Raises:
            ClusterTrouble: the cluster is gone.
        """
        future: Future[Graded] = Future()
        try:
            # Grading is not a pure function: two equal jobs are still two.
            task = self._client.submit(
                worker.grade_for,
                grader_version(job.assignment.course),
                job,
                pure=False,
                retries=self.RETRIES,
            )
        except Exception:
            self.check()
            raise
        # dask's own executor reports an error if a worker is lost just as its result arrives.
        task.add_done_callback(lambda done: _hand_on(done, future))
        return future

    def restart(self) -> None:
        """The scheduler looks after its workers."""

    def check(self) -> None:
        """Check that the client has not given up on the scheduler; its jobs would never end.

        Raises:
            ClusterTrouble: it has.
        """
        if self._client.status in ("closing", "closed", "failed"):
            raise ClusterTrouble(
                "the cluster's scheduler went away. What was graded before is saved; start the "
                "cluster and run the same command again"
            )

    def close(self, at_once: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        self._client.close()


def _hand_on(task: Any, future: "Future[Graded]") -> None:
    """Give a future the result of a dask task, which dask repeats if it is lost."""
    try:
        future.set_result(task.result())
    except Exception as error:
        future.set_exception(error)


class ClusterTrouble(ConnectionError):
    """A cluster cannot be used; the message says why and what to do."""


def _connected(address: str, seconds: float) -> Any:
    try:
        from distributed import Client  # optional
    except ImportError:
        raise ClusterTrouble(
            "--scheduler needs dask.distributed: pip install 'autograder[cluster]'"
        ) from None
    try:
        return Client(address, timeout=seconds, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ClusterTrouble(
            f"there is no dask scheduler at {address!r} ({said}). Start one with `dask scheduler` "
            "and give the address that it prints."
        ) from None


def _threads(client: Any, address: str, seconds: float) -> int:
    from distributed import TimeoutError as NoWorkers  # optional, but known to be installed

    try:
        client.wait_for_workers(1, timeout=seconds)
    except (NoWorkers, TimeoutError):
        raise ClusterTrouble(
            f"the scheduler at {address} has no workers. Start some with `dask worker {address}`."
        ) from None
    return sum(client.nthreads().values())


def _check_versions(client: Any) -> None:
    try:
        found = client.run(grader_version)
    except Exception as error:
        raise ClusterTrouble(
            f"the cluster's workers cannot import autograder ({error}). "
            "Install the same version there as here."
        ) from None
    others = sorted(address for address, version in found.items() if version != grader_version())
    if others:
        raise ClusterTrouble(
            f"these workers have another version of autograder: {', '.join(others)}. "
            "Install the same version there as here."
        )


def reason(error: Exception) -> str:
    """What went wrong, in one line, and where in our code, if that may be to blame."""
    text = " ".join(str(error).split())
    if isinstance(error, OSError) and text:
        return f"{text}."
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" ({os.path.basename(last[0].filename)}:{last[0].lineno})" if last else ""
    return f"{type(error).__name__}: {text}{where}" if text else f"{type(error).__name__}{where}"
