"""A program for two libraries: plain data that prints as Python and runs as what it prints.

There is one interpreter, Python itself: a program is run by executing its own source with
`tf` bound to one library or the other. So a failing program can be pasted and run, and what
is read is what was run.
"""

import importlib.util
import textwrap
from pathlib import Path
from typing import NamedTuple

ORACLE = Path(__file__).parent.parent / "eager" / "oracle"


def load_runner():
    """The oracle's own runner: it runs a program's source and encodes what it bound to `out`."""
    spec = importlib.util.spec_from_file_location("oracle_runner", ORACLE / "run_oracle.py")
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    return runner


runner = load_runner()


class Block(NamedTuple):
    """A `with` statement: its opening line, and the steps under it."""

    opening: str
    steps: list


class Program(NamedTuple):
    """Steps (a line of Python, or a Block), the names to compare, and a tolerance.

    `tolerance` is for numbers that pass through rounding; see `strategies.TOLERANCE`.
    """

    steps: list
    names: list
    tolerance: float

    def __repr__(self):
        return "<the program above>"


def body(program):
    """The program's lines, ending in `out = {...}`; needs `tf` and `np`."""
    shown = ", ".join(f'"{name}": {name}' for name in program.names)
    lines = [*_lines(program.steps), f"out = {{{shown}}}"]
    return "\n".join(lines) + "\n"


def source(program, module="tensorflow"):
    """The whole program as a person would paste it."""
    return f"import numpy as np\nimport {module} as tf\n\n{body(program)}print(out)\n"


def run(program, module):
    """What the program does with `module` as tf: outcome data (see the oracle's runner)."""
    return runner.run_program(body(program), module, seconds=60)


def _lines(steps):
    for step in steps:
        if isinstance(step, Block):
            yield step.opening
            inner = "\n".join(_lines(step.steps)) or "pass"
            yield textwrap.indent(inner, "    ")
        else:
            yield step
