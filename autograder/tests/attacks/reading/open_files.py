# Reads from every file that the grader may have left open.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import os


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


for number in range(0, 256):
    try:
        os.set_blocking(number, False)
        os.lseek(number, 0, os.SEEK_SET)
    except OSError:
        continue
    attempt(lambda: os.read(number, 10_000_000)[:0] or os.fstat(number).st_size)
    attempt(lambda: os.listdir(number))
