"""Checks that a machine has what grading a class needs, and says what to do if it does not."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_notebook
from packaging.requirements import Requirement

from ...inside.sealed.orders import SPACE_BYTES
from . import machine
from .limits import Limits, in_mib
from .sandbox import FIRST_UID, Sandbox

PACKAGES = ("numpy", "matplotlib", "ipython", "nbgrader", "jupyterlab")

# What a version of Landlock denies to submissions besides others' files. If an older one does
# not, seccomp does: it is the second of two locks.
ALSO_WITHHELD = {4: "no TCP", 6: "no signals to other processes"}

TRIAL = """
import os
try:
    open({path!r})
except OSError:
    found = [what for what in ({path!r}, "/proc/self") if os.path.exists(what)]
    print("sealed, seen" if found else "sealed")
"""
TRY_SPACE = """
import sys
from autograder.inside.sealed.space import own_space
sys.exit(not own_space(sys.argv[1], 2**20, 100))
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was checked.

    Attributes:
        name: its name.
        ok: whether it is as it should be.
        found: what there is.
        advice: what to do if it is not ok.
        required: whether a class cannot be graded sealed without it.
    """

    name: str
    ok: bool
    found: str
    advice: str = ""
    required: bool = True


def findings() -> Iterator[Finding]:
    """Everything that `autograder doctor` checks, in order, as it goes along."""
    yield system()
    yield landlock()
    yield seccomp()
    if not machine.problems():
        yield trial()
        yield space()
    yield user()
    yield python()
    for package in PACKAGES:
        yield installed(package)
    yield memory()
    yield disk()


def system() -> Finding:
    """The operating system and its kernel."""
    found = f"{platform.system()} {platform.release()}, {platform.machine()}"
    return Finding("system", sys.platform == "linux", found, " ".join(machine.problems()))


def landlock() -> Finding:
    """Which files may be touched."""
    version = machine.landlock_abi()
    if not version:
        advice = " ".join(problem for problem in machine.problems() if "Landlock" in problem)
        return Finding("Landlock", False, "none", advice)
    withheld = [what for since, what in ALSO_WITHHELD.items() if version >= since]
    listed = ", ".join(["no files but a submission's own", *withheld])
    return Finding("Landlock", True, f"version {version}: {listed}")


def seccomp() -> Finding:
    """Which system calls may be made."""
    problem = machine.seccomp_problem()
    if problem:
        return Finding("seccomp", False, "none", problem)
    version = importlib.metadata.version("pyseccomp")
    found = f"pyseccomp {version}: no network, no other programs, no other users"
    return Finding("seccomp", True, found)


def trial() -> Finding:
    """A notebook that runs sealed and tries to read a file that is not its own."""
    started = time.monotonic()
    try:
        with tempfile.NamedTemporaryFile() as file, Sandbox() as sandbox:
            os.chmod(file.name, 0o644)  # so that it is the seal that protects it, not permissions
            code = TRIAL.format(path=file.name)
            cell = sandbox.run(new_notebook(cells=[new_code_cell(code)]), {}, "").notebook.cells[0]
    except OSError as error:
        return Finding("trial", False, str(error), "Please report this, with all of this output.")
    shown = "".join(output.get("text", "") for output in cell.outputs)
    if shown not in ("sealed\n", "sealed, seen\n"):
        return Finding("trial", False, f"a sealed cell got out: {shown}", "Please report this.")
    if "seen" in shown:
        seen = "could tell that other files and processes exist"
    else:
        seen = "saw no other files and processes"
    took = time.monotonic() - started
    return Finding("trial", True, f"a cell ran sealed and {seen}, {took:.1f} s in all")


def space() -> Finding:
    """Where children live: what limits the size of scratch folders, and what else is in sight."""
    if has_own_space():
        found = f"{in_mib(SPACE_BYTES)} in memory for scratch folders, no processes but one's own"
        return Finding("space", True, found)
    return Finding(
        "space",
        False,
        "scratch folders are on disk, and their size is checked ten times a second",
        "To have the kernel set the limit and hide other files and processes, allow user "
        "namespaces (where "
        "these settings exist: sysctl kernel.unprivileged_userns_clone=1 and "
        "kernel.apparmor_restrict_unprivileged_userns=0) or, in a container, SYS_ADMIN.",
        required=False,
    )


def has_own_space() -> bool:
    """Whether the kernel lets one of our processes have a private file system."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-c", TRY_SPACE, folder], check=False)
    return done.returncode == 0


def user() -> Finding:
    """Who grades."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Finding("user", True, "an ordinary user, whose files Landlock protects")
    if can_be_another_user():
        return Finding("user", True, "root, so that each submission runs as a separate user")
    return Finding(
        "user",
        False,
        "root, in a container that has no other users to run submissions as",
        "Sealed submissions run as root without root's rights. If you grade as an ordinary user, "
        "file permissions protect you too.",
        required=False,
    )


def can_be_another_user() -> bool:
    """Whether root can give files to the users that submissions run as."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.chown(folder, FIRST_UID, FIRST_UID)
        except OSError:
            return False
    return True


def python() -> Finding:
    """The running Python."""
    wanted = importlib.metadata.metadata("autograder")["Requires-Python"]
    ok = Requirement(f"python {wanted}").specifier.contains(platform.python_version())
    return Finding(
        "Python", ok, platform.python_version(), f"Python {wanted} is needed: make a new .venv."
    )


def installed(package: str) -> Finding:
    """A package that we depend on, and whether its version is one that we support."""
    wanted = {
        requirement.name: requirement.specifier
        for requirement in map(Requirement, importlib.metadata.requires("autograder") or [])
        if not requirement.marker or "extra" not in str(requirement.marker)
    }
    advice = f"pip install '{package}{wanted[package]}'"
    required = package != "jupyterlab"  # people work in it, but grading does not need it
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return Finding(package, False, "not installed", advice, required)
    ok = wanted[package].contains(version, prereleases=True)
    return Finding(package, ok, version, advice, required)


def memory() -> Finding:
    """Whether one submission per core can use its full limit, all at once."""
    cores = os.cpu_count() or 1
    needed = cores * (Limits().memory_bytes + SPACE_BYTES)  # scratch folders may be in memory too
    free = free_memory()
    if free is None:
        return Finding("memory", True, "unknown", required=False)
    return Finding(
        "memory",
        free >= needed,
        f"{in_mib(free)} free; {cores} submissions at once may use {in_mib(needed)}",
        "Grade with fewer --jobs if submissions are killed.",
        required=False,
    )


def free_memory() -> int | None:
    """The bytes of memory that new processes can get; None if the system does not say."""
    try:
        with open("/proc/meminfo") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError, IndexError):
        return None


def disk() -> Finding:
    """The disk space for scratch folders."""
    folder = tempfile.gettempdir()
    needed = (os.cpu_count() or 1) * Limits().scratch_bytes
    free = shutil.disk_usage(folder).free
    return Finding(
        "disk",
        free >= needed,
        f"{in_mib(free)} free in {folder}",
        f"Scratch folders may take {in_mib(needed)}: make room, or set TMPDIR to a larger disk.",
        required=False,
    )
