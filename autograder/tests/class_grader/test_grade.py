"""`autograder grade` grades a class, and on the next day what has changed."""

import json
from pathlib import Path

import nbformat
import pytest

from autograder.__main__ import main
from autograder.outside.class_grader.lock import grading_lock
from autograder.outside.class_grader.request import Outcome, State
from autograder.outside.class_grader.show import show_summary
from autograder.outside.judging.render import VERDICT_MIME

from .conftest import FULL, LINE, LOSS, PAIR, SUM_LOSS, Class, find, of, states, without


def test_every_submission_is_graded_and_the_points_are_in_the_gradebook(group: Class) -> None:
    group.submit("ada")
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    group.submit("cy", group.solved(loss_mse_solution="raise NotImplementedError"))
    told = group.told(LINE)
    assert told["status"] == 0 and told["graded"] == 3
    scores = group.scores()
    assert scores["ada"].auto == FULL
    assert 0 < scores["bob"].cells["loss-mse"] < 4  # type: ignore[operator]
    assert scores["cy"].cells == {"loss-model": 4, "loss-mse": 0, "plain": 1}
    for student, score in scores.items():
        assert of(told, student)["points"] == score.auto
        assert of(told, student)["max_points"] == FULL


def test_the_autograded_notebook_shows_the_verdict(group: Class) -> None:
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    group.grade(LINE)
    (output,) = find(group.autograded("bob"), "loss-mse").outputs
    verdict = output.data[VERDICT_MIME]
    assert verdict["points"] == group.scores()["bob"].cells["loss-mse"]
    assert verdict["mistake"]


@pytest.mark.slow
def test_everything_handed_in_is_graded_if_no_assignment_is_named(group: Class) -> None:
    group.submit("ada")
    group.submit("ada", assignment=PAIR, name="first")
    group.submit("ada", assignment=PAIR, name="second")
    assert group.grade() == 0
    assert group.scores(LINE)["ada"].auto == FULL and group.scores(PAIR)["ada"].auto == 8


def test_only_the_named_students_are_graded_and_missing_ones_are_reported(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("ada", "alan", "bob"):
        group.submit(student)
    assert group.grade(LINE, "--student", "a*", "--student", "nobody") == 0
    assert set(group.scores()) == {"ada", "alan"}
    said = capsys.readouterr().err
    assert "no submission by nobody" in said and "a*" not in said


def test_a_second_run_grades_nothing_and_says_why(group: Class) -> None:
    group.submit("ada", b"")
    group.submit("bob")
    first, second = group.told(LINE), group.told(LINE)
    assert states(second) == {"ada": "unchanged", "bob": "unchanged"} and second["status"] == 0
    assert "not changed since it was graded" in of(second, "bob")["why"]
    for student in ("ada", "bob"):
        for what in ("points", "max_points", "troubles"):
            assert of(second, student)[what] == of(first, student)[what]


@pytest.mark.slow
def test_the_same_goes_for_a_notebook_in_which_nothing_is_graded(group: Class) -> None:
    nbformat.write(nbformat.v4.new_notebook(), group.root / "source" / PAIR / "third.ipynb")
    assert group.course.nbgrader("generate_assignment", PAIR, "--force").returncode == 0
    for name in ("first", "second", "third"):
        group.submit("ada", assignment=PAIR, name=name)
    assert of(group.told(PAIR), "ada", PAIR)["state"] == "graded"
    assert of(group.told(PAIR), "ada", PAIR)["state"] == "unchanged"


@pytest.mark.slow
def test_only_a_changed_submission_is_graded_again(group: Class) -> None:
    group.submit("ada")
    group.submit("bob")
    group.grade(LINE)
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    assert states(group.told(LINE)) == {"ada": "unchanged", "bob": "graded"}
    assert group.scores()["bob"].auto < FULL


@pytest.mark.slow
def test_so_is_one_with_another_file_or_another_time(group: Class) -> None:
    for student in ("ada", "bob", "cy"):
        group.submit(student)
    group.grade(LINE)
    (group.folder("ada") / "helper.py").write_text("x = 1")
    (group.folder("bob") / "timestamp.txt").write_text("2026-01-02 03:04:05 UTC")
    assert states(group.told(LINE)) == {"ada": "graded", "bob": "graded", "cy": "unchanged"}


@pytest.mark.slow
def test_force_grades_all_again(group: Class) -> None:
    group.submit("ada")
    group.grade(LINE)
    assert states(group.told(LINE, "--force")) == {"ada": "graded"}


@pytest.mark.slow
def test_a_changed_test_is_run_for_everybody(group: Class) -> None:
    group.submit("ada")
    group.submit("ada", assignment=PAIR, name="first")
    group.submit("ada", assignment=PAIR, name="second")
    group.grade()
    path = group.root / "source" / LINE / "line.ipynb"
    source = nbformat.read(path, as_version=4)
    find(source, "plain").source = "assert Model().W.numpy() == 6.0"
    nbformat.write(source, path)
    done = group.course.nbgrader("generate_assignment", LINE, "--force")
    assert done.returncode == 0, done.stderr
    told = group.told()
    assert of(told, "ada")["state"] == "graded"
    assert of(told, "ada", PAIR)["state"] == "unchanged"
    assert group.scores()["ada"].cells["plain"] == 0


@pytest.mark.slow
def test_what_was_lost_is_graded_again(group: Class) -> None:
    for student in ("ada", "bob", "cy"):
        group.submit(student)
    group.grade(LINE)
    notebook = group.folder("ada", step="autograded") / "line.ipynb"
    notebook.chmod(0o644)
    notebook.unlink()
    (group.root / ".autograder" / "graded" / LINE / "bob.json").write_text("{")
    assert states(group.told(LINE)) == {"ada": "graded", "bob": "graded", "cy": "unchanged"}
    assert (group.folder("ada", step="autograded") / "line.ipynb").exists()


@pytest.mark.slow
def test_a_gradebook_that_knows_nothing_is_filled_again(group: Class) -> None:
    backup = (group.root / "gradebook.db").read_bytes()
    group.submit("ada")
    group.grade(LINE)
    (group.root / "gradebook.db").write_bytes(backup)
    assert states(group.told(LINE)) == {"ada": "graded"}
    assert group.scores()["ada"].auto == FULL


def test_a_regrade_asks_the_same_cases(group: Class) -> None:
    group.submit("ada")
    group.grade(LINE)
    path = group.folder("ada", step="autograded") / "line.ipynb"
    before = path.read_bytes()
    group.grade(LINE, "--force")
    assert path.read_bytes() == before


@pytest.mark.slow
def test_what_is_handed_in_again_after_a_change_gets_other_cases(group: Class) -> None:
    group.submit("ada")
    group.grade(LINE)
    before = group.autograded("ada").metadata.autograder.seed
    changed = group.solved()
    changed.cells[0].source += " "
    group.submit("ada", changed)
    group.grade(LINE)
    assert group.autograded("ada").metadata.autograder.seed != before
    group.submit("ada")
    group.grade(LINE)
    assert group.autograded("ada").metadata.autograder.seed == before


@pytest.mark.slow
def test_several_processes_give_the_same_points(group: Class) -> None:
    for number in range(5):
        group.submit(f"s{number}", group.solved(loss_mse_solution=SUM_LOSS))
    assert group.grade(LINE, "--jobs", "2") == 0
    before = {student: score.cells for student, score in group.scores().items()}
    assert group.grade(LINE, "--force", "--jobs", "1") == 0
    assert {student: score.cells for student, score in group.scores().items()} == before
    assert len(before) == 5


@pytest.mark.slow
def test_a_wrong_guess_of_how_much_there_is_to_do_changes_nothing(group: Class) -> None:
    group.submit("ada")
    group.submit("bob")
    assert group.grade(LINE) == 0
    group.submit("cy")
    for entry in (group.root / ".autograder" / "graded" / LINE).iterdir():
        entry.write_text("{}")  # so all are graded again, and not only cy's
    told = group.told(LINE, "--jobs", "2")
    assert states(told) == dict.fromkeys(["ada", "bob", "cy"], "graded")
    assert {score.auto for score in group.scores().values()} == {FULL}


@pytest.mark.slow
@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "file is empty"),
        (b'{"cells": [', "not a whole notebook"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b'{"nbformat": 99, "cells": []}', "not a notebook of a known format"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"nbformat": 4}', "no list of cells"),
    ],
)
def test_a_file_that_is_not_a_notebook_gets_0_and_the_reason(
    group: Class, content: bytes, reason: str
) -> None:
    group.submit("ada", content)
    told = group.told(LINE)
    assert told["status"] == 0
    (trouble,) = of(told, "ada")["troubles"]
    assert reason in trouble
    assert group.scores()["ada"].cells == {"loss-model": 0, "loss-mse": 0, "plain": 0}
    assert reason in json.dumps(group.autograded("ada"))


@pytest.mark.slow
def test_half_characters_are_no_obstacle(group: Class) -> None:
    half = "\\ud83d"
    text = nbformat.writes(group.solved(loss_mse_solution=LOSS + "print('HALF')"))
    text = text.replace("print('HALF')", f"print('{half}', '\\\\ud83d')")
    text = text.replace("# Practice", half)
    group.submit("ada", text.encode())
    assert group.grade(LINE) == 0
    assert group.scores()["ada"].auto == FULL


@pytest.mark.slow
def test_two_renamed_notebooks_get_0_and_the_reason(group: Class) -> None:
    for name in ("line (1)", "line (2)"):
        group.submit("ada", name=name, submission=group.solved())
    told = group.told(LINE)
    assert told["status"] == 0 and "line (1).ipynb" in of(told, "ada")["troubles"][0]
    assert group.scores()["ada"].auto == 0
    assert "rename it to line.ipynb" in json.dumps(group.autograded("ada"))


@pytest.mark.slow
def test_a_folder_without_a_notebook_gets_0_and_the_reason(group: Class) -> None:
    group.folder("ada").mkdir(parents=True)
    told = group.told(LINE)
    assert told["status"] == 0 and "no notebook" in of(told, "ada")["troubles"][0]
    assert group.scores()["ada"].auto == 0


def test_deleted_test_cells_get_0_and_are_reported(group: Class) -> None:
    group.submit("ada", without(group.solved(), ["loss-mse", "plain"]))
    told = group.told(LINE)
    assert group.scores()["ada"].cells == {"loss-model": 4, "loss-mse": 0, "plain": 0}
    (said,) = (text for text in of(told, "ada")["troubles"] if "missing" in text)
    assert "loss-mse, plain" in said


def test_code_that_ends_its_process_costs_its_own_cells_only(group: Class) -> None:
    group.submit("ada", group.solved(loss_mse_solution="import os\nos._exit(3)"))
    group.submit("bob")
    told = group.told(LINE)
    assert told["status"] == 0
    assert group.scores()["ada"].cells == {"loss-model": 4, "loss-mse": 0, "plain": 1}
    assert group.scores()["bob"].auto == FULL
    assert "Cell" in " ".join(of(told, "ada")["troubles"])


def test_files_beside_the_notebook_are_there_when_it_runs(group: Class) -> None:
    check = "\nassert open('numbers.txt').read() == '1 2 3\\n' and open('own.txt').read() == 'own'"
    group.submit("ada", group.solved(loss_model_solution=check + MODEL_AFTER), own="own")
    (group.folder("ada") / "numbers.txt").write_text("forged")
    group.grade(LINE)
    assert group.scores()["ada"].auto == FULL
    autograded = group.folder("ada", step="autograded")
    assert (autograded / "own.txt").read_text() == "own"
    assert (autograded / "numbers.txt").read_text() == "1 2 3\n"


MODEL_AFTER = """
class Model:
    def __init__(self):
        self.W, self.b = tf.Variable(5.0), tf.Variable(0.0)
    def __call__(self, x):
        return self.W * x + self.b
"""


def test_modules_in_a_submissions_eager_folder_do_not_count(group: Class) -> None:
    group.submit("ada")
    (group.folder("ada") / "eager").mkdir()
    (group.folder("ada") / "eager" / "__init__.py").write_text("raise SystemExit")
    group.grade(LINE)
    assert group.scores()["ada"].auto == FULL


# -- what it says


def test_the_summary_gives_counts_and_troubles(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada")
    group.submit("bob", b"")
    assert group.grade(LINE) == 0
    printed = capsys.readouterr().out
    assert "2 submissions graded" in printed and LINE in printed
    assert "bob" in printed and "file is empty" in printed
    assert group.grade(LINE) == 0
    assert "Nothing new to grade" in capsys.readouterr().out


@pytest.mark.slow
def test_the_summary_says_why_some_were_not_graded_again(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada")
    group.submit("bob")
    group.grade(LINE)
    group.submit("cy")
    assert "not changed since" not in capsys.readouterr().out
    group.grade(LINE)
    assert "2 have not changed since they were graded (--force" in capsys.readouterr().out


@pytest.mark.slow
def test_a_resubmission_that_cannot_be_collected_is_reported_once(
    group: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada")
    group.submit("bob")
    group.grade(LINE)
    group.configure(
        r"c.FileNameCollectorPlugin.named_regexp = "
        r"r'.*/\d(?P<student_id>\w+)__(?P<file_id>\w+)'"
    )
    (tmp_path / "in").mkdir()
    for number in (1, 2):  # two of them, and nobody knows which is the last
        (tmp_path / "in" / f"{number}ada__line.ipynb").write_text(str(number))
    told = group.told(LINE, "--from", str(tmp_path / "in"))
    assert told["status"] == 1 and states(told) == {"ada": "failed", "bob": "unchanged"}
    assert len(told["submissions"]) == 2
    assert "not collected" in of(told, "ada")["why"] and of(told, "ada")["points"] == FULL
    capsys.readouterr()
    group.grade(LINE, "--from", str(tmp_path / "in"))
    printed = capsys.readouterr().out
    assert printed.count("ada, ") == 1 and "of the earlier submission" in " ".join(printed.split())
    assert "no grade" not in printed


@pytest.mark.slow
def test_terminal_escapes_of_students_do_not_reach_the_summary(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.submit("ada", group.solved(), name="\x1b[31mline")
    group.grade(LINE)
    printed = capsys.readouterr().out
    assert "ada" in printed and "\x1b[31m" not in printed


@pytest.mark.slow
def test_a_class_without_a_grade_is_not_said_to_have_nothing_to_grade(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = group.root / "submitted" / "a\x1b[31mda\udcff"
    folder.mkdir(parents=True)
    (folder / LINE).write_text("not a folder")
    assert group.grade(LINE) == 1
    printed = capsys.readouterr().out
    assert "Nothing could be graded" in printed and "cannot be a student id" in printed
    assert "ada?, 02-loss" in printed  # with no colors of the student's


def test_json_is_all_that_stdout_gets(group: Class) -> None:
    group.submit("ada")
    told = group.told(LINE)  # which parses it
    assert set(told) == {"graded", "unchanged", "failed", "seconds", "submissions", "status"}


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["nothing-of-ours"], "autograder release nothing-of-ours"),
        ([LINE, "--student", "nobody"], "no submission of 02-loss by nobody"),
        ([LINE, "--student", ""], "no submission of 02-loss by "),
    ],
)
def test_what_does_not_exist_is_reported_in_a_sentence(
    group: Class, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert group.grade(*arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["many", "0", "-1", "1.5"])
def test_a_number_of_jobs_that_is_not_one_is_refused(
    jobs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["grade", "--jobs", jobs])
    assert f"--jobs: '{jobs}' is not a whole number of at least 1" in capsys.readouterr().err


def test_for_a_course_that_was_never_released_it_says_what_to_do(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    (group.root / "gradebook.db").unlink()
    assert group.grade() == 2
    assert "run `autograder release ASSIGNMENT` first" in capsys.readouterr().err
    assert not (group.root / "gradebook.db").exists()


def test_a_folder_that_is_not_a_course_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grade", "--course", str(tmp_path)]) == 2
    assert "is not a course" in capsys.readouterr().err


def test_a_configuration_that_fails_is_reported(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.configure("import no_such_module")
    assert group.grade() == 2
    assert "no_such_module" in capsys.readouterr().err


def test_an_instructors_own_preprocessor_is_not_silently_skipped(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    group.configure("c.Autograde.autograde_preprocessors += [nbgrader.LockCells]")
    assert group.grade() == 0
    assert "LockCells" in capsys.readouterr().err


def test_two_graders_at_once_are_refused(group: Class, capsys: pytest.CaptureFixture[str]) -> None:
    with grading_lock(group.root):
        assert group.grade() == 2
    assert "another grader is at work" in capsys.readouterr().err


def test_nothing_handed_in_is_not_a_failure(
    group: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert group.grade() == 0
    assert "Nothing was handed in" in capsys.readouterr().out


@pytest.mark.slow
def test_feedback_is_written_when_asked_for(group: Class) -> None:
    group.submit("ada")
    group.submit("bob")
    assert group.grade(LINE, "--feedback") == 0
    pages = {s: group.folder(s, step="feedback") / "line.html" for s in ("ada", "bob")}
    before = {student: page.stat().st_mtime_ns for student, page in pages.items()}
    group.submit("bob", group.solved(loss_mse_solution=SUM_LOSS))
    assert group.grade(LINE, "--feedback") == 0
    assert pages["ada"].stat().st_mtime_ns == before["ada"]
    assert pages["bob"].stat().st_mtime_ns > before["bob"]
    assert "autograder-verdict" in pages["bob"].read_text()


@pytest.mark.slow
def test_feedback_is_written_wherever_the_autograded_notebooks_are(
    group: Class, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    group.configure(f"c.CourseDirectory.autograded_directory = {str(elsewhere)!r}")
    group.submit("ada")
    assert group.grade(LINE, "--feedback") == 0
    assert (elsewhere / "ada" / LINE / "line.ipynb").exists()
    assert (group.folder("ada", step="feedback") / "line.html").exists()


@pytest.mark.slow
def test_feedback_on_an_earlier_grade_is_replaced(group: Class) -> None:
    group.submit("ada")
    assert group.grade(LINE, "--feedback") == 0
    page = group.folder("ada", step="feedback") / "line.html"
    before = page.stat().st_mtime_ns
    group.submit("ada", group.solved(loss_mse_solution=SUM_LOSS))
    assert group.grade(LINE) == 0  # as if it had been killed before it wrote feedback
    assert group.grade(LINE, "--feedback") == 0
    assert page.stat().st_mtime_ns > before


def test_names_that_look_like_markup_and_a_slow_machine_are_shown_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcomes = [Outcome("[red]02", "[red]eve", State.FAILED, "It cannot be read."),
                Outcome("03", "ada", State.GRADED, "", 1.0, 2.0)]  # fmt: skip
    show_summary(outcomes, 40.0)
    out = capsys.readouterr().out
    assert "[red]02" in out and "[red]eve, [red]02: no grade." in out
    assert "1 submission graded in 40.0 s, 40.0 s each" in out
    assert "│ [red]02    │" in out  # padded on both sides
