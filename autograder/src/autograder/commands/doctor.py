"""`autograder doctor`: whether this machine can grade safely, and how to fix what is missing."""

import argparse
import textwrap

from ..outside.sandbox.checkup import findings

WIDTH = 96
INDENT = " " * 17


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command: none."""


def run(options: argparse.Namespace) -> int:
    """Print what was found; 0 if a class can be graded sealed, else 1."""
    ready = True
    for finding in findings():
        mark = "ok" if finding.ok else "fix" if finding.required else "note"
        print(_wrapped(f"{mark:<4} {finding.name:<11} {finding.found}"), flush=True)
        if not finding.ok:
            ready = ready and not finding.required
            print(_wrapped(f"{INDENT}{finding.advice}"))
    if ready:
        print("Classes can be graded here, sealed.")
    else:
        print("Classes cannot be graded sealed here yet: see the lines marked `fix`.")
    return 0 if ready else 1


def _wrapped(text: str) -> str:
    # A hanging indent: the texts of all findings line up.
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.fill(text.strip(), WIDTH, initial_indent=lead, subsequent_indent=INDENT)
