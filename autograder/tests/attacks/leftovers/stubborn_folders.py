# Leaves folders hundreds deep, without rights, with names that no terminal shows.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import os

for number in range(300):
    os.mkdir("deep\n\x1b[31m")
    os.chdir("deep\n\x1b[31m")
    open("file", "w").close()
os.umask(0o777)
os.mkdir("locked")
open("locked-file", "w").close()
