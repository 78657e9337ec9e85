"""A course and its stages: one concept each, with one home.

A course is a separate package that the engine knows nothing about. It gives the engine a
`Course`, whose stages name the modules of their questions and mistakes; these are imported
when they are needed.
"""

import functools
import importlib
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from ...inside.question import Question
from ...inside.questions import Admitted, questions_in, unknown
from .mistake import Mistake
from .reference import load_reference, look_up, package_folder, preserve
from .staging import staged_modules


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of a course: an assignment, what it asks, and what its students are given.

    Attributes:
        number: its place in the course, from 1.
        name: one word.
        assignment: nbgrader's name for it, a folder in `source/`.
        questions: the module with its questions.
        mistakes: the module with the list MISTAKES; "" if there is none.
        right_answers: the folder of right answers; None if there is none.
        modules: the modules of the reference that its students are given, by name.
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
    """A course: its questions, the mistakes made in it, and its reference.

    Attributes:
        name: the name of its package.
        stages: in order.
        reference: the package whose answers are right; None if there is none.
        places: name that a question needs -> where the reference has it, with dots; "" is the
            whole package. Names that are not here are attributes of the package.
        hidden: further packages that a sealed process cannot read or import.
        sample_class: the module that builds the sample class; "" if there is none.
        source: what it was loaded from; None if it was not loaded.
        own: the questions that its folder adds, by id. One with the id of a question in the
            package replaces it; the others are answered by the solved source notebook.
        own_texts: the modules with these questions, as pairs (file, text).
        own_mistakes: the mistakes that its folder adds.
    """

    name: str
    stages: tuple[Stage, ...] = ()
    reference: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    sample_class: str = ""
    source: Any = None
    own: Mapping[str, Question] = field(default_factory=dict)
    own_texts: tuple[tuple[str, str], ...] = ()
    own_mistakes: tuple[Mistake, ...] = ()

    def stage_of(self, assignment: str) -> Stage | None:
        """The stage of an assignment; None if the assignment is not a stage of the course."""
        return next((stage for stage in self.stages if stage.assignment == assignment), None)

    @property
    def questions(self) -> dict[str, Question]:
        """All questions by id, in order."""
        packaged = {id: one for stage in self.stages for id, one in stage.known_questions.items()}
        return {**packaged, **self.own}

    def find_question(self, question_id: str) -> Question:
        """The question with this id.

        Raises:
            KeyError: there is none; the message lists similar ids.
        """
        if question_id in self.own:
            return self.own[question_id]
        for stage in self.stages:
            if question_id in stage.known_questions:
                return stage.known_questions[question_id]
        raise unknown(question_id, self.questions)

    def asks(self, question_id: str) -> bool:
        """Whether there is a question with this id."""
        return question_id in self.own or self._packaged(question_id)

    def is_answered_by_notebook(self, question_id: str) -> bool:
        """Whether the solved source notebook is this question's reference."""
        return question_id in self.own and not self._packaged(question_id)

    def replaces(self, question_id: str) -> bool:
        """Whether its folder replaces this question of the package."""
        return question_id in self.own and self._packaged(question_id)

    def _packaged(self, question_id: str) -> bool:
        return any(question_id in stage.known_questions for stage in self.stages)

    def mistakes_of(self, question_id: str) -> tuple[Mistake, ...]:
        """The known mistakes of one question."""
        stages = [stage for stage in self.stages if question_id in stage.known_questions]
        known = [*(m for stage in stages for m in stage.known_mistakes), *self.own_mistakes]
        return tuple(mistake for mistake in known if mistake.question == question_id)

    @property
    def admitted(self) -> Admitted:
        """What a sealed process gets to see of it, and what it must not."""
        modules = tuple(stage.questions for stage in self.stages)
        own = {module.partition(".")[0] for module in modules}
        reference = [self.reference] if self.reference else []
        hidden = dict.fromkeys([*sorted(own), *reference, *self.hidden])
        return Admitted(modules, self.own_texts, tuple(hidden))

    def package(self) -> ModuleType:
        """The reference, loaded so that nothing else of its name can stand in for it.

        Raises:
            ImportError: it is not installed, or the course has none.
        """
        if self.reference is None:
            raise ImportError(f"the course {self.name!r} has no reference")
        return load_reference(self.reference)

    def names(self, question: Question) -> dict[str, Any]:
        """The reference's values for the names that a question needs."""
        return {
            name: look_up(self.package(), self.places.get(name, name)) for name in question.needs
        }

    def preserve_reference(self) -> AbstractContextManager[None]:
        """A context in which mistakes can run: what they change in the reference is undone."""
        return nullcontext() if self.reference is None else preserve(self.package())

    def staged_modules(self, assignment: str) -> dict[str, str]:
        """File name -> source of the modules that students are given with an assignment."""
        stage = self.stage_of(assignment)
        if stage is None or not stage.modules or self.reference is None:
            return {}
        return staged_modules(package_folder(self.reference), stage.modules)
