"""The library that stands beside a notebook, compiled.

Every notebook runs in a fresh folder, where Python would compile the library's modules anew.
They are the installed ones, which Python has compiled before, so this is handed on.
"""

import functools
import importlib.util
import marshal
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import PurePosixPath

from .reference import FOLDER

CHECKED_HASH = (0b11).to_bytes(4, "little")  # of PEP 552: whose source has changed is not used


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
    code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)
    source = importlib.util.source_hash(content)
    return importlib.util.MAGIC_NUMBER + CHECKED_HASH + source + marshal.dumps(code)
