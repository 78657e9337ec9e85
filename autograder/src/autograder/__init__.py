"""Grades what students built by asking it questions and comparing the answers with a reference.

Three parts, and a boundary between them:

- `autograder.inside` runs beside a student's code. It has `ask` and what questions are
  made of, and nothing worth stealing.
- `autograder.outside` is trusted. It has the judge, the reference's answers
  and the nbgrader plug-ins, and sees students' answers as plain data only.
- `ask`, below, is what a hidden test calls.
"""

import sys
from typing import Any

__version__ = "0.1.0"
__all__ = ["ask"]


def ask(question_id: str, /, **names: Any) -> None:
    """Ask a question of a student's implementation and display the answers.

    A hidden test calls this with the question's id (the `grade_id` of its cell) and
    the student's names that the question needs::

        ask("sorting-merge", merge=merge)

    When the autograder grades, the answers are all that leaves the cell: the judge, in
    another process, turns them into points. Otherwise (stock nbgrader, or an instructor
    running a source notebook) the answers are judged here, in the student's own process:
    handy, but not safe.

    Raises:
        KeyError: no question has this id.
        TypeError: a name that the question needs is missing, or one that it does not is given.
    """
    # Not at the top: a sealed process must be able to import this package without the rest, and
    # `autograder --help` would wait 0.1 s for NumPy.
    from .inside import questions
    from .inside.ask import ask as ask_inside
    from .inside.protocol import being_graded

    if not questions.in_use():  # a plain kernel, where nobody has loaded them
        from .outside.course import course_here

        questions.use(course_here().questions)
    answers = ask_inside(question_id, names, notebook=sys._getframe(1).f_globals)
    if not being_graded():
        from .outside.judging.stock import show_verdict

        show_verdict(answers)
