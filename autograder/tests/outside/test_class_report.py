"""The class report sums up what the verdicts say, and is one page that needs nothing else."""

import re

import pytest

from autograder.outside.reports.class_report import Result, class_report, correlation
from autograder.outside.reports.class_report_html import report_html
from eager_course.course import COURSE


def result(student: str, question: str, share: float, mistake: str | None = None) -> Result:
    parts = {part.name: share == 1 for part in COURSE.find_question(question).parts}
    return Result(student, question, 4 * share, 4.0, parts, mistake, None)


def test_students_are_counted_with_all_their_points() -> None:
    report = class_report("x", [result("ada", "loss-mse", 1), result("ada", "loss-model", 0.5)])
    assert report.totals == {"ada": 6.0} and report.max_total == 8.0


def test_mistakes_come_with_who_made_them_the_commonest_first() -> None:
    rare, common = (mistake.name for mistake in COURSE.mistakes_of("loss-mse")[:2])
    results = [result("ada", "loss-mse", 0, rare)]
    results += [result(student, "loss-mse", 0, common) for student in ("alan", "grace")]
    report = class_report("x", results)
    assert report.mistakes == (
        ("loss-mse", common, ("alan", "grace")),
        ("loss-mse", rare, ("ada",)),
    )


def test_a_question_that_strong_students_get_right_separates() -> None:
    results = []
    for number, strength in enumerate([0, 0, 0.5, 0.5, 1, 1]):
        results.append(result(f"s{number}", "loss-model", strength))
        results.append(result(f"s{number}", "loss-mse", float(strength > 0.5)))
        results.append(result(f"s{number}", "loss-data", float(number % 2)))
    questions = {q.question: q for q in class_report("x", results).questions}
    assert questions["loss-mse"].separation > 0.4 > questions["loss-data"].separation
    assert questions["loss-mse"].remark == "separates well"
    assert "confuses" in questions["loss-data"].remark


@pytest.mark.parametrize("some", [[1.0, 1.0, 1.0], [1.0, 2.0]])
def test_separation_is_not_claimed_where_there_is_nothing_to_compare(some: list[float]) -> None:
    assert correlation(some, [3.0, 1.0, 2.0][: len(some)]) is None


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing() -> None:
    page = report_html(COURSE, class_report("x", [result("ada", "loss-mse", 1)]))
    assert "<script" not in page
    links = re.findall(r"(?:src|href)=['\"]([^'\"]+)", page)
    assert all(link.startswith("#") for link in links)


def test_what_students_are_called_cannot_become_part_of_the_page() -> None:
    name = COURSE.mistakes_of("loss-mse")[0].name
    page = report_html(COURSE, class_report("x", [result("<b>eve</b>", "loss-mse", 0, name)]))
    assert "<b>eve" not in page and "&lt;b&gt;eve" in page
