"""A token is in the environment, and in none of our outputs, files, command lines or errors."""

import base64
import os
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github.api import token_for, web_address
from autograder.outside.github.git import Git
from autograder.outside.github.token import HIDDEN, Token, find_token

from .conftest import STAGE
from .fake_github import Failure, FakeGitHub
from .test_collect import DEADLINE, START

pytestmark = pytest.mark.slow

SECRET = "ghx-a-secret-that-nobody-may-see-0123456789"


@pytest.fixture
def spied(tmp_path: Path) -> Path:
    """A folder for the PATH whose git notes its arguments and then does what git does."""
    folder = tmp_path / "spied"
    folder.mkdir()
    real = shutil.which("git")
    assert real
    script = folder / "git"
    noted = shlex.quote(str(tmp_path / "arguments.txt"))
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {noted}\nexec {real} "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def run(
    course: CourseFolder, github: FakeGitHub, spied: Path, tmp_path: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does, with the token in the environment."""
    path = os.pathsep.join([str(spied), os.environ["PATH"]])
    known = {"GH_TOKEN": SECRET, "GITHUB_API_URL": github.address, "PATH": path}
    return subprocess.run(
        [sys.executable, "-X", "dev", "-m", "autograder", "github", *arguments,
         "--course", str(course.root)],
        cwd=tmp_path,
        env={**os.environ, **known, "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )  # fmt: skip


def assert_nowhere(folder: Path, *printed: subprocess.CompletedProcess[str]) -> None:
    for done in printed:
        assert SECRET not in done.stdout and SECRET not in done.stderr
    looked_at = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            looked_at += 1
            assert SECRET.encode() not in path.read_bytes(), path
    assert looked_at > 10


def answers_of_failing_servers() -> list[Failure]:
    return [
        Failure("/", 401, {}, "Bad credentials", 99),
        Failure("/", 404, {}, "Not Found", 99),
        Failure("/", 403, {}, f"Resource not accessible by {SECRET}", 99),
        Failure("/", 429, {"Retry-After": "99999"}, f"slow down, {SECRET}", 99),
        Failure("/", 302, {"Location": f"http://localhost:1/{SECRET}"}, "", 99),
        Failure("/repos", 403, {}, f"{SECRET} may not", 99),
    ]


@pytest.mark.parametrize("failure", answers_of_failing_servers(), ids=lambda f: f"{f.status}")
def test_a_failing_run_shows_it_nowhere(
    failure: Failure,
    course: CourseFolder,
    github: FakeGitHub,
    template: Path,
    spied: Path,
    tmp_path: Path,
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    github.failures.append(failure)
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"{github.organization}/{STAGE}-ada\n")
    of_all = failure.path == "/" and failure.status in (401, 429)
    where = ["--org", github.organization] if of_all else ["--repos", str(listed)]
    done = run(course, github, spied, tmp_path, "collect", STAGE, *where)
    if failure.status in (403, 404):  # of this repository alone
        assert done.returncode == 1 and "could not be fetched" in done.stdout
    else:
        assert done.returncode == 2 and "autograder github" in done.stderr
    assert_nowhere(tmp_path, done)


def test_git_gets_it_for_its_own_host_only_and_shows_it_nowhere(
    course: CourseFolder, github: FakeGitHub, spied: Path, tmp_path: Path
) -> None:
    with FakeGitHub(tmp_path / "elsewhere").serving() as elsewhere:
        listed = tmp_path / "repositories.txt"
        listed.write_text(
            f"ada {github.address}/ada.git\nbob {elsewhere.address}/bob.git\n"
            f"cyd {tmp_path}/nothing-there\n"
        )
        wanted = ["collect", STAGE, "--repos", str(listed), "--deadline", DEADLINE.isoformat()]
        done = run(course, github, spied, tmp_path, *wanted)
    assert done.returncode == 1 and done.stdout.count("could not be fetched") == 3
    ours = base64.b64encode(f"x-access-token:{SECRET}".encode()).decode()
    assert f"Basic {ours}" in github.passwords
    assert elsewhere.passwords and set(elsewhere.passwords) == {""}
    assert "ls-remote" in (tmp_path / "arguments.txt").read_text()
    assert_nowhere(tmp_path, done)


def test_a_run_that_works_shows_it_nowhere(
    course: CourseFolder, github: FakeGitHub, template: Path, spied: Path, tmp_path: Path
) -> None:
    github.token = SECRET
    github.create(f"{STAGE}-ada", template, START)
    done = run(course, github, spied, tmp_path, "collect", STAGE, "--org", github.organization)
    assert done.returncode == 0, done.stderr
    assert_nowhere(tmp_path, done)


def test_git_gets_it_from_the_environment_for_its_own_host_only(tmp_path: Path) -> None:
    git = Git(tmp_path / "copy.git", Token(SECRET))
    git.create()
    asked = b"protocol=https\nhost=%s\n\n"
    ours = git.run("credential", "fill", content=asked % b"github.com").decode()
    assert f"password={SECRET}" in ours and "username=x-access-token" in ours
    assert not git.succeeds("credential", "fill")  # nothing is asked for
    with pytest.raises(OSError) as caught:
        git.run("credential", "fill", content=asked % b"example.org")
    assert SECRET not in str(caught.value)
    assert SECRET not in (git.folder / "config").read_text()


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `gh` that keeps a token for each host, and no token in the environment."""
    program = tmp_path / "gh"
    program.write_text('#!/bin/sh\ntest "$1 $2 $3" = "auth token --hostname" && echo "of $4"\n')
    program.chmod(0o755)
    for name in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), os.environ["PATH"]]))


def test_the_token_of_gh_is_for_the_github_that_is_asked(gh: None) -> None:
    for api, host in {
        "https://api.github.com": "github.com",
        "https://github.school.example/api/v3": "github.school.example",
        "https://api.school.ghe.com": "school.ghe.com",
    }.items():
        assert token_for(api).secret == f"of {host}"
        assert web_address(api) == f"https://{host}"


@pytest.mark.parametrize(
    "address",
    [f"https://x-access-token:{SECRET}@github.com/o/n.git", f"https://{SECRET}@github.com/o/n",
     f"ssh://git:{SECRET}@example.org/n.git"],
)  # fmt: skip
def test_an_address_with_a_token_in_it_is_refused_and_kept_nowhere(
    address: str, course: CourseFolder, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada {address}\n")
    arguments = ["github", "collect", STAGE, "--repos", str(listed), "--course", str(course.root)]
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert "has a password or a token in it" in printed.err
    assert SECRET not in printed.out + printed.err
    assert not (course.root / ".autograder/github").exists()


def test_what_git_says_is_shown_without_it(tmp_path: Path) -> None:
    git = Git(tmp_path / "copy.git", Token(SECRET))
    git.create()
    with pytest.raises(OSError) as caught:  # git repeats what it does not understand
        git.run("cat-file", "-t", SECRET)
    assert SECRET not in str(caught.value) and HIDDEN in str(caught.value)


def test_a_token_does_not_show_when_it_is_printed() -> None:
    token = Token(SECRET)
    assert SECRET not in repr(token) + str(token) + f"{token!r} {token}"
    assert token and not Token()


def test_it_comes_from_the_environment_or_from_gh(
    gh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_token().secret == "of github.com"
    monkeypatch.setenv("GITHUB_TOKEN", "from-github")
    assert find_token().secret == "from-github"
    monkeypatch.setenv("GH_TOKEN", "from-gh-variable")
    assert find_token().secret == "from-gh-variable"
    for name in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(name)
    (tmp_path / "gh").write_text("#!/bin/sh\nexit 1\n")
    assert not find_token()
