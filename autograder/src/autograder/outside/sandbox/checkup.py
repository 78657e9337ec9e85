"""Looks at what grading a class needs of a machine, and says what to do where it is missing."""

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

# What a version of Landlock keeps from submissions besides others' files. Where an older one
# does not, seccomp does: it is the second of two locks.
ALSO_WITHHELD = {4: "no TCP", 6: "no signals to other processes"}

TRIAL = """
import os
try:
    open({path!r})
except OSError:
    print("sealed, seen" if os.path.exists({path!r}) else "sealed")
"""
TRY_SPACE = """
import sys
from autograder.inside.sealed.space import own_space
sys.exit(not own_space(sys.argv[1], 2**20, 100))
"""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: of the thing.
        well: whether it is as it should be.
        found: what is there.
        advice: what to do, where it is not well.
        decisive: whether a class cannot be graded sealed without it.
    """

    name: str
    well: bool
    found: str
    advice: str = ""
    decisive: bool = True


def findings() -> Iterator[Finding]:
    """Everything that `autograder doctor` looks at, in order, as it is found."""
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
    """What may be done with files."""
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
    """A notebook that is run sealed, and tries to read a file that is not its own."""
    started = time.monotonic()
    try:
        with tempfile.NamedTemporaryFile() as file, Sandbox() as sandbox:
            os.chmod(file.name, 0o644)  # so that it is the seal that keeps it, not permissions
            code = TRIAL.format(path=file.name)
            cell = sandbox.run(new_notebook(cells=[new_code_cell(code)]), {}, "").notebook.cells[0]
    except OSError as error:
        return Finding("trial", False, str(error), "Tell us, with all that stands here.")
    shown = "".join(output.get("text", "") for output in cell.outputs)
    if shown not in ("sealed\n", "sealed, seen\n"):
        return Finding("trial", False, f"a sealed cell got out: {shown}", "Tell us.")
    seen = "could tell that another file exists" if "seen" in shown else "saw no other files"
    took = time.monotonic() - started
    return Finding("trial", True, f"a cell ran sealed and {seen}, {took:.1f} s in all")


def space() -> Finding:
    """Who keeps the size of scratch folders."""
    if has_own_space():
        found = f"{in_mib(SPACE_BYTES)} in memory for scratch folders; the kernel keeps the limit"
        return Finding("space", True, found)
    return Finding(
        "space",
        False,
        "scratch folders are on disk, and their size is checked ten times a second",
        "To have the kernel keep the limit and hide other files, allow user namespaces (where "
        "these settings exist: sysctl kernel.unprivileged_userns_clone=1 and "
        "kernel.apparmor_restrict_unprivileged_userns=0), or in a container SYS_ADMIN.",
        decisive=False,
    )


def has_own_space() -> bool:
    """Whether the kernel lets a process of ours have a file system of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([sys.executable, "-c", TRY_SPACE, folder], check=False)
    return done.returncode == 0


def user() -> Finding:
    """Who grades."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Finding("user", True, "an ordinary user, whose files Landlock withholds")
    if can_be_another_user():
        return Finding("user", True, "root, so that each submission runs as a user of its own")
    return Finding(
        "user",
        False,
        "root, in a container that has no other users to run submissions as",
        "Sealed submissions run as root without root's rights. Grade as an ordinary user to have "
        "files' permissions protect you too.",
        decisive=False,
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
    well = Requirement(f"python {wanted}").specifier.contains(platform.python_version())
    return Finding(
        "Python", well, platform.python_version(), f"Python {wanted} is needed: make a new .venv."
    )


def installed(package: str) -> Finding:
    """A package that we depend on, and whether its version is one that we know."""
    wanted = {
        requirement.name: requirement.specifier
        for requirement in map(Requirement, importlib.metadata.requires("autograder") or [])
        if not requirement.marker or "extra" not in str(requirement.marker)
    }
    advice = f"pip install '{package}{wanted[package]}'"
    decisive = package != "jupyterlab"  # in which people work; nothing is graded by it
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return Finding(package, False, "not installed", advice, decisive)
    well = wanted[package].contains(version, prereleases=True)
    return Finding(package, well, version, advice, decisive)


def memory() -> Finding:
    """Whether as many submissions as there are cores can use what they may, at once."""
    cores = os.cpu_count() or 1
    needed = cores * (Limits().memory_bytes + SPACE_BYTES)  # where scratch folders are memory, too
    free = free_memory()
    if free is None:
        return Finding("memory", True, "unknown", decisive=False)
    return Finding(
        "memory",
        free >= needed,
        f"{in_mib(free)} free; {cores} submissions at once may use {in_mib(needed)}",
        "Grade with fewer --jobs if submissions are killed.",
        decisive=False,
    )


def free_memory() -> int | None:
    """The bytes of memory that new processes can get; None where nobody knows."""
    try:
        with open("/proc/meminfo") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError, IndexError):
        return None


def disk() -> Finding:
    """The room for scratch folders."""
    folder = tempfile.gettempdir()
    needed = (os.cpu_count() or 1) * Limits().scratch_bytes
    free = shutil.disk_usage(folder).free
    return Finding(
        "disk",
        free >= needed,
        f"{in_mib(free)} free in {folder}",
        f"Scratch folders may take {in_mib(needed)}: make room, or set TMPDIR to a larger disk.",
        decisive=False,
    )
