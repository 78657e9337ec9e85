"""`autograder doctor` says what can be done here, and exits with 0 only if sealing can."""

import re
import shutil
import stat
import tempfile
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from autograder.__main__ import main
from autograder.outside.sandbox import Run, Sandbox, checkup, machine


def test_if_all_is_well_every_line_says_so(
    can_seal: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    names = {line.split()[1] for line in lines if line.startswith("ok")}
    assert {"Landlock", "seccomp", "trial", "Python", "numpy", "nbgrader", "jupyterlab"} <= names
    assert last == "Classes can be graded here, sealed."


def test_a_kernel_without_landlock_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "landlock_abi", lambda: 0)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "fix  Landlock" in said and "`lsm=`" in said and "trial" not in said
    assert "cannot be graded sealed" in said


def test_a_missing_library_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> None:
        raise RuntimeError("Unable to find libseccomp")

    monkeypatch.setattr(machine.importlib, "import_module", missing)
    finding = checkup.seccomp()
    assert not finding.ok and "apt-get install libseccomp2" in finding.advice


@pytest.mark.slow
def test_little_room_on_the_disk_is_reported_but_not_decisive(
    can_seal: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = namedtuple("usage", "total used free")(2**31, 2**31, 3 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert re.search("note disk +3 MiB free", said) and "TMPDIR" in said


def test_a_package_with_another_version_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.importlib.metadata, "version", lambda name: "0.1")
    finding = checkup.installed("nbgrader")
    assert not finding.ok and finding.advice.startswith("pip install 'nbgrader<0.10,>=0.9.5")


@pytest.mark.slow
def test_a_trial_that_gets_out_is_reported(can_seal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Open(Sandbox):
        def __init__(self) -> None:
            super().__init__(unsafe=True)

    monkeypatch.setattr(checkup, "Sandbox", Open)
    finding = checkup.trial()
    assert not finding.ok and "got out" in finding.found


@pytest.mark.slow
def test_the_trials_file_is_there_and_open_to_everybody_but_a_sealed_cell(
    can_seal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []

    class Watched(Sandbox):
        def run(self, notebook: NotebookNode, *others: Any) -> Run:
            (path,) = re.findall(r"open\('(.*)'\)", notebook.cells[0].source)
            assert Path(path).parent == Path(tempfile.gettempdir())
            modes.append(stat.S_IMODE(Path(path).stat().st_mode))
            return super().run(notebook, *others)

    monkeypatch.setattr(checkup, "Sandbox", Watched)
    assert checkup.trial().ok and modes == [0o644]


@pytest.mark.parametrize("version", [1, 4, 6])
def test_what_a_version_of_landlock_denies_is_reported(
    monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    monkeypatch.setattr(machine, "landlock_abi", lambda: version)
    finding = checkup.landlock()
    assert finding.ok and f"version {version}:" in finding.found
    assert ("TCP" in finding.found, "signals" in finding.found) == (version >= 4, version >= 6)


def test_what_people_only_work_in_is_not_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.importlib.metadata, "version", lambda name: "0.1")
    assert checkup.installed("numpy").required and not checkup.installed("jupyterlab").required


def test_root_without_other_users_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup.os, "geteuid", lambda: 0)
    monkeypatch.setattr(checkup, "can_be_another_user", lambda: False)
    finding = checkup.user()
    assert not finding.ok and not finding.required and "ordinary user" in finding.advice
