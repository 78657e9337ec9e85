"""A course on another subject, without a package, is taught with the engine as it is."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.grading.solved import ANSWERS
from autograder.outside.judging.render import VERDICT_MIME
from autograder.outside.notebooks.fill import fill, solutions
from autograder.outside.reports.points import gradebook_url, scores
from autograder.outside.sandbox.machine import problems

ROOT = Path(__file__).parents[3]
TOY = Path(__file__).parents[1] / "toy_course"
LISTS = "01-lists"


def toy_course(folder: Path) -> CourseFolder:
    shutil.copytree(TOY, folder)
    config = (ROOT / "nbgrader_config.py").read_text().replace('"eager_course"', '""')
    (folder / "nbgrader_config.py").write_text(config)
    return CourseFolder.at(folder)


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory, new_gradebook: Path
) -> dict[str, CourseFolder]:
    """The class, graded through both doors: `autograder grade` and `nbgrader autograde`."""
    if problems():
        pytest.skip(" ".join(problems()))
    course = toy_course(tmp_path_factory.mktemp("toy") / "course")
    shutil.copy(new_gradebook, course.root)
    done = course.nbgrader("generate_assignment", LISTS)
    assert not done.returncode, done.stderr
    solved = solutions(course.notebook("source", LISTS))
    answers = {"right": solved, "blank": {}}
    for mistake in course.course.own_mistakes:
        answers[mistake.name] = mistake.put_into(solved)
    for student, cells in answers.items():
        path = course.notebook_path("submitted", LISTS, student)
        path.parent.mkdir(parents=True)
        nbformat.write(fill(course.notebook("release", LISTS), cells), path)
    other = course.root.with_name("other")
    shutil.copytree(course.root, other)
    assert main(["grade", "--course", str(course.root), "--jobs", "2", LISTS]) == 0
    doors = {"autograder": course, "nbgrader": CourseFolder.at(other)}
    done = doors["nbgrader"].nbgrader("autograde", LISTS)
    assert not done.returncode, done.stderr
    return doors


def points(course: CourseFolder) -> dict[str, dict[str, float | None]]:
    found = scores(gradebook_url(course.root), LISTS)
    return {student: score.cells for student, score in found.items()}


WANTED = {
    "right": {"lists-merge": 4, "lists-find": 3},
    "blank": {"lists-merge": 0, "lists-find": 0},
    "joins": {"lists-merge": 2, "lists-find": 3},
    "drops-duplicates": {"lists-merge": 2, "lists-find": 3},
    "counts-from-one": {"lists-merge": 4, "lists-find": 1},
    "minus-one-for-none": {"lists-merge": 4, "lists-find": 2},
}


@pytest.mark.parametrize("door", ["autograder", "nbgrader"])
def test_everybody_gets_the_points_that_they_earned(
    graded: dict[str, CourseFolder], door: str
) -> None:
    assert points(graded[door]) == WANTED


@pytest.mark.parametrize("door", ["autograder", "nbgrader"])
@pytest.mark.parametrize("name", sorted(set(WANTED) - {"right", "blank"}))
def test_a_mistake_that_the_course_adds_is_named(
    graded: dict[str, CourseFolder], door: str, name: str
) -> None:
    cells = graded[door].notebook("autograded", LISTS, name).cells
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    verdicts = [data[VERDICT_MIME] for data in outputs if VERDICT_MIME in data]
    assert [v["mistake"] for v in verdicts if v["points"] < v["max_points"]] == [name]


def test_the_solved_notebook_has_answered_once_for_each_student(
    graded: dict[str, CourseFolder],
) -> None:
    kept = list((graded["autograder"].root / ".autograder" / ANSWERS / LISTS).glob("*/*.json"))
    assert len(kept) == len(WANTED)


def test_the_class_report_is_written(graded: dict[str, CourseFolder], tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    course = str(graded["autograder"].root)
    assert main(["report", LISTS, "--course", course, "--output", str(page)]) == 0
    assert "puts one list behind the other" in page.read_text()


@pytest.mark.slow
def test_a_release_that_came_with_a_clone_is_generated_anew(tmp_path: Path) -> None:
    course = toy_course(tmp_path / "course")
    path = course.notebook_path("release", LISTS)
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    done = course.nbgrader("generate_assignment", LISTS)  # without --force, as the README has it
    assert not done.returncode, done.stderr
    assert len(course.notebook("release", LISTS).cells) > 1
    assert (course.root / "gradebook.db").is_file()


def refused(folder: Path, old: str, new: str) -> str:
    course = toy_course(folder)
    path = course.notebook_path("source", LISTS)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    done = course.nbgrader("generate_assignment", LISTS)
    assert done.returncode
    return done.stderr


@pytest.mark.slow
def test_a_question_that_no_cell_asks_is_not_released(tmp_path: Path) -> None:
    course = toy_course(tmp_path / "course")
    questions = course.root / "questions.py"
    more = "\nlost = Question('lists-lost', needs=['find'])\n"
    questions.write_text(questions.read_text() + more)
    done = course.nbgrader("generate_assignment", LISTS)
    assert done.returncode and "asks the question lists-lost" in done.stderr


@pytest.mark.slow
def test_a_cell_that_asks_no_known_question_is_not_released(tmp_path: Path) -> None:
    said = refused(tmp_path / "course", 'ask(\\"lists-find', 'ask(\\"lists-search')
    assert "no question has the id 'lists-search'" in said and "lists-find" in said


@pytest.mark.slow
def test_a_cell_that_passes_other_names_is_not_released(tmp_path: Path) -> None:
    said = refused(tmp_path / "course", "find=find", "search=find")
    assert "passes search" in said and "needs find" in said


def test_a_submission_whose_question_is_gone_fails_and_nobody_gets_0_for_it(
    graded: dict[str, CourseFolder], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(graded["autograder"].root, folder)
    (folder / "questions.py").write_text("")
    (folder / "mistakes.py").unlink()
    assert main(["grade", "--course", str(folder), "--jobs", "1", LISTS]) == 1
    assert "a question that the course does not have" in capsys.readouterr().out
    assert points(CourseFolder.at(folder)) == WANTED


@pytest.mark.slow
def test_its_audit_is_clean(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    course = toy_course(tmp_path / "course")
    assert main(["audit", "--fast", "--seeds", "5", "--course", str(course.root)]) == 0
    assert "4 mistakes, 1 right answer: nothing is wrong" in capsys.readouterr().out


@pytest.mark.slow
def test_a_part_that_no_mistake_fails_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    course = toy_course(tmp_path / "course")
    mistakes = course.root / "mistakes.py"
    mistakes.write_text(mistakes.read_text() + "\nMISTAKES.pop()\n")
    assert main(["audit", "--fast", "--seeds", "2", "--course", str(course.root)]) == 1
    assert "no mistake fails the part 'absent'" in capsys.readouterr().out


@pytest.mark.slow
def test_a_promise_that_no_case_asks_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    course = toy_course(tmp_path / "course")
    questions = course.root / "questions.py"
    text = questions.read_text().replace('that is there")', 'that is there", {"first": "…"})')
    assert text != questions.read_text()
    questions.write_text(text)
    assert main(["audit", "--fast", "--seeds", "2", "--course", str(course.root)]) == 1
    assert "no case of the part 'place' asks it" in " ".join(capsys.readouterr().out.split())


@pytest.mark.slow
def test_a_new_question_can_be_audited_and_released_as_it_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    course = toy_course(tmp_path / "course")
    where = ["--course", str(course.root)]
    assert main(["new", "question", "numbers-double", "--assignment", "02-numbers", *where]) == 0
    assert main(["audit", "--fast", "--seeds", "3", "02-numbers", *where]) == 0
    assert "2 mistakes, 1 right answer: nothing is wrong" in capsys.readouterr().out
    assert main(["release", "02-numbers", *where]) == 0
    release = CourseFolder.at(course.root).notebook_path("release", "02-numbers")
    assert "raise NotImplementedError" in release.read_text()


def test_a_question_that_exists_is_not_written_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    course = toy_course(tmp_path / "course")
    before = (course.root / "questions.py").read_text()
    command = ["new", "question", "lists-find", "--assignment", LISTS]
    assert main([*command, "--course", str(course.root)]) == 2
    assert "there is already a question 'lists-find'" in capsys.readouterr().err
    assert (course.root / "questions.py").read_text() == before
