"""What plugs into nbgrader: an exporter that reads submissions, and preprocessors.

Each preprocessor does one thing to a notebook, as nbgrader's own do, and
`nbgrader_config.py` lists them in order.
"""

from .check_questions import CheckQuestions
from .hide_tests import HideTests
from .judge_cells import JudgeCells
from .restore_cells import RestoreCells
from .run_cells import RunCells
from .staged_modules import StagedModules
from .submission_exporter import SubmissionExporter
from .tidy_submission import tidy_submission

__all__ = [
    "CheckQuestions",
    "HideTests",
    "JudgeCells",
    "RestoreCells",
    "RunCells",
    "StagedModules",
    "SubmissionExporter",
    "tidy_submission",
]
