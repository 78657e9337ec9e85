"""Small programs, and what real TensorFlow 2.21 did with them."""

import json
import re
from pathlib import Path

import pytest
from deviations import DEVIATIONS, outcome, table
from run_programs import agrees, run

import eager

PROGRAMS = json.loads(
    (Path(__file__).parent / "oracle" / "programs_public.json").read_text("utf-8")
)
PAGE = Path(__file__).parents[3] / "docs" / "deviations.md"
DEVIATING = {deviation.program for deviation in DEVIATIONS}

# These give a shape, which run_programs.py takes for a list, since here it is a tuple, too.
SHAPES = {row["program"] for row in PROGRAMS if "TensorShape([" in str(row["tensorflow"])}


@pytest.mark.parametrize("kind", ["calculus", "surface"])
def test_a_program_does_what_it_does_in_tensorflow_or_is_listed(kind):
    rows = [row for row in PROGRAMS if row["kind"] == kind]
    assert rows
    wrong = {r["program"] for r in rows if not agrees(r["tensorflow"], run(eager, r["program"]))}
    listed = {row["program"] for row in rows} & DEVIATING
    assert wrong - SHAPES == listed - SHAPES


@pytest.mark.parametrize("program", sorted(SHAPES))
def test_a_shape_prints_as_in_tensorflow(program):
    (row,) = (row for row in PROGRAMS if row["program"] == program)
    wanted = row["tensorflow"]["value"]
    *lines, last = re.split(r"[;\n]", program)
    names = {"tf": eager}
    exec("\n".join(line.strip() for line in lines), names)
    shape = eval(last, names)
    assert wanted == (shape if isinstance(shape, str) else repr(shape))


def test_few_calculations_deviate():
    calculus = {row["program"] for row in PROGRAMS if row["kind"] == "calculus"}
    assert len(calculus & DEVIATING) <= 12


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda d: d.program.replace("\n", "; "))
def test_a_deviation_is_as_listed(deviation):
    assert outcome(deviation.program, eager) == deviation.eager
    assert deviation.tensorflow != deviation.eager


def test_the_page_for_readers_has_this_table():
    # `python autograder/tests/eager/deviations.py` prints it.
    assert table() in PAGE.read_text("utf-8")
