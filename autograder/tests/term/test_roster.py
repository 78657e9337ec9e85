"""`autograder roster` takes a class list as people have it into the gradebook."""

from pathlib import Path

import pytest
from nbgrader import api

from autograder.outside.github.roster import read_roster
from autograder.outside.teams import read_teams

from .conftest import Term


def known(term: Term) -> dict[str, tuple[str | None, ...]]:
    """Id -> first name, last name, email, id on the platform."""
    with api.Gradebook(term.url) as book:
        return {
            one.id: (one.first_name, one.last_name, one.email, one.lms_user_id)
            for one in book.students
        }


def take(term: Term, content: str | bytes) -> int:
    path = term.root.parent / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return term.command("roster", str(path))


ADA = ("Ada", "Lovelace", "ada@example.org", "17")


@pytest.mark.parametrize(
    "content",
    [
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@example.org,17\n",
        "\ufeffID;EMAIL;NAME;LMS ID\r\nada;ada@example.org;Ada Lovelace;17\r\n",
        'name|username|E-Mail|canvas_id\n"Lovelace, Ada"|ada|ada@example.org|17\n,,,\n|||\n',
        'sep=;\n\nStudent;ID;SIS Login ID;Email\n"Lovelace, Ada";17;ada;ada@example.org\n',
        "First name\tSurname\tID number\tEmail address\tUsername\n"
        "Ada\tLovelace\t17\tada@example.org\tada\n",
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@example.org,17".encode(
            "utf-16"
        ),
        "id,first_name,last_name,email,lms_user_id\nada,Ada,Lovelace,ada@example.org,17".encode(
            "utf-16-le"
        ),
        "Class of 2026,,,\n\nid,name,email,lms_user_id\nada,Ada Lovelace,ada@example.org,17\n",
        'id;name;email;lms_user_id\nada;"Lovelace, Ada";ada@example.org;"17"\n',
        "Anmeldename;Vorname;Nachname;E-Mail-Adresse;ID-Nummer\n"
        "ada;Ada;Lovelace;ada@example.org;17\n",
        "id,name,email,lms_user_id\n\u200bada,\u00a0Ada\u00a0\u00a0Lovelace,ada@example.org,17\n",
    ],
    ids=[
        *("nbgrader", "semicolons and capitals", "bars", "canvas, sep=", "moodle, tabs", "utf-16"),
        *("utf-16 without a mark", "titles above", "separators in names", "in german", "pasted"),
    ],
)
def test_a_class_list_of_any_make_is_understood(term: Term, content: str | bytes) -> None:
    assert take(term, content) == 0
    assert known(term) == {"ada": ADA}


def test_what_the_list_does_not_say_stays_as_it_is(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    take(term, "id,name,email\nada,Ada Lovelace,ada@example.org\nbob,Bob Noyce,\n")
    assert take(term, "id,email,lms_user_id\nada,,17\ncyd,c@example.org,\n") == 0
    assert known(term)["ada"] == ADA
    out = capsys.readouterr().out
    assert "2 students: 1 new, 1 known before" in out
    assert "In the gradebook, but not in" in out and ": bob" in out


def test_github_names_are_kept_for_githubs_commands(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    take(
        term,
        "Name,Identifier,GitHub username\nAda L,s01,@Ada\n"
        'B,"Byron, G (i02)",https://github.com/byron\nC,s03,\n',
    )
    assert "autograder github …` find the class in" in capsys.readouterr().out
    roster = read_roster(term.root / ".autograder" / "roster.csv")
    assert (roster.student("ada"), roster.student("byron")) == ("s01", "byron")
    assert known(term).keys() == {"s01", "byron", "s03"}  # as collecting calls them


def test_teams_are_kept_for_downloads_and_for_githubs_commands(term: Term) -> None:
    take(term, "id,github,Team\nada,ada,Red\nbob,bob,\n")
    take(term, "id,team\ncyd,Blue\n")
    assert read_teams(term.root) == {"ada": "Red", "cyd": "Blue"}
    roster = read_roster(term.root / ".autograder" / "roster.csv")
    assert [one.username for one in roster.members("red")] == ["ada"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,name\nada,A\nbob,B\nada,C\n", "line 4: the id ada is also in line 2"),
        ("id,name\na/b,A\n", "line 2: 'a/b' cannot be an id"),
        ("name,phone\nAda,1\n", "has no column with the students' ids. It has name, phone"),
        ("", "class.csv is empty"),
        ("\ufeff\n,,,\n\n", "class.csv is empty"),
        ("id,name\nada,A\nADA,B\n", "line 3: the id ADA is also in line 2"),
        ("id,github\nada,x\nbob,@X\n", "line 3: x on GitHub is also in line 2"),
        (f"id\n{'a' * 200}\n", "longer than 128 characters"),
        ('id,name\nada,"Ada\nbob,Bob\n', "a quotation mark that is never closed"),
        (b"PK\x03\x04\x14\x00", "is a spreadsheet's own file, not text: save it as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a spreadsheet's own file, not text: save it as CSV"),
        ("id,name\n,,\n", "has no students"),
        ("id,name\nada,Zo\xeb\n".encode("latin-1"), "save it as CSV in UTF-8"),
    ],
)
def test_a_list_that_cannot_be_used_says_why_and_changes_nothing(
    term: Term, content: str | bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(term, content) == 2
    assert said in capsys.readouterr().err
    assert known(term) == {}


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("First name,Last name,Email address\nA,L,a@x.org\n", {"a@x.org"}),  # Moodle's participants
        ("First Name,Last Name,SID,Email,Sections\nA,L,123,a@x.org,\n", {"123"}),  # Gradescope's
        ("학번,이름,이메일\n2026001,김민수,k@x.org\n", {"2026001"}),
        ("Name,SID,Email,Role\nA,1,a@x,Student\nT,2,t@x,Instructor\n", {"1"}),
        ('Student,ID,SIS Login ID\n"L, A",17,ada\n"Student, Test",99,abc\n', {"ada"}),
        ("id,name\nada,A\nada,A\n", {"ada"}),  # the same line twice
    ],
)
def test_lists_of_other_kinds_are_understood(term: Term, content: str, ids: set[str]) -> None:
    assert take(term, content) == 0
    assert known(term).keys() == ids


def test_what_blackboard_knows_a_student_by_is_kept_beside_the_id(term: Term) -> None:
    assert take(term, "Last Name,First Name,Username,Student ID\nLovelace,Ada,ada,123\n") == 0
    assert known(term) == {"123": ("Ada", "Lovelace", None, "ada")}


def test_classroom_50s_user_names_are_those_on_github(term: Term) -> None:
    columns = "username,first_name,last_name,email,section,role\n"
    assert take(term, f"{columns}Ada,A,L,a@x,1,student\nprof,P,R,p@x,1,teacher\n") == 0
    roster = read_roster(term.root / ".autograder" / "roster.csv")
    assert [(one.student, one.username) for one in roster.people] == [("Ada", "Ada")]


def test_a_line_without_an_id_is_left_out_and_said(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(term, "Student,ID\n    Points Possible,\nAda,ada\n") == 0
    assert "Line 2 has no id and is left out" in capsys.readouterr().out
    assert known(term).keys() == {"ada"}


def test_points_and_report_show_the_names(
    term: Term, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    term.grade("ada")
    take(term, "id,name,email\nada,Ada Lovelace,ada@example.org\n")
    path = tmp_path / "points.csv"
    assert term.command("points", "--csv", str(path)) == 0
    assert "Ada Lovelace (ada)" in capsys.readouterr().out
    assert "ada,Lovelace,Ada,ada@example.org," in path.read_text()
    assert term.command("report", "02-loss") == 0
    assert "Ada Lovelace" in (term.root / "report-02-loss.html").read_text()
