"""`autograder tokens` gives each student of the gradebook a token, once."""

import csv
import os
import re
import stat
import sys
from pathlib import Path

import pytest

from autograder.outside.serving.callers import token_lines

from .conftest import Term

CLASS = "id,name,email\nada,Ada Lovelace,ada@example.org\nbob,=Bob,\n"


def enrolled(term: Term, content: str) -> None:
    path = term.root.parent / "class.csv"
    path.write_text(content)
    assert term.command("roster", str(path)) == 0


def tokens(path: Path) -> dict[str, str]:
    return {name: token for token, name in token_lines(path.read_text())}


def test_each_student_gets_one_and_keeps_it(term: Term, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = term.root / "practice-tokens.txt", term.root / "practice-tokens-mail.csv"
    enrolled(term, CLASS)
    assert term.command("tokens") == 0
    first = tokens(path)
    assert set(first) == {"ada", "bob"} and len(set(first.values())) == 2
    assert all(re.fullmatch("t-[0-9a-f]{24}", token) for token in first.values())
    said = capsys.readouterr().out
    assert "2 students: 2 new, 0 had a token before" in said
    assert 'who = "tokens"\ntokens = "practice-tokens.txt"' in said
    assert not any(token in said for token in first.values())

    enrolled(term, CLASS + "cy,Cy,cy@example.org\n")
    path.write_text(path.read_text() + "by-hand dan")  # with no line break behind it
    assert term.command("tokens") == 0
    assert tokens(path) == first | {"dan": "by-hand", "cy": tokens(path)["cy"]}
    said = capsys.readouterr().out
    assert "3 students: 1 new, 2 had a token before" in said
    assert "but not in the gradebook: dan" in said
    with table.open(encoding="utf-8-sig") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert {id: row["token"] for id, row in rows.items()} == {
        id: token for id, token in tokens(path).items() if id != "dan"
    }
    assert rows["ada"]["email"] == "ada@example.org" and rows["bob"]["last_name"] != "=Bob"
    assert {id: row["new"] for id, row in rows.items()} == {"ada": "no", "bob": "no", "cy": "yes"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_them(term: Term) -> None:
    before = os.umask(0)
    try:
        enrolled(term, CLASS)
        assert term.command("tokens") == 0
    finally:
        os.umask(before)
    for name in ("practice-tokens.txt", "practice-tokens-mail.csv"):
        assert stat.S_IMODE((term.root / name).stat().st_mode) == 0o600


def test_the_file_that_serve_toml_names_is_used(
    term: Term, capsys: pytest.CaptureFixture[str]
) -> None:
    (term.root / "serve.toml").write_text('who = "tokens"\ntokens = "class.tokens"\n')
    enrolled(term, CLASS)
    assert term.command("tokens") == 0
    assert set(tokens(term.root / "class.tokens")) == {"ada", "bob"}
    assert "serve.toml" not in capsys.readouterr().out


def test_without_a_class_it_says_what_to_do(term: Term, capsys: pytest.CaptureFixture[str]) -> None:
    assert term.command("tokens") == 1
    assert "autograder roster" in capsys.readouterr().out
    assert not (term.root / "practice-tokens.txt").exists()
