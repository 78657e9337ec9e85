"""Archives from anywhere are unpacked without harm."""

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.outside.class_grader import archive
from autograder.outside.class_grader.archive import BadArchive, unpack


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(zipfile.ZipInfo(name), content)
    return path


def zip_bytes(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as inner:
        for name, content in entries.items():
            inner.writestr(name, content)
    return file.getvalue()


def unpacked(path: Path, folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """What came out of an archive, by relative path, and what was left out."""
    left_out = unpack(path, folder)
    files = {
        found.relative_to(folder).as_posix(): found.read_bytes()
        for found in folder.rglob("*")
        if found.is_file()
    }
    return files, [f"{name}: {why}" for name, why in left_out]


def test_files_come_out_where_they_were_packed(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "a.zip", {"ada/stage.ipynb": b"{}", "김민지.ipynb": b"1"})
    files, remarks = unpacked(packed, tmp_path / "out")
    assert files == {"ada/stage.ipynb": b"{}", "김민지.ipynb": b"1"} and remarks == []


@pytest.mark.parametrize(
    "name",
    [
        "../evil.ipynb",
        "a/../../evil.ipynb",
        "/evil.ipynb",
        "..\\evil.ipynb",
        "C:/evil.ipynb",
        "a\nb.ipynb",
    ],
)
def test_nothing_gets_out_of_the_folder(tmp_path: Path, name: str) -> None:
    packed = zipped(tmp_path / "a.zip", {name: b"evil", "good.ipynb": b"good"})
    files, remarks = unpacked(packed, tmp_path / "out" / "here")
    assert files == {"good.ipynb": b"good"} and len(remarks) == 1
    assert not list(tmp_path.rglob("*evil*"))


def test_links_in_a_zip_are_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        link = zipfile.ZipInfo("stage.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    files, remarks = unpacked(tmp_path / "a.zip", tmp_path / "out")
    assert files == {} and "link" in remarks[0]


def test_links_and_devices_in_a_tar_are_left_out(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as file:
        for name, kind in [("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE)]:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            file.addfile(entry)
        entry = tarfile.TarInfo("good.ipynb")
        entry.size = 2
        file.addfile(entry, io.BytesIO(b"{}"))
    files, remarks = unpacked(tmp_path / "a.tar.gz", tmp_path / "out")
    assert files == {"good.ipynb": b"{}"} and len(remarks) == 3


def test_archives_inside_stay_packed(tmp_path: Path) -> None:
    inner = zip_bytes({"stage.ipynb": b"{}"})
    files, _ = unpacked(zipped(tmp_path / "a.zip", {"ada.zip": inner}), tmp_path / "out")
    assert files == {"ada.zip": inner}


def test_a_bomb_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    packed = zipped(tmp_path / "a.zip", {"bomb.ipynb": bytes(10**7), "good.ipynb": b"{}"})
    files, remarks = unpacked(packed, tmp_path / "out")
    assert files == {"good.ipynb": b"{}"} and "MB" in remarks[0]


def test_the_sum_of_all_files_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    packed = zipped(tmp_path / "a.zip", {"a": b"123456", "b": b"123456", "c": b"1"})
    assert set(unpacked(packed, tmp_path / "out")[0]) == {"a", "c"}


def test_the_number_of_files_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    packed = zipped(tmp_path / "a.zip", {"a": b"", "b": b"", "c": b""})
    assert set(unpacked(packed, tmp_path / "out")[0]) == {"a", "b"}


def test_a_name_that_comes_twice_keeps_its_first_content(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file, pytest.warns(UserWarning):
        file.writestr("stage.ipynb", "first")
        file.writestr("stage.ipynb", "second")
    files, remarks = unpacked(tmp_path / "a.zip", tmp_path / "out")
    assert files == {"stage.ipynb": b"first"} and len(remarks) == 1


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_entry_does_not_take_the_others_along(tmp_path: Path, packing: int) -> None:
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w", packing) as file:
        file.writestr("bad.ipynb", bytes(range(256)) * 20)
        file.writestr("good.ipynb", b"{}")
    content = bytearray(packed.read_bytes())
    content[42] ^= 0xFF  # in the first entry's data
    packed.write_bytes(content)
    files, remarks = unpacked(packed, tmp_path / "out")
    assert files == {"good.ipynb": b"{}"} and "bad.ipynb" in remarks[0]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and then nothing", b"not an archive"])
def test_what_is_not_an_archive_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(BadArchive, match="a.zip cannot be unpacked"):
        unpack(tmp_path / "a.zip", tmp_path / "out")


def test_names_that_a_korean_windows_wrote_are_read(tmp_path: Path) -> None:
    class Windows(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # zipfile's own name
            return self.filename.encode(self.comment.decode()), self.flag_bits

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for name, encoding in (("김민수_1/손실.ipynb", "cp949"), ("Hélène_2/a.ipynb", "cp437")):
            entry = Windows(name)
            entry.comment = encoding.encode()
            file.writestr(entry, b"{}")
    names = set(unpacked(tmp_path / "a.zip", tmp_path / "out")[0])
    assert names == {"김민수_1/손실.ipynb", "Hélène_2/a.ipynb"}


def test_a_tar_archive_needs_no_certain_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"{}")
    with tarfile.open(tmp_path / "class.tar.bz2", "w:bz2") as file:
        file.add(tmp_path / "a", "ada/line.ipynb")
    assert unpacked(tmp_path / "class.tar.bz2", tmp_path / "out") == (
        {"ada/line.ipynb": b"{}"},
        [],
    )


def test_an_archive_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf")
    with pytest.raises(BadArchive, match="unpack it, and name the folder"):
        unpack(tmp_path / "a.7z", tmp_path / "out")


def test_litter_of_operating_systems_is_silently_skipped(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "a.zip", {"__MACOSX/._a.ipynb": b"", ".DS_Store": b"", "a": b""})
    assert unpacked(packed, tmp_path / "out") == ({"a": b""}, [])


def test_one_submission_uses_up_nothing_of_anothers_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    entries = {f"class/ada/{n}.txt": b"" for n in range(5)}
    entries |= {"class/bob/bomb": bytes(10**6), "class/cy/line.ipynb": b"{}"}
    left_out = unpack(zipped(tmp_path / "a.zip", entries), tmp_path / "out", of_a_class=True)
    assert (tmp_path / "out" / "class" / "cy" / "line.ipynb").read_bytes() == b"{}"
    assert [name for name, _ in left_out] == [f"class/ada/{n}.txt" for n in (2, 3, 4)] + [
        "class/bob/bomb"
    ]
