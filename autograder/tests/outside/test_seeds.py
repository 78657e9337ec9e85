"""Each student's notebook has a seed of its own, the same at every regrade."""

import threading
from pathlib import Path

from autograder.outside.seeds import FILE, FOLDER, course_secret, notebook_seed


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


def test_a_seed_depends_on_who_submitted_what() -> None:
    seeds = {
        notebook_seed(secret, assignment, notebook, student)
        for secret in ("s", "t")
        for assignment in ("01", "02")
        for notebook in ("n", "m")
        for student in ("ada", "alan")
    }
    assert len(seeds) == 16
    assert notebook_seed("s", "01", "n", "ada") in seeds
