"""What a child sends is data, within limits, or the end of the child."""

import json
import os
import struct
import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.inside.ask import ANSWERS_MIME
from autograder.inside.sealed.frames import pack, read_message, write_all
from autograder.outside.sandbox import Limits, Run
from autograder.outside.sandbox.messages import Malformed, Reader, parse
from autograder.outside.sandbox.outputs import CellOutputs, Shown

from .conftest import text


def frame(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def read(data: bytes, most_bytes: int = 1000) -> list[dict]:
    return [message for message, _ in Reader(most_bytes).feed(data)]


def test_messages_come_out_whole_however_the_bytes_arrive() -> None:
    sent = [{"type": "a", "x": 1}, {"type": "b"}]
    reader, got = Reader(1000), []
    for byte in b"".join(frame(json.dumps(message).encode()) for message in sent):
        got += [message for message, _ in reader.feed(bytes([byte]))]
    assert got == sent


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"1",
        b"{}",
        b'{"type": 1}',
        b'{"type": "\xff"}',
        b"[" * 100_000,
        b'{"type": "a", "x": ' + b"[" * 200 + b"]" * 200 + b"}",
        b'{"type": "a", "x": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_a_message_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        read(frame(content), most_bytes=10**6)


def test_a_cell_of_many_megabytes_arrives_whole_and_half_of_one_not_at_all() -> None:
    order = {"source": "x" * 5_000_000}
    theirs, ours = os.pipe()
    writer = threading.Thread(target=write_all, args=(ours, pack(order) + pack(order)[:-1]))
    writer.start()
    assert read_message(theirs) == order
    closer = threading.Thread(target=lambda: (writer.join(), os.close(ours)))
    closer.start()
    assert read_message(theirs) is None
    closer.join()
    os.close(theirs)


def test_a_message_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(Malformed, match="4294967295 bytes"):
        read(b"\xff\xff\xff\xff")


def test_numbers_that_json_does_not_have_and_text_that_no_file_can_hold_are_replaced() -> None:
    message = parse(b'{"type": "a", "x": [NaN, Infinity, 1e999], "y": "\\ud800 \\u00e9"}')
    assert message == {"type": "a", "x": [None, None, None], "y": "? é"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
TYPES = ["stream", "display_data", "execute_result", "update_display_data", "error"]
KEYS = ["name", "text", "data", "metadata", "display_id", "ename", "evalue", "traceback", "wait"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*TYPES, "clear_output", "x"]),
            st.dictionaries(
                st.sampled_from(KEYS), JSON | st.sampled_from(["stdout", {}, ["line"], "id"])
            ),
        )
    )
)
def test_any_message_becomes_valid_outputs_or_is_refused(messages: list) -> None:
    from nbformat import validate
    from nbformat.v4 import new_code_cell, new_notebook

    outputs = CellOutputs(Limits(), Shown(), 1)
    for kind, content in messages:
        try:
            message = parse(json.dumps({**content, "type": kind}).encode())
            outputs.take(message, 100)
        except Malformed:
            continue
    cell = new_code_cell("x", outputs=outputs.outputs)
    validate(new_notebook(cells=[cell]))


def test_an_update_changes_a_display_wherever_it_is() -> None:
    shown = Shown()
    first, second = (CellOutputs(Limits(), shown, count) for count in (1, 2))
    display = {"type": "display_data", "data": {"text/plain": "old"}, "metadata": {}}
    first.take({**display, "display_id": "a"}, 10)
    update = {"type": "update_display_data", "data": {"text/plain": "new"}, "metadata": {}}
    second.take({**update, "display_id": "a"}, 10)
    assert first.outputs[0].data == {"text/plain": "new"} and second.outputs == []


def test_too_many_outputs_are_not_said_to_be_too_large() -> None:
    cell = CellOutputs(Limits(), Shown(), 1)
    for _ in range(1001):
        cell.take({"type": "display_data", "data": {"text/plain": "1"}, "metadata": {}}, 10)
    assert len(cell.outputs) == 1001 and "displayed more than 1000 outputs" in str(cell.trouble)


def test_an_update_counts_once_for_each_display_that_it_changes() -> None:
    cell = CellOutputs(Limits(output_bytes=1000), Shown(), 1)
    display = {"type": "display_data", "data": {"text/plain": "old"}, "metadata": {}}
    for _ in range(5):
        cell.take({**display, "display_id": "a"}, 10)
    update = {"type": "update_display_data", "data": {"text/plain": "new"}, "metadata": {}}
    cell.take({**update, "display_id": "a"}, 500)
    assert cell.outputs[0].data["text/plain"] == "old" and cell.trouble


@pytest.mark.parametrize(
    "width, kept", [(300, True), ("50%", True), (2.5, True), ("1 onload=x", False), ([1], False)]
)
def test_the_size_of_a_picture_is_a_size(width: object, kept: bool) -> None:
    cell = CellOutputs(Limits(), Shown(), 1)
    message = {"type": "display_data", "data": {"image/png": ""}, "display_id": None}
    said = {"image/png": {"width": width, "alt": "a b"}, "filenames": {"image/png": "//x"}}
    cell.take({**message, "metadata": said}, 10)
    (output,) = cell.outputs
    assert ("width" in output.metadata["image/png"]) == kept
    assert output.metadata["image/png"]["alt"] == "a b" and "filenames" not in output.metadata


def test_only_json_types_contain_anything_but_text() -> None:
    cell = CellOutputs(Limits(), Shown(), 1)
    data = {"json": {"a": 1}, "application/json": [1], "application/x+json": None, "text/html": 5}
    cell.take({"type": "display_data", "data": data, "metadata": {}}, 10)
    (output,) = cell.outputs
    assert output.data == {**data, "json": "{'a': 1}", "text/html": "5"}


def test_no_update_turns_a_display_into_answers_or_answers_into_others() -> None:
    outputs = CellOutputs(Limits(), Shown(), 1)
    display = {"type": "display_data", "metadata": {}, "display_id": "a"}
    update = {**display, "type": "update_display_data"}
    answers, other = {ANSWERS_MIME: 1}, {"text/plain": "x"}
    outputs.take({**display, "data": answers}, 10)
    outputs.take({**display, "data": other}, 10)
    outputs.take({**update, "data": {ANSWERS_MIME: 2}}, 10)
    outputs.take({**update, "data": {"text/plain": "y"}}, 10)
    assert [output.data for output in outputs.outputs] == [answers, {"text/plain": "y"}]


FIND_PIPE = (
    "import gc, json, struct, os\n"
    "from autograder.inside.sealed.frames import Messages\n"
    "(messages,) = [o for o in gc.get_objects() if isinstance(o, Messages)]\n"
)


@pytest.mark.parametrize(
    "bytes_",
    ["b'\\xff' * 100", "struct.pack('>I', 2) + b'[]'", "struct.pack('>I', 9) + b'{\"type\":1'"],
)
def test_a_child_that_writes_nonsense_into_its_pipe_is_ended(
    run: Callable[..., Run], bytes_: str
) -> None:
    ran = run("x = 1", f"{FIND_PIPE}os.write(messages._fd, {bytes_})", "x")
    assert list(ran.troubles) == [1] and text(ran) == "1"


def test_a_cell_that_says_it_is_done_before_it_is_gains_nothing(run: Callable[..., Run]) -> None:
    ran = run(
        "'first'",
        f"{FIND_PIPE}messages.send({{'type': 'done'}})\nprint('from the second')",
        "'third'",
    )
    assert text(ran, 0) == "'first'"
    assert "third" not in text(ran, 1)
