"""Whatever a mistake changes in the reference is undone."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.outside.course.reference import preserve

SOURCES = {
    "__init__": "from . import inner\nfrom .inner import rules\nlisteners = []",
    "inner": """
import numpy as np
rules = {"add": np.zeros(2), "sub": np.ones(2)}
names = {"a"}
""",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    folder = tmp_path / "a_reference"
    folder.mkdir()
    for name, source in SOURCES.items():
        (folder / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("a_reference")
    for name in ("a_reference", "a_reference.inner"):
        del sys.modules[name]


def test_whatever_was_put_in_or_taken_out_or_replaced(package: ModuleType) -> None:
    rules, zeros, ones = package.rules, *package.rules.values()
    with preserve(package):
        package.listeners += [print, print]
        del rules["sub"]
        rules["add"] = np.zeros(2)
        rules["mul"] = np.ones(2)
        package.inner.names.clear()
    assert package.listeners == [] and package.inner.names == {"a"}
    assert package.rules is package.inner.rules is rules
    assert list(rules) == ["add", "sub"] and rules["add"] is zeros and rules["sub"] is ones


def test_what_was_there_before_stays(package: ModuleType) -> None:
    package.listeners.append(print)
    with preserve(package):
        package.listeners.clear()
    assert package.listeners == [print]


def test_it_is_undone_after_an_error_too(package: ModuleType) -> None:
    with pytest.raises(ZeroDivisionError), preserve(package):
        package.rules.clear()
        print(1 / 0)
    assert set(package.rules) == {"add", "sub"}
