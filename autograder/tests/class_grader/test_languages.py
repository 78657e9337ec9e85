"""A class may mix languages: who reads which decides the feedback, and never the points."""

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from autograder.commands import release
from autograder.outside.languages import keep_languages
from autograder_check.pseudo import PSEUDO

from .conftest import LINE, SUM_LOSS, Class, find

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sealing")]


def verdict(the_class: Class, student: str) -> str:
    """What a student reads of their loss."""
    return find(the_class.autograded(student), "loss-mse").outputs[0].data["text/html"]


def test_points_are_equal_whatever_a_student_reads_and_hands_in(group: Class) -> None:
    assert release.generate_in(group.course, PSEUDO, [LINE]) == 0
    path = group.root / "release" / PSEUDO / LINE / "line.ipynb"
    english = group.solved(loss_mse_solution=SUM_LOSS)
    other = nbformat.read(path, as_version=4)
    for cell in other.cells:
        known = cell.metadata.get("nbgrader", {})
        if known.get("solution"):
            cell.source = find(english, known["grade_id"]).source
    handed_in = {"ada": english, "bo": other, "cy": english, "di": other}
    for student, notebook in handed_in.items():
        group.submit(student, notebook)
    keep_languages(group.root, {"cy": PSEUDO, "di": PSEUDO})
    told = group.told()
    points = {one["student"]: one["points"] for one in told["submissions"]}
    assert len(set(points.values())) == 1 and set(points) == set(handed_in)
    for student in handed_in:
        said = verdict(group, student)
        assert ("expected" not in said) == (student in ("cy", "di"))
    keep_languages(group.root, {"ada": PSEUDO})
    group.told()
    assert "expected" not in verdict(group, "ada"), "another language is another page"


def test_remarks_are_in_the_instructors_language_and_feedback_in_the_students(
    group: Class,
) -> None:
    broken = group.solved()
    broken.cells[1].source += "\nimport nowhere_at_all\nx = 1"
    for student in ("ada", "cy"):
        group.submit(student, broken)
    keep_languages(group.root, {"cy": PSEUDO})
    told = {one["student"]: one["troubles"] for one in group.told()["submissions"]}
    assert told["ada"] == told["cy"]
    assert "The rest of this cell was run." in told["cy"][0]
    shown = {student: group.autograded(student).cells[1].outputs[-1].text for student in told}
    assert "The rest of this cell was run." in shown["ada"]
    assert "The rest of this cell was run." not in shown["cy"]


@pytest.mark.parametrize("handed_in", ["en", PSEUDO])
def test_no_lesson_is_taken_for_an_answer_whatever_the_language(
    group: Class, handed_in: str
) -> None:
    source = group.course.notebook_path("source", LINE)
    lesson = nbformat.read(source, as_version=4)
    lesson.cells.append(new_markdown_cell("This closes the lesson, below the last answer."))
    nbformat.write(lesson, source)
    group.configure(f'c.Autograder.language = "{PSEUDO}"')
    assert release.generate(group.course, [LINE]) == 0
    assert release.generate_in(group.course, "en", [LINE]) == 0
    where = group.root / "release" / ("" if handed_in == PSEUDO else handed_in)
    group.submit("ada", nbformat.read(where / LINE / "line.ipynb", as_version=4))
    (ada,) = group.told()["submissions"]
    assert ada["troubles"] == []
