"""What is translated: each file of a course's `source/`, and what its questions and mistakes say.

Each is a catalog of its own: a notebook's is named after its assignment, that of the files beside
all notebooks is `shared`, that of what a stage asks is named after the stage.
"""

import importlib.util
import itertools
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from ..course import Course, CourseFolder, Stage
from ..course.load import LOCALE
from .code import texts_of_code
from .markdown import texts_of_markdown
from .message import Message
from .notebook import SHARED
from .table import names_in
from .text import Text

SEEDS = range(3)  # the cases of a few seeds: what is looked at in a picture depends on none


def texts_of_cell(cell: NotebookNode) -> list[Text]:
    """The texts of a cell, in order."""
    if cell.cell_type == "markdown":
        return texts_of_markdown(cell.source)
    return texts_of_code(cell.source) if cell.cell_type == "code" else []


def messages_of_folder(folder: CourseFolder) -> dict[str, list[Message]]:
    """Catalog name -> the texts of the notebooks and modules in a course's `source/`."""
    found = {}
    shared = sorted((folder.root / "source").glob("*.py"))
    if shared:
        found[SHARED] = [message for path in shared for message in _of_module(path)]
    for assignment in folder.assignments:
        path = folder.notebook_path("source", assignment)
        own = [one for one in sorted(path.parent.glob("*.py")) if one.name not in _names(shared)]
        found[assignment] = [
            *_of_notebook(path),
            *(message for one in own for message in _of_module(one)),
            *(message for one in sorted(path.parent.glob("*.csv")) for message in _of_table(one)),
        ]
    return found


def _names(paths: list[Path]) -> set[str]:
    return {path.name for path in paths}


def _of_notebook(path: Path) -> Iterator[Message]:
    for place, cell in enumerate(nbformat.read(path, as_version=4).cells, 1):
        name = cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", place)
        for text in texts_of_cell(cell):
            yield Message(text.message, f"{name}: {text.about}")


def _of_module(path: Path) -> Iterator[Message]:
    for text in texts_of_code(path.read_text("utf-8")):
        yield Message(text.message, f"{path.name}: {text.about}")


def _of_table(path: Path) -> Iterator[Message]:
    for name in names_in(path.read_text("utf-8")):
        yield Message(name, f"{path.name}: a name")


def messages_of_course(course: Course) -> dict[str, list[Message]]:
    """Catalog name -> what the questions and mistakes of a stage say to students."""
    return {stage.name: list(_of_stage(stage)) for stage in course.stages}


def _of_stage(stage: Stage) -> Iterator[Message]:
    for question in stage.known_questions.values():
        for part in question.parts:
            yield Message(part.name, f"{question.id}: the name of a part, in the class report")
            yield Message(part.says, f"{question.id}, {part.name}: true when this part holds")
        cases = itertools.chain.from_iterable(question.cases(seed) for seed in SEEDS)
        for seen in sorted({case.seen for case in cases if case.seen}):
            yield Message(seen, f"{question.id}: what counts in the picture")
    for mistake in stage.known_mistakes:
        where = f"{mistake.question}, {mistake.name}"
        yield Message(mistake.misconception, f"{where}: a mistake, said to its author")
        yield Message(mistake.hint, f"{where}: a hint to its author")


def course_locale(course: Course) -> Path | None:
    """The folder with the catalogs of a course's package; None if it is no package."""
    spec = importlib.util.find_spec(course.name) if course.name else None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / LOCALE
