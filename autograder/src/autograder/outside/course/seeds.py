"""The seeds of a course: one for each notebook that is handed in, the same at every regrade.

A course has one secret, drawn when it is first graded and kept in the file
`.autograder/secret` of the course's folder. A notebook's seed depends on the secret, so
that no student can know it before, and on who submitted what, so that each student
gets their own cases. What is handed in again after a change gets other cases: what the feedback
on the first one told of them is of no use. With the same secret every regrade of the same content
asks the same cases again.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

FOLDER = ".autograder"
FILE = "secret"


def course_secret(course: Path) -> str:
    """The secret of the course in this folder; drawn and written down at the first call.

    Raises:
        OSError: the file can be neither read nor written.
    """
    path = course / FOLDER / FILE
    path.parent.mkdir(exist_ok=True)
    try:
        if not path.exists():
            _write_first(path, secrets.token_hex(32) + "\n")
        secret = path.read_text().strip()
    except OSError as error:
        raise OSError(f"cannot keep the course's seed in {path}: {error}") from error
    if not secret:  # all could guess the seeds
        raise OSError(f"{path} is empty: remove it, and another secret is drawn")
    return secret


def _write_first(path: Path, text: str) -> None:
    """Write a file for its owner alone, unless another process has been faster."""
    # Made whole under another name and then linked, so that of two first gradings at
    # once one wins and both read the same secret.
    draft = path.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    _write_new(draft, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # as on exFAT and some network mounts, which know no links
        with contextlib.suppress(FileExistsError):
            _write_new(path, text)
    finally:
        draft.unlink()


def _write_new(path: Path, text: str) -> None:
    """Write a new file for its owner alone; nothing of it stays where that fails."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise


def notebook_seed(
    secret: str, assignment: str, notebook: str, student: str, content: bytes
) -> str:
    """The seed of one student's notebook with this content, 32 hexadecimal digits."""
    handed_in = hashlib.sha256(content).hexdigest()
    message = "\0".join([assignment, notebook, student, handed_in]).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]
