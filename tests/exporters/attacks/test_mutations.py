"""Damage and chance: any change of any byte is refused, and nothing ever raises."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import age, age_header
from exporters.asic import verify as module
from exporters.asic.report import open_report, seal_report
from exporters.asic.verify import inspect
from forms.exchange import Code, Level, Verdict, VerifiedPackage
from tests.exporters.asic.world import BUREAU_EXPECTS, NOW, good_report, judge, world
from tests.exporters.attacks.damage import damaged
from tests.exporters.attacks.forge_zip import members, pack


def _changed_and_accepted(mask: int) -> list[int]:
    good = good_report()
    accepted = []
    for place in range(len(good)):
        mutant = bytearray(good)
        mutant[place] ^= mask
        verdict, package = judge(bytes(mutant))
        if verdict.accepted or package is not None:
            accepted.append(place)
    return accepted


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_no_byte_of_a_container_can_change(mask: int) -> None:
    assert _changed_and_accepted(mask) == []


@pytest.mark.slow
@pytest.mark.parametrize("bit", range(1, 7))
def test_no_bit_of_a_container_can_change(bit: int) -> None:
    """One content has one spelling: there is no bit whose change goes unnoticed."""
    assert _changed_and_accepted(1 << bit) == []


def test_no_truncation_of_a_container_is_accepted() -> None:
    good = good_report()
    assert not any(judge(good[:length])[0].accepted for length in range(len(good)))


def test_no_random_damage_is_accepted() -> None:
    chance = random.Random(20250303)
    good = good_report()
    for _ in range(10_000):
        mutant = damaged(good, chance)
        assert mutant == good or not judge(mutant)[0].accepted


def _accepted_with_damage_inside(turns: int, seed: int) -> list[bytes]:
    """The zip around the damaged file is sound: checksum and lengths fit."""
    chance = random.Random(seed)
    plain = members()
    accepted = []
    for turn in range(turns):
        place = turn % len(plain)
        changed = replace(plain[place], content=damaged(plain[place].content, chance))
        if changed != plain[place]:
            verdict, package = judge(pack([*plain[:place], changed, *plain[place + 1 :]]))
            if verdict.accepted or package is not None:
                accepted.append(changed.name)
    return accepted


def test_no_damage_to_an_inner_file_is_accepted() -> None:
    assert _accepted_with_damage_inside(500, 20250304) == []


@pytest.mark.slow
def test_ten_thousand_damages_to_inner_files() -> None:
    """``python3 dev.py test -m slow tests/exporters/attacks`` runs it."""
    assert _accepted_with_damage_inside(10_000, 20250308) == []


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_no_byte_of_an_inner_file_can_change(mask: int) -> None:
    plain = members()
    for place, member in enumerate(plain):
        for at in range(len(member.content)):
            content = bytearray(member.content)
            content[at] ^= mask
            changed = replace(member, content=bytes(content))
            verdict, _ = judge(pack([*plain[:place], changed, *plain[place + 1 :]]))
            assert not verdict.accepted, (member.name, at)


@given(st.binary(max_size=300))
def test_any_bytes_have_a_verdict(data: bytes) -> None:
    verdict, package = judge(data)
    assert verdict.level == Level.INVALID
    assert package is None
    assert inspect(data, now=NOW).info is None


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=60))
def test_good_container_with_any_piece_put_in_has_a_verdict(place: int, piece: bytes) -> None:
    good = good_report()
    at = place % (len(good) + 1)
    verdict, _ = judge(good[:at] + piece + good[at:])
    assert not verdict.accepted


class TestEncrypted:
    """The age file around the container."""

    def test_report_opens_with_the_bureau_key(self) -> None:
        verdict, package = _open(seal_report(good_report(), recipient=world().identity.recipient))
        assert verdict.level == Level.VALID
        assert package is not None
        assert package.container == good_report()

    def test_plain_container_is_read_as_well(self) -> None:
        assert _open(good_report())[0].level == Level.VALID

    def test_report_to_another_bureau_is_refused(self) -> None:
        other = age.generate_identity().recipient
        verdict, package = _open(seal_report(good_report(), recipient=other))
        assert (verdict.code, package) == (Code.E_CRYPT, None)
        assert verdict.message.endswith("。")

    def test_no_change_and_no_truncation_is_accepted(self) -> None:
        sealed = seal_report(good_report(), recipient=world().identity.recipient)
        for place in range(len(sealed)):
            for mask in (0x01, 0x80):
                mutant = bytearray(sealed)
                mutant[place] ^= mask
                assert not _open(bytes(mutant))[0].accepted
            assert not _open(sealed[:place])[0].accepted

    def test_something_else_inside_is_refused(self) -> None:
        sealed = seal_report(b"no package", recipient=world().identity.recipient)
        assert _open(sealed)[0].code == Code.E_ZIP

    def test_too_large_a_file_is_refused_before_it_is_decrypted(self) -> None:
        assert _open(age_header.VERSION + bytes(64 * 2**20))[0].code == Code.E_SIZE


def _open(data: bytes) -> tuple[Verdict, VerifiedPackage | None]:
    return open_report(
        data, identity=world().identity, trust=world().trust, now=NOW, expect=BUREAU_EXPECTS
    )


def test_a_fault_nobody_thought_of_is_a_verdict_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_check_mimetype", fail)
    verdict, package = judge(good_report())
    assert (verdict.level, verdict.technical) == (Level.INVALID, "ZeroDivisionError()")
    assert package is None


def test_too_little_memory_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(module, "_check_mimetype", fail)
    with pytest.raises(MemoryError):
        judge(good_report())
