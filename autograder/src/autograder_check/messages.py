"""What students are told, in their language.

Code has the English text: `_("{score} of {most} points", …)`. In another language, the text is
looked up in that language's catalogs, PO files that are read as they are. What no catalog
translates is said in English. One process serves students of different languages, so the language
belongs to the call, not to the process.
"""

import functools
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import c2py  # type: ignore[attr-defined]  # in every Python, if not in its stubs
from pathlib import Path
from typing import Any

from .pseudo import PSEUDO, pseudo

ENGLISH = "en"
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")  # of a language: "ko", "en-XA"
PLURALS = re.compile(r"plural=([^;]+)")

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)
_folders: list[Path] = [Path(__file__).with_name("locale")]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """In this context, texts are in this language, such as "ko"."""
    token = _language.set(language or ENGLISH)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """The language of this context."""
    return _language.get()


def add_catalogs(folder: Path) -> None:
    """Look texts up in this folder's catalogs, too: `ko/*.po` for Korean."""
    if folder not in _folders:
        _folders.append(folder)


def translated(text: str) -> str:
    """A text in the language of this context."""
    spoken = _language.get()
    if spoken == ENGLISH:
        return text
    if spoken == PSEUDO:
        return pseudo(text)
    found = _known(spoken, tuple(_folders)).get(text)
    return found[0] if found else text


class Said(str):
    """A sentence that another reader can be told in their language, until it is copied.

    Attributes:
        again: says it in the language of the context in which this is called.
    """

    again: Callable[[], str]

    @classmethod
    def of(cls, text: str, again: Callable[[], str]) -> "Said":
        """A sentence, and how to say it again."""
        said = cls(text)
        said.again = again
        return said

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def again(text: str) -> str:
    """The same in the language of this context, if we said it ourselves; else as it is."""
    return text.again() if isinstance(text, Said) else text


def joined(parts: Iterable[str], between: str) -> str:
    """Sentences, one after the other."""
    said = tuple(parts)
    return Said.of(between.join(said), lambda: joined(map(again, said), between))


def _(text: str, /, **values: Any) -> str:
    """A sentence in the language of this context, with values for its placeholders."""
    found = translated(text)
    return Said.of(
        found.format(**values) if values else found,
        lambda: _(text, **{name: again(value) for name, value in values.items()}),
    )


def counted(one: str, many: str, count: float, /, **values: Any) -> str:
    """The same for a sentence that depends on a number: `one` if that is 1, else `many`."""
    return Said.of(
        _counted(one, many, count, **values),
        lambda: counted(one, many, count, **{name: again(value) for name, value in values.items()}),
    )


def _counted(one: str, many: str, count: float, /, **values: Any) -> str:
    spoken, text = _language.get(), one if count == 1 else many
    if spoken == PSEUDO:
        text = pseudo(text)
    elif spoken != ENGLISH:
        for catalog in _catalogs(spoken, tuple(_folders)):
            if found := catalog.texts.get(one):
                form = catalog.form(math.ceil(count))  # rules are for whole numbers
                text = found[min(form, len(found) - 1)]
    return text.format(**values)


@dataclass
class Catalog:
    """The translations in a PO file.

    Attributes:
        texts: the English text -> its translation, or one for each form of the plural.
        form: a number -> which of these forms it takes.
    """

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda count: int(count != 1)


def read_catalog(path: Path) -> Catalog:
    """The translations in a PO file, without those that are missing or marked as fuzzy."""
    catalog = Catalog()
    for entry in re.split(r"\n[ \t]*\n", path.read_text("utf-8")):
        lines = [line for line in entry.splitlines() if not line.startswith(("#~", "#."))]
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        said: dict[str, str] = {}
        name = ""
        for line in lines:
            if line.startswith("msg"):
                name, _space, line = line.partition(" ")
            if line.startswith('"'):
                said[name] = said.get(name, "") + json.loads(line)
        forms = tuple(text for name, text in said.items() if name.startswith("msgstr"))
        if said.get("msgid") == "":
            rule = PLURALS.search("".join(forms))
            catalog.form = c2py(rule[1]) if rule else catalog.form
        elif forms and all(forms) and not fuzzy:
            catalog.texts[said["msgid"]] = forms
    return catalog


@functools.lru_cache(maxsize=32)
def _catalogs(spoken: str, folders: tuple[Path, ...]) -> tuple[Catalog, ...]:
    if not CODE.fullmatch(spoken):
        return ()
    paths = [path for folder in folders for path in sorted((folder / spoken).glob("*.po"))]
    return tuple(map(read_catalog, paths))


@functools.lru_cache(maxsize=32)
def _known(spoken: str, folders: tuple[Path, ...]) -> dict[str, tuple[str, ...]]:
    """All of a language's translations; the first catalog that has one counts."""
    known: dict[str, tuple[str, ...]] = {}
    for catalog in reversed(_catalogs(spoken, folders)):
        known.update(catalog.texts)
    return known
