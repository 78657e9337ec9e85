"""Brings the notebooks of a class from their repositories into `submitted/`.

One file of one commit is read from each repository, and nothing else. The findings are saved
after each repository, so that a run that was stopped goes on where it was.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from autograder_check.cell_model import grade_id
from autograder_check.handed_out import NoRelease, released_cells
from autograder_check.reading import Unreadable, submitted_notebook

from ..class_grader.folder import write_folder
from ..course import CourseFolder
from ..course.seeds import FOLDER
from ..extensions import read_extensions
from ..grading.settings import Settings, assignment_folder
from ..grading.submissions import TIMESTAMP
from .api import PUBLIC, GitHub, GitHubError, NotFound, Refused, web_address
from .clone import Empty, Tip, fetch, folder_of, has_commit
from .found import COLLECTED, FAILED, MISSING, Found, key, read_found, write_found
from .git import Git, GitError
from .pushes import Choice, Clock, Push, choose, left_out, of_commits, of_server
from .repositories import Repository
from .roster import PLAIN, Roster
from .token import Token
from .tree import Entry, NoNotebook, deleted_in, find_notebook, other_notebooks, read

FILE_MODE = 0o644
AT_A_TIME = 8  # repositories
MOST_OTHERS = 20  # notebooks that are read to find answers in another place
SAME = "The notebook is identical to that of"
EARLIER = (
    "submitted/ still has an earlier notebook of theirs, which would be graded: "
    "remove it if it should not count."
)
TWO = "The student has another repository, and the last one was taken:"


@dataclass
class Collector:
    """Collects one assignment.

    Attributes:
        course: where the notebooks go.
        settings: the course's configuration.
        assignment: its name.
        roster: who takes the course.
        deadline: pushes after it do not count; None if there is no deadline.
        github: GitHub's API, or None to ask only git.
        token: for git.
        again: look again at what was settled before.
        everybody: whether the repositories are the whole class's; if not, a later deadline is
            these students' own.
        tell: shows the user a sentence.
        now: returns the current time.
    """

    course: CourseFolder
    settings: Settings
    assignment: str
    roster: Roster = Roster()
    deadline: datetime | None = None
    github: GitHub | None = None
    token: Token = Token()
    again: bool = False
    everybody: bool = True
    tell: Callable[[str], None] = lambda text: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __post_init__(self) -> None:
        notebook = self.course.notebook_path("release", self.assignment)
        self._notebook = notebook.name
        handed_out = notebook.read_bytes() if notebook.is_file() else b""
        self._locked = _locked(handed_out, notebook.name)
        self._released = answers(handed_out, self._locked) if handed_out else ""
        self._folder = kept_folder(self.course, self.assignment)
        self._extensions = read_extensions(self.course.root, self.settings.zone)
        self._own: dict[str, str] = {}

    def collect(self, repositories: Sequence[Repository]) -> list[Found]:
        """Collect all of these; return what was found for each student, in order.

        Raises:
            GitHubError: GitHub takes no more requests. What was found until then is kept.
            OSError: the findings cannot be written.
        """
        before = read_found(self._folder / "found.json")
        self._know(before.values(), repositories)
        found: dict[tuple[str, str], Found] = {}
        waiting: list[Repository] = []
        for repository in repositories:
            old = before.get((repository.username, repository.address))
            if old is not None and self._is_settled(old):
                found[key(old)] = old
            else:
                waiting.append(repository)
        for new in self._side_by_side(waiting, before):
            found[key(new)] = new
            write_found(self._folder / "found.json", {**before, **found}.values())
        result = [*found.values(), *self._known_of_others(before.values(), repositories)]
        result += self._without_repository(result)
        result = with_doubles_told(sorted(result, key=lambda one: one.student.casefold()))
        write_found(self._folder / "found.json", result)
        return result

    def _side_by_side(
        self, repositories: Sequence[Repository], before: Mapping[tuple[str, str], Found]
    ) -> Iterator[Found]:
        """Collect several repositories at a time, so that none waits for a host that is away.

        What belongs to one student, or to one copy of a repository, is done in turn.
        """
        turns: dict[str, Lock] = defaultdict(Lock)
        by_student: dict[str, list[Repository]] = {}
        for repository in repositories:
            turns[repository.address]
            by_student.setdefault(self.roster.student(repository.username), []).append(repository)

        def all_of(mine: Sequence[Repository]) -> list[Found]:
            results = []
            for repository in mine:
                with turns[repository.address]:
                    self.tell(repository.name)
                    old = before.get((repository.username, repository.address))
                    results.append(self._one(repository, old))
            return results

        with ThreadPoolExecutor(AT_A_TIME) as pool:
            tasks = [pool.submit(all_of, mine) for mine in by_student.values()]
            try:
                for task in as_completed(tasks):
                    yield from task.result()
            except GitHubError:
                for task in tasks:
                    if not task.cancel() and task.exception() is None:  # it was under way
                        yield from task.result()
                raise
            finally:
                for task in tasks:
                    task.cancel()

    def _know(self, before: Iterable[Found], repositories: Sequence[Repository]) -> None:
        """Note whose deadline is their own: those who were collected apart with a later one.

        A line of `extensions.csv` needs no note, and comes before it.
        """
        before = list(before)
        self._own = {one.student: one.own_deadline for one in before if one.own_deadline}
        others = self._known_of_others(before, repositories)
        theirs = [
            one.deadline
            for one in others
            if one.student not in self._own
            and not self._extensions.of(self.assignment, one.student)
        ]
        if theirs and self.deadline is not None and not self.everybody:
            mine = _iso(self.deadline)
            for repository in repositories:
                student = self.roster.student(repository.username)
                self._own[student] = mine if all(theirs) and mine > max(theirs) else ""

    def _deadline_of(self, student: str) -> datetime | None:
        """A student's deadline: that of `extensions.csv`, one noted earlier, or everybody's."""
        listed = self._extensions.of(self.assignment, student)
        if listed and self.deadline:
            return listed.replace(tzinfo=UTC)
        own = self._own.get(student)
        if not own or self.deadline is None:
            return self.deadline
        return max(self.deadline, datetime.fromisoformat(own))

    def _known_of_others(
        self, before: Iterable[Found], repositories: Sequence[Repository]
    ) -> list[Found]:
        """What earlier runs found for students whom this run was not asked about."""
        asked = {repository.username.casefold() for repository in repositories}
        return [
            one
            for one in before
            if one.address
            and one.username.casefold() not in asked
            and not self.roster.members(one.username)  # before it was known to be a team
        ]

    def _is_settled(self, old: Found) -> bool:
        """Whether this was found before, for this deadline, and is still valid."""
        deadline = _iso(self._deadline_of(old.student))
        same = old.settled and old.deadline == deadline and not self.again
        return (
            same
            and old.student == self.roster.student(old.username)
            and (self._submitted(old.student) / self._notebook).is_file()
        )

    def _one(self, repository: Repository, old: Found | None = None) -> Found:
        """Collect one repository; whatever is wrong with it is reported in the result."""
        student = self.roster.student(repository.username)
        found = Found(
            student=student,
            username=repository.username,
            repository=repository.name,
            url=repository.url,
            deadline=_iso(self._deadline_of(student)),
            own_deadline=self._own.get(student, ""),
            private=repository.private,
            address=repository.address,
            full_name=repository.full_name,
            forced=old is not None and old.forced,
        )
        own = found.deadline != _iso(self.deadline) or found.deadline == found.own_deadline
        if own and found.deadline:
            found.remarks.append(f"Their deadline is their own: {found.deadline}.")
        if repository.formerly:
            found.remarks.append(f"The repository was renamed; it was {repository.formerly}.")
        if self.roster.people and self.roster.of(repository.username) is None:
            found.remarks.append(f"{repository.username} is not in the roster.")
        if repository.trouble:
            found.state = FAILED
            found.remarks.append(f"It could not be fetched: {repository.trouble}.")
            return found
        if not PLAIN.fullmatch(found.student):
            found.state = FAILED
            found.remarks.append(f"{found.student!r} cannot be the name of a folder.")
            return found
        try:
            self._fetch(repository, found)
        except (Empty, NoNotebook) as nothing:
            found.remarks.append(str(nothing))
        except (GitError, NotFound, Refused) as error:
            found.state = FAILED
            found.remarks.append(f"It could not be fetched: {self.token.hide(str(error))}")
        if found.state == MISSING and (self._submitted(found.student) / self._notebook).is_file():
            found.remarks.append(EARLIER)
        return found

    def _fetch(self, repository: Repository, found: Found) -> None:
        place = folder_of(self._folder, repository.name, repository.address)
        git = Git(place, self.token, web_address(self.github.address if self.github else PUBLIC))
        tip = fetch(git, repository.address, repository.branch)
        choice = self._choice(git, repository, tip, self._deadline_of(found.student))
        found.forced = found.forced or choice.forced
        if tip.wanted:
            found.remarks.append(
                f"Its default branch {tip.wanted} has no commits; {tip.branch} was taken."
            )
        if tip.elsewhere:
            found.remarks.append(
                f"There are commits that are not on {tip.branch}: see {', '.join(tip.elsewhere)}."
            )
        self._remark_on_time(choice, found)
        if choice.push is None:
            found.remarks.append("Nothing was pushed before the deadline.")
            return
        found.commit, found.time = choice.push.commit, _iso(choice.push.time)
        found.clock = choice.clock.value
        self._remark_on_merges(git, tip, choice, found)
        try:
            entry = find_notebook(git, found.commit, self._notebook)
        except NoNotebook as nothing:
            gone = deleted_in(git, found.commit, self._notebook)
            raise NoNotebook(
                f"{nothing} It was deleted in {gone[:10]}." if gone else nothing
            ) from None
        if entry.path != self._notebook:
            found.remarks.append(f"The notebook was renamed: {entry.path!r}.")
        content = read(git, entry)
        found.answers = answers(content, self._locked)
        if found.answers == self._released:
            found.remarks.append("The notebook has not been changed since it was handed out.")
            self._remark_on_others(git, entry, found)
            return
        self._write(found, content, choice.push)

    def _choice(
        self, git: Git, repository: Repository, tip: Tip, deadline: datetime | None
    ) -> Choice:
        """Which commit counts: by the server's record, or failing that by the commits' dates."""
        gone = ""
        if self.github is not None and repository.full_name:
            pushes = of_server(self.github, repository.full_name, tip.branch)
            choice = choose(pushes, Clock.SERVER, deadline)
            pushed = choice.push.commit if choice.push else ""
            if pushes and (not pushed or has_commit(git, repository.address, pushed)):
                return choice
            gone = pushed
        choice = choose(of_commits(git, tip.commit), Clock.COMMIT, deadline)
        return replace(choice, forced=tip.forced or bool(gone), gone=gone)

    def _remark_on_merges(self, git: Git, tip: Tip, choice: Choice, found: Found) -> None:
        """Tell of work that a merge after the deadline has brought in, by the commits' dates."""
        deadline = self._deadline_of(found.student)
        if choice.clock is Clock.COMMIT and deadline is not None:
            others = left_out(git, tip.commit, found.commit, deadline)
            if others:
                names = ", ".join(commit[:10] for commit in others[:3])
                found.remarks.append(
                    "Commits from before the deadline were merged after it, and are not in what "
                    f"was taken: {names}."
                )

    def _remark_on_others(self, git: Git, entry: Entry, found: Found) -> None:
        """Tell of notebooks beside the untouched one that have answers in them."""
        answered = [
            other.path
            for other in other_notebooks(git, found.commit, entry)[:MOST_OTHERS]
            if answers(read(git, other), self._locked) != self._released
        ]
        if answered:
            names = ", ".join(repr(path) for path in answered[:3])
            found.remarks.append(f"Another notebook has changes, and was not taken: {names}.")

    def _remark_on_time(self, choice: Choice, found: Found) -> None:
        if found.forced:
            found.remarks.append("It was force-pushed: earlier commits were replaced.")
        if choice.gone:
            found.remarks.append(
                f"The commit pushed before the deadline, {choice.gone[:10]}, is gone from the "
                "server."
            )
        if choice.late is not None:
            found.remarks.append(
                f"Late: pushed again at {choice.late:%Y-%m-%d %H:%M:%S} UTC, after the deadline."
                if choice.push is not None
                else f"Late: first pushed at {choice.late:%Y-%m-%d %H:%M:%S} UTC."
            )

    def _write(self, found: Found, content: bytes, push: "Push") -> None:
        timestamp = f"{push.time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        write_folder(
            self._submitted(found.student),
            {self._notebook: content, TIMESTAMP: timestamp.encode()},
            FILE_MODE,
            self.settings.coursedir.groupshared,
        )
        found.state = COLLECTED
        deadline = self._deadline_of(found.student)
        passed = deadline is not None and self.now() > deadline
        found.settled = passed and found.clock == Clock.SERVER.value

    def _submitted(self, student: str) -> Path:
        return assignment_folder(self.settings, "submitted", self.assignment, student)

    def _without_repository(self, found: Iterable[Found]) -> list[Found]:
        """Those on the roster for whom no run has found a repository."""
        there = {one.username.casefold() for one in found}
        return [
            Found(
                person.student or person.identifier,
                person.username,
                deadline=_iso(self._deadline_of(person.student)),
                remarks=[
                    "They have no repository, as far as is known."
                    if person.username
                    else "The roster does not give their name on GitHub."
                ],
            )
            for person in self.roster.people
            if person.username.casefold() not in there
        ]


def kept_folder(course: CourseFolder, assignment: str) -> Path:
    """Where the copies of the repositories and the findings are kept."""
    return course.root / FOLDER / "github" / assignment


def _locked(handed_out: bytes, name: str) -> set[str]:
    """The `grade_id`s of the cells that students cannot answer in."""
    try:
        return {cell.grade_id for cell in released_cells(handed_out, name) if cell.locked}
    except NoRelease:
        return set()


def answers(content: bytes, locked: Container[str] = ()) -> str:
    """A hash of a notebook's cells without the locked ones, whatever else is in the file."""
    try:
        notebook = submitted_notebook(content)
    except Unreadable:
        return hashlib.sha256(content).hexdigest()
    sources = [
        (cell.cell_type, cell.source.strip())
        for cell in notebook.cells
        if grade_id(cell) not in locked
    ]
    return hashlib.sha256(repr(sources).encode()).hexdigest()


def with_doubles_told(found: list[Found]) -> list[Found]:
    """Remark on notebooks that are the same, and on students with two repositories."""
    same: dict[str, list[Found]] = {}
    owners: dict[str, list[Found]] = {}
    for one in found:
        one.remarks = [text for text in one.remarks if not text.startswith((SAME, TWO))]
        if one.state == COLLECTED:
            same.setdefault(one.answers, []).append(one)
        if one.repository:
            owners.setdefault(one.student, []).append(one)
    for start, groups in ((SAME, same), (TWO, owners)):
        for group in groups.values():
            for one in group if len(group) > 1 else ():
                others = [
                    other.student if start == SAME else other.repository
                    for other in group
                    if other is not one and (other.address != one.address or not one.address)
                ]
                if others:  # a team's repository is theirs together
                    one.remarks.append(f"{start} {', '.join(others)}.")
    return found


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
