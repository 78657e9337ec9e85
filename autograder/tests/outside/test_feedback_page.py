"""A page of feedback says first what a student wants to know, for any nbgrader course."""

import datetime
import re
from html import unescape
from typing import Any

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.outside.plugins import feedback_exporter, safe_html
from autograder.outside.plugins.feedback_exporter import FeedbackExporter, headings_in_order
from autograder.outside.plugins.hide_tests import HideTests

VERDICT = "<div class='autograder-verdict'>so it went</div>"
PNG = "iVBORw0KGgo="


def known(grade_id: str, points: float | None = None, **more: Any) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    grade = {"grade": points is not None, "points": points} if points is not None else {}
    known = {"grade_id": grade_id, "locked": False, "solution": False, "task": False}
    return {"nbgrader": {**known, "grade": False, **grade, **more}}


def answer(
    name: str, source: str = "def f(): return 1", comment: str | None = None
) -> NotebookNode:
    return new_code_cell(source, metadata=known(name, solution=True, comment=comment))


def checks(name: str, score: float, points: float, source: str = "check(f)") -> NotebookNode:
    shown = new_output("execute_result", {"text/html": VERDICT, "text/plain": str(score)})
    metadata = known(name, points, score=score, locked=True)
    return new_code_cell(source, metadata=metadata, outputs=[shown])


def written(name: str, score: float, comment: str | None = None) -> NotebookNode:
    metadata = known(name, 5.0, score=score, solution=True, comment=comment)
    return new_markdown_cell("Because it *is*.", metadata=metadata)


CELLS = [
    new_markdown_cell("# Variables\n\nHello."),
    new_code_cell("print('hello')", outputs=[new_output("stream", name="stdout", text="hello")]),
    new_markdown_cell("Some lesson.\n\n### Exercise 4 · `assign`, `adds` (6 points)\n\nDo it."),
    answer("assign-solution", comment="Mind the *dtype*."),
    checks("assign", 4.5, 6.0),
    new_markdown_cell("## A quiet part\n\nMore lesson."),
    answer("other-solution"),
    checks("other", 2.0, 2.0),
    new_markdown_cell("## In your own words (5 points)"),
    new_markdown_cell("Why?\n\n### BEGIN MARK SCHEME\nOne point each.\n### END MARK SCHEME",
                      metadata=known("prompt", locked=True)),
    written("words", 3.0),
]  # fmt: skip
GRADES = {
    "assign": {"graded": True, "by_person": False, "again": False},
    "other": {"graded": True, "by_person": False, "again": False},
    "words": {"graded": True, "by_person": True, "again": False},
}
UNGRADED = {**GRADES, "words": {"graded": False, "by_person": False, "again": False}}


def page_of(*cells: NotebookNode, grades: dict | None = None, **more: Any) -> str:
    """The page of a notebook with these cells, all that there is to know about it in `more`."""
    about = {"notebook": "variables", "assignment": "01", "student": "ada", "late_penalty": 0}
    resources = {"nbgrader": {**about, "grades": GRADES if grades is None else grades, **more}}
    exporter = FeedbackExporter(page_seconds=10.0)
    exporter.register_preprocessor(HideTests(), enabled=True)
    copies = [NotebookNode({**cell}) for cell in cells or CELLS]
    language = {"name": "python", "pygments_lexer": "ipython3"}
    notebook = new_notebook(cells=copies, metadata={"language_info": language})
    page, _ = exporter.from_notebook_node(notebook, resources=resources)
    return page


def rows(page: str) -> list[str]:
    """The list at the top, as it reads."""
    listed = page.partition("<nav")[2].partition("</nav>")[0]
    return [said(item) for item in re.findall(r"<li>(.*?)</li>", listed, re.S)]


def said(html: str) -> str:
    shown = re.sub(r"<style.*?</style>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", shown)).split())


def unfolded(page: str) -> str:
    """The page as it is before anybody unfolds anything."""
    innermost = re.compile(r"<details(?![^>]* open)[^>]*>((?!<details).)*?</details>", re.S)
    while innermost.search(page):
        page = innermost.sub("", page)
    return page


def test_a_row_says_what_an_exercise_was_and_what_it_earned() -> None:
    assert rows(page_of()) == [
        "4 · assign, adds comment 4.5 of 6",
        "A quiet part 2 of 2",
        "In your own words 3 of 5",
    ]
    assert "9.5 of 13 points" in said(page_of())


def test_a_written_answer_is_not_graded_before_somebody_has_read_it() -> None:
    page = page_of(*CELLS[:-1], written("words", 0.0), grades=UNGRADED)
    assert rows(page)[-1] == "In your own words not graded yet (5)"
    assert "6.5 of 8 points so far" in said(page) and "5 more points" in said(page)
    assert "0 of 5" not in said(page)


def test_an_answer_that_was_handed_in_again_says_that_its_grade_is_of_before() -> None:
    again = {**GRADES, "words": {"graded": True, "by_person": True, "again": True}}
    assert rows(page_of(grades=again))[-1] == "In your own words 3 of 5, to be graded again"


def test_exercises_without_headings_are_called_by_their_names() -> None:
    page = page_of(
        new_markdown_cell("# Sorting"),
        answer("merge-solution"), checks("merge", 1, 4),
        answer("find-solution"), checks("find", 3, 3),
    )  # fmt: skip
    assert rows(page) == ["merge 1 of 4", "find 3 of 3"]
    assert re.search(r"<h1[^>]*>Sorting</h1>", page)


def test_the_heading_is_the_last_one_before_but_a_numbered_one_first_of_all() -> None:
    page = page_of(
        new_markdown_cell("## Earlier\n\n## Task 2: sorting (4 points)"),
        new_markdown_cell("### A hint\n\n```\n# no heading\n```"),
        answer("merge-solution"), checks("merge", 1, 4),
    )  # fmt: skip
    assert rows(page) == ["2 · sorting 1 of 4"]


def test_a_notebook_without_any_exercise_is_shown_as_it_is() -> None:
    page = page_of(new_markdown_cell("# Reading\n\nJust read."), grades={})
    assert "<nav" not in page and "Just read." in unfolded(page)


def test_a_task_of_nbgrader_is_an_exercise_with_what_was_added_below_it() -> None:
    task = new_markdown_cell(
        "## Draw it\n\nAdd a cell.", metadata=known("draw", 3.0, task=True, grade=False, score=2.0)
    )
    page = page_of(task, new_markdown_cell("My drawing."), new_markdown_cell("## Next"), grades={})
    assert rows(page) == ["Draw it 2 of 3"]
    assert "My drawing." in unfolded(page) and "Next" not in said(unfolded(page))


def test_a_comment_stands_with_the_answer_and_is_linked_from_the_top() -> None:
    page = page_of()
    assert 'href="#at-1-comment"' in page
    exercise = page.partition('id="at-1"')[2].partition("</section>")[0]
    assert 'id="at-1-comment"' in exercise and "Mind the <em>dtype</em>." in exercise


def test_the_lesson_is_folded_and_answers_and_verdicts_are_in_view() -> None:
    shown = said(unfolded(page_of()))
    assert "so it went" in shown and "return 1" in shown and "Do it." in shown
    for folded in ("Hello.", "hello", "Some lesson.", "check(f)"):
        assert folded not in shown, folded
        assert folded in said(page_of())


def test_a_lesson_of_nothing_but_a_heading_is_left_out() -> None:
    page = page_of(new_markdown_cell("## 6 · Words\n\n### Exercise 6 · why"), written("words", 3.0))
    assert "6 · Words" not in page and "Lesson" not in said(page)


def test_an_answer_is_folded_when_it_has_all_points_or_would_hide_its_verdict() -> None:
    page = page_of(
        new_markdown_cell("## One"), answer("a", "x = 'whole'"), checks("b", 2, 2),
        new_markdown_cell("## Two"), answer("c", "x = 'half'"), checks("d", 1, 2),
    )  # fmt: skip
    assert "whole" in said(page) and "whole" not in said(unfolded(page))
    assert "half" in said(unfolded(page))
    long = answer("a", "x = 1\n" * 41)
    page = page_of(new_markdown_cell("## One"), long, checks("b", 1, 2))
    assert "x = 1" not in said(unfolded(page)) and "Your code (41 lines)" in said(page)


def test_cells_that_hide_their_source_in_a_notebook_hide_it_here_but_not_what_they_showed() -> None:
    output = new_output("stream", name="stdout", text="a picture")
    hidden = new_code_cell(
        "draw()", metadata={"jupyter": {"source_hidden": True}}, outputs=[output]
    )
    shown = said(unfolded(page_of(new_markdown_cell("Look."), hidden, grades={})))
    assert "a picture" in shown and "draw()" not in shown


def test_every_verdict_leads_to_the_next() -> None:
    page = page_of()
    links = re.findall(r'<a href="#(at-\d-verdict)">Next verdict', page)
    assert links == ["at-2-verdict", "at-3-verdict"]
    assert all(page.count(f'id="{link}"') == 1 for link in links)


def test_being_late_and_an_extension_are_said() -> None:
    day = datetime.timedelta(days=1)
    due = datetime.datetime(2026, 11, 12, 22, 0)
    page = page_of(
        late_penalty=2.0, submitted=due + 2 * day, due=due, late=2 * 86400.0, extension=3 * day
    )
    assert "7.5 of 13 points" in said(page) and "2 points were taken off" in said(page)
    assert "Handed in on 14 November 2026, 22:00 UTC, 2 days late." in said(page)
    assert "extended by 3 days, to 12 November 2026, 22:00 UTC" in said(page)
    assert "late" not in said(page_of(submitted=due, due=due, late=0.0)).lower()


def test_a_mark_scheme_is_shown_folded_once_a_person_has_graded_the_answer() -> None:
    page = page_of()
    assert "MARK SCHEME" not in page and "One point each." not in unfolded(page)
    scheme = page.partition("How this answer is graded")[2].partition("</details>")[0]
    assert "One point each." in scheme


@pytest.mark.parametrize("state", ["ungraded", "blank"])
def test_before_that_it_is_not_on_the_page(state: str) -> None:
    # A blank answer has its 0 points from nobody, and may still be handed in again.
    grades = UNGRADED if state == "ungraded" else {**GRADES, "words": {"graded": True}}
    page = page_of(grades=grades)
    assert "One point each." not in page and "How this answer is graded" not in page


def test_an_error_says_first_what_was_wrong() -> None:
    error = new_output(
        "error", ename="ValueError", evalue="shapes <differ>", traceback=["long", "x"]
    )
    page = page_of(
        new_markdown_cell("## Sum"),
        answer("s"),
        NotebookNode({**checks("sum", 0, 1), "outputs": [error]}),
    )
    assert "ValueError: shapes <differ>" in said(unfolded(page)) and "long" not in said(
        unfolded(page)
    )


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = page_of()
    assert "default-src 'none'" in page
    assert not re.search(
        r"<(script|link|iframe|object|embed)\b|@import|url\(|\bsrc=\"(?!data:)", page
    )
    assert not re.search(r'\bhref="(?!#)', page)


def test_there_is_one_title_and_no_level_of_headings_is_skipped() -> None:
    page = page_of(
        *CELLS,
        new_markdown_cell(
            "<h1 class='at-title'>Forged</h1>\n\n#### Deep\n\n# High\n\n###### Deeper"
        ),
    )
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert [int(level) for level in re.findall(r"</h(\d)>", page)] == levels
    assert headings_in_order("<h1>x</h1>") == "<h2>x</h2>"


def test_pictures_keep_their_descriptions() -> None:
    outputs = [
        new_output("display_data", {"image/png": PNG}, metadata={"image/png": {"alt": 'a "loss"'}}),
        new_output("display_data", {"image/png": PNG}),
    ]
    cell = new_code_cell("show()", outputs=outputs)
    pictures = re.findall(
        r"<img[^>]*>", page_of(cell, new_markdown_cell("![]()<img src=x>"), grades={})
    )
    assert len(pictures) == 4 and all("alt=" in picture for picture in pictures)
    assert 'alt="a &quot;loss&quot;"' in pictures[0] and "without a description" in pictures[1]


def test_a_picture_that_was_pasted_into_an_answer_is_shown() -> None:
    cell = written("words", 3.0)
    cell["source"], cell["attachments"] = "![mine](attachment:a.png)", {"a.png": {"image/png": PNG}}
    assert f'src="data:image/png;base64,{PNG}"' in page_of(*CELLS[:-1], cell)
    cell["attachments"] = {"a.png": {"image/png": '" onload="x'}}
    assert "onload" not in page_of(*CELLS[:-1], cell)


def test_nobody_else_uses_the_ids_and_classes_of_the_page() -> None:
    forged = "<h2 id='at-1'>x</h2><h2 id='AT-1'>x</h2>\n\n# at-1\n\n"
    forged += "<div class='at-head at-title'>25 of 25</div>"
    page = page_of(*CELLS, new_markdown_cell(forged))
    assert page.count('id="at-1"') == 1 and page.lower().count('id="at-1"') == 1
    assert page.count('class="at-head"') == 3 and "at-head at" not in page


def test_a_title_is_text_whatever_is_in_it() -> None:
    title = "## Exercise 1 · <script>alert(1)</script> `<b>` \x1b[31m"
    page = page_of(new_markdown_cell(title), answer("a"), checks("b", 1, 1))
    assert rows(page) == ["1 · <script>alert(1)</script> <b> 1 of 1"]
    assert "<script" not in page and "\x1b" not in page


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered from before, nor afterwards."""
    for module in (safe_html, feedback_exporter):
        monkeypatch.setattr(module, "_remembered", {})


@pytest.mark.usefixtures("forgetful")
def test_a_page_is_the_same_whether_or_not_the_lesson_was_remembered() -> None:
    lesson = [
        new_markdown_cell("## A lesson\n\n$x^2$ and *more*, ![a square](attachment:a.png)"),
        new_code_cell("import numpy as np\n\nnp.ones(3)  # three"),
    ]
    own = [new_markdown_cell("My *own* words"), new_code_cell("x = 'my own'")]
    anew = page_of(*lesson, *own)
    FeedbackExporter.remember(new_notebook(cells=lesson))
    assert page_of(*lesson, *own) == anew


@pytest.mark.usefixtures("forgetful")
def test_only_what_is_exactly_the_lessons_is_taken_from_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    FeedbackExporter.remember(
        new_notebook(cells=[new_markdown_cell("a *lesson*"), new_code_cell("1 + 1")])
    )
    for module in (safe_html, feedback_exporter):
        kept = module._remembered
        monkeypatch.setattr(module, "_remembered", dict.fromkeys(kept, "(remembered)"))
    same = page_of(new_markdown_cell("a *lesson*"), new_code_cell("1 + 1"))
    assert same.count("(remembered)") == 2
    picture = {"a.png": {"image/png": PNG}}
    changed = [new_markdown_cell("a *lesson*", attachments=picture), new_code_cell("1 + 1 ")]
    assert "(remembered)" not in page_of(*changed)
