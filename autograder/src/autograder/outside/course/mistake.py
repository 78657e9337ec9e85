"""A mistake: a small change to a right implementation, and what it says about its author."""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import dedent, indent
from types import CodeType
from typing import Any

RIGHT = ""  # instead of a mistake's name: the right answer
ONE_SLIP = 0.4  # of its question's points: what one mistake loses at most
SOLUTION_SUFFIX = re.compile(r"-solution(-\d+)?$")


@dataclass(frozen=True)
class Mistake:
    """A known wrong implementation of what one question asks for.

    Attributes:
        question: the question's id.
        name: a few words with hyphens, unique within the question: "assign-sub-adds".
        misconception: what the author believes, in a sentence addressed to the student.
        hint: leads on without giving the answer away.
        fails: the names of the question's parts that must not hold.
        code: the change, as source code that runs after a right implementation and redefines
            some of the question's names in terms of the right ones.
        like: names of other mistakes of the same question that no case can tell from this one.
        remembers: whether it carries something over from one case to the next. If so, the
            smallest case that fails may hold when it is run alone.
        costly: why it may lose more of its question than one slip should (`ONE_SLIP`), in a
            sentence: what never works, or several slips at once. "" for all others.
    """

    question: str
    name: str
    misconception: str
    hint: str
    fails: tuple[str, ...]
    code: str
    like: tuple[str, ...] = ()
    remembers: bool = False
    costly: str = ""

    def source(self) -> str:
        """The change as a cell's source."""
        return dedent(self.code).strip() + "\n"

    def put_into(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The solutions of a notebook, with the change appended to the last of its question.

        Args:
            answers: `grade_id` of every solution cell -> its source.

        Raises:
            KeyError: there is no solution cell for the mistake's question.
        """
        cells = [name for name in answers if SOLUTION_SUFFIX.sub("", name) == self.question]
        if not cells:
            raise KeyError(f"no solution cell belongs to the question {self.question!r}")
        return {**answers, cells[-1]: f"{answers[cells[-1]]}\n\n\n{self.source()}"}

    def apply(self, names: dict[str, Any]) -> dict[str, Any]:
        """The names of a question after the change; `names` itself is left alone."""
        namespace = dict(names)
        exec(_compiled(self), namespace)
        return {name: namespace[name] for name in names}


@functools.cache  # a mistake is applied in 0.6 ms, and took 2.7 ms when it was compiled each time
def _compiled(mistake: Mistake) -> CodeType:
    return compile(mistake.source(), f"<mistake {mistake.name}>", "exec")


Builder = Callable[..., Mistake]


def written(question: str) -> Callable[[Callable[..., str]], Builder]:
    """Makes a builder of the question's mistakes from a function that writes their code.

    A builder is called like `Mistake`, but without the question, and with the function's
    arguments, by name, instead of `code`.
    """

    def decorate(write: Callable[..., str]) -> Builder:
        def build(
            name: str,
            misconception: str,
            hint: str,
            *,
            fails: tuple[str, ...],
            remembers: bool = False,
            costly: str = "",
            **how: Any,
        ) -> Mistake:
            code = write(**how)
            return Mistake(
                question,
                name,
                misconception,
                hint,
                fails,
                code,
                remembers=remembers,
                costly=costly,
            )

        return build

    return decorate


def edits_of(question: str, right: str) -> Builder:
    """A builder of mistakes that edit a right source; it takes `edits`, as `edited` does."""
    return written(question)(functools.partial(edited, right))


def bodies_of(question: str, head: str) -> Builder:
    """A builder of mistakes that are functions with this head; it takes `body`.

    What follows the body may be given separately as `then`, indented in any way.
    """
    return written(question)(lambda body, then="": defined(head, body, then))


def edited(right: str, edits: dict[str, str]) -> str:
    """The source `right` with each old text, found there exactly once, replaced by the new one."""
    for old, new in edits.items():
        if right.count(old) != 1:
            raise ValueError(f"found {right.count(old)} times, not once: {old!r}")
        right = right.replace(old, new)
    return right


def defined(head: str, *pieces: str) -> str:
    """A definition from its first lines and the pieces of its body, each dedented by itself."""
    return "\n".join([head, *(indented(piece) for piece in pieces if piece)])


def indented(source: str, spaces: int = 4) -> str:
    """The source at this indentation, whatever it had before."""
    return indent(dedent(source).strip(), " " * spaces)
