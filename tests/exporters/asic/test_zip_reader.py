"""Writer and reader of the plain zip: what one writes the other reads, byte for byte."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.asic.zip_reader import Archive
from exporters.asic.zip_writer import write_zip
from exporters.refusal import Refusal

NAMES = st.from_regex(r"[a-z0-9]{1,8}\.(json|pdf)", fullmatch=True).filter(
    lambda name: name[:3] not in {"con", "nul", "prn", "aux", "com", "lpt"}
)
CONTENTS = st.binary(max_size=400) | st.binary(min_size=1, max_size=4).map(lambda part: part * 500)


@given(st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=6))
def test_files_come_back_as_they_were_written(files: dict[str, bytes]) -> None:
    archive = Archive(write_zip(files))
    assert list(archive.entries) == list(files)
    assert {name: archive.read(name) for name in files} == files


@given(st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=4))
def test_standard_library_reads_the_same(files: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(write_zip(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_same_files_give_the_same_bytes() -> None:
    files = {"mimetype": b"x", "a.json": b"{}" * 100}
    assert write_zip(files) == write_zip(dict(files))


def test_every_file_is_stored_so_that_content_has_one_spelling() -> None:
    files = {"mimetype": b"x" * 99, "a.json": b"x" * 99, "b.json": b"x"}
    with ZipFile(BytesIO(write_zip(files))) as archive:
        assert {item.compress_type for item in archive.infolist()} == {ZIP_STORED}


def test_reading_beyond_a_limit_is_refused_before_it_is_done() -> None:
    archive = Archive(write_zip({"mimetype": b"x", "a.json": b"x" * 99}))
    assert archive.read("a.json", limit=99) == b"x" * 99
    with pytest.raises(Refusal, match="E_SIZE"):
        archive.read("a.json", limit=98)
