"""Writes branches of our own into the students' repositories, from a copy without a work tree."""

from collections.abc import Mapping, Sequence

from .git import Git

FEEDBACK, UPDATE = "feedback", "template-update"
OURS = (FEEDBACK, UPDATE)  # these branches are not the students' work
AUTHOR = ("-c", "user.name=autograder", "-c", "user.email=autograder@users.noreply.github.com")


def fetch_ours(git: Git, address: str, branch: str) -> str:
    """Fetch a branch of ours; return what it is called in the copy, "" if it is not there.

    Raises:
        GitError: it cannot be fetched.
    """
    remote, local = f"refs/heads/{branch}", f"refs/autograder/{branch}"
    if not git.ask("ls-remote", "--", address, remote):
        return ""
    git.ask("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--force", "--",
            address, f"{remote}:{local}")  # fmt: skip
    return local


def commit_tree(git: Git, tree: str, parent: str, message: str) -> str:
    """A commit of a tree; `parent` is "" for the first one."""
    parents = ("-p", parent) if parent else ()
    return git.text(*AUTHOR, "commit-tree", tree, *parents, "-m", message)


def tree_with(git: Git, base: str, files: Mapping[str, bytes]) -> str:
    """The tree `base` ("" for an empty one) with these files (path -> content) in it."""
    blobs = [
        (path, git.run("hash-object", "-w", "--stdin", content=content).decode().strip())
        for path, content in sorted(files.items())
    ]
    return _tree_of(git, base, blobs)


def _tree_of(git: Git, base: str, blobs: Sequence[tuple[str, str]]) -> str:
    """The same for files that git has already: (path, blob)."""
    entries: dict[str, str] = {}
    if base:
        for line in git.run("ls-tree", "-z", base).decode("utf-8", "surrogateescape").split("\0"):
            if line:
                entries[line.partition("\t")[2]] = line.partition("\t")[0]
    below: dict[str, list[tuple[str, str]]] = {}
    for path, blob in blobs:
        first, _, rest = path.partition("/")
        if rest:
            below.setdefault(first, []).append((rest, blob))
        elif not entries.get(first, "").endswith(blob):
            entries[first] = f"100644 blob {blob}"
    for folder, inner in below.items():
        known = entries.get(folder, "").split(" ")
        inside = known[2] if len(known) == 3 and known[1] == "tree" else ""
        entries[folder] = f"040000 tree {_tree_of(git, inside, inner)}"
    listed = "".join(f"{kind}\t{name}\0" for name, kind in entries.items())
    content = listed.encode("utf-8", "surrogateescape")
    return git.run("mktree", "--missing", "-z", content=content).decode().strip()
