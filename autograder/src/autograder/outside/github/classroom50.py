"""Writes the bundle of an assignment for Classroom 50: `<classroom>/autograders/<slug>/`."""

from pathlib import Path

from autograder_check.handed_out import FOLDER, released_cells

from ..course import CourseFolder
from .files_of import checker_files, filled, write_files
from .template import NotWritable, release_files

ENTRY = "autograder.py"
RELEASE = FOLDER.name


def write_bundle(course: CourseFolder, assignment: str, folder: Path) -> list[str]:
    """Write the bundle; return the paths in it.

    A folder with a bundle in it is brought up to date.

    Raises:
        NotWritable: there is no release, it contains what students must not see, its checks give
            fractions of points, or there is something else in the folder.
    """
    notebook = course.notebook_path("release", assignment)
    release = release_files(notebook)[notebook.name]
    cells = released_cells(release, notebook.name)
    parts = [cell.grade_id for cell in cells if cell.is_test and (cell.points or 0) % 1]
    if parts:
        raise NotWritable(f"Classroom 50 takes whole points; {parts[0]} gives a fraction of one")
    known = (folder / RELEASE / notebook.name).is_file()
    if not known and folder.exists() and any(folder.iterdir()):
        raise NotWritable(f"{folder} has other files in it: name a new folder")
    files = {
        ENTRY: filled("classroom50_autograder.py", {"ASSIGNMENT": assignment}).encode(),
        "requirements.txt": filled("requirements-check.txt", {}).encode(),
        f"{RELEASE}/{notebook.name}": release,
        **checker_files(""),
    }
    write_files(folder, files)
    return sorted(files)
