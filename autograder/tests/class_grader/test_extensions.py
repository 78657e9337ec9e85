"""`extensions.csv`: a student's own deadline counts by both doors, and in reports."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader import api

from autograder.__main__ import main
from autograder.outside.extensions import BadExtensions, read_extensions
from autograder.outside.moments import zone_of
from autograder.outside.plugins.submission_exporter import existing_timestamp
from autograder.outside.reports.points import gradebook_url

from .conftest import LINE, Class

DUE = datetime(2026, 1, 1, 12)
ZERO_IF_LATE = "c.LateSubmissionPlugin.penalty_method = 'zero'"
HEAD = "student,assignment,deadline\n"
TWO_DAYS = f"ada,{LINE},2026-01-03 13:00:00 +0100\n"


def late_class(group: Class, extensions: str = "") -> None:
    """Ada and Bob have handed in a day late."""
    group.configure(ZERO_IF_LATE)
    with api.Gradebook(gradebook_url(group.root)) as book:
        book.update_or_create_assignment(LINE, duedate=DUE)
    for student in ("ada", "bob"):
        group.submit(student, timestamp="2026-01-02 12:00:00 UTC")
    extend(group, extensions)


def extend(group: Class, extensions: str) -> None:
    (group.root / "extensions.csv").write_text(HEAD + extensions)


def known(group: Class) -> dict[str, tuple[float, timedelta | None]]:
    """Student -> late penalty and extension."""
    with api.Gradebook(gradebook_url(group.root)) as book:
        rows = book.find_assignment(LINE).submissions
        return {row.student.id: (row.late_submission_penalty, row.extension) for row in rows}


def by_autograder(group: Class) -> None:
    assert group.grade() == 0


def by_nbgrader(group: Class) -> None:
    done = group.course.nbgrader("autograde", LINE, "--force")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "grade", [by_autograder, pytest.param(by_nbgrader, marks=pytest.mark.slow)]
)
def test_who_has_an_extension_is_not_late(group: Class, grade: Callable[[Class], None]) -> None:
    late_class(group, TWO_DAYS)
    grade(group)
    assert known(group) == {"ada": (0.0, timedelta(days=2)), "bob": (9.0, None)}
    assert main(["report", LINE, "--course", str(group.root)]) == 0
    assert "2 days" in (group.root / f"report-{LINE}.html").read_text()


@pytest.mark.slow
def test_an_extension_given_later_takes_the_penalty_back_and_a_line_can_take_it_back(
    group: Class,
) -> None:
    late_class(group)
    by_autograder(group)
    assert known(group)["ada"] == (9.0, None)
    extend(group, TWO_DAYS)
    by_autograder(group)
    assert known(group)["ada"] == (0.0, timedelta(days=2))
    assert group.told()["unchanged"] == 2  # and then it rests
    extend(group, f"ada,{LINE},2026-01-01 12:00:00 UTC\n")
    by_autograder(group)
    assert known(group)["ada"] == (9.0, None)


@pytest.mark.slow
def test_an_extension_given_in_nbgrader_stays_where_the_file_says_nothing(group: Class) -> None:
    late_class(group, TWO_DAYS)
    by_autograder(group)
    with api.Gradebook(gradebook_url(group.root)) as book:
        book.grant_extension(LINE, "bob", days=1)
    by_autograder(group)
    assert known(group)["bob"] == (0.0, timedelta(days=1))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (f"ada,{LINE},03.01.2026\n", "line 2: '03.01.2026' is not a date and a time with a zone"),
        (f"ada,{LINE},2026-01-03 13:00:00\n", "names no time zone"),
        (f"ada,,2026-01-03 13:00:00 UTC\n{TWO_DAYS}", "line 2, needs a student, an assignment"),
        (TWO_DAYS + TWO_DAYS, "line 3: a second deadline for ada"),
        (f"ada,{LINE},2025-01-03 13:00:00 UTC\n", "before it is due"),
    ],
)
def test_a_line_that_cannot_be_right_stops_the_grading_and_is_named(
    unsealed: Class, lines: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    late_class(unsealed, lines)
    assert unsealed.grade("--unsafe") == 2
    assert said in capsys.readouterr().err
    assert known(unsealed) == {}


@pytest.mark.slow
def test_a_student_or_an_assignment_that_nobody_knows_is_told(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    late_class(group, f"adda,{LINE},2026-01-03 13:00:00 UTC\nada,02-los,2026-01-03 13:00:00 UTC\n")
    group.grade()
    err = capsys.readouterr().err
    assert "no student adda" in err and "no assignment 02-los." in err


def test_the_file_may_be_a_spreadsheets_and_the_courses_zone_counts(unsealed: Class) -> None:
    text = "\ufeffDeadline;Student;Assignment\r\n2026-07-03 13:00;ada;x\r\n;;\r\n"
    (unsealed.root / "extensions.csv").write_text(text)
    with pytest.raises(BadExtensions, match="no time zone"):
        read_extensions(unsealed.root)
    found = read_extensions(unsealed.root, zone_of("Europe/Berlin"))
    assert found.of("x", "ada") == datetime(2026, 7, 3, 11) and found.of("x", "bob") is None


def test_nbgraders_door_reads_times_in_the_courses_zone_too(tmp_path: Path) -> None:
    (tmp_path / "timestamp.txt").write_text("2026-07-03 13:00:00")
    assert existing_timestamp(str(tmp_path)) is None
    found = existing_timestamp(str(tmp_path), zone_of("Europe/Berlin"))
    assert found == datetime(2026, 7, 3, 11)
