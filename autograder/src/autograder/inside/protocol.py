"""How a process learns that it is being graded, and from which seed to draw its cases.

The grader sets one environment variable before a student's code runs. It holds a seed, never an
answer: whoever reads it learns the cases, which they are about to be shown anyway.
"""

import hashlib
import os

SEED_VARIABLE = "AUTOGRADER_SEED"
PRACTICE_SEED = "practice"
ANSWERS_MIME = "application/vnd.autograder.answers+json"  # what `ask` displays


def being_graded() -> bool:
    """Whether the answers given in this process will be judged in another."""
    return SEED_VARIABLE in os.environ


def notebook_seed() -> str:
    """The seed of the notebook that runs in this process (a fixed one if nobody is grading)."""
    return os.environ.get(SEED_VARIABLE, PRACTICE_SEED)


def notebook_seeds() -> list[str]:
    """The same as a list: one seed, or those of a whole class, separated by commas."""
    return notebook_seed().split(",")


def cell_seed(notebook_seed: str, question_id: str) -> int:
    """The seed of one question's cases, a 64-bit integer."""
    text = f"{notebook_seed}/{question_id}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
