"""What a submission may use up: time, memory, files, threads, and what it displays."""

import json
import platform
from collections.abc import Callable
from dataclasses import replace

import pytest

from autograder.inside.ask import ANSWERS_MIME
from autograder.outside.sandbox import Limits, Run

from .conftest import error, text

SHORT = Limits(cell_seconds=1.0, grace_seconds=0.5, notebook_seconds=30.0)
MIB = 1024 * 1024

# A loop that no interrupt of Python's reaches before it is done.
LOOP_IN_C = "import itertools\nprint('begins')\nsum(itertools.repeat(0))"
IGNORES = (
    "import time\nwhile True:\n"
    "    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
)


# -- time


def test_a_cell_that_takes_too_long_is_interrupted_and_the_next_goes_on(
    run: Callable[..., Run],
) -> None:
    ran = run("x = 1", "x = 2\nprint('begins')\nwhile True: pass", "x", limits=SHORT)
    assert list(ran.troubles) == [1] and "did not finish in time" in ran.troubles[1]
    kinds = [output.output_type for output in ran.notebook.cells[1].outputs]
    names = [output.get("ename") for output in ran.notebook.cells[1].outputs]
    assert kinds == ["stream", "error", "error"]
    assert names == [None, "KeyboardInterrupt", "CellTimeoutError"]
    assert text(ran) == "2"  # the same process


@pytest.mark.slow
def test_sleeping_is_interrupted_too(run: Callable[..., Run]) -> None:
    ran = run("import time\ntime.sleep(60)", "1", limits=SHORT)
    assert list(ran.troubles) == [0] and ran.seconds < 20


@pytest.mark.slow
def test_an_awaiting_cell_is_cancelled(run: Callable[..., Run]) -> None:
    ran = run("import asyncio\nx = 1", "await asyncio.sleep(60)", "x", limits=SHORT)
    assert list(ran.troubles) == [1] and text(ran) == "1"
    assert "CancelledError" in [o.get("ename") for o in ran.notebook.cells[1].outputs]


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", [LOOP_IN_C, IGNORES, f"import signal\nsignal.signal(2, signal.SIG_IGN)\n{LOOP_IN_C}"]
)
def test_a_cell_that_does_not_heed_the_interrupt_is_killed(
    run: Callable[..., Run], code: str
) -> None:
    ran = run("x = 1", code, "x", limits=SHORT)
    assert list(ran.troubles) == [1] and "did not stop when its time was up" in ran.troubles[1]
    assert error(ran, 1).startswith("CellTimeoutError")
    assert text(ran) == "1"


@pytest.mark.slow
def test_what_a_killed_cell_printed_is_there(run: Callable[..., Run]) -> None:
    assert text(run(LOOP_IN_C, limits=SHORT)) == "begins\n"


@pytest.mark.slow
def test_cells_after_the_notebooks_time_are_not_run_and_say_so(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, notebook_seconds=1.5, cell_seconds=60)
    ran = run("'first'", "while True: pass", "'third'", "'fourth'", limits=limits)
    assert list(ran.troubles) == [1, 2, 3]
    assert text(ran, 0) == "'first'"
    assert "time (1.5 s) was used up" in ran.troubles[3]
    cell = ran.notebook.cells[3]
    assert cell.execution_count is None and error(ran, 3).startswith("CellTimeoutError")
    assert cell.metadata["autograder"]["trouble"] == ran.troubles[3]


@pytest.mark.slow
def test_a_process_that_computes_too_much_in_total_is_ended(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20, cpu_seconds=1)
    ran = run("while True: pass", limits=limits)
    assert "more than 1 s of processor time" in ran.troubles[0]


def test_an_answer_given_in_time_stays_when_the_rest_of_the_cell_is_late(
    run: Callable[..., Run],
) -> None:
    show = f"get_ipython().display_pub.publish({{{ANSWERS_MIME!r}: 42}})\n"
    ran = run(f"{show}while True: pass", limits=SHORT)
    assert any(ANSWERS_MIME in o.get("data", {}) for o in ran.notebook.cells[0].outputs)


def test_a_killed_cell_loses_its_answers(run: Callable[..., Run]) -> None:
    show = f"get_ipython().display_pub.publish({{{ANSWERS_MIME!r}: 42}})\nprint('shown')\n"
    ran = run(f"{show}import os\nos._exit(0)")
    assert ANSWERS_MIME not in json.dumps(ran.notebook.cells[0].outputs)
    assert text(ran) == "shown\n"


# -- memory, files, threads


def test_memory_is_limited_and_the_notebook_goes_on(run: Callable[..., Run]) -> None:
    ran = run(
        "import numpy as np\nheld = np.ones(10 * 2**20)",
        "np.ones(2**30)",
        "import mmap\nmmap.mmap(-1, 2**32)",
        "held.sum()",
        limits=replace(SHORT, memory_bytes=256 * MIB),
    )
    assert "MemoryError" in error(ran, 1) and "Cannot allocate memory" in error(ran, 2)
    assert ran.troubles == {} and text(ran) == "np.float64(10485760.0)"


def test_as_much_memory_as_the_limit_says_can_be_used_with_threads(
    run: Callable[..., Run],
) -> None:
    ran = run(
        "import numpy as np\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "def work(i): return float(np.ones(2**20).sum())\n"
        "with ThreadPoolExecutor(8) as pool: print(sum(pool.map(work, range(64))))\n"
        "print(np.ones(20 * 2**20).sum())",
        limits=replace(SHORT, cell_seconds=20, memory_bytes=512 * MIB),
    )
    assert text(ran) == f"{64 * 2.0**20}\n{20 * 2.0**20}\n", error(ran)


def test_what_was_used_is_known(run: Callable[..., Run]) -> None:
    ran = run("import numpy as np\nfor i in range(20): np.ones(10 * 2**20).sum()")
    assert ran.memory_bytes > 80 * MIB
    assert ran.cpu_seconds > 0 and ran.seconds > 0


def test_files_cannot_be_opened_without_end(run: Callable[..., Run]) -> None:
    code = "held = []\nwhile True: held.append(open('x', 'w'))"
    ran = run(code, "del held\nopen('y', 'w').close()", limits=SHORT)
    assert "Too many open files" in error(ran, 0) and error(ran, 1) == ""


def test_a_file_cannot_grow_without_end(run: Callable[..., Run]) -> None:
    ran = run(
        "with open('x', 'wb') as f:\n    while True: f.write(bytes(2**20))",
        limits=replace(SHORT, file_bytes=4 * MIB),
    )
    assert "File too large" in error(ran)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, most, what",
    [
        ("f'{i}'", 16, "more than 16 MiB of files"),
        ("tempfile.TemporaryFile", 16, "more than 16 MiB of files"),
        ("f'empty-{i}'", 0, "more than 4096 files and folders"),
    ],
)
def test_files_together_cannot_grow_without_end(
    run: Callable[..., Run], name: str, most: int, what: str
) -> None:
    make = "tempfile.TemporaryFile()" if "temp" in name else f"open({name}, 'wb')"
    ran = run(
        "import itertools, tempfile, time\nheld = []\n"
        f"for i in itertools.count():\n    f = {make}\n    f.write(bytes({min(most, 1)} * 2**20))\n"
        "    f.flush()\n    held[:] = [f, *held[:40]]\n    time.sleep(0.0005)",
        "'goes on'",
        limits=replace(SHORT, cell_seconds=20, scratch_bytes=(most or 256) * MIB),
    )
    assert what in ran.troubles[0] and text(ran) == "'goes on'"


@pytest.mark.slow
def test_removed_files_in_memory_count_as_files(run: Callable[..., Run]) -> None:
    ran = run(
        "import itertools, mmap, os, time\nheld = []\n"
        "for i in itertools.count():\n"
        "    with open('x', 'wb+') as f:\n"
        "        f.write(bytes(2**20))\n"
        "        f.flush()\n"
        "        held.append(mmap.mmap(f.fileno(), 2**20))\n"
        "    os.remove('x')\n    time.sleep(0.01)",
        "'goes on'",
        limits=replace(SHORT, cell_seconds=20, scratch_bytes=16 * MIB),
    )
    assert "more than 16 MiB of files" in ran.troubles[0] and text(ran) == "'goes on'"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers are of x86-64")
@pytest.mark.parametrize("shared", [0x700, 0xB00, 0xD00, 0xE00], ids=hex)
def test_a_thread_shares_memory_folder_files_and_signals(
    run: Callable[..., Run], shared: int
) -> None:
    # Without a stack of its own such a thread would crash, were it made.
    ran = run(
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"libc.syscall(56, {0x10000 | shared}, None, None, None, None), ctypes.get_errno()"
    )
    assert text(ran) in ("(-1, 38)", "(-1, 1)")


def test_threads_cannot_be_started_without_end(run: Callable[..., Run]) -> None:
    code = (
        "import threading, time\n"
        "while True: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )
    ran = run(code, "'goes on'", limits=replace(SHORT, cell_seconds=20, threads=16))
    assert "can't start new thread" in error(ran, 0) or "more than 16 threads" in ran.troubles[0]
    assert text(ran) == "'goes on'"


# -- what is displayed


@pytest.mark.slow
def test_a_flood_of_text_is_cut_and_what_comes_after_it_counts(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20, output_bytes=MIB)
    show = f"get_ipython().display_pub.publish({{{ANSWERS_MIME!r}: 42}})"
    ran = run(f"for i in range(300_000): print('a flood of text', i)\n{show}", "2", limits=limits)
    outputs = ran.notebook.cells[0].outputs
    assert MIB / 2 < len(outputs[0].text) <= MIB
    assert "displayed more than 1 MiB" in ran.troubles[0] and "1 MiB" in outputs[1].text
    assert ANSWERS_MIME in outputs[2].data and text(ran) == "2"
    assert "autograder" not in ran.notebook.cells[0].metadata  # its answers are whole


def test_a_flood_of_displays_is_cut(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20, output_bytes=MIB)
    ran = run("for i in range(3000): display('x' * 1000)", limits=limits)
    assert list(ran.troubles) == [0] and len(json.dumps(ran.notebook)) < 2 * MIB


def test_a_flood_past_pythons_own_streams_is_cut(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20, output_bytes=MIB)
    ran = run("import os\nfor i in range(300): os.write(1, b'x' * 10_000)", "2", limits=limits)
    assert "more than 1 MiB" in ran.troubles[0] and len(json.dumps(ran.notebook)) < 2 * MIB


def test_all_cells_together_are_limited_too(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20, output_bytes=MIB, notebook_output_bytes=3 * MIB)
    ran = run(*["print('x' * 900_000)"] * 6, limits=limits)
    assert list(ran.troubles) == [3, 4, 5] and "The notebook displayed" in ran.troubles[5]


def test_a_single_huge_output_ends_the_process_and_nothing_else(run: Callable[..., Run]) -> None:
    limits = replace(SHORT, cell_seconds=20)
    ran = run("display({'text/plain': 'x' * 50_000_000}, raw=True)", "'goes on'", limits=limits)
    assert list(ran.troubles) == [0] and text(ran) == "'goes on'"


def test_answers_that_are_too_large_are_left_out_with_the_reason(run: Callable[..., Run]) -> None:
    show = f"get_ipython().display_pub.publish({{{ANSWERS_MIME!r}: 'x' * 2_000_000}})"
    ran = run(show, "'goes on'", limits=replace(SHORT, answers_bytes=MIB))
    assert "answers were larger than 1 MiB" in ran.troubles[0]
    assert ran.notebook.cells[0].metadata["autograder"]["trouble"] == ran.troubles[0]
    assert ran.notebook.cells[0].outputs == [] and text(ran) == "'goes on'"


@pytest.mark.slow
def test_a_deadline_does_not_wait_for_a_flood_to_end(run: Callable[..., Run]) -> None:
    ran = run("while True: print('x' * 100)", "'goes on'", limits=SHORT)
    assert ran.seconds < 20 and text(ran) == "'goes on'"
