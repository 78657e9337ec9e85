"""Lets solved notebooks answer for draws before these are handed out.

No package answers an instructor's own questions: their solved source notebook does. To run it takes
seconds, too long for a student to wait. So it is run ahead of time, sealed, in a process of its own
that makes way for all others.
"""

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..course import Course
from ..grading.solved import Solved
from ..startup import python
from .refused import Refused, later

STOP_SECONDS = 5.0
NOT_YET = (
    "The right answers to this question are still being worked out: ask again in a few minutes."
)
NEVER = "The server cannot work out the right answers to this question: tell your instructor."


class Ahead:
    """What solved notebooks have answered, in a folder that is gone when the server stops.

    Args:
        root: the course's folder.
        folders: assignment -> its instructor's notebooks, where these answer some questions.
        seconds: for which answers are kept.
    """

    def __init__(
        self, root: Path, course: Course, folders: Mapping[str, Path], seconds: float
    ) -> None:
        self._root = root
        self._seconds = seconds
        self._kept = tempfile.TemporaryDirectory(prefix="practice-")
        self._solved = {
            assignment: Solved(Path(self._kept.name), course, assignment, folder, {})
            for assignment, folder in folders.items()
        }
        self._failed: set[str] = set()

    @property
    def assignments(self) -> list[str]:
        """Those whose notebooks answer some questions."""
        return list(self._solved)

    def has(self, assignment: str, seeds: Sequence[str]) -> bool:
        """Whether the notebooks of an assignment have answered for these seeds."""
        return all(self._solved[assignment].path(seed).is_file() for seed in seeds)

    def answers(self, assignment: str, seed: str) -> str:
        """The file with the answers for one seed.

        Raises:
            Refused: there are none yet, or never will be.
        """
        path = self._solved[assignment].path(seed)
        if not path.is_file():
            raise Refused(503, NEVER) if assignment in self._failed else later(503, NOT_YET, 60)
        return str(path)

    async def prepare(self, assignment: str, seeds: Sequence[str]) -> None:
        """Let the notebooks answer for these seeds, and forget old answers."""
        old = time.time() - self._seconds
        for path in Path(self._kept.name).rglob("*.json"):
            if path.stat().st_mtime < old:
                path.unlink()
        process = await asyncio.create_subprocess_exec(
            *python(f"{__package__}.solve"),
            *(str(self._root), assignment, self._kept.name, *seeds),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the server, which ends it
        )
        try:
            _, said = await process.communicate()
        finally:
            if process.returncode is None:
                await _end(process)
        if self.has(assignment, seeds):
            self._failed.discard(assignment)
        else:
            self._failed.add(assignment)
            why = said.decode("utf-8", "replace").strip() or f"it ended with {process.returncode}"
            print(f"Questions of {assignment} cannot be practised: {why}", file=sys.stderr)

    def close(self) -> None:
        """Remove all answers."""
        self._kept.cleanup()


async def _end(process: asyncio.subprocess.Process) -> None:
    """End it, and what it has started."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
