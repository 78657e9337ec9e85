"""Loads a course: from the package that a configuration names, and from what its folder adds.

In a course's folder, `questions.py` (or `questions/`) and `mistakes.py` add to the course, or are
the whole of it.
"""

import functools
import importlib
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from autograder_check.messages import add_catalogs

from ...inside.own import FILES, MISTAKES, QUESTIONS, import_own
from ...inside.question import Question
from ...inside.questions import questions_in
from .course import Course
from .mistake import Mistake


class BadCourse(OSError):
    """A course cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class CourseSource:
    """Everything a course is made of, as plain data that any process can carry.

    Attributes:
        package: the package with the course; "" if there is none.
        files: what the course's folder adds, as pairs (path, text), in order.
    """

    package: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, package: str, folder: Path) -> "CourseSource":
        """The package that a configuration in this folder names, and what is beside it."""
        paths = [path for name in FILES for path in (folder / f"{name}.py",) if path.is_file()]
        if (folder / "questions").is_dir():
            paths += sorted((folder / "questions").rglob("*.py"))
        texts = [(path.relative_to(folder).as_posix(), path.read_text("utf-8")) for path in paths]
        return cls(package, tuple(texts))


NO_COURSE = CourseSource()
LOCALE = "locale"  # the folder with what its questions and mistakes say in other languages


@functools.cache
def load_course(source: CourseSource) -> Course:
    """The course.

    Raises:
        BadCourse: the package or a file cannot be imported, or does not define what it should.
    """
    course = _packaged(source.package)
    files = dict(source.files)
    questions: dict[str, Question] = {}
    for module in _imported(files, QUESTIONS):
        questions.update(questions_in(module))
    own = tuple(pair for pair in source.files if pair[0].startswith("questions"))
    course = replace(course, source=source, own=questions, own_texts=own)
    mistakes = [m for module in _imported(files, MISTAKES) for m in _mistakes(module, course)]
    return replace(course, own_mistakes=tuple(mistakes))


def _packaged(name: str) -> Course:
    if not name:
        return Course("")
    try:
        module = importlib.import_module(f"{name}.course")
        found = getattr(module, "COURSE", None)
    except Exception as error:  # importing runs the course's own code
        raise BadCourse(
            f"the course {name!r} cannot be loaded ({type(error).__name__}: {error}). "
            "c.Autograder.course in nbgrader_config.py must name an installed package with a "
            "module `course`."
        ) from error
    if not isinstance(found, Course):
        raise BadCourse(f"{name}.course must define COURSE = Course(...)")
    add_catalogs(Path(module.__file__ or "").parent / LOCALE)
    return found


def _imported(files: dict[str, str], name: str) -> list[ModuleType]:
    try:
        return import_own(files, name)
    except Exception as error:
        file = next(first for first, module in FILES.items() if module == name)
        raise BadCourse(
            f"the course's {file}.py cannot be run: {type(error).__name__}: {error}"
        ) from error


def _mistakes(module: ModuleType, course: Course) -> list[Mistake]:
    found = getattr(module, "MISTAKES", None)
    if not isinstance(found, (list, tuple)) or not all(isinstance(m, Mistake) for m in found):
        raise BadCourse("mistakes.py must define MISTAKES, a list of Mistake(...)")
    for mistake in found:
        _check(mistake, course)
    return list(found)


def _check(mistake: Mistake, course: Course) -> None:
    try:
        parts = {part.name for part in course.find_question(mistake.question).parts}
    except KeyError as error:
        raise BadCourse(f"mistakes.py: {mistake.name!r}: {error.args[0]}") from None
    unknown = set(mistake.fails) - parts
    if unknown or not mistake.fails:
        raise BadCourse(
            f"mistakes.py: {mistake.name!r} must fail some of the parts {sorted(parts)} of "
            f"{mistake.question}, not {sorted(mistake.fails)}"
        )
