"""`autograder grade`: grade a class, sealed and in parallel; run it again and it goes on."""

import argparse
import fnmatch
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..outside.class_grader.grader import Outcome
    from ..outside.class_grader.workers import Workers
    from ..outside.course import CourseFolder
    from ..outside.grading.settings import Settings

STOPPED = 130  # as a shell says it of a program that control-C has ended


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "assignments", nargs="*", metavar="ASSIGNMENT", help="default: all that were handed in"
    )
    parser.add_argument(
        "--student", action="append", default=[], metavar="NAME", help="or a pattern; repeatable"
    )
    parser.add_argument(
        "--jobs", type=_count, default=os.cpu_count() or 1, metavar="N", help="processes to use"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on this dask cluster: tcp://HOST:PORT"
    )
    parser.add_argument("--force", action="store_true", help="grade what has not changed, too")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE.zip|FOLDER",
        help="first collect submissions from a learning platform's download or an exchange",
    )
    parser.add_argument("--feedback", action="store_true", help="then write the feedback files")
    parser.add_argument("--json", action="store_true", help="print the outcome for machines")
    parser.add_argument(
        "--unsafe", action="store_true", help="run students' code without a seal: your choice"
    )
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Grade; 0 when every submission is graded, else 1."""
    from ..outside.class_grader.startup import hurry, skip_slow_imports

    hurry()
    skip_slow_imports()
    from ..outside.class_grader.lock import grading_lock
    from ..outside.course import CourseFolder

    course = CourseFolder.at(options.course)
    started = time.monotonic()
    with grading_lock(course.root):
        try:
            outcomes = _grade(course, options)
        except KeyboardInterrupt:
            print("Stopped. What was graded is saved: run it again to go on.", file=sys.stderr)
            return STOPPED
    from ..outside.class_grader.grader import State
    from ..outside.class_grader.show import show_json, show_summary

    show = show_json if options.json else show_summary
    show(outcomes, time.monotonic() - started)
    return 1 if any(outcome.state is State.FAILED for outcome in outcomes) else 0


def _grade(course: "CourseFolder", options: argparse.Namespace) -> "list[Outcome]":
    # Before the slow imports, so that what workers need is imported meanwhile.
    with _Workers(course, options) as workers:
        return _grade_with(workers, course, options)


def _grade_with(
    workers: "_Workers", course: "CourseFolder", options: argparse.Namespace
) -> "list[Outcome]":
    from ..outside.class_grader.grader import ClassGrader, Request
    from ..outside.class_grader.show import Progress, Silence
    from ..outside.grading.settings import read_settings
    from ..outside.reports.feedback import write_feedback

    settings = read_settings(course)
    workers.warm_up()
    if settings.unknown:
        names = ", ".join(settings.unknown)
        _note(f"nbgrader_config.py lists what this command does not do: {names}")
    assignments, uncollected = _collected(course, settings, options)
    request = Request(assignments, options.student, options.force, options.unsafe)
    listener = Silence() if options.json else Progress()
    grader = ClassGrader(course, settings, request, listener)
    try:
        found = grader.find()
        _note_absent(options.student, {one.student for one in found})
        outcomes = grader.grade(found, workers.fit_for(len(found)))
    finally:
        listener.stop()
        grader.close()
    if options.feedback:
        write_feedback(course, settings, outcomes)
    return _with_uncollected(outcomes, uncollected)


def _collected(
    course: "CourseFolder", settings: "Settings", options: argparse.Namespace
) -> "tuple[list[str], list[Outcome]]":
    """Which assignments to grade, and what could not be collected of them."""
    from ..outside.class_grader.grader import Outcome, State
    from ..outside.class_grader.intake import collect

    if not options.source:
        return options.assignments, []
    found = collect(course, settings, Path(options.source), options.assignments, options.force)
    for remark in found.remarks:
        _note(remark)
    names = sorted({name for name, _ in found.collected} | {name for name, _, _ in found.problems})
    failed = [
        Outcome(name, who, State.FAILED, f"It was not collected: {why}")
        for name, who, why in found.problems
    ]
    return names, failed


def _with_uncollected(outcomes: "list[Outcome]", uncollected: "list[Outcome]") -> "list[Outcome]":
    """All of them, one for each submission: whoever has an older one keeps its points."""
    failed = {(one.assignment, one.student): one for one in uncollected}
    found = []
    for one in outcomes:
        problem = failed.pop((one.assignment, one.student), None)
        if problem is not None:
            before = "The points are those of what was there before."
            why = f"{problem.why} {one.why if one.points is None else before}"
            one = replace(one, state=problem.state, why=why)
        found.append(one)
    return [*failed.values(), *found]


class _Workers:
    """The workers that the options ask for; they end with the `with` block, or at its error."""

    def __init__(self, course: "CourseFolder", options: argparse.Namespace) -> None:
        from ..outside.class_grader.journal import likely_jobs
        from ..outside.class_grader.workers import Cluster, Processes, ThisProcess

        self._options = options
        self._workers: Workers
        self._likely = options.jobs
        if options.scheduler:
            self._workers = Cluster(options.scheduler)
            return
        if not options.source:
            asked = options.assignments, options.student
            self._likely = likely_jobs(course.root, *asked, options.force)
        if min(self._likely, options.jobs) == 1:
            self._workers = ThisProcess(options.unsafe)
        else:
            self._workers = Processes(options.jobs, options.unsafe)

    def warm_up(self) -> None:
        """Start the processes that will be needed."""
        from ..outside.class_grader.workers import Processes

        if isinstance(self._workers, Processes):
            self._workers.warm_up(self._likely)

    def fit_for(self, submissions: int) -> "Workers":
        """The workers for so many submissions."""
        from ..outside.class_grader.workers import Processes, ThisProcess

        if min(submissions, self._options.jobs) > 1 and isinstance(self._workers, ThisProcess):
            self._workers.close()
            self._workers = Processes(self._options.jobs, self._options.unsafe)
        return self._workers

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._workers.close(at_once=kind is not None)


def _note_absent(wanted: list[str], found: set[str]) -> None:
    """Say which of the names and patterns that were asked for nobody has."""
    for name in wanted:
        if not any(fnmatch.fnmatchcase(student, name) for student in found):
            _note(f"there is no submission by {name}")


def _note(text: str) -> None:
    from ..outside.clean import clean

    print(f"Note: {clean(text)}", file=sys.stderr)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of at least 1")
    return int(text)
