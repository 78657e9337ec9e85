"""Runs a submission's cells sealed off, from the seed of its student."""

import atexit
import functools
import os
from dataclasses import replace
from pathlib import Path

from nbclient.exceptions import DeadKernelError
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import setenv
from traitlets import Bool, Float, Integer, default

from ...inside.protocol import SEED_VARIABLE
from ..course.folder import course_in
from ..course.seeds import course_secret, notebook_seed
from ..grading.bytecode import with_bytecode
from ..grading.submissions import read_submission
from ..sandbox import Limits, Sandbox

UNSAFE_VARIABLE = "AUTOGRADER_UNSAFE"


class RunCells(Execute):
    """In the place of nbgrader's Execute: runs cells in the sandbox, and notes the seed.

    A cell that ends its process costs its own points; what was answered before stays, and
    the cells after it run in another. A notebook that could not be read is not run.
    """

    unsafe = Bool(
        help="Run student code in a plain Jupyter kernel, with your own rights, as stock nbgrader "
        f"does. The environment variable {UNSAFE_VARIABLE}=1 sets it too."
    ).tag(config=True)
    notebook_seconds = Float(
        Limits.notebook_seconds, help="The time that all cells of a notebook have together."
    ).tag(config=True)
    memory_bytes = Integer(
        Limits.memory_bytes, help="What the cells may hold beyond Python and its libraries."
    ).tag(config=True)

    @default("unsafe")
    def _default_unsafe(self) -> bool:
        return os.environ.get(UNSAFE_VARIABLE, "") not in ("", "0")

    def preprocess(
        self, nb: NotebookNode, resources: dict | None = None, km: object = None
    ) -> tuple[NotebookNode, dict]:
        """Run the notebook's cells and note its seed in its metadata.

        Raises:
            SandboxUnavailable: this machine cannot seal a process; `unsafe` is a way out.
        """
        assert resources is not None  # nbgrader always gives them
        if "unreadable" in nb.metadata.get("autograder", {}):
            return nb, resources
        known = resources["nbgrader"]
        secret = course_secret(Path(self.parent.parent.coursedir.root))
        seed = notebook_seed(secret, known["assignment"], known["notebook"], known["student"])
        nb.metadata["autograder"] = {"seed": seed}
        if self.unsafe:
            return self._run_in_kernel(nb, resources, seed, km)
        return self._run_sealed(nb, resources, seed), resources

    def _run_sealed(self, nb: NotebookNode, resources: dict, seed: str) -> NotebookNode:
        student, folder = resources["nbgrader"]["student"], Path(resources["metadata"]["path"])
        course = course_in(self.config, Path(self.parent.parent.coursedir.root))
        files = with_bytecode(read_submission(student, folder).files, course.reference)
        sandbox = shared_sandbox()
        sandbox.admit(course.admitted)
        run = sandbox.run(nb, files, seed, self.limits)
        for index, trouble in run.troubles.items():
            self.log.warning("%s, cell %d: %s", student, index + 1, trouble)
        return run.notebook

    @property
    def limits(self) -> Limits:
        """The sandbox's limits as the configuration has them; `timeout` is nbgrader's."""
        limits = Limits(notebook_seconds=self.notebook_seconds, memory_bytes=self.memory_bytes)
        seconds = self.timeout if self.timeout and self.timeout > 0 else self.notebook_seconds
        return replace(limits, cell_seconds=float(seconds))

    def _run_in_kernel(
        self, nb: NotebookNode, resources: dict, seed: str, km: object
    ) -> tuple[NotebookNode, dict]:
        """Run the cells as nbgrader does; a kernel that dies costs all cells from there on."""
        student = resources["nbgrader"]["student"]
        self.log.warning("%s's code runs unsealed, with your rights", student)
        try:
            with setenv(**{SEED_VARIABLE: seed}):
                return super().preprocess(nb, resources, km)
        except DeadKernelError:
            self.log.error("%s's code ended its kernel", student)
            nb.metadata["autograder"]["stopped"] = (
                "The notebook's Python process ended before this cell was done."
            )
        return nb, resources


@functools.cache
def shared_sandbox() -> Sandbox:
    """This process's sandbox: submissions come one after another, and it stays warm."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
