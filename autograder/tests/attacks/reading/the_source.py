# Opens the instructor's notebook and the course's folders.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import glob, os, pathlib


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


course = pathlib.Path("@course@")
attempt(lambda: (course / "source/01-variables/variables.ipynb").read_text())
attempt(lambda: list(course.iterdir()))
attempt(lambda: glob.glob("@course@/**", recursive=True))
attempt(lambda: [pathlib.Path(p).read_text() for p in glob.glob("@course@/*/*/*.ipynb")])
attempt(lambda: os.open("@course@", os.O_DIRECTORY | os.O_RDONLY))
attempt(lambda: np.memmap("@course@/source/01-variables/variables.ipynb", mode="r").tobytes())
attempt(lambda: np.fromfile("@course@/source/01-variables/variables.ipynb", "uint8").tobytes())
