"""``data/journal.json``: one spelling, places that rise, and whether an earlier end is still there."""

import pytest

from exporters.asic import names
from exporters.asic.journal_note import (
    Head,
    JournalNote,
    JournalNoteError,
    decode_note,
    encode_note,
    note_of,
)
from tests.exporters.asic.world import judge, report

A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def test_it_arrives_as_it_was_written() -> None:
    note = note_of((9, C), [(3, A), (3, A), (7, B)])
    assert decode_note(encode_note(note)) == note
    assert encode_note(note_of((0, A), [])) == (
        b'{"earlier":[],"head":{"hash":"' + A.encode() + b'","seq":0}}'
    )


def test_it_knows_the_ends_it_holds() -> None:
    note = JournalNote(Head(9, C), (Head(3, A),))
    assert note.continues(A)
    assert not note.continues(B)
    assert not note.continues("")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"head":{"seq":1,"hash":"x"},"earlier":[]}',
        b'{"head":{"seq":true,"hash":"' + A.encode() + b'"},"earlier":[]}',
        b'{"head":{"seq":-1,"hash":"' + A.encode() + b'"},"earlier":[]}',
        b'{"head":{"seq":1,"hash":"' + A.encode() + b'"}}',
        b'{"head":{"seq":1,"hash":"' + A.encode() + b'","more":1},"earlier":[]}',
        encode_note(JournalNote(Head(2, C), (Head(3, A),))),
        encode_note(JournalNote(Head(9, C), (Head(5, A), Head(4, B)))),
    ],
    ids=["empty", "list", "no hash", "true", "negative", "short", "more", "behind", "falling"],
)
def test_anything_else_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(JournalNoteError, match="日志记录"):
        decode_note(data)


def test_a_report_may_carry_it() -> None:
    verdict, package = judge(report({names.JOURNAL: encode_note(note_of((1, A), []))}))
    assert package is not None, verdict.message
    assert names.JOURNAL in package.files
