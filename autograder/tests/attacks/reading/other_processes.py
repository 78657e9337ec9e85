# Looks into the grader's process: its memory, its files, its folders.
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


libc = ctypes.CDLL(None, use_errno=True)
for pid in (@pid@, os.getppid()):
    attempt(lambda: open(f"/proc/{pid}/mem", "rb"))
    attempt(lambda: os.listdir(f"/proc/{pid}/fd"))
    attempt(lambda: os.listdir(f"/proc/{pid}/cwd"))
    attempt(lambda: open(f"/proc/{pid}/root" "/@gradebook@", "rb").read())
    for number in range(3, 40):
        attempt(lambda: open(f"/proc/{pid}/fd/{number}", "rb").read())
    attempt(lambda: libc.ptrace(16, pid, 0, 0))
    attempt(lambda: libc.process_vm_readv(pid, None, 0, None, 0, 0))
    attempt(lambda: os.pidfd_open(pid))
