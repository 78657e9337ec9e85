"""Keeps a bare copy of a student's repository: fetched, never checked out, never run."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .git import Git, GitError, Unreachable

BRANCH = re.compile(r"[A-Za-z0-9_][\w./-]*")
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
LAST = "refs/autograder/last"  # where the branch was when it was last fetched


class Empty(ValueError):
    """The repository has no commits yet."""


@dataclass(frozen=True)
class Tip:
    """Where a branch is now; `forced` if its former commits are no longer on it."""

    branch: str
    commit: str
    forced: bool


def fetch(git: Git, address: str, branch: str = "") -> Tip:
    """Bring the copy up to date with a branch, by default the remote's default branch.

    Raises:
        Empty: there is no such branch.
        GitError: it cannot be fetched.
    """
    git.create()
    branch = branch or default_branch(git, address)
    if not BRANCH.fullmatch(branch) or ".." in branch:
        raise GitError(f"a branch with this name is not fetched: {branch!r}")
    local = f"refs/heads/{branch}"
    if not git.ask("ls-remote", "--", address, local):
        raise Empty(f"It has no commits on {branch}.")
    git.ask(
        "fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules",
        "--no-write-fetch-head", "--", address, f"+{local}:{local}",
    )  # fmt: skip
    tip = git.text("rev-parse", "--verify", f"{local}^{{commit}}")
    known = git.succeeds("rev-parse", "--verify", "--quiet", LAST)
    forced = known and not git.succeeds("merge-base", "--is-ancestor", LAST, tip)
    git.run("update-ref", LAST, tip)
    return Tip(branch, tip, forced)


def default_branch(git: Git, address: str) -> str:
    """The branch that a remote calls its default.

    Raises:
        Empty: it has none.
        GitError: it cannot be asked.
    """
    for line in git.ask("ls-remote", "--symref", "--", address, "HEAD").splitlines():
        if line.startswith("ref: refs/heads/"):
            return line.split("\t")[0].removeprefix("ref: refs/heads/")
    raise Empty("It has no commits yet.")


def has_commit(git: Git, address: str, commit: str) -> bool:
    """Whether the copy has a commit, which is fetched by name if need be.

    A force push takes a commit off its branch; the server still has it for a while.

    Raises:
        Unreachable: the server cannot be asked.
    """
    if not COMMIT.fullmatch(commit):
        return False
    there = f"{commit}^{{commit}}"
    if git.succeeds("cat-file", "-e", there):
        return True
    try:
        git.ask(
            "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
            "--", address, commit,
        )  # fmt: skip
    except Unreachable:
        raise  # this says nothing about the commit
    except GitError:
        return False
    return git.succeeds("cat-file", "-e", there)


def folder_of(root: Path, name: str, address: str) -> Path:
    """Where the copy of a repository is kept; several owners may use the same name."""
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return root / f"{re.sub(r'[^A-Za-z0-9._-]', '_', name)}-{mark}.git"
