"""Builds a cell's outputs from a child's messages, as nbclient does from a kernel's."""

import re
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from autograder_check.messages import _

from ...inside.protocol import ANSWERS_MIME
from ..notebooks.output import new_output
from .limits import Limits, in_mib
from .messages import Malformed

MOST_OUTPUTS = 1000
JSON = re.compile(r"application/(.*\+)?json")
SIZE = re.compile(r"\d+(\.\d+)?(px|em|%)?")
USAGE = "UsageError: "
FLOOD = 16  # after so many times the bytes that are kept, nobody reads on


@dataclass
class Shown:
    """What a notebook has displayed so far.

    Attributes:
        size: the bytes that count towards the notebook's limit.
        displays: display id -> its outputs, which an update changes in any cell.
    """

    size: int = 0
    displays: dict[str, list[NotebookNode]] = field(default_factory=dict)


class CellOutputs:
    """The outputs of one running cell.

    Attributes:
        trouble: why not everything that it displayed was kept, in a sentence, or None.
        lost_answers: whether answers are among what was not kept.
        last_error: the last error that it showed, or None.
        remark: which of its lines failed while the others were run, or None.
    """

    def __init__(self, limits: Limits, shown: Shown, execution_count: int) -> None:
        self.trouble: str | None = None
        self.lost_answers = False
        self.last_error: NotebookNode | None = None
        self.remark: str | None = None
        self._outputs: list[NotebookNode] = []
        # The streams at the end of the outputs, by name, each with its text so far.
        self._pieces: dict[str, tuple[NotebookNode, list[str]]] = {}
        self._limits = limits
        self._shown = shown
        self._count = execution_count
        self._size = 0
        self._answers = 0
        self._received = 0
        self._clear_first = False

    def take(self, message: dict[str, Any], size: int) -> None:
        """Take one message of `size` bytes.

        Raises:
            Malformed: the message does not display anything, or the cell never stops.
        """
        self._received += size
        if self._received > FLOOD * (self._limits.output_bytes + self._limits.answers_bytes):
            raise Malformed(_("more than anybody could read"))
        kind = message["type"]
        if kind == "stream":
            name, text = _one_of(message, "name", ("stdout", "stderr")), _text(message, "text")
            if text.startswith(USAGE):  # so IPython says that a magic is not there
                said = text.removeprefix(USAGE).strip()
                self.last_error = new_output("error", ename="UsageError", evalue=said, traceback=[])
            self.text(name, text, size)
        elif kind == "clear_output":
            self._clear(bool(message.get("wait")))
        elif kind == "error":
            self.last_error = _error(message)
            self._add(self.last_error, size)
        elif kind in ("display_data", "execute_result", "update_display_data"):
            self._display(kind, message, size)
        else:
            raise Malformed(_("a message of the type {kind!r}", kind=kind))

    def text(self, name: str, text: str, size: int) -> None:
        """Add text to the stream `name`.

        Between two other outputs each stream has one output, however the text of the two
        alternated: a kernel does the same with text that comes in quick succession.
        """
        if not self._fits(size):
            return
        if self._clear_first:
            self._clear(wait=False)
        if name not in self._pieces:
            self._append(new_output("stream", name=name, text=""))
            self._pieces[name] = (self._outputs[-1], [])
        self._pieces[name][1].append(text)

    @property
    def outputs(self) -> list[NotebookNode]:
        """What the cell displayed, as far as it is kept."""
        self._close_streams()
        return self._outputs

    def without_answers(self) -> list[NotebookNode]:
        """The outputs without answers, for a cell that did not reach its end."""
        return [output for output in self.outputs if not has_answers(output)]

    def _display(self, kind: str, message: dict[str, Any], size: int) -> None:
        bundle, metadata = _bundle(message.get("data")), _metadata(message.get("metadata"))
        name = message.get("display_id")
        display_id = name if isinstance(name, str) else None
        if kind == "update_display_data" or (display_id and display_id in self._shown.displays):
            self._update(display_id, bundle, metadata, size)
        if kind == "update_display_data":
            return
        output = new_output(kind, data=bundle, metadata=metadata)
        if kind == "execute_result":
            output.execution_count = self._count
        if self._add(output, size) and display_id:
            self._shown.displays.setdefault(display_id, []).append(output)

    def _update(
        self, display_id: str | None, bundle: NotebookNode, metadata: dict[str, Any], size: int
    ) -> None:
        """Change what was displayed under this id; answers cannot be changed or made this way."""
        outputs = self._shown.displays.get(display_id or "", [])
        # Each of them gets a full copy when the notebook is written.
        if ANSWERS_MIME in bundle or not self._fits(size * len(outputs)):
            return
        for output in outputs:
            if not has_answers(output):
                output.data, output.metadata = bundle, NotebookNode(metadata)

    def _add(self, output: NotebookNode, size: int) -> bool:
        if has_answers(output):
            self._answers += size
            if self._answers > self._limits.answers_bytes:
                most = in_mib(self._limits.answers_bytes)
                self.lost_answers = True
                said = "The cell's answers were larger than {most} and were left out."
                self.trouble = _(said, most=most)
                return False
        elif not self._fits(size):
            return False
        self._append(output)
        return True

    def _append(self, output: NotebookNode) -> None:
        if self._clear_first:
            self._clear(wait=False)
        if output.output_type != "stream":
            self._close_streams()
        self._outputs.append(output)

    def _close_streams(self) -> None:
        for output, pieces in self._pieces.values():
            output.text = "".join(pieces)
        self._pieces.clear()

    def _clear(self, wait: bool) -> None:
        self._clear_first = wait
        if not wait:
            self._outputs.clear()
            self._pieces.clear()

    def _fits(self, size: int) -> bool:
        """Count `size` more bytes; return whether they are kept."""
        cell, notebook = self._limits.output_bytes, self._limits.notebook_output_bytes
        too_many = len(self._outputs) >= MOST_OUTPUTS
        if self._size + size > cell or too_many:
            if too_many:
                said = "The cell displayed more than {most} outputs; the rest was left out."
            else:
                said = "The cell displayed more than {most}; the rest was left out."
            self._cut(_(said, most=MOST_OUTPUTS if too_many else in_mib(cell)))
            self._size = cell + 1  # or something small could slip in after something large
            return False
        if self._shown.size + size > notebook:
            said = "The notebook displayed more than {most}; the rest was left out."
            self._cut(_(said, most=in_mib(notebook)))
            return False
        self._size += size
        self._shown.size += size
        return True

    def _cut(self, why: str) -> None:
        if self.trouble is None:
            self.trouble = why
            self._close_streams()
            self._outputs.append(new_output("stream", name="stderr", text=f"\n[{why}]\n"))


def has_answers(output: NotebookNode) -> bool:
    """Whether an output contains the answers to a question."""
    return ANSWERS_MIME in output.get("data", {})


def error_output(name: str, text: str) -> NotebookNode:
    """An output that says, like an exception's, why a cell has no others."""
    red = f"\x1b[0;31m{name}\x1b[0m: {text}"
    return new_output("error", ename=name, evalue=text, traceback=[red])


def _bundle(data: Any) -> NotebookNode:
    """A dictionary of MIME type -> data: text, or anything if the type is JSON."""
    if not isinstance(data, dict):
        raise Malformed(_("data that is not a dictionary"))
    bundle = NotebookNode()
    for mime, value in data.items():
        if not JSON.fullmatch(mime) and not isinstance(value, str):
            value = "".join(map(str, value)) if isinstance(value, list) else str(value)
        bundle[mime] = value
    return bundle


def _metadata(metadata: Any) -> dict[str, Any]:
    """A bundle's metadata, as far as it is safe in an HTML page.

    nbconvert writes a picture's size into the page as it is, and loads a picture by its file name.
    """
    if not isinstance(metadata, dict):
        raise Malformed(_("metadata that is not a dictionary"))
    metadata.pop("filenames", None)
    for said in [metadata, *metadata.values()]:
        if isinstance(said, dict):
            for side in ("width", "height"):
                if side in said and not SIZE.fullmatch(str(said[side])):
                    del said[side]
    return metadata


def _error(message: dict[str, Any]) -> NotebookNode:
    traceback = message.get("traceback")
    if not isinstance(traceback, list) or not all(isinstance(line, str) for line in traceback):
        raise Malformed(_("a traceback that is not a list of text"))
    return new_output(
        "error", ename=_text(message, "ename"), evalue=_text(message, "evalue"), traceback=traceback
    )


def _text(message: dict[str, Any], key: str) -> str:
    value = message.get(key)
    if not isinstance(value, str):
        raise Malformed(_("{key} that is not text", key=key))
    return value


def _one_of(message: dict[str, Any], key: str, known: tuple[str, ...]) -> str:
    value = _text(message, key)
    if value not in known:
        raise Malformed(f"{key} {value[:20]!r}")
    return value
