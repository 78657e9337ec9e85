"""Grades one submission, from what was handed in to its points.

- `settings` reads the course's configuration;
- `submissions` finds and reads what was handed in, `assignment` what is known of the release;
- `job` puts both together: all that a grade depends on, as plain data;
- `solved` has the solved source notebook answer for the questions that no package does.
"""
