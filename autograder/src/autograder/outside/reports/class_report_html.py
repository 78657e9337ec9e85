"""A class report as one self-contained HTML page."""

import math
import statistics
from collections.abc import Iterable, Sequence

from ..course import Course
from ..judging.words import duration, listed, number, plural
from .class_report import FEW, ClassReport, Exercise, ExerciseReport, Made, WrittenReport
from .gradebook import Standing
from .intervals import FEWEST, Estimate
from .links import Links
from .page import (
    Column,
    Section,
    bar,
    cards,
    columns_chart,
    facts,
    page,
    paragraph,
    prose,
    table,
    text,
)

MOST_COLUMNS = 10  # of the chart of points; more do not fit a phone
MOST_NAMES = 40  # in a sentence
STEPS = (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)  # points of a column, and ten and a hundred times these
ANCHOR = "at-"  # before the number of an exercise, on a page of feedback
PAGES = {"feedback": "feedback", "autograded": "notebook"}


def report_html(course: Course, report: ClassReport, links: Links | None = None) -> str:
    """The page. `links` says what of a student's can be opened from it."""
    links = links or {}
    sections = [
        Section("points", "Points", _points(report)),
        Section("exercises", "Exercises", _exercises(report)),
        Section("mistakes", "Known mistakes", _mistakes(course, report)),
        Section("unexplained", "Few points, no known mistake", _unexplained(report, links)),
        Section("troubles", "What could not be judged", _troubles(report, links)),
        Section("students", "Students", _students(report, links)),
    ]
    if report.written:
        sections.insert(2, Section("written", "Written answers", _written(report)))
    return page(f"Class report: {report.assignment}", _head(report), sections)


# --------------------------------------------------------------------------- the whole class


def _head(report: ClassReport) -> str:
    lines = []
    if report.not_graded:
        lines.append(f"Not graded yet: {listed(report.not_graded, MOST_NAMES)}.")
    if report.without:
        lines.append(f"Nothing handed in: {listed(report.without, MOST_NAMES)}.")
    said = "".join(f"<p class='quiet'>{text(line)}</p>" for line in lines)
    who = f"Class report · {plural(len(report.standings), 'submission')} graded"
    return (
        f"<p class='who'>{text(who)}</p><h1>{text(report.assignment)}</h1>{said}"
        f"{facts(_facts(report))}"
    )


def _facts(report: ClassReport) -> Iterable[tuple[str, str, str]]:
    automatic = [report.automatic(one) for one in report.standings]
    if report.exercises:
        yield (
            "Automatic points, on average",
            f"{_mean(automatic)} of {number(report.most_automatic)}",
            f"from {number(min(automatic))} to {number(max(automatic))}, "
            f"median {number(statistics.median(automatic))}",
        )
    if report.written:
        yield _with_written(report)
        yield _progress(report)
    late = [one for one in report.standings if one.penalty]
    if late:
        taken = sum(one.penalty for one in late)
        yield (
            "Taken for being late",
            plural(taken, "point"),
            f"from {plural(len(late), 'student')}; not taken off the averages here",
        )


def _with_written(report: ClassReport) -> tuple[str, str, str]:
    done = [one for one in report.standings if not report.waits(one)]
    name = "With written answers, on average"
    if not done or not any(one.graded for one in report.written):
        return name, "not yet", "nobody's written answers have all been graded"
    whole = _mean([report.automatic(one) + report.by_hand(one) for one in done])
    without = _mean([report.automatic(one) for one in done])
    who = "everybody" if len(done) == len(report.standings) else f"the {len(done)} who are done"
    return (
        name,
        f"{whole} of {number(report.most)}",
        f"of {who}; without them {without} of {number(report.most_automatic)}",
    )


def _progress(report: ClassReport) -> tuple[str, str, str]:
    waiting = sum(len(one.waiting) for one in report.written)
    graded = sum(len(one.graded) for one in report.written)
    empty = sum(one.empty for one in report.written)
    return (
        "Written answers still to be graded",
        f"{waiting} of {waiting + graded + empty}",
        f"{graded} graded by a person, {empty} left empty",
    )


def _points(report: ClassReport) -> str:
    if not report.exercises:
        return paragraph("No points of this assignment are given automatically.")
    points = [report.automatic(one) for one in report.standings]
    full = sum(earned >= report.most_automatic for earned in points)
    counts, step = bands(points, report.most_automatic)
    chart = columns_chart(
        [(number(low), f"{number(low)} to {number(high)} points", n) for low, high, n in counts],
        f"How many students got how many automatic points. Each column begins at the number "
        f"below it and is {plural(step, 'point')} wide; the last one holds full points, too.",
    )
    return paragraph(f"{full} of {len(points)} have all the automatic points.") + chart


def bands(points: Sequence[float], most: float) -> tuple[list[tuple[float, float, int]], float]:
    """Lower end, upper end and count of each column, and how wide they are.

    Points below nothing or above the most, as extra credit may give them, fall into the
    first and the last column.
    """
    steps = [step * ten for ten in (1, 10, 100, 1000) for step in STEPS]
    step = next((one for one in steps if most <= MOST_COLUMNS * one), most / MOST_COLUMNS)
    last = max(0, math.ceil(most / step - 1e-9) - 1)
    places = [min(last, max(0, math.floor(earned / step + 1e-9))) for earned in points]
    return [
        (place * step, min(most, (place + 1) * step), places.count(place))
        for place in range(last + 1)
    ], step


# --------------------------------------------------------------------------- exercise by exercise


def _exercises(report: ClassReport) -> str:
    if not report.exercises:
        return paragraph("No exercise of this assignment is graded automatically.")
    columns = [
        Column("Exercise"),
        Column("Average", number=True),
        Column("All its points", number=True),
        Column("Agrees with the rest", number=True),
        Column("Missed"),
    ]
    shown = table(
        "The average is everybody's. The other columns count those who tried: who changed "
        "something in the exercise, and could be judged.",
        columns,
        [_exercise_row(one) for one in report.exercises],
    )
    return shown + "".join(map(paragraph, _explanations(report)))


def _exercise_row(one: ExerciseReport) -> tuple[str, ...]:
    most = one.exercise.most
    untouched = f", {len(one.untouched)} did not begin" if one.untouched else ""
    missed = ", ".join(
        f"{prose(part)} ({count})"
        for part, count in sorted(one.missed.items(), key=lambda item: -item[1])
    )
    return (
        _named(one.exercise),
        f"{number(one.mean)} of {number(most)}{bar(one.mean / most if most else 0)}",
        f"{one.full} of {one.tried}{_range(one.solves, percent=True)}{untouched}",
        _agreement(one),
        missed,
    )


def _agreement(one: ExerciseReport) -> str:
    if one.tried < FEWEST:
        return f"too few to tell (n = {one.tried})"
    found = one.agreement
    if found is None:
        return "nothing to compare: all alike"
    return f"{_signed(found.value)}{_range(found)}, n = {found.n}: {reading(found)}"


def reading(found: Estimate) -> str:
    """What a correlation says, as far as its interval bears it out."""
    if found.low > 0:
        return "who does well elsewhere does well here"
    if found.high < 0:
        return "who does well elsewhere does badly here, so read the exercise again"
    return "the interval is too wide to tell"


def _explanations(report: ClassReport) -> Iterable[str]:
    tried = [one.tried for one in report.exercises]
    if max(tried) >= FEWEST:
        yield (
            "Figures in brackets are 95% intervals: what a large class like this one may well "
            "show, since a small one owes much to chance."
        )
        yield (
            "“Agrees with the rest” asks whether those who do well in the other exercises do well "
            "in this one: 1 says always, 0 that it makes no difference, −1 the opposite. Where the "
            "interval holds 0, this class is too small to tell."
        )
    if min(tried) < FEWEST:
        yield (
            f"Where fewer than {FEWEST} students have tried an exercise, the counts stand alone: "
            "they say what happened here, and nothing about the exercise."
        )


def _written(report: ClassReport) -> str:
    columns = [
        Column("Exercise"),
        Column("Average of those graded", number=True),
        Column("Graded by a person", number=True),
        Column("Left empty", number=True),
        Column("Still to be graded"),
    ]
    return table(
        "What a person grades, in the formgrader. Who wrote nothing has no points for it, "
        "without anybody's doing.",
        columns,
        [_written_row(one) for one in report.written],
    )


def _written_row(one: WrittenReport) -> tuple[str, ...]:
    most = one.exercise.most
    mean = statistics.fmean(one.graded) if one.graded else 0.0
    average = f"{number(mean)} of {number(most)}{bar(mean / most if most else 0)}"
    waiting = f"{len(one.waiting)}: {text(listed(one.waiting, MOST_NAMES))}" if one.waiting else "0"
    return (
        _named(one.exercise),
        average if one.graded else "nobody graded yet",
        str(len(one.graded)),
        str(one.empty),
        waiting,
    )


# --------------------------------------------------------------------------- student by student


def _mistakes(course: Course, report: ClassReport) -> str:
    if not report.mistakes:
        return paragraph("No known mistake was made.")
    return cards(_mistake(course, made) for made in report.mistakes)


def _mistake(course: Course, made: Made) -> str:
    known = {mistake.name: mistake for mistake in course.mistakes_of(made.exercise.cell[1])}
    found = known.get(made.name)
    says = found.misconception if found else made.name
    hint = f"<p><i>Hint given:</i> {prose(found.hint)}</p>" if found else ""
    who = [listed(made.certain, MOST_NAMES)] if made.certain else []
    who += [f"as it looks: {listed(made.likely, MOST_NAMES)}"] if made.likely else []
    count = plural(len(made.certain + made.likely), "student")
    return (
        f"<p><b>{count}</b> · {prose(says)}</p>{hint}"
        f"<p class='small quiet'>{prose(made.exercise.title)} · {text('; '.join(who))}</p>"
    )


def _unexplained(report: ClassReport, links: Links) -> str:
    if not report.unexplained:
        return paragraph(
            f"None: whoever tried an exercise has {FEW:.0%} of its points or more, or a mistake "
            "that the course knows."
        )
    return table(
        f"Who tried an exercise, has less than {FEW:.0%} of its points, and made no mistake that "
        "the course knows. These are worth reading.",
        [
            Column("Student"),
            Column("Exercise"),
            Column("Points", number=True),
            Column("Open", wide=True),
        ],
        [
            (
                _student(report, one.student),
                _named(one.exercise),
                f"{number(one.points)} of {number(one.exercise.most)}",
                _links(links, one.student, [one.exercise.cell[0]], one.exercise.number),
            )
            for one in report.unexplained
        ],
    )


def _troubles(report: ClassReport, links: Links) -> str:
    if not report.troubles:
        return paragraph("Everything could be judged.")
    by_reason: dict[tuple[str, str], list[Exercise]] = {}
    for student, exercise, reason in report.troubles:
        by_reason.setdefault((student, reason), []).append(exercise)
    return table(
        "Exercises without a verdict, and why.",
        [
            Column("Student"),
            Column("Exercises", wide=True),
            Column("Reason"),
            Column("Open", wide=True),
        ],
        [
            (
                _student(report, student),
                "all"
                if len(exercises) == len(report.exercises) > 1
                else "<br>".join(prose(one.title) for one in exercises),
                text(reason),
                _links(links, student, dict.fromkeys(one.cell[0] for one in exercises)),
            )
            for (student, reason), exercises in by_reason.items()
        ],
    )


def _students(report: ClassReport, links: Links) -> str:
    late = any(one.late or one.penalty for one in report.standings)
    extended = any(one.extension for one in report.standings)
    columns = [Column("Student"), Column("Points", number=True)]
    columns += [Column("Automatic", number=True)] if report.exercises else []
    columns += [Column("Written", number=True)] if report.written else []
    columns += [Column("Late")] if late else []
    columns += [Column("Extension")] if extended else []
    columns += [Column("Open", wide=True)]
    rows = []
    for one in report.standings:
        row = [_student(report, one.student), _total(report, one)]
        row += [number(report.automatic(one))] if report.exercises else []
        row += [_written_points(report, one)] if report.written else []
        row += [_late(one)] if late else []
        row += [duration(one.extension) if one.extension else ""] if extended else []
        rows.append([*row, _links(links, one.student, report.notebooks)])
    return table(
        "Points are the gradebook's" + (", less what is taken for being late." if late else "."),
        columns,
        rows,
    )


def _total(report: ClassReport, standing: Standing) -> str:
    so_far = " so far" if report.waits(standing) else ""
    share = standing.total / report.most if report.most else 0
    return f"{number(standing.total)} of {number(report.most)}{so_far}{bar(share)}"


def _written_points(report: ClassReport, standing: Standing) -> str:
    given = number(report.by_hand(standing))
    if not report.waits(standing):
        return given
    return f"{given}, not all graded" if report.by_hand(standing) else "not graded yet"


def _late(standing: Standing) -> str:
    said = [duration(standing.late)] if standing.late else []
    said += [f"−{plural(standing.penalty, 'point')}"] if standing.penalty else []
    return ", ".join(said)


# --------------------------------------------------------------------------- words


def _named(exercise: Exercise) -> str:
    cell = exercise.cell[1]
    code = f"<br><code class='small'>{text(cell)}</code>" if cell != exercise.title else ""
    return f"{prose(exercise.title)}{code}"


def _student(report: ClassReport, student: str) -> str:
    name = report.names.get(student)
    if not name:
        return text(student)
    return f"{text(name)}<br><span class='small quiet'>{text(student)}</span>"


def _links(links: Links, student: str, notebooks: Iterable[str], number: int = 0) -> str:
    """What there is to open of a student's; on the page of feedback, at one of its exercises."""
    notebooks = list(notebooks)
    found = []
    for notebook in notebooks:
        for step, address in links.get((student, notebook), ()):
            name = PAGES[step] + (f" {notebook}" if len(notebooks) > 1 else "")
            label = text(f"{name} of {student}")
            if number and step == "feedback":
                address += f"#{ANCHOR}{number}"
            found.append(f"<a href='{address}' aria-label='{label}'>{text(name)}</a>")
    return " · ".join(found)


def _mean(points: Sequence[float]) -> str:
    return f"{statistics.fmean(points):.1f}"


def _range(found: Estimate | None, percent: bool = False) -> str:
    if found is None:
        return ""
    if percent:
        return f" ({100 * found.low:.0f} to {found.high:.0%})"
    return f" ({_signed(found.low)} to {_signed(found.high)})"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
