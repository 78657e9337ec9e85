"""A solved notebook in another language runs to its end and earns every point."""

from pathlib import Path

import pytest

from autograder.outside.course import CourseFolder
from autograder.outside.grading.assignment import source_files
from autograder.outside.judging.cells import judge_notebook
from autograder.outside.sandbox import Limits, Sandbox, SandboxUnavailable
from autograder.outside.translation.notebook import translation_of
from autograder_check.messages import speaking
from autograder_check.pseudo import PSEUDO

ROOT = Path(__file__).parents[3]
FOLDER = CourseFolder.at(ROOT)
FIRST = FOLDER.assignments[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "assignment"), [(PSEUDO, FIRST), *(("ko", one) for one in FOLDER.assignments)]
)
def test_a_solved_notebook_earns_every_point(language: str, assignment: str) -> None:
    course, notebook = FOLDER.course, FOLDER.notebook("source", assignment)
    translation = translation_of(ROOT, language, assignment)
    assert translation is not None
    translation.notebook(notebook)
    notebook.metadata["autograder"] = {"seed": "1"}
    staged = course.staged_modules(assignment)
    files = {f"{course.reference}/{name}": text.encode() for name, text in staged.items()}
    beside = source_files(ROOT / "source" / assignment, [])
    try:
        sandbox = Sandbox()
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    with speaking(language):
        sandbox.admit(course.admitted)
        run = sandbox.run(
            notebook, {**files, **translation.beside(beside, course.reference)}, "1", Limits()
        )
        sandbox.close()
        verdicts = judge_notebook(course, run.notebook)
    assert verdicts and not run.troubles
    for verdict in verdicts:
        lost = [part.name for part in verdict.parts if not part.holds]
        assert verdict.points == verdict.max_points, (verdict.question_id, lost, verdict.reason)
    for cell in run.notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", (cell.source, output)
            assert "Glyph" not in str(output.get("text", "")), "a picture lacks a letter"
