"""`autograder audit`: prove that the tests catch mistakes and pass right answers."""

import argparse
import os
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console

from ..outside.audit.adversaries import audit_adversaries
from ..outside.audit.fast import audit_fast
from ..outside.audit.own import audit_own, own_assignments
from ..outside.audit.real import audit_real
from ..outside.audit.report import Outcome, is_well, show
from ..outside.course import CourseFolder
from ..outside.judging.words import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "stages", nargs="*", metavar="STAGE", help="a name or an assignment; default: all"
    )
    parser.add_argument("--fast", action="store_true", help="only ask and judge; grade nothing")
    parser.add_argument(
        "--seeds", type=int, default=10, help="how many times to draw what is only asked (10)"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes to use")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Print the table; 1 if anything is wrong."""
    folder = CourseFolder.at(options.course)
    stages = {stage.assignment: stage for stage in folder.course.stages}
    own = own_assignments(folder)
    chosen = _chosen(options.stages, {stage.name: name for name, stage in stages.items()}, own)
    some = [stages[name] for name in chosen if name in stages]
    if options.fast:
        rows = _counted(audit_fast(folder, some, options.seeds, options.jobs))
    else:
        rows = _counted(audit_real(folder, some, options.jobs))
        rows += audit_adversaries(folder.course, some, options.seeds)
    for name in chosen:
        if name in own:
            rows += audit_own(folder, name, options.seeds)
    show(rows)
    return 0 if is_well(rows) else 1


def _counted(rows: Iterable[Outcome]) -> list[Outcome]:
    """The rows as a list; while they come, a person at a terminal sees how many there are."""
    found: list[Outcome] = []
    with Console(stderr=True).status("auditing …") as status:
        for row in rows:
            found.append(row)
            status.update(f"auditing … {plural(len(found), 'result')}")
    return found


def _chosen(asked: Sequence[str], stages: Mapping[str, str], own: Sequence[str]) -> list[str]:
    """The assignments to audit: those named, by assignment or by stage, or all."""
    there = list(dict.fromkeys([*stages.values(), *own]))
    found = [stages.get(name, name) for name in asked]
    unknown = sorted(set(found) - set(there))
    if unknown or not there:
        listed = ", ".join(there) or "none"
        raise FileNotFoundError(f"no such stage: {', '.join(unknown)}; there are {listed}")
    return found or there
