"""The commands that people use grade the same attacks alike, and give nothing away."""

import contextlib
import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.outside.course import CourseFolder
from autograder.outside.reports.points import gradebook_url, scores

from .attack import Attack, attacks
from .conftest import ASSIGNMENTS, OTHER, Arena

pytestmark = pytest.mark.slow

ASSIGNMENT = ASSIGNMENTS[0]
CHOSEN = """
metadata/easier_copies metadata/stripped malformed/truncated malformed/links_beside
runner/fake_ask runner/answers_of_huge_numbers lies/submitted_numpy reading/other_submissions
exits/os_exit exits/endless_c_loop feedback/scripts feedback/attributes feedback/overlays
feedback/scripts_in_words feedback/terminal_escapes feedback/escapes_in_verdicts
feedback/formula_as_timestamp
""".split()  # noqa: SIM905
ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x9b\u202a-\u202e\u2066-\u2069]")
RUNS = re.compile(
    r"<(script|svg|iframe|form|meta|base|link|style)\b[^>]*>[^<]*attack-runs|<[^>]*attack-runs"
)
WITHOUT_TIME = "--Execute.timeout=3"


@pytest.fixture
def course(arena: Arena, tmp_path: Path) -> CourseFolder:
    """A new course, in which the chosen attacks are handed in."""
    shutil.copytree(arena.course.root, tmp_path / "course", symlinks=True)
    return CourseFolder.at(tmp_path / "course")


def hand_in(course: CourseFolder, arena: Arena, names: list[str]) -> dict[str, Attack]:
    """Student -> the attack that they hand in."""
    known = {attack.name: attack for attack in attacks()}
    chosen = {name.replace("/", "-").replace("_", "-"): known[name] for name in names}
    addresses = {**arena.addresses, "course": str(course.root)}
    addresses["gradebook"] = str(course.root / "gradebook.db")
    for student, attack in chosen.items():
        folder = course.root / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        attack.submit(folder, arena.stages[ASSIGNMENT], addresses)
        (folder.parent / f"{attack.path.stem}.py").unlink(missing_ok=True)
    return chosen


def points(course: CourseFolder) -> dict[str, dict[str, float | None]]:
    """Student -> grade cell -> points."""
    found = scores(gradebook_url(course.root), ASSIGNMENT)
    return {student: score.cells for student, score in found.items()}


def expected(chosen: dict[str, Attack], arena: Arena) -> dict[str, dict[str, float]]:
    """The points that the honest parts earn, and the honest student's."""
    most = arena.stages[ASSIGNMENT].points
    return {student: attack.earned(most) for student, attack in chosen.items()} | {OTHER: most}


def written(course: CourseFolder, steps: tuple[str, ...], canary_owner: str) -> dict[Path, str]:
    """All that was written for students and instructors, except for the owner of a canary."""
    return {
        path: path.read_bytes().decode("utf-8", "replace")
        for step in steps
        for path in sorted((course.root / step).rglob("*"))
        if path.is_file() and canary_owner not in path.parts
    }


def test_nbgrader_grades_them_alike_and_gives_nothing_away(
    course: CourseFolder, arena: Arena
) -> None:
    chosen = hand_in(course, arena, CHOSEN)
    graded = course.nbgrader("autograde", ASSIGNMENT, WITHOUT_TIME)
    assert graded.returncode == 0, graded.stderr[graded.stderr.find("Traceback") :][:3000]
    assert points(course) == expected(chosen, arena)
    fed = course.nbgrader("generate_feedback", ASSIGNMENT)
    assert fed.returncode == 0, fed.stderr[-3000:]
    exported = course.nbgrader("export")
    assert exported.returncode == 0, exported.stderr[-3000:]
    said = "".join(done.stdout + done.stderr for done in (graded, fed, exported))
    pages = written(course, ("autograded", "feedback"), OTHER)
    assert_no_canary({Path("log"): said, **pages}, arena)
    assert_pages_run_nothing(pages)
    assert_no_formula(course.root / "grades.csv")


def test_autograder_grade_grades_them_alike_and_says_so_in_harmless_words(
    course: CourseFolder, arena: Arena
) -> None:
    chosen = hand_in(
        course, arena, [*CHOSEN, "feedback/hostile_names", "malformed/half_characters"]
    )
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("\nc.Execute.timeout = 3\n")
    told, text = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(text):
        main(["grade", "--course", str(course.root), "--json", ASSIGNMENT])
    assert points(course) == expected(chosen, arena)
    outcome = json.loads(told.getvalue())
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        main(["grade", "--course", str(course.root), "--force", ASSIGNMENT])
        main(["points", "--course", str(course.root)])
    shown = text.getvalue()
    assert not ESCAPES.search(without_colors(shown))
    pages = written(course, ("autograded",), OTHER)
    assert_no_canary({Path("log"): shown, Path("json"): str(outcome), **pages}, arena)


def without_colors(text: str) -> str:
    """The text without what `rich` itself says to a terminal, and without line ends."""
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]", "", text)


def assert_no_canary(texts: dict[Path, str], arena: Arena) -> None:
    for path, text in texts.items():
        for place, canary in arena.canaries.items():
            assert canary not in text, f"the canary in the {place} sings in {path}"


def assert_pages_run_nothing(pages: dict[Path, str]) -> None:
    found = {path: text for path, text in pages.items() if path.suffix == ".html"}
    assert found
    for path, text in found.items():
        run = [match[0] for match in RUNS.finditer(text) if not is_harmless(match[0])]
        assert run == [], path
        assert not re.search(r'<\w[^<>]*style="[^"]*position', text.partition("<body>")[2]), path


def is_harmless(tag: str) -> bool:
    """Whether what was found is in quotes, where it only describes, or is a picture's data."""
    return bool(re.fullmatch(r'<img( \w+="[^"]*")* (alt="|src="data:)[^"]*attack-runs', tag))


def assert_no_formula(path: Path) -> None:
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 2
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))] == []


def test_the_search_for_scripts_finds_them() -> None:
    assert RUNS.search("<script>alert('attack-runs')</script>")
    assert RUNS.search("<img src=x onerror=alert('attack-runs')>")
    assert not RUNS.search("&lt;script&gt;alert('attack-runs')")
