"""Every reader of the fuzzing targets takes time in proportion to what it is given."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from exporters import letters
from exporters.asic import names
from exporters.asic.journal_note import encode_note, note_of
from exporters.asic.report import seal_report
from exporters.asic.zip_writer import write_zip
from exporters.documents.write import write_table_csv, write_table_xlsx
from exporters.review import MIMETYPE
from forms.canonical import canonical_bytes
from operations.entry.clipboard import read_block
from tests.exporters.asic.world import good_report, world
from tests.exporters.test_videos import film, track
from tests.fuzz.targets import TARGETS
from tests.support.doubling import assert_linear

DEEP = b"\x30\x80"
"""A sequence of ASN.1 that does not say where it ends."""


def _members(size: int) -> dict[str, bytes]:
    return {f"data/{number:06d}": b"x" for number in range(size)}


def _many_members(size: int) -> bytes:
    return write_zip(_members(size))


def _many_files_in_a_manifest(size: int) -> bytes:
    manifest = TARGETS["manifest"].seeds()[0]
    start = manifest.index(b"<asic:DataObjectReference")
    end = manifest.rindex(b"</asic:DataObjectReference>")
    return manifest[:start] + manifest[start:end] * size + manifest[end:]


def _many_comments(size: int) -> bytes:
    slip = json.loads(TARGETS["bureau-json"].seeds()[2])
    said = [{"address": "pupils.classes", "text": f"第 {number} 条"} for number in range(size)]
    return canonical_bytes({**slip, "comments": said})


def _many_rows(size: int) -> list[list[str]]:
    return [["学校标识码", "名称"], *([f"21421{number:05d}", "示例"] for number in range(size))]


def _csv(size: int) -> bytes:
    stream = BytesIO()
    write_table_csv(_many_rows(size), stream)
    return stream.getvalue()


def _xlsx(size: int) -> bytes:
    stream = BytesIO()
    write_table_xlsx(_many_rows(size), stream, name="表")
    return stream.getvalue()


GROWN: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "video": (5_000, lambda size: film(*[track()] * size)),
    "zip": (3000, _many_members),
    "container": (3000, _many_members),
    "age": (
        500_000,
        lambda size: seal_report(good_report() + bytes(size), recipient=world().identity.recipient),
    ),
    "manifest": (100, _many_files_in_a_manifest),
    "signature": (20_000, lambda size: DEEP * size),
    "json": (20_000, lambda size: b'[{"a":"b"},' * size),
    "package-json": (
        1000,
        lambda size: json.dumps({f"k{number}": 1 for number in range(size)}).encode(),
    ),
    "journal": (
        1000,
        lambda size: encode_note(
            note_of((size + 1, "ab" * 32), [(number, "cd" * 32) for number in range(1, size)])
        ),
    ),
    "certificate": (20_000, lambda size: DEEP * size),
    "revocations": (20_000, lambda size: DEEP * size),
    "request": (20_000, lambda size: b"-----BEGIN CERTIFICATE REQUEST-----\n" * size),
    "bureau-file": (3000, _many_members),
    "bureau-json": (5000, _many_comments),
    "letters": (20_000, lambda size: b"-----BEGIN AGE ENCRYPTED FILE-----\n" * size),
    "csv": (5000, _csv),
    "xlsx": (2000, _xlsx),
    "template": (2000, _xlsx),
    "review": (3000, lambda size: write_zip({names.MIMETYPE: MIMETYPE, **_members(size)})),
    "picture": (200_000, lambda size: b"\xff\xd8\xff\xda\0\2" + b"\xff\0" * size),
}
"""How much, and what of it; ``return`` throws dice and does not grow."""


def test_every_reader_is_here() -> None:
    assert {*GROWN, "return"} == {*TARGETS}


@pytest.mark.parametrize("name", GROWN)
def test_the_time_of_a_reader_grows_with_its_input_alone(name: str) -> None:
    size, make = GROWN[name]

    def prepared(size: int) -> Callable[[], object]:
        data = make(size)
        return lambda: TARGETS[name].feed(data)

    assert_linear(prepared, size=size)


@pytest.mark.parametrize(
    ("size", "block"),
    [
        (30_000, "1\t2\n"),
        (30_000, '"a'),
        (30_000, '"'),
        (30_000, '""\t'),
        (30_000, '\t"'),
        (10_000, '"""x\t'),
    ],
)
def test_the_time_of_a_pasted_block_grows_with_its_length_alone(size: int, block: str) -> None:
    def prepared(size: int) -> Callable[[], object]:
        text = block * size
        return lambda: read_block(text)

    assert_linear(prepared, size=size)


def test_the_time_of_a_recovery_sheet_grows_with_its_length_alone() -> None:
    def prepared(size: int) -> Callable[[], object]:
        data = letters.write(bytes(size), marked=True).encode()
        return lambda: letters.read(data)

    assert_linear(prepared, size=20_000)
