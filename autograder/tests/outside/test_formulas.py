"""Formulas are drawn without a script, and a hostile one is only ever text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from autograder.outside.plugins import formulas
from autograder.outside.plugins.safe_html import clean_html, markdown_to_html

ROOT = Path(__file__).parents[3]
NOTEBOOKS = sorted(ROOT.glob("source/*/*.ipynb"))
TAG = re.compile(r"<(/?)(\w+)([^<>]*)>")

HOSTILE = {
    "script in text": r"\text{<script>alert(1)</script>}",
    "script by references": r"\text{&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;}",
    "script by numbers": r"\unicode{x3c}\unicode{x73}",
    "script in a name": r"\operatorname{<img src=x onerror=alert(1)>}",
    "script in a command": r"\<script>",
    "link": r"\href{javascript:alert(1)}{x}",
    "link elsewhere": r"\href{http://elsewhere}{x}",
    "style": r"\style{position: fixed; top: 0}{x}",
    "class": r"\class{at-head autograder-verdict}{x}",
    "quotes": r"\text{" + '"\' onload=alert(1) x="' + "}",
    "color": r"\color{red;position:fixed}{x}\colorbox{url(http://elsewhere)}{x}",
    "a black wall": r"\rule{999em}{999em}",
    "far away": r"\hspace{-99em}x\hskip-99em\kern{99em}x",
    "end of the element": r"x</math><script>alert(1)</script>",
    "comment": r"x<!--</math><script>-->alert(1)",
    "verbatim": r"\verb|<script>|",
    "tag": r"x\tag{<script>}",
}


def assert_harmless(shown: str) -> None:
    """Every tag is one of a formula or a paragraph, and every attribute is on our list."""
    for _, name, attributes in TAG.findall(shown):
        assert name in formulas.ELEMENTS | {"p", "code", "br"}, name
        for attribute, value in re.findall(r'([\w-]+)="([^"]*)"', attributes):
            assert attribute in formulas.ATTRIBUTES | {"mathvariant", "tabindex"}, attribute
            assert all(float(n) <= formulas.LARGEST for n in re.findall(r"[\d.]*\d", value)), value
        assert not re.sub(r'[\w-]+="[^"]*"', "", attributes).strip(" /"), attributes


@pytest.mark.parametrize("tex", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("mark", ["$", "$$"])
def test_a_hostile_formula_is_only_shown(tex: str, mark: str) -> None:
    shown = markdown_to_html(f"{mark}{tex}{mark}")
    if "\ue000" in shown or "&lt;script" in shown or "<math" in shown or "<code>" in shown:
        assert_harmless(shown)
    assert "<script" not in shown and "<img" not in shown and "\ue000" not in shown
    assert not re.search(r"<[^>]*(javascript|elsewhere|onload|position)", shown)


def test_a_formula_becomes_elements_that_a_browser_draws() -> None:
    shown = markdown_to_html(r"so $\frac{dL}{dW}$ and $$a < b$$")
    assert "<mfrac>" in shown and '<math display="block">' in shown and "<mo>&lt;</mo>" in shown
    assert "$" not in shown and "\\frac" not in shown


def test_bold_and_blackboard_letters_are_letters_of_their_own() -> None:
    shown = markdown_to_html(r"$\mathbf{W}\mathbf{xy}\mathbb{R}\mathcal{L}$")
    assert all(letter in shown for letter in "𝐖𝐱𝐲ℝℒ")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_formula_of_the_course_can_be_drawn(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            shown = markdown_to_html(cell.source)
            assert not re.search(r"<code>\$", shown), shown


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{1}",
        r"\left( x",
        "{" * 3000 + "x" + "}" * 3000,
        "x" * (formulas.MOST_TEX + 1),
        r"\newcommand{\a}{xx}\newcommand{\b}{\a\a}\b",
        r"\def\a{\a\a}\a",
        r"\notacommand x",
    ],
    ids=["half", "left", "deep", "long", "macros", "endless", "unknown"],
)
def test_a_formula_that_cannot_be_drawn_is_shown_as_it_was_written(tex: str) -> None:
    shown = markdown_to_html(f"before ${tex}$ after")
    assert f"<code>${tex}$</code>" in shown and "before" in shown and "after" in shown


def test_a_formula_in_a_description_stays_text() -> None:
    shown = markdown_to_html(r'![the loss $\text{" onload="x}$](data:image/png;base64,AAAA)')
    assert "<math" not in shown
    seen: list = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: seen.append((tag, dict(attributes)))  # type: ignore[method-assign]
    parser.feed(shown)
    picture = dict(seen)["img"]
    assert picture["alt"] == 'the loss $\\text{" onload="x}$' and picture.keys() == {"src", "alt"}


def test_nobody_can_say_where_a_formula_goes() -> None:
    for word in ("0", "x", "0123456789abcdef"):
        assert "<math" not in markdown_to_html(f"\ue000{word}:0\ue001 `$x$`")
    shown = markdown_to_html("\ue000x:0\ue001 $y$")
    assert shown.count("<math") == 1


def test_the_tables_of_pandas_come_without_their_style_sheet() -> None:
    html = (
        "<div><style scoped>\n.dataframe td { color: red }\n</style><table><tr><td>1</td></table>"
    )
    assert "dataframe td" not in clean_html(html) and "<td>1</td>" in clean_html(html)
    assert "<script" not in clean_html("<scr<style></style>ipt>alert(1)</script>")
