"""What the judge says about a student's answers to one question."""

from dataclasses import dataclass
from operator import attrgetter

from ...inside.plain import Plain
from ...inside.question import Case, Question
from ..course import Mistake


@dataclass(frozen=True)
class Miss:
    """A case whose answer is not the reference's."""

    case: Case
    want: Plain
    got: Plain
    question: Question


BY_SIZE = attrgetter("case.size")  # sorts misses: the smallest case comes first


@dataclass(frozen=True)
class PartVerdict:
    """One part: it holds when `miss` is None, else `miss` is its smallest failing case."""

    name: str
    says: str
    points: float
    miss: Miss | None

    @property
    def holds(self) -> bool:
        """Whether every case of the part was answered as the reference answers it."""
        return self.miss is None

    @property
    def earned(self) -> float:
        """All of the part's points, or none."""
        return self.points if self.holds else 0.0


@dataclass(frozen=True)
class Verdict:
    """The points of one grade cell, part by part, or the reason why there are none.

    Attributes:
        question_id: the cell's `grade_id`.
        max_points: the cell's points.
        parts: in the question's order; empty if there was nothing to judge.
        seed: what the cases were drawn from.
        reason: why the answers could not be judged, in a sentence, or None; if set, there are no
            points.
        remark: what else the student or the grader should know, or None.
        mistake: the known mistake that gives the same answers to every case, or None.
        guess: if there is none, the mistake that the answers look like, or None; shown as a guess.
        stand_ins: what the grader put pieces of its own in the place of, when it was asked.
    """

    question_id: str
    max_points: float
    parts: tuple[PartVerdict, ...] = ()
    seed: int = 0
    reason: str | None = None
    remark: str | None = None
    mistake: Mistake | None = None
    guess: Mistake | None = None
    stand_ins: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Between 0 and `max_points`; a plain float, never nan."""
        if self.reason is not None:
            return 0.0
        return round(min(self.max_points, sum(part.earned for part in self.parts)), 6)
