"""`autograder translate status`: how far each catalog is translated."""

import argparse

from rich.console import Console
from rich.table import Table

from ...outside.course import CourseFolder
from ...outside.translation.catalogs import count, ids, read
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
    parser.add_argument(
        "--complete", action="store_true", help="fail unless everything is translated"
    )


def run(options: argparse.Namespace) -> int:
    """Show the numbers; 1 if `--complete` is asked for and something is missing."""
    folder, complete = CourseFolder.at(options.course), True
    places = catalogs_of(folder, options.packages)
    for language in options.languages or languages_of(places):
        table = Table("catalog", "texts", "translated", "fuzzy", "stale")
        for column in table.columns[1:]:
            column.justify = "right"
        for place in places:
            path = place.path(language)
            found = count(read(path)) if path.exists() else None
            known = {message.id for message in place.messages()}
            there = ids(read(path)) if found else set()
            missing = len(known - there)
            total = found.total + missing if found else len(known)
            translated = found.translated if found else 0
            complete = complete and found is not None and translated == total
            share = f"{translated} ({100 * translated // max(total, 1)} %)"
            fuzzy, stale = (found.fuzzy, found.stale) if found else (0, 0)
            table.add_row(place.shown(language), str(total), share, str(fuzzy), str(stale))
        Console().print(table)
    return 1 if options.complete and not complete else 0
