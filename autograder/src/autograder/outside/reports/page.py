"""A page of tables and bars: one file, nothing to load, for screens of any size and for paper."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from autograder_check.messages import _, language, translated

from ..clean import clean_line
from ..plugins.feedback_exporter import TEMPLATES

CODE = re.compile(r"`([^`]+)`")

BASE = Path(TEMPLATES) / "autograder_feedback" / "base.css"
# What comes after that.
STYLE = """
body { max-width: 60rem; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.5em; }
p { margin: 0.6em 0; max-width: 46rem; }
code { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  padding: 0.1em 0.3em; border-radius: 3px; background: rgba(128, 128, 128, 0.14); }
section { margin: 2.5rem 0; padding-top: 0.9rem; border-top: 3px solid var(--line); }
.who { margin: 0; color: var(--quiet); }
.quiet { color: var(--quiet); } .small { font-size: 0.9rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0.8rem 0;
  padding: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0.8rem;
  margin: 1.2rem 0; }
.facts div { background: var(--soft); border-radius: 6px; padding: 0.7rem 0.9rem; }
.facts dt { color: var(--quiet); font-size: 0.9rem; } .facts dd { margin: 0; }
.facts .figure { font-size: 1.5rem; line-height: 1.4; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0.8em 0; }
caption { text-align: left; color: var(--quiet); font-size: 0.9rem; padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 1rem 0.45rem 0; min-width: 6rem; }
tbody th { min-width: 10rem; }
.wide { min-width: 11.5rem; }
thead th { border-bottom: 2px solid var(--line); color: var(--quiet); font-size: 0.9rem;
  vertical-align: bottom; overflow-wrap: normal; }
tbody th, td { border-bottom: 1px solid var(--line); } tbody th { font-weight: 600; }
.number { font-variant-numeric: tabular-nums; }
.bar { display: block; height: 0.6rem; min-width: 5rem; max-width: 14rem; margin-top: 0.3rem;
  border-radius: 0.3rem; overflow: hidden; background: var(--soft); border: 1px solid var(--line); }
.bar span { display: block; height: 100%; background: var(--fill); }
figure { margin: 0.8em 0; }
figcaption { color: var(--quiet); font-size: 0.9rem; margin-top: 0.5rem; max-width: 46rem; }
.columns { display: flex; align-items: flex-end; gap: 3px; list-style: none; margin: 1rem 0 0;
  padding: 0; max-width: 46rem; }
.columns li { position: relative; flex: 1 1 0; min-width: 0; text-align: center;
  font-size: 0.9rem; line-height: 1.3; }
.columns .pillar { display: block; background: var(--fill); border-radius: 3px 3px 0 0; }
.columns .from { display: block; border-top: 1px solid var(--line); color: var(--quiet);
  padding-top: 0.2rem; text-align: left; }
.cards { list-style: none; padding: 0; margin: 0.8em 0; max-width: 46rem; }
.cards li { border-left: 4px solid var(--fill); background: var(--soft); padding: 0.2rem 1rem;
  margin: 0.8rem 0; border-radius: 6px; break-inside: avoid; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media screen and (max-width: 54rem) {
  /* A row becomes a block, in which every cell says what it is. */
  body { padding-top: 1rem; font-size: 15px; }
  table, caption, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
  tbody th, td, .wide { border: 0; padding: 0.1rem 0; min-width: 0; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet);
    font-size: 0.9rem; }
  td.empty { display: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; } a { text-decoration: none; }
  h2, caption { break-after: avoid; } tr, figure { break-inside: avoid; }
  section { margin: 1.2rem 0; }
  th, td, tbody th, .wide { min-width: 0; padding-right: 0.7rem; overflow-wrap: break-word; }
  .bar, .bar span, .pillar, .facts div, .cards li { print-color-adjust: exact; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class Column:
    """A column of a table: of figures, of what needs room, or of neither."""

    name: str
    number: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the page with a heading of its own."""

    id: str
    heading: str
    body: str


def page(title: str, head: str, sections: Sequence[Section]) -> str:
    """The whole page. `head` and the bodies are HTML; what else is handed in is text."""
    links = "".join(f"<li><a href='#{one.id}'>{text(one.heading)}</a></li>" for one in sections)
    bodies = "".join(
        f"<section id='{one.id}'><h2>{text(one.heading)}</h2>{one.body}</section>"
        for one in sections
    )
    return (
        f"<!DOCTYPE html>\n<html lang='{language()}'><head><meta charset='utf-8'>"
        f"<title>{text(title)}</title>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        "<meta name='referrer' content='no-referrer'>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<style>{BASE.read_text(encoding='utf-8')}{STYLE}</style></head>\n<body><header>{head}"
        f"<nav aria-label='{text(_('On this page'))}'><ul>{links}</ul></nav></header>\n"
        f"<main>{bodies}</main></body></html>\n"
    )


def text(words: str) -> str:
    """Text from elsewhere as HTML, in one line."""
    return escape(clean_line(words))


def prose(words: str) -> str:
    """A sentence of the course's, translated, as HTML, its `code` marked up."""
    return CODE.sub(r"<code>\1</code>", text(translated(words)))


def paragraph(words: str, kind: str = "") -> str:
    """A paragraph of text."""
    return f"<p class='{kind}'>{prose(words)}</p>" if kind else f"<p>{prose(words)}</p>"


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table of HTML cells, the first of each row its heading.

    The roles are what the elements have anyway: a browser that shows rows as blocks, as the
    style has it on a narrow screen, would take them away.
    """
    heads = "".join(
        f"<th role='columnheader' scope='col'{_kind(column)}>{text(column.name)}</th>"
        for column in columns
    )
    lines = "".join(_row(columns, cells) for cells in rows)
    return (
        f"<table role='table'><caption>{prose(caption)}</caption>"
        f"<thead role='rowgroup'><tr role='row'>{heads}</tr></thead>"
        f"<tbody role='rowgroup'>{lines}</tbody></table>"
    )


def _row(columns: Sequence[Column], cells: Sequence[str]) -> str:
    head = f"<th role='rowheader' scope='row'>{cells[0]}</th>"
    rest = "".join(
        f"<td role='cell' data-label='{text(column.name)}'{_kind(column, cell)}>{cell}</td>"
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    )
    return f"<tr role='row'>{head}{rest}</tr>"


def _kind(column: Column, cell: str = "full") -> str:
    said = {"number": column.number, "wide": column.wide, "empty": not cell}
    kinds = [name for name, is_so in said.items() if is_so]
    return f" class='{' '.join(kinds)}'" if kinds else ""


def bar(share: float) -> str:
    """A bar for a share between 0 and 1, beside a figure that says the same."""
    width = 100 * min(1.0, max(0.0, share))
    return f"<span class='bar' aria-hidden='true'><span style='width: {width:.0f}%'></span></span>"


def columns_chart(counts: Sequence[tuple[str, str, int]], caption: str) -> str:
    """Columns side by side, each of a short label, what it means in words, and a count."""
    most = max((count for _, _, count in counts), default=0)
    items = "".join(
        f"<li><span class='hidden'>{text(words)}: {count}</span><span aria-hidden='true'>"
        f"{count or ''}<span class='pillar' style='height: {_height(count, most)}rem'></span>"
        f"<span class='from'>{text(label)}</span></span></li>"
        for label, words, count in counts
    )
    chart = f"<ol class='columns'>{items}</ol>"
    return f"<figure>{chart}<figcaption>{prose(caption)}</figcaption></figure>"


def _height(count: int, most: int) -> str:
    return f"{7 * count / most if most else 0:.2f}"


def facts(found: Iterable[tuple[str, str, str]]) -> str:
    """Figures with what they are of, and a remark each."""
    return (
        "<dl class='facts'>"
        + "".join(
            f"<div><dt>{text(name)}</dt><dd class='figure number'>{text(figure)}</dd>"
            + (f"<dd class='small quiet'>{text(remark)}</dd>" if remark else "")
            + "</div>"
            for name, figure, remark in found
        )
        + "</dl>"
    )


def cards(items: Iterable[str]) -> str:
    """A list of HTML, an item a card."""
    return "<ul class='cards'>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
