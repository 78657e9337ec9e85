"""The questions, a module for each stage of the course."""

import functools
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..question import Question

# Stage name, the first word of its questions' ids -> the module that holds them.
STAGES = {"variables": "variables", "loss": "loss", "tape": "tape", "training": "training"}


def find_question(question_id: str) -> "Question":
    """The question with this id.

    Raises:
        KeyError: there is none; the message names the ids of that stage.
    """
    stage = question_id.partition("-")[0]
    questions = stage_questions(stage) if stage in STAGES else {}
    if question_id not in questions:
        known = ", ".join(questions) or ", ".join(f"{name}-…" for name in STAGES)
        raise KeyError(f"no question has the id {question_id!r}; there are: {known}")
    return questions[question_id]


@functools.cache
def stage_questions(stage: str) -> "dict[str, Question]":
    """The questions of one stage by id, in the order of the notebook.

    Raises:
        ValueError: two questions of the stage have the same id.
    """
    from ..question import Question

    module = importlib.import_module(f"{__name__}.{STAGES[stage]}")
    found = [value for value in vars(module).values() if isinstance(value, Question)]
    questions = {question.id: question for question in found}
    if len(questions) != len(found):
        raise ValueError(f"two questions of the stage {stage!r} have the same id")
    return questions
