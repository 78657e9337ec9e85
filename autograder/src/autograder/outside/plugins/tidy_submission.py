"""Removes from a submission what would lead nbgrader astray before our preprocessors see it.

nbgrader copies the files beside a notebook into `autograded/`, where the notebook's code can read
them, and from there into `feedback/`. It follows links: one to the gradebook would hand it over,
one to a device would never end. And it does not grade a submission whose `timestamp.txt` it
cannot read.
"""

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from nbgrader.utils import parse_utc

NOTEBOOK, TIMESTAMP = ".ipynb", "timestamp.txt"
MOST_BYTES = 1000  # of a timestamp


def tidy_submission(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Remove links, devices and a senseless timestamp from a submission, and say so.

    This is nbgrader's `c.Autograde.pre_convert_hook`, which it calls in the course's folder.

    Args:
        assignment, student: what was asked for on the command line; not used.
        notebooks: paths of one submission's notebooks. A notebook that is a link is left for
            its reader, who gives the reason.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        for path, names, files in os.walk(folder):
            for entry in (Path(path, name) for name in [*names, *files]):
                mode = entry.lstat().st_mode
                is_notebook = entry.suffix == NOTEBOOK and entry.parent == folder
                if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or is_notebook):
                    _remove(entry, "a link or a device")
        timestamp = folder / TIMESTAMP
        if timestamp.is_file() and not _is_time(timestamp.read_bytes()):
            _remove(timestamp, "a timestamp that is none")


def _is_time(content: bytes) -> bool:
    if len(content) > MOST_BYTES:
        return False
    try:
        parse_utc(content.decode().strip())
    except (ValueError, OverflowError):
        return False
    return True


def _remove(path: Path, what: str) -> None:
    path.unlink()
    print(f"Removed {what}: {ascii(str(path))}", file=sys.stderr)
