"""A small client of GitHub's REST API: pages, limits, retries, and errors in words."""

import contextlib
import email.utils
import http.client
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .token import Token, find_token

PUBLIC = "https://api.github.com"
VERSION = "2022-11-28"
PER_PAGE = 100
TRIES = 5
MOST_WAIT = 15 * 60.0  # seconds; a longer limit ends the run, which can be resumed later
MOST_BYTES = 32 * 1024 * 1024
LIMITS = (403, 429)  # a request that is refused with these has done nothing
NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')


class GitHubError(OSError):
    """GitHub did not do what was asked; the message says why and what to do."""


class NotFound(GitHubError):
    """It does not exist, or the token may not see it."""


class Refused(GitHubError):
    """This one thing is not allowed; others may be."""


@dataclass(frozen=True)
class Answer:
    """An answer: its JSON, its headers (in lower case) and the address it finally came from."""

    content: Any
    headers: dict[str, str]
    url: str


@dataclass
class GitHub:
    """GitHub's API.

    Attributes:
        token: sent to the API's own address and to no other.
        address: where the API is.
        sleep: waits so many seconds.
        tell: shows the user a sentence, such as that it is waiting.
    """

    token: Token
    address: str = PUBLIC
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = field(default=lambda text: None)

    def get(self, path: str) -> Answer:
        """Ask for a path such as "/repos/OWNER/NAME".

        Raises:
            NotFound: there is no such thing.
            GitHubError: the token is refused, a limit lasts too long, or GitHub cannot be reached.
        """
        return self.send("GET", path)

    def send(self, method: str, path: str, content: Any = None) -> Answer:
        """Send a request for a path, with this content as JSON.

        Raises:
            GitHubError: as for `get`.
        """
        return self._ask(method, self.address.rstrip("/") + path, content)

    def pages(self, path: str) -> Iterator[Any]:
        """The items of a list, page after page.

        Raises:
            GitHubError: as for `get`, or the next page is not at the API's address.
        """
        joint = "&" if "?" in path else "?"
        url: str | None = f"{self.address.rstrip('/')}{path}{joint}per_page={PER_PAGE}"
        while url:
            answer = self._ask("GET", url)
            if not isinstance(answer.content, list):
                raise GitHubError(f"GitHub's answer to {path} is not a list")
            yield from answer.content
            following = NEXT.search(answer.headers.get("link", ""))
            url = following[1] if following else None
            if url and _origin(url) != _origin(self.address):
                raise GitHubError(f"the next page of {path} is said to be at another address")

    def _ask(self, method: str, url: str, content: Any = None) -> Answer:
        """Send one request; send it again if that may help and does nothing twice.

        Raises:
            GitHubError: as for `get`.
        """
        once = method == "POST"  # what was not answered may have been done
        for again in range(TRIES):
            try:
                return self._send_once(method, url, content)
            except urllib.error.HTTPError as error:
                with error:
                    wait = self._wait_or_raise(error, url, again)
                why, unclear = f"answered {error.code}", error.code not in LIMITS
            except (urllib.error.URLError, http.client.HTTPException, TimeoutError,
                    ConnectionError, ValueError) as error:  # fmt: skip
                why, unclear = f"cannot be reached: {getattr(error, 'reason', error)}", True
                wait = 2.0**again
            if once and unclear:
                break
            if again + 1 < TRIES:
                self.sleep(wait)
        raise self._error(f"{_shown(url)} {why}; try again later")

    def _send_once(self, method: str, url: str, content: Any) -> Answer:
        headers = {
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
            "User-Agent": "autograder",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token.secret}"
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        opener = urllib.request.build_opener(_SameOrigin(self.address))
        with opener.open(request, timeout=60) as response:
            body = response.read(MOST_BYTES)
            known = {name.lower(): value for name, value in response.headers.items()}
            return Answer(json.loads(body) if body else None, known, response.geturl())

    def _wait_or_raise(self, error: urllib.error.HTTPError, url: str, again: int) -> float:
        """How long to wait before the next try.

        Raises:
            GitHubError: trying again would not help.
        """
        said = _message(error)
        if error.code == 401:
            raise self._error(
                "GitHub does not accept the token: it has expired, was revoked or is mistyped. "
                "Make a new one and set GH_TOKEN, or run `gh auth login`"
            )
        if error.code == 404:
            raise NotFound(
                self.token.hide(
                    f"GitHub has no {_shown(url)}, or "
                    + (
                        "the token may not see it"
                        if self.token
                        else "shows it only with a token: GH_TOKEN"
                    )
                )
            )
        if error.code in LIMITS and _is_limit(error, said):
            wait = _limit_wait(error, again)
            if wait > MOST_WAIT:
                raise self._error(
                    f"GitHub takes no more requests for {wait / 60:.0f} minutes (rate limit). "
                    "Run the same command again then: it goes on where it stopped"
                )
            self.tell(f"GitHub asks us to wait {wait:.0f} s")
            return wait
        if error.code >= 500:
            return 2.0**again
        raise Refused(self.token.hide(f"GitHub refused {_shown(url)} ({error.code}): {said}"))

    def _error(self, text: str) -> GitHubError:
        return GitHubError(self.token.hide(text))


class _SameOrigin(urllib.request.HTTPRedirectHandler):
    """Follows a moved repository, but takes the token to no other address."""

    def __init__(self, address: str) -> None:
        self._origin = _origin(address)

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if _origin(newurl) != self._origin:
            raise GitHubError("GitHub's API sent us to another address, which gets no token")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_limit(error: urllib.error.HTTPError, said: str) -> bool:
    headers = error.headers
    return (
        error.code == 429
        or headers.get("retry-after") is not None
        or headers.get("x-ratelimit-remaining") == "0"
        or "rate limit" in said.lower()
    )


def _limit_wait(error: urllib.error.HTTPError, again: int) -> float:
    """Seconds: what the answer says, else a minute, and longer each time."""
    after, reset = error.headers.get("retry-after"), error.headers.get("x-ratelimit-reset")
    if after is not None and after.isdigit():
        return float(after)
    with contextlib.suppress(ValueError):  # a date that cannot be read does not count
        moment = email.utils.parsedate_to_datetime(after or "")
        return max(0.0, moment.timestamp() - time.time())
    if error.headers.get("x-ratelimit-remaining") == "0" and reset and reset.isdigit():
        return max(0.0, float(reset) - time.time()) + 1.0
    return 60.0 * 2**again


def _message(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read(100_000)).get("message", ""))[:300]
    except (ValueError, AttributeError, OSError):
        return str(error.reason)[:300]


def web_address(api: str) -> str:
    """Where the repositories of an API's GitHub are: https://github.com, or a school's own."""
    scheme, host = _origin(api)
    hosted = host == "api.github.com" or host.endswith(".ghe.com")
    return f"{scheme}://{host.removeprefix('api.') if hosted else host}"


def token_for(api: str) -> Token:
    """The token in the environment, or the one that `gh` keeps for this GitHub and no other."""
    return find_token(urllib.parse.urlsplit(web_address(api)).netloc)


def _origin(url: str) -> tuple[str, str]:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, parts.netloc


def _shown(url: str) -> str:
    return urllib.parse.urlsplit(url).path
