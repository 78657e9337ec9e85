"""The trust boundary: what may import what."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from eager_course.course import COURSE

PACKAGE = Path(autograder.__file__).parent
INSIDE = sorted((PACKAGE / "inside").rglob("*.py"))
KERNEL = {"IPython", "matplotlib", "pyseccomp"}
OUTSIDE = sorted((PACKAGE / "outside").rglob("*.py"))
CHECKER = sorted((PACKAGE.parent / "autograder_check").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The absolute names of all modules that a module imports, wherever in it."""
    here = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            yield ".".join([*base, *([node.module] if node.module else [])])


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_inside_imports_numpy_the_standard_library_and_itself(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"numpy"}
    for name in imported(path):
        own = name.startswith("autograder.inside")
        # Questions about pictures look at what was drawn, once something is.
        drawing = name.startswith("matplotlib") and path.stem in ("pictures", "probes_loss")
        # The sealed child plays the kernel for a notebook, which these make up.
        kernel = path.parent.name == "sealed" and name.partition(".")[0] in KERNEL
        assert own or drawing or kernel or name.partition(".")[0] in allowed, f"imports {name}"


RUNS_CASES = {"drawn", "forms", "inputs", "pictures", "plain", "program", "question", "said"}


@pytest.mark.parametrize("path", CHECKER, ids=lambda path: path.name)
def test_the_students_side_needs_nothing_else(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"autograder_check", "nbclient", "nbformat", "IPython"}
    others = {name for name in imported(path) if name.partition(".")[0] not in allowed}
    # A verdict needs what runs cases, which comes along with the students' package.
    assert others <= {f"autograder.inside.{name}" for name in RUNS_CASES}


# How cells are read, restored and run, what was handed out, the format of a class's checks, and
# other languages; the rest of it gives advice.
SHARED = {"cell_model", "reading", "restore", "broken_lines", "handed_out", "classroom"}
SHARED |= {"messages", "pseudo"}


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_outside_takes_from_the_students_side_only_formats_of_files(path: Path) -> None:
    taken = {name for name in imported(path) if name.startswith("autograder_check.")}
    # What is in files/ is written into templates, and runs on the students' side.
    assert path.parent.name == "files" or taken <= {f"autograder_check.{name}" for name in SHARED}


@pytest.mark.parametrize(
    "path", [*OUTSIDE, *CHECKER], ids=lambda path: str(path.relative_to(PACKAGE.parent))
)
def test_outside_never_unpickles(path: Path) -> None:
    unsafe = {"pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
    assert unsafe.isdisjoint(name.partition(".")[0] for name in imported(path))
    assert "allow_pickle=True" not in path.read_text()


def test_asking_loads_neither_the_reference_nor_the_judge() -> None:
    program = (
        "import sys\n"
        "import autograder.inside.ask\n"
        "from autograder.inside.questions import Admitted, load\n"
        f"load(Admitted({COURSE.admitted.modules}))\n"
        "secret = 'eager', '_eager', 'autograder.outside'\n"
        "seen = [m for m in sys.modules if m.startswith(secret)]\n"
        "print([m for m in seen if m != 'eager_course' and '.questions' not in m])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


ENGINE = sorted([*PACKAGE.rglob("*.py"), *CHECKER])
# Classes of TensorFlow's, names of stages with a hyphen or in quotes, and its names for itself.
KNOWLEDGE = re.compile(
    r"\b(Tensor|Variable|GradientTape|IndexedSlices|InvalidArgumentError|[Tt]ensor[Ff]low)\b|\btf\.|"
    r"\b(\d\d-)?(variables|loss|tape|training)-[a-z]|[\"'](variables|loss|tape|training)[\"']|"
    r"\beager(_course)?\b|reduce_sum|assign_(add|sub)|scatter_"
)


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(PACKAGE.parent)))
def test_the_engine_knows_no_course(path: Path) -> None:
    if PACKAGE in path.parents:
        packages = {name.partition(".")[0] for name in imported(path)}
        assert packages.isdisjoint(["eager", "eager_course"])
    text = path.read_text()
    found = [text.count("\n", 0, m.start()) + 1 for m in KNOWLEDGE.finditer(text)]
    assert not found, f"speaks of what only a course knows in the lines {found}"


# The folders of `outside`, from the ground up. Those in one tuple do not import each other.
FLOORS = (
    ("clean.py", "moments.py", "spreadsheets.py", "startup.py"),
    ("notebooks", "extensions.py"),
    ("course", "sandbox"),
    ("judging", "translation", "kept_columns.py"),
    ("languages.py", "teams.py"),
    ("grading",),
    ("plugins", "class_grader"),
    ("reports",),
    ("audit", "github", "serving"),
    ("class_list.py", "tokens.py"),
)


def floor(place: str) -> int:
    return next(i for i, places in enumerate(FLOORS) if place in places or f"{place}.py" in places)


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_outside_runs_upward(path: Path) -> None:
    place = path.relative_to(PACKAGE / "outside").parts[0]
    if place == "__init__.py":
        return
    for name in imported(path):
        if name.startswith("autograder.outside."):
            other = name.split(".")[2]
            assert other == place or floor(other) < floor(place), f"imports {name}"
