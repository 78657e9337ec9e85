"""Keeps a bare copy of a student's repository: fetched, never checked out, never run."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .branches import OURS
from .git import Git, GitError, Unreachable

BRANCH = re.compile(r"[A-Za-z0-9_][\w./-]*")
COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
LAST = "refs/autograder/last"  # where the branch was when it was last fetched


class Empty(ValueError):
    """The repository has no commits yet."""


@dataclass(frozen=True)
class Tip:
    """Where a branch is now.

    Attributes:
        branch: its name.
        commit: its last commit.
        forced: whether its former commits are no longer on it.
        wanted: the default branch, if that has no commits and this is the only one that has.
        elsewhere: other branches with commits that this one does not have.
    """

    branch: str
    commit: str
    forced: bool
    wanted: str = ""
    elsewhere: tuple[str, ...] = ()


def fetch(git: Git, address: str, branch: str = "") -> Tip:
    """Bring the copy up to date with a branch, by default the remote's default branch.

    If that has no commits, the only branch that has some is taken.

    Raises:
        Empty: there is no such branch.
        GitError: it cannot be fetched.
    """
    git.create()
    wanted, heads = branch or default_branch(git, address), branches(git, address)
    branch = wanted if wanted in heads else next(iter(heads), "") if len(heads) == 1 else ""
    if not branch:
        which = f" on {wanted}" if wanted else " yet"
        others = f", but on {', '.join(sorted(heads))}" if heads else ""
        raise Empty(f"It has no commits{which}{others}.")
    if not BRANCH.fullmatch(branch) or ".." in branch:
        raise GitError(f"a branch with this name is not fetched: {branch!r}")
    local = f"refs/heads/{branch}"
    git.ask(
        "fetch", "--quiet", "--force", "--no-tags", "--no-recurse-submodules",
        "--no-write-fetch-head", "--", address, f"+{local}:{local}",
    )  # fmt: skip
    tip = git.text("rev-parse", "--verify", f"{local}^{{commit}}")
    known = git.succeeds("rev-parse", "--verify", "--quiet", LAST)
    forced = known and not git.succeeds("merge-base", "--is-ancestor", LAST, tip)
    git.run("update-ref", LAST, tip)
    elsewhere = tuple(
        sorted(
            name
            for name, commit in heads.items()
            if name != branch and not git.succeeds("merge-base", "--is-ancestor", commit, tip)
        )
    )
    return Tip(branch, tip, forced, wanted if wanted != branch else "", elsewhere)


def branches(git: Git, address: str) -> dict[str, str]:
    """A remote's branches -> their commits, without those that are not for work.

    Raises:
        GitError: it cannot be asked.
    """
    start = "refs/heads/"
    lines = (
        line.split("\t", 1) for line in git.ask("ls-remote", "--heads", "--", address).splitlines()
    )
    heads = {name.removeprefix(start): commit for commit, name in lines if name.startswith(start)}
    return {name: commit for name, commit in heads.items() if name not in OURS}


def default_branch(git: Git, address: str) -> str:
    """The branch that a remote calls its default; "" if that has no commits.

    Raises:
        GitError: it cannot be asked.
    """
    for line in git.ask("ls-remote", "--symref", "--", address, "HEAD").splitlines():
        if line.startswith("ref: refs/heads/"):
            return line.split("\t")[0].removeprefix("ref: refs/heads/")
    return ""


def has_commit(git: Git, address: str, commit: str) -> bool:
    """Whether the copy has a commit, which is fetched by name if need be.

    A force push takes a commit off its branch; the server may still have it.

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
