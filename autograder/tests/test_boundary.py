"""The trust boundary: what may import what."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import autograder
from eager_course.course import COURSE

PACKAGE = Path(autograder.__file__).parent
INSIDE = sorted((PACKAGE / "inside").rglob("*.py"))
KERNEL = {"IPython", "matplotlib", "pyseccomp"}
OUTSIDE = sorted((PACKAGE / "outside").rglob("*.py"))
CHECKER = sorted((PACKAGE.parent / "autograder_check").rglob("*.py"))


@functools.cache
def imported(path: Path) -> tuple[str, ...]:
    """The absolute names of all modules that a module imports, wherever in it."""
    found: list[str] = []
    here = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else ()
            found.append(".".join([*base, *([node.module] if node.module else [])]))
    return tuple(found)


def forbidden(paths: list[Path], offends: Callable[[Path, str], bool]) -> list[str]:
    """What modules import that they must not, as "module: import"."""
    assert paths
    return [
        f"{path.relative_to(PACKAGE.parent)}: {name}"
        for path in paths
        for name in imported(path)
        if offends(path, name)
    ]


def test_inside_imports_numpy_the_standard_library_and_itself() -> None:
    allowed = sys.stdlib_module_names | {"numpy"}

    def offends(path: Path, name: str) -> bool:
        own = name.startswith("autograder.inside")
        # Questions about pictures look at what was drawn, once something is.
        drawing = name.startswith("matplotlib") and path.stem in ("pictures", "probes_loss")
        # The sealed child plays the kernel for a notebook, which these make up.
        kernel = path.parent.name == "sealed" and name.partition(".")[0] in KERNEL
        return not (own or drawing or kernel or name.partition(".")[0] in allowed)

    assert not forbidden(INSIDE, offends)


RUNS_CASES = {"drawn", "forms", "inputs", "pictures", "plain", "program", "question", "said"}


def test_the_students_side_needs_nothing_else() -> None:
    allowed = sys.stdlib_module_names | {"autograder_check", "nbclient", "nbformat", "IPython"}
    # A verdict needs what runs cases, which comes along with the students' package.
    brought = {f"autograder.inside.{name}" for name in RUNS_CASES}
    assert not forbidden(
        CHECKER, lambda _, name: name.partition(".")[0] not in allowed and name not in brought
    )


# How cells are read, restored and run, what was handed out, the format of a class's checks, and
# other languages; the rest of it gives advice.
SHARED = {"cell_model", "reading", "restore", "broken_lines", "handed_out", "classroom"}
SHARED |= {"messages", "pseudo"}


def test_outside_takes_from_the_students_side_only_formats_of_files() -> None:
    shared = {f"autograder_check.{name}" for name in SHARED}
    # What is in files/ is written into templates, and runs on the students' side.
    graders = [path for path in OUTSIDE if path.parent.name != "files"]
    assert not forbidden(
        graders, lambda _, name: name.startswith("autograder_check.") and name not in shared
    )


def test_outside_never_unpickles() -> None:
    unsafe = {"pickle", "dill", "cloudpickle", "marshal", "shelve", "joblib"}
    paths = [*OUTSIDE, *CHECKER]
    assert not forbidden(paths, lambda _, name: name.partition(".")[0] in unsafe)
    assert not [path for path in paths if "allow_pickle=True" in path.read_text()]


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


def test_the_engine_imports_no_course() -> None:
    packages = [path for path in ENGINE if PACKAGE in path.parents]
    course = {"eager", "eager_course"}
    assert not forbidden(packages, lambda _, name: name.partition(".")[0] in course)


def test_the_engine_speaks_of_nothing_that_only_a_course_knows() -> None:
    found = []
    for path in ENGINE:
        text = path.read_text()
        for match in KNOWLEDGE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(PACKAGE.parent)}:{line}: {match.group()}")
    assert not found


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


def test_no_import_outside_runs_upward() -> None:
    def runs_upward(path: Path, name: str) -> bool:
        if not name.startswith("autograder.outside."):
            return False
        place, other = path.relative_to(PACKAGE / "outside").parts[0], name.split(".")[2]
        return other != place and floor(other) >= floor(place)

    assert not forbidden(OUTSIDE, runs_upward)
