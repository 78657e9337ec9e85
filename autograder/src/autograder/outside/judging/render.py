"""Shows a verdict: as text, as HTML, and as the output of the cell that it is about.

All text that comes from a student's process is escaped and cut. The colors work on light and dark
pages alike, and each comes with a sign.
"""

import re
from html import escape

from nbformat.notebooknode import NotebookNode

from autograder_check.messages import _, translated

from ...inside.said import say_case
from ..clean import clean
from ..course import Mistake
from ..notebooks.output import new_output
from .verdict import BY_SIZE, Miss, PartVerdict, Verdict
from .words import points_of, say_difference

VERDICT_MIME = "application/vnd.autograder.verdict+json"

GREEN, RED, AMBER = "46, 160, 67", "218, 54, 51", "210, 153, 34"
DARK_GREEN, DARK_RED = "26, 127, 55", "190, 38, 36"  # 5 : 1 behind a white sign, and more
CODE_STYLE = (
    "margin: 0.3em 0; padding: 0.5em 0.8em; border: 0; border-radius: 4px; white-space: pre-wrap; "
    "font-family: monospace; color: inherit; background: rgba(128, 128, 128, 0.14)"
)
INLINE_STYLE = (
    "color: inherit; background: rgba(128, 128, 128, 0.14); padding: 0 0.2em; border-radius: 3px"
)
CODE = re.compile(r"`([^`]+)`")


def verdict_output(verdict: Verdict, execution_count: int | None = None) -> NotebookNode:
    """The verdict as the one output of its grade cell.

    Its `text/plain` is the points as a plain float, which nbgrader reads as partial credit.
    """
    data = {
        "text/plain": repr(float(verdict.points)),
        "text/html": verdict_html(verdict),
        VERDICT_MIME: verdict_record(verdict),
    }
    return new_output("execute_result", data=data, metadata={}, execution_count=execution_count)


def verdict_record(verdict: Verdict) -> dict:
    """What programs want to know about a verdict, in JSON."""
    return {
        "question": verdict.question_id,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "seed": verdict.seed,
        "reason": verdict.reason,
        "parts": {part.name: part.holds for part in verdict.parts},
        "mistake": verdict.mistake.name if verdict.mistake else None,
        "guess": verdict.guess.name if verdict.guess else None,
    }


def verdict_text(verdict: Verdict, with_case: bool = True) -> str:
    """The verdict as plain text of a few lines; with the smallest case that fails, or without."""
    lines = [f"{verdict.question_id}: {_points(verdict)}"]
    if verdict.reason:
        lines.append(clean(verdict.reason))
    if verdict.mistake:
        lines += [translated(verdict.mistake.misconception), _hint_text(verdict.mistake)]
    if verdict.guess:
        said = f"{_guess()} {translated(verdict.guess.misconception)}"
        lines += [said, _hint_text(verdict.guess)]
    for part in verdict.parts:
        sign = "✓" if part.holds else "✗"
        lines.append(f"{sign} {translated(part.says)} ({points_of(part.earned, part.points)})")
    shown = smallest_miss(verdict) if with_case else None
    if shown:
        where, want, got = say_difference(shown)
        lines += [_smallest(verdict), _indent(say_case(shown.case))]
        lines += [f"  {_seen()} {translated(shown.case.seen)}"] if shown.case.seen else []
        lines += [f"  {_('expected')}{_at(where)}: {clean(want)}"]
        lines += [f"  {_('got')}{_at(where)}: {clean(got)}"]
    if verdict.stand_ins:
        lines.append(_stand_ins(verdict))
    if verdict.remark:
        lines.append(clean(verdict.remark))
    return "\n".join(lines)


def verdict_html(verdict: Verdict, with_case: bool = True) -> str:
    """The verdict as an HTML fragment, readable in the formgrader, in feedback and in a notebook.

    With `with_case` it shows the smallest case that fails.
    """
    color = GREEN if verdict.points == verdict.max_points else AMBER if verdict.points else RED
    body = [f"<p style='margin: 0 0 0.4em'><b>{_points(verdict)}</b></p>"]
    if verdict.reason:
        body.append(f"<p style='margin: 0.4em 0'>{escape(clean(verdict.reason))}</p>")
    if verdict.mistake:
        body.append(_mistake_html(verdict.mistake))
    if verdict.guess:
        body.append(_mistake_html(verdict.guess, f"<i>{escape(_guess())}</i> "))
    body += [_part_html(part) for part in verdict.parts]
    shown = smallest_miss(verdict) if with_case else None
    if shown:
        body.append(_miss_html(shown, _smallest(verdict, ready=True)))
    if verdict.stand_ins:
        body.append(f"<p style='margin: 0.6em 0 0'>{_prose(_stand_ins(verdict))}</p>")
    if verdict.remark:
        body.append(f"<p style='margin: 0.6em 0 0'>{escape(clean(verdict.remark))}</p>")
    style = (
        f"border-left: 4px solid rgb({color}); background: rgba({color}, 0.08); "
        "padding: 0.6em 0.9em; border-radius: 4px; line-height: 1.45"
    )
    return f"<div class='autograder-verdict' style='{style}'>{''.join(body)}</div>"


def smallest_miss(verdict: Verdict) -> Miss | None:
    """The simplest failing case of all parts."""
    misses = [part.miss for part in verdict.parts if part.miss is not None]
    return min(misses, key=BY_SIZE, default=None)


def _smallest(verdict: Verdict, ready: bool = False) -> str:
    """What is said before the smallest case; it may hold when it is pasted and run alone."""
    mistake = verdict.mistake or verdict.guess
    if mistake and mistake.remembers:
        return _("The smallest case that fails, given what earlier cases left behind:")
    if ready:
        return _("The smallest case that fails, ready to paste into a cell:")
    return _("The smallest case that fails:")


def _stand_ins(verdict: Verdict) -> str:
    """Why the student's own pieces were left out."""
    names = ", ".join(f"`{name}`" for name in verdict.stand_ins)
    return _(
        "This was asked with the grader's own code in place of your {names}, so slips there cost "
        "nothing here. With your own, the cases may come out differently.",
        names=names,
    )


def _guess() -> str:
    """What is said before a mistake that fits, though not number by number."""
    return _("This looks like:")


def _seen() -> str:
    return _("What counts in the picture:")


def _hint_text(mistake: Mistake) -> str:
    return f"{_('Hint:')} {translated(mistake.hint)}"


def _points(verdict: Verdict) -> str:
    return points_of(verdict.points, verdict.max_points)


def _mistake_html(mistake: Mistake, before: str = "") -> str:
    return (
        "<p style='margin: 0 0 0.2em; font-size: 1.05em'>"
        f"{before}{_prose(mistake.misconception)}</p>"
        f"<p style='margin: 0 0 0.6em'><i>{escape(_('Hint:'))}</i> {_prose(mistake.hint)}</p>"
    )


def _prose(text: str) -> str:
    """One of our own sentences, translated, as HTML, its `code` marked up."""
    return CODE.sub(rf"<code style='{INLINE_STYLE}'>\1</code>", escape(translated(text)))


def _part_html(part: PartVerdict) -> str:
    color, sign = (DARK_GREEN, "✓") if part.holds else (DARK_RED, "✗")
    points = points_of(part.earned, part.points)
    return (
        f"<div style='margin: 0.2em 0'><b style='color: white; background: rgb({color}); "
        f"padding: 0 0.3em; border-radius: 3px'>{sign}</b> "
        f"{_prose(part.says)} <span style='opacity: 0.7'>({points})</span></div>"
    )


def _miss_html(miss: Miss, before: str) -> str:
    where, want, got = say_difference(miss)
    place = f" <code>answer{escape(where)}</code>" if where else ""
    seen = (
        f"<p style='margin: 0.1em 0'>{escape(_seen())} {_prose(miss.case.seen)}</p>"
        if miss.case.seen
        else ""
    )
    return (
        f"<p style='margin: 0.8em 0 0'>{escape(before)}</p>"
        f"<pre style='{CODE_STYLE}'>{escape(say_case(miss.case))}</pre>"
        f"{seen}"
        "<table style='border: 0; margin: 0.2em 0; background: none; color: inherit'>"
        f"{_row(escape(_('expected')) + place, want)}{_row(escape(_('got')) + place, got)}</table>"
    )


def _row(label: str, text: str) -> str:
    cell = "border: 0; padding: 0.1em 0.8em 0.1em 0; text-align: left; vertical-align: top"
    return (
        f"<tr style='background: none'><td style='{cell}; opacity: 0.7'>{label}</td>"
        f"<td style='{cell}; font-family: monospace'>{escape(clean(text))}</td></tr>"
    )


def _at(where: str) -> str:
    return f" answer{where}" if where else ""


def _indent(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())
