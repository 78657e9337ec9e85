"""Texts are cut out of sources so that the rest of a source stays as it is."""

import ast
from pathlib import Path

import nbformat
import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.translation.code import texts_of_code
from autograder.outside.translation.markdown import texts_of_markdown
from autograder.outside.translation.sources import texts_of_cell
from autograder.outside.translation.table import names_in, with_names
from autograder.outside.translation.text import translated, width, wrapped

ROOT = Path(__file__).parents[3]
FOLDER = CourseFolder.at(ROOT)


def shouted(message: str) -> str:
    """A stand-in for a translation: code and placeholders as they were, and a wide word more."""
    return f"번역 {message}"


def translate(message: str) -> str:
    """Another stand-in, which leaves a row of a table a row."""
    return message.replace(" | ", " | 번역 ") if message.startswith("|") else shouted(message)


def without_strings(source: str) -> str:
    """The syntax tree of a program with its strings blanked."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            node.values = [v for v in node.values if isinstance(v, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("assignment", FOLDER.assignments)
def test_a_notebook_of_which_nothing_is_translated_stays_as_it_is(assignment: str) -> None:
    for cell in FOLDER.notebook("source", assignment).cells:
        assert translated(cell.source, texts_of_cell(cell), str) == cell.source


@pytest.mark.parametrize("assignment", FOLDER.assignments)
def test_translated_code_is_the_same_program_but_for_its_strings(assignment: str) -> None:
    for cell in FOLDER.notebook("source", assignment).cells:
        if cell.cell_type == "code":
            new = translated(cell.source, texts_of_cell(cell), shouted)
            assert without_strings(new) == without_strings(cell.source)
            assert "\n번역" not in new, "a line of a docstring lost its indentation"


@pytest.mark.parametrize("assignment", FOLDER.assignments)
def test_translated_markdown_has_as_many_texts_as_the_english(assignment: str) -> None:
    for cell in FOLDER.notebook("source", assignment).cells:
        if cell.cell_type != "markdown":
            continue
        before = texts_of_cell(cell)
        new = nbformat.from_dict({**cell, "source": translated(cell.source, before, translate)})
        after = [text.message for text in texts_of_cell(new)]
        assert after == [translate(text.message) for text in before]


def messages(texts: list) -> list[str]:
    return [text.message for text in texts]


def test_a_paragraph_is_one_text_however_it_is_wrapped() -> None:
    source = "# A title\n\nOne sentence. Another\none.\n\n- an item\n  goes on\n- the next\n"
    assert messages(texts_of_markdown(source)) == [
        "A title",
        "One sentence. Another one.",
        "an item goes on",
        "the next",
    ]


def test_formulas_and_code_are_no_texts_but_comments_in_code_are() -> None:
    source = "$$\nL = x\n$$\n\n```python\nx = 1  # one thing\n```\n\n| `a` | 3 |\n|---|---|\n"
    assert messages(texts_of_markdown(source)) == ["one thing"]


def test_words_in_a_formula_are_texts_and_names_are_not() -> None:
    source = "$$\n\\text{cross entropy} + f(\\text{label})\n$$\n\n$$ \\text{one-sided:} x $$\n"
    texts = texts_of_markdown(source)
    assert messages(texts) == ["cross entropy", "one-sided:"]
    assert "\\text{번역 cross entropy} + f(\\text{label})" in translated(source, texts, shouted)


def test_the_names_in_a_table_are_texts_and_nothing_else_in_it_is() -> None:
    table = 'name,region,x\n"Ghent, port",Europe,1.50\nCork,Europe,2\n'
    assert names_in(table) == ["Ghent, port", "Cork"]
    assert with_names(table, str) == table
    assert with_names("name,x\nCork,1.50\n", shouted) == "name,x\n번역 Cork,1.50\n"
    assert with_names("a,b\r\n1,2\r\n", shouted) == "a,b\r\n1,2\r\n"
    assert with_names("", shouted) == ""


def test_solutions_are_not_translated_but_mark_schemes_are() -> None:
    markdown = "### BEGIN MARK SCHEME\nBecause of it.\n### END MARK SCHEME\n"
    assert messages(texts_of_markdown(markdown)) == ["Because of it."]
    markdown = "Why?\n### BEGIN SOLUTION\nBecause of it.\n### END SOLUTION\n"
    assert messages(texts_of_markdown(markdown)) == ["Why?"]
    code = (
        "def f():\n    ### BEGIN SOLUTION\n    return 'a b c'  # so it is\n    ### END SOLUTION\n"
    )
    assert texts_of_code(code) == []


def test_what_students_read_in_code_is_text_and_settings_are_not() -> None:
    source = (
        "ax.set(xlabel='height', title=f'after {n:.2f} steps')\n"
        "ax.legend(loc='upper left')\n"
        "assert x == 'first', f'the value of {x!r}'  # as it should be\n"
        "names = 'age sex bmi'.split()\n"
    )
    assert messages(texts_of_code(source)) == [
        "height",
        "after {n:.2f} steps",
        "the value of {x!r}",
        "as it should be",
    ]


def test_a_short_docstring_that_grows_too_long_is_wrapped_with_its_indentation() -> None:
    source = 'class A:\n    def f(self):\n        """It is short."""\n'
    new = translated(source, texts_of_code(source), lambda message: "아주 긴 문장 " * 12)
    lines = new.splitlines()
    assert all(width(line) <= 100 for line in lines)
    assert all(line.startswith("        ") for line in lines[2:])
    ast.parse(new)


def test_wide_characters_count_two() -> None:
    assert width("한글 ab") == 7
    assert wrapped("한글 한글 한글", 9) == "한글 한글\n한글"


def test_no_line_of_markdown_begins_with_a_sign_that_would_make_it_a_list() -> None:
    assert wrapped("the sum of a + b", 12) == "the sum of a +\nb"
