"""Imports all that grading a submission needs, before there is one.

New workers are forked from a process that has imported this module; they find everything
in place and share its memory.
"""

import os


def prepare() -> None:
    """Import it all."""
    from .startup import hurry, skip_slow_imports

    hurry()
    skip_slow_imports()

    from ..sandbox.parent import ONE_THREAD

    # Workers run side by side. NumPy looks at this when it is imported.
    os.environ.update({name: os.environ.get(name, count) for name, count in ONE_THREAD.items()})

    import matplotlib.pyplot  # noqa: F401  (the judge draws, too)

    from ..grading import grade  # noqa: F401
    from ..judging import cells  # noqa: F401


prepare()
