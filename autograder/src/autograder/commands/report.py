"""`autograder report`: how the class did in an assignment, as one HTML page."""

import argparse
from pathlib import Path

from autograder_check.messages import speaking

from ..outside.course import CourseFolder
from ..outside.grading.settings import read_settings
from ..outside.judging.words import plural
from ..outside.reports.class_report import read_class
from ..outside.reports.class_report_html import report_html
from ..outside.reports.links import find_links


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--output", metavar="FILE", help="default: report-ASSIGNMENT.html")


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    course = CourseFolder.at(options.course)
    settings = read_settings(course)
    report = read_class(settings, options.assignment)
    path = Path(options.output or course.root / f"report-{options.assignment}.html")
    students = [standing.student for standing in report.standings]
    links = find_links(
        settings, options.assignment, students, report.notebooks, path.resolve().parent
    )
    with speaking(settings.language):
        html = report_html(course.course, report, links)
    path.write_text(html, encoding="utf-8")
    print(f"{path} reports on {plural(len(students), 'submission')}")
    return 0
