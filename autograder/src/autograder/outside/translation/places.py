"""Where the catalogs of a course lie: in its folder for its notebooks, else in packages."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..course import CourseFolder
from ..course.load import LOCALE
from .message import Message
from .package import messages_of_package
from .sources import course_locale, messages_of_course, messages_of_folder

PACKAGES = ("autograder", "autograder_check")  # the engine, and the students' side


@dataclass(frozen=True)
class Place:
    """A catalog: where it lies, and what belongs into it.

    Attributes:
        group: the folder or package that it belongs to, for tables.
        folder: the folder with a folder for each language.
        name: the file's name, without `.po`.
        messages: makes its messages from the sources.
    """

    group: str
    folder: Path
    name: str
    messages: Callable[[], list[Message]]

    def path(self, language: str) -> Path:
        """The PO file for a language."""
        return self.folder / language / f"{self.name}.po"

    def shown(self, language: str) -> str:
        """The PO file's name in a table."""
        return f"{self.group}/{LOCALE}/{language}/{self.name}.po"


def catalogs_of(folder: CourseFolder, packages: bool = False) -> list[Place]:
    """The catalogs of a course: of its notebooks, and of the packages in its folder.

    With `packages`, those of the packages that it uses from elsewhere, too.
    """
    places = [
        Place("source", folder.root / LOCALE, name, partial(list, messages))
        for name, messages in messages_of_folder(folder).items()
    ]
    locale = course_locale(folder.course)
    if locale is not None:
        places += [
            Place(folder.course.name, locale, name, partial(list, messages))
            for name, messages in messages_of_course(folder.course).items()
        ]
    for package in PACKAGES:
        folder_of = Path(importlib.import_module(package).__file__ or "").parent
        messages = partial(messages_of_package, folder_of)
        places.append(Place(package, folder_of / LOCALE, package, messages))
    return [one for one in places if packages or one.folder.is_relative_to(folder.root)]


def languages_of(places: Sequence[Place]) -> list[str]:
    """The languages for which there are catalogs, by code."""
    return sorted({path.parent.name for one in places for path in one.folder.glob("*/*.po")})
