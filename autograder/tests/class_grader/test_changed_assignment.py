"""What changes in an assignment after it was handed in, as docs/term.md says."""

import csv
import logging

import nbformat
import pytest
from nbgrader import api
from nbgrader.apps import ExportApp

from autograder.__main__ import main
from autograder.outside.plugins import FeedbackExporter, HideTests
from autograder.outside.reports.points import gradebook_url

from .conftest import LINE, SUM_LOSS, Class, find


def points(group: Class) -> dict[str, dict[str, str]]:
    path = group.root / "points.csv"
    assert main(["points", "--course", str(group.root), "--csv", str(path)]) == 0
    with path.open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def set_points(group: Class, **points: float) -> None:
    path = group.root / "source" / LINE / "line.ipynb"
    source = nbformat.read(path, as_version=4)
    for name, most in points.items():
        find(source, name.replace("_", "-")).metadata.nbgrader["points"] = most
    nbformat.write(source, path)


@pytest.mark.slow
def test_points_change_and_a_question_is_dropped_after_submissions(group: Class) -> None:
    group.submit("ada")
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    group.grade()
    with api.Gradebook(gradebook_url(group.root)) as book:
        written = book.find_grade("written", "line", LINE, "ada")
        written.manual_score, written.needs_manual_grade = 4.0, False
        book.db.commit()
    before = points(group)
    assert (before["ada"]["total"], before["ada"][f"{LINE} maximum"]) == ("13", "14")

    set_points(group, loss_mse=8, loss_model=0)
    assert main(["release", LINE, "--course", str(group.root)]) == 0
    assert group.grade(LINE, "--feedback") == 0

    after = points(group)
    assert (after["ada"]["total"], after["ada"][f"{LINE} maximum"]) == ("13", "14")
    earned = float(before["bob"]["total"]) - 5  # for what stays as it was: 4 dropped and 1
    assert float(after["bob"]["total"]) == pytest.approx(1 + 2 * earned, abs=1e-3)
    to = group.root / "exported.csv"
    with api.Gradebook(gradebook_url(group.root)) as book:
        ExportApp().plugin_class(to=str(to)).export(book)
    with to.open() as file:
        for row in csv.DictReader(file):
            if row["assignment"] == LINE:
                shown = after[row["student_id"]][f"{LINE} total"]
                assert float(shown) == pytest.approx(float(row["score"]), abs=1e-3)
    page = (group.folder("ada", step="feedback") / "line.html").read_text()
    assert "of 8" in page


@pytest.mark.slow
def test_what_nbgrader_refuses_after_submissions_is_said_and_the_release_stays(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada")
    group.grade()
    source = group.root / "source" / LINE / "line.ipynb"
    release = group.root / "release" / LINE / "line.ipynb"
    before = release.read_bytes()
    notebook = nbformat.read(source, as_version=4)
    second = source.with_name("more.ipynb")
    nbformat.write(notebook, second)
    capsys.readouterr()
    assert main(["release", LINE, "--course", str(group.root)]) == 1
    said = capsys.readouterr().out
    assert "Traceback" not in said and "removes no notebook" in said
    assert release.read_bytes() == before
    second.unlink()
    notebook.cells.remove(find(notebook, "written"))
    nbformat.write(notebook, source)
    assert main(["release", LINE, "--course", str(group.root)]) == 1
    said = capsys.readouterr().out
    assert "Traceback" not in said and "removes no graded cell" in said
    assert release.read_bytes() == before


def graded_by_hand(group: Class, score: float) -> None:
    with api.Gradebook(gradebook_url(group.root)) as book:
        written = book.find_grade("written", "line", LINE, "ada")
        written.manual_score, written.needs_manual_grade = score, False
        book.db.commit()


def waits(group: Class) -> bool:
    with api.Gradebook(gradebook_url(group.root)) as book:
        written = book.find_grade("written", "line", LINE, "ada")
        assert written.manual_score is not None  # whatever happens
        return bool(written.needs_manual_grade)


@pytest.mark.slow
def test_a_regrade_asks_a_person_again_only_for_what_has_changed(group: Class) -> None:
    group.submit("ada")
    group.grade()
    graded_by_hand(group, 4.0)
    group.grade("--force")
    assert not waits(group)
    set_points(group, written=3)  # less than the 4 points that were given
    assert main(["release", LINE, "--course", str(group.root)]) == 0
    group.grade()
    assert waits(group)
    graded_by_hand(group, 2.0)
    group.submit("ada", group.solved(written="Another answer."))
    group.grade()
    assert waits(group)


def test_feedback_is_configured_without_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        FeedbackExporter().register_preprocessor(HideTests, enabled=True)
    assert "not recognized" not in caplog.text
