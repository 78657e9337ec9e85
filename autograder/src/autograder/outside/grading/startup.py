"""Makes a process ready to grade sooner."""

import sys

# jsonschema imports this for one of its optional formats (internationalized URIs), which
# then parses a grammar for most of a second. No notebook's schema has that format.
SLOW_AND_UNUSED = "rfc3987_syntax"


def skip_slow_imports() -> None:
    """Call this before anything imports nbformat or nbgrader."""
    sys.modules.setdefault(SLOW_AND_UNUSED, None)  # type: ignore[arg-type]
