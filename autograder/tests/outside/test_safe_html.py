"""Of a student's HTML, feedback shows what can be looked at, and nothing that does something."""

from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config.loader import PyFileConfigLoader

from autograder.outside.judging.judge import judge
from autograder.outside.judging.render import verdict_html
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


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_the_pages_of_nbgrader_use_it(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    styles = Path(handlers.static_path, "node_modules", "bootstrap", "dist", "css")
    config.HTMLExporter.extra_template_paths = [str(styles)]
    config.Exporter.default_preprocessors = []
    evil = "<script>alert('attack-runs')</script><b onclick=attack()>bold</b>"
    outputs = [
        new_output("display_data", {mime: evil, "text/plain": "plain"})
        for mime in ("text/html", "text/markdown", "application/javascript", "image/svg+xml")
    ]
    cells = [new_markdown_cell(evil), new_code_cell("1", outputs=outputs)]
    known = {"score": 0, "max_score": 0, "late_penalty": 0, "notebook": "n"}
    resources = {"nbgrader": known, "base_url": "", "index": 0, "total": 1, "notebook_id": "n"}
    page, _ = HTMLExporter(config=config).from_notebook_node(
        new_notebook(cells=cells), resources=resources
    )
    assert "<script>alert" not in page and "attack()" not in page
    assert "<b>bold</b>" in page
