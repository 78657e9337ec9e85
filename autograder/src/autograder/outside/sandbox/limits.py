"""What one submission may use up before the grader steps in."""

from dataclasses import dataclass
from typing import Any

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The limits of one notebook's run.

    Attributes:
        cell_seconds: wall time for one cell; then it is interrupted.
        grace_seconds: wall time that an interrupted cell has to stop; then it is killed.
        notebook_seconds: wall time for the whole notebook, including replayed cells.
        cpu_seconds: processor time for one process, in whole seconds.
        memory_bytes: what the cells may use beyond Python and its libraries.
        output_bytes: what one cell may display; the rest is left out.
        notebook_output_bytes: what all cells together may display.
        answers_bytes: what one cell may display as answers to a question.
        file_bytes: the size of one file that the cells write.
        scratch_bytes: the size of all files in the scratch folder.
        open_files: how many files may be open at once.
        threads: how many threads may run at once.
    """

    cell_seconds: float = 30.0
    grace_seconds: float = 2.0
    notebook_seconds: float = 120.0
    cpu_seconds: int = 120
    memory_bytes: int = 2048 * MIB
    output_bytes: int = 4 * MIB
    notebook_output_bytes: int = 32 * MIB
    answers_bytes: int = 4 * MIB
    file_bytes: int = 32 * MIB
    scratch_bytes: int = 256 * MIB
    open_files: int = 64
    threads: int = 64

    def of_the_child(self) -> dict[str, Any]:
        """The limits that the child itself must know."""
        names = ("cpu_seconds", "memory_bytes", "file_bytes", "open_files", "threads")
        return {name: getattr(self, name) for name in (*names, "output_bytes")}


def in_mib(size: int) -> str:
    """A size in a form that people can read."""
    mib = size / MIB
    return f"{round(mib, 1):g} MiB" if mib < 1024 else f"{round(mib / 1024, 1):g} GiB"
