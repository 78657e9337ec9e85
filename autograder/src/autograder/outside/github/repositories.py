"""Lists the students' repositories: those of an organization, or those that a file names."""

import re
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .api import GitHub, NotFound, Refused
from .roster import Roster

SHORT = re.compile(r"[\w.-]+/[\w.-]+")  # OWNER/NAME


class NoRepositories(OSError):
    """There is nothing to collect; the message says what was looked for."""


@dataclass(frozen=True)
class Repository:
    """A student's repository.

    Attributes:
        name: its name, without its owner.
        username: the student's, from the repository's name or from the file.
        address: what git fetches from.
        url: its address, for people.
        branch: the default branch; "" if that is not known.
        full_name: OWNER/NAME for GitHub's API; "" if it is not on that GitHub.
        private: whether it is private; None if that is not known.
        formerly: the name that was asked for, if it has been renamed since.
        trouble: why GitHub does not show it; "" if it does, or was not asked.
    """

    name: str
    username: str
    address: str
    url: str = ""
    branch: str = ""
    full_name: str = ""
    private: bool | None = None
    formerly: str = ""
    trouble: str = ""


def of_organization(github: GitHub, organization: str, prefix: str) -> list[Repository]:
    """The repositories PREFIX-USERNAME of an organization, in order.

    Raises:
        NoRepositories: there are none.
        GitHubError: they cannot be listed.
    """
    place = urllib.parse.quote(organization, safe="")
    all_of_them = list(github.pages(f"/orgs/{place}/repos?type=all"))
    found = [
        _described(known, prefix)
        for known in all_of_them
        if _username(known["name"], prefix) and not known.get("is_template")
    ]
    if not found:
        others = sorted(
            {start for known in all_of_them if (start := _classroom(known["name"], prefix))}
        )
        hint = "".join(
            f"; for those named {name}-{prefix}-…, as Classroom 50 does, add --classroom {name}"
            for name in others[:3]
        )
        raise NoRepositories(f"{organization} has no repository named {prefix}-…{hint}")
    return sorted(found, key=lambda repository: repository.name)


def for_each_member(repositories: Iterable[Repository], roster: Roster) -> list[Repository]:
    """The same, with a team's repository once for each of its members."""
    return [
        replace(repository, username=username)
        for repository in repositories
        for username in [one.username for one in roster.members(repository.username)]
        or [repository.username]
    ]


def of_file(path: Path, github: GitHub | None, prefix: str) -> list[Repository]:
    """The repositories listed in a file, one a line: `ADDRESS` or `USERNAME ADDRESS`.

    An address is OWNER/NAME on GitHub, or anything that git can fetch from. Lines that begin
    with # are comments. Without `github`, GitHub's API is not asked.

    Raises:
        NoRepositories: the file names none, or a line cannot be understood or has a password.
        GitHubError: GitHub cannot be asked.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise NoRepositories(f"{path} is not in UTF-8: save it as UTF-8") from None
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    wrong = [" ".join(line) for line in words if len(line) > 2 or line[-1].startswith("-")]
    if wrong or not words:
        why = f"cannot understand the line {wrong[0]!r}" if wrong else "the file is empty"
        raise NoRepositories(f"{path}: {why}; a line is `ADDRESS` or `USERNAME ADDRESS`")
    for line in words:
        if _has_secret(line[-1]):  # it would be kept, and shown in grades.csv
            host = urllib.parse.urlsplit(line[-1]).hostname
            raise NoRepositories(
                f"{path}: an address at {host} has a password or a token in it. Take it out; for "
                "GitHub set GH_TOKEN, for other servers use a key, with ssh://"
            )
    return [_named(line[-1], line[0] if line[1:] else "", github, prefix) for line in words]


def _named(address: str, username: str, github: GitHub | None, prefix: str) -> Repository:
    short = _short(address)
    name = (short or address.rstrip("/")).rsplit("/", 1)[-1].removesuffix(".git")
    username = username or _username(name, prefix) or name
    if short and github is not None:
        owner, _, repository = short.partition("/")
        try:
            known = github.get(f"/repos/{owner}/{repository}").content
        except (NotFound, Refused) as error:  # the others may well exist
            return Repository(name, username, address, trouble=str(error))
        found = _described(known, prefix, username)
        renamed = found.full_name.casefold() != short.casefold()
        return replace(found, formerly=short) if renamed else found
    if short:
        address, url = f"https://github.com/{short}.git", f"https://github.com/{short}"
        return Repository(name, username, address, url)
    return Repository(name, username, address, address if "://" in address else "")


def _has_secret(address: str) -> bool:
    parts = urllib.parse.urlsplit(address) if "://" in address else None
    if parts is None:
        return False
    # For ssh a user name is no secret; on the web it is often a token.
    return parts.password is not None or (parts.scheme != "ssh" and "@" in parts.netloc)


def _short(address: str) -> str:
    """OWNER/NAME if the address is on GitHub, else ""."""
    for start in ("https://github.com/", "git@github.com:"):
        if address.startswith(start):
            return address.removeprefix(start).rstrip("/").removesuffix(".git")
    is_short = SHORT.fullmatch(address) and not Path(address).exists()
    return address if is_short else ""


def _described(known: Any, prefix: str, username: str = "") -> Repository:
    """A repository as the API describes it."""
    return Repository(
        name=known["name"],
        username=username or _username(known["name"], prefix) or known["name"],
        address=known["clone_url"],
        url=known.get("html_url", ""),
        branch=known.get("default_branch") or "",
        full_name=known["full_name"],
        private=known.get("private"),
    )


def _classroom(name: str, assignment: str) -> str:
    """What stands before the assignment in CLASSROOM-ASSIGNMENT-USERNAME; "" if it is none."""
    start, found, username = name.casefold().partition(f"-{assignment}-".casefold())
    return start if found and username else ""


def _username(name: str, prefix: str) -> str:
    """What follows the prefix in a repository's name."""
    start = f"{prefix}-".casefold()
    return name[len(start) :] if name.casefold().startswith(start) else ""
