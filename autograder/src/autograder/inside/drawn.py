"""One draw of a question as JSON: what a process needs that runs its cases and has no course.

That is the cases' programs and inputs, how values become plain data, and the text of the modules
whose functions look at pictures. Nothing in it says what the right answers are.
"""

import ast
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from .forms import Forms
from .inputs import pack, unpack
from .plain import Plain
from .question import Case, Question

OURS = __package__  # what every process that runs cases has


class CannotTravel(ValueError):
    """A question that only a process with the course can ask; the message says why."""


def drawn(question: Question, seed: int, texts: Mapping[str, str]) -> Plain:
    """The draw with this seed.

    Args:
        texts: module -> its text, for those in which the question's helpers are.

    Raises:
        CannotTravel: an input, or a helper, is of a kind that cannot be sent.
    """
    helpers = {name: [one.__module__, one.__qualname__] for name, one in question.helpers.items()}
    modules = {place: texts[place] for place, _ in helpers.values() if not _is_ours(place)}
    for name, text in modules.items():
        _check_imports(name, text)
    try:
        programs = list(dict.fromkeys(case.program for case in question.cases(seed)))
        place = {program: number for number, program in enumerate(programs)}
        cases = [
            [place[case.program], {name: pack(value) for name, value in case.inputs.items()}]
            for case in question.cases(seed)
        ]
    except TypeError as problem:
        raise CannotTravel(f"{question.id}: {problem}") from None
    records = {name: list(attributes) for name, attributes in question.forms.records.items()}
    return {
        "question": question.id,
        "seed": seed,
        "needs": list(question.needs),
        "forms": {"arrays": list(question.forms.arrays), "records": records},
        "helpers": helpers,
        "modules": modules,
        "programs": programs,
        "cases": cases,
    }


def received(draw: Plain) -> tuple[Question, list[Case]]:
    """The question and the cases of a draw, ready for `answer_case`."""
    records = {name: tuple(of) for name, of in draw["forms"]["records"].items()}
    forms = Forms(tuple(draw["forms"]["arrays"]), records)
    made: dict[str, ModuleType] = {}
    helpers = {
        name: _helper(place, function, draw["modules"], made)
        for name, (place, function) in draw["helpers"].items()
    }
    question = Question(draw["question"], draw["needs"], helpers, forms=forms)
    cases = [
        Case(draw["programs"][number], {name: unpack(value) for name, value in inputs.items()})
        for number, inputs in draw["cases"]
    ]
    return question, cases


def _helper(
    place: str, function: str, texts: Mapping[str, str], made: dict[str, ModuleType]
) -> Callable[..., Any]:
    """A helper, from a module of ours or from one made of its text."""
    if _is_ours(place):
        __import__(place)
        return getattr(sys.modules[place], function)
    if place not in made:
        made[place] = ModuleType(place)
        exec(compile(texts[place], f"<{place}>", "exec"), vars(made[place]))
    return getattr(made[place], function)


def _is_ours(module: str) -> bool:
    return module.startswith(f"{OURS}.")


def _check_imports(name: str, text: str) -> None:
    """Refuse a module that imports what a student may not have."""
    for node in ast.walk(ast.parse(text)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        for imported in names:
            top = imported.partition(".")[0]
            known = top in sys.stdlib_module_names or top in ("numpy", "matplotlib")
            if not known and not _is_ours(imported):
                raise CannotTravel(f"{name}, which has a helper, imports {imported}")
