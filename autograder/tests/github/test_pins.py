"""The commits of actions can be looked up."""

import re

import pytest

from autograder.__main__ import main
from autograder.outside.github.pins import ALL, CHECKOUT, REPORTER, SETUP_PYTHON

from .conftest import ROOT
from .fake_github import Failure, FakeGitHub


def test_each_is_a_whole_commit_of_a_named_version() -> None:
    for pin in ALL:
        assert len(pin.commit) == 40 and int(pin.commit, 16) >= 0
        assert pin.version.startswith("v")


def test_our_own_workflow_uses_the_same_ones() -> None:
    text = (ROOT / ".github/workflows/ci.yml").read_text()
    used = re.findall(r"uses: (.+)", text)
    assert set(used) == {str(CHECKOUT), str(SETUP_PYTHON)}


def test_what_github_does_not_have_is_reported(
    github: FakeGitHub, capsys: pytest.CaptureFixture[str]
) -> None:
    for pin in ALL[:-1]:
        github.contents[f"{pin.action}/contents/action.yml"] = pin.commit
        github.contents[f"{pin.action}/commits/{pin.version}"] = pin.commit
    github.contents[f"{REPORTER.action}/commits/v1"] = "f" * 40
    assert main(["github", "pins"]) == 1
    printed = capsys.readouterr().out
    assert printed.count("ok ") == 3 and f"not {REPORTER}" in printed
    assert f"v1 is now {'f' * 40}" in printed
    github.contents[f"{REPORTER.action}/contents/action.yml"] = REPORTER.commit
    assert main(["github", "pins"]) == 0


def test_a_rate_limit_says_nothing_about_the_action(github: FakeGitHub) -> None:
    github.failures.append(Failure("/", 429, {"Retry-After": "9999"}, times=99))
    assert main(["github", "pins"]) == 2
