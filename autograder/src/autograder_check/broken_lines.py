"""Finds what is left of a cell that stopped at a line which only works somewhere else.

A missing module, file or magic, a download or a call of `input()` takes the rest of its cell
with it, so `import pandas` above `import numpy` would cost a student every point. So would a line
that is not Python, such as a mark that git leaves where a merge failed. The grader and the check
run the other statements one by one, and say which line failed.
"""

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .messages import _, counted, joined

# The errors of a line that may well work on the student's computer. Others end their cell.
ELSEWHERE = frozenset(
    {
        "ModuleNotFoundError",
        "ImportError",
        "UsageError",  # an unknown magic
        "StdinNotImplementedError",  # input() and getpass()
        *("URLError", "HTTPError", "ConnectionError"),  # no network
        *("FileNotFoundError", "NotADirectoryError"),  # a file of theirs; a folder of Colab's
    }
)
NO_PYTHON = frozenset({"SyntaxError", "IndentationError", "TabError"})
FORBIDDEN = "[Errno 13] Permission denied"  # of a file, where not even its folder may be seen
NO_STYLE = "is not a valid package style"  # of `plt.style.use`, where Matplotlib is newer
NO_PROGRAM = "[Errno 1] Operation not permitted"  # of `subprocess`, where no program may be started
MOST_SHOWN = 80  # characters of a line in a remark
# IPython reads a cell anew for every magic in it: a cell with more is left as it is.
MOST_CHARACTERS, MOST_MAGICS = 32_000, 30
MOST_LINES, MOST_JOINED = 400, 40  # of a cell that is not Python; of one of its statements
MOST_FAILURES = 5  # that are told one by one
_CONFLICT = re.compile(r"<{7} |={7}$|\|{7} |>{7} ")  # what git leaves where a merge failed
_INSIDE = re.compile(r"[\s)\]}]|(?:else|elif|except|finally)\b")  # how no statement begins
_GOES_ON = re.compile("never closed|unterminated triple-quoted|unexpected EOF")
_MAGICS = re.compile(r"^\s*(?:[^=\n]+=\s*)?[%!?]|\?\s*$", re.M)
_COLORS = re.compile(r"\x1b\[[0-9;]*m")
_PLACE = re.compile(r"Cell In\[\d+\], line (\d+)")
_UNKNOWN_MAGIC = re.compile(r"agic(?: function)? `%{1,2}([\w.]+)` not found")
_MAGIC_CALL = re.compile(
    r"(?:[\w, ]+ = )?get_ipython\(\)\.(?:run_(?:line|cell)_magic|system|getoutput)\("
)


@dataclass(frozen=True)
class Error:
    """An error that ended a cell: its class, its message, and the traceback that was shown."""

    name: str
    text: str
    traceback: Sequence[str] = ()


@dataclass(frozen=True)
class Statement:
    """A statement of a cell.

    Attributes:
        line: where it begins, from 1.
        source: the code, with as many empty lines above as it had lines above.
        first: its first line.
    """

    line: int
    source: str
    first: str


Failures = list[tuple[Statement, Error]]


@dataclass(frozen=True)
class Broken:
    """A cell that stopped early.

    Attributes:
        failures: the statement that failed, unless it is tried again in parts.
        rest: the statements that are left to run.
        conflicts: the lines on which git has left its marks.
    """

    failures: Failures
    rest: tuple[Statement, ...]
    conflicts: tuple[int, ...] = ()


class Stop(Exception):
    """No other statement can be run."""


def run_rest(source: str, error: Error, run: Callable[[Statement], Error | None]) -> str | None:
    """Run what is left of a cell, if it stopped at a line that only works elsewhere.

    Args:
        source: the cell's.
        error: what stopped it.
        run: runs a statement, and returns its error or None; raises Stop if no other can be run.

    Returns:
        Which lines failed, in sentences; None if there was nothing to run.
    """
    found = broken(source, error)
    if found is None:
        return None
    failures = [*found.failures]
    end = _("The rest of this cell was run.") if found.rest else ""
    for statement in found.rest:
        try:
            failed = run(statement)
        except Stop:
            end = ""
            break
        if failed:
            failures.append((statement, failed))
    said = [
        _(
            "Line {number}, `{line}`, failed with {error}: {message}",
            number=statement.line,
            line=_cut(statement.first),
            error=failed.name,
            message=_cut(" ".join(failed.text.split())),
        )
        for statement, failed in sorted(failures, key=lambda one: one[0].line)[:MOST_FAILURES]
    ]
    if found.conflicts:
        conflicts = _(
            "Git has left conflict markers in this cell (lines {lines}): keep the version that is "
            "right, and delete these lines.",
            lines=", ".join(map(str, found.conflicts)),
        )
        said.insert(0, conflicts)
    left = len(failures) - MOST_FAILURES
    if left > 0:
        said.append(
            counted("{left} more line failed.", "{left} more lines failed.", left, left=left)
        )
    return joined([*said, end] if end else said, "\n")


def broken(source: str, error: Error) -> Broken | None:
    """Where a cell stopped, if the rest of it should be run all the same; otherwise None."""
    try:
        return _broken(source, error)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # it is not Python, or was made to be more than Python can read


def _broken(source: str, error: Error) -> Broken | None:
    try:
        cell = _Cell.of(source)
    except SyntaxError:
        return _in_parts(source) if error.name in NO_PYTHON else None
    failed = cell.failed(error)
    if failed is None:
        return None
    if not _is_elsewhere(error) and not _MAGIC_CALL.match(ast.unparse(failed)):
        return None
    if isinstance(failed, ast.Import) and len(failed.names) > 1:
        # Only one of its modules may be missing.
        parts = [ast.copy_location(ast.Import([name]), failed) for name in failed.names]
        return Broken([], (*map(cell.statement, parts), *cell.after(failed)))
    rest = _body_of_unknown_magic(source, error) or cell.after(failed)
    return Broken([(cell.statement(failed), error)], rest) if rest else None


def _in_parts(source: str) -> Broken | None:
    """What can be run of a cell that is not Python: the statements that are, one by one."""
    lines = source.split("\n")
    if len(lines) > MOST_LINES or len(source) > MOST_CHARACTERS:
        return None
    starts = [n for n, line in enumerate(lines) if line.strip() and not _INSIDE.match(line)]
    failures: Failures = []
    rest: list[Statement] = []
    until = 0
    for at, first in enumerate(starts):
        if first < until:
            continue  # in a statement of several lines
        ends = [*starts[at + 1 : at + MOST_JOINED], len(lines)]
        read, until, error = _read_from(lines, first, ends)
        if read:
            rest.append(read)
        if error and not _CONFLICT.match(lines[first]):
            line = min(error.lineno or first + 1, len(lines))
            statement = Statement(line, "", lines[line - 1].strip())
            failures.append((statement, Error(type(error).__name__, error.msg)))
    conflicts = tuple(n for n, line in enumerate(lines, 1) if _CONFLICT.match(line))
    return Broken(failures, tuple(rest), conflicts) if rest or conflicts else None


def _read_from(
    lines: list[str], first: int, ends: list[int]
) -> tuple[Statement | None, int, SyntaxError | None]:
    """What can be read from a line on, where it ends, and why it is not all that begins there.

    Args:
        lines: the cell's.
        first: the line, from 0.
        ends: where the lines that belong to it may end.
    """
    failed: SyntaxError | None = None
    for end in ends:
        try:
            return _parsed(lines, first, end), end, None
        except SyntaxError as error:
            failed = failed or error
            if not _GOES_ON.search(error.msg):
                break
    try:  # perhaps only what is indented below it is wrong
        return _parsed(lines, first, first + 1), ends[0], failed
    except SyntaxError:
        return None, ends[0], failed


def _parsed(lines: list[str], first: int, end: int) -> Statement:
    """Raises SyntaxError if these lines are not Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    manager = TransformerManager()
    manager.cleanup_transforms = []  # IPython forgives prompts only where a cell begins with one
    code = "\n" * first + manager.transform_cell("\n".join(lines[first:end]))
    ast.parse(code)
    return Statement(first + 1, code, lines[first].strip())


def _is_elsewhere(error: Error) -> bool:
    """Whether the line that raised this may well work on the student's computer."""
    if error.name == "PermissionError" and error.text.startswith(NO_PROGRAM):
        return any("subprocess.py" in frame for frame in error.traceback)
    is_file = error.name == "PermissionError" and error.text.startswith(FORBIDDEN)
    is_style = error.name == "OSError" and NO_STYLE in error.text
    return is_file or is_style or error.name in ELSEWHERE


@dataclass(frozen=True)
class _Cell:
    """A cell as IPython reads it; its lines are numbered as they were written."""

    written: list[str]
    read: list[str]
    nodes: list[ast.stmt]

    @classmethod
    def of(cls, source: str) -> "_Cell":
        """Raises SyntaxError if it is not Python, and ValueError if it is too long."""
        if len(source) > MOST_CHARACTERS or len(_MAGICS.findall(source)) > MOST_MAGICS:
            raise ValueError("too long")
        from IPython.core.inputtransformer2 import TransformerManager  # 0.1 s, and rarely needed

        code = TransformerManager().transform_cell(source)
        return cls(source.split("\n"), code.split("\n"), ast.parse(code).body)

    def failed(self, error: Error) -> ast.stmt | None:
        """The statement at which it stopped; None if nothing tells."""
        line = self._line(error)
        return next((node for node in self.nodes if _first(node) <= line <= _last(node)), None)

    def after(self, node: ast.stmt) -> tuple[Statement, ...]:
        """The statements below one."""
        return tuple(map(self.statement, self.nodes[self.nodes.index(node) + 1 :]))

    def statement(self, node: ast.stmt) -> Statement:
        """A statement as it was written; if it shares a line, as its syntax tree says."""
        first, last = _first(node), _last(node)
        shares = any(
            other is not node and _first(other) <= last and first <= _last(other)
            for other in self.nodes
        )
        code = ast.unparse(node) if shares else "\n".join(self.read[first - 1 : last])
        seen = code if shares or first > len(self.written) else self.written[first - 1]
        return Statement(first, "\n" * (first - 1) + code, seen.split("\n")[0].strip())

    def _line(self, error: Error) -> int:
        found = _PLACE.search(_COLORS.sub("", "\n".join(error.traceback)))
        if found:
            return int(found.group(1))
        # IPython shows no traceback for an unknown magic.
        magic = _UNKNOWN_MAGIC.search(error.text)
        called = magic and re.compile(rf"run_(line|cell)_magic\('{re.escape(magic.group(1))}'")
        lines = enumerate(self.read, 1)
        return next((number for number, text in lines if called and called.search(text)), 0)


def _body_of_unknown_magic(source: str, error: Error) -> tuple[Statement, ...]:
    """The lines below `%%name`, if there is no such magic."""
    if not error.text.startswith("Cell magic `%%"):
        return ()
    head, _, body = source.lstrip().partition("\n")
    if not head.startswith("%%"):
        return ()
    cell = _Cell.of(f"\n{body}")
    return tuple(map(cell.statement, cell.nodes))


def _first(node: ast.stmt) -> int:
    """The line on which a statement begins, decorators included."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])


def _last(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
