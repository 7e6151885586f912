"""Writes containers part by part, so that any part can be wrong."""

import hashlib
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from exporters.asic import names
from exporters.asic.manifest import write_manifest
from exporters.asic.package_info import encode_info
from tests.exporters.asic.world import RETURN, info, world


@dataclass(frozen=True)
class Member:
    """One file of a zip, with every header field open to change.

    Attributes:
        raw: Bytes in the archive; deflated or stored content unless given.
        size: Size declared; that of the content unless given.
        local: Fields of the local header that differ from the directory's.
        after: Bytes between this file and the next.

    """

    name: bytes
    content: bytes
    method: int = 0
    flags: int = 0
    needed: int = 20
    made_by: int = 3 << 8 | 20
    date: int = 33
    time: int = 0
    extra: bytes = b""
    comment: bytes = b""
    disk: int = 0
    internal: int = 0
    attributes: int = 0o100644 << 16
    raw: bytes | None = None
    size: int | None = None
    crc: int | None = None
    offset: int | None = None
    local: Mapping[str, object] | None = None
    after: bytes = b""

    def packed(self) -> bytes:
        """Give the bytes in the archive."""
        if self.raw is not None:
            return self.raw
        return deflate(self.content) if self.method == 8 else self.content

    def header(self) -> bytes:
        """Give the local header."""
        other = replace(self, **(self.local or {}))  # type: ignore[arg-type]
        return b"PK\x03\x04" + other.shared() + other.name + other.extra

    def shared(self) -> bytes:
        """Give the fields both headers have."""
        packed = self.packed()
        size = len(self.content) if self.size is None else self.size
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        start = struct.pack("<5H", self.needed, self.flags, self.method, self.time, self.date)
        lengths = struct.pack("<2H", len(self.name), len(self.extra))
        return start + struct.pack("<3L", crc, len(packed), size) + lengths


def deflate(content: bytes, level: int = 6) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def pack(
    members: Sequence[Member],
    *,
    prefix: bytes = b"",
    suffix: bytes = b"",
    comment: bytes = b"",
    end: Mapping[str, int] | None = None,
) -> bytes:
    """Write a zip of these members."""
    body = bytearray(prefix)
    directory = bytearray()
    for member in members:
        offset = len(body) if member.offset is None else member.offset
        directory += b"PK\x01\x02" + struct.pack("<H", member.made_by) + member.shared()
        directory += struct.pack(
            "<3H2L",
            len(member.comment),
            member.disk,
            member.internal,
            member.attributes,
            offset,
        )
        directory += member.name + member.extra + member.comment
        body += member.header() + member.packed() + member.after
    fields = {
        "disk": 0,
        "first_disk": 0,
        "here": len(members),
        "count": len(members),
        "length": len(directory),
        "start": len(body),
        **(end or {}),
    }
    record = b"PK\x05\x06" + struct.pack("<4H2LH", *fields.values(), len(comment))
    return bytes(body + directory) + record + comment + suffix


Signer = Callable[[bytes], bytes]


def package_json(**changes: object) -> bytes:
    """Write package.json with some fields changed, within what the product writes."""
    return encode_info(info(**changes))  # type: ignore[arg-type]


def members(
    *,
    files: Mapping[str, bytes] | None = None,
    package: bytes | None = None,
    manifest: bytes | None = None,
    sign: Signer | None = None,
    digests: Mapping[str, bytes] | None = None,
) -> list[Member]:
    """Make the members of a container whose manifest and signature fit, unless given.

    Args:
        files: Files beside package.json, in any order.
        package: package.json.
        manifest: The manifest.
        sign: Makes the signature.
        digests: What the manifest says; the truth unless given.

    """
    content = {
        names.INFO: package_json() if package is None else package,
        **dict(sorted(({names.RETURN: RETURN} if files is None else files).items())),
    }
    truth = {name: hashlib.sha256(data).digest() for name, data in content.items()}
    listed = write_manifest(truth if digests is None else digests)
    signed = listed if manifest is None else manifest
    signature = (sign or world().school.signer.sign)(signed)
    return [
        Member(names.MIMETYPE.encode(), names.MIMETYPE_CONTENT, method=0),
        *(Member(name.encode(), data) for name, data in content.items()),
        Member(names.MANIFEST.encode(), signed),
        Member(names.SIGNATURE.encode(), signature),
    ]


def container(
    *,
    files: Mapping[str, bytes] | None = None,
    package: bytes | None = None,
    manifest: bytes | None = None,
    sign: Signer | None = None,
    digests: Mapping[str, bytes] | None = None,
) -> bytes:
    """Write a container of :func:`members`."""
    return pack(
        members(files=files, package=package, manifest=manifest, sign=sign, digests=digests)
    )


def changed(name: str, **changes: object) -> bytes:
    """Write a good container in which one member differs."""
    encoded = name.encode()
    return pack(
        [
            replace(member, **changes) if member.name == encoded else member  # type: ignore[arg-type]
            for member in members()
        ]
    )


def with_member(member: Member) -> bytes:
    """Write a good container with one more member behind package.json."""
    plain = members()
    return pack([*plain[:2], member, *plain[2:]])
