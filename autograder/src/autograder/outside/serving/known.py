"""What is known about one draw: the right answers and those of known mistakes, worked out once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ...inside.plain import Plain
from ...inside.protocol import cell_seed
from ..course import Course
from ..course.mistake import RIGHT
from ..judging.judge import Recorded, expected_answers, mistaken_answers
from .recent import Recent

MOST_DRAWS = 1000


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
    """The draws that were asked lately.

    Args:
        seconds: for which one is kept that nobody asks.
    """

    def __init__(self, course: Course, seconds: float) -> None:
        self._course = course
        self._draws: Recent[tuple[str, str], Recorded] = Recent(MOST_DRAWS, seconds, self._forget)

    def __len__(self) -> int:
        return len(self._draws)

    def of(self, question: str, seed: str, solved: str = "") -> Recorded:
        """What is known about a draw.

        `solved` is the file with a solved notebook's answers to it, if no package answers it.
        """
        key = question, seed
        return self._draws.get(key) or self._draws.put(key, self._learn(question, seed, solved))

    def _learn(self, question: str, seed: str, solved: str) -> Recorded:
        if solved:
            return json.loads(Path(solved).read_text(encoding="utf-8"))[question]
        return Known(self._course, question, seed)

    def _forget(self, key: tuple[str, str]) -> None:
        """Forget a draw where a process that grades once need not."""
        self._course.find_question(key[0]).cases.cache_clear()
        expected_answers.cache_clear()
