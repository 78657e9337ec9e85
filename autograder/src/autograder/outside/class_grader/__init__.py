"""Grades a class: many submissions in parallel, sealed, and resumable.

- `run` is the whole of it, for a `request`: it starts the workers and takes the `steps`;
- `intake` sorts a class download into `submitted/`, `archive` unpacks it;
- `grader` leads the way: it finds the submissions, and `journal` knows by a hash which of them
  have been graded before, just as they are;
- `workers` have the others graded, on this machine or on a cluster; `worker` is such a process;
- `gradebook` and `folder` save what came of it, one submission at a time; `show` tells, and
  `feedback` has nbgrader write what students read;
- `early_workers` and `startup` only save time.
"""
