"""Certificates, requests and lists damaged at random: one kind of error each, whatever breaks."""

import random
from collections.abc import Callable

import pytest

from exporters import age
from exporters.asic.manifest import read_manifest, write_manifest
from exporters.asic.package_info import decode_info, encode_info
from exporters.asic.strict_cms import verify_signature
from exporters.asic.zip_reader import Archive
from exporters.pki.certificates import CertificateError, describe, load_root, to_pem
from exporters.pki.keys import _read_pem
from exporters.pki.requests import RequestError, make_request, read_request
from exporters.pki.trust import check_issued, crl_number
from exporters.refusal import Refusal
from tests.exporters.asic.world import SCHOOL, good_report, info, world
from tests.exporters.attacks.damage import damaged

READERS: dict[str, tuple[Callable[[], bytes], Callable[[bytes], object], type[Exception]]] = {
    "certificate": (lambda: world().school.certificate, describe, CertificateError),
    "issued": (
        lambda: world().school.certificate,
        lambda data: check_issued(data, root=world().authority.root),
        Refusal,
    ),
    "root": (lambda: to_pem(world().authority.root), load_root, CertificateError),
    "list": (
        lambda: world().crl,
        lambda data: crl_number(data, root=world().authority.root),
        CertificateError,
    ),
    "request": (lambda: make_request(SCHOOL)[1], read_request, RequestError),
    "signature": (
        lambda: world().school.signer.sign(b"manifest"),
        lambda data: verify_signature(data, b"manifest"),
        Refusal,
    ),
    "manifest": (
        lambda: write_manifest({"package.json": bytes(32), "data/return.json": bytes(32)}),
        read_manifest,
        Refusal,
    ),
    "package.json": (lambda: encode_info(info()), decode_info, Refusal),
    "archive": (good_report, Archive, Refusal),
    "key": (world().school.key.export_pem, _read_pem, age.AgeError),
    "sealed": (
        lambda: age.encrypt(b"report", world().identity.recipient),
        lambda data: age.decrypt(data, world().identity),
        age.AgeError,
    ),
}


@pytest.mark.parametrize("name", READERS)
def test_damage_gives_one_kind_of_error(name: str) -> None:
    make, read, fault = READERS[name]
    chance = random.Random(name)
    good = make()
    refused = 0
    for _ in range(1000):
        try:
            read(damaged(good, chance))
        except fault:
            refused += 1
    # A certificate by itself is only described: some damage leaves it readable.
    assert refused > 600
