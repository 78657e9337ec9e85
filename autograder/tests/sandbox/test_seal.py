"""What a student's code cannot do: each test tries, and must be refused."""

import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import autograder
from autograder.outside.sandbox import Run

from .conftest import error, text

PACKAGE = Path(autograder.__file__).parent

REFUSED = "PermissionError"
UNSEEN = "FileNotFoundError"  # if the kernel lets us have a private root


@pytest.fixture
def outside() -> Iterator[Path]:
    """A file in a folder, both of which anybody on this machine may read and write."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "secret.txt"
        path.write_text("a secret")
        path.chmod(0o666)
        path.parent.chmod(0o777)
        yield path


# -- files


def test_a_file_elsewhere_cannot_be_read(run: Callable[..., Run], outside: Path) -> None:
    ran = run(f"open({str(outside)!r}).read()")
    assert error(ran).startswith((REFUSED, UNSEEN)) and "a secret" not in str(ran.notebook)


def test_a_file_elsewhere_cannot_be_written(run: Callable[..., Run], outside: Path) -> None:
    ran = run(f"open({str(outside)!r}, 'a').write('x')")
    assert error(ran).startswith((REFUSED, UNSEEN))
    assert outside.read_text() == "a secret"


@pytest.mark.parametrize(
    "attempt",
    [
        "os.truncate({path!r}, 0)",
        "os.open({path!r}, os.O_RDONLY | os.O_TRUNC)",
        "os.remove({path!r})",
        "os.rename({path!r}, 'mine')",
        "os.link({path!r}, 'mine')",
        "os.symlink({path!r}, 'mine')",
        "os.chmod({path!r}, 0)",
        "os.chown({path!r}, 0, 0)",
        "os.utime({path!r})",
        "os.setxattr({path!r}, 'user.x', b'1')",
        "os.mkfifo({folder!r} + '/pipe')",
        "os.mkdir({folder!r} + '/folder')",
        "os.listdir({folder!r})",
        "os.chroot({folder!r})",
    ],
)
def test_nothing_elsewhere_can_be_changed_or_listed(
    run: Callable[..., Run], outside: Path, attempt: str
) -> None:
    before = outside.stat(), sorted(os.listdir(outside.parent))
    code = attempt.format(path=str(outside), folder=str(outside.parent))
    ran = run(f"import os\nprint('it' + ' worked', {code})")
    assert "it worked" not in text(ran)
    assert error(ran) or "Line 2" in text(ran)
    assert (outside.stat(), sorted(os.listdir(outside.parent))) == before


@pytest.mark.parametrize("module", ["os", "numpy", "IPython.core.interactiveshell"])
def test_libraries_cannot_be_changed_even_by_their_owner(
    run: Callable[..., Run], module: str
) -> None:
    code = f"import os, {module}\nfd = os.open({module}.__file__, os.O_RDONLY)\n"
    for attempt in (
        "os.fchmod(fd, 0)",
        "os.ftruncate(fd, 0)",
        "os.utime(fd)",
        "os.fchown(fd, 0, 0)",
    ):
        ran = run(f"{code}{attempt}\nprint('it worked')")
        assert "it worked" not in text(ran) and error(ran)


def test_the_scratch_folder_can_be_used_like_any_other(run: Callable[..., Run]) -> None:
    ran = run(
        "import os, pathlib, shutil, tempfile\nimport numpy as np\n"
        "np.save('a.npy', np.arange(3)); print(np.load('a.npy'))\n"
        "os.makedirs('deep/er'); shutil.copyfile('a.npy', 'deep/er/b.npy')\n"
        "os.rename('deep', 'moved'); print(sorted(p.name for p in pathlib.Path().rglob('*')))\n"
        "open('a.npy', 'w').close(); print(os.path.getsize('a.npy')); shutil.rmtree('moved')\n"
        "with tempfile.TemporaryDirectory() as t: open(t + '/x', 'w').write('y')\n"
        "with tempfile.TemporaryFile() as f: f.write(b'z')\n"
        "print(os.listdir(), pathlib.Path.home() == pathlib.Path.cwd())"
    )
    assert error(ran) == ""
    assert text(ran).splitlines() == [
        "[0 1 2]",
        "['a.npy', 'b.npy', 'er', 'moved']",
        "0",
        "['a.npy'] True",
    ]


def test_other_processes_cannot_be_looked_into(run: Callable[..., Run]) -> None:
    for path in (f"/proc/{os.getpid()}/environ", "/proc/self/environ", "/proc/1/cmdline", "/proc"):
        ran = run(f"import os\nprint(os.listdir({path!r}) or open({path!r}, 'rb').read())")
        assert error(ran).split(":")[0] in (REFUSED, UNSEEN, "NotADirectoryError"), path
        ran = run(f"open({path!r}, 'rb').read()")
        assert error(ran).split(":")[0] in (REFUSED, UNSEEN, "IsADirectoryError"), path


# -- the reference and the grader


def test_the_reference_cannot_be_imported(run: Callable[..., Run]) -> None:
    ran = run("import eager")
    assert error(ran) == "ModuleNotFoundError: No module named 'eager'"


def test_modules_that_the_course_put_beside_the_notebook_can(run: Callable[..., Run]) -> None:
    files = {"eager/__init__.py": b"from .part import x\n", "eager/part.py": b"x = 'staged'\n"}
    assert text(run("import eager\nfrom eager.part import x\neager.x + x", files=files)) == (
        "'stagedstaged'"
    )


def test_the_references_files_cannot_be_read(run: Callable[..., Run]) -> None:
    folder = PACKAGE.parent / "eager"
    for path in (folder / "variable.py", *folder.glob("__pycache__/variable*.pyc")):
        ran = run(f"open({str(path)!r}, 'rb').read()")
        assert error(ran).startswith((REFUSED, UNSEEN))


def test_the_judge_cannot_be_imported_or_read(run: Callable[..., Run]) -> None:
    assert error(run("import autograder.outside.judging.judge")).startswith("ModuleNotFoundError")
    assert error(run("import importlib.util as u\nu.find_spec('autograder.commands')"))
    path = str(PACKAGE / "outside" / "judging" / "judge.py")
    assert error(run(f"open({path!r}).read()")).startswith((REFUSED, UNSEEN))
    hidden = "del __import__('sys').meta_path[0]\nimport autograder.outside.judging.judge"
    assert error(run(hidden)).split(":")[0] in (REFUSED, "ModuleNotFoundError")


@pytest.mark.parametrize("name", ["tensorflow", "torch", "autograd", "nbgrader"])
def test_other_peoples_engines_cannot_be_imported(run: Callable[..., Run], name: str) -> None:
    assert error(run(f"import {name}")).startswith("ModuleNotFoundError")


def test_nothing_of_the_reference_or_the_grader_is_in_the_memory(run: Callable[..., Run]) -> None:
    ran = run(
        "import gc, linecache, sys\n"
        "names = [n for n in sys.modules if n.partition('.')[0] in ('eager', '_eager_reference')\n"
        "         or n.startswith(('autograder.outside', 'autograder.commands', 'nbgrader'))]\n"
        "print(names)\n"
        "print([o.__module__ for o in gc.get_objects() if isinstance(o, type) and\n"
        "       str(getattr(o, '__module__', ''))"
        ".startswith(('eager', '_eager', 'autograder.out'))])\n"
        "print([f for f in linecache.cache if 'eager' in f or 'outside' in f])\n"
        "frame, found = sys._getframe(), []\n"
        "while frame: found.append(frame.f_code.co_filename); frame = frame.f_back\n"
        "print([f for f in found if 'outside' in f])"
    )
    assert text(ran).split() == ["[]"] * 4


def test_the_questions_can_be_asked(run: Callable[..., Run]) -> None:
    ran = run(
        "from autograder import ask\nfrom autograder.inside.questions import find_question\n"
        "needs = find_question('variables-tensor').needs\n"
        "ask('variables-tensor', **dict.fromkeys(needs, list))"
    )
    (output,) = ran.notebook.cells[0].outputs
    (answers,) = output.data.values()
    assert answers["question"] == "variables-tensor" and answers["answers"]


# -- processes, signals, the network


@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.forkpty()",
        "os.execv(sys.executable, ['python'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "subprocess.run(['true'], check=True)",
        "subprocess.Popen('true', shell=True)",
        "multiprocessing.get_context('fork').Process(target=print).start()",
        "concurrent.futures.ProcessPoolExecutor(1).submit(int).result()",
        "resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))",
        "os.setuid(os.getuid())",
        "os.setgroups([])",
        "os.nice(1)",
    ],
)
def test_no_process_can_be_started_and_no_right_gained(
    run: Callable[..., Run], attempt: str
) -> None:
    ran = run(
        "import concurrent.futures, multiprocessing, os, resource, subprocess, sys",
        # One statement: of a cell that starts a program in vain, the others are run.
        f"if True:\n    {attempt}\n    print('it worked')",
    )
    assert "it worked" not in text(ran) and ran.troubles == {}
    assert error(ran).startswith((REFUSED, UNSEEN, "OSError", "ValueError"))


# Each way out, and arguments that the kernel would look at.
CALLS = {
    "fork": (57,),
    "vfork": (58,),
    "clone": (56, 17, 0, 0, 0, 0),
    "clone of a namespace": (56, 0x10010000, 0, 0, 0, 0),
    "clone3": (435, None, 0),
    "execveat": (322, -1, None, None, None, 0),
    "memfd_create": (319, b"x", 0),
    "io_uring_setup": (425, 1, None),
    "unshare": (272, 0x10000000),
    "setns": (308, -1, 0),
    "bpf": (321, 0, None, 0),
    "perf_event_open": (298, None, 0, -1, -1, 0),
    "keyctl": (250, 0, 0, 0),
    "userfaultfd": (323, 1),
    "shmget": (29, 0, 4096, 0o600),
    "mq_open": (240, b"x", 0),
    "personality": (135, 0xFFFFFFFF),
    "mount": (165, None, None, None, 0, None),
    "pivot_root": (155, None, None),
    "open_by_handle_at": (304, -1, None, 0),
    "pidfd_getfd": (438, -1, 0, 0),
    "process_vm_writev": (311, 0, None, 0, None, 0, 0),
    "init_module": (175, None, 0, None),
    "kexec_load": (246, 0, 0, None, 0),
    "reboot": (169, 0, 0, 0, None),
    "swapon": (167, None, 0),
    "prctl to outlive its parent": (157, 1, 0),
    "prctl to be traced": (157, 4, 1),
    "ioctl to type for a terminal": (16, 0, 0x5412, b"x"),
    "fcntl to choose whom to signal": (72, 0, 8, 1),
    "inotify_init": (253,),
    "fallocate": (285, 0, 0, 0, 4096),
    "landlock_create_ruleset": (444, None, 0, 1),
    "seccomp": (317, 0, 0, None),
    "a call of the future": (9999,),
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86_64")
@pytest.mark.parametrize("call", CALLS)
def test_system_calls_that_lead_out_are_refused(run: Callable[..., Run], call: str) -> None:
    ran = run(
        "import ctypes, errno, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"result = libc.syscall(*{CALLS[call]!r})\n"
        "print(result, errno.errorcode.get(ctypes.get_errno()))"
    )
    assert text(ran) in ("-1 EPERM\n", "-1 ENOSYS\n") and ran.troubles == {}


@pytest.mark.parametrize("line", ["!true", "found = !true", "%pip list"])
def test_lines_that_would_start_a_program_say_that_they_cannot(
    run: Callable[..., Run], line: str
) -> None:
    ran = run(f"{line}\nprint(_exit_code)")
    assert "cannot start other programs" in ran.notebook.cells[0].outputs[0].text
    assert ran.notebook.cells[0].outputs[-1].text.endswith("126\n")


def test_a_cell_that_would_run_in_a_shell_is_refused(run: Callable[..., Run]) -> None:
    assert error(run("%%bash\ntrue")).startswith(REFUSED)


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="x32 is a door of x86_64")
def test_a_system_call_by_another_route_ends_the_process(run: Callable[..., Run]) -> None:
    ran = run("import ctypes\nprint(ctypes.CDLL(None).syscall(0x40000000 + 57))", "'goes on'")
    assert list(ran.troubles) == [0] and text(ran) == "'goes on'"


def test_a_server_on_this_machine_cannot_be_reached(run: Callable[..., Run]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ran = run(f"import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=5)")
        assert error(ran).startswith(REFUSED)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "socket.getaddrinfo('localhost', 80)",
    ],
)
def test_there_is_no_network(run: Callable[..., Run], attempt: str) -> None:
    ran = run(f"import socket\n{attempt}\nprint('it worked')")
    assert "it worked" not in text(ran) and error(ran)


@pytest.mark.parametrize(
    "attempt",
    [
        "os.kill(os.getppid(), 9)",
        "os.kill({pid}, 0)",
        "os.kill(0, 0)",
        "os.kill(-1, 0)",
        "os.killpg({pid}, 0)",
        "os.pidfd_open({pid})",
        "libc.ptrace(16, {pid}, 0, 0) < 0 and fail()",
        "libc.process_vm_readv({pid}, None, 0, None, 0, 0) < 0 and fail()",
        "libc.sigqueue({pid}, 0, None) < 0 and fail()",
        "fcntl.fcntl(0, fcntl.F_SETOWN, {pid})",
        "os.sched_setaffinity({pid}, [0])",
        "os.setpriority(os.PRIO_PROCESS, {pid}, 19)",
        "resource.prlimit({pid}, resource.RLIMIT_CORE)",
    ],
)
def test_other_processes_cannot_be_touched(run: Callable[..., Run], attempt: str) -> None:
    ran = run(
        "import ctypes, fcntl, os, resource\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "def fail(): raise OSError\n" + attempt.format(pid=os.getpid()) + "\nprint('it worked')"
    )
    assert "it worked" not in text(ran) and error(ran).startswith(("PermissionError", "OSError"))


def test_a_process_may_signal_itself(run: Callable[..., Run]) -> None:
    ran = run(
        "import os, signal\nsignal.signal(signal.SIGUSR1, lambda *a: print('got it'))\n"
        "os.kill(os.getpid(), signal.SIGUSR1)\nsignal.raise_signal(signal.SIGUSR1)"
    )
    assert text(ran) == "got it\ngot it\n"


def test_threads_and_await_work(run: Callable[..., Run]) -> None:
    ran = run(
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool: print(sum(pool.map(abs, range(-100, 0))))",
        "import asyncio\n"
        "print(await asyncio.gather(asyncio.to_thread(abs, -1), asyncio.sleep(0, 2)))",
    )
    assert (text(ran, 0), text(ran, 1)) == ("5050\n", "[1, 2]\n")


def test_a_module_that_nobody_has_used_before_can_be_imported(run: Callable[..., Run]) -> None:
    names = "sqlite3, csv, decimal, http.client, xml.dom.minidom, wsgiref.util, matplotlib.tri"
    ran = run(f"import {names}, mpl_toolkits.mplot3d, numpy.polynomial.hermite as h\nprint('done')")
    assert text(ran) == "done\n", error(ran)


# -- who it is


def test_the_environment_has_what_a_notebook_needs_and_nothing_else(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_TOKEN", "of-the-instructor")
    ran = run(
        "import ctypes, os\nprint(sorted(os.environ))\n"
        "libc = ctypes.CDLL(None)\nlibc.getenv.restype = ctypes.c_char_p\n"
        "print(libc.getenv(b'A_TOKEN'), libc.getenv(b'IPYTHONDIR'))\n"
        "print({os.environ[n] for n in ('HOME', 'TMPDIR')} == {os.getcwd()})"
    )
    names, values, own = text(ran).splitlines()
    threads = {f"{name}_NUM_THREADS" for name in ("BLIS", "MKL", "OMP", "OPENBLAS")}
    expected = threads | {"AUTOGRADER_SEED", "HOME", "LANG", "MPLBACKEND", "PATH", "TMPDIR"}
    assert set(eval(names)) == expected
    assert (values, own) == ("None None", "True")


def test_it_has_no_special_rights(run: Callable[..., Run]) -> None:
    ran = run("import os\nprint(os.getuid(), os.getgroups(), os.getsid(0) == os.getpid())")
    uid, groups, leads = text(ran).replace("[]", "none").split()
    assert leads == "True"
    if os.geteuid() == 0:
        assert int(uid) > 1_000_000 and groups == "none"


def test_no_file_of_the_grader_is_open(run: Callable[..., Run]) -> None:
    ran = run(
        "import asyncio, os, socket, stat\n"
        "loop = vars(asyncio.get_running_loop()).values()\n"
        "own = [s.fileno() for s in loop if isinstance(s, socket.socket)]\n"
        "for fd in range(3, 64):\n"
        "    if fd in own: continue\n"
        "    try: mode = os.fstat(fd).st_mode\n"
        "    except OSError: continue\n"
        "    if stat.S_ISSOCK(mode) or stat.S_ISDIR(mode): print('open:', fd)\n"
        "    elif stat.S_ISREG(mode): print(os.read(fd, 4) and 'a font')"
    )
    assert set(text(ran).splitlines()) <= {"a font"}, text(ran)


@pytest.mark.slow
def test_python_does_not_look_for_modules_where_the_grader_was_started(
    run: Callable[..., Run],
) -> None:
    path = eval(text(run("import sys\nprint(sys.path)")))
    assert path[0] == "" and os.getcwd() not in path
    assert sys.executable == text(run("import sys\nprint(sys.executable, end='')"))
