"""Every program of the table does here what it did in real TensorFlow."""

import json
from pathlib import Path

import pytest
from run_oracle import failure_line, matches, run_program

import eager

TABLE = json.loads((Path(__file__).parent / "oracle" / "public.json").read_text())


@pytest.mark.parametrize("entry", TABLE, ids=[entry["id"] for entry in TABLE])
def test_a_program_does_what_it_does_in_tensorflow(entry):
    got = run_program(entry["code"], eager)
    assert matches(entry["outcome"], got), failure_line(entry["id"], entry["outcome"], got)
