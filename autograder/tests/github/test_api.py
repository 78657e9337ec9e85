"""GitHub's API: pages, limits, retries, errors in words."""

import time

import pytest

from autograder.outside.github.api import GitHub, GitHubError, NotFound
from autograder.outside.github.token import Token

from .fake_github import Failure, FakeGitHub

LIST = "/orgs/course/repos?type=all"


@pytest.fixture
def waits() -> list[float]:
    """How long the client waited, each time."""
    return []


@pytest.fixture
def client(github: FakeGitHub, waits: list[float]) -> GitHub:
    for name in "abcdefg":
        github.create(name)
    return GitHub(Token("secret-token"), github.address, sleep=waits.append)


def names(client: GitHub) -> list[str]:
    return [known["name"] for known in client.pages(LIST)]


def test_all_pages_of_a_list_are_read(client: GitHub, github: FakeGitHub) -> None:
    assert names(client) == list("abcdefg")
    assert len(github.asked) == 3


@pytest.mark.parametrize("status", [403, 429])
def test_it_waits_as_long_as_it_is_asked_to(
    client: GitHub, github: FakeGitHub, waits: list[float], status: int
) -> None:
    github.failures.append(Failure("/orgs", status, {"Retry-After": "7"}, "secondary rate limit"))
    assert names(client) == list("abcdefg") and waits == [7.0]


def test_it_waits_until_the_limit_is_lifted(
    client: GitHub, github: FakeGitHub, waits: list[float]
) -> None:
    reset = str(int(time.time()) + 30)
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    github.failures.append(Failure("/orgs", 403, headers, "API rate limit exceeded"))
    assert names(client) == list("abcdefg")
    assert len(waits) == 1 and 20 < waits[0] <= 31


def test_a_limit_without_a_time_is_a_minute_and_then_longer(
    client: GitHub, github: FakeGitHub, waits: list[float]
) -> None:
    github.failures.append(Failure("/orgs", 403, {}, "You exceeded a secondary rate limit", 2))
    assert names(client) == list("abcdefg") and waits == [60.0, 120.0]


def test_a_time_that_nobody_can_read_is_a_minute(
    client: GitHub, github: FakeGitHub, waits: list[float]
) -> None:
    github.failures.append(Failure("/orgs", 429, {"Retry-After": "soon"}))
    assert names(client) == list("abcdefg") and waits == [60.0]


def test_a_limit_that_lasts_ends_the_run_and_says_when_to_go_on(
    client: GitHub, github: FakeGitHub, waits: list[float]
) -> None:
    github.failures.append(Failure("/orgs", 429, {"Retry-After": "3600"}))
    with pytest.raises(GitHubError, match="60 minutes.*goes on where it stopped"):
        names(client)
    assert waits == []


def test_trouble_on_their_side_is_tried_again_but_not_for_ever(
    client: GitHub, github: FakeGitHub, waits: list[float]
) -> None:
    github.failures.append(Failure("/orgs", 502, times=2))
    assert names(client) == list("abcdefg") and waits == [1.0, 2.0]
    github.failures.append(Failure("/orgs", 500, times=99))
    with pytest.raises(GitHubError, match="answered 500; try again later"):
        names(client)


def test_nothing_is_made_twice(client: GitHub, github: FakeGitHub, waits: list[float]) -> None:
    github.failures.append(Failure("/repos", 502))
    with pytest.raises(GitHubError):
        client.send("POST", "/repos/course/a/issues", {"title": "x"})
    assert waits == [] and github.asked == ["/repos/course/a/issues"]


def test_an_expired_token_is_reported_at_once(github: FakeGitHub, waits: list[float]) -> None:
    github.token = "another"
    client = GitHub(Token("secret-token"), github.address, sleep=waits.append)
    with pytest.raises(GitHubError, match="expired") as caught:
        names(client)
    assert waits == [] and "secret-token" not in str(caught.value)


def test_what_is_not_found_may_only_be_hidden(client: GitHub, github: FakeGitHub) -> None:
    with pytest.raises(NotFound, match="the token may not see it"):
        client.get("/repos/course/nothing")
    with pytest.raises(NotFound, match="only with a token"):
        GitHub(Token(), github.address).get("/repos/course/nothing")


def test_the_token_goes_to_no_other_address(client: GitHub, github: FakeGitHub) -> None:
    github.failures.append(Failure("/repos", 302, {"Location": "http://localhost:1/steal"}))
    with pytest.raises(GitHubError, match="another address"):
        client.get("/repos/course/a")
    link = {"Link": '<http://localhost:1/steal>; rel="next"'}
    github.failures.append(Failure("/orgs", 200, link))
    with pytest.raises(GitHubError):
        names(client)


def test_an_address_where_nobody_answers_is_an_error_in_words(waits: list[float]) -> None:
    client = GitHub(Token("secret-token"), "http://127.0.0.1:9", sleep=waits.append)
    with pytest.raises(GitHubError, match="cannot be reached") as caught:
        client.get("/user")
    assert waits == [1.0, 2.0, 4.0, 8.0] and "secret-token" not in str(caught.value)
