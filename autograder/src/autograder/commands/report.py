"""`autograder report`: how the class did in an assignment, as one HTML page."""

import argparse
from pathlib import Path

from ..outside.course import CourseFolder
from ..outside.reports.class_report import class_report, read_results
from ..outside.reports.class_report_html import report_html


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--output", metavar="FILE", help="default: report-ASSIGNMENT.html")


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    course = CourseFolder.at(options.course)
    report = class_report(options.assignment, read_results(course, options.assignment))
    path = Path(options.output or course.root / f"report-{options.assignment}.html")
    path.write_text(report_html(course.course, report), encoding="utf-8")
    print(f"{path} reports on {len(report.students)} submissions")
    return 0
