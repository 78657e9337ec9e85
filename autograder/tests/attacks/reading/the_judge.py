# Imports the judge and its catalogue of mistakes, or reads their source.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import importlib, inspect, linecache, pkgutil, sys


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


import autograder

attempt(lambda: autograder.__path__.append("@grader@/.."))
attempt(lambda: [m.name for m in pkgutil.walk_packages(autograder.__path__, "autograder.")])
for name in ("outside.judge", "outside.reference", "outside.mistakes", "commands.grade"):
    attempt(lambda: importlib.import_module(f"autograder.{name}"))
sys.meta_path[:] = [found for found in sys.meta_path if "Beside" not in type(found).__name__]
attempt(lambda: importlib.import_module("autograder.outside.judging.answers").expected_answers)
attempt(lambda: linecache.getlines("@grader@/judging/judge.py"))
attempt(lambda: inspect.getsource(importlib.import_module("autograder.outside.course")))
