"""Grades a class: many submissions in parallel, sealed, and resumable.

- `run` serves a whole `request`: it starts the workers and takes the `steps`;
- `intake` sorts a class download into `submitted/`, and `archive` unpacks it;
- `grader` is in charge: it finds the submissions, and `journal` knows by a hash which of them
  have already been graded and not changed since;
- `workers` get the others graded, on this machine or on a cluster; `worker` is one such process;
- `gradebook` and `folder` save the results, one submission at a time; `show` prints them, and
  `feedback` asks nbgrader to write what students read;
- `early_workers` only saves time.
"""
