"""`autograder check`: run a notebook with its visible checks, as students do."""

from autograder_check.command import add_arguments, run

__all__ = ["add_arguments", "run"]
