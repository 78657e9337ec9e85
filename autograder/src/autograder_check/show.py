"""Prints findings for people: a table in a terminal, and one in Markdown."""

import textwrap
from collections.abc import Sequence

from .cell_model import TrustedCell
from .score import Finding, Status

WIDTH = 96
MARKS = {Status.PASS: "✓", Status.FAIL: "✗", Status.ERROR: "!"}
ICONS = {Status.PASS: "✅", Status.FAIL: "❌", Status.ERROR: "⚠️"}
ADVICE = (
    "These are the visible checks: advice, not your grade. The grade comes from your "
    "instructor's tests, which ask more."
)


def by_hand(released: Sequence[TrustedCell]) -> list[TrustedCell]:
    """The cells that a person reads."""
    return [cell for cell in released if cell.points is not None and not cell.is_test]


def title(check: TrustedCell) -> str:
    """Its first comment, without the points."""
    first = check.source.lstrip().split("\n", 1)[0]
    if not first.startswith("#"):
        return check.grade_id
    return first.lstrip("# ").rsplit(" (", 1)[0].strip() or check.grade_id


def total(found: Sequence[Finding]) -> str:
    """Such as "11 of 25 points"."""
    score, most = sum(one.score for one in found), sum(one.points for one in found)
    return f"{score:g} of {most:g} points"


def as_text(name: str, found: Sequence[Finding], released: Sequence[TrustedCell]) -> str:
    """A table for a terminal: a line for each check, and below it what to do about it."""
    lines = [f"{name}: {total(found)} by the visible checks", ""]
    width = max(len(one.check.grade_id) for one in found)
    for one in found:
        points = f"{one.score:g}/{one.points:g}"
        grade_id = one.check.grade_id.ljust(width)
        lines.append(f"  {MARKS[one.status]} {points:>6}  {grade_id}  {title(one.check)}")
        if one.message:
            indent = " " * 12
            lines += textwrap.wrap(
                one.message, WIDTH, initial_indent=indent, subsequent_indent=indent
            )
    lines += [
        f"  · {f'–/{cell.points:g}':>6}  {cell.grade_id.ljust(width)}  read by a person"
        for cell in by_hand(released)
    ]
    return "\n".join([*lines, "", *textwrap.wrap(ADVICE, WIDTH)])


def as_markdown(name: str, found: Sequence[Finding], released: Sequence[TrustedCell]) -> str:
    """The same for a job's summary page."""
    lines = [
        f"### {_cell(name)}: {total(found)} by the visible checks",
        "",
        "| | points | check | what to do |",
        "|---|---:|---|---|",
    ]
    for one in found:
        check = f"{_cell(title(one.check))} (`{one.check.grade_id}`)"
        lines.append(
            f"| {ICONS[one.status]} | {one.score:g}/{one.points:g} | {check} "
            f"| {_cell(one.message)} |"
        )
    for cell in by_hand(released):
        lines.append(f"| ✍️ | –/{cell.points:g} | `{cell.grade_id}` | read by a person |")
    return "\n".join([*lines, "", ADVICE, ""])


def _cell(text: str) -> str:
    """Text that stays in its cell, and stays plain text."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|":
        flat = flat.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return flat
