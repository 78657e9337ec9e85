"""Requests that lie about themselves, or that keep a connection for nothing, cost nobody else."""

import contextlib
import json
import socket
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.outside.serving import app, patience
from autograder.outside.serving.callers import place_of
from autograder.outside.serving.openapi import DRAW_HEADER
from autograder.outside.serving.patience import is_among

from .conftest import QUESTION, Running, answers_to, place, right_names, serving

CASES, VERDICT = f"{place(QUESTION)}/cases", f"{place(QUESTION)}/verdict"
POST = f"POST {VERDICT} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n".encode()
GET = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"


@pytest.fixture(autouse=True)
def the_others_are_served(open_server: Running) -> Iterator[None]:
    """After each of these, the server works as before, and at once."""
    yield
    assert open_server.ask("GET", "/openapi.json").status == 200


@contextlib.contextmanager
def raw(server: Running) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        yield connection


def said(server: Running, content: bytes) -> bytes:
    """All that the server says to these bytes, until it closes the connection or is silent."""
    found = b""
    with raw(server) as connection:
        connection.settimeout(0.3)
        with contextlib.suppress(OSError):
            connection.sendall(content)
            while more := connection.recv(65536):
                found += more
    return found


def statuses(found: bytes) -> list[int]:
    return [int(part[:3]) for part in found.split(b"HTTP/1.1 ")[1:]]


# ------------------------------------------------------------------------------ two meanings

HIDDEN = b"GET /class HTTP/1.1\r\nHost: a\r\n\r\n"  # 403, if it were taken for a request
AMBIGUOUS = {
    "a length and chunks": POST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + HIDDEN,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 40\r\n\r\n" + HIDDEN,
    "a list of lengths": POST + b"Content-Length: 0, 40\r\n\r\n" + HIDDEN,
    "a negative length": POST + b"Content-Length: -1\r\n\r\n" + HIDDEN,
    "a length with a sign": POST + b"Content-Length: +0\r\n\r\n" + HIDDEN,
    "a length in hex": POST + b"Content-Length: 0x28\r\n\r\n" + HIDDEN,
    "a superscript length": POST + b"Content-Length: \xb2\r\n\r\n" + HIDDEN,
    "a length beyond 64 bits": POST + b"Content-Length: 99999999999999999999999\r\n\r\n" + HIDDEN,
    "chunks that are not last": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + HIDDEN,
    "chunks of another name": POST + b"Transfer-Encoding: xchunked\r\n\r\n" + HIDDEN,
    "a space before the colon": POST + b"Content-Length : 40\r\n\r\n" + HIDDEN,
    "a folded header": POST + b"X: a\r\n Content-Length: 40\r\n\r\n" + HIDDEN,
    "a NUL in a header": GET + b"X: a\0b\r\n\r\n" + HIDDEN,
    "a lone CR in a header": GET + b"X: a\rY: b\r\n\r\n" + HIDDEN,
    "a chunk of negative size": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + HIDDEN,
    "a chunk beyond 64 bits": POST + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
    "a chunk longer than it says": POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\nabcdef\r\n",
    "a version that is none": b"GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a method that is none": b"STEAL /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a tunnel": b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "an address with a space": b"GET /healthz /class HTTP/1.1\r\nHost: a\r\n\r\n",
}


@pytest.mark.parametrize("content", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_a_request_with_two_meanings_gets_none(open_server: Running, content: bytes) -> None:
    found = statuses(said(open_server, content))
    assert 403 not in found[1:] and 200 not in found  # what it hides is no request
    assert all(400 <= status < 500 for status in found)


HARMLESS = {
    "the address of another server": b"GET http://example.org/healthz HTTP/1.1\r\nHost: b\r\n\r\n",
    "another host": b"GET /healthz HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "an upgrade to HTTP/2": GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "an upgrade to a socket": GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "a trailer": GET
    + b"Transfer-Encoding: chunked\r\n\r\n1;a=b\r\nx\r\n0\r\nContent-Length: 9\r\n\r\n",
    "a range": GET + b"Range: bytes=0-0,5-\r\n\r\n",
    "an odd language": GET + b"Accept-Language: \xff;q=\x01a\r\n\r\n",
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_a_strange_request_is_answered_as_a_plain_one(open_server: Running, content: bytes) -> None:
    found = said(open_server, content)
    assert statuses(found) in ([200], [400])
    assert b"101 Switching" not in found


def test_requests_that_do_not_wait_for_answers_get_none(open_server: Running) -> None:
    assert 400 in statuses(said(open_server, (GET + b"\r\n") * 200))[:2]


# -------------------------------------------------------------------------------- long heads


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"a" * 200_000 + b"\r\n",
        b"".join(b"X-%d: 1\r\n" % number for number in range(5000)),
        b"Cookie: a=b\r\n" * 2000,
    ],
    ids=["one long line", "many lines", "the same line"],
)
def test_a_head_that_is_too_long_in_one_piece(open_server: Running, head: bytes) -> None:
    assert 200 not in statuses(said(open_server, GET + head + b"\r\n"))


def test_an_address_that_is_too_long(open_server: Running) -> None:
    content = b"GET /healthz?" + b"a=b&" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"
    assert 200 not in statuses(said(open_server, content))


# ------------------------------------------------------------------- connections for nothing


def is_cut(connection: socket.socket) -> bool:
    """Whether the server ends the connection."""
    connection.settimeout(5)
    with contextlib.suppress(ConnectionError):
        while connection.recv(1 << 20):
            pass
    return True


def test_a_body_for_a_request_that_needs_none(
    open_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", 0.3)
    with raw(open_server) as connection:
        connection.sendall(GET + b"Content-Length: 1000000\r\n\r\n")
        assert b" 200 " in connection.recv(1000)
        with pytest.raises(ConnectionError):  # it goes on and on
            for _ in range(100):
                connection.sendall(b"x")
                time.sleep(0.02)


def test_a_client_that_never_reads(open_server: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", 0.3)
    monkeypatch.setattr(app, "openapi", lambda: "more than a connection holds" * 10**6)
    with raw(open_server) as connection:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1.0)
        assert is_cut(connection)


def test_an_expected_100_is_no_reason_to_wait(
    open_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", 0.3)
    with raw(open_server) as connection:
        connection.sendall(POST + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n")
        assert is_cut(connection)


def test_a_long_answered_connection_stays_open(
    open_server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_SECONDS", 0.2)
    with raw(open_server) as connection:
        for _ in range(4):
            connection.sendall(GET + b"\r\n")
            time.sleep(0.15)
            assert b" 200 " in connection.recv(1000)


def test_half_open_connections_are_no_hindrance(open_server: Running) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(200):
            connection = stack.enter_context(raw(open_server))
            if number % 2:
                connection.sendall(b"GET /heal")
                connection.shutdown(socket.SHUT_WR)
        assert open_server.cases().status == 200


def test_an_address_has_no_more_connections_than_it_may(
    small_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "MOST_AN_ADDRESS", 5)
    with serving(small_course, trusted="10.0.0.1") as running, contextlib.ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(raw(running))
        with pytest.raises(OSError):
            running.ask("GET", "/healthz")
        stack.close()
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            with contextlib.suppress(OSError):
                if running.ask("GET", "/healthz").status == 200:
                    break


def test_proxies_are_known_by_address_or_network() -> None:
    assert is_among("10.1.2.3", "127.0.0.1, 10.0.0.0/8") and is_among("::1", "::1")
    assert is_among("1.2.3.4", "*")
    for address, places in [("127.0.0.11", "127.0.0.1"), ("", "127.0.0.1"), ("1.2.3.4", "")]:
        assert not is_among(address, places)


# ---------------------------------------------------------------------------- who somebody is


def test_an_ipv6_subscriber_is_one_student() -> None:
    assert place_of("2001:db8:1:2::1") == place_of("2001:db8:1:2:ffff::9")
    assert place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1")
    assert place_of("::ffff:10.0.0.1") == place_of("10.0.0.1") != place_of("10.0.0.2")
    assert place_of("no address") == "no address"


LOOKALIKES = [
    "vari\u0430bles-assign",  # a Cyrillic а
    "variables\u2010assign",
    "variables-assign\u200b",
    "VARIABLES-ASSIGN",
    "ｖariables-assign",
    "variables-assign\u0000",
    "variables-assign/",
    "variables-assign/.",
    "variables-assign;x=1",
    "../variables-assign",
    "\u202evariables-assign",
    "variables-assign" * 300,
]


@pytest.mark.parametrize("name", LOOKALIKES, ids=ascii)
def test_a_name_that_only_looks_like_a_questions(open_server: Running, name: str) -> None:
    path = place("NAME").replace("NAME", urllib.parse.quote(name, safe=""))
    assert open_server.ask("GET", f"{path}/cases").status == 404


PATHS = [
    *("//healthz", "/./healthz", "/healthz/..", "/%2e%2e/healthz", "/healthz%00"),
    *("/%c0%ae%c0%ae/healthz", "/v1/../healthz", "/healthz/", "/HEALTHZ", "/%68ealthz/x", "/%"),
    *("/v1/questions/%2e%2e/cases", "/class;key=x", "/v1/class/", "/docs", "/static/../class"),
]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_elsewhere(open_server: Running, path: str) -> None:
    found = open_server.ask("GET", path)
    assert found.status in (307, 400, 404), found
    assert "location" not in found.headers or found.headers["location"].count("//") <= 1


# ------------------------------------------------------------------------------- odd answers

ODD = {
    "a float beyond all floats": '{"kind": "float", "value": 1e999}',
    "a whole number for a float": '{"kind": "float", "value": 18446744073709551616}',
    "a bool for an int": '{"kind": "int", "value": true}',
    "a number that is text": '{"kind": "bool", "value": "nan"}',
    "the same key twice": '{"kind": "none", "kind": "list", "items": []}',
    "half a letter": '{"kind": "error", "types": ["\\ud800"], "message": "\\udfff"}',
    "half a key": '{"kind": "dict", "items": [["\\ud800", {"kind": "none"}]]}',
    "an empty array of much": '{"kind": "array", "dtype": "int8", "shape": [0, 9e9], "data": ""}',
    "an empty array of more": f'{{"kind": "array", "dtype": "int8", "shape": [0, {2**70}], '
    '"data": ""}',
    "many keys": json.dumps({"kind": "none", **{str(n): n for n in range(50_000)}}),
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_an_odd_answer_is_judged_or_refused(open_server: Running, answer: str) -> None:
    drawn = open_server.cases()
    whole = json.loads(answers_to(drawn.said, right_names(open_server)))
    right = whole.pop("answers")
    some = [answer, *map(json.dumps, right[1:])]
    content = f'{json.dumps(whole)[:-1]}, "answers": [{", ".join(some)}]}}'
    found = open_server.verdict(drawn.headers[DRAW_HEADER.lower()], content.encode())
    assert found.status in (200, 400, 422)
    if found.status == 200:
        verdict = found.said["verdict"]
        assert verdict["points"] < verdict["max_points"]


ENCODED = {
    "gzip": ({"Content-Encoding": "gzip"}, b"\x1f\x8b\x08" + b"\0" * 100),
    "another charset": ({"Content-Type": "application/json; charset=utf-7"}, b"+AHs-}"),
    "a mark before it": ({}, b"\xef\xbb\xbf{}"),
    "UTF-32": ({}, "{}".encode("utf-32")),
}


@pytest.mark.parametrize(("headers", "content"), ENCODED.values(), ids=ENCODED)
def test_answers_that_are_encoded(
    open_server: Running, headers: dict[str, str], content: bytes
) -> None:
    draw = open_server.cases().headers[DRAW_HEADER.lower()]
    assert open_server.verdict(draw, content, **headers).status in (400, 422)
