"""Findings for people: in a terminal and in Markdown."""

import re

from autograder_check.cell_model import TrustedCell
from autograder_check.score import Finding, Status
from autograder_check.show import as_markdown, as_text

CHECK = TrustedCell("double", "code", "# double: twice as much (2 points)\nassert 1",
                    locked=True, grade=True, points=2.0)  # fmt: skip
WRITTEN = TrustedCell("why", "markdown", "", grade=True, solution=True, points=5.0)


def test_each_check_has_a_line_with_its_points_and_below_it_what_to_do() -> None:
    found = [Finding(CHECK, Status.FAIL, "double(3) should be 6, got 4")]
    lines = as_text("practice.ipynb", found, [CHECK, WRITTEN]).splitlines()
    assert lines[0] == "practice.ipynb: 0 of 2 points by the visible checks"
    assert lines[2].split() == ["✗", "0/2", "double", "double:", "twice", "as", "much"]
    assert lines[3].strip() == "double(3) should be 6, got 4"
    assert lines[4].split() == ["·", "–/5", "why", "read", "by", "a", "person"]
    assert "not your grade" in " ".join(lines)


def test_long_messages_are_wrapped() -> None:
    found = [Finding(CHECK, Status.FAIL, "much too long " * 30)]
    text = as_text("practice.ipynb", found, [CHECK])
    assert max(map(len, text.splitlines())) <= 96


def test_markdown_is_a_table_whatever_a_message_contains() -> None:
    nasty = "a | b\n\n| c |\n`x` <img src=x onerror=alert(1)> [a](http://example.org) **b**"
    found = [Finding(CHECK, Status.FAIL, nasty), Finding(CHECK, Status.PASS)]
    table = [line for line in as_markdown("p|q.ipynb", found, [CHECK]).splitlines() if "|" in line]
    rows = [line for line in table if line.startswith("|")]
    assert len(rows) == 4
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    text = "\n".join(rows)
    assert "<img" not in text and "\\[a\\](http" in text and "\\*\\*b\\*\\*" in text
