"""Grades a class: many submissions in parallel, sealed, and resumable.

A submission goes through these modules in order:

- `submissions` reads what was handed in, `assignment` what is known of the release;
- `job` puts both together: all that a grade depends on, as plain data;
- `journal` knows by its hash whether exactly this has been graded before;
- `worker` sanitizes, runs and judges it, in another process and without a gradebook;
- `workers` are such processes, on this machine or on a cluster;
- `gradebook` and `folder` save what came of it, one submission at a time;
- `class_grader` leads the way.
"""
