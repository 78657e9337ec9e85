"""Whatever is sent to the server is refused with a sentence, and the others get their verdicts."""

import base64
import contextlib
import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from autograder.outside.serving import app, draws, patience
from autograder.outside.serving.draws import Signer
from autograder.outside.serving.openapi import DRAW_HEADER

from .conftest import ASSIGNMENT, QUESTION, Answer, Running, answers_to, place, right_names

OTHER = "variables-tensor"
JSON = {"Content-Type": "application/json"}
CASES, VERDICT = f"{place(QUESTION)}/cases", f"{place(QUESTION)}/verdict"


@pytest.fixture(scope="module")
def right(open_server: Running) -> Callable[[], tuple[str, dict[str, Any]]]:
    """Draws, each with its right answers, still as JSON."""

    def make() -> tuple[str, dict[str, Any]]:
        drawn = open_server.cases()
        content = answers_to(drawn.said, right_names(open_server))
        return drawn.headers[DRAW_HEADER.lower()], json.loads(content)

    return make


@pytest.fixture(autouse=True)
def the_others_get_their_verdicts(
    request: pytest.FixtureRequest, open_server: Running
) -> Iterator[None]:
    """After each hostile request, the server works as before."""
    yield
    found = open_server.ask("GET", "/healthz")
    assert found.status == 200


def refused(found: Answer, *statuses: int) -> None:
    assert found.status in statuses
    assert found.headers["content-type"].startswith("application/json")
    assert len(found.said["error"].split()) >= 4  # a sentence


# ------------------------------------------------------------------ addresses and methods

ADDRESSES = [
    ("GET", "/", 404),
    ("GET", "/v1", 404),
    ("GET", "/v1/questions/nothing/cases", 404),
    ("GET", f"/v1/assignments/99-none/questions/{QUESTION}/cases", 404),
    ("GET", place("loss-model") + "/cases", 404),
    ("GET", f"/v1/assignments/{ASSIGNMENT}/questions/..%2f..%2fsecret/cases", 404),
    ("GET", f"/v1/assignments/../.autograder/secret/questions/{QUESTION}/cases", 404),
    ("GET", "/.autograder/secret", 404),
    ("GET", f"/v1/assignments/%00/questions/{QUESTION}/cases", 404),
    ("GET", f"/v1/assignments/{'a' * 5000}/questions/{QUESTION}/cases", 404),
    ("GET", f"/v1/assignments/{ASSIGNMENT}/questions/<script>/cases", 404),
    ("POST", CASES, 405),
    ("GET", VERDICT, 405),
    ("DELETE", VERDICT, 405),
    ("PUT", "/class", 405),
    ("GET", "/class", 403),
    ("GET", "/class?key=guess", 403),
    ("GET", "/class?key=%F0%9F%98%80", 403),
    ("GET", "/v1/class?key=", 403),
]


@pytest.mark.parametrize(("method", "path", "status"), ADDRESSES)
def test_an_address_that_is_none(open_server: Running, method: str, path: str, status: int) -> None:
    refused(open_server.ask(method, path, headers=JSON), status)


def test_a_class_page_of_no_time(open_server: Running) -> None:
    key = open_server.served.key
    refused(open_server.ask("GET", f"/v1/class?key={key}&minutes=soon"), 400)
    assert open_server.ask("GET", f"/v1/class?key={key}&minutes=-5").said["minutes"] == 1
    assert open_server.ask("GET", f"/v1/class?key={key}&minutes={9**99}").status == 200


# ----------------------------------------------------------------------------------- draws


def forged_with_another_secret(draw: str) -> str:
    return Signer("guessed").sign(ASSIGNMENT, QUESTION, "student", "0" * 32)


def with_another_content(draw: str) -> str:
    said, _, signature = draw.partition(".")
    content = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
    longer = json.loads(content)
    longer[4] += 10**6  # it would never expire
    changed = base64.urlsafe_b64encode(json.dumps(longer).encode()).decode().rstrip("=")
    return f"{changed}.{signature}"


DRAWS: dict[str, Callable[[str], str]] = {
    "empty": lambda draw: "",
    "no signature": lambda draw: draw.partition(".")[0],
    "an empty signature": lambda draw: draw.partition(".")[0] + ".",
    "another's signature": lambda draw: draw[:-4] + ("AAAA" if draw[-4:] != "AAAA" else "BBBB"),
    "another secret": forged_with_another_secret,
    "another content": with_another_content,
    "not base64": lambda draw: "%%%.%%%",
    "not JSON": lambda draw: "bm90IEpTT04.bm90IEpTT04",
    "very long": lambda draw: "A" * 8000,
    "twice": lambda draw: f"{draw}.{draw}",
    "reversed": lambda draw: draw[::-1],
    "not ASCII": lambda draw: "é" * 40,
}


@pytest.mark.parametrize("change", DRAWS.values(), ids=DRAWS)
def test_a_draw_that_was_not_made_here(
    open_server: Running, right: Callable, change: Callable[[str], str]
) -> None:
    draw, said = right()
    refused(open_server.verdict(change(draw), json.dumps(said).encode()), 403)


def test_a_draw_that_is_missing(open_server: Running) -> None:
    refused(open_server.ask("POST", VERDICT, b"{}", JSON), 400)


def test_a_draw_for_another_question(open_server: Running, right: Callable) -> None:
    draw, said = right()
    refused(open_server.verdict(draw, json.dumps(said).encode(), question=OTHER), 403)


def test_a_draw_that_was_answered(open_server: Running, right: Callable) -> None:
    draw, said = right()
    content = json.dumps(said).encode()
    assert open_server.verdict(draw, content).status == 200
    refused(open_server.verdict(draw, content), 409)


def test_a_draw_sent_by_many_at_once_is_judged_once(open_server: Running, right: Callable) -> None:
    draw, said = right()
    content = json.dumps(said).encode()
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: open_server.verdict(draw, content).status, range(6)))
    assert found.count(200) == 1
    assert set(found) <= {200, 409, 429}


def test_a_draw_that_has_expired(
    open_server: Running, right: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draws, "SECONDS", -1)
    draw, said = right()
    refused(open_server.verdict(draw, json.dumps(said).encode()), 410)


# --------------------------------------------------------------------------------- answers


def in_first(said: dict[str, Any], answer: Any) -> dict[str, Any]:
    return {**said, "answers": [answer, *said["answers"][1:]]}


def nested(depth: int) -> Any:
    found: Any = {"kind": "none"}
    for _ in range(depth):
        found = {"kind": "list", "items": [found]}
    return found


def array(**changed: Any) -> dict[str, Any]:
    return {"kind": "array", "dtype": "float32", "shape": [1], "data": "AAAAAA==", **changed}


MALFORMED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "an empty object": lambda said: {},
    "a list": lambda said: [],
    "a number": lambda said: 7,
    "null": lambda said: None,
    "no answers": lambda said: {**said, "answers": []},
    "answers that are no list": lambda said: {**said, "answers": {"0": said["answers"][0]}},
    "one answer too few": lambda said: {**said, "answers": said["answers"][1:]},
    "one answer too many": lambda said: {**said, "answers": [*said["answers"], {"kind": "none"}]},
    "another question": lambda said: {**said, "question": OTHER},
    "another seed": lambda said: {**said, "seed": said["seed"] + 1},
    "another version": lambda said: {**said, "version": 99},
    "an answer that is text": lambda said: in_first(said, "right"),
    "an answer that is null": lambda said: in_first(said, None),
    "an answer without a kind": lambda said: in_first(said, {}),
    "an unknown kind": lambda said: in_first(said, {"kind": "code", "value": "1/0"}),
    "a kind that is a list": lambda said: in_first(said, {"kind": []}),
    "a list without items": lambda said: in_first(said, {"kind": "list"}),
    "a dict without pairs": lambda said: in_first(said, {"kind": "dict", "items": [1, 2]}),
    "a number that is text": lambda said: in_first(said, {"kind": "float", "value": "1e9"}),
    "an int of 200 digits": lambda said: in_first(said, {"kind": "int", "value": 10**200}),
    "an array of objects": lambda said: in_first(said, array(dtype="object")),
    "an array of a strange dtype": lambda said: in_first(said, array(dtype="V1000000000")),
    "an array of a negative shape": lambda said: in_first(said, array(shape=[-1])),
    "an array of a huge shape": lambda said: in_first(said, array(shape=[10**12, 10**12])),
    "an array of 100 dimensions": lambda said: in_first(said, array(shape=[1] * 100)),
    "an array of too few data": lambda said: in_first(said, array(shape=[1000])),
    "an array not in base64": lambda said: in_first(said, array(data="!!!!")),
    "an error without types": lambda said: in_first(said, {"kind": "error", "message": ""}),
    "an error of numbers": lambda said: in_first(said, {"kind": "error", "types": [1]}),
    "a text of a million letters": lambda said: in_first(
        said, {"kind": "text", "value": "a" * 10**6}
    ),
    "nested 40 deep": lambda said: in_first(said, nested(40)),
}


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED)
def test_answers_that_no_notebook_gives(
    open_server: Running, right: Callable, change: Callable[[Any], Any]
) -> None:
    draw, said = right()
    refused(open_server.verdict(draw, json.dumps(change(said)).encode()), 422)


BYTES = {
    "nothing": b"",
    "no JSON": b"\x80\x04\x95\x00pickle.",
    "half a JSON": b'{"version": 1, "answers": [',
    "not UTF-8": b'{"version": "\xff\xfe"}',
    "not a number": b'{"version": NaN}',
    "infinity": b'{"version": -Infinity}',
    "an int of a million digits": b'{"version": ' + b"9" * 10**6 + b"}",
    "deeper than Python can read": b"[" * 200_000,
    "deep and complete": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
}


@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_answers(open_server: Running, right: Callable, content: bytes) -> None:
    draw, _ = right()
    refused(open_server.verdict(draw, content), 400, 422)


def test_text_that_would_be_markup_is_escaped(open_server: Running, right: Callable) -> None:
    draw, said = right()
    said = in_first(said, {"kind": "text", "value": "<script>alert(1)</script>\u202e\ud800"})
    found = open_server.verdict(draw, json.dumps(said).encode())
    assert found.status == 200
    assert "<script" not in found.said["html"]
    assert "&lt;script&gt;" in found.said["html"]


# -------------------------------------------------------------------------- how it is sent


def test_answers_of_another_type(open_server: Running, right: Callable) -> None:
    draw, said = right()
    found = open_server.verdict(
        draw, json.dumps(said).encode(), **{"Content-Type": "application/x-pickle"}
    )
    refused(found, 415)


def test_answers_that_are_too_long_by_their_own_word(open_server: Running, right: Callable) -> None:
    draw, _ = right()
    with raw(open_server) as connection:
        head = f"{DRAW_HEADER}: {draw}\r\nContent-Length: {10**12}\r\n\r\n"
        connection.sendall(begin("POST", VERDICT) + head.encode())
        assert b" 413 " in connection.recv(1000).partition(b"\r\n")[0]


def test_answers_that_do_not_say_how_long_they_are(open_server: Running, right: Callable) -> None:
    draw, _ = right()
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with raw(open_server) as connection, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        head = f"{DRAW_HEADER}: {draw}\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(begin("POST", VERDICT) + head.encode())
        for _ in range(app.MOST_BODY // 0x10000 + 2):
            connection.sendall(chunk)
        assert b" 413 " in connection.recv(1000).partition(b"\r\n")[0]


def test_answers_that_come_a_byte_at_a_time(
    open_server: Running, right: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BODY_SECONDS", 0.3)
    draw, _ = right()
    with raw(open_server) as connection:
        head = f"{DRAW_HEADER}: {draw}\r\nContent-Length: 1000\r\n\r\n"
        connection.sendall(begin("POST", VERDICT) + head.encode())
        connection.sendall(b"{")
        assert b" 408 " in connection.recv(1000).partition(b"\r\n")[0]


def test_answers_whose_sender_goes_away(open_server: Running, right: Callable) -> None:
    draw, said = right()
    with raw(open_server) as connection:
        head = f"{DRAW_HEADER}: {draw}\r\nContent-Length: 1000\r\n\r\n"
        connection.sendall(begin("POST", VERDICT) + head.encode() + b"{")
    assert open_server.verdict(draw, json.dumps(said).encode()).status in (200, 429)


def test_a_head_that_comes_a_byte_at_a_time(
    open_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    with raw(open_server) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        assert connection.recv(1000) == b""


def test_a_connection_on_which_nothing_comes(
    open_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.3)
    with raw(open_server) as connection:
        assert connection.recv(1000) == b""


def test_a_head_that_never_ends(open_server: Running) -> None:
    with raw(open_server) as connection, contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        for number in range(200):
            connection.sendall(f"X-{number}: {'a' * 1000}\r\n".encode())
        found = connection.recv(1000)
        assert not found or b" 400 " in found.partition(b"\r\n")[0]


NO_HTTP = {"TLS": b"\x16\x03\x01\x02\x00", "SMTP": b"HELO there\r\n\r\n", "zeros": b"\0" * 100}


@pytest.mark.parametrize("content", NO_HTTP.values(), ids=NO_HTTP)
def test_what_is_no_http(open_server: Running, content: bytes) -> None:
    with raw(open_server) as connection:
        connection.sendall(content)
        assert b" 400 " in connection.recv(1000).partition(b"\r\n")[0]


@contextlib.contextmanager
def raw(server: Running) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        yield connection


def begin(method: str, path: str) -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n".encode()
