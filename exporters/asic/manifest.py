"""``META-INF/ASiCManifest001.xml``: the list of files and digests that is signed (EN 319 162-1).

The manifest has one spelling. It is read as XML first, so that each fault has its own code, and then
compared with what :func:`write_manifest` makes of the same list: comments, white space and whatever
else two readers could see differently are refused without being enumerated.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from exporters import limits
from exporters.asic import names
from exporters.refusal import Refusal
from forms.exchange import Code

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ASIC: Final = "http://uri.etsi.org/02918/v1.2.1#"
_DS: Final = "http://www.w3.org/2000/09/xmldsig#"
_SHA256: Final = "http://www.w3.org/2001/04/xmlenc#sha256"
_SIGNATURE_TYPE: Final = "application/pkcs7-signature"
_DIGEST: Final = re.compile(r"[A-Za-z0-9+/]{43}=", re.ASCII)


def write_manifest(digests: Mapping[str, bytes], signature: str = names.SIGNATURE) -> bytes:
    """Write the manifest of files in the order given.

    Args:
        digests: Name → SHA-256 (32 bytes).
        signature: Name of the signature over it.

    """
    references = "".join(
        f'<asic:DataObjectReference URI="{name}"><ds:DigestMethod Algorithm="{_SHA256}"/>'
        f"<ds:DigestValue>{base64.b64encode(digest).decode('ascii')}</ds:DigestValue>"
        "</asic:DataObjectReference>\n"
        for name, digest in digests.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DS}">\n'
        f'<asic:SigReference URI="{signature}" MimeType="{_SIGNATURE_TYPE}"/>\n'
        f"{references}</asic:ASiCManifest>\n"
    )
    return text.encode("ascii")


def read_manifest(data: bytes) -> dict[str, bytes]:
    """Read a manifest whose signature has been verified already.

    Returns:
        Name → SHA-256 (32 bytes) in the order of the manifest.

    Raises:
        Refusal: ``E_XML`` not the XML that is allowed, ``E_ALG`` a digest other than SHA-256,
            ``E_MAN`` not exactly the structure of a manifest.

    """
    root = _parse(data)
    if root.tag != f"{{{_ASIC}}}ASiCManifest" or root.attrib or len(root) < 1:
        raise _shape("根元素不对")
    signature, *references = root
    _check_signature(signature)
    digests: dict[str, bytes] = {}
    for reference in references:
        name, digest = _reference(reference)
        if name in digests:
            raise _shape(f"文件 {name} 登记了两次")
        digests[name] = digest
    if write_manifest(digests) != data:
        raise _shape("写法与规定的不完全一致")
    if tuple(digests) != in_order(digests):
        raise _shape("文件的次序不对")
    return digests


def in_order(listed: Iterable[str]) -> tuple[str, ...]:
    """Give the names in the one order of manifest and container: package.json first, then sorted."""
    return tuple(sorted(listed, key=lambda name: (name != names.INFO, name)))


def identity(data: bytes) -> str:
    """Give the identity of a package: SHA-256 (hex) of its manifest's bytes."""
    return hashlib.sha256(data).hexdigest()


def _shape(what: str) -> Refusal:
    return Refusal(Code.E_MAN, f"签名清单的结构不合规定：{what}")


def _parse(data: bytes) -> "Element":
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(data) > limits.MANIFEST:
        raise Refusal(Code.E_SIZE, f"签名清单超过上限 {limits.MANIFEST} 字节")
    if not data.isascii():
        raise Refusal(Code.E_XML, "签名清单含有 ASCII 以外的字节")
    try:
        root: Element = fromstring(
            data, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Refusal(Code.E_XML, "签名清单不是允许的 XML", technical=repr(error)) from error
    return root


def _check_signature(element: "Element") -> None:
    wanted = {"URI": names.SIGNATURE, "MimeType": _SIGNATURE_TYPE}
    if element.tag != f"{{{_ASIC}}}SigReference" or element.attrib != wanted or len(element):
        raise _shape("没有正确指明签名文件")


def _reference(element: "Element") -> tuple[str, bytes]:
    if element.tag != f"{{{_ASIC}}}DataObjectReference" or len(element) != 2:
        raise _shape("文件登记项不对")
    method, value = element
    name = element.get("URI", "")
    if not names.is_allowed(name) or name in names.FIXED:
        raise _shape(f"不能登记文件名 {name[:60]!a}")
    if method.tag != f"{{{_DS}}}DigestMethod" or value.tag != f"{{{_DS}}}DigestValue":
        raise _shape(f"文件 {name} 的登记项不对")
    if method.get("Algorithm") != _SHA256:
        raise Refusal(Code.E_ALG, f"签名清单中文件 {name} 用了 SHA-256 以外的摘要算法")
    text = value.text or ""
    if not _DIGEST.fullmatch(text):
        raise _shape(f"文件 {name} 的摘要格式不对")
    return name, base64.b64decode(text)
