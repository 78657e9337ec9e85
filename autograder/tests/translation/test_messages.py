"""A sentence is said in the language of its call, and in English where no catalog has it."""

import pickle
import threading
from pathlib import Path

import pytest

from autograder_check import messages
from autograder_check.messages import (
    _,
    again,
    counted,
    joined,
    read_catalog,
    speaking,
    translated,
)
from autograder_check.pseudo import PSEUDO, pseudo

CATALOG = """\
# A comment.
msgid ""
msgstr ""
"Language: ko\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

#. somewhere
msgid "{score} of {most} point"
msgid_plural "{score} of {most} points"
msgstr[0] "{most}점 중 {score}점"

msgid ""
"a long "
"\\"text\\""
msgstr "긴 글"

#, fuzzy
msgid "changed since"
msgstr "예전 글"

msgid "not yet"
msgstr ""

#~ msgid "gone"
#~ msgstr "없음"
"""


@pytest.fixture
def korean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ko").mkdir()
    (tmp_path / "ko" / "some.po").write_text(CATALOG, "utf-8")
    monkeypatch.setattr(messages, "_folders", [tmp_path])


@pytest.mark.usefixtures("korean")
class TestKorean:
    def test_a_text_is_translated_in_the_context_alone(self) -> None:
        with speaking("ko"):
            assert _('a long "text"') == "긴 글"
        assert _('a long "text"') == 'a long "text"'

    def test_what_is_missing_fuzzy_or_gone_is_said_in_english(self) -> None:
        with speaking("ko"):
            assert [_(one) for one in ("not yet", "changed since", "gone")] == [
                "not yet",
                "changed since",
                "gone",
            ]

    @pytest.mark.parametrize("most", [1, 5])
    def test_a_language_has_as_many_plurals_as_it_has(self, most: int) -> None:
        texts = "{score} of {most} point", "{score} of {most} points"
        with speaking("ko"):
            assert counted(*texts, most, score=1, most=most) == f"{most}점 중 1점"
        s = "" if most == 1 else "s"
        assert counted(*texts, most, score=1, most=most) == f"1 of {most} point{s}"

    def test_threads_do_not_share_a_language(self) -> None:
        heard: list[str] = []
        with speaking("ko"):
            thread = threading.Thread(target=lambda: heard.append(translated('a long "text"')))
            thread.start()
            thread.join()
        assert heard == ['a long "text"']


def test_a_language_that_is_no_code_reads_no_file(tmp_path: Path) -> None:
    with speaking("../../etc"):
        assert _("a sentence") == "a sentence"


def test_a_sentence_can_be_said_again_to_another_reader() -> None:
    with speaking(PSEUDO):
        inner = _("The rest of this cell was run.")
        said = joined([_("About the cell above: {trouble}", trouble=inner), "1 / 0"], " ")
        assert "The rest" not in said
    assert again(said) == "About the cell above: The rest of this cell was run. 1 / 0"
    assert type(pickle.loads(pickle.dumps(said))) is str, "what leaves the process is plain"
    assert again("a student's text") == "a student's text"


def test_values_are_never_templates() -> None:
    assert _("it was {what}", what="{what.__class__}") == "it was {what.__class__}"


def test_a_catalog_knows_what_is_translated(tmp_path: Path) -> None:
    path = tmp_path / "one.po"
    path.write_text(CATALOG, "utf-8")
    assert set(read_catalog(path).texts) == {"{score} of {most} point", 'a long "text"'}


def test_the_pseudo_locale_keeps_code_formulas_and_placeholders() -> None:
    said = pseudo("use `assign` for $x_1$, see [here](#there): {got!r} and {{}}")
    for kept in ("`assign`", "$x_1$", "](#there)", "{got!r}", "{{}}"):
        assert kept in said
    assert "use" not in said and len(said) > 70
    with speaking(PSEUDO):
        assert _("{count} cells", count=3).startswith("3 çéłłš")
