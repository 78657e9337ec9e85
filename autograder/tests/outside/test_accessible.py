"""axe-core, in headless Chromium, finds nothing to object to on a page of feedback.

It looks at the page as it opens and with everything unfolded, light and dark, wide and on a phone.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell

from .test_feedback_page import CELLS, UNGRADED, answer, checks, page_of

pytestmark = pytest.mark.slow

# Where `npm pack axe-core` was unpacked to (see .ci/run).
AXE = Path(os.environ.get("AXE_CORE", "/nowhere")) / "axe.min.js"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
LOOK = """
addEventListener("load", async () => {
  const found = await axe.run(document, {resultTypes: ["violations", "incomplete"]});
  const said = (list) => list.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`));
  const wide = document.documentElement.scrollWidth - innerWidth;
  const result = {violations: said(found.violations), wide, innerWidth};
  parent.postMessage("RESULT" + JSON.stringify(result), "*");
});
"""
# A window has a least width, and a frame none.
FRAME = """<body>
<iframe src="page.html" style="width: {width}px; height: 800px; border: 0"></iframe>
<script>
addEventListener("message", (event) => {{
  if (String(event.data).startsWith("RESULT")) document.body.textContent = event.data + "END";
}});
</script>
"""


@pytest.fixture(scope="module")
def page() -> str:
    """A page with all that there can be on one."""
    lesson = "## Lesson\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[a link](https://example.org)\n\n"
    lesson += "$$" + "x + " * 80 + "y$$"
    long = answer("long-solution", "x = 1  # " + "a long line " * 20, comment="See `x`.")
    cells = [*CELLS, new_markdown_cell(lesson), long, checks("long", 0, 3)]
    return page_of(*cells, grades=UNGRADED, late_penalty=1.0)


@pytest.mark.parametrize("unfolded", [False, True], ids=["folded", "unfolded"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_axe_finds_nothing(
    page: str, tmp_path: Path, width: int, scheme: str, unfolded: bool
) -> None:
    found = looked_at(page, tmp_path, width, scheme, unfolded)
    assert found["innerWidth"] == width
    assert found["violations"] == []
    assert found["wide"] <= 0, "the page scrolls sideways"


def test_axe_would_find_something(page: str, tmp_path: Path) -> None:
    worse = page.replace("<html lang", "<html data-lang").replace(
        "--quiet: #57606a", "--quiet: #aaaaaa"
    )
    rules = {said.partition(":")[0] for said in looked_at(worse, tmp_path, 1200)["violations"]}
    assert {"html-has-lang", "color-contrast"} <= rules


def looked_at(
    page: str, folder: Path, width: int, scheme: str = "light", unfolded: bool = False
) -> dict:
    """What axe says of the page; skips where it, or a browser, is missing."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm pack axe-core, unpack it, AXE_CORE=its folder")
    if scheme == "dark":
        page = page.replace("(prefers-color-scheme: dark)", "all")
    if unfolded:
        page = page.replace("<details", "<details open")
    # The page lets no script run; here, one has to.
    script = f"<script>{AXE.read_text()}</script><script>{LOOK}</script></head>"
    page = POLICY.sub("", page).replace("</head>", script, 1)
    (folder / "page.html").write_text(page)
    (folder / "frame.html").write_text(FRAME.format(width=width))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1300,900"]
    options += [f"--user-data-dir={folder}/profile", "--virtual-time-budget=20000", "--dump-dom"]
    done = subprocess.run(
        [CHROMIUM, *options, (folder / "frame.html").as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
    )
    result = done.stdout.partition("<body>RESULT")[2].partition("END</body>")[0]
    assert result, done.stderr[-2000:]
    return json.loads(html.unescape(result))
