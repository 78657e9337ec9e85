"""Refuses to release a notebook whose test cells ask what the course cannot answer."""

import ast
import glob
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder_check.cell_model import grade_id, is_test

from ..course import Course
from ..course.folder import course_in
from ..grading.solved import source_notebooks


class WrongQuestion(ValueError):
    """A test cell and the course's questions do not match; the message says where and how."""


class CheckQuestions(NbGraderPreprocessor):
    """Checks, before a release, that every `ask` has its question and every question its cell."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Leave the notebook as it is.

        Raises:
            WrongQuestion: a cell asks a question that does not exist, or belongs to another cell,
                or needs other names; or no cell asks a question of this stage or one that the
                course's folder adds.
        """
        coursedir = self.parent.parent.coursedir
        course = course_in(self.config, Path(coursedir.root))
        tests = [cell for cell in nb.cells if is_test(cell)]
        for cell in tests:
            for question_id, names in asked(cell):
                try:
                    question = course.find_question(question_id)
                except KeyError as error:
                    raise WrongQuestion(
                        f"the test cell {grade_id(cell)}: {error.args[0]}"
                    ) from None
                if question_id != grade_id(cell):
                    raise WrongQuestion(
                        f"the test cell {grade_id(cell)} asks {question_id}: a cell must ask the "
                        "question with its own name"
                    )
                if names != set(question.needs):
                    raise WrongQuestion(
                        f"the test cell {question_id} passes {', '.join(sorted(names))}, but its "
                        f"question needs {', '.join(question.needs)}"
                    )
        stage = course.stage_of(resources["nbgrader"]["assignment"])
        there = {grade_id(cell) for cell in tests}
        for question_id in stage.known_questions if stage else ():
            if question_id not in there and question_id not in _dropped(course):
                raise WrongQuestion(f"no test cell asks the question {question_id}")
        own = [name for name in course.own if course.is_answered_by_notebook(name)]
        if unasked := sorted({*own} - there - _in_all_sources(coursedir)):
            raise WrongQuestion(
                f"no test cell in {coursedir.source_directory}/ asks the question {unasked[0]}, "
                "which the course's folder adds: make a cell with that name, or remove the question"
            )
        return nb, resources


def _in_all_sources(coursedir: Any) -> set[str]:
    """The `grade_id` of every test cell of the course."""
    pattern = coursedir.format_path(coursedir.source_directory, ".", "\0")
    folders = glob.glob(glob.escape(pattern).replace("\0", "*"))
    notebooks = (source_notebooks(Path(folder)) for folder in folders)
    cells = (cell for found in notebooks for one in found.values() for cell in one.cells)
    return {grade_id(cell) for cell in cells if is_test(cell)}


def _dropped(course: Course) -> set[str]:
    """Questions of the package that the course's folder drops, by leaving them no parts."""
    return {name for name, question in course.own.items() if not question.parts}


def asked(cell: NotebookNode) -> Iterator[tuple[str, set[str]]]:
    """The questions that a cell asks, with the names that it passes."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return  # IPython's own syntax, or an error that the cell's author will see
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name("ask"), [ast.Constant(question_id), *_], words):
                yield str(question_id), {word.arg or "" for word in words}
