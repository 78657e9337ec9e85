"""Runs a submission's cells in a kernel that knows its seed."""

from pathlib import Path

from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import setenv

from ...inside.grading import SEED_VARIABLE
from ..seeds import course_secret, notebook_seed


class RunCells(Execute):
    """nbgrader's Execute, with the seed of the student's cases in the environment.

    A kernel that dies costs the cell that killed it and those after it; what was answered
    before stays. A notebook that could not be read is not run.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict | None = None, km: object = None
    ) -> tuple[NotebookNode, dict]:
        """Run the notebook's cells in place and note its seed in its metadata."""
        assert resources is not None  # nbgrader always gives them
        if "unreadable" in nb.metadata.get("autograder", {}):
            return nb, resources
        known = resources["nbgrader"]
        secret = course_secret(Path(self.parent.parent.coursedir.root))
        seed = notebook_seed(secret, known["assignment"], known["notebook"], known["student"])
        nb.metadata["autograder"] = {"seed": seed}
        try:
            with setenv(**{SEED_VARIABLE: seed}):
                nb, resources = super().preprocess(nb, resources, km)
        except DeadKernelError:
            self.log.error("%s's code ended its kernel", known["student"])
            nb.metadata["autograder"]["stopped"] = (
                "The notebook's Python process ended before this cell was done."
            )
        return nb, resources
