"""One sandbox for all tests of a file, and short ways to run cells in it."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.outside.sandbox import Limits, Run, Sandbox
from autograder.outside.sandbox.machine import problems
from eager_course.course import COURSE

SEED = "seed-of-a-test"


def notebook(*sources: str) -> NotebookNode:
    """A notebook of code cells."""
    return new_notebook(cells=[new_code_cell(source) for source in sources])


def text(run: Run, index: int = -1) -> str:
    """All that a cell printed, and the values of its results."""
    return "".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for output in run.notebook.cells[index].outputs
    )


def error(run: Run, index: int = -1) -> str:
    """The name and text of a cell's last error, or nothing."""
    errors = [o for o in run.notebook.cells[index].outputs if o.output_type == "error"]
    return f"{errors[-1].ename}: {errors[-1].evalue}" if errors else ""


@pytest.fixture(scope="session")
def can_seal() -> None:
    """Skips the test if this machine cannot seal a process, and says why."""
    if problems():
        pytest.skip(" ".join(problems()))


@pytest.fixture(scope="module")
def sandbox(can_seal: None) -> Iterator[Sandbox]:
    """A sandbox with short deadlines."""
    limits = Limits(cell_seconds=20, notebook_seconds=60)
    with Sandbox(limits, admitted=COURSE.admitted) as sandbox:
        yield sandbox


@pytest.fixture
def run(sandbox: Sandbox) -> Callable[..., Run]:
    """Runs cells, given as their sources."""

    def run_cells(
        *sources: str, files: Mapping[str, bytes] | None = None, limits: Limits | None = None
    ) -> Run:
        return sandbox.run(notebook(*sources), files or {}, SEED, limits)

    return run_cells
