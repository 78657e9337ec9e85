"""Imports modules from their text: what an instructor adds to a course, in the course's folder.

A sealed process cannot read that folder, and a worker may be on another machine. So the text is
passed on, and the modules are made from it.
"""

import importlib
import sys
from collections.abc import Mapping
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

# The files in the course's folder, and the names under which they are imported.
QUESTIONS, MISTAKES = "own_questions", "own_mistakes"
FILES = {"questions": QUESTIONS, "mistakes": MISTAKES}


def import_own(files: Mapping[str, str], name: str) -> list[ModuleType]:
    """The modules `name` and `name.…` in these files, in order; none if there is no file.

    Args:
        files: "questions.py", or "questions/__init__.py" and the modules beside it, -> text.

    Raises:
        Exception: whatever the files' own code raises.
    """
    finder = _Texts(files)
    wanted = sorted(module for module in finder.texts if module.partition(".")[0] == name)
    for module in [*sys.modules]:
        if module.partition(".")[0] == name:  # another course's
            del sys.modules[module]
    sys.meta_path.insert(0, finder)
    try:
        return [importlib.import_module(module) for module in wanted]
    finally:
        sys.meta_path.remove(finder)


class _Texts(MetaPathFinder, InspectLoader):
    """Finds the modules and loads them."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.texts: dict[str, str] = {}
        self.packages: set[str] = set()
        for path, text in files.items():
            first, *rest = path.removesuffix(".py").split("/")
            is_package = rest[-1:] == ["__init__"]
            module = ".".join([FILES[first], *(rest[:-1] if is_package else rest)])
            self.texts[module] = text
            if is_package:
                self.packages.add(module)

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The spec of one of the modules."""
        if fullname not in self.texts:
            return None
        return ModuleSpec(fullname, self, is_package=fullname in self.packages)

    def get_source(self, fullname: str) -> str:
        """Its text."""
        return self.texts[fullname]
