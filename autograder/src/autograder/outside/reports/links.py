"""Where an instructor opens a student's work: the feedback, and the autograded notebook."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import NOTEBOOK

# Student and notebook -> what can be opened, as words and an address relative to the report.
Links = Mapping[tuple[str, str], tuple[tuple[str, str], ...]]


def find_links(
    settings: Settings,
    assignment: str,
    students: Iterable[str],
    notebooks: Iterable[str],
    folder: Path,
) -> Links:
    """What there is to open of each student's notebooks, from a page in `folder`."""
    notebooks = tuple(notebooks)
    return {
        (student, notebook): tuple(
            (step, quote(os.path.relpath(path, folder)))
            for step, ending in (("feedback", ".html"), ("autograded", NOTEBOOK))
            for path in [
                assignment_folder(settings, step, assignment, student) / f"{notebook}{ending}"
            ]
            if path.is_file()
        )
        for student in students
        for notebook in notebooks
    }
