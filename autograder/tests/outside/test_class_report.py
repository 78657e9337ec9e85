"""The class report sums up what is known of a class, and claims no more than that bears out."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from autograder.outside.reports import intervals
from autograder.outside.reports.class_report import ClassReport, Exercise, class_report
from autograder.outside.reports.class_report_html import bands, reading, report_html
from autograder.outside.reports.gradebook import Cell, Mark, Standing
from autograder.outside.reports.verdicts import Judged
from eager_course.course import COURSE

MSE: Cell = ("loss", "loss-mse")
MODEL: Cell = ("loss", "loss-model")
WRITTEN: Cell = ("loss", "loss-written")
EXERCISES = [
    Exercise(MODEL, "1 · A model", 4.0, number=1),
    Exercise(MSE, "2 · The loss", 4.0, number=2),
    Exercise(WRITTEN, "3 · In your own words", 5.0, by_hand=True, number=3),
]
DONE, WAITS = Mark(4.0, by_person=True), Mark(0.0, waits=True)
HOSTILE = "<script>alert(1)</script>'\"& \u202egnp"


def student(
    name: str, model: float = 4.0, mse: float = 4.0, written: Mark = DONE, **more: object
) -> Standing:
    marks = {MODEL: Mark(model), MSE: Mark(mse), WRITTEN: written}
    return Standing(name, marks, **more)  # type: ignore[arg-type]


def report_on(
    standings: list[Standing],
    verdicts: dict[tuple[str, Cell], Judged] | None = None,
    **more: object,
) -> ClassReport:
    by_student: dict[str, dict[Cell, Judged]] = {}
    for (name, cell), judged in (verdicts or {}).items():
        by_student.setdefault(name, {})[cell] = judged
    return class_report("02-loss", EXERCISES, standings, by_student, **more)  # type: ignore[arg-type]


def shown(report: ClassReport, **more: object) -> str:
    """The words of the page, without its tags, in one line."""
    page = report_html(COURSE, report, **more)  # type: ignore[arg-type]
    body = page[page.index("<body>") :]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def of(report: ClassReport, cell: Cell):  # type: ignore[no-untyped-def]  # an ExerciseReport
    return next(one for one in report.exercises if one.exercise.cell == cell)


# ------------------------------------------------------------------------------- what is summed up


def test_points_are_counted_with_and_without_written_answers() -> None:
    report = report_on([student("ada"), student("alan", model=0.0, written=WAITS)])
    assert [report.automatic(one) for one in report.standings] == [8.0, 4.0]
    assert (report.most_automatic, report.most) == (8.0, 13.0)
    said = shown(report)
    assert "6.0 of 8 from 4 to 8, median 6" in said
    assert "12.0 of 13 of the 1 who are done; without them 8.0 of 8" in said


def test_written_answers_are_graded_left_empty_or_still_to_be_graded() -> None:
    report = report_on([student("a"), student("b", written=Mark(0.0)), student("c", written=WAITS)])
    (written,) = report.written
    assert (written.graded, written.empty, written.waiting) == ((4.0,), 1, ("c",))
    said = shown(report)
    assert "Written answers still to be graded 1 of 3 1 graded by a person, 1 left empty" in said


def test_nobody_is_averaged_with_written_answers_before_a_person_has_graded_any() -> None:
    empty = student("ada", written=Mark(0.0))
    for standings in (
        [empty],
        [student("alan", written=WAITS)],
        [empty, student("b", written=WAITS)],
    ):
        assert "With written answers, on average not yet" in shown(report_on(standings))


def test_points_that_are_not_all_graded_are_said_to_be_so_far() -> None:
    said = shown(report_on([student("ada", written=WAITS), student("alan")]))
    assert "ada 8 of 13 so far 8 not graded yet" in said and "alan 12 of 13 8 4" in said


def test_mistakes_come_with_who_made_them_the_commonest_first_and_guesses_apart() -> None:
    rare, common = (mistake.name for mistake in COURSE.mistakes_of("loss-mse")[:2])
    report = report_on(
        [student(name, mse=0.0) for name in ("ada", "alan", "grace")],
        {
            ("ada", MSE): Judged(mistake=rare),
            ("alan", MSE): Judged(mistake=common),
            ("grace", MSE): Judged(guess=common),
        },
    )
    assert [(m.name, m.certain, m.likely) for m in report.mistakes] == [
        (common, ("alan",), ("grace",)),
        (rare, ("ada",), ()),
    ]
    assert "alan; as it looks: grace" in shown(report)


def test_few_points_without_a_known_mistake_are_listed_with_what_to_open() -> None:
    report = report_on(
        [student(name, mse=1.9) for name in ("ada", "alan", "grace", "edsger")]
        + [student("half", mse=2.0)],
        {
            ("alan", MSE): Judged(mistake="sum-for-mean"),
            ("grace", MSE): Judged(guess="sum-for-mean"),
            ("edsger", MSE): Judged(untouched=True),
        },
    )
    assert [(one.student, one.exercise.cell) for one in report.unexplained] == [("ada", MSE)]
    links = {("ada", "loss"): (("feedback", "feedback/ada/02-loss/loss.html"),)}
    page = report_html(COURSE, report, links)
    section = page[page.index("<section id='unexplained'") : page.index("<section id='troubles'")]
    assert "href='feedback/ada/02-loss/loss.html#at-2'" in section and "1.9 of 4" in section


def test_who_left_an_exercise_alone_is_not_counted_among_those_who_miss_its_parts() -> None:
    report = report_on(
        [student("ada", mse=2.0), student("alan", mse=0.0), student("grace")],
        {
            ("ada", MSE): Judged(parts={"value": False, "shape": True}),
            ("alan", MSE): Judged(parts={"value": False, "shape": False}, untouched=True),
            ("grace", MSE): Judged(parts={"value": True, "shape": True}),
        },
    )
    found = of(report, MSE)
    assert (found.tried, found.full, found.untouched) == (2, 1, ("alan",))
    assert found.missed == {"value": 1}
    assert found.mean == 2.0  # which counts everybody


def test_what_could_not_be_judged_is_listed_once_a_reason() -> None:
    judged = Judged(reason="The file is empty.")
    verdicts = {("ada", MSE): judged, ("ada", MODEL): judged}
    said = shown(report_on([student("ada", 0.0, 0.0), student("alan")], verdicts))
    assert said.count("The file is empty.") == 1 and "ada all The file is empty." in said


def test_late_penalties_and_extensions_are_shown_where_there_are_any() -> None:
    late = student("ada", penalty=3.0, late=timedelta(hours=26))
    said = shown(report_on([late, student("alan", extension=timedelta(days=2))]))
    assert "ada 9 of 13 8 4 1 day 2 hours, −3 points" in said
    assert "alan 12 of 13 8 4 2 days" in said
    assert "Taken for being late 3 points from 1 student" in said
    without = shown(report_on([student("ada")]))
    assert "Late" not in without and "Extension" not in without


def test_no_penalty_takes_more_than_there_is() -> None:
    assert student("ada", 0.0, 0.0, Mark(1.0), penalty=3.0).total == 0.0


# ---------------------------------------------------------------------------- what is claimed of it


def a_class(n: int, agrees: bool = True) -> ClassReport:
    """The first half of the students is strong; they have the loss right, or the others do."""
    standings = []
    for number in range(n):
        strong = number < n / 2
        standings.append(student(f"s{number:02}", 4.0 * strong, 4.0 * (strong == agrees)))
    return report_on(standings)


@pytest.mark.parametrize("n", [1, 2, 6, intervals.FEWEST - 1])
def test_nothing_is_claimed_of_a_small_class(n: int) -> None:
    report = a_class(n)
    assert of(report, MSE).agreement is None and of(report, MSE).solves is None
    said = shown(report)
    assert f"too few to tell (n = {n})" in said
    assert "elsewhere" not in said and "95%" not in said


def test_a_larger_class_comes_with_its_size_and_intervals() -> None:
    said = shown(a_class(20))
    assert "10 of 20 (30 to 70%)" in said
    assert re.search(
        r"\+1\.00 \(\+0\.\d\d to \+1\.00\), n = 20: who does well elsewhere does well", said
    )
    assert "95% intervals" in said


def test_an_exercise_that_the_strong_miss_is_to_be_read_again() -> None:
    assert "does badly here, so read the exercise again" in shown(a_class(20, agrees=False))


@pytest.mark.parametrize(("low", "high"), [(-0.2, 0.7), (-0.6, 0.1)])
def test_an_interval_that_holds_zero_says_nothing(low: float, high: float) -> None:
    assert (
        reading(intervals.Estimate((low + high) / 2, low, high, 20))
        == "the interval is too wide to tell"
    )


def test_where_everybody_is_alike_there_is_nothing_to_compare() -> None:
    assert "nothing to compare" in shown(report_on([student(f"s{n}") for n in range(20)]))


# Wilson's intervals as in Newcombe, Statistics in Medicine 17 (1998), table I.
@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_wilsons(count: int, n: int, low: float, high: float) -> None:
    found = intervals.share(count, n)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_a_correlation_goes_by_ranks_and_its_interval_narrows_with_the_class() -> None:
    some, others = [1.0, 2.0, 3.0, 4.0, 5.0] * 4, [1.0, 2.0, 4.0, 3.0, 500.0] * 4
    small, large = intervals.correlation(some, others), intervals.correlation(some * 5, others * 5)
    assert small is not None and large is not None
    assert small.value == pytest.approx(0.9) and large.value == pytest.approx(0.9)
    assert small.low < large.low < 0.9 < large.high < small.high


# ------------------------------------------------------------------------------------- points chart


@pytest.mark.parametrize(
    ("most", "step"), [(25.0, 2.5), (9.0, 1.0), (4.0, 0.5), (100.0, 10.0), (0.0, 0.1)]
)
def test_the_chart_has_few_columns_of_a_round_width(most: float, step: float) -> None:
    counts, width = bands([], most)
    assert width == step and len(counts) <= 10 and counts[-1][1] == most


def test_everybody_stands_in_one_column_of_the_chart_whatever_their_points() -> None:
    points = [-1.0, 0.0, 2.4, 2.5, 24.9, 25.0, 27.0]
    counts, _ = bands(points, 25.0)
    assert sum(count for _, _, count in counts) == len(points)
    assert counts[0][2] == 3 and counts[1][2] == 1 and counts[-1][2] == 3


# --------------------------------------------------------------------------------------- the page


class Outline(HTMLParser):
    """The headings of a page in order, and every start tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    outline = Outline()
    outline.feed(page)
    return outline.tags


def full_report(name: str = "ada") -> ClassReport:
    """A report in which every section has something to say."""
    mistake = COURSE.mistakes_of("loss-mse")[0].name
    standings = [
        student(name, mse=0.0, penalty=1.0, late=timedelta(hours=1), extension=timedelta(days=1)),
        student("alan", mse=0.0, written=WAITS),
        student("grace", 0.0, 0.0),
        *a_class(12).standings,
    ]
    verdicts = {(name, MSE): Judged(mistake=mistake), ("grace", MODEL): Judged(reason=HOSTILE)}
    return report_on(standings, verdicts, not_graded=[name], without=[name])


LINKS = {("alan", "loss"): (("feedback", "feedback/a%20b/loss.html"), ("autograded", "a.ipynb"))}


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing() -> None:
    page = report_html(COURSE, full_report(), LINKS)
    found = tags(page)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in found}
    assert not any(name.startswith("on") or name == "src" for _, given in found for name in given)
    assert "url(" not in page and "@import" not in page and "//" not in page


def test_links_lead_to_the_page_itself_and_to_the_students_files() -> None:
    found = tags(report_html(COURSE, full_report(), LINKS))
    ids = {f"#{given['id']}" for _, given in found if "id" in given}
    links = {given["href"] for tag, given in found if tag == "a"}
    page = "feedback/a%20b/loss.html"
    assert links == ids | {page, f"{page}#at-2", "a.ipynb"}


def test_what_students_are_called_and_reasons_say_cannot_become_part_of_the_page() -> None:
    page = report_html(COURSE, full_report(HOSTILE), {(HOSTILE, "loss"): (("feedback", "x"),)})
    assert "<script" not in page and "\u202e" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;&#x27;&quot;&amp;") >= 5
    assert {tag for tag, _ in tags(page)} == {
        tag for tag, _ in tags(report_html(COURSE, full_report(), LINKS))
    }


def test_headings_are_in_order_and_tables_have_captions_and_headers() -> None:
    found = tags(report_html(COURSE, full_report(), LINKS))
    levels = [int(tag[1]) for tag, _ in found if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and set(levels[1:]) == {2}
    count = [tag for tag, _ in found].count
    assert count("table") == count("caption") == 5
    assert all(given["scope"] in ("col", "row") for tag, given in found if tag == "th")


def test_bars_stand_beside_a_figure_and_are_not_read_aloud() -> None:
    found = tags(report_html(COURSE, full_report()))
    bars = [given for _, given in found if given.get("class") == "bar"]
    assert bars and all(given["aria-hidden"] == "true" for given in bars)


def test_colors_stand_out_from_what_is_behind_them() -> None:
    """WCAG 2's AA, for each color scheme of the page."""
    style = re.search(r"<style>(.*)</style>", report_html(COURSE, full_report()), re.DOTALL)[1]
    schemes = re.findall(r":root \{([^}]*)\}", style)
    assert len(schemes) == 3
    for scheme in schemes:
        color = dict(re.findall(r"--(\w+): (#\w+)", scheme))
        for behind in (color["page"], color["soft"]):
            for before in ("text", "quiet", "link"):
                assert contrast(color[before], behind) >= 4.5, (before, scheme)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_page_can_be_made_of_an_assignment_that_gives_no_automatic_points() -> None:
    report = class_report("essay", EXERCISES[2:], [student("ada")], {})
    assert "No exercise of this assignment is graded automatically." in shown(report)
    report = class_report("code", EXERCISES[:2], [student("ada")], {})
    assert "ritten" not in shown(report)
