"""Grades one submission, from what was handed in to its points.

- `settings` reads the course's configuration;
- `submissions` finds and reads what was handed in, `assignment` what is known about the release;
- `job` puts both together: everything a grade depends on, as plain data;
- `solved` lets the solved source notebook answer the questions that no package answers.
"""
