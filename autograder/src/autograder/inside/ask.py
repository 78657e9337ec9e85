"""Asks a question of the implementation next door and displays its answers.

The answers are displayed as an output of the cell, in our own MIME type: the notebook is the
transport, and there is no side channel to forge.
"""

import builtins
import warnings
from contextlib import suppress
from typing import Any

from .plain import Plain
from .program import answer_case
from .protocol import ANSWERS_MIME, cell_seed, notebook_seeds
from .question import Question
from .questions import find_question

VERSION = 1


def ask(question_id: str, names: dict[str, Any], notebook: dict[str, Any] | None = None) -> Plain:
    """Run every case of a question on `names`; display the answers and return them.

    `notebook` is the namespace that the names come from, in which stand-ins are put.

    With several seeds, as when a solved notebook answers for a class, the answers are displayed
    for each, and the last are returned.
    """
    question = find_question(question_id)
    _check_names(question, names)
    for seed in notebook_seeds():
        answers = answer_question(question, names, cell_seed(seed, question_id), notebook)
        _display(answers)
    return answers


def answer_question(
    question: Question, names: dict[str, Any], seed: int, notebook: dict[str, Any] | None = None
) -> Plain:
    """The answers of an implementation to all cases drawn from `seed`, in order.

    If the question has stand-ins and a `notebook` to put them in, a second list of answers,
    "again", comes from the cases asked with these.
    """
    given = {"version": VERSION, "question": question.id, "seed": seed}
    given["answers"] = _answers(question, names, seed)
    if question.stand_ins is not None and notebook is not None:
        # Where they do not fit, as on a class of another build, the first answers alone count.
        with suppress(Exception), question.stand_ins.put(names, notebook):
            given["again"] = _answers(question, names, seed)
    return given


def _answers(question: Question, names: dict[str, Any], seed: int) -> list[Plain]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a warning costs nothing, and prints nothing
        return [answer_case(question, case, names) for case in question.cases(seed)]


def _check_names(question: Question, names: dict[str, Any]) -> None:
    missing = [name for name in question.needs if name not in names]
    extra = [name for name in names if name not in question.needs]
    if missing or extra:
        raise TypeError(
            f"ask({question.id!r}, ...) takes {', '.join(question.needs)}: "
            f"missing {missing}, extra {extra}"
        )


def _display(answers: Plain) -> None:
    """Publish the answers as an output of the running cell, if this is IPython."""
    get_shell = getattr(builtins, "get_ipython", None)
    shell = get_shell() if get_shell else None
    if shell is not None:
        shell.display_pub.publish(data={ANSWERS_MIME: answers}, metadata={})
