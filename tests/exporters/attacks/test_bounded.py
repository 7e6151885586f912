"""Bounded for every byte string: what is refused before a library sees it, and readers that are linear."""

import json
from collections.abc import Callable
from contextlib import suppress

import pytest

from exporters import age, age_passphrase, limits
from exporters.age_header import VERSION
from exporters.asic.manifest import read_manifest
from exporters.asic.package_info import decode_info
from exporters.asic.report import open_report
from exporters.asic.zip_reader import Archive
from exporters.pki.requests import RequestError, read_request
from exporters.refusal import Refusal
from exporters.strict_json import JsonError, decode
from forms.exchange import Code
from tests.exporters.asic.world import BUREAU_EXPECTS, NOW, good_report, world
from tests.support.doubling import assert_linear

STANZA = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
END = b"--- " + b"A" * 43 + b"\n"


def _age(stanzas: bytes, *, end: bytes = END) -> bytes:
    return VERSION + stanzas + end + bytes(100)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (_age(STANZA * 9), "超过 8 个收件人"),
        (_age(STANZA * 1000), "超过 8 个收件人"),
        (_age(b"-> x\n" + b"A\n" * 100), "头超过 64 行"),
        (_age(b"-> x " + b"A" * 5000 + b"\n"), "头超过 4 KB"),
        (_age(STANZA * 10**5), "超过 8 个收件人"),
        (VERSION + b"A" * 10**6, "头超过 4 KB"),
        (VERSION + STANZA, "只有开头的一部分"),
    ],
    ids=["nine", "thousand", "lines", "long line", "megabytes", "no line end", "no end"],
)
def test_a_long_age_header_is_refused_before_it_is_parsed(data: bytes, sentence: str) -> None:
    verdict, package = open_report(
        data, identity=world().identity, trust=world().trust, now=NOW, expect=BUREAU_EXPECTS
    )
    assert package is None
    assert verdict.code is Code.E_CRYPT
    assert sentence in verdict.message


def test_a_few_recipients_are_no_fault() -> None:
    import pyrage

    keys = [age.generate_identity() for _ in range(5)] + [world().identity]
    recipients = [pyrage.x25519.Recipient.from_str(key.recipient) for key in keys]
    sealed = pyrage.encrypt(good_report(), recipients)
    assert age.decrypt(bytes(sealed), world().identity) == good_report()


@pytest.mark.parametrize("work", [20, 22, 63, 99])
def test_a_costly_passphrase_file_is_refused_before_it_is_tried(
    work: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age_passphrase, "WORK", 3)
    locked = age.lock(b"key", "passphrase")
    monkeypatch.setattr(age_passphrase, "stretched", None)
    with pytest.raises(
        age.AgeError, match=r"要占用 \d+ MB 内存，不是本程序写的，没有打开"
    ) as caught:
        age.unlock(locked.replace(b" 3\n", b" %d\n" % work, 1), "passphrase")
    assert not isinstance(caught.value, age.WrongPassphrase)


def _repeated_key(size: int) -> bytes:
    keys = ",".join(f'"k{number}":1' for number in range(size))
    return f'{{{keys},"k{size - 1}":2}}'.encode()


def test_a_repeated_key_is_named() -> None:
    with pytest.raises(JsonError, match="'k29999' 出现了两次"):
        decode(_repeated_key(30_000))


def _escape(size: int) -> bytes:
    return json.dumps(["\n" * 3999] * (size // 100)).encode()


READERS: dict[str, tuple[int, Callable[[bytes], object], Callable[[int], bytes]]] = {
    "age header": (
        20_000,
        lambda data: age.decrypt(data, world().identity),
        lambda size: _age(STANZA * size),
    ),
    "age body": (
        1_000_000,
        lambda data: age.decrypt(data, world().identity),
        lambda size: _age(STANZA) + bytes(size),
    ),
    "key file": (
        30_000,
        lambda data: age.unlock(data, "x"),
        lambda size: _age(b"-> scrypt " + b"A" * size),
    ),
    "key in letters": (
        20_000,
        age.unarmored,
        lambda size: b"-----BEGIN AGE ENCRYPTED FILE-----\n" * size,
    ),
    "repeated key": (20_000, decode, _repeated_key),
    "deep json": (400_000, decode, lambda size: b"[" * size),
    "long strings": (10_000, decode, _escape),
    "many strings": (60_000, decode, lambda size: b"[" + b'"a",' * size + b'"b"]'),
    "long number": (400_000, decode, lambda size: b"1" * size),
    "package.json": (1_500, decode_info, _repeated_key),
    "zip of noise": (4_000_000, Archive, lambda size: good_report() + bytes(size)),
    "zip ends": (200_000, Archive, lambda size: b"PK\x05\x06" * size),
    "manifest": (30_000, read_manifest, lambda size: b"<a>" * size),
    "request": (
        20_000,
        read_request,
        lambda size: b"-----BEGIN CERTIFICATE REQUEST-----\n" * size,
    ),
}


@pytest.mark.parametrize("name", READERS)
def test_no_reader_takes_the_square_of_its_input(name: str) -> None:
    size, reader, make = READERS[name]

    def prepared(size: int) -> Callable[[], object]:
        data = make(size)

        def work() -> None:
            with suppress(Refusal, JsonError, RequestError, age.AgeError):
                reader(data)

        return work

    assert_linear(prepared, size=size)


def test_a_request_is_bounded() -> None:
    with pytest.raises(RequestError, match="不是学校的开户申请"):
        read_request(b"-----BEGIN CERTIFICATE REQUEST-----\n" + b"A" * limits.REQUEST)
