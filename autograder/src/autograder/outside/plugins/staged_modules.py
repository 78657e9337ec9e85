"""Puts the library as far as students have come beside their notebook."""

import shutil
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..staging import PACKAGE, staged_modules


class StagedModules(NbGraderPreprocessor):
    """Adds the stage's `eager/` to what nbgrader writes beside a notebook.

    In a release it gives students the modules of earlier stages. While grading it puts the
    pristine ones in the place of whatever the submission's `eager/` held.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Leave the notebook as it is and add the modules to the exporter's outputs."""
        self._remove_old_modules(resources)
        outputs = resources.setdefault("outputs", {})
        for name, source in staged_modules(resources["nbgrader"]["assignment"]).items():
            outputs[f"{PACKAGE}/{name}"] = source.encode()
        return nb, resources

    def _remove_old_modules(self, resources: dict) -> None:
        """Nothing that was there before stays: not a student's module, not one of yesterday's."""
        converter = self.parent.parent
        known = resources["nbgrader"]
        folder = Path(converter._format_dest(known["assignment"], known["student"])) / PACKAGE
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
