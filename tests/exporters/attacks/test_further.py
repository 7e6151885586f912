"""Further signatures under attack: added, taken away, moved, made by another key or over other bytes."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.bureau_files import receipt_files
from exporters.asic.further import ROLES, further_manifest, statement, statements_fault
from exporters.asic.manifest import read_manifest
from exporters.asic.names import FURTHER
from exporters.asic.zip_reader import Archive
from forms.confirmation import Confirmation, Signatory
from forms.exchange import Code, ContainerKind
from tests.exporters.asic.test_bureau_files import RECEIPT
from tests.exporters.asic.world import (
    DAY,
    NOW,
    OTHER_SCHOOL,
    RETURN,
    SCHOOL,
    SCHOOL_EXPECTS,
    Holder,
    bureau_file,
    enrol,
    info,
    judge,
    revoked_list,
    world,
)
from tests.exporters.attacks.der import utc_time
from tests.exporters.attacks.forge_cms import attribute
from tests.exporters.attacks.forge_cms import forged as forged_signature
from tests.exporters.attacks.forge_zip import Member, members, pack
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

STATISTICIAN, REVIEWER = Signatory.STATISTICIAN, Signatory.REVIEWER
NAMES = {STATISTICIAN: "王样例", REVIEWER: "李样例"}


@cache
def holder(signatory: Signatory) -> Holder:
    """One of the school's people with an own key."""
    return enrol(world().authority, role=ROLES[signatory], name=NAMES[signatory])


def said(signatory: Signatory, **changes: object) -> bytes:
    """What one of them confirms."""
    confirmation = Confirmation(signatory, NAMES[signatory], NOW, "a" * 64)
    plain = {"school": SCHOOL, "period": 2024}
    own = {key: value for key, value in changes.items() if key not in plain}
    place = {**plain, **{key: value for key, value in changes.items() if key in plain}}
    return statement(replace(confirmation, **own), **place)  # type: ignore[arg-type]


def signed(signatory: Signatory, content: bytes = b"", *, by: Holder | None = None) -> bytes:
    """The signature of one of them over a statement."""
    covered = further_manifest(signatory, content or said(signatory))
    return (by or holder(signatory)).signer.sign(covered)


@cache
def report_of_three() -> bytes:
    """A report that all three have signed."""
    files = {names.RETURN: RETURN, **{FURTHER[one].statement: said(one) for one in NAMES}}
    return build(
        files,
        info=info(),
        signer=world().school.signer,
        further={one: signed(one) for one in NAMES},
    )


def forged(
    *,
    statements: dict[Signatory, bytes] | None = None,
    entries: dict[str, bytes] | None = None,
    by: Holder | None = None,
) -> bytes:
    """A container whose own signature fits, with these statements and entries of META-INF behind it."""
    told = {STATISTICIAN: said(STATISTICIAN)} if statements is None else statements
    files = {names.RETURN: RETURN, **{FURTHER[one].statement: text for one, text in told.items()}}
    own = members(files=files, sign=(by or world().school).signer.sign)
    return pack([*own, *(Member(name.encode(), data) for name, data in (entries or {}).items())])


def pair(
    signatory: Signatory,
    content: bytes = b"",
    *,
    by: Holder | None = None,
    place: Signatory | None = None,
) -> dict[str, bytes]:
    """Manifest and signature of one, under the names of ``place``."""
    own = FURTHER[place or signatory]
    return {
        own.manifest: further_manifest(signatory, content or said(signatory)),
        own.signature: signed(signatory, content, by=by),
    }


def _other_bytes() -> bytes:
    return forged(entries=pair(STATISTICIAN, said(STATISTICIAN, digest="b" * 64)))


FURTHERS: dict[str, tuple[Code, Callable[[], bytes]]] = {
    "signature of a stranger added": (
        Code.E_SET,
        lambda: forged(statements={}, entries=pair(STATISTICIAN)),
    ),
    "signature taken away": (Code.E_SET, forged),
    "signature without its manifest": (
        Code.E_SET,
        lambda: forged(
            entries={FURTHER[STATISTICIAN].signature: signed(STATISTICIAN)},
        ),
    ),
    "head's key": (
        Code.E_WHO,
        lambda: forged(entries=pair(STATISTICIAN, by=world().school)),
    ),
    "reviewer's key": (
        Code.E_WHO,
        lambda: forged(entries=pair(STATISTICIAN, by=holder(REVIEWER))),
    ),
    "statistician's key as the head's": (
        Code.E_WHO,
        lambda: forged(by=holder(STATISTICIAN), entries=pair(STATISTICIAN)),
    ),
    "key of another school": (
        Code.E_WHO,
        lambda: forged(
            entries=pair(
                STATISTICIAN,
                by=enrol(world().authority, code=OTHER_SCHOOL, role=ROLES[STATISTICIAN]),
            )
        ),
    ),
    "key of another person": (
        Code.E_WHO,
        lambda: forged(
            entries=pair(STATISTICIAN, by=enrol(world().authority, role=ROLES[STATISTICIAN]))
        ),
    ),
    "over other bytes": (Code.E_MAN, _other_bytes),
    "over the head's manifest": (
        Code.E_MAN,
        lambda: forged(
            entries={
                FURTHER[STATISTICIAN].manifest: b"<other/>",
                FURTHER[STATISTICIAN].signature: holder(STATISTICIAN).signer.sign(b"<other/>"),
            }
        ),
    ),
    "not over its manifest": (
        Code.E_SIG,
        lambda: forged(
            entries={
                **pair(STATISTICIAN),
                FURTHER[STATISTICIAN].signature: signed(
                    STATISTICIAN, said(STATISTICIAN, digest="b" * 64)
                ),
            }
        ),
    ),
    "confirmed as somebody else": (
        Code.E_WHO,
        lambda: forged(
            statements={STATISTICIAN: said(REVIEWER)},
            entries=pair(STATISTICIAN, said(REVIEWER)),
        ),
    ),
    "confirmed of another year": (
        Code.E_WHO,
        lambda: forged(
            statements={STATISTICIAN: said(STATISTICIAN, period=2023)},
            entries=pair(STATISTICIAN, said(STATISTICIAN, period=2023)),
        ),
    ),
    "confirmed by another name": (
        Code.E_WHO,
        lambda: forged(
            statements={STATISTICIAN: said(STATISTICIAN, name="赵样例")},
            entries=pair(STATISTICIAN, said(STATISTICIAN, name="赵样例")),
        ),
    ),
    "statement that is no JSON": (
        Code.E_JSON,
        lambda: forged(statements={STATISTICIAN: b"{"}, entries=pair(STATISTICIAN, b"{")),
    ),
    "order": (
        Code.E_MAN,
        lambda: forged(entries=dict(reversed(pair(STATISTICIAN).items()))),
    ),
    "signature too long": (
        Code.E_SIZE,
        lambda: forged(
            entries={**pair(STATISTICIAN), FURTHER[STATISTICIAN].signature: b"0" * 20_000}
        ),
    ),
}


@pytest.mark.parametrize("attack", FURTHERS)
def test_an_attack_on_a_further_signature_is_refused(attack: str) -> None:
    code, build_it = FURTHERS[attack]
    assert_refused(build_it(), code, reason("further", attack))


def test_all_three_have_signed() -> None:
    verdict, package = judge(report_of_three())
    assert verdict.accepted
    assert package is not None
    told = [(one.role, one.name) for one in package.further]
    assert told == [("statistician", "王样例"), ("reviewer", "李样例")]
    assert verdict.further == package.further


def test_one_of_two_can_be_missing_but_not_be_taken_away() -> None:
    one = forged(entries=pair(STATISTICIAN))
    verdict, package = judge(one)
    assert verdict.accepted, verdict.message
    assert package is not None
    assert [signer.name for signer in package.further] == ["王样例"]
    both = {STATISTICIAN: said(STATISTICIAN), REVIEWER: said(REVIEWER)}
    assert_refused(
        forged(statements=both, entries=pair(STATISTICIAN)),
        Code.E_SET,
        "审核人的签名不全，容器里缺少 META-INF/ASiCManifest003.xml",
    )


def test_a_revoked_or_ended_certificate_of_one_refuses_the_whole() -> None:
    trust = replace(world().trust, crl=revoked_list(holder(REVIEWER)))
    assert_refused(
        report_of_three(), Code.E_SIG, "审核人的签名：签名人的证书已被区局吊销", trust=trust
    )
    ended = enrol(world().authority, role=ROLES[STATISTICIAN], name="王样例", at=NOW - 1096 * DAY)
    assert_refused(
        forged(entries=pair(STATISTICIAN, by=ended)),
        Code.E_SIG,
        "统计人员的签名：签名人的证书已于",
        now=NOW + 5 * DAY,
    )


def test_a_claimed_time_outside_the_certificate_of_one_refuses_the_whole() -> None:
    early = attribute("1.2.840.113549.1.9.5", utc_time("240601000000Z"))
    own = FURTHER[STATISTICIAN]
    manifest = further_manifest(STATISTICIAN, said(STATISTICIAN))
    forgery = forged_signature(holder=holder(STATISTICIAN), attributes={"signing-time": early})
    assert_refused(
        forged(entries={own.manifest: manifest, own.signature: forgery.sign(manifest)}),
        Code.E_TIME,
        "统计人员的签名时间不在证书的有效期内",
    )


def test_a_statement_is_what_the_return_says_was_confirmed() -> None:
    confirmed = Confirmation(STATISTICIAN, NAMES[STATISTICIAN], NOW, "a" * 64)
    place = FURTHER[STATISTICIAN].statement
    same, other = said(STATISTICIAN), said(STATISTICIAN, digest="b" * 64)

    def fault(files: dict[str, bytes], *given: Confirmation) -> str:
        return statements_fault(files, given, school=SCHOOL, period=2024)

    assert fault({}, confirmed) == fault({place: same}, confirmed) == ""
    differs = "统计人员签名的确认与填报表里的不同"
    assert fault({place: other}, confirmed) == fault({place: same}) == differs


def test_a_file_of_the_bureau_has_no_further_signature() -> None:
    made = bureau_file(ContainerKind.RECEIPT, receipt_files(replace(RECEIPT, crl=world().crl)))
    archive = Archive(made)
    own = [Member(name.encode(), archive.read(name)) for name in archive.entries]
    added = [Member(name.encode(), data) for name, data in pair(STATISTICIAN).items()]
    assert_refused(pack([*own, *added]), Code.E_SET, "统计人员的签名不全", expect=SCHOOL_EXPECTS)


def test_no_byte_behind_the_heads_signature_can_change() -> None:
    """The rest of the container is tried by the mutations of one signature."""
    good = report_of_three()
    start = good.index(b"META-INF/ASiCManifest002.xml")
    places = range(start, good.index(b"PK\1\2"), 3)
    assert len(places) > 500
    for place in places:
        mutant = bytearray(good)
        mutant[place] ^= 0x01
        verdict, package = judge(bytes(mutant))
        assert not verdict.accepted, place
        assert package is None


def test_the_statements_lie_under_the_heads_signature() -> None:
    archive = Archive(report_of_three())
    assert tuple(archive.entries)[-4:] == tuple(
        name for own in FURTHER.values() for name in (own.manifest, own.signature)
    )
    covered = read_manifest(archive.read(names.MANIFEST))
    assert {own.statement for own in FURTHER.values()} < set(covered)
