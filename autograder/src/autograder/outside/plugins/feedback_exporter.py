"""Makes the pages of feedback, each under limits: what breaks one costs nobody else theirs."""

import os
import select
import signal
import time
from html import escape
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import NotebookNode
from traitlets import Float, Integer

from ..notebooks.output import new_output

PIECE = 1 << 20
REMARK = (
    "_This page could not be made as usual, so texts and outputs are shown as they were written._"
)


class FeedbackExporter(HTMLExporter):
    """HTMLExporter, in a process of its own for each page (Linux and macOS)."""

    page_seconds = Float(
        60.0, help="The time of a processor that a page may take; twice that in all."
    ).tag(config=True)
    page_bytes = Integer(
        2 << 30, help="The memory that making a page may take beyond what is there."
    ).tag(config=True)

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter's own is
        self, nb: NotebookNode, resources: dict | None = None, **kw: Any
    ) -> tuple[str, dict]:
        """The page of a notebook; of one that breaks the limits, a page of plain text.

        Raises:
            RuntimeError: not even that can be made.
        """
        resources = {} if resources is None else resources
        if not hasattr(os, "fork"):
            return super().from_notebook_node(nb, resources=resources, **kw)
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
        try:
            rlimits.limit("CPU", max(1, round(self.page_seconds)))
            rlimits.limit("AS", rlimits.address_space() + self.page_bytes)
            page, _ = super().from_notebook_node(nb, resources=resources, **kw)
            with open(writing, "wb") as file:
                file.write(page.encode("utf-8", "replace") + END)
            status = 0
        except BaseException:
            self.log.warning("A page of feedback failed", exc_info=True)
        finally:
            os._exit(status)


END = b"\0"  # of a whole page


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
    remark = NotebookNode(cell_type="markdown", id="remark", metadata={}, source=REMARK)
    return NotebookNode({**nb, "cells": [remark, *cells]})


def _plain(output: NotebookNode) -> NotebookNode:
    if output.output_type not in ("display_data", "execute_result"):
        return output
    return new_output("stream", name="stdout", text=str(output.data.get("text/plain", "")))
