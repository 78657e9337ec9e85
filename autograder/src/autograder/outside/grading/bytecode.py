"""The library that stands beside a notebook, compiled.

Every notebook runs in a fresh folder, where Python would compile the library's modules anew.
They are the installed ones, word for word, so they need to be compiled only once.
"""

import functools
import py_compile
import struct
import tempfile
from collections.abc import Mapping
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path, PurePosixPath

from ..course.reference import package_folder

# The header of bytecode, of PEP 552: a magic number, flags, and what the source was like, which
# is its hash or its time and size. With these flags Python compares the source's hash.
HEADER = struct.Struct("<4sI8s")
BY_TIME, BY_HASH = 0b00, 0b11


def with_bytecode(files: Mapping[str, bytes], reference: str | None) -> dict[str, bytes]:
    """The files, and the bytecode of those that are modules of the reference, word for word.

    Args:
        files: relative path -> content.
        reference: the name of its package; None for none.
    """
    found = dict(files)
    if reference is None:
        return found
    for path, content in files.items():
        if PurePosixPath(path).parent.name == reference and path.endswith(".py"):
            code = _bytecode(package_folder(reference) / PurePosixPath(path).name, content)
            if code:
                found[cache_from_source(path)] = code
    return found


@functools.lru_cache(maxsize=256)
def _bytecode(path: Path, content: bytes) -> bytes | None:
    """The content of a module's `.pyc`; None for a file that is not the reference's."""
    if not path.is_file() or path.read_bytes() != content:
        return None
    code = _installed(path) or _compiled(path)
    return HEADER.pack(MAGIC_NUMBER, BY_HASH, source_hash(content)) + code


def _installed(path: Path) -> bytes | None:
    """The code that Python has left beside an installed module, if it is still the module's."""
    try:
        found = Path(cache_from_source(str(path))).read_bytes()
        source = path.stat()
    except OSError:
        return None
    time_and_size = struct.pack("<LL", int(source.st_mtime) & 0xFFFFFFFF, source.st_size)
    header = HEADER.pack(MAGIC_NUMBER, BY_TIME, time_and_size)
    return found[HEADER.size :] if found.startswith(header) else None


def _compiled(path: Path) -> bytes:
    """The code of a module, compiled now."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder, f"{path.name}c")
        py_compile.compile(str(path), str(compiled), doraise=True)
        return compiled.read_bytes()[HEADER.size :]
