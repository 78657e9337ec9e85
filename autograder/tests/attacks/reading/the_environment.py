# Prints its environment, as Python, C and the kernel know it.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import ctypes, os


def attempt(action):
    try:
        print(action())
    except BaseException as error:
        print(type(error).__name__)


libc = ctypes.CDLL(None)
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
attempt(lambda: dict(os.environ))
attempt(lambda: [environ[place] for place in range(60) if environ[place]])
for pid in ("self", "@pid@", os.getppid(), 1):
    for name in ("environ", "cmdline", "status", "maps"):
        attempt(lambda: open(f"/proc/{pid}/{name}", "rb").read())
