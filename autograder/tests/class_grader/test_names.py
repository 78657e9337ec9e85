"""A notebook under another name is taken by every door if it is the only one that can be meant."""

import nbformat
import pytest

from .conftest import FULL, LINE, LOSS, PAIR, Class, of

DOORS = ["autograder", pytest.param("nbgrader", marks=pytest.mark.slow)]
OTHERWISE = {
    "browser": "line (1).ipynb",
    "jupyter": "line-Copy1.ipynb",
    "both": "line-Copy1 (2).ipynb",
    "below": "homework/line.ipynb",
    "capitals": "line.IPYNB",
    "own": "my solution.ipynb",
    "safari": "line.ipynb.txt",
    "chrome": "line (1).json",
    "bare": "line",
}


def grade(group: Class, door: str) -> str:
    """Grade; what the instructor was told."""
    if door == "autograder":
        return str(group.told())
    done = group.course.nbgrader("autograde", LINE)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("door", DOORS)
def test_the_only_notebook_is_taken_whatever_it_is_called(group: Class, door: str) -> None:
    for student, name in OTHERWISE.items():
        path = group.folder(student) / name
        path.parent.mkdir(parents=True)
        nbformat.write(group.solved(), path)
    told = grade(group, door)
    for student, name in OTHERWISE.items():
        assert group.scores()[student].auto == FULL, student
        shown = name.replace("IPYNB", "ipynb")
        assert f"{shown} was graded as line.ipynb" in told, student
        assert group.autograded(student).cells


@pytest.mark.slow
def test_each_of_several_notebooks_is_found_by_its_own_name(group: Class) -> None:
    for name in ("first", "second"):
        group.submit("ada", group.solved(PAIR, name), PAIR, f"{name} (1)")
    assert group.grade(PAIR) == 0
    assert group.scores(PAIR)["ada"].auto == 8


def two_versions(group: Class) -> None:
    release = group.root / "release" / LINE / "line.ipynb"
    group.submit("ada", release.read_bytes())
    group.submit("ada", group.solved(), name="line-Copy1")


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS)
def test_a_solved_copy_beside_an_untouched_original_is_named_and_can_be_taken(
    group: Class, door: str
) -> None:
    two_versions(group)
    told = grade(group, "autograder")
    assert "line.ipynb has no answers, but line-Copy1.ipynb has" in told
    assert "c.Autograder.take_copies = True" in told and group.scores()["ada"].auto == 0
    group.configure("c.Autograder.take_copies = True")
    if door == "nbgrader":
        done = group.course.nbgrader("autograde", LINE, "--force")
        told = done.stderr
    else:
        told = grade(group, door)
    assert "line-Copy1.ipynb was graded instead of line.ipynb" in told
    assert group.scores()["ada"].auto == FULL


@pytest.mark.slow
def test_a_copy_beside_a_solved_original_changes_nothing_and_is_no_news(group: Class) -> None:
    group.submit("ada", group.solved())
    group.submit("ada", group.solved(loss_mse_solution=LOSS + "\n# old"), name="line-Copy1")
    assert of(group.told(), "ada")["troubles"] == []
    assert group.scores()["ada"].auto == FULL


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("line.html", "has no notebook, but line.html. Submit line.ipynb."),
        ("line.ipynb.gz", "but line.ipynb.gz, which is not unpacked"),
        ("notes.json", "has no notebook, but notes.json"),
    ],
)
def test_what_was_handed_in_instead_of_a_notebook_is_named(
    group: Class, file: str, said: str
) -> None:
    folder = group.folder("ada")
    folder.mkdir(parents=True)
    (folder / file).write_text('{"nbformat": 4}')
    assert said in " ".join(of(group.told(), "ada")["troubles"])


@pytest.mark.slow
def test_an_archive_that_nobody_unpacked_is_called_one(group: Class) -> None:
    folder = group.folder("ada")
    folder.mkdir(parents=True)
    (folder / "line.zip").write_bytes(b"PK")
    (said,) = of(group.told(), "ada")["troubles"]
    assert "has no notebook, but line.zip, which is not unpacked" in said
