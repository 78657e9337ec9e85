"""What plugs into nbgrader: the exporter that grades submissions, and preprocessors.

Each preprocessor does one thing to a notebook, as nbgrader's own do, and
`nbgrader_config.py` lists them in order.
"""

from .check_questions import CheckQuestions
from .feedback_exporter import FeedbackExporter
from .grades import Grades
from .hide_tests import HideTests
from .staged_modules import StagedModules
from .submission_exporter import SubmissionExporter

__all__ = [
    "CheckQuestions",
    "FeedbackExporter",
    "Grades",
    "HideTests",
    "StagedModules",
    "SubmissionExporter",
]
