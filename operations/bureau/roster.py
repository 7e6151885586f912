"""The list of schools: read from a table (CSV or xlsx), with Chinese or English headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from forms.workflow import Actor
from operations.clock import Clock, now
from operations.entry.filling import Leftover
from operations.errors import Refused
from operations.files import TABLE, read_file
from operations.pack import bundled_pack
from storage.bureau.roster import School
from storage.bureau.store import BureauStore

_HEADINGS: Mapping[str, str] = {
    "学校标识码": "code",
    "学校名称": "name",
    "办学类型": "type",
    "举办者类型": "sponsor",
    "城乡类型": "urban_rural",
    "校长": "principal",
    "校长姓名": "principal",
    "联系电话": "contact",
    "备注": "note",
    "停用日期": "retired",
}
_LISTS: Mapping[str, str] = {
    "type": "school_type",
    "sponsor": "sponsor",
    "urban_rural": "urban_rural",
}
_LABELS = {name: heading for heading, name in reversed(list(_HEADINGS.items()))}
_NEEDED = ("code", "name", "type")


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What reading a roster did.

    Attributes:
        added: Schools that are new.
        changed: Schools that were known.
        leftovers: Rows not used, each with its reason.

    """

    added: int
    changed: int
    leftovers: tuple[Leftover, ...]


def import_roster(store: BureauStore, path: Path, *, actor: Actor) -> RosterReport:
    """Read schools from a table file; rows that cannot be used are left out and named.

    Raises:
        Refused: The file cannot be read, or lacks a column.

    """
    from exporters.documents.intake import IntakeError
    from exporters.documents.read import read_table, table_texts

    data = read_file(path, limit=TABLE)
    try:
        rows = table_texts(read_table(data))
    except IntakeError as error:
        raise Refused(str(error)) from error
    return put_roster(store, rows, actor=actor)


def put_roster(store: BureauStore, rows: Sequence[Sequence[str]], *, actor: Actor) -> RosterReport:
    """Take schools from rows of text, the first of which holds the headings."""
    if not rows:
        raise Refused("学校名册是空的，请至少写上表头和一所学校。")
    names = [_HEADINGS.get(text.strip(), text.strip()) for text in rows[0]]
    missing = [_LABELS[name] for name in _NEEDED if name not in names]
    if missing:
        raise Refused(f"学校名册缺少列：{'、'.join(missing)}。请在第一行写上这些表头。")
    schools: dict[str, School] = {}
    leftovers: list[Leftover] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: text.strip() for name, text in zip(names, row, strict=False)}
        if not any(cells.values()):
            continue
        fault = _fault(cells) or (
            f"学校标识码 {cells['code']} 在前面已经出现。" if cells["code"] in schools else ""
        )
        if fault:
            leftovers.append(Leftover(f"第 {number} 行", fault))
        else:
            schools[cells["code"]] = _school(cells)
    known = {school.code for school in store.schools()}
    if schools:
        store.upsert_schools(schools.values(), actor=actor)
    return RosterReport(
        added=len(schools.keys() - known),
        changed=len(schools.keys() & known),
        leftovers=tuple(leftovers),
    )


def retire_school(store: BureauStore, code: str, *, actor: Actor, clock: Clock = now) -> School:
    """Mark a school as no longer reporting from today on; its packages are refused.

    Raises:
        Refused: The school is not on the list.

    """
    found = store.school(code)
    if found is None:
        raise Refused(f"名册中没有学校 {code}，请核对学校标识码。")
    retired = replace(found, active=False, retired=clock().date().isoformat())
    store.upsert_schools([retired], actor=actor)
    return retired


def _fault(cells: Mapping[str, str]) -> str:
    code = cells.get("code", "")
    if not (len(code) == 10 and code.isascii() and code.isdigit()):
        return f"学校标识码应为 10 位数字，现在是“{code}”。"
    if not cells.get("name"):
        return "没有学校名称。"
    for name, list_id in _LISTS.items():
        text = cells.get(name, "")
        if (text or name == "type") and _code_of(list_id, text) is None:
            return f"{_LABELS[name]}“{text}”不在目录内。"
    return ""


def _school(cells: Mapping[str, str]) -> School:
    coded = {name: _code_of(list_id, cells.get(name, "")) or "" for name, list_id in _LISTS.items()}
    retired = cells.get("retired", "")
    return School(
        code=cells["code"],
        name=cells["name"],
        principal=cells.get("principal", ""),
        contact=cells.get("contact", ""),
        note=cells.get("note", ""),
        retired=retired,
        active=not retired,
        **coded,
    )


def _code_of(list_id: str, text: str) -> str | None:
    """Code of a choice given by code or by name."""
    labels = bundled_pack().choices[list_id].labels
    if text in labels:
        return text
    return next((code for code, label in labels.items() if label == text), None)
