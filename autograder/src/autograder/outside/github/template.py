"""Writes the template repository of an assignment: everything a student needs, and no more."""

import json
import re
from pathlib import Path

from autograder_check.classroom import runners
from autograder_check.handed_out import FOLDER, language_in, released_cells
from autograder_check.messages import _, speaking

from ..course import CourseFolder
from ..translation.text import wrapped
from . import pins
from .files_of import checker_files, filled, write_files

# What must never reach a student; if it is in a release, something went wrong.
SECRETS = (
    b"BEGIN HIDDEN TESTS",
    b"BEGIN SOLUTION",
    b"BEGIN MARK SCHEME",
    b"from autograder",
    b"import autograder",
)
IGNORED = {"__pycache__", ".ipynb_checkpoints"}


class NotWritable(OSError):
    """A template cannot be written; the message says why and what to do."""


def write_template(
    course: CourseFolder, assignment: str, folder: Path, language: str = ""
) -> list[str]:
    """Write the template; return the paths in it.

    A folder with a template of this assignment in it is brought up to date. `language` chooses a
    translation in `release/`; by default, the course's own release is taken.

    Raises:
        NotWritable: there is no release, it contains what students must not see, or there is
            something else in the folder.
        NoRelease: the released notebook has no checks.
    """
    notebook = course.notebook_path(f"release/{language}" if language else "release", assignment)
    files = template_files(
        assignment, release_files(notebook), notebook.name, course.course.reference
    )
    kept = folder / FOLDER / notebook.name
    if folder.exists() and not kept.is_file():
        others = [path.name for path in folder.iterdir() if path.name != ".git"]
        if others:
            raise NotWritable(f"{folder} has other files in it: name a new folder")
    write_files(folder, files)
    return sorted(files)


def release_files(notebook: Path) -> dict[str, bytes]:
    """Path -> content of a release; refused if it contains what students must not see."""
    if not notebook.is_file():
        raise NotWritable(
            f"{notebook.parent} has no {notebook.name}: run `autograder release` first"
        )
    root = notebook.parent
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not IGNORED & set(path.parts)
    }
    for name, content in files.items():
        found = [secret.decode() for secret in SECRETS if secret in content]
        if found:
            raise NotWritable(
                f"release/{root.name}/{name} contains {found[0]!r}, which students must not see: "
                "generate the release again"
            )
    return files


def template_files(
    assignment: str, release: dict[str, bytes], notebook: str, library: str | None
) -> dict[str, bytes]:
    """Path -> content of the whole template, in the language of the notebook in the release.

    `library` is the package that students get.
    """
    with speaking(language_in(release[notebook])):
        return _template_files(assignment, release, notebook, library)


def _template_files(
    assignment: str, release: dict[str, bytes], notebook: str, library: str | None
) -> dict[str, bytes]:
    kept = {f"{FOLDER.as_posix()}/{notebook}": release[notebook]}
    values = _values(assignment, release, notebook, library)
    written = {
        "README.md": "README.md",
        "check.py": "check.py",
        "requirements.txt": "requirements.txt",
        ".gitignore": "gitignore",
        ".devcontainer/devcontainer.json": "devcontainer.json",
        ".github/requirements.txt": "requirements-check.txt",
        ".github/workflows/classroom.yml": "classroom.yml",
    }
    texts = {path: filled(name, values).encode() for path, name in written.items()}
    return {**release, **kept, **checker_files(".github"), **texts}


def _values(
    assignment: str, release: dict[str, bytes], notebook: str, library: str | None
) -> dict[str, object]:
    cells = released_cells(release[notebook], notebook)
    written = sum(cell.points or 0 for cell in cells if not cell.is_test)
    named = list(runners(cell.grade_id for cell in cells if cell.is_test).values())
    results = (f'{name.upper()}_RESULTS: "${{{{ steps.check.outputs.{name} }}}}"' for name in named)
    return {
        "ASSIGNMENT": assignment,
        "NOTEBOOK": notebook,
        "TITLE": title(release[notebook]) or assignment,
        "POINTS": _points(sum(cell.points or 0 for cell in cells if cell.is_test), written),
        "LIBRARY": _library(library) if any(n.startswith(f"{library}/") for n in release) else "",
        "PYTHON": pins.PYTHON,
        "CHECKOUT": pins.CHECKOUT,
        "SETUP_PYTHON": pins.SETUP_PYTHON,
        "REPORTER": pins.REPORTER,
        "FIRST": named[0],
        "RESULTS": f"\n{' ' * 10}".join(results),
        "RUNNERS": ",".join(named),
    }


def _points(tests: float, written: float) -> str:
    """What the notebook gives, in a sentence."""
    if not written:
        return _("It gives {points} points by tests.", points=f"{tests:g}")
    return _(
        "It gives {points} points by tests, and {written} for what you explain in words.",
        points=f"{tests:g}",
        written=f"{written:g}",
    )


def _library(name: str | None) -> str:
    """A paragraph on the library that comes with the notebook."""
    said = _(
        "`{name}/` is the library that you built in earlier notebooks. Read it: it is short. "
        "Changes to it do not count: grading uses it as it was handed out.",
        name=name,
    )
    return f"\n{wrapped(said, 96)}\n"


def title(content: bytes) -> str:
    """A notebook's first heading; empty if it begins without one."""
    for cell in json.loads(content)["cells"]:
        match = re.match(r"# (.+)", "".join(cell["source"]))
        if cell["cell_type"] == "markdown" and match:
            return match[1].strip()
    return ""
