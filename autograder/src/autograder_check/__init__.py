"""Runs a student's notebook and says what its visible checks found: advice, and no grade.

It is a package of its own because students carry it: a template repository holds a copy
beside the release. So it knows no course and nothing of `autograder`, and needs no
more than nbclient, nbformat and ipykernel. In order:

- `release` reads the checks as they were handed out;
- `submission` reads a student's notebook and gives it back the checks it may have lost;
- `run` runs the cells, whatever they do;
- `score` turns what happened into a finding for each check;
- `show` prints findings for people, `classroom` for GitHub Classroom's tools, and
  `classroom50` for Classroom 50;
- `command` is what `autograder check` and the template's `check.py` call.
"""
