"""Replaces what a grade cell displayed by the judge's verdict on the answers in it."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from ...inside.grading import cell_seed
from ..cells import judge_cell
from ..mistakes import own_mistakes
from ..render import verdict_output


class JudgeCells(NbGraderPreprocessor):
    """Judges every grade cell that asks a question; leaves other grade cells to nbgrader."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, cell_index: int
    ) -> tuple[NotebookNode, dict]:
        """Judge one cell."""
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            verdict = judge_cell(cell, self._seed(cell), self._trouble, self._own_mistakes)
            if verdict is not None:
                cell.outputs = [verdict_output(verdict, cell.execution_count)]
                self.log.info(
                    "%s: %g of %g", verdict.question_id, verdict.points, verdict.max_points
                )
        return cell, resources

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Judge the cells of a notebook that RunCells has run."""
        known = nb.metadata.get("autograder", {})
        self._notebook_seed = known.get("seed", "")
        self._trouble = known.get("unreadable") or known.get("stopped")
        self._own_mistakes = own_mistakes(Path(self.parent.parent.coursedir.root))
        return super().preprocess(nb, resources)

    def _seed(self, cell: NotebookNode) -> int:
        return cell_seed(self._notebook_seed, cell.metadata.nbgrader.grade_id)
