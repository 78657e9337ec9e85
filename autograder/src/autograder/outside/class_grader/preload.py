"""Imports all that grading a submission needs, before there is one.

New workers are forked from a process that has imported this module; they find everything
in place and share its memory.
"""

import os

from . import startup

startup.hurry()  # before the imports that it makes quicker

from ..sandbox.parent import ONE_THREAD  # noqa: E402

# Workers run side by side. NumPy looks at this when it is imported.
os.environ.update({name: os.environ.get(name, count) for name, count in ONE_THREAD.items()})

import matplotlib.pyplot  # noqa: E402, F401  (the judge draws, too)

from ..grading import grade  # noqa: E402, F401
from ..judging import cells  # noqa: E402, F401
