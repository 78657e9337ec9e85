"""Feedback in students' repositories: on a branch, or as an issue, once, and not in public."""

from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github.api import GitHub
from autograder.outside.github.collect import kept_folder
from autograder.outside.github.found import COLLECTED, Found, write_found
from autograder.outside.github.publish import publish_branches, publish_issues
from autograder.outside.github.token import Token
from autograder.outside.reports.points import Score

from .conftest import STAGE
from .fake_github import Failure, FakeGitHub, git
from .test_collect import START

pytestmark = pytest.mark.slow

SCORE = Score(3.0, 8.0, {"loss-mse": 3.0, "loss-data": 0.0}, {"loss-mse": 4.0, "loss-data": 4.0})


def found(github: FakeGitHub, student: str, private: bool | None = True) -> Found:
    name = f"{STAGE}-{student}"
    return Found(
        student, student, name, state=COLLECTED, private=private,
        address=github.repository(name).as_uri(), full_name=f"{github.organization}/{name}",
    )  # fmt: skip


@pytest.fixture
def ada(github: FakeGitHub, template: Path) -> Found:
    github.create(f"{STAGE}-ada", template, START)
    return found(github, "ada")


def push(ada: Found, tmp_path: Path, text: str = "<html>well done</html>") -> str:
    page = tmp_path / "loss.html"
    page.write_text(text)
    (done,) = publish_branches([ada], STAGE, {"ada": SCORE}, {"ada": page}, tmp_path, Token())
    assert done.done, done.what
    return done.what


def test_the_branch_has_the_points_and_the_page_and_none_of_the_students_work(
    ada: Found, github: FakeGitHub, tmp_path: Path
) -> None:
    push(ada, tmp_path)
    bare = github.repository(ada.repository)
    assert git(bare, "ls-tree", "--name-only", "feedback").split() == ["README.md", "loss.html"]
    readme = git(bare, "show", "feedback:README.md")
    assert "3 of 8 points" in readme and "| loss-data | 0/4 |" in readme
    assert git(bare, "rev-list", "--count", "feedback") == "1"
    assert git(bare, "rev-list", "--count", "main") == "1"


def test_it_is_pushed_once_and_again_when_it_has_changed(
    ada: Found, github: FakeGitHub, tmp_path: Path
) -> None:
    assert push(ada, tmp_path) == "is on the branch feedback"
    assert push(ada, tmp_path) == "was already there"
    assert push(ada, tmp_path, "<html>even better</html>") == "is on the branch feedback"
    bare = github.repository(ada.repository)
    assert git(bare, "rev-list", "--count", "feedback") == "2"
    assert git(bare, "show", "feedback:loss.html") == "<html>even better</html>"


def test_an_unreachable_student_stops_nobody_else(
    ada: Found, github: FakeGitHub, tmp_path: Path
) -> None:
    page = tmp_path / "loss.html"
    page.write_text("x")
    both = [found(github, "nobody"), ada]
    published = publish_branches(
        both, STAGE, dict.fromkeys(("ada", "nobody"), SCORE),
        dict.fromkeys(("ada", "nobody"), page), tmp_path, Token(),
    )  # fmt: skip
    assert [one.done for one in published] == [False, True]


def test_an_issue_is_made_once_and_updated(ada: Found, github: FakeGitHub) -> None:
    client = GitHub(Token(), github.address)
    issues = github.issues.setdefault(ada.repository, [])
    issues.append({"number": 1, "title": "A question", "body": "about the mean"})

    def publish(score: Score) -> str:
        (done,) = publish_issues([ada], STAGE, {"ada": score}, client)
        return done.what

    assert publish(SCORE) == "is in issue 2"
    assert publish(SCORE) == "was already there"
    better = Score(8.0, 8.0, {"loss-mse": 4.0, "loss-data": 4.0}, SCORE.most)
    assert publish(better) == "was updated in issue 2"
    assert len(issues) == 2 and "8 of 8 points" in issues[1]["body"]
    assert issues[0]["body"] == "about the mean"


def test_a_repository_without_issues_stops_nobody_else(ada: Found, github: FakeGitHub) -> None:
    github.create(f"{STAGE}-bob")
    refused = f"/repos/{github.organization}/{STAGE}-bob"
    github.failures.append(Failure(refused, 410, {}, "Issues are disabled"))
    both = [found(github, "bob"), ada]
    scores = {"ada": SCORE, "bob": SCORE}
    published = publish_issues(both, STAGE, scores, GitHub(Token(), github.address))
    assert [one.done for one in published] == [False, True]
    assert "Issues are disabled" in published[0].what


def test_that_there_is_nothing_to_publish_is_said(
    course: CourseFolder, github: FakeGitHub, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["github", "feedback", STAGE, "--to", "branch", "--course", str(course.root)]
    assert main(arguments) == 0
    assert "Nothing to publish" in capsys.readouterr().out
    write_found(kept_folder(course, STAGE) / "found.json", [found(github, "ada")])
    assert main(arguments) == 0
    assert "ada: no feedback to publish (not graded yet)" in capsys.readouterr().out


def test_nothing_is_published_where_everybody_can_read_it(
    course: CourseFolder, github: FakeGitHub, template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    github.create(f"{STAGE}-ada", template, START)
    kept = kept_folder(course, STAGE) / "found.json"
    write_found(kept, [found(github, "ada", private=False)])
    arguments = ["github", "feedback", STAGE, "--to", "issue", "--course", str(course.root)]
    assert main(arguments) == 1
    assert "everybody can read" in capsys.readouterr().out
    assert not github.issues
