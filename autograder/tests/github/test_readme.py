"""What the README tells to type about GitHub classes can be typed."""

import argparse
import importlib
import re
import shlex

import pytest

from autograder.__main__ import COMMANDS

from .conftest import ROOT

LINES = re.findall(r"^(?:autograder|cd \S+ && autograder) (.+)$", (ROOT / "README.md").read_text(),
                   re.MULTILINE)  # fmt: skip
GITHUB = [line for line in LINES if line.startswith(("github ", "check ", "grade "))]


@pytest.mark.parametrize("line", GITHUB)
def test_a_command_in_the_readme_is_understood(line: str) -> None:
    command, *arguments = shlex.split(line, comments=True)
    assert command in COMMANDS
    parser = argparse.ArgumentParser()
    importlib.import_module(f"autograder.commands.{command}").add_arguments(parser)
    parser.parse_args(arguments)
