"""What plugs into nbgrader: the exporter that grades submissions, and preprocessors.

Each preprocessor does one thing to a notebook, as nbgrader's own do, and
`nbgrader_config.py` lists them in order.
"""

from nbgrader.server_extensions.formgrader import handlers

from .check_questions import CheckQuestions
from .feedback_exporter import TEMPLATES, FeedbackExporter
from .grades import Grades
from .hide_tests import HideTests
from .readable_config import name_classes
from .staged_modules import StagedModules
from .submission_exporter import SubmissionExporter
from .translated import Translated
from .verdict_cells import VerdictCells

# Where the formgrader's page, and nbgrader's own below it, have their templates.
FORMGRADER_TEMPLATES = [TEMPLATES, handlers.template_path]

__all__ = [
    "FORMGRADER_TEMPLATES",
    "CheckQuestions",
    "FeedbackExporter",
    "Grades",
    "HideTests",
    "StagedModules",
    "SubmissionExporter",
    "name_classes",
    "Translated",
    "VerdictCells",
]
