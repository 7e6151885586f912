"""A key on a token signs what everybody accepts; tried with softhsm2, skipped where it is not there."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from exporters.asic.signing import FileKeySigner
from exporters.pki.keys import SigningKey
from operations.bureau.schools.enrol import enrol_school
from operations.errors import Refused
from operations.school.keys.token import open_token_key, request_with_token
from storage.named.blobs import BlobKind
from tests.operations import care, staging
from tests.operations.care import Life
from tests.operations.staging import PRINCIPAL, import_package

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
MODULE = next((path for path in MODULES if Path(path).exists()), "")
PIN = "482913"


def _has_support() -> bool:
    from importlib.util import find_spec

    return bool(MODULE and shutil.which("softhsm2-util") and find_spec("pkcs11"))


needs_token = pytest.mark.skipif(not _has_support(), reason="softhsm2 or python-pkcs11 is missing")


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token in software with a P-256 and a P-384 key."""
    from pkcs11 import Attribute, KeyType, lib
    from pkcs11.util.ec import encode_named_curve_parameters

    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        subprocess.run(
            [
                *("softhsm2-util", "--init-token", "--free", "--label", "school"),
                *("--pin", PIN, "--so-pin", "99887766"),
            ],
            check=True,
            capture_output=True,
            env=os.environ,
        )
        with lib(MODULE).get_token(token_label="school").open(user_pin=PIN, rw=True) as session:
            for label, curve in (("principal", "secp256r1"), ("large", "secp384r1")):
                parameters = session.create_domain_parameters(
                    KeyType.EC,
                    {Attribute.EC_PARAMS: encode_named_curve_parameters(curve)},
                    local=True,
                )
                parameters.generate_keypair(label=label, store=True)
        yield "school"


def opened(
    token: str, *, key: str = "principal", pin: str = PIN, module: str = MODULE
) -> AbstractContextManager[SigningKey]:
    return open_token_key(module=module, token=token, key=key, pin=pin)


@needs_token
def test_a_school_enrols_and_reports_with_its_token(life: Life, token: str, tmp_path: Path) -> None:
    with staging.new_school(tmp_path) as store, opened(token) as key:
        request = request_with_token(store, key, actor=PRINCIPAL)
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="改用 UKey"
        )
        care.read(store, enrolled)
        staging.fill_whole(store)
        anew = Life(life.desk, store, life.authority, key, life.begun, life.root_key)
        result = import_package(life.desk, anew.report(tmp_path))
        assert store.blobs.get(BlobKind.PRIVATE_KEY) is None
    assert result.accepted, result.message


@needs_token
def test_its_key_is_shown_to_nobody(token: str) -> None:
    with opened(token) as key:
        assert repr(key) == "SigningKey(…)"
        for leak in (key.export_pem, key.native.private_numbers):
            with pytest.raises(TypeError, match="not exported"):
                leak()


@needs_token
def test_a_certificate_of_another_key_is_refused(life: Life, token: str) -> None:
    from exporters.asic.signing import SigningError

    certificate = life.store.blobs.get(BlobKind.CERTIFICATE) or b""
    with opened(token) as key, pytest.raises(SigningError, match="不配套"):
        FileKeySigner(key, certificate)


@needs_token
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pin": "000000"}, "PIN 不对"),
        ({"key": "nobody"}, "没有名为“nobody”的密钥"),
        ({"key": "large"}, "不是 P-256"),
        ({"module": "/nowhere/lib.so"}, "驱动文件"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_in_words(
    token: str, change: dict[str, str], message: str
) -> None:
    with pytest.raises(Refused, match=message), opened(token, **change):
        pass


@needs_token
def test_another_token_is_not_there(token: str) -> None:
    with pytest.raises(Refused, match="没有找到名为“elsewhere”的 UKey"), opened("elsewhere"):
        pass


def test_without_support_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(Refused, match="python-pkcs11"), opened("school"):
        pass


@needs_token
def test_a_token_that_is_gone_when_it_should_sign_is_said_in_words(token: str) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
    from cryptography.hazmat.primitives.hashes import SHA256

    from exporters.pki.token import TokenError

    with opened(token) as key:
        pass
    with pytest.raises(TokenError, match="UKey"):
        key.native.sign(b"manifest", ECDSA(SHA256()))
