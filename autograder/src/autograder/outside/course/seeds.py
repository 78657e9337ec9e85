"""The seeds of a course: one for each notebook that is handed in, the same at every regrade.

A course has one secret, drawn when it is first graded and kept in the file
`.autograder/secret` in the course's folder. A notebook's seed depends on the secret, so
that no student can know it in advance, and on who submitted what, so that each student
gets different cases. A notebook that is changed and handed in again gets other cases, so
nothing can be gained from the cases shown in the first feedback. As long as the secret stays the
same, regrading the same content asks the same cases.
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
    """The secret of the course in this folder; drawn and written down on the first call.

    Raises:
        OSError: the file cannot be read or written.
    """
    path = course / FOLDER / FILE
    path.parent.mkdir(exist_ok=True)
    try:
        if not path.exists():
            _write_first(path, secrets.token_hex(32) + "\n")
        secret = path.read_text().strip()
    except OSError as error:
        raise OSError(f"cannot keep the course's secret in {path}: {error}") from error
    if not secret:  # anybody could work out the seeds
        raise OSError(f"{path} is empty: remove it, and a new secret will be drawn")
    return secret


def _write_first(path: Path, text: str) -> None:
    """Write a file for its owner only, unless another process was faster."""
    # Written in full under another name and then linked: if two gradings start at once, one
    # wins and both read the same secret.
    draft = path.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    _write_new(draft, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # as on exFAT and some network mounts, which have no links
        with contextlib.suppress(FileExistsError):
            _write_new(path, text)
    finally:
        draft.unlink()


def _write_new(path: Path, text: str) -> None:
    """Write a new file for its owner only; if that fails, nothing of it stays."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise


def notebook_seed(secret: str, assignment: str, notebook: str, student: str, content: bytes) -> str:
    """The seed of one student's notebook with this content, 32 hexadecimal digits."""
    handed_in = hashlib.sha256(content).hexdigest()
    message = "\0".join([assignment, notebook, student, handed_in]).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:32]
