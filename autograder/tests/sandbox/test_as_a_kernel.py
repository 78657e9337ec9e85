"""The outputs are those that a Jupyter kernel gives for the same cells."""

import re
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from PIL import Image

from autograder.inside.protocol import SEED_VARIABLE
from autograder.outside.sandbox import Run, Sandbox
from eager_course.course import COURSE

from ..outside.test_feedback_page import page_of
from .conftest import SEED, notebook

pytestmark = pytest.mark.slow

# Every other stage, since each takes ten to twenty seconds in a kernel.
SOURCES = sorted((Path(__file__).parents[3] / "source").glob("*/*.ipynb"))[1::2]

# Differs from run to run, or tells which program ran the cells.
CHANGES = [
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"/tmp/ipykernel_\d+/"), ""),
    (re.compile(r"\d{6,}\.py"), "<cell>"),
    (re.compile(r"[\d.e+]+ [nμum]?s\b"), "… s"),
    (re.compile(r"[~/][^\s\x1b]*/(?=\w+\.py)"), "…/"),
]

PICTURE = re.compile(r'<img [^>]*src="data:image/png;base64,([^"]*)"')

CELLS = [
    "print('to stdout')\nimport sys\nprint('to stderr', file=sys.stderr)\n1 + 1",
    "from IPython.display import HTML, Image, Markdown, clear_output, display, update_display\n"
    "display(HTML('<b>bold</b>'), metadata={'isolated': True})\n"
    "display({'text/plain': 'raw', 'application/json': {'a': [1, 2.5, None]}}, raw=True)\n"
    "handle = display('first', display_id=True)\nhandle.update('second')",
    "Markdown('*it*')",
    "handle.update('third, from another cell')",
    "print('gone')\nclear_output()\nprint('stays')",
    "print('gone')\nclear_output(wait=True)\nprint('replaces')",
    "import numpy as np\nnp.arange(6).reshape(2, 3)",
    "def f(x):\n    return 1 / x\n\ndef g():\n    f(0)\n\ng()",
    "raise KeyError('naïve \\u2603')",
    "def broken(:\n    pass",
    "import warnings\nwarnings.warn('careful')\n'after the warning'",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('two') from e",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')\n'and a value'",
    "async def late():\n    await asyncio.sleep(0)\n    print('a task')\n"
    "task = asyncio.create_task(late())\nawait task",
    "await asyncio.sleep('wrong')",
    "soon = late()\nasyncio.run(soon)",
    "soon.close()",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 4])\nplt.title('$x^2$')",
    "fig, axes = plt.subplots(1, 2, figsize=(4, 2))\naxes[0].imshow(np.eye(3))\n"
    "print('before the figure')\nfig",
    "plt.figure(); plt.figure();",
    "fig.savefig('figure.png')\nImage('figure.png')",
    "import pandas_is_not_installed",
    "raise SystemExit(3)",
    "_ , In[1][:10], Out[3]",
    "%%time\nsum(range(10))",
    "%%capture held\nprint('held back')",
    "held.stdout",
    "%timeit -n 1 -r 1 sum(range(10))",
    "%no_such_magic",
    "x = 3\nx?",
    "try:\n    input('name? ')\nexcept Exception as e:\n    print(type(e), e)",
    "class Shown:\n    def _repr_html_(self):\n        return '<i>me</i>'\n"
    "    def __repr__(self):\n        return 'me'\nShown()",
    "class Fails:\n    def __repr__(self):\n        raise RuntimeError('no repr')\nFails()",
    "print('a', end='')\nprint('b', flush=True)\nsys.stdout.write('c\\n')",
    "import os\nprint(os.path.basename(os.getcwd()) != '', __name__)",
    "for i in range(3): print(i)\ndisplay(i)\nprint('end')",
    "'a string';",
    "None",
    "%%writefile notes.txt\nhello",
    "open('notes.txt').read()",
    "def deep(n):\n    return deep(n + 1)\ntry:\n    deep(0)\n"
    "except RecursionError as e:\n    print(e)",
    "raise ExceptionGroup('many', [ValueError(1), TypeError(2)])",
    "assert 1 == 2, 'assert_(1, 2) should hold'",
    "print('\\x1b[31mred\\x1b[0m \\r overwritten \\x00')",
]


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., NotebookNode]:
    """Runs a notebook in a Jupyter kernel."""
    monkeypatch.setenv(SEED_VARIABLE, SEED)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "1")

    # A kernel that has not been given a course looks for the one whose folder it works in.
    (tmp_path / "source").mkdir()
    (tmp_path / "nbgrader_config.py").write_text('get_config().Autograder.course = "eager_course"')

    def run(source: NotebookNode, files: dict[str, bytes]) -> NotebookNode:
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(content)
        client = NotebookClient(
            source,
            allow_errors=True,
            record_timing=False,
            timeout=120,
            kernel_name="python3",
            resources={"metadata": {"path": str(tmp_path)}},
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
        )
        return client.execute()

    return run


def comparable(cell: NotebookNode) -> list[dict[str, Any]]:
    """A cell's outputs without what differs from run to run; streams that meet are joined."""
    found: list[dict[str, Any]] = []
    for output in cell.outputs:
        plain = normal(dict(output))
        last = found[-1] if found else {}
        both_streams = plain["output_type"] == "stream" == last.get("output_type")
        if both_streams and plain["name"] == last["name"]:
            last["text"] = normal(last["text"] + plain["text"])
            continue
        found.append(plain)
    return found


def normal(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, stands in CHANGES:
            value = pattern.sub(stands, value)
        return value
    if isinstance(value, dict):
        return {key: normal(item) for key, item in value.items()}
    return [normal(item) for item in value] if isinstance(value, list) else value


def look_alike(one: dict[str, Any], other: dict[str, Any], is_of_times: bool) -> None:
    """Take two pictures for one if nobody can tell them apart, or if what they show are times.

    Where a network was trained for long, the last bits of its numbers depend on where its arrays
    lie in memory, and so may a pixel of a curve.
    """
    found = picture_in(one), picture_in(other)
    if None in found or found[0] == found[1]:
        return
    some, others = (
        np.asarray(Image.open(BytesIO(b64decode(png))).convert("L"), float) for png in found if png
    )
    is_alike = some.shape == others.shape and np.abs(some - others).mean() < 1  # of 255
    if is_of_times or is_alike:
        one["data"] = other["data"]


def picture_in(output: dict[str, Any]) -> str | None:
    """The picture that an output shows, if it does: `show` displays it within HTML."""
    data = output.get("data", {})
    within = PICTURE.search(data.get("text/html", ""))
    return within[1] if within else data.get("image/png")


def assert_same(run: Run, expected: NotebookNode) -> None:
    assert run.troubles == {}
    assert run.notebook.metadata["language_info"] == expected.metadata["language_info"]
    for index, (cell, like) in enumerate(
        zip(run.notebook.cells, expected.cells, strict=True), start=1
    ):
        if cell.cell_type == "code":
            ours, theirs = comparable(cell), comparable(like)
            for one, other in zip(ours, theirs, strict=False):
                look_alike(one, other, "perf_counter" in cell.source)
            assert ours == theirs, f"cell {index}: {cell.source}"
            assert cell.execution_count == like.execution_count


def assert_described(notebook: NotebookNode) -> None:
    """Every picture that a notebook shows has its description in the pages that people get."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    pictures = [output for output in outputs if picture_in(output)]
    assert pictures
    page, _ = HTMLExporter().from_notebook_node(notebook)
    for html in (page, page_of(*notebook.cells, grades={})):
        described = [image["alt"] for image in BeautifulSoup(html, "html.parser").find_all("img")]
        assert described == [output.data["text/plain"] for output in pictures]
        assert all(len(alt) > 20 for alt in described)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_a_solution_notebook_has_the_outputs_that_a_kernel_gives(
    path: Path, sandbox: Sandbox, kernel: Callable[..., NotebookNode]
) -> None:
    source = nbformat.read(path, as_version=4)
    modules = COURSE.staged_modules(path.parent.name)
    beside = [one for one in path.parent.iterdir() if one.is_file() and one.suffix != ".ipynb"]
    files = {
        **{one.name: one.read_bytes() for one in beside},
        **{f"{COURSE.reference}/{name}": text.encode() for name, text in modules.items()},
    }
    run = sandbox.run(source, files, SEED)
    assert_same(run, kernel(source, files))
    assert_described(run.notebook)


def test_cells_of_every_kind_have_the_outputs_that_a_kernel_gives(
    sandbox: Sandbox, kernel: Callable[..., NotebookNode]
) -> None:
    run = sandbox.run(notebook(*CELLS), {}, SEED)
    assert_same(run, kernel(notebook(*CELLS), {}))


def test_a_valid_notebook_comes_out(sandbox: Sandbox) -> None:
    nbformat.validate(sandbox.run(notebook(*CELLS), {}, SEED).notebook)


def test_the_notebook_that_went_in_is_unchanged(sandbox: Sandbox) -> None:
    source = notebook("1 + 1")
    sandbox.run(source, {}, SEED)
    assert source == notebook("1 + 1") | {"cells": [source.cells[0]]}
    assert source.cells[0].outputs == []
