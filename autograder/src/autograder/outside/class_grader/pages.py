"""Makes nbgrader write the feedback pages of some students; run with `python -m`.

nbgrader's command takes students as patterns, in which a bracket or a comma has a special
meaning. Here they come as a list on standard input.
"""

import json
import logging
import sys
from pathlib import Path

from nbgrader.converters import GenerateFeedback

from ..course import CourseFolder
from ..grading.settings import Settings, assignment_folder, read_settings
from ..grading.submissions import NOTEBOOK


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
    settings = read_settings(CourseFolder.at(Path(asked["root"])))
    settings.coursedir.assignment_id = asked["assignment"]
    Pages(settings, asked["assignment"], asked["students"]).start()
    return 0


if __name__ == "__main__":
    sys.exit(main())
