"""Runs a trusted notebook in this process and judges what it asks, with many seeds at once."""

import atexit
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbformat.notebooknode import NotebookNode
from traitlets.config import Config

import autograder
from autograder_check.cell_model import is_test

from ...inside.ask import answer_question
from ...inside.plain import Plain
from ..course import Course
from ..judging.judge import judge
from ..judging.verdict import Verdict


def try_notebook(
    course: Course, notebook: NotebookNode, folder: Path, seeds: Sequence[int]
) -> dict[str, list[Verdict]]:
    """Run the code cells in order; return the verdicts on every question asked, one per seed.

    The notebook must be trusted: it runs here, in `folder`, with what the course has beside it.

    Raises:
        RuntimeError: a cell fails.
    """
    return {
        question_id: [
            judge(course, question_id, answers, seed, _most(course, question_id))
            for answers, seed in zip(given, seeds, strict=True)
        ]
        for question_id, given in ask_notebook(course, notebook, folder, seeds).items()
    }


def _most(course: Course, question_id: str) -> float:
    return float(sum(part.weight for part in course.find_question(question_id).parts))


def ask_notebook(
    course: Course,
    notebook: NotebookNode,
    folder: Path,
    seeds: Sequence[int],
    is_right: bool = True,
) -> dict[str, list[Plain]]:
    """The same, but return the answers to every question asked, one set per seed.

    Raises:
        RuntimeError: a cell fails (but a visible check may, unless the notebook `is_right`).
    """
    answers: dict[str, list[Plain]] = {}

    def ask(question_id: str, /, **names: Any) -> None:
        question = course.find_question(question_id)
        answers[question_id] = [answer_question(question, names, seed) for seed in seeds]

    with _asking(ask), _beside(folder):
        _run(notebook, is_right)
    return answers


@contextmanager
def _asking(ask: Callable):  # type: ignore[no-untyped-def]  # a generator
    """In this context, `from autograder import ask` gives this function."""
    real = autograder.ask
    autograder.ask = ask  # type: ignore[assignment]
    try:
        yield
    finally:
        autograder.ask = real


@contextmanager
def _beside(folder: Path):  # type: ignore[no-untyped-def]  # a generator
    """In this context, code finds files and modules in a folder as a notebook there does."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder.resolve()))
    try:
        with chdir(folder):
            yield
    finally:
        sys.path.remove(str(folder.resolve()))
        for name in set(sys.modules) - known:  # another folder may have one of the same name
            file = getattr(sys.modules[name], "__file__", None)
            if file and Path(file).parent == folder.resolve():
                del sys.modules[name]


def _run(notebook: NotebookNode, is_right: bool) -> None:
    os.environ.setdefault("MPLBACKEND", "agg")
    with _shell() as shell:
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            with capture_output():
                result = shell.run_cell(cell.source)
            error = result.error_before_exec or result.error_in_exec
            if error is not None and (is_right or not is_test(cell)):
                raise RuntimeError(
                    f"a cell fails with {type(error).__name__}: {error}\n{cell.source}"
                ) from error


@contextmanager
def _shell():  # type: ignore[no-untyped-def]  # a generator
    """A new shell. Its names and figures, some 15 MiB, are not kept, nor is it `__main__` later."""
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        yield shell
    finally:
        shell.reset(new_session=False)
        shell.restore_sys_module_state()
        atexit.unregister(shell.atexit_operations)
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")
