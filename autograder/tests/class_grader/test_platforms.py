"""Downloads from Moodle, Canvas, Blackboard and Gradescope are collected as they are."""

import unicodedata
import zipfile
from pathlib import Path

import pytest
from nbgrader import api

from autograder.outside.class_grader.intake import Collection, NothingToCollect, collect
from autograder.outside.grading.settings import read_settings
from autograder.outside.reports.points import gradebook_url
from autograder.outside.teams import keep_teams

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


# Names that are hard to read, each as the platform writes them: file -> whose it is, and as what.
ODD = {
    "moodle, surname first, an apostrophe and a hyphen": {
        "Noyce-Hall Bob_9_assignsubmission_file_line_2_assignsubmission_file_.ipynb": (
            *("b_noyce", "line_2_assignsubmission_file_.ipynb"),
        ),
        "Charisse, Cyd_10_assignsubmission_file_line.ipynb": ("cyd", "line.ipynb"),
    },
    "moodle, several files in folders": {
        "Ada Lovelace_101_assignsubmission_file/work/line.ipynb": ("ada", "work/line.ipynb"),
        "Ada Lovelace_101_assignsubmission_file/data_1_2_x.csv": ("ada", "data_1_2_x.csv"),
    },
    "moodle, names as macOS writes them": {
        unicodedata.normalize("NFD", "민수 김_103_assignsubmission_file_line.ipynb"): (
            *("kim", "line.ipynb"),
        ),
    },
    "canvas, several files": {
        "charissecyd_20_77_line.ipynb": ("cyd", "line.ipynb"),
        "charissecyd_20_78_part-1.csv": ("cyd", "part-1.csv"),
        "charissecyd_20_79_part-2.csv": ("cyd", "part-2.csv"),
        "noycehallbob_18_80_helper-3.py": ("b_noyce", "helper.py"),
        "noycehallbob_18_81_line.ipynb": ("b_noyce", "line.ipynb"),
    },
    "canvas, no letters in the name": {"_17_4242_line.ipynb": ("ada", "line.ipynb")},
    "canvas, a number in the name": {"kim_2_19_4242_line.ipynb": ("kim", "line.ipynb")},
    "blackboard, several files and a name with spaces": {
        "Übung 2_kim_attempt_2026-11-20-22-31-00_line (1).ipynb": ("kim", "line (1).ipynb"),
        "Übung 2_kim_attempt_2026-11-20-22-31-00_자료_attempt_1.csv": ("kim", "자료_attempt_1.csv"),
        "Übung 2_kim_attempt_2026-11-20-22-31-00.txt": ("", ""),
    },
    "unpacked and packed again, twice, on a Mac": {
        "a/b/lovelaceada_17_4242_line.ipynb": ("ada", "line.ipynb"),
        "a/b/._lovelaceada_17_4242_line.ipynb": ("", ""),
        "__MACOSX/a/b/._lovelaceada_17_4242_line.ipynb": ("", ""),
        "a/.DS_Store": ("", ""),
    },
}
TEAMS = {"ada": "Red Team_1", "cyd": "Red Team_1"}


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
    (said,) = [text for text in take(group, CANVAS).remarks if "in late" in text]
    assert said.startswith("Canvas calls what b_noyce handed in late")


@pytest.mark.parametrize("files", ODD.values(), ids=ODD)
def test_odd_names_lead_to_their_students_too(
    group: Class, files: dict[str, tuple[str, str]]
) -> None:
    found = take(group, {name: name for name in files})
    assert found.problems == []
    for name, (student, file) in files.items():
        if student:
            assert (group.folder(student) / file).read_text() == name
    assert {who for _, who in found.collected} == {who for who, _ in files.values()} - {""}


@pytest.mark.parametrize(
    "name",
    [
        "Red Team 1_44_assignsubmission_file/line.ipynb",
        "redteam_1_20_4242_line.ipynb",
        "Homework_Red Team_1_attempt_2026-11-20-22-30-00_line.ipynb",
    ],
    ids=["moodle", "canvas", "blackboard"],
)
def test_what_a_team_hands_in_is_everybodys_in_it(group: Class, name: str) -> None:
    keep_teams(group.root, TEAMS)
    found = take(group, {name: "ours"})
    assert sorted(found.collected) == [(LINE, "ada"), (LINE, "cyd")] and found.problems == []
    assert (group.folder("cyd") / "line.ipynb").read_text() == "ours"


def test_gradescopes_teams_are_in_its_own_list(group: Class) -> None:
    submitters = "submission_1:\n  :submitters:\n  - :sid: ada\n  - :sid: cyd\n"
    files = {"submission_1/line.ipynb": "ours", "submission_metadata.yml": submitters}
    assert sorted(take(group, files).collected) == [(LINE, "ada"), (LINE, "cyd")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Ada Lovelace_1_assignsubmission_onlinetext/onlinetext.html", "a text that was typed in"),
        ("lovelaceada_17_text.html", "a text that was typed in"),
        ("lovelaceada_LATE_17_link.html", "a link"),
        ("Homework_ada_attempt_2026-11-20-22-30-00.txt", "a text or a comment"),
    ],
)
def test_who_handed_in_no_file_is_named(group: Class, file: str, said: str) -> None:
    ((_, student, why),) = take(group, {file: "see my notebook"}).problems
    assert student == "ada" and said in why and "no file" in why


@pytest.mark.parametrize(
    "files",
    [
        [f"Participant_{number}_assignsubmission_file/line.ipynb" for number in (7, 8)],
        ["anon_aB3xY_4242_line.ipynb", "LATE_anon_zz123_4243_line-1.ipynb"],
    ],
    ids=["moodle", "canvas"],
)
def test_an_anonymous_download_is_called_one(group: Class, files: list[str]) -> None:
    found = take(group, dict.fromkeys(files, ""))
    assert len(found.problems) == 2 and not found.collected
    assert all("anonymous there: reveal the names" in why for _, _, why in found.problems)


def test_what_gradescope_lists_and_does_not_give_is_told(group: Class) -> None:
    files = {name: text for name, text in GRADESCOPE.items() if "submission_92/" not in name}
    ((_, name, why),) = take(group, files).problems
    assert name == "submission_92" and "not in the download" in why


def test_a_file_that_canvas_has_a_later_one_of_is_told(group: Class) -> None:
    said = " ".join(take(group, CANVAS).remarks)
    assert "'line.ipynb' of ada" in said and "'line-1.ipynb' of ada" in said


def test_names_in_utf8_that_a_zip_does_not_call_so_are_read(group: Class, tmp_path: Path) -> None:
    path = download(tmp_path, {"김민수_103_assignsubmission_file_line.ipynb": "kim"})
    path.write_bytes(without_utf8_flag(path.read_bytes()))
    found = collect(group.course, read_settings(group.course), path, [LINE], force=False)
    assert found.collected == [(LINE, "kim")]


def without_utf8_flag(archive: bytes) -> bytes:
    """A zip file as an old program writes it: 0x800 is gone from both of an entry's headers."""
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = archive.index(mark) + place
        archive = archive[:at] + bytes([archive[at] & ~8]) + archive[at + 1 :]
    return archive


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
    assert f"is from {named}, but the gradebook has no such student" in why
    assert "autograder roster FILE" in why


def test_two_of_one_name_are_not_guessed(group: Class) -> None:
    with api.Gradebook(gradebook_url(group.root)) as book:
        book.update_or_create_student("ada2", first_name="Ada", last_name="Lovelace")
    ((_, name, why),) = take(group, dict(list(MOODLE_FILES.items())[:1])).problems
    assert name.startswith("Ada Lovelace_101") and "more than one of them: ada, ada2" in why


def test_a_name_from_canvas_that_can_mean_two_students_is_nobodys(group: Class) -> None:
    ((_, _, why),) = take(group, {"x_20_17_4242_line.ipynb": "whose?"}).problems
    assert "can mean more than one student: cyd, ada" in why


def test_what_a_student_calls_a_file_does_not_make_it_anybody_elses(group: Class) -> None:
    take(group, {"lovelaceada_17_1_x_20_2_line.ipynb": "mine", "김민수_19_4_line.ipynb": "kim"})
    assert not group.folder("cyd").exists()
    assert (group.folder("ada") / "x_20_2_line.ipynb").read_text() == "mine"


def test_a_download_needs_the_name_of_its_assignment(group: Class) -> None:
    with pytest.raises(NothingToCollect, match="from Moodle, .*`autograder grade ASSIGN"):
        take(group, MOODLE_FILES, LINE, "03-tape")
