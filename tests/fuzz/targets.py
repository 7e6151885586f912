"""The readers under fire: each takes any bytes and may refuse only in the way it promises."""

import contextlib
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO

from exporters import age, videos
from exporters.asic import names
from exporters.asic.agreement import Expectation
from exporters.asic.bureau_files import (
    BureauFileError,
    read_opening,
    read_receipt,
    read_slip,
)
from exporters.asic.journal_note import JournalNoteError, decode_note, encode_note, note_of
from exporters.asic.manifest import read_manifest
from exporters.asic.package_info import decode_info, encode_info
from exporters.asic.report import open_report, seal_report
from exporters.asic.strict_cms import verify_signature
from exporters.asic.verify import inspect, offered_root
from exporters.asic.zip_reader import Archive
from exporters.documents.csvfile import TableCell
from exporters.documents.intake import IntakeError
from exporters.documents.read import read_sheets, read_template
from exporters.documents.write import write_table_csv, write_table_xlsx
from exporters.pictures import PictureError, without_metadata
from exporters.pki.certificates import CertificateError, describe, load_root
from exporters.pki.requests import RequestError, make_request, read_request
from exporters.pki.trust import crl_number
from exporters.refusal import Refusal
from exporters.review import ReviewFileError, read_review, write_review
from exporters.strict_json import Json, JsonError, decode
from forms.canonical import canonical_bytes
from forms.document import to_document
from forms.exchange import ContainerKind, VerifiedPackage
from operations.bureau.intake.examine import ContentError, recalculated
from operations.check_context import Told
from operations.packs.bundled import bundled_pack
from tests.exporters.asic.world import (
    BUREAU_EXPECTS,
    NOW,
    RETURN,
    SCHOOL,
    SCHOOL_EXPECTS,
    good_report,
    info,
    judge,
    world,
)
from tests.exporters.attacks.test_bureau_mutations import good
from tests.exporters.attacks.test_further import report_of_three
from tests.exporters.documents.real_return import example_sheet
from tests.exporters.test_pictures import exif, picture
from tests.exporters.test_review import REQUEST, SIGNED
from tests.exporters.test_videos import film
from tests.fuzz import json_damage


@dataclass(frozen=True)
class Target:
    """One reader.

    Attributes:
        feed: Give it bytes; raises only for a fault in it.
        seeds: Good inputs to begin with.

    """

    feed: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]


def _entry(name: str) -> bytes:
    return Archive(good_report()).read(name)


def _zip(data: bytes) -> None:
    with suppress(Refusal):  # the answer to nearly everything
        archive = Archive(data)
        for name in archive.entries:
            archive.read(name)


def _container(data: bytes) -> None:
    verdict, package = judge(data)
    assert verdict.accepted == (package is not None)
    if package is not None and data not in (good_report(), report_of_three()):
        raise AssertionError("a container that is not the good one was accepted")
    inspect(data, now=NOW)
    offered_root(data)


def _sealed(data: bytes) -> None:
    verdict, _ = open_report(
        data, identity=world().identity, trust=world().trust, now=NOW, expect=BUREAU_EXPECTS
    )
    assert verdict.message.endswith("。")


def _manifest(data: bytes) -> None:
    with contextlib.suppress(Refusal):
        read_manifest(data)


def _signature(data: bytes) -> None:
    with contextlib.suppress(Refusal):
        verify_signature(data, _entry(names.MANIFEST))


def _json(data: bytes) -> None:
    for multiline in (True, False):
        with contextlib.suppress(JsonError):
            decode(data, multiline=multiline)


def _package_json(data: bytes) -> None:
    try:
        found = decode_info(data)
    except Refusal:
        return
    assert decode_info(encode_info(found)) == found


def _journal(data: bytes) -> None:
    try:
        found = decode_note(data)
    except JournalNoteError:
        return
    assert decode_note(encode_note(found)) == found


def _certificate(data: bytes) -> None:
    for reader in (describe, load_root):
        with contextlib.suppress(CertificateError):
            reader(data)


def _revocations(data: bytes) -> None:
    with contextlib.suppress(CertificateError):
        crl_number(data, root=world().authority.root)


def _request(data: bytes) -> None:
    with contextlib.suppress(RequestError):
        read_request(data)


def _bureau_file(data: bytes) -> None:
    verdict, package = judge(data, expect=SCHOOL_EXPECTS)
    assert verdict.accepted == (package is not None)
    if package is not None and data not in _bureau_files():
        raise AssertionError("a file of the bureau that is none of the good ones was accepted")


def _bureau_json(data: bytes) -> None:
    """As if the bureau had signed these bytes."""
    readers = (
        (names.OPENING, read_opening),
        (names.RECEIPT, read_receipt),
        (names.SLIP, read_slip),
    )
    for package, (name, reader) in zip(_bureau_packages(), readers, strict=True):
        with contextlib.suppress(BureauFileError):
            reader(replace(package, files={**package.files, name: data}))


def _return(data: bytes) -> None:
    """As if a school had signed a return damaged by chance, ``data`` being the dice."""
    document = json_damage.damaged(_example(), random.Random(data))
    content = canonical_bytes(document)
    good_one = _verified(good_report(), BUREAU_EXPECTS)
    package = replace(good_one, files={**good_one.files, names.RETURN: content})
    with contextlib.suppress(ContentError):
        recalculated(package, Told())


def _letters(data: bytes) -> None:
    with contextlib.suppress(age.AgeError):
        age.unarmored(data)


def _table(data: bytes) -> None:
    with contextlib.suppress(IntakeError):
        read_sheets(data)


def _template(data: bytes) -> None:
    with contextlib.suppress(IntakeError):
        read_template(data, pack=bundled_pack())


def _review(data: bytes) -> None:
    with suppress(ReviewFileError):
        read_review(data)


def _picture(data: bytes) -> None:
    with suppress(PictureError):
        without_metadata(data)


def _video(data: bytes) -> None:
    with suppress(videos.VideoError):
        videos.without_metadata(data)


_ROWS: list[list[TableCell]] = [
    ["学校标识码", "名称", "人数"],
    [SCHOOL, "示例第一小学", 812],
    ["", "=1+1", "-3"],
]


@cache
def _csv() -> bytes:
    stream = BytesIO()
    write_table_csv(_ROWS, stream)
    return stream.getvalue()


@cache
def _xlsx() -> bytes:
    stream = BytesIO()
    write_table_xlsx(_ROWS, stream, name="表")
    return stream.getvalue()


@cache
def _bureau_files() -> tuple[bytes, ...]:
    return tuple(
        good(kind)
        for kind in (ContainerKind.OPENING, ContainerKind.RECEIPT, ContainerKind.RETURN_SLIP)
    )


@cache
def _bureau_packages() -> tuple[VerifiedPackage, ...]:
    return tuple(_verified(data, SCHOOL_EXPECTS) for data in _bureau_files())


@cache
def _verified(data: bytes, expect: Expectation) -> VerifiedPackage:
    _, package = judge(data, expect=expect)
    assert package is not None
    return package


@cache
def _example() -> Json:
    sheet = example_sheet("primary")
    written = to_document(sheet, program_version="1", journal_head="ab" * 32)
    return decode(canonical_bytes({**written, "school": SCHOOL}), multiline=True)


def _note() -> bytes:
    return encode_note(note_of((7, "ab" * 32), [(3, "cd" * 32)]))


TARGETS: dict[str, Target] = {
    "zip": Target(_zip, lambda: (good_report(),)),
    "container": Target(_container, lambda: (good_report(), report_of_three())),
    "age": Target(
        _sealed, lambda: (seal_report(good_report(), recipient=world().identity.recipient),)
    ),
    "manifest": Target(_manifest, lambda: (_entry(names.MANIFEST),)),
    "signature": Target(_signature, lambda: (_entry(names.SIGNATURE),)),
    "json": Target(_json, lambda: (RETURN, b'{"a":[1,"x",null,true,{}]}', _note())),
    "package-json": Target(_package_json, lambda: (encode_info(info()),)),
    "journal": Target(_journal, lambda: (_note(),)),
    "certificate": Target(
        _certificate, lambda: (world().school.certificate, world().authority.root)
    ),
    "revocations": Target(_revocations, lambda: (world().crl,)),
    "request": Target(_request, lambda: (make_request(SCHOOL)[1],)),
    "bureau-file": Target(_bureau_file, _bureau_files),
    "bureau-json": Target(
        _bureau_json,
        lambda: tuple(
            Archive(data).read(name)
            for data, name in zip(
                _bureau_files(), (names.OPENING, names.RECEIPT, names.SLIP), strict=True
            )
        ),
    ),
    "return": Target(_return, lambda: (b"dice", bytes(range(64)))),
    "letters": Target(_letters, lambda: (age.armor(bytes(range(200))).encode(),)),
    "csv": Target(_table, lambda: (_csv(), _csv().replace(b",", b"\t"))),
    "xlsx": Target(_table, lambda: (_xlsx(),)),
    "template": Target(_template, lambda: (_xlsx(),)),
    "review": Target(_review, lambda: (write_review(REQUEST), write_review(SIGNED))),
    "video": Target(_video, lambda: (film(), film(brand=b"qt  "))),
    "picture": Target(_picture, lambda: (picture("JPEG", exif=exif()), picture("PNG"))),
}
