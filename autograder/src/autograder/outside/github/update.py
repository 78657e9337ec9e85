"""Offers a corrected template to the students: a pull request in each of their repositories.

Their notebook keeps their answers; its checks become those of the new release. Everything else that
a template has is brought up to date, and their other files are left alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder_check.cell_model import grade_id
from autograder_check.handed_out import released_cells
from autograder_check.reading import MOST_BYTES

from .api import GitHub, NotFound, Refused, web_address
from .branches import UPDATE, commit_tree, fetch_ours, tree_with
from .clone import Empty, Tip, fetch, folder_of
from .create import Made
from .git import Git, GitError
from .repositories import Repository
from .token import Token

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
        offers = list(self.github.pages(f"{path}?state=open&head={owner}:{UPDATE}"))
        if self.dry_run:
            return "would get the new template" + (" in its pull request" if offers else "")
        if not self._is_offered(git, repository.address, tip, tree):
            commit = commit_tree(git, tree, tip.commit, TITLE)
            git.ask("push", "--quiet", "--no-verify", "--force", "--", repository.address,
                    f"{commit}:refs/heads/{UPDATE}")  # fmt: skip
            if offers:
                return f"pull request {offers[0]['number']} was brought up to date"
        elif offers:
            return f"was already offered in pull request {offers[0]['number']}"
        content = {"title": TITLE, "head": UPDATE, "base": tip.branch, "body": BODY}
        made = self.github.send("POST", path, content)
        return f"is offered in pull request {made.content['number']}"

    def _is_offered(self, git: Git, address: str, tip: Tip, tree: str) -> bool:
        """Whether the branch has this tree on top of the student's last commit."""
        local = fetch_ours(git, address, UPDATE)
        if not local:
            return False
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
        return tree_with(git, f"{tip.commit}^{{tree}}", files)

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
