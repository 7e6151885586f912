"""A text is read once for all fields that ask the same, and means in each what reading it anew says."""

import pytest

from forms.document.writing import to_document
from forms.live.reader import TextReader
from forms.live.slot import Slot
from forms.types import Parsed
from forms.values import exact
from tests.forms.live.test_quick_check import TEXTS
from tests.forms.samples.full_pack import NAMES, engine, sheet


def slots() -> list[Slot]:
    plan = engine().plan
    columns = [slot for table in plan.tables.values() for slot in table.slots]
    return [slot for slot in (*plan.slots.values(), *columns) if slot.calculate is None]


def test_a_field_reads_as_its_codec_does_whoever_has_read_before() -> None:
    for _ in range(2):
        for slot in slots():
            for text in TEXTS:
                answer = slot.known.get(text) or slot.read(text)
                if text is None:
                    assert (answer.parsed, answer.value) == (None, slot.blank), slot.key
                else:
                    parsed = slot.parse(text)
                    assert (answer.raw, answer.parsed) == (text, parsed), slot.key
                    assert answer.value == exact(parsed.value), slot.key
                assert answer.sound is (slot.sound is not None and slot.sound(answer)), slot.key


def test_what_a_document_says_in_one_word_is_read_back_as_the_same() -> None:
    for slot in slots():
        for answer in filter(None, map(slot.known.get, TEXTS)):
            parsed = answer.parsed
            if answer.plain is None:
                assert parsed is None or parsed.value is None or isinstance(parsed.value, tuple)
            else:
                assert parsed is not None
                word = parsed.text if isinstance(answer.plain, bool) else str(answer.plain)
                assert slot.parse(word) == parsed, slot.key


def test_what_a_document_says_leads_to_the_one_text_it_is_written_for() -> None:
    found = 0
    for slot in slots():
        for answer in map(slot.read, TEXTS):
            parsed = answer.parsed
            if answer.plain is None or parsed is None:
                continue
            said = slot.said.get(answer.plain)
            if parsed.text == answer.raw and slot.known.get(answer.raw) is answer:
                found += 1
                assert said is answer, slot.key
            else:
                assert said is None or said.raw == parsed.text, slot.key
    assert found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_typed_into_what_is_calculated(name: str) -> None:
    to_document(sheet(name), program_version="1", journal_head="")
    plan = engine().plan
    calculated = [slot for slot in plan.slots.values() if slot.calculate is not None]
    assert calculated
    assert not any(slot.known for slot in calculated)


def test_little_is_kept_of_what_was_read() -> None:
    reader = TextReader(lambda text: Parsed(text, text), blank=None, sound=None)
    for number in range(3000):
        reader.read(str(number))
    assert len(reader.known) <= 1024
    assert len(reader.said) <= 1024
    assert reader.read("2999") is reader.read("2999")
    long = "字" * 41
    assert reader.read(long).value == long
    assert long not in reader.known
