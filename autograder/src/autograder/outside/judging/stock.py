"""Judges answers in the process that gave them, for stock nbgrader and for instructors at work.

This is not safe: the student's code runs in the same process and can reach everything here.
"""

import builtins
from typing import Any

from ..course import course_here
from .judge import judge
from .render import verdict_html, verdict_text


def show_verdict(answers: dict[str, Any]) -> None:
    """Display the verdict on the answers just given, and its points as the cell's result.

    nbgrader reads the result of a cell as partial credit. Outside IPython nothing is shown.
    """
    course = course_here()
    question = course.find_question(answers["question"])
    max_points = float(sum(part.weight for part in question.parts))
    verdict = judge(course, question.id, answers, answers["seed"], max_points)
    get_shell = getattr(builtins, "get_ipython", None)
    shell = get_shell() if get_shell else None
    if shell is not None:
        shell.display_pub.publish(
            data={"text/plain": verdict_text(verdict), "text/html": verdict_html(verdict)}
        )
        shell.displayhook(verdict.points)
