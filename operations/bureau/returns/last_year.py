"""Last year's return: taken over from last year's store, kept per school, told in the opening file.

Its figures are what this year's checks compare with (上年), its 说明 what this year's may not repeat.
A school without them is checked without.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exporters.asic.stored import reread
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.intake.examine import ContentError, recalculated
from operations.bureau.rights import require
from operations.bureau.sent.told import told_at
from operations.bureau.store import root_certificate
from operations.errors import Refused
from operations.last_return import last_fields, last_justifications, last_tables
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore

Tables = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class LastFigures:
    """What a school's last accepted return said.

    Attributes:
        fields: Field id → text, see :mod:`operations.last_return`.
        tables: Table id → rows, column id → text.
        justifications: Problem key → 说明.

    """

    fields: Mapping[str, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=dict)
    justifications: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was taken over.

    Attributes:
        schools: Codes of the schools that have last year's figures now.
        faults: School code → why nothing could be taken over (Chinese).

    """

    schools: tuple[str, ...]
    faults: Mapping[str, str]


def keep_last_figures(
    store: BureauStore, school: str, figures: LastFigures, *, actor: Actor
) -> None:
    """Keep last year's figures of a school; its next opening file carries them.

    Raises:
        Refused: The officer may not.

    """
    require(store, actor, Right.SETTINGS)
    _keep(store, school, figures, actor=actor)


def _keep(store: BureauStore, school: str, figures: LastFigures, *, actor: Actor) -> None:
    kept = {
        "last": figures.fields,
        "last_tables": figures.tables,
        "last_justifications": figures.justifications,
    }
    store.blobs.put(_key(school), json.dumps(kept, ensure_ascii=False).encode(), actor=actor)


def last_figures_of(store: BureauStore, school: str) -> LastFigures:
    """Read last year's figures of a school; empty if there are none."""
    content = store.blobs.get(_key(school))
    if content is None:
        return LastFigures()
    kept = json.loads(content)
    # Stores of earlier versions of the program kept no 说明.
    return LastFigures(kept["last"], kept["last_tables"], kept.get("last_justifications", {}))


def take_over_last_year(store: BureauStore, older: BureauStore, *, actor: Actor) -> TakenOver:
    """Take the figures of every accepted return over from last year's store.

    They are read out of the signed packages, not out of the older store's own figures.

    Raises:
        Refused: The officer may not, the older store is of another bureau, or not of an earlier year.

    """
    require(store, actor, Right.SETTINGS)
    mine, theirs = store.meta, older.meta
    if theirs.bureau_code != mine.bureau_code or theirs.period >= mine.period:
        raise Refused(
            f"选择的是 {theirs.bureau_name} {theirs.period} 年的局端库，"
            f"应选择 {mine.bureau_name} {mine.period} 年以前的。"
        )
    listed = {school.code for school in store.roster.all(active_only=True)}
    taken: list[str] = []
    faults: dict[str, str] = {}
    with store.transaction():
        for status in older.packages.statuses():
            if status.package is None or status.school_code not in listed:
                continue
            try:
                figures = _figures(older, status.package)
            except ContentError as error:
                faults[status.school_code] = error.what
                continue
            _keep(store, status.school_code, figures, actor=actor)
            taken.append(status.school_code)
    return TakenOver(tuple(taken), faults)


def _figures(older: BureauStore, record: PackageRecord) -> LastFigures:
    container = older.packages.container(record.identity) or b""
    verdict, package = reread(container, root=root_certificate(older), at=record.received_at)
    if package is None:
        raise ContentError(verdict.code, verdict.message)
    sheet = recalculated(package, told_at(older, record.school_code, record.received_at))
    return LastFigures(last_fields(sheet), last_tables(sheet), last_justifications(sheet))


def _key(school: str) -> str:
    return f"last-{school}"
