"""Run the visible checks of the notebook in this folder: `python check.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / ".github"))

from autograder_check.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
