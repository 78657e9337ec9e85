"""Runs git on repositories that anybody may have written to, to fetch and to read objects.

Nothing is ever checked out, so no filter, no submodule and no LFS pointer is looked at. No
hook or template is used, and no configuration but ours is read. A token goes to git through
the environment of that one process, and only to its own host.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .token import Token

SECONDS = 300
TRIES = 4
PAUSE = 2.0  # seconds before the second try; then twice as long each time
MOST_BYTES = 1024**3  # of a pack: the most that a student's history may take up
NOT_FOUND = 127  # what a shell ends with if there is no such program
NOWHERE = os.devnull
TOKEN_VARIABLE = "AUTOGRADER_GIT_TOKEN"
# Answers only when git asks for it, with what is in the environment.
HELPER = (
    f'!f() {{ test "$1" = get && echo username=x-access-token && '
    f'echo "password=${TOKEN_VARIABLE}"; }}; f'
)
SETTINGS = {
    "core.hooksPath": NOWHERE,
    "core.attributesFile": NOWHERE,
    "core.fsmonitor": "false",
    "core.symlinks": "false",
    "credential.helper": "",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "http.followRedirects": "initial",
    "protocol.allow": "never",
    "protocol.https.allow": "always",
    "protocol.http.allow": "always",
    "protocol.ssh.allow": "always",
    "protocol.file.allow": "always",
    "transfer.bundleURI": "false",
}
# What git may know about the machine: where programs, keys, proxies and certificates are.
KEPT = ("PATH", "HOME", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR", "SYSTEMROOT")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
# What git, curl and ssh say when the network or the server fails temporarily.
PASSING = re.compile(
    r"could not resolve host|failed to connect|couldn't connect|connection refused"
    r"|connection (?:was )?(?:reset|closed)|timed out|operation too slow|empty reply"
    r"|network is unreachable|no route to host|name resolution"
    r"|returned error: (?:408|429|5\d\d)|rpc failed|early eof|hung up unexpectedly"
    r"|gnutls_handshake|gnutls recv|ssl_error_syscall|http/2 stream|http2 framing",
    re.IGNORECASE,
)
# One of our limits ended a part of git, which looks like a lost connection to the rest of it.
OURS = "died of signal"


class GitError(OSError):
    """git failed; the message is what it said."""


class Unreachable(GitError):
    """The network or the server failed: what was asked for may well exist."""


class TooSlow(Unreachable):
    """The time for one call was used up."""


@dataclass(frozen=True)
class Git:
    """git in one bare repository.

    Attributes:
        folder: the repository's folder.
        token: for the host of `remote_host`.
        remote_host: such as "https://github.com".
        sleep: waits so many seconds.
    """

    folder: Path
    token: Token = Token()
    remote_host: str = "https://github.com"
    sleep: Callable[[float], None] = time.sleep

    def create(self) -> None:
        """Make the repository, unless it exists."""
        if not (self.folder / "HEAD").is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            self.run("init", "--quiet", "--bare", "--template=", str(self.folder), inside=False)

    def run(self, *arguments: str, inside: bool = True, content: bytes | None = None) -> bytes:
        """What git writes to its standard output.

        Raises:
            Unreachable: the network or the server failed, or it took too long.
            GitError: anything else failed, or git is not installed.
        """
        where = [f"--git-dir={self.folder}"] if inside else []
        try:
            done = subprocess.run(
                [*_limited(), "git", *where, *arguments],
                input=content if content is not None else b"",
                capture_output=True,
                env=self._environment(),
                timeout=SECONDS,
            )
        except FileNotFoundError:  # on Windows; elsewhere, the shell before it says so
            raise GitError("git is not installed") from None
        except subprocess.TimeoutExpired:
            raise TooSlow(f"git {arguments[0]} took more than {SECONDS} s") from None
        if done.returncode == NOT_FOUND:
            raise GitError("git is not installed")
        if done.returncode:
            said = self.token.hide(done.stderr.decode("utf-8", "replace").strip())
            passing = PASSING.search(said) and OURS not in said
            kind = Unreachable if passing else GitError
            raise kind(said[-1000:] or f"git {arguments[0]} ended with {done.returncode}")
        return done.stdout

    def ask(self, *arguments: str) -> str:
        """The same for a command that talks to a server, as text; tried again if that may help.

        Raises:
            Unreachable: the network or the server failed every time, or it took too long.
            GitError: anything else failed.
        """
        for again in range(TRIES - 1):
            try:
                return self.text(*arguments)
            except TooSlow:
                raise
            except Unreachable:
                self.sleep(PAUSE * 2**again)
        return self.text(*arguments)

    def text(self, *arguments: str) -> str:
        """The same, as text without white space around it."""
        return self.run(*arguments).decode("utf-8", "replace").strip()

    def succeeds(self, *arguments: str) -> bool:
        """Whether git succeeds."""
        try:
            self.run(*arguments)
        except GitError:
            return False
        return True

    def _environment(self) -> dict[str, str]:
        known = os.environ
        proxies = [name for name in known if name.lower() in PROXIES]
        kept = {name: known[name] for name in (*KEPT, *proxies) if name in known}
        settings: Sequence[tuple[str, str]] = list(SETTINGS.items())
        if self.token:
            settings = [*settings, (f"credential.{self.remote_host}.helper", HELPER)]
            kept[TOKEN_VARIABLE] = self.token.secret
        counted = {"GIT_CONFIG_COUNT": str(len(settings))}
        for i, (key, value) in enumerate(settings):
            counted |= {f"GIT_CONFIG_KEY_{i}": key, f"GIT_CONFIG_VALUE_{i}": value}
        return {
            **kept,
            **counted,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": NOWHERE,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "",
            "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "LC_ALL": "C",
        }


def _limited() -> list[str]:
    """What stands before a command, so that it writes no file larger than a history may be.

    With `preexec_fn` instead, a command would start 36 ms later in a process of 400 MB.
    """
    if os.name != "posix":
        return []
    return ["/bin/sh", "-c", f'ulimit -S -f {MOST_BYTES // 512} 2>/dev/null; exec "$@"', "sh"]
