"""What is remembered has a bound in number and in time."""

import pytest

from autograder.outside.serving.known import KnownDraws
from autograder.outside.serving.recent import Recent
from eager_course.course import COURSE

from .conftest import QUESTION


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("autograder.outside.serving.recent.time.monotonic", lambda: now[0])
    return now


def test_the_one_that_was_used_longest_ago_goes_first(clock: list[float]) -> None:
    gone: list[str] = []
    recent: Recent[str, int] = Recent(2, 60, gone.append)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert gone == ["b"] and recent.get("b") is None and len(recent) == 2


def test_what_nobody_uses_is_forgotten_in_time(clock: list[float]) -> None:
    recent: Recent[str, int] = Recent(100, 60)
    recent.put("a", 1)
    recent.put("b", 2)
    clock[0] = 50
    recent.get("a")
    clock[0] = 70
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)


def test_a_worker_forgets_old_draws_with_all_that_belongs_to_them(clock: list[float]) -> None:
    asked = COURSE.find_question(QUESTION)
    known = KnownDraws(COURSE, 60)
    asked.cases.cache_clear()
    for period in range(4):
        clock[0] = 100.0 * period
        for number in range(3):
            known.of(QUESTION, f"{period}/{number}")
        assert len(known) == 3
    assert asked.cases.cache_info().currsize <= 3
