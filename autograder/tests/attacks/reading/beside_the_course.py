# Gets to a file beside the course by links, relative paths and other system calls.
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


libc, path = ctypes.CDLL(None, use_errno=True), b"@beside@"
attempt(lambda: os.symlink(path, "soft") or open("soft").read())
attempt(lambda: os.link(path, "hard") or open("hard").read())
attempt(lambda: open(os.path.relpath(path.decode())).read())
attempt(
    lambda: os.read(
        os.open("beside.txt", os.O_RDONLY, dir_fd=os.open("@course@/..", os.O_PATH)), 99
    )
)
attempt(lambda: os.chdir(os.path.dirname(path)) or open("beside.txt").read())
attempt(lambda: os.read(libc.open(path, 0), 99))
attempt(lambda: os.read(libc.syscall(437, -100, path, bytes(24), 24), 99))  # openat2
attempt(lambda: os.read(libc.syscall(428, -100, path, 0), 99))  # open_tree
attempt(lambda: libc.mount(b"@course@", b"mnt", None, 4096, None))
attempt(lambda: os.chroot("@course@") or os.listdir("/"))
