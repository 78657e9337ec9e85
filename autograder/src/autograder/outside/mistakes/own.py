"""Loads the mistakes that a course adds of its own."""

import runpy
from pathlib import Path

from ..course import Course
from ..course.folder import MISTAKES as FILE
from .mistake import Mistake


class BadMistakes(ValueError):
    """A course's `mistakes.py` that cannot be used; the message says why."""


def own_mistakes(folder: Path, course: Course) -> tuple[Mistake, ...]:
    """The list MISTAKES of `mistakes.py` in the course's folder; empty without the file.

    Raises:
        BadMistakes: the file cannot be run, holds no such list, or speaks of questions or
            parts that do not exist.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        found = runpy.run_path(str(path)).get("MISTAKES")
    except Exception as error:
        raise BadMistakes(f"{path} cannot be run: {type(error).__name__}: {error}") from error
    if not isinstance(found, (list, tuple)) or not all(isinstance(m, Mistake) for m in found):
        raise BadMistakes(f"{path} must define MISTAKES, a list of Mistake(...)")
    for mistake in found:
        _check(mistake, path, course)
    return tuple(found)


def _check(mistake: Mistake, path: Path, course: Course) -> None:
    try:
        parts = {part.name for part in course.find_question(mistake.question).parts}
    except KeyError as error:
        raise BadMistakes(f"{path}: {mistake.name!r}: {error.args[0]}") from None
    unknown = set(mistake.fails) - parts
    if unknown or not mistake.fails:
        raise BadMistakes(
            f"{path}: {mistake.name!r} must fail some of the parts {sorted(parts)} of "
            f"{mistake.question}, not {sorted(mistake.fails)}"
        )
