"""Reads what a download from Gradescope says about its submissions."""

from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 16 * 1024**2


class _Loader(yaml.SafeLoader):
    """Reads what Ruby writes: of its own objects, only the plain data in them."""


def _plain(loader: Any, tag: str, node: Any) -> Any:
    return loader.construct_mapping(node) if isinstance(node, yaml.MappingNode) else None


_Loader.add_multi_constructor("!ruby/", _plain)


def read_metadata(path: Path) -> dict[str, Any]:
    """Folder -> who handed it in and when, as `submission_metadata.yml` has it.

    Raises:
        OSError: it cannot be read.
    """
    if path.is_symlink() or path.stat().st_size > MOST_BYTES:
        raise OSError(f"{path.name} is a link, or too large")
    try:
        found = yaml.load(path.read_bytes(), Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise OSError(f"{path.name} cannot be read: {error}") from None
    return found if isinstance(found, dict) else {}
