"""`autograder tokens`: give each student of a class a token for verdicts on request."""

import argparse
import os
from contextlib import closing

from ..outside.class_grader.gradebook import Gradebook
from ..outside.clean import clean_line
from ..outside.course import CourseFolder
from ..outside.grading.settings import read_settings
from ..outside.judging.words import listed, plural
from ..outside.serving.settings import read_serve_settings
from ..outside.tokens import FILE, give_tokens, write_table

MOST_NAMES = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Write the tokens and a table of them, and say what was done."""
    course = CourseFolder.at(options.course)
    settings = read_settings(course)
    chosen = read_serve_settings(course.root, settings.zone)
    with closing(Gradebook(settings)) as gradebook:
        people = gradebook.people()
    if not people:
        print("There is nobody in the gradebook: add the class with `autograder roster FILE`.")
        return 1
    path = chosen.tokens or course.root / FILE
    tokens = give_tokens(path, [one.id for one in people])
    table = path.with_name(f"{path.stem}-mail.csv")
    write_table(table, people, tokens)
    known = len(people) - len(tokens.new)
    print(f"{plural(len(people), 'student')}: {len(tokens.new)} new, {known} had a token before")
    if tokens.others:
        named = clean_line(listed(list(tokens.others), MOST_NAMES))
        print(f"In {os.path.relpath(path)}, but not in the gradebook: {named}")
    print(f"To send each student theirs, for a mail merge: {os.path.relpath(table)}")
    if chosen.who != "tokens":
        print(
            "The server does not ask for tokens yet. Put this into serve.toml, and start it again:"
        )
        print(f'who = "tokens"\ntokens = "{os.path.relpath(path, course.root)}"')
    return 0
