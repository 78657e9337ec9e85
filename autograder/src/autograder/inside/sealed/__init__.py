"""Runs a notebook's cells in a process that has sealed itself off.

One **warm parent** (`warm`) imports what notebooks need and from then on only forks. Each child
seals itself (`seal`: Landlock, seccomp, limits) before it sees a line of a student's code,
and then runs the cells it is sent (`runner`, `shell`). Nothing here knows the reference, a
hidden test or another submission, so there is nothing to find in this process's memory.
"""
