"""Puts the packages, which the course uses as well, beside this file, where they are built from.

So a wheel or an sdist made here is complete: a student needs neither the course nor this folder.
"""

import shutil
from pathlib import Path

from setuptools import setup

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent / "src"  # in the course; an sdist has the copies only
TERMS = ("LICENSE", "NOTICE")  # in the course's folder

# All of the checks; of the autograder, only what runs cases: no reference, no judge, no questions.
CHECKS = "autograder_check"
INSIDE = "autograder/inside"
RUNS_CASES = (
    *("__init__", "drawn", "forms", "inputs", "pictures"),
    *("plain", "program", "question", "said"),
)

if (SHARED / CHECKS).is_dir():
    for name in (CHECKS, INSIDE):
        shutil.rmtree(HERE / name, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SHARED / CHECKS, HERE / CHECKS, ignore=ignored)
    (HERE / INSIDE).mkdir(parents=True)
    for name in RUNS_CASES:
        shutil.copy(SHARED / INSIDE / f"{name}.py", HERE / INSIDE)
    for name in TERMS:
        shutil.copy(HERE.parents[1] / name, HERE)
setup()
