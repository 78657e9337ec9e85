"""A submitted file is read only for its cells, and refused with a reason."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder_check import reading
from autograder_check.reading import (
    MOST_PICTURES,
    Unreadable,
    read_notebook,
    submitted_notebook,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stage.ipynb"


def test_cells_keep_their_type_and_source_and_nothing_else(path: Path) -> None:
    cell = new_code_cell("x = 1", metadata={"tags": ["skip-execution"], "nbgrader": {"points": 9}})
    cell.outputs = [new_output("stream", text="old")]
    cell.execution_count = 7
    nbformat.write(new_notebook(cells=[cell, new_markdown_cell("words")]), path)
    code, words = read_notebook(path).cells
    assert (code.cell_type, code.source) == ("code", "x = 1")
    assert (words.cell_type, words.source) == ("markdown", "words")
    assert code.metadata == {} and code.outputs == [] and code.execution_count is None


def test_the_claimed_grade_id_is_all_that_is_kept_of_nbgraders_metadata(path: Path) -> None:
    claims = {"grade_id": "loss-mse", "points": 100, "grade": True, "schema_version": 1}
    nbformat.write(new_notebook(cells=[new_code_cell(metadata={"nbgrader": claims})]), path)
    assert read_notebook(path).cells[0].metadata == {"nbgrader": {"grade_id": "loss-mse"}}


def test_a_notebook_of_version_3_is_read(path: Path) -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {"cells": [{"cell_type": "code", "input": ["x = 1"], "outputs": [], "language": "py"}]}
        ],
    }
    path.write_text(json.dumps(old))
    assert [cell.source for cell in read_notebook(path).cells] == ["x = 1"]


WHOLE = nbformat.writes(new_notebook(cells=[new_code_cell("x = 1")]))
BROKEN = {
    "cut off": (WHOLE[: len(WHOLE) // 2].encode(), "not a whole notebook"),
    "a web page": (b"\n<!DOCTYPE html>\n<html></html>", "a web page, not a notebook"),
    "a pointer of Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid x", "Git LFS keeps"),
    "a conflict": (
        WHOLE.replace("x = 1", 'x"\n<<<<<<< HEAD\n=======\n>>>>>>> main\n').encode(),
        "conflict markers",
    ),
    "a zip archive": (b"PK\x03\x04\xff\xff", "is an archive"),
    "a program": (b"import numpy as np\nx = 1\n", "it begins with 'import numpy as np'. Submit"),
    "an error of a server": (b"404: Not Found", "it begins with '404: Not Found'"),
    "a link to Colab": (b'{"url": "https://colab.research.google.com/x"}', "only a link"),
    "a shortcut to Colab": (b"[InternetShortcut]\nURL=https://colab.research.google.com/x", "link"),
    "a packed file": (b"\x1f\x8b\x08\x00", "is an archive"),
    "an archive of another kind": (b"Rar!\x1a\x07", "is an archive"),
    "a letter": (b"{\\rtf1\\ansi", "is an archive"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is a picture, not a notebook"),
    "nothing but zeros": (b"\0" * 500, "The file is empty"),
    "a page with all that is on it": (b"From: <Saved by Blink>\nMIME-Version: 1.0\n", "a web page"),
    "a file of macOS": (b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X", "what macOS keeps beside"),
    "a PDF": (b"%PDF-1.4\n\xff", "is a PDF, not a notebook"),
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "not UTF-8": (WHOLE.replace("x = 1", "\xeb").encode("latin-1"), "not text in UTF-8"),
    "of an unknown nbformat": (
        json.dumps(json.loads(WHOLE) | {"nbformat": 99}).encode(),
        "not a notebook of a known format",
    ),
    "a list": (b"[]", "is JSON, but not a notebook"),
    "a number": (b"1", "is JSON, but not a notebook"),
    "an answer of a server": (b'{"message": "Not Found"}', "is JSON, but not a notebook"),
    "a format in words": (b'{"nbformat": "4", "cells": []}', "is JSON, but not a notebook"),
    "cut off in a letter": (b'{"cells": ["\xed\x95', "not a whole notebook"),
    "no cells": (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no list of cells"),
    "cells of another kind": (
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}',
        "no list of cells",
    ),
    "nested deeply": (b"[" * 200_000, "nested too deeply"),
}


@pytest.mark.parametrize("content, reason", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_its_reason(path: Path, content: bytes, reason: str) -> None:
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        read_notebook(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_what_windows_saved_in_another_encoding_is_read(path: Path, encoding: str) -> None:
    path.write_bytes(WHOLE.encode(encoding))
    assert [cell.source for cell in read_notebook(path).cells] == ["x = 1"]


def test_what_a_crash_leaves_behind_a_notebook_is_left_out(path: Path) -> None:
    path.write_bytes(WHOLE.encode() + b"\0" * 4096)
    assert [cell.source for cell in read_notebook(path).cells] == ["x = 1"]


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: No such file"):
        read_notebook(path)


def test_a_huge_file_is_refused_before_it_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    path.write_text(WHOLE)
    with pytest.raises(Unreadable, match="at most"):
        read_notebook(path)


def test_odd_cells_among_good_ones_are_left_out(path: Path) -> None:
    good = json.loads(WHOLE)["cells"][0]
    odd = [{"cell_type": "heading", "source": "x"}, {"source": "no type"}]
    claims = {**good, "id": "b", "metadata": {"nbgrader": "not a dict"}}
    content = json.loads(WHOLE) | {"cells": [*odd, good, claims]}
    path.write_text(json.dumps(content))
    assert [cell.source for cell in read_notebook(path).cells] == ["x = 1", "x = 1"]


def test_more_cells_than_anybody_writes_are_refused(path: Path) -> None:
    cells = [{"cell_type": "code", "source": ""}] * (reading.MOST_CELLS + 1)
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}))
    with pytest.raises(Unreadable, match="at most 2000 are read"):
        read_notebook(path)


def pasted(kind: str, data: str) -> bytes:
    cell = {"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:x.png)"}
    cell["attachments"] = {"x.png": {kind: data}}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    return json.dumps(content).encode()


def test_a_picture_that_was_pasted_into_a_text_stays() -> None:
    (cell,) = submitted_notebook(pasted("image/png", "iVBORw0KGgo=")).cells
    assert cell.attachments == {"x.png": {"image/png": "iVBORw0KGgo="}}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/svg+xml", "PHN2Zz4="),
        ("text/html", "PGI+"),
        ("image/png", '"><script>'),
        ("image/png", "A" * (MOST_PICTURES + 4)),
    ],
    ids=["svg", "html", "no base64", "too large"],
)
def test_nothing_else_is_attached(kind: str, data: str) -> None:
    (cell,) = submitted_notebook(pasted(kind, data)).cells
    assert "attachments" not in cell


def test_code_that_was_folded_stays_folded_and_says_nothing_else() -> None:
    cells = [
        {"cell_type": "code", "source": "x", "metadata": {"jupyter": {"source_hidden": folded}}}
        for folded in (True, "yes", {"a": 1})
    ]
    content = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    read = submitted_notebook(content.encode()).cells
    assert [cell.metadata for cell in read] == [{"jupyter": {"source_hidden": True}}, {}, {}]
