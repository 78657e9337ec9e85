"""How the warm parent starts: it goes where children will live, and only then warms up.

A process may enter namespaces while it has one thread, and it forks quickly while it is small.
"""

from . import own_proc
from .orders import SPACE, SPACE_BYTES, SPACE_FILES
from .space import own_space


def main() -> None:
    """Serve the grader at the other end of standard input until it goes away."""
    own_proc.keep()
    has_space = own_space(SPACE, SPACE_BYTES, SPACE_FILES)
    # Not at the top: this imports NumPy and Matplotlib.
    from . import warm

    warm.main(has_space)
