"""Shows how far the grading is, and how it ended, to people or to machines."""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from ..clean import clean, clean_line
from .request import Outcome, State

# At most so many submissions are listed one by one; a class of hundreds has its own report.
MOST_LINES = 40


class Silence:
    """Shows nothing but notes."""

    def note(self, text: str) -> None:
        """Print it on standard error."""
        print(f"Note: {clean(text)}", file=sys.stderr)

    def start(self, total: int) -> None:
        """So many submissions were found."""

    def tell(self, outcome: Outcome) -> None:
        """One of them is done."""

    def stop(self) -> None:
        """There is nothing to clear."""


class Progress(Silence):
    """A bar on standard error with the count, the rate and the time left."""

    _bar: Any = None

    def start(self, total: int) -> None:
        """So many submissions were found."""
        # 0.03 s, and only if a person is watching: the workers are starting meanwhile.
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bar

        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("grading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
            TextColumn("[red]{task.fields[failed]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("grading", total=total, rate="", failed="")
        self._graded = self._failed = 0
        self._since = time.monotonic()
        self._bar.start()

    def tell(self, outcome: Outcome) -> None:
        """One of them is done."""
        self._graded += outcome.state is State.GRADED
        self._failed += outcome.state is State.FAILED
        rate = self._graded / max(time.monotonic() - self._since, 1e-3)
        self._bar.update(
            self._task,
            advance=1,
            rate=f"{rate:.1f}/s" if self._graded else "",
            failed=f"{self._failed} failed" if self._failed else "",
        )

    def stop(self) -> None:
        """Clear the bar."""
        if self._bar is not None:
            self._bar.stop()


def show_summary(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Print a row per assignment, then what the instructor should know about submissions."""
    # 0.03 s, as in `Progress.start`, which --json saves.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not outcomes:
        console.print("Nothing was handed in.")
        return
    # Not as the table's own title, which is filled up with spaces.
    console.print(_title(outcomes, seconds), style="table.title", highlight=False)
    table = Table()
    table.add_column("assignment")
    for heading in ("submissions", "graded now", "unchanged", "failed", "mean", "of"):
        table.add_column(heading, justify="right")
    for name in dict.fromkeys(sorted(outcome.assignment for outcome in outcomes)):
        # Names may look like rich's markup.
        table.add_row(*map(Text, _row(name, [one for one in outcomes if one.assignment == name])))
    console.print(table)
    unchanged = sum(outcome.state is State.UNCHANGED for outcome in outcomes)
    if unchanged and unchanged < len(outcomes):  # or the title says it
        console.print(
            f"{unchanged} have not changed since they were graded (--force grades them again)."
        )
    lines = sorted(_remarkable(outcomes))
    for student, assignment, text in lines[:MOST_LINES]:
        line = clean_line(f"{student}, {assignment}: {text}")
        console.print(line, markup=False, highlight=False)
    if len(lines) > MOST_LINES:
        console.print(f"… and {len(lines) - MOST_LINES} more; --json lists them all")


def _title(outcomes: Sequence[Outcome], seconds: float) -> str:
    graded = sum(outcome.state is State.GRADED for outcome in outcomes)
    if not graded and any(outcome.state is State.FAILED for outcome in outcomes):
        return "Nothing could be graded; the reasons are below."
    if not graded:
        return "Nothing new to grade (--force grades everything again)."
    what = "1 submission" if graded == 1 else f"{graded} submissions"
    each = (
        f"{graded / seconds:.1f} a second" if graded > seconds else f"{seconds / graded:.1f} s each"
    )
    return f"{what} graded in {seconds:.1f} s, {each}"


def _row(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    counts = [sum(outcome.state is state for outcome in outcomes) for state in State]
    points = [outcome.points for outcome in outcomes if outcome.points is not None]
    mean = f"{sum(points) / len(points):.1f}" if points else "–"
    most = max((outcome.max_points or 0.0 for outcome in outcomes), default=0.0)
    return [
        clean_line(name),
        str(len(outcomes)),
        *(str(count or "–") for count in counts),
        mean,
        f"{most:g}",
    ]


def _remarkable(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str]]:
    """Student, assignment, and what the instructor should know about it."""
    found = []
    for one in outcomes:
        without = "" if one.points is not None else "no grade. "
        failed = [without + one.why] if one.state is State.FAILED else []
        found += [(one.student, one.assignment, text) for text in [*failed, *one.troubles]]
    return found


def show_json(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Print everything as one JSON object."""
    json.dump(as_json(outcomes, seconds), sys.stdout, indent=1)
    print()


def as_json(outcomes: Sequence[Outcome], seconds: float) -> dict[str, Any]:
    """Everything for machines: counts, seconds, and a record per submission."""
    counts = {state.value: sum(outcome.state is state for outcome in outcomes) for state in State}
    ordered = sorted(outcomes, key=lambda one: (one.assignment, one.student))
    return {
        **counts,
        "seconds": round(seconds, 3),
        "submissions": [
            {
                "assignment": one.assignment,
                "student": one.student,
                "state": one.state.value,
                "why": clean(one.why),
                "points": one.points,
                "max_points": one.max_points,
                "troubles": [clean(text) for text in one.troubles],
                "seconds": round(one.seconds, 3),
            }
            for one in ordered
        ],
    }
