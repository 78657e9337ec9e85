# Walks over the whole disk and reads all that it finds of the course.
# must: learn nothing, and earn nothing by it
# points: none
# rest: blank
# %% extra before variables-tensor-solution

import os

for root in ("/", "/tmp", "/home", "@course@/..", "@repository@", "/etc", "/var", "/dev/shm", "/run"):
    for count, (path, folders, names) in enumerate(os.walk(root)):
        for name in names:
            if name.endswith((".ipynb", ".db", "beside.txt", "secret", "variable.py", "passwd")):
                try:
                    print(path, name, open(os.path.join(path, name), "rb").read())
                except OSError:
                    pass
        if count > 300:
            break
