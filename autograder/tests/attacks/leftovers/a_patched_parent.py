# Writes into its parent, by signals, traces, pipes and open files.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import ctypes, os, socket

libc, parent = ctypes.CDLL(None), os.getppid()
for action in (
    lambda: os.kill(parent, 9),
    lambda: os.kill(parent, 19),
    lambda: libc.ptrace(16, parent, 0, 0),
    lambda: libc.process_vm_writev(parent, None, 0, None, 0, 0),
    lambda: os.pidfd_open(parent),
    lambda: open(f"/proc/{parent}/mem", "r+b"),
    lambda: open("../log", "w").write("x"),
    lambda: os.rename("../../room", "../../no-room"),
    lambda: os.remove("../../.autograder-sandbox"),
    lambda: os.rmdir(".."),
    lambda: socket.socket(fileno=0).send(b"k"),
):
    try:
        print(action())
    except OSError as error:
        print(error)
for number in range(3, 64):
    for order in (b"f", b"k", b"u"):
        try:
            socket.socket(fileno=os.dup(number)).send(order)
        except OSError:
            pass
