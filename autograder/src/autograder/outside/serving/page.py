"""The class page: which misconceptions there are right now, question by question."""

from collections.abc import Mapping
from typing import Any

from ..course import Course
from ..judging.words import listed, plural
from ..reports.page import Column, Section, bar, cards, page, paragraph, prose, table, text
from .offered import Offered
from .store import Counted

MOST_NAMES = 12
NOBODY = "Nobody has asked for a verdict in this time."

Class = Mapping[tuple[str, str], Counted]
AllOffered = Mapping[str, Mapping[str, Offered]]


def class_record(course: Course, offered: AllOffered, counted: Class, minutes: int) -> Any:
    """The page as JSON."""
    return {
        "minutes": minutes,
        "assignments": {
            assignment: {
                question: _question(course, question, counted[assignment, question])
                for question in questions
                if (assignment, question) in counted
            }
            for assignment, questions in offered.items()
            if any((assignment, question) in counted for question in questions)
        },
    }


def _question(course: Course, question: str, one: Counted) -> Any:
    return {
        "verdicts": one.verdicts,
        "students": one.students,
        "solved": one.solved,
        "mistakes": [
            {
                "name": name,
                "misconception": _misconception(course, question, name),
                "students_now": one.now.get(name, 0),
                "verdicts": times,
                **({"names": one.names[name]} if name in one.names else {}),
            }
            for name, times in _by_count(one)
        ],
        "guesses": one.guesses,
    }


def class_html(course: Course, offered: AllOffered, counted: Class, minutes: int) -> str:
    """The page as HTML."""
    sections: list[Section] = []
    for assignment, questions in offered.items():
        asked = {q: counted[assignment, q] for q in questions if (assignment, q) in counted}
        if asked:
            body = _table(questions, asked) + _mistakes(course, questions, asked)
            sections.append(Section(f"assignment-{len(sections) + 1}", assignment, body))
    head = (
        "<p class='who'>Practice</p><h1>The class right now</h1>"
        + paragraph(
            f"Verdicts of the last {plural(minutes, 'minute')}. This page renews itself.", "quiet"
        )
        + ("" if sections else paragraph(NOBODY))
    )
    return page("The class right now", head, sections)


def _table(questions: Mapping[str, Offered], asked: Mapping[str, Counted]) -> str:
    columns = [
        Column("Exercise"),
        Column("Students", number=True),
        Column("Verdicts", number=True),
        Column("Solved", number=True, wide=True),
    ]
    rows = [
        (
            prose(questions[question].title or question),
            str(one.students),
            str(one.verdicts),
            f"{one.solved} of {one.students}{bar(one.solved / max(1, one.students))}",
        )
        for question, one in asked.items()
    ]
    return table("Who asked, and who had full marks when they last asked", columns, rows)


def _mistakes(
    course: Course, questions: Mapping[str, Offered], asked: Mapping[str, Counted]
) -> str:
    found = [
        (one.now.get(name, 0), times, question, name, one)
        for question, one in asked.items()
        for name, times in _by_count(one)
    ]
    found.sort(key=lambda item: (-item[0], -item[1]))
    return cards(
        f"<p><b>{plural(now, 'student')} now</b> · "
        f"{prose(_misconception(course, question, name))}</p>"
        f"<p class='small quiet'>{prose(questions[question].title or question)} · "
        f"in {plural(times, 'verdict')}{_names(one, name)}</p>"
        for now, times, question, name, one in found
    )


def _by_count(one: Counted) -> list[tuple[str, int]]:
    """The mistakes that verdicts named, those that most students have now first."""
    return sorted(one.ever.items(), key=lambda item: (-one.now.get(item[0], 0), -item[1], item[0]))


def _names(one: Counted, mistake: str) -> str:
    names = one.names.get(mistake)
    return f" · {text(listed(sorted(names), MOST_NAMES))}" if names else ""


def _misconception(course: Course, question: str, name: str) -> str:
    """What a mistake says; its name, if the course has dropped it since."""
    known = (one.misconception for one in course.mistakes_of(question) if one.name == name)
    return next(known, name)
