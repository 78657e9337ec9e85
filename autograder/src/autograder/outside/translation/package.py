"""What a package says to students: the texts in its code, its templates and its READMEs.

In code, these are the texts that `autograder_check.messages` is asked for.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .markdown import texts_of_markdown
from .message import Message

ASKED = {"_": 1, "translated": 1, "counted": 2}  # function -> how many of its arguments are texts
SAID = re.compile(r"'([^']+)' \| say(?:_counted\('([^']+)'|\b)")  # in a template
VALUE = re.compile(r"\{\w")


def messages_of_package(folder: Path) -> list[Message]:
    """The texts of a package, file by file."""
    found: list[Message] = []
    for path in sorted(folder.rglob("*.py")):
        if "messages import" in (source := path.read_text("utf-8")):
            found += _in_code(source, path.relative_to(folder).as_posix())
    for path in sorted(folder.rglob("*.j2")):
        for one, many in SAID.findall(path.read_text("utf-8")):
            found.append(_message(one, many, f"{path.parent.name}, {path.name}"))
    for path in sorted(folder.rglob("README.md")):
        for text in texts_of_markdown(path.read_text("utf-8")):
            found.append(Message(text.message, f"README of a student's repository: {text.about}"))
    return found


def _in_code(source: str, name: str) -> Iterator[Message]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for scope in (node for node in ast.walk(ast.parse(source)) if isinstance(node, functions)):
        named = _named_texts(scope)
        for node in ast.walk(scope):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [_texts(one, named) for one in node.args[: ASKED.get(node.func.id, 0)]]
            if len(texts) == 2:
                for one, many in zip(*texts, strict=True):
                    yield _message(one, many, name)
            else:
                yield from (_message(one, "", name) for found in texts for one in found)


def _named_texts(scope: ast.AST) -> dict[str, list[str]]:
    """The texts that a function gives a name before it asks for their translation."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).extend(_texts(node.value, {}))
    return named


def _texts(node: ast.expr, named: dict[str, list[str]]) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, named), *_texts(node.orelse, named)]
    return named.get(node.id, []) if isinstance(node, ast.Name) else []


def _message(one: str, many: str, where: str) -> Message:
    kind = "a sentence with values" if VALUE.search(one) else "a text"
    return Message(one, f"{where}: {kind}", many)
