"""The blocks of a cell that students do not get to see: hidden tests, and mark schemes."""

HIDDEN_TESTS, MARK_SCHEME = "HIDDEN TESTS", "MARK SCHEME"


def without(source: str, what: str) -> str:
    """The text without the blocks between the lines BEGIN and END of `what`.

    A block that does not end is one to the end of the text: better nothing than what is hidden.
    """
    return "".join(line for line, hidden in _lines(source, what) if not hidden)


def within(source: str, what: str) -> str:
    """The text in these blocks alone, without the lines BEGIN and END."""
    marks = f"BEGIN {what}", f"END {what}"
    lines = [line for line, hidden in _lines(source, what) if hidden]
    return "".join(line for line in lines if not any(mark in line for mark in marks)).strip()


def _lines(source: str, what: str) -> list[tuple[str, bool]]:
    """Each line, and whether it belongs to such a block."""
    lines, hidden = [], False
    for line in source.splitlines(keepends=True):
        if f"BEGIN {what}" in line:
            hidden = True
        lines.append((line, hidden))
        if f"END {what}" in line:
            hidden = False
    return lines
