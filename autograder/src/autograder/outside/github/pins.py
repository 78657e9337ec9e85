"""The actions that our workflows use, each at one commit: a tag can be moved, a commit cannot."""

from collections.abc import Iterator
from dataclasses import dataclass

from .api import GitHub, NotFound, Refused


@dataclass(frozen=True)
class Pin:
    """An action at a commit; `version` is the tag that it had."""

    action: str
    commit: str
    version: str

    def __str__(self) -> str:
        return f"{self.action}@{self.commit} # {self.version}"


CHECKOUT = Pin("actions/checkout", "de0fac2e4500dabe0009e67214ff5f5447ce83dd", "v6.0.2")
SETUP_PYTHON = Pin("actions/setup-python", "a309ff8b426b58ec0e2a45f0f869d46889d02405", "v6.2.0")
UPLOAD = Pin("actions/upload-artifact", "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1")
# Only the commits of this one's releases contain its built `dist/main.js`.
REPORTER = Pin(
    "classroom-resources/autograding-grading-reporter",
    "d13b5912daf5042ac1b71bc38bdb4a6bcd61d8ca",
    "v1",
)

PYTHON = "3.11"  # what the workflows run, and the pinned requirements were tested with
ALL = (CHECKOUT, SETUP_PYTHON, UPLOAD, REPORTER)


def look_up(github: GitHub) -> Iterator[tuple[Pin, bool, str]]:
    """Each pin, whether GitHub has an action at its commit, and where its tag is now.

    Raises:
        GitHubError: GitHub cannot be asked.
    """
    for pin in ALL:
        there = any(
            _is_there(github, f"/repos/{pin.action}/contents/{name}?ref={pin.commit}")
            for name in ("action.yml", "action.yaml")
        )
        try:
            tag = str(github.get(f"/repos/{pin.action}/commits/{pin.version}").content["sha"])
        except (NotFound, Refused):
            tag = ""
        yield pin, there, tag


def _is_there(github: GitHub, path: str) -> bool:
    try:
        github.get(path)
    except (NotFound, Refused):
        return False
    return True
