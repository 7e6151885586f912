"""Files of the bureau at the school: any change of any byte is refused, and nothing ever raises.

``python3 dev.py test -m slow tests/exporters/attacks`` runs the long ones too.
"""

import random
from dataclasses import replace
from functools import cache

import pytest

from exporters.asic.bureau_files import opening_files, receipt_files, slip_files
from exporters.asic.verify import offered_root
from forms.exchange import ContainerKind
from tests.exporters.asic.test_bureau_files import RECEIPT, SLIP, sample_opening
from tests.exporters.asic.world import SCHOOL_EXPECTS, bureau_file, judge, world
from tests.exporters.attacks.damage import damaged

KINDS = [ContainerKind.OPENING, ContainerKind.RECEIPT, ContainerKind.RETURN_SLIP]


@cache
def good(kind: ContainerKind) -> bytes:
    """A file of the bureau that the school accepts."""
    files = {
        ContainerKind.OPENING: lambda: opening_files(sample_opening()),
        ContainerKind.RECEIPT: lambda: receipt_files(
            replace(RECEIPT, crl=world().crl, certificate=world().school.certificate)
        ),
        ContainerKind.RETURN_SLIP: lambda: slip_files(replace(SLIP, crl=world().crl)),
    }[kind]()
    return bureau_file(kind, files)


def accepted(container: bytes) -> bool:
    """Whether the school would use it in any way."""
    verdict, package = judge(container, expect=SCHOOL_EXPECTS)
    assert (package is not None) == verdict.accepted
    return verdict.accepted


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_itself_is_accepted(kind: ContainerKind) -> None:
    assert accepted(good(kind))


def _changed_and_accepted(kind: ContainerKind, mask: int, step: int) -> list[int]:
    whole = good(kind)
    wrong = []
    for place in range(0, len(whole), step):
        mutant = bytearray(whole)
        mutant[place] ^= mask
        if accepted(bytes(mutant)):
            wrong.append(place)
    return wrong


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_no_byte_of_a_return_slip_can_change(mask: int) -> None:
    assert _changed_and_accepted(ContainerKind.RETURN_SLIP, mask, 1) == []


@pytest.mark.parametrize("kind", [ContainerKind.OPENING, ContainerKind.RECEIPT])
@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_no_byte_of_the_larger_files_looked_at_can_change(kind: ContainerKind, mask: int) -> None:
    """Every eleventh; all of them below."""
    assert _changed_and_accepted(kind, mask, 11) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bit", range(8))
def test_no_bit_can_change(kind: ContainerKind, bit: int) -> None:
    """One content has one spelling: there is no bit whose change goes unnoticed."""
    assert _changed_and_accepted(kind, 1 << bit, 1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_truncation_and_nothing_behind_is_accepted(kind: ContainerKind) -> None:
    whole = good(kind)
    assert not any(accepted(whole[:length]) for length in range(len(whole)))
    assert not any(accepted(whole + tail) for tail in (b"\0", b"PK", whole))


@pytest.mark.parametrize("kind", KINDS)
def test_no_random_damage_is_accepted(kind: ContainerKind) -> None:
    whole, chance = good(kind), random.Random(20250305)
    for _ in range(1_000):
        mutant = damaged(whole, chance)
        assert mutant == whole or not accepted(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_random_damages(kind: ContainerKind) -> None:
    whole, chance = good(kind), random.Random(20250306)
    for _ in range(10_000):
        mutant = damaged(whole, chance)
        assert mutant == whole or not accepted(mutant)


def test_looking_for_the_root_never_raises() -> None:
    whole, chance = good(ContainerKind.OPENING), random.Random(20250307)
    for _ in range(2_000):
        found = offered_root(damaged(whole, chance))
        assert found is None or isinstance(found, bytes)
