"""What a student can be given: `autograder-check`, built from a folder that has nothing else."""

import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from autograder_check.show import advice

from .runner import StudentPython

ROOT = Path(__file__).parents[3]
STUDENT = ROOT / "autograder/student"
TERMS = ("LICENSE", "NOTICE")
BUILD = (
    "import sys; from setuptools import build_meta as b; print(getattr(b, sys.argv[1])('built'))"
)


def has_setuptools() -> bool:
    """Whether the setuptools that pip would fetch, or a newer one, is here."""
    try:
        return Version(version("setuptools")) >= Version("77")
    except PackageNotFoundError:
        return False


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_setuptools(), reason="there is no setuptools 77 or newer here"),
]


def build(what: str, folder: Path) -> Path:
    """Build a wheel or an sdist in a folder, as pip does after fetching setuptools."""
    (folder / "built").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, f"build_{what}"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder / "built" / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in a copy of what it needs."""
    course = tmp_path_factory.mktemp("course")
    source = "autograder/src"
    for name in ("autograder/student", f"{source}/autograder_check", f"{source}/autograder/inside"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in TERMS:
        shutil.copy(ROOT / name, course)
    return build("sdist", course / "autograder/student")


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the sdist alone, in a folder with nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.unpack_archive(sdist, folder)
    (unpacked,) = folder.iterdir()
    return build("wheel", unpacked)


def test_a_wheel_from_the_sdist_checks_a_notebook_in_an_empty_folder(
    wheel: Path, tmp_path: Path
) -> None:
    python = StudentPython.create(tmp_path / "venv")
    installed = tmp_path / "installed"
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--target", str(installed), str(wheel)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (installed / "bin/autograder-check").is_file()
    empty = tmp_path / "empty"
    empty.mkdir()
    released = ROOT / "release/02-loss/loss.ipynb"
    shutil.copy(released, empty)
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); "
        "from autograder_check.command import main; sys.exit(main())"
    )
    checked = python.run("-c", program, "loss.ipynb", "--release", str(released), folder=empty)
    assert checked.returncode == 1, checked.stderr
    assert "0 of 25 points" in checked.stdout and advice()[:40] in checked.stdout


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("autograder_check/")}
    source = ROOT / "autograder/src"
    assert names == {
        path.relative_to(source).as_posix()
        for path in (source / "autograder_check").rglob("*.*")
        if path.suffix in {".py", ".po"}
    }


def test_wheel_and_sdist_say_on_what_terms_they_may_be_used(wheel: Path, sdist: Path) -> None:
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as source:
        for term in TERMS:
            expected = (ROOT / term).read_bytes()
            (name,) = (one for one in archive.namelist() if one.endswith(f"licenses/{term}"))
            assert archive.read(name) == expected
            (inside,) = (one for one in source if one.name.endswith(f"/{term}"))
            assert (file := source.extractfile(inside)) and file.read() == expected


@pytest.mark.parametrize("python", ["3.11.0", "3.12.4", "3.13.1", "3.14.0"])
def test_every_supported_python_may_install_it(python: str) -> None:
    project = tomllib.loads((STUDENT / "pyproject.toml").read_text())["project"]
    assert python in SpecifierSet(project["requires-python"])
