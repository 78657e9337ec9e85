"""Undoes what a submission did to the cells that it should have left alone."""

import json
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook, Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from ..restore import TrustedCell, restore


class RestoreCells(NbGraderPreprocessor):
    """Gives the graded and locked cells back what they were when the release was generated.

    It does what nbgrader's DeduplicateIds, OverwriteKernelspec and OverwriteCells do, and
    closes what they leave open: skipped, duplicated, retyped, deleted and stripped cells.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Restore every cell of the notebook, and its kernelspec."""
        known = resources["nbgrader"]
        with Gradebook(known["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(known["notebook"], known["assignment"])
            trusted = trusted_cells(notebook)
            kernelspec = json.loads(notebook.kernelspec or "null")
        order = self._order(known["assignment"], known["notebook"])
        trusted.sort(key=lambda cell: order.get(cell.grade_id, len(order)))
        restore(nb, trusted)
        if kernelspec:
            nb.metadata["kernelspec"] = kernelspec
        for cell in nb.cells:
            if cell.metadata.get("autograder", {}).get("missing"):
                self.log.warning("Missing cell put back: %s", cell.metadata.nbgrader.grade_id)
        return nb, resources

    def _order(self, assignment: str, notebook: str) -> dict[str, int]:
        """The place of each id in the source notebook; the gradebook does not keep it."""
        coursedir = self.parent.parent.coursedir
        folder = coursedir.format_path(coursedir.source_directory, ".", assignment)
        path = Path(folder) / f"{notebook}.ipynb"
        if not path.is_file():
            return {}
        cells = nbformat.read(path, as_version=4).cells
        return {
            cell.metadata.nbgrader.grade_id: place
            for place, cell in enumerate(cells)
            if "nbgrader" in cell.metadata
        }


def trusted_cells(notebook: Notebook) -> list[TrustedCell]:
    """What the gradebook knows of a notebook's cells, in no order."""
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    task_points = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return [
        TrustedCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in points,
            solution=cell.name in solutions,
            task=cell.name in task_points,
            points=points.get(cell.name, task_points.get(cell.name)),
        )
        for cell in notebook.source_cells
    ]
