"""`autograder demo` grades its sample class as intended, point by point."""

import csv
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.outside.class_grader.gradebook import Gradebook
from autograder.outside.course import CourseFolder
from autograder.outside.grading.settings import read_settings
from autograder.outside.notebooks.strays import sanitize
from autograder.outside.reports.points import Score, gradebook_url, scores
from eager_course.sample_class import CLASS, build_sample_class

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """The demo, run once by its command."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", "--course", str(ROOT), "--folder", str(folder)]) == 0
    return CourseFolder.at(folder)


@pytest.fixture(scope="module")
def intended(demo: CourseFolder, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What each cell is meant to earn, built again from the same release."""
    copied = demo.copy_to(tmp_path_factory.mktemp("again") / "course")
    shutil.copytree(demo.root / "release", copied.root / "release")
    return build_sample_class(copied)


@pytest.fixture(scope="module")
def graded(demo: CourseFolder) -> dict[tuple[str, str], Score]:
    url = gradebook_url(demo.root)
    return {
        (student, assignment): score
        for assignment in demo.assignments
        for student, score in scores(url, assignment).items()
    }


def test_the_class_has_twelve_students(graded: dict) -> None:
    assert len(CLASS) == 12 and {student for student, _ in graded} == set(CLASS)


def test_every_cell_earns_what_it_is_meant_to(graded: dict, intended: dict) -> None:
    assert graded.keys() == intended.keys()
    for key, points in intended.items():
        assert graded[key].cells == pytest.approx(points), key


def test_every_submission_gets_feedback(demo: CourseFolder, intended: dict) -> None:
    for student, assignment in intended:
        path = demo.notebook_path("feedback", assignment, student).with_suffix(".html")
        assert "autograder-verdict" in path.read_text(), path


def test_nothing_in_a_blank_notebook_is_taken_for_an_answer(demo: CourseFolder) -> None:
    with closing(Gradebook(read_settings(demo))) as gradebook:
        for assignment in demo.assignments:
            (released,) = gradebook.released(assignment)
            assert sanitize(released, demo.notebook("release", assignment)) == []


def test_feedback_shows_no_hidden_test(demo: CourseFolder) -> None:
    for path in demo.root.glob("feedback/*/*/*.html"):
        text = path.read_text()
        assert "HIDDEN TESTS" not in text and "from autograder import ask" not in text


def test_a_page_of_feedback_is_one_small_file_that_fetches_nothing(demo: CourseFolder) -> None:
    for path in demo.root.glob("feedback/*/*/*.html"):
        text = path.read_text()
        assert len(text.encode()) < 1_000_000, path
        assert not re.search(r'<(script|link|iframe)\b|\bsrc="(?!data:)|@import|url\(', text), path


def test_the_table_is_in_grades_csv(demo: CourseFolder, graded: dict) -> None:
    with (demo.root / "grades.csv").open() as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(CLASS)
    for (student, assignment), score in graded.items():
        shown = float(rows[student][f"{assignment} automatic"])
        assert shown == pytest.approx(score.auto, abs=1e-3)
    for student, row in rows.items():
        total = sum(score.auto for key, score in graded.items() if key[0] == student)
        assert float(row["total"]) == pytest.approx(total, abs=1e-3)


def test_the_demo_can_be_run_twice_and_spares_other_folders(tmp_path: Path) -> None:
    from autograder.commands.demo import copy_course

    course = CourseFolder.at(ROOT)
    folder = tmp_path / "demo"
    assert copy_course(course, folder) == copy_course(course, folder)
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "draft.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="is not a demo"):
        copy_course(course, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "draft.txt").read_text() == "years of work"
