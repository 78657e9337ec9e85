"""`autograder roster`: take the names of a class into the gradebook."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from ..outside.class_grader.gradebook import Gradebook, is_missing
from ..outside.class_list import keep_for_github, read_class_list
from ..outside.clean import clean_line
from ..outside.course import CourseFolder
from ..outside.grading.settings import read_settings
from ..outside.judging.words import listed, plural
from ..outside.languages import keep_languages
from ..outside.teams import keep_teams
from ..outside.translation.notebook import check_languages

MOST_NAMES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "file", metavar="FILE", help="a CSV file: id, name, email, GitHub name, language"
    )
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Save the students, and say what was done."""
    course = CourseFolder.at(options.course)
    roster = read_class_list(Path(options.file))
    check_languages(course.root, {member.language for member in roster.members})
    settings = read_settings(course)
    if is_missing(settings):  # a term begins with its class list
        course.nbgrader("db", "student", "list")  # makes the gradebook
    with closing(Gradebook(settings)) as gradebook:
        before = set(gradebook.students())
        gradebook.enroll({member.id: member.known() for member in roster.members})
    ids = {member.id for member in roster.members}
    new = len(ids - before)
    print(f"{plural(len(ids), 'student')}: {new} new, {len(ids) - new} known before")
    for remark in roster.remarks:
        print(clean_line(remark))
    others = sorted(before - ids)
    if others:
        named = clean_line(listed(others, MOST_NAMES))
        print(f"In the gradebook, but not in {options.file}: {named}")
    languages = {member.id: member.language for member in roster.members if member.language}
    if languages:
        keep_languages(course.root, languages)
    teams = {member.id: member.team for member in roster.members if member.team}
    if teams:
        keep_teams(course.root, teams)
    kept = keep_for_github(course.root, roster.members)
    if kept:
        print(f"The commands `autograder github …` find the class in {os.path.relpath(kept)}.")
    return 0
