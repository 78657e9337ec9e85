# Names its files so that who lists them is fooled: markup, escapes, formulas, directions.
# must: earn nothing, with the reason, in which the names are harmless
# points: none
# says: rename it to variables.ipynb
import nbformat


def write(folder, notebook):
    names = ["<script>alert('attack-runs')<\u2215script>", "[bold red]\x1b]0;owned\x07[", "=1+1"]
    for name in [*names, "\u202egnp", "a\nb", "-rf", "$(reboot)", "%s%n"]:
        nbformat.write(notebook, folder / f"{name}.ipynb")
        (folder / f"{name}.txt").write_text("x")
    (folder / "[bold]").symlink_to("/")
