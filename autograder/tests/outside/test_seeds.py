"""Each student's notebook has its own seed, the same in every regrade."""

import errno
import os
import resource
import threading
from pathlib import Path

import pytest

from autograder.outside.course.seeds import FILE, FOLDER, course_secret, notebook_seed


def test_a_course_draws_its_secret_once(tmp_path: Path) -> None:
    assert course_secret(tmp_path) == course_secret(tmp_path)
    assert len(course_secret(tmp_path)) == 64


def test_two_courses_have_different_secrets(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert course_secret(tmp_path / "a") != course_secret(tmp_path / "b")


def test_only_its_owner_reads_the_secret(tmp_path: Path) -> None:
    course_secret(tmp_path)
    assert (tmp_path / FOLDER / FILE).stat().st_mode & 0o077 == 0


def test_two_first_gradings_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    barrier, drawn = threading.Barrier(8), []

    def grade() -> None:
        barrier.wait()
        drawn.append(course_secret(tmp_path))

    threads = [threading.Thread(target=grade) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 8 and len(set(drawn)) == 1
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == [FILE]


def test_a_disk_without_links_keeps_a_secret_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    assert course_secret(tmp_path) == course_secret(tmp_path)
    (path,) = (tmp_path / FOLDER).iterdir()
    assert path.name == FILE and path.stat().st_mode & 0o077 == 0
    assert len(path.read_text()) == 65


def test_a_secret_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # as on a full disk
    try:
        with pytest.raises(OSError, match="cannot keep the course's secret"):
            course_secret(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    course_secret(tmp_path)
    (tmp_path / FOLDER / FILE).write_text("\n")
    with pytest.raises(OSError, match="is empty"):
        course_secret(tmp_path)


def test_a_seed_depends_on_who_submitted_what() -> None:
    seeds = {
        notebook_seed(secret, assignment, notebook, student, content)
        for secret in ("s", "t")
        for assignment in ("01", "02")
        for notebook in ("n", "m")
        for student in ("ada", "alan")
        for content in (b"first", b"second")
    }
    assert len(seeds) == 32
    assert notebook_seed("s", "01", "n", "ada", b"first") in seeds
