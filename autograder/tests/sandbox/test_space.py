"""Where the kernel allows it, children write into a limited space and see nobody else.

Neither files nor processes: and nothing that runs in the space lives longer than its notebook.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.inside.sealed.orders import SPACE_BYTES
from autograder.outside.sandbox import Limits, Run, Sandbox, checkup
from autograder.outside.sandbox.parent import ParentGone, WarmParent
from autograder.outside.sandbox.sandbox import scratch_for_child
from eager_course.course import COURSE

from .conftest import SEED, error, notebook, text

NOBODY = 65534

# Files of 30 MiB that are removed at once and stay in memory, where they are not seen.
WRITES = """
import mmap, os
kept = []
for _ in range({files}):
    fd = os.open("file", os.O_RDWR | os.O_CREAT)
    os.unlink("file")
    for _ in range(30):
        os.write(fd, b"x" * 2**20)
    kept.append(mmap.mmap(fd, 30 * 2**20))
    os.close(fd)
print("wrote it all")
"""


# Hides a course that is installed among the libraries, and then looks around.
HIDES = """
import os, sys
from autograder.inside.sealed import space
own, libraries = os.getcwd() + "/own", sys.argv[1]
os.makedirs(own + "/space")
os.chdir(own)
assert space.own_space("space", 2**20, 100)
hidden = [libraries + "/course", libraries + "/hidden.py", libraries + "/not-there"]
space.see_only([libraries], hidden, [libraries + "/course/questions"], own, "space")
found = [os.path.join(at, name) for at, ds, fs in os.walk(libraries) for name in (*ds, *fs)]
print(*sorted(os.path.relpath(path, libraries) for path in found))
print(*(os.path.getsize(libraries + name) for name in ("/open.py", "/hidden.py")))
for path in (libraries + "/open.py", own + "/space/file"):
    try:
        open(path, "w").close()
        print("scratch")
    except OSError as error:
        print(error.strerror, end=", ")
"""

# A process in a session of its own, whose parent has ended. It closes all that it has inherited.
LEAVES_A_PROCESS = """
import ctypes, os, time
started, starts = os.pipe()
if not os.fork():
    os.setsid()
    if not os.fork():
        ctypes.CDLL(None).prctl(15, b"left-behind")
        os.write(starts, b"it runs")
        os.closerange(0, 64)
        time.sleep(600)
    os._exit(0)
os.wait()
print(os.read(started, 7).decode())
"""

# As in a container whose seccomp profile is Docker's.
REFUSES = """
import errno, sys
import pyseccomp
rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for name in ("unshare", "mount", "pivot_root"):
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
rules.load()
from autograder.__main__ import main
sys.exit(main(["doctor"]))
"""


@pytest.fixture(autouse=True)
def _allowed(can_seal: None) -> None:
    if not checkup.has_own_space():
        pytest.skip("this kernel lets us have no file system of our own: see autograder doctor")


@pytest.fixture
def a_file() -> Iterator[Path]:
    """A file that anybody may read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "theirs.txt")
        path.write_text("theirs")
        path.chmod(0o644)
        path.parent.chmod(0o755)
        yield path


@pytest.mark.slow
def test_the_kernel_limits_the_size_of_what_children_write(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.outside.sandbox.child.Child._watch", lambda self: None)
    ran = run(WRITES.format(files=15))
    assert "wrote it all" not in text(ran)
    assert error(ran).startswith("OSError: [Errno 28] No space left on device")


@pytest.mark.slow
def test_there_is_room_again_for_the_next_notebook(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.outside.sandbox.child.Child._watch", lambda self: None)
    assert [text(run(WRITES.format(files=10))) for _ in range(3)] == ["wrote it all\n"] * 3


def test_other_files_are_not_there(run: Callable[..., Run], a_file: Path) -> None:
    ran = run(
        f"import os\nfor path in ({str(a_file)!r}, {__file__!r}, '/etc/passwd'):\n"
        "    print(os.path.lexists(path))\n"
        "print(os.path.exists(os.__file__), os.path.exists('/dev/null'))"
    )
    assert text(ran).split() == ["False"] * 3 + ["True"] * 2


def test_libraries_are_where_they_were(run: Callable[..., Run]) -> None:
    ran = run(
        "import os, sys\n"
        "print([path for path in sys.path if path and path.endswith('-packages')"
        " and not os.path.exists(path)])"
    )
    assert text(ran) == "[]\n"


def test_what_is_hidden_is_not_there_even_if_it_is_among_the_libraries(tmp_path: Path) -> None:
    for name in ("open.py", "hidden.py", "course/secret.py", "course/questions/asked.py"):
        path = tmp_path / "libraries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    done = subprocess.run(
        [sys.executable, "-c", HIDES, str(tmp_path / "libraries")],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    listed, sizes, written = done.stdout.splitlines()
    assert listed == "course course/questions course/questions/asked.py hidden.py open.py"
    assert sizes == "4 0"
    assert written == "Read-only file system, scratch"


def test_libraries_cannot_be_written_by_whoever_owns_them(run: Callable[..., Run]) -> None:
    ran = run("import os\nprint(os.statvfs(os.__file__).f_flag & os.ST_RDONLY)")
    assert text(ran) == "1\n"


def test_no_process_is_there_but_its_own(run: Callable[..., Run]) -> None:
    ran = run(
        "import os, time\n"
        "def there(look, *numbers):\n"
        "    try: return look(*numbers) is not None\n"
        "    except OSError: return False\n"
        f"pids = [*range(2, 300), {os.getpid()}, {os.getppid()}]\n"
        "for look in (os.getpgid, os.getsid, os.sched_getaffinity, os.sched_getscheduler,\n"
        "             lambda pid: os.getpriority(os.PRIO_PROCESS, pid),\n"
        "             lambda pid: time.clock_gettime((~pid << 3) | 2)):\n"
        "    print([pid for pid in pids if there(look, pid)] == [os.getpid()])\n"
        "print(os.getppid(), os.path.lexists('/proc'))"
    )
    assert text(ran).splitlines() == ["True"] * 6 + ["1 False"]


@pytest.mark.slow
def test_a_process_left_behind_ends_with_its_notebook(can_seal: None) -> None:
    with Sandbox(unsafe=True) as sandbox:
        ran = sandbox.run(notebook(LEAVES_A_PROCESS), {}, SEED)
        assert text(ran) == "it runs\n"
        assert not any(map(is_left_behind, Path("/proc").glob("[0-9]*")))
        assert text(sandbox.run(notebook("1"), {}, SEED)) == "1"


def is_left_behind(process: Path) -> bool:
    try:
        return (process / "comm").read_text() == "left-behind\n"
    except OSError:
        return False


@pytest.mark.slow
def test_where_namespaces_are_refused_it_seals_without_them_and_says_so() -> None:
    done = subprocess.run([sys.executable, "-c", REFUSES], capture_output=True, text=True)
    said = " ".join(done.stdout.split())
    assert done.returncode == 0, done.stderr
    assert "a cell ran sealed and could tell that other files and processes exist" in said
    assert "note space scratch folders are on disk" in said
    assert "hide other files and processes, allow user namespaces" in said


def test_the_grader_sees_what_children_write_and_what_it_gives_them() -> None:
    with Sandbox(admitted=COURSE.admitted) as sandbox:
        code = "import os\nprint(open('data.txt').read(), os.path.getsize('data.txt'))"
        ran = sandbox.run(notebook(code), {"data.txt": b"given"}, SEED)
    assert text(ran) == "given 5\n"


@pytest.mark.slow
def test_nothing_is_left_when_the_grader_goes_away() -> None:
    parent = WarmParent()
    parent.ready()
    folder = parent.folder
    assert folder.exists() and parent.room != folder / "space" / "room"
    parent._control.close()  # as the end of the grader's process does
    parent._process.wait(20)
    assert not folder.exists()


@pytest.mark.slow
def test_a_space_that_went_with_its_warm_parent_is_reported_as_such() -> None:
    parent = WarmParent()
    parent.ready()
    parent._process.kill()
    parent._process.wait(20)
    with pytest.raises(ParentGone):
        scratch_for_child(parent, {"data.txt": b"given"}, sealed=True)
    parent.close()


@pytest.mark.slow
def test_a_space_that_is_gone_is_not_taken_for_one_with_room() -> None:
    parent = WarmParent()
    parent.ready()
    scratch = scratch_for_child(parent, {"data.txt": b"given"}, sealed=True)
    assert scratch.is_within(2**20)
    parent._process.kill()
    parent._process.wait(20)
    assert not scratch.is_within(2**20)
    parent.close()


def test_the_space_is_a_little_larger_than_a_scratch_folder_may_be() -> None:
    assert Limits().scratch_bytes < SPACE_BYTES < 2 * Limits().scratch_bytes


# Somebody's files are bound below the folder that is going to be removed, and then it fails.
FAILS = """
import os, shutil, sys
from autograder.inside.sealed import space
theirs, own = sys.argv[1:]
os.chdir(own)
os.mkdir("space")
assert space.own_space("space", 2**20, 100)
space._pivot_root = lambda: -1  # no system call
try:
    space.see_only([theirs], [], [], own, "space")
except OSError:
    print(os.listdir("root"), os.getcwd() == own)
shutil.rmtree(own, ignore_errors=True)
"""


def test_if_the_root_cannot_be_left_nothing_stays_below_the_folder(tmp_path: Path) -> None:
    theirs, own = tmp_path / "theirs", tmp_path / "own"
    theirs.mkdir()
    own.mkdir()
    (theirs / "file.txt").write_text("theirs")
    command = [sys.executable, "-c", FAILS, str(theirs), str(own)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[] True\n"
    assert (theirs / "file.txt").read_text() == "theirs"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_user_who_is_not_root_has_such_a_space_too() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, NOBODY, NOBODY)
        command = [sys.executable, "-c", checkup.TRY_SPACE, folder]
        try:
            subprocess.run([sys.executable, "-c", "import autograder"], user=NOBODY, check=True)
        except (PermissionError, subprocess.CalledProcessError):
            pytest.skip("this Python is installed where only root may enter")
        assert subprocess.run(command, user=NOBODY, check=False).returncode == 0
