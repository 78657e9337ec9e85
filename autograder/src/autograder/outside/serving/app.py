"""Takes requests and answers them: the ASGI application.

Whatever is wrong with a request is found out as early and as cheaply as possible. The body with the
answers is not even read before everything else about the request is right, and it is parsed by a
worker only.
"""

import asyncio
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route

from autograder_check.messages import CODE, speaking

from ..course import Course
from .ahead import Ahead
from .callers import Caller, Callers
from .draws import Draw, Signer
from .limits import Buckets
from .metrics import Metrics
from .offered import Offered
from .openapi import DRAW_HEADER, openapi
from .page import class_html, class_record
from .recent import Recent
from .refused import Refused, later
from .seeds import Pool
from .settings import Practice, ServeSettings
from .store import CannotKeep, Store
from .workers import Workers

MOST_BODY = 2 * 1024 * 1024
BODY_SECONDS = 15.0
MOST_CASES = 1000  # draws whose cases are kept
AT_ONCE, A_SECOND = 30, 3.0  # requests of one student
MINUTES = 60  # that the class page looks back
REFRESH_SECONDS = 5
HEALTHY_SECONDS = 1.0  # that the store's word holds


@dataclass
class Served:
    """What the application works with.

    Attributes:
        course: the course.
        offered: assignment -> question -> what is known about it.
        settings: what the instructor chose.
        key: what opens the class page.
        language: of verdicts, where none is asked for.
    """

    course: Course
    offered: Mapping[str, Mapping[str, Offered]]
    settings: ServeSettings
    signer: Signer
    pool: Pool
    callers: Callers
    store: Store
    workers: Workers
    ahead: Ahead
    key: str
    language: str


class Service:
    """The requests of students and instructors."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._cases: Recent[tuple[str, str], bytes] = Recent(MOST_CASES, 2 * served.pool.period)
        self._buckets = Buckets(AT_ONCE, A_SECOND)
        self._turn = 0
        self._healthy_until = 0.0
        self._judging: set[str] = set()  # students whose answers are being judged
        self._keeping: set[asyncio.Future] = set()
        self._assignment_of = {
            question: assignment
            for assignment, questions in served.offered.items()
            for question in questions
        }
        self.metrics = Metrics()
        self.asked: dict[tuple[str, str], float] = {}  # question, and when it was asked last

    # ------------------------------------------------------------------------ students

    async def find(self, request: Request) -> Response:
        """Say where the cases of a question are, for those who do not know its assignment."""
        question = request.path_params["question"]
        assignment = self._assignment_of.get(question)
        if assignment is None:
            raise Refused(404, "This course's server knows no such question.")
        place = f"../../assignments/{assignment}/questions/{question}/cases"
        return Response(status_code=307, headers={"Location": place})

    async def cases(self, request: Request) -> Response:
        """A draw of a question: its cases, and the signed draw in a header."""
        assignment, question, _, _ = self._open(request)
        caller = await self._caller(request)
        seed = self._next_seed(assignment, question)
        self.asked[assignment, question] = time.time()
        content = await self.cases_of(question, seed)
        self.metrics.draws += 1
        signed = self._served.signer.sign(assignment, question, caller.key, seed)
        return _json(content, headers={DRAW_HEADER: signed, "Cache-Control": "no-store"})

    async def verdict(self, request: Request) -> Response:
        """The verdict on the answers to a draw."""
        started = time.perf_counter()
        assignment, question, offered, practice = self._open(request)
        caller = await self._caller(request)
        draw = self._draw(request, assignment, question, caller)
        if caller.key in self._judging:
            raise later(429, "Your last answers are still being judged: wait for the verdict.", 2)
        self._judging.add(caller.key)
        try:
            content = await _body(request)
            solved = self.solved(assignment, question, draw.seed)
            await self._spend(draw, caller, practice)
            order = {
                "do": "verdict",
                "question": question,
                "seed": draw.seed,
                "points": offered.points,
                "shows": practice.shows,
                "language": _language(request) or self._served.language,
                "solved": solved,
            }
            said, body = await self._served.workers.carry_out(order, content)
        finally:
            self._judging.discard(caller.key)
        if outcome := said.get("outcome"):
            self._keep_later(draw, outcome)
            earned = outcome["points"] / (outcome["most"] or 1.0)
            took = time.perf_counter() - started
            self.metrics.verdict(assignment, question, earned, took)
        else:
            self.metrics.refused[said["status"]] += 1
        return _json(body, said["status"], {"Cache-Control": "no-store"})

    async def cases_of(self, question: str, seed: str) -> bytes:
        """The cases of a question from this seed, as JSON."""
        known = self._cases.get((question, seed))
        if known is not None:
            return known
        order = {"do": "cases", "question": question, "seed": seed}
        said, content = await self._served.workers.carry_out(order)
        if said["status"] != 200:
            raise Refused(said["status"], json.loads(content)["error"])
        return self._cases.put((question, seed), content)

    def seeds(self, assignment: str, question: str, periods_ahead: int = 0) -> list[str]:
        """The seeds that a question is drawn from now, or in another period."""
        # A notebook answers all of its questions in one run, so they share their seeds.
        by_notebook = self._served.offered[assignment][question].by_notebook
        return self._served.pool.seeds(assignment if by_notebook else question, periods_ahead)

    def solved(self, assignment: str, question: str, seed: str) -> str:
        """The file with the solved notebook's answers to a draw; "" if a package answers it.

        Raises:
            Refused: the notebook has not answered.
        """
        if not self._served.offered[assignment][question].by_notebook:
            return ""
        return self._served.ahead.answers(assignment, seed)

    async def finish(self) -> None:
        """Wait until all outcomes are kept."""
        await asyncio.gather(*self._keeping, return_exceptions=True)

    def _open(self, request: Request) -> tuple[str, str, Offered, Practice]:
        """The question that a request is about, if it can be practised now."""
        assignment = request.path_params["assignment"]
        question = request.path_params["question"]
        practice = self._served.settings.practice(assignment)
        offered = self._served.offered.get(assignment, {}).get(question)
        if offered is None or practice is None:
            raise Refused(404, "This course's server knows no such question to practise.")
        now = datetime.now(UTC)
        if practice.opens and now < practice.opens:
            said = "Practice opens on {moment:%Y-%m-%d at %H:%M} UTC."
            raise Refused(403, said, moment=practice.opens)
        if practice.closes and now > practice.closes:
            said = "Practice closed on {moment:%Y-%m-%d at %H:%M} UTC."
            raise Refused(403, said, moment=practice.closes)
        return assignment, question, offered, practice

    async def _caller(self, request: Request) -> Caller:
        address = request.client.host if request.client else ""
        caller = await self._served.callers.caller(_token(request), address)
        if wait := self._buckets.wait(caller.key):
            raise later(429, "You are asking too fast: wait a moment.", wait)
        return caller

    def _draw(self, request: Request, assignment: str, question: str, caller: Caller) -> Draw:
        signed = request.headers.get(DRAW_HEADER)
        if signed is None:
            raise Refused(400, f"The header {DRAW_HEADER} is missing: ask for cases first.")
        return self._served.signer.read(signed, assignment, question, caller.key)

    async def _spend(self, draw: Draw, caller: Caller, practice: Practice) -> None:
        name = caller.name if self._served.settings.names else None
        wait = await self._served.store.spend(draw, name, practice.an_hour)
        if wait is None:
            raise Refused(409, "This draw has been answered: ask again for other cases.")
        if wait:
            raise later(
                429,
                "You have had {most} verdicts in an hour: the next one is in {minutes} min.",
                wait,
                most=practice.an_hour,
                minutes=max(1, round(wait / 60)),
            )

    def _keep_later(self, draw: Draw, outcome: dict[str, Any]) -> None:
        """Keep an outcome; the student need not wait for that."""
        task = asyncio.ensure_future(self._served.store.record(draw, outcome))
        self._keeping.add(task)
        task.add_done_callback(self._is_kept)

    def _is_kept(self, task: asyncio.Future) -> None:
        self._keeping.discard(task)
        if not task.cancelled():
            task.exception()  # the student has the verdict in any case

    def _next_seed(self, assignment: str, question: str) -> str:
        """The seed of a new draw.

        Raises:
            Refused: nobody knows the right answers.
        """
        self._turn += 1
        seeds = self.seeds(assignment, question)
        seed = seeds[self._turn % len(seeds)]
        try:
            self.solved(assignment, question, seed)
        except Refused:
            # The notebook may be late, and its answers for the last period are still there.
            before = self.seeds(assignment, question, -1)
            seed = before[self._turn % len(before)]
            self.solved(assignment, question, seed)
        return seed

    # --------------------------------------------------------------------- instructors

    async def class_page(self, request: Request) -> Response:
        """The class page."""
        minutes, counted = await self._counted(request)
        text = class_html(self._served.course, self._served.offered, counted, minutes)
        headers = {"Refresh": str(REFRESH_SECONDS), "Cache-Control": "no-store"}
        return HTMLResponse(text, headers=headers)

    async def class_json(self, request: Request) -> Response:
        """The same as JSON."""
        minutes, counted = await self._counted(request)
        said = class_record(self._served.course, self._served.offered, counted, minutes)
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    async def _counted(self, request: Request) -> tuple[int, Any]:
        key = request.query_params.get("key") or _token(request)
        if not hmac.compare_digest(key.encode(), self._served.key.encode()):
            raise Refused(
                403,
                "The class page is the instructor's: open it with the key that the server prints.",
            )
        try:
            minutes = int(request.query_params.get("minutes", MINUTES))
        except ValueError:
            raise Refused(400, "minutes must be a whole number.") from None
        minutes = min(max(minutes, 1), 60 * 24 * 366)
        return minutes, await self._served.store.counted(60 * minutes, self._served.settings.names)

    # ------------------------------------------------------------------------ machines

    async def healthz(self, request: Request) -> Response:
        """Whether the server and its store work."""
        if time.monotonic() > self._healthy_until:  # a flood of these is no work for the store
            await self._served.store.counted(1, False)
            self._healthy_until = time.monotonic() + HEALTHY_SECONDS
        return JSONResponse({"status": "ok"})

    async def show_metrics(self, request: Request) -> Response:
        """Counters for Prometheus."""
        workers = self._served.workers
        text = self.metrics.text(workers.count, workers.restarts)
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    async def describe(self, request: Request) -> Response:
        """The OpenAPI description."""
        return JSONResponse(openapi())

    def refuse(self, request: Request, problem: Exception) -> Response:
        """The response to a request that is refused."""
        if isinstance(problem, CannotKeep):
            problem = later(503, "Verdicts cannot be kept right now: try again in a minute.", 60)
        if isinstance(problem, HTTPException):  # Starlette's own: no such route or method
            problem = Refused(problem.status_code, f"{problem.detail}: see openapi.json.")
        assert isinstance(problem, Refused)
        self.metrics.refused[problem.status] += 1
        with speaking(_language(request) or self._served.language):
            said = json.dumps({"error": problem.message}).encode()
        return _json(said, problem.status, problem.headers)


def application(
    served: Served, prefix: str = "", lifespan: Callable[[Any], Any] | None = None
) -> tuple[Starlette, Service]:
    """The application, all of it below `prefix`."""
    service = Service(served)
    one = "/v1/assignments/{assignment}/questions/{question}"
    routes = [
        Route("/v1/questions/{question}/cases", service.find),
        Route(f"{one}/cases", service.cases),
        Route(f"{one}/verdict", service.verdict, methods=["POST"]),
        Route("/v1/class", service.class_json),
        Route("/class", service.class_page),
        Route("/healthz", service.healthz),
        Route("/metrics", service.show_metrics),
        Route("/openapi.json", service.describe),
    ]
    refusals: dict[Any, Callable[[Request, Exception], Response | Awaitable[Response]]] = {
        Refused: service.refuse,
        CannotKeep: service.refuse,
        HTTPException: service.refuse,
    }
    app = Starlette(
        routes=[Mount(prefix, routes=routes)] if prefix else routes,
        exception_handlers=refusals,  # type: ignore[arg-type]
        lifespan=lifespan,
    )
    return app, service


def _token(request: Request) -> str:
    """The token in the header Authorization, as "Bearer …" or "token …"; "" if there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "token") else ""


def _language(request: Request) -> str:
    """The first language that is asked for, such as "ko"; "" if it is none."""
    first = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip()
    return first if CODE.fullmatch(first) else ""


async def _body(request: Request) -> bytes:
    """The body, if it is not too long and does not come too slowly."""
    close = {"Connection": "close"}
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "Send the answers as application/json.", close)
    too_large = Refused(413, f"Send at most {MOST_BODY // 1024} KiB of answers.", close)
    length = request.headers.get("Content-Length", "0")
    if length.isdigit() and int(length) > MOST_BODY:
        raise too_large
    content = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                content += chunk
                if len(content) > MOST_BODY:
                    raise too_large
    except TimeoutError:
        raise Refused(408, "The answers came too slowly: send them again.", close) from None
    except ClientDisconnect:
        raise Refused(400, "The answers ended too early.", close) from None
    return bytes(content)


def _json(content: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(content, status, dict(headers or {}), "application/json")
