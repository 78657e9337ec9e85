"""A line that works only somewhere else costs itself, not the rest of its cell.

Every cell below stands once in a notebook that the sandbox runs, and once in one that `check`
runs. Both must get as far.
"""

import time

import pytest
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.outside.sandbox import Limits, Sandbox
from autograder_check import run as check
from autograder_check.broken_lines import Error, broken, run_rest

# What a student writes above `reached = NUMBER`, which must be run.
BROKEN = {
    "a module that is missing": "import nowhere_at_all as na",
    "the second of two modules": "import math, nowhere_at_all",
    "a package of Colab": "from google.colab import drive\ndrive.mount('/content/drive')",
    "a name that a module lacks": "from math import no_such_function",
    "a line magic that is not there": "%no_such_magic 3",
    "an extension that is not there": "%load_ext no_such_extension",
    "a cell magic that is not there": "%%no_such_magic",
    "a question to the user": "name = input('Your name? ')",
    "a password": "import getpass\nkey = getpass.getpass()",
    "two of them on one line": "import nowhere_at_all; import no_more",
    "what comes of it": "import nowhere_at_all as na\ntable = na.DataFrame({})\ntable.head()",
    "a backend that is not there": "%matplotlib no_such_backend",
    "a page of the web": "import urllib.request\nurllib.request.urlopen('http://nowhere.invalid')",
    "another program": "import subprocess\nsubprocess.run(['true'])",
    "a stop for the debugger": "breakpoint()",
    "a folder of Colab": "import os\nos.chdir('/content/drive/MyDrive')",
    "the same as a magic": "%cd /content/drive/MyDrive",
    "a file that was not handed in": "text = open('no-such-data.csv').read()",
    "a font of Windows": "import matplotlib.font_manager as fm\n"
    "fm.FontProperties(fname='C:/Windows/Fonts/malgun.ttf').get_name()",
    "a style that Matplotlib no longer has": "from matplotlib import style\nstyle.use('seaborn')",
    "decorated functions below": "import nowhere_at_all\n@staticmethod\ndef f():\n    return 1",
}
# What is not Python costs its own statement.
UNREADABLE = {
    "what git leaves where a merge failed": "import math\n<<<<<<< HEAD\nimport json\n=======\n"
    "import re\n>>>>>>> origin/main",
    "such a mark alone": ">>>>>>> origin/main",
    "a bracket that is not closed": "import math\nprint(math.pi",
    "a string that is not closed": "name = 'ada",
    "a fence of Markdown": "```python\nimport math\n```",
    "a prompt in the middle": "import math\nx = 1\n>>> import json",
    "a line that is indented": "import math\n  import json",
    "a tab among spaces": "if True:\n        x = 1\n\ty = 2",
    "a function without a body": "def half(x):\n",
    "curly quotation marks": "name = \u201cada\u201d",
    "a magic below": "print 'no'\n%matplotlib inline",
    "prose": "This is where I import things.",
    "a long string below": 'x = = 1\ntext = """\nIt\'s here\n"""',
    "a block below": "x = = 1\ntry:\n    pass\nexcept ValueError:\n    pass\nelse:\n    pass",
}
# These fail in Jupyter without an exception.
COMMANDS = [
    *("%cd .", "%pip --no-such-option"),
    *("!no-such-command install pandas", "files = !no-such-command"),
]
# These end their cell, as they do for the student.
ENDING = ["1 / 0", "raise KeyError('x')", "no_such_name", "assert 0"]


def cells() -> list[str]:
    above = [*BROKEN.values(), *UNREADABLE.values(), *COMMANDS, *ENDING]
    return [f"{lines}\nreached = {number}" for number, lines in enumerate(above)]


def notebook() -> NotebookNode:
    """Each cell, followed by one that shows how far it got."""
    both = [[new_code_cell(cell), new_code_cell("print(reached)")] for cell in cells()]
    return new_notebook(cells=[cell for pair in both for cell in pair])


def reached(ran: NotebookNode) -> list[bool]:
    # A kernel may send what one `print` writes in two pieces.
    shown = ["".join(out.get("text", "") for out in cell.outputs) for cell in ran.cells[1::2]]
    return [text == f"{number}\n" for number, text in enumerate(shown)]


@pytest.fixture(scope="module")
def graded() -> NotebookNode:
    with Sandbox() as sandbox:
        return sandbox.run(notebook(), {}, "seed").notebook


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    ran = notebook()
    check.run_notebook(ran, tmp_path_factory.mktemp("check"), check.Limits())
    return ran


@pytest.mark.slow
@pytest.mark.parametrize("door", ["graded", "checked"])
def test_the_rest_of_the_cell_runs(door: str, request: pytest.FixtureRequest) -> None:
    got = reached(request.getfixturevalue(door))
    lost = [name for name, fine in zip([*BROKEN, *UNREADABLE], got, strict=False) if not fine]
    assert not lost


@pytest.mark.slow
@pytest.mark.parametrize("door", ["graded", "checked"])
def test_a_command_that_fails_is_no_exception(door: str, request: pytest.FixtureRequest) -> None:
    got = reached(request.getfixturevalue(door))[len(BROKEN) + len(UNREADABLE) :]
    assert got[: len(COMMANDS)] == [True] * len(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("door", ["graded", "checked"])
def test_any_other_error_ends_its_cell(door: str, request: pytest.FixtureRequest) -> None:
    got = reached(request.getfixturevalue(door))
    assert got[-len(ENDING) :] == [False] * len(ENDING)


def test_the_student_and_the_instructor_learn_which_line_it_was() -> None:
    source = "import math\nimport nowhere_at_all as na\nx = 1"
    with Sandbox() as sandbox:
        run = sandbox.run(new_notebook(cells=[new_code_cell(source)]), {}, "seed")
    said = (
        "Line 2, `import nowhere_at_all as na`, failed with "
        "ModuleNotFoundError: No module named 'nowhere_at_all'\nThe rest of this cell was run."
    )
    assert run.troubles == {0: said}
    assert run.notebook.cells[0].outputs[-1].text == f"{said}\n"


def said_of(source: str) -> str:
    error = Error("SyntaxError", "invalid syntax")
    return run_rest(source, error, lambda statement: None) or ""


def test_where_git_left_its_marks_the_lines_are_named() -> None:
    assert said_of(UNREADABLE["what git leaves where a merge failed"]) == (
        "Git has left conflict markers in this cell (lines 2, 4, 6): keep the version that is "
        "right, and delete these lines.\nThe rest of this cell was run."
    )
    in_a_function = "def f(x):\n<<<<<<< a\n    return 1\n=======\n    return 2\n>>>>>>> b"
    assert "(lines 2, 4, 6)" in said_of(in_a_function)
    assert "The rest" not in said_of(in_a_function), "nobody knows which version is meant"


def test_a_line_that_is_not_python_is_named_and_many_are_counted() -> None:
    assert said_of("import math\nprint(math.pi\nx = 1").startswith(
        "Line 2, `print(math.pi`, failed with SyntaxError: '(' was never closed"
    )
    assert "3 more lines failed." in said_of("x = 1\n" + "so it is\n" * 8)
    assert said_of("nothing here is Python") == ""


def test_a_cell_whose_code_reads_code_that_is_not_python_runs_once() -> None:
    assert broken("n = 1\neval('1 +')\nn = 2", Error("SyntaxError", "invalid syntax")) is None


@pytest.mark.slow
def test_no_statement_runs_twice() -> None:
    source = "n = 0\nn += 1\nimport nowhere_at_all\nn += 1\nprint(n)"
    with Sandbox() as sandbox:
        run = sandbox.run(new_notebook(cells=[new_code_cell(source)]), {}, "seed")
    assert "2\n" in [output.get("text") for output in run.notebook.cells[0].outputs]


@pytest.mark.slow
def test_a_cell_of_checks_stops_at_its_first_error() -> None:
    cell = new_code_cell("import nowhere_at_all\nprint('passed')")
    cell.metadata["nbgrader"] = {"grade_id": "t", "grade": True, "solution": False, "points": 1}
    with Sandbox() as sandbox:
        run = sandbox.run(new_notebook(cells=[cell]), {}, "seed")
    assert [output.output_type for output in run.notebook.cells[0].outputs] == ["error"]


@pytest.mark.slow
def test_a_process_that_has_to_start_over_gets_as_far_again() -> None:
    cells = ["import nowhere_at_all\nx = 5", "import os; os._exit(1)", "print(x)"]
    with Sandbox() as sandbox:
        run = sandbox.run(new_notebook(cells=[new_code_cell(cell) for cell in cells]), {}, "seed")
    assert run.notebook.cells[2].outputs[0].text == "5\n"


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5000 + ")" * 5000,
        "import x\n" + "%m\n" * 20_000,
        "import x\n" + "y = 1\n" * 100_000,
        "import x\n" + "-" * 20_000 + "1",
        "import x\nnot python at all",
        "import x\n" + "x = (\n" * 399,
        "import x\n" + ("(" * 79 + "\n") * 399,
        "import x\n" + '"""\n' * 399,
    ],
    ids=["parentheses", "magics", "length", "signs", "no Python", "open", "more", "strings"],
)
def test_a_cell_made_to_hold_up_the_grader_is_left_as_it_is(source: str) -> None:
    error = Error("ModuleNotFoundError", "No module named 'x'", ["Cell In[1], line 1"])
    started = time.process_time()
    assert broken(source, error) is None
    broken(source, Error("SyntaxError", "invalid syntax"))
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_where_the_time_is_up_nobody_says_that_the_rest_was_run() -> None:
    source = "import nowhere_at_all\nwhile True: pass\nx = 1"
    with Sandbox(Limits(cell_seconds=1.0)) as sandbox:
        run = sandbox.run(new_notebook(cells=[new_code_cell(source)]), {}, "seed")
    shown = "".join(output.get("text", "") for output in run.notebook.cells[0].outputs)
    assert "import nowhere_at_all" in shown and "The rest" not in shown
    assert run.troubles == {0: "The cell did not finish in time and was interrupted."}
