"""The modules follow the order of the course: each imports only those before it."""

import ast
import functools
import io
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

import eager
from eager_course.course import COURSE

PACKAGE = Path(eager.__file__).parent
MODULES = {path.stem: path for path in PACKAGE.glob("*.py") if path.stem != "__init__"}


def siblings(source):
    """The names of the package's modules that `source` imports, in order."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from names


@functools.cache
def imports_of(name):
    return set(siblings(MODULES[name].read_text()))


@functools.cache
def stages():
    """The stage that builds a module: the one before the first that holds it, or the last."""
    result = dict.fromkeys(MODULES, len(COURSE.stages))
    for stage in reversed(COURSE.stages):
        for file in COURSE.staged_modules(stage.assignment):
            result[Path(file).stem] = stage.number - 1
    return result


def test_a_module_imports_nothing_from_a_later_stage():
    stage = stages()
    later = [(name, o) for name in MODULES for o in imports_of(name) if stage[o] > stage[name]]
    assert not later


def reached_from(name):
    """All modules that `name` imports, and that these import."""
    reached, todo = set(), list(imports_of(name))
    while todo:
        other = todo.pop()
        if other not in reached:
            reached.add(other)
            todo += imports_of(other)
    return reached


def test_no_two_modules_import_each_other():
    assert not [name for name in MODULES if name in reached_from(name)]


@pytest.mark.parametrize("name", ["tensor", "ops", "variable", "indexed_slices", "losses"])
def test_values_and_variables_know_nothing_about_gradients(name):
    words = MODULES[name].read_text()
    assert imports_of(name).isdisjoint({"gradients", "tape", "training", "optimizers"})
    assert "GradientTape" not in words


def packages_of(name):
    """The packages other than this one from which a module imports."""
    for node in ast.walk(ast.parse(MODULES[name].read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def test_a_module_needs_numpy_and_the_standard_library_only():
    allowed = sys.stdlib_module_names | {"numpy"}
    assert not [(name, p) for name in MODULES for p in packages_of(name) if p not in allowed]


def undocumented(name):
    """What a module leaves without a docstring: itself, or a public function or class."""
    tree = ast.parse(MODULES[name].read_text())
    if not ast.get_docstring(tree):
        yield name
    for node in tree.body:
        defined = isinstance(node, ast.FunctionDef | ast.ClassDef)
        if defined and not node.name.startswith("_") and not ast.get_docstring(node):
            yield f"{name}.{node.name}"


def test_a_module_opens_with_a_docstring_and_documents_what_is_public():
    assert not [place for name in MODULES for place in undocumented(name)]


def test_importing_leaves_numpys_settings_and_random_state_alone():
    program = (
        "import numpy as np; before = np.geterr(), np.random.get_state()[1].tolist();"
        "import eager as tf; tf.random.normal([3]); tf.make_data(1.0, 2.0, 5, 0.1, seed=0);"
        "assert before == (np.geterr(), np.random.get_state()[1].tolist());"
        "import sys; assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_importing_does_not_import_matplotlib():
    program = "import sys, eager; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)


CORE = ["tensor", "kernels", "ops", "variable", "gradients", "tape"]


def lines_of_code(source):
    """The numbers of the lines with code on them: no blank line, no comment, no docstring."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef
    prose = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            prose |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    silent |= {tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    held = {n for t in tokens if t.type not in silent for n in range(t.start[0], t.end[0] + 1)}
    return held - prose


def lines_of_tables(source):
    """The numbers of the lines of FORWARD and VJPS: a line or two there are the price of an op."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and node.target.id in ("FORWARD", "VJPS"):
            return set(range(node.lineno, node.end_lineno + 1))
    return set()


def test_the_code_of_the_core_stays_short():
    sources = {name: MODULES[name].read_text() for name in CORE}
    counts = {n: len(lines_of_code(s) - lines_of_tables(s)) for n, s in sources.items()}
    assert sum(counts.values()) < 1400, counts
