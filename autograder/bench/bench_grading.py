"""How fast is a class graded? Stock `nbgrader autograde` and `autograder grade`, side by side.

    python autograder/bench/bench_grading.py [--quick] [--students 60] [--stock 60] [--markdown]

The class: submissions of every stage, built from the right answers and the catalogue of
mistakes. Both graders get the same notebooks and the same release. Stock nbgrader has its own
Execute and no configuration of ours. Stage by stage they take turns, so that what else the
machine does falls on both. Between them the floor is measured, the time that the cells' own
code takes in an interpreter already warm (see grading/floor.py). At the end `autograder grade`
grades the whole class again in one command, for which nbgrader needs one a stage.

Points are compared cell by cell: with stock nbgrader, and for some students with nbgrader in
our configuration. Stock gives 0 to a cell that shows an error, before partial credit counts:
such cells are counted and listed; all others must agree.

The full size takes an hour and more, most of it stock's; `--quick` some minutes. Stock grades
one notebook after another, each in a kernel of its own. So it may be given some students only
(`--stock 20`): what it takes for them is multiplied, as the results then say.
Exits with 1 when a bar is not met, and with 2 when points differ.
"""

import argparse
import json
import math
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

from grading.classes import CHEAP, STOCK, build_cheap_class, build_class, copy_class
from grading.clock import Measured, measure
from grading.tables import Bar, Sheet, at_least, at_most, sheet_of
from rich.console import Console

from autograder.outside.course import CONFIG, CourseFolder
from autograder.outside.reports.points import gradebook_url, scores

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024

FLOOR_BAR = 1.5  # times the floor divided by the cores, for all stages in one command
STAGE_FLOOR_BAR = 2.0  # the same for each stage in a command of its own, which has to start
THROUGHPUT_BAR = 10.0  # times stock's, for stages whose floor allows twice that
CHEAP_BAR = 20.0  # times stock's, for notebooks whose own code takes no time
BEYOND_BAR = 20.0  # times smaller than stock's time beyond the cells' own
COLD_BAR = 4.0  # times faster than stock with one notebook, where its floor allows twice that
MEMORY_BAR = 1.15  # from the first number of submissions to the last
LINEAR_BAR = 1.25  # time of a further submission, most to least
HELP_BAR = 0.3  # seconds


# ------------------------------------------------------------------ the class


@dataclass(frozen=True)
class Row:
    """What a stage took, or all of them; times in seconds, the cold ones of one notebook.

    Those named `cpu` are of processors, all others of the clock on the wall.
    """

    name: str
    notebooks: int
    floor: float
    stock: float
    ours: float
    floor_cpu: float
    stock_cpu: float
    ours_cpu: float
    stock_cold: float
    ours_cold: float
    stock_peak: int  # bytes
    ours_peak: int

    def allowed(self, cores: int) -> float:
        """How many times stock's throughput a grader would have that takes no time of its own."""
        return self.stock / (self.floor / cores)

    def beyond(self, cores: int) -> tuple[float, float]:
        """Stock's time and ours beyond the cells' own, on so many cores of which stock uses one."""
        return self.stock - self.floor, self.ours - self.floor / cores

    def allowed_cold(self) -> float:
        """How many times as fast as stock one notebook would be if only its cells took time."""
        return self.stock_cold / (self.floor / self.notebooks)


def grade_stages(ours: CourseFolder, stock: CourseFolder, cores: int, rounds: int) -> list[Row]:
    """A row a stage."""
    rows = []
    for stage in ours.assignments:
        own = grade(ours, stage, "--jobs", str(cores))
        least, least_cpu = floor(ours, stage)
        stocks = autograde(stock, stage)
        notebooks = submissions(ours, stage)
        stocks = stocks.times(notebooks / submissions(stock, stage))
        cold = cold_starts(ours, stock, stage, rounds)
        rows.append(
            Row(
                *(stage, notebooks, least, stocks.seconds, own.seconds),
                *(least_cpu, stocks.cpu_seconds, own.cpu_seconds),
                *(*cold, stocks.peak_bytes, own.peak_bytes),
            )
        )
        say(f"{stage}: stock {stocks.seconds:.1f} s, ours {own.seconds:.1f} s, floor {least:.1f} s")
        if own.seconds < least / cores:
            say("  No grader takes less than its floor: the machine became slower meanwhile.")
    return rows


def grade_all(ours: CourseFolder, rows: list[Row], cores: int) -> Row:
    """The sums of all rows, and the peaks; but ours as one command takes it for all stages."""
    whole = grade(ours, "--force", "--jobs", str(cores))
    say(f"all stages in one command: ours {whole.seconds:.1f} s")
    _, *summed, stock_peak, _ = (field.name for field in fields(Row))
    sums = {name: sum(getattr(row, name) for row in rows) for name in summed}
    sums |= {"ours": whole.seconds, "ours_cpu": whole.cpu_seconds}
    peak = max(getattr(row, stock_peak) for row in rows)
    return Row(name="all", **sums, stock_peak=peak, ours_peak=whole.peak_bytes)


def submissions(course: CourseFolder, stage: str) -> int:
    return len(list(course.root.glob(f"submitted/*/{stage}")))


def grade(course: CourseFolder, *arguments: str) -> Measured:
    return measure(["autograder", "grade", *arguments, "--json"], course.root)


def autograde(course: CourseFolder, *arguments: str) -> Measured:
    return measure(["nbgrader", "autograde", *arguments], course.root)


def cold_starts(
    ours: CourseFolder, stock: CourseFolder, stage: str, rounds: int
) -> tuple[float, float]:
    """Seconds for one notebook from a cold start, stock's and ours: medians of some rounds."""
    taken = [
        (
            autograde(stock, stage, "--student=s000", "--force").seconds,
            grade(ours, stage, "--student", "s000", "--force").seconds,
        )
        for _ in range(rounds)
    ]
    return median(one for one, _ in taken), median(one for _, one in taken)


def floor(course: CourseFolder, stage: str) -> tuple[float, float]:
    """Wall and processor seconds that the cells of all notebooks of a stage take."""
    arguments = ["grading.floor", str(course.root), stage]
    printed = measure(arguments, Path(__file__).parent).output
    wall, cpu = zip(*json.loads(printed.splitlines()[-1]).values(), strict=True)
    return sum(wall), sum(cpu)


# ------------------------------------------------------------------ points


def differing_cells(ours: CourseFolder, other: CourseFolder) -> tuple[list[str], list[str]]:
    """Cells whose points differ: those where the other shows an error, and all others.

    Students whom the other has not graded are left out.
    """
    stopped, others = [], []
    for stage in ours.assignments:
        here, there = (scores(gradebook_url(c.root), stage) for c in (ours, other))
        for student in sorted(there):
            for cell, points in here[student].cells.items():
                theirs = there[student].cells[cell]
                if abs((points or 0.0) - (theirs or 0.0)) < 1e-6:
                    continue
                text = f"{stage} {student} {cell}: {points} and {theirs}"
                shows = _shows_error(other, stage, student, cell)
                (stopped if theirs == 0 and shows else others).append(text)
    return stopped, others


def _shows_error(stock: CourseFolder, stage: str, student: str, grade_id: str) -> bool:
    for cell in stock.notebook("autograded", stage, student).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            return any(
                output.output_type == "error" or output.get("name") == "stderr"
                for output in cell.outputs
            )
    return False


def compare_points(
    ours: CourseFolder, stock: CourseFolder, configured: CourseFolder, students: int
) -> bool:
    """Say where points differ; whether only the expected ones do."""
    stopped, others = differing_cells(ours, stock)
    say(
        f"Points: {len(stopped)} cells got 0 from stock, because they show an error there, and "
        f"partial credit from us; {len(others)} other cells differ (ours and stock's points):"
    )
    for text in [*stopped[:10], *(["…"] if len(stopped) > 10 else []), *others]:
        say(f"  {text}")
    if students:
        for stage in configured.assignments:
            autograde(configured, stage)
        unlike = [text for group in differing_cells(ours, configured) for text in group]
        say(
            f"Points: of {students} students a stage, {len(unlike)} cells differ between "
            "autograder grade and nbgrader autograde with our configuration."
        )
        others += unlike
        for text in unlike:
            say(f"  {text}")
    return not others


# ------------------------------------------------------------------ many cheap notebooks


def cheap_for_stock(count: int, folder: Path) -> Measured:
    """What stock takes for so many."""
    course = build_cheap_class(ROOT / CONFIG, folder / "cheap-stock", count)
    (course.root / CONFIG).write_text(STOCK)
    found = autograde(course, CHEAP)
    shutil.rmtree(course.root)
    say(f"{count} cheap ones: stock {found.seconds:.1f} s")
    return found


def cheap(counts: list[int], jobs: int, folder: Path) -> dict[int, Measured]:
    """Number of submissions -> what grading so many cheap ones takes."""
    found = {}
    for count in counts:
        course = build_cheap_class(ROOT / CONFIG, folder / f"cheap-{count}", count)
        found[count] = grade(course, "--jobs", str(jobs))
        shutil.rmtree(course.root)
        say(f"{count} cheap ones: {found[count].seconds:.1f} s")
    return found


# ------------------------------------------------------------------ what is shown


def stages_sheet(rows: list[Row], cores: int) -> Sheet:
    """A row a stage, and one for all."""
    sheet = Sheet(
        "Seconds for a class",
        ("stage", "notebooks", "floor", "stock", "ours", "ratio", "ours to floor", "a second"),
    )
    for row in rows:
        sheet.rows.append(
            (
                *(row.name, str(row.notebooks), f"{row.floor:.1f}", f"{row.stock:.1f}"),
                *(f"{row.ours:.1f}", f"{row.stock / row.ours:.1f}x"),
                f"{row.ours / (row.floor / cores):.2f}",
                f"{row.notebooks / row.stock:.2f} and {row.notebooks / row.ours:.2f}",
            )
        )
    return sheet


def cpu_sheet(rows: list[Row], cores: int) -> Sheet:
    """What the same took of the processors."""
    sheet = Sheet(
        "Processor seconds for a class",
        ("stage", "floor", "stock", "ours", f"stock to ours on {cores} cores", "ours to floor"),
    )
    for row in rows:
        sheet.rows.append(
            (
                *(row.name, f"{row.floor_cpu:.1f}", f"{row.stock_cpu:.1f}", f"{row.ours_cpu:.1f}"),
                f"{row.stock_cpu / (row.ours_cpu / cores):.1f}x",
                f"{row.ours_cpu / row.floor_cpu:.2f}",
            )
        )
    return sheet


def cold_sheet(rows: list[Row]) -> Sheet:
    """One notebook of each stage, and peaks of memory."""
    sheet = Sheet(
        "Seconds for one notebook from a cold start, and peak memory in MiB for a class",
        ("stage", "stock", "ours", "ratio", "stock, MiB", "ours, MiB"),
    )
    for row in rows:
        sheet.rows.append(
            (
                *(row.name, f"{row.stock_cold:.2f}", f"{row.ours_cold:.2f}"),
                f"{row.stock_cold / row.ours_cold:.1f}x",
                *(f"{row.stock_peak / MIB:.0f}", f"{row.ours_peak / MIB:.0f}"),
            )
        )
    return sheet


def cheap_sheet(taken: dict[int, Measured]) -> Sheet:
    sheet = Sheet("Cheap notebooks, ours", ("submissions", "seconds", "a second", "peak MiB"))
    for count, one in sorted(taken.items()):
        peak = f"{one.peak_bytes / MIB:.0f}"
        sheet.rows.append((str(count), f"{one.seconds:.1f}", f"{count / one.seconds:.1f}", peak))
    return sheet


def class_bars(rows: list[Row], whole: Row, cores: int) -> list[Bar]:
    """What must hold for the class.

    Where the cells' own code takes most of the time, no grader can be many times as fast as stock:
    there, time is held against the floor.
    """
    stocks, own = whole.beyond(cores)
    slowest = max(row.ours / (row.floor / cores) for row in rows)
    free = [row for row in rows if row.allowed(cores) >= 2 * THROUGHPUT_BAR]
    free_cold = [row for row in rows if row.allowed_cold() >= 2 * COLD_BAR]
    beyond = stocks / own if own > 0 else math.nan  # which meets no bar
    return [
        at_most(
            f"time, ours to the floor on {cores} cores",
            whole.ours / (whole.floor / cores),
            FLOOR_BAR,
        ),
        at_most("the same, of the stage that does worst", slowest, STAGE_FLOOR_BAR),
        at_least("time beyond the cells' own, stock to ours", beyond, BEYOND_BAR),
        *(
            at_least(
                f"throughput in {row.name}, ours to stock", row.stock / row.ours, THROUGHPUT_BAR
            )
            for row in free
        ),
        *(
            at_least(
                f"one notebook of {row.name}, cold, stock to ours",
                row.stock_cold / row.ours_cold,
                COLD_BAR,
            )
            for row in free_cold
        ),
    ]


def cheap_bars(memory: dict[int, Measured], linear: dict[int, Measured]) -> list[Bar]:
    """What must hold for many cheap notebooks."""
    found = []
    if len(memory) > 1:
        (few, first), *_, (many, last) = memory.items()
        grown = last.peak_bytes / max(first.peak_bytes, 1)
        found.append(at_most(f"memory, {many} to {few} submissions", grown, MEMORY_BAR))
    if len(linear) > 2:
        # What each further submission takes, from one class size to the next.
        sizes = list(linear)
        each = [
            (linear[more].seconds - linear[less].seconds) / (more - less)
            for less, more in zip(sizes, sizes[1:], strict=False)
        ]
        steps = f"a further submission, after {sizes[-2]} to after {sizes[0]}"
        found.append(at_most(f"time of {steps}", each[-1] / each[0], LINEAR_BAR))
    return found


def help_bar() -> Bar:
    """How long `autograder --help` takes."""
    taken = [measure(["autograder", "--help"], ROOT).seconds for _ in range(5)]
    return at_most("autograder --help", median(taken), HELP_BAR, " s")


def say(text: str) -> None:
    """Tell how far it is, apart from the results."""
    print(text, file=sys.stderr, flush=True)


# ------------------------------------------------------------------ the command


def options_of(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=60, help="submissions of every stage")
    parser.add_argument("--stock", type=int, metavar="N", help="how many of these stock grades")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1, help="and processes")
    parser.add_argument("--rounds", type=int, default=3, help="of a single notebook, cold")
    parser.add_argument(
        "--configured",
        type=int,
        default=5,
        metavar="N",
        help="students a stage to compare with nbgrader in our configuration",
    )
    parser.add_argument("--memory", type=int, nargs="*", default=[60, 600], metavar="N")
    parser.add_argument(
        "--linear", type=int, nargs="*", default=[250, 500, 1000, 2000], metavar="N"
    )
    parser.add_argument("--quick", action="store_true", help="few students, no more than 240")
    parser.add_argument("--markdown", action="store_true", help="print the tables as Markdown")
    options = parser.parse_args(arguments)
    if options.stock is not None and options.stock < 1:
        parser.error("--stock needs 1 student or more: there is nothing to compare with otherwise")
    if options.quick:
        options.students, options.configured, options.rounds = 8, 2, 1
        options.memory, options.linear = [60, 240], [60, 120, 240]
    return options


def main(arguments: list[str] | None = None) -> int:
    options = options_of(arguments)
    load = os.getloadavg()[0]
    if load > 0.5:
        say(f"Note: the machine is busy (load {load:.1f}); ratios will suffer.")
    with tempfile.TemporaryDirectory() as folder:
        return bench(options, Path(folder))


def bench(options: argparse.Namespace, folder: Path) -> int:
    sheets: list[Sheet] = []
    bars: list[Bar] = []
    equal = True
    if options.students:
        ours = build_class(CourseFolder.at(ROOT), folder / "ours", options.students)
        stock = copy_class(ours, folder / "stock", stock=True, students=options.stock)
        some = copy_class(ours, folder / "configured", students=options.configured)
        rows = grade_stages(ours, stock, options.cores, options.rounds)
        whole = grade_all(ours, rows, options.cores)
        equal = compare_points(ours, stock, some, options.configured)
        every = [*rows, whole]
        sheets += [stages_sheet(every, options.cores), cpu_sheet(every, options.cores)]
        sheets.append(cold_sheet(rows))
        bars += class_bars(rows, whole, options.cores)
    taken = cheap(sorted({*options.memory, *options.linear}), options.cores, folder)
    if taken:
        sheets.append(cheap_sheet(taken))
    if options.memory and options.students:
        few = options.memory[0]
        stocks = cheap_for_stock(few, folder)
        ratio = stocks.seconds / taken[few].seconds
        bars.append(at_least(f"throughput, {few} cheap ones, ours to stock", ratio, CHEAP_BAR))
    bars += cheap_bars(
        {count: taken[count] for count in options.memory},
        {count: taken[count] for count in options.linear},
    )
    bars.append(help_bar())
    show([*sheets, sheet_of(bars)], options)
    return 2 if not equal else 0 if all(bar.met for bar in bars) else 1


def show(sheets: list[Sheet], options: argparse.Namespace) -> None:
    machine = f"Python {platform.python_version()}, {options.cores} cores."
    if options.stock:
        machine += f" Stock graded {options.stock} students; its times for a class are multiplied."
    if options.markdown:
        print("\n\n".join([machine, *(sheet.markdown() for sheet in sheets)]))
        return
    console = Console(width=max(110, Console().width))
    console.print(machine, highlight=False)
    for sheet in sheets:
        sheet.show(console)


if __name__ == "__main__":
    sys.exit(main())
