"""The library that stands beside a notebook, compiled.

Every notebook runs in a fresh folder, where Python would compile the library's modules anew.
They are the installed ones, word for word, so they need to be compiled only once.
"""

import functools
import tempfile
from collections.abc import Mapping
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath
from py_compile import PycInvalidationMode, compile

from ..course.reference import package_folder


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
    """The content of a module's `.pyc`; None for a file that is not the reference's.

    Python runs it where the module beside it has the same hash, whenever that was written.
    """
    if not path.is_file() or path.read_bytes() != content:
        return None
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder, f"{path.name}c")
        compile(
            str(path),
            str(compiled),
            doraise=True,
            invalidation_mode=PycInvalidationMode.CHECKED_HASH,
        )
        return compiled.read_bytes()
