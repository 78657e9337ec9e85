"""What a translation must keep of its text: code, formulas, links, placeholders, cells."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog

from .literals import NotALiteral, placeholders_of

CODE = re.compile(r"`+[^`]*`+")
FORMULA = re.compile(r"\$[^$]+\$")
TARGET = re.compile(r"\]\(([^)\s]*)\)")
WITH_PLACEHOLDERS = "with placeholders"  # the expressions of an f-string
WITH_VALUES = "with values"  # names, filled in by str.format


def complaints(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The messages whose translation loses or adds something, and what."""
    for entry in catalog:
        if not entry.id or not entry.string or entry.fuzzy:
            continue
        formatted = any(comment.endswith(WITH_PLACEHOLDERS) for comment in entry.auto_comments)
        has_values = any(comment.endswith(WITH_VALUES) for comment in entry.auto_comments)
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        for translation in filter(None, strings):  # a plural may have none yet
            for complaint in lost(ids[-1], translation, formatted):
                yield ids[0], complaint
            if has_values and _values(ids[-1]) != _values(translation):
                yield ids[0], f"its values are {_values(ids[-1])}, not {_values(translation)}"


def lost(text: str, translation: str, formatted: bool = False) -> Iterator[str]:
    """What a translation does not keep of its text, or has and the text has not."""
    for what, pattern in (("code", CODE), ("formula", FORMULA), ("link", TARGET)):
        here, there = set(pattern.findall(text)), set(pattern.findall(translation))
        yield from (f"{what} missing: {one}" for one in sorted(here - there))
        yield from (f"{what} not in the English: {one}" for one in sorted(there - here))
    if formatted:
        yield from _lost_placeholders(text, translation)
    if text.startswith("|") and _bars(text) != _bars(translation):
        yield f"{_bars(text)} bars make the cells of this row, not {_bars(translation)}"
    for which, place in (("start", 0), ("end", -1)):
        if text[place].isspace() != translation[place].isspace():
            yield f"a space at the {which} is missing or too much"
    if text.count("\n") != translation.count("\n"):
        yield "other line breaks (\\n)"


def _values(text: str) -> set[str]:
    """The names of the values that str.format will put into a text."""
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError:
        return {"a brace that is not closed"}
    return {re.split(r"[.\[]", field)[0] for field in fields}


def _bars(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", CODE.sub("", FORMULA.sub("", row))))


def _lost_placeholders(text: str, translation: str) -> Iterator[str]:
    try:
        here = {_blanked(one): one for one in placeholders_of(text)}
        there = {_blanked(one): one for one in placeholders_of(translation)}
    except (NotALiteral, SyntaxError) as problem:
        yield f"a placeholder is broken: {problem}"
        return
    yield from (f"placeholder missing: {one}" for key, one in here.items() if key not in there)
    yield from (
        f"placeholder not in the English: {one}" for key, one in there.items() if key not in here
    )


def _blanked(placeholder: str) -> str:
    """The syntax of a placeholder, its strings blanked: what they say may be translated."""
    tree = ast.parse(f"f'''{placeholder}'''")
    first = tree.body[0]
    assert isinstance(first, ast.Expr) and isinstance(first.value, ast.JoinedStr)
    value = first.value.values[0]
    assert isinstance(value, ast.FormattedValue)
    for node in ast.walk(value.value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(value)
