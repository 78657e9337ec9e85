"""The course, and where the autograder plugs into nbgrader.

nbgrader reads this file in the course's folder: `nbgrader generate_assignment`,
`nbgrader autograde`, `nbgrader generate_feedback` and the formgrader's buttons all
use it. Each list below says what happens to a notebook, in order.
"""

from pathlib import Path

from nbgrader import preprocessors as nbgrader

from autograder.outside import plugins as autograder

c = get_config()  # noqa: F821  (nbgrader defines it)

# The course: its questions, mistakes and reference are named in the package `eager_course`.
c.Autograder.course = "eager_course"

c.CourseDirectory.course_id = "eager-training"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".pytest_cache"]

# source/ -> release/, which is generated anew even where it is there, as in a fresh clone.
c.GenerateAssignment.force = True
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError"}
# The mark scheme for a written answer is in the locked prompt above it.
c.ClearMarkScheme.enforce_metadata = False
c.GenerateAssignment.preprocessors = [
    autograder.CheckQuestions,
    autograder.Translated,  # into c.Autograder.language
    nbgrader.IncludeHeaderFooter,
    nbgrader.LockCells,
    nbgrader.ClearSolutions,
    nbgrader.ClearOutput,
    nbgrader.CheckCellMetadata,
    nbgrader.ComputeChecksums,
    nbgrader.SaveCells,
    nbgrader.ClearHiddenTests,
    nbgrader.ClearMarkScheme,
    nbgrader.ComputeChecksums,
    nbgrader.CheckCellMetadata,
    autograder.VerdictCells,  # where c.Autograder.practice_cells = True
    autograder.StagedModules,  # the library as far as students have come
]

# submitted/ -> autograded/
c.Autograde.exporter_class = autograder.SubmissionExporter  # restores, runs, judges, limits
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    nbgrader.SaveAutoGrades,
    nbgrader.AssignLatePenalties,
    nbgrader.CheckCellMetadata,
]

# autograded/ -> feedback/, and the formgrader's pages
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {  # instead of nbconvert's own, which let a student's scripts through
    "clean_html": "autograder.outside.plugins.safe_html.clean_html",
    "markdown2html": "autograder.outside.plugins.safe_html.markdown_of_cell",
}
c.HTMLExporter.template_name = "autograder_formgrader"  # nbgrader's page with our style sheet
c.HTMLExporter.extra_template_basedirs = autograder.FORMGRADER_TEMPLATES
c.HTMLExporter.extra_template_paths = autograder.FORMGRADER_TEMPLATES
c.GenerateFeedback.exporter_class = autograder.FeedbackExporter  # our page, under limits
c.GenerateFeedback.preprocessors = [
    autograder.Grades,
    autograder.HideTests,
]

# The formgrader shows this configuration as JSON, which knows names but no classes.
autograder.name_classes(c)
