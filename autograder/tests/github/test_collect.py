"""Collecting: which commit counts, what is taken from it, and what is reported."""

import json
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.commands.github.collect import moment
from autograder.outside.course import CourseFolder
from autograder.outside.github.roster import Person
from eager_course.sample_class import Handout, blank, first_half, right

from .conftest import STAGE
from .fake_github import Failure, FakeGitHub, git

pytestmark = pytest.mark.slow

NOTEBOOK = "loss.ipynb"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
LATE = DEADLINE + timedelta(hours=1)
IN_TIME = DEADLINE - timedelta(hours=1)


def work(folder: Path, template: Path, text: str, name: str = NOTEBOOK) -> Path:
    """A student's folder: the template with this notebook in it."""
    place = folder / f"work-{len(list(folder.glob('work-*')))}"
    shutil.copytree(template, place)
    (place / NOTEBOOK).unlink()
    (place / name).parent.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text)
    return place


def collect(course: CourseFolder, github: FakeGitHub, *more: str) -> tuple[int, dict[str, dict]]:
    """Collect by the organization's list; the exit status, and what was found by student."""
    arguments = ["github", "collect", STAGE, "--course", str(course.root)]
    if "--repos" not in more:
        arguments += ["--org", github.organization]
    if "--deadline" not in more:
        arguments += ["--deadline", DEADLINE.isoformat()]
    status = main([*arguments, *more])
    return status, found(course)


def found(course: CourseFolder) -> dict[str, dict]:
    kept = course.root / ".autograder/github" / STAGE / "found.json"
    return {one["student"]: one for one in json.loads(kept.read_text())}


def submitted(course: CourseFolder, student: str) -> str:
    return (course.root / "submitted" / student / STAGE / NOTEBOOK).read_text()


@pytest.fixture
def half(stage: Handout) -> str:
    sample = first_half(stage)
    assert sample is not None
    return sample.text


@pytest.fixture
def whole(stage: Handout) -> str:
    sample = right(stage)
    assert sample is not None
    return sample.text


@pytest.mark.slow
def test_every_page_of_repositories_is_listed(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, stage: Handout
) -> None:
    names = [f"user{i}" for i in range(8)]
    for i, name in enumerate(names):
        answers = dict(list(stage.solutions.items())[: i + 1])
        github.create(f"{STAGE}-{name}", template, START)
        text = nbformat.writes(stage.filled(answers))
        github.push(f"{STAGE}-{name}", work(tmp_path, template, text), IN_TIME)
    github.create("another-repository", template, START)
    status, known = collect(course, github)
    assert status == 0 and sorted(known) == names
    assert {one["state"] for one in known.values()} == {"collected"}
    assert {one["clock"] for one in known.values()} == {"server's push time"}
    assert github.asked.count(f"/orgs/{github.organization}/repos") == 3


def test_the_last_push_before_the_deadline_counts_whatever_commits_say(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    early = github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME, claimed=LATE)
    # Pushed too late, and dated back.
    github.push(f"{STAGE}-ada", work(tmp_path, template, whole), LATE, claimed=START)
    _, known = collect(course, github)
    assert known["ada"]["commit"] == early
    assert submitted(course, "ada") == half
    stamp = course.root / "submitted/ada" / STAGE / "timestamp.txt"
    assert stamp.read_text() == "2026-11-20 22:59:00 UTC"
    assert any("Late: pushed again" in remark for remark in known["ada"]["remarks"])


def test_what_a_force_push_replaced_after_the_deadline_still_counts(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    early = github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    github.push(f"{STAGE}-ada", work(tmp_path, template, whole), LATE, claimed=START, fresh=True)
    _, known = collect(course, github)
    assert known["ada"]["commit"] == early and submitted(course, "ada") == half
    assert any("force-pushed" in remark for remark in known["ada"]["remarks"])


def test_a_commit_that_the_server_no_longer_has_is_reported(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    early = github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    github.push(f"{STAGE}-ada", work(tmp_path, template, whole), LATE, claimed=START, fresh=True)
    bare = github.repository(f"{STAGE}-ada")
    git(bare, "gc", "--quiet", "--prune=now")
    _, known = collect(course, github)
    said = " ".join(known["ada"]["remarks"])
    assert f"{early[:10]}, is gone from the server" in said and "force-pushed" in said
    assert known["ada"]["clock"] == "commit's own date"


def test_without_a_record_of_pushes_the_commits_dates_count_and_the_report_says_so(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
        early = github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, whole), LATE)
    listed = tmp_path / "repositories.txt"
    lines = (f"{name} {github.repository(f'{STAGE}-{name}')}\n" for name in ("bob", "ada"))
    listed.write_text("# a class of two\n" + "".join(lines))
    early = git(github.repository(f"{STAGE}-ada"), "rev-parse", "main^")
    status, known = collect(course, github, "--repos", str(listed))
    assert status == 0 and known["ada"]["commit"] == early
    assert known["ada"]["clock"] == "commit's own date"
    # Once for all of them.
    assert capsys.readouterr().out.count("can be forged") == 1


def test_without_a_record_a_force_push_shows_the_next_time(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada {github.repository(f'{STAGE}-ada')}\n")
    _, known = collect(course, github, "--repos", str(listed))
    assert not any("force-pushed" in remark for remark in known["ada"]["remarks"])
    github.push(f"{STAGE}-ada", work(tmp_path, template, whole), IN_TIME, fresh=True)
    _, known = collect(course, github, "--repos", str(listed))
    assert any("force-pushed" in remark for remark in known["ada"]["remarks"])
    assert submitted(course, "ada") == whole
    _, known = collect(course, github, "--repos", str(listed))
    assert any("force-pushed" in remark for remark in known["ada"]["remarks"])


def test_whoever_handed_in_nothing_is_missing(
    course: CourseFolder,
    github: FakeGitHub,
    template: Path,
    tmp_path: Path,
    whole: str,
    stage: Handout,
) -> None:
    github.create(f"{STAGE}-untouched", template, START)
    github.create(f"{STAGE}-empty")
    github.create(f"{STAGE}-toolate", template, START)
    github.push(f"{STAGE}-toolate", work(tmp_path, template, whole), LATE)
    github.create(f"{STAGE}-unborn", template, LATE)
    saved = blank(stage)
    assert saved is not None
    github.create(f"{STAGE}-saved", template, START)
    github.push(f"{STAGE}-saved", work(tmp_path, template, saved.text + "\n"), IN_TIME)
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "identifier,github_username,github_id,name\n"
        "s1,untouched,1,U\ns2,empty,2,E\ns3,toolate,3,T\ns4,saved,4,S\ns5,absent,5,A\ns6,,,B\n"
    )
    status, known = collect(course, github, "--roster", str(roster))
    assert status == 0
    assert {student: one["state"] for student, one in known.items()} == dict.fromkeys(
        ["s1", "s2", "s3", "s4", "s5", "s6", "unborn"], "missing"
    )
    said = {student: " ".join(one["remarks"]) for student, one in known.items()}
    assert all("changed since it was handed out" in said[name] for name in ("s1", "s4"))
    assert "no commits" in said["s2"]
    assert "Late: pushed again" in said["s3"]
    assert "Late: first pushed" in said["unborn"] and "not in the roster" in said["unborn"]
    assert "no repository" in said["s5"] and "does not give" in said["s6"]
    assert not (course.root / "submitted").exists()


def test_only_the_notebook_is_taken_and_under_its_own_name(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, half, "My Loss (1).ipynb"), IN_TIME)
    github.create(f"{STAGE}-bob", template, START)
    github.push(f"{STAGE}-bob", work(tmp_path, template, whole, "notes/Loss.ipynb"), IN_TIME)
    _, known = collect(course, github)
    for student, text in (("ada", half), ("bob", whole)):
        folder = course.root / "submitted" / student / STAGE
        assert sorted(path.name for path in folder.iterdir()) == [NOTEBOOK, "timestamp.txt"]
        assert submitted(course, student) == text
        assert any("renamed" in remark for remark in known[student]["remarks"])


def test_answers_beside_the_untouched_notebook_are_told_of(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    folder = work(tmp_path, template, (template / NOTEBOOK).read_text())
    (folder / "solved").mkdir()
    (folder / "solved/loss.ipynb").write_text(half)
    (folder / "blank copy.ipynb").write_text((template / NOTEBOOK).read_text())
    github.push(f"{STAGE}-ada", folder, IN_TIME)
    _, known = collect(course, github)
    said = " ".join(known["ada"]["remarks"])
    assert known["ada"]["state"] == "missing"
    assert "Another notebook has changes, and was not taken: 'solved/loss.ipynb'." in said


def test_answers_on_another_branch_are_told_of(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
    bare = github.repository(f"{STAGE}-ada")
    git(bare, "branch", "my-answers", "main")
    git(bare, "branch", "feedback", "main")
    git(bare, "branch", "merged", "main")
    git(bare, "update-ref", "refs/heads/main", git(bare, "rev-parse", "main^"))
    git(bare, "update-ref", "refs/heads/merged", "main")
    _, known = collect(course, github)
    said = " ".join(known["ada"]["remarks"])
    assert "There are commits that are not on main: see my-answers." in said
    assert "commits that are not" not in str(known["bob"])


def test_work_pushed_to_another_branch_than_the_default_one_is_taken(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    bare = github.repository(f"{STAGE}-ada")
    git(bare, "branch", "-m", "main", "master")
    git(bare, "symbolic-ref", "HEAD", "refs/heads/main")
    _, known = collect(course, github)
    assert known["ada"]["state"] == "collected" and submitted(course, "ada") == half
    assert "default branch main has no commits; master was taken" in known["ada"]["remarks"][0]
    git(bare, "branch", "draft", "master")
    _, known = collect(course, github, "--again")
    assert "no commits on main, but on draft, master" in known["ada"]["remarks"][0]


def test_a_notebook_that_was_deleted_is_not_just_missing(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    folder = work(tmp_path, template, half)
    github.push(f"{STAGE}-ada", folder, IN_TIME)
    (folder / NOTEBOOK).unlink()
    commit = github.push(f"{STAGE}-ada", folder, IN_TIME)
    _, known = collect(course, github)
    assert f"It was deleted in {commit[:10]}." in known["ada"]["remarks"][0]


def test_group_work_that_a_late_merge_brings_is_told_of(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    github.create("pair", template, START)
    bare = github.repository("pair")
    theirs = github.push("pair", work(tmp_path, template, whole), IN_TIME)
    mine = git(bare, "commit-tree", "main^^{tree}", "-p", "main^", "-m", "Notes", date=IN_TIME)
    merge = git(bare, "commit-tree", "main^{tree}", "-p", mine, "-p", theirs, "-m", "Merge",
                date=LATE)  # fmt: skip
    git(bare, "update-ref", "refs/heads/main", merge)
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada {bare}\n")
    _, known = collect(course, github, "--repos", str(listed))
    said = " ".join(known["ada"]["remarks"])
    assert f"merged after it, and are not in what was taken: {theirs[:10]}." in said


def test_hosts_that_are_away_are_waited_for_side_by_side(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from autograder.outside.github.collect import Collector
    from autograder.outside.github.found import Found
    from autograder.outside.github.repositories import Repository
    from autograder.outside.grading.settings import read_settings

    together = threading.Barrier(4, timeout=20)  # nobody passes before there are four

    def one(self: Collector, repository: Repository, old: Found | None = None) -> Found:
        together.wait()
        return Found(repository.username, repository.username, address=repository.address)

    monkeypatch.setattr(Collector, "_one", one)
    collector = Collector(course, read_settings(course), STAGE)
    found = collector.collect([Repository(name, name, f"/{name}") for name in "abcd"])
    assert [known.student for known in found] == list("abcd")


def test_there_is_no_choosing_among_several_other_notebooks(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    folder = work(tmp_path, template, half, "a.ipynb")
    (folder / "b.ipynb").write_text(half)
    github.push(f"{STAGE}-ada", folder, IN_TIME)
    _, known = collect(course, github)
    assert known["ada"]["state"] == "missing" and "2 other notebooks" in known["ada"]["remarks"][0]


def test_a_renamed_repository_is_followed_and_reported(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada-lovelace", template, START)
    github.push(f"{STAGE}-ada-lovelace", work(tmp_path, template, half), IN_TIME)
    github.renamed[f"{STAGE}-ada"] = f"{STAGE}-ada-lovelace"
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada {github.organization}/{STAGE}-ada\n")
    status, known = collect(course, github, "--repos", str(listed))
    assert status == 0 and known["ada"]["state"] == "collected"
    assert "The repository was renamed" in known["ada"]["remarks"][0]


def test_notebooks_with_the_same_answers_are_reported_whatever_else_differs(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    again = nbformat.reads(half, as_version=4)
    again.metadata["authors"] = [{"name": "somebody else"}]
    for cell in again.cells:
        cell.id = f"x{cell.id}"
        if cell.cell_type == "code":
            cell.execution_count = 7
    for student, text in (("ada", half), ("bob", nbformat.writes(again)), ("cyd", whole)):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, text), IN_TIME)
    _, known = collect(course, github)
    said = {student: " ".join(one["remarks"]) for student, one in known.items()}
    assert "identical to that of bob" in said["ada"]
    assert "identical to that of ada" in said["bob"]
    assert "identical" not in said["cyd"]


def test_links_submodules_and_large_files_are_refused_by_what_git_says_about_them(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path
) -> None:
    names = ("link", "submodule", "large")
    for name in names:
        github.create(f"{STAGE}-{name}", template, START)
    secret = tmp_path / "secret.ipynb"
    secret.write_text("the instructor's")
    link = git_blob(github, "link", str(secret).encode())
    push_entry(github, "link", f"120000 blob {link}")
    commit = github.tip(f"{STAGE}-submodule")
    push_entry(github, "submodule", f"160000 commit {commit}")
    large = git_blob(github, "large", b" " * (20 * 1024 * 1024 + 1))
    push_entry(github, "large", f"100644 blob {large}")
    _, known = collect(course, github)
    said = {name: " ".join(known[name]["remarks"]) for name in names}
    assert "symbolic link" in said["link"] and "not a file" in said["submodule"]
    assert "at most 20 MB" in said["large"]
    assert not (course.root / "submitted").exists()


def test_a_pointer_to_a_notebook_that_lfs_keeps_is_reported(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n"
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, pointer), IN_TIME)
    _, known = collect(course, github)
    assert known["ada"]["state"] == "missing" and "Git LFS" in known["ada"]["remarks"][0]


def git_blob(github: FakeGitHub, student: str, content: bytes) -> str:
    """Put a file's content into a repository; its name there."""
    bare = github.repository(f"{STAGE}-{student}")
    done = subprocess.run(
        ["git", "-C", str(bare), "hash-object", "-w", "--stdin"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def push_entry(github: FakeGitHub, student: str, entry: str) -> None:
    """Push a commit with nothing in it but this, under the notebook's name."""
    push_lines(github, student, f"{entry}\t{NOTEBOOK}\n")


def push_lines(github: FakeGitHub, student: str, lines: str) -> None:
    github.push_tree(f"{STAGE}-{student}", make_tree(github, student, lines), IN_TIME)


def make_tree(github: FakeGitHub, student: str, lines: str) -> str:
    """A git tree of these lines; its name."""
    bare = github.repository(f"{STAGE}-{student}")
    done = subprocess.run(
        ["git", "-C", str(bare), "mktree", "--missing"],
        input=lines.encode(), capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def test_nothing_in_a_repository_is_run_or_checked_out(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    trap = tmp_path / "sprung"
    folder = work(tmp_path, template, half)
    (folder / ".gitattributes").write_text("* filter=trap\n*.ipynb filter=lfs diff=lfs merge=lfs\n")
    (folder / ".lfsconfig").write_text("[lfs]\n\turl = http://127.0.0.1:1/\n")
    (folder / ".gitmodules").write_text(
        f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% {trap}\n\tupdate = !touch {trap}\n'
    )
    (folder / "check.py").write_text(f"open({str(trap)!r}, 'w')\n")
    (folder / "sitecustomize.py").write_text(f"open({str(trap)!r}, 'w')\n")
    for hook in ("post-checkout", "reference-transaction", "post-merge"):
        (folder / hook).write_text(f"#!/bin/sh\ntouch {trap}\n")
        (folder / hook).chmod(0o755)
    github.create(f"{STAGE}-eve", template, START)
    github.push(f"{STAGE}-eve", folder, IN_TIME)
    status, known = collect(course, github)
    assert status == 0 and submitted(course, "eve") == half
    assert not trap.exists()
    (kept,) = (course.root / ".autograder/github" / STAGE).glob(f"{STAGE}-eve-*.git")
    assert git(kept, "rev-parse", "--is-bare-repository") == "true"
    assert not (kept / "hooks").exists() and not (kept / "modules").exists()
    inside = {path.name for path in (course.root / ".autograder").rglob("*")}
    assert not inside & {"check.py", "sitecustomize.py", ".gitmodules", NOTEBOOK}


def test_a_users_own_git_configuration_does_not_matter(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    trap, hooks = tmp_path / "sprung", tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "reference-transaction").write_text(f"#!/bin/sh\ntouch {trap}\n")
    (hooks / "reference-transaction").chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[core]\n\thooksPath = {hooks}\n")
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    monkeypatch.setenv("HOME", str(home))
    status, _ = collect(course, github)
    assert status == 0 and not trap.exists()


def test_a_repository_that_cannot_be_fetched_stops_nobody_else(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
    (github.repository(f"{STAGE}-ada") / "HEAD").write_text("nonsense")
    status, known = collect(course, github)
    assert status == 1
    assert known["ada"]["state"] == "failed" and known["bob"]["state"] == "collected"


def test_a_repository_that_github_does_not_show_stops_nobody_else(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-bob", template, START)
    github.push(f"{STAGE}-bob", work(tmp_path, template, half), IN_TIME)
    listed = tmp_path / "repositories.txt"
    listed.write_text("".join(f"course/{STAGE}-{name}\n" for name in ("ada", "bob")))
    status, known = collect(course, github, "--repos", str(listed))
    assert status == 1
    assert known["ada"]["state"] == "failed" and known["bob"]["state"] == "collected"
    assert f"GitHub has no /repos/course/{STAGE}-ada" in known["ada"]["remarks"][0]


def test_a_notebook_that_only_an_earlier_run_collected_is_reported(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada")
    github.push(f"{STAGE}-ada", work(tmp_path, template, half), LATE)
    _, known = collect(course, github)
    assert known["ada"]["state"] == "missing" and "earlier notebook of theirs" not in str(known)
    _, known = collect(course, github, "--deadline", (LATE + timedelta(days=1)).isoformat())
    assert known["ada"]["state"] == "collected" and "earlier notebook of theirs" not in str(known)
    _, known = collect(course, github)
    assert known["ada"]["state"] == "missing"
    assert "submitted/ still has an earlier notebook of theirs" in known["ada"]["remarks"][-1]


def test_a_list_in_another_encoding_is_refused_in_words(
    course: CourseFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "repositories.txt"
    listed.write_bytes("# Müller\nada x\n".encode("cp1252"))
    assert main(["github", "collect", STAGE, "--repos", str(listed),
                 "--course", str(course.root)]) == 2  # fmt: skip
    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.slow
def test_repositories_with_one_name_and_several_owners_are_told_apart(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    lines = []
    for student, text in (("ada", half), ("bob", whole)):
        owned = FakeGitHub(tmp_path / student)
        owned.create("loss", template, START)
        owned.push("loss", work(tmp_path, template, text), IN_TIME)
        lines.append(f"{student} {owned.repository('loss')}\n")
    listed = tmp_path / "repositories.txt"
    listed.write_text("".join(lines))
    for _ in range(2):
        _, known = collect(course, github, "--repos", str(listed))
        assert sorted(known) == ["ada", "bob"]
        assert (submitted(course, "ada"), submitted(course, "bob")) == (half, whole)
        assert "force-pushed" not in str(known)


def test_a_repository_that_two_work_in_is_collected_for_both(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create("pair", template, START)
    github.push("pair", work(tmp_path, template, half), IN_TIME)
    listed = tmp_path / "repositories.txt"
    listed.write_text("".join(f"{name} {github.repository('pair')}\n" for name in ("ada", "bob")))
    _, known = collect(course, github, "--repos", str(listed))
    assert {student: one["state"] for student, one in known.items()} == {
        "ada": "collected", "bob": "collected",
    }  # fmt: skip


@pytest.mark.slow
def test_a_second_run_asks_only_for_what_is_not_settled(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
    collect(course, github)
    first = found(course)
    github.asked.clear()
    collect(course, github)
    assert not any("activity" in path for path in github.asked)
    assert found(course) == first
    collect(course, github, "--again")
    assert sum("activity" in path for path in github.asked) == 2
    # Before the deadline nothing is settled.
    github.asked.clear()
    for _ in range(2):
        collect(course, github, "--deadline", "2199-01-01T00:00Z")
    assert sum("activity" in path for path in github.asked) == 4


def test_a_students_own_deadline_is_theirs_in_every_run(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    for name in ("ada", "bob"):
        github.create(f"{STAGE}-{name}", template, START)
        github.push(f"{STAGE}-{name}", work(tmp_path, template, half), IN_TIME)
        github.push(f"{STAGE}-{name}", work(tmp_path, template, whole), LATE)
    until = (LATE + timedelta(days=1)).isoformat()
    (course.root / "extensions.csv").write_text(
        f"student,assignment,deadline\nada,{STAGE},{until}\n"
    )
    for _ in range(2):
        collect(course, github)
        assert submitted(course, "ada") == whole and submitted(course, "bob") == half


def test_collecting_a_part_of_a_class_keeps_what_is_known_of_the_rest(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    for student, text in (("ada", half), ("bob", whole)):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, text), IN_TIME)
    roster = tmp_path / "roster.csv"
    roster.write_text("identifier,github_username\nada,ada\nbob,bob\ncyd,cyd\n")
    _, before = collect(course, github, "--roster", str(roster))
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"course/{STAGE}-bob\n")
    _, after = collect(course, github, "--repos", str(listed), "--roster", str(roster))
    assert after == before
    assert "no repository" in after["cyd"]["remarks"][0]
    table = tmp_path / "grades.csv"
    assert main(["github", "grades", STAGE, "--csv", str(table), "--course", str(course.root)]) == 0
    assert f"{STAGE}-ada,https://github.com/course/{STAGE}-ada,2026-11-20" in table.read_text()


def test_a_later_deadline_for_a_part_of_a_class_is_theirs_in_later_runs_too(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str, whole: str
) -> None:
    for student in ("ada", "bob"):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, whole), LATE)
    collect(course, github)
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"course/{STAGE}-bob\n")
    extended = (LATE + timedelta(days=1)).isoformat()
    collect(course, github, "--repos", str(listed), "--deadline", extended)
    assert (submitted(course, "ada"), submitted(course, "bob")) == (half, whole)
    for more in ([], ["--again"]):
        _, known = collect(course, github, *more)
        assert (submitted(course, "ada"), submitted(course, "bob")) == (half, whole)
        assert "deadline is their own" in known["bob"]["remarks"][0]
        assert known["ada"]["deadline"] == "2026-11-20T23:59:00Z"
    # The class's deadline again, for them alone, takes it back.
    collect(course, github, "--repos", str(listed))
    assert submitted(course, "bob") == half
    _, known = collect(course, github)
    assert submitted(course, "bob") == half and "their own" not in str(known)


def test_the_repositories_of_classroom_50_are_known(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    github.create(f"eager-2026-{STAGE}-ada", template, START)
    github.push(f"eager-2026-{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    github.create("classroom50", template, START)
    status, known = collect(course, github)
    assert status == 0 and not known
    assert "add --classroom eager-2026" in capsys.readouterr().err
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "username,first_name,last_name,email,section,role\n"
        "ada,Ada,Lovelace,,,student\nprof,,,,,teacher\nbob,Bob,Kahn,,,student\n"
    )
    more = ["--classroom", "eager-2026", "--roster", str(roster)]
    status, known = collect(course, github, *more)
    assert status == 0 and known["ada"]["state"] == "collected"
    assert sorted(known) == ["ada", "bob"] and "no repository" in known["bob"]["remarks"][0]


def test_a_deadline_needs_a_time_zone(
    course: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["github", "collect", STAGE, "--org", "x", "--deadline", "2026-11-20 23:59"])
    assert "names no time zone" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    ["2026-11-20T23:59+00:00", "2026-11-20 23:59 UTC", "2026-11-20 23:59:00Z",
     "2026-11-21 00:59 +01:00", "2026-11-20 18:59 -05:00"],
)  # fmt: skip
def test_a_deadline_is_written_in_several_ways(text: str) -> None:
    assert moment(text) == DEADLINE


def test_identifiers_that_can_be_folders_are_the_students_names(tmp_path: Path) -> None:
    person = Person("s1234@example.org", "ada")
    assert person.student == "s1234@example.org"
    assert replace(person, identifier="Lovelace, Ada (i02)").student == "ada"
    assert replace(person, identifier="../../etc").student == "ada"


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_where_it_was(
    course: CourseFolder,
    github: FakeGitHub,
    template: Path,
    tmp_path: Path,
    half: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for student in ("ada", "bob", "cyd"):
        github.create(f"{STAGE}-{student}", template, START)
        github.push(f"{STAGE}-{student}", work(tmp_path, template, half), IN_TIME)
    last = f"/repos/{github.organization}/{STAGE}-cyd"
    github.failures.append(Failure(last, 401, {}, "Bad credentials"))
    arguments = ["github", "collect", STAGE, "--course", str(course.root),
                 "--org", github.organization, "--deadline", DEADLINE.isoformat()]  # fmt: skip
    assert main(arguments) == 2
    assert "expired" in capsys.readouterr().err
    assert submitted(course, "bob") == half
    github.asked.clear()
    assert main(arguments) == 0
    asked = [path for path in github.asked if "activity" in path]
    assert asked == [f"{last}/activity"]
    assert {one["state"] for one in found(course).values()} == {"collected"}
    assert "identical to that of bob, cyd" in found(course)["ada"]["remarks"][-1]


@pytest.mark.slow
def test_a_history_larger_than_allowed_is_not_fetched(
    course: CourseFolder,
    github: FakeGitHub,
    template: Path,
    tmp_path: Path,
    half: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("autograder.outside.github.git.MOST_BYTES", 2 * 1024 * 1024)
    folder = work(tmp_path, template, half)
    (folder / "noise.bin").write_bytes(random.Random(0).randbytes(4 * 1024 * 1024))
    github.create(f"{STAGE}-ada", template, START)
    github.push(f"{STAGE}-ada", folder, IN_TIME)
    github.create(f"{STAGE}-bob", template, START)
    github.push(f"{STAGE}-bob", work(tmp_path, template, half), IN_TIME)
    status, known = collect(course, github)
    assert status == 1
    assert known["ada"]["state"] == "failed" and known["bob"]["state"] == "collected"


@pytest.mark.slow
def test_a_folder_with_too_many_files_is_not_looked_through(
    course: CourseFolder, github: FakeGitHub, template: Path
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    blob = git_blob(github, "ada", b"{}")
    lines = "".join(f"100644 blob {blob}\tfile-{i:06}\n" for i in range(30_000))
    push_lines(github, "ada", lines)
    _, known = collect(course, github)
    assert "too many files to look through" in known["ada"]["remarks"][0]


@pytest.mark.slow
def test_folders_in_folders_that_never_end_are_not_followed(
    course: CourseFolder, github: FakeGitHub, template: Path
) -> None:
    # Ten levels of ten folders, all of them one and the same: ten billion files to a walker.
    github.create(f"{STAGE}-ada", template, START)
    inner = f"100644 blob {git_blob(github, 'ada', b'{}')}"
    name = "x"
    for _ in range(10):
        lines = "".join(f"{inner}\t{name}{i}\n" for i in range(10))
        tree = make_tree(github, "ada", lines)
        inner, name = f"040000 tree {tree}", "d"
    github.push_tree(f"{STAGE}-ada", tree, IN_TIME)
    _, known = collect(course, github)
    assert "no other notebook" in known["ada"]["remarks"][0]


def test_dates_beyond_all_calendars_do_no_harm(
    course: CourseFolder, github: FakeGitHub, template: Path, tmp_path: Path, half: str
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    early = github.push(f"{STAGE}-ada", work(tmp_path, template, half), IN_TIME)
    bare = github.repository(f"{STAGE}-ada")
    raw = git(bare, "cat-file", "commit", early).replace(
        f"parent {git(bare, 'rev-parse', early + '^')}", f"parent {early}"
    )
    far = [line.replace(line.split("> ")[1], "99999999999999999 +0000") if "> " in line else line
           for line in raw.splitlines()]  # fmt: skip
    made = subprocess.run(
        ["git", "-C", str(bare), "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        input="\n".join(far).encode(), capture_output=True, check=True,
    )  # fmt: skip
    git(bare, "update-ref", f"refs/heads/{github.branch}", made.stdout.decode().strip())
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada {bare}\n")
    status, known = collect(course, github, "--repos", str(listed))
    assert status == 0 and known["ada"]["commit"] == early


@pytest.mark.slow
@pytest.mark.parametrize("name", ["..", ".hidden", "a b", "-x", "a+b", "ünïcode"])
def test_names_that_cannot_be_folders_are_refused(
    name: str, course: CourseFolder, github: FakeGitHub, template: Path
) -> None:
    from autograder.outside.github.collect import Collector
    from autograder.outside.github.repositories import Repository
    from autograder.outside.grading.settings import read_settings

    collector = Collector(course, read_settings(course), STAGE)
    (one,) = collector.collect([Repository("x", name, "/nothing")])
    assert one.state == "failed" and "cannot be the name of a folder" in one.remarks[0]
    assert not (course.root / "submitted").exists()


@pytest.mark.parametrize("line", ["a b c", "--upload-pack=touch", "ada -x", ""])
def test_a_list_that_cannot_be_understood_is_refused(
    line: str, course: CourseFolder, github: FakeGitHub, tmp_path: Path
) -> None:
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"# a remark\n{line}\n")
    assert main(["github", "collect", STAGE, "--repos", str(listed),
                 "--course", str(course.root)]) == 2  # fmt: skip


def test_an_address_that_runs_a_program_is_not_fetched(
    course: CourseFolder, github: FakeGitHub, tmp_path: Path
) -> None:
    trap = tmp_path / "sprung"
    listed = tmp_path / "repositories.txt"
    listed.write_text(f"ada ext::touch% {trap}\n".replace("% ", "%%20"))
    status, known = collect(course, github, "--repos", str(listed))
    assert status == 1 and known["ada"]["state"] == "failed" and not trap.exists()
    assert "not allowed" in known["ada"]["remarks"][0]
