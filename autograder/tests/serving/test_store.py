"""What was asked is kept in SQLite, PostgreSQL or in memory, and counts the same everywhere."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.serving.draws import Draw
from autograder.outside.serving.store import CannotKeep, Store

from ..postgresql import PASSWORD, server  # noqa: F401  (a fixture)


@pytest.fixture(
    params=["nowhere", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)],
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be."""
    if request.param == "postgresql":
        psycopg = pytest.importorskip("psycopg")
        at = f"teacher:{PASSWORD}@127.0.0.1:{request.getfixturevalue('server')}"
        name = tmp_path.name.replace("-", "_")
        with psycopg.connect(f"postgresql://{at}/postgres", autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return f"postgresql+psycopg://{at}/{name}"
    return "nowhere" if request.param == "nowhere" else f"sqlite:///{tmp_path}/practice.db"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


def draw(once: str, student: str = "ada") -> Draw:
    return Draw("01", "sorting-merge", student, "00", 0, once)


def outcome(points: float, mistake: str | None = None) -> dict[str, Any]:
    return {"points": points, "most": 2.0, "mistake": mistake, "guess": None}


def test_a_draw_is_used_once_and_students_have_limits(store: Store) -> None:
    async def try_it() -> None:
        assert await store.spend(draw("a"), None, 2) == 0
        assert await store.spend(draw("a"), None, 2) is None
        assert await store.spend(draw("b"), None, 2) == 0
        assert (await store.spend(draw("c"), None, 2) or 0) > 3500
        assert await store.spend(draw("d", "bob"), None, 2) == 0
        assert await store.spend(draw("e"), None, 0) == 0  # no limit

    asyncio.run(try_it())


def test_the_latest_verdict_of_a_student_is_what_they_have_now(store: Store) -> None:
    async def try_it() -> None:
        steps = [
            ("a", "ada", outcome(0, "adds")),
            ("b", "bob", outcome(0, "adds")),
            ("c", "cy", outcome(1, "copies")),
            ("d", "ada", outcome(2)),
            ("e", "bob", outcome(0, "adds")),
        ]
        for once, student, what in steps:
            assert await store.spend(draw(once, student), student, 0) == 0
            await store.record(draw(once, student), what)
        await store.spend(draw("f", "dan"), None, 0)  # whose answers were no answers
        (one,) = (await store.counted(60, names=True)).values()
        assert (one.verdicts, one.students, one.solved) == (5, 3, 1)
        assert one.now == {"adds": 1, "copies": 1}
        assert one.ever == {"adds": 3, "copies": 1}
        assert one.names == {"adds": ["bob"], "copies": ["cy"]}
        assert (await store.counted(60, names=False))["01", "sorting-merge"].names == {}

    asyncio.run(try_it())


def test_many_at_once_are_all_kept(store: Store) -> None:
    async def try_it() -> None:
        draws = [draw(str(number), f"s{number % 7}") for number in range(200)]
        spent = await asyncio.gather(*(store.spend(one, None, 20) for one in draws + draws))
        assert spent.count(0) == 7 * 20
        assert sum(1 for wait in spent if wait is None or wait > 0) == 400 - 7 * 20

    asyncio.run(try_it())


@pytest.mark.parametrize(
    "url",
    [
        "nothing://at/all",
        "sqlite:////no/such/folder/practice.db",
        f"postgresql+psycopg://teacher:{PASSWORD}@127.0.0.1:9/none?connect_timeout=2",
    ],
)
def test_a_database_that_is_none_is_reported_without_its_password(url: str) -> None:
    with pytest.raises(CannotKeep, match="verdicts cannot be kept") as why:
        Store(url)
    assert PASSWORD not in str(why.value)
