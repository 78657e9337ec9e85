"""`autograder github create`: make the students' repositories, and invite them."""

import argparse
from pathlib import Path

from ...outside.course import CourseFolder
from ...outside.github.api import GitHub, token_for
from ...outside.github.create import Creator
from ...outside.github.roster import Roster, read_roster
from .collect import add_shared_arguments, note


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--org", metavar="ORG", required=True, help="where to make them")
    add_people_arguments(parser)
    parser.add_argument(
        "--template", metavar="OWNER/NAME", help="the template (default: ORG/PREFIX-template)"
    )
    parser.add_argument(
        "--prefix", metavar="PREFIX", help="what their names begin with (default: ASSIGNMENT)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    add_shared_arguments(parser)


def add_people_arguments(parser: argparse.ArgumentParser) -> None:
    """Options that say who takes the course."""
    parser.add_argument(
        "--roster", metavar="FILE", help="the roster, of GitHub Classroom or Classroom 50"
    )
    parser.add_argument(
        "--teams", metavar="FILE", help="who shares a repository: team,github_username"
    )


def roster_of(options: argparse.Namespace) -> Roster:
    """The people that these options name."""
    roster = read_roster(Path(options.roster)) if options.roster else Roster()
    return roster.with_teams(Path(options.teams)) if options.teams else roster


def run(options: argparse.Namespace) -> int:
    """Make them; 0 if all is well, else 1."""
    course = CourseFolder.at(options.course)
    course.notebook_path("release", options.assignment)  # is there such an assignment?
    roster = roster_of(options)
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
