"""A GitHub on this machine: bare repositories on disk, and an HTTP API that describes them.

It answers like GitHub's REST API: pages with Link headers, Bearer tokens, the record of a
repository's activity, 301 for what was renamed. It can be told to fail.
"""

import contextlib
import json
import os
import subprocess
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE = 3  # repositories a page, so that a small class has several
NOTHING = "0" * 40


def git(folder: Path, *arguments: str, date: datetime | None = None) -> str:
    """Run git as a student does."""
    who = {"NAME": "Student", "EMAIL": "student@example.org"}
    env = {f"GIT_{role}_{what}": text for role in ("AUTHOR", "COMMITTER") for what, text in
           who.items()}  # fmt: skip
    if date is not None:
        env |= {"GIT_AUTHOR_DATE": date.isoformat(), "GIT_COMMITTER_DATE": date.isoformat()}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    allow = ["-c", "protocol.file.allow=always"]
    done = subprocess.run(
        ["git", *allow, "-C", str(folder), *arguments],
        env={**os.environ, **quiet, **env},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Failure:
    """An answer to give instead of the right one, so many times."""

    path: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    message: str = ""
    times: int = 1


@dataclass
class FakeGitHub:
    """The repositories of one organization."""

    folder: Path
    organization: str = "course"
    token: str = ""
    branch: str = "main"
    address: str = ""
    activities: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    issues: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)  # path below /repos -> commit
    templates: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    invited: dict[str, list[str]] = field(default_factory=dict)  # repository -> users
    pulls: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    passwords: list[str] = field(default_factory=list)  # what git sent; "" for nothing

    def repository(self, name: str) -> Path:
        """Where a repository is."""
        return self.folder / f"{name}.git"

    def create(self, name: str, template: Path | None = None, when: datetime | None = None) -> None:
        """A new repository; of a template it has the files, as one commit."""
        bare = self.repository(name)
        bare.mkdir(parents=True)
        git(bare, "init", "--quiet", "--bare", f"--initial-branch={self.branch}")
        # GitHub hands out every commit that it has, if asked for it by its name.
        git(bare, "config", "uploadpack.allowAnySHA1InWant", "true")
        self.activities[name] = []
        if template is not None and when is not None:
            self.push(name, template, when, kind="branch_creation")

    def push(
        self,
        name: str,
        files: Path,
        when: datetime,
        *,
        claimed: datetime | None = None,
        kind: str = "push",
        fresh: bool = False,
    ) -> str:
        """Push what is in a folder as a commit; the server's clock says `when`.

        `claimed` is the commit's own date; `fresh` begins a new history and forces it.
        """
        bare = self.repository(name)
        index = {"GIT_INDEX_FILE": str(self.folder / f"{name}.index")}
        with environment(index):
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
            git(files, f"--git-dir={bare}", f"--work-tree={files}", "add", "--all", "--force", ".")
            tree = git(files, f"--git-dir={bare}", "write-tree")
        return self.push_tree(name, tree, when, claimed=claimed, kind=kind, fresh=fresh)

    def push_tree(
        self,
        name: str,
        tree: str,
        when: datetime,
        *,
        claimed: datetime | None = None,
        kind: str = "push",
        fresh: bool = False,
    ) -> str:
        """The same of a git tree."""
        bare = self.repository(name)
        before = self.tip(name)
        parents = ["-p", before] if before != NOTHING and not fresh else []
        commit = git(bare, "commit-tree", tree, *parents, "-m", "Work", date=claimed or when)
        git(bare, "update-ref", f"refs/heads/{self.branch}", commit)
        kind = "force_push" if fresh and before != NOTHING else kind
        self.activities[name].insert(0, self._activity(before, commit, when, kind))
        return commit

    def clone(self, name: str, folder: Path) -> None:
        """Clone a repository, as a student does."""
        git(self.folder, "clone", "--quiet", str(self.repository(name)), str(folder))

    def pushed(
        self,
        name: str,
        clone: Path,
        when: datetime,
        *,
        forced: bool = False,
        backdated: bool = False,
    ) -> str:
        """Commit all that is in a student's clone and push it; the server's clock says `when`.

        `forced` takes the place of the last commit; `backdated` commits claim to be a year old.
        """
        before = self.tip(name)
        date = when.replace(year=when.year - 1) if backdated else when
        git(clone, "add", "--all")
        amend = ["--amend"] if forced else []
        git(clone, "commit", "--quiet", "--message", "Work", *amend, date=date)
        git(clone, "push", "--quiet", *(["--force"] if forced else []))
        commit = self.tip(name)
        kind = "force_push" if forced else "push"
        self.activities[name].insert(0, self._activity(before, commit, when, kind))
        return commit

    def tip(self, name: str) -> str:
        """The commit that the branch is at."""
        ref = self.repository(name) / f"refs/heads/{self.branch}"
        return ref.read_text().strip() if ref.is_file() else NOTHING

    def _activity(self, before: str, after: str, when: datetime, kind: str) -> dict[str, Any]:
        return {
            "id": 1,
            "before": before,
            "after": after,
            "ref": f"refs/heads/{self.branch}",
            "timestamp": when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "activity_type": kind,
        }

    def described(self, name: str) -> dict[str, Any]:
        """A repository as the API describes it."""
        return {
            "name": name,
            "full_name": f"{self.organization}/{name}",
            "private": name not in self.public,
            "default_branch": self.branch,
            "clone_url": self.repository(name).as_uri(),
            "html_url": f"https://github.com/{self.organization}/{name}",
            "is_template": name in self.templates,
        }

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        """Status, JSON and headers for a path."""
        parts = path.strip("/").split("/")
        if parts[:1] == ["orgs"] and parts[1:] == [self.organization, "repos"]:
            names = sorted(known.stem for known in self.folder.glob("*.git"))
            return self.page(path, [self.described(name) for name in names], query)
        commit = self.contents.get(path.removeprefix("/repos/"))
        if commit and query.get("ref", commit) == commit:
            return 200, {"sha": commit}, {}
        if parts[0] == "users" and parts[1] in self.users:
            return 200, {"login": parts[1]}, {}
        if parts[0] == "repos" and parts[3:] == ["invitations"]:
            logins = self.invited.get(parts[2], [])
            return self.page(path, [{"invitee": {"login": one}} for one in logins], query)
        if parts[0] == "repos" and parts[3:] == ["collaborators"]:
            return 200, [{"login": "the-teacher"}], {}
        if parts[0] == "repos" and parts[3:] == ["pulls"]:
            return self.page(path, self.pulls.get(parts[2], []), query)
        if parts[0] == "repos" and len(parts) >= 3:
            name = parts[2]
            if name in self.renamed:
                moved = "/".join(["", *parts[:2], self.renamed[name], *parts[3:]])
                return 301, {"message": "Moved Permanently"}, {"Location": self.address + moved}
            if self.repository(name).is_dir() and len(parts) == 3:
                return 200, self.described(name), {}
            if self.repository(name).is_dir() and parts[3:] == ["activity"]:
                found = [one for one in self.activities[name] if one["ref"] == query.get("ref")]
                return self.page(path, found, query)
        return 404, {"message": "Not Found"}, {}

    def page(
        self, path: str, items: list[Any], query: dict[str, str]
    ) -> tuple[int, Any, dict[str, str]]:
        """A page of a list, with a link to the next one."""
        number = int(query.get("page", "1"))
        rest = items[number * PAGE :]
        following = urllib.parse.urlencode({**query, "page": number + 1})
        link = {"Link": f'<{self.address}{path}?{following}>; rel="next"'} if rest else {}
        return 200, items[(number - 1) * PAGE : number * PAGE], link

    def post(self, path: str, content: Any) -> tuple[int, Any, dict[str, str]]:
        """Make a repository or a pull request, invite somebody, or make or change an issue."""
        parts = path.strip("/").split("/")
        if parts[3:] == ["generate"]:
            assert content["private"] is True and content["owner"] == self.organization
            self.create(content["name"])
            tree = git(self.repository(parts[2]), "rev-parse", f"{self.tip(parts[2])}^{{tree}}")
            alternates = self.repository(content["name"]) / "objects/info/alternates"
            alternates.write_text(f"{self.repository(parts[2])}/objects\n")
            self.push_tree(content["name"], tree, datetime(2026, 11, 1, tzinfo=UTC))
            return 201, self.described(content["name"]), {}
        if len(parts) == 5 and parts[3] == "collaborators":
            if parts[4] not in self.users:
                return 404, {"message": "Not Found"}, {}
            self.invited.setdefault(parts[2], []).append(parts[4])
            return 201, {}, {}
        if parts[3:] == ["pulls"]:
            opened = self.pulls.setdefault(parts[2], [])
            opened.append({"number": len(opened) + 1, **content})
            return 201, opened[-1], {}
        issues = self.issues.setdefault(parts[2], [])
        if len(parts) == 5:
            issues[int(parts[4]) - 1].update(content)
            return 200, issues[int(parts[4]) - 1], {}
        issues.append({"number": len(issues) + 1, **content})
        return 201, issues[-1], {}

    @contextlib.contextmanager
    def serving(self) -> Iterator["FakeGitHub"]:
        """Answer on a port of this machine."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def _handler(github: FakeGitHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply(None)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self.reply(json.loads(self.rfile.read(length)))

        do_PATCH = do_PUT = do_POST

        def reply(self, content: Any) -> None:
            url = urllib.parse.urlsplit(self.path)
            github.asked.append(url.path)
            status, answer, headers = self.answer(url, content)
            body = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def answer(self, url: Any, content: Any) -> tuple[int, Any, dict[str, str]]:
            if url.path.endswith("/info/refs"):  # git, which is sent away to come with a password
                github.passwords.append(self.headers["Authorization"] or "")
                return 401, {}, {"WWW-Authenticate": 'Basic realm="git"'}
            for failure in github.failures:
                if failure.times and url.path.startswith(failure.path):
                    failure.times -= 1
                    return failure.status, {"message": failure.message}, failure.headers
            if github.token and self.headers["Authorization"] != f"Bearer {github.token}":
                # As GitHub does, which repeats nothing of what it was sent.
                return 401, {"message": "Bad credentials"}, {}
            if content is not None:
                return github.post(url.path, content)
            if url.path.endswith("/issues"):
                return 200, github.issues.get(url.path.split("/")[3], []), {}
            return github.answer(url.path, dict(urllib.parse.parse_qsl(url.query)))

        def log_message(self, *arguments: Any) -> None:
            """Nothing on the terminal."""

    return Handler


@contextlib.contextmanager
def environment(variables: dict[str, str]) -> Iterator[None]:
    """Set some variables for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
