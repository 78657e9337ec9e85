"""Runs a student's notebook and says what its visible checks found: advice, not a grade.

It is a separate package because students get it: a template repository has a copy of it beside
the release. So it knows no course and nothing about `autograder`, and needs only nbclient,
nbformat and ipykernel. The engine reads and restores notebooks with this package too, so that a
check and a grade see the same cells. In order:

- `handed_out` reads the checks as they were handed out;
- `reading` reads a student's notebook with suspicion, and `restore` gives it back the cells that it
  may have lost or changed; both describe cells as in `cell_model`;
- `run` runs the cells, whatever they do;
- `score` turns what happened into a finding for each check;
- `show` prints findings for people, `classroom` for GitHub Classroom's tools, and
  `classroom50` for Classroom 50;
- `command` is what `autograder check` and the template's `check.py` call.
"""
