"""A class report as one self-contained HTML page, its plots drawn as SVG."""

import io
import re
from html import escape

from matplotlib import rc_context
from matplotlib.figure import Figure

from ..clean import clean
from ..course import Course
from .class_report import ClassReport, QuestionReport

STYLE = """
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #2f6fb5; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { margin-bottom: 0; } .lead { margin-top: 0.2rem; opacity: 0.75; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; padding: 0.35rem 0.7rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tr:hover { background: var(--soft); }
code { background: var(--soft); padding: 0 0.25em; white-space: nowrap; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption { opacity: 0.75; font-size: 0.9em; }
.mistake { border-left: 4px solid var(--accent); background: var(--soft);
  padding: 0.6rem 1rem; margin: 0.8rem 0; }
.mistake p { margin: 0.2rem 0; } .count { float: right; font-weight: bold; margin-left: 1rem; }
.who { opacity: 0.75; font-size: 0.9em; }
"""


def report_html(course: Course, report: ClassReport) -> str:
    """The page."""
    mean = sum(report.totals.values()) / max(1, len(report.totals))
    body = [
        f"<h1>{escape(report.assignment)}</h1>",
        f"<p class='lead'>{len(report.students)} submissions, on average {mean:.1f} of "
        f"{report.max_total:g} points given automatically.</p>",
        _figure(_totals_svg(report), "How many submissions got how many points."),
        "<h2>Questions</h2>",
        _figure(_questions_svg(report), "Share of the points that the class got, by question."),
        _question_table(report),
        "<h2>Commonest mistakes</h2>",
        *_mistakes(course, report),
        "<h2>What could not be judged</h2>",
        _troubles(report),
    ]
    title = f"Class report: {escape(report.assignment)}"
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<style>{STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _figure(svg: str, caption: str) -> str:
    return (
        f"<figure role='img' aria-label='{escape(caption)}'>{svg}"
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _question_table(report: ClassReport) -> str:
    rows = "".join(_question_row(question) for question in report.questions)
    return (
        "<table><thead><tr><th>question</th><th class='number'>mean</th>"
        "<th class='number'>of</th><th class='number' title='correlation with the points for "
        "all other questions'>separation</th><th>parts that were missed</th><th></th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _question_row(question: QuestionReport) -> str:
    separation = "–" if question.separation is None else f"{question.separation:+.2f}"
    mean = question.mean_share * question.max_points
    missed = ", ".join(
        f"{escape(part)} ({1 - share:.0%})"
        for part, share in question.part_shares.items()
        if share < 1
    )
    return (
        f"<tr><td><code>{escape(question.question)}</code></td><td class='number'>{mean:.1f}</td>"
        f"<td class='number'>{question.max_points:g}</td><td class='number'>{separation}</td>"
        f"<td>{missed or '–'}</td><td>{escape(question.remark)}</td></tr>"
    )


def _mistakes(course: Course, report: ClassReport) -> list[str]:
    if not report.mistakes:
        return ["<p>No known mistake was made.</p>"]
    return [_mistake(course, *found) for found in report.mistakes]


def _mistake(course: Course, question: str, name: str, who: tuple[str, ...]) -> str:
    known = {mistake.name: mistake for mistake in course.mistakes_of(question)}
    says = _prose(known[name].misconception) if name in known else escape(name)
    hint = f"<p><i>Hint given:</i> {_prose(known[name].hint)}</p>" if name in known else ""
    return (
        f"<div class='mistake'><span class='count'>{len(who)} ×</span><p>{says}</p>{hint}"
        f"<p class='who'><code>{escape(question)}</code> · {escape(', '.join(who))}</p></div>"
    )


def _troubles(report: ClassReport) -> str:
    if not report.troubles:
        return "<p>Everything could be judged.</p>"
    by_reason: dict[tuple[str, str], list[str]] = {}
    for student, question, reason in report.troubles:
        by_reason.setdefault((student, clean(reason)), []).append(question)
    rows = "".join(
        f"<tr><td>{escape(student)}</td><td>{escape(', '.join(questions))}</td>"
        f"<td>{escape(reason)}</td></tr>"
        for (student, reason), questions in by_reason.items()
    )
    return (
        "<table><thead><tr><th>student</th><th>questions</th><th>reason</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _totals_svg(report: ClassReport) -> str:
    figure, axes = _axes(width=8, height=2.6)
    top = int(report.max_total)
    edges = range(0, top + 2, max(1, top // 25))
    axes.hist(list(report.totals.values()), bins=[e - 0.5 for e in edges], color="#2f6fb5")
    axes.set_xlabel("points")
    axes.set_ylabel("submissions")
    axes.yaxis.get_major_locator().set_params(integer=True)
    return _svg(figure)


def _questions_svg(report: ClassReport) -> str:
    figure, axes = _axes(width=8, height=0.8 + 0.34 * len(report.questions))
    names = [question.question for question in report.questions]
    axes.barh(names, [q.mean_share * 100 for q in report.questions], color="#2f6fb5")
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("percent of the points")
    return _svg(figure)


def _axes(width: float, height: float):  # type: ignore[no-untyped-def]  # a figure and its axes
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure) -> str:  # type: ignore[no-untyped-def]  # a matplotlib Figure
    """The figure as inline SVG that takes the page's text color."""
    page = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "report"}):
        figure.savefig(page, format="svg", transparent=True, metadata={"Date": None})
    svg = page.getvalue()
    svg = svg[svg.index("<svg") :]
    return svg.replace("#000000", "currentColor").replace("<text ", "<text fill='currentColor' ")
