"""Starts the service: reads the course, starts the workers, takes requests until it is stopped."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from ..course import CourseFolder
from ..course.seeds import course_secret
from ..grading.settings import assignment_folder, read_settings
from .ahead import Ahead
from .app import Served, application
from .callers import Anyone, Callers, HubUsers, Tokens
from .draws import Signer, derived
from .offered import offered
from .patience import PatientProtocol
from .seeds import PERIOD, Pool
from .settings import ServeSettings, read_serve_settings
from .store import Store
from .warm import keep_solved, keep_warm, persist
from .workers import WorkerLimits, Workers

HOST, PORT = "127.0.0.1", 8765
MOST_CONNECTIONS = 5000
KEEP_ALIVE_SECONDS = 30


@dataclass(frozen=True)
class Address:
    """Where the service listens, and below which path."""

    host: str = HOST
    port: int = PORT
    prefix: str = ""

    @property
    def url(self) -> str:
        """As a browser on this machine writes it."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.prefix}"


def address_of(host: str | None, port: int | None) -> Address:
    """The address asked for, or the one that JupyterHub has given this process, or the usual."""
    hub = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "").rstrip("/")
    return Address(host or hub.hostname or HOST, port or hub.port or PORT, prefix)


def prepared(folder: CourseFolder, workers: int, period: int = PERIOD) -> Served:
    """All that the application works with; no process is started yet.

    A question has the same draws for `period` seconds.

    Raises:
        OSError: the course, its serve.toml or the database cannot be used.
    """
    settings = read_settings(folder)
    chosen = read_serve_settings(folder.root, settings.zone)
    secret = course_secret(folder.root)
    course = folder.course
    questions = offered(settings, course, folder.assignments)
    by_notebook = {
        name: assignment_folder(settings, "source", name)
        for name, known in questions.items()
        if any(one.by_notebook for one in known.values())
    }
    return Served(
        course=course,
        offered=questions,
        settings=chosen,
        signer=Signer(secret),
        pool=Pool(secret, period=period),
        callers=_callers(chosen, secret),
        store=Store(chosen.keep, chosen.days),
        workers=Workers(settings.course, workers, WorkerLimits(kept_seconds=2.0 * period)),
        ahead=Ahead(folder.root, course, by_notebook, 3.0 * period),
        key=derived(secret, "class page").hex()[:32],
        language=settings.language,
    )


def _callers(chosen: ServeSettings, secret: str) -> Callers:
    if chosen.who == "tokens":
        assert chosen.tokens is not None  # the settings were checked
        return Tokens(secret, chosen.tokens)
    return HubUsers(secret) if chosen.who == "jupyterhub" else Anyone(secret)


def server(
    served: Served,
    address: Address,
    trusted_proxies: str = "127.0.0.1",
    ready: Callable[[], None] = lambda: None,
) -> uvicorn.Server:
    """What takes requests while it runs: `server(…).run()` returns when it is told to stop.

    Args:
        trusted_proxies: the addresses whose word on who is behind them counts, with commas.
        ready: is called when the workers have started.
    """

    @contextlib.asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        await served.workers.start()
        ahead = [
            asyncio.create_task(persist(lambda: keep_warm(served, service))),
            asyncio.create_task(persist(lambda: keep_solved(served))),
        ]
        ready()
        try:
            yield
        finally:
            for task in ahead:
                task.cancel()
            await served.workers.close()
            await asyncio.gather(*ahead, return_exceptions=True)
            await service.finish()
            served.store.close()
            served.ahead.close()

    _allow_files(2 * MOST_CONNECTIONS)
    app, service = application(served, address.prefix, lifespan)
    config = uvicorn.Config(
        app,
        host=address.host,
        port=address.port,
        http=PatientProtocol,
        ws="none",
        log_level="error",  # a warning for each bad request would fill a disk
        access_log=False,  # addresses, and the class page's key
        server_header=False,
        lifespan="on",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=5,
        proxy_headers=True,
        forwarded_allow_ips=trusted_proxies,
    )
    return uvicorn.Server(config)


def _allow_files(count: int) -> None:
    """Let this process have so many files and connections open, as far as the system lets it."""
    if sys.platform != "win32":
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = count if most == resource.RLIM_INFINITY else min(count, most)
        if now != resource.RLIM_INFINITY and now < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
