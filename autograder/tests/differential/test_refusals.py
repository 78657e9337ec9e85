"""What TensorFlow refuses, `eager` refuses with the same kind of error, and changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eager

from .compare import differences
from .conftest import examples
from .mistaken import ACCIDENTS, CARELESS, MISTAKES, mistaken_programs
from .programs import run, runner, source

pytestmark = pytest.mark.oracle


def name_of(mistake):
    return mistake.__name__


def fail(program, *sentences):
    pytest.fail("\n".join([source(program), *sentences]), pytrace=False)


def refusal(program, module):
    """The error that the program ends in; fails when it ends in none."""
    outcome = run(program, module)
    if not outcome or outcome["kind"] != "error":
        fail(program, f"{module.__name__} does not refuse it: {runner.show(outcome)}")
    return outcome


def check_that_nothing_changed(mistaken, module):
    program = mistaken.surviving()
    found = differences(run(mistaken.before(), module), run(program, module), tolerance=0.0)
    if found:
        fail(program, f"A refused statement changed something in {module.__name__}:", *found)


@pytest.mark.parametrize("mistake", MISTAKES, ids=name_of)
def test_a_mistake_is_refused_with_the_same_kind_of_error(tf, mistake):
    @examples(usual=25)
    @given(mistaken=mistaken_programs(mistake))
    def compare(mistaken):
        program = mistaken.raising()
        want, got = refusal(program, tf), refusal(program, eager)
        found = differences(want, got, tolerance=0.0)
        if found:
            fail(program, *found)
        check_that_nothing_changed(mistaken, eager)

    compare()


@pytest.mark.parametrize("mistake", ACCIDENTS, ids=name_of)
def test_what_tensorflow_refuses_by_accident_is_refused_with_a_clear_error(tf, mistake):
    @examples(usual=25)
    @given(mistaken=mistaken_programs(mistake))
    def compare(mistaken):
        program = mistaken.raising()
        want, got = refusal(program, tf), refusal(program, eager)
        if got["type"] not in (want["type"], "TypeError", "ValueError", "InvalidArgumentError"):
            fail(program, *differences(want, got, tolerance=0.0))

    compare()


@pytest.mark.parametrize("mistake", CARELESS, ids=name_of)
def test_where_tensorflow_is_careless_eager_refuses_and_changes_nothing(mistake):
    @examples(usual=25)
    @given(mistaken=mistaken_programs(mistake))
    def compare(mistaken):
        refusal(mistaken.raising(), eager)
        check_that_nothing_changed(mistaken, eager)

    compare()


@pytest.mark.parametrize("mistake", CARELESS, ids=name_of)
def test_tensorflow_is_still_as_careless_as_we_say(tf, mistake):
    """Some program of each kind passes, or is refused with the work half done."""
    @examples(usual=10)
    @given(data=st.data())
    def find(data):
        mistaken = data.draw(mistaken_programs(mistake))
        outcome = run(mistaken.raising(), tf)
        accepted = outcome["kind"] != "error"
        changed = differences(run(mistaken.before(), tf), run(mistaken.surviving(), tf), 0.0)
        found.append(accepted or bool(changed))

    found = []
    find()
    assert any(found)
