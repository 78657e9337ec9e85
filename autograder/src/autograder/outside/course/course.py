"""A course and its stages: one concept each, with one home.

A course is a package of its own that the engine knows nothing of. It hands the engine a
`Course`, whose stages name the modules of their questions and mistakes; these are imported
when they are needed.
"""

import functools
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from ...inside.question import Question
from ...inside.questions import Admitted, questions_in, unknown
from ..mistakes import Mistake
from .reference import load_reference, look_up, package_folder
from .staging import staged_modules


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of a course: an assignment, what it asks, and what its students hold.

    Attributes:
        number: its place in the course, from 1.
        name: in a word.
        assignment: nbgrader's name for it, a folder of `source/`.
        questions: the module that holds its questions.
        mistakes: the module that holds the list MISTAKES; "" for none.
        right_answers: the folder of right answers; None for none.
        modules: of the reference, those that its students hold, as names in the package.
    """

    number: int
    name: str
    assignment: str
    questions: str
    mistakes: str = ""
    right_answers: Path | None = None
    modules: tuple[str, ...] = ()

    @functools.cached_property
    def known_questions(self) -> dict[str, Question]:
        """Its questions by id, in the order of their module.

        Raises:
            ValueError: two questions have the same id.
        """
        return questions_in(importlib.import_module(self.questions))

    @functools.cached_property
    def known_mistakes(self) -> tuple[Mistake, ...]:
        """Its mistakes, in the order of their module.

        Raises:
            ValueError: two mistakes of one question have the same name.
        """
        if not self.mistakes:
            return ()
        found = tuple(importlib.import_module(self.mistakes).MISTAKES)
        names = [(mistake.question, mistake.name) for mistake in found]
        for question, name in names:
            if names.count((question, name)) > 1:
                raise ValueError(f"two mistakes of {question} have the name {name!r}")
        return found


@dataclass(frozen=True, eq=False)
class Course:
    """What a course asks, what goes wrong in it, and who answers for the reference.

    Attributes:
        name: of the package that holds it.
        stages: in order.
        reference: the package whose answers are right; None for none.
        places: name that a question needs -> where the reference has it, with dots; "" is the
            whole package. Names that are not here are attributes of the package.
        hidden: further packages that a sealed process can neither read nor import.
        sample_class: the module that builds the sample class; "" for none.
    """

    name: str
    stages: tuple[Stage, ...] = ()
    reference: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    sample_class: str = ""

    def stage_of(self, assignment: str) -> Stage | None:
        """The stage of an assignment; None for one that is no stage of the course."""
        return next((stage for stage in self.stages if stage.assignment == assignment), None)

    @property
    def questions(self) -> dict[str, Question]:
        """All questions by id, in order."""
        return {id: one for stage in self.stages for id, one in stage.known_questions.items()}

    def find_question(self, question_id: str) -> Question:
        """The question with this id.

        Raises:
            KeyError: there is none; the message names ids that are alike.
        """
        for stage in self.stages:
            if question_id in stage.known_questions:
                return stage.known_questions[question_id]
        raise unknown(question_id, self.questions)

    def asks(self, question_id: str) -> bool:
        """Whether there is a question with this id."""
        return any(question_id in stage.known_questions for stage in self.stages)

    def mistakes_of(self, question_id: str) -> tuple[Mistake, ...]:
        """The known mistakes of one question."""
        stages = [stage for stage in self.stages if question_id in stage.known_questions]
        return tuple(m for s in stages for m in s.known_mistakes if m.question == question_id)

    @property
    def admitted(self) -> Admitted:
        """What of it a sealed process gets to see, and what it must not."""
        modules = tuple(stage.questions for stage in self.stages)
        own = {module.partition(".")[0] for module in modules}
        reference = [self.reference] if self.reference else []
        return Admitted(modules, tuple(dict.fromkeys([*sorted(own), *reference, *self.hidden])))

    def package(self) -> ModuleType:
        """The reference, loaded so that nothing else of its name can stand in for it.

        Raises:
            ImportError: it is not installed, or the course has none.
        """
        if self.reference is None:
            raise ImportError(f"the course {self.name!r} names no reference")
        return load_reference(self.reference)

    def names(self, question: Question) -> dict[str, Any]:
        """What the reference gives for the names that a question needs."""
        return {
            name: look_up(self.package(), self.places.get(name, name)) for name in question.needs
        }

    def staged_modules(self, assignment: str) -> dict[str, str]:
        """File name -> source of the reference's modules that students hold at an assignment."""
        stage = self.stage_of(assignment)
        if stage is None or not stage.modules or self.reference is None:
            return {}
        return staged_modules(package_folder(self.reference), stage.modules)
