"""The text of the QR codes: what is written is read, and nothing else is."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.documents.paper_code import PaperCode, read_paper_code

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CODE = PaperCode("3142000001", 2024, 2, DIGEST)
CODES = st.builds(
    PaperCode,
    school=st.text(string.ascii_letters + string.digits, min_size=1, max_size=32),
    period=st.integers(2000, 2999),
    revision=st.integers(1, 999999),
    digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
)
ALPHANUMERIC = frozenset(string.digits + string.ascii_uppercase + " $%*+-./:")
"""What the dense mode of a QR code can hold."""


def test_a_page_says_school_year_revision_digest_and_page() -> None:
    text = CODE.on_page(3, 12).encode()
    assert text == f"YOUHENG-PAPER-1 3142000001 2024 R2 {DIGEST.upper()} 3/12"
    assert set(text) <= ALPHANUMERIC


@given(CODES, st.integers(1, 9999), st.integers(1, 9999))
def test_what_is_written_is_read(code: PaperCode, page: int, pages: int) -> None:
    assert read_paper_code(code.encode()) == code
    assert read_paper_code(code.on_page(page, pages).encode()) == code.on_page(page, pages)


@pytest.mark.parametrize("change", [str.lower, lambda text: f" {text}\n", lambda t: f"\t{t}  "])
def test_what_scanners_do_to_a_text_is_forgiven(change: object) -> None:
    assert callable(change)
    assert read_paper_code(change(CODE.on_page(3, 12).encode())) == CODE.on_page(3, 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        CODE.encode()[:-1],
        CODE.encode() + "0",
        CODE.encode().replace("R2", "2"),
        CODE.encode().replace("PAPER-1", "PAPER-2"),
        CODE.encode() + " 3/",
    ],
)
def test_any_other_text_is_no_code(text: str) -> None:
    assert read_paper_code(text) is None


def test_the_digest_is_said_for_eye_and_telephone() -> None:
    assert " ".join(CODE.groups).startswith("9f86 d081 884c")
    assert (len(CODE.groups), "".join(CODE.groups)) == (16, DIGEST)
    assert CODE.words[0] == "高船"
    assert len(CODE.words) == 10
