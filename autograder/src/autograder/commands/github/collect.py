"""`autograder github collect`: bring the students' notebooks into submitted/."""

import argparse
from datetime import datetime
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.api import PUBLIC, GitHub, token_for
from ...outside.github.collect import Collector
from ...outside.github.found import FAILED, show
from ...outside.github.repositories import NoRepositories, for_each_member, of_file, of_organization
from ...outside.grading.settings import read_settings
from ...outside.moments import Unclear
from ...outside.moments import moment as clear_moment
from .options import add_api, add_course, add_prefix, add_roster, add_teams, note, roster_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--org", metavar="ORG", help="its repositories named PREFIX-USERNAME")
    where.add_argument(
        "--repos", metavar="FILE", help="one a line: `ADDRESS` or `USERNAME ADDRESS`"
    )
    add_prefix(parser)
    parser.add_argument(
        "--classroom",
        metavar="NAME",
        help="in Classroom 50: its repositories are named NAME-ASSIGNMENT-USERNAME",
    )
    parser.add_argument(
        "--deadline", type=moment, metavar="WHEN", help='such as "2026-11-20 23:59 +01:00"'
    )
    add_roster(parser)
    add_teams(parser)
    parser.add_argument("--again", action="store_true", help="also ask for what was settled before")
    add_api(parser)
    add_course(parser)


def moment(text: str) -> datetime:
    """A moment with its zone, in UTC."""
    try:
        return clear_moment(text)
    except Unclear as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def run(options: argparse.Namespace) -> int:
    """Collect; 0 if every repository could be fetched, else 1."""
    course, token = CourseFolder.at(options.course), token_for(options.api)
    prefix = options.prefix or options.assignment
    if options.classroom:
        prefix = f"{options.classroom}-{prefix}"
    course.notebook_path("release", options.assignment)  # is there such an assignment?
    roster = roster_of(options, course)
    github = GitHub(token, options.api, tell=note)
    if options.org:
        try:
            repositories = of_organization(github, options.org, prefix)
        except NoRepositories as nothing:
            note(f"{nothing}. Nothing is collected yet.")
            repositories = []
    else:
        # Without a token, GitHub answers few requests and shows nothing private.
        asked = github if token or options.api != PUBLIC else None
        repositories = of_file(Path(options.repos), asked, prefix)
    repositories = for_each_member(repositories, roster)
    collector = Collector(
        course,
        read_settings(course),
        options.assignment,
        roster=roster,
        deadline=options.deadline,
        github=github,
        token=token,
        again=options.again,
        everybody=bool(options.org),
        tell=note,
    )
    found = collector.collect(repositories)
    show(found)
    return 1 if any(one.state == FAILED for one in found) else 0
