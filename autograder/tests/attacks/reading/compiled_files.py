# Reads what Python compiled of the reference and of the judge.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import glob, importlib.util, marshal, zipimport


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


for path in ("@reference@/variable.py", "@reference@/tape.py", "@grader@/judging/judge.py"):
    compiled = importlib.util.cache_from_source(path)
    attempt(lambda: open(compiled, "rb").read())
    attempt(lambda: marshal.loads(open(compiled, "rb").read()[16:]).co_consts)
attempt(lambda: glob.glob("@reference@/__pycache__/*"))
