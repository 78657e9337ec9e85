"""The part of a reference that students get at a stage: some modules, and what these import."""

import ast
from collections.abc import Iterator
from pathlib import Path


def staged_modules(package: Path, modules: tuple[str, ...]) -> dict[str, str]:
    """File name -> source of these modules, those that they import, and a fitting `__init__.py`.

    That is the package's own `__init__.py` without the lines that import other modules.

    Raises:
        FileNotFoundError: the package has no module of that name.
    """
    held = with_imports(set(modules), package)
    return {"__init__.py": _without_others((package / "__init__.py").read_text(), held)} | {
        f"{name}.py": (package / f"{name}.py").read_text() for name in sorted(held)
    }


def with_imports(modules: set[str], package: Path) -> set[str]:
    """These modules of the package, and everything that they import from it."""
    known: set[str] = set()
    left = set(modules)
    while left:
        name = left.pop()
        known.add(name)
        tree = ast.parse((package / f"{name}.py").read_text())
        left |= {found for node in ast.walk(tree) for found in _imported(node)} - known
    return known


def _imported(node: ast.AST) -> Iterator[str]:
    """The modules of its own package that a statement imports from."""
    if isinstance(node, ast.ImportFrom) and node.level == 1:
        if node.module:
            yield node.module.partition(".")[0]
        else:
            yield from (alias.name for alias in node.names)


def _without_others(source: str, held: set[str]) -> str:
    """The source of an `__init__.py` without its imports from modules that are left out."""
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if any(name not in held for name in _imported(node)):
            assert node.end_lineno is not None
            lines[node.lineno - 1 : node.end_lineno] = [None] * (node.end_lineno - node.lineno + 1)  # type: ignore[list-item]
    kept = "\n".join(line for line in lines if line is not None)
    return kept.rstrip() + "\n"
