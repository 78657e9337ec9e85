"""The command `autograder`: each subcommand is a module of `autograder.commands`."""

import argparse
import importlib
import io
import sys
from collections.abc import Mapping, Sequence

# Subcommand -> what it does. A command's module is imported when it is called, so that
# `autograder --help` is quick.
COMMANDS = {
    "demo": "build a sample class in a new folder, grade it and show its points",
    "release": "generate the release of every assignment",
    "grade": "grade a class, sealed and in parallel; run it again to resume",
    "audit": "test the tests: known mistakes must lose points, right answers must lose none",
    "serve": "give verdicts to students who practise, as a service; it writes no points",
    "lab": "open JupyterLab on the course, with verdicts on request, to try what students see",
    "report": "write a report on the class in one assignment, as an HTML page",
    "doctor": "say whether this machine can grade safely, and how to fix what is missing",
    "points": "show the points of the class by student and assignment",
    "roster": "take the names of a class from a CSV file into the gradebook",
    "tokens": "give each student of the class a token for verdicts on request",
    "new": "write a first question of your own, for you to edit",
    "check": "run a notebook with its visible checks, as students do: advice, not a grade",
    "translate": "the course in another language",
    "github": "teach with one GitHub repository per student",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status: 0 done, 1 something failed, 2 bad arguments."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a letter (cp1252 has no ✓ and no 한) shows "?" and the work goes on.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _run(
            "autograder",
            "Grades the course's notebooks: asks what students built and judges the answers.",
            COMMANDS,
            f"{__package__}.commands",
            arguments,
        )
    except OSError as error:
        # A missing folder, a full disk: the user can fix that. Anything else is our own bug and
        # keeps its traceback.
        print(f"autograder {arguments[0]}: {error}", file=sys.stderr)
        return 2


def _run(
    program: str, does: str, commands: Mapping[str, str], package: str, arguments: Sequence[str]
) -> int:
    """Let the first word choose a command, whose module reads the rest."""
    parser = argparse.ArgumentParser(
        prog=program,
        description=does,
        epilog=f"`{program} COMMAND --help` lists a command's options.",
    )
    names = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, help in commands.items():
        names.add_parser(name, help=help, add_help=False)
    chosen = parser.parse_args(arguments[:1]).command
    program, does, rest = f"{program} {chosen}", commands[chosen], arguments[1:]
    # Not at the top: `autograder --help` would wait 0.06 s for it.
    from .outside.startup import leave_out

    leave_out()
    module = importlib.import_module(f"{package}.{chosen.replace('-', '_')}")
    if hasattr(module, "COMMANDS"):  # a group of commands
        return _run(program, does, module.COMMANDS, module.__name__, rest)
    own = argparse.ArgumentParser(prog=program, description=does)
    module.add_arguments(own)
    return int(module.run(own.parse_args(rest)) or 0)


if __name__ == "__main__":
    sys.exit(main())
