"""The audit of questions that a solved source notebook answers."""

import copy
from collections.abc import Iterator, Sequence

from nbformat.notebooknode import NotebookNode

from ..course import CourseFolder
from ..grading.solved import own_questions, source_notebooks
from ..judging.recognize import alike
from ..notebooks.fill import fill, solutions
from .mistakes import Answered, question_rows, try_mistakes
from .report import Outcome, RightRow
from .trial import ask_notebook


def own_assignments(folder: CourseFolder) -> list[str]:
    """The assignments with questions that their solved notebooks answer."""
    if not folder.course.own:
        return []
    return [
        name
        for name in folder.assignments
        if any(own_questions(folder.course, one) for one in _notebooks(folder, name))
    ]


def audit_own(folder: CourseFolder, assignment: str, seeds: int) -> Iterator[Outcome]:
    """The rows for these questions of an assignment: mistakes, broken rules, the solution.

    The source notebooks and the mistakes are trusted: they run in this process.
    """
    for notebook in _notebooks(folder, assignment):
        asked = own_questions(folder.course, notebook)
        if asked:
            yield from _audit_notebook(folder, assignment, notebook, asked, range(seeds))


def _notebooks(folder: CourseFolder, assignment: str) -> list[NotebookNode]:
    return list(source_notebooks(folder.root / "source" / assignment).values())


def _audit_notebook(
    folder: CourseFolder,
    assignment: str,
    notebook: NotebookNode,
    asked: Sequence[str],
    seeds: Sequence[int],
) -> Iterator[Outcome]:
    course, beside = folder.course, folder.root / "source" / assignment
    solved = solutions(notebook)
    right, again = (ask_notebook(course, notebook, beside, seeds) for _ in range(2))
    problems: list[str] = []
    for question_id in asked:
        question = course.find_question(question_id)
        if question_id not in right:
            problems.append(f"{question_id} was not asked")
            continue
        pairs = zip(right[question_id], again[question_id], strict=True)
        if not all(alike(question, one["answers"], other["answers"]) for one, other in pairs):
            problems.append(f"{question_id}: the solution answers differently when it runs again")
        mistakes = course.mistakes_of(question_id)
        given = [
            ask_notebook(
                course,
                fill(copy.deepcopy(notebook), mistake.put_into(solved)),
                beside,
                seeds,
                is_right=False,
            )[question_id]
            for mistake in mistakes
        ]
        answered = (
            Answered(wants["answers"], [mistaken["answers"] for mistaken in all_given])
            for wants, *all_given in zip(right[question_id], *given, strict=True)
        )
        rows = try_mistakes(course, question, mistakes, seeds, answered)
        yield from question_rows(question, rows)
    name = "the source notebook"
    yield RightRow(assignment, name, "The solution, against itself.", len(seeds), tuple(problems))
