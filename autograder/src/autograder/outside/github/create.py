"""Makes a private repository from a template for each student or team, and invites them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .api import GitHub, NotFound, Refused
from .roster import Person, Roster


class NoTemplate(OSError):
    """There is no template to make repositories from; the message says what to do."""


@dataclass(frozen=True)
class Made:
    """What was done about one repository: whether all is well now, and what, in words."""

    repository: str
    well: bool
    what: str


@dataclass(frozen=True)
class Creator:
    """Makes the repositories of an assignment. Whatever is there already is left as it is.

    Attributes:
        github: GitHub's API, with a token that may create repositories in the organization.
        organization: where they are made.
        template: OWNER/NAME of the template.
        prefix: what their names begin with.
        dry_run: ask only, and say what would be done.
    """

    github: GitHub
    organization: str
    template: str
    prefix: str
    dry_run: bool = False

    def create(self, roster: Roster) -> Iterator[Made]:
        """Make what is missing, and say for each repository what was done.

        Raises:
            NoTemplate: the template is not there, or not marked as one.
            GitHubError: GitHub takes no more requests; run it again to go on.
        """
        self._check_template()
        for name, people in roster.shared().items():
            repository = f"{self.prefix}-{name}"
            try:
                yield self._one(repository, people)
            except (NotFound, Refused) as problem:
                yield Made(repository, False, str(problem))
        for person in roster.people:
            if not person.username:
                who = person.identifier or person.name
                yield Made(who, False, "the roster does not give their name on GitHub")

    def _check_template(self) -> None:
        try:
            known = self.github.get(f"/repos/{self.template}").content
        except NotFound:
            raise NoTemplate(
                f"GitHub has no template {self.template}, or the token may not see it: write it "
                "with `autograder github template`, push it, and name it with --template"
            ) from None
        if not known.get("is_template"):
            raise NoTemplate(
                f"{self.template} is not marked as a template: tick «Template repository» in its "
                "settings"
            )

    def _one(self, repository: str, people: Sequence[Person]) -> Made:
        done = []
        path = f"/repos/{self.organization}/{repository}"
        try:
            known = self.github.get(path).content
        except NotFound:
            known = None
        if known is None:
            done.append("created")
            if not self.dry_run:
                self.github.send(
                    "POST",
                    f"/repos/{self.template}/generate",
                    {"owner": self.organization, "name": repository, "private": True},
                )
        elif not known.get("private", True):
            return Made(repository, False, "is there, and everybody can read it: make it private")
        strangers = []
        for person in people if known is None else self._not_invited(path, people):
            try:
                if self.dry_run:
                    self.github.get(f"/users/{person.username}")
                else:
                    self.github.send(
                        "PUT", f"{path}/collaborators/{person.username}", {"permission": "push"}
                    )
                done.append(f"invited {person.username}")
            except NotFound:
                strangers.append(person.username)
        if strangers:
            done.append(f"GitHub has no user {', '.join(strangers)}")
        would = "would be " if self.dry_run and done else ""
        return Made(repository, not strangers, would + (", ".join(done) or "was already there"))

    def _not_invited(self, path: str, people: Sequence[Person]) -> list[Person]:
        """Those who can neither write to a repository yet nor have been invited to."""
        there = [
            one["login"] for one in self.github.pages(f"{path}/collaborators?affiliation=direct")
        ]
        there += [
            one["invitee"]["login"]
            for one in self.github.pages(f"{path}/invitations")
            if one.get("invitee")
        ]
        known = {login.casefold() for login in there}
        return [person for person in people if person.username.casefold() not in known]
