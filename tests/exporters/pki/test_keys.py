"""Private keys in passphrase files, the bureau's age key, fingerprints and requests.

Scrypt costs a second or more for each attempt, on purpose, so one locked file serves many tests.
"""

import copy
import pickle
from functools import cache

import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from exporters import age
from exporters.pki.fingerprint import fingerprint, same_fingerprint, words
from exporters.pki.keys import (
    SigningKey,
    _read_pem,
    generate_key,
    lock_bureau_keys,
    lock_key,
    unlock_bureau_keys,
    unlock_key,
)
from exporters.pki.requests import RequestError, is_request, make_request, read_request
from tests.exporters.asic.world import SCHOOL

PASSPHRASE = "春眠不觉晓 7 chars"
KEY = generate_key()


@cache
def _locked() -> bytes:
    return lock_key(KEY, PASSPHRASE)


class TestKeyFile:
    """A key under a passphrase."""

    def test_it_opens_with_the_passphrase(self) -> None:
        assert unlock_key(_locked(), PASSPHRASE).public == KEY.public

    def test_it_stays_shut_without(self) -> None:
        with pytest.raises(age.WrongPassphrase, match="口令不对"):
            unlock_key(_locked(), PASSPHRASE + " ")

    def test_it_is_an_age_file_with_a_costly_work_factor(self) -> None:
        header = _locked().split(b"\n")
        assert header[0] == b"age-encryption.org/v1"
        assert int(header[1].split()[-1]) >= 15
        assert b"PRIVATE" not in _locked()

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"-----BEGIN PRIVATE KEY-----",
            b"age-encryption.org/v1\n-> X25519 abc\n",
            b"age-encryption.org/v1\n-> scrypt abc\n" + bytes(10**5),
        ],
        ids=["empty", "plain key", "to a recipient", "too long"],
    )
    def test_other_files_are_told_from_a_wrong_passphrase(self, data: bytes) -> None:
        with pytest.raises(age.AgeError, match="不是受口令保护") as caught:
            unlock_key(data, PASSPHRASE)
        assert not isinstance(caught.value, age.WrongPassphrase)

    def test_truncated_file_stays_shut(self) -> None:
        with pytest.raises(age.AgeError, match="不是受口令保护的密钥文件，或者文件已损坏"):
            unlock_key(_locked()[:90], PASSPHRASE)

    def test_empty_passphrase_is_refused(self) -> None:
        with pytest.raises(ValueError, match="口令不能为空"):
            lock_key(KEY, "")

    def test_bureau_keys_share_one_file(self) -> None:
        identity = age.generate_identity()
        key, opened = unlock_bureau_keys(lock_bureau_keys(KEY, identity, PASSPHRASE), PASSPHRASE)
        assert key.public == KEY.public
        assert opened.recipient == identity.recipient

    def test_school_key_file_is_no_bureau_key_file(self) -> None:
        with pytest.raises(age.AgeError, match="解密密钥"):
            unlock_bureau_keys(_locked(), PASSPHRASE)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize(
    "pem",
    [b"", b"no key", _pem(ec.generate_private_key(ec.SECP384R1()))],
    ids=["empty", "text", "P-384"],
)
def test_other_contents_are_no_key(pem: bytes) -> None:
    with pytest.raises(age.AgeError, match="密钥"):
        _read_pem(pem)


def test_key_is_neither_shown_nor_pickled() -> None:
    assert repr(KEY) == "SigningKey(…)"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(KEY)
    with pytest.raises(TypeError, match="not pickled"):
        copy.copy(KEY)


def test_key_is_exported_as_pkcs8() -> None:
    assert KEY.export_pem().startswith(b"-----BEGIN PRIVATE KEY-----")
    assert isinstance(KEY, SigningKey)


class TestIdentity:
    """The bureau's age key."""

    def test_what_is_encrypted_to_it_it_opens(self) -> None:
        identity = age.generate_identity()
        sealed = age.encrypt(b"report", identity.recipient)
        assert age.is_encrypted(sealed)
        assert age.decrypt(sealed, identity) == b"report"

    def test_nobody_else_opens_it(self) -> None:
        sealed = age.encrypt(b"report", age.generate_identity().recipient)
        with pytest.raises(age.AgeError, match="不是加密给本区局"):
            age.decrypt(sealed, age.generate_identity())

    def test_secret_is_not_shown_but_can_be_kept(self) -> None:
        identity = age.generate_identity()
        assert "SECRET" not in repr(identity)
        assert age.Identity(identity.export_secret() + "\n").recipient == identity.recipient

    @pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "age1abc"])
    def test_other_texts_are_no_identity(self, text: str) -> None:
        with pytest.raises(age.AgeError, match="不是区局的解密密钥"):
            age.Identity(text)

    @pytest.mark.parametrize("text", ["", "age1", "age1abc", "AGE-SECRET-KEY-1", "ssh-ed25519 A"])
    def test_other_texts_are_no_recipient(self, text: str) -> None:
        assert not age.is_recipient(text)
        with pytest.raises(age.AgeError, match="公钥不对"):
            age.encrypt(b"x", text)

    def test_wrong_passphrase_error_is_an_age_error(self) -> None:
        assert issubclass(age.WrongPassphrase, age.AgeError)
        assert issubclass(pyrage.DecryptError, Exception)


class TestFingerprint:
    """Twenty digits or ten words."""

    def test_it_is_the_beginning_of_sha256(self) -> None:
        assert fingerprint(b"") == "e3b0 c442 98fc 1c14 9afb"

    def test_words_say_the_same(self) -> None:
        assert words(b"") == "西月 新山 老星 白云 高鸟 北虎 青虎 青星 高马 北牛"

    def test_every_byte_has_a_word_of_its_own(self) -> None:
        from exporters.pki import fingerprint as module

        assert len(set(module._FIRST)) == len(set(module._SECOND)) == 16

    @pytest.mark.parametrize(
        ("typed", "same"),
        [
            ("e3b0 c442 98fc 1c14 9afb", True),
            ("E3B0C44298FC1C149AFB", True),
            ("e3-b0-c4-42-98-fc-1c-14-9a-fb", True),
            ("e3b0:c442:98fc:1c14:9afb\n", True),
            ("e3b0 c442 98fc 1c14 9afc", False),
            ("e3b0", False),
            ("", False),
        ],
    )
    def test_what_is_typed_is_compared_without_spacing(self, typed: str, same: bool) -> None:
        assert same_fingerprint(typed, b"") is same


def _request(key: ec.EllipticCurvePrivateKey, *, oid: x509.ObjectIdentifier) -> bytes:
    name = x509.Name([x509.NameAttribute(oid, SCHOOL)])
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    return builder.sign(key, SHA256()).public_bytes(Encoding.PEM)


def _with_extension() -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.SERIAL_NUMBER, SCHOOL)])
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    return builder.sign(KEY.native, SHA256()).public_bytes(Encoding.PEM)


BAD_REQUESTS: dict[str, bytes] = {
    "empty": b"",
    "certificate": b"-----BEGIN CERTIFICATE-----\n",
    "cut": make_request(SCHOOL)[1][:100],
    "two": make_request(SCHOOL)[1] * 2,
    "text behind": make_request(SCHOOL)[1] + b"hello\n",
    "too long": make_request(SCHOOL)[1] + b" " * 5000,
    "other name": _request(KEY.native, oid=NameOID.COMMON_NAME),
    "other key": _request(ec.generate_private_key(ec.SECP384R1()), oid=NameOID.SERIAL_NUMBER),
    "asks to be an authority": _with_extension(),
}


class TestRequest:
    """A school asks for a certificate."""

    def test_it_carries_code_and_key(self) -> None:
        key, data = make_request(SCHOOL)
        request = read_request(data)
        assert is_request(data)
        assert request.school == SCHOOL
        assert request.public_key == key.public
        assert request.fingerprint == fingerprint(key.public)
        assert request.words == words(key.public)
        assert len(data) < 481

    def test_windows_line_ends_do_no_harm(self) -> None:
        _, data = make_request(SCHOOL)
        assert read_request(data.replace(b"\n", b"\r\n")).school == SCHOOL

    def test_no_byte_of_it_can_change(self) -> None:
        _, data = make_request(SCHOOL)
        for place in range(len(data)):
            mutant = bytearray(data)
            mutant[place] ^= 1
            with pytest.raises(
                RequestError, match=r"不是学校的开户申请|不完整或已损坏|与其签名不符"
            ):
                read_request(bytes(mutant))

    @pytest.mark.parametrize("name", BAD_REQUESTS)
    def test_anything_else_is_refused_in_words(self, name: str) -> None:
        with pytest.raises(RequestError, match=r"重新生成开户申请.*。$"):
            read_request(BAD_REQUESTS[name])
