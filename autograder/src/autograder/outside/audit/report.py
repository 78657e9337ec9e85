"""The rows that an audit finds, and their table."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from ..judging.words import plural


@dataclass(frozen=True)
class MistakeRow:
    """A mistake, the parts that it lost, and what is wrong with that (ideally nothing)."""

    question: str
    name: str
    lost: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class RightRow:
    """A right answer, tried with so many seeds, and what it lost (ideally nothing)."""

    stage: str
    name: str
    style: str
    seeds: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class RuleRow:
    """A rule that a question breaks: about idle parts, promises, or points without work."""

    question: str
    why: str

    @property
    def problems(self) -> tuple[str, ...]:
        """The row itself is the problem."""
        return (self.why,)


Outcome = MistakeRow | RuleRow | RightRow

FILE_WIDTH = 110  # of a table that is written to a file


def is_well(rows: Sequence[Outcome]) -> bool:
    """Whether the audit found nothing wrong, and found something at all."""
    return bool(rows) and not any(row.problems for row in rows)


def show(rows: Sequence[Outcome]) -> None:
    """Print the mistakes, then the right answers, then what is wrong."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=FILE_WIDTH)
    console.print("Mistakes", style="table.title")  # a table fills its own title up with spaces
    grid = Table()
    for title in ("question", "mistake", "loses", ""):
        grid.add_column(title, overflow="fold")
    previous = ""
    for row in rows:
        if isinstance(row, MistakeRow):
            if row.question != previous and previous:
                grid.add_section()
            first = row.question if row.question != previous else ""
            grid.add_row(first, row.name, ", ".join(row.lost) or "nothing", _sign(row))
            previous = row.question
    console.print(grid)

    console.print("Right answers", style="table.title")
    right = Table()
    for title in ("stage", "answer", "style", ""):
        right.add_column(title, overflow="fold")
    for row in rows:
        if isinstance(row, RightRow):
            right.add_row(row.stage, row.name, row.style, _sign(row))
    console.print(right)

    for row in rows:
        for problem in row.problems:
            console.print(f"[red]✗[/] {_name(row)}: {problem}", highlight=False)
    console.print(summary(rows), highlight=False)


def summary(rows: Sequence[Outcome]) -> str:
    """The counts, in one line."""
    mistakes = sum(isinstance(row, MistakeRow) for row in rows)
    right = sum(isinstance(row, RightRow) for row in rows)
    wrong = sum(len(row.problems) for row in rows)
    found = "nothing is wrong" if is_well(rows) else plural(wrong, "problem")
    return f"{plural(mistakes, 'mistake')}, {plural(right, 'right answer')}: {found}"


def _sign(row: Outcome) -> str:
    return "[red]✗[/]" if row.problems else "[green]✓[/]"


def _name(row: Outcome) -> str:
    if isinstance(row, MistakeRow):
        return f"{row.question}: {row.name}"
    if isinstance(row, RightRow):
        return f"{row.stage}: {row.name}"
    return row.question
