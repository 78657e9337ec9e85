"""What a class grader is asked to do, and what it reports."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Request:
    """What to grade, and how.

    Attributes:
        assignments: their names; none means all with submissions.
        students: names or patterns; none means everybody.
        force: also grade what has not changed.
        unsafe: run without a seal.
        jobs: the most processes to use.
        scheduler: the address of a dask cluster to grade on, or None for this machine.
        source: where to collect submissions first, or None; see `intake`.
        feedback: write the feedback files afterwards.
    """

    assignments: Sequence[str] = ()
    students: Sequence[str] = ()
    force: bool = False
    unsafe: bool = False
    jobs: int = os.cpu_count() or 1
    scheduler: str | None = None
    source: Path | None = None
    feedback: bool = False


class State(Enum):
    """The state of a submission after a run."""

    GRADED = "graded"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """The outcome for one submission.

    Attributes:
        assignment: its assignment.
        student: who handed it in.
        state: whether it was graded now, had been graded before, or could not be graded.
        why: the reason, in a sentence.
        points: given automatically, perhaps for an earlier submission; None without a grade.
        max_points: the most that can be given automatically.
        troubles: what the instructor should know, in sentences.
        seconds: wall time spent by the worker.
    """

    assignment: str
    student: str
    state: State
    why: str
    points: float | None = None
    max_points: float | None = None
    troubles: tuple[str, ...] = ()
    seconds: float = 0.0


class Listener(Protocol):
    """Hears how the grading is going."""

    def note(self, text: str) -> None:
        """Something the instructor should know, not about any one submission."""

    def start(self, total: int) -> None:
        """So many submissions were found."""

    def tell(self, outcome: Outcome) -> None:
        """One of them is done, with this outcome."""

    def stop(self) -> None:
        """There is nothing more to come, perhaps because of an error."""
