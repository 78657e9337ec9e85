"""How fast is `eager`? The same train steps by each library, side by side in one run.

    python autograder/bench/bench_engine.py [--rounds N] [--slot MILLISECONDS]

Three workloads: the seed's model on 1,000 examples; a 784-64-10 network on a batch of 128; and
one sparse step on an embedding of 64 columns, batch 128, with 10,000 rows and with 1,000,000.
Exits with 1 when a bar is not met, and with 2 when two libraries do not compute the same.

How the measuring is made fair:

- One thread for everything that can be told so.
- Rounds. In each, every contestant in turn gets a slot of about a millisecond, after 16 steps
  that are not counted; what else the machine does falls on all alike, and a slot so short is
  seldom interrupted. Shown are the median time
  of a step, and the median of the ratios to NumPy by hand, taken round by round.
- The garbage collector stays on, as it is for users; what the libraries allocated while they were
  imported is frozen (gc.freeze), so that nobody pays for the size of the others.
- Before timing, all contestants make the same steps from the same start; their parameters agree.
- The sparse batches at both sizes are drawn from 2,048 rows, spread evenly over the table: the
  same number of distinct rows, so caches hold them alike, and what is compared is the
  work of the library. Drawn from everywhere, the rows of the large table come from main memory,
  which no library can help; those times are shown too, without a bar.
  The whole table is touched before (it is made of random numbers).
"""

import argparse
import gc
import importlib
import os
import platform
import sys
import time
from statistics import median

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ.update(ONE_THREAD)  # read when NumPy is imported
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np  # noqa: E402
from rich import box  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

REFERENCE, OURS = "NumPy by hand", "eager"
CONTESTANTS = {  # module in contestants/: its name in the report
    "numpy_by_hand": REFERENCE,
    "with_eager": OURS,
    "with_autograd": "HIPS autograd",
    "with_torch": "PyTorch",
    "with_tensorflow": "TensorFlow eager",
}

SEED_BAR, SPARSE_BAR = 2.0, 1.2
SMALL, LARGE = 10_000, 1_000_000
COLUMNS, BATCH, HOT_ROWS, BATCHES = 64, 128, 2_048, 16
WARM_UP = BATCHES  # steps at the start of a turn that are not counted: each batch once


# ------------------------------------------------------------------ the workloads


def seed_data():
    """The seed's: y = 3 x + 2 + noise, 1,000 examples, float32."""
    random = np.random.default_rng(0)
    inputs = random.standard_normal(1_000, dtype=np.float32)
    outputs = 3 * inputs + 2 + random.standard_normal(1_000, dtype=np.float32)
    return inputs, outputs, 0.01


def network_data():
    """Random images with labels, and the starting weights of a 784-64-10 network."""
    random = np.random.default_rng(1)
    images = random.random((BATCH, 784), dtype=np.float32)
    labels = random.integers(0, 10, BATCH).astype(np.int32)
    sizes = [(784, 64), (64,), (64, 10), (10,)]
    weights = [random.normal(0, 0.05, size).astype(np.float32) for size in sizes]
    return images, labels, weights, 0.01


def sparse_data(rows, hot_rows):
    """A table, batches of ids drawn from `hot_rows` rows spread evenly over it, and targets."""
    random = np.random.default_rng(2)
    table = random.standard_normal((rows, COLUMNS), dtype=np.float32)
    drawn = random.integers(0, hot_rows, (BATCHES, BATCH))
    batches = list((drawn * (rows // hot_rows)).astype(np.int32))
    targets = random.standard_normal((BATCH, COLUMNS), dtype=np.float32)
    return table, batches, targets, 1.0


WORKLOADS = {  # name: (the contestants' function, its data)
    "seed": ("seed", seed_data),
    "network": ("network", network_data),
    "small": ("sparse", lambda: sparse_data(SMALL, HOT_ROWS)),
    "large": ("sparse", lambda: sparse_data(LARGE, HOT_ROWS)),
    "small, everywhere": ("sparse", lambda: sparse_data(SMALL, SMALL)),
    "large, everywhere": ("sparse", lambda: sparse_data(LARGE, LARGE)),
}


def start(contestant, workload):
    """(step, parameters) of a contestant at the start of a workload, with data of its own."""
    method, data = WORKLOADS[workload]
    return getattr(contestant, method)(*data())


# ------------------------------------------------------------------ the contestants


def load_contestants():
    """({name: module} of the contestants that are installed, the names of those that are not)."""
    present, missing = {}, []
    for module_name, name in CONTESTANTS.items():
        try:
            contestant = importlib.import_module(f"contestants.{module_name}")
        except ImportError:
            missing.append(name)
        else:
            contestant.settle()
            present[name] = contestant
    return present, missing


def disagreements(contestants, steps=5):
    """Sentences on who, from the same start, gets to other parameters than NumPy by hand."""
    found = []
    for workload in ("seed", "network", "small"):
        ends = {
            name: parameters_after(steps, *start(c, workload)) for name, c in contestants.items()
        }
        for name, parameters in ends.items():
            pairs = zip(ends[REFERENCE], parameters, strict=True)
            if not all(np.allclose(a, b, rtol=1e-4, atol=1e-6) for a, b in pairs):
                found.append(
                    f"{name} and {REFERENCE} disagree after {steps} steps of the "
                    f"{workload} workload"
                )
    return found


def parameters_after(steps, step, parameters):
    for _ in range(steps):
        step()
    return parameters()


# ------------------------------------------------------------------ measuring


def measure(contestants, workloads, rounds, slot):
    """{(name, workload): [seconds a step, one for each round]}, everyone taking turns."""
    steps = {
        (name, workload): start(contestant, workload)[0]
        for name, contestant in contestants.items()
        for workload in workloads
    }
    counts = {key: count_for(step, slot) for key, step in steps.items()}
    times = {key: [] for key in steps}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for key, step in steps.items():
            times[key].append(seconds_a_step(step, counts[key]))
    gc.unfreeze()
    return times


def count_for(step, slot):
    """How many steps fill a slot of so many seconds, after a few that warm up."""
    return max(1, round(slot / min(seconds_a_step(step, 10) for _ in range(3))))


def seconds_a_step(step, count):
    for _ in range(WARM_UP):
        step()
    begin = time.perf_counter()
    for _ in range(count):
        step()
    return (time.perf_counter() - begin) / count


def ratio(times, others):
    """The median, over the rounds, of one time to another."""
    return median(a / b for a, b in zip(times, others, strict=True))


# ------------------------------------------------------------------ the report


def dense_table(times, names, missing):
    """Microseconds a step of the two dense workloads, and the ratio to NumPy by hand."""
    table = new_table("Microseconds per train step")
    for heading in ("seed, 1,000 examples", "x NumPy", "784-64-10, batch 128", "x NumPy"):
        table.add_column(heading, justify="right")
    for name in names:
        cells = []
        for workload in ("seed", "network"):
            mine, reference = times[name, workload], times[REFERENCE, workload]
            cells += [microseconds(mine), f"{ratio(mine, reference):.2f}"]
        table.add_row(name, *cells)
    return with_missing(table, missing)


def sparse_table(times, names, missing):
    """Microseconds a sparse step at both sizes, and the ratio of large to small."""
    table = new_table(f"Microseconds per sparse step, {COLUMNS} columns, batch {BATCH}")
    for heading in (
        f"{SMALL:,} rows",
        f"{LARGE:,} rows",
        "ratio",
        f"{SMALL:,}, everywhere",
        f"{LARGE:,}, everywhere",
        "ratio",
    ):
        table.add_column(heading, justify="right")
    for name in names:
        cells = []
        for suffix in ("", ", everywhere"):
            small, large = times[name, "small" + suffix], times[name, "large" + suffix]
            cells += [microseconds(small), microseconds(large), f"{ratio(large, small):.2f}"]
        table.add_row(name, *cells)
    return with_missing(table, missing)


def new_table(title):
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    table.add_column("")
    return table


def with_missing(table, missing):
    for name in missing:
        table.add_row(name, "not installed")
    return table


def microseconds(times):
    return f"{median(times) * 1e6:,.1f}"


def bars(times, names):
    """[(what must hold, what was measured, whether it holds)]."""
    ours = times[OURS, "seed"]
    found = [
        at_most(
            "seed step, eager to NumPy by hand", ratio(ours, times[REFERENCE, "seed"]), SEED_BAR
        )
    ]
    for name in names:
        if name not in (OURS, REFERENCE):
            found.append(
                at_most(f"seed step, eager to {name}", ratio(ours, times[name, "seed"]), 1.0)
            )
    found.append(
        at_most(
            f"eager's sparse step, {LARGE:,} rows to {SMALL:,}",
            ratio(times[OURS, "large"], times[OURS, "small"]),
            SPARSE_BAR,
        )
    )
    return found


def at_most(what, measured, limit):
    return f"{what}: {measured:.2f}, at most {limit:.1f}", measured <= limit


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=151, help="turns for each contestant")
    parser.add_argument("--slot", type=float, default=1.0, help="milliseconds in a turn")
    options = parser.parse_args(arguments)

    console = Console(width=max(110, Console().width))
    contestants, missing = load_contestants()
    found = disagreements(contestants)
    if found:
        console.print("\n".join(found), style="bold red")
        return 2

    times = {}
    for workloads in (
        ["seed"],
        ["network"],
        ["small", "large"],
        ["small, everywhere", "large, everywhere"],
    ):
        times |= measure(contestants, workloads, options.rounds, options.slot / 1000)

    console.print(
        f"Python {platform.python_version()}, NumPy {np.__version__}; one thread each; "
        f"medians of {options.rounds} rounds.\nAll {len(contestants)} contestants "
        "arrive at the same parameters.\n",
        highlight=False,
    )
    console.print(dense_table(times, contestants, missing))
    console.print(sparse_table(times, contestants, missing))
    verdicts = bars(times, contestants)
    for sentence, met in verdicts:
        mark = "[green]met    [/]" if met else "[bold red]not met[/]"
        console.print(f"{mark}  {sentence}", highlight=False)
    return 0 if all(met for _, met in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
