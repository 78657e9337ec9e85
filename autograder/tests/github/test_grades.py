"""grades.csv: GitHub Classroom's columns, safe in a spreadsheet; and the roster."""

import csv
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.github.found import COLLECTED, Found
from autograder.outside.github.grades import COLUMNS, Links, rows, strangers, write_csv
from autograder.outside.github.roster import BadRoster, Roster, read_roster
from autograder.outside.reports.tables import safe
from autograder.outside.reports.term import Points

HEAD = "identifier,github_username,github_id,name\n"


MOST = 30.0


def score(points: float) -> Points:
    return Points(points)


def found(student: str, username: str = "") -> Found:
    return Found(student, username or student, f"02-loss-{student}", state=COLLECTED,
                 url=f"https://github.com/course/02-loss-{student}",
                 time="2026-11-20T22:59:00Z")  # fmt: skip


def test_a_row_says_all_that_github_classroom_said() -> None:
    links = Links("https://classroom.example.org/a", "https://github.com/course/template")
    points = {"ada": Points(13.5, 5, penalty=1)}
    (row,) = rows("02-loss", [found("ada")], Roster(), points, MOST, links)
    assert tuple(row) == COLUMNS
    assert row == {
        "assignment_name": "02-loss",
        "assignment_url": links.assignment,
        "starter_code_url": links.starter_code,
        "github_username": "ada",
        "roster_identifier": "",
        "student_repository_name": "02-loss-ada",
        "student_repository_url": "https://github.com/course/02-loss-ada",
        "submission_timestamp": "2026-11-20T22:59:00Z",
        "points_awarded": "17.5",
        "points_available": "30",
    }


def test_without_a_grade_there_is_no_number() -> None:
    without, zero = rows("x", [found("ada"), found("bob")], Roster(), {"bob": score(0)}, MOST)
    assert without["points_awarded"] == "" and zero["points_awarded"] == "0"
    assert without["points_available"] == "30"


def test_points_are_rounded_as_in_all_tables() -> None:
    (row,) = rows("x", [found("ada")], Roster(), {"ada": score(52 / 3)}, MOST)
    assert row["points_awarded"] == "17.333"


def test_students_are_those_of_the_gradebook_by_the_roster(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(HEAD + 's01,Ada,1,A\n"Lovelace, B (i02)",bob,2,B\n')
    roster = read_roster(path)
    assert roster.student("ada") == "s01" and roster.student("bob") == "bob"
    people = [found(roster.student(name), name) for name in ("ada", "bob", "cyd")]
    points = {"s01": score(1), "bob": score(2), "other": score(3)}
    written = rows("x", people, roster, points, MOST)
    assert [row["roster_identifier"] for row in written] == ["s01", "Lovelace, B (i02)", ""]
    assert [row["points_awarded"] for row in written] == ["1", "2", ""]
    assert strangers(people, points) == ["other"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(sign: str, tmp_path: Path) -> None:
    text = f'{sign}HYPERLINK("http://example.org")'
    one = Found(text, text, text, url=text, time=text)
    path = tmp_path / "grades.csv"
    write_csv(path, rows(text, [one], Roster(), {text: score(1)}, MOST, Links(text, text)))
    with path.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert not [cell for cell in row.values() if cell.startswith(sign)]
    assert row["github_username"] == f"'{text}"


def test_other_cells_are_as_they_are() -> None:
    assert safe("-1.5") == "-1.5" and safe("'=1+1") == "''=1+1" and safe(" -x") == "' -x"
    assert safe("ada") == "ada" and safe("") == "" and safe("2 = 2") == "2 = 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,github_username\nA,ada\n", "no column identifier"),
        ("identifier,name\nA,ada\n", "no column github_username"),
        (HEAD + "s1,ada,1,A\ns2,ADA,2,B\n", "ada more than once"),
        (HEAD + "s1,ada,1,A\nS1,bob,2,B\n", "s1 more than once"),
        ("", "no column"),
    ],
)
def test_a_roster_that_cannot_be_used_says_why(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(BadRoster, match=said):
        read_roster(path)


def test_a_roster_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "s1,ada,1,A\n").replace("\n", "\r\n").encode())
    assert read_roster(path).student("ADA") == "s1"


def test_a_roster_of_classroom_50_is_read_without_its_staff(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        "username,first_name,last_name,email,section,github_id,role\n"
        "ada,Ada,Lovelace,ada@example.org,Lab 1,1,student\n"
        "prof,Grace,Hopper,grace@example.org,,2,teacher\n"
        ",Bob,Kahn,bob@example.org,Lab 1,,student\n"
        "cyd,,,,,3,\n"
    )
    people = read_roster(path).people
    assert [(one.student, one.username, one.name) for one in people] == [
        ("ada", "ada", "Ada Lovelace"), ("bob@example.org", "", "Bob Kahn"), ("cyd", "cyd", ""),
    ]  # fmt: skip


def test_empty_rows_and_links_to_profiles_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(HEAD + "s1,@ada,1,A\n,,,\ns2,https://github.com/Bob/,2,B\n,,,\n")
    roster = read_roster(path)
    assert [one.username for one in roster.people] == ["ada", "Bob"]
    assert roster.student("ada") == "s1" and roster.student("bob") == "s2"


def test_capitals_and_semicolons_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Identifier;GitHub Username\ns1;ada\n")
    assert read_roster(path).student("ada") == "s1"


def test_students_who_have_not_linked_an_account_keep_their_identifier(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(HEAD + '"Lovelace, A (i01)",,,Ada\ns2,,,B\n')
    roster = read_roster(path)
    without = [Found(one.student, "") for one in roster.people]
    written = rows("x", without, roster, {}, MOST)
    assert [row["roster_identifier"] for row in written] == ["Lovelace, A (i01)", "s2"]


def test_a_roster_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes((HEAD + "Müller,ada,1,A\n").encode("cp1252"))
    with pytest.raises(BadRoster, match="UTF-8"):
        read_roster(path)


def test_before_collecting_there_is_nothing_to_write(
    course: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["github", "grades", "02-loss", "--course", str(course.root)]) == 2
    assert "collect` first" in capsys.readouterr().err
