"""Attacks on the archive: two readers must never see two different packages."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from exporters import limits
from exporters.asic import names
from forms.exchange import Code
from tests.exporters.asic.world import RETURN, good_report
from tests.exporters.attacks.forge_zip import (
    Member,
    changed,
    deflate,
    members,
    pack,
    with_member,
)
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

EXTRA = Member(b"report.pdf", b"%PDF-1.7")
PACKAGE = names.INFO
ZEROS = b"\0" * (4 * 2**20)


def _end(**fields: int) -> bytes:
    return pack(members(), end=fields)


def _by_zipfile(compression: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", compression) as archive:
        for member in members():
            archive.writestr(member.name.decode(), member.content)
    return stream.getvalue()


def _moved(name: str, *, by: int) -> bytes:
    plain = pack(members())
    return changed(name, offset=plain.index(name.encode()) - 30 + by)


def _overlapping() -> bytes:
    plain = members()
    twin = replace(plain[1], name=b"report.json", offset=0)
    return pack([*plain, twin])


def _cut_directory() -> bytes:
    good = good_report()
    return good[: -22 - 10] + good[-22:]


STRUCTURE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip at all": lambda: b"hello, this is no package of ours",
    "text as long as an end record": lambda: b"x" * 22,
    "zeros": lambda: bytes(1000),
    "prefix": lambda: pack(members(), prefix=b"MZ"),
    "prefix as self-extractor": lambda: b"MZ" + good_report(),
    "suffix": lambda: good_report() + b"\0",
    "comment": lambda: pack(members(), comment=b"hello"),
    "comment that looks like an end record": lambda: pack(members(), comment=good_report()[-22:]),
    "two zips joined": lambda: good_report() + good_report(),
    "zip in front of a directory": lambda: good_report()[:-22] + good_report(),
    "bytes between files": lambda: changed(PACKAGE, after=b"hidden"),
    "bytes before the directory": lambda: changed(names.SIGNATURE, after=b"hidden"),
    "fewer entries than files": lambda: _end(count=4, here=4),
    "more entries than files": lambda: _end(count=6, here=6),
    "entries on this disk differ": lambda: _end(here=4),
    "other disk": lambda: _end(disk=1),
    "directory on another disk": lambda: _end(first_disk=1),
    "directory longer than said": lambda: _end(length=10),
    "directory elsewhere": lambda: _end(start=0),
    "directory cut": _cut_directory,
    "zip64 sizes": lambda: _end(start=0xFFFFFFFF, length=0xFFFFFFFF),
    "made by the standard library": lambda: _by_zipfile(ZIP_DEFLATED),
    "bzip2": lambda: _by_zipfile(ZIP_BZIP2),
    "lzma": lambda: _by_zipfile(ZIP_LZMA),
    "unknown method": lambda: changed(PACKAGE, method=99),
    "encrypted flag": lambda: changed(PACKAGE, flags=1),
    "data descriptor flag": lambda: changed(PACKAGE, flags=8),
    "UTF-8 flag on an ASCII name": lambda: changed(PACKAGE, flags=0x800),
    "version of another format": lambda: changed(PACKAGE, needed=45),
    "made by Windows": lambda: changed(PACKAGE, made_by=20),
    "date": lambda: changed(PACKAGE, date=0x5A65),
    "time": lambda: changed(PACKAGE, time=1),
    "extra field": lambda: changed(PACKAGE, extra=b"\x01\x00\x00\x00"),
    "extra field with a unicode name": lambda: changed(PACKAGE, extra=b"up\x05\x00\x01abcd"),
    "file comment": lambda: changed(PACKAGE, comment=b"note"),
    "file on another disk": lambda: changed(PACKAGE, disk=1),
    "text attribute": lambda: changed(PACKAGE, internal=1),
    "symbolic link": lambda: changed(PACKAGE, attributes=0o120777 << 16),
    "folder attribute": lambda: changed(PACKAGE, attributes=0o040755 << 16 | 0x10),
    "executable": lambda: changed(PACKAGE, attributes=0o100755 << 16),
    "local name differs": lambda: changed(PACKAGE, local={"name": b"package.jsom"}),
    "local size differs": lambda: changed(PACKAGE, local={"size": 1}),
    "local crc differs": lambda: changed(PACKAGE, local={"crc": 1}),
    "local method differs": lambda: changed(PACKAGE, local={"method": 8, "raw": b"x"}),
    "local flags differ": lambda: changed(PACKAGE, local={"flags": 1}),
    "local extra field": lambda: changed(PACKAGE, local={"extra": b"\x01\x00\x00\x00"}),
    "local packed size differs": lambda: changed(PACKAGE, local={"raw": b"x"}),
    "offset into a file": lambda: _moved(PACKAGE, by=1),
    "offset beyond the end": lambda: _moved(PACKAGE, by=10**6),
    "two entries share one content": _overlapping,
    "stored with two lengths": lambda: changed(PACKAGE, raw=b"x" * 10, size=20),
    "crc wrong in both headers": lambda: changed(PACKAGE, crc=1),
    "declared shorter": lambda: changed(names.RETURN, size=len(RETURN) - 1),
    "declared longer": lambda: changed(names.RETURN, size=len(RETURN) + 1),
    "deflated": lambda: changed(names.RETURN, method=8),
    "deflated, nothing there": lambda: changed(names.RETURN, method=8, raw=b""),
    "deflated, mimetype": lambda: changed(names.MIMETYPE, method=8),
    "deflated, signature": lambda: changed(names.SIGNATURE, method=8),
    "deflated without gain": lambda: changed(names.RETURN, method=8, raw=RETURN),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_archive_of_any_other_form_is_refused(name: str) -> None:
    assert_refused(STRUCTURE[name](), Code.E_ZIP, reason("zip", name))


BAD_NAMES = {
    "parent folder": b"../x.json",
    "parent folder within": b"data/../../x.json",
    "absolute": b"/etc/x.json",
    "drive": b"c:/x.json",
    "drive relative": b"c:x.json",
    "backslash": b"data\\x.json",
    "network share": b"//server/x.json",
    "alternate stream": b"x.json:hidden",
    "trailing dot": b"x.json.",
    "trailing space": b"x.json ",
    "leading space": b" x.json",
    "leading dot": b".x.json",
    "hidden folder": b".git/x.json",
    "NUL byte": b"x.json\0.exe",
    "line feed": b"x\n.json",
    "device": b"con.json",
    "device in a folder": b"data/nul.json",
    "device as a folder": b"aux/x.json",
    "device with two endings": b"com1.tar.gz",
    "printer": b"lpt9.json",
    "upper-case twin": b"PACKAGE.json",
    "upper-case letter": b"data/Return.json",
    "bidi override": "x\u202egpj.exe".encode(),
    "full-width": "ｘ.json".encode(),
    "latin-1": b"x\xe9.json",
    "not UTF-8": b"\xff\xfe.json",
    "no ending": b"readme",
    "only a folder": b"data/",
    "too deep": b"a/b/c/x.json",
    "too long": b"x" * 100 + b".json",
    "very long": b"x" * 60000 + b".json",
    "manifest of nobody": b"META-INF/ASiCManifest004.xml",
    "container file": b"META-INF/container.xml",
    "percent": b"%2e%2e/x.json",
    "tilde": b"~/x.json",
    "dollar": b"$recycle.bin",
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_name_outside_the_allow_list_is_refused(name: str) -> None:
    shown = f"容器内的文件名 {BAD_NAMES[name].decode('latin-1')[:60]!a} 不合规定"
    verdict = assert_refused(with_member(Member(BAD_NAMES[name], b"x")), Code.E_NAME, shown)
    assert verdict.message.isprintable()


@pytest.mark.parametrize("name", [names.INFO, names.MIMETYPE, names.MANIFEST, names.SIGNATURE])
def test_name_twice_is_refused(name: str) -> None:
    twice = with_member(Member(name.encode(), b"other"))
    assert_refused(twice, Code.E_DUP, f"容器内有两个文件都叫 {name}")


BOMBS: dict[str, tuple[Callable[[], bytes], Code]] = {
    "ratio": (lambda: with_member(replace(EXTRA, content=ZEROS, method=8)), Code.E_BOMB),
    "declared size beyond the ratio": (
        lambda: with_member(replace(EXTRA, size=100_000)),
        Code.E_BOMB,
    ),
    "declared size of four gigabytes": (
        lambda: with_member(replace(EXTRA, size=2**32 - 1)),
        Code.E_BOMB,
    ),
    "inflates beyond the declared size": (
        lambda: changed(names.RETURN, method=8, raw=deflate(ZEROS), size=1000),
        Code.E_ZIP,
    ),
    "a little below the ratio, many times": (
        lambda: pack([*members(), *(_nearly(place) for place in range(50))]),
        Code.E_ZIP,
    ),
    "bomb in a bomb": (
        lambda: with_member(replace(EXTRA, content=deflate(ZEROS) * 1000, method=8)),
        Code.E_BOMB,
    ),
    "too many entries": (
        lambda: pack([replace(EXTRA, name=f"x{place}.pdf".encode()) for place in range(65)]),
        Code.E_SIZE,
    ),
    "no entries": (lambda: pack([]), Code.E_SIZE),
    "file beyond the limit": (lambda: bytes(limits.FILE + 1), Code.E_SIZE),
    "manifest beyond the limit": (
        lambda: changed(names.MANIFEST, content=b" " * (limits.MANIFEST + 1)),
        Code.E_SIZE,
    ),
    "signature beyond the limit": (
        lambda: changed(names.SIGNATURE, content=b"0" * (limits.SIGNATURE + 1)),
        Code.E_SIZE,
    ),
}


def _nearly(place: int) -> Member:
    content = b"\0" * (1000 * limits.RATIO)
    return Member(f"x{place}.pdf".encode(), content, method=8, raw=b"\0" * 1000)


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused(name: str) -> None:
    make, code = BOMBS[name]
    assert_refused(make(), code, reason("bomb", name))


def test_bomb_is_refused_without_being_inflated() -> None:
    import tracemalloc

    bomb = with_member(replace(EXTRA, content=b"\0" * (60 * 2**20), method=8))
    tracemalloc.start()
    try:
        assert_refused(bomb, Code.E_BOMB, "声明的长度远超它在容器里的长度")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


MIMETYPES = {
    "other type": lambda: changed(names.MIMETYPE, content=b"application/vnd.etsi.asic-s+zip"),
    "line feed": lambda: changed(names.MIMETYPE, content=names.MIMETYPE_CONTENT + b"\n"),
    "missing": lambda: pack(members()[1:]),
    "not first": lambda: pack([*members()[1:], members()[0]]),
}


@pytest.mark.parametrize("name", MIMETYPES)
def test_mimetype_has_to_be_first_and_exact(name: str) -> None:
    assert_refused(MIMETYPES[name](), Code.E_MIME, "mimetype 项不对")


def test_crc_is_that_of_the_standard() -> None:
    # Guards the forger: the product and the forger must not share a mistake.
    assert zlib.crc32(b"123456789") == 0xCBF43926
