"""`autograder audit`: prove that the tests catch what they should and let through what is right."""

import argparse
import os

from ..outside.course import CourseFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "stages", nargs="*", metavar="STAGE", help="a name or an assignment; default: all"
    )
    parser.add_argument("--fast", action="store_true", help="ask and judge alone, without nbgrader")
    parser.add_argument(
        "--seeds", type=int, default=10, help="with --fast: draw so many times (10)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes to use")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Print the matrix; 1 when anything is wrong."""
    folder = CourseFolder.at(options.course)
    known = folder.course.stages
    stages = [one for one in known if {one.name, one.assignment} & set(options.stages)]
    unknown = set(options.stages) - {name for one in known for name in (one.name, one.assignment)}
    if unknown or not known:
        there = ", ".join(stage.assignment for stage in known) or "none"
        raise FileNotFoundError(f"no such stage: {', '.join(sorted(unknown))}; there are {there}")
    stages = stages or list(known)
    from ..outside.audit.report import is_well, show

    if options.fast:
        from ..outside.audit.fast import audit_fast

        rows = list(audit_fast(folder, stages, options.seeds, options.jobs))
    else:
        from ..outside.audit.real import audit_real

        rows = list(audit_real(folder, stages, options.jobs))
    show(rows)
    return 0 if is_well(rows) else 1
