"""Catalogs: PO files, written and brought up to date through Babel.

A translation whose English text has changed is kept, and marked as fuzzy until somebody has looked
at it. One whose text is gone stands at the end of the file, out of use.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from .message import Message

COLUMNS = 100
# What Babel takes signs for that mean something else here: `100 %`, `{"W": [5.0]}`.
GUESSED = {"python-format", "python-brace-format"}
HEADER = """\
# A translation; see docs/translating.md.
#
# Written by `autograder translate extract`; edit the msgstr alone.
"""


@dataclass(frozen=True)
class Count:
    """How far a catalog is translated.

    Attributes:
        total: its messages.
        translated: those with a translation that is in use.
        fuzzy: those whose English text has changed since.
        stale: translations that are out of use.
    """

    total: int
    translated: int
    fuzzy: int
    stale: int


def read(path: Path) -> Catalog:
    """The catalog in a PO file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name.replace("-", "_"))


def update(path: Path, messages: Iterable[Message], known: Sequence[Catalog] = ()) -> Catalog:
    """Write the messages to a PO file, with the translations that it has or that `known` have.

    Nothing is written if nothing has changed.
    """
    template = Catalog(fuzzy=False)
    for message in messages:
        id = (message.id, message.plural) if message.plural else message.id
        template.add(id, auto_comments=[message.about])
    language = path.parent.name.replace("-", "_")
    old = read(path) if path.exists() else None
    catalog = old if old is not None else Catalog(locale=language, fuzzy=False)
    catalog.update(template, update_creation_date=False)
    for entry in _entries(catalog):
        entry.flags -= GUESSED
        if not _is_translated(entry):
            for other in known:
                found = other.get(entry.id)
                if found is not None and _is_translated(found) and not found.fuzzy:
                    entry.string = found.string
    write(path, catalog)
    return catalog


def write(path: Path, catalog: Catalog) -> None:
    """Write a catalog to a PO file, if that changes anything."""
    text = _written(catalog)
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _written(catalog: Catalog) -> str:
    """The catalog as a PO file, with a header that says what readers need and no dates."""
    file = io.BytesIO()
    write_po(file, catalog, width=COLUMNS, omit_header=True)
    plurals = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    return (
        f"{HEADER}"
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {catalog.locale_identifier}\\n"\n'
        f'"Plural-Forms: {plurals}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        "\n"
        f"{file.getvalue().decode().lstrip()}"
    )


def _entries(catalog: Catalog) -> list[Entry]:
    return [entry for entry in catalog if entry.id]


def _is_translated(entry: Entry) -> bool:
    strings = [entry.string] if isinstance(entry.string, str) else entry.string or [""]
    return all(strings)


def count(catalog: Catalog) -> Count:
    """How far the catalog is translated."""
    entries = _entries(catalog)
    fuzzy = sum(entry.fuzzy for entry in entries)
    done = sum(_is_translated(entry) and not entry.fuzzy for entry in entries)
    stale = sum(bool(entry.string) for entry in catalog.obsolete.values())
    return Count(len(entries), done, fuzzy, stale)


def ids(catalog: Catalog) -> set[str]:
    """The English texts in a catalog; of those that depend on a number, that for 1."""
    return {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in _entries(catalog)}
