"""What a class did in one assignment: points by question, mistakes, what separates and confuses."""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from autograder_check.cell_model import is_test

from ..course import CourseFolder
from ..judging.render import VERDICT_MIME


@dataclass(frozen=True)
class Result:
    """One student's verdict on one question, as the autograded notebook records it."""

    student: str
    question: str
    points: float
    max_points: float
    parts: dict[str, bool]
    mistake: str | None
    reason: str | None


@dataclass(frozen=True)
class QuestionReport:
    """One question across the class.

    Attributes:
        question: its id.
        max_points: what it is worth.
        points: of every student, in no order.
        part_shares: part -> the share of students for whom it holds, among those judged.
        separation: the correlation between the points for this question and for all the others;
            None where there is nothing to correlate (all alike, or fewer than three students).
    """

    question: str
    max_points: float
    points: tuple[float, ...]
    part_shares: dict[str, float]
    separation: float | None

    @property
    def mean_share(self) -> float:
        """The mean points as a share of the most."""
        return statistics.fmean(self.points) / self.max_points if self.points else 0.0

    @property
    def remark(self) -> str:
        """What the numbers say to a teacher, in a few words."""
        if self.mean_share >= 0.95:
            return "nearly everyone has it"
        if self.mean_share <= 0.2:
            return "hardly anyone has it: read the exercise again"
        if self.separation is None:
            return ""
        if self.separation >= 0.4:
            return "separates well"
        if self.separation < 0.1:
            return "confuses: the strong miss it as often as the weak"
        return ""


@dataclass(frozen=True)
class ClassReport:
    """One assignment across the class."""

    assignment: str
    students: tuple[str, ...]
    totals: dict[str, float]
    max_total: float
    questions: tuple[QuestionReport, ...]
    mistakes: tuple[tuple[str, str, tuple[str, ...]], ...]
    troubles: tuple[tuple[str, str, str], ...]


def read_results(course: CourseFolder, assignment: str) -> list[Result]:
    """Every verdict in the autograded notebooks of an assignment.

    Raises:
        FileNotFoundError: nothing has been autograded.
    """
    name = course.notebook_path("source", assignment).name
    paths = sorted((course.root / "autograded").glob(f"*/{assignment}/{name}"))
    if not paths:
        raise FileNotFoundError(
            f"nothing of {assignment} has been autograded yet: "
            f"run `nbgrader autograde {assignment}` first"
        )
    return [result for path in paths for result in _results(path)]


def class_report(assignment: str, results: Sequence[Result]) -> ClassReport:
    """Sum up the results; questions in the order of the notebook."""
    students = tuple(dict.fromkeys(result.student for result in results))
    totals = {s: sum(r.points for r in results if r.student == s) for s in students}
    order = dict.fromkeys(result.question for result in results)
    by_question = {q: [r for r in results if r.question == q] for q in order}
    counts = Counter((r.question, r.mistake) for r in results if r.mistake)
    return ClassReport(
        assignment=assignment,
        students=students,
        totals=totals,
        max_total=sum(found[0].max_points for found in by_question.values()),
        questions=tuple(_question_report(q, found, totals) for q, found in by_question.items()),
        mistakes=tuple(
            (question, name, _who(by_question[question], name))
            for (question, name), _ in counts.most_common()
        ),
        troubles=tuple((r.student, r.question, r.reason) for r in results if r.reason),
    )


def _results(path: Path) -> list[Result]:
    student = path.parents[1].name
    cells = nbformat.read(path, as_version=4).cells
    # Only there are verdicts ours: elsewhere a student's own code may display what looks like one.
    outputs = [output for cell in cells if is_test(cell) for output in cell.get("outputs", [])]
    records: list[dict[str, Any]] = [
        output.data[VERDICT_MIME] for output in outputs if VERDICT_MIME in output.get("data", {})
    ]
    fields = ("question", "points", "max_points", "parts", "mistake", "reason")
    return [Result(student, **{field: record[field] for field in fields}) for record in records]


def _question_report(
    question: str, results: Sequence[Result], totals: dict[str, float]
) -> QuestionReport:
    judged = [result for result in results if result.parts]
    parts = judged[0].parts if judged else {}
    here = [result.points for result in results]
    elsewhere = [totals[result.student] - result.points for result in results]
    return QuestionReport(
        question=question,
        max_points=results[0].max_points,
        points=tuple(here),
        part_shares={p: statistics.fmean(r.parts.get(p, False) for r in judged) for p in parts},
        separation=correlation(here, elsewhere),
    )


def correlation(some: Sequence[float], others: Sequence[float]) -> float | None:
    """Pearson's correlation, or None where it is not defined or says nothing."""
    if len(some) < 3:
        return None
    try:
        found = statistics.correlation(some, others)
    except statistics.StatisticsError:
        return None
    return found if math.isfinite(found) else None


def _who(results: Sequence[Result], mistake: str) -> tuple[str, ...]:
    return tuple(result.student for result in results if result.mistake == mistake)
