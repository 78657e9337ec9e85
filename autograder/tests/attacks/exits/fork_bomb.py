# Forks without end, in every way there is.
# must: lose that exercise and no other: nothing is started
# points: all but variables-scatter
# %% variables-scatter-solution

import ctypes, multiprocessing, os, subprocess

libc = ctypes.CDLL(None)
for start in (
    os.fork,
    os.forkpty,
    libc.fork,
    libc.vfork,
    lambda: libc.syscall(57),
    lambda: subprocess.Popen("true"),
    lambda: os.posix_spawn("/bin/sh", ["sh"], {}),
    lambda: multiprocessing.Process(target=print).start(),
    lambda: os.system("sleep 60 &"),
    lambda: os.execv("/bin/sh", ["sh"]),
):
    try:
        print(start())
    except Exception as error:
        print(error)
raise NotImplementedError
