"""What is known about the draws that were asked lately, worked out once."""

import json
from pathlib import Path

from ...inside.protocol import cell_seed
from ..course import Course
from ..judging.answers import Known, WorkedOut, expected_answers
from .recent import Recent

MOST_DRAWS = 1000


class KnownDraws:
    """The draws that were asked lately.

    Args:
        seconds: for which one is kept that nobody asks.
    """

    def __init__(self, course: Course, seconds: float) -> None:
        self._course = course
        self._draws: Recent[tuple[str, str], Known] = Recent(MOST_DRAWS, seconds, self._forget)

    def __len__(self) -> int:
        return len(self._draws)

    def of(self, question: str, seed: str, solved: str = "") -> Known:
        """What is known about a draw.

        `solved` is the file with a solved notebook's answers to it, if no package answers it.
        """
        key = question, seed
        return self._draws.get(key) or self._draws.put(key, self._learn(question, seed, solved))

    def _learn(self, question: str, seed: str, solved: str) -> Known:
        if solved:
            return json.loads(Path(solved).read_text(encoding="utf-8"))[question]
        return WorkedOut(self._course, question, cell_seed(seed, question))

    def _forget(self, key: tuple[str, str]) -> None:
        """Forget a draw where a process that grades once need not."""
        self._course.find_question(key[0]).cases.cache_clear()
        expected_answers.cache_clear()
