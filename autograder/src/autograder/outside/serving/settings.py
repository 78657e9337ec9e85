"""What an instructor chooses for practice, in the file serve.toml beside nbgrader_config.py."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from ..grading.settings import BadConfiguration

FILE = "serve.toml"
WHO = ("anyone", "tokens", "jupyterhub")
SHOWS = ("all", "misconception only", "parts only")
NOWHERE = "nowhere"


@dataclass(frozen=True)
class Practice:
    """How one assignment is practised.

    Attributes:
        opens, closes: when verdicts are given, in UTC; None for no limit.
        an_hour: how many verdicts a student gets in an hour; 0 for no limit.
        shows: "all" as in feedback; "misconception only" leaves out the smallest case that fails,
            with what was expected there; "parts only" leaves out the misconception as well.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    an_hour: int = 60
    shows: str = "all"


@dataclass(frozen=True)
class ServeSettings:
    """All of serve.toml.

    Attributes:
        who: who may ask: "anyone", "tokens" (whoever has one of a file's) or "jupyterhub".
        tokens: the file with the tokens.
        names: whether the class page shows names, where tokens or the hub give them.
        keep: where verdicts are kept: an SQLAlchemy URL, or "nowhere".
        days: for how many days.
        default: for assignments that have no table of their own; None if these are closed.
        assignments: name -> how it is practised.
    """

    who: str = "anyone"
    tokens: Path | None = None
    names: bool = False
    keep: str = NOWHERE
    days: int = 30
    default: Practice | None = field(default_factory=Practice)
    assignments: Mapping[str, Practice] = field(default_factory=dict)

    def practice(self, assignment: str) -> Practice | None:
        """How an assignment is practised; None if it is not."""
        return self.assignments.get(assignment, self.default)


def read_serve_settings(root: Path, zone: tzinfo | None = None) -> ServeSettings:
    """The settings of the course in `root`; without the file, everything is open to anyone.

    `zone` is the course's, for times that name none.

    Raises:
        BadConfiguration: the file cannot be read, or says something that cannot be.
    """
    path = root / FILE
    if not path.is_file():
        return ServeSettings()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return _settings(said, root, zone)
    except (OSError, ValueError) as problem:  # ValueError: not UTF-8, not TOML, or from below
        raise BadConfiguration(f"{path} cannot be used: {problem}") from None


def _settings(said: dict[str, Any], root: Path, zone: tzinfo | None) -> ServeSettings:
    tables = said.pop("assignments", None)
    keep = _take(said, "keep", str, NOWHERE)
    if keep.endswith(".db") and "://" not in keep:
        keep = f"sqlite:///{(root / keep).resolve()}"
    if keep != NOWHERE and "://" not in keep:
        raise ValueError(f'keep = {keep!r}: name a file that ends in .db, a URL, or "{NOWHERE}"')
    tokens = _take(said, "tokens", str, "")
    settings = ServeSettings(
        who=_one_of(said, "who", WHO),
        tokens=root / tokens if tokens else None,
        names=_take(said, "names", bool, False),
        keep=keep,
        days=_take(said, "days", int, 30),
        default=None if tables else Practice(),
        assignments={name: _practice(name, table, zone) for name, table in (tables or {}).items()},
    )
    if said:
        raise ValueError(f"there is no setting {next(iter(said))!r}")
    if settings.who == "tokens" and settings.tokens is None:
        raise ValueError('who = "tokens" needs a file with them: tokens = "practice-tokens.txt"')
    return settings


def _practice(name: str, table: Any, zone: tzinfo | None) -> Practice:
    if not isinstance(table, dict):
        raise ValueError(f'assignments.{name} must be a table: [assignments."{name}"]')
    said = dict(table)
    practice = Practice(
        opens=_moment(said, "opens", zone),
        closes=_moment(said, "closes", zone),
        an_hour=_take(said, "an_hour", int, Practice.an_hour),
        shows=_one_of(said, "shows", SHOWS),
    )
    if said:
        raise ValueError(f"{name}: there is no setting {next(iter(said))!r}")
    return practice


def _take(said: dict[str, Any], name: str, kind: type, default: Any) -> Any:
    value = said.pop(name, default)
    if type(value) is not kind:
        raise ValueError(f"{name} must be {kind.__name__}, not {value!r}")
    return value


def _one_of(said: dict[str, Any], name: str, choices: tuple[str, ...]) -> str:
    value = said.pop(name, choices[0])
    if value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, choices))}, not {value!r}")
    return value


def _moment(said: dict[str, Any], name: str, zone: tzinfo | None) -> datetime | None:
    value = said.pop(name, None)
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise ValueError(f"{name} must be a date and a time, as in 2026-11-20T23:59:00+01:00")
    if value.tzinfo is None and zone is None:
        raise ValueError(
            f"{name} = {value} names no time zone: add one, as in {value.isoformat()}+01:00, or "
            "set c.Autograder.timezone"
        )
    return value.replace(tzinfo=value.tzinfo or zone).astimezone(UTC)
