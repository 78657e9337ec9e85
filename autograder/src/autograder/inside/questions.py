"""The questions that can be asked in this process: those of the course that it was told of."""

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from .own import QUESTIONS, import_own
from .question import Question

_known: dict[str, Question] = {}


@dataclass(frozen=True)
class Admitted:
    """What of a course a sealed process gets to see.

    Attributes:
        modules: that hold the questions; with the folder that they lie in they can be read.
        own: file -> text of the questions that the course's own folder adds, as pairs.
        hidden: top-level packages that can be neither read nor imported, but for these modules.
    """

    modules: tuple[str, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()


def use(questions: Mapping[str, Question]) -> None:
    """Have `ask` ask these from now on, and no others."""
    _known.clear()
    _known.update(questions)


def in_use() -> bool:
    """Whether this process has been told of any questions."""
    return bool(_known)


def load(admitted: Admitted) -> dict[str, Question]:
    """The questions by id, in order; a course's own come before others of the same id."""
    found: dict[str, Question] = {}
    for name in admitted.modules:
        found.update(questions_in(importlib.import_module(name)))
    for module in import_own(dict(admitted.own), QUESTIONS):
        found.update(questions_in(module))
    return found


def questions_in(module: ModuleType) -> dict[str, Question]:
    """The questions that a module holds, by id, in order.

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
        KeyError: there is none; the message names ids that are alike.
    """
    if question_id not in _known:
        raise unknown(question_id, _known)
    return _known[question_id]


def unknown(question_id: str, known: Iterable[str]) -> KeyError:
    """The error for an id that no question has; it names those that begin alike, or all."""
    first = question_id.partition("-")[0]
    alike = [id for id in known if id.partition("-")[0] == first] or list(known)
    listed = ", ".join(alike) or "none"
    return KeyError(f"no question has the id {question_id!r}; there are: {listed}")
