"""The whole term of one stage: from the template to grades.csv, on this machine alone."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github.grades import COLUMNS
from autograder.outside.reports.points import gradebook_url, scores
from autograder.outside.sandbox.machine import problems
from autograder_check.cell_model import grade_id
from eager_course.sample_class import Handout, first_half, mistaken, right

from .conftest import STAGE
from .fake_github import FakeGitHub
from .reporter import read, report
from .runner import StudentPython, load, run_job, steps_to_leave_out

NOTEBOOK = "loss.ipynb"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
EARLY, LATE = DEADLINE - timedelta(days=2), DEADLINE + timedelta(hours=2)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        bool(problems()), reason=f"this machine cannot seal student code: {problems()}"
    ),
]

ROSTER = """identifier,github_username,github_id,name
s01,ada,1,Ada
s02,bob,2,Bob
s03,cyd,3,Cyd
s04,dan,4,Dan
s05,eve,5,Eve
=HYPERLINK("http://example.org"),fay,6,Fay
s07,gus,7,Gus
s08,hal,8,Hal
s09,ida,9,Ida
"""


def hostile(stage: Handout) -> str:
    """Solves half; beside that it lies, pries and breaks out as far as it can."""
    notebook = first_half_notebook(stage)
    checks = [cell for cell in notebook.cells if grade_id(cell) in stage.points]
    checks[-1].source = "print('25 points')"
    checks[-2].metadata["nbgrader"]["points"] = 1000
    notebook.cells.insert(
        1,
        new_code_cell(
            "import os, subprocess, sys\n"
            "for path in ('../../gradebook.db', '/etc/shadow', '../../../.autograder/secret'):\n"
            "    try: print(open(path, 'rb').read()[:20])\n"
            "    except OSError: pass\n"
            "try: subprocess.run(['git', 'push', '--force'], timeout=5)\n"
            "except Exception: pass\n"
            "print('=1+1', os.environ.get('GH_TOKEN'))"
        ),
    )
    notebook.cells.append(new_code_cell("import os\nos._exit(0)"))
    return nbformat.writes(notebook)


def first_half_notebook(stage: Handout) -> nbformat.NotebookNode:
    sample = first_half(stage)
    assert sample is not None
    return nbformat.reads(sample.text, as_version=4)


class Class:
    """Eight students, and the repositories that they push to."""

    def __init__(self, github: FakeGitHub, template: Path, folder: Path) -> None:
        self.github, self.template, self.folder = github, template, folder

    def clone(self, student: str) -> Path:
        """A student's working folder: a real clone, the first time."""
        place = self.folder / student
        if not place.exists():
            name = f"{STAGE}-{student}"
            self.github.create(name, self.template, START)
            self.github.clone(name, place)
        return place

    def push(self, student: str, text: str, when: datetime, **more: bool) -> str:
        """Save the notebook, commit and push."""
        place = self.clone(student)
        (place / NOTEBOOK).write_text(text)
        return self.github.pushed(f"{STAGE}-{student}", place, when, **more)


@pytest.fixture
def texts(stage: Handout) -> dict[str, str]:
    """Student -> the notebook that is to be graded."""

    def text(recipe: Callable) -> str:
        sample = recipe(stage)
        assert sample is not None
        return sample.text

    mistakes = mistaken("loss-mse: sum-for-mean", "loss-hand-gradient: without-2")
    return {
        "ada": text(right),
        "bob": text(first_half),
        "cyd": text(mistakes),
        "dan": text(first_half),
        "eve": text(mistakes),
        "fay": hostile(stage),
        "gus": text(right),
        "hal": text(right),
    }


IDS = {"ada": "s01", "bob": "s02", "cyd": "s03", "dan": "s04", "eve": "s05", "fay": "fay",
       "gus": "s07", "hal": "s08"}  # fmt: skip


def teach(github: FakeGitHub, template: Path, folder: Path, texts: dict[str, str]) -> Class:
    """Everybody clones and pushes, as people do."""
    everyone = Class(github, template, folder)
    for student in ("ada", "bob", "cyd", "fay", "hal"):
        everyone.push(student, texts[student], EARLY)
    # Dan goes on after the deadline, with commits dated back.
    everyone.push("dan", texts["dan"], EARLY)
    everyone.push("dan", texts["ada"], LATE, backdated=True)
    # Eve replaces what she had handed in.
    everyone.push("eve", texts["eve"], EARLY)
    everyone.push("eve", texts["ada"], LATE, forced=True)
    # Fay leaves traps beside her notebook.
    place = everyone.clone("fay")
    trap = folder / "sprung"
    (place / ".gitattributes").write_text("* filter=trap\n")
    (place / "nbgrader_config.py").write_text(f"open({str(trap)!r}, 'w')\n")
    (place / "eager/__init__.py").write_text(f"open({str(trap)!r}, 'w')\n")
    everyone.push("fay", texts["fay"], EARLY + timedelta(minutes=1))
    # Gus has another idea of the notebook's name.
    place = everyone.clone("gus")
    (place / NOTEBOOK).rename(place / "Loss final.ipynb")
    (place / "Loss final.ipynb").write_text(texts["gus"])
    github.pushed(f"{STAGE}-gus", place, EARLY)
    return everyone


def check_on_push(everyone: Class, python: StudentPython, folder: Path, student: str) -> float:
    """The points that the workflow posts."""
    place, temporary = everyone.clone(student), folder / f"runner-{student}"
    temporary.mkdir()
    workflow = place / ".github/workflows/classroom.yml"
    without = steps_to_leave_out(place / ".github/requirements.txt")
    job = run_job(workflow, place, temporary, python.environment(), without=without)
    reporter = load(workflow)["jobs"]["run-autograding-tests"]["steps"][-1]
    results = read(job.environments["Autograding Reporter"], reporter["with"]["runners"])
    points, most, _ = report(results)
    assert job.failed == ("" if points == most else "Visible checks"), job.log
    assert most == 25 and f"{points:g} of 25 points" in job.summary
    return points


def test_the_whole_term_of_a_stage(
    course: CourseFolder,
    github: FakeGitHub,
    template: Path,
    stage: Handout,
    texts: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    everyone = teach(github, template, tmp_path, texts)
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)

    # On every push: advice at once.
    python = StudentPython.create(tmp_path / "venv")
    half = sum(list(stage.points.values())[: len(stage.points) // 2])
    for student, points in {"ada": 25, "bob": half, "fay": 0}.items():
        assert check_on_push(everyone, python, tmp_path, student) == points
    # Fay's own push has sprung her trap, on her own runner. From here on nothing may.
    (tmp_path / "sprung").unlink()

    # At the deadline: collect, grade, grades.csv, feedback.
    here = ["--course", str(course.root)]
    collecting = ["github", "collect", STAGE, "--org", github.organization, *here]
    assert main([*collecting, "--deadline", DEADLINE.isoformat(), "--roster", str(roster)]) == 0
    told = capsys.readouterr().out
    assert main(["grade", STAGE, "--jobs", "2", "--feedback", *here]) == 0
    table = tmp_path / "grades.csv"
    assert main(["github", "grades", STAGE, "--csv", str(table), "--roster", str(roster),
                 *here]) == 0  # fmt: skip

    # What was collected is what each student had handed in by then.
    for student, text in texts.items():
        folder = course.root / "submitted" / IDS[student] / STAGE
        assert (folder / NOTEBOOK).read_text() == text
        assert sorted(path.name for path in folder.iterdir()) == [NOTEBOOK, "timestamp.txt"]
    assert not (tmp_path / "sprung").exists()
    for student, remark in {
        "s01": "identical to that of s08, s07|identical to that of s07, s08",
        "s04": "Late: pushed again at 2026-11-21 01:59:00 UTC",
        "s05": "force-pushed",
        "s07": "renamed: 'Loss final.ipynb'",
        "s09": "no repository",
    }.items():
        assert re.search(f"{student}: .*({remark})", told), told

    # The points are the same as for these notebooks graded without GitHub.
    graded = scores(gradebook_url(course.root), STAGE)
    plain = graded_without_github(course, texts, tmp_path)
    assert {IDS[student]: score.cells for student, score in plain.items()} == {
        student: score.cells for student, score in graded.items()
    }
    assert graded["s01"].auto == 25 and 0 < graded["s03"].auto < 25
    assert graded["s04"].auto == graded["s02"].auto

    # grades.csv has GitHub Classroom's columns, these points, and nothing that calculates.
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 9
    by_name = {row["github_username"]: row for row in rows}
    for student, score in plain.items():
        assert float(by_name[student]["points_awarded"]) == score.auto  # nobody graded by hand
        assert by_name[student]["student_repository_name"] == f"{STAGE}-{student}"
    assert by_name["ida"]["points_awarded"] == "" and by_name["ida"]["submission_timestamp"] == ""
    assert by_name["eve"]["submission_timestamp"] == "2026-11-18T23:59:00Z"
    assert by_name["fay"]["roster_identifier"].startswith("'=HYPERLINK")
    assert {row["points_available"] for row in rows} == {"30"}

    # Everybody who has points has feedback.
    for student in graded:
        page = (course.root / "feedback" / student / STAGE / "loss.html").read_text()
        assert "loss-mse" in page or "mean_squared_error" in page


def graded_without_github(course: CourseFolder, texts: dict[str, str], folder: Path) -> dict:
    """Student -> score of these notebooks, put into `submitted/` by hand."""
    place = folder / "without-github"
    ignored = shutil.ignore_patterns("submitted", "autograded", "feedback", ".autograder", "*.db")
    shutil.copytree(course.root, place, ignore=ignored)
    other = CourseFolder.at(place)
    done = other.nbgrader("generate_assignment", STAGE, "--force")
    assert done.returncode == 0, done.stderr
    for student, text in texts.items():
        path = other.notebook_path("submitted", STAGE, student)
        path.parent.mkdir(parents=True)
        path.write_text(text)
    assert main(["grade", STAGE, "--jobs", "2", "--course", str(place)]) == 0
    return scores(gradebook_url(place), STAGE)
