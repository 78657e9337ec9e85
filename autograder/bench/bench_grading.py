"""How fast is a class graded? Stock `nbgrader autograde` and `autograder grade`, side by side.

    python autograder/bench/bench_grading.py [--submissions 60] [--memory 60 600] ...

The class: submissions of every stage, built from the right answers and the catalogue of
mistakes. Both graders get the same notebooks and the same release. Stock nbgrader has its own
Execute and no configuration of ours. Stage by stage they take turns, so that what else the
machine does falls on both; between them the floor is measured, the time that the cells' own
code takes in an interpreter already warm (see grading/floor.py).

Points are compared cell by cell. Stock nbgrader gives 0 to a cell that shows an error, before
partial credit counts: such cells are counted and listed; all others must agree.

Exits with 1 when a bar is not met, and with 2 when points differ.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from grading.classes import build_cheap_class, build_class, copy_class
from grading.clock import Measured, measure
from rich.console import Console
from rich.table import Table

from autograder.outside.course import CONFIG, Course
from autograder.outside.points import gradebook_url, scores

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024

THROUGHPUT_BAR = 10.0  # times stock's
FLOOR_BAR = 1.5  # times the floor divided by the cores
BEYOND_BAR = 20.0  # times smaller than stock's time beyond the cells' own
COLD_BAR = 4.0  # times faster than stock, for one notebook
MEMORY_BAR = 1.15  # from the first number of submissions to the last
LINEAR_BAR = 1.25  # time per submission, most to least


# ------------------------------------------------------------------ the class


def grade_stages(ours: Course, stock: Course, jobs: int, console: Console) -> list[dict]:
    """A row a stage: what each grader took, and the floor."""
    rows = []
    for stage in ours.assignments:
        row = {
            "stage": stage,
            "notebooks": len(list(ours.root.glob(f"submitted/*/{stage}"))),
            "ours": grade(ours, stage, "--jobs", str(jobs)),
            "floor": floor(ours, stage),
            "stock": autograde(stock, stage),
        }
        rows.append(row)
        console.print(
            f"{stage}: stock {row['stock'].seconds:.1f} s, ours {row['ours'].seconds:.1f} s, "
            f"floor {row['floor']:.1f} s",
            highlight=False,
        )
    return rows


def grade(course: Course, *arguments: str) -> Measured:
    return measure(["autograder", "grade", *arguments, "--json"], course.root)


def autograde(course: Course, *arguments: str) -> Measured:
    return measure(["nbgrader", "autograde", *arguments], course.root)


def floor(course: Course, stage: str) -> float:
    """Seconds that the cells of all notebooks of a stage take."""
    arguments = ["grading.floor", str(course.root), stage]
    printed = measure(arguments, Path(__file__).parent).output
    return sum(json.loads(printed.splitlines()[-1]).values())


def differing_cells(ours: Course, stock: Course) -> tuple[list[str], list[str]]:
    """Cells whose points differ: those where stock shows an error, and all others."""
    stopped, others = [], []
    for stage in ours.assignments:
        here, there = (scores(gradebook_url(c.root), stage) for c in (ours, stock))
        for student in sorted(here.keys() | there.keys()):
            for cell, points in here[student].cells.items():
                stocks = there[student].cells[cell]
                if abs((points or 0.0) - (stocks or 0.0)) < 1e-6:
                    continue
                text = f"{stage} {student} {cell}: {points} and {stocks}"
                shows = _shows_error(stock, stage, student, cell)
                (stopped if stocks == 0 and shows else others).append(text)
    return stopped, others


def _shows_error(stock: Course, stage: str, student: str, grade_id: str) -> bool:
    for cell in stock.notebook("autograded", stage, student).cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id:
            return any(
                output.output_type == "error" or output.get("name") == "stderr"
                for output in cell.outputs
            )
    return False


# ------------------------------------------------------------------ one notebook, many notebooks


def cold(ours: Course, stock: Course, rounds: int) -> tuple[float, float]:
    """Seconds for one notebook from a cold start: stock's and ours, medians of some rounds."""
    stage = ours.assignments[1]
    taken = [
        (
            autograde(stock, stage, "--student=s000", "--force").seconds,
            grade(ours, stage, "--student", "s000", "--force").seconds,
        )
        for _ in range(rounds)
    ]
    return median(one for one, _ in taken), median(one for _, one in taken)


def cheap(counts: list[int], jobs: int, folder: Path) -> dict[int, Measured]:
    """Number of submissions -> what grading so many cheap ones takes."""
    found = {}
    for count in counts:
        course = build_cheap_class(ROOT / CONFIG, folder / f"cheap-{count}", count)
        found[count] = grade(course, "--jobs", str(jobs))
        shutil.rmtree(course.root)
    return found


# ------------------------------------------------------------------ what is shown


def stages_table(rows: list[dict], cores: int) -> Table:
    """A row a stage, and their sums."""
    table = Table(title="Seconds, and notebooks a second", title_justify="left")
    table.add_column("stage")
    for heading in ("notebooks", "floor", "stock", "", "ours", "", "ratio", "ours/floor"):
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(row["stage"], *_cells(row, cores))
    if len(rows) > 1:
        table.add_section()
        table.add_row("all", *_cells(total(rows), cores))
    return table


def total(rows: list[dict]) -> dict:
    """The sums of all rows, and the peaks."""
    added = {
        name: Measured(
            sum(row[name].seconds for row in rows), max(row[name].peak_bytes for row in rows), ""
        )
        for name in ("ours", "stock")
    }
    return {
        **added,
        "notebooks": sum(row["notebooks"] for row in rows),
        "floor": sum(row["floor"] for row in rows),
    }


def _cells(row: dict, cores: int) -> list[str]:
    ours, stock, count = row["ours"].seconds, row["stock"].seconds, row["notebooks"]
    return [
        str(count),
        f"{row['floor']:.1f}",
        f"{stock:.1f}",
        f"{count / stock:.2f}/s",
        f"{ours:.1f}",
        f"{count / ours:.2f}/s",
        f"{stock / ours:.1f}x",
        f"{ours / (row['floor'] / cores):.2f}",
    ]


def class_bars(rows: list[dict], cores: int) -> list[tuple[str, bool]]:
    """(what must hold and what was measured, whether it holds)."""
    all_of = total(rows)
    ours, stock, least = all_of["ours"].seconds, all_of["stock"].seconds, all_of["floor"]
    beyond = (stock - least) / max(ours - least / cores, 1e-9)
    return [
        at_least("throughput, ours to stock", stock / ours, THROUGHPUT_BAR),
        at_most(f"time, ours to the floor on {cores} cores", ours / (least / cores), FLOOR_BAR),
        at_least("time beyond the cells' own, stock to ours", beyond, BEYOND_BAR),
    ]


def cheap_bars(memory: dict[int, Measured], linear: dict[int, Measured]) -> list[tuple[str, bool]]:
    """The same of many cheap notebooks."""
    found = []
    if len(memory) > 1:
        (few, first), *_, (many, last) = memory.items()
        grown = last.peak_bytes / max(first.peak_bytes, 1)
        found.append(at_most(f"memory, {many} to {few} submissions", grown, MEMORY_BAR))
    if len(linear) > 1:
        # What each further submission takes, from one class size to the next.
        sizes = list(linear)
        each = [
            (linear[more].seconds - linear[less].seconds) / (more - less)
            for less, more in zip(sizes, sizes[1:], strict=False)
        ]
        if len(each) > 1:
            steps = f"a further submission, after {sizes[-2]} to after {sizes[0]}"
            found.append(at_most(f"time of {steps}", each[-1] / each[0], LINEAR_BAR))
    return found


def cheap_table(taken: dict[int, Measured]) -> Table:
    table = Table(title="Cheap notebooks, ours", title_justify="left")
    for heading in ("submissions", "seconds", "a second", "peak MiB"):
        table.add_column(heading, justify="right")
    for count, one in sorted(taken.items()):
        peak = f"{one.peak_bytes / MIB:.0f}"
        table.add_row(str(count), f"{one.seconds:.1f}", f"{count / one.seconds:.1f}", peak)
    return table


def at_most(what: str, measured: float, limit: float) -> tuple[str, bool]:
    return f"{what}: {measured:.2f}, at most {limit:g}", measured <= limit


def at_least(what: str, measured: float, limit: float) -> tuple[str, bool]:
    return f"{what}: {measured:.1f}, at least {limit:g}", measured >= limit


def options_of(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=60, help="of every stage")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1, help="and processes")
    parser.add_argument("--rounds", type=int, default=3, help="of a single notebook, cold")
    parser.add_argument("--memory", type=int, nargs="*", default=[60, 600], metavar="N")
    parser.add_argument(
        "--linear", type=int, nargs="*", default=[250, 500, 1000, 2000], metavar="N"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = options_of(arguments)
    console = Console(width=max(110, Console().width))
    with tempfile.TemporaryDirectory() as folder:
        return bench(options, Path(folder), console)


def bench(options: argparse.Namespace, folder: Path, console: Console) -> int:
    verdicts: list[tuple[str, bool]] = []
    stopped: list[str] = []
    others: list[str] = []
    console.print(f"Python {platform.python_version()}, {options.cores} cores", highlight=False)
    if options.submissions:
        answers = ROOT / "autograder" / "tests" / "right_answers"
        ours = build_class(Course.at(ROOT), answers, folder / "ours", options.submissions)
        stock = copy_class(ours, folder / "stock", stock=True)
        rows = grade_stages(ours, stock, options.cores, console)
        stocks, own = cold(ours, stock, options.rounds)
        stopped, others = differing_cells(ours, stock)
        console.print(stages_table(rows, options.cores))
        peaks = {name: total(rows)[name].peak_bytes / MIB for name in ("stock", "ours")}
        console.print(
            f"Peak memory: stock {peaks['stock']:.0f} MiB, ours {peaks['ours']:.0f} MiB. "
            f"One notebook, cold: stock {stocks:.2f} s, ours {own:.2f} s.",
            highlight=False,
        )
        verdicts += class_bars(rows, options.cores)
        verdicts.append(at_least("one notebook, cold, stock to ours", stocks / own, COLD_BAR))
    wanted = sorted({*options.memory, *options.linear})
    taken = cheap(wanted, options.cores, folder)
    if taken:
        console.print(cheap_table(taken))
    verdicts += cheap_bars(
        {count: taken[count] for count in options.memory},
        {count: taken[count] for count in options.linear},
    )
    show_points(stopped, others, console)
    for sentence, met in verdicts:
        mark = "[green]met    [/]" if met else "[bold red]not met[/]"
        console.print(f"{mark}  {sentence}", highlight=False)
    return 2 if others else 0 if all(met for _, met in verdicts) else 1


def show_points(stopped: list[str], others: list[str], console: Console) -> None:
    """Say where the two graders' points differ."""
    console.print(
        f"{len(stopped)} cells got 0 from stock, because they show an error there, and partial "
        f"credit from us; {len(others)} other cells differ.",
        highlight=False,
    )
    for text in [*stopped[:10], *(["…"] if len(stopped) > 10 else []), *others]:
        console.print(f"  {text} (ours and stock)", highlight=False)


if __name__ == "__main__":
    sys.exit(main())
