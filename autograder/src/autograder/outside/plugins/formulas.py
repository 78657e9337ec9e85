"""Makes TeX formulas into MathML, which browsers draw by themselves: no script, no network.

The formulas come from students. So the library's own text, which is not escaped, is never used: its
elements are gone through one by one, and what is not on the lists below is left out. They come
out as html5lib's tokens, whose text and attributes are escaped where they are written.
"""

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

MOST_TEX = 5000  # characters of a formula; a longer one stays as it was written
MOST_ELEMENTS = 5000
LONG = 60  # characters; such a block may be wider than a phone, and keys can reach and scroll it
# Macros make much out of little, so nobody defines any.
DEFINES = re.compile(r"\\(?:(?:re)?newcommand|def|let|newenvironment|DeclareMathOperator)\b")

ELEMENTS = frozenset(
    ["math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot"]
    + ["msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts"]
    + ["mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "semantics"]
)
CHILDREN = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3}
CHILDREN |= {"munder": 2, "mover": 2, "munderover": 3}
ATTRIBUTES = frozenset(
    ["display", "displaystyle", "scriptlevel", "stretchy", "fence", "form", "separator"]
    + ["symmetric", "largeop", "movablelimits", "accent", "accentunder", "lspace", "rspace"]
    + ["minsize", "maxsize", "linethickness", "width", "height", "depth", "voffset"]
    + ["columnalign", "columnspacing"]
)
VALUE = re.compile(r"[\w.%+ -]{1,60}")
NUMBER = re.compile(r"\d*\.?\d+")
LARGEST = 5  # of an em, mostly: nothing is moved far from its place
# MathML's core has letters of their own in place of the attribute `mathvariant`.
LETTERS = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "sans-serif": "SANS-SERIF",
    "monospace": "MONOSPACE",
}

Token = dict[str, Any]


def formula(tex: str, block: bool = False) -> list[Token]:
    """The tokens of a formula; of one that cannot be drawn, its TeX as code."""
    try:
        return list(_drawn(tex, block))
    except Exception:  # the library raises errors of many kinds, and a deep formula Python's own
        return as_text(tex, block)


def as_text(tex: str, block: bool = False) -> list[Token]:
    """The tokens of a formula that is shown as it was written."""
    mark = "$$" if block else "$"
    return [start("code"), characters(f"{mark}{tex}{mark}"), end("code")]


def start(name: str, **attributes: str) -> Token:
    """The token that opens an element."""
    data = {(None, key): value for key, value in attributes.items()}
    return {"type": "StartTag", "name": name, "namespace": None, "data": data}


def end(name: str) -> Token:
    """The token that closes an element."""
    return {"type": "EndTag", "name": name, "namespace": None, "data": {}}


def characters(text: str) -> Token:
    """A token of text, which is escaped where it is written."""
    return {"type": "Characters", "data": text}


def _drawn(tex: str, block: bool) -> Iterator[Token]:
    if len(tex) > MOST_TEX or DEFINES.search(tex):
        raise ValueError("the formula is too long, or defines a macro")
    root = Converter(display="block" if block else "inline").convert_to_element(tex)
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise ValueError("the formula is too large")
    tokens = _tokens(root)
    if block and len(tex) > LONG:
        first = next(tokens)
        first["data"][None, "tabindex"] = "0"
        yield first
    yield from tokens


def _tokens(element: Element) -> Iterator[Token]:
    if element.tag not in ELEMENTS:
        raise ValueError(f"{element.tag} is not among the elements of a formula")
    if len(element) != CHILDREN.get(element.tag, len(element)):
        raise ValueError(f"something is missing in {element.tag}")
    # The library writes what is not ASCII as references: "&#x02032;".
    text = unescape(element.text or "")
    if element.tag == "mi" and text.startswith("\\"):
        raise ValueError(f"{text} is not known")
    attributes = {name: value for name, value in element.items() if _is_harmless(name, value)}
    variant = element.get("mathvariant", "")
    if variant == "normal":
        attributes["mathvariant"] = variant
    elif variant in LETTERS:
        text = "".join(_letter(character, LETTERS[variant]) for character in text)
    yield start(element.tag, **attributes)
    if text:
        yield characters(text)
    for child in element:
        yield from _tokens(child)
    yield end(element.tag)


def _is_harmless(name: str, value: str) -> bool:
    return (
        name in ATTRIBUTES
        and bool(VALUE.fullmatch(value))
        and all(float(number) <= LARGEST for number in NUMBER.findall(value))
    )


def _letter(character: str, style: str) -> str:
    """The character in a style: 𝐱 for x and BOLD; itself where there is none."""
    name = re.sub("LATIN |GREEK | LETTER", "", unicodedata.name(character, ""))
    for prefix in ("MATHEMATICAL ", ""):  # ℝ had its place before the others came
        try:
            return unicodedata.lookup(f"{prefix}{style} {name}")
        except KeyError:
            continue
    return character
