"""The solved source notebook answers the questions that no package answers.

It is run sealed, once for all of a class's seeds that it has not answered for yet, and once more
for each of these questions' mistakes, appended to the solution. Its answers are kept in the
course's folder, by seed and by a hash of everything that they depend on.
"""

import copy
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder_check.cell_model import grade_id

from ..course import Course
from ..course.mistake import RIGHT
from ..course.seeds import FOLDER
from ..notebooks.fill import fill, solutions
from ..sandbox import Limits, Sandbox
from .submissions import NOTEBOOK

if TYPE_CHECKING:  # see `Solved._run`
    from ..judging.answers import Known

ANSWERS = "answers"
SEEDS_A_RUN = 25  # a class of hundreds would display more than one run may
MIB = 1024 * 1024
LIMITS = Limits(
    cell_seconds=300.0,
    notebook_seconds=600.0,
    cpu_seconds=600,
    answers_bytes=256 * MIB,
    notebook_output_bytes=1024 * MIB,
)


class NotSolved(OSError):
    """A source notebook does not answer its questions; the message says which, and why."""


def source_notebooks(folder: Path) -> dict[str, NotebookNode]:
    """Name -> the instructor's notebooks of an assignment."""
    paths = sorted(folder.glob(f"*{NOTEBOOK}"))
    return {path.stem: nbformat.read(path, as_version=4) for path in paths}


def own_questions(course: Course, notebook: NotebookNode) -> list[str]:
    """The questions of a notebook that no package answers."""
    return [name for name in map(grade_id, notebook.cells) if course.is_answered_by_notebook(name)]


def solved_digest(course: Course, notebooks: Mapping[str, NotebookNode]) -> str:
    """A hash of what answers the questions that no package answers; "" if there are none."""
    asked = {name: own_questions(course, notebook) for name, notebook in notebooks.items()}
    if not any(asked.values()):
        return ""
    found = hashlib.sha256(repr(course.source).encode())
    for name, notebook in notebooks.items():
        cells = [(cell.cell_type, grade_id(cell), cell.source) for cell in notebook.cells]
        found.update(repr((name, cells)).encode())
    return found.hexdigest()


class Solved:
    """The solved notebooks of one assignment, and what they have answered.

    Args:
        root: the folder in which answers are kept: the course's.
        course: the course.
        assignment: its name.
        folder: the folder with the instructor's notebooks.
        files: relative path -> content of the files beside them.
    """

    def __init__(
        self,
        root: Path,
        course: Course,
        assignment: str,
        folder: Path,
        files: Mapping[str, bytes],
    ) -> None:
        self._course = course
        self._files = files
        self._notebooks = source_notebooks(folder) if course.own else {}
        digest = solved_digest(course, self._notebooks)[:32]
        self._kept = root / FOLDER / ANSWERS / assignment / digest

    def recorded(self, seeds: Iterable[str]) -> dict[str, "Known"]:
        """Question -> what was recorded for these seeds, each of which is one notebook's."""
        found: dict[str, Known] = {}
        if any(own_questions(self._course, notebook) for notebook in self._notebooks.values()):
            for seed in seeds:
                found.update(json.loads(self.path(seed).read_text(encoding="utf-8")))
        return found

    def record(self, seeds: Sequence[str], sandbox: Sandbox) -> None:
        """Run the notebooks for the seeds that they have not answered for yet.

        Raises:
            NotSolved: a cell gives no answers.
            OSError: the answers cannot be kept.
        """
        missing = [seed for seed in dict.fromkeys(seeds) if not self.path(seed).is_file()]
        sandbox.admit(self._course.admitted)
        for start in range(0, len(missing), SEEDS_A_RUN):
            some = missing[start : start + SEEDS_A_RUN]
            answers: dict[str, dict[str, dict[str, Any]]] = {seed: {} for seed in some}
            for notebook in self._notebooks.values():
                for question in own_questions(self._course, notebook):
                    for name, variant in self._variants(notebook, question):
                        given = self._run(variant, question, some, sandbox)
                        for seed, one in zip(some, given, strict=True):
                            answers[seed].setdefault(question, {})[name] = one
            for seed, found in answers.items():
                self._keep(seed, found)

    def _variants(
        self, notebook: NotebookNode, question: str
    ) -> Iterable[tuple[str, NotebookNode]]:
        yield RIGHT, notebook
        solved = solutions(notebook)
        for mistake in self._course.mistakes_of(question):
            variant = fill(copy.deepcopy(notebook), mistake.put_into(solved))
            yield mistake.name, variant

    def _run(
        self, notebook: NotebookNode, question: str, seeds: Sequence[str], sandbox: Sandbox
    ) -> list[list[Any]]:
        """The answers to one question, for each seed."""
        # Imported late: the judge, with NumPy, takes 0.1 s, and most classes record nothing.
        from ..judging.cells import answers_in, why_no_answers
        from ..judging.compare import MalformedAnswer
        from ..judging.judge import NoAnswers, checked_answers

        run = sandbox.run(notebook, self._files, ",".join(seeds), LIMITS).notebook
        cell = next(cell for cell in run.cells if grade_id(cell) == question)
        given = answers_in(cell)
        if len(given) != len(seeds):
            why = cell.metadata.get("autograder", {}).get("trouble") or why_no_answers(cell)
            raise NotSolved(f"the source notebook does not answer {question}: {why}")
        try:
            asked = self._course.find_question(question)
            return [checked_answers(asked, one, one["seed"]) for one in given]
        except (NoAnswers, MalformedAnswer, KeyError, TypeError) as problem:
            raise NotSolved(f"the source notebook does not answer {question}: {problem}") from None

    def path(self, seed: str) -> Path:
        """The file with the answers for one seed, once they are recorded."""
        return self._kept / f"{seed}.json"

    def _keep(self, seed: str, found: Mapping[str, Any]) -> None:
        path = self.path(seed)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(found), encoding="utf-8")
        draft.replace(path)
