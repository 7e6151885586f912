"""Passphrase files: the standard's format, one cost everywhere, and two ways to fail kept apart."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import passphrase as rage

from exporters import age, age_passphrase
from exporters.age_passphrase import DoesNotFitError, NotAPassphraseFileError

SECRET = b"-----BEGIN PRIVATE KEY-----\n"
PASSPHRASE = "正确的口令 correct horse"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A work factor that costs nothing, for tests that open hundreds of files."""
    monkeypatch.setattr(age_passphrase, "WORK", 3)


def test_the_cost_is_what_the_age_program_uses() -> None:
    locked = age.lock(SECRET, PASSPHRASE)
    found = re.match(rb"age-encryption\.org/v1\n-> scrypt \S{22} (\d+)\n", locked)
    assert found is not None
    assert int(found[1]) == 18
    assert age.unlock(locked, PASSPHRASE) == SECRET


@pytest.mark.usefixtures("cheap")
class TestFormat:
    """Read and written as pyrage does, byte for byte."""

    def test_pyrage_reads_ours(self) -> None:
        assert rage.decrypt(age_passphrase.write(SECRET, PASSPHRASE), PASSPHRASE) == SECRET

    def test_no_two_files_are_alike(self) -> None:
        assert age_passphrase.write(SECRET, "x") != age_passphrase.write(SECRET, "x")

    @settings(deadline=None, max_examples=30)
    @given(st.binary(max_size=2000), st.text(min_size=1, max_size=40))
    def test_what_is_written_is_read(self, data: bytes, passphrase: str) -> None:
        try:
            passphrase.encode()
        except UnicodeEncodeError:
            return
        assert age_passphrase.read(age_passphrase.write(data, passphrase), passphrase) == data

    def test_a_whole_chunk_fits_and_no_more(self) -> None:
        whole = bytes(64 * 2**10)
        assert age_passphrase.read(age_passphrase.write(whole, "x"), "x") == whole
        with pytest.raises(ValueError, match="too much"):
            age_passphrase.write(whole + b"\0", "x")


@pytest.mark.usefixtures("cheap")
class TestRefusals:
    """Wrong passphrases and altered files are told apart, and neither opens anything."""

    def test_another_passphrase_does_not_fit(self) -> None:
        with pytest.raises(DoesNotFitError, match="wrong passphrase"):
            age_passphrase.read(age_passphrase.write(SECRET, "x"), "y")

    @pytest.mark.parametrize("mask", [0x01, 0x80])
    def test_no_byte_can_change(self, mask: int) -> None:
        locked = age_passphrase.write(SECRET, PASSPHRASE)
        for place in range(len(locked)):
            mutant = bytearray(locked)
            mutant[place] ^= mask
            with pytest.raises((DoesNotFitError, NotAPassphraseFileError)):
                age_passphrase.read(bytes(mutant), PASSPHRASE)

    def test_no_truncation_opens(self) -> None:
        locked = age_passphrase.write(SECRET, PASSPHRASE)
        for length in range(len(locked)):
            with pytest.raises(NotAPassphraseFileError, match=r"no header|content was altered"):
                age_passphrase.read(locked[:length], PASSPHRASE)

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: re.sub(rb" 3\n", b" 0\n", data, count=1),
            lambda data: re.sub(rb" 3\n", b" 03\n", data, count=1),
            lambda data: re.sub(rb" 3\n", b" 3 x\n", data, count=1),
            lambda data: data.replace(b"v1\n", b"v2\n", 1),
            lambda data: data.replace(b"\n", b"\r\n", 4),
            lambda data: data + b"\0",
            lambda data: b"\n" + data,
        ],
        ids=["no work", "leading zero", "more", "version", "crlf", "tail", "head"],
    )
    def test_other_spellings_are_no_passphrase_file(self, change: Callable[[bytes], bytes]) -> None:
        changed = change(age_passphrase.write(SECRET, PASSPHRASE))
        with pytest.raises(
            NotAPassphraseFileError, match=r"no header of a passphrase file|content was altered"
        ):
            age_passphrase.read(changed, PASSPHRASE)

    def test_too_little_memory_is_not_a_wrong_passphrase(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from cryptography.hazmat.primitives.kdf import scrypt

        class Poor:
            def __init__(self, **_: object) -> None:
                raise MemoryError

        locked = age_passphrase.write(SECRET, "x")
        monkeypatch.setattr(scrypt, "Scrypt", Poor)
        with pytest.raises(NotAPassphraseFileError, match="memory"):
            age_passphrase.read(locked, "x")


class TestLetters:
    """The same file in letters, for paper."""

    @pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 500])
    def test_letters_and_bytes_are_the_same_file(self, size: int) -> None:
        data = (bytes(range(256)) * 2)[:size]
        text = age.armor(data)
        assert max(map(len, text.splitlines())) <= 64
        assert age.unarmored(text.encode()) == data
        assert age.unarmored(b"\n " + text.replace("\n", " \r\n").encode()) == data

    def test_other_bytes_are_left_alone(self) -> None:
        for data in (b"", b"age-encryption.org/v1\n", b"\0\xff"):
            assert age.unarmored(data) == data

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n", "最后一行"),
            (age.armor(b"secret").replace("c2", "c!"), "抄错"),
            (age.armor(b"secret").replace("c2", "c"), "抄错"),
        ],
        ids=["cut", "sign", "short"],
    )
    def test_wrong_copies_are_refused_in_words(self, text: str, message: str) -> None:
        with pytest.raises(age.AgeError, match=message):
            age.unarmored(text.encode())
