"""Catalogs follow the English texts: nothing drifts without being told."""

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.outside.course import CONFIG
from autograder.outside.translation.catalogs import count, read, update, write
from autograder.outside.translation.check import complaints, lost
from autograder.outside.translation.message import Message

ROOT = Path(__file__).parents[3]
FORMER = "Variables keep their values until somebody assigns new ones."
LATTER = "Variables keep their values until somebody assigns other ones."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ko" / "some.po"
    update(path, [Message(FORMER, "first: a paragraph"), Message("A heading", "first: a heading")])
    catalog = read(path)
    catalog.get(FORMER).string = "변수는 값을 유지한다."  # type: ignore[union-attr]
    catalog.get("A heading").string = "제목"  # type: ignore[union-attr]
    write(path, catalog)
    return path


def test_a_translation_stays_when_nothing_has_changed(path: Path) -> None:
    before = path.read_text("utf-8")
    update(path, [Message(FORMER, "first: a paragraph"), Message("A heading", "first: a heading")])
    assert path.read_text("utf-8") == before
    assert count(read(path)).translated == 2


def test_the_translation_of_a_text_that_changed_is_fuzzy(path: Path) -> None:
    catalog = update(path, [Message(LATTER, "first: a paragraph")])
    found = count(catalog)
    assert (found.total, found.translated, found.fuzzy) == (1, 0, 1)
    assert catalog.get(LATTER).string == "변수는 값을 유지한다."  # type: ignore[union-attr]
    assert "제목" in path.read_text("utf-8"), "what is out of use is kept"


def test_a_text_that_another_catalog_knows_is_taken_over(path: Path, tmp_path: Path) -> None:
    other = update(tmp_path / "ko" / "other.po", [Message("A heading", "x: y")], [read(path)])
    assert other.get("A heading").string == "제목"  # type: ignore[union-attr]


KEPT = "Call `assign` with $x$, see [there](#there), got {got:.2f}"


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("`assign` $x$ [저기](#there) {got:.2f}", ""),
        ("assign $x$ [저기](#there) {got:.2f}", "code missing: `assign`"),
        ("`assign` x [저기](#there) {got:.2f}", "formula missing: $x$"),
        ("`assign` $x$ [저기](#저기) {got:.2f}", "link missing: #there"),
        ("`assign` $x$ [저기](#there) {gott:.2f}", "placeholder missing: {got:.2f}"),
        ("`assign` $x$ [저기](#there) {got:.2f", "a placeholder is broken"),
        ("`assign` $x$ [저기](#there) {got:.2f} ", "a space at the end"),
    ],
)
def test_a_translation_must_keep_what_is_no_language(translation: str, complaint: str) -> None:
    found = list(lost(KEPT, translation, formatted=True))
    assert not found if not complaint else any(one.startswith(complaint) for one in found)


def test_strings_within_a_placeholder_may_be_translated() -> None:
    text = "This needs {' and '.join(exercises)}."
    assert not list(lost(text, "필요: {', '.join(exercises)}.", formatted=True))


def test_a_row_must_keep_its_cells() -> None:
    assert list(lost("| a | b |", "| 가 | 나 | 다 |"))
    assert not list(lost("| a | `x|y` |", "| 가 | `x|y` |"))


def test_a_sentence_must_keep_its_values(tmp_path: Path) -> None:
    path = tmp_path / "ko" / "some.po"
    catalog = update(path, [Message("{name} is {what}", "here: a sentence with values")])
    catalog.get("{name} is {what}").string = "{name}은 {waht}"  # type: ignore[union-attr]
    write(path, catalog)
    assert list(complaints(read(path)))


def test_the_korean_catalogs_lose_nothing() -> None:
    paths = [*ROOT.glob("locale/ko/*.po"), *ROOT.glob("autograder/src/*/locale/ko/*.po")]
    found = [(path.name, *one) for path in paths for one in complaints(read(path))]
    assert not found


def test_status_fails_unless_everything_is_translated(tmp_path: Path) -> None:
    course = tmp_path / "course"
    (course / "source" / "01-one").mkdir(parents=True)
    (course / CONFIG).write_text("c = get_config()\n")
    cells = [nbformat.v4.new_markdown_cell("A sentence.")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, course / "source" / "01-one" / "one.ipynb")
    arguments = ["--course", str(course), "de"]
    status = ["translate", "status", "--complete", *arguments]
    assert main(["translate", "extract", *arguments]) == 0
    assert main(status) == 1
    path = course / "locale" / "de" / "01-one.po"
    catalog = read(path)
    catalog.get("A sentence.").string = "Ein Satz."  # type: ignore[union-attr]
    write(path, catalog)
    assert main(status) == 0
    cells[0].source = "A sentence.\n\nAnother one."
    nbformat.write(notebook, course / "source" / "01-one" / "one.ipynb")
    assert main(status) == 1, "a text that no catalog has yet is not translated"
    shutil.rmtree(course)
