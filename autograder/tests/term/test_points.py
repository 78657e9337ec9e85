"""`autograder points` says what the gradebook says, and nothing else."""

import csv
import os
import sqlite3
import subprocess
import sys
import time

import pytest
from nbgrader import api

from autograder.__main__ import main
from autograder.outside.reports.points import scores

from .conftest import LOSS, Term


def rows(term: Term) -> dict[str, dict[str, str]]:
    path = term.root / "points.csv"
    assert term.command("points", "--csv", str(path)) == 0
    with path.open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_the_columns_make_up_the_total(term: Term) -> None:
    term.grade("ada", automatic=4, written=3, penalty=2)
    row = rows(term)["ada"]
    assert [row[f"{LOSS} {name}"] for name in ("automatic", "written", "late penalty")] == [
        "4",
        "3",
        "2",
    ]
    assert (row[f"{LOSS} total"], row[f"{LOSS} maximum"]) == ("5", "9")
    assert (row["total"], row["maximum"]) == ("5", "9")


def test_what_a_person_must_still_grade_says_so(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    term.grade("ada", automatic=4)
    row = rows(term)["ada"]
    assert row[f"{LOSS} written"] == "to grade" and row["total"] == "4"
    assert "to grade" in capsys.readouterr().out


def test_totals_are_those_of_nbgrader_export(term: Term) -> None:
    term.release("03-tape")
    term.release("04-training")  # which nobody has handed in
    term.grade("ada", automatic=3.25, written=4)
    term.grade("bob", automatic=1, penalty=2.5)  # more than there is
    term.grade("bob", automatic=4, written=5, penalty=1, assignment="03-tape")
    term.grade("cyd", automatic=0, overruled=2.5)
    with api.Gradebook(term.url) as book:
        book.add_student("dan")
        grade = book.find_grade("mse", "loss", LOSS, "cyd")
        grade.extra_credit = 1.5
        book.db.commit()
    found, exported = rows(term), term.exported()
    assert {student for student, _ in exported} == found.keys() == {"ada", "bob", "cyd", "dan"}
    for (student, assignment), row in exported.items():
        assert float(found[student][f"{assignment} total"]) == float(row["score"])
        assert float(found[student][f"{assignment} maximum"]) == float(row["max_score"])
    assert float(found["bob"]["total"]) == 8


def test_a_removed_student_a_renamed_assignment_and_a_second_notebook_follow_the_gradebook(
    term: Term,
) -> None:
    for student in ("ada", "bob"):
        term.grade(student, written=5)
        (term.root / "submitted" / student / LOSS).mkdir(parents=True)
    with api.Gradebook(term.url) as book:
        book.remove_student("bob")
        book.find_assignment(LOSS).name = "02-losses"
        book.db.commit()
    (term.root / "source" / "05-new").mkdir()
    (term.root / "source" / "05-new" / "new.ipynb").write_text("{}")
    term.release("02-losses", notebook="second")
    found = rows(term)
    assert found.keys() == {"ada"}
    assert found["ada"]["02-losses total"] == "9" and found["ada"]["maximum"] == "18"
    assert not [name for name in found["ada"] if name.startswith(("05-new", f"{LOSS} "))]


def test_six_assignments_and_a_long_name_are_shown_whole_in_80_columns(
    term: Term, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = [f"{place:02}-an-assignment-with-a-name" for place in range(3, 9)]
    for name in names:
        term.release(name)
        term.grade("ada.lovelace@mathematics.example.org", assignment=name)
    assert term.command("points") == 0
    out = capsys.readouterr().out
    assert all(name in out for name in names) and "…" not in out
    assert "ada.lovelace@mathematics.example.org" in out
    assert max(map(len, out.splitlines())) <= 80


def test_some_assignments_can_be_asked_for_by_name(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    term.release("03-tape")
    term.grade("ada", assignment="03-tape")
    assert term.command("points", "03-tape") == 0
    assert LOSS not in capsys.readouterr().out
    assert term.command("points", "03-tap") == 2
    assert f"has no assignment 03-tap; it has {LOSS}, 03-tape" in capsys.readouterr().err


def test_names_from_the_gradebook_are_text_and_no_markup(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    term.grade("[red]eve")
    with api.Gradebook(term.url) as book:
        book.update_or_create_student("[red]eve", first_name="[b]Eve", last_name="\x1b[31mRed")
    assert term.command("points") == 0
    assert "[b]Eve Red ([red]eve)" in capsys.readouterr().out


@pytest.mark.slow
def test_a_locked_gradebook_is_said_to_be_locked_within_seconds(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = sqlite3.connect(term.root / "gradebook.db")
    writer.execute("begin exclusive")
    since = time.monotonic()
    assert main(["points", "--course", str(term.root)]) == 2
    assert time.monotonic() - since < 10
    assert "another program is writing to it" in capsys.readouterr().err
    writer.close()


def test_a_gradebook_without_assignments_says_so(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    with api.Gradebook(term.url) as book:
        book.remove_assignment(LOSS)
    assert term.command("points") == 0
    assert "has no assignments yet: `autograder release" in capsys.readouterr().out


def test_a_course_without_a_gradebook_is_told_what_to_run(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    (term.root / "gradebook.db").unlink()
    assert term.command("points") == 2
    assert "autograder release" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp949", "cp1252", "ascii"])
def test_a_console_that_lacks_a_letter_shows_the_table_anyway(term: Term, encoding: str) -> None:
    term.grade("ada")
    with api.Gradebook(term.url) as book:
        book.update_or_create_student("ada", first_name="Ada", last_name="Ĺove 한 ✓")
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "points", "--course", str(term.root)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert done.returncode == 0 and b"UnicodeEncodeError" not in done.stderr
    assert b"(ada)" in done.stdout


def shaped(term: Term, platform: str) -> list[list[str]]:
    assert term.command("points", "--for", platform) == 0
    with (term.root / f"points-{platform}.csv").open(newline="") as file:
        return list(csv.reader(file))


def class_of_three(term: Term) -> None:
    term.release("03-tape")
    term.grade("ada", automatic=3.5, written=5, penalty=1)
    term.grade("bob")  # whose written answer nobody has graded
    with api.Gradebook(term.url) as book:
        book.update_or_create_student(
            "ada", first_name="Ada", last_name="Lovelace", email="a@x.org", lms_user_id="17"
        )
        book.add_student("cyd")


def test_moodle_gets_a_row_for_each_total_with_what_it_knows_the_student_by(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    class_of_three(term)
    header, ada = shaped(term, "moodle")  # an empty cell would remove the grade that is there
    assert header == [
        *("Username", "ID number", "Email address", "First name", "Last name"),
        *(LOSS, "03-tape"),
    ]
    assert ada == ["ada", "17", "a@x.org", "Ada", "Lovelace", "7.5", ""]
    said = capsys.readouterr().out
    assert "the totals of 1 student" in said and "has to grade them: 1 total" in said
    assert "1 cell without a total: Moodle takes away a grade that is there" in said
    assert term.command("points", LOSS, "--for", "moodle") == 0
    assert "without a total" not in capsys.readouterr().out


def test_moodle_gets_no_column_of_ids_that_some_lack(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    class_of_three(term)
    term.grade("cyd", written=1)
    header, *rows = shaped(term, "moodle")  # in such a row, Moodle grades the student above
    assert header[:3] == ["Username", "First name", "Last name"]
    assert [row[0] for row in rows] == ["ada", "cyd"]
    assert "Without `ID number` and `Email address`" in capsys.readouterr().out


def test_canvas_gets_its_own_ids_and_the_points_possible(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    class_of_three(term)
    term.grade("cyd", written=1)
    header, most, ada, cyd = shaped(term, "canvas")
    assert header[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert most == ["    Points Possible", "", "", "", "", "9", "9"]
    assert ada == ["Lovelace, Ada", "17", "", "ada", "", "7.5", ""]
    assert cyd[3] == "cyd"
    assert "Canvas has to find cyd by their login or name" in capsys.readouterr().out


def test_a_task_is_for_a_person_to_grade_and_gives_no_automatic_points(term: Term) -> None:
    with api.Gradebook(term.url) as book:
        book.add_task_cell("task", "loss", LOSS, max_score=3, cell_type="markdown")
    term.grade("ada", written=2)
    assert scores(term.url, LOSS)["ada"].most == {"mse": 4}
    found = rows(term)["ada"]
    assert (found[f"{LOSS} automatic"], found[f"{LOSS} written"]) == ("4", "4")
