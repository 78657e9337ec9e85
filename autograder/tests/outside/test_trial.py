"""A notebook that is tried in this process leaves it as it was."""

import multiprocessing
import sys
from pathlib import Path

import nbformat.v4
import pytest

from autograder.outside.audit.trial import try_notebook
from autograder.outside.course import Course
from eager_course.course import COURSE


def try_cell(source: str, folder: Path, course: Course = COURSE) -> None:
    cells = [nbformat.v4.new_code_cell(source)]
    try_notebook(course, nbformat.v4.new_notebook(cells=cells), folder, seeds=[0])


def test_the_program_is_main_again(tmp_path: Path) -> None:
    before = dict(vars(sys.modules["__main__"]))
    try_cell("x = 1\nassert __name__ == '__main__'", tmp_path)
    assert vars(sys.modules["__main__"]) == before


def test_processes_can_be_started_by_all_methods(tmp_path: Path) -> None:
    try_cell("x = 1", tmp_path)
    for method in multiprocessing.get_all_start_methods():
        process = multiprocessing.get_context(method).Process(target=abs, args=(-1,))
        process.start()
        process.join()
        assert process.exitcode == 0, method


def test_what_a_cell_prints_to_is_restored_after_an_error(tmp_path: Path) -> None:
    before = (sys.stdin, sys.stdout, sys.stderr, sys.excepthook, sys.displayhook)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        try_cell("import sys\nsys.excepthook = None\n1 / 0", tmp_path)
    assert (sys.stdin, sys.stdout, sys.stderr, sys.excepthook, sys.displayhook) == before
