"""Offers a corrected template to the students: a pull request in each of their repositories.

Their notebook keeps their answers; its checks become those of the new release. Everything else that
a template has is brought up to date, and their other files are left alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder_check.cell_model import grade_id
from autograder_check.handed_out import released_cells
from autograder_check.reading import MOST_BYTES

from .api import GitHub, NotFound, Refused, web_address
from .clone import Empty, Tip, fetch, folder_of
from .create import Made
from .git import Git, GitError
from .publish import AUTHOR
from .repositories import Repository
from .token import Token

BRANCH = "template-update"
TITLE = "A corrected template"
BODY = (
    "Your instructor has corrected this assignment. Your answers stay as they are. "
    "Press «Merge pull request», and `git pull` before you go on."
)


@dataclass(frozen=True)
class Updater:
    """Offers the files of a template.

    Attributes:
        files: path -> content, of the new template.
        notebook: the path of the students' notebook.
        kept: where the copies of the repositories are.
        github: GitHub's API, with a token that may write contents, workflows and pull requests.
        token: for git.
        dry_run: say what would be done, and do nothing.
    """

    files: Mapping[str, bytes]
    notebook: str
    kept: Path
    github: GitHub
    token: Token = Token()
    dry_run: bool = False

    def update(self, repository: Repository) -> Made:
        """Offer the template in a repository, unless it has it; say what was done.

        Raises:
            GitHubError: GitHub takes no more requests; run it again to go on.
        """
        place = folder_of(self.kept, repository.name, repository.address)
        git = Git(place, self.token, web_address(self.github.address))
        try:
            tip = fetch(git, repository.address, repository.branch)
            tree = self._tree(git, tip)
            if tree == git.text("rev-parse", f"{tip.commit}^{{tree}}"):
                return Made(repository.name, True, "is up to date")
            return Made(repository.name, True, self._offer(git, repository, tip, tree))
        except (Empty, GitError, NotFound, Refused) as problem:
            return Made(repository.name, False, self.token.hide(str(problem)))

    def _offer(self, git: Git, repository: Repository, tip: Tip, tree: str) -> str:
        full_name = repository.full_name
        owner = full_name.partition("/")[0]
        path = f"/repos/{full_name}/pulls"
        offers = list(self.github.pages(f"{path}?state=open&head={owner}:{BRANCH}"))
        if self.dry_run:
            return "would get the new template" + (" in its pull request" if offers else "")
        remote = f"refs/heads/{BRANCH}"
        if not self._is_offered(git, repository.address, tip, tree):
            made = ("-p", tip.commit, "-m", TITLE)
            commit = git.text(*AUTHOR, "commit-tree", tree, *made)
            git.ask("push", "--quiet", "--no-verify", "--force", "--", repository.address,
                    f"{commit}:{remote}")  # fmt: skip
            if offers:
                return f"pull request {offers[0]['number']} was brought up to date"
        elif offers:
            return f"was already offered in pull request {offers[0]['number']}"
        content = {"title": TITLE, "head": BRANCH, "base": tip.branch, "body": BODY}
        url = self.github.address.rstrip("/") + path
        return (
            f"is offered in pull request {self.github.ask('POST', url, content).content['number']}"
        )

    def _is_offered(self, git: Git, address: str, tip: Tip, tree: str) -> bool:
        """Whether the branch has this tree on top of the student's last commit."""
        remote, local = f"refs/heads/{BRANCH}", f"refs/autograder/{BRANCH}"
        if not git.ask("ls-remote", "--", address, remote):
            return False
        git.ask("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--force", "--",
                address, f"{remote}:{local}")  # fmt: skip
        there = git.text("rev-parse", f"{local}^{{tree}}", f"{local}^")
        return there.split() == [tree, tip.commit]

    def _tree(self, git: Git, tip: Tip) -> str:
        """The tree of the student's last commit with the new template in it."""
        files = dict(self.files)
        theirs = f"{tip.commit}:{self.notebook}"
        if not git.succeeds("cat-file", "-e", theirs):
            files.pop(self.notebook, None)  # renamed or removed: not ours to put back
        elif int(git.text("cat-file", "-s", theirs)) > MOST_BYTES:
            files.pop(self.notebook, None)
        else:
            files[self.notebook] = self._with_new_checks(git.run("cat-file", "blob", theirs))
        blobs = {
            name: git.run("hash-object", "-w", "--stdin", content=content).decode().strip()
            for name, content in files.items()
        }
        return _tree_of(git, f"{tip.commit}^{{tree}}", sorted(blobs.items()))

    def _with_new_checks(self, theirs: bytes) -> bytes:
        """A student's notebook with the new release's checks; as it is if it has them already."""
        cells = released_cells(self.files[self.notebook], self.notebook)
        locked = {cell.grade_id: cell for cell in cells if cell.locked}
        changed = False
        try:
            notebook = json.loads(theirs)
            for cell in notebook["cells"]:
                new = locked.get(grade_id(cell) or "")
                if new is not None and "".join(cell["source"]) != new.source:
                    cell["source"] = new.source.splitlines(keepends=True)
                    changed = True
            text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
            return text.encode() if changed else theirs
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return theirs  # whatever it is, it is theirs


def _tree_of(git: Git, base: str, blobs: Sequence[tuple[str, str]]) -> str:
    """A tree with some files (path, blob) put into another tree; "" is the empty tree."""
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
