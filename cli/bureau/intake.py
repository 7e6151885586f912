"""``main.py bureau import|undo-import|return|resend …``: what comes in, and what goes back."""

import argparse
from pathlib import Path

from cli.bureau.desk import (
    add_root_key,
    bureau_verb,
    desk_at_work,
    officer_of,
    pairs_of,
    root_key_of,
    write_issued,
)
from cli.bureau.results import import_json, import_line, rehearsal_json, rehearsal_line
from cli.bureau.watch import import_watched
from cli.output import Exit, Result, say
from cli.parser import Verbs, add_force, counting, spoken
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from forms.exchange import Code, ContainerKind
from forms.rights import Right
from operations import files
from operations.bureau import clock as bureau_clock
from operations.bureau import store as bureau_store
from operations.bureau.intake import import_packages as bureau_intake
from operations.bureau.intake import rehearsal as bureau_rehearsal
from operations.bureau.intake import undo as bureau_undo
from operations.bureau.intake.package_files import FoundFiles, package_files
from operations.bureau.intake.settling import ImportResult
from operations.bureau.keys import renew as bureau_renew
from operations.bureau.rights import require
from operations.bureau.sent import issue as bureau_issue
from operations.bureau.sent import resend as bureau_resend
from operations.bureau.store import Desk
from operations.entry.texts import check_place
from operations.errors import Misused
from operations.packs.bundled import bundled_engine
from operations.scratch import folder_of_this_program


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    take = bureau_verb(verbs, "import", _import, text="导入上报包，一份或许多份")
    take.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="文件",
        help="上报包，或装着上报包的文件夹、压缩文件（.zip）",
    )
    take.add_argument(
        "--dry-run", action="store_true", help="只说每份会怎样（新、旧、重复、缺号……），不写入"
    )
    take.add_argument(
        "--watch", action="store_true", help="监视一个文件夹，上报包随到随导入，按 Ctrl+C 结束"
    )
    take.add_argument(
        "--receipts", type=Path, metavar="文件夹", help="同时生成回执，写到这个文件夹"
    )
    take.add_argument(
        "--workers", type=counting, metavar="个", help="用几个进程验证，默认按文件多少决定"
    )
    add_passphrase(take)
    add_force(take)
    renew = bureau_verb(verbs, "renew", _renew, text="给申请换发的学校换发证书，写在回执里")
    renew.add_argument("target", type=Path, metavar="文件夹", help="回执写到哪个文件夹")
    add_root_key(renew)
    add_passphrase(renew)
    add_force(renew)
    _add_corrections(verbs)
    _add_replies(verbs)


def _add_corrections(verbs: Verbs) -> None:
    undo = bureau_verb(verbs, "undo-import", _undo, text="撤销一所学校最新一份的导入（发出回执前）")
    undo.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    undo.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="撤销的原因，记入日志"
    )
    again = bureau_verb(verbs, "renumber", _renumber, text="前一份确实丢失时，重设学校的下一个编号")
    again.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    again.add_argument("--number", type=counting, required=True, metavar="号", help="下一份的编号")
    again.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="重设的原因，记入日志"
    )
    right = bureau_verb(
        verbs, "clock", _clock, text="电脑时间曾经超前、现在已经校正：按现在的时间继续"
    )
    right.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="当时的情况，记入日志"
    )


def _add_replies(verbs: Verbs) -> None:
    back = bureau_verb(verbs, "return", _return, text="退回学校的上报包，生成退回单")
    back.add_argument("target", type=Path, metavar="目标", help="退回单写到哪个文件或文件夹")
    back.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    back.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="退回的原因，学校会看到"
    )
    back.add_argument(
        "--comment",
        action="append",
        default=[],
        metavar="编号=意见",
        help="对某一项的意见，例如 pupils.graduates_primary=请核对；可写多次",
    )
    back.add_argument("--due", default="", metavar="日期", help="要求哪天前改好，例如 2024-10-30")
    add_passphrase(back)
    add_force(back)
    resend = bureau_verb(
        verbs, "resend", _resend, text="把发给学校的文件（开户文件、回执、退回单）再写一份"
    )
    resend.add_argument("target", type=Path, metavar="文件夹", help="写到哪个文件夹")
    resend.add_argument("--receipts", action="store_true", help="只写回执：各校最近的一份")
    resend.add_argument(
        "--school", metavar="代码", help="这所学校的全部文件；不写就是各校最近的一份"
    )
    add_force(resend)


def _import(arguments: argparse.Namespace) -> Result:
    if arguments.dry_run and arguments.receipts:
        raise Misused("--dry-run 什么都不写，不能与 --receipts 同时用。")
    if arguments.watch:
        passphrase = read_passphrase(arguments, prompt="区局口令")
        with bureau_store.open_bureau(arguments.store, read_only=True) as store:
            # A wrong one is told now, not at noon.
            bureau_store.unlock_daily_keys(store, passphrase)
        return import_watched(
            arguments.files, lambda found: _import_found(arguments, found, passphrase)
        )
    found = package_files(arguments.files, unpacked=folder_of_this_program)
    if not found.packages:
        for sentence in found.further:
            say(sentence)
        raise Misused(f"没有找到上报包（.asice.age），请检查文件夹。{found.told}")
    return _import_found(arguments, found, read_passphrase(arguments, prompt="区局口令"))


def _import_found(arguments: argparse.Namespace, found: FoundFiles, passphrase: str) -> Result:
    paths = list(found.packages)
    if found.told:
        say(found.told)
        for sentence in found.further:
            say(sentence)
    with (
        bureau_store.open_bureau(arguments.store, read_only=arguments.dry_run) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        if arguments.dry_run:
            return _rehearsed(desk, found, workers=arguments.workers)
        if arguments.receipts:  # asked before the import, which would be done by then
            require(store, desk.actor, Right.RECEIPTS)
        results = bureau_intake.import_packages(
            desk, paths, progress=_tell_progress, workers=arguments.workers
        )
        receipts = _receipts(desk, arguments, results) if arguments.receipts else []
        asking = bureau_renew.wanted_renewals(store)
    data: dict[str, object] = {
        "files": [import_json(result) for result in results],
        "skipped": _skipped(found),
    }
    if arguments.receipts:
        data["receipts"] = [str(path) for path in receipts]
    data["renewals"] = [item.package.school_code for item in asking]
    accepted = sum(result.accepted for result in results)
    elsewhere = sum(result.elsewhere for result in results)
    refused = len(results) - accepted - elsewhere
    lines = [import_line(result) for result in results]
    others = f"另有 {elsewhere} 份由别的电脑处理。" if elsewhere else ""
    lines.append(f"接收 {accepted} 份，拒收 {refused} 份。{others}")
    if asking:
        lines.append(f"{len(asking)} 所学校申请换发证书，请用 bureau renew 换发。")
    return Result(data, lines, Exit.REFUSED if refused else Exit.DONE)


def _rehearsed(desk: Desk, found: FoundFiles, *, workers: int | None) -> Result:
    seen = bureau_rehearsal.rehearse_import(
        desk, found.packages, progress=_tell_progress, workers=workers
    )
    refused = sum(1 for item in seen if not item.result.accepted)
    lines = [rehearsal_line(item) for item in seen]
    lines.append(f"试运行，没有写入：可以接收 {len(seen) - refused} 份，不能接收 {refused} 份。")
    data = {
        "dry_run": True,
        "files": [rehearsal_json(item) for item in seen],
        "skipped": _skipped(found),
    }
    return Result(data, lines, Exit.REFUSED if refused else Exit.DONE)


def _skipped(found: FoundFiles) -> list[dict[str, str]]:
    return [{"file": str(item.path), "reason": item.reason} for item in found.others]


def _tell_progress(done: int, total: int, text: str) -> None:
    say(f"[{done}/{total}] {text}")


def _receipts(desk: Desk, arguments: argparse.Namespace, results: list[ImportResult]) -> list[Path]:
    folder: Path = arguments.receipts
    files.make_folder(folder)
    known = {(item.school, item.number) for item in results if item.code is Code.E_SEEN}
    missing = bureau_resend.missing_receipts(desk.store, folder, known)
    made: list[Path] = []
    for package in bureau_issue.waiting_for_receipt(desk.store):
        receipt = bureau_issue.issue_receipt(desk, package)
        made.append(write_issued(folder, receipt, replace=arguments.force))
    if missing:
        say(f"{len(missing)} 份回执以前已经签发，文件夹里没有，补写在 {folder}。")
        made.extend(write_issued(folder, receipt, replace=False) for receipt in missing)
    return made


def _renew(arguments: argparse.Namespace) -> Result:
    passphrase = read_passphrase(arguments, prompt="区局口令")
    root_passphrase = read_root_passphrase(arguments)
    files.make_folder(arguments.target)
    made: list[Path] = []
    with (
        bureau_store.open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        authority = bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase)
        for item in bureau_renew.wanted_renewals(store):
            receipt = bureau_renew.renew_certificate(desk, item.package, authority=authority)
            made.append(write_issued(arguments.target, receipt, replace=arguments.force))
    data = {"receipts": [str(path) for path in made]}
    lines = [f"新证书在回执 {path} 里，请发给学校。" for path in made]
    return Result(data, lines or ["没有学校申请换发证书。"])


def _undo(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        taken_back = bureau_undo.undo_import(
            store, arguments.school, actor=actor, reason=arguments.reason
        )
    data = {"school": taken_back.school_code, "number": taken_back.number}
    return Result(
        data,
        [
            f"已撤销导入学校 {taken_back.school_code} 的第 {taken_back.number} 号上报包，可以重新导入。"
        ],
    )


def _renumber(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        bureau_undo.restart_chain(
            store, arguments.school, arguments.number, actor=actor, reason=arguments.reason
        )
    data = {"school": arguments.school, "number": arguments.number}
    return Result(data, [f"学校 {arguments.school} 的下一份应为第 {arguments.number} 号。"])


def _clock(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        bureau_clock.correct_clock(store, actor=actor, reason=arguments.reason)
        seen = store.trust.floor().last_time
    text = "" if seen is None else f"{seen.astimezone():%Y-%m-%d %H:%M}"
    data = {"last_time": None if seen is None else seen.isoformat()}
    return Result(data, [f"已按现在的时间 {text} 继续，可以导入了。"])


def _return(arguments: argparse.Namespace) -> Result:
    files.check_target(arguments.target, replace=arguments.force)
    pairs = pairs_of(arguments.comment, "--comment")
    comments = [bureau_issue.SlipComment(address, text) for address, text in pairs]
    for one in comments:
        check_place(bundled_engine().plan, one.address)
    passphrase = read_passphrase(arguments, prompt="区局口令")
    with (
        bureau_store.open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        slip = bureau_issue.issue_return_slip(
            desk,
            arguments.school,
            reason=arguments.reason,
            comments=comments,
            due=arguments.due,
        )
    path = write_issued(arguments.target, slip, replace=arguments.force)
    data = {"file": str(path), "school": arguments.school, "comments": len(comments)}
    return Result(data, [f"退回单已写到 {path}，请发给学校 {arguments.school}。"])


def _resend(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        kind = ContainerKind.RECEIPT if arguments.receipts else None
        written = bureau_resend.resend(
            store, arguments.target, replace=arguments.force, school=arguments.school, kind=kind
        )
    data = {"files": [str(path) for path in written]}
    return Result(data, [f"已写到 {path}。" for path in written])
