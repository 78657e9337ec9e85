"""What is known about one draw: the right answers and those of known mistakes, worked out once."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence

from ...inside.plain import Plain
from ...inside.protocol import cell_seed
from ..course import Course
from ..course.mistake import RIGHT
from ..judging.judge import expected_answers, mistaken_answers

MOST_DRAWS = 400


class Known(Mapping[str, Sequence[Plain]]):
    """The answers to one draw by name: RIGHT, or a mistake's, which are worked out when needed.

    A mistake's answer that is the right one is the same object, so that few take much room.
    """

    def __init__(self, course: Course, question: str, seed: str) -> None:
        self._course = course
        self._question = question
        self._seed = cell_seed(seed, question)
        self._mistakes = {mistake.name: mistake for mistake in course.mistakes_of(question)}
        self._answers: dict[str, Sequence[Plain]] = {
            RIGHT: expected_answers(course, question, self._seed)
        }

    def __getitem__(self, name: str) -> Sequence[Plain]:
        if name not in self._answers:
            right = self._answers[RIGHT]
            theirs = mistaken_answers(self._course, self._mistakes[name], self._seed)
            self._answers[name] = tuple(
                want if want == their else their for want, their in zip(right, theirs, strict=True)
            )
        return self._answers[name]

    def __contains__(self, name: object) -> bool:
        return name == RIGHT or name in self._mistakes

    def __iter__(self) -> Iterator[str]:
        return iter([RIGHT, *self._mistakes])

    def __len__(self) -> int:
        return 1 + len(self._mistakes)


class KnownDraws:
    """The draws that were asked last."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._draws: OrderedDict[tuple[str, str], Known] = OrderedDict()

    def of(self, question: str, seed: str) -> Known:
        """What is known about a draw."""
        key = question, seed
        if key not in self._draws:
            self._draws[key] = Known(self._course, question, seed)
            if len(self._draws) > MOST_DRAWS:
                self._draws.popitem(last=False)
        self._draws.move_to_end(key)
        return self._draws[key]
