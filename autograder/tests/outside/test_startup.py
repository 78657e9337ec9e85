"""A grading process leaves out what it does not need, and imports it if it is used after all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.outside.startup import LATER, UNUSED


def printed_by(program: str) -> object:
    """What a fresh Python that runs the program prints, as JSON."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_workers_are_forked_from_a_process_that_left_the_slow_imports_out() -> None:
    imported = printed_by(
        "import json, sys, autograder.outside.class_grader.preload\n"
        "print(json.dumps([name for name, module in sys.modules.items() if module]))"
    )
    unwanted = {*UNUSED, "setuptools", "soupsieve"}
    assert unwanted.isdisjoint(imported)
    assert {"nbgrader.api", "nbgrader.preprocessors", "matplotlib.pyplot"} <= set(imported)


def test_a_function_that_was_left_out_works_when_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("content")
    unpacked = printed_by(
        "import json, shutil, sys\n"
        "from autograder.outside.startup import hurry\n"
        "hurry()\n"
        "from nbgrader import utils\n"
        f"shutil.make_archive({str(tmp_path / 'packed')!r}, 'zip', {str(tmp_path)!r}, 'file')\n"
        "before = 'setuptools' in sys.modules\n"
        f"utils.unpack_archive({str(tmp_path / 'packed.zip')!r}, {str(tmp_path / 'out')!r})\n"
        "print(json.dumps([before, 'setuptools' in sys.modules]))"
    )
    assert unpacked == [False, True]
    assert (tmp_path / "out" / "file").read_text() == "content"


def test_any_other_use_of_a_module_that_was_left_out_imports_it() -> None:
    found = printed_by(
        "import json\n"
        "from autograder.outside.startup import hurry\n"
        "hurry()\n"
        "from bs4 import BeautifulSoup, Tag\n"
        "soup = BeautifulSoup('<p>text</p>', 'html.parser')\n"
        "print(json.dumps([isinstance(soup.p, Tag), soup.p.text]))"
    )
    assert found == [True, "text"]


def test_a_module_that_was_already_imported_stays_as_it_is() -> None:
    same = printed_by(
        "import bs4, isoduration, json, sys\n"
        "from autograder.outside.startup import hurry\n"
        "hurry()\n"
        "print(json.dumps(sys.modules['bs4'] is bs4 and sys.modules['isoduration'] is isoduration))"
    )
    assert same is True


@pytest.mark.slow
def test_every_function_that_is_left_out_exists_in_its_module() -> None:
    wrong = printed_by(
        "import importlib, json\n"
        f"later = {LATER!r}\n"
        "print(json.dumps([(m, f) for m, functions in later.items() for f in functions\n"
        "    if not callable(getattr(importlib.import_module(m), f, None))]))"
    )
    assert wrong == []
