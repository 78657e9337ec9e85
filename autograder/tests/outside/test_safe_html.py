"""Of a student's HTML, feedback shows what can be looked at, and nothing that does something."""

import re
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config.loader import PyFileConfigLoader

from autograder.outside.judging.judge import judge
from autograder.outside.judging.render import verdict_html
from autograder.outside.plugins import FeedbackExporter
from autograder.outside.plugins.safe_html import MOST_TEXT, clean_html, markdown_to_html
from eager_course.course import COURSE

ROOT = Path(__file__).parents[3]

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=http://elsewhere/pixel.png>",
    "<svg onload=alert(1)></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='JavaScript:1'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=/elsewhere><button>x</button><input class=score></form>",
    "<style>body { display: none }</style>",
    "<div style='position: fixed; top: 0'>x</div>",
    "<div style='background: url(http://elsewhere)'>x</div>",
    "<div style='background: u\\72l(http://elsewhere)'>x</div>",
    "<div class='panel nbgrader_cell' id='statusmessage'>x</div>",
    "<base href=//elsewhere><link rel=stylesheet href=//elsewhere><meta http-equiv=refresh>",
    "<object data=x><embed src=x><video src=x><audio src=x>",
]
SIGNS = ["<script", "<svg", "<iframe", "<form", "<input", "<style", "<base", "<link", "<meta"]
SIGNS += [
    "<object",
    "<embed",
    "<video",
    "<audio",
    "<button",
    "onerror=alert(1)>x",
    'src="x',
    'src="h',
]
SIGNS += [
    'href="java',
    'href="Java',
    'href="data',
    "position",
    "elsewhere)",
    "nbgrader_cell",
    'id="s',
]


@pytest.mark.parametrize("source", HARMFUL)
@pytest.mark.parametrize("clean", [clean_html, markdown_to_html])
def test_nothing_harmful_is_left(source: str, clean: object) -> None:
    shown = clean(source)  # type: ignore[operator]
    assert [sign for sign in SIGNS if sign in shown] == []


def test_tables_formulas_code_and_pictures_of_the_page_stay() -> None:
    shown = markdown_to_html(
        "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$a < b$\n\n```python\nx = 1\n```\n\n"
        "*so* [there](https://example.org) ![a](data:image/png;base64,AAAA)"
    )
    for part in ("<h1", "<td>1</td>", "<mo>&lt;</mo>", 'class="highlight"', "<em>so</em>"):
        assert part in shown
    assert 'href="https://example.org"' in shown and 'src="data:image/png;base64,AAAA"' in shown


def test_a_verdict_looks_as_it_did() -> None:
    question = COURSE.find_question("variables-tensor")
    answers = [{"kind": "none"}] * len(question.cases(1))
    given = {"version": 1, "question": question.id, "seed": 1, "answers": answers}
    html = verdict_html(judge(COURSE, question.id, given, 1, 5.0))

    def same(text: str) -> str:
        for old, new in {"'": '"', ";": "", " ": "", "&#x27": '"', "&quot": '"'}.items():
            text = text.replace(old, new)
        return text

    assert same(clean_html(html)).replace("<tbody>", "").replace("</tbody>", "") == same(html)


def test_more_html_than_anybody_reads_is_not_cleaned_but_left_out() -> None:
    assert "characters of HTML are not shown" in clean_html("<b>x</b>" * MOST_TEXT)
    assert len(markdown_to_html("x" * 2 * MOST_TEXT)) < 2 * MOST_TEXT


def exporter_of(template: str) -> HTMLExporter:
    """What makes a page with this template, as the course's configuration says."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.Exporter.default_preprocessors = []
    if template == "our feedback":
        return FeedbackExporter(config=config)
    if template == "feedback":  # nbgrader's own, for a course that prefers it
        styles = Path(handlers.static_path, "node_modules", "bootstrap", "dist", "css")
        config.HTMLExporter.template_name = template
        config.HTMLExporter.extra_template_paths = [str(styles)]
    return HTMLExporter(config=config)


KNOWN = {"score": 0, "max_score": 0, "late_penalty": 0, "notebook": "n"}
RESOURCES = {"nbgrader": KNOWN, "base_url": "", "index": 0, "total": 1, "notebook_id": "n"}


@pytest.mark.parametrize("template", ["our feedback", "feedback", "formgrader"])
def test_the_pages_of_nbgrader_use_it(template: str) -> None:
    evil = "<script>alert('attack-runs')</script><b onclick=attack()>bold</b>"
    outputs = [
        new_output("display_data", {mime: evil, "text/plain": "plain"})
        for mime in ("text/html", "text/markdown", "application/javascript", "image/svg+xml")
    ]
    cells = [new_markdown_cell(evil), new_code_cell("1", outputs=outputs)]
    page, _ = exporter_of(template).from_notebook_node(new_notebook(cells=cells), RESOURCES)
    assert "<script>alert" not in page and not re.search(r"<[^>]*attack\(", page)
    assert "<b>bold</b>" in page


def test_the_formgrader_has_its_buttons_our_style_drawn_formulas_and_the_mark_scheme_in_a_box() -> (
    None
):
    scheme = "Why is $a < b$?\n\n### BEGIN MARK SCHEME\nOne *point*.\n### END MARK SCHEME\n\nGo on."
    prompt = new_markdown_cell(scheme, metadata={"nbgrader": {"locked": True, "grade_id": "p"}})
    mine = new_markdown_cell(scheme, metadata={"nbgrader": {"solution": True, "grade_id": "s"}})
    page, _ = exporter_of("formgrader").from_notebook_node(
        new_notebook(cells=[prompt, mine]), RESOURCES
    )
    assert "formgrade.js" in page and 'id="s-comment"' in page
    assert page.index("details {") < page.index("</head>") < page.index("<body>")
    assert page.count("<mo>&lt;</mo>") == 2
    assert page.count("<summary>Mark scheme</summary>\n<p>One <em>point</em>.</p>") == 1
    assert page.count("BEGIN MARK SCHEME") == 1  # a student's own words are no box
