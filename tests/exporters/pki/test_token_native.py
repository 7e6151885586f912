"""A key that is somewhere else: it signs, and gives nothing else away."""

import copy
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from exporters.pki.keys import SigningKey, generate_key, holds_key
from exporters.pki.requests import read_request, request_for
from exporters.pki.token_native import TokenPrivateKey
from tests.exporters.asic.world import SCHOOL, world

KEY = generate_key().native


def remote() -> TokenPrivateKey:
    """A key whose private half is reached only by asking for a signature."""
    return TokenPrivateKey(KEY.public_key(), lambda data: KEY.sign(data, ec.ECDSA(SHA256())))


def test_it_asks_for_a_certificate_like_any_key() -> None:
    request = read_request(request_for(SigningKey(remote()), school=SCHOOL))
    assert request.public_key == SigningKey(KEY).public
    assert (remote().curve.name, remote().key_size) == ("secp256r1", 256)


@pytest.mark.parametrize(
    "algorithm", [ec.ECDSA(SHA384()), ec.ECDSA(Prehashed(SHA256()))], ids=["sha384", "prehashed"]
)
def test_it_signs_sha256_only(algorithm: ec.ECDSA) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        remote().sign(b"x", algorithm)


@pytest.mark.parametrize(
    "leak",
    [
        lambda key: key.exchange(ec.ECDH(), KEY.public_key()),
        lambda key: key.private_numbers(),
        lambda key: key.private_bytes(None, None, None),
        lambda key: SigningKey(key).export_pem(),
    ],
    ids=["exchange", "numbers", "bytes", "pem"],
)
def test_it_gives_nothing_else(leak: Callable[[TokenPrivateKey], object]) -> None:
    with pytest.raises(TypeError, match="token key"):
        leak(remote())


def test_copies_are_the_key_itself() -> None:
    key = remote()
    assert copy.copy(key) is key
    assert copy.deepcopy(key) is key


def test_certificates_for_one_key_are_told_from_others() -> None:
    school, other = world().school.certificate, world().other_school.certificate
    assert holds_key(school, like=school)
    assert not holds_key(school, like=other)
    assert x509.load_der_x509_certificate(school).public_key() is not None
