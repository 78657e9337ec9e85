"""String literals as translators see them: one message, with its placeholders as they stand.

A literal may be an f-string, and may be written in pieces side by side. Its message is what it
says, with `{expression}` where an f-string puts a value; there, a brace itself is doubled.
"""

import ast
import re
from dataclasses import dataclass

from .text import width

OPENS = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')")
CLOSES = {")": "(", "]": "[", "}": "{"}


class NotALiteral(ValueError):
    """A source that is not one string literal, or a translation that cannot become one."""


@dataclass(frozen=True)
class Literal:
    """A string literal in a source.

    Attributes:
        message: what it says.
        formatted: whether it is an f-string.
        lines: how many lines of the source it takes.
    """

    message: str
    formatted: bool
    lines: int

    @classmethod
    def read(cls, source: str) -> "Literal":
        """The literal with this source.

        Raises:
            NotALiteral: it is bytes, or no literal of a kind that is known.
        """
        pieces = list(_pieces(source))
        formatted = any("f" in prefix for prefix, _ in pieces)
        said = []
        for prefix, body in pieces:
            for text, is_placeholder in split(body) if "f" in prefix else [(body, False)]:
                if is_placeholder:
                    said.append(text)
                    continue
                plain = text if "r" in prefix else _unescaped(text)
                said.append(
                    plain.replace("{", "{{").replace("}", "}}")
                    if formatted and "f" not in prefix
                    else plain
                )
        return cls("".join(said), formatted, source.count("\n") + 1)

    def written(self, message: str, column: int, longest: int, after: int = 0) -> str:
        """The source of a literal of this kind that says `message`.

        Args:
            column: where it starts in its line.
            longest: how many columns a line may have, if that can be arranged.
            after: how many columns follow on the line of its end.
        """
        whole = self._piece(message)
        if self.lines == 1 or column + width(whole) + after <= longest:
            return whole
        room = longest - column - 4
        pieces, line = [], ""
        for word in _words(message, self.formatted):
            if line and width(line) + width(word) > room:
                pieces.append(line)
                line = ""
            line += word
        pieces.append(line)
        return ("\n" + " " * column).join(self._piece(piece) for piece in pieces)

    def _piece(self, message: str) -> str:
        parts = split(message) if self.formatted else [(message, False)]
        placeholders = "".join(text for text, is_placeholder in parts if is_placeholder)
        quote = "'" if '"' in placeholders else '"'
        if quote in placeholders:
            raise NotALiteral(f"both kinds of quotes in placeholders: {placeholders}")
        body = "".join(t if is_placeholder else _escaped(t, quote) for t, is_placeholder in parts)
        prefix = "f" if self.formatted and ("{" in body or "}" in body) else ""
        return f"{prefix}{quote}{body}{quote}"


def placeholders_of(message: str) -> list[str]:
    """The placeholders in the message of an f-string, in order."""
    return [text for text, is_placeholder in split(message) if is_placeholder]


def split(body: str) -> list[tuple[str, bool]]:
    """The pieces of an f-string's body, and whether each is a placeholder.

    Raises:
        NotALiteral: a brace is not closed.
    """
    pieces, text, i = [], "", 0
    while i < len(body):
        if body[i : i + 2] in ("{{", "}}"):
            text += body[i : i + 2]
            i += 2
        elif body[i] == "{":
            end = _end_of_placeholder(body, i)
            pieces += [(text, False), (body[i:end], True)]
            text, i = "", end
        elif body[i] == "}":
            raise NotALiteral(f"a brace closes and none is open: {body}")
        else:
            text += body[i]
            i += 1
    return [piece for piece in [*pieces, (text, False)] if piece[0]]


def _end_of_placeholder(body: str, start: int) -> int:
    stack, i = [], start
    while i < len(body):
        letter = body[i]
        if letter in "([{":
            stack.append(letter)
        elif letter in CLOSES:
            if not stack or stack.pop() != CLOSES[letter]:
                break
            if not stack:
                return i + 1
        elif letter in "\"'":
            i = body.find(letter, i + 1)
            if i < 0:
                break
        i += 1
    raise NotALiteral(f"a brace is not closed: {body[start:]}")


def _words(message: str, formatted: bool) -> list[str]:
    """Pieces to break a message between: words with the space after them, placeholders whole."""
    words: list[str] = []
    glue = False
    for text, is_placeholder in split(message) if formatted else [(message, False)]:
        for piece in [text] if is_placeholder else re.findall(r"\S*\s+|\S+$", text):
            if glue and words:
                words[-1] += piece
            else:
                words.append(piece)
            glue = is_placeholder or not piece[-1].isspace()
    # A placeholder that follows letters directly was glued to them above.
    return words


def _pieces(source: str) -> list[tuple[str, str]]:
    """Prefix (lower case) and body of each literal that the source puts side by side."""
    found, i = [], 0
    while i < len(source):
        if source[i].isspace() or source[i] == "\\":
            i += 1
            continue
        if source[i] == "#":
            i = source.find("\n", i)
            if i < 0:
                break
            continue
        opens = OPENS.match(source, i)
        if not opens or "b" in opens[1].lower():
            raise NotALiteral(source)
        start = i = opens.end()
        while not source.startswith(opens[2], i):
            i += 2 if source[i : i + 1] == "\\" else 1
            if i >= len(source):
                raise NotALiteral(source)
        found.append((opens[1].lower(), source[start:i]))
        i += len(opens[2])
    return found


def _unescaped(text: str) -> str:
    quoted = re.sub(r'(\\.)|(")', lambda m: m[1] or '\\"', text, flags=re.DOTALL)
    return str(ast.literal_eval(f'"""{quoted}"""')) if quoted else ""


def _escaped(text: str, quote: str) -> str:
    signs = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", quote: "\\" + quote}
    return "".join(signs.get(letter, letter) for letter in text)
