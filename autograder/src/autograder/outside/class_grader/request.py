"""What a class grader is asked to do, and what it says came of it."""

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
        assignments: their names; none for all that were handed in.
        students: names or patterns; none for everybody.
        force: grade what has not changed, too.
        unsafe: run without a seal.
        jobs: the most processes to use.
        scheduler: the address of a dask cluster to grade on, or None for this machine.
        source: where to collect submissions first, or None: see `intake`.
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
    """What a submission is, after a run."""

    GRADED = "graded"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What came of one submission.

    Attributes:
        assignment: its assignment.
        student: who handed it in.
        state: whether it was graded now, was graded before, or could not be graded.
        why: the reason, in a sentence.
        points: given automatically, perhaps to an earlier submission; None without a grade.
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
    """Hears how far the grading has come."""

    def note(self, text: str) -> None:
        """The instructor should know this, which is about no single submission."""

    def start(self, total: int) -> None:
        """So many submissions were found."""

    def tell(self, outcome: Outcome) -> None:
        """This came of one of them."""

    def stop(self) -> None:
        """There is no more to tell, perhaps because of an error."""
