"""What collecting found: a record for each student, kept between runs and shown in a table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..clean import clean
from .pushes import Clock

WIDTH = 140  # of the table, in a file or a job's log
COLLECTED, MISSING, FAILED = "collected", "missing", "failed"


@dataclass
class Found:
    """What was found for one student.

    Attributes:
        student: the id in the gradebook.
        username: the name on GitHub.
        repository: its name; "" if there is none.
        url: the repository's address, for people.
        state: collected, missing (nothing to grade) or failed (it could not be fetched).
        commit: the one that counts.
        time: when it was handed in, in ISO 8601.
        clock: who says so.
        deadline: the student's, in ISO 8601.
        own_deadline: the same if it is not everybody's, else "".
        remarks: what the instructor should know, in sentences.
        answers: a hash of the notebook's cells.
        private: whether the repository is private; None if that is not known.
        address: what git fetches from.
        full_name: OWNER/NAME for GitHub's API.
        forced: whether a force push was seen, in this run or an earlier one.
        settled: whether nothing still to come can change this.
    """

    student: str
    username: str
    repository: str = ""
    url: str = ""
    state: str = MISSING
    commit: str = ""
    time: str = ""
    clock: str = ""
    deadline: str = ""
    own_deadline: str = ""
    remarks: list[str] = field(default_factory=list)
    answers: str = ""
    private: bool | None = None
    address: str = ""
    full_name: str = ""
    forced: bool = False
    settled: bool = False


def read_found(path: Path) -> dict[tuple[str, str], Found]:
    """`key` -> what was found last time; empty the first time."""
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        return {key(one): one for one in (Found(**record) for record in known)}
    except (OSError, ValueError, TypeError):
        return {}


def write_found(path: Path, found: Iterable[Found]) -> None:
    """Save the findings, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps([asdict(one) for one in found], indent=1), encoding="utf-8")
    new.replace(path)


def key(one: Found) -> tuple[str, str]:
    """Tells records apart: by user name and address, or else by student.

    A repository's name would not do: several owners often use the same one.
    """
    return one.username, one.address or one.student


def show(found: Sequence[Found]) -> None:
    """Print a row for each student, and below what the instructor should know."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    table = Table()
    for heading in ("student", "repository", "state", "commit", "handed in (UTC)", "by the"):
        table.add_column(heading)
    for one in found:
        time = one.time[:16].replace("T", " ")
        row = [one.student, one.repository, one.state, one.commit[:10], time, one.clock]
        table.add_row(*(Text(clean(cell)) for cell in row))
    console.print(table)
    for one in found:
        for remark in one.remarks:
            text = f"{clean(one.student)}: {clean(remark)}"
            console.print(text, markup=False, highlight=False, soft_wrap=True)
    if any(one.deadline and one.clock == Clock.COMMIT.value for one in found):
        console.print(
            f"Times by the {Clock.COMMIT.value} can be forged: there is no record of these pushes.",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    counts = [sum(one.state == state for one in found) for state in (COLLECTED, MISSING, FAILED)]
    console.print("{} collected, {} missing, {} failed".format(*counts))
