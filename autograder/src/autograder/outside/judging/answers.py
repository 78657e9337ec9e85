"""What is known about one draw: the right answers and those of known mistakes."""

import functools
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from ...inside.ask import answer_question
from ...inside.plain import Plain
from ...inside.program import answer_case
from ...inside.question import Question
from ..course import Course, Mistake
from ..course.mistake import RIGHT

# Programs share what belongs to the whole process, such as Matplotlib's figures. A worker in a
# cluster may judge in several threads, so only one of them at a time runs programs.
_one_at_a_time = threading.Lock()


# What is known about one draw: RIGHT, or a mistake's name -> the answers to all cases.
Known = Mapping[str, Sequence[Plain]]


@functools.lru_cache(maxsize=512)
def expected_answers(course: Course, question_id: str, seed: int) -> tuple[Plain, ...]:
    """The reference's answers to the cases drawn from `seed`."""
    question = course.find_question(question_id)
    with _one_at_a_time:
        return tuple(answer_question(question, course.names(question), seed)["answers"])


class WorkedOut(Known):
    """What the course's reference answers, and its mistakes, worked out when it is looked at."""

    def __init__(
        self,
        course: Course,
        question_id: str,
        seed: int,
        mistakes: Sequence[Mistake] | None = None,
    ) -> None:
        self._question, self._seed = course.find_question(question_id), seed
        self._course = course
        known = course.mistakes_of(question_id) if mistakes is None else mistakes
        self._mistakes = {mistake.name: mistake for mistake in known}
        self._right = functools.partial(expected_answers, course, question_id, seed)
        self._answers: dict[str, Sequence[Plain]] = {}

    def __getitem__(self, name: str) -> Sequence[Plain]:
        if name not in self._answers:
            self._answers[name] = self._right() if name == RIGHT else self._of(self._mistakes[name])
        return self._answers[name]

    def __contains__(self, name: object) -> bool:
        return name == RIGHT or name in self._mistakes

    def __iter__(self) -> Iterator[str]:
        return iter([RIGHT, *self._mistakes])

    def __len__(self) -> int:
        return 1 + len(self._mistakes)

    def _of(self, mistake: Mistake) -> "MistakenAnswers":
        return MistakenAnswers(mistake, self._course, self._question, self._seed, self[RIGHT])


class MistakenAnswers(Sequence[Plain]):
    """A mistake's answers, each worked out when it is looked at, in any order.

    Where the mistake carries something over from one case to the next, all before it are, too. An
    answer that is the right one is the same object, and the implementation is let go with the last
    answer, so that many draws take little room.
    """

    def __init__(
        self,
        mistake: Mistake,
        course: Course,
        question: Question,
        seed: int,
        right: Sequence[Plain],
    ) -> None:
        self._mistake, self._course = mistake, course
        self._question, self._seed, self._right = question, seed, right
        self._mistaken: dict[str, Any] | None = None
        self._found: dict[int, Plain] = {}

    def __len__(self) -> int:
        return len(self._right)

    @overload
    def __getitem__(self, place: int) -> Plain: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Plain]: ...
    def __getitem__(self, place: int | slice) -> Plain | Sequence[Plain]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place not in range(len(self)):
            raise IndexError(place)  # the end, for whoever goes through them
        if place not in self._found:
            with _one_at_a_time, self._course.preserve_reference(), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # mistakes overflow, as students' answers do
                self._work_out(place)
        return self._found[place]

    def _work_out(self, place: int) -> None:
        if self._mistaken is None:
            self._mistaken = self._mistake.apply(self._course.names(self._question))
        cases = self._question.cases(self._seed)
        first = len(self._found) if self._mistake.remembers else place
        for one in range(first, place + 1):
            found = answer_case(self._question, cases[one], self._mistaken)
            self._found[one] = self._right[one] if found == self._right[one] else found
        if len(self._found) == len(self):
            self._mistaken = None
