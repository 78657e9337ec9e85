"""The project's own files agree with one another."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PYPROJECT = tomllib.loads((ROOT / "autograder/pyproject.toml").read_text())["project"]
# A package that has another name in conda, where the usual name brings a desktop toolkit.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def requirement(text: str) -> tuple[str, str]:
    match = re.match(r"([A-Za-z0-9_-]+)\s*(.*)", text)
    assert match
    return match[1].lower(), match[2].replace(" ", "")


def conda_requirements() -> dict[str, str]:
    lines = (ROOT / "environment.yml").read_text().splitlines()
    listed = [line.strip()[2:] for line in lines if re.match(r"  - [a-z].*[<>=]", line)]
    return dict(requirement(text) for text in listed)


def test_conda_gets_the_versions_that_pip_gets() -> None:
    # What only one system needs comes with the project itself, by pip.
    everywhere = [text for text in PYPROJECT["dependencies"] if ";" not in text]
    wanted = dict(requirement(text) for text in everywhere)
    wanted = {CONDA_NAMES.get(name, name): versions for name, versions in wanted.items()}
    wanted["python"] = PYPROJECT["requires-python"].replace(" ", "")
    assert conda_requirements() == wanted


def test_conda_installs_the_project_itself() -> None:
    assert "- -e ./autograder" in (ROOT / "environment.yml").read_text()


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
def test_no_file_has_a_path_on_somebodys_machine_or_a_token() -> None:
    # Written in pieces, so that this file does not find itself.
    signs = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "gh" + "p_", "github" + "_pat_"]
    signs += ["/wo" + "rk/ma" + "in", "/tmp/py" + "test-of"]
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "ignore")
        assert not [sign for sign in signs if sign in text], path


def test_ci_runs_what_the_readme_says_to_run() -> None:
    readme, ci = (ROOT / "README.md").read_text(), (ROOT / ".ci/run").read_text()
    for command in ("make test", "make demo", "make test-all"):
        assert command in readme
    assert "make test-all" in ci and "make docs" in ci
