"""Prints findings for people: a table in a terminal, and one in Markdown."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

from .cell_model import TrustedCell
from .messages import _, counted
from .score import Finding, Status

WIDTH = 96
MARKS = {Status.PASS: "✓", Status.FAIL: "✗", Status.ERROR: "!"}
POINTS = re.compile(r"\s*\([^()]*\)\s*$")
ICONS = {Status.PASS: "✅", Status.FAIL: "❌", Status.ERROR: "⚠️"}


def by_hand(released: Sequence[TrustedCell]) -> list[TrustedCell]:
    """The cells that a person reads."""
    return [cell for cell in released if cell.points is not None and not cell.is_test]


def title(check: TrustedCell) -> str:
    """Its first comment, without the points."""
    first = check.source.lstrip().split("\n", 1)[0]
    if not first.startswith("#"):
        return check.grade_id
    return POINTS.sub("", first.lstrip("# ")).strip() or check.grade_id


def total(found: Sequence[Finding]) -> str:
    """Such as "11 of 25 points"."""
    score, most = sum(one.score for one in found), sum(one.points for one in found)
    values = {"score": f"{score:g}", "most": f"{most:g}"}
    return counted("{score} of {most} point", "{score} of {most} points", most, **values)


def heading(name: str, found: Sequence[Finding]) -> str:
    """What stands above the table."""
    return _("{name}: {points} by the visible checks", name=name, points=total(found))


def advice() -> str:
    """What stands below it."""
    return _(
        "These are the visible checks: advice, not your grade. The grade comes from your "
        "instructor's tests, which ask more."
    )


def wrapped(text: str, indent: str = "") -> list[str]:
    """A text in lines of a terminal, in which a wide character such as 한 fills two columns."""
    doubled = "".join(f"{letter}\0" if is_wide(letter) else letter for letter in text)
    lines = textwrap.wrap(doubled, WIDTH, initial_indent=indent, subsequent_indent=indent)
    return [line.replace("\0", "") for line in lines]


def is_wide(letter: str) -> bool:
    """Whether a character fills two columns."""
    return unicodedata.east_asian_width(letter) in "WF"


def as_text(name: str, found: Sequence[Finding], released: Sequence[TrustedCell]) -> str:
    """A table for a terminal: a line for each check, and below it what to do about it."""
    lines = [heading(name, found), ""]
    width = max(len(one.check.grade_id) for one in found)
    for one in found:
        points = f"{one.score:g}/{one.points:g}"
        grade_id = one.check.grade_id.ljust(width)
        lines.append(f"  {MARKS[one.status]} {points:>6}  {grade_id}  {title(one.check)}")
        if one.message:
            lines += wrapped(one.message, " " * 12)
    lines += [
        f"  · {f'–/{cell.points:g}':>6}  {cell.grade_id.ljust(width)}  {_('read by a person')}"
        for cell in by_hand(released)
    ]
    return "\n".join([*lines, "", *wrapped(advice())])


def as_markdown(name: str, found: Sequence[Finding], released: Sequence[TrustedCell]) -> str:
    """The same for a job's summary page."""
    lines = [
        f"### {heading(_cell(name), found)}",
        "",
        f"| | {_('points')} | {_('check')} | {_('what to do')} |",
        "|---|---:|---|---|",
    ]
    for one in found:
        check = f"{_cell(title(one.check))} (`{one.check.grade_id}`)"
        lines.append(
            f"| {ICONS[one.status]} | {one.score:g}/{one.points:g} | {check} "
            f"| {_cell(one.message)} |"
        )
    for cell in by_hand(released):
        lines.append(f"| ✍️ | –/{cell.points:g} | `{cell.grade_id}` | {_('read by a person')} |")
    return "\n".join([*lines, "", advice(), ""])


def _cell(text: str) -> str:
    """Text that stays in its cell, and stays plain text."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|":
        flat = flat.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return flat
