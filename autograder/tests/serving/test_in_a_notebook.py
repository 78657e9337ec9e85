"""`verdict("…")` in a student's kernel, whatever the student's code does."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from .conftest import QUESTION, Running

ASK = f'from autograder_check import verdict\nverdict("{QUESTION}")'
RIGHT = "from eager import Tensor, Variable; fitting = Variable._array_from"
OWN = """
class Variable(Variable):
    def assign_sub(self, delta):
        {body}
"""
WRONG = OWN.format(body="return self.assign_add(delta)")
LOOP = OWN.format(body="while True: pass")
STUBBORN = OWN.format(
    body="""
        for _ in range(10 ** 9):
            try:
                while True: pass
            except KeyboardInterrupt: pass
    """
)
EXITS = OWN.format(body="exit()")
SHOUTS = OWN.format(body="print('!' * 10 ** 6); display('!!'); input(); return self.assign_add(-1)")
QUICK = """
from autograder_check.trying import try_cases
try_cases.__defaults__ = (*try_cases.__defaults__[:-1], 0.3)  # seconds for a case
"""


class Kernel:
    """A notebook that goes on, cell by cell."""

    def __init__(self, client: NotebookClient) -> None:
        self.client = client

    def run(self, source: str) -> list[Any]:
        """The outputs of a new cell, which fails if the cell does."""
        cell = new_code_cell(source)
        self.client.nb.cells.append(cell)
        self.client.execute_cell(cell, len(self.client.nb.cells) - 1)
        return cell.outputs

    def ask(self, *before: str) -> tuple[str, str]:
        """The text and the HTML of the one output that asking for a verdict leaves."""
        for source in before:
            self.run(source)
        (output,) = self.run(ASK)
        return output.data["text/plain"], output.data.get("text/html", "")


@pytest.fixture(scope="module")
def kernel(open_server: Running) -> Iterator[Kernel]:
    client = NotebookClient(new_notebook(), kernel_name="python3", timeout=60)
    with client.setup_kernel(env={**os.environ, "AUTOGRADER_SERVER": open_server.url}):
        yield Kernel(client)


def test_it_shows_the_card_that_feedback_shows(kernel: Kernel) -> None:
    text, html = kernel.ask(RIGHT, WRONG)
    assert "4.75 of 6 points" in text and "Your `assign_sub` adds." in text
    assert "class='autograder-verdict'" in html and "Hint:" in html
    text, html = kernel.ask(RIGHT)
    assert "6 of 6 points" in text and "Hint:" not in html


def test_a_name_that_is_missing_is_named(kernel: Kernel) -> None:
    text, html = kernel.ask("del Variable")
    assert text == "First run the cells that define `Variable`, then ask again."


@pytest.mark.parametrize("broken", [LOOP, STUBBORN], ids=["plain", "catches interrupts"])
def test_an_endless_loop_is_stopped_and_shown(kernel: Kernel, broken: str) -> None:
    text, _ = kernel.ask(QUICK, RIGHT, broken)
    assert text.startswith("This case was stopped after 0.3 s.")
    assert "v.assign_sub(b)" in text


def test_code_that_exits_prints_displays_and_waits_is_judged(kernel: Kernel) -> None:
    text, _ = kernel.ask(RIGHT, EXITS)
    assert "got: raised SystemExit" in text
    text, _ = kernel.ask(RIGHT, SHOUTS)
    assert "got: raised EOFError" in text
    assert kernel.run("print(1 + 1)")[0].text == "2\n"  # it lives, and prints again


def test_a_patched_builtin_does_not_stop_it(kernel: Kernel) -> None:
    kernel.run("import builtins; kept = builtins.print, builtins.len\nprint = list = 5")
    text, _ = kernel.ask("builtins.print = None", RIGHT, WRONG)
    kernel.run("builtins.print, builtins.len = kept; del print, list")
    assert "Your `assign_sub` adds." in text


def test_without_a_server_one_line_says_so(kernel: Kernel) -> None:
    (output,) = kernel.run(f'{RIGHT}\nverdict("{QUESTION}", server="http://127.0.0.1:9")')
    text = output.data["text/plain"]
    assert "cannot be reached" in text and "\n" not in text
    kernel.run('import os; server = os.environ.pop("AUTOGRADER_SERVER")')
    text, _ = kernel.ask()
    assert text.startswith("No server for verdicts is known here") and "\n" not in text
    kernel.run('os.environ["AUTOGRADER_SERVER"] = server')


def test_where_a_notebook_is_graded_nothing_is_asked(kernel: Kernel) -> None:
    kernel.run("import os; os.environ['AUTOGRADER_SEED'] = 'any'")
    assert kernel.run(ASK) == []
    kernel.run("del os.environ['AUTOGRADER_SEED']")
