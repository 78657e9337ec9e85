"""Hypothesis draws the same examples in every run, and never fails for being slow."""

import sys

from hypothesis import settings

from autograder.outside.startup import UNUSED

for name in UNUSED:  # 1.2 s in each of pytest's processes, as in each of the grader's
    sys.modules.setdefault(name, None)  # type: ignore[arg-type]
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
