"""Puts the library, as far as students have built it, beside their notebook."""

import shutil
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..course.folder import course_in


class StagedModules(NbGraderPreprocessor):
    """Adds the modules that a stage's students get to what nbgrader writes beside a notebook.

    In a release these are the modules of earlier stages. In grading they replace whatever the
    submission has in a folder of that name.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Leave the notebook as it is and add the modules to the exporter's outputs."""
        course = course_in(self.config, Path(self.parent.parent.coursedir.root))
        if course.reference is None:
            return nb, resources
        self._remove_old_modules(course.reference, resources)
        outputs = resources.setdefault("outputs", {})
        for name, source in course.staged_modules(resources["nbgrader"]["assignment"]).items():
            outputs[f"{course.reference}/{name}"] = source.encode()
        return nb, resources

    def _remove_old_modules(self, package: str, resources: dict) -> None:
        """Remove what was there before, be it a student's module or one from an older release."""
        converter = self.parent.parent
        known = resources["nbgrader"]
        folder = Path(converter._format_dest(known["assignment"], known["student"])) / package
        if folder.is_symlink():
            folder.unlink()
        elif folder.is_dir():
            shutil.rmtree(folder)
