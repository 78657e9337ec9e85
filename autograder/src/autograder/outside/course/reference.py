"""A course's reference, loaded so that no other package of its name can stand in for it.

A course's folders may contain cut-down copies of the reference for students, and a notebook that
runs beside one has it first on its path. So the reference is loaded from where it is installed,
under a name that nothing else has.
"""

import functools
import importlib.util
import sys
from importlib.machinery import PathFinder
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
