"""A mistake: a small change to a right implementation, and what it tells of its author."""

from dataclasses import dataclass
from textwrap import dedent
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """A known wrong implementation of what one question asks for.

    Attributes:
        question: the question's id.
        name: a few words with hyphens, unique within the question: "assign-sub-adds".
        misconception: what the author believes, in a sentence that can be said to a student.
        hint: leads on without giving the answer away.
        fails: the names of the question's parts that must not hold.
        code: the change, as source code that runs after a right implementation and redefines
            some of the question's names in terms of the right ones.
        like: names of other mistakes of the same question that no case can tell from this one.
    """

    question: str
    name: str
    misconception: str
    hint: str
    fails: tuple[str, ...]
    code: str
    like: tuple[str, ...] = ()

    def source(self) -> str:
        """The change as a cell's source."""
        return dedent(self.code).strip() + "\n"

    def apply(self, names: dict[str, Any]) -> dict[str, Any]:
        """The names of a question after the change; `names` itself is left alone."""
        namespace = dict(names)
        exec(compile(self.source(), f"<mistake {self.name}>", "exec"), namespace)
        return {name: namespace[name] for name in names}
