"""Recovery sheets can be read, and paper alone brings the key back."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporters.age import armor, unarmored
from operations.errors import Refused
from operations.keys.recovery import (
    daily_recovery_sheet,
    root_recovery_sheet,
    school_recovery_sheet,
)
from operations.school.keys import requests as school_requests
from operations.school.keys.opening import read_opening
from operations.school.keys.renew import restore_key
from operations.school.signing.sign import unlock_school_key
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations import care, staging
from tests.operations.care import PASSPHRASE, Life
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL, import_package


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def letters_of(text: str) -> bytes:
    """The key file as somebody would scan it from the sheet."""
    start = text.index("-----BEGIN AGE")
    stop = text.index("-----END AGE ENCRYPTED FILE-----") + len("-----END AGE ENCRYPTED FILE-----")
    return text[start:stop].encode()


def test_the_schools_sheet_says_whose_key_it_is_and_never_the_passphrase(life: Life) -> None:
    pdf = school_recovery_sheet(life.store)
    text = text_of(pdf)
    flat = "".join(text.split())
    pending = school_requests.last_request(life.store)
    assert pending is not None
    for part in (PRIMARY.code, "校长签名密钥恢复单", pending.fingerprint.replace(" ", ""), "密封"):
        assert part in flat
    assert PASSPHRASE not in text
    assert len(PdfReader(BytesIO(pdf)).pages) == 1


def test_the_key_comes_back_from_the_sheet_into_a_new_store(life: Life, tmp_path: Path) -> None:
    scanned = letters_of(text_of(school_recovery_sheet(life.store)))
    with staging.new_school(tmp_path) as fresh:
        restore_key(fresh, scanned, PASSPHRASE, actor=PRINCIPAL)
        opening = life.store.blobs.get(BlobKind.OPENING) or b""
        read_opening(fresh, opening, actor=CLERK)
        staging.fill_whole(fresh)
        key = unlock_school_key(fresh, PASSPHRASE)
        anew = Life(life.desk, fresh, life.authority, key, life.begun, life.root_key)
        assert import_package(life.desk, anew.report(tmp_path)).accepted


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text.replace(b"-----END", b"----END"), "最后一行"),
        (lambda text: text[:100] + b"\xe4" + text[101:], "抄错"),
        (lambda text: text[:150] + text[151:], "抄错"),
        (lambda _: b"no key at all", "不是受口令保护"),
    ],
)
def test_a_sheet_copied_wrongly_is_refused_in_words(
    life: Life, spoil: "object", message: str
) -> None:
    locked = life.store.blobs.get(BlobKind.PRIVATE_KEY) or b""
    spoilt = spoil(armor(locked).encode())  # type: ignore[operator]
    with pytest.raises(Refused, match=message):
        restore_key(life.store, spoilt, PASSPHRASE, actor=PRINCIPAL)
    assert life.store.blobs.get(BlobKind.PRIVATE_KEY) == locked


def test_another_key_is_not_put_beside_our_certificate(life: Life, tmp_path: Path) -> None:
    with staging.new_school(tmp_path) as other:
        school_requests.request_certificate(other, passphrase=PASSPHRASE, actor=PRINCIPAL)
        locked = other.blobs.get(BlobKind.PRIVATE_KEY) or b""
    with pytest.raises(Refused, match="不配套"):
        restore_key(life.store, locked, PASSPHRASE, actor=PRINCIPAL)


def test_letters_and_bytes_are_the_same_file() -> None:
    for size in (0, 1, 47, 48, 49, 500):
        data = bytes(range(256)) * 2
        assert unarmored(armor(data[:size]).encode()) == data[:size]
    assert unarmored(b"age-encryption.org/v1\n") == b"age-encryption.org/v1\n"
    assert unarmored(b"") == b""


def test_the_bureaus_sheets_carry_their_files(life: Life) -> None:
    store = life.desk.store
    root = root_recovery_sheet(store, life.root_key)
    assert unarmored(letters_of(text_of(root))) == life.root_key.read_bytes()
    daily = daily_recovery_sheet(store)
    assert unarmored(letters_of(text_of(daily))) == store.blobs.get(BlobKind.OPERATOR_KEY)
    assert "区局日常密钥恢复单" in "".join(text_of(daily).split())
    with pytest.raises(Refused, match="找不到根密钥文件"):
        root_recovery_sheet(store, life.root_key.with_name("nowhere.age"))


def test_without_a_key_there_is_no_sheet(empty_school: SchoolStore) -> None:
    with pytest.raises(Refused, match="还没有签名密钥"):
        school_recovery_sheet(empty_school)


def test_the_root_key_works_from_letters_too(life: Life) -> None:
    from operations.bureau.store import unlock_authority

    typed = life.root_key.with_name("typed.txt")
    typed.write_text(armor(life.root_key.read_bytes()), encoding="ascii")
    opened = unlock_authority(life.desk.store, typed, care.ROOT_PASSPHRASE)
    assert opened.root == life.authority.root


_TAKEN_FOR = {"l": "1", "1": "l", "O": "0", "0": "O"}


def test_a_letter_miscopied_from_an_old_sheet_is_named_and_never_the_passphrase(
    life: Life,
) -> None:
    locked = life.store.blobs.get(BlobKind.PRIVATE_KEY) or b""
    lines = armor(locked).splitlines()
    # From the fifth line on it is the key itself, in which any letter may stand.
    number, place = next(
        (number, place)
        for number, line in enumerate(lines[:-1])
        for place, sign in enumerate(line)
        if number > 4 and sign in _TAKEN_FOR
    )
    meant = lines[number][place]
    lines[number] = lines[number][:place] + _TAKEN_FOR[meant] + lines[number][place + 1 :]
    typed = "\n".join(lines).encode("utf-16")
    where = f"第 {number} 行第 {place + 1} 个字符“{_TAKEN_FOR[meant]}”应是“{meant}”"
    with pytest.raises(Refused, match=f"^口令没有问题，恢复单{where}，请改正后再试。$"):
        restore_key(life.store, typed, PASSPHRASE, actor=PRINCIPAL)
    with pytest.raises(Refused, match="口令不对，或恢复单有抄错的字符"):
        restore_key(life.store, typed, "another passphrase", actor=PRINCIPAL)
