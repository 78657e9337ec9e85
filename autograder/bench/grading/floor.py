"""The floor: how long the cells' own code takes in an interpreter that is already warm.

    python -m grading.floor COURSE ASSIGNMENT

Runs the code of every autograded notebook of an assignment in one IPython, without a kernel,
a seal, a gradebook or a judge, and prints the wall and processor seconds that its cells took, as
JSON by student.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"))
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
sys.dont_write_bytecode = True

from IPython.core.interactiveshell import InteractiveShell  # noqa: E402
from IPython.utils.capture import capture_output  # noqa: E402
from traitlets.config import Config  # noqa: E402

from autograder.inside import questions  # noqa: E402
from autograder.inside.protocol import SEED_VARIABLE  # noqa: E402
from autograder.outside.course import CourseFolder  # noqa: E402


def main(course: str, assignment: str) -> None:
    """Print the seconds of every student's notebook."""
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    questions.use(CourseFolder.at(course).course.questions)
    paths = sorted(Path(course).resolve().glob(f"autograded/*/{assignment}/*.ipynb"))
    run(shell, paths[0])  # warms it
    print(json.dumps({path.parents[1].name: run(shell, path) for path in paths}))


def run(shell: InteractiveShell, path: Path) -> tuple[float, float]:
    """The wall and processor seconds that the cells of a notebook take, one after another."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    known = notebook["metadata"]["autograder"]
    if "seed" not in known:
        return 0.0, 0.0  # nothing of it could be read, and nothing of it was run
    os.environ[SEED_VARIABLE] = known["seed"]
    os.chdir(path.parent)
    sys.path.insert(0, str(path.parent))
    shell.reset(new_session=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "eager"]:
        del sys.modules[name]
    sources = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    with capture_output():
        started = time.perf_counter(), time.process_time()
        for source in sources:
            shell.run_cell(source)
        ended = time.perf_counter(), time.process_time()
    sys.path.remove(str(path.parent))
    return ended[0] - started[0], ended[1] - started[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
