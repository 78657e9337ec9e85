"""What is trusted: nothing here runs a student's code or touches a student's objects.

Students' answers arrive as plain data, are checked before they are believed, and are never
unpickled. The folders, from the ground up; none imports one that stands above it:

- `notebooks`: notebooks as files and cells, whatever they are about;
- `course`: a course, what it asks and who answers for it, and the folder where it is taught;
- `sandbox`: runs a notebook sealed off;
- `judging`: holds answers against the right ones, and words the verdict;
- `grading`: one submission, from what was handed in to its points;
- `plugins` and `class_grader`: the two doors to it, nbgrader's commands and `autograder grade`;
- `reports`: what is said of grades afterwards, to students and to their instructor;
- `audit`: proves the questions; `github`: a class with a repository a student.
"""
