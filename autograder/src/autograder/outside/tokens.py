"""Makes the tokens with which the students of a class ask for verdicts, one for each.

The file with the tokens is the server's: a line each, a token and the student's id. The table is
for the instructor, who sends each student theirs. Both are for their owner's eyes only.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .class_grader.gradebook import Student
from .reports.tables import write_csv
from .serving.callers import token_lines

FILE = "practice-tokens.txt"
HEADER = ("id", "first_name", "last_name", "email", "token", "new")
ABOVE = "# Tokens for verdicts on request: a token and the student's id. Keep this to yourself.\n"
BYTES = 12  # of a token


class CannotMakeTokens(OSError):
    """The file with the tokens cannot be used; the message says why."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a class.

    Attributes:
        of: student -> token.
        new: the students who had none.
        others: names in the file of those who are not in the class.
    """

    of: dict[str, str]
    new: tuple[str, ...]
    others: tuple[str, ...]


def give_tokens(path: Path, students: Sequence[str]) -> Tokens:
    """Give a token to each student who has none in the file, and add it there.

    What is in the file stays as it is.

    Raises:
        CannotMakeTokens: the file cannot be read or written.
    """
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ABOVE
        known = {name: token for token, name in token_lines(before) if name}
        new = {one: _new_token() for one in students if _line(one) not in known}
        if before and not before.endswith("\n"):
            before += "\n"
        after = before + "".join(f"{token} {_line(one)}\n" for one, token in new.items())
        _write_for_owner(path, after)
    except (OSError, ValueError) as problem:  # ValueError: not UTF-8
        raise CannotMakeTokens(f"{path} cannot be used: {problem}") from None
    of = {one: known.get(_line(one)) or new[one] for one in students}
    others = set(known) - set(map(_line, students))
    return Tokens(of, tuple(new), tuple(sorted(others)))


def write_table(path: Path, people: Sequence[Student], tokens: Tokens) -> None:
    """Write a table with a row for each student, for a mail merge.

    Raises:
        OSError: it cannot be written.
    """
    _write_for_owner(path, "")
    rows = [
        (
            one.id,
            one.first_name,
            one.last_name,
            one.email,
            tokens.of[one.id],
            "yes" if one.id in tokens.new else "no",
        )
        for one in people
    ]
    write_csv(path, HEADER, rows, for_people=True)


def _line(student: str) -> str:
    """A student's id on one line."""
    return " ".join(student.split())


def _new_token() -> str:
    """A token that no spreadsheet takes for a number or a formula."""
    return f"t-{secrets.token_hex(BYTES)}"


def _write_for_owner(path: Path, text: str) -> None:
    """Write a file that nobody else may read; all of it, or nothing."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
