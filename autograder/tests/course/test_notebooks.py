"""The instructor notebooks are clean and valid, and their release gives nothing away."""

from pathlib import Path

import nbformat
import pytest
from nbformat.notebooknode import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator

ROOT = Path(__file__).parents[3]
SOURCES = sorted(ROOT.glob("source/*/*.ipynb"))
RELEASES = sorted(ROOT.glob("release/*/*.ipynb"))
SECRETS = ("BEGIN HIDDEN", "END HIDDEN", "BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME")


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def graded(notebook: NotebookNode, cell_type: str) -> list[NotebookNode]:
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == cell_type and cell.metadata.get("nbgrader", {}).get("grade")
    ]


def test_the_course_has_its_stages() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in SOURCES]
    assert names == [
        "source/01-variables/variables.ipynb",
        "source/02-loss/loss.ipynb",
        "source/03-tape/tape.ipynb",
        "source/04-training/training.ipynb",
        "source/05-embeddings/embeddings.ipynb",
        "source/06-network/network.ipynb",
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
class TestSource:
    def test_is_a_valid_notebook_with_valid_nbgrader_metadata(self, path: Path) -> None:
        notebook = read(path)
        nbformat.validate(notebook)
        MetadataValidator().validate_nb(notebook)

    def test_stores_no_outputs_and_no_execution_counts(self, path: Path) -> None:
        for cell in read(path).cells:
            if cell.cell_type == "code":
                assert cell.outputs == [] and cell.execution_count is None, cell.source

    def test_names_the_python_kernel_and_no_other_tool(self, path: Path) -> None:
        metadata = read(path).metadata
        assert metadata.kernelspec.name == "python3"
        assert set(metadata) <= {"kernelspec", "language_info"}

    def test_gives_25_points_by_itself_and_5_by_a_person(self, path: Path) -> None:
        notebook = read(path)
        assert sum(cell.metadata.nbgrader.points for cell in graded(notebook, "code")) == 25
        (written,) = graded(notebook, "markdown")
        assert written.metadata.nbgrader.points == 5 and written.metadata.nbgrader.solution

    def test_has_a_mark_scheme_for_the_written_answer(self, path: Path) -> None:
        assert "### BEGIN MARK SCHEME" in "".join(cell.source for cell in read(path).cells)

    def test_asks_every_exercise_in_a_cell_of_its_name(self, path: Path) -> None:
        ids = {cell.metadata.get("nbgrader", {}).get("grade_id") for cell in read(path).cells}
        for cell in graded(read(path), "code"):
            assert f"{cell.metadata.nbgrader.grade_id}-solution" in ids


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
class TestRelease:
    def test_has_no_solutions_hidden_tests_or_mark_schemes(self, path: Path) -> None:
        text = "\n".join(cell.source for cell in read(path).cells)
        for secret in SECRETS:
            assert secret not in text
        assert "import ask" not in text and "ask(" not in text

    def test_leaves_every_exercise_to_the_student(self, path: Path) -> None:
        for cell in read(path).cells:
            known = cell.metadata.get("nbgrader", {})
            if known.get("solution") and cell.cell_type == "code":
                assert "raise NotImplementedError" in cell.source, known["grade_id"]

    def test_checks_something_that_a_student_can_see_in_every_test_cell(self, path: Path) -> None:
        for cell in graded(read(path), "code"):
            assert "assert " in cell.source, cell.metadata.nbgrader.grade_id
