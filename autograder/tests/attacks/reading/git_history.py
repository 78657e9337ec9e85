# Reads the repository's history, of the course and of its folders.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import glob, pathlib


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


attempt(lambda: get_ipython().run_line_magic("sx", "git -C @repository@ log -p"))
attempt(lambda: get_ipython().system("git -C @repository@ show HEAD:autograder/src/eager/tape.py"))
for path in ("@repository@/.git/HEAD", "@repository@/.git/packed-refs", "@repository@/README.md"):
    attempt(lambda: open(path).read())
attempt(lambda: [path.read_bytes() for path in pathlib.Path("@repository@/.git").rglob("*")])
