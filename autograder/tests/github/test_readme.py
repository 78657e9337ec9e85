"""What the README and the pages in docs/ tell to type can be typed."""

import argparse
import importlib
import re
import shlex

import pytest

from autograder.__main__ import COMMANDS

from .conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINES = sorted(
    {
        line
        for page in PAGES
        for line in re.findall(
            r"^(?:autograder|cd \S+ && autograder) (.+)$", page.read_text("utf-8"), re.MULTILINE
        )
    }
)


def test_there_are_commands_about_github() -> None:
    assert sum(line.startswith("github ") for line in LINES) >= 6


@pytest.mark.parametrize("line", LINES)
def test_a_command_is_understood(line: str) -> None:
    command, *arguments = shlex.split(line, comments=True)
    assert command in COMMANDS
    module = importlib.import_module(f"autograder.commands.{command}")
    if hasattr(module, "COMMANDS"):
        command, *arguments = arguments
        assert command in module.COMMANDS
        module = importlib.import_module(f".{command.replace('-', '_')}", module.__name__)
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    parser.parse_args(arguments)
