"""The library that stands beside a notebook, compiled.

Every notebook runs in a fresh folder, where Python would compile the library's modules anew.
They are the installed ones, word for word, so they need to be compiled only once.
"""

import functools
import importlib.util
import py_compile
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from .reference import FOLDER

# Of PEP 552: it is not used for a source that has changed.
CHECKED = py_compile.PycInvalidationMode.CHECKED_HASH


def with_bytecode(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and the bytecode of those that are modules of the reference, word for word.

    Args:
        files: relative path -> content.
    """
    found = dict(files)
    for path, content in files.items():
        if PurePosixPath(path).parent.name == FOLDER.name and path.endswith(".py"):
            code = _bytecode(PurePosixPath(path).name, content)
            if code:
                found[importlib.util.cache_from_source(path)] = code
    return found


@functools.lru_cache(maxsize=256)
def _bytecode(name: str, content: bytes) -> bytes | None:
    """The content of a module's `.pyc`; None for a file that is not the reference's."""
    path = FOLDER / name
    if not path.is_file() or path.read_bytes() != content:
        return None
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder, f"{name}c")
        shown = f"{FOLDER.name}/{name}"  # and not where the reference is
        py_compile.compile(str(path), str(compiled), shown, True, invalidation_mode=CHECKED)
        return compiled.read_bytes()
