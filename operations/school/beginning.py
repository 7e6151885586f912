"""A store that begins with the bureau's opening file or with last year's store: nothing is asked twice.

What the opening file says of the school (decision 0043) is in the store and in the form from the start,
and what seldom changes comes from last year's return, each place to be confirmed (decision 0038).
"""

from dataclasses import dataclass
from pathlib import Path

from exporters.asic import bureau_files
from exporters.asic.agreement import at_school
from exporters.asic.verify import inspect, offered_root
from exporters.pki.trust import TrustStore
from forms.exchange import ContainerKind, VerifiedPackage
from forms.workflow import Actor
from operations.check_context import SCHOOL_TYPE
from operations.clock import Clock, now
from operations.errors import PackageRefused
from operations.packs.bundled import bundled_pack
from operations.school.identity import TYPE, founding
from operations.school.keys.opening import RootOffer, check_fingerprint, look_at_root, read_opening
from operations.school.keys.trust import opening_of, verified_file
from operations.school.last_year import Brought, bring_last_year, read_older, take_older
from operations.school.store import open_school
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class OpeningOffer:
    """What an opening file says of the school it is for; the root is still to be compared.

    Attributes:
        root: The bureau's root certificate.
        school_code: 学校标识码.
        school_name: Name on the bureau's roster.
        school_type: Code of 办学类型; empty if neither roster nor last year say it.
        type_label: Its words.
        period: The year reported.
        principal: Whose key the certificate is for.
        has_last: Whether last year's return comes along.

    """

    root: RootOffer
    school_code: str
    school_name: str
    school_type: str
    type_label: str
    period: int
    principal: str
    has_last: bool


@dataclass(frozen=True, slots=True)
class OlderStore:
    """Whose store of an earlier year it is."""

    school_code: str
    school_name: str
    period: int


def look_at_opening(data: bytes, *, clock: Clock = now) -> OpeningOffer:
    """Say what a store made of an opening file would begin with; its root is taken as offered.

    Raises:
        PackageRefused: The file is not whole, or for another form pack.
        Refused: It is no opening file.

    """
    offer = look_at_root(data)
    root = offered_root(data) or b""
    found = inspect(data, now=clock(), root=root)
    if found.info is None:
        raise PackageRefused(found.verdict)
    pack = bundled_pack()
    expect = at_school(
        found.info.school,
        bureau=found.info.bureau,
        period=found.info.period,
        pack=(pack.ref.id, pack.ref.version),
    )
    kinds = frozenset({ContainerKind.OPENING})
    package = verified_file(
        data, trust=TrustStore(root, b""), expect=expect, kinds=kinds, clock=clock
    )
    return _offer(offer, package, opening_of(package))


def _offer(
    root: RootOffer, package: VerifiedPackage, opening: bureau_files.Opening
) -> OpeningOffer:
    labels = bundled_pack().choices["school_type"].labels
    told = opening.settings.get(SCHOOL_TYPE) or opening.last.get(TYPE, "")
    known = told if told in labels else ""
    return OpeningOffer(
        root=root,
        school_code=package.info.school,
        school_name=opening.school_name,
        school_type=known,
        type_label=labels.get(known, ""),
        period=package.info.period,
        principal=opening.principal,
        has_last=bool(opening.last or opening.last_tables),
    )


def found_from_opening(
    path: Path,
    data: bytes,
    *,
    actor: Actor,
    root_fingerprint: str | None = None,
    older: Path | None = None,
    clock: Clock = now,
) -> Brought:
    """Make the store of the school an opening file is for: enrolled, with what is known filled in.

    The key is where the request was made, not here; the file can be read into that store as well.

    Args:
        path: Where the store goes.
        data: The opening file.
        actor: Who makes it.
        root_fingerprint: What the bureau's printed notice says; ``None`` takes the root as offered
            (the caller has shown it).
        older: The school's store of last year, for what the file does not bring.
        clock: Gives the present, UTC.

    Returns:
        What was brought over from last year.

    Raises:
        PackageRefused: The file is not whole, or for another form pack.
        Refused: It is no opening file, or ``older`` is not of this school.
        Misused: The fingerprint is another one.
        storage.errors.EnvironmentProblem: ``path`` exists, or cannot be written.

    """
    offer = look_at_opening(data, clock=clock)
    check_fingerprint(root_fingerprint, offered_root(data) or b"")
    last = None if offer.has_last else older
    _check_older(last, school=offer.school_code, year=offer.period)
    with founding(
        path,
        school_code=offer.school_code,
        school_name=offer.school_name,
        period=offer.period,
        school_type=offer.school_type,
        actor=actor,
    ) as store:
        read_opening(store, data, actor=actor, key_elsewhere=True, clock=clock)
        return _brought(store, last, actor=actor)


def look_at_older(path: Path) -> OlderStore:
    """Say whose store of an earlier year a file is; errors as :meth:`SchoolStore.open`."""
    with open_school(path, read_only=True) as older:
        meta = older.meta
    return OlderStore(meta.school_code, meta.school_name, meta.period)


def found_from_older(path: Path, older: Path, *, period: int, actor: Actor) -> Brought:
    """Make this year's store of a school from last year's, with what seldom changes filled in.

    Raises:
        Refused: ``older`` is not of an earlier year, or holds nothing.
        Misused: The period cannot be right.
        storage.errors.EnvironmentProblem: ``path`` exists, or cannot be written.

    """
    known = look_at_older(older)
    _check_older(older, school=known.school_code, year=period)
    with founding(
        path,
        school_code=known.school_code,
        school_name=known.school_name,
        period=period,
        actor=actor,
    ) as store:
        return _brought(store, older, actor=actor)


def _check_older(older: Path | None, *, school: str, year: int) -> None:
    """Refuse another school's store before anything is made."""
    if older is not None:
        with open_school(older, read_only=True) as last:
            read_older(last, school=school, year=year)


def _brought(store: SchoolStore, older: Path | None, *, actor: Actor) -> Brought:
    if older is None:
        return bring_last_year(store, actor=actor)
    with open_school(older, read_only=True) as last:
        return take_older(store, last, actor=actor)
