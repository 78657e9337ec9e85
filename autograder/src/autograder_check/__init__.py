"""Runs a student's notebook and says what its visible checks found: advice, not a grade.

It is a separate package because students get it: a template repository has a copy of it beside
the release. So it knows no course and nothing about `autograder`, and needs only nbclient,
nbformat and ipykernel. The engine reads and restores notebooks with this package too, so that a
check and a grade see the same cells. In order:

- `handed_out` reads the checks as they were handed out;
- `reading` reads a student's notebook with suspicion, and `restore` gives it back the cells that it
  may have lost or changed; both describe cells as in `cell_model`;
- `run` runs the cells, whatever they do;
- `score` turns what happened into a finding for each check;
- `show` prints findings for people, `classroom` for GitHub Classroom's tools, and
  `classroom50` for Classroom 50;
- `command` is what `autograder check` and the template's `check.py` call.

And for practice, if the course has a server for it: `practice` asks for a verdict, `server` talks
to that server, and `trying` runs its cases.
"""

from typing import Any


def verdict(
    question: str,
    /,
    server: str | None = None,
    names: dict[str, Any] | None = None,
    language: str = "",
) -> None:
    """Show what your implementation would get, and what to do about it; no points are kept.

    Run it in your notebook, below your solution: `verdict("sorting-merge")`.

    Args:
        question: the exercise's name, as in the cell with its checks.
        server: the address of the course's server, if AUTOGRADER_SERVER or practice.toml do not
            name it.
        names: your implementation by name, if it is not what the notebook has.
        language: what the verdict is in, such as "ko", if not in the course's language.
    """
    from .practice import show_verdict  # late: the package's other users need no IPython

    show_verdict(question, server, names, language)
