"""A class report as one self-contained HTML page."""

import math
import statistics
from collections.abc import Iterable, Sequence

from autograder_check.messages import _, counted

from ..course import Course
from ..judging.words import duration, listed, number
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


def _page_name(step: str) -> str:
    """What a page of a student's is called."""
    return _("feedback") if step == "feedback" else _("notebook")


def report_html(course: Course, report: ClassReport, links: Links | None = None) -> str:
    """The page. `links` says what of a student's can be opened from it."""
    links = links or {}
    sections = [
        Section("points", _("Points"), _points(report)),
        Section("exercises", _("Exercises"), _exercises(report)),
        Section("mistakes", _("Known mistakes"), _mistakes(course, report)),
        Section("unexplained", _("Few points, no known mistake"), _unexplained(report, links)),
        Section("troubles", _("What could not be judged"), _troubles(report, links)),
        Section("students", _("Students"), _students(report, links)),
    ]
    if report.written:
        sections.insert(2, Section("written", _("Written answers"), _written(report)))
    title = _("Class report: {assignment}", assignment=report.assignment)
    return page(title, _head(report), sections)


# --------------------------------------------------------------------------- the whole class


def _head(report: ClassReport) -> str:
    lines = []
    if report.not_graded:
        who = listed(report.not_graded, MOST_NAMES)
        lines.append(_("Not graded yet: {students}.", students=who))
    if report.without:
        who = listed(report.without, MOST_NAMES)
        lines.append(_("Nothing handed in: {students}.", students=who))
    said = "".join(f"<p class='quiet'>{text(line)}</p>" for line in lines)
    count = len(report.standings)
    who = counted(
        "Class report · {count} submission graded",
        "Class report · {count} submissions graded",
        count,
        count=count,
    )
    return (
        f"<p class='who'>{text(who)}</p><h1>{text(report.assignment)}</h1>{said}"
        f"{facts(_facts(report))}"
    )


def _facts(report: ClassReport) -> Iterable[tuple[str, str, str]]:
    automatic = [report.automatic(one) for one in report.standings]
    if report.exercises:
        yield (
            _("Automatic points, on average"),
            _of(_mean(automatic), report.most_automatic),
            _(
                "from {least} to {most}, median {median}",
                least=number(min(automatic)),
                most=number(max(automatic)),
                median=number(statistics.median(automatic)),
            ),
        )
    if report.written:
        yield _with_written(report)
        yield _progress(report)
    late = [one for one in report.standings if one.penalty]
    if late:
        taken = sum(one.penalty for one in late)
        yield (
            _("Taken for being late"),
            _points_said(taken),
            counted(
                "from {count} student; not taken off the averages here",
                "from {count} students; not taken off the averages here",
                len(late),
                count=len(late),
            ),
        )


def _with_written(report: ClassReport) -> tuple[str, str, str]:
    done = [one for one in report.standings if not report.waits(one)]
    name = _("With written answers, on average")
    if not done or not any(one.graded for one in report.written):
        return name, _("not yet"), _("nobody's written answers have all been graded")
    whole = _mean([report.automatic(one) + report.by_hand(one) for one in done])
    without = _mean([report.automatic(one) for one in done])
    values = {"mean": without, "most": number(report.most_automatic), "count": len(done)}
    if len(done) == len(report.standings):
        said = _("of everybody; without them {mean} of {most}", **values)
    else:
        said = _("of the {count} who are done; without them {mean} of {most}", **values)
    return name, _of(whole, report.most), said


def _progress(report: ClassReport) -> tuple[str, str, str]:
    waiting = sum(len(one.waiting) for one in report.written)
    graded = sum(len(one.graded) for one in report.written)
    empty = sum(one.empty for one in report.written)
    return (
        _("Written answers still to be graded"),
        _of(str(waiting), waiting + graded + empty),
        _("{count} graded by a person, {empty} left empty", count=graded, empty=empty),
    )


def _points(report: ClassReport) -> str:
    if not report.exercises:
        return paragraph(_("No points of this assignment are given automatically."))
    points = [report.automatic(one) for one in report.standings]
    full = sum(earned >= report.most_automatic for earned in points)
    counts, step = bands(points, report.most_automatic)
    chart = columns_chart(
        [
            (
                number(low),
                _("{low} to {high} points", low=number(low), high=number(high)),
                count,
            )
            for low, high, count in counts
        ],
        counted(
            "How many students got how many automatic points. Each column begins at the number "
            "below it and is {step} point wide; the last one holds full points, too.",
            "How many students got how many automatic points. Each column begins at the number "
            "below it and is {step} points wide; the last one holds full points, too.",
            step,
            step=number(step),
        ),
    )
    said = "{count} of {most} have all the automatic points."
    return paragraph(_(said, count=full, most=len(points))) + chart


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
        return paragraph(_("No exercise of this assignment is graded automatically."))
    columns = [
        Column(_("Exercise")),
        Column(_("Average"), number=True),
        Column(_("All its points"), number=True),
        Column(_("Agrees with the rest"), number=True),
        Column(_("Missed")),
    ]
    shown = table(
        _(
            "The average is everybody's. The other columns count those who tried: who changed "
            "something in the exercise, and could be judged."
        ),
        columns,
        [_exercise_row(one) for one in report.exercises],
    )
    return shown + "".join(map(paragraph, _explanations(report)))


def _exercise_row(one: ExerciseReport) -> tuple[str, ...]:
    most = one.exercise.most
    solved = f"{_of(str(one.full), one.tried)}{_range(one.solves, percent=True)}"
    if one.untouched:
        said = "{solved}, {count} did not begin"
        solved = _(said, solved=solved, count=len(one.untouched))
    missed = ", ".join(
        f"{prose(part)} ({count})"
        for part, count in sorted(one.missed.items(), key=lambda item: -item[1])
    )
    return (
        _named(one.exercise),
        f"{_of(number(one.mean), most)}{bar(one.mean / most if most else 0)}",
        solved,
        _agreement(one),
        missed,
    )


def _agreement(one: ExerciseReport) -> str:
    if one.tried < FEWEST:
        return _("too few to tell (n = {count})", count=one.tried)
    found = one.agreement
    if found is None:
        return _("nothing to compare: all alike")
    return f"{_signed(found.value)}{_range(found)}, n = {found.n}: {reading(found)}"


def reading(found: Estimate) -> str:
    """What a correlation says, as far as its interval bears it out."""
    if found.low > 0:
        return _("who does well elsewhere does well here")
    if found.high < 0:
        return _("who does well elsewhere does badly here, so read the exercise again")
    return _("the interval is too wide to tell")


def _explanations(report: ClassReport) -> Iterable[str]:
    tried = [one.tried for one in report.exercises]
    if max(tried) >= FEWEST:
        yield _(
            "Figures in brackets are 95% intervals: what a large class like this one may well "
            "show, since a small one owes much to chance."
        )
        yield _(
            "“Agrees with the rest” asks whether those who do well in the other exercises do well "
            "in this one: 1 says always, 0 that it makes no difference, −1 the opposite. Where the "
            "interval holds 0, this class is too small to tell."
        )
    if min(tried) < FEWEST:
        yield _(
            "Where fewer than {count} students have tried an exercise, the counts stand alone: "
            "they say what happened here, and nothing about the exercise.",
            count=FEWEST,
        )


def _written(report: ClassReport) -> str:
    columns = [
        Column(_("Exercise")),
        Column(_("Average of those graded"), number=True),
        Column(_("Graded by a person"), number=True),
        Column(_("Left empty"), number=True),
        Column(_("Still to be graded")),
    ]
    return table(
        _(
            "What a person grades, in the formgrader. Who wrote nothing has no points for it, "
            "without anybody's doing."
        ),
        columns,
        [_written_row(one) for one in report.written],
    )


def _written_row(one: WrittenReport) -> tuple[str, ...]:
    most = one.exercise.most
    mean = statistics.fmean(one.graded) if one.graded else 0.0
    average = f"{_of(number(mean), most)}{bar(mean / most if most else 0)}"
    waiting = f"{len(one.waiting)}: {text(listed(one.waiting, MOST_NAMES))}" if one.waiting else "0"
    return (
        _named(one.exercise),
        average if one.graded else _("nobody graded yet"),
        str(len(one.graded)),
        str(one.empty),
        waiting,
    )


# --------------------------------------------------------------------------- student by student


def _mistakes(course: Course, report: ClassReport) -> str:
    if not report.mistakes:
        return paragraph(_("No known mistake was made."))
    return cards(_mistake(course, made) for made in report.mistakes)


def _mistake(course: Course, made: Made) -> str:
    known = {mistake.name: mistake for mistake in course.mistakes_of(made.exercise.cell[1])}
    found = known.get(made.name)
    says = found.misconception if found else made.name
    hint = f"<p><i>{text(_('Hint given:'))}</i> {prose(found.hint)}</p>" if found else ""
    who = [listed(made.certain, MOST_NAMES)] if made.certain else []
    if made.likely:
        who.append(_("as it looks: {students}", students=listed(made.likely, MOST_NAMES)))
    many = len(made.certain + made.likely)
    count = counted("{count} student", "{count} students", many, count=many)
    return (
        f"<p><b>{count}</b> · {prose(says)}</p>{hint}"
        f"<p class='small quiet'>{prose(made.exercise.title)} · {text('; '.join(who))}</p>"
    )


def _unexplained(report: ClassReport, links: Links) -> str:
    if not report.unexplained:
        return paragraph(
            _(
                "None: whoever tried an exercise has {share} of its points or more, or a mistake "
                "that the course knows.",
                share=f"{FEW:.0%}",
            )
        )
    return table(
        _(
            "Who tried an exercise, has less than {share} of its points, and made no mistake that "
            "the course knows. These are worth reading.",
            share=f"{FEW:.0%}",
        ),
        [
            Column(_("Student")),
            Column(_("Exercise")),
            Column(_("Points"), number=True),
            Column(_("Open"), wide=True),
        ],
        [
            (
                _student(report, one.student),
                _named(one.exercise),
                _of(number(one.points), one.exercise.most),
                _links(links, one.student, [one.exercise.cell[0]], one.exercise.number),
            )
            for one in report.unexplained
        ],
    )


def _troubles(report: ClassReport, links: Links) -> str:
    if not report.troubles:
        return paragraph(_("Everything could be judged."))
    by_reason: dict[tuple[str, str], list[Exercise]] = {}
    for student, exercise, reason in report.troubles:
        by_reason.setdefault((student, reason), []).append(exercise)
    return table(
        _("Exercises without a verdict, and why."),
        [
            Column(_("Student")),
            Column(_("Exercises"), wide=True),
            Column(_("Reason")),
            Column(_("Open"), wide=True),
        ],
        [
            (
                _student(report, student),
                _("all")
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
    columns = [Column(_("Student")), Column(_("Points"), number=True)]
    columns += [Column(_("Automatic"), number=True)] if report.exercises else []
    columns += [Column(_("Written"), number=True)] if report.written else []
    columns += [Column(_("Late"))] if late else []
    columns += [Column(_("Extension"))] if extended else []
    columns += [Column(_("Open"), wide=True)]
    rows = []
    for one in report.standings:
        row = [_student(report, one.student), _total(report, one)]
        row += [number(report.automatic(one))] if report.exercises else []
        row += [_written_points(report, one)] if report.written else []
        row += [_late(one)] if late else []
        row += [duration(one.extension) if one.extension else ""] if extended else []
        rows.append([*row, _links(links, one.student, report.notebooks)])
    return table(
        _("Points are the gradebook's, less what is taken for being late.")
        if late
        else _("Points are the gradebook's."),
        columns,
        rows,
    )


def _total(report: ClassReport, standing: Standing) -> str:
    share = standing.total / report.most if report.most else 0
    values = {"score": number(standing.total), "most": number(report.most)}
    if report.waits(standing):
        return f"{text(_('{score} of {most} so far', **values))}{bar(share)}"
    return f"{text(_('{score} of {most}', **values))}{bar(share)}"


def _written_points(report: ClassReport, standing: Standing) -> str:
    given = number(report.by_hand(standing))
    if not report.waits(standing):
        return given
    if not report.by_hand(standing):
        return text(_("not graded yet"))
    return text(_("{points}, not all graded", points=given))


def _late(standing: Standing) -> str:
    said = [duration(standing.late)] if standing.late else []
    said += [f"−{_points_said(standing.penalty)}"] if standing.penalty else []
    return ", ".join(said)


def _of(score: str, most: float) -> str:
    """`3.5 of 5`."""
    return text(_("{score} of {most}", score=score, most=number(most)))


def _points_said(count: float) -> str:
    """`1 point`, `2.5 points`."""
    return counted("{count} point", "{count} points", count, count=number(count))


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
            name = _page_name(step) + (f" {notebook}" if len(notebooks) > 1 else "")
            label = text(_("{page} of {student}", page=name, student=student))
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
        values = {"low": f"{100 * found.low:.0f}", "high": f"{found.high:.0%}"}
    else:
        values = {"low": _signed(found.low), "high": _signed(found.high)}
    return " " + _("({low} to {high})", **values)


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")
