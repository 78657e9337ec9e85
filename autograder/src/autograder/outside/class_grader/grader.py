"""Grades a class: what has changed since the last time, or everything with --force.

The order of writing makes it safe to be killed at any moment: a submission's entry in the
journal is removed; its grades are saved in one transaction; its folder in `autograded/` is
replaced in one step; then its entry is written. The next run goes on with the submissions
that have no entry.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..course import CourseFolder
from ..extensions import FILE as EXTENSIONS
from ..extensions import read_extensions
from ..grading.assignment import read_assignment
from ..grading.job import Assignment, Graded, Job
from ..grading.prepare import prepare, record_answers
from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import NOTEBOOK, find_submissions, parse_timestamp, why_not_a_student
from ..languages import read_languages
from ..sandbox import SandboxUnavailable
from .folder import disk_is_full, sizes, write_folder
from .gradebook import Gradebook, GradebookTrouble, Saved
from .journal import Entry, Journal, fingerprint
from .request import Listener, Outcome, Request, State
from .version import OtherVersion
from .workers import ClusterTrouble, Workers, reason, results

# Errors that every other job would run into as well.
FOR_ALL = (SandboxUnavailable, ClusterTrouble, OtherVersion)


@dataclass(frozen=True)
class Found:
    """A submission that was found: its assignment, its author, its folder."""

    assignment: Assignment
    student: str
    folder: Path
    saved: Saved | None
    due: str
    deadline: datetime | None = None  # their own


class ClassGrader:
    """Grades the submissions of one course. Hold the course's lock while you use it.

    Raises:
        GradebookTrouble: there is no gradebook, or it cannot be opened.
        BadExtensions: `extensions.csv` cannot be used.
    """

    def __init__(
        self, course: CourseFolder, settings: Settings, request: Request, listener: Listener
    ) -> None:
        self.course = course
        self.settings = settings
        self.request = request
        self.journal = Journal(course.root)
        self.extensions = read_extensions(course.root, settings.zone)
        self.languages = read_languages(course.root)
        self.gradebook = Gradebook(settings)
        self._listener = listener
        self._outcomes: list[Outcome] = []
        self._without_id: list[Outcome] = []
        self._under_way: dict[tuple[str, str], str] = {}  # fingerprints

    def close(self) -> None:
        """Close the gradebook."""
        self.gradebook.close()

    def find(self) -> list[Found]:
        """The submissions that were asked for, in order.

        Raises:
            GradebookTrouble: an assignment was never generated.
            FileNotFoundError: students were named and none of them handed anything in.
            BadExtensions: a deadline in `extensions.csv` cannot be right.
        """
        names = self.request.assignments or self.gradebook.assignments()
        self._check_extensions(names)
        found = [one for name in dict.fromkeys(names) for one in self._find(name)]
        if self.request.students and not found:
            raise FileNotFoundError(
                f"no submission of {', '.join(names)} by {', '.join(self.request.students)}"
            )
        return found

    def _check_extensions(self, names: Sequence[str]) -> None:
        listed = self.extensions.deadlines
        if not listed:
            return
        assignments = self.gradebook.assignments()
        known = set(self.gradebook.students())
        for name in {assignment for assignment, _ in listed} - set(assignments):
            self._listener.note(f"{EXTENSIONS}: the gradebook has no assignment {name}.")
        for name in names:
            self.extensions.check(name, self.gradebook.due(name) if name in assignments else None)
            there = find_submissions(self.settings.coursedir, name)
            for student in sorted(
                s for a, s in listed if a == name and s not in known | set(there)
            ):
                self._listener.note(f"{EXTENSIONS}: there is no student {student}.")

    def _find(self, name: str) -> Iterator[Found]:
        released = self.gradebook.released(name)
        folders = find_submissions(self.settings.coursedir, name, self.request.students)
        if not folders:
            return
        unsafe = self.request.unsafe or self.settings.unsafe
        assignments = {
            language: read_assignment(name, released, self.settings, unsafe, language)
            for language in {self._language(student) for student in folders}
        }
        saved, due = self.gradebook.saved(name), str(self.gradebook.due(name) or "")
        for student, folder in folders.items():
            if why := why_not_a_student(student):
                said = f"Its folder's name cannot be a student id: {why}."
                self._without_id.append(Outcome(name, student, State.FAILED, said))
                continue
            own = self.extensions.of(name, student)
            assignment = assignments[self._language(student)]
            yield Found(assignment, student, folder, saved.get(student), due, own)

    def _language(self, student: str) -> str:
        return self.languages.get(student, self.settings.language)

    def grade(self, found: Sequence[Found], workers: Workers) -> list[Outcome]:
        """Grade these submissions; return the outcomes, in the order in which they finish.

        Raises:
            SandboxUnavailable: a worker's machine cannot seal a process.
            OtherVersion: a worker that joined a cluster has another version of the grader.
            GradebookTrouble: the gradebook can no longer be written.
            OSError: the disk is full.
        """
        self._listener.start(len(found) + len(self._without_id))
        for outcome in self._without_id:
            self._note(outcome)
        for job, graded in results(self._jobs(found), workers):
            if isinstance(graded, FOR_ALL):
                raise graded
            self._note(self._save(job, graded))
        return self._outcomes

    def _note(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._listener.tell(outcome)

    def _jobs(self, found: Sequence[Found]) -> Iterator[Job]:
        """A job for each submission that has to be graded; the others are noted as unchanged."""
        self._record(found)
        for one in found:
            name, student = one.assignment.name, one.student
            try:
                job = prepare(self.settings, one.assignment, student, one.folder)
            except OSError as error:
                self._note(Outcome(name, student, State.FAILED, f"It cannot be read: {error}."))
                continue
            known = fingerprint(job, self._lateness(one))
            entry = None if self.request.force else self._entry(one, known)
            if entry is None:
                self._under_way[job.key] = known
                yield job
            else:
                self.gradebook.renew_penalty(name, student)
                why = f"It has not changed since it was graded at {entry.graded_at}."
                points = (entry.points, entry.max_points, entry.troubles)
                self._note(Outcome(name, student, State.UNCHANGED, why, *points))

    def _record(self, found: Sequence[Found]) -> None:
        """Let the solved notebooks answer for the whole class at once."""
        for assignment in {id(one.assignment): one.assignment for one in found}.values():
            here = {one.student: one.folder for one in found if one.assignment is assignment}
            record_answers(self.settings, assignment, here)

    def _lateness(self, found: Found) -> list[str]:
        """What a late penalty depends on besides the time of the submission."""
        extension = found.saved.extension if found.saved else ""
        due = [found.due, str(found.deadline) if found.deadline else extension]
        late = self.settings.late_penalties
        if late is None:
            return due
        traits = late.plugin_inst.trait_values(config=True)
        plugin = [type(late.plugin_inst).__name__, *(f"{k}={traits[k]!r}" for k in sorted(traits))]
        return [*due, *plugin]

    def _entry(self, found: Found, known: str) -> Entry | None:
        """The journal's entry, if it is still true of this submission."""
        key = found.assignment.name, found.student
        entry, saved = self.journal.read(*key), found.saved
        if entry is None or entry.fingerprint != known:
            return None
        if saved is None or saved.id != entry.submission_id or saved.scores != entry.scores:
            return None
        folder = assignment_folder(self.settings, "autograded", *key)
        return entry if sizes(folder, entry.sizes) == entry.sizes else None

    def _save(self, job: Job, graded: Graded | Exception) -> Outcome:
        """Save the grades of a submission, or say why it has none."""
        name, student = job.key
        try:
            if isinstance(graded, Exception):
                raise graded
            troubles = self._write(job, graded)
        except GradebookTrouble:
            raise
        except Exception as error:
            _stop_when_full(error, job)
            why = reason(error) if error is graded else f"It cannot be saved: {reason(error)}"
            return Outcome(name, student, State.FAILED, why)
        return Outcome(
            name,
            student,
            State.GRADED,
            "It has just been graded.",
            graded.points,
            graded.max_points,
            troubles,
            graded.seconds,
        )

    def _write(self, job: Job, graded: Graded) -> tuple[str, ...]:
        """Save everywhere, in the order that survives a crash; return what to tell instructors."""
        name, student = job.key
        timestamp, troubles = parse_timestamp(job.submission.timestamp, self.settings.zone)
        self.journal.forget(name, student)
        own = self.extensions.of(name, student)
        notebooks = {
            f"{one.name}{NOTEBOOK}": one.text.encode()
            for one in graded.notebooks
            if one.text is not None
        }
        folder = assignment_folder(self.settings, "autograded", name, student)
        unchanged = {
            file.removesuffix(NOTEBOOK)
            for file, content in notebooks.items()
            if _answers(content) == _answers_in(folder / file)
        }
        saved = self.gradebook.save(name, student, timestamp, graded, own, unchanged)
        write_folder(
            folder,
            {**job.files(), **notebooks},
            self.settings.file_mode,
            self.settings.coursedir.groupshared,
        )
        entry = Entry(
            fingerprint=self._under_way.pop(job.key),
            submission_id=saved.id,
            scores=saved.scores,
            sizes={name: len(content) for name, content in notebooks.items()},
            points=graded.points,
            max_points=graded.max_points,
            troubles=(*graded.troubles, *troubles),
            graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self.journal.write(name, student, entry)
        return entry.troubles


def _answers(notebook: bytes) -> list[tuple[str, str]]:
    """Type and source of every cell of an autograded notebook that a student may have written."""
    cells = json.loads(notebook)["cells"]
    own = [one for one in cells if not one["metadata"].get("nbgrader", {}).get("locked")]
    return [(one["cell_type"], "".join(one["source"])) for one in own]


def _answers_in(path: Path) -> list[tuple[str, str]] | None:
    """The same of a file; None if there is none, or it is no autograded notebook."""
    try:
        return _answers(path.read_bytes())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _stop_when_full(error: Exception, job: Job) -> None:
    """Raise an error that ends the run if no later submission would fare better."""
    if isinstance(error, OSError) and disk_is_full(error):
        name, student = job.key
        raise OSError(
            error.errno,
            f"cannot go on with {student}, {name}: {error.strerror}. What was graded before is "
            "saved; make room and run the same command again",
        ) from error
