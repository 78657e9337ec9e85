# Leaves memory, queues, keys and locks for the next submission to find.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import ctypes, fcntl
from multiprocessing import shared_memory

libc = ctypes.CDLL(None)
print(libc.shmget(4711, 4096, 0o1666), libc.msgget(4711, 0o1666), libc.semget(4711, 1, 0o1666))
print(libc.shm_open(b"/left", 66, 0o666), libc.mq_open(b"/left", 66, 0o666, None))
print(libc.syscall(248, b"user", b"left", b"left", 4, -3), libc.memfd_create(b"left", 0))
try:
    shared_memory.SharedMemory("left", create=True, size=4096)
except OSError as error:
    print(error)
fcntl.flock(open(np.__file__), fcntl.LOCK_EX | fcntl.LOCK_NB)
