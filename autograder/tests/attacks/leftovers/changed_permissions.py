# Changes owners, modes and times of whatever it can name.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import os

for path in ("@gradebook@", "@beside@", "@course@", "@course@/..", np.__file__, "/tmp", ".."):
    for action in (
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, os.getuid(), -1),
        lambda: os.utime(path),
        lambda: os.truncate(path, 0),
        lambda: os.remove(path),
        lambda: os.setxattr(path, "user.left", b"x"),
        lambda: open(path, "r+b"),
    ):
        try:
            action()
            print("changed", path)
        except OSError:
            pass
