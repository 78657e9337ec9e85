"""The library beside a notebook comes compiled, and always matches its source."""

import os
import py_compile
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.outside.grading import bytecode
from autograder.outside.grading.bytecode import with_bytecode
from eager_course.course import COURSE

FILES = {
    f"eager/{name}": text.encode() for name, text in COURSE.staged_modules("04-training").items()
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the library and its bytecode, as a notebook has it."""
    write(tmp_path, with_bytecode(FILES, "eager"))
    return tmp_path


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def run(folder: Path, program: str) -> str:
    """What Python prints, verbosely, for a program that runs in the folder."""
    command = [sys.executable, "-B", "-v", "-c", f"import sys; sys.path.insert(0, ''); {program}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return done.stdout + done.stderr


def test_python_takes_the_modules_from_their_bytecode(folder: Path) -> None:
    said = run(folder, "import eager")
    compiled = [name for name in FILES if f"code object from {folder / name}" in said]
    assert compiled == ["eager/__init__.py"]  # cut down for the stage: no module of the package
    assert f"matches {folder / 'eager/tape.py'}" in said


def test_a_module_that_is_changed_afterwards_runs_as_it_was_changed(folder: Path) -> None:
    with (folder / "eager/dtypes.py").open("a") as module:
        module.write("\nCHANGED = 'it was changed'\n")
    assert "it was changed" in run(folder, "import eager.dtypes; print(eager.dtypes.CHANGED)")


def test_tracebacks_name_the_file_in_the_folder(folder: Path) -> None:
    said = run(folder, "import eager; print(eager.Tensor.__init__.__code__.co_filename)")
    assert str(folder / "eager/tensor.py") in said.splitlines()


def test_files_that_do_not_belong_to_the_library_are_left_alone() -> None:
    files = {"eager/tape.py": b"x = 1\n", "eager/other.py": b"", "notes.py": b"", "data.csv": b"1"}
    assert with_bytecode(files, "eager") == files


def test_pythons_own_bytecode_of_a_module_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "eager" / "dtypes.py"
    module.parent.mkdir()
    monkeypatch.setattr(bytecode, "package_folder", lambda package: module.parent)
    module.write_text("print('old')")
    py_compile.compile(str(module), invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
    made = module.stat().st_mtime
    module.write_text("print('new')")  # as long as it was, and as old
    os.utime(module, (made, made))

    files = {"eager/__init__.py": b"", "eager/dtypes.py": module.read_bytes()}
    write(tmp_path / "work", with_bytecode(files, "eager"))
    assert "new" in run(tmp_path / "work", "import eager.dtypes").splitlines()


def test_a_module_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = with_bytecode(FILES, "eager")
    monkeypatch.setattr(bytecode, "compile", None)
    assert with_bytecode(FILES, "eager") == first
