"""A program that tries something and says whether it was refused, as a student can run it."""

from textwrap import dedent


def attempt(before: str, call: str, answer: str = "", errors: str = "ValueError") -> str:
    """A program that tries `call` after `before`, and answers what came of it, and `answer`."""
    return "\n".join(
        [
            dedent(before).strip(),
            "try:",
            f"    {call}",
            '    came = "accepted"',
            f"except {errors}:",
            '    came = "refused"',
            f"came, {answer}" if answer else "came",
        ]
    )
