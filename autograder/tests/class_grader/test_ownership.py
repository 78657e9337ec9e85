"""Nothing that a student hands in names its owner: the outermost name alone does."""

from pathlib import Path

import nbformat
import pytest

from autograder.outside.class_grader import archive, handed_in
from autograder.outside.grading import submissions

from .conftest import LINE, PAIR, Class
from .test_archive import zip_bytes
from .test_collect import NAMES, notebook_of, take

MOODLE = (
    "c.FileNameCollectorPlugin.named_regexp = "
    r"r'.*/(?P<student_id>[^/_]+)_\d+_assignsubmission_file_/(?P<file_id>[^/]+)'"
)


@pytest.fixture
def group(unsealed: Class) -> Class:
    return unsealed


def download(folder: Path, entries: dict[str, bytes]) -> Path:
    (folder / "download.zip").write_bytes(zip_bytes(entries))
    return folder / "download.zip"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_notebook_in_ones_own_archive_replaces_nobody_elses(
    group: Class, tmp_path: Path, depth: int
) -> None:
    group.configure(NAMES)
    inside = zip_bytes({"alice_2026-01-09_line.ipynb": b"mallory's"})
    for _ in range(depth - 1):
        inside = zip_bytes({"alice_2026-01-09_line.zip": inside})
    entries = {
        "alice_2026-01-02_line.ipynb": b"alice's",
        "mallory_2026-01-03_line.zip": inside,
        "eve_2026-01-03_line/alice_2026-01-09_line.ipynb": b"eve's",
    }
    found = take(group, download(tmp_path, entries), LINE)
    assert notebook_of(group, "alice") == b"alice's"
    assert (LINE, "mallory") in found.collected
    assert [path.name for path in group.folder("mallory").glob("*.ipynb")] == [
        "alice_2026-01-09_line.ipynb"
    ]
    assert [name for _, name, _ in found.problems] == ["eve_2026-01-03_line"]


@pytest.mark.parametrize("inner", [LINE, f"alice+{LINE}+2026-01-09 10:00:00 UTC", "alice"])
def test_a_folder_inside_one_submission_changes_the_layout_for_nobody(
    group: Class, tmp_path: Path, inner: str
) -> None:
    group.configure(NAMES)
    entries = {
        "alice_2026-01-02_line.ipynb": b"alice's",
        "bob_2026-01-02_line.ipynb": b"bob's",
        "mallory_2026-01-03_line.zip": zip_bytes({f"{inner}/line.ipynb": b"mallory's"}),
        f"eve_2026-01-03_line/{inner}/line.ipynb": b"eve's",
    }
    found = take(group, download(tmp_path, entries), LINE)
    assert {(LINE, name) for name in ("alice", "bob", "mallory")} <= {*found.collected}
    assert (notebook_of(group, "alice"), notebook_of(group, "bob")) == (b"alice's", b"bob's")
    told = {name for _, name, _ in found.problems} | {name for _, name in found.collected}
    assert told & {"eve", "eve_2026-01-03_line"}


def test_a_platform_may_give_each_student_a_folder(group: Class, tmp_path: Path) -> None:
    group.configure(MOODLE)
    entries = {
        "Ada Lovelace_12_assignsubmission_file_/line.ipynb": b"ada's",
        "Ada Lovelace_12_assignsubmission_file_/data/a.csv": b"1",
        "Bo_13_assignsubmission_file_/Ada Lovelace_9_assignsubmission_file_/line.ipynb": b"bo's",
    }
    found = take(group, download(tmp_path, entries), LINE)
    assert found.collected == [(LINE, "Ada Lovelace")]
    assert notebook_of(group, "Ada Lovelace") == b"ada's"
    assert (group.folder("Ada Lovelace") / "data" / "a.csv").read_bytes() == b"1"
    ((_, name, why),) = found.problems
    assert name == "Bo_13_assignsubmission_file_" and "only a file inside" in why.lower()


def test_what_one_student_packs_uses_up_nothing_of_the_classs_limits(
    group: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 50)
    monkeypatch.setattr(handed_in, "MOST_FILES", 50)
    group.configure(NAMES)
    many = {f"{number}.txt": b"" for number in range(300)}
    entries = {
        "a_2026-01-01_line.zip": zip_bytes({**many, "line.ipynb": b"a's"}),
        **{f"s{number}_2026-01-01_line.ipynb": b"{}" for number in range(200)},
    }
    found = take(group, download(tmp_path, entries), LINE)
    assert len(found.collected) == 201 and not found.problems
    assert any("more than 50 files" in remark for remark in found.remarks)


def test_the_collectors_time_counts_and_not_the_students(group: Class, tmp_path: Path) -> None:
    group.configure(NAMES)
    early = b"2020-01-01 00:00:00 UTC"
    packed = zip_bytes({"line.ipynb": b"{}", "timestamp.txt": early})
    take(group, download(tmp_path, {"ada_2026-01-03_line.zip": packed}), LINE)
    inbound = tmp_path / "inbound" / f"bob+{LINE}+2026-01-03 10:00:00 UTC"
    inbound.mkdir(parents=True)
    (inbound / "line.ipynb").write_bytes(b"{}")
    (inbound / "timestamp.txt").write_bytes(early)
    take(group, tmp_path / "inbound")
    for student, time in (("ada", "2026-01-03 00:00:00"), ("bob", "2026-01-03 10:00:00")):
        assert (group.folder(student) / submissions.TIMESTAMP).read_text() == f"{time} UTC"


def test_nbgraders_own_exchange_is_collected_zipped_as_well(group: Class, tmp_path: Path) -> None:
    time = "2026-01-02 10:00:00.123456 UTC"
    entries = {
        f"inbound/ada+{LINE}+{time}+x7/line.ipynb": b"ada's",
        f"inbound/b+o+{PAIR}+{time}/first.ipynb": b"bo's",
    }
    found = take(group, download(tmp_path, entries))
    assert sorted(found.collected) == [(LINE, "ada"), (PAIR, "b+o")] and not found.problems
    assert notebook_of(group, "ada") == b"ada's"


def test_whatever_was_not_collected_is_reported_and_counted(group: Class, tmp_path: Path) -> None:
    group.configure(NAMES)
    entries = {
        "ada_2026-01-02_line.ipynb": b"{}",
        "notes.txt": b"",
        "empty/": b"",
        "cy_2026-01-02_line.zip": b"PK and nothing",
        ".DS_Store": b"",
        "__MACOSX/x": b"",
    }
    found = take(group, download(tmp_path, entries), LINE)
    assert found.collected == [(LINE, "ada")]
    assert sorted(name for _, name, _ in found.problems) == ["cy", "empty", "notes.txt"]


@pytest.mark.parametrize("name", ["ada\nbob", ".hidden", "a\x1b[31mb"])
def test_an_impossible_id_costs_only_its_owner(group: Class, tmp_path: Path, name: str) -> None:
    for student in (name, "bob"):
        (tmp_path / "in" / student / LINE).mkdir(parents=True)
        (tmp_path / "in" / student / LINE / "line.ipynb").write_text("{}")
    found = take(group, tmp_path / "in", LINE)
    assert found.collected == [(LINE, "bob")]
    ((_, told, why),) = found.problems
    assert told == name and "cannot be a student id" in why


@pytest.mark.slow
def test_a_stray_file_beside_several_assignments_is_reported_and_the_others_are_graded(
    group: Class, tmp_path: Path, sealing: None
) -> None:
    time = "2026-01-02 10:00:00 UTC"
    notebook = nbformat.writes(group.solved()).encode()
    entries = {f"ada+{LINE}+{time}/line.ipynb": notebook, "notes.txt": b""}
    told = group.told("--from", str(download(tmp_path, entries)))
    assert told["status"] == 1
    states = {(one["student"], one["state"]) for one in told["submissions"]}
    assert states == {("ada", "graded"), ("notes.txt", "failed")}


def test_if_nothing_can_be_collected_nothing_is_graded(group: Class, tmp_path: Path) -> None:
    group.submit("bob")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notes.txt").touch()
    (tmp_path / "in" / "more.txt").touch()
    assert group.grade("--from", str(tmp_path / "in")) == 2
    assert not (group.root / "autograded").exists()


def test_a_submission_that_is_too_large_to_unpack_is_a_failure(
    group: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    group.configure(NAMES)
    entries = {"ada_2026-01-02_line.ipynb": bytes(5000), "bob_2026-01-02_line.ipynb": b"{}"}
    found = take(group, download(tmp_path, entries), LINE)
    assert found.collected == [(LINE, "bob")]
    assert [name for _, name, _ in found.problems] == ["ada_2026-01-02_line.ipynb"]
