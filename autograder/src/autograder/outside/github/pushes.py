"""Says which commit of a repository counts: the last one pushed before the deadline.

GitHub's record of activity knows when each push came and what it replaced, whatever dates the
commits claim. Where there is no such record, a commit's own date has to do, which its author can
set to anything.
"""

import urllib.parse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from .api import GitHub, NotFound, Refused
from .git import Git

NOTHING = "0" * 40
MOST_COMMITS = 20_000


class Clock(Enum):
    """Who says when a commit was handed in."""

    SERVER = "server's push time"
    COMMIT = "commit's own date"


@dataclass(frozen=True)
class Push:
    """The branch was moved to `commit` at `time`."""

    commit: str
    time: datetime
    forced: bool = False


@dataclass(frozen=True)
class Choice:
    """Which commit counts.

    Attributes:
        push: the commit and its time; None if nothing was pushed in time.
        clock: who says so.
        late: the time of the last push after the deadline, if there was one.
        forced: whether history was replaced by a force push.
        gone: the commit that should count, if the server no longer has it.
    """

    push: Push | None
    clock: Clock
    late: datetime | None = None
    forced: bool = False
    gone: str = ""


def choose(pushes: Sequence[Push], clock: Clock, deadline: datetime | None) -> Choice:
    """The last of these pushes before the deadline; `pushes` begin with the newest."""
    in_time = [push for push in pushes if deadline is None or push.time <= deadline]
    late = [push for push in pushes if deadline is not None and push.time > deadline]
    return Choice(
        push=next((push for push in in_time if push.commit != NOTHING), None),
        clock=clock,
        late=late[0].time if late else None,
        forced=any(push.forced for push in pushes),
    )


def of_server(github: GitHub, full_name: str, branch: str) -> list[Push]:
    """The pushes to a branch as GitHub recorded them, newest first; none if it did not.

    Raises:
        GitHubError: GitHub cannot be asked.
    """
    ref = urllib.parse.quote(f"refs/heads/{branch}", safe="")
    try:
        return list(_pushes(github.pages(f"/repos/{full_name}/activity?ref={ref}")))
    except (NotFound, Refused):
        return []


def _pushes(activities: Iterable[dict[str, str]]) -> Iterable[Push]:
    for one in activities:
        time = datetime.fromisoformat(one["timestamp"]).astimezone(UTC)
        yield Push(one["after"], time, one["activity_type"] == "force_push")


def of_commits(git: Git, tip: str) -> list[Push]:
    """The commits of a branch, newest first, each with the date that it claims."""
    lines = git.text(
        "log", "--first-parent", f"--max-count={MOST_COMMITS}", "--format=%H %ct", tip, "--"
    )
    pushes = []
    for line in lines.splitlines():
        commit, _, seconds = line.partition(" ")
        pushes.append(Push(commit, _moment(seconds)))
    return pushes


def left_out(git: Git, tip: str, chosen: str, deadline: datetime) -> list[str]:
    """Commits on a branch that claim to be in time, and are not in the chosen one.

    They were merged later, and so may be the work of others in the group.
    """
    lines = git.text(
        "log", "--no-merges", f"--max-count={MOST_COMMITS}", "--format=%H %ct", tip,
        f"^{chosen}", "--",
    )  # fmt: skip
    dated = (line.split(" ") for line in lines.splitlines())
    return [commit for commit, seconds in dated if _moment(seconds) <= deadline]


def _moment(seconds: str) -> datetime:
    """A commit's date; one that no calendar has becomes the first or the last there is."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        early = seconds.startswith("-")
        return datetime.min.replace(tzinfo=UTC) if early else datetime.max.replace(tzinfo=UTC)
