"""Proof that the bureau changed nothing: every figure anew from the signed bytes, beside the store's."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.stored import reread
from forms.evaluation import DistrictEvaluation, RawSchool, evaluate, raw_rows, to_json
from forms.exchange import VerifiedPackage
from forms.values import Maybe
from operations.bureau_evaluate import (
    StoredScope,
    campus_cells,
    counts,
    district_settings,
    evaluate_store,
    outstanding_schools,
)
from operations.bureau_file import root_certificate
from operations.examine import ContentError, campus_rows, field_values, recalculated
from operations.pack import bundled_pack
from operations.told import told_at
from storage.bureau_store import BureauStore
from storage.packages import PackageRecord
from storage.wide import WideRow

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
    """Nobody wants to know."""


def recompute(store: BureauStore, *, progress: Progress = _silent) -> Recomputation:
    """Verify each school's newest package again, recalculate it, and compare it with the store.

    Nothing the store has calculated or copied is used: figures come from the signed containers,
    what the schools were told from the signed opening files.

    Args:
        store: The bureau's store; read-only will do.
        progress: Told after each school: done, all, its code.

    """
    rows = {row.school_code: row for row in store.evaluation_rows()}
    standing = [status.package for status in store.statuses() if status.package is not None]
    differences: list[Difference] = []
    schools: list[RawSchool] = []
    for done, record in enumerate(standing, start=1):
        anew = _Anew(store, record)
        row = rows.pop(record.school_code, None)
        differences.extend(anew.compared(row))
        if counts(record.state):
            schools.extend(anew.raw_schools())
        progress(done, len(standing), record.school_code)
    differences.extend(
        Difference(code, row.number, "package", f"学校 {code} 有评估数据，却没有对应的上报包。")
        for code, row in rows.items()
    )
    evaluation = _evaluated(store, schools)
    if not differences and to_json(evaluation) != to_json(evaluate_store(store)):
        message = "各校数据相同，全区评估结果却不同，请保留区级库并报告。"
        differences.append(Difference("", 0, "evaluation", message))
    return Recomputation(len(standing), evaluation, tuple(differences))


def _evaluated(store: BureauStore, schools: list[RawSchool]) -> DistrictEvaluation:
    missing = [item.school_code for item in outstanding_schools(store)]
    return evaluate(
        schools, pack=bundled_pack(), settings=district_settings(store), outstanding=missing
    )


class _Anew:
    """One package read again: what it holds, or why it does not hold."""

    def __init__(self, store: BureauStore, record: PackageRecord) -> None:
        self._record = record
        self._faults: list[tuple[str, str]] = []
        self._values: Mapping[str, Maybe] = {}
        self._campuses: tuple[Mapping[str, str], ...] = ()
        container = store.package_container(record.identity) or b""
        root = root_certificate(store)
        verdict, package = reread(container, root=root, at=record.received_at)
        if package is None:
            self._fault("package", f"保存的签名包已不完整：{verdict.message}")
            return
        self._check_record(package)
        if self._faults:
            return  # Another package's figures are no answer to this one's.
        if store.package_document(record.identity) != package.files.get(names.RETURN):
            self._fault("document", "保存的填报内容与签名包里的不同。")
        try:
            sheet = recalculated(package, told_at(store, record.school_code, record.received_at))
        except ContentError as error:
            self._fault("document", f"签名包的内容重新计算后不符：{error.what}。")
            return
        self._values, self._campuses = field_values(sheet), campus_rows(sheet)

    def raw_schools(self) -> Iterator[RawSchool]:
        """The rows of the evaluation."""
        if self._values:
            text = _campus_text(self._campuses)
            yield from raw_rows(StoredScope(self._values, campus_cells(bundled_pack(), text)))

    def compared(self, row: WideRow | None) -> Iterator[Difference]:
        """Everything that differs, in words."""
        if self._values and row is None:
            self._fault("wide", "评估数据里没有这所学校。")
        elif self._values and row is not None:
            self._compare(row)
        record = self._record
        start = f"学校 {record.school_code} 第 {record.number} 号上报包："
        for where, text in self._faults:
            yield Difference(record.school_code, record.number, where, start + text)

    def _compare(self, row: WideRow) -> None:
        fields = bundled_pack().fields
        if row.identity != self._record.identity:
            self._fault("wide", "评估数据不是取自最新的一份。")
        for name, stored in row.values.items():
            signed = self._values.get(name)
            if stored != signed or isinstance(stored, bool) != isinstance(signed, bool):
                what = f"{fields[name].label}（{name}）"
                self._fault(name, f"{what}库中为 {_shown(stored)}，签名数据为 {_shown(signed)}。")
        if row.extra != _campus_text(self._campuses):
            self._fault("profile.campuses", "校区表库中的与签名数据不同。")

    def _check_record(self, package: VerifiedPackage) -> None:
        record, info, signer = self._record, package.info, package.signer
        pairs = (
            ("identity", record.identity, package.identity),
            ("school", record.school_code, info.school),
            ("number", record.number, info.number),
            ("previous", record.previous, info.previous),
            ("period", record.period, info.period),
            ("signer", record.signer, signer.name),
            ("certificate", record.certificate_serial, signer.certificate_serial),
        )
        for where, stored, signed in pairs:
            if stored != signed:
                self._fault(where, f"登记的 {where} 为 {stored}，签名包里为 {signed}。")

    def _fault(self, where: str, text: str) -> None:
        self._faults.append((where, text))


def _campus_text(campuses: tuple[Mapping[str, str], ...]) -> str:
    return json.dumps(campuses, ensure_ascii=False) if campuses else ""


def _shown(value: object) -> str:
    return "空" if value is None else f"“{value}”"
