"""The oracle's table still says what TensorFlow does: it keeps our copy honest."""

import json

import pytest

from .programs import ORACLE, runner

pytestmark = pytest.mark.oracle

TABLE = json.loads((ORACLE / "public.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry["id"])
def test_the_table_records_what_tensorflow_does(tf, entry):
    outcome = runner.run_program(entry["code"], tf, seconds=60)
    assert runner.matches(entry["outcome"], outcome), (
        f"{entry['code']}\nthe table says {runner.show(entry['outcome'])}\n"
        f"TensorFlow does {runner.show(outcome)}")
