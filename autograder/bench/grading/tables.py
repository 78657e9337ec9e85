"""Shows the same tables to people at a terminal and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table


@dataclass
class Sheet:
    """A table of text: the first column names a row, all others are numbers."""

    title: str
    headings: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def show(self, console: Console) -> None:
        """Print it at a terminal."""
        table = Table(title=self.title, title_justify="left")
        for place, heading in enumerate(self.headings):
            table.add_column(heading, justify="right" if place else "left")
        for row in self.rows:
            table.add_row(*row)
        console.print(table)

    def markdown(self) -> str:
        """As a Markdown table under its title."""
        rule = ["---", *["---:"] * (len(self.headings) - 1)]
        lines = [" | ".join(cells) for cells in (self.headings, rule, *self.rows)]
        return "\n".join([f"{self.title}:", "", *(f"| {line} |" for line in lines)])


@dataclass(frozen=True)
class Bar:
    """Something that must hold.

    Attributes:
        what: was measured.
        measured: and how much it was.
        wanted: "at least 10", "at most 1.5".
        met: whether it holds.
    """

    what: str
    measured: str
    wanted: str
    met: bool


def at_most(what: str, measured: float, limit: float, unit: str = "") -> Bar:
    return Bar(what, f"{measured:.2f}{unit}", f"at most {limit:g}{unit}", measured <= limit)


def at_least(what: str, measured: float, limit: float, unit: str = "x") -> Bar:
    return Bar(what, f"{measured:.1f}{unit}", f"at least {limit:g}{unit}", measured >= limit)


def sheet_of(bars: Sequence[Bar]) -> Sheet:
    """What must hold, and whether it does."""
    rows = [(bar.what, bar.measured, bar.wanted, "yes" if bar.met else "NO") for bar in bars]
    return Sheet("What must hold", ("", "measured", "wanted", "met"), list(rows))
