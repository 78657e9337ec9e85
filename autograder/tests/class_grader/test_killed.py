"""Whenever the grader is killed, running it again brings everything to a good end."""

import functools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.outside.course import CourseFolder

from .conftest import LINE, SUM_LOSS, Class, states

pytestmark = pytest.mark.slow

STUDENTS = [f"student-{number:02}" for number in range(16)]
PATIENCE = 60.0  # seconds, on a machine that is busy with other things


def hand_in(group: Class) -> None:
    """A class of right and wrong submissions, the same whenever it is called."""
    group.submit("broken", b"{")
    for number, student in enumerate(STUDENTS):
        wrong = {"loss_mse_solution": SUM_LOSS} if number % 3 == 0 else {}
        group.submit(student, group.solved(**wrong))
    share_a_secret(group)


def share_a_secret(group: Class) -> None:
    """Have the class draw what every other class with this secret draws."""
    (group.root / ".autograder").mkdir(exist_ok=True)
    (group.root / ".autograder" / "secret").write_text("the same for all\n")


def graded(group: Class) -> dict[str, tuple[dict[str, float | None], dict[str, bytes]]]:
    """Student -> points by cell, and what was autograded."""
    return {
        student: (score.cells, files_below(group.folder(student, step="autograded")))
        for student, score in group.scores().items()
    }


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def remembered(group: Class) -> set[str]:
    """The students who have an entry in the journal."""
    return {path.stem for path in (group.root / ".autograder" / "graded" / LINE).glob("*.json")}


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and those that they have started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may contain anything, even parentheses.
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it has ended meanwhile
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def wait_until(done: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, f"waited too long for {what}"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def start() -> Iterator[Callable[[Class], subprocess.Popen]]:
    """Starts graders in separate processes; ends those that are left."""
    started: list[subprocess.Popen] = []

    def begin(group: Class) -> subprocess.Popen:
        command = [sys.executable, "-m", "autograder", "grade", LINE, "--json", "--jobs", "2"]
        process = subprocess.Popen(
            [*command, "--course", str(group.root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Tests that run in the background are deaf to control-C, and so would the grader be.
            preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_killed_at_random_moments_it_ends_as_if_nothing_had_happened(
    new_class: Callable[[], Class], start: Callable[[Class], subprocess.Popen]
) -> None:
    group, undisturbed = new_class(), new_class()
    hand_in(group)
    hand_in(undisturbed)
    assert undisturbed.grade(LINE) == 0
    want = graded(undisturbed)

    chance = random.Random(7)
    for _ in range(5):
        before = remembered(group)
        if len(before) >= len(want) - 2:
            break
        process = start(group)
        wait_until(
            lambda before=before, process=process: remembered(group) - before or process.poll(),
            "a first grade",
        )
        assert process.poll() is None, process.communicate()
        time.sleep(chance.uniform(0, 0.25))
        started = descendants(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        # Whatever it had started ends by itself.
        wait_until(lambda started=started: not any(map(alive, started)), "its workers' end")
        assert before <= remembered(group)
        got = graded(group)
        for student in remembered(group):
            assert got[student] == want[student]
        for student in got.keys() - remembered(group):
            # In the middle of it: whole in the gradebook, whole or absent in autograded/.
            assert got[student][0] == want[student][0]
            assert got[student][1] in ({}, want[student][1])

    before = remembered(group)
    assert before, "no run got anywhere"
    told = group.told(LINE)
    assert told["status"] == 0
    assert {student for student, state in states(told).items() if state == "unchanged"} == before
    assert graded(group) == want
    assert not list((group.root / "autograded").glob("*/.*"))


# Each of these lines makes the grader kill itself at one place between two writes.
MOMENTS = {
    "before the journal forgets": "before(Journal, 'forget')",
    "before the gradebook": "before(Gradebook, 'save')",
    "after the gradebook": "after(Gradebook, 'save')",
    "before the files": "before(folder, '_fill')",
    "amid the files": "before(Path, 'chmod', lambda path, *_: path.suffix == '.ipynb')",
    "before the first renaming": "before(Path, 'rename', lambda path, *_: path.name == LINE)",
    "before the last renaming": "before(Path, 'rename', lambda path, *_: path.suffix == '.new')",
    "after the last renaming": "after(Path, 'rename', lambda path, *_: path.suffix == '.new')",
    "before the journal's entry": "before(Journal, 'write')",
    "with the entry's draft written": "before(Path, 'replace')",
    "after the journal's entry": "after(Journal, 'write')",
}
SUICIDE = """
import os, signal, sys
from pathlib import Path
from autograder.__main__ import main
from autograder.outside.class_grader import folder
from autograder.outside.class_grader.gradebook import Gradebook
from autograder.outside.class_grader.journal import Journal

LINE = "02-loss"

def replaced(owner, name, when, is_it):
    real = getattr(owner, name)
    def doomed(*arguments, **named):
        result = None if when == "before" and is_it(*arguments) else real(*arguments, **named)
        if is_it(*arguments):
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, doomed)

def before(owner, name, is_it=lambda *_: True):
    replaced(owner, name, "before", is_it)

def after(owner, name, is_it=lambda *_: True):
    replaced(owner, name, "after", is_it)

"""


def grade_and_die(group: Class, moment: str) -> int:
    """Grade, and be killed at a moment; the exit status."""
    arguments = ["grade", LINE, "--jobs", "1", "--course", str(group.root)]
    program = f"{SUICIDE}{MOMENTS[moment]}\nsys.exit(main({arguments!r}))"
    return subprocess.run([sys.executable, "-c", program], capture_output=True).returncode


@pytest.fixture(scope="module")
def graded_once(
    released: CourseFolder, tmp_path_factory: pytest.TempPathFactory, sealing: None
) -> dict[str, Class]:
    """Classes that share a secret, in which ada's first or second submission was graded."""
    classes = {}
    for name, wrong in (("first", {}), ("second", {"loss_mse_solution": SUM_LOSS})):
        folder = tmp_path_factory.mktemp("once") / "course"
        shutil.copytree(released.root, folder)
        classes[name] = group = Class(CourseFolder.at(folder))
        share_a_secret(group)
        group.submit("ada", group.solved(**wrong))
        assert group.grade(LINE) == 0
    return classes


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_regrade_killed_between_two_writes_is_completed_by_the_next_run(
    graded_once: dict[str, Class], tmp_path: Path, moment: str
) -> None:
    shutil.copytree(graded_once["first"].root, tmp_path / "course")
    group = Class(CourseFolder.at(tmp_path / "course"))
    group.submit("ada", group.solved(loss_mse_solution=SUM_LOSS))
    assert grade_and_die(group, moment) == -signal.SIGKILL
    told = group.told(LINE)
    assert told["status"] == 0
    done = moment == "after the journal's entry"
    assert states(told) == {"ada": "unchanged" if done else "graded"}
    assert graded(group) == graded(graded_once["second"])
    assert os.listdir(group.root / "autograded" / "ada") == [LINE]
    assert json.loads((group.root / ".autograder/graded" / LINE / "ada.json").read_text())


def test_a_first_grading_killed_half_way_leaves_nothing_half_done(group: Class) -> None:
    group.submit("ada")
    for moment in ("before the gradebook", "before the last renaming"):
        assert grade_and_die(group, moment) == -signal.SIGKILL
        assert not group.folder("ada", step="autograded").exists()
    assert states(group.told(LINE)) == {"ada": "graded"}


def test_control_c_saves_what_is_graded_and_says_how_to_resume(
    group: Class, start: Callable[[Class], subprocess.Popen]
) -> None:
    hand_in(group)
    # This one keeps the grader from ending before it is interrupted, on whatever machine.
    slow = group.solved(loss_mse_solution=f"import time\ntime.sleep(8)\n{SUM_LOSS}")
    group.submit("slow", slow)
    process = start(group)
    wait_until(lambda: remembered(group) or process.poll(), "a first grade")
    started = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130 and "run it again to resume" in said
    assert "Traceback" not in said
    wait_until(lambda: not any(map(alive, started)), "its workers' end")
    before = remembered(group)
    told = group.told(LINE)
    assert {student for student, state in states(told).items() if state == "unchanged"} == before
