"""A sandbox serves one notebook after another and lets nothing pass between them."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.inside.sealed.orders import MARK
from autograder.outside.sandbox import (
    Limits,
    Run,
    Sandbox,
    SandboxUnavailable,
    child,
    machine,
    parent,
)
from eager_course.course import COURSE

from .conftest import SEED, error, notebook, text

LEAVES_THINGS_BEHIND = """
import builtins, os, sys, threading, time
import numpy as np, matplotlib.pyplot as plt, IPython
from autograder.inside.questions import find_question
open('left.txt', 'w').write('x'); os.mkdir('deep')
builtins.left = np.left = IPython.left = 1
np.ones = builtins.abs = print
plt.rcParams['figure.figsize'] = (1, 1); plt.figure()
get_ipython().display_pub.publish = lambda *a, **k: None
find_question('variables-assign').parts.clear()
sys.path.append('/left'); os.environ['LEFT'] = '1'
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
LOOKS = """
import builtins, os, sys, threading
import numpy as np, matplotlib, matplotlib.pyplot as plt
from autograder.inside.questions import find_question
print(os.listdir(), hasattr(builtins, 'left'), hasattr(np, 'left'), len(np.ones(3)), abs(-1))
print(matplotlib.rcParams['figure.figsize'], plt.get_fignums())
print(len(find_question('variables-assign').parts) > 0)
print('/left' in sys.path, 'LEFT' in os.environ, threading.active_count())
"""


@pytest.fixture
def own(can_seal: None):
    """A sandbox for one test."""
    with Sandbox(admitted=COURSE.admitted) as sandbox:
        yield sandbox


def test_the_next_notebook_finds_everything_as_new(run: Callable[..., Run]) -> None:
    new = text(run(LOOKS))
    assert new.splitlines()[0] == "[] False False 3 1"
    assert error(run(LEAVES_THINGS_BEHIND)) == ""
    assert text(run(LOOKS)) == new


@pytest.mark.slow
def test_something_else_is_done_while_the_cells_run(own: Sandbox) -> None:
    done = threading.Event()

    def other() -> None:
        assert own._parent is not None and list(own._parent.room.iterdir())  # the cells' folder
        done.set()

    own.run(notebook("import time; time.sleep(0.5)"), {}, SEED, meanwhile=other)
    assert done.is_set()
    done.clear()
    own.run(notebook(), {}, SEED, meanwhile=done.set)
    assert done.is_set()


@pytest.mark.slow
def test_the_scratch_folder_is_gone_afterwards(own: Sandbox) -> None:
    for code in ("x", "import os; os._exit(1)", "while True: pass"):
        ran = own.run(
            notebook("import os\nprint(os.getcwd(), end='')\nopen('x', 'w').close()", code),
            {"data.txt": b"1"},
            SEED,
            Limits(cell_seconds=1, grace_seconds=1),
        )
        assert text(ran, 0).startswith(os.sep) and not Path(text(ran, 0)).exists()


@pytest.mark.slow
def test_folders_that_are_deep_or_closed_are_removed_too(own: Sandbox) -> None:
    ran = own.run(
        notebook(
            "import os\nprint(os.getcwd(), end='')\n"
            "os.mkdir('closed', 0)\nos.makedirs('closed too/in'); os.mkdir('a', 0o700)\n"
            "for i in range(1500): os.mkdir('d'); os.chdir('d')"
        ),
        {},
        SEED,
    )
    assert error(ran) == "" and not Path(text(ran)).exists()
    assert error(own.run(notebook("import os\nassert os.listdir() == []"), {}, SEED)) == ""


@pytest.mark.slow
def test_closing_leaves_no_process_and_no_folder(can_seal: None) -> None:
    with Sandbox(admitted=COURSE.admitted) as sandbox:
        sandbox.run(notebook("1"), {}, SEED)
        pids, folder = [started(sandbox), serving(sandbox)], sandbox._parent.folder
        assert folder.is_dir()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert not folder.exists()


def started(sandbox: Sandbox) -> int:
    """The process that a sandbox has started."""
    return sandbox._parent.pid


def serving(sandbox: Sandbox) -> int:
    """The one that forks while no notebook runs: its child, if it has a PID namespace."""
    pid = started(sandbox)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else pid


def test_files_of_the_submission_are_there(run: Callable[..., Run]) -> None:
    files = {"data/points.csv": b"1,2", "helper.py": b"def f(): return 'helped'"}
    ran = run("import helper\nhelper.f(), open('data/points.csv').read()", files=files)
    assert text(ran) == "('helped', '1,2')"


@pytest.mark.parametrize("name", ["../out", "/out", "a/../../out", "", ".."])
def test_no_file_is_put_outside_of_the_folder(run: Callable[..., Run], name: str) -> None:
    with pytest.raises(ValueError, match="no place in a scratch folder"):
        run("1", files={"fine": b"", name: b"x"})
    assert text(run("import os\nos.listdir()")) == "[]"


def test_code_that_draws_without_a_seed_draws_the_same_when_graded_again(
    run: Callable[..., Run], sandbox: Sandbox
) -> None:
    code = "import random, numpy as np\nprint(random.random(), np.random.normal(), hash('x'))"
    assert text(run(code)) == text(run(code))
    assert text(run(code)) != text(sandbox.run(notebook(code), {}, "another seed"))


def test_a_thread_that_an_earlier_cell_left_displays_nothing_in_a_later_one(
    run: Callable[..., Run],
) -> None:
    ran = run(
        "import threading, time\nfrom IPython.display import display\n"
        "def late():\n    go.wait(); display('late'); gone.set()\n"
        "go, gone = threading.Event(), threading.Event()\n"
        "threading.Thread(target=late, daemon=True).start()",
        "go.set(); gone.wait(5)\ndisplay('mine')",
    )
    assert text(ran) == "'mine'" and text(ran, 0) == ""


def test_a_thread_of_the_running_cell_displays(run: Callable[..., Run]) -> None:
    ran = run(
        "import threading\nfrom IPython.display import display\n"
        "t = threading.Thread(target=display, args=('hers',)); t.start(); t.join()"
    )
    assert text(ran) == "'hers'"


@pytest.mark.slow
def test_another_parent_is_started_when_one_was_killed(own: Sandbox) -> None:
    own.run(notebook("1"), {}, SEED)
    for which in (started, serving):
        before = started(own)
        os.kill(which(own), signal.SIGKILL)
        assert text(own.run(notebook("1"), {}, SEED)) == "1"
        assert started(own) != before


@pytest.mark.slow
def test_a_child_does_not_outlive_a_killed_parent_and_the_notebook_runs_again(
    own: Sandbox,
) -> None:
    own.run(notebook("1"), {}, SEED)
    before, folder = started(own), own._parent.folder
    victims = [before]

    def kill_once() -> None:
        while victims:
            os.kill(victims.pop(), signal.SIGKILL)

    ran = own.run(notebook("import time\ntime.sleep(1)\n1"), {}, SEED, meanwhile=kill_once)
    assert not processes_in(folder)
    assert ran.troubles == {} and text(ran) == "1" and started(own) != before


@pytest.mark.slow
def test_a_parent_that_did_not_answer_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox(unsafe=True, admitted=COURSE.admitted) as own:
        own.run(notebook("1"), {}, SEED)
        before, stopped = started(own), serving(own)

        def stop() -> None:
            os.kill(stopped, signal.SIGSTOP)
            monkeypatch.setattr(parent, "ANSWER_SECONDS", 0.5)

        ran = own.run(notebook("1"), {}, SEED, meanwhile=stop)  # at whose end it hears nothing
        assert ran.troubles == {}
        monkeypatch.undo()
        os.kill(stopped, signal.SIGCONT)  # now it says what nobody waits for any more
        again = own.run(notebook("1"), {}, SEED)
        assert again.troubles == {} and text(again) == "1" and started(own) != before


@pytest.mark.slow
@pytest.mark.parametrize("slow", [1, 2])
def test_a_process_that_is_not_sealed_in_time_is_tried_once_more(
    own: Sandbox, monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    close, closed = parent.WarmParent.close, []

    def close_and_go_on(self: parent.WarmParent) -> None:
        close(self)
        closed.append(self)
        if len(closed) == slow:
            monkeypatch.undo()

    monkeypatch.setattr(child, "SEAL_SECONDS", 0.0)
    monkeypatch.setattr(parent.WarmParent, "close", close_and_go_on)
    if slow == 1:
        assert text(own.run(notebook("1"), {}, SEED)) == "1"
    else:
        with pytest.raises(SandboxUnavailable, match="twice.*did not answer in time"):
            own.run(notebook("1"), {}, SEED)


@pytest.mark.slow
def test_a_killed_grader_leaves_no_process_and_no_folder(can_seal: None, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\nfrom nbformat.v4 import new_code_cell, new_notebook\n"
        "from autograder.outside.sandbox import Sandbox\n"
        "code = 'import os\\nprint(os.getcwd())'\n"
        "sandbox = Sandbox()\n"
        "ran = sandbox.run(new_notebook(cells=[new_code_cell(code)]), {}, 's')\n"
        "print(ran.notebook.cells[0].outputs[0].text, sandbox._parent.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    folder, parent = said.stdout.split()
    wait_until(lambda: not Path(folder).parents[1].exists())
    wait_until(lambda: not Path(f"/proc/{parent}").exists() or is_zombie(parent))
    assert not processes_in(Path(folder).parents[1])


def wait_until(holds: Callable[[], bool]) -> None:
    import time

    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


def processes_in(folder: Path) -> list[str]:
    """The processes that were started with this folder as their home."""
    home, found = f"HOME={folder}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if home in (process / "environ").read_bytes():
                found.append(process.name)
    return found


def is_zombie(pid: str) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.slow
def test_the_warm_parent_removes_only_the_folder_that_was_made_for_it(tmp_path: Path) -> None:
    (tmp_path / "precious").touch()
    subprocess.run([sys.executable, "-c", parent.PROGRAM], cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert (tmp_path / "precious").exists() and not (tmp_path / MARK).exists()


def test_a_machine_that_cannot_seal_refuses_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "landlock_abi", lambda: 0)
    with pytest.raises(SandboxUnavailable, match="Landlock is needed.*autograder doctor.*--unsafe"):
        Sandbox()


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_another_system_refuses_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(SandboxUnavailable, match="Linux machine or in a Linux container"):
        Sandbox()


@pytest.mark.slow
def test_unsealed_cells_run_in_the_same_way_after_a_warning(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("is read")
    limits = Limits(cell_seconds=1, grace_seconds=1)
    with Sandbox(limits, unsafe=True, admitted=COURSE.admitted) as sandbox:
        assert "unsealed, with your rights" in capsys.readouterr().err
        ran = sandbox.run(
            notebook(f"open({str(tmp_path / 'file')!r}).read()", "while True: pass", "2"), {}, SEED
        )
    assert text(ran, 0) == "'is read'" and list(ran.troubles) == [1] and text(ran) == "2"
