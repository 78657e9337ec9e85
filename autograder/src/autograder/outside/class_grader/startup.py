"""Makes a process ready to grade sooner.

nbgrader is one package for many programs: whoever imports its gradebook imports the handlers
of its web pages, an HTTP client and setuptools, too. And Python looks for garbage again and
again while thousands of functions and classes are made, nearly all of which stay.
"""

import atexit
import functools
import gc
import importlib
import sys
from types import ModuleType
from typing import Any

# jsonschema imports these for some of its optional formats (URIs, ISO 8601 durations); the
# first one parses a grammar for most of a second. No notebook's schema has these formats.
UNUSED = ("rfc3987_syntax", "rfc3986_validator", "isoduration")

# Module -> the functions that nbgrader and nbconvert import from it. They call them when
# something is unpacked, a web server is started, or Markdown becomes HTML.
LATER: dict[str, tuple[str, ...]] = {
    "bs4": ("BeautifulSoup",),
    "requests": (),
    "setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile"),
    **{
        f"nbgrader.server_extensions.{name}": ("load_jupyter_server_extension",)
        for name in ("assignment_list", "course_list", "validate_assignment", "formgrader")
    },
}

FEW_COLLECTIONS = 50_000  # new objects between two looks for garbage
SWITCH_SECONDS = 1e-5


def skip_slow_imports() -> None:
    """Call this before anything imports nbformat or nbgrader.

    What is imported already stays as it is.
    """
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    for name, functions in LATER.items():
        sys.modules.setdefault(name, Later(name, functions))


def hurry() -> None:
    """Have this process look for garbage less often, and change threads sooner.

    At its end an interpreter collects once more, which takes longer than all that is done
    to end a command: not so when there is nothing left to look at.
    """
    gc.set_threshold(FEW_COLLECTIONS)
    atexit.register(gc.freeze)
    # One thread talks with the sandbox while another computes, and must not wait for it.
    sys.setswitchinterval(SWITCH_SECONDS)


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
