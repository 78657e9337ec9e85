"""`autograder github update`: offer a corrected template in each repository."""

import argparse

from ...outside.course import CourseFolder
from ...outside.github.api import GitHub, token_for
from ...outside.github.collect import kept_folder
from ...outside.github.repositories import of_organization
from ...outside.github.template import release_files, template_files
from ...outside.github.update import Updater
from .options import add_api, add_course, add_prefix, note


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument(
        "--org", metavar="ORG", required=True, help="its repositories named PREFIX-USERNAME"
    )
    add_prefix(parser)
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    add_api(parser)
    add_course(parser)


def run(options: argparse.Namespace) -> int:
    """Offer it; 0 if all went well, else 1."""
    course, token = CourseFolder.at(options.course), token_for(options.api)
    notebook = course.notebook_path("release", options.assignment)
    files = template_files(
        options.assignment, release_files(notebook), notebook.name, course.course.reference
    )
    github = GitHub(token, options.api, tell=note)
    kept = kept_folder(course, options.assignment)
    updater = Updater(files, notebook.name, kept, github, token, options.dry_run)
    well = True
    for repository in of_organization(github, options.org, options.prefix or options.assignment):
        made = updater.update(repository)
        print(f"{made.repository}: {made.what}", flush=True)
        well = well and made.well
    return 0 if well else 1
