"""Makes nbgrader write the feedback pages of some students; run with `python -m`.

nbgrader's command takes students as patterns, in which a bracket or a comma has a special
meaning. Here they come as a list on standard input.
"""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.converters import GenerateFeedback

from autograder_check.reading import Unreadable, read_notebook

from ..course import CourseFolder
from ..grading.settings import Settings, assignment_folder, read_settings
from ..grading.submissions import NOTEBOOK

# To remember a lesson in two languages takes 0.8 s of processor time, and saves 0.7 s a page.
FEW = 2  # pages, for which it is not worth it


class Pages(GenerateFeedback):
    """nbgrader's own converter, for these students only."""

    def __init__(self, settings: Settings, assignment: str, students: list[str]) -> None:
        super().__init__(coursedir=settings.coursedir, config=settings.config)
        self.force = True
        self._folders = [
            assignment_folder(settings, "autograded", assignment, student) for student in students
        ]

    def init_notebooks(self) -> None:
        """Take the notebooks of these students, whatever they are called."""
        self.notebooks: list[str] = []
        self.assignments = {
            str(folder): [str(path) for path in sorted(folder.glob(f"*{NOTEBOOK}"))]
            for folder in self._folders
        }


def released(settings: Settings, assignment: str) -> Iterator[NotebookNode]:
    """What was handed out, in every language; without what cannot be read."""
    folder = settings.root / settings.coursedir.release_directory
    for place in (folder, *folder.glob("*")):
        for path in sorted((place / assignment).glob(f"*{NOTEBOOK}")):
            with suppress(OSError, Unreadable):
                yield read_notebook(path)


def main() -> int:
    """Make the pages; return 0 if all were made."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    asked = json.load(sys.stdin)
    settings = read_settings(CourseFolder.at(Path(asked["root"])))
    settings.coursedir.assignment_id = asked["assignment"]
    pages = Pages(settings, asked["assignment"], asked["students"])
    remember = getattr(pages.exporter_class, "remember", None)  # a course may have another exporter
    if remember and len(asked["students"]) > FEW:
        for notebook in released(settings, asked["assignment"]):
            remember(notebook)
    pages.start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
