"""What a sealed process may read: Python, its libraries, fonts, and a course's questions.

Some packages installed beside them stay out of reach: the reference, which is what students are
asked to build; the judge; and whatever else a course wants hidden.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..questions import Admitted

# Top-level packages that a student's code can neither read nor import, in any course. (A package
# that a course hides can be imported if the course has put it beside the notebook.)
ALWAYS_HIDDEN = frozenset(["autograder", "nbgrader"])
PACKAGE = Path(__file__).resolve().parents[2]
OURS = [PACKAGE / "__init__.py", PACKAGE / "inside"]

LIBRARIES = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib"]
SYSTEM = [
    *LIBRARIES,
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/ld.so.cache",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
]
DEVICES = ["/dev/null"]


@dataclass(frozen=True)
class Readable:
    """What sealed code may read, apart from its scratch folder.

    Attributes:
        whole: files, and folders with everything in them.
        listed: folders whose entries' names may be read, there and below.
        hidden: what lies in those folders, but must be out of sight.
    """

    whole: list[str]
    listed: list[str]
    hidden: set[str] = field(default_factory=set)


def hidden_packages(admitted: Admitted) -> frozenset[str]:
    """The top-level packages that are out of reach while these questions are asked."""
    return ALWAYS_HIDDEN | frozenset(admitted.hidden)


def visible() -> Iterator[str]:
    """What a sealed process needs to see of the system, and what is hidden there."""
    yield from (*SYSTEM, *DEVICES, *_python())


def shown(admitted: Admitted) -> Iterator[str]:
    """What it needs to see of hidden packages."""
    yield from map(str, [*OURS, *_questions(admitted)])


def readable(admitted: Admitted) -> Readable:
    """Python, its libraries and the course's questions, without what is hidden."""
    names = hidden_packages(admitted)
    hidden = {str(path.resolve()) for path in _hidden_paths(names) if path.exists()}
    found = Readable([], [], hidden)
    roots = {os.path.realpath(root) for root in [*SYSTEM, *_python()] if os.path.exists(root)}
    for root in sorted(roots):
        if not any(root.startswith(other + os.sep) for other in roots):
            _add_without(root, hidden, found)
    found.whole.extend(shown(admitted))
    return found


def _add_without(root: str, hidden: Collection[str], found: Readable) -> None:
    """Add `root`; if something hidden is in it, list it and add its other entries.

    All paths are given without symbolic links.
    """
    below = [path for path in hidden if path == root or path.startswith(root + os.sep)]
    if root in below:
        return
    if not below:
        found.whole.append(root)
        return
    found.listed.append(root)
    for entry in os.scandir(root):
        if not entry.is_symlink():
            _add_without(entry.path, below, found)
            continue
        # A link out of the folder counts as its target, unless something there is hidden.
        target = os.path.realpath(entry.path)
        if not target.startswith(root + os.sep) and not _any_below(target, hidden):
            found.whole.append(target)


def _any_below(target: str, hidden: Collection[str]) -> bool:
    return any((path + os.sep).startswith(target + os.sep) for path in hidden)


def _questions(admitted: Admitted) -> Iterator[Path]:
    """The folders of the questions, and their packages' `__init__.py`."""
    for name in admitted.modules:
        file = sys.modules[name].__file__
        if file:
            yield Path(file).resolve().parent
            yield Path(file).resolve().parents[1] / "__init__.py"


def _hidden_paths(names: Collection[str]) -> Iterator[Path]:
    for folder in {str(PACKAGE.parent), *sys.path}:
        for name in names:
            yield from (Path(folder, name), Path(folder, f"{name}.py"))
    # Packages of other Pythons, which this one does not use, may contain anything.
    looked_in = {os.path.realpath(folder) for folder in sys.path}
    stdlib = sysconfig.get_path("stdlib")
    for parent in [*LIBRARIES, os.path.dirname(stdlib), f"{sys.base_prefix}/lib"]:
        for other in Path(parent).glob("python3*/*-packages"):
            if os.path.realpath(other) not in looked_in:
                yield other


def _python() -> Iterator[str]:
    """The standard library, its shared libraries, and the folders of installed packages."""
    yield from (sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"))
    yield f"{sys.base_prefix}/lib"
    # Nothing elsewhere: a folder that an editable installation or a .pth file adds may be a course.
    prefixes = [sys.prefix, sys.base_prefix]
    if site.ENABLE_USER_SITE:
        prefixes.append(site.getusersitepackages())
    for folder in sys.path:
        real = os.path.realpath(folder)
        if folder and any(
            real == root or real.startswith(root + os.sep)
            for root in map(os.path.realpath, prefixes)
        ):
            yield folder
