"""A class is graded on a dask cluster, even if one of its workers is lost."""

import operator
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.outside.class_grader import worker
from autograder.outside.class_grader.workers import Cluster, ClusterTrouble
from autograder.outside.course import NO_COURSE

from .conftest import FULL, LINE, SUM_LOSS, Class, of
from .test_killed import alive, descendants, remembered, wait_until

pytestmark = pytest.mark.slow

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a separate process."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as started:
        yield started


def hand_in(group: Class, count: int) -> None:
    for number in range(count):
        wrong = {"loss_mse_solution": SUM_LOSS} if number % 4 == 0 else {}
        group.submit(f"s{number:02}", group.solved(**wrong))


def start(group: Class, cluster: Any, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "autograder", "grade", LINE, "--json", *arguments]
    command += ["--course", str(group.root), "--scheduler", cluster.scheduler_address]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def worker_pids(cluster: Any) -> list[int]:
    with distributed.Client(cluster, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def test_a_cluster_gives_the_points_that_this_machine_gives(group: Class, cluster: Any) -> None:
    hand_in(group, 4)
    group.submit("broken", b"{")
    grader = start(group, cluster)
    printed, said = grader.communicate(timeout=120)
    assert grader.returncode == 0, said
    there = {student: score.cells for student, score in group.scores().items()}
    told = group.told(LINE, "--force")
    assert {student: score.cells for student, score in group.scores().items()} == there
    assert of(told, "s01")["points"] == FULL and len(there) == 5


def test_a_lost_workers_submissions_are_graded_by_the_others(group: Class, cluster: Any) -> None:
    hand_in(group, 16)
    victim = worker_pids(cluster)[0]
    grader = start(group, cluster)
    wait_until(lambda: remembered(group) or grader.poll() is not None, "a first grade")
    assert grader.poll() is None, grader.communicate()
    assert len(remembered(group)) < 16
    os.kill(victim, signal.SIGKILL)
    printed, said = grader.communicate(timeout=120)
    assert grader.returncode == 0, said
    assert '"graded": 16' in printed
    for student, score in group.scores().items():
        right = int(student[1:]) % 4 != 0
        assert (score.auto == FULL) is right


def test_a_result_counts_even_if_its_worker_is_lost_as_it_arrives(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather = distributed.Client._gather

    async def lose_meanwhile(client: Any, futures: Any, *more: Any, **named: Any) -> Any:
        results = await gather(client, futures, *more, **named)
        for future in futures:
            future._state.lose()  # as when the scheduler says that the worker is gone
        return results

    monkeypatch.setattr(distributed.Client, "_gather", lose_meanwhile)
    monkeypatch.setattr(worker, "grade_for", operator.ne)
    workers = Cluster(cluster.scheduler_address)
    try:
        job: Any = SimpleNamespace(assignment=SimpleNamespace(course=NO_COURSE))
        graded: Any = workers.submit(job)
        assert graded.result(timeout=60) is True  # what a version and a job are to `ne`
    finally:
        workers.close()


def test_a_lost_workers_sandbox_ends_with_it(group: Class, cluster: Any) -> None:
    hand_in(group, 2)
    grader = start(group, cluster)
    _, said = grader.communicate(timeout=120)
    assert grader.returncode == 0, said
    victim = worker_pids(cluster)[0]
    sandboxes = descendants(victim)
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: not any(map(alive, sandboxes)), "the sandbox's end")


def test_a_scheduler_that_goes_away_is_reported_and_nothing_is_lost(group: Class) -> None:
    hand_in(group, 16)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        grader = start(group, cluster)
        wait_until(lambda: remembered(group) or grader.poll() is not None, "a first grade")
    _, said = grader.communicate(timeout=120)
    assert grader.returncode == 2 and "cluster" in said, said
    before = remembered(group)
    assert before
    told = group.told(LINE)
    assert told["status"] == 0 and told["unchanged"] == len(before)


def test_a_cluster_without_workers_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cluster, "SECONDS_TO_CONNECT", 1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty,
        pytest.raises(ClusterTrouble, match="has no workers"),
    ):
        Cluster(empty.scheduler_address)


def test_workers_with_another_version_are_refused(cluster: Any) -> None:
    module = "autograder.outside.class_grader.version"
    with distributed.Client(cluster, set_as_default=False) as client:
        client.run(exec, f"import {module} as v; v.grader_version = lambda *course: 'another'")
        with pytest.raises(ClusterTrouble, match="another version"):
            Cluster(cluster.scheduler_address)
        client.run(exec, f"import importlib, {module} as v; importlib.reload(v)")
        Cluster(cluster.scheduler_address).close()
