"""Options that several of GitHub's commands have, and what they stand for."""

import argparse
import os
import sys
from pathlib import Path

from ...outside.class_list import kept_roster
from ...outside.course import CourseFolder
from ...outside.github.api import PUBLIC
from ...outside.github.roster import Roster, read_roster


def add_course(parser: argparse.ArgumentParser) -> None:
    """Add --course."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def add_api(parser: argparse.ArgumentParser) -> None:
    """Add --api."""
    parser.add_argument(
        "--api",
        metavar="ADDRESS",
        default=os.environ.get("GITHUB_API_URL", PUBLIC),
        help="GitHub's API (default: GITHUB_API_URL, or that of github.com)",
    )


def add_prefix(parser: argparse.ArgumentParser) -> None:
    """Add --prefix."""
    parser.add_argument(
        "--prefix", metavar="PREFIX", help="what their names begin with (default: ASSIGNMENT)"
    )


def add_roster(parser: argparse.ArgumentParser) -> None:
    """Add --roster."""
    parser.add_argument(
        "--roster",
        metavar="FILE",
        help="who takes the course: a roster of GitHub Classroom or Classroom 50 "
        "(default: the GitHub names that `autograder roster` found, if any)",
    )


def add_teams(parser: argparse.ArgumentParser) -> None:
    """Add --teams."""
    parser.add_argument(
        "--teams", metavar="FILE", help="who shares a repository: team,github_username"
    )


def roster_of(options: argparse.Namespace, course: CourseFolder) -> Roster:
    """The people whom --roster and --teams name.

    Raises:
        BadRoster: one of the files cannot be used.
    """
    kept = kept_roster(course.root)
    path = Path(options.roster) if options.roster else kept if kept.is_file() else None
    roster = read_roster(path) if path else Roster()
    teams = getattr(options, "teams", None)
    return roster.with_teams(Path(teams)) if teams else roster


def note(text: str) -> None:
    """Tell the user a sentence, beside the command's own output."""
    print(text, file=sys.stderr, flush=True)
