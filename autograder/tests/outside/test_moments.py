"""Moments are read as they were meant, or refused with the line to write."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.outside.moments import Unclear, moment, moment_in_name, zone_of

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 10:00:00 UTC",
        "2026-11-20 10:00:00.000000 UTC",
        "2026-11-20T10:00:00Z",
        "2026-11-20T11:00+01:00",
        "2026-11-20 15:30 +0530",
        "2026-11-20 15:30:00+05:30",
        "2026-11-20 19:00 +09",
        "2026-11-20 11:00:00 Europe/Berlin",
        " 2026-11-20 10:00 GMT\n",
    ],
)
def test_a_time_with_a_zone_is_that_moment(text: str) -> None:
    assert moment(text) == TEN


@pytest.mark.parametrize(
    "text",
    [
        "01.11.2026 10:00",
        "11/20/2026 10:00 AM",
        "20 Nov 2026 10:00 UTC",
        "2026-11-20",
        "2026-11-20 10:00:00 KST",
        "2026-11-20 10:00:00 CEST",
        "2026-11-20 10:00:00 CST",
        "2026-11-20 10:00:00 +530",
        "2026-11-20 25:00:00 UTC",
        "2026-02-30 10:00:00 UTC",
        "2026-11-20 10:00:00 Europe/Nowhere",
        "2026-11-20 10:00:00 ../../etc/passwd",
        "2026-11-20 10:00:00",
        "9999-12-31 23:59:59 -1200",
        "tomorrow",
        "",
    ],
)
def test_what_could_mean_two_moments_is_refused_with_the_line_to_write(text: str) -> None:
    with pytest.raises(Unclear, match=r"write it as 2026-11-20 23:59:00 \+0100"):
        moment(text)


def test_a_course_has_a_time_zone_for_times_that_name_none() -> None:
    assert moment("2026-11-20 19:00:00", SEOUL) == TEN
    assert moment("2026-11-20 19:00:00 KST", SEOUL) == TEN
    assert moment("2026-07-20 12:00:00 CEST", BERLIN) == datetime(2026, 7, 20, 10, tzinfo=UTC)


def test_an_abbreviation_that_is_not_the_courses_at_that_time_is_refused() -> None:
    with pytest.raises(Unclear):
        moment("2026-11-20 12:00:00 CEST", BERLIN)  # it is winter there


@pytest.mark.parametrize("text", ["2026-11-20-10-00-00", "20261120T100000", "2026-11-20_10-00"])
def test_digits_in_a_file_name_are_in_the_courses_zone(text: str) -> None:
    ten = TEN.replace(tzinfo=None)
    assert moment_in_name(text) == ten
    assert moment_in_name(text, SEOUL) == ten - timedelta(hours=9)


@pytest.mark.parametrize("text", ["", "final", "12", "2026-99-20-10-00-00", "1234567890123456789"])
def test_a_name_without_a_moment_gives_none(text: str) -> None:
    assert moment_in_name(text) is None


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.integers(-14 * 4, 14 * 4).map(lambda quarters: timedelta(minutes=15 * quarters)),
)
def test_every_moment_that_is_written_out_is_read_back(local: datetime, offset: timedelta) -> None:
    written = local.replace(tzinfo=timezone(offset))
    assert moment(written.isoformat()) == written
    assert moment(written.strftime("%Y-%m-%d %H:%M:%S.%f %z")) == written


def test_a_zone_that_does_not_exist_is_named() -> None:
    assert zone_of("") is None
    with pytest.raises(ValueError, match="no time zone 'Berlin'"):
        zone_of("Berlin")
