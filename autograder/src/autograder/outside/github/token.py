"""Where a GitHub token comes from: the environment, or `gh`. It is never written anywhere."""

import os
import subprocess
from dataclasses import dataclass, field

VARIABLES = ("GH_TOKEN", "GITHUB_TOKEN")
HIDDEN = "[token]"


@dataclass(frozen=True)
class Token:
    """A token, or none. It never appears in a traceback or when it is printed."""

    secret: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.secret)

    def __str__(self) -> str:
        return HIDDEN if self.secret else "no token"

    def hide(self, text: str) -> str:
        """The text without the token, in case a program has repeated it."""
        return text.replace(self.secret, HIDDEN) if self.secret else text


def find_token(host: str = "github.com") -> Token:
    """The token in the environment, else the one that `gh auth login` keeps, else none."""
    for variable in VARIABLES:
        secret = os.environ.get(variable, "").strip()
        if secret:
            return Token(secret)
    try:
        done = subprocess.run(
            ["gh", "auth", "token", "--hostname", host],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Token()
    return Token(done.stdout.strip() if done.returncode == 0 else "")
