"""A process in which the solved notebooks of an assignment answer for draws; see `ahead`."""

import contextlib
import os
import signal
import sys
from pathlib import Path

from ..course import CourseFolder, load_course
from ..grading.assignment import read_assignment
from ..grading.sandboxes import warm_sandbox
from ..grading.settings import assignment_folder, read_settings
from ..grading.solved import Solved

PATIENCE = 15  # of 19: students' answers are judged first


def main(root: str, assignment: str, kept: str, *seeds: str) -> int:
    """Keep the answers for these seeds in the folder `kept`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # and leave nothing behind
    with contextlib.suppress(AttributeError):  # Windows
        os.nice(PATIENCE)
    try:
        settings = read_settings(CourseFolder.at(root))
        read = read_assignment(assignment, (), settings, settings.unsafe)
        folder = assignment_folder(settings, "source", assignment)
        course = load_course(settings.course)
        solved = Solved(Path(kept), course, assignment, folder, read.files)
        solved.record(seeds, warm_sandbox(settings.unsafe))
    except OSError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
