"""Proof that the bureau changed nothing: figures from the signed bytes compared with the store's."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.evaluation import DistrictEvaluation, RawSchool, evaluate, raw_rows, to_json
from forms.known_names import CAMPUSES
from operations.bureau.evaluation.evaluate import (
    StoredScope,
    campus_cells,
    counts,
    district_settings,
    evaluate_store,
    outstanding_schools,
    retired_schools,
)
from operations.bureau.returns.read_again import Fault, ReadAgain, kept_in, read_again
from operations.bureau.store import root_certificate
from operations.packs.bundled import bundled_pack
from operations.processes import in_order, workers_for
from storage.bureau.figures import WideRow
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something the store says otherwise than the signed bytes.

    Attributes:
        school: Code of the school, ``""`` for the district.
        number: Number of the package, 0 for the district.
        where: Field id, or what part of the package it is about.
        message: The sentence: where, what the store has, what was signed.

    """

    school: str
    number: int
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Recomputation:
    """The evaluation from the signed bytes, and how the store differs.

    Attributes:
        packages: How many packages were read again.
        evaluation: Of the figures in the signed bytes.
        differences: Everything the store has otherwise; empty when it agrees.

    """

    packages: int
    evaluation: DistrictEvaluation
    differences: tuple[Difference, ...]


def _silent(_done: int, _total: int, _text: str) -> None:
    """Progress that is not shown."""


def recompute(
    store: BureauStore, *, progress: Progress = _silent, workers: int | None = None
) -> Recomputation:
    """Verify each school's newest package again, recalculate it, and compare it with the store.

    Nothing the store has calculated or copied is used: figures come from the signed containers,
    what the schools were told from the signed opening files.

    Args:
        store: The bureau's store; read-only will do.
        progress: Told after each school: done, all, its code.
        workers: Processes to read in; 1 for none beside this one; by default one per core when
            there are many packages.

    """
    rows = {row.school_code: row for row in store.figures.rows()}
    standing = [
        status.package for status in store.packages.statuses() if status.package is not None
    ]
    differences: list[Difference] = []
    schools: list[RawSchool] = []
    found = in_order(
        read_again,
        root_certificate(store),
        (kept_in(store, record) for record in standing),
        workers=workers_for(len(standing)) if workers is None else workers,
        cancelled=lambda: False,
    )
    for done, (kept, anew) in enumerate(found, start=1):
        record = kept.record
        faults = [*anew.faults, *_unlike(rows.pop(record.school_code, None), record, anew)]
        differences.extend(_difference(record, where, text) for where, text in faults)
        if counts(record.state):
            schools.extend(_raw_schools(anew))
        progress(done, len(standing), record.school_code)
    differences.extend(
        Difference(code, row.number, "package", f"学校 {code} 有评估数据，却没有对应的上报包。")
        for code, row in rows.items()
    )
    evaluation = _evaluated(store, schools)
    if not differences and to_json(evaluation) != to_json(evaluate_store(store)):
        message = "各校数据相同，全区评估结果却不同，请保留局端库并报告。"
        differences.append(Difference("", 0, "evaluation", message))
    return Recomputation(len(standing), evaluation, tuple(differences))


def _evaluated(store: BureauStore, schools: list[RawSchool]) -> DistrictEvaluation:
    missing = [item.school_code for item in outstanding_schools(store)]
    return evaluate(
        schools,
        pack=bundled_pack(),
        settings=district_settings(store),
        outstanding=missing,
        retired=retired_schools(store),
    )


def _raw_schools(anew: ReadAgain) -> Iterator[RawSchool]:
    if anew.values:
        cells = campus_cells(bundled_pack(), _campus_text(anew.campuses))
        yield from raw_rows(StoredScope(anew.values, cells))


def _unlike(row: WideRow | None, record: PackageRecord, anew: ReadAgain) -> Iterator[Fault]:
    """Where the evaluation's row differs from the signed figures."""
    if not anew.values:
        return
    if row is None:
        yield "wide", "评估数据里没有这所学校。"
        return
    fields = bundled_pack().fields
    if row.identity != record.identity:
        yield "wide", "评估数据不是取自最新的一份。"
    for name, stored in row.values.items():
        signed = anew.values.get(name)
        if stored != signed or isinstance(stored, bool) != isinstance(signed, bool):
            what = f"{fields[name].label}（{name}）"
            yield name, f"{what}库中为 {_shown(stored)}，签名数据为 {_shown(signed)}。"
    if row.extra != _campus_text(anew.campuses):
        yield CAMPUSES, "校区表库中的与签名数据不同。"


def _difference(record: PackageRecord, where: str, text: str) -> Difference:
    start = f"学校 {record.school_code} 第 {record.number} 号上报包："
    return Difference(record.school_code, record.number, where, start + text)


def _campus_text(campuses: tuple[Mapping[str, str], ...]) -> str:
    return json.dumps(campuses, ensure_ascii=False) if campuses else ""


def _shown(value: object) -> str:
    return "空" if value is None else f"“{value}”"
