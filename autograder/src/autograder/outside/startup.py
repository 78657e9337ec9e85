"""What commands and the class grader do to start quicker, and how much each trick saves.

Every figure is processor time saved, for one notebook from a cold start, which takes 1.2 s in all.
Tricks that save less than 3 % of that are not worth it. (Two more have to be elsewhere, in the
class grader: workers start early, in `early_workers`, and import before they fork, in `preload`.)
"""

import atexit
import functools
import gc
import importlib
import os
import sys
from types import ModuleType
from typing import Any

# jsonschema imports the first three for some of its optional formats (URIs, ISO 8601 durations);
# the first one parses a grammar. No notebook's schema has these formats. Saves 1.17 s. The last is
# nbconvert's slide server, which nbconvert can do without. With `yaml`, saves 0.04 s.
UNUSED = (
    "rfc3987_syntax",
    "rfc3986_validator",
    "isoduration",
    "nbconvert.postprocessors.serve",
)

# Module -> the functions that nbgrader and nbconvert import from it. They are called only to unpack
# something (0.16 s), turn Markdown into HTML (0.07 s), start a web server (0.06 s: 150 modules of
# web handlers and an HTTP client), or make tests from a template.
LATER: dict[str, tuple[str, ...]] = {
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
    "bs4": ("BeautifulSoup",),
    "requests": (),
    "yaml": (),
    **{
        f"nbgrader.server_extensions.{name}": ("load_jupyter_server_extension",)
        for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")
    },
}

# New objects between two garbage collections. Imports make thousands of functions and classes,
# nearly all of which stay. Saves 0.06 s.
FEW_COLLECTIONS = 50_000

# Seconds that a thread may keep the others waiting, instead of Python's 0.005. While the cells run,
# one thread works out the right answers, and the thread that sends the cells needs its turn between
# any two of them. Saves 0.2 to 0.5 of 3.1 s on the clock if pictures are judged, else nothing.
SWITCH_SECONDS = 0.0005


def leave_out() -> None:
    """Leave out slow imports. Call it before anything imports nbformat or nbgrader.

    What has already been imported stays as it is.
    """
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    for name, functions in LATER.items():
        sys.modules.setdefault(name, Later(name, functions))


def python(module: str) -> list[str]:
    """A command that runs a module as `python -m` does, without the slow imports.

    `nbgrader generate_assignment` takes 1.3 s instead of 2.9 s.
    """
    program = (
        f"import runpy; from {__name__} import leave_out; leave_out(); "
        f"runpy.run_module({module!r}, run_name='__main__', alter_sys=True)"
    )
    return [sys.executable, "-c", program]


def hurry() -> None:
    """Make this process quicker, one that grades or audits. Call it as early as `leave_out`."""
    leave_out()
    gc.set_threshold(FEW_COLLECTIONS)
    # NumPy's library would start a thread per core, busily waiting for work that the judge's small
    # arrays never give it. On two cores that slowed down the cells: this saves 0.04 to 0.3 of 2.2 s
    # on the clock.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.setswitchinterval(SWITCH_SECONDS)
    # An interpreter collects garbage once more as it ends; this leaves it nothing to look at.
    # Saves 0.18 s.
    atexit.register(gc.freeze)


class Later(ModuleType):
    """A stand-in for a module, which is imported when one of its functions is called.

    Using anything else of it imports the module at once.
    """

    def __init__(self, name: str, functions: tuple[str, ...]) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, functools.partial(self._call, function))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import itself looks for some of these
            raise AttributeError(name)
        return getattr(self._real(), name)

    def _call(self, function: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self._real(), function)(*arguments, **named)

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)
