"""The library beside a notebook, compiled.

Every notebook runs in a fresh folder, where Python would compile the library's modules again.
They are the same as the installed ones, so they need to be compiled only once.
"""

import functools
import tempfile
from collections.abc import Mapping
from importlib.util import cache_from_source
from pathlib import Path, PurePosixPath
from py_compile import PycInvalidationMode, compile

from ..course.reference import package_folder


def with_bytecode(files: Mapping[str, bytes], reference: str | None) -> dict[str, bytes]:
    """The files, and the bytecode of those that are unchanged modules of the reference.

    Args:
        files: relative path -> content.
        reference: the name of its package; None if there is none.
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
    """The content of a module's `.pyc`; None if the file is not the reference's.

    Python uses it if the module beside it has the same hash, whenever that was written.
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
