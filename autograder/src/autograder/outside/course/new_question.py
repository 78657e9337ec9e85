"""Writes a first question for an instructor: the question, its cells, and two mistakes.

What is written works as it is: it can be released, audited and graded, and then changed into
the exercise that its author has in mind.
"""

import keyword
import re
from pathlib import Path
from textwrap import dedent

import nbformat
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder_check.cell_model import grade_id

from . import CourseFolder

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

QUESTION = """

{variable} = Question("{id}", needs=["{function}"])


@{variable}.part("whole numbers", 0.6, "`{function}` doubles a whole number")
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(10):
        yield case("{function}(x)", x=draw.integers())


@{variable}.part("fractions", 0.6, "`{function}` doubles a number with a fraction")
def _(draw: Draw) -> Iterator[Case]:
    for _ in range(10):
        yield case("{function}(x)", x=draw.integers() + 0.25)


@{variable}.part("lists", 0.8, "`{function}` doubles every number of a list")
def _(draw: Draw) -> Iterator[Case]:
    for length in range(1, 11):
        yield case("{function}(x)", x=draw.integers((length,)))
"""
QUESTIONS = '''"""Questions that this course adds. Its solved source notebooks answer them."""

from collections.abc import Iterator

from autograder.inside.draw import Draw
from autograder.inside.question import Case, Question, case
'''
MISTAKE = '''
MISTAKES += [
    Mistake(
        question="{id}",
        name="repeats-lists",
        misconception="Your `{function}` repeats a list instead of doubling its numbers.",
        hint="What does `2 * [1, 2]` give?",
        fails=("lists",),
        code="""
            def {function}(x):
                return 2 * x
        """,
    ),
    Mistake(
        question="{id}",
        name="squares",
        misconception="Your `{function}` squares instead of doubling.",
        hint="What is twice 3?",
        fails=("whole numbers", "fractions", "lists"),
        costly="No answer is right.",
        code="""
            def {function}(x):
                return [y * y for y in x] if isinstance(x, list) else x * x
        """,
    ),
]
'''
MISTAKES = '''"""Known wrong solutions; `autograder audit` tries them."""

from autograder.outside.course import Mistake

MISTAKES = []
'''
SOLUTION = '''
def {function}(x):
    """Twice the number x, or a list with twice each number in the list x.

    {function}([1, 2]) is [2, 4].
    """
    ### BEGIN SOLUTION
    return [2 * y for y in x] if isinstance(x, list) else 2 * x
    ### END SOLUTION
'''
TEST = """
# {id} (2 points)
### BEGIN HIDDEN TESTS
from autograder import ask
ask("{id}", {function}={function})
### END HIDDEN TESTS
got = {function}([1, 2])
assert got == [2, 4], f"{function}([1, 2]) should give [2, 4], not {{got}}"
"""


class NoRoom(FileExistsError):
    """A question cannot be written; the message says what is in the way."""


def new_question(folder: CourseFolder, question_id: str, assignment: str) -> list[Path]:
    """Write a question, its cells and two mistakes; return the files that were written.

    Raises:
        NoRoom: the id or the assignment cannot be used, or there is already such a question.
    """
    if not NAME.fullmatch(question_id):
        raise NoRoom(
            f"{question_id!r} is not an id: use lower-case words with hyphens, like lists-sum"
        )
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*", assignment):
        raise NoRoom(f"{assignment!r} cannot be the name of an assignment")
    if folder.course.asks(question_id):
        raise NoRoom(f"there is already a question {question_id!r}")
    if (folder.root / "questions").is_dir():
        raise NoRoom("this course keeps its questions in the folder questions/: add a module there")
    notebook, path = _notebook(folder, assignment)
    if any(grade_id(cell).startswith(question_id) for cell in notebook.cells):
        raise NoRoom(f"{path} already has cells named {question_id!r}")
    function = question_id.rpartition("-")[2]
    if not function.isidentifier() or keyword.iskeyword(function):
        function = f"solve_{function}"
    values = {
        "id": question_id,
        "function": function,
        "variable": question_id.replace("-", "_"),
    }
    _add_cells(notebook, values)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    questions, mistakes = folder.root / "questions.py", folder.root / "mistakes.py"
    _append(questions, QUESTIONS, QUESTION.format(**values))
    _append(mistakes, MISTAKES, MISTAKE.format(**values))
    return [questions, mistakes, path]


def _notebook(folder: CourseFolder, assignment: str) -> tuple[NotebookNode, Path]:
    """The assignment's source notebook, or a new one."""
    found = sorted((folder.root / "source" / assignment).glob("*.ipynb"))
    if found:
        return nbformat.read(found[0], as_version=4), found[0]
    name = assignment.partition("-")[2] or assignment
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_markdown_cell(f"# {name.replace('-', ' ').capitalize()}", id="title")]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return notebook, folder.root / "source" / assignment / f"{name}.ipynb"


def _add_cells(notebook: NotebookNode, values: dict[str, str]) -> None:
    for suffix, text, points in (("-solution", SOLUTION, None), ("", TEST, 2)):
        name = values["id"] + suffix
        known = {
            "grade": points is not None,
            "grade_id": name,
            "locked": points is not None,
            "schema_version": 3,
            "solution": points is None,
            "task": False,
        }
        if points is not None:
            known["points"] = points
        source = dedent(text).strip().format(**values)
        notebook.cells.append(new_code_cell(source, id=name, metadata={"nbgrader": known}))


def _append(path: Path, head: str, text: str) -> None:
    before = path.read_text(encoding="utf-8") if path.is_file() else head
    path.write_text(before.rstrip("\n") + "\n" + text, encoding="utf-8")
