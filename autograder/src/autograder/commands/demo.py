"""`autograder demo`: a sample class, from release to feedback, in a new folder."""

import argparse
import importlib
import shutil
import time
from pathlib import Path

from ..outside.class_grader.request import Request, State
from ..outside.class_grader.run import grade_class
from ..outside.class_grader.show import Progress, show_summary
from ..outside.course import CONFIG, CourseFolder, NoCourse
from ..outside.grading.settings import read_settings
from ..outside.reports.term import read_term
from . import points, release

MARK = ".autograder-demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--course", default=".", help="the course's folder (default: this one)")
    parser.add_argument("--folder", default="demo", help="where to build (default: demo)")
    parser.add_argument(
        "--language", metavar="CODE", default="", help='what the class reads, such as "ko"'
    )


def run(options: argparse.Namespace) -> int:
    """Build, grade, write feedback, print the points; 1 if a step failed."""
    course = copy_course(CourseFolder.at(options.course), Path(options.folder))
    if options.language:
        with (course.root / CONFIG).open("a", encoding="utf-8") as config:
            config.write(f"\nc.Autograder.language = {options.language!r}\n")
    status = release.generate(course)
    if not course.course.sample_class:
        raise NoCourse("the course has no sample class")
    submissions = importlib.import_module(course.course.sample_class).build_sample_class(course)
    print(f"{len(submissions)} submissions are in {options.folder}/submitted")
    started = time.monotonic()
    outcomes = grade_class(course, Request(feedback=True), Progress())
    show_summary(outcomes, time.monotonic() - started)
    status |= any(outcome.state is State.FAILED for outcome in outcomes)
    term = read_term(read_settings(course))
    points.show(term)
    points.write_csv(term, course.root / "grades.csv")
    print(
        f"These tables are in {options.folder}/grades.csv, and what each student reads is in "
        f"{options.folder}/feedback/."
    )
    print(
        f"To open the formgrader: cd {options.folder} && jupyter lab, then Nbgrader > Formgrader "
        "(.venv/bin must be on the PATH)."
    )
    return status


def copy_course(course: CourseFolder, folder: Path) -> CourseFolder:
    """A fresh copy of the course's sources in `folder`.

    Raises:
        FileExistsError: the folder exists and is not a demo's.
    """
    if folder.exists():
        if not (folder / MARK).exists() and any(folder.iterdir()):
            raise FileExistsError(f"{folder} exists and is not a demo: choose another --folder")
        shutil.rmtree(folder)
    copied = course.copy_to(folder)
    (folder / MARK).write_text("`autograder demo` may remove this folder.\n")
    return copied
