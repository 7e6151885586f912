"""Writes a container: files, manifest, signature, zip.

Apart from the signature the bytes depend on the arguments alone.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exporters import limits
from exporters.asic import names
from exporters.asic.further import further_entries
from exporters.asic.manifest import in_order, write_manifest
from exporters.asic.package_info import encode_info
from exporters.asic.signing import ContainerSigner, SigningError
from exporters.asic.zip_reader import Archive
from exporters.asic.zip_writer import write_zip
from exporters.strict_json import JsonError, decode
from forms.confirmation import Signatory
from forms.exchange import PackageInfo

NO_FURTHER: Final[Mapping[Signatory, bytes]] = MappingProxyType({})


def build(
    files: Mapping[str, bytes],
    *,
    info: PackageInfo,
    signer: ContainerSigner,
    further: Mapping[Signatory, bytes] = NO_FURTHER,
) -> bytes:
    """Make a signed container.

    Args:
        files: Name → content of every file but package.json, mimetype and META-INF. Which names a
            kind of container has is in :mod:`exporters.asic.names`.
        info: Content of package.json.
        signer: Signs the manifest.
        further: Signatures over the statements among the files (:mod:`exporters.asic.further`).

    Returns:
        The ``.asice`` bytes.

    Raises:
        ValueError: Names or contents that the reader would refuse.
        exporters.asic.signing.SigningError: The signature could not be made, all is too large
            together, or a JSON file holds what its reader would refuse; the message is for the user.

    """
    _check_files(files, info)
    unordered = {names.INFO: encode_info(info), **files}
    content = {name: unordered[name] for name in in_order(unordered)}
    manifest = write_manifest(
        {name: hashlib.sha256(data).digest() for name, data in content.items()}
    )
    container = write_zip(
        {
            names.MIMETYPE: names.MIMETYPE_CONTENT,
            **content,
            names.MANIFEST: manifest,
            names.SIGNATURE: signer.sign(manifest),
            **further_entries(content, further),
        }
    )
    if len(container) > limits.CONTAINER:
        raise SigningError(
            f"签名文件有 {-(-len(container) // 2**20)} MB，最多 {limits.FILE // 2**20} MB，"
            "请压缩或减少附件后再签名。"
        )
    Archive(container)
    return container


def _check_files(files: Mapping[str, bytes], info: PackageInfo) -> None:
    missing = names.REQUIRED[info.kind] - {names.INFO} - set(files)
    foreign = [name for name in files if name == names.INFO or not names.belongs(name, info.kind)]
    if missing or foreign:
        raise ValueError(f"container lacks {sorted(missing)}, cannot hold {foreign}")
    for name, data in files.items():
        promised = names.attachment_digest(name)
        if promised is not None and promised != hashlib.sha256(data).hexdigest():
            raise ValueError(f"attachment {name} is not called after its content")
        if name.endswith(".json"):
            _check_json(name, data)
        elif len(data) > names.limit_of(name):
            raise ValueError(f"{name} is too large")


def _check_json(name: str, data: bytes) -> None:
    try:
        decode(data, multiline=True)
    except JsonError as error:
        raise SigningError(f"{name} 的内容不能签名：{error}，请改正后再签名。") from error
