"""Making the students' repositories: once, private, with an invitation; and correcting them."""

from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from eager_course.sample_class import Handout, first_half

from .conftest import STAGE
from .fake_github import Failure, FakeGitHub, git
from .test_collect import IN_TIME, START, collect, work

pytestmark = pytest.mark.slow

ROSTER = "identifier,github_username,github_id,name\ns1,ada,1,A\ns2,bob,2,B\n"


@pytest.fixture
def organization(github: FakeGitHub, template: Path) -> FakeGitHub:
    """It has the template, and GitHub knows the students."""
    github.create(f"{STAGE}-template", template, START)
    github.templates.add(f"{STAGE}-template")
    github.users |= {"ada", "bob", "cyd"}
    return github


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER)
    return path


def run(command: str, course: CourseFolder, *more: object) -> int:
    return main(["github", command, STAGE, "--org", "course", "--course", str(course.root),
                 *map(str, more)])  # fmt: skip


def names(github: FakeGitHub) -> list[str]:
    made = sorted(path.stem for path in github.folder.glob("*.git"))
    return [name for name in made if not name.endswith("-template")]


def test_every_student_gets_a_private_repository_and_an_invitation(
    course: CourseFolder, organization: FakeGitHub, roster: Path, template: Path
) -> None:
    assert run("create", course, "--roster", roster) == 0
    assert names(organization) == [f"{STAGE}-ada", f"{STAGE}-bob"]
    assert organization.invited == {f"{STAGE}-ada": ["ada"], f"{STAGE}-bob": ["bob"]}
    made = git(organization.repository(f"{STAGE}-ada"), "show", "main:README.md")
    assert made == (template / "README.md").read_text().strip()


def test_the_class_that_autograder_roster_has_kept_needs_no_option(
    course: CourseFolder, organization: FakeGitHub, roster: Path
) -> None:
    assert run("create", course) == 2  # nobody is known
    assert main(["roster", str(roster), "--course", str(course.root)]) == 0
    assert run("create", course) == 0
    assert names(organization) == [f"{STAGE}-ada", f"{STAGE}-bob"]


def test_a_second_run_does_only_what_is_missing(
    course: CourseFolder, organization: FakeGitHub, roster: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    run("create", course, "--roster", roster)
    roster.write_text(ROSTER + "s3,cyd,3,C\n")
    organization.invited[f"{STAGE}-bob"].clear()
    capsys.readouterr()
    assert run("create", course, "--roster", roster) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        f"{STAGE}-ada: was already there",
        f"{STAGE}-bob: invited bob",
        f"{STAGE}-cyd: created, invited cyd",
    ]
    assert organization.invited[f"{STAGE}-ada"] == ["ada"]


def test_a_dry_run_says_the_same_and_does_nothing(
    course: CourseFolder, organization: FakeGitHub, roster: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run("create", course, "--roster", roster, "--dry-run") == 0
    assert f"{STAGE}-ada: would be created, invited ada" in capsys.readouterr().out
    assert names(organization) == [] and not organization.invited


def test_a_misspelt_student_stops_nobody_else(
    course: CourseFolder, organization: FakeGitHub, roster: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    roster.write_text(ROSTER.replace("ada", "addda") + "s3,,,C\n")
    assert run("create", course, "--roster", roster) == 1
    printed = capsys.readouterr().out
    assert f"{STAGE}-addda: created, GitHub has no user addda" in printed
    assert f"{STAGE}-bob: created, invited bob" in printed
    assert "s3: the roster does not give their name on GitHub" in printed


def test_a_template_that_is_none_is_refused_in_words(
    course: CourseFolder, organization: FakeGitHub, roster: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    organization.templates.clear()
    assert run("create", course, "--roster", roster) == 2
    assert "not marked as a template" in capsys.readouterr().err
    assert run("create", course, "--roster", roster, "--template", "course/none") == 2
    assert "GitHub has no template course/none" in capsys.readouterr().err


def test_a_large_class_waits_when_github_asks_it_to(
    course: CourseFolder, organization: FakeGitHub, roster: Path
) -> None:
    path = f"/repos/course/{STAGE}-template/generate"
    organization.failures.append(Failure(path, 403, {"Retry-After": "0"}, "secondary rate limit"))
    assert run("create", course, "--roster", roster) == 0
    assert len(names(organization)) == 2


def test_a_team_shares_a_repository_and_what_is_collected_from_it(
    course: CourseFolder, organization: FakeGitHub, template: Path, roster: Path, tmp_path: Path,
    stage: Handout,
) -> None:  # fmt: skip
    teams = tmp_path / "teams.csv"
    teams.write_text("team,github_username\nRed Pandas,ada\nRed Pandas,bob\n")
    people = ["--roster", str(roster), "--teams", str(teams)]
    assert run("create", course, *people) == 0
    shared = f"{STAGE}-red-pandas"
    assert organization.invited == {shared: ["ada", "bob"]}
    sample = first_half(stage)
    assert sample is not None
    organization.push(shared, work(tmp_path, template, sample.text), IN_TIME)
    status, known = collect(course, organization, *people)
    assert status == 0 and sorted(known) == ["s1", "s2"]
    assert {one["state"] for one in known.values()} == {"collected"}
    assert "identical" not in str(known)


def test_a_correction_is_offered_once_and_leaves_the_answers_alone(
    course: CourseFolder, organization: FakeGitHub, template: Path, roster: Path, tmp_path: Path,
    stage: Handout, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    run("create", course, "--roster", roster)
    sample = first_half(stage)
    assert sample is not None
    folder = work(tmp_path, template, sample.text)
    (folder / "notes.txt").write_text("mine")
    organization.push(f"{STAGE}-ada", folder, IN_TIME)
    capsys.readouterr()
    assert run("update", course) == 0
    assert capsys.readouterr().out.count("is up to date") == 2

    path = course.notebook_path("release", STAGE)
    corrected = nbformat.read(path, as_version=4)
    check = next(cell for cell in corrected.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    check.source += "\n# corrected"
    nbformat.write(corrected, path)
    assert run("update", course, "--dry-run") == 0
    assert not organization.pulls
    assert run("update", course) == 0
    assert run("update", course) == 0
    # Bob's notebook is untouched, although its checks are no longer the newest.
    _, known = collect(course, organization)
    assert [known[name]["state"] for name in ("ada", "bob")] == ["collected", "missing"]
    assert "commits that are not" not in str(known)
    assert "already offered in pull request 1" in capsys.readouterr().out
    assert [len(opened) for opened in organization.pulls.values()] == [1, 1]
    assert organization.pulls[f"{STAGE}-ada"][0]["base"] == "main"

    bare = organization.repository(f"{STAGE}-ada")
    changed = git(bare, "diff", "--name-only", "main", "template-update").split()
    assert changed == [".github/release/loss.ipynb", "loss.ipynb"]
    theirs = git(bare, "show", "template-update:loss.ipynb")
    assert "# corrected" in theirs
    answers = [cell.source for cell in nbformat.reads(sample.text, as_version=4).cells
               if cell.metadata.get("nbgrader", {}).get("solution")]  # fmt: skip
    assert set(answers) <= {cell.source for cell in nbformat.reads(theirs, as_version=4).cells}
