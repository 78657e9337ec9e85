"""Who may ask, when and how often; and what an instructor sees of it."""

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.serving import callers
from autograder.outside.serving.callers import Anyone, HubUsers
from autograder.outside.serving.draws import BadDraw, Signer
from autograder.outside.serving.limits import Buckets
from autograder.outside.serving.openapi import DRAW_HEADER, openapi
from autograder.outside.serving.refused import Refused
from autograder.outside.serving.seeds import Pool
from autograder.outside.serving.settings import BadConfiguration, Practice, read_serve_settings
from autograder.outside.serving.workers import WorkerLimits, Workers

from .conftest import ASSIGNMENT, QUESTION, Running, answers_to, right_names, serving

TOKENS = f"""
who = "tokens"
tokens = "tokens.txt"
names = true
keep = "practice.db"
[assignments."{ASSIGNMENT}"]
an_hour = 2
shows = "misconception only"
"""
KNOWN = """# the class
t-ada Ada Lovelace
t-bob bob
t-cleo cleo
t-dan dan

shared
t-mal <img src=x onerror=alert(1)>
"""


@pytest.fixture(scope="module")
def tokens(small_course: Path) -> Iterator[Running]:
    """A server for those who have tokens, who may ask twice an hour."""
    (small_course / "tokens.txt").write_text(KNOWN)
    (small_course / "practice.db").unlink(missing_ok=True)
    with serving(small_course, TOKENS, "/services/practice", patient=False) as running:
        yield running


def ask(running: Running, token: str, mistake: str = "") -> Any:
    """A verdict on right answers, or on a mistake's."""
    drawn = running.cases(token)
    assert drawn.status == 200, drawn.said
    names = right_names(running)
    if mistake:
        known = running.served.course.mistakes_of(QUESTION)
        names = next(one for one in known if one.name == mistake).apply(names)
    content = answers_to(drawn.said, names)
    return running.verdict(drawn.headers[DRAW_HEADER.lower()], content, token)


def test_only_tokens_of_the_course_are_let_in(tokens: Running) -> None:
    for token in ("", "t-eve", "t-ada ", "#", "Ada"):
        assert tokens.cases(token).status == (200 if token == "t-ada " else 401)


def test_a_draw_is_for_the_one_who_asked(tokens: Running) -> None:
    drawn = tokens.cases("t-ada")
    content = answers_to(drawn.said, right_names(tokens))
    found = tokens.verdict(drawn.headers[DRAW_HEADER.lower()], content, "t-bob")
    assert found.status == 403
    assert "somebody else" in found.said["error"]


def test_the_class_page_follows_a_student_from_wrong_to_right(tokens: Running) -> None:
    found = ask(tokens, "t-ada", "assign-sub-adds").said
    assert "Your `assign_sub` adds." in found["text"]
    assert "The smallest case" not in found["text"]  # as serve.toml wants it
    now = tokens.class_now()[ASSIGNMENT][QUESTION]
    assert (now["students"], now["verdicts"], now["solved"]) == (1, 1, 0)
    (mistake,) = now["mistakes"]
    assert mistake["misconception"] == "Your `assign_sub` adds."
    assert (mistake["students_now"], mistake["names"]) == (1, ["Ada Lovelace"])
    ask(tokens, "t-ada")
    now = tokens.class_now()[ASSIGNMENT][QUESTION]
    assert (now["students"], now["verdicts"], now["solved"]) == (1, 2, 1)
    assert now["mistakes"][0]["students_now"] == 0
    page = tokens.ask("GET", f"/class?key={tokens.served.key}")
    text = page.content.decode()
    assert "<code>assign_sub</code> adds" in text and "1 of 1" in text
    assert page.headers["refresh"] == "5"


def test_after_so_many_verdicts_an_hour_must_pass(tokens: Running) -> None:
    assert [ask(tokens, "t-cleo").status for _ in range(2)] == [200, 200]
    found = ask(tokens, "t-cleo")
    assert found.status == 429
    assert found.said["error"].startswith("You have had 2 verdicts in an hour: ")
    assert 3000 < int(found.headers["retry-after"]) <= 3600
    assert ask(tokens, "t-bob").status == 200  # the others may


@pytest.mark.parametrize(
    ("practice", "said"),
    [
        (Practice(opens=datetime(2999, 1, 1, tzinfo=UTC)), "Practice opens on 2999-01-01 at 00:00"),
        (Practice(closes=datetime(2020, 1, 1, tzinfo=UTC)), "Practice closed on 2020-01-01"),
    ],
)
def test_outside_its_time_an_assignment_is_closed(
    tokens: Running, practice: Practice, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(tokens.served.settings, assignments={ASSIGNMENT: practice})
    monkeypatch.setattr(tokens.served, "settings", settings)
    found = tokens.cases("t-bob")
    assert found.status == 403 and found.said["error"].startswith(said)


def test_a_shared_token_at_another_address_is_another_student(tokens: Running) -> None:
    drawn = tokens.cases("shared")
    content = answers_to(drawn.said, right_names(tokens))
    draw = drawn.headers[DRAW_HEADER.lower()]
    found = tokens.verdict(draw, content, "shared", **{"X-Forwarded-For": "10.9.8.7"})
    assert found.status == 403 and "somebody else" in found.said["error"]


def test_a_flood_is_stopped_and_the_others_are_served(tokens: Running) -> None:
    statuses = [tokens.cases("shared").status for _ in range(40)]
    assert statuses.count(429) >= 5
    assert tokens.cases("t-bob").status == 200


def test_a_name_that_would_be_markup_is_text_on_the_class_page(tokens: Running) -> None:
    assert ask(tokens, "t-mal", "assign-sub-adds").status == 200
    text = tokens.ask("GET", f"/class?key={tokens.served.key}").content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in text and "<img" not in text


def test_the_class_page_is_for_nobody_but_whoever_has_its_key(tokens: Running) -> None:
    key = tokens.served.key
    for wrong in ("t-ada", "shared", key[:-1], key + "0", key.upper(), ""):
        for path in ("/v1/class", "/class"):
            headers = {"Authorization": f"Bearer {wrong}"}
            assert tokens.ask("GET", path, headers=headers).status == 403
    headers = {"Authorization": f"Bearer {key}"}
    assert tokens.ask("GET", "/v1/class", headers=headers).status == 200


def test_metrics_count_and_name_nobody(tokens: Running) -> None:
    assert [ask(tokens, "t-dan").status for _ in range(3)] == [200, 200, 429]
    text = tokens.ask("GET", "/metrics").content.decode()
    line = rf'autograder_verdicts_total{{assignment="{ASSIGNMENT}",question="{QUESTION}",outcome="'
    assert re.search(line + r'full"} \d+\n', text)
    assert 'autograder_refused_total{status="429"}' in text
    assert not re.search("ada|bob|dan", text, re.IGNORECASE)


def test_openapi_describes_what_is_there(tokens: Running) -> None:
    described = tokens.ask("GET", "/openapi.json").said
    assert described == openapi()
    for path, operations in described["paths"].items():
        place = path.format(assignment=ASSIGNMENT, question=QUESTION)
        for method in operations:
            assert tokens.ask(method.upper(), place, b"").status not in (404, 405)


def test_the_names_of_students_are_kept_only_where_the_course_wants_them(
    open_server: Running,
) -> None:
    assert open_server.served.settings.names is False
    mistakes = open_server.class_now().get(ASSIGNMENT, {}).get(QUESTION, {}).get("mistakes", [])
    assert not any("names" in mistake for mistake in mistakes)


# -------------------------------------------------------------------------------- two servers


@pytest.mark.slow
def test_two_servers_of_a_course_are_one(small_course: Path) -> None:
    said = f'keep = "two.db"\n[assignments."{ASSIGNMENT}"]\nan_hour = 0\n'
    with serving(small_course, said) as one, serving(small_course, said) as other:
        drawn = one.cases()
        content = answers_to(drawn.said, right_names(one))
        draw = drawn.headers[DRAW_HEADER.lower()]
        assert other.verdict(draw, content).said["verdict"]["points"] == 6
        assert one.verdict(draw, content).status == 409  # it was answered, though elsewhere
        seen = other.class_now()  # the one that judged answers once it has kept the outcome
        assert seen[ASSIGNMENT][QUESTION]["verdicts"] == 1
        assert one.class_now() == seen


def test_the_pool_is_the_same_on_every_server_and_changes() -> None:
    one, other = Pool("secret"), Pool("secret")
    assert one.seeds("sorting-merge") == other.seeds("sorting-merge")
    assert len(set(one.seeds("sorting-merge"))) > 1
    assert not {*one.seeds("sorting-merge")} & {*one.seeds("sorting-merge", 1)}
    assert not {*one.seeds("sorting-merge")} & {*Pool("another").seeds("sorting-merge")}


def test_a_signature_holds_for_the_course_only() -> None:
    draw = Signer("secret").sign("01", "q", "student", "00")
    assert Signer("secret").read(draw, "01", "q", "student").seed == "00"
    with pytest.raises(BadDraw):
        Signer("another").read(draw, "01", "q", "student")


# ---------------------------------------------------------------------------------- workers


@pytest.mark.slow
def test_answers_that_take_too_long_to_judge_are_refused(small_course: Path) -> None:
    source = CourseFolder.at(small_course).course.source

    async def try_it() -> None:
        workers = Workers(source, 1, WorkerLimits(seconds=0.001))
        order = {"do": "cases", "question": QUESTION, "seed": "00"}
        try:
            with pytest.raises(Refused) as why:
                await workers.carry_out(order)
            assert why.value.status == 422
            workers._workers[0]._limits = WorkerLimits()  # now there is time
            said, content = await workers.carry_out(order)  # in a new process
            assert said["status"] == 200 and workers.restarts == 1
            broken = {"do": "prepare", "question": QUESTION, "seed": "00", "mistake": "none such"}
            said, content = await workers.carry_out(broken)
            assert said["status"] == 500 and "tell your instructor" in content.decode()
            assert (await workers.carry_out(order))[0]["status"] == 200
            assert workers.restarts == 1  # a bug costs its order only
        finally:
            await workers.close()

    asyncio.run(try_it())


def test_a_bucket_fills_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("autograder.outside.serving.limits.time.monotonic", lambda: now)
    buckets = Buckets(2, 0.5)
    assert [buckets.wait("ada") for _ in range(3)] == [0.0, 0.0, 2.0]
    assert buckets.wait("bob") == 0.0
    now = 2.0
    assert buckets.wait("ada") == 0.0


# ------------------------------------------------------------------------------- JupyterHub


ACCESS = "access:services!service=practice"
USER = {"kind": "user", "groups": [], "roles": ["user"], "admin": False, "session_id": None}
SERVER = ["read:users:name!user", "users:activity!user"]  # a user's server has such rights


class FakeHub(BaseHTTPRequestHandler):
    """Answers as JupyterHub 6.1.1 does when asked whose a token is."""

    USERS = {
        "ada-token": {**USER, "name": "ada", "scopes": [ACCESS, *SERVER]},
        "cy-token": {**USER, "name": "cy", "scopes": ["access:services", *SERVER]},
        "bob-token": {**USER, "name": "bob", "scopes": SERVER},
        "dan-token": {**USER, "name": "dan", "scopes": ["access:services!service=other"]},
        "svc": {"kind": "service", "name": "x", "scopes": ["access:services"]},
    }
    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        token = self.headers.get("Authorization", "").removeprefix("token ")
        user = self.USERS.get(token) if self.path == "/hub/api/user" else None
        content = json.dumps(user or {"status": 403, "message": None}).encode()
        self.send_response(200 if user else 403)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def in_hub(url: str) -> dict[str, str]:
    """What a service finds in its environment."""
    return {"JUPYTERHUB_API_URL": url, "JUPYTERHUB_SERVICE_NAME": "practice"}


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeHub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hub/api"
    server.shutdown()


def test_the_hubs_users_are_known_by_their_tokens(hub: str) -> None:
    users = HubUsers("secret", in_hub(hub))

    async def try_it() -> None:
        ada = await users.caller("ada-token", "")
        assert ada.name == "ada"
        asked = FakeHub.asked
        assert await users.caller("ada-token", "") == ada
        assert FakeHub.asked == asked  # once is enough for a while
        for token in ("", "forged", "svc", "a" * 1000, "new\r\nline"):
            with pytest.raises(Refused) as why:
                await users.caller(token, "")
            assert why.value.status == 401

    asyncio.run(try_it())


def test_the_hub_decides_who_has_access(hub: str) -> None:
    users = HubUsers("secret", in_hub(hub))

    async def try_it() -> None:
        assert (await users.caller("cy-token", "")).name == "cy"  # who may use all services
        for token in ("bob-token", "dan-token"):
            with pytest.raises(Refused, match="tell your instructor") as why:
                await users.caller(token, "")
            assert why.value.status == 403

    asyncio.run(try_it())


def test_a_flood_of_tokens_does_not_reach_the_hub(
    hub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "MOST_ASKING", 3)
    users = HubUsers("secret", in_hub(hub))

    async def try_it() -> None:
        asked = FakeHub.asked
        tries = (users.caller(f"guess-{number}", "") for number in range(30))
        found = await asyncio.gather(*tries, return_exceptions=True)
        statuses = [one.status for one in found if isinstance(one, Refused)]
        assert sorted(set(statuses)) == [401, 503] and len(statuses) == 30
        assert FakeHub.asked - asked == statuses.count(401) == 3
        assert (await users.caller("ada-token", "")).name == "ada"

    asyncio.run(try_it())


def test_a_hub_that_is_away_is_no_reason_to_let_anybody_in() -> None:
    users = HubUsers("secret", {"JUPYTERHUB_API_URL": "http://127.0.0.1:9/hub/api"})
    with pytest.raises(Refused) as why:
        asyncio.run(users.caller("ada-token", ""))
    assert why.value.status == 503


def test_outside_a_hub_its_users_cannot_be_asked_for() -> None:
    with pytest.raises(BadConfiguration, match="JUPYTERHUB_API_URL is not set"):
        HubUsers("secret", {})


def test_without_tokens_students_are_told_apart_by_address() -> None:
    anyone = Anyone("secret")
    one, other = (asyncio.run(anyone.caller("", address)) for address in ("10.0.0.1", "10.0.0.2"))
    assert one.key != other.key and "10.0.0.1" not in one.key


# --------------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("who = 'everybody'", "who must be one of"),
        ("who = 'tokens'", "needs a file"),
        ("keep = 'somewhere'", "name a file that ends in .db"),
        ("keeps = 'nowhere'", "there is no setting 'keeps'"),
        ("[assignments.a]\nopens = 2026-01-01T00:00:00", "names no time zone"),
        ("[assignments.a]\nopens = 'soon'", "must be a date and a time"),
        ("[assignments.a]\nan_hour = '60'", "an_hour must be int"),
        ("[assignments.a]\nshow = 'all'", "a: there is no setting 'show'"),
        ("[assignments]\na = 1", "must be a table"),
        ("who = ", "cannot be used"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tmp_path: Path, said: str, why: str) -> None:
    (tmp_path / "serve.toml").write_text(said)
    with pytest.raises(BadConfiguration, match=why):
        read_serve_settings(tmp_path)


def test_an_assignment_without_a_table_is_closed_if_others_have_one(tmp_path: Path) -> None:
    assert read_serve_settings(tmp_path).practice("any") is not None
    (tmp_path / "serve.toml").write_text("[assignments.one]\nan_hour = 5")
    settings = read_serve_settings(tmp_path)
    assert settings.practice("one").an_hour == 5  # type: ignore[union-attr]
    assert settings.practice("other") is None
