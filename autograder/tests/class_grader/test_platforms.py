"""Downloads from Moodle, Canvas, Blackboard and Gradescope are collected as they are."""

import zipfile
from pathlib import Path

import pytest
from nbgrader import api

from autograder.outside.class_grader.intake import Collection, NothingToCollect, collect
from autograder.outside.grading.settings import read_settings
from autograder.outside.reports.points import gradebook_url

from .conftest import LINE, Class

PEOPLE = {
    "ada": ("Ada", "Lovelace", "ada@example.org", "17"),
    "b_noyce": ("Bob", "Noyce-Hall", "bob@example.org", "18"),
    "kim": ("민수", "김", "kim@example.org", "19"),
    "cyd": ("Cyd", "Charisse", "cyd@example.org", "20"),
}

MOODLE_FOLDERS = {
    "Ada Lovelace_101_assignsubmission_file/line.ipynb": "ada",
    "Ada Lovelace_101_assignsubmission_onlinetext/onlinetext.html": "<p>hello</p>",
    "Bob Noyce-Hall_102_assignsubmission_file_/line.ipynb": "b_noyce",
    "김민수_103_assignsubmission_file/Kim_17_assignsubmission_file/line.ipynb": "kim",
}
MOODLE_FILES = {
    "Ada Lovelace_101_assignsubmission_file_line.ipynb": "ada",
    "Bob Noyce-Hall_102_assignsubmission_file_line.ipynb": "b_noyce",
    "김민수_103_assignsubmission_file_line.ipynb": "kim",
}
CANVAS = {
    "lovelaceada_17_4242_line.ipynb": "old",
    "lovelaceada_17_4242_line-1.ipynb": "older",
    "lovelaceada_17_4242_line-12.ipynb": "ada",
    "noycehallbob_LATE_18_4243_line-1.ipynb": "b_noyce",
    "김민수_19_4244_line.ipynb": "kim",
}
BLACKBOARD = {
    "Home_work 2_ada_attempt_2026-11-20-22-30-00_line.ipynb": "ada",
    "Home_work 2_ada_attempt_2026-11-19-22-30-00_line.ipynb": "earlier",
    "Home_work 2_ada_attempt_2026-11-20-22-30-00.txt": "Name: Ada Lovelace (ada)",
    "Home_work 2_b_noyce_attempt_2026-11-20-22-31-00_line.ipynb": "b_noyce",
    "Home_work 2_kim_attempt_2026-11-20-22-31-00_x_ada_attempt_2027-01-01-00-00-00_line.ipynb": "",
    "Home_work 2_kim_attempt_2026-11-20-22-31-00_line.ipynb": "kim",
}
GRADESCOPE = {
    "assignment_5_export/submission_91/line.ipynb": "ada",
    "assignment_5_export/submission_92/line.ipynb": "b_noyce",
    "assignment_5_export/submission_93/line.ipynb": "kim",
    "assignment_5_export/submission_metadata.yml": """---
submission_91:
  :submitters:
  - :name: Ada Lovelace
    :sid: '17'
    :email: ada@example.org
  :created_at: 2026-11-20 22:30:00.466220000 Z
  :score: 0.0
submission_92:
  :submitters:
  - :name: Bob Noyce-Hall
    :sid:
    :email: BOB@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-11-20 22:31:00.0 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
submission_93:
  :submitters:
  - :name: 김 민수
    :sid: ''
    :email: other@example.org
  :created_at: 2026-11-20 23:31:00 +01:00
""",
}


@pytest.fixture
def group(unsealed: Class) -> Class:
    with api.Gradebook(gradebook_url(unsealed.root)) as book:
        for id, (first, last, email, number) in PEOPLE.items():
            known = {"first_name": first, "last_name": last, "email": email}
            book.update_or_create_student(id, lms_user_id=number, **known)
    return unsealed


def download(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "download.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return path


def take(group: Class, files: dict[str, str], *assignments: str) -> Collection:
    source = download(group.root.parent, files)
    settings = read_settings(group.course)
    return collect(group.course, settings, source, assignments or [LINE], force=False)


@pytest.mark.parametrize(
    "files",
    [MOODLE_FOLDERS, MOODLE_FILES, CANVAS, BLACKBOARD, GRADESCOPE],
    ids=["moodle", "moodle without folders", "canvas", "blackboard", "gradescope"],
)
def test_a_download_is_recognised_and_goes_to_its_students(
    group: Class, files: dict[str, str]
) -> None:
    found = take(group, files)
    assert found.problems == []
    assert sorted(found.collected) == [(LINE, "ada"), (LINE, "b_noyce"), (LINE, "kim")]
    for student in ("ada", "b_noyce"):
        assert (group.folder(student) / "line.ipynb").read_text() == student


def test_times_are_taken_where_a_platform_gives_them(group: Class) -> None:
    group.configure("c.Autograder.timezone = 'Europe/Berlin'")
    take(group, BLACKBOARD)
    said = (group.folder("ada") / "timestamp.txt").read_text()
    assert said == "2026-11-20 21:30:00 UTC"
    take(group, GRADESCOPE)
    assert (group.folder("kim") / "timestamp.txt").read_text() == "2026-11-20 22:31:00 UTC"


def test_what_canvas_calls_late_is_told(group: Class) -> None:
    (said,) = [text for text in take(group, CANVAS).remarks if "late" in text]
    assert said.startswith("Canvas calls what b_noyce handed in late")


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"Eve Unknown_7_assignsubmission_file/line.ipynb": ""}, "Eve Unknown"),
        ({"unknowneve_99_1_line.ipynb": ""}, "unknowneve (Canvas's number 99)"),
        ({"Homework_eve_attempt_2026-11-20-22-30-00_line.ipynb": ""}, "eve"),
    ],
)
def test_whom_the_gradebook_does_not_know_is_named_and_can_be_taken_from_a_roster(
    group: Class, files: dict[str, str], named: str
) -> None:
    ((_, _, why),) = take(group, files).problems
    assert f"is from {named}, who is not in the gradebook" in why and "autograder roster" in why


def test_two_of_one_name_are_not_guessed(group: Class) -> None:
    with api.Gradebook(gradebook_url(group.root)) as book:
        book.update_or_create_student("ada2", first_name="Ada", last_name="Lovelace")
    ((_, name, why),) = take(group, dict(list(MOODLE_FILES.items())[:1])).problems
    assert name.startswith("Ada Lovelace_101") and "more than once" in why


def test_what_a_student_calls_a_file_does_not_make_it_anybody_elses(group: Class) -> None:
    take(group, {"lovelaceada_17_1_x_20_2_line.ipynb": "mine", "김민수_19_4_line.ipynb": "kim"})
    assert not group.folder("cyd").exists()
    assert (group.folder("ada") / "x_20_2_line.ipynb").read_text() == "mine"


def test_a_download_needs_the_name_of_its_assignment(group: Class) -> None:
    with pytest.raises(NothingToCollect, match="from Moodle, .*`autograder grade ASSIGN"):
        take(group, MOODLE_FILES, LINE, "03-tape")
