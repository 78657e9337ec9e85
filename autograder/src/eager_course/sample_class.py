"""A sample class of twelve students: right, partly right, blank, broken, and mistaken.

Each sample says which points it is meant to earn, cell by cell, so that a test can
compare. What a mistake costs is read from the catalogue of mistakes.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.outside.course import CourseFolder
from autograder.outside.notebooks.fill import fill, solutions
from autograder_check.cell_model import grade_id

from .course import COURSE


@dataclass(frozen=True)
class Handout:
    """One assignment as the samples need it: its release, its solutions and its points."""

    assignment: str
    release: NotebookNode
    solutions: dict[str, str]
    points: dict[str, float]

    @classmethod
    def of(cls, course: CourseFolder, assignment: str) -> "Handout":
        """Read from the course; the release must have been generated."""
        source = course.notebook("source", assignment)
        points = {
            grade_id(cell): float(cell.metadata.nbgrader.points)
            for cell in source.cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
        }
        release = course.notebook("release", assignment)
        return cls(assignment, release, solutions(source), points)

    def filled(self, answers: dict[str, str]) -> NotebookNode:
        """A copy of the release with these solutions."""
        return fill(copy.deepcopy(self.release), answers)


@dataclass(frozen=True)
class Sample:
    """A submitted file and the points that each grade cell is meant to earn."""

    text: str
    points: dict[str, float]


Recipe = Callable[[Handout], Sample | None]


def right(stage: Handout) -> Sample:
    """Everything solved."""
    return Sample(nbformat.writes(stage.filled(stage.solutions)), stage.points)


def noisy(stage: Handout) -> Sample:
    """Everything solved, with prints, warnings and cells of the student's own in between."""
    notebook = stage.filled(stage.solutions)
    chatter = "import warnings\nprint('so far so good')\nwarnings.warn('about nothing')"
    for place in range(len(notebook.cells), 0, -3):
        notebook.cells.insert(place, new_code_cell(chatter))
    for cell in notebook.cells:
        if grade_id(cell) in stage.solutions and cell.cell_type == "code":
            cell.source += f"\n\n{chatter}"
    return Sample(nbformat.writes(notebook), stage.points)


def blank(stage: Handout) -> Sample:
    """The release as it was handed out."""
    return Sample(nbformat.writes(stage.release), dict.fromkeys(stage.points, 0.0))


def first_half(stage: Handout) -> Sample:
    """The first half of the exercises."""
    solved = list(stage.points)[: len(stage.points) // 2]
    answers = {
        name: text
        for name, text in stage.solutions.items()
        if any(name.startswith(f"{question}-solution") for question in solved)
    }
    points = {name: most if name in solved else 0.0 for name, most in stage.points.items()}
    return Sample(nbformat.writes(stage.filled(answers)), points)


def mistaken(*chosen: str) -> Recipe:
    """Everything solved, with these mistakes, each as "question: name"."""

    def recipe(stage: Handout) -> Sample:
        answers, points = stage.solutions, dict(stage.points)
        for question, _, name in (choice.partition(": ") for choice in chosen):
            if question not in stage.points:
                continue
            mistake = next(m for m in COURSE.mistakes_of(question) if m.name == name)
            answers = mistake.put_into(answers)
            points[question] = _points_left(stage.points[question], question, mistake.fails)
        return Sample(nbformat.writes(stage.filled(answers)), points)

    return recipe


def misspelled(stage: Handout) -> Sample:
    """Everything solved but the last exercise, which is not even Python."""
    last = list(stage.points)[-1]
    answers = {**stage.solutions, f"{last}-solution": "def (this is not Python:\n"}
    return Sample(nbformat.writes(stage.filled(answers)), {**stage.points, last: 0.0})


def tampered(stage: Handout) -> Sample:
    """Everything solved, but one test cell deleted, one copied, one tagged, points raised."""
    notebook = stage.filled(stage.solutions)
    tests = [cell for cell in notebook.cells if grade_id(cell) in stage.points]
    notebook.cells.remove(tests[0])
    notebook.cells.append(copy.deepcopy(tests[1]))
    notebook.cells[-1].id = "a-copy"
    tests[2].metadata["tags"] = ["skip-execution"]
    tests[3].metadata["nbgrader"]["points"] = 100
    return Sample(nbformat.writes(notebook), {**stage.points, grade_id(tests[0]): 0.0})


def stops_python(stage: Handout) -> Sample:
    """Everything solved, but the last exercise ends the Python process."""
    last = list(stage.points)[-1]
    answers = {**stage.solutions, f"{last}-solution": "import os\nos._exit(1)"}
    return Sample(nbformat.writes(stage.filled(answers)), {**stage.points, last: 0.0})


def cut_off(stage: Handout) -> Sample:
    """A file that was not saved to its end."""
    whole = right(stage).text
    return Sample(whole[: len(whole) // 2], dict.fromkeys(stage.points, 0.0))


def from_the_future(stage: Handout) -> Sample:
    """A notebook of an unknown format."""
    content = json.loads(right(stage).text) | {"nbformat": 99}
    return Sample(json.dumps(content), dict.fromkeys(stage.points, 0.0))


def empty(stage: Handout) -> Sample:
    """A file with nothing in it."""
    return Sample("", dict.fromkeys(stage.points, 0.0))


def absent(stage: Handout) -> None:
    """Nothing was submitted."""


# Student -> what they submit for every assignment, or for each in the course's order.
CLASS: dict[str, Recipe | tuple[Recipe, ...]] = {
    "student01": right,
    "student02": noisy,
    "student03": blank,
    "student04": first_half,
    "student05": mistaken(
        "variables-scatter: duplicates-once",
        "loss-mse: sum-for-mean",
        "tape-reductions: mean-not-divided",
        "training-minibatches: last-batch-dropped",
        "embeddings-dense: last-slice-wins",
        "network-cross-entropy: sum-for-mean",
    ),
    "student06": mistaken(
        "variables-scatter: negative-indices-wrap",
        "loss-finite-difference: one-sided",
        "tape-persistent: adds-to-the-last-call",
        "training-momentum: no-memory",
        "training-adam: no-bias-correction",
        "embeddings-lookup: negative-ids-wrap",
        "embeddings-step: idle-rows-roll-on",
        "network-fit: best-not-brought-back",
        "network-checkpoint: assigned-while-checking",
    ),
    "student07": mistaken(
        "variables-scatter: half-written",
        "loss-picture: colors-swapped",
        "loss-hand-gradient: without-2",
        "tape-vjps: divide-by-y-once",
        "training-picture: true-values-solid",
        "embeddings-vjp: through-numpy",
        "embeddings-train: mean-of-the-means",
        "network-penalty: biases-pay-too",
        "network-evaluate: rows-and-columns-swapped",
    ),
    "student08": misspelled,
    "student09": (tampered, right, tampered, right, right, tampered),
    "student10": (cut_off, right, right, cut_off, first_half, right),
    "student11": (right, empty, from_the_future, stops_python, right, empty),
    "student12": (right, first_half, absent, absent, absent, absent),
}


def build_sample_class(course: CourseFolder) -> dict[tuple[str, str], dict[str, float]]:
    """Write everybody's submissions below `submitted/`; return the points they should earn.

    The keys are (student, assignment), the values points by `grade_id`.
    """
    intended: dict[tuple[str, str], dict[str, float]] = {}
    for place, assignment in enumerate(course.assignments):
        stage = Handout.of(course, assignment)
        for student, recipes in sorted(CLASS.items()):
            recipe = recipes[place] if isinstance(recipes, tuple) else recipes
            sample = recipe(stage)
            if sample is not None:
                _write(course.notebook_path("submitted", assignment, student), sample.text)
                intended[student, assignment] = sample.points
    return intended


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _points_left(most: float, question_id: str, fails: tuple[str, ...]) -> float:
    parts = COURSE.find_question(question_id).parts
    kept = sum(part.weight for part in parts if part.name not in fails)
    return most * kept / sum(part.weight for part in parts)
