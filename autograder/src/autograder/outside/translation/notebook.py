"""An assignment in another language: its notebook, the files beside it, its cells for grading.

The catalogs are in the course's folder: `locale/ko/01-variables.po` and `locale/ko/shared.po`. What
is in `locale/ko/files/`, such as a font, is put beside every notebook of that language.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import compute_checksum

from autograder_check.cell_model import TrustedCell
from autograder_check.messages import ENGLISH, read_catalog
from autograder_check.pseudo import PSEUDO, pseudo

from ..course.load import LOCALE
from ..notebooks.blocks import HIDDEN_TESTS, MARK_SCHEME, without
from ..notebooks.released import ReleasedNotebook, same
from ..notebooks.titles import headings_in
from .code import texts_of_code
from .markdown import texts_of_markdown
from .table import with_names
from .text import translated

SHARED = "shared"
FILES = "files"


class NoTranslation(OSError):
    """There is no translation of a course into a language; the message says which there are."""


@dataclass(frozen=True)
class Translation:
    """The texts of one assignment in another language.

    Attributes:
        language: its code, such as "ko".
        texts: English -> translation.
        sections: how a link to a section of the notebook begins in English -> in translation.
        files: what is put beside every notebook of this language, by name.
    """

    language: str
    texts: Mapping[str, str]
    sections: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """A text in this language, or in English if it has no translation."""
        return pseudo(text) if self.language == PSEUDO else self.texts.get(text, text)

    def back(self) -> "Translation":
        """From this language to English."""
        texts = {new: old for old, new in self.texts.items()}
        sections = {new: old for old, new in self.sections.items()}
        return Translation(ENGLISH, texts, sections)

    def source(self, cell_type: str, source: str) -> str:
        """The source of a cell."""
        if cell_type == "code":
            return translated(source, texts_of_code(source), self)
        if cell_type != "markdown":
            return source
        new = translated(source, texts_of_markdown(source), self)
        for old, here in self.sections.items():
            new = new.replace(old, here)
        return new

    def module(self, source: bytes) -> bytes:
        """The source of a module."""
        text = source.decode()
        return translated(text, texts_of_code(text), self).encode()

    def table(self, content: bytes) -> bytes:
        """A table of data: a .csv file, in whatever encoding."""
        text = content.decode("utf-8", "surrogateescape")
        return with_names(text, self).encode("utf-8", "surrogateescape")

    def notebook(self, notebook: NotebookNode) -> None:
        """Translate a notebook in place, and note its language in its metadata."""
        for cell in notebook.cells:
            cell.source = self.source(cell.cell_type, cell.source)
        notebook.metadata["autograder"] = {"language": self.language}

    def beside(self, files: Mapping[str, bytes], library: str | None) -> dict[str, bytes]:
        """The files beside a notebook, by path; all but the library's are translated."""
        own = {
            path: self.module(content) if path.endswith(".py") else self.table(content)
            for path, content in files.items()
            if path.endswith((".py", ".csv")) and not path.startswith(f"{library}/")
        }
        return {**files, **own, **self.files}

    def released(self, notebook: ReleasedNotebook) -> ReleasedNotebook:
        """What is known about a released notebook, as it is released in this language."""
        return replace(notebook, cells=tuple(map(self._cell, notebook.cells)))

    def with_prose(self, notebook: ReleasedNotebook, source: Path) -> ReleasedNotebook:
        """A notebook whose lesson is known in this language, too: students may work in either."""
        lesson = json.loads(source.read_text("utf-8"))["cells"] if source.is_file() else []
        prose = {
            same(self.source(cell["cell_type"], "".join(cell["source"])))
            for cell in lesson
            if not cell["metadata"].get("nbgrader")
        }
        return replace(notebook, prose=tuple(sorted({*notebook.prose, *prose})))

    def _cell(self, cell: TrustedCell) -> TrustedCell:
        new = replace(cell, source=self.source(cell.cell_type, cell.source))
        shown = without(without(new.source, HIDDEN_TESTS), MARK_SCHEME)
        return replace(new, checksum=compute_checksum(replace(new, source=shown).notebook_cell()))


def languages_of(root: Path) -> list[str]:
    """The languages, by code, into which the notebooks of a course are translated."""
    return sorted(path.name for path in (root / LOCALE).glob("*") if any(path.glob("*.po")))


def check_languages(root: Path, languages: Iterable[str]) -> None:
    """Check that the course can be taught in these languages.

    Raises:
        NoTranslation: there is one into which its notebooks are not translated.
    """
    there = [ENGLISH, *languages_of(root)]
    for language in languages:
        if language not in ("", PSEUDO, *there):
            raise NoTranslation(
                f"the course is not translated into {language!r}; there are: {', '.join(there)}"
            )


def translation_of(root: Path, language: str, assignment: str) -> Translation | None:
    """The translation of an assignment; None for English.

    Raises:
        NoTranslation: the course is not translated into this language.
    """
    if language in ("", ENGLISH):
        return None
    check_languages(root, [language])
    folder = root / LOCALE / language
    if language == PSEUDO:
        return Translation(PSEUDO, {}, _sections(root / "source" / assignment, pseudo))
    texts: dict[str, str] = {}
    for name in (SHARED, assignment):
        if (folder / f"{name}.po").is_file():
            found = read_catalog(folder / f"{name}.po").texts
            texts.update((english, forms[0]) for english, forms in found.items())
    files = {path.name: path.read_bytes() for path in sorted((folder / FILES).glob("*"))}
    sections = _sections(root / "source" / assignment, lambda text: texts.get(text, text))
    return Translation(language, texts, sections, files)


def between(root: Path, old: str, new: str, assignment: str) -> Translation | None:
    """From one language of the course's to another, one of them English; None if they are one.

    Raises:
        NoTranslation: the course is not translated into one of them, or neither is English.
    """
    if old == new:
        return None
    if old == ENGLISH:
        return translation_of(root, new, assignment)
    if new != ENGLISH:
        raise NoTranslation(f"a course in {old!r} is taught in {old!r} and English, not in {new!r}")
    known = translation_of(root, old, assignment)
    return known and known.back()


def _sections(folder: Path, translate: Callable[[str], str]) -> dict[str, str]:
    """The links to all sections of an assignment's notebooks, and what becomes of them."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] != "markdown":
                continue
            for heading in headings_in(0, "".join(cell["source"])):
                old, new = heading.text, translate(heading.text)
                found[f"[{old}](#{_anchor(old)})"] = f"[{new}](#{_anchor(new)})"
                found[f"](#{_anchor(old)})"] = f"](#{_anchor(new)})"
    return {old: new for old, new in found.items() if old != new}


def _anchor(heading: str) -> str:
    """What JupyterLab calls the place of a heading."""
    return heading.replace("`", "").replace("*", "").replace(" ", "-")
