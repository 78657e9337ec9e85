"""Which part of `eager` a student holds at which stage: the modules of earlier stages only.

`eager/__init__.py` is written in blocks that begin with a line such as

    # -- stage 3: tape

A module belongs to the stage of the first block that imports from it, itself or through
another module.
"""

import re
from pathlib import Path

from .reference import FOLDER

PACKAGE = "eager"
BLOCK = re.compile(r"^# -- stage (\d+)\b.*$", re.MULTILINE)
IMPORT = re.compile(r"^\s*from \.(\w+) import|^\s*from \. import (.+)$", re.MULTILINE)


def stage_number(assignment: str) -> int | None:
    """3 for "03-tape"; None for an assignment that is no stage of the course."""
    match = re.match(r"(\d\d)-\w", assignment)
    return int(match.group(1)) if match else None


def staged_modules(assignment: str, package: Path = FOLDER) -> dict[str, str]:
    """File name -> source of the modules that a student holds at this stage.

    Empty for the first stage, where students hold nothing yet, and for other assignments.
    """
    stage = stage_number(assignment)
    if stage is None:
        return {}
    blocks = [block for block in init_blocks(package) if block[0] < stage]
    modules = with_imports({n for _, text in blocks[1:] for n in imported_modules(text)}, package)
    if not modules:
        return {}
    init = "".join(text for _, text in blocks)
    return {"__init__.py": init.rstrip() + "\n"} | {
        f"{name}.py": (package / f"{name}.py").read_text() for name in sorted(modules)
    }


def init_blocks(package: Path = FOLDER) -> list[tuple[int, str]]:
    """The blocks of `eager/__init__.py` with their stages; first what precedes them all, as 0."""
    text = (package / "__init__.py").read_text()
    starts = [(int(match.group(1)), match.start()) for match in BLOCK.finditer(text)]
    bounds = [*starts, (0, len(text))]
    head = (0, text[: bounds[0][1]])
    return [head] + [
        (stage, text[start : bounds[i + 1][1]]) for i, (stage, start) in enumerate(starts)
    ]


def with_imports(modules: set[str], package: Path) -> set[str]:
    """These modules of the package and all that they import from it."""
    known: set[str] = set()
    left = set(modules)
    while left:
        name = left.pop()
        known.add(name)
        left |= imported_modules((package / f"{name}.py").read_text()) - known
    return known


def imported_modules(block: str) -> set[str]:
    """The modules of the package that a block of code imports from."""
    names: set[str] = set()
    for match in IMPORT.finditer(block):
        listed = match.group(1) or match.group(2).strip("() ")
        names.update(name.split(" as ")[0].strip() for name in listed.split(","))
    return names
