"""`autograder translate extract`: write the texts into PO files, or bring these up to date."""

import argparse

from ...outside.course import CourseFolder
from ...outside.translation.catalogs import count, read, update
from ...outside.translation.places import catalogs_of, languages_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "languages", nargs="*", metavar="LANGUAGE", help='such as "ko"; default: those there are'
    )
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument(
        "--packages", action="store_true", help="also what installed packages say, not only here"
    )


def run(options: argparse.Namespace) -> int:
    """Extract, and say how much there is to do."""
    folder = CourseFolder.at(options.course)
    places = catalogs_of(folder, options.packages)
    for language in options.languages or languages_of(places):
        paths = {place: place.path(language) for place in places}
        known = [read(path) for path in paths.values() if path.exists()]
        for place, path in paths.items():
            done = count(update(path, place.messages(), known))
            print(f"{place.shown(language)}: {done.translated} of {done.total} translated")
    return 0
