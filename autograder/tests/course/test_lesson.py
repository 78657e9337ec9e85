"""The small module beside the notebooks: what it shows of a picture, and of a check that fails."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from ..term.browser import browser, jupyter, needs_a_browser

ROOT = Path(__file__).parents[3]
FOLDERS = sorted(path.parent for path in ROOT.glob("source/*/*.ipynb"))

ALT = 'A line, "loss < 1" & all.'


@pytest.fixture(scope="module")
def outputs() -> dict[str, str]:
    """What each cell shows in a real kernel, by name."""
    cells = {
        "import": "from lesson import once_solved, works",
        "blank": "def train():\n    # YOUR CODE HERE\n    raise NotImplementedError",
        "blank check": "train()",
        "failed check": "got = 3\nassert got == 2, f'1 + 1 should be 2, got {got}'",
        "its own function": "def check(x):\n    assert x, 'deep inside'\n\ncheck(0)",
        "own assert": "check(0)",
        "no message": "assert 1 == 2",
        "waits": "with once_solved('train'):\n    train()",
        "crash": "def f(x):\n    return x.size\n\nwith once_solved('f'):\n    f('text')",
        "works": "print(works(train), works(lambda: 1))",
    }
    notebook = new_notebook(cells=[new_code_cell(source) for source in cells.values()])
    executed(notebook)
    shown = ["".join(map(text_of, cell.outputs)) for cell in notebook.cells]
    return dict(zip(cells, shown, strict=True))


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    metadata = {"metadata": {"path": str(FOLDERS[0])}}
    return NotebookClient(notebook, resources=metadata, allow_errors=True).execute()


def text_of(output: nbformat.NotebookNode) -> str:
    return "\n".join(output.traceback) if output.output_type == "error" else output.text


def test_a_check_that_fails_shows_its_message_alone(outputs: dict[str, str]) -> None:
    assert outputs["failed check"] == "AssertionError: 1 + 1 should be 2, got 3"


def test_a_function_of_the_check_fails_like_the_check_itself(outputs: dict[str, str]) -> None:
    assert outputs["its own function"] == "AssertionError: deep inside"


def test_a_blank_exercise_is_named(outputs: dict[str, str]) -> None:
    assert outputs["blank check"] == "NotImplementedError: train is not written yet."


@pytest.mark.parametrize("cell", ["own assert", "no message"])
def test_any_other_assertion_keeps_its_traceback(cell: str, outputs: dict[str, str]) -> None:
    assert "Traceback (most recent call last)" in outputs[cell]


def test_a_demonstration_waits_for_its_exercise(outputs: dict[str, str]) -> None:
    assert outputs["waits"] == "This needs train. Once solved, run this cell again.\n"


def test_a_demonstration_tells_where_a_solution_breaks(outputs: dict[str, str]) -> None:
    assert "AttributeError: 'str' object has no attribute 'size'" in outputs["crash"]
    assert "in f: return x.size" in outputs["crash"]


def test_works_is_true_only_of_what_runs(outputs: dict[str, str]) -> None:
    assert outputs["works"] == "False True\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_it_stands_beside_every_notebook_and_in_its_release(folder: Path) -> None:
    text = (ROOT / "source" / "lesson.py").read_text()
    assert (folder / "lesson.py").read_text() == text
    assert (ROOT / "release" / folder.name / "lesson.py").read_text() == text


@pytest.mark.slow
@pytest.mark.browser
@needs_a_browser
def test_jupyterlab_shows_a_picture_with_its_description(tmp_path: Path) -> None:
    """Also where nobody trusts the notebook, so that JupyterLab cleans its HTML."""
    source = "import matplotlib.pyplot as plt\nfrom lesson import show\n"
    source += f"figure, ax = plt.subplots()\nax.plot([1, 2])\nshow(figure, {ALT!r})"
    shown = executed(new_notebook(cells=[new_code_cell(source)]))
    (folder := tmp_path / "student").mkdir()
    nbformat.write(shown, folder / "shown.ipynb")
    with jupyter(folder, tmp_path / "own") as address, browser() as page:
        page.goto(f"{address}/lab/tree/shown.ipynb")
        picture: Any = page.locator(".jp-OutputArea-output img")
        picture.wait_for()
        assert picture.get_attribute("alt") == ALT
        assert picture.evaluate("image => image.naturalWidth") > 100
