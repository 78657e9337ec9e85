"""Reads what is known about an assignment: its released notebooks and the files beside them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbgrader.utils import find_all_files

from ..course import load_course
from ..notebooks.released import ReleasedNotebook
from ..translation.notebook import between, translation_of
from .job import Assignment
from .settings import Settings, assignment_folder
from .solved import solved_digest, source_notebooks
from .submissions import NOTEBOOK


def read_assignment(
    name: str,
    notebooks: Sequence[ReleasedNotebook],
    settings: Settings,
    unsafe: bool,
    language: str = "",
) -> Assignment:
    """Everything that grading needs to know about an assignment, from the course's folder.

    `language` is that of its readers; by default, the course's.

    Raises:
        OSError: a file of the course cannot be read.
        NoTranslation: the course is not translated into this language.
    """
    language = language or settings.language
    translation = translation_of(settings.root, language, name)
    course = load_course(settings.course)
    library = course.reference
    kept = settings.exclude_overwriting.get(name, [])
    folder = assignment_folder(settings, "source", name)
    source = source_files(folder, settings.coursedir.ignore)
    # Of the library, only the modules of earlier stages are put beside a notebook.
    source = {p: c for p, c in source.items() if p not in kept and not p.startswith(f"{library}/")}
    modules = course.staged_modules(name)
    staged = {f"{library}/{file}": text.encode() for file, text in modules.items()}
    # What the gradebook knows is in the course's language.
    other = between(settings.root, settings.language, language, name)
    if other is not None:
        notebooks = [other.released(one) for one in notebooks]
    for taught in {settings.language, language}:
        lesson = translation_of(settings.root, taught, name)
        if lesson is not None:
            notebooks = [
                lesson.with_prose(one, folder / f"{one.name}{NOTEBOOK}") for one in notebooks
            ]
    if translation is not None:
        source = translation.beside(source, library)
    return Assignment(
        name=name,
        course=settings.course,
        notebooks=tuple(notebooks),
        files={**source, **staged},
        reserved=(library,) if library else (),
        solved=solved_digest(course, source_notebooks(folder)) if course.own else "",
        output_limits=settings.output_limits,
        limits=settings.limits,
        unsafe=unsafe,
        language=language,
        instructors=settings.language,
    )


def source_files(folder: Path, ignored: Sequence[str]) -> Mapping[str, bytes]:
    """Relative path -> content of what the course puts beside an assignment's notebooks."""
    if not folder.is_dir():
        return {}
    paths = find_all_files(str(folder), [*ignored, f"*{NOTEBOOK}"])
    return {os.path.relpath(path, folder): Path(path).read_bytes() for path in sorted(paths)}
