"""A notebook that is tried in this process leaves it as it was."""

import multiprocessing
import sys
from pathlib import Path

import nbformat.v4
import pytest

from autograder.outside.audit.trial import try_notebook
from eager_course.course import COURSE

pytestmark = pytest.mark.slow


def try_cell(source: str, folder: Path) -> None:
    cells = [nbformat.v4.new_code_cell(source)]
    try_notebook(COURSE, nbformat.v4.new_notebook(cells=cells), folder, seeds=[0])


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
