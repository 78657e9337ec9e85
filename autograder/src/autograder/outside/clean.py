"""Makes text that comes from elsewhere safe to show in a terminal or on a page."""

import re

# Escape sequences and control characters, which could rewrite either.
CONTROL = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """`text` without escape sequences, control characters, or what UTF-8 cannot encode."""
    return CONTROL.sub("", text).encode("utf-8", "replace").decode()


def clean_line(text: str) -> str:
    """The same in one line."""
    return clean(" ".join(text.split()))
