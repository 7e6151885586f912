"""``main.py bureau roster``: the list of schools, read from a table, rehearsed, taken back."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from cli.bureau.desk import add_settings, bureau_verb, officer_of, pairs_of
from cli.output import Exit, Result
from cli.parser import Verbs
from operations.bureau import settings as bureau_settings
from operations.bureau.records import BureauStore
from operations.bureau.schools import roster as bureau_roster
from operations.bureau.schools.roster import RosterPlan, SchoolChange
from operations.bureau.store import open_bureau
from operations.errors import Misused


def add_to(verbs: Verbs) -> None:
    """Add the verb ``roster``."""
    verb = bureau_verb(verbs, "roster", roster, text="读入学校名册；不给文件就列出名册")
    verb.add_argument("file", type=Path, nargs="?", metavar="名册", help="CSV 或 xlsx")
    verb.add_argument("--dry-run", action="store_true", help="只说明每所学校会有什么改动，不写入")
    verb.add_argument("--sheet", default="", metavar="名称", help="读工作簿里的哪一张工作表")
    verb.add_argument("--undo", action="store_true", help="撤销名册的上一次改动")
    verb.add_argument("--retire", metavar="代码", help="停用一所学校")
    verb.add_argument("--due", default="", metavar="日期", help="改上报截止日")
    add_settings(verb)


def roster(arguments: argparse.Namespace) -> Result:
    """``bureau roster``: list, read, rehearse, take back or retire."""
    settings = bureau_settings.check_settings(
        pairs_of(arguments.setting, "--setting"), due=arguments.due
    )
    _check_options(arguments, changes_settings=bool(settings))
    actor = officer_of(arguments)
    looks = arguments.dry_run or not (
        settings or arguments.retire or arguments.file or arguments.undo
    )
    with open_bureau(arguments.store, read_only=looks) as store:
        if settings:
            bureau_settings.change_settings(store, settings, actor=actor)
        if arguments.retire:
            bureau_roster.retire_school(store, arguments.retire, actor=actor)
        if arguments.undo:
            return _undone(bureau_roster.undo_roster(store, actor=actor), store)
        if arguments.file is None:
            return _listed(store)
        plan = bureau_roster.rehearse_roster(store, arguments.file, sheet=arguments.sheet)
        if not arguments.dry_run:
            bureau_roster.write_roster(store, plan, actor=actor)
        return _read(plan, store, written=not arguments.dry_run)


def _check_options(arguments: argparse.Namespace, *, changes_settings: bool) -> None:
    if arguments.undo and arguments.file is not None:
        raise Misused("--undo 撤销上一次改动，不能同时读入名册。")
    if arguments.file is None and (arguments.dry_run or arguments.sheet):
        raise Misused("--dry-run 和 --sheet 要和名册文件一起用。")
    if arguments.dry_run and (changes_settings or arguments.retire):
        raise Misused("--dry-run 只看名册文件，不能同时改设置或停用学校。")


def _listed(store: BureauStore) -> Result:
    lines = [
        f"{item.code}  {item.name}{'' if item.active else '（已停用）'}"
        for item in store.roster.all()
    ]
    return Result({"schools": _as_json(store)}, lines)


def _undone(codes: Sequence[str], store: BureauStore) -> Result:
    data = {"undone": list(codes), "schools": _as_json(store)}
    return Result(data, [f"已撤销名册的上一次改动，涉及 {len(codes)} 所学校。再撤销一次就是恢复。"])


def _read(plan: RosterPlan, store: BureauStore, *, written: bool) -> Result:
    report = bureau_roster.RosterReport(plan)
    data: dict[str, object] = {
        "written": written,
        "added": report.added,
        "changed": report.changed,
        "unchanged": plan.unchanged,
        "changes": [_change_json(change) for change in plan.changes],
        "refused": [{"place": one.place, "reason": one.reason} for one in plan.leftovers],
        "notes": list(plan.notes),
        "schools": _as_json(store),
        **plan.source.as_json(),
    }
    lines = list(plan.source.sentences)
    lines.extend(_change_line(change) for change in plan.changes)
    lines.extend(plan.notes)
    lines.extend(f"没有读入 {one}" for one in plan.leftovers)
    word = "" if written else "预演，没有写入：将"
    lines.append(
        f"{word}新增 {report.added} 所，更新 {report.changed} 所，{plan.unchanged} 所不变；"
        f"名册现有 {len(store.roster.all())} 所。"
    )
    return Result(data, lines, Exit.REFUSED if plan.leftovers else Exit.DONE)


def _change_line(change: SchoolChange) -> str:
    columns = "；".join(
        f"{item.label} {item.before or '（空）'} → {item.after or '（空）'}"
        for item in change.columns
    )
    return f"{change.step.label} {change.code} {change.name}：{columns}"


def _change_json(change: SchoolChange) -> dict[str, object]:
    return {
        "code": change.code,
        "name": change.name,
        "step": change.step.value,
        "columns": [
            {"label": item.label, "before": item.before, "after": item.after}
            for item in change.columns
        ],
    }


def _as_json(store: BureauStore) -> list[dict[str, object]]:
    return [
        {"code": item.code, "name": item.name, "type": item.type, "active": item.active}
        for item in store.roster.all()
    ]
