"""Runs untrusted notebooks: the trusted side of `autograder.inside.sealed`.

    with Sandbox() as sandbox:
        run = sandbox.run(notebook, files={}, seed="...")

A `Sandbox` keeps a warm parent, which forks a sealed child for each notebook. What the child
sends is read with suspicion and becomes outputs; time, memory, files and what is displayed are
limited (`Limits`). A child that ends early costs its cell; the cells after it run in a fresh
one.
"""

from .limits import Limits
from .machine import SandboxUnavailable
from .sandbox import Run, Sandbox

__all__ = ["Limits", "Run", "Sandbox", "SandboxUnavailable"]
