"""Makes a configuration readable in the formgrader, which shows it as JSON if it can."""

import sys
from types import ModuleType
from typing import Any

from traitlets.config import Config

# Where a class that a configuration defines can be imported from, which a name needs.
DEFINED = "nbgrader_config"


def name_classes(config: Config) -> None:
    """Replace the classes in a configuration by their names, which nbgrader takes as well.

    JSON has names, but no classes.
    """
    root = str(config.CourseDirectory.get("root", ""))
    for section in config.values():
        for option, value in section.items():
            listed = isinstance(value, list)
            section[option] = (
                [_named(one, root) for one in value] if listed else _named(value, root)
            )


def _named(value: Any, root: str) -> Any:
    if not isinstance(value, type):
        return value
    module, name = value.__module__, value.__qualname__
    there = getattr(sys.modules.get(module), name, None)
    if there is value:
        return f"{module}.{name}"
    return f"{DEFINED}.{name}" if _can_be_imported(value, root) else value


def _can_be_imported(defined: type, root: str) -> bool:
    """Put a class that the configuration defines where it is found by its name.

    False if there is one of that name already, from another course's configuration.
    """
    module = sys.modules.setdefault(DEFINED, ModuleType(DEFINED))
    there = getattr(module, defined.__qualname__, None)
    if there is not None and getattr(there, "_course_root", None) != root:
        return False
    defined._course_root = root  # type: ignore[attr-defined]
    setattr(module, defined.__qualname__, defined)
    return True
