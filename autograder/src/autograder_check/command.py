"""The command `check`: run a notebook with its visible checks and show what they found."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import classroom, show
from .cell_model import TrustedCell
from .handed_out import FOLDER, NoRelease, find_release, language_of, read_release
from .messages import _, speaking
from .reading import Unreadable, read_notebook
from .restore import restore
from .run import Limits, run_notebook
from .score import Finding, Status, all_failed, changes, findings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "notebook", nargs="?", metavar="NOTEBOOK", help="default: the only one in this folder"
    )
    parser.add_argument(
        "--release",
        metavar="FILE",
        help="the notebook as it was handed out (default: searched for)",
    )
    parser.add_argument(
        "--classroom",
        action="store_true",
        help="in a GitHub Actions job: write its summary, and results for Classroom's reporter",
    )
    limits = Limits()
    for name, default, what in (
        ("--cell-seconds", limits.cell_seconds, "time for one cell"),
        ("--notebook-seconds", limits.notebook_seconds, "time for all cells together"),
    ):
        parser.add_argument(name, type=float, default=default, help=f"{what} (%(default)g)")


def run(options: argparse.Namespace) -> int:
    """Check; 0 if every check passed, else 1.

    Raises:
        NoRelease: there is no notebook, or no release of it.
    """
    notebook = Path(options.notebook) if options.notebook else only_notebook(Path.cwd())
    release = Path(options.release) if options.release else find_release(notebook)
    with speaking(language_of(release)):
        return _run(options, notebook, read_release(release))


def _run(options: argparse.Namespace, notebook: Path, released: list[TrustedCell]) -> int:
    if options.classroom:
        # If the job is stopped, the reporter still finds a result that it can read.
        why = _("The checks did not finish: the job was stopped first.")
        unfinished = all_failed(released, why)
        classroom.append(classroom.OUTPUT, classroom.lines(unfinished, notebook.name))
    limits = Limits(options.cell_seconds, options.notebook_seconds)
    found = check(notebook, released, limits)
    print(show.as_text(notebook.name, found, released))
    if options.classroom:
        classroom.append(classroom.SUMMARY, show.as_markdown(notebook.name, found, released))
        classroom.hand_over(found, notebook.name)
    return 0 if all(one.status is Status.PASS for one in found) else 1


def check(notebook: Path, released: Sequence[TrustedCell], limits: Limits) -> list[Finding]:
    """Run a notebook's visible checks; return a finding for each, even if nothing could run."""
    if not notebook.exists():
        return all_failed(released, _("There is no {name} here.", name=notebook.name))
    try:
        content = read_notebook(notebook)
        undone = changes(content, released)
        restore(content, released)
        runs = run_notebook(content, notebook.resolve().parent, limits)
        return findings(content, runs, released, undone)
    except Unreadable as problem:
        name, said = notebook.name, "{name} is not a readable notebook. {why}"
        return all_failed(released, _(said, name=name, why=problem))
    except Exception as error:  # a missing kernel, a full disk: still a result, which says why
        why = f"{type(error).__name__}: {error}"
        return all_failed(released, _("The notebook cannot be run: {why}", why=why))


def only_notebook(folder: Path) -> Path:
    """The notebook in a folder; if it was renamed or lost, the one that should be there.

    Raises:
        NoRelease: there is no way to tell which.
    """
    found = sorted(folder.glob("*.ipynb"))
    kept = sorted((folder / FOLDER).glob("*.ipynb"))
    named = [path for path in found if path.name in {known.name for known in kept}]
    if len(named) == 1 or len(found) == 1:
        return (named or found)[0]
    if not found and len(kept) == 1:
        return folder / kept[0].name
    raise NoRelease(f"there are {len(found)} notebooks in {folder}: say which one to check")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line by itself; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="check", description="Run a notebook with its visible checks: advice, not a grade."
    )
    add_arguments(parser)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # old consoles
    try:
        return run(parser.parse_args(arguments))
    except OSError as error:
        print(f"check: {error}", file=sys.stderr)
        return 2
