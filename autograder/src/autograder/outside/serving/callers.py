"""Who asks: whoever can reach the server, whoever has a token of the course, or JupyterHub's users.

Wherever a student is kept, it is under a key made from the course's secret.
"""

import asyncio
import hashlib
import hmac
import ipaddress
import json
import os
import time
import urllib.error
import urllib.request
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..grading.settings import BadConfiguration
from .draws import derived
from .refused import Refused, later

LOOK_AGAIN = 2.0  # seconds, for tokens that were added or taken away
HUB_SECONDS = 5.0
KNOWN_SECONDS = 300.0  # that the hub's word on a token holds
MOST_KNOWN = 50_000
MOST_ASKING = 100  # at once
MOST_TOKEN = 300
ASK_WITH = "Ask with the course's token: set AUTOGRADER_TOKEN to it, or put it into practice.toml."
ASK_IN_HUB = "Ask from a notebook in the course's JupyterHub."
NO_ACCESS = "JupyterHub does not let you ask for verdicts here: tell your instructor."


@dataclass(frozen=True)
class Caller:
    """A student, by the key under which limits are counted; and by name, if there is one."""

    key: str
    name: str | None = None


class Callers(Protocol):
    """Tells who asks."""

    async def caller(self, token: str, address: str) -> Caller:
        """Who asks with this token, "" for none, from this address.

        Raises:
            Refused: nobody who may.
        """
        ...


class Anyone:
    """Whoever can reach the server; told apart by their addresses."""

    def __init__(self, secret: str) -> None:
        self._key = derived(secret, "students")

    async def caller(self, token: str, address: str) -> Caller:
        """The student at this address."""
        return Caller(_key(self._key, f"address {place_of(address)}"))


class Tokens:
    """Those who have a token of a file: a line each, with the student's name if it is theirs alone.

    The file is read again when it changes.

    Raises:
        BadConfiguration: there is no such file.
    """

    def __init__(self, secret: str, path: Path) -> None:
        self._key = derived(secret, "students")
        self._path = path
        self._looked = self._changed = -1.0
        self._names: dict[bytes, str | None] = {}
        self._read()

    async def caller(self, token: str, address: str) -> Caller:
        """The student whose token it is; those who share one are told apart by their addresses."""
        if time.monotonic() - self._looked > LOOK_AGAIN:
            self._read()
        known = _digest(token)
        if not token or known not in self._names:
            raise Refused(401, ASK_WITH)
        name = self._names[known]
        if name is None:
            return Caller(_key(self._key, f"token {known.hex()} {place_of(address)}"))
        return Caller(_key(self._key, f"name {name}"), name)

    def _read(self) -> None:
        self._looked = time.monotonic()
        try:
            changed = self._path.stat().st_mtime
            if changed == self._changed:
                return
            lines = token_lines(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            if self._names:
                return  # it is being written; the tokens read before go on holding
            raise BadConfiguration(f"the tokens cannot be read: {problem}") from None
        self._changed = changed
        self._names = {_digest(token): name or None for token, name in lines}


def token_lines(text: str) -> list[tuple[str, str]]:
    """The tokens in a file's text, each with the name behind it; "" if there is none."""
    lines = [line for line in text.splitlines() if line.strip() and line[0] != "#"]
    words = [line.split(None, 1) for line in lines]
    return [(token, name[0].strip() if name else "") for token, *name in words]


class HubUsers:
    """The users of a JupyterHub whose service this is.

    A notebook sends the token that its server has anyway, and the hub says whose it is, and whether
    its scopes give access to this service.

    Args:
        environment: where JupyterHub has put its address, if not this process's.

    Raises:
        BadConfiguration: this process was not started by a JupyterHub.
    """

    def __init__(self, secret: str, environment: Mapping[str, str] = os.environ) -> None:
        self._key = derived(secret, "students")
        self._url = environment.get("JUPYTERHUB_API_URL", "")
        if not self._url:
            raise BadConfiguration(
                'who = "jupyterhub" works in a service that JupyterHub starts: '
                "JUPYTERHUB_API_URL is not set"
            )
        service = environment.get("JUPYTERHUB_SERVICE_NAME", "")
        self._scopes = {"access:services", f"access:services!service={service}"}
        self._known: OrderedDict[bytes, tuple[float, str]] = OrderedDict()
        self._asking = 0

    async def caller(self, token: str, address: str) -> Caller:
        """The hub's user whose token it is."""
        if not token or len(token) > MOST_TOKEN or not (token.isascii() and token.isprintable()):
            raise Refused(401, ASK_IN_HUB)
        digest = _digest(token)
        until, name = self._known.get(digest, (0.0, ""))
        if until < time.monotonic():
            name = await self._ask(token)
            self._known[digest] = time.monotonic() + KNOWN_SECONDS, name
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return Caller(_key(self._key, f"hub {name}"), name)

    async def _ask(self, token: str) -> str:
        """The user's name, from the hub, which is not asked more than it can answer."""
        if self._asking >= MOST_ASKING:
            raise later(503, "JupyterHub is being asked too much: try again in a moment.", 5)
        self._asking += 1
        try:
            return await asyncio.to_thread(self._asked, token)
        finally:
            self._asking -= 1

    def _asked(self, token: str) -> str:
        """The user's name, from the hub."""
        request = urllib.request.Request(f"{self._url.rstrip('/')}/user")
        try:
            request.add_header("Authorization", f"token {token}")
            with _direct.open(request, timeout=HUB_SECONDS) as response:
                said = json.loads(response.read(1024 * 1024))
        except urllib.error.HTTPError as error:
            if error.code in (401, 403, 404):
                raise Refused(401, ASK_IN_HUB) from None
            raise Refused(503, "JupyterHub does not answer: try again in a minute.") from None
        except (OSError, ValueError):
            raise Refused(503, "JupyterHub does not answer: try again in a minute.") from None
        name = said.get("name") if isinstance(said, dict) else None
        if not isinstance(name, str) or said.get("kind", "user") != "user":
            raise Refused(401, ASK_IN_HUB)  # a service's token is nobody's
        scopes = said.get("scopes")
        if not isinstance(scopes, list) or not self._scopes.intersection(map(str, scopes)):
            raise Refused(403, NO_ACCESS)
        return name


# The hub is beside this process: a proxy for the world outside has no business here.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def place_of(address: str) -> str:
    """What tells addresses apart: an IPv6 subscriber has 2**64 of them, and counts as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))


def _key(key: bytes, who: str) -> str:
    return hmac.new(key, who.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
