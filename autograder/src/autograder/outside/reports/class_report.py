"""What a class did in one assignment: points, mistakes, and what a person should look at."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import NOTEBOOK, student_folders
from ..translation.notebook import translation_of
from . import intervals
from .gradebook import Book, Cell, Mark, Standing, read_book
from .titles import titles
from .verdicts import Judged, read_verdicts

FEW = 0.5  # of an exercise's points; below, a person should know why

Verdicts = Mapping[str, Mapping[Cell, Judged]]  # student -> exercise -> what was found


class NothingToReport(OSError):
    """Nothing has been graded; the message says why, and what to do."""


@dataclass(frozen=True)
class Exercise:
    """A graded cell of the assignment.

    Attributes:
        cell: the notebook and the `grade_id`.
        title: what the notebook calls it; its `grade_id` where that says nothing.
        most: the points that it is worth.
        by_hand: whether a person grades it.
        number: its place among the graded cells of its notebook, from 1.
    """

    cell: Cell
    title: str
    most: float
    by_hand: bool = False
    number: int = 0


@dataclass(frozen=True)
class ExerciseReport:
    """One automatic exercise across the class.

    Attributes:
        exercise: which.
        points: of everybody.
        tried: how many changed something in it, and could be judged.
        full: how many of these have all its points.
        missed: part -> how many of these miss it; without those that nobody misses.
        untouched: who left it as it was handed out.
        solves: the share of `full`, with an interval; None where there are too few to tell.
        agreement: of its points with those for all the other exercises, as a correlation; None
            where there are too few to tell, or nothing to compare.
    """

    exercise: Exercise
    points: tuple[float, ...]
    tried: int
    full: int
    missed: Mapping[str, int]
    untouched: tuple[str, ...]
    solves: intervals.Estimate | None
    agreement: intervals.Estimate | None

    @property
    def mean(self) -> float:
        """The mean points of everybody."""
        return statistics.fmean(self.points) if self.points else 0.0


@dataclass(frozen=True)
class WrittenReport:
    """One exercise that a person grades, across the class.

    Attributes:
        exercise: which.
        graded: the points that a person gave.
        empty: how many wrote nothing, and have no points for that without anybody's doing.
        waiting: who still has to be graded.
    """

    exercise: Exercise
    graded: tuple[float, ...]
    empty: int
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A known mistake, and who made it: for certain, or as it looks."""

    exercise: Exercise
    name: str
    certain: tuple[str, ...]
    likely: tuple[str, ...]


@dataclass(frozen=True)
class Unexplained:
    """Few points for an exercise that was tried, without a known mistake."""

    student: str
    exercise: Exercise
    points: float


@dataclass(frozen=True)
class ClassReport:
    """One assignment across the class.

    Attributes:
        assignment: its name.
        exercises: the automatic ones, in the order of the notebook.
        written: those that a person grades.
        standings: everybody's, by student.
        mistakes: the commonest first.
        unexplained: who has few points for no known reason.
        troubles: student, exercise and reason of what could not be judged.
        not_graded: who has handed in, and not been graded.
        without: whom the gradebook knows, and who has not handed in.
        names: student -> first and last name, where the gradebook has them.
    """

    assignment: str
    exercises: tuple[ExerciseReport, ...]
    written: tuple[WrittenReport, ...]
    standings: tuple[Standing, ...]
    mistakes: tuple[Made, ...] = ()
    unexplained: tuple[Unexplained, ...] = ()
    troubles: tuple[tuple[str, Exercise, str], ...] = ()
    not_graded: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The names of the notebooks that give points, in order."""
        automatic = [one.exercise.cell for one in self.exercises]
        cells = automatic + [one.exercise.cell for one in self.written]
        return tuple(dict.fromkeys(notebook for notebook, _ in cells))

    @property
    def most_automatic(self) -> float:
        """The most points that are given automatically."""
        return sum(one.exercise.most for one in self.exercises)

    @property
    def most(self) -> float:
        """The most points that there are."""
        return self.most_automatic + sum(one.exercise.most for one in self.written)

    def automatic(self, standing: Standing) -> float:
        """A student's points for the automatic exercises."""
        return sum(mark_of(standing, one.exercise).points for one in self.exercises)

    def by_hand(self, standing: Standing) -> float:
        """A student's points for what a person grades, as far as that is done."""
        return sum(mark_of(standing, one.exercise).points for one in self.written)

    def waits(self, standing: Standing) -> bool:
        """Whether a person still has to grade something of a student."""
        return any(mark_of(standing, one.exercise).waits for one in self.written)


def read_class(settings: Settings, assignment: str) -> ClassReport:
    """The report on an assignment, from the gradebook and the autograded notebooks.

    Raises:
        GradebookTrouble: the gradebook cannot be read, or lacks the assignment.
        NothingToReport: nothing of the assignment has been graded.
    """
    book = read_book(settings, assignment)
    submitted = student_folders(
        settings.coursedir, settings.coursedir.submitted_directory, assignment
    )
    graded = [standing.student for standing in book.standings]
    if not graded:
        if not submitted:
            raise NothingToReport(f"nobody has handed in {assignment}: submitted/ has none of it")
        raise NothingToReport(
            f"nothing of {assignment} has been graded yet: run `autograder grade {assignment}`"
        )
    return class_report(
        assignment,
        _exercises(settings, assignment, book),
        book.standings,
        {student: _verdicts(settings, assignment, book, student) for student in graded},
        not_graded=sorted(submitted.keys() - set(graded)),
        without=sorted(set(book.without) - submitted.keys()),
        names=book.names,
    )


def class_report(
    assignment: str,
    exercises: Sequence[Exercise],
    standings: Sequence[Standing],
    verdicts: Verdicts,
    not_graded: Sequence[str] = (),
    without: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> ClassReport:
    """Sum up what is known of a class; exercises in the order of the notebook."""
    automatic = [exercise for exercise in exercises if not exercise.by_hand]
    return ClassReport(
        assignment=assignment,
        exercises=tuple(_report_on(one, automatic, standings, verdicts) for one in automatic),
        written=tuple(_report_on_written(one, standings) for one in exercises if one.by_hand),
        standings=tuple(standings),
        mistakes=tuple(_mistakes(automatic, standings, verdicts)),
        unexplained=tuple(
            Unexplained(standing.student, exercise, mark_of(standing, exercise).points)
            for exercise in automatic
            for standing in standings
            if _is_unexplained(standing, exercise, verdicts)
        ),
        troubles=tuple(
            (standing.student, exercise, reason)
            for standing in standings
            for exercise in automatic
            # What was not begun seldom runs, which is no news.
            if not _judged(verdicts, standing, exercise).untouched
            if (reason := _judged(verdicts, standing, exercise).reason)
        ),
        not_graded=tuple(not_graded),
        without=tuple(without),
        names=names or {},
    )


def mark_of(standing: Standing, exercise: Exercise) -> Mark:
    """A student's mark for an exercise; no points where the gradebook has none."""
    return standing.marks.get(exercise.cell, Mark(0.0))


def _judged(verdicts: Verdicts, standing: Standing, exercise: Exercise) -> Judged:
    return verdicts.get(standing.student, {}).get(exercise.cell, Judged())


def _tried(verdicts: Verdicts, standing: Standing, exercise: Exercise) -> bool:
    judged = _judged(verdicts, standing, exercise)
    return not judged.untouched and not judged.reason


def _report_on(
    exercise: Exercise,
    automatic: Sequence[Exercise],
    standings: Sequence[Standing],
    verdicts: Verdicts,
) -> ExerciseReport:
    # Those who left it alone tell nothing about it, and would make all exercises seem to agree.
    tried = [one for one in standings if _tried(verdicts, one, exercise)]
    points = [mark_of(one, exercise).points for one in tried]
    elsewhere = [
        sum(mark_of(one, other).points for other in automatic if other is not exercise)
        for one in tried
    ]
    full = sum(earned >= exercise.most for earned in points)
    missed: dict[str, int] = {}
    for one in tried:
        for part, holds in _judged(verdicts, one, exercise).parts.items():
            missed[part] = missed.get(part, 0) + (not holds)
    return ExerciseReport(
        exercise=exercise,
        points=tuple(mark_of(one, exercise).points for one in standings),
        tried=len(tried),
        full=full,
        missed={part: count for part, count in missed.items() if count},
        untouched=tuple(
            one.student for one in standings if _judged(verdicts, one, exercise).untouched
        ),
        solves=intervals.share(full, len(tried)),
        agreement=intervals.correlation(points, elsewhere),
    )


def _report_on_written(exercise: Exercise, standings: Sequence[Standing]) -> WrittenReport:
    marks = {one.student: mark_of(one, exercise) for one in standings}
    done = [mark for mark in marks.values() if not mark.waits]
    return WrittenReport(
        exercise=exercise,
        graded=tuple(mark.points for mark in done if mark.by_person),
        empty=sum(not mark.by_person for mark in done),
        waiting=tuple(student for student, mark in marks.items() if mark.waits),
    )


def _mistakes(
    automatic: Sequence[Exercise], standings: Sequence[Standing], verdicts: Verdicts
) -> list[Made]:
    found: dict[tuple[Exercise, str], tuple[list[str], list[str]]] = {}
    for exercise in automatic:
        for standing in standings:
            judged = _judged(verdicts, standing, exercise)
            for name, place in ((judged.mistake, 0), (judged.guess, 1)):
                if name:
                    found.setdefault((exercise, name), ([], []))[place].append(standing.student)
    made = [Made(*key, tuple(certain), tuple(likely)) for key, (certain, likely) in found.items()]
    return sorted(made, key=lambda one: -len(one.certain + one.likely))


def _is_unexplained(standing: Standing, exercise: Exercise, verdicts: Verdicts) -> bool:
    judged = _judged(verdicts, standing, exercise)
    named = judged.mistake or judged.guess
    few = mark_of(standing, exercise).points < FEW * exercise.most
    return few and not named and _tried(verdicts, standing, exercise)


def _exercises(settings: Settings, assignment: str, book: Book) -> list[Exercise]:
    source = assignment_folder(settings, "source", assignment)
    translation = translation_of(settings.root, settings.language, assignment)
    found = []
    for notebook in book.notebooks:
        named = titles(source / f"{notebook.name}{NOTEBOOK}", translation)
        graded = [cell for cell in notebook.cells if cell.points is not None]
        for number, cell in enumerate(graded, start=1):
            title = named.get(cell.grade_id, cell.grade_id)
            place = notebook.name, cell.grade_id
            found.append(Exercise(place, title, cell.points or 0.0, not cell.is_test, number))
    return found


def _verdicts(settings: Settings, assignment: str, book: Book, student: str) -> dict[Cell, Judged]:
    folder = assignment_folder(settings, "autograded", assignment, student)
    found: dict[Cell, Judged] = {}
    for notebook in book.notebooks:
        path = folder / f"{notebook.name}{NOTEBOOK}"
        try:
            read = read_verdicts(path, notebook)
        except (OSError, ValueError):
            what = "cannot be read" if path.exists() else "is not there"
            lost = Judged(reason=f"The autograded {path.name} {what}.")
            read = {cell.grade_id: lost for cell in notebook.cells if cell.is_test}
        found |= {(notebook.name, name): judged for name, judged in read.items()}
    return found
