"""`autograder audit`: prove that the tests catch what they should and let through what is right."""

import argparse
import os
from pathlib import Path

from ..inside.questions import STAGES
from ..outside.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=f"of {', '.join(STAGES)}; all")
    parser.add_argument("--fast", action="store_true", help="ask and judge alone, without nbgrader")
    parser.add_argument(
        "--seeds", type=int, default=10, help="with --fast: draw so many times (10)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes to use")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument(
        "--right-answers",
        metavar="FOLDER",
        help="right answers by stage (default: autograder/tests/right_answers in the course)",
    )


def run(options: argparse.Namespace) -> int:
    """Print the matrix; 1 when anything is wrong."""
    unknown = set(options.stages) - set(STAGES)
    if unknown:
        raise FileNotFoundError(
            f"no such stage: {', '.join(unknown)}; there are {', '.join(STAGES)}"
        )
    course = Course.at(options.course)
    folder = Path(options.right_answers or course.root / "autograder/tests/right_answers")
    if not folder.is_dir():
        raise FileNotFoundError(f"there are no right answers at {folder}: name --right-answers")
    stages = options.stages or list(STAGES)
    from ..outside.audit.report import is_well, show

    if options.fast:
        from ..outside.audit.fast import audit_fast

        rows = list(audit_fast(course, folder, stages, options.seeds, options.jobs))
    else:
        from ..outside.audit.real import audit_real

        rows = list(audit_real(course, folder, stages, options.jobs))
    show(rows)
    return 0 if is_well(rows) else 1
