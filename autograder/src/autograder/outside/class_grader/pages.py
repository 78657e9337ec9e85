"""Makes nbgrader write the feedback pages of some students; run with `python -m`.

nbgrader's command takes students as patterns, in which a bracket or a comma has a special
meaning. Here they come as a list on standard input.
"""

import json
import logging
import sys
from contextlib import suppress
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateFeedback

from ..course import CourseFolder
from ..grading.settings import Settings, assignment_folder, read_settings
from ..grading.submissions import NOTEBOOK

FEW = 5  # pages; for fewer it takes longer to remember the lesson


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


def main() -> int:
    """Make the pages; return 0 if all were made."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    asked = json.load(sys.stdin)
    course = CourseFolder.at(Path(asked["root"]))
    settings = read_settings(course)
    settings.coursedir.assignment_id = asked["assignment"]
    pages = Pages(settings, asked["assignment"], asked["students"])
    remember = getattr(pages.exporter_class, "remember", None)  # a course may have another exporter
    if remember and len(asked["students"]) >= FEW:
        released = course.root / settings.coursedir.release_directory
        for path in released.glob(f"**/{asked['assignment']}/*{NOTEBOOK}"):
            with suppress(OSError, ValueError):  # its texts are formatted with each page, then
                remember(nbformat.read(path, as_version=4))
    pages.start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
