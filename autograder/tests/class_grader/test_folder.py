"""A folder is written whole or not at all."""

import stat
from pathlib import Path

import pytest

from autograder.outside.class_grader.folder import remove_leftovers, sizes, write_folder


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_folder_contains_exactly_what_was_written_last(tmp_path: Path) -> None:
    folder = tmp_path / "ada" / "01-stage"
    write_folder(folder, {"old.txt": b"1", "deep/down.txt": b"2"}, 0o444)
    write_folder(folder, {"new.txt": b"3"}, 0o444)
    assert content(folder) == {"new.txt": b"3"}
    assert list(folder.parent.iterdir()) == [folder]


def test_files_get_the_permissions_that_were_asked_for(tmp_path: Path) -> None:
    write_folder(tmp_path / "f", {"a/b.txt": b""}, 0o664, group_shared=True)
    assert stat.S_IMODE((tmp_path / "f/a/b.txt").stat().st_mode) == 0o664
    for folder in ("f", "f/a"):
        assert (tmp_path / folder).stat().st_mode & 0o2770 == 0o2770


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    folder = tmp_path / "01-stage"
    write_folder(folder, {"a.txt": b"1"}, 0o644)
    with pytest.raises(OSError):
        write_folder(folder, {"b.txt": b"2", "x" * 300: b""}, 0o644)
    assert content(folder) == {"a.txt": b"1"}
    assert list(tmp_path.iterdir()) == [folder]


def test_what_a_writer_killed_between_its_two_steps_left_is_repaired(tmp_path: Path) -> None:
    folder = tmp_path / "01-stage"
    write_folder(folder, {"a.txt": b"1"}, 0o644)
    folder.rename(tmp_path / ".01-stage.old")
    (tmp_path / ".01-stage.new").mkdir()
    remove_leftovers(folder)
    assert content(folder) == {"a.txt": b"1"}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_half_written_by_a_killed_writer_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = tmp_path / "01-stage"
    (tmp_path / ".01-stage.new" / "half").mkdir(parents=True)
    write_folder(folder, {"a.txt": b"1"}, 0o644)
    assert content(folder) == {"a.txt": b"1"}


def test_sizes_are_given_for_the_files_that_exist(tmp_path: Path) -> None:
    write_folder(tmp_path / "f", {"a.txt": b"123"}, 0o644)
    assert sizes(tmp_path / "f", ["a.txt", "b.txt"]) == {"a.txt": 3}
    assert sizes(tmp_path / "nowhere", ["a.txt"]) == {}
