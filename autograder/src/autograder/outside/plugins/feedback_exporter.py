"""Makes the pages of feedback, each under limits: what breaks one costs nobody else theirs.

The page is one file that fetches nothing, from the template in `templates/`; `feedback_page`
plans it.
"""

import gc
import os
import re
import select
import signal
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters import DataTypeFilter, Highlight2HTML
from nbformat.notebooknode import NotebookNode
from traitlets import Float, Integer
from traitlets.config import Config

from autograder_check.messages import _, counted, speaking, translated
from autograder_check.messages import language as spoken

from ..clean import clean
from ..grading.settings import Autograder
from ..judging.words import number
from ..notebooks.output import new_output
from . import safe_html
from .feedback_page import first_line, plan

PIECE = 1 << 20

TEMPLATES = str(Path(__file__).with_name("templates"))
# What a page shows of an output, the first that there is; what a browser would run is not here.
SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg"]
SHOWN += ["text/latex", "text/plain"]
HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])( class=\"at-title\")?")
OWN = 2  # the level of the page's own headings below its title


class FeedbackExporter(HTMLExporter):
    """HTMLExporter with a template of ours, in a process of its own for each page.

    (Windows has no such processes.) `c.FeedbackExporter.template_name` names another template.
    """

    page_seconds = Float(
        60.0, help="The time of a processor that a page may take; twice that in all."
    ).tag(config=True)
    page_bytes = Integer(
        2 << 30, help="The memory that making a page may take beyond what is there."
    ).tag(config=True)

    @property
    def default_config(self) -> Config:
        """Our template: nbgrader names its own for every HTMLExporter, but not for this one."""
        own = {
            "template_name": "autograder_feedback",
            "extra_template_basedirs": [TEMPLATES],
            "preprocessors": [],
        }
        config = super().default_config.copy()
        config.merge(Config(FeedbackExporter=own))
        return config

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Those of HTMLExporter, the safe ones for nbconvert's, and what the template asks for."""
        yield from super().default_filters()
        yield "clean_html", safe_html.clean_html
        yield "markdown2html", safe_html.markdown_of_cell
        yield "plan", plan
        yield "first_line", first_line
        yield "clean", clean
        yield "points", number
        yield "say", say
        yield "say_counted", say_counted

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter's own is
        self, nb: NotebookNode, resources: dict | None = None, **kw: Any
    ) -> tuple[str, dict]:
        """The page of a notebook; of one that breaks the limits, a page of plain text.

        Raises:
            RuntimeError: not even that can be made.
        """
        known = nb.metadata.get("autograder", {}).get("language")  # from the grader
        with speaking(known or Autograder(parent=self).language):
            return self._made(nb, {} if resources is None else resources, kw)

    @staticmethod
    def remember(notebook: NotebookNode) -> None:
        """Format the texts of a released notebook once, for all pages that this process makes.

        Most of a page is the lesson, which is the same for everybody. Each page is made in a copy
        of this process, which knows what is remembered and cannot add to it. So nothing that a
        student wrote is ever remembered.
        """
        highlight = Highlight2HTML(pygments_lexer=LEXER)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                safe_html.remember(cell.source)
            elif cell.cell_type == "code" and cell.source.strip():
                _remembered[cell.source] = _colored(highlight, cell.source)

    def _made(self, nb: NotebookNode, resources: dict, kw: dict[str, Any]) -> tuple[str, dict]:
        if not hasattr(os, "fork"):
            return self._page(nb, resources, kw), resources
        page = self._made_apart(nb, resources, kw)
        if page is None:
            self.log.warning("A page of feedback could not be made as usual: it is plain text.")
            page = self._made_apart(as_plain_text(nb), resources, kw)
        if page is None:
            raise RuntimeError("the page cannot be made within c.FeedbackExporter's limits")
        resources["output_extension"] = self.file_extension
        return page, resources

    def _made_apart(self, nb: NotebookNode, resources: dict, kw: dict[str, Any]) -> str | None:
        """The page, made by a child of this process; None when that did not come to its end."""
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            self._make(nb, resources, kw, writing)  # never returns
        os.close(writing)
        try:
            content = _read_all(reading, time.monotonic() + 2 * self.page_seconds)
        finally:
            os.close(reading)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return None if content is None else content.decode("utf-8", "replace")

    def _make(self, nb: NotebookNode, resources: dict, kw: dict[str, Any], writing: int) -> None:
        from ...inside.sealed import rlimits  # which Windows lacks, as it does forks

        status = 1
        # The parent's garbage is left alone: a connection that is collected may wait for a thread
        # that this process does not have.
        gc.freeze()
        try:
            rlimits.limit("CPU", max(1, round(self.page_seconds)))
            rlimits.limit("AS", rlimits.address_space() + self.page_bytes)
            page = self._page(nb, resources, kw)
            with open(writing, "wb") as file:
                file.write(page.encode("utf-8", "replace") + END)
            status = 0
        except BaseException:
            self.log.warning("A page of feedback failed", exc_info=True)
        finally:
            os._exit(status)

    def _page(self, nb: NotebookNode, resources: dict, kw: dict[str, Any]) -> str:
        """The page, made in this process.

        As HTMLExporter makes it, but for a second parse of all of it, which would only add what
        the template and the filters have put there.
        """
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        remembered = _remembered if lexer == LEXER else {}
        resources = self._init_resources(resources)
        resources["spoken"] = spoken()
        shown = DataTypeFilter(parent=self, display_data_priority=SHOWN)
        self.register_filter("filter_data_type", shown)
        if "highlight_code" not in self.filters:
            highlight = Highlight2HTML(pygments_lexer=lexer, parent=self)
            self.register_filter(
                "highlight_code",
                lambda source, **kw: remembered.get(source) or _colored(highlight, source, **kw),
            )
        page, _ = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        return headings_in_order(page)


END = b"\0"  # of a whole page
# Names, punctuation and operators, which style.css does not color: most of the spans that Pygments
# writes, and an eighth of a page.
UNCOLORED = re.compile(r'<span class="(?:n|nn|o|p|vm|w)">([^<]*)</span>')
LEXER = "ipython3"  # of every notebook that was run in Python
_remembered: dict[str, str] = {}  # code of the course's own -> its HTML


def _colored(highlight: Highlight2HTML, source: str, **kw: Any) -> str:
    return UNCOLORED.sub(r"\1", highlight(source, **kw))


def headings_in_order(page: str) -> str:
    """The page with the headings of its notebook below the page's own, none of them skipping one.

    Whoever hears a page goes from heading to heading, and a missing level sounds like a lost part.
    """
    level, opened = 1, 1

    def in_order(found: re.Match[str]) -> str:
        nonlocal level, opened
        if found[3]:
            level = opened = int(found[2])
        elif not found[1]:
            level = opened = min(max(int(found[2]) + 1, OWN + 1), level + 1, 6)
        return f"<{found[1]}h{opened}{found[3] or ''}"

    return HEADING.sub(in_order, page)


def say(text: str, /, **values: Any) -> str:
    """A text of the page, translated and escaped; `values` are HTML."""
    return escape(translated(text), quote=True).format(**values)


def say_counted(one: str, many: str, count: float, /, **values: Any) -> str:
    """The same for a text that depends on a number."""
    kept = {name: f"{{{name}}}" for name in values}
    return escape(counted(one, many, count, **kept), quote=True).format(**values)


def _read_all(reading: int, deadline: float) -> bytes | None:
    """What a child writes, if that ends as a page does, in time."""
    pieces: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            return None
        piece = os.read(reading, PIECE)
        if not piece:
            content = b"".join(pieces)
            return content[: -len(END)] if content.endswith(END) else None
        pieces.append(piece)
    return None


def as_plain_text(nb: NotebookNode) -> NotebookNode:
    """A copy in which nothing that a student wrote or displayed has to be parsed.

    Verdicts are the grader's own and stay.
    """
    cells = []
    for cell in nb.cells:
        cell = NotebookNode({**cell})
        if cell.cell_type == "markdown":
            cell.source = f"<pre>\n{escape(cell.source)}\n</pre>"
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = [_plain(output) for output in cell.outputs]
        cells.append(cell)
    said = _(
        "This page could not be made as usual, so texts and outputs are shown as they were written."
    )
    remark = NotebookNode(cell_type="markdown", id="remark", metadata={}, source=f"_{said}_")
    return NotebookNode({**nb, "cells": [remark, *cells]})


def _plain(output: NotebookNode) -> NotebookNode:
    if output.output_type not in ("display_data", "execute_result"):
        return output
    return new_output("stream", name="stdout", text=str(output.data.get("text/plain", "")))
