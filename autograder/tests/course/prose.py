"""What a reader reads in a notebook, in order: prose, headings, the glossary."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[3]
RELEASES = sorted(ROOT.glob("release/*/*.ipynb"))

FENCE = re.compile(r"^```.*?^```[^\n]*$", re.S | re.M)
MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$", re.S)
CODE = re.compile(r"`[^`]*`")
TARGET = re.compile(r"\]\([^)]*\)")
HEADING = re.compile(r"^#+ +(.*)$", re.M)
ROW = re.compile(
    r"^\| *\*\*(?P<term>.+?)\*\* *\|(?P<meaning>.*?)\| *\[.*?\]\(#(?P<anchor>.*?)\) *\|$", re.M
)
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*#|>]|\d+\.) ?)|\|")
END = re.compile(r"(?<=[.?!:;])[\"')*_]*\s+(?=[\"'(*_]*[A-Z0-9x\[])")


@dataclass(frozen=True)
class Text:
    """A piece of prose.

    Attributes:
        place: notebook and number of the cell.
        text: without code, formulas and the targets of links.
        bold_counts: whether a term in bold is explained here.
    """

    place: str
    text: str
    bold_counts: bool


def stem(path: Path) -> str:
    """What tests call a notebook."""
    return path.parent.name


def texts(path: Path) -> Iterator[Text]:
    """The prose of a notebook that stands before its glossary: Markdown, docstrings, comments."""
    for number, cell in enumerate(nbformat.read(path, 4).cells):
        place = f"{stem(path)}, cell {number}"
        if cell.cell_type == "markdown":
            if is_glossary(cell.source):
                return
            yield Text(place, plain(cell.source), True)
        elif cell.cell_type == "code":
            yield from (Text(place, plain(said), False) for said in said_in_code(cell.source))


def is_glossary(markdown: str) -> bool:
    """Whether a cell is the glossary."""
    return bool(re.search(r"^## Glossary$", markdown, re.M))


def glossary(path: Path) -> dict[str, str]:
    """Term -> the anchor of the heading below which it is explained."""
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    rows = [row for cell in cells if is_glossary(cell) for row in ROW.finditer(cell)]
    return {row["term"]: row["anchor"] for row in rows}


def anchors(path: Path) -> set[str]:
    """The anchors that JupyterLab gives to the headings of a notebook."""
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "markdown"]
    return {
        title.strip().replace("`", "").replace("**", "").replace(" ", "-")
        for cell in cells
        for title in HEADING.findall(FENCE.sub("", cell))
    }


def plain(markdown: str) -> str:
    """Markdown without code, formulas and targets; bold stays as it is marked."""
    for left_out, stand_in in [(FENCE, ""), (MATH, "x"), (CODE, "x"), (TARGET, "]")]:
        markdown = left_out.sub(stand_in, markdown)
    return markdown


def said_in_code(source: str) -> Iterator[str]:
    """Comments and docstrings, in order."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string.lstrip("# ")
        elif token.type == tokenize.STRING and '"""' in token.string:
            yield str(ast.literal_eval(token.string))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; an item of a list, a heading and a cell of a table end one."""
    for block in BLOCK.split(text):
        yield from END.split(" ".join(block.split()))


def words(sentence: str) -> list[str]:
    """Its words."""
    return [word for word in sentence.split() if re.search(r"\w", word)]
