"""Packages that were taken are read again, as of the day they were taken."""

import pytest

from exporters.asic import names
from exporters.asic.stored import reread
from exporters.pki.authority import create_authority
from exporters.pki.profile import LEAF_LIFE
from forms.exchange import Code, Level
from tests.exporters.asic.world import BUREAU, DAY, NOW, RETURN, good_report, judge, world


def test_a_kept_report_gives_back_what_was_verified() -> None:
    verdict, package = reread(good_report(), root=world().authority.root, at=NOW)
    _, verified = judge(good_report())
    assert verdict.accepted
    assert package is not None
    assert verified is not None
    assert (package.identity, package.info) == (verified.identity, verified.info)
    assert dict(package.files) == dict(verified.files)
    assert package.files[names.RETURN] == RETURN


def test_it_is_judged_by_the_day_it_was_taken() -> None:
    root = world().authority.root
    assert reread(good_report(), root=root, at=NOW + LEAF_LIFE - DAY)[1] is not None
    verdict, package = reread(good_report(), root=root, at=NOW + LEAF_LIFE + DAY)
    assert (verdict.code, package) == (Code.E_SIG, None)


def test_another_root_vouches_for_nothing() -> None:
    other = create_authority(name="别处", code=BUREAU, now=NOW).root
    verdict, package = reread(good_report(), root=other, at=NOW)
    assert (verdict.level, package) == (Level.UNKNOWN_SIGNER, None)


@pytest.mark.parametrize("data", [b"", b"PK", good_report()[:-1], good_report() + b"\0"])
def test_any_bytes_give_a_verdict(data: bytes) -> None:
    verdict, package = reread(data, root=world().authority.root, at=NOW)
    assert not verdict.accepted
    assert package is None


def test_no_byte_of_a_kept_report_can_change() -> None:
    good, root = good_report(), world().authority.root
    for place in range(0, len(good), 3):
        mutant = bytearray(good)
        mutant[place] ^= 1
        assert reread(bytes(mutant), root=root, at=NOW)[1] is None
