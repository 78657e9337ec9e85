"""nbgrader's door to grading: the exporter with which `nbgrader autograde` reads submissions.

nbgrader reads each submitted notebook with an exporter, lets preprocessors change it, and writes
the result into `autograded/`; then it reads that and saves the grades. This exporter grades the
notebook while it reads it, so the preprocessors of the first pass have nothing left to do.

Before it reads a notebook, nbgrader copies whatever is beside it, and follows links: one to the
gradebook would give it away, and one to a device would never end. Its hook for such a case
(`pre_convert_hook`) is no guard, since exceptions in it are swallowed. So the exporter shows
nbgrader a stand-in for the submission, and copies the files itself. Whatever goes wrong here fails
only that submission, with a reason; nothing in `submitted/` is ever changed.
"""

import fnmatch
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde

from ..course.seeds import FOLDER
from ..extensions import extension, read_extensions
from ..grading.assignment import read_assignment
from ..grading.grade import grade_notebook
from ..grading.job import GradedNotebook, Job
from ..grading.prepare import prepare, read, record_answers
from ..grading.settings import Autograder, assignment_folder, settings_of
from ..grading.submissions import (
    NOTEBOOK,
    TIMESTAMP,
    find_submissions,
    parse_timestamp,
    read_timestamp,
)
from ..languages import read_languages
from ..moments import zone_of
from ..notebooks.released import released_notebooks


class SubmissionExporter(NotebookExporter):
    """Reads a submission's notebook as a graded one: sanitized, run, judged, cut to size.

    In nbgrader's second pass it reads the autograded notebook as NotebookExporter does.
    """

    def __init__(self, config: Any = None, **kw: Any) -> None:
        super().__init__(config=config, **kw)
        if isinstance(self.parent, Autograde):
            _show_it_stand_ins(self.parent)

    def from_filename(
        self, filename: str, resources: dict | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict]:
        """Grade the notebook in this file; the files beside it go into `resources`.

        Raises:
            SandboxUnavailable: this machine cannot seal a process, and `unsafe` is not set.
            MissingQuestion: a test cell asks a question that the course does not have.
        """
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **kw)
        assert resources is not None  # nbgrader always gives them
        known = resources["nbgrader"]
        job, graded = self._graded(known["assignment"], known["student"], known["notebook"])
        self._tell(job, graded)
        resources.setdefault("outputs", {}).update(job.files())
        notebook = nbformat.reads(graded.text, as_version=4)
        return self.from_notebook_node(notebook, resources=resources, **kw)

    def _graded(self, name: str, student: str, notebook: str) -> tuple[Job, GradedNotebook]:
        settings = settings_of(self.parent)
        source = assignment_folder(settings, "source", name)
        with Gradebook(settings.coursedir.db_url, settings.coursedir.course_id) as gradebook:
            released = released_notebooks(gradebook.find_assignment(name), source)
        language = read_languages(settings.root).get(student, settings.language)
        assignment = read_assignment(name, released, settings, settings.unsafe, language)
        folder = assignment_folder(settings, "submitted", name, student)
        record_answers(settings, assignment, {student: folder})
        job = prepare(settings, assignment, student, folder)
        for package in assignment.reserved:  # only what is put there now may be in it
            shutil.rmtree(
                assignment_folder(settings, "autograded", name, student) / package,
                ignore_errors=True,
            )
        return job, grade_notebook(job, next(one for one in released if one.name == notebook))

    def _tell(self, job: Job, graded: GradedNotebook) -> None:
        student = job.submission.student
        if job.assignment.unsafe:
            self.log.warning("%s's code ran unsealed, with your rights", student)
        for trouble in (*job.submission.remarks, *graded.troubles):
            self.log.warning("%s: %s", student, ascii(trouble)[1:-1])
        for cell, most in graded.most.items():
            self.log.info("%s: %g of %g", cell, graded.scores.get(cell) or 0.0, most)


def _show_it_stand_ins(autograde: Autograde) -> None:
    """Make nbgrader prepare a submission without looking at it."""
    init_assignment = autograde.init_assignment
    coursedir = autograde.coursedir
    zone = zone_of(Autograder(parent=autograde).timezone)
    # nbgrader passes over folders without a notebook at their top that ends in small letters.
    asked = coursedir.assignment_id, [coursedir.student_id]
    for student, folder in find_submissions(coursedir, *asked).items():
        passed_over = str(folder) not in autograde.assignments
        if passed_over and _names(autograde, coursedir.assignment_id, student):
            autograde.assignments[str(folder)] = []

    def init(assignment_id: str, student_id: str) -> None:
        names = _names(autograde, assignment_id, student_id)
        folder = coursedir.format_path(coursedir.submitted_directory, student_id, assignment_id)
        autograde.notebooks = [os.path.join(folder, f"{name}{NOTEBOOK}") for name in sorted(names)]
        with stand_in(coursedir, assignment_id, student_id, names):
            init_assignment(assignment_id, student_id)
        _extend(coursedir, zone, assignment_id, student_id)

    vars(autograde)["init_assignment"] = init
    vars(coursedir)["get_existing_timestamp"] = lambda folder: existing_timestamp(folder, zone)


def _extend(coursedir: Any, zone: tzinfo | None, assignment: str, student: str) -> None:
    """Save a student's extension in the gradebook, where AssignLatePenalties will find it."""
    extensions = read_extensions(Path(coursedir.root), zone)
    deadline = extensions.of(assignment, student)
    if deadline is None:
        return
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        due = submission.assignment.duedate
        extensions.check(assignment, due)
        submission.extension = extension(deadline, due)
        gradebook.db.commit()


def _names(autograde: Autograde, assignment: str, student: str) -> list[str]:
    """The names of a submission's notebooks, as they are going to be graded."""
    settings, coursedir = settings_of(autograde), autograde.coursedir
    folder = assignment_folder(settings, "submitted", assignment, student)
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        try:
            known = gradebook.find_assignment(assignment)
        except MissingEntry:  # nbgrader will say so
            return []
        released = released_notebooks(known, assignment_folder(settings, "source", assignment))
    try:
        found = read(settings, released, student, folder).notebooks
    except OSError:  # grading it will say why
        return [path.name.removesuffix(NOTEBOOK) for path in folder.glob(f"*{NOTEBOOK}")]
    wanted = coursedir.notebook_id  # of --notebook
    return [name for name in found if "/" not in name and fnmatch.fnmatchcase(name, wanted)]


@contextmanager
def stand_in(coursedir: Any, assignment: str, student: str, names: Sequence[str]) -> Iterator[None]:
    """In this context, nbgrader finds a stand-in: empty notebooks of these names, and the time."""
    submitted, root = coursedir.submitted_directory, Path(coursedir.root)
    folder = Path(coursedir.format_path(submitted, student, assignment))
    (root / FOLDER).mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="stand-in-", dir=root / FOLDER) as name:
        step = os.path.relpath(name, root)
        shown = Path(coursedir.format_path(step, student, assignment))
        shown.mkdir(parents=True)
        for notebook in names:
            (shown / f"{notebook}{NOTEBOOK}").touch()
        time = read_timestamp(folder)
        if time is not None:
            (shown / TIMESTAMP).write_text(time, encoding="utf-8")
        coursedir.submitted_directory = step
        try:
            yield
        finally:
            coursedir.submitted_directory = submitted


def existing_timestamp(folder: str, zone: tzinfo | None = None) -> datetime | None:
    """When a submission was handed in; None if its `timestamp.txt` does not say.

    `zone` is the course's, for times that do not name one.
    """
    time, _ = parse_timestamp(read_timestamp(Path(folder)), zone)
    return time
