"""The report keeps to PDF/A-2u, as far as a reader of its bytes can tell; and the reader would notice."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from exporters.documents.pdf.fonts import to_unicode
from exporters.documents.write import write_report_pdf
from tests.exporters.documents.archival_clauses import faults
from tests.exporters.documents.samples import sample_cover, sample_report

RARE = "𬭎"
"""A character of a name that has more than 16 bits."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    stream = BytesIO()
    cover = replace(sample_cover(), school=f"{RARE}田路小学", digest="ab" * 32)
    write_report_pdf(replace(sample_report(long=True), cover=cover), stream)
    return stream.getvalue()


def test_a_report_keeps_to_every_clause_that_is_read(pdf: bytes) -> None:
    assert faults(pdf) == []


def test_a_rare_character_copies_out_as_itself(pdf: bytes) -> None:
    assert f"{RARE}田路小学" in PdfReader(BytesIO(pdf)).pages[0].extract_text()


def test_a_map_has_short_blocks_and_no_entry_without_a_character() -> None:
    told = to_unicode([0, 32, 0x20BB7, *range(0x4E00, 0x4E00 + 98)])
    assert "<00> <0000>" not in told
    assert "<02> <D842DFB7>" in told
    assert [line for line in told.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar"
    ]
    assert "1 beginbfchar" in to_unicode([*range(0x4E00, 0x4E00 + 101)])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"%PDF-1.4", b"%PDF-2.0", "6.1.2 header"),
        (b"<pdfaid:part>2", b"<pdfaid:part>1", "6.6.4 identification"),
        (b"/GTS_PDFA1", b"/GTS_PDFX1", "6.2.3 no output intent"),
        (b"/FontFile2", b"/FontFileX", "not embedded"),
        (b"/ToUnicode", b"/ToUnicodX", "without Unicode"),
        (b"/PageMode", b"/AcroForm", "refused key /AcroForm"),
        (b"/TrueType", b"/Pattern ", "6.2.4 colours of /Pattern"),
        (b"%%EOF", b"%%EOF\nmore", "6.1.3 something behind the end"),
    ],
)
def test_what_is_against_a_clause_is_noticed(
    pdf: bytes, old: bytes, new: bytes, fault: str
) -> None:
    assert old in pdf
    found = faults(pdf.replace(old, new))
    assert any(fault in one for one in found), found
