"""Reads moments as people and machines write them, and refuses what could mean two of them.

A moment is a date and a time in ISO 8601 with a zone, or in nbgrader's own form, such as
"2026-11-20 22:59:00.123 UTC". "01.11.2026" is January in one country and November in another, and
"CST" is three zones: a deadline that is hours off is worse than one that is refused.
"""

import re
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

WRITE = "write it as 2026-11-20 23:59:00 +0100, or with UTC at the end"
_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(?P<zone>\S*)"
)
_OFFSET = re.compile(r"[+-]\d\d(?::?\d\d)?")
_IN_A_NAME = re.compile(r"(\d{4})\D?(\d\d)\D?(\d\d)(?:\D{0,3}(\d\d)\D?(\d\d)(?:\D?(\d\d))?)?")


class Unclear(ValueError):
    """A text that names no moment, or might name several; the message says what to write."""


def moment(text: str, zone: tzinfo | None = None) -> datetime:
    """The moment that a text names, in UTC.

    Args:
        zone: the course's, for texts that name no zone, or abbreviate it ("KST"). Without it,
            these are refused.

    Raises:
        Unclear: the text cannot be relied on.
    """
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        raise Unclear(f"{text[:40]!r} is not a date and a time with a zone: {WRITE}")
    try:
        local = datetime.fromisoformat(f"{found['date']} {found['time'].replace(',', '.')}")
        return local.replace(tzinfo=_zone(text, found["zone"], local, zone)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, Unclear):
            raise
        raise Unclear(f"{text[:40]!r} is not a time ({problem}): {WRITE}") from None


def moment_in_name(text: str, zone: tzinfo | None = None) -> datetime | None:
    """The moment in a file's name, in UTC without a zone as in nbgrader; None if there is none.

    Learning platforms write digits, the year first, and leave out the time zone: it is taken to
    be the course's, or UTC.
    """
    try:
        return moment(text, zone).replace(tzinfo=None)
    except Unclear:
        found = _IN_A_NAME.fullmatch(text.strip("_- "))
    try:
        numbers = [int(number) for number in found.groups() if number] if found else []
        local = datetime(*numbers, tzinfo=zone or UTC) if numbers else None  # type: ignore[arg-type,misc]
        return local and local.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def zone_of(name: str) -> tzinfo | None:
    """A time zone by its name, such as Europe/Berlin; None for an empty one.

    Raises:
        ValueError: there is no such zone.
    """
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f"there is no time zone {name!r}: write one such as Europe/Berlin or Asia/Seoul"
        ) from None


def _zone(text: str, name: str, local: datetime, course: tzinfo | None) -> tzinfo:
    """The zone that a moment is in."""
    if name in ("Z", "UTC", "GMT"):
        return UTC
    if _OFFSET.fullmatch(name):
        offset = datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo
        assert offset is not None
        return offset
    if not name:
        if course is None:
            raise Unclear(f"{text[:40]!r} names no time zone: {WRITE}")
        return course
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise Unclear(f"{name[:40]!r} is not a time zone: {WRITE}") from None
    if course is not None and local.replace(tzinfo=course).tzname() == name:
        return course
    raise Unclear(f"{name[:20]!r} can mean several time zones: {WRITE}")
