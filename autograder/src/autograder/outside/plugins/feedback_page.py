"""Plans a page of feedback: what stands at its top, what is folded, what belongs together.

It works for any nbgrader notebook. An exercise is what ends with a cell that has points; it begins
with the last heading before that cell, and everything between two exercises is the lesson.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import is_grade, is_solution, is_task

from autograder_check.messages import _

from ..clean import clean_line
from ..judging.words import duration
from ..notebooks.titles import Heading, chosen, cut, headings_in, short_title, title_of
from .safe_html import OWN_IDS

CODE = re.compile(r"`+([^`]+)`+")


@dataclass
class Row:
    """An exercise in the list at the top of the page; texts that end in `html` are escaped."""

    number: int
    title_html: str
    score: float
    points: float
    graded: bool = True
    again: bool = False
    commented: bool = False

    @property
    def anchor(self) -> str:
        """The id of the exercise on the page."""
        return f"{OWN_IDS}{self.number}"

    @property
    def share(self) -> int:
        """How much of the points was earned, in percent."""
        return round(100 * min(1.0, max(0.0, self.score / self.points))) if self.points > 0 else 100

    @property
    def state(self) -> str:
        """How it went, in a word that the style sheet knows."""
        if not self.graded:
            return "open"
        return "all" if self.score >= self.points else "some" if self.score > 0 else "none"


@dataclass
class Part:
    """An exercise, which has a row, or a part of the lesson, which has none."""

    cells: list[NotebookNode] = field(default_factory=list)
    row: Row | None = None
    label_html: str = ""


@dataclass
class Page:
    """What the template shows."""

    title_html: str
    student: str
    assignment: str
    rows: list[Row]
    parts: list[Part]
    penalty: float
    notes: list[str]  # plain text: when it was handed in, an extension

    @property
    def points(self) -> float:
        """All points, less what being late cost."""
        return sum(row.score for row in self.rows) - self.penalty

    @property
    def max_points(self) -> float:
        """The points of what is graded."""
        return sum(row.points for row in self.rows if row.graded)

    @property
    def waiting(self) -> list[Row]:
        """What nobody has graded yet."""
        return [row for row in self.rows if not row.graded]


def plan(nb: NotebookNode, resources: dict) -> Page:
    """The page of a notebook, after all preprocessors."""
    known = resources.get("nbgrader", {})
    cells = list(nb.cells)
    headings = [
        heading
        for place, cell in enumerate(cells)
        if cell.cell_type == "markdown" and not is_solution(cell)
        for heading in headings_in(place, cell.source)
    ]
    title = title_of(headings)
    rows: list[Row] = []
    parts: list[Part] = []
    done = 0, 0  # up to this cell and line, everything has its part
    for place, cell in enumerate(cells):
        if not is_grade(cell) and not is_task(cell):
            continue
        within = [h for h in headings if done <= (h.cell, h.line) and h.cell <= place]
        heading = chosen([h for h in within if h is not title])
        row = _row(len(rows) + 1, cell, heading, known.get("grades", {}))
        rows.append(row)
        begin = (heading.cell, heading.line) if heading else _first_of_exercise(cells, done, place)
        stop = _end_of_task(cells, headings, place) if is_task(cell) else place + 1
        parts.append(Part(_between(cells, done, begin, title)))
        exercise = _between(cells, begin, (stop, 0), title, without=heading)
        row.commented = any(cell.metadata.get("nbgrader", {}).get("comment") for cell in exercise)
        parts.append(Part(exercise, row))
        done = (stop, 0)
    parts.append(Part(_between(cells, done, (len(cells), 0), title)))
    for part in parts:
        part.label_html = _label(part.cells)
    return Page(
        title_html=_title(title.text if title else str(known.get("notebook", "Notebook"))),
        student=clean_line(str(known.get("student", ""))),
        assignment=clean_line(str(known.get("assignment", ""))),
        rows=rows,
        parts=[part for part in parts if part.row or _says_something(part.cells)],
        penalty=known.get("late_penalty") or 0.0,
        notes=list(_notes(known)),
    )


def _row(number: int, cell: NotebookNode, heading: Heading | None, grades: dict) -> Row:
    known = cell.metadata.nbgrader
    grade = grades.get(known.get("grade_id"), {})
    return Row(
        number,
        _title(heading.text if heading else str(known.get("grade_id"))),
        float(known.get("score") or 0.0),
        float(known.get("points") or 0.0),
        graded=grade.get("graded", True),
        again=grade.get("again", False),
    )


def _title(text: str) -> str:
    """A heading as the title of a row: "Exercise 4 · `f` (6 points)" is 4 · `f`."""
    return CODE.sub(r"<code>\1</code>", escape(cut(short_title(text))))


def _first_of_exercise(cells: list, done: tuple[int, int], place: int) -> tuple[int, int]:
    """Where an exercise without a heading begins: with the first cell that nbgrader knows."""
    for number in range(done[0], place):
        if cells[number].metadata.get("nbgrader", {}).get("grade_id"):
            return number, 0
    return place, 0


def _end_of_task(cells: list, headings: list[Heading], place: int) -> int:
    """What follows a task answers it, up to the next heading or cell of nbgrader's."""
    headed = {heading.cell for heading in headings}
    for number in range(place + 1, len(cells)):
        if number in headed or cells[number].metadata.get("nbgrader", {}).get("grade_id"):
            return number
    return len(cells)


def _between(
    cells: list,
    begin: tuple[int, int],
    end: tuple[int, int],
    title: Heading | None,
    without: Heading | None = None,
) -> list[NotebookNode]:
    """Cells from one place (a cell and a line in it) to another, less headings shown elsewhere."""
    found = []
    left_out = {(h.cell, h.line) for h in (title, without) if h}
    for number in range(begin[0], min(end[0] + 1, len(cells))):
        cell, first = cells[number], begin[1] if number == begin[0] else 0
        last = end[1] if number == end[0] else None
        if last == 0:
            continue
        if first or last or any(number == place for place, _ in left_out):
            lines = cell.source.splitlines()
            kept = [
                line
                for place, line in enumerate(lines[first:last], start=first)
                if (number, place) not in left_out
            ]
            cell = NotebookNode({**cell, "source": "\n".join(kept).strip("\n")})
        if cell.source.strip() or cell.get("outputs") or is_grade(cell) or is_solution(cell):
            found.append(cell)
    return found


def _label(cells: Sequence[NotebookNode]) -> str:
    """What a folded part of the lesson is called: its headings, or how it begins."""
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    headings = [h.text for text in texts for h in headings_in(0, text) if h.level < 4]
    if headings:
        return ", ".join(_title(text) for text in headings[:3]) + (" …" if headings[3:] else "")
    words = " ".join(texts).split()
    return _title(" ".join(words[:8]) + (" …" if words[8:] else "")) if words else ""


def _says_something(cells: Sequence[NotebookNode]) -> bool:
    """Whether there is more to a part of the lesson than headings."""
    lines = [
        line for cell in cells for line in cell.source.splitlines() if cell.cell_type == "markdown"
    ]
    headed = all(not line.strip() or line.lstrip().startswith("#") for line in lines)
    return not headed or any(cell.cell_type != "markdown" for cell in cells)


def first_line(cell: NotebookNode) -> str:
    """How a folded cell of code is told from others: by the first line that says something."""
    lines = (clean_line(line) for line in cell.source.splitlines())
    said = next((line for line in lines if line), "")
    return cut(said)


def _notes(known: dict) -> Iterator[str]:
    submitted, due = known.get("submitted"), known.get("due")
    extension, late = known.get("extension"), known.get("late") or 0.0
    if submitted:
        moment = _moment(submitted)
        if late:
            how_late = duration(timedelta(seconds=late))
            yield _("Handed in on {moment}, {time} late.", moment=moment, time=how_late)
        else:
            yield _("Handed in on {moment}.", moment=moment)
    if extension and due:
        yield _(
            "Your deadline was extended by {time}, to {moment}.",
            time=duration(extension),
            moment=_moment(due),
        )


def _moment(time: datetime) -> str:
    return _("{time.day} {time:%B %Y, %H:%M} UTC", time=time)
