"""Reading what was handed in, whatever it is."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory

from autograder.outside.grading import submissions
from autograder.outside.grading.submissions import find_submissions, read_submission

from .conftest import Class

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission with a notebook."""
    path = tmp_path / "submitted" / "ada" / "01-stage"
    path.mkdir(parents=True)
    (path / "stage.ipynb").write_bytes(b"{}")
    return path


def test_notebooks_other_files_and_the_time_are_told_apart(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "a.csv").write_text("1")
    (folder / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC\n")
    found = read_submission("ada", folder)
    assert found.notebooks == {"stage": b"{}"}
    assert set(found.files) == {"data/a.csv", "timestamp.txt"}
    assert found.timestamp == "2026-01-02 03:04:05 UTC"
    assert found.remarks == ()


def test_what_the_course_ignores_is_skipped(folder: Path) -> None:
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "stage.ipynb").write_text("{}")
    (folder / "module.pyc").write_text("")
    (folder / "kept.py").write_text("")
    found = read_submission("ada", folder, [".ipynb_checkpoints", "*.pyc"])
    assert set(found.files) == {"kept.py"}


def test_notebooks_in_folders_below_do_not_count(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "stage.ipynb").write_text("{}")
    (folder / ".hidden.ipynb").write_text("{}")
    assert set(read_submission("ada", folder).notebooks) == {"stage"}


def test_links_are_left_out_and_reported(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("grades")
    (folder / "notes.txt").symlink_to(secret)
    (folder / "everything").symlink_to(tmp_path)
    found = read_submission("ada", folder)
    assert found.files == {}
    assert [text.split(":")[0] for text in found.remarks] == [
        "Left out everything",
        "Left out notes.txt",
    ]


def test_a_notebook_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "others.ipynb"
    other.write_text('{"cells": ["of somebody else"]}')
    (folder / "stage.ipynb").unlink()
    (folder / "stage.ipynb").symlink_to(other)
    assert "link" in str(read_submission("ada", folder).notebooks["stage"])


def test_pipes_and_sockets_are_not_waited_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.ipynb")
    # A socket's address holds 108 characters at most, so it is bound from within its folder.
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        found = read_submission("ada", folder)
    assert found.files == {} and len(found.remarks) == 2
    assert isinstance(found.notebooks["pipe"], str)


def test_a_folder_instead_of_a_notebook_is_a_stated_reason(folder: Path) -> None:
    (folder / "other.ipynb").mkdir()
    assert isinstance(read_submission("ada", folder).notebooks["other"], str)


def test_more_than_fits_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "MOST_BYTES", 5)
    (folder / "a.txt").write_text("1234")
    (folder / "b.txt").write_text("1234")
    found = read_submission("ada", folder)
    assert set(found.files) == {"a.txt"} and "b.txt" in found.remarks[0]


def test_more_files_than_fit_are_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "MOST_FILES", 10)
    for number in range(50):
        (folder / f"{number:02}.txt").write_text("")
    found = read_submission("ada", folder)
    assert len(found.files) == 10 and "more than 10 files" in found.remarks[0]
    assert found.notebooks == {"stage": b"{}"}


def test_folders_that_nest_without_end_are_left_out(folder: Path) -> None:
    deep = folder.joinpath(*["d"] * 60)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("")
    found = read_submission("ada", folder)
    assert found.files == {} and "folders deep" in found.remarks[0]


def test_a_name_that_is_not_text_is_left_out(folder: Path) -> None:
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("")
    except OSError:
        pytest.skip("this file system has no such names")
    found = read_submission("ada", folder)
    assert found.files == {} and "not UTF-8" in found.remarks[0]


def test_a_file_instead_of_a_submission_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "ada").write_text("")
    with pytest.raises(OSError, match="not a folder"):
        read_submission("ada", tmp_path / "ada")


@pytest.fixture
def coursedir(tmp_path: Path) -> CourseDirectory:
    """A course with three students, in a folder whose name looks like a pattern."""
    root = tmp_path / "course [2026]*"
    for student in ("ada", "alan", "bob"):
        (root / "submitted" / student / "01-stage").mkdir(parents=True)
    (root / "submitted" / "ada" / "01-stage-two").mkdir()
    (root / "submitted" / ".trash" / "01-stage").mkdir(parents=True)
    return CourseDirectory(root=str(root))


def test_everybody_who_handed_in_is_found(coursedir: CourseDirectory) -> None:
    assert list(find_submissions(coursedir, "01-stage")) == [".trash", "ada", "alan", "bob"]


@pytest.mark.parametrize(
    "names, found", [(["bob"], ["bob"]), (["a*"], ["ada", "alan"]), (["nobody"], [])]
)
def test_students_are_chosen_by_name_or_pattern(
    coursedir: CourseDirectory, names: list[str], found: list[str]
) -> None:
    assert list(find_submissions(coursedir, "01-stage", names)) == found


def test_students_whom_the_configuration_excludes_are_not_found(coursedir: CourseDirectory) -> None:
    coursedir.student_id_exclude = "ada,bob"
    assert list(find_submissions(coursedir, "01-stage")) == [".trash", "alan"]


@pytest.mark.parametrize("name", ["ada\nbob", ".hidden", b"\xff\xfe", "a\x1b[31mb"], ids=ascii)
def test_a_folder_whose_name_is_not_an_id_costs_only_its_owner(
    group: Class, name: str | bytes, capsys: pytest.CaptureFixture[str], sealing: None
) -> None:
    group.submit("bob", group.solved())
    folder = group.folder("bob").parent
    strange = os.path.join(os.fsencode(folder.parent), os.fsencode(name))
    shutil.copytree(os.fsencode(folder), strange)
    for _ in range(2):
        assert group.grade("--jobs", "1") == 1
        assert "cannot be a student id" in capsys.readouterr().out
    assert group.scores().keys() == {"bob"} and group.scores()["bob"].auto == 9
    assert os.path.isdir(strange)
