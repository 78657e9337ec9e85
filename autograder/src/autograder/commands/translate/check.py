"""`autograder translate check`: list translations that lose code, formulas or placeholders."""

import argparse

from ...outside.course import CourseFolder
from ...outside.translation.catalogs import read
from ...outside.translation.check import complaints
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
    """List them; 1 if there are any."""
    folder, found = CourseFolder.at(options.course), 0
    places = catalogs_of(folder, options.packages)
    for language in options.languages or languages_of(places):
        for place in places:
            if not place.path(language).exists():
                continue
            for message, complaint in complaints(read(place.path(language))):
                found += 1
                print(f"{place.shown(language)}: {message[:70]!r}\n  {complaint}")
    print(f"{found} complaints" if found else "nothing to complain about")
    return min(found, 1)
