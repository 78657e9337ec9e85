"""The texts of Python code: docstrings, comments, and the strings that students read.

They are found with the tokenizer and the syntax tree. Code with its texts translated is the same
program: its syntax tree is the same but for strings. What only instructors see (solutions, hidden
tests) is left out.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from .literals import Literal, NotALiteral
from .text import Text, has_words, width, wrapped

COLUMNS = 100
LONG = 120  # a line that was long may stay as long as this

# Calls whose strings are read, whatever they look like, and arguments that are.
SAYS = {"print", "show", "text", "annotate", "legend", "title", "suptitle", "xlabel", "ylabel"}
SAYS |= {"set_title", "set_xlabel", "set_ylabel", "set_label", "supxlabel", "supylabel"}
LABELS = {"label", "labels", "title", "xlabel", "ylabel", "zlabel", "alt"}
# Arguments that are for the computer, even if they read like words: loc="upper left".
SETTINGS = {"loc", "ha", "va", "family", "weight", "style", "ls", "linestyle", "color", "marker"}
SETTINGS |= {"facecolor", "edgecolor", "arrowstyle", "boxstyle", "ncols", "fontsize", "delimiter"}
SETTINGS |= {"name", "sep", "end"}
WORD = re.compile(r"[(\"'“]*[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*[)\"'”]*[.,:;?!…]*$")
HIDDEN = re.compile(r"\s*### BEGIN (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")
SHOWN_AGAIN = re.compile(r"\s*### END (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")
NO_COMMENT = re.compile(r"#+ ?(?:noqa|type:|BEGIN|END|pragma|fmt:|!|%%|\.\.\.$|$|-+$)")
ENDS_A_SENTENCE = re.compile(r"[.:?!…)\]]$")
NAMED = re.compile(r"[\w*]+(?:, [\w*]+)*:\s+\S")
STRINGS = "a text in code", "a text in code with placeholders"
BULLET = re.compile(r"(?:[-*]|\d+\.) +")


def texts_of_code(source: str) -> list[Text]:
    """The texts of Python code, in order; those of code that cannot be parsed are its comments."""
    lines = _Lines(source)
    hidden = _hidden_lines(source)
    found = [*_comments(source, lines)]
    try:
        tree = ast.parse(source)
    except SyntaxError:
        tree = ast.Module([], [])
    docstrings = _docstrings(tree)
    for node in docstrings:
        found += _of_docstring(node, source, lines)
    found += _strings(tree, source, lines, {id(node) for node in docstrings})
    shown = [text for text in found if lines.number(text.start) not in hidden]
    found = [
        text
        for text in shown
        if has_words(text.message) and (text.about in STRINGS or not is_code(text.message))
    ]
    return sorted(found, key=lambda text: text.start)


class _Lines:
    """Turns places in lines into places in the source, and back."""

    def __init__(self, source: str) -> None:
        self.texts = source.splitlines(keepends=True)
        self.starts = [0]
        for line in self.texts:
            self.starts.append(self.starts[-1] + len(line))

    def place(self, line: int, column: int, in_bytes: bool = False) -> int:
        if in_bytes:
            text = self.texts[line - 1]
            column = len(text.encode()[:column].decode())
        return self.starts[line - 1] + column

    def span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        start = self.place(node.lineno, node.col_offset, in_bytes=True)
        return start, self.place(node.end_lineno, node.end_col_offset, in_bytes=True)

    def number(self, place: int) -> int:
        return next(
            i for i, start in enumerate(self.starts[1:], 1) if place < start or i == len(self.texts)
        )

    def column(self, place: int) -> int:
        return place - self.starts[self.number(place) - 1]


def _hidden_lines(source: str) -> set[int]:
    numbers, hidden = set(), False
    for number, line in enumerate(source.splitlines(), 1):
        hidden = hidden or HIDDEN.match(line) is not None
        if hidden:
            numbers.add(number)
        if SHOWN_AGAIN.match(line):
            hidden = False
    return numbers


# ---------------------------------------------------------------------------- comments


def _comments(source: str, lines: _Lines) -> Iterator[Text]:
    """One for each sentence or so of the lines that hold only a comment; one for each other."""
    block: list[tuple[int, int, str]] = []
    last = -1
    for line, column, comment in _comment_tokens(source):
        alone = not lines.texts[line - 1][:column].strip()
        start = lines.place(line, column)
        end = start + len(comment)
        goes_on = (
            alone
            and block
            and line == last + 1
            and column == block[-1][1]
            and not ENDS_A_SENTENCE.search(block[-1][2])
        )
        if not goes_on:
            yield from _comment_block(block)
        if NO_COMMENT.match(comment):
            yield from _comment_block(block)
        elif alone:
            block.append((start, column, comment))
        else:
            skip = len(comment) - len(comment.lstrip("# "))
            yield Text(start + skip, end, comment[skip:], "a comment", str)
        last = line
    yield from _comment_block(block)


def _comment_tokens(source: str) -> Iterator[tuple[int, int, str]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield *token.start, token.string
    except (tokenize.TokenError, IndentationError):
        return


def _comment_block(block: list[tuple[int, int, str]]) -> Iterator[Text]:
    if not block:
        return
    first, column, comment = block[0]
    sign = comment[: len(comment) - len(comment.lstrip("# "))]
    message = " ".join(comment.lstrip("# ").rstrip() for _, _, comment in block)
    start, end = first + len(sign), block[-1][0] + len(block[-1][2])

    alone = len(block) == 1  # such as the title of a check, which is its first line

    def write(translation: str) -> str:
        if alone:
            return translation
        return wrapped(translation, COLUMNS, column + len(sign), " " * column + sign)

    block.clear()
    yield Text(start, end, message, "a comment", write)


# ---------------------------------------------------------------------------- docstrings


def _docstrings(tree: ast.AST) -> list[ast.Constant]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            value = first.value if isinstance(first, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                found.append(value)
    return found


@dataclass
class _Unit:
    """Lines of a docstring that are one text."""

    start: int
    end: int
    margin: int
    hanging: int
    lines: list[str]


def _of_docstring(node: ast.Constant, source: str, lines: _Lines) -> Iterator[Text]:
    start, end = lines.span(node)
    literal = source[start:end]
    if not literal.startswith(('"""', "'''")):
        return
    quote, column = literal[:3], lines.column(start)
    inside, place = literal[3:-3], start + 3
    one_line = "\n" not in inside
    paragraph: list[tuple[int, str]] = []
    first = True
    for line in [*inside.splitlines(keepends=True), "\n"]:
        if line.strip():
            paragraph.append((place, line.rstrip("\n")))
        elif paragraph:
            yield from _of_paragraph(paragraph, column, first, one_line, quote)
            paragraph, first = [], False
        place += len(line)


def _of_paragraph(
    paragraph: list[tuple[int, str]], column: int, first: bool, one_line: bool, quote: str
) -> Iterator[Text]:
    def margin(number: int, line: str) -> int:
        return column if first and number == 0 else len(line) - len(line.lstrip())

    margins = [margin(number, line) for number, (_, line) in enumerate(paragraph)]
    if min(margins) > column:  # an indented block is code
        for place, line in paragraph:
            if comment := re.search(r"(?:^|\s)#\s+(\S.*?)\s*$", line):
                where = place + comment.start(1), place + comment.end(1)
                yield Text(*where, comment[1], "a comment in a docstring", str)
        return
    units: list[_Unit] = []
    for (place, line), indent in zip(paragraph, margins, strict=True):
        text = line.strip()
        start = place + (len(line) - len(line.lstrip()))
        bullet = BULLET.match(text)
        previous = units[-1] if units else None
        begins = (
            previous is None
            or bullet
            or NAMED.match(text)
            or indent < previous.margin
            or (ENDS_A_SENTENCE.search(previous.lines[-1]) and indent <= previous.margin)
            or (previous.lines[-1].endswith(":") and indent > previous.margin)
        )
        if begins:
            sign = len(bullet[0]) if bullet else 0
            hanging = 2 if bullet else 4 if indent > column else 0
            unit = _Unit(start + sign, start + len(text), indent, indent + hanging, [text[sign:]])
            units.append(unit)
        else:
            assert previous is not None
            if len(previous.lines) == 1:
                previous.hanging = indent
            previous.lines.append(text)
            previous.end = start + len(text)
    for unit in units:
        yield _docstring_text(unit, column, first and unit is units[0], one_line, quote)


def _docstring_text(unit: _Unit, column: int, opens: bool, one_line: bool, quote: str) -> Text:
    begin = unit.margin + (3 if opens else 0)

    def write(translation: str) -> str:
        lines = wrapped(translation, COLUMNS, begin, " " * unit.hanging).splitlines()
        if one_line and (len(lines) > 1 or width(lines[0]) + begin + 3 > COLUMNS):
            return "\n".join([*lines, " " * column])
        return "\n".join(lines)

    return Text(unit.start, unit.end, " ".join(unit.lines), "a docstring", write)


# ---------------------------------------------------------------------------- strings


def _strings(tree: ast.AST, source: str, lines: _Lines, docstrings: set[int]) -> Iterator[Text]:
    yield from _visit(tree, source, lines, docstrings, said=False)


def _visit(
    node: ast.AST, source: str, lines: _Lines, docstrings: set[int], said: bool
) -> Iterator[Text]:
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        if id(node) not in docstrings:
            yield from _string(node, source, lines, said)
        return
    for field, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _for_the_computer(node, child):
                continue
            yield from _visit(child, source, lines, docstrings, _says(node, field, child, said))


def _says(node: ast.AST, field: str, child: ast.AST, said: bool) -> bool:
    """Whether a string that stands here is read, whatever it looks like."""
    if isinstance(node, ast.Assert):
        return field == "msg"
    if isinstance(node, ast.keyword):
        return node.arg in LABELS
    if isinstance(node, ast.Call):
        return field in ("args", "keywords") and _name(node.func) in SAYS
    if isinstance(node, ast.Raise):
        return field == "exc"
    if isinstance(node, (ast.Compare, ast.Subscript, ast.Dict, ast.Lambda)):
        return False
    return said and isinstance(node, (ast.BinOp, ast.IfExp, ast.List, ast.Tuple, ast.Starred))


def _for_the_computer(node: ast.AST, child: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in SETTINGS
    if isinstance(node, ast.Attribute):  # "a b c".split()
        return isinstance(child, (ast.Constant, ast.JoinedStr)) and node.attr != "join"
    if isinstance(node, ast.Compare):  # names == ["first", "second"]
        return isinstance(child, (ast.List, ast.Tuple, ast.Set))
    if isinstance(node, ast.Dict):  # {"loc": "upper left"}
        keys = [key for key, value in zip(node.keys, node.values, strict=True) if value is child]
        return any(isinstance(key, ast.Constant) and key.value in SETTINGS for key in keys)
    return False


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _string(
    node: ast.JoinedStr | ast.Constant, source: str, lines: _Lines, said: bool
) -> Iterator[Text]:
    start, end = lines.span(node)
    try:
        literal = Literal.read(source[start:end])
    except NotALiteral:
        return
    if not said and not reads_like_words(literal.message):
        return
    column = lines.column(start)
    longest = max(
        COLUMNS, *(min(LONG, len(line.rstrip())) for line in source[start:end].split("\n"))
    )
    after = source[end:].split("\n", 1)[0]

    def write(translation: str) -> str:
        return literal.written(translation, column, longest, len(after))

    yield Text(start, end, literal.message, STRINGS[literal.formatted], write)


def reads_like_words(message: str) -> bool:
    """Whether a string has a word and a space, and so is written for people."""
    words = re.sub(r"\{[^{}]*\}", "{}", message).split()
    spaced = re.search(r"\s", message) is not None
    return spaced and any(WORD.match(word) for word in words)


def is_code(message: str) -> bool:
    """Whether a line of a docstring or a comment is an example in Python."""
    if not re.search(r"[=(\[]", message) or " is " in message:
        return False
    try:
        ast.parse(message)
    except SyntaxError:
        return False
    return True
