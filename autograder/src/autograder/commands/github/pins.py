"""`autograder github pins`: ask GitHub whether it still has the actions in our workflows."""

import argparse

from ...outside.github.api import GitHub, token_for
from ...outside.github.pins import look_up
from .options import add_api


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_api(parser)


def run(options: argparse.Namespace) -> int:
    """Print a line for each; 0 if GitHub has them all, else 1."""
    well = True
    for pin, there, tag in look_up(GitHub(token_for(options.api), options.api)):
        well = well and there
        print(f"{'ok ' if there else 'not'} {pin}")
        if tag and tag != pin.commit:
            print(f"    {pin.version} is now {tag}")
        if not there:
            print("    GitHub no longer has this commit: pin another one in the workflow")
    return 0 if well else 1
