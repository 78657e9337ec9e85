"""`autograder github`: templates out, results on every push, private grades in."""

import argparse
import importlib

# What comes after `github` -> what it does.
COMMANDS = {
    "template": "write the template repository of an assignment",
    "collect": "bring the students' notebooks from their repositories into submitted/",
    "grades": "write grades.csv in GitHub Classroom's columns",
    "feedback": "bring feedback into the students' repositories",
    "grade-workflow": "write the workflow of your private course repository",
    "pins": "ask GitHub about the actions that the workflows use, each at one commit",
    "classroom50": "write the visible checks of an assignment as an autograder of Classroom 50",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of all these commands."""
    commands = parser.add_subparsers(dest="github", metavar="WHAT", required=True)
    for name, does in COMMANDS.items():
        own = commands.add_parser(name, help=does, description=does)
        module = importlib.import_module(f".{name.replace('-', '_')}", __package__)
        module.add_arguments(own)
        own.set_defaults(run_github=module.run)


def run(options: argparse.Namespace) -> int:
    """Run the one that was chosen."""
    return int(options.run_github(options) or 0)
