"""Makes a configuration readable in the formgrader, which shows it as JSON if it can."""

import sys
from typing import Any

from traitlets.config import Config


def name_classes(config: Config) -> None:
    """Replace the classes in a configuration by their names, which nbgrader takes as well.

    JSON has names, but no classes. A class that cannot be imported, since the configuration itself
    defines it, stays as it is.
    """
    for section in config.values():
        for option, value in section.items():
            listed = isinstance(value, list)
            section[option] = [_named(one) for one in value] if listed else _named(value)


def _named(value: Any) -> Any:
    if not isinstance(value, type):
        return value
    module, name = value.__module__, value.__qualname__
    there = getattr(sys.modules.get(module), name, None)
    return f"{module}.{name}" if there is value else value
