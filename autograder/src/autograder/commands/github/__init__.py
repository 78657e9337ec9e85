"""`autograder github`: templates out, results on every push, private grades in."""

# What comes after `github` -> what it does; each is a module of this package.
COMMANDS = {
    "template": "write the template repository of an assignment",
    "create": "make the students' repositories from the template, and invite them",
    "update": "offer a corrected template as a pull request in each repository",
    "collect": "bring the students' notebooks from their repositories into submitted/",
    "grades": "write grades.csv in GitHub Classroom's columns",
    "feedback": "bring feedback into the students' repositories",
    "grade-workflow": "write the workflow of your private course repository",
    "pins": "ask GitHub whether it still has the commits of actions that the workflows use",
    "classroom50": "write the visible checks of an assignment as an autograder for Classroom 50",
}
