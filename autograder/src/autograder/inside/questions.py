"""The questions that can be asked in this process: those of its course."""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from .own import QUESTIONS, import_own
from .question import Question

_known: dict[str, Question] = {}


@dataclass(frozen=True)
class Admitted:
    """The part of a course that a sealed process gets to see.

    Attributes:
        modules: the modules with the questions; they and the folder they are in can be read.
        own: the questions that the course's folder adds, as pairs (file, text).
        hidden: top-level packages that cannot be read or imported, except for these modules.
    """

    modules: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()


def use(questions: Mapping[str, Question]) -> None:
    """Make `ask` ask these from now on, and no others."""
    _known.clear()
    _known.update(questions)


def in_use() -> bool:
    """Whether this process has any questions yet."""
    return bool(_known)


def load(admitted: Admitted) -> dict[str, Question]:
    """The questions by id, in order; those in the course's folder replace others of the same id."""
    found: dict[str, Question] = {}
    for name in admitted.modules:
        found.update(questions_in(importlib.import_module(name)))
    for module in import_own(dict(admitted.own), QUESTIONS):
        found.update(questions_in(module))
    return found


def questions_in(module: ModuleType) -> dict[str, Question]:
    """The questions in a module, by id, in order.

    Raises:
        ValueError: two of them have the same id.
    """
    found = [value for value in vars(module).values() if isinstance(value, Question)]
    questions = {question.id: question for question in found}
    if len(questions) != len(found):
        raise ValueError(f"two questions of {module.__name__} have the same id")
    return questions


def find_question(question_id: str) -> Question:
    """The question with this id.

    Raises:
        KeyError: there is none; the message lists similar ids.
    """
    if question_id not in _known:
        raise unknown(question_id, _known)
    return _known[question_id]


def unknown(question_id: str, known: Iterable[str]) -> KeyError:
    """The error for an id that no question has; it lists those that begin alike, or all."""
    first = question_id.partition("-")[0]
    alike = [id for id in known if id.partition("-")[0] == first] or list(known)
    listed = ", ".join(alike) or "none"
    return KeyError(f"no question has the id {question_id!r}; these exist: {listed}")
