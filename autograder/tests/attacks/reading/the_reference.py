# Imports the reference, or loads it from where it is installed.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import glob, importlib, importlib.util, sys


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


attempt(lambda: importlib.import_module("eager").GradientTape)
sys.meta_path[:] = [found for found in sys.meta_path if "Beside" not in type(found).__name__]
sys.path[:0] = ["@reference@/..", "@reference@", "@repository@/autograder/src"]
sys.path_importer_cache.clear()
attempt(lambda: importlib.import_module("eager").GradientTape)
attempt(lambda: importlib.import_module("tape").GradientTape)
spec = importlib.util.spec_from_file_location("eager", "@reference@/variable.py")
attempt(lambda: spec.loader.exec_module(importlib.util.module_from_spec(spec)))
attempt(lambda: spec.loader.get_source("eager"))
attempt(lambda: open("@reference@/variable.py").read())
attempt(lambda: [open(p).read() for p in glob.glob("@reference@/*.py")])
attempt(lambda: importlib.import_module("_eager_reference").Variable)
