"""`autograder github create`: make the students' repositories, and invite them."""

import argparse

from ...outside.course import CourseFolder
from ...outside.github.api import GitHub, token_for
from ...outside.github.create import Creator
from .options import add_api, add_course, add_prefix, add_roster, add_teams, note, roster_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--org", metavar="ORG", required=True, help="where to make them")
    add_roster(parser)
    add_teams(parser)
    parser.add_argument(
        "--template", metavar="OWNER/NAME", help="the template (default: ORG/PREFIX-template)"
    )
    add_prefix(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    add_api(parser)
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Make them; 0 if all is well, else 1."""
    course = CourseFolder.at(options.course)
    course.notebook_path("release", options.assignment)  # is there such an assignment?
    roster = roster_of(options, course)
    if not roster.people:
        note(
            "There is nobody to make a repository for: name the students with --roster or --teams."
        )
        return 2
    prefix = options.prefix or options.assignment
    creator = Creator(
        GitHub(token_for(options.api), options.api, tell=note),
        options.org,
        options.template or f"{options.org}/{prefix}-template",
        prefix,
        options.dry_run,
    )
    well = True
    for made in creator.create(roster):
        print(f"{made.repository}: {made.what}", flush=True)
        well = well and made.well
    return 0 if well else 1
