"""What is trusted: nothing here runs a student's code or touches a student's objects.

Students' answers arrive as plain data, are checked before they are believed, and are never
unpickled. The folders, from the ground up; none imports one above it:

- `notebooks`: notebooks as files and cells, whatever they are about;
- `course`: a course, its questions and its reference, and the folder where it is taught;
- `sandbox`: runs a notebook sealed off;
- `judging`: compares answers with the right ones, and words the verdict;
- `grading`: one submission, from what was handed in to its points;
- `plugins` and `class_grader`: the two doors to it, nbgrader's commands and `autograder grade`;
- `reports`: what students and their instructor read about grades afterwards;
- `audit`: proves the questions; `github`: a class with one repository per student.

What it says to students is in `locale/` in other languages.
"""

from pathlib import Path

from autograder_check.messages import add_catalogs

add_catalogs(Path(__file__).parents[1] / "locale")
