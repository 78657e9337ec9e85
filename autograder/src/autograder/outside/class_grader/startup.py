"""What the class grader does to be quicker, and what each of it is worth.

Every figure is of the processor's time, off against on, for one notebook from a cold start, which
takes 1.2 s in all. What wins less than 3 % of that does not stand here. (Two more stand where they
must: the workers start early, in `early_workers`, and import before they fork, in `preload`.)
"""

import atexit
import functools
import gc
import importlib
import os
import sys
from types import ModuleType
from typing import Any

# jsonschema imports these for some of its optional formats (URIs, ISO 8601 durations); the
# first one parses a grammar. No notebook's schema has these formats. 1.17 s. The last one is
# nbconvert's server of slides, without which it does where Tornado is missing: with `yaml`, 0.04 s.
UNUSED = (
    "rfc3987_syntax",
    "rfc3986_validator",
    "isoduration",
    "nbconvert.postprocessors.serve",
)

# Module -> the functions that nbgrader and nbconvert import from it. They call them when
# something is unpacked (0.16 s), when Markdown becomes HTML (0.07 s), when a web server starts
# (0.06 s: 150 modules of web handlers and of an HTTP client), or when tests are made of a template.
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

# New objects between two looks for garbage. While modules are imported, thousands of functions and
# classes are made, nearly all of which stay. 0.06 s.
FEW_COLLECTIONS = 50_000

# Seconds that a thread may keep the others waiting, in place of Python's 0.005. While the cells
# run, one thread works out the right answers, and the one that feeds the cells needs its turn
# between any two of them. Of 3.1 s on the clock, 0.2 to 0.5 s where pictures are judged; else none.
SWITCH_SECONDS = 0.0005


def hurry() -> None:
    """Make this process quicker. Call it before anything imports nbformat or nbgrader.

    What is imported already stays as it is.
    """
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    for name, functions in LATER.items():
        sys.modules.setdefault(name, Later(name, functions))
    gc.set_threshold(FEW_COLLECTIONS)
    # NumPy's library would start a thread for each core, to wait busily for work that the judge's
    # small arrays never give. On two cores that slowed the cells beside it: of 2.2 s on the clock,
    # 0.04 to 0.3 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.setswitchinterval(SWITCH_SECONDS)
    # At its end an interpreter looks for garbage once more: not where nothing is left to look at.
    # 0.18 s.
    atexit.register(gc.freeze)


class Later(ModuleType):
    """Stands for a module that is imported when one of its functions is called.

    Whatever else is asked of it imports the module at once.
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
