"""The steps of grading a class: collect what was handed in, grade it, write the feedback."""

import fnmatch
from collections.abc import Sequence
from dataclasses import replace

from ..course import CourseFolder
from ..grading.settings import read_settings
from ..judging.words import plural
from .early_workers import EarlyWorkers
from .feedback import write_feedback
from .grader import ClassGrader
from .intake import NO_ASSIGNMENT, Collection, collect
from .request import Listener, Outcome, Request, State


def take_steps(
    course: CourseFolder, request: Request, listener: Listener, workers: EarlyWorkers
) -> list[Outcome]:
    """Collect, grade and write feedback, as requested; return the outcome for each submission.

    Raises:
        OSError: see `grade_class`.
    """
    settings = read_settings(course)
    workers.warm_up()
    if settings.unknown:
        names = ", ".join(settings.unknown)
        listener.note(
            f"nbgrader_config.py lists preprocessors that this command does not run: {names}"
        )
    uncollected: list[Outcome] = []
    if request.source is not None:
        collected = collect(course, settings, request.source, request.assignments, request.force)
        for remark in collected.remarks:
            listener.note(remark)
        uncollected = _uncollected(collected)
        assignments = _assignments_of(collected)
        if not assignments:  # for nothing handed in is the assignment known
            return uncollected
        request = replace(request, assignments=assignments)
    grader = ClassGrader(course, settings, request, listener)
    try:
        found = grader.find()
        _note_absent(request.students, {one.student for one in found}, listener)
        outcomes = grader.grade(found, workers.fit_for(len(found)))
    finally:
        listener.stop()
        grader.close()
    if request.feedback:
        count = write_feedback(course, settings, outcomes, request.jobs)
        said = f"written for {plural(count, 'submission')}" if count else "up to date"
        listener.note(f"feedback: {said}")
    return _with_uncollected(outcomes, uncollected)


def _assignments_of(collected: Collection) -> list[str]:
    names = {name for name, _ in collected.collected}
    return sorted((names | {name for name, _, _ in collected.problems}) - {NO_ASSIGNMENT})


def _uncollected(collected: Collection) -> list[Outcome]:
    """What was handed in but could not be collected."""
    return [
        Outcome(name, who, State.FAILED, f"It was not collected: {why}")
        for name, who, why in collected.problems
    ]


def _with_uncollected(outcomes: Sequence[Outcome], uncollected: Sequence[Outcome]) -> list[Outcome]:
    """All outcomes, one per submission: whoever has an older submission keeps its points."""
    failed = {(one.assignment, one.student): one for one in uncollected}
    found = []
    for one in outcomes:
        problem = failed.pop((one.assignment, one.student), None)
        if problem is not None:
            before = "The points are those of the earlier submission."
            why = f"{problem.why} {one.why if one.points is None else before}"
            one = replace(one, state=problem.state, why=why)
        found.append(one)
    return [*failed.values(), *found]


def _note_absent(wanted: Sequence[str], found: set[str], listener: Listener) -> None:
    """Say which of the names and patterns asked for match nobody."""
    for name in wanted:
        if not any(fnmatch.fnmatchcase(student, name) for student in found):
            listener.note(f"There is no submission by {name}.")
