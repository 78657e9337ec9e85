"""The reference implementation, loaded so that no other `eager` can stand in for it.

A course's folders hold cut-down copies of `eager` for students, and a notebook that
runs beside one has it first on its path. So the reference is loaded from the folder
next to this package, under a name of its own.
"""

import functools
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..inside.question import Question

FOLDER = Path(__file__).resolve().parents[2] / "eager"
NAME = "_eager_reference"

# Names that `eager`, as TensorFlow, keeps in a module of their own (`tf.train` is a namespace).
HOMES = {"train": "training", "SGD": "optimizers", "Adam": "optimizers"}


@functools.cache
def reference() -> ModuleType:
    """The whole installed `eager` package.

    Raises:
        ImportError: it is not installed beside `autograder`.
    """
    spec = importlib.util.spec_from_file_location(
        NAME, FOLDER / "__init__.py", submodule_search_locations=[str(FOLDER)]
    )
    if spec is None or spec.loader is None or not FOLDER.is_dir():
        raise ImportError(
            f"the reference implementation is missing: no folder {FOLDER.name!r} "
            "beside the autograder package; install it again"
        )
    module = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = module
    spec.loader.exec_module(module)
    return module


def reference_names(question: "Question") -> dict[str, Any]:
    """What the reference gives for the names that a question needs; `tf` is all of it."""
    return {name: _find(name) for name in question.needs}


def _find(name: str) -> Any:
    eager = reference()
    if name == "tf":
        return eager
    return getattr(getattr(eager, HOMES[name]) if name in HOMES else eager, name)
