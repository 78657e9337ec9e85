"""Brings feedback into the students' repositories: on a separate branch, or as an issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..reports.points import Score
from .api import GitHub, NotFound, Refused
from .branches import FEEDBACK, commit_tree, fetch_ours, tree_with
from .clone import folder_of
from .found import Found
from .git import Git, GitError
from .token import Token


@dataclass(frozen=True)
class Published:
    """What happened to one student's feedback: whether it is there now, and the rest in words."""

    student: str
    done: bool
    what: str


def body(assignment: str, score: Score, page: str = "") -> str:
    """A student's points in Markdown; `page` is the file with the whole feedback."""
    lines = [
        f"### {assignment}: {score.auto:g} of {score.auto_max:g} points by tests",
        "",
        "| question | points |",
        "|---|---:|",
        *(f"| {name} | {points or 0:g}/{score.most[name]:g} |"
          for name, points in score.cells.items()),
        "",
    ]  # fmt: skip
    if page:
        lines += [f"[{page}]({page}) is your notebook with a verdict below each exercise. "
                  "Download it and open it in a browser.", ""]  # fmt: skip
    return "\n".join(lines)


def publish_branches(
    found: Sequence[Found],
    assignment: str,
    scores: Mapping[str, Score],
    pages: Mapping[str, Path],
    kept: Path,
    token: Token,
    host: str = "https://github.com",
) -> list[Published]:
    """Push each student's page to the branch `feedback` of their repository.

    `pages` is student -> page; `kept` is where the copies of the repositories are; the token is
    for `host`.
    """
    published = []
    for one in found:
        if one.student not in scores or one.student not in pages or not one.address:
            continue
        git = Git(folder_of(kept, one.repository, one.address), token, host)
        page = pages[one.student]
        files = {
            "README.md": body(assignment, scores[one.student], page.name).encode(),
            page.name: page.read_bytes(),
        }
        try:
            changed = _push(git, one.address, files, assignment)
            what = f"is on the branch {FEEDBACK}" if changed else "was already there"
            published.append(Published(one.student, True, what))
        except GitError as error:
            said = f"could not be pushed: {token.hide(str(error))}"
            published.append(Published(one.student, False, said))
    return published


def _push(git: Git, address: str, files: Mapping[str, bytes], assignment: str) -> bool:
    """Put these files on the branch; return whether anything changed."""
    git.create()
    tree = tree_with(git, "", files)
    there = fetch_ours(git, address, FEEDBACK)
    if there and git.text("rev-parse", f"{there}^{{tree}}") == tree:
        return False
    commit = commit_tree(git, tree, there, f"Feedback on {assignment}")
    git.ask("push", "--quiet", "--no-verify", "--", address, f"{commit}:refs/heads/{FEEDBACK}")
    return True


def publish_issues(
    found: Sequence[Found], assignment: str, scores: Mapping[str, Score], github: GitHub
) -> list[Published]:
    """Write each student's points as an issue in their repository, or update the one there.

    Raises:
        GitHubError: GitHub takes no more requests.
    """
    published = []
    for one in found:
        if one.student not in scores or not one.full_name:
            continue
        try:
            what = _issue(one, assignment, scores[one.student], github)
            published.append(Published(one.student, True, what))
        except (NotFound, Refused) as error:
            published.append(Published(one.student, False, f"was refused: {error}"))
    return published


def _issue(one: Found, assignment: str, score: Score, github: GitHub) -> str:
    title, text = f"Feedback on {assignment}", body(assignment, score)
    path = f"/repos/{one.full_name}/issues"
    for issue in github.pages(f"{path}?state=all"):
        if issue["title"] == title and "pull_request" not in issue:
            if issue.get("body") == text:
                return "was already there"
            github.send("PATCH", f"{path}/{issue['number']}", {"body": text})
            return f"was updated in issue {issue['number']}"
    made = github.send("POST", path, {"title": title, "body": text})
    return f"is in issue {made.content['number']}"
