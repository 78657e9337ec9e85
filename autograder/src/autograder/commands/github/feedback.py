"""`autograder github feedback`: bring feedback into the students' repositories."""

import argparse

from ...outside.course import CourseFolder
from ...outside.github.api import GitHub, token_for, web_address
from ...outside.github.collect import kept_folder
from ...outside.github.found import read_found
from ...outside.github.publish import publish_branches, publish_issues
from ...outside.grading.settings import assignment_folder, read_settings
from ...outside.reports.points import gradebook_url, scores
from .options import add_api, add_course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "--to", choices=("branch", "issue"), required=True, help="a branch `feedback`, or an issue"
    )
    parser.add_argument(
        "--public", action="store_true", help="also in repositories that everybody can read"
    )
    add_api(parser)
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Publish; 0 if all went well, else 1."""
    course, token = CourseFolder.at(options.course), token_for(options.api)
    kept = kept_folder(course, options.assignment)
    found = list(read_found(kept / "found.json").values())
    open_to_all = [one for one in found if one.private is False and not options.public]
    for one in open_to_all:
        print(f"{one.student}: not published, everybody can read {one.repository} (--public)")
    closed = [one for one in found if one not in open_to_all]
    points = scores(gradebook_url(course.root), options.assignment)
    if options.to == "issue":
        github = GitHub(token, options.api)
        published = publish_issues(closed, options.assignment, points, github)
    else:
        settings = read_settings(course)
        pages = {
            one.student: page
            for one in closed
            for page in sorted(
                assignment_folder(settings, "feedback", options.assignment, one.student).glob(
                    "*.html"
                )
            )
        }
        host = web_address(options.api)
        published = publish_branches(closed, options.assignment, points, pages, kept, token, host)
    told = {said.student for said in published} | {one.student for one in open_to_all}
    for one in found:
        if one.student not in told:
            why = "not graded yet" if one.student not in points else "no page, or no repository"
            print(f"{one.student}: no feedback to publish ({why})")
    if not found:
        print(f"Nothing to publish: {options.assignment} has not been collected.")
    for said in published:
        print(f"{said.student}: feedback {said.what}")
    well = all(said.done for said in published) and not open_to_all
    return 0 if well else 1
