"""Attacks on the manifest by somebody who has a key that signs: our own school, or its malware."""

import base64
import hashlib
from collections.abc import Callable

import pytest

from exporters import limits
from exporters.asic import names
from exporters.asic.manifest import identity, read_manifest, write_manifest
from exporters.refusal import Refusal
from forms.exchange import Code
from tests.exporters.asic.world import RETURN, judge
from tests.exporters.attacks.forge_zip import (
    Member,
    container,
    members,
    pack,
    package_json,
    with_member,
)
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

DIGESTS = {
    names.INFO: hashlib.sha256(package_json()).digest(),
    names.RETURN: hashlib.sha256(RETURN).digest(),
}
GOOD = write_manifest(DIGESTS).decode("ascii")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
REFERENCE = GOOD[GOOD.index("<asic:DataObjectReference") : GOOD.index("\n</asic:ASiCManifest")]
FIRST = REFERENCE.split("\n", maxsplit=1)[0]
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


def _with_doctype(inside: str, *, use: str = "") -> str:
    doctype = f"<!DOCTYPE m [{inside}]>\n"
    return GOOD.replace(DECLARATION, DECLARATION + doctype).replace(
        "</asic:ASiCManifest>", f"{use}</asic:ASiCManifest>"
    )


def _laughs() -> str:
    entities = "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "lol">'
        for level in range(10)
    )
    return _with_doctype(entities, use="&l9;")


MANIFESTS: dict[str, tuple[Callable[[], str | bytes], Code]] = {
    "empty": (lambda: b"", Code.E_XML),
    "not XML": (lambda: "package.json", Code.E_XML),
    "cut": (lambda: GOOD[:-5], Code.E_XML),
    "two roots": (lambda: GOOD + GOOD, Code.E_XML),
    "entity expansion": (_laughs, Code.E_XML),
    "external entity": (
        lambda: _with_doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', use="&x;"),
        Code.E_XML,
    ),
    "parameter entity": (
        lambda: _with_doctype('<!ENTITY % x SYSTEM "http://example.org/x"> %x;'),
        Code.E_XML,
    ),
    "document type": (
        lambda: GOOD.replace(DECLARATION, DECLARATION + "<!DOCTYPE m>"),
        Code.E_XML,
    ),
    "unknown entity": (lambda: GOOD.replace("</asic:A", "&nbsp;</asic:A"), Code.E_XML),
    "undeclared prefix": (lambda: GOOD.replace("<ds:", "<dsx:"), Code.E_XML),
    "UTF-16": (
        lambda: GOOD.replace("UTF-8", "UTF-16").encode("utf-16"),
        Code.E_XML,
    ),
    "unknown encoding": (lambda: GOOD.replace("UTF-8", "EBCDIC-X"), Code.E_XML),
    "byte order mark": (lambda: b"\xef\xbb\xbf" + GOOD.encode(), Code.E_XML),
    "Chinese comment": (
        lambda: GOOD.replace("</asic:A", "<!-- 注 --></asic:A").encode(),
        Code.E_XML,
    ),
    "too large": (lambda: GOOD + " " * limits.MANIFEST, Code.E_SIZE),
    "SHA-1": (
        lambda: GOOD.replace(SHA256, "http://www.w3.org/2000/09/xmldsig#sha1"),
        Code.E_ALG,
    ),
    "SHA-512": (
        lambda: GOOD.replace(SHA256, "http://www.w3.org/2001/04/xmlenc#sha512"),
        Code.E_ALG,
    ),
    "no algorithm": (lambda: GOOD.replace(f' Algorithm="{SHA256}"', ""), Code.E_ALG),
    "other root": (lambda: GOOD.replace("ASiCManifest", "Manifest"), Code.E_MAN),
    "other namespace": (lambda: GOOD.replace("02918/v1.2.1#", "02918/v1.9.9#"), Code.E_MAN),
    "attribute on the root": (
        lambda: GOOD.replace("<asic:ASiCManifest ", '<asic:ASiCManifest Id="x" '),
        Code.E_MAN,
    ),
    "empty root": (
        lambda: GOOD[: GOOD.index("<asic:SigReference")] + "</asic:ASiCManifest>\n",
        Code.E_MAN,
    ),
    "no signature reference": (
        lambda: GOOD.replace("<asic:SigReference", "<asic:DataObjectReference"),
        Code.E_MAN,
    ),
    "names another signature": (
        lambda: GOOD.replace("signature001.p7s", "signature002.p7s"),
        Code.E_MAN,
    ),
    "signature reference with content": (
        lambda: GOOD.replace('7-signature"/>', '7-signature"><ds:X/></asic:SigReference>'),
        Code.E_MAN,
    ),
    "repeated file": (lambda: GOOD.replace(FIRST, f"{FIRST}\n{FIRST}"), Code.E_MAN),
    "repeated file with another digest": (
        lambda: GOOD.replace(FIRST, f"{FIRST}\n{FIRST.replace(_digest(), _other_digest())}"),
        Code.E_MAN,
    ),
    "manifest inside a manifest": (
        lambda: GOOD.replace(FIRST, f"<asic:ASiCManifest>{FIRST}</asic:ASiCManifest>"),
        Code.E_MAN,
    ),
    "reference without digest": (
        lambda: GOOD.replace(FIRST, '<asic:DataObjectReference URI="package.json"/>'),
        Code.E_MAN,
    ),
    "elements in another order": (
        lambda: GOOD.replace(FIRST, _swapped()),
        Code.E_MAN,
    ),
    "files not sorted": (lambda: GOOD.replace(REFERENCE, _turned()), Code.E_MAN),
    "digest not base64": (lambda: GOOD.replace("=</ds", "*</ds"), Code.E_MAN),
    "digest too short": (lambda: GOOD.replace(_digest(), "AAAA"), Code.E_MAN),
    "digest empty": (lambda: GOOD.replace(_digest(), ""), Code.E_MAN),
    "digest with unused bits set": (lambda: GOOD.replace(_digest(), _noncanonical()), Code.E_MAN),
    "digest with white space": (lambda: GOOD.replace(_digest(), _digest() + "\n"), Code.E_MAN),
    "lists itself": (
        lambda: GOOD.replace('URI="package.json"', f'URI="{names.MANIFEST}"'),
        Code.E_MAN,
    ),
    "name with percent": (lambda: GOOD.replace('"package.json"', '"package%2ejson"'), Code.E_MAN),
    "name outside": (lambda: GOOD.replace('"package.json"', '"../package.json"'), Code.E_MAN),
    "no name": (lambda: GOOD.replace(' URI="package.json"', ""), Code.E_MAN),
    "attribute too many": (
        lambda: GOOD.replace('URI="package.json"', 'URI="package.json" Rootfile="true"'),
        Code.E_MAN,
    ),
    "comment": (lambda: GOOD.replace("</asic:A", "<!-- x --></asic:A"), Code.E_MAN),
    "processing instruction": (lambda: GOOD.replace("</asic:A", "<?x y?></asic:A"), Code.E_MAN),
    "text between": (lambda: GOOD.replace("</asic:A", "x</asic:A"), Code.E_MAN),
    "character data": (
        lambda: GOOD.replace(_digest(), f"<![CDATA[{_digest()}]]>"),
        Code.E_MAN,
    ),
    "white space": (lambda: GOOD.replace("</asic:A", "\n</asic:A"), Code.E_MAN),
    "Windows line ends": (lambda: GOOD.replace("\n", "\r\n"), Code.E_MAN),
    "no declaration": (lambda: GOOD.replace(DECLARATION, ""), Code.E_MAN),
    "other prefixes": (lambda: GOOD.replace("asic:", "a:").replace(":asic", ":a"), Code.E_MAN),
}


def _turned() -> str:
    return "\n".join(reversed(REFERENCE.split("\n")))


def _digest() -> str:
    return base64.b64encode(DIGESTS[names.INFO]).decode("ascii")


def _other_digest() -> str:
    return base64.b64encode(DIGESTS[names.RETURN]).decode("ascii")


def _noncanonical() -> str:
    """Set a bit of the last digit that no byte uses."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    text = _digest()
    return text[:-2] + alphabet[alphabet.index(text[-2]) ^ 1] + "="


def _swapped() -> str:
    method = FIRST[FIRST.index("<ds:DigestMethod") : FIRST.index("<ds:DigestValue")]
    value = FIRST[FIRST.index("<ds:DigestValue") : FIRST.index("</asic")]
    return FIRST.replace(method + value, value + method)


@pytest.mark.parametrize("name", MANIFESTS)
def test_signed_manifest_of_any_other_form_is_refused(name: str) -> None:
    make, code = MANIFESTS[name]
    made = make()
    manifest = made.encode("ascii") if isinstance(made, str) else made
    assert manifest != GOOD.encode()
    assert_refused(container(manifest=manifest), code, reason("manifest", name))


def test_too_large_a_manifest_is_refused_by_its_reader_too() -> None:
    with pytest.raises(Refusal, match="E_SIZE: 签名清单超过上限 65536 字节"):
        read_manifest(b" " * (limits.MANIFEST + 1))


def test_manifest_is_read_as_it_was_written() -> None:
    assert read_manifest(GOOD.encode()) == DIGESTS
    assert list(read_manifest(GOOD.encode())) == list(DIGESTS)


def test_identity_is_the_digest_of_the_manifest_and_not_of_the_file() -> None:
    one, two = container(), container()
    packages = [judge(data)[1] for data in (one, two)]
    assert one != two, "ECDSA signatures differ"
    assert packages[0] is not None
    assert packages[1] is not None
    assert packages[0].identity == packages[1].identity == identity(GOOD.encode())


def _nothing_listed() -> bytes:
    """Sign a list of no files, with none present."""
    plain = members(digests={})
    return pack([plain[0], *plain[-2:]])


ORDERS = {
    "data before package.json": (0, 2, 1, 3, 4),
    "manifest before the files": (0, 3, 1, 2, 4),
    "signature before the manifest": (0, 1, 2, 4, 3),
    "signature before the files": (0, 4, 1, 2, 3),
}


@pytest.mark.parametrize("name", ORDERS)
def test_container_has_the_order_of_its_manifest(name: str) -> None:
    plain = members()
    mixed = pack([plain[place] for place in ORDERS[name]])
    assert_refused(mixed, Code.E_MAN, "容器里文件的次序与签名清单不同")


def test_no_other_order_is_right_even_if_manifest_and_container_have_it() -> None:
    turned = {names.RETURN: DIGESTS[names.RETURN], names.INFO: DIGESTS[names.INFO]}
    mimetype, package, data, manifest, signature = members(digests=turned)
    mixed = pack([mimetype, data, package, manifest, signature])
    assert_refused(mixed, Code.E_MAN, "文件的次序不对")


SETS: dict[str, Callable[[], bytes]] = {
    "extra file": lambda: with_member(Member(b"report.pdf", b"%PDF")),
    "file missing": lambda: pack([item for item in members() if item.name != b"data/return.json"]),
    "file renamed": lambda: pack(
        [
            item if item.name != b"data/return.json" else Member(b"data/other.json", RETURN)
            for item in members()
        ]
    ),
    "no manifest": lambda: pack(
        [item for item in members() if item.name != names.MANIFEST.encode()]
    ),
    "no signature": lambda: pack(
        [item for item in members() if item.name != names.SIGNATURE.encode()]
    ),
    "signed, but of no kind that belongs here": lambda: container(
        files={names.RETURN: RETURN, "setup.exe": b"MZ"}
    ),
    "signed, but the bureau's": lambda: container(
        files={names.RETURN: RETURN, names.ROOT: b"root"}
    ),
    "signed without the return": lambda: container(files={}),
    "empty manifest": _nothing_listed,
}


@pytest.mark.parametrize("name", SETS)
def test_files_have_to_be_exactly_those_signed(name: str) -> None:
    assert_refused(SETS[name](), Code.E_SET, reason("set", name))


DIGEST_ATTACKS: dict[str, Callable[[], bytes]] = {
    "return replaced": lambda: pack(
        [
            item if item.name != b"data/return.json" else Member(item.name, b'{"school":"x"}')
            for item in members()
        ]
    ),
    "contents swapped": lambda: container(
        digests={names.INFO: DIGESTS[names.RETURN], names.RETURN: DIGESTS[names.INFO]}
    ),
    "attachment not named after its content": lambda: container(
        files={names.RETURN: RETURN, names.attachment("0" * 64, "pdf"): b"other"}
    ),
}


@pytest.mark.parametrize("name", DIGEST_ATTACKS)
def test_content_has_to_match_its_digest(name: str) -> None:
    assert_refused(DIGEST_ATTACKS[name](), Code.E_DIGEST, reason("digest", name))


def test_manifest_of_another_package_is_refused() -> None:
    other = members(package=package_json(number=2))
    mixed = [*members()[:3], *other[3:]]
    why = "文件 package.json 的内容与签名清单不符"
    assert_refused(pack(mixed), Code.E_DIGEST, why)


def test_signature_of_another_package_is_refused() -> None:
    other = members(package=package_json(number=2))
    mixed = [*members()[:4], other[4]]
    assert_refused(pack(mixed), Code.E_SIG, "签名与签名清单不符")
