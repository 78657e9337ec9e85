"""The Korean edition: pictures have letters, and the release is the same course."""

import ast
import importlib
import logging
import re
import shutil
import sys
import warnings
from io import BytesIO
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from autograder.outside.notebooks.titles import short_title
from autograder_check.messages import read_catalog

ROOT = Path(__file__).parents[3]
FONT = ROOT / "locale/ko/files/hangul.ttf"
RELEASES = sorted(ROOT.glob("release/ko/*/*.ipynb"))


def test_the_font_has_every_letter_that_the_texts_have() -> None:
    fonts = [FONT, Path(font_manager.findfont("DejaVu Sans"))]
    there = {letter for font in fonts for letter in TTFont(font).getBestCmap()}
    for path in ROOT.glob("locale/ko/*.po"):
        texts = "".join(form for forms in read_catalog(path).texts.values() for form in forms)
        assert {
            letter for letter in texts if ord(letter) > 32 and ord(letter) not in there
        } == set()


def test_hangul_in_a_picture_is_drawn() -> None:
    font_manager.fontManager.addfont(FONT)
    family = ["DejaVu Sans", font_manager.FontProperties(fname=FONT).get_name()]
    with plt.rc_context({"font.family": family}), warnings.catch_warnings():
        warnings.simplefilter("error")  # a glyph that is missing is a warning
        figure, ax = plt.subplots()
        ax.set(title="손실 − 경사 하강법", xlabel="스텝 $x$")
        figure.savefig(BytesIO(), format="png")
        plt.close(figure)


def test_bold_letters_are_drawn_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for path in (ROOT / "source/lesson.py", FONT):
        shutil.copy(path, tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    with plt.rc_context(), caplog.at_level(logging.WARNING, "matplotlib"):
        importlib.import_module("lesson")
        figure, ax = plt.subplots()
        ax.set_title("손실", weight="bold")
        figure.savefig(BytesIO(), format="png")
        plt.close(figure)
    sys.modules.pop("lesson")
    assert caplog.text == ""


def without_strings(source: str) -> str:
    """The syntax of a program, its texts blanked; values may come in another order in a text."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            values = [value for value in node.values if isinstance(value, ast.FormattedValue)]
            node.values = list(
                {ast.dump(one): one for one in sorted(values, key=ast.dump)}.values()
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_the_korean_release_is_the_english_one_but_for_its_texts(path: Path) -> None:
    english = ROOT / "release" / path.parent.name / path.name
    pairs = zip(*(nbformat.read(one, 4).cells for one in (path, english)), strict=True)
    for korean, other in pairs:
        assert korean.cell_type == other.cell_type
        known, wanted = (dict(cell.metadata.get("nbgrader", {})) for cell in (korean, other))
        known.pop("checksum", None), wanted.pop("checksum", None)
        assert known == wanted
        if korean.cell_type == "code":
            assert without_strings(korean.source) == without_strings(other.source)
            assert korean.source.count("# YOUR CODE HERE") == other.source.count("# YOUR CODE HERE")
        for secret in ("BEGIN HIDDEN", "BEGIN SOLUTION", "MARK SCHEME"):
            assert secret not in korean.source


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_links_within_a_korean_notebook_lead_to_its_headings(path: Path) -> None:
    text = "\n\n".join(c.source for c in nbformat.read(path, 4).cells if c.cell_type == "markdown")
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    anchors = {re.sub("[`*]", "", heading).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(#(.+?)\)(?= |\||$)", text, flags=re.MULTILINE):
        assert target in anchors


def test_an_exercise_has_its_short_title_in_korean_too() -> None:
    assert short_title("연습 문제 4 · `f`, `g` (6점)") == "4 · `f`, `g`"
    assert short_title("연습 문제 6 · 서술형 (5점, 사람이 채점)") == "6 · 서술형"
    assert short_title("Exercise 6 · in your own words (5 points)") == "6 · in your own words"
    assert short_title("Which one (2D)?") == "Which one (2D)?"
