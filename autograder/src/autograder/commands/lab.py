"""`autograder lab`: JupyterLab on the course, and verdicts on request, for instructors to try."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from ..outside.course import CourseFolder
from .serve import check_installed

FOLDER = "practice"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument(
        "jupyter", nargs=argparse.REMAINDER, metavar="...", help="for `jupyter lab`, after --"
    )


def run(options: argparse.Namespace) -> int:
    """Write the notebooks, start the server, and run JupyterLab until it is stopped.

    Raises:
        NotInstalled: the extra `serve` is missing.
    """
    check_installed()
    # Told to stop, this must end the server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    course = CourseFolder.at(options.course)
    status = write_practice(course)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # In a group of its own: Ctrl-C is for JupyterLab, which asks what to do about it.
    server = subprocess.Popen(
        [sys.executable, "-m", "autograder", "serve", "--port", str(port)],
        cwd=course.root,
        start_new_session=True,
    )
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    try:
        further = [word for word in options.jupyter if word != "--"]
        done = subprocess.run(
            [sys.executable, "-m", "jupyter", "lab", *further],
            cwd=course.root,
            env={**os.environ, "PATH": programs, "AUTOGRADER_SERVER": address},
        )
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    return status or done.returncode


def write_practice(course: CourseFolder) -> int:
    """Release every assignment that is not there yet into `practice/`, with cells for verdicts."""
    status = 0
    for assignment in course.assignments:
        if (course.root / FOLDER / assignment).exists():
            continue
        done = course.nbgrader(
            *("generate_assignment", assignment, "--no-db"),
            f"--CourseDirectory.release_directory={FOLDER}",
            "--Autograder.practice_cells=True",
        )
        if done.returncode:
            print(f"nbgrader could not generate {assignment}:\n{done.stderr}")
            status = 1
        else:
            print(f"{FOLDER}/{assignment} is there to try: remove it for a fresh one")
    return status


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
