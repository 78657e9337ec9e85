"""Runs untrusted notebooks: the trusted side of `autograder.inside.sealed`.

    with Sandbox() as sandbox:
        run = sandbox.run(notebook, files={}, seed="...")

A `Sandbox` keeps a warm parent, which forks a sealed child for each notebook. What the child
sends is read with suspicion and turned into outputs; time, memory, files and output are limited
(`Limits`). If a child ends early, its cell is lost, and the cells after it run in a fresh child.
"""

from .limits import Limits
from .machine import SandboxUnavailable
from .sandbox import Run, Sandbox

__all__ = ["Limits", "Run", "Sandbox", "SandboxUnavailable"]
