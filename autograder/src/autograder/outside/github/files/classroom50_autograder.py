"""The visible checks of @ASSIGNMENT@, for Classroom 50.

Everybody can read this folder, so it contains only what students have anyway: the notebook as
it was handed out, with its visible checks. Its result is advice; the grade comes from the
hidden tests, on the instructor's side.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEEDED = ("ipykernel", "matplotlib", "nbclient", "nbformat", "numpy")

if __name__ == "__main__":
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--requirement"]
        subprocess.run([*pip, str(HERE / "requirements.txt")], check=True)
    sys.path.insert(0, str(HERE))
    from autograder_check.classroom50 import main

    sys.exit(main(HERE))
