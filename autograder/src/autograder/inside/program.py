"""Runs a case's program on an implementation: the student's names or the reference's."""

import ast
import copy
import functools
import sys
from types import CodeType
from typing import Any

import numpy as np

from .plain import Plain, encode, encode_error
from .question import Case, Question

FILENAME = "<case>"


def answer_case(question: Question, case: Case, names: dict[str, Any]) -> Plain:
    """The answer of one case as plain data: the value of its last line, or the exception raised.

    The program gets fresh copies of its inputs, so that nothing one case does to them can reach
    another.
    """
    body, last = _compiled(case.program)
    namespace = {
        "np": np,
        **question.helpers,
        **names,
        **{name: _fresh(value) for name, value in case.inputs.items()},
    }
    try:
        exec(body, namespace)
        return encode(eval(last, namespace), question.forms)
    except KeyboardInterrupt:
        raise  # the time limit, not an answer
    except BaseException as error:
        return encode_error(error)
    finally:
        # A case that stopped on an error would otherwise keep its objects alive.
        namespace.clear()
        sys.last_traceback = None


def _fresh(value: Any) -> Any:
    """A deep copy. `copy.deepcopy` takes longer for a small array than most programs do."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy("K")  # keeps the memory order
    if kind is list:
        return [_fresh(item) for item in value]
    if kind is float or kind is int or kind is str:
        return value
    return copy.deepcopy(value)


@functools.cache
def _compiled(program: str) -> tuple[CodeType, CodeType]:
    """The statements before the last line, and the last line as an expression."""
    tree = ast.parse(program, FILENAME)
    last = tree.body.pop()
    if not isinstance(last, ast.Expr):
        raise SyntaxError(f"the last line of a case must be an expression:\n{program}")
    return (
        compile(tree, FILENAME, "exec"),
        compile(ast.Expression(last.value), FILENAME, "eval"),
    )
