"""Fills in the texts in `files/`, where a name between two @ is replaced by its value."""

import re
from collections.abc import Mapping
from pathlib import Path

import autograder_check
from autograder_check.messages import translated

from ..translation.markdown import texts_of_markdown
from ..translation.text import translated as translated_source

FOLDER = Path(__file__).parent / "files"
CHECKER = Path(autograder_check.__file__).parent
NAME = re.compile(r"@([A-Z_0-9]+)@")


def filled(name: str, values: Mapping[str, object]) -> str:
    """The text of a file, with every name replaced; that of a README is translated.

    Raises:
        KeyError: it has a name that is not among the values.
    """
    text = (FOLDER / name).read_text(encoding="utf-8")
    if name.endswith(".md"):
        text = translated_source(text, texts_of_markdown(text), translated)
    return NAME.sub(lambda match: str(values[match[1]]), text)


def checker_files(folder: str) -> dict[str, bytes]:
    """Path -> content of the students' checker, in this folder ("" for none)."""
    prefix = f"{folder}/" if folder else ""
    return {
        f"{prefix}{CHECKER.name}/{path.relative_to(CHECKER).as_posix()}": path.read_bytes()
        for path in [*sorted(CHECKER.glob("*.py")), *sorted(CHECKER.glob("locale/*/*.po"))]
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (relative path -> content) into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
