"""A cell that ends its process costs itself; the others run as if it had not been there."""

from collections.abc import Callable

import pytest

from autograder.outside.sandbox import Limits, Run

from .conftest import error, text

ENDS = {
    "exit": "import os\nos._exit(3)",
    "kill": "import os\nos.kill(os.getpid(), 9)",
    "terminate": "import signal\nsignal.raise_signal(signal.SIGTERM)",
    "abort": "import os\nos.abort()",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "recursion in C": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
    "closed pipes": "import os\nos.closerange(3, 64)",
    "stop": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "thread": "import os, threading\nt = threading.Thread(target=os._exit, args=(1,)); t.start(); "
    "t.join()",
}
SHORT = Limits(cell_seconds=2.0, grace_seconds=0.5, notebook_seconds=40.0)


@pytest.mark.slow
@pytest.mark.parametrize("how", ENDS)
def test_the_cells_before_and_after_keep_their_results(run: Callable[..., Run], how: str) -> None:
    ran = run("x = [1]\nx", ENDS[how], "x.append(2)\nx", limits=SHORT)
    assert list(ran.troubles) == [1]
    assert (text(ran, 0), text(ran, 2)) == ("[1]", "[1, 2]")
    assert error(ran, 1).startswith(("DeadKernelError", "CellTimeoutError"))
    assert [cell.execution_count for cell in ran.notebook.cells] == [1, 2, 3]


@pytest.mark.slow
def test_the_reason_says_how_it_ended(run: Callable[..., Run]) -> None:
    for how, reason in {
        "exit": "exit status 3",
        "segfault": "segmentation fault",
        "abort": "aborted",
        "terminate": "signal 15",
    }.items():
        ran = run(ENDS[how])
        assert reason in ran.troubles[0] and reason in error(ran)
        assert ran.notebook.cells[0].metadata["autograder"]["trouble"] == ran.troubles[0]


@pytest.mark.parametrize(
    "code", ["exit()", "quit()", "import sys\nsys.exit(1)", "raise SystemExit"]
)
def test_leaving_politely_ends_nothing(run: Callable[..., Run], code: str) -> None:
    ran = run("x = 1", code, "x")
    assert ran.troubles == {} and text(ran) == "1"


def test_earlier_cells_are_replayed_unseen_and_once(run: Callable[..., Run]) -> None:
    ran = run(
        "import os\nprint('seen once')\nopen('log', 'a').write('x');",
        "x = [1]",
        ENDS["exit"],
        "x.append(len(open('log').read()))\nx",
        ENDS["kill"],
        "x.append(len(open('log').read()))\nx",
    )
    assert list(ran.troubles) == [2, 4]
    assert (text(ran, 0), text(ran, 3), text(ran, 5)) == ("seen once\n", "[1, 1]", "[1, 1, 1]")


def test_names_and_numbers_of_cells_are_as_they_were(run: Callable[..., Run]) -> None:
    ran = run("'a'", ENDS["exit"], "In[1], Out[1], len(In)")
    assert text(ran) == "(\"'a'\", 'a', 4)"


def test_a_cell_that_only_ends_the_replay_keeps_what_it_earned(run: Callable[..., Run]) -> None:
    ran = run(
        "x = 1\nx",
        "import os\nif len(os.listdir()) > 1: os._exit(1)\nprint('fine')",
        "import os\nos.listdir()",
        ENDS["exit"],
        "x",
    )
    assert list(ran.troubles) == [3]
    assert (text(ran, 1), text(ran, 4)) == ("fine\n", "1")


def test_cells_without_code_do_not_count(run: Callable[..., Run]) -> None:
    ran = run("1", "", "  \n", "2")
    assert [cell.execution_count for cell in ran.notebook.cells] == [1, None, None, 2]


@pytest.mark.slow
def test_a_notebook_whose_every_cell_ends_its_process_comes_to_an_end(
    run: Callable[..., Run],
) -> None:
    ran = run(*[ENDS["exit"]] * 5, "'last'")
    assert list(ran.troubles) == [0, 1, 2, 3, 4] and text(ran) == "'last'"
