"""Full disks, locked doors and wrong addresses are reported in a sentence; nothing is lost."""

import ctypes
import itertools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader import api

from autograder.outside.class_grader.archive import unpack
from autograder.outside.course import CourseFolder
from autograder.outside.reports.points import gradebook_url

from .conftest import FULL, LINE, Class, of, states
from .test_archive import zip_bytes

pytestmark = pytest.mark.slow

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"cannot mount a tmpfs: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


@ROOT_ONLY
def test_a_full_disk_ends_the_run_and_making_room_goes_on(
    released: CourseFolder, tiny_disk: Path, capsys: pytest.CaptureFixture[str], sealing: None
) -> None:
    shutil.copytree(released.root, tiny_disk / "course")
    group = Class(CourseFolder.at(tiny_disk / "course"))
    for number in range(4):
        group.submit(f"s{number}")
    assert group.grade(LINE, "--student", "s0") == 0
    ballast = tiny_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError):
        while True:
            file.write(bytes(4096))
    capsys.readouterr()
    assert group.grade(LINE) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said and ("No space left" in said or "disk is full" in said)
    ballast.unlink()
    told = group.told(LINE)
    assert told["status"] == 0 and states(told)["s0"] == "unchanged"
    assert [score.auto for score in group.scores().values()] == [FULL] * 4
    assert not list((group.root / "autograded").glob("*/.*"))


@ROOT_ONLY
def test_a_full_disk_is_an_error_when_unpacking(tiny_disk: Path, tmp_path: Path) -> None:
    inner = zip_bytes({f"{name}.ipynb": os.urandom(1024**2) for name in ("ada", "bob", "cy")})
    (tmp_path / "a.zip").write_bytes(zip_bytes({"all.zip": inner}))
    with pytest.raises(OSError, match="No space left"):
        unpack(tmp_path / "a.zip", tiny_disk / "out")


@pytest.mark.slow
def test_a_submission_that_is_too_large_to_be_written_fails_alone(group: Class) -> None:
    group.submit("ada")
    group.submit("bob")
    (group.folder("bob") / "large.bin").write_bytes(bytes(3 * 1024 * 1024))
    program = (
        "import resource, sys\n"
        "from autograder.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2 * 1024**2,) * 2)\n"
        f"sys.exit(main({['grade', LINE, '--jobs', '1', '--json', '--course', str(group.root)]}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "File too large" in done.stdout
    assert group.scores()["ada"].auto == FULL
    assert not group.folder("bob", step="autograded").exists()
    assert states(group.told(LINE)) == {"ada": "unchanged", "bob": "graded"}


def without_special_rights() -> None:
    """From the next exec on, even root is bound by file permissions."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if prctl(24, right, 0, 0, 0) and os.geteuid() == 0:  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "PR_CAPBSET_DROP")


def grade_without_special_rights(group: Class) -> str:
    """Exit status and all that was printed."""
    done = subprocess.run(
        # Root that is bound by permissions cannot lend its folders to a sealed user.
        [sys.executable, "-m", "autograder", "grade", LINE, "--json", "--jobs", "1", "--unsafe"],
        cwd=group.root,
        capture_output=True,
        text=True,
        preexec_fn=without_special_rights,
    )
    return f"{done.returncode} {done.stdout} {done.stderr}"


@pytest.mark.slow
def test_a_submission_that_the_grader_may_not_read_has_no_grade(group: Class) -> None:
    group.submit("ada")
    group.submit("bob").chmod(0)
    group.submit("cy").parent.chmod(0)
    told = grade_without_special_rights(group)
    assert told.startswith("1 "), told
    assert told.count("Permission denied") == 2
    assert set(group.scores()) == {"ada"}
    (group.folder("bob") / "line.ipynb").chmod(0o644)
    group.folder("cy").chmod(0o755)
    assert grade_without_special_rights(group).startswith("0 ")
    assert [score.auto for score in group.scores().values()] == [FULL] * 3


@pytest.mark.slow
def test_a_folder_that_may_not_be_written_costs_only_that_submission(group: Class) -> None:
    group.submit("ada")
    group.submit("bob")
    (group.root / "autograded" / "bob").mkdir(parents=True)
    (group.root / "autograded" / "bob").chmod(0o500)
    told = grade_without_special_rights(group)
    assert told.startswith("1 ") and "It cannot be saved" in told
    (group.root / "autograded" / "bob").chmod(0o700)
    assert grade_without_special_rights(group).startswith("0 ")


def test_a_file_instead_of_a_submission_gets_a_reason_and_no_grade(group: Class) -> None:
    group.submit("ada")
    group.folder("bob").parent.mkdir()
    group.folder("bob").write_text("not a folder")
    told = group.told(LINE)
    assert told["status"] == 1 and "not a folder" in of(told, "bob")["why"]
    assert group.scores()["ada"].auto == FULL


def test_a_locked_gradebook_is_waited_for(group: Class) -> None:
    group.submit("ada")
    program = (
        "import sqlite3, sys, time\n"
        "database = sqlite3.connect(sys.argv[1])\n"
        "database.execute('begin exclusive')\n"
        "print('held', flush=True)\n"
        "time.sleep(2)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(group.root / "gradebook.db")],
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        assert group.grade(LINE) == 0
    assert group.scores()["ada"].auto == FULL


def test_points_that_a_person_gives_meanwhile_are_kept(group: Class) -> None:
    """The formgrader saves each field as it is left: a row is read, changed and committed."""
    students = ["ada", "bob"]
    for student in students:
        group.submit(student)
    group.grade(LINE)
    given: dict[str, float] = {}
    done = threading.Event()

    def give() -> None:
        for number in itertools.count():
            for student in students:
                with api.Gradebook(gradebook_url(group.root)) as book:
                    grade = book.find_grade("written", "line", LINE, student)
                    grade.manual_score, grade.needs_manual_grade = number % 5, False
                    book.db.commit()
                given[student] = number % 5
            if done.is_set():
                return

    person = threading.Thread(target=give)
    person.start()
    try:
        assert group.grade(LINE, "--force", "--feedback") == 0
    finally:
        done.set()
        person.join()
    with api.Gradebook(gradebook_url(group.root)) as book:
        for student in students:
            assert book.find_grade("written", "line", LINE, student).manual_score == given[student]
            assert group.scores()[student].auto == FULL


def test_a_time_that_is_not_one_is_reported_and_the_submission_is_graded(group: Class) -> None:
    group.submit("ada", timestamp="the day before yesterday")
    told = group.told(LINE)
    assert told["status"] == 0 and "is not a date" in of(told, "ada")["troubles"][0]
    assert group.scores()["ada"].auto == FULL


def test_unknown_students_are_refused_where_the_course_says_so(group: Class) -> None:
    group.configure("c.Autograde.create_student = False")
    group.submit("ada")
    told = group.told(LINE)
    assert told["status"] == 1 and "no student" in of(told, "ada")["why"]
    assert group.scores() == {}


def test_a_gradebook_that_is_not_one_is_reported(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    (group.root / "gradebook.db").write_bytes(b"not a database at all" * 100)
    assert group.grade(LINE) == 2
    assert "cannot open the gradebook" in capsys.readouterr().err


@pytest.mark.slow
def test_an_address_without_a_scheduler_is_reported(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed")
    group.submit("ada")
    for address in ("tcp://127.0.0.1:9", "nonsense"):
        assert group.grade(LINE, "--scheduler", address) == 2
        assert f"no dask scheduler at '{address}'" in capsys.readouterr().err
