"""Keeps what was asked: no draw is used twice, limits hold, and the class page has its figures.

It is a table in SQLite, in PostgreSQL, or in memory, where it is gone when the server stops. A
student is in it by a key from which nobody can work out who that is, and by name only if the course
wants it. One thread does all of the work, and whatever has come in meanwhile in one transaction.
"""

import asyncio
import contextlib
import functools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.pool import StaticPool

from .draws import Draw
from .settings import NOWHERE

HOUR = 3600.0
MOST_NAMES = 200

_tables = sql.MetaData()
ASKED = sql.Table(
    "practice",
    _tables,
    sql.Column("once", sql.String(32), primary_key=True),
    sql.Column("at", sql.Double, nullable=False, index=True),
    sql.Column("student", sql.String(32), nullable=False),
    sql.Column("name", sql.String(200)),
    sql.Column("assignment", sql.String(200), nullable=False),
    sql.Column("question", sql.String(200), nullable=False),
    sql.Column("points", sql.Double),  # null until there is a verdict
    sql.Column("most", sql.Double),
    sql.Column("mistake", sql.String(200)),
    sql.Column("guess", sql.String(200)),
    sql.Index("practice_limits", "student", "assignment", "at"),
)


class CannotKeep(OSError):
    """The database cannot be used; the message says why."""


@dataclass
class _Job:
    """Something to do with the database, and the future that waits for it."""

    work: Callable[[sql.Connection], Any]
    future: asyncio.Future
    loop: asyncio.AbstractEventLoop


@dataclass
class Counted:
    """What has been asked in one question lately.

    Attributes:
        verdicts: how many there were.
        students: from how many students.
        solved: how many of them had full marks when they last asked.
        now: mistake -> how many students have it in their latest verdict.
        ever: mistake -> how many verdicts named it.
        guesses: the same as `now`, where the judge only guesses.
        names: mistake -> the names of students who have it now, if they are kept.
    """

    verdicts: int = 0
    students: int = 0
    solved: int = 0
    now: dict[str, int] = field(default_factory=dict)
    ever: dict[str, int] = field(default_factory=dict)
    guesses: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)


class Store:
    """The table, at an SQLAlchemy URL or in memory.

    Args:
        url: the database's, or "nowhere".
        days: after which verdicts are forgotten.

    Raises:
        CannotKeep: the database cannot be reached, or is none.
    """

    def __init__(self, url: str, days: int = 30) -> None:
        self._days = 1 if url == NOWHERE else days
        self._arrived = threading.Condition()
        self._jobs: list[_Job] = []
        self._closed = False
        self._forgotten = 0.0
        try:
            self._engine = _engine(url)
            _tables.create_all(self._engine)
        except Exception as problem:  # whatever the database's driver raises
            raise CannotKeep(f"verdicts cannot be kept: {_first_line(problem)}") from None
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what is waiting, and close the database."""
        with self._arrived:
            self._closed = True
            self._arrived.notify()
        self._thread.join()
        self._engine.dispose()

    async def spend(self, draw: Draw, name: str | None, an_hour: int) -> float | None:
        """Use a draw: 0, or the seconds until the student may ask again; None if it was used."""
        return await self._do(lambda connection: _spend(connection, draw, name, an_hour))

    async def record(self, draw: Draw, outcome: dict[str, Any]) -> None:
        """Keep the outcome of a draw that was used."""
        change = sql.update(ASKED).where(ASKED.c.once == draw.once).values(**outcome)
        await self._do(lambda connection: connection.execute(change) and None)

    async def counted(self, seconds: float, names: bool) -> dict[tuple[str, str], Counted]:
        """(assignment, question) -> what has been asked in the last so many seconds."""
        return await self._do(lambda connection: _counted(connection, seconds, names))

    async def _do(self, work: Callable[[sql.Connection], Any]) -> Any:
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future(), loop)
        with self._arrived:
            if self._closed:
                raise CannotKeep("the server is stopping")
            self._jobs.append(job)
            self._arrived.notify()
        return await job.future

    def _work(self) -> None:
        while True:
            with self._arrived:
                while not self._jobs and not self._closed:
                    self._arrived.wait()
                jobs, self._jobs = self._jobs, []
            if not jobs:
                return
            self._run(jobs)

    def _run(self, jobs: list[_Job]) -> None:
        """Do all of them in one transaction; if that fails, each in one of its own."""
        try:
            with self._engine.begin() as connection:
                results = [job.work(connection) for job in jobs]
                self._forget(connection)
        except Exception as problem:
            if len(jobs) > 1:
                for job in jobs:
                    self._run([job])
                return
            why = CannotKeep(f"verdicts cannot be kept: {_first_line(problem)}")
            _tell(jobs[0], lambda future: future.set_exception(why))
            return
        for job, result in zip(jobs, results, strict=True):
            _tell(job, functools.partial(_succeed, result=result))

    def _forget(self, connection: sql.Connection) -> None:
        """Now and then, remove what is old."""
        now = time.time()
        if now - self._forgotten > HOUR:
            self._forgotten = now
            connection.execute(sql.delete(ASKED).where(ASKED.c.at < now - self._days * 24 * HOUR))


def _succeed(future: asyncio.Future, result: Any) -> None:
    future.set_result(result)


def _tell(job: _Job, tell: Callable[[asyncio.Future], None]) -> None:
    def now() -> None:
        if not job.future.done():
            tell(job.future)

    with contextlib.suppress(RuntimeError):  # the loop is closed, and nobody waits
        job.loop.call_soon_threadsafe(now)


def _engine(url: str) -> sql.Engine:
    if url == NOWHERE:
        return sql.create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    engine = sql.create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        sql.event.listen(engine, "connect", _write_ahead)
    return engine


def _write_ahead(connection: Any, _: Any) -> None:
    """Let SQLite write without waiting for the disk: at worst, the last verdicts are lost."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")


def _spend(connection: sql.Connection, draw: Draw, name: str | None, an_hour: int) -> float | None:
    now = time.time()
    if an_hour:
        asked = sql.select(sql.func.count(), sql.func.min(ASKED.c.at)).where(
            ASKED.c.student == draw.student,
            ASKED.c.assignment == draw.assignment,
            ASKED.c.at > now - HOUR,
        )
        count, first = connection.execute(asked).one()
        if count >= an_hour:
            return max(1.0, first + HOUR - now)
    add = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {
        "once": draw.once,
        "at": now,
        "student": draw.student,
        "name": name,
        "assignment": draw.assignment,
        "question": draw.question,
    }
    # Unlike an error, a conflict leaves the transaction as it is.
    once = [ASKED.c.once]
    adding = add(ASKED).values(row).on_conflict_do_nothing(index_elements=once).returning(*once)
    return None if connection.execute(adding).first() is None else 0.0


def _counted(
    connection: sql.Connection, seconds: float, names: bool
) -> dict[tuple[str, str], Counted]:
    c, count = ASKED.c, sql.func.count
    lately = (c.at > time.time() - seconds, c.points.is_not(None))
    found: dict[tuple[str, str], Counted] = {}
    totals = sql.select(c.assignment, c.question, count(), count(c.student.distinct()))
    for assignment, question, verdicts, students in connection.execute(
        totals.where(*lately).group_by(c.assignment, c.question)
    ):
        found[assignment, question] = Counted(verdicts, students)
    ever = sql.select(c.assignment, c.question, c.mistake, count())
    for assignment, question, mistake, times in connection.execute(
        ever.where(*lately, c.mistake.is_not(None)).group_by(c.assignment, c.question, c.mistake)
    ):
        found[assignment, question].ever[mistake] = times
    order = sql.func.row_number().over(
        partition_by=(c.student, c.assignment, c.question), order_by=c.at.desc()
    )
    columns = (c.assignment, c.question, c.mistake, c.guess, c.name, c.points, c.most)
    latest = sql.select(*columns, order.label("place")).where(*lately).subquery()
    r = latest.c
    full = sql.case((r.points >= r.most, 1), else_=0)
    now = (
        sql.select(r.assignment, r.question, r.mistake, r.guess, full, count())
        .where(r.place == 1)
        .group_by(r.assignment, r.question, r.mistake, r.guess, full)
    )
    for assignment, question, mistake, guess, is_full, students in connection.execute(now):
        one = found[assignment, question]
        one.solved += students if is_full else 0
        if mistake:
            one.now[mistake] = one.now.get(mistake, 0) + students
        if guess:
            one.guesses[guess] = one.guesses.get(guess, 0) + students
    if names:
        who = sql.select(r.assignment, r.question, r.mistake, r.name).where(
            r.place == 1, r.mistake.is_not(None), r.name.is_not(None)
        )
        for assignment, question, mistake, name in connection.execute(who.limit(MOST_NAMES)):
            found[assignment, question].names.setdefault(mistake, []).append(name)
    return found


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [type(problem).__name__])[0]
