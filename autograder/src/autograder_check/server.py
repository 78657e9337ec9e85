"""Talks to the course's server for practice, and knows where it is."""

import gzip
import http.client
import json
import os
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .messages import ENGLISH, _, language

FILE = "practice.toml"  # beside the notebook, or above it
SERVER, TOKEN = "AUTOGRADER_SERVER", "AUTOGRADER_TOKEN"
HUB_TOKEN = "JUPYTERHUB_API_TOKEN"
DRAW_HEADER = "Autograder-Draw"
SECONDS = 30.0
MOST_BYTES = 16 * 1024 * 1024


class NoVerdict(Exception):
    """There will be no verdict; the message says why, for the student."""


@dataclass(frozen=True)
class Server:
    """Where the server is, and what lets this student in."""

    url: str
    token: str = ""


def find_server(
    url: str | None = None, folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Server | None:
    """The server at `url`, or else of the environment, or of practice.toml; None if none is named.

    JupyterHub's token goes only where the environment says: a file may have come with a notebook.

    Raises:
        NoVerdict: practice.toml cannot be read.
    """
    said = _file_said(folder or Path.cwd())
    token = environment.get(TOKEN) or said.get("token", "")
    if not url and (url := environment.get(SERVER, "")):
        token = token or environment.get(HUB_TOKEN, "")
    url = url or said.get("server", "")
    return Server(url.rstrip("/"), token) if url else None


def _file_said(folder: Path) -> dict[str, str]:
    for place in (folder, *folder.parents):
        path = place / FILE
        if path.is_file():
            try:
                said = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as problem:
                raise NoVerdict(
                    _("{path} cannot be read: {problem}.", path=path, problem=problem)
                ) from None
            return {name: str(value) for name, value in said.items()}
    return {}


def get_draw(server: Server, question: str) -> tuple[dict[str, Any], str, str]:
    """A draw of a question: its cases, the signed draw, and where to send the answers.

    Raises:
        NoVerdict: the server refuses, or cannot be reached.
    """
    place = f"{server.url}/v1/questions/{urllib.parse.quote(question, safe='')}/cases"
    content, headers, found = _request(server, urllib.request.Request(place))
    if not found.endswith("/cases") or DRAW_HEADER not in headers:
        raise _strange(server)
    return content, headers[DRAW_HEADER], found.removesuffix("cases") + "verdict"


def send_answers(server: Server, place: str, draw: str, content: bytes) -> dict[str, Any]:
    """The verdict on answers.

    Raises:
        NoVerdict: the server refuses, or cannot be reached.
    """
    headers = {"Content-Type": "application/json", DRAW_HEADER: draw}
    request = urllib.request.Request(place, content, headers, method="POST")
    return _request(server, request)[0]


def _request(server: Server, request: urllib.request.Request) -> tuple[dict[str, Any], Any, str]:
    """What the server says, as JSON; its headers; and where it was found in the end."""
    request.add_header("Accept-Encoding", "gzip")
    if language() != ENGLISH:
        request.add_header("Accept-Language", language())
    if server.token:
        request.add_header("Authorization", f"Bearer {server.token}")
    try:
        opener = _opener(request.host)
        with opener.open(request, timeout=SECONDS) as response:
            return _said(response), response.headers, response.url
    except urllib.error.HTTPError as error:
        try:
            raise NoVerdict(str(_said(error)["error"]))
        except (OSError, ValueError, KeyError, EOFError):
            raise _strange(server) from None
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        raise NoVerdict(
            _(
                "The server for verdicts cannot be reached ({server}). "
                "The checks above still help.",
                server=server.url,
            )
        ) from None
    except (ValueError, EOFError):
        raise _strange(server) from None


def _strange(server: Server) -> NoVerdict:
    return NoVerdict(
        _(
            "The server for verdicts gave an answer that makes no sense ({server}).",
            server=server.url,
        )
    )


def _said(response: Any) -> dict[str, Any]:
    content = response.read(MOST_BYTES)
    if response.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    said = json.loads(content)
    if not isinstance(said, dict):
        raise ValueError("not an object")
    return said


def _opener(host: str) -> urllib.request.OpenerDirector:
    """Opens addresses, through the machine's proxy unless they are on this very machine."""
    name = host.rpartition(":")[0] or host
    if name in ("127.0.0.1", "localhost", "[::1]"):
        return urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener()
