"""Teaching with one GitHub repository per student, from the instructor's side.

- `pins` names the actions of the workflows, each at one commit;
- `template` writes the repository that students start from, `classroom50` the same checks
  for Classroom 50, `grade_workflow` the workflow of the instructor's private repository;
- `token`, `api` and `git` talk to GitHub: a token is in the environment and nowhere else,
  and nothing that a student pushed is ever run, checked out or followed;
- `repositories` lists the students' repositories, `pushes` says which commit counts,
  `clone` and `tree` find its notebook there, `collect` brings it into `submitted/`, and `found`
  keeps and shows what was odd;
- `roster` knows students by their names, `create` makes their repositories, `grades` writes
  grades.csv;
- `branches` writes branches of ours: `publish` brings feedback back, and `update` offers a
  corrected template.
"""
