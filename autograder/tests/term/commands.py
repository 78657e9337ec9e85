"""Runs nbgrader's commands in this process, as a person types them in a folder.

Importing nbgrader takes longer than most of its commands.
"""

import contextlib
import os
import sys
from pathlib import Path

import pytest
from nbgrader.apps.nbgraderapp import NbGraderApp
from traitlets.config import Application


def nbgrader(folder: Path, *arguments: str) -> None:
    """Run `nbgrader …` in a folder; it must succeed."""
    with contextlib.chdir(folder), pytest.MonkeyPatch.context() as patched:
        # nbgrader looks for the program `alembic` there.
        patched.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        try:
            NbGraderApp.launch_instance([*arguments])
        except SystemExit as ended:
            assert not ended.code, arguments
        finally:
            # The instance is the subcommand's: it would keep this folder's settings for the next.
            type(Application.instance()).clear_instance()


def open_exchange(course: Path) -> Path:
    """A new exchange beside a course, which is set up to use it."""
    exchange = course.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)  # everybody hands in there
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{_uses(exchange)}c.ExchangeCollect.check_owner = False\n")
    return exchange


def student_home(folder: Path, student: str, exchange: Path) -> Path:
    """A new folder that a student of the course works in."""
    folder.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'eager-training'\n"
        f"c.CourseDirectory.student_id = {student!r}\n{_uses(exchange)}"
    )
    return folder


def _uses(exchange: Path) -> str:
    return f"c.Exchange.root = {str(exchange)!r}\n"
