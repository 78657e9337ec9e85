# Hands in a numpy.py, a random.py and a sitecustomize.py that do what it likes.
# must: earn what is solved, with the real NumPy
import nbformat

EVIL = "raise SystemExit('the submission's own')\nallclose = array_equal = lambda *a, **k: True\n"


def write(folder, notebook):
    names = "numpy json base64 random copy ast sitecustomize usercustomize IPython matplotlib"
    for name in names.split():
        (folder / f"{name}.py").write_text(EVIL)
    startup = folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-evil.py").write_text(EVIL)
    (folder / "ipython_config.py").write_text(EVIL)
    (folder / "matplotlibrc").write_text("backend: evil\n")
    nbformat.write(notebook, folder / "variables.ipynb")
