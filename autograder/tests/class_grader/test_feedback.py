"""Everybody gets feedback, whatever one of them has written."""

import gc
import os
import time

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook

from autograder.outside.class_grader.pages import released
from autograder.outside.grading.settings import read_settings
from autograder.outside.notebooks.blocks import HIDDEN_TESTS, without
from autograder.outside.plugins import feedback_exporter, patience
from autograder.outside.plugins.feedback_exporter import FeedbackExporter
from autograder.outside.plugins.safe_html import NOT_SHOWN, clean_html, markdown_to_html

from .conftest import LINE, PAIR, Class

SLOW = {
    "unclosed tags": "<b><i><u>x\n\n" * 3000,
    "unclosed environments": "\\begin{a}" * 20_000,
}


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience than in real life, and none of it used up."""
    monkeypatch.setattr(patience, "SECONDS", 0.3)
    patience._given_up.clear()


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_text_that_takes_too_long_is_shown_as_it_was_written(text: str) -> None:
    page = markdown_to_html(text)
    assert NOT_SHOWN in page and page.count("<b>") == 0
    assert markdown_to_html("*fine*") == "<p><em>fine</em></p>\n"


@pytest.mark.slow
def test_after_a_few_such_texts_there_is_less_patience_with_the_next() -> None:
    for _ in range(patience.FEW):
        assert patience._seconds() == patience.SECONDS
        markdown_to_html(SLOW["unclosed tags"])
    assert patience._seconds() == patience.FEWER_SECONDS
    assert NOT_SHOWN in clean_html("<p><b><i><u>x" * 9000)
    assert clean_html("<b>fine</b>") == "<b>fine</b>"


@pytest.mark.slow
def test_what_one_student_wrote_costs_nobody_else_their_feedback(group: Class) -> None:
    hostile = group.solved()
    hostile.cells += [new_markdown_cell(text) for text in SLOW.values() for _ in range(4)]
    hostile.cells.append(new_code_cell("# ### BEGIN HIDDEN TESTS\n" * 2000))
    group.submit("mallory", hostile)
    for student in ("ada", "b[o]b", "c,d", "[red]eve"):
        group.submit(student)
    assert group.grade("--feedback") == 0
    for student in ("ada", "mallory", "b[o]b", "c,d", "[red]eve"):
        (page,) = group.folder(student, step="feedback").glob("*.html")
        assert (NOT_SHOWN in page.read_text()) == (student == "mallory")


@pytest.mark.slow
def test_what_a_person_gave_is_on_the_page_of_the_next_run(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("ada", "bob"):
        group.submit(student)
    assert group.grade("--feedback") == 0
    assert "feedback: written for 2 submissions" in capsys.readouterr().err
    (page,) = group.folder("ada", step="feedback").glob("*.html")
    assert "not graded yet" in page.read_text()
    # Without it, nbgrader's release_feedback stops there, for the whole class.
    assert (page.parent / "timestamp.txt").is_file()

    with Gradebook(f"sqlite:///{group.root}/gradebook.db") as gradebook:
        gradebook.find_grade("written", "line", LINE, "ada").manual_score = 3.5
        gradebook.find_comment("written", "line", LINE, "ada").manual_comment = "Well put."
        gradebook.db.commit()
    assert group.grade("--feedback") == 0
    assert "feedback: written for 1 submission" in capsys.readouterr().err
    assert "not graded yet" not in page.read_text() and "Well put." in page.read_text()

    assert group.grade("--feedback") == 0
    assert "feedback: up to date" in capsys.readouterr().err


def test_a_page_that_cannot_be_made_is_made_of_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_for_tags(source: str) -> str:
        if "<b>" in source:
            raise MemoryError
        return f"<p>{source}</p>"

    exporter = FeedbackExporter(filters={"markdown2html": fails_for_tags}, page_seconds=5.0)
    cells = [new_markdown_cell("<b>" * 3), new_code_cell("1", outputs=[new_output("stream")])]
    page, _ = exporter.from_notebook_node(
        feedback_exporter.NotebookNode(cells=cells, metadata={}, nbformat=4, nbformat_minor=5)
    )
    assert "shown as they were written" in page


@pytest.mark.slow
def test_a_page_that_never_ends_is_given_up() -> None:
    def never_ends(source: str) -> str:
        while "x" in source:
            pass
        return source

    exporter = FeedbackExporter(filters={"markdown2html": never_ends}, page_seconds=1.0)
    notebook = feedback_exporter.NotebookNode(
        cells=[new_markdown_cell("x")], metadata={}, nbformat=4, nbformat_minor=5
    )
    with pytest.raises(RuntimeError, match="within c.FeedbackExporter's limits"):
        exporter.from_notebook_node(notebook)


@pytest.mark.slow
def test_what_the_grader_has_left_to_be_collected_keeps_no_page_from_being_made() -> None:
    class Connection:
        """Waits, as it is collected, for what only the process that opened it can do."""

        def __init__(self) -> None:
            self.owner, self.itself = os.getpid(), self

        def __del__(self) -> None:
            while os.getpid() != self.owner:
                time.sleep(0.1)

    def collects(source: str) -> str:
        gc.collect()
        return source

    exporter = FeedbackExporter(filters={"markdown2html": collects}, page_seconds=20.0)
    notebook = feedback_exporter.NotebookNode(
        cells=[new_markdown_cell("as usual")], metadata={}, nbformat=4, nbformat_minor=5
    )
    Connection()
    page, _ = exporter.from_notebook_node(notebook)
    assert "as usual" in page and "shown as they were written" not in page


@pytest.mark.slow
def test_an_assignment_without_feedback_keeps_no_other_from_its_own(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada")
    group.submit("ada", assignment=PAIR, name="first")
    in_its_place = group.folder("ada", step="feedback")
    in_its_place.parent.mkdir(parents=True)
    in_its_place.write_text("not a folder")
    assert group.grade("--feedback") != 0
    assert f"could not write the feedback for {LINE}" in capsys.readouterr().err
    assert (group.folder("ada", PAIR, "feedback") / "first.html").exists()
    assert in_its_place.read_text() == "not a folder"


def test_the_lesson_is_what_was_released_in_any_language_as_far_as_it_can_be_read(
    unsealed: Class,
) -> None:
    for language, content in {"ko": b"", "xx": b"[]", "yy": b"{"}.items():
        path = unsealed.root / "release" / language / LINE / "line.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(content or (unsealed.root / "release" / LINE / "line.ipynb").read_bytes())
    english, korean = released(read_settings(unsealed.course), LINE)
    assert [cell.source for cell in english.cells] == [cell.source for cell in korean.cells]
    assert english.cells[0].source == "# Practice"


def test_only_whole_blocks_of_hidden_lines_are_taken_out() -> None:
    source = "a\n### BEGIN HIDDEN TESTS\nsecret\n### END HIDDEN TESTS\nb\n"
    assert without(source, HIDDEN_TESTS) == "a\nb\n"
    assert without(source + "### BEGIN HIDDEN TESTS\nmore", HIDDEN_TESTS) == "a\nb\n"


@pytest.mark.slow
def test_what_cannot_be_interrupted_at_once_is_interrupted_soon_after() -> None:
    class Busy:
        def __del__(self) -> None:  # Python ignores what is raised in here
            until = time.process_time() + 2 * patience.SECONDS
            while time.process_time() < until:
                pass

    def never_ends() -> str:
        Busy()
        while True:
            pass

    assert patience.within_limits(never_ends, lambda: "given up") == "given up"
