"""Grades a notebook: from the bytes that were handed in to the points of its cells.

It is read, restored to what was released, run sealed, judged, and cut to size. Both doors lead
here: nbgrader's commands (plugins/) and `autograder grade` (class_grader/). No gradebook is
involved, so it works on any machine.
"""

import functools
import time
from dataclasses import replace

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import writes
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from autograder_check.cell_model import grade_id, is_test
from autograder_check.messages import ENGLISH, _, again, counted, joined, language, speaking
from autograder_check.reading import Unreadable, submitted_notebook

from ..course import Course, load_course
from ..notebooks.output import new_output
from ..notebooks.released import ReleasedNotebook
from ..notebooks.strays import sanitize
from ..notebooks.unreadable import unreadable_notebook
from ..sandbox import Run
from .bytecode import with_bytecode
from .job import Graded, GradedNotebook, Job, OutputLimits
from .sandboxes import warm_sandbox
from .submissions import TIMESTAMP

ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".alz", ".egg")
MOST_NAMED = 3  # files in a message


def grade_submission(job: Job) -> Graded:
    """Grade every notebook of a submission.

    Raises:
        SandboxUnavailable: this machine cannot seal a process.
        MissingQuestion: a test cell asks a question that the course does not have.
    """
    started = time.perf_counter()
    notebooks = tuple(grade_notebook(job, released) for released in job.assignment.notebooks)
    troubles = [*job.submission.remarks, *(t for one in notebooks for t in one.troubles)]
    return Graded(
        notebooks=notebooks,
        troubles=tuple(dict.fromkeys(troubles)),
        seconds=time.perf_counter() - started,
        run_seconds=sum(one.run_seconds for one in notebooks),
    )


def grade_notebook(job: Job, released: ReleasedNotebook) -> GradedNotebook:
    """Grade the submission's notebook of this name.

    Raises:
        SandboxUnavailable: this machine cannot seal a process.
        MissingQuestion: a test cell asks a question that the course does not have.
    """
    with speaking(job.assignment.language):
        graded = _grade_notebook(job, released)
    with speaking(job.assignment.instructors):
        return replace(graded, troubles=tuple(map(again, graded.troubles)))


def _grade_notebook(job: Job, released: ReleasedNotebook) -> GradedNotebook:
    name, troubles = released.name, list[str]()
    most = {cell.grade_id: cell.points or 0.0 for cell in released.cells if cell.is_test}
    notebook = _handed_in(job, name, troubles)
    if notebook is None:
        troubles.append(_("{name}.ipynb was not submitted: 0 points.", name=name))
        nothing = dict.fromkeys(most, 0.0)
        return GradedNotebook(name, None, nothing, {}, most, tuple(troubles))
    course, seconds = load_course(job.assignment.course), 0.0
    if _is_unreadable(notebook):
        released.sanitize(notebook)
    else:
        troubles += sanitize(released, notebook)
        run = _run(job, course, name, notebook)
        notebook, seconds = run.notebook, run.seconds
        troubles += [
            _("Cell {place} of {name}.ipynb: {why}", place=index + 1, name=name, why=trouble)
            for index, trouble in sorted(run.troubles.items())
        ]
    from ..judging.cells import judge_notebook  # late, as in `_expect`

    judge_notebook(course, notebook, job.recorded)
    troubles += _missing_tests(name, notebook)
    _limit_output(notebook, job.assignment.output_limits)
    scores = {grade_id(cell): _score(cell, troubles) for cell in notebook.cells if is_grade(cell)}
    if language() != ENGLISH:  # for the page of feedback
        known = notebook.metadata.get("autograder", {})
        notebook.metadata["autograder"] = {**known, "language": language()}
    answered = [cell for cell in notebook.cells if is_solution(cell) or is_task(cell)]
    comments = {grade_id(cell): _comment(cell) for cell in answered}
    text = writes(notebook).rstrip("\n") + "\n"
    return GradedNotebook(name, text, scores, comments, most, tuple(troubles), seconds)


# ---------------------------------------------------------------------- what was handed in


def _handed_in(job: Job, name: str, troubles: list[str]) -> NotebookNode | None:
    """The submitted cells; if they cannot be read, a notebook that says why."""
    found = job.submission.notebooks.get(name)
    if isinstance(found, bytes):
        try:
            return submitted_notebook(found)
        except Unreadable as problem:
            found = str(problem)
    reason = found or _why_missing(job, name)
    if reason is None:
        return None
    troubles.append(_("{name}.ipynb cannot be graded: {why}", name=name, why=reason))
    return unreadable_notebook(reason)


def _why_missing(job: Job, name: str) -> str | None:
    """The reason, if there is more to say than that the notebook is missing."""
    known = {released.name for released in job.assignment.notebooks}
    others = sorted(set(job.submission.notebooks) - known)
    if others:
        listed = ", ".join(f"{other}.ipynb" for other in others[:5])
        return _(
            "The submission has no {name}.ipynb, but it has {others}. If that is the notebook, "
            "rename it to {name}.ipynb and submit it again.",
            name=name,
            others=listed,
        )
    packed = sorted(file for file in job.submission.files if file.lower().endswith(ARCHIVES))
    if packed and not job.submission.notebooks:
        return _(
            "The submission has no notebook, but {archive}, which is not unpacked. Unpack it, and "
            "submit {name}.ipynb itself.",
            archive=packed[0],
            name=name,
        )
    if not job.submission.notebooks:
        found = [file for file in job.submission.files if _is_their_own(job, file)]
        if not found:
            return _("The submission has no notebook. Submit {name}.ipynb.", name=name)
        return _(
            "The submission has no notebook, but {files}. Submit {name}.ipynb.",
            files=", ".join(sorted(found)[:MOST_NAMED]),
            name=name,
        )
    return None


def _is_their_own(job: Job, file: str) -> bool:
    """Whether a file beside the notebooks was not handed out."""
    return "/" not in file and file != TIMESTAMP and file not in job.assignment.files


def _is_unreadable(notebook: NotebookNode) -> bool:
    return "unreadable" in notebook.metadata.get("autograder", {})


# ---------------------------------------------------------------------------- run and judge


def _run(job: Job, course: Course, name: str, notebook: NotebookNode) -> Run:
    """Run the cells in this thread's sandbox, and note the seed in the notebook's metadata."""
    assignment, seed = job.assignment, job.seeds[name]
    notebook.metadata["autograder"] = {"seed": seed}
    asked = [grade_id(cell) for cell in notebook.cells if is_test(cell)]
    sandbox = warm_sandbox(assignment.unsafe)
    sandbox.admit(course.admitted)
    files = with_bytecode(job.files(), course.reference)
    meanwhile = functools.partial(_expect, course, asked, seed)
    return sandbox.run(notebook, files, seed, assignment.limits, meanwhile)


def _expect(course: Course, asked: list[str], seed: str) -> None:
    """Let the judge work out the right answers while the cells run."""
    # Imported late: NumPy and the judge take 0.12 s, which they can do while the cells run.
    from ..judging.cells import expect_answers

    expect_answers(course, asked, seed)


def _missing_tests(name: str, notebook: NotebookNode) -> list[str]:
    """Which test cells had to be put back, in a sentence."""
    if _is_unreadable(notebook):
        return []  # that has been reported already
    tests = [cell for cell in notebook.cells if is_test(cell)]
    missing = [cell for cell in tests if cell.metadata.get("autograder", {}).get("missing")]
    if not missing:
        return []
    if len(missing) == len(tests) > 1:
        return [
            _(
                "{name}.ipynb has none of the test cells: 0 points. It is another notebook, or a "
                "program has removed the metadata of its cells.",
                name=name,
            )
        ]
    names = ", ".join(map(grade_id, missing))
    return [
        counted(
            "The test cell {names} was missing; it was put back: 0 points.",
            "The test cells {names} were missing; they were put back: 0 points.",
            len(missing),
            names=names,
        )
    ]


# -------------------------------------------------------------------------- limit and score


def _limit_output(notebook: NotebookNode, most: OutputLimits) -> None:
    """Cut what the cells displayed, as nbgrader's LimitOutput does, in place."""
    cut = LimitOutput(max_lines=most.max_lines, max_traceback=most.max_traceback)
    cut.preprocess(notebook, {})


def _score(cell: NotebookNode, troubles: list[str]) -> float | None:
    """The points as nbgrader reads them; if it cannot read them, the cell shows why."""
    try:
        return determine_grade(cell)[0]
    except (ValueError, KeyError) as error:
        name = grade_id(cell)
        reason = _("The test cell {name} displayed something other than points.", name=name)
        troubles.append(joined([reason, f"({error})"], " "))
        shown = new_output("error", ename="NotGraded", evalue=reason, traceback=[reason])
        cell.outputs = [shown, *cell.outputs]
        return 0.0


def _comment(cell: NotebookNode) -> str | None:
    """nbgrader's automatic comment on a cell with an answer."""
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return _("No response.") if untouched and not is_task(cell) else None
