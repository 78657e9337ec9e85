"""A course's reference, loaded so that no other package of its name can stand in for it.

A course's folders may contain cut-down copies of the reference for students, and a notebook that
runs beside one has it first on its path. So the reference is loaded from where it is installed,
under a name that nothing else has.
"""

import copy
import functools
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from operator import is_
from pathlib import Path
from types import ModuleType
from typing import Any


@functools.cache
def package_folder(package: str) -> Path:
    """The folder of an installed package.

    Raises:
        ImportError: it is not installed. The current folder does not count.
    """
    here = {"", str(Path.cwd())}
    beside = str(Path(__file__).resolve().parents[3])  # where this package itself is installed
    spec = PathFinder.find_spec(package, [beside, *(p for p in sys.path if p not in here)])
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"the reference {package!r} is not installed; install it again")
    return Path(next(iter(spec.submodule_search_locations))).resolve()


@functools.cache
def load_reference(package: str) -> ModuleType:
    """The whole installed package, under a name that nothing else has.

    Raises:
        ImportError: it is not installed.
    """
    folder, name = package_folder(package), f"_{package}_reference"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def look_up(package: ModuleType, place: str) -> Any:
    """What a dotted name such as "optimizers.SGD" leads to; the package itself for ""."""
    return functools.reduce(getattr, place.split(".") if place else [], package)


@contextmanager
def preserve(package: ModuleType) -> Iterator[None]:
    """Undo, at the end of a `with` block, what it did to lists, dictionaries and sets of a package.

    A mistake may leave something in them: a tape that never stops would hear and keep every
    operation from then on, and what comes after it would be answered wrongly.
    """
    known = [(container, copy.copy(container)) for container in _containers(package)]
    try:
        yield
    finally:
        for container, before in known:
            if not _holds_the_same(container, before):
                container.clear()
                (container.extend if isinstance(container, list) else container.update)(before)


@functools.cache
def _containers(package: ModuleType) -> list[Any]:
    """The lists, dictionaries and sets that modules of the package have names for."""
    modules = [
        vars(module)
        for name, module in sys.modules.items()
        if f"{name}.".startswith(f"{package.__name__}.")
    ]
    found = [
        value
        for names in modules
        for name, value in names.items()
        if type(value) in (list, dict, set) and not name.startswith("__")
    ]
    return list({id(value): value for value in found}.values())


def _holds_the_same(container: Any, before: Any) -> bool:
    """Whether it holds the same objects, in the same order; `==` would not do for arrays."""
    if len(container) != len(before) or not all(map(is_, container, before)):
        return False
    return not isinstance(container, dict) or all(map(is_, container.values(), before.values()))
