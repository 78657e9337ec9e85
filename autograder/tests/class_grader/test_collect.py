"""Submissions are collected from where they were handed in."""

import os
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.outside.class_grader.intake import Collection, NothingToCollect, collect
from autograder.outside.grading.settings import BadConfiguration, read_settings
from autograder.outside.moments import moment

from .conftest import LINE, PAIR, Class
from .test_archive import zip_bytes

NAMES = (
    "c.FileNameCollectorPlugin.named_regexp = "
    r"r'.*/(?P<student_id>[^/_]+)_(?P<timestamp>[0-9\-]*)_(?P<file_id>[^/]+)'"
)


@pytest.fixture
def group(unsealed: Class) -> Class:
    return unsealed


def take(group: Class, source: Path, *assignments: str, force: bool = False) -> Collection:
    return collect(group.course, read_settings(group.course), source, assignments, force)


def notebook_of(group: Class, student: str) -> bytes:
    return (group.folder(student) / "line.ipynb").read_bytes()


def test_a_folder_in_nbgraders_layout(group: Class, tmp_path: Path) -> None:
    for student in ("ada", "bob"):
        (tmp_path / "in" / student / LINE / "data").mkdir(parents=True)
        (tmp_path / "in" / student / LINE / "line.ipynb").write_text(student)
        (tmp_path / "in" / student / LINE / "data" / "a.csv").write_text("1")
    assert take(group, tmp_path / "in").collected == [(LINE, "ada"), (LINE, "bob")]
    assert notebook_of(group, "bob") == b"bob"
    assert (group.folder("ada") / "data" / "a.csv").read_text() == "1"


def test_an_exchanges_inbound_folder_gives_the_last_submission(
    group: Class, tmp_path: Path
) -> None:
    for name, text in {
        f"ada+{LINE}+2026-01-02 10:00:00 UTC+x7": "late",
        f"ada+{LINE}+2026-01-02 09:00:00 UTC+k2": "early",
        f"b+o+b+{PAIR}+2026-01-02 09:00:00 UTC+k2": "pair",
        "eve+elsewhere+2026-01-02 09:00:00 UTC": "not ours",
    }.items():
        (tmp_path / "inbound" / name).mkdir(parents=True)
        (tmp_path / "inbound" / name / "line.ipynb").write_text(text)
    found = take(group, tmp_path / "inbound")
    assert sorted(found.collected) == [(LINE, "ada"), (PAIR, "b+o+b")]
    assert notebook_of(group, "ada") == b"late"
    assert (group.folder("ada") / "timestamp.txt").read_text() == "2026-01-02 10:00:00 UTC"


@pytest.fixture
def platform(group: Class, tmp_path: Path) -> Path:
    """A learning platform's download."""
    group.configure(NAMES)
    path = tmp_path / "download.zip"
    path.write_bytes(
        zip_bytes(
            {
                "ada_2026-01-02_line.ipynb": b"first",
                "ada_2026-01-03_line.ipynb": b"second",
                "ada_2026-01-01_line.ipynb": b"before",
                "bob__line.zip": zip_bytes({"line.ipynb": b"bob's"}),
                ".DS_Store": b"",
                "strange.ipynb": b"",
            }
        )
    )
    return path


def test_a_learning_platforms_zip_is_read_by_nbgraders_rules(group: Class, platform: Path) -> None:
    found = take(group, platform, LINE)
    assert sorted(found.collected) == [(LINE, "ada"), (LINE, "bob")]
    assert (notebook_of(group, "ada"), notebook_of(group, "bob")) == (b"second", b"bob's")
    assert (group.folder("ada") / "timestamp.txt").read_text() == "2026-01-03 00:00:00 UTC"
    assert not (group.folder("bob") / "timestamp.txt").exists()


def test_a_download_of_a_large_class_is_read_to_the_end(group: Class, tmp_path: Path) -> None:
    group.configure(NAMES)
    students = [f"s{number}" for number in range(600)]  # with as many folders
    for student in students:
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / f"{student}_2026-01-02_line.ipynb").touch()
    (tmp_path / "in" / "link.ipynb").symlink_to("/dev/zero")
    found = take(group, tmp_path / "in", LINE)
    assert {student for _, student in found.collected} == set(students)
    ((_, name, why),) = found.problems
    assert name == "link.ipynb" and "a link or a device" in why


def test_a_file_whose_name_says_nothing_is_reported_as_a_problem(
    group: Class, platform: Path
) -> None:
    ((assignment, file, why),) = take(group, platform, LINE).problems
    assert (assignment, file) == (LINE, "strange.ipynb") and "named_regexp" in why


def test_a_download_that_somebody_unpacked_is_read_alike(
    group: Class, platform: Path, tmp_path: Path
) -> None:
    shutil.unpack_archive(platform, tmp_path / "unpacked")
    assert sorted(take(group, tmp_path / "unpacked", LINE).collected) == [
        (LINE, "ada"),
        (LINE, "bob"),
    ]
    assert (tmp_path / "unpacked" / "bob__line.zip").exists()  # what was handed in stays as it is


def test_two_files_without_times_are_reported_and_neither_is_taken(
    group: Class, tmp_path: Path
) -> None:
    group.configure(NAMES)
    group.configure(NAMES.replace(".*/(?P", ".*/(?:copy_)?(?P"))
    entries = {"ada__line.ipynb": b"one", "copy_ada__line.ipynb": b"two", "bob__line.ipynb": b"3"}
    (tmp_path / "a.zip").write_bytes(zip_bytes(entries))
    found = take(group, tmp_path / "a.zip", LINE)
    assert found.collected == [(LINE, "bob")]
    assert found.problems[0][:2] == (LINE, "ada")


@pytest.mark.parametrize("file", [".._2026_line.ipynb", "ada_2026_...ipynb"])
def test_names_that_would_lead_elsewhere_are_refused(
    group: Class, tmp_path: Path, file: str
) -> None:
    group.configure(NAMES.replace("[^/_]+", "[^_]*").replace("[^/]+)", r".*)\.ipynb"))
    (tmp_path / "a.zip").write_bytes(zip_bytes({file: b"", "bob_2026_line.ipynb": b"{}"}))
    found = take(group, tmp_path / "a.zip", LINE)
    assert found.collected == [(LINE, "bob")]
    assert [(name, who) for name, who, _ in found.problems] == [(LINE, file)]
    assert "cannot be one" in found.problems[0][2]
    assert not (group.root / "line.ipynb").exists()
    for path in (group.root / "submitted").rglob("*.ipynb"):
        assert path.parent.parent.parent == group.root / "submitted"


def test_without_a_rule_for_names_it_says_how_to_set_one(group: Class, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_bytes({"ada.ipynb": b"{}"}))
    with pytest.raises(NothingToCollect, match="named_regexp"):
        take(group, tmp_path / "a.zip", LINE)


def test_a_download_for_an_unknown_assignment_is_refused(group: Class, platform: Path) -> None:
    with pytest.raises(NothingToCollect, match="which assignment"):
        take(group, platform)


def test_an_empty_or_missing_source_is_reported(group: Class, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match="nothing at"):
        take(group, tmp_path / "nowhere.zip")
    with pytest.raises(NothingToCollect):
        take(group, tmp_path / "empty", PAIR, LINE)


def handed_in(folder: Path, text: str, time: str = "") -> Path:
    (folder / "ada" / LINE).mkdir(parents=True)
    (folder / "ada" / LINE / "line.ipynb").write_text(text)
    if time:
        (folder / "ada" / LINE / "timestamp.txt").write_text(time)
    return folder


def test_a_newer_submission_replaces_an_older_one_but_not_the_reverse(
    group: Class, tmp_path: Path
) -> None:
    take(group, handed_in(tmp_path / "1", "one", "2026-01-02 10:00:00 UTC"))
    take(group, handed_in(tmp_path / "2", "two", "2026-01-02 11:00:00 UTC"))
    assert notebook_of(group, "ada") == b"two"
    found = take(group, tmp_path / "1")
    assert notebook_of(group, "ada") == b"two" and "Kept" in found.remarks[0]
    take(group, tmp_path / "1", force=True)
    assert notebook_of(group, "ada") == b"one"


def test_collecting_twice_changes_nothing(group: Class, tmp_path: Path) -> None:
    take(group, handed_in(tmp_path / "1", "one"))
    before = (group.folder("ada") / "line.ipynb").stat().st_mtime_ns
    assert take(group, tmp_path / "1").remarks == []
    assert (group.folder("ada") / "line.ipynb").stat().st_mtime_ns == before


def test_links_in_what_was_handed_in_are_not_followed(group: Class, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "1", "one")
    (folder / "ada" / LINE / "secret.txt").symlink_to(group.root / "gradebook.db")
    found = take(group, folder)
    assert not (group.folder("ada") / "secret.txt").exists()
    (remark,) = found.remarks
    assert "'secret.txt' of ada" in remark and "it is a link" in remark


def test_what_is_left_out_of_an_exchange_is_reported_for_the_last_submission_only(
    group: Class, tmp_path: Path
) -> None:
    for name in ("ada+02-loss+2026-01-02 10:00:00 UTC", "ada+02-loss+2026-01-02 09:00:00 UTC"):
        (tmp_path / "inbound" / name).mkdir(parents=True)
        (tmp_path / "inbound" / name / "link").symlink_to("/dev/zero")
        for number in range(1001):
            (tmp_path / "inbound" / name / f"n{number:04}.txt").touch()
    found = take(group, tmp_path / "inbound")
    assert ["'link' of ada" in text for text in found.remarks] == [True, False]
    assert "more than 1000 files" in found.remarks[1]


def test_what_cannot_be_read_costs_only_that_student(
    group: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for student in ("ada", "bob", "cy"):
        (tmp_path / "in" / student / LINE).mkdir(parents=True)
        (tmp_path / "in" / student / LINE / "line.ipynb").write_text(student)
    refuse(monkeypatch, tmp_path / "in" / "ada" / LINE / "line.ipynb")
    refuse(monkeypatch, tmp_path / "in" / "bob" / LINE)
    found = take(group, tmp_path / "in")
    assert found.collected == [(LINE, "cy")] and notebook_of(group, "cy") == b"cy"
    assert sorted(who for _, who, _ in found.problems) == ["ada", "bob"]
    assert all("Permission denied" in why for _, _, why in found.problems)
    assert not group.folder("ada").exists()


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Path) -> None:
    """Make a file or folder one that may not be read, for root too."""
    for owner, name in ((Path, "read_bytes"), (os, "scandir")):
        known = getattr(owner, name)

        def read(path: Path, known: Any = known) -> Any:
            if path == refused:
                raise PermissionError(13, "Permission denied", str(path))
            return known(path)

        monkeypatch.setattr(owner, name, read)


def test_a_broken_archive_costs_only_its_author(group: Class, tmp_path: Path) -> None:
    group.configure(NAMES)
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "ada_2026-01-02_line.zip").write_bytes(b"PK and then nothing")
    (folder / "bob_2026-01-02_line.ipynb").write_bytes(b"bob")
    found = take(group, folder, LINE)
    assert found.collected == [(LINE, "bob")]
    ((assignment, file, why),) = found.problems
    assert (assignment, file) == (LINE, "ada")
    assert "cannot be unpacked" in why


def test_a_broken_archive_inside_a_download_is_a_problem_too(group: Class, tmp_path: Path) -> None:
    group.configure(NAMES)
    entries = {"ada_2026-01-02_line.zip": b"PK", "bob_2026-01-02_line.ipynb": b"bob"}
    (tmp_path / "download.zip").write_bytes(zip_bytes(entries))
    found = take(group, tmp_path / "download.zip", LINE)
    assert found.collected == [(LINE, "bob")]
    assert [problem[:2] for problem in found.problems] == [(LINE, "ada")]


def test_an_archive_beside_a_notebook_stays_one(group: Class, tmp_path: Path) -> None:
    entries = {f"ada/{LINE}/line.ipynb": b"ada", f"ada/{LINE}/data.zip": b"PK"}
    (tmp_path / "class.zip").write_bytes(zip_bytes(entries))
    found = take(group, tmp_path / "class.zip")
    assert found.collected == [(LINE, "ada")] and not found.problems and not found.remarks
    assert (group.folder("ada") / "data.zip").read_bytes() == b"PK"


def test_nothing_is_left_behind(group: Class, platform: Path) -> None:
    (group.root / ".autograder" / "collect-of-a-killed-grader").mkdir(parents=True)
    take(group, platform, LINE)
    assert not list((group.root / ".autograder").glob("collect-*"))


def test_what_was_collected_is_graded(
    group: Class, platform: Path, tmp_path: Path, sealing: None
) -> None:
    entries = {"ada_2026-01-02_line.ipynb": nbformat.writes(group.solved()).encode()}
    (tmp_path / "one.zip").write_bytes(zip_bytes(entries))
    assert group.grade(LINE, "--from", str(tmp_path / "one.zip")) == 0
    assert group.scores()["ada"].auto == 9
    told = group.told(LINE, "--from", str(platform))
    assert told["status"] == 1  # a file of nobody
    assert moment((group.folder("ada") / "timestamp.txt").read_text())


def test_a_time_zone_that_does_not_exist_is_named_before_anything_is_graded(group: Class) -> None:
    group.configure('c.Autograder.timezone = "Berlin"')
    with pytest.raises(BadConfiguration, match="there is no time zone 'Berlin'"):
        read_settings(group.course)
