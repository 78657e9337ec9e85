"""What a package says to students: the texts in its code, its templates and its READMEs.

In code, these are the texts that `autograder_check.messages` is asked for.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .markdown import texts_of_markdown
from .message import Message

# Function -> which of its arguments are texts. A request is refused with a text that is translated
# when the response is written.
ASKED = {"_": slice(1), "translated": slice(1), "counted": slice(2)}
ASKED |= {"Refused": slice(1, 2), "later": slice(1, 2), "BadDraw": slice(1)}
SAID = re.compile(r"'([^']+)' \| say(?:_counted\('([^']+)'|\b)")  # in a template
VALUE = re.compile(r"\{\w")


def messages_of_package(folder: Path) -> list[Message]:
    """The texts of a package, file by file."""
    found: list[Message] = []
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text("utf-8")
        if "messages import" in source or "refused import" in source:
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
    module = ast.parse(source)
    everywhere = _named_texts(module.body)
    for scope in (node for node in ast.walk(module) if isinstance(node, functions)):
        named = everywhere | _named_texts(ast.walk(scope))
        for node in ast.walk(scope):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            asked = node.args[ASKED.get(node.func.id, slice(0))]
            texts = [_texts(one, named) for one in asked]
            if len(texts) == 2:
                for one, many in zip(*texts, strict=True):
                    yield _message(one, many, name)
            else:
                yield from (_message(one, "", name) for found in texts for one in found)


def _named_texts(nodes: Iterable[ast.AST]) -> dict[str, list[str]]:
    """The texts that get a name before their translation is asked for."""
    named: dict[str, list[str]] = {}
    for node in nodes:
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
