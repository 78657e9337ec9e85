"""`autograder grade`: grade a class, sealed and in parallel; run it again to resume."""

import argparse
import os
import sys
import time
from pathlib import Path

from ..outside.class_grader.request import Request, State
from ..outside.class_grader.run import grade_class
from ..outside.class_grader.show import Progress, Silence, show_json, show_summary
from ..outside.course import CourseFolder

STOPPED = 130  # the status that shells give a program stopped by control-C


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="default: all with submissions"
    )
    parser.add_argument(
        "--student",
        action="append",
        default=[],
        metavar="NAME",
        help="a name or a pattern; may be given several times",
    )
    parser.add_argument(
        "--jobs", type=_count, default=os.cpu_count() or 1, metavar="N", help="processes to use"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on this dask cluster: tcp://HOST:PORT"
    )
    parser.add_argument("--force", action="store_true", help="also grade what has not changed")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE.zip|FOLDER",
        help="first collect submissions from a learning platform's download or an exchange",
    )
    parser.add_argument("--feedback", action="store_true", help="then write the feedback files")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.add_argument(
        "--unsafe", action="store_true", help="run students' code without the seal, at your risk"
    )
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Grade; 0 if every submission is graded, else 1."""
    course = CourseFolder.at(options.course)
    request = Request(
        assignments=options.assignments,
        students=options.student,
        force=options.force,
        unsafe=options.unsafe,
        jobs=options.jobs,
        scheduler=options.scheduler,
        source=Path(options.source) if options.source else None,
        feedback=options.feedback,
    )
    started = time.monotonic()
    try:
        outcomes = grade_class(course, request, Silence() if options.json else Progress())
    except KeyboardInterrupt:
        print("Stopped. What was graded is saved: run it again to resume.", file=sys.stderr)
        return STOPPED
    show = show_json if options.json else show_summary
    show(outcomes, time.monotonic() - started)
    return 1 if any(outcome.state is State.FAILED for outcome in outcomes) else 0


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)
