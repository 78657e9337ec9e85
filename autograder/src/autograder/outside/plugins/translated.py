"""Translates an assignment while nbgrader generates it."""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..course.folder import course_in
from ..grading.assignment import source_files
from ..grading.settings import Autograder
from ..translation.notebook import translation_of


class Translated(NbGraderPreprocessor):
    """Puts the texts of `c.Autograder.language` into a notebook and into the files beside it."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Translate; a course in English stays as it is.

        Raises:
            NoTranslation: the course is not translated into this language.
        """
        coursedir = self.parent.parent.coursedir
        root, assignment = Path(coursedir.root), resources["nbgrader"]["assignment"]
        language = Autograder(parent=self).language
        translation = translation_of(root, language, assignment)
        if translation is None:
            return nb, resources
        translation.notebook(nb)
        folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        beside = translation.beside(
            source_files(folder, coursedir.ignore), course_in(self.config, root).reference
        )
        resources.setdefault("outputs", {}).update(
            (name, content) for name, content in beside.items() if name.endswith((".py", ".csv"))
        )
        resources["outputs"].update(translation.files)
        return nb, resources
