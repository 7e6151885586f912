"""``main.py bureau …``: every step of the bureau, without a screen."""

import argparse
from pathlib import Path

from cli.bureau_results import evaluation_lines, import_json, import_line
from cli.output import Exit, Result, say
from cli.parser import Parser, add_command
from cli.passphrase import add_passphrase, read_passphrase
from cli.school import history_result
from operations import (
    bureau_enrol,
    bureau_evaluate,
    bureau_export,
    bureau_file,
    bureau_import,
    bureau_issue,
    bureau_roster,
    bureau_settings,
    files,
    history,
)
from operations.bureau_file import BureauPlan, Desk
from operations.errors import Misused
from operations.stores import BureauStore


def add_to(groups: "argparse._SubParsersAction[Parser]") -> None:
    """Add the group ``bureau``."""
    text = "局端：建库、名册、开户、吊销、导入、评估、出表、退回"
    verbs = groups.add_parser("bureau", help=text, description=text).add_subparsers(
        dest="verb", title="步骤", metavar="步骤", required=True
    )
    _add_registry_verbs(verbs)
    _add_package_verbs(verbs)
    _add_figure_verbs(verbs)


def _verb(verbs: "argparse._SubParsersAction[Parser]", name: str, text: str) -> Parser:
    parser = add_command(verbs, name, _HANDLERS[name], text=text)
    parser.add_argument(
        "store",
        type=Path,
        metavar="区级库",
        help="区局的库（.yhb）",
        nargs="?" if name == "evaluate" else None,
    )
    parser.add_argument("--person", default="", metavar="姓名", help="操作人姓名，记入日志")
    return parser


def _add_registry_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    new = _verb(verbs, "new", "新建区级库，生成根证书和密钥")
    new.add_argument("--code", required=True, metavar="代码", help="区局代码（字母和数字）")
    new.add_argument("--name", required=True, metavar="名称", help="区局名称")
    new.add_argument("--period", type=int, required=True, metavar="年", help="报告期，例如 2024")
    new.add_argument("--due", default="", metavar="日期", help="上报截止日，例如 2024-10-15")
    _add_settings(new)
    _add_root_key(new)
    add_passphrase(new)
    roster = _verb(verbs, "roster", "读入学校名册；不给文件就列出名册")
    roster.add_argument("file", type=Path, nargs="?", metavar="名册", help="CSV 或 xlsx")
    roster.add_argument("--retire", metavar="代码", help="停用一所学校")
    _add_settings(roster)
    roster.add_argument("--due", default="", metavar="日期", help="改上报截止日")
    enrol = _verb(verbs, "enrol", "按开户申请给学校开户")
    enrol.add_argument("request", type=Path, metavar="申请", help="学校的开户申请（…-request.csr）")
    enrol.add_argument("target", type=Path, metavar="目标", help="开户文件写到哪个文件或文件夹")
    enrol.add_argument("--school", metavar="代码", help="核对：应当是哪所学校的申请")
    enrol.add_argument("--fingerprint", metavar="指纹", help="核对：盖章申请表上的指纹（20 位）")
    _add_root_key(enrol)
    add_passphrase(enrol)
    revoke = _verb(verbs, "revoke", "吊销学校的证书")
    revoke.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    revoke.add_argument("--reason", required=True, metavar="原因", help="吊销的原因，记入日志")
    _add_root_key(revoke)
    add_passphrase(revoke)
    copy = _verb(verbs, "backup", "备份区级库")
    copy.add_argument("target", type=Path, nargs="?", metavar="目标", help="备份到哪个文件或文件夹")
    past = _verb(verbs, "history", "查看操作日志")
    past.add_argument("--verify", action="store_true", help="核对日志是否前后相连、没有改动")
    past.add_argument("--limit", type=int, default=50, metavar="条", help="最多显示几条，默认 50")


def _add_package_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    take = _verb(verbs, "import", "导入上报包，一份或许多份")
    take.add_argument(
        "files", type=Path, nargs="+", metavar="文件", help="上报包，或装着上报包的文件夹"
    )
    take.add_argument(
        "--receipts", type=Path, metavar="文件夹", help="同时生成回执，写到这个文件夹"
    )
    take.add_argument(
        "--workers", type=int, metavar="个", help="用几个进程验证，默认按文件多少决定"
    )
    add_passphrase(take)
    back = _verb(verbs, "return", "退回学校的上报包，生成退回单")
    back.add_argument("target", type=Path, metavar="目标", help="退回单写到哪个文件或文件夹")
    back.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    back.add_argument("--reason", required=True, metavar="原因", help="退回的原因，学校会看到")
    back.add_argument(
        "--comment",
        action="append",
        default=[],
        metavar="编号=意见",
        help="对某一项的意见，例如 pupils.graduates_primary=请核对；可写多次",
    )
    add_passphrase(back)


def _add_figure_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    judge = _verb(verbs, "evaluate", "评估全区：七项指标和差异系数")
    judge.add_argument("--table", type=Path, metavar="表", help="只评估一张原始表（CSV 或 xlsx）")
    tables = _verb(verbs, "tables", "生成申报表Ⅱ-1、Ⅱ-2、Ⅲ")
    tables.add_argument("target", type=Path, metavar="文件夹", help="表格写到哪个文件夹")
    out = _verb(verbs, "export", "导出全区原始表，或一所学校的填报内容")
    out.add_argument("target", type=Path, metavar="目标", help="写到哪个文件（.csv 或 .xlsx）")
    out.add_argument(
        "--school", metavar="代码", help="只导出这所学校的填报内容（.json），或它的签名包（.asice）"
    )


def _add_settings(parser: Parser) -> None:
    parser.add_argument(
        "--setting",
        action="append",
        default=[],
        metavar="编号=值",
        help="区局设置，例如 per_pupil_primary=1150；可写多次",
    )


def _add_root_key(parser: Parser) -> None:
    parser.add_argument(
        "--root-key", type=Path, metavar="文件", help="根密钥文件；默认在区级库旁边"
    )


def _pairs(texts: list[str], option: str) -> list[tuple[str, str]]:
    pairs = [text.partition("=") for text in texts]
    for name, mark, _ in pairs:
        if not mark:
            raise Misused(f"{option} 应写成“编号=内容”，写的是“{name}”。")
    return [(name.strip(), content.strip()) for name, _, content in pairs]


def _desk(arguments: argparse.Namespace, store: BureauStore, passphrase: str) -> Desk:
    keys = bureau_file.unlock_daily_keys(store, passphrase)
    return Desk(store, keys, bureau_file.officer(arguments.person or "区局操作员"))


def _root_key(arguments: argparse.Namespace) -> Path:
    path: Path = arguments.root_key or bureau_file.authority_file_of(arguments.store)
    return path


def _new(arguments: argparse.Namespace) -> Result:
    operator = arguments.person or "区局操作员"
    plan = BureauPlan(arguments.code, arguments.name, arguments.period, operator)
    settings = bureau_settings.check_settings(
        _pairs(arguments.setting, "--setting"), due=arguments.due
    )
    passphrase = read_passphrase(arguments, prompt="新的区局口令", twice=True)
    made = bureau_file.create_bureau(
        arguments.store, plan, passphrase=passphrase, authority_file=arguments.root_key
    )
    with made.desk.store as store:
        if settings:
            bureau_settings.change_settings(store, settings, actor=made.desk.actor)
        root = files.write_file(
            arguments.store.with_name(f"{arguments.store.stem}-root.pem"),
            bureau_file.root_pem(store),
            name="",
        )
    data = {
        "store": str(arguments.store),
        "root_key": str(made.authority_file),
        "root": str(root),
        "root_fingerprint": made.root_fingerprint,
    }
    lines = [
        f"已建立区级库 {arguments.store}。",
        f"根密钥在 {made.authority_file}：请移到单独保管的介质上，开户和吊销时才用。",
        f"根证书在 {root}，指纹 {made.root_fingerprint}：请印在给学校的通知上。",
    ]
    return Result(data, lines)


def _roster(arguments: argparse.Namespace) -> Result:
    actor = bureau_file.officer(arguments.person or "区局操作员")
    with bureau_file.open_bureau(arguments.store) as store:
        settings = bureau_settings.check_settings(
            _pairs(arguments.setting, "--setting"), due=arguments.due
        )
        if settings:
            bureau_settings.change_settings(store, settings, actor=actor)
        if arguments.retire:
            bureau_roster.retire_school(store, arguments.retire, actor=actor)
        report = None
        if arguments.file is not None:
            report = bureau_roster.import_roster(store, arguments.file, actor=actor)
        schools = store.schools()
    listed = [
        {"code": item.code, "name": item.name, "type": item.type, "active": item.active}
        for item in schools
    ]
    data: dict[str, object] = {"schools": listed}
    lines = [f"{item.code}  {item.name}{'' if item.active else '（已停用）'}" for item in schools]
    if report is None:
        return Result(data, lines)
    data |= {
        "added": report.added,
        "changed": report.changed,
        "refused": [{"place": one.place, "reason": one.reason} for one in report.leftovers],
    }
    lines = [f"新增 {report.added} 所，更新 {report.changed} 所，共 {len(schools)} 所。"]
    lines.extend(f"没有读入 {one.place}：{one.reason}" for one in report.leftovers)
    return Result(data, lines, Exit.REFUSED if report.leftovers else Exit.DONE)


def _enrol(arguments: argparse.Namespace) -> Result:
    request = files.read_file(arguments.request)
    passphrase = read_passphrase(arguments, prompt="区局口令")
    with bureau_file.open_bureau(arguments.store) as store:
        desk = _desk(arguments, store, passphrase)
        authority = bureau_file.unlock_authority(store, _root_key(arguments), passphrase)
        found = bureau_enrol.enrol_school(
            desk,
            request,
            authority=authority,
            school=arguments.school,
            request_fingerprint=arguments.fingerprint,
        )
    if arguments.fingerprint is None:
        say("没有给出 --fingerprint：请把下面的申请指纹与学校盖章的申请表核对，不一致就吊销。")
    path = files.write_file(arguments.target, found.opening.content, name=found.opening.name)
    data = {
        "file": str(path),
        "school": found.school.code,
        "request_fingerprint": found.request_fingerprint,
        "root_fingerprint": found.root_fingerprint,
    }
    lines = [
        f"已给{found.school.name}（{found.school.code}）开户，开户文件在 {path}。",
        f"申请指纹：{found.request_fingerprint}；根证书指纹：{found.root_fingerprint}。",
    ]
    return Result(data, lines)


def _revoke(arguments: argparse.Namespace) -> Result:
    passphrase = read_passphrase(arguments, prompt="根密钥口令")
    actor = bureau_file.officer(arguments.person or "区局操作员")
    with bureau_file.open_bureau(arguments.store) as store:
        authority = bureau_file.unlock_authority(store, _root_key(arguments), passphrase)
        count = bureau_enrol.revoke_school(
            store, arguments.school, authority=authority, actor=actor, reason=arguments.reason
        )
    data = {"school": arguments.school, "revoked": count}
    return Result(
        data, [f"已吊销学校 {arguments.school} 的 {count} 份证书；以后的文件都带新的吊销列表。"]
    )


def _import(arguments: argparse.Namespace) -> Result:
    paths = bureau_import.package_files(arguments.files)
    if not paths:
        raise Misused("没有找到上报包（.asice.age），请检查文件夹。")
    passphrase = read_passphrase(arguments, prompt="区局口令")
    with bureau_file.open_bureau(arguments.store) as store:
        desk = _desk(arguments, store, passphrase)
        results = bureau_import.import_packages(
            desk, paths, progress=_tell_progress, workers=arguments.workers
        )
        receipts = _receipts(desk, arguments.receipts) if arguments.receipts else []
    data: dict[str, object] = {"files": [import_json(result) for result in results]}
    if arguments.receipts:
        data["receipts"] = [str(path) for path in receipts]
    refused = sum(1 for result in results if not result.accepted)
    lines = [import_line(result) for result in results]
    lines.append(f"接收 {len(results) - refused} 份，拒收 {refused} 份。")
    return Result(data, lines, Exit.REFUSED if refused else Exit.DONE)


def _tell_progress(done: int, total: int, text: str) -> None:
    say(f"[{done}/{total}] {text}")


def _receipts(desk: Desk, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for package in bureau_issue.waiting_for_receipt(desk.store):
        receipt = bureau_issue.issue_receipt(desk, package)
        made.append(files.write_file(folder, receipt.content, name=receipt.name))
    return made


def _return(arguments: argparse.Namespace) -> Result:
    comments = _pairs(arguments.comment, "--comment")
    passphrase = read_passphrase(arguments, prompt="区局口令")
    with bureau_file.open_bureau(arguments.store) as store:
        slip = bureau_issue.issue_return_slip(
            _desk(arguments, store, passphrase),
            arguments.school,
            reason=arguments.reason,
            comments=comments,
        )
    path = files.write_file(arguments.target, slip.content, name=slip.name)
    data = {"file": str(path), "school": arguments.school, "comments": len(comments)}
    return Result(data, [f"退回单已写到 {path}，请发给学校 {arguments.school}。"])


def _evaluate(arguments: argparse.Namespace) -> Result:
    if (arguments.table is None) == (arguments.store is None):
        raise Misused("请给出区级库，或用 --table 给出一张原始表，只能二选一。")
    if arguments.table is None:
        with bureau_file.open_bureau(arguments.store, read_only=True) as store:
            evaluation = bureau_evaluate.evaluate_store(store)
        return Result(bureau_evaluate.as_json(evaluation), evaluation_lines(evaluation))
    found = bureau_evaluate.evaluate_table(files.read_file(arguments.table))
    for sentence in found.sentences:
        say(sentence)
    code = Exit.REFUSED if found.refused else Exit.DONE
    return Result(
        bureau_evaluate.as_json(found.evaluation), evaluation_lines(found.evaluation), code
    )


def _tables(arguments: argparse.Namespace) -> Result:
    with bureau_file.open_bureau(arguments.store, read_only=True) as store:
        made = bureau_export.write_official_tables(store, arguments.target)
    data = {"tables": [str(made.workbook)], "pages": [str(path) for path in made.pages]}
    return Result(data, [f"已生成 {path}" for path in (made.workbook, *made.pages)])


def _export(arguments: argparse.Namespace) -> Result:
    with bureau_file.open_bureau(arguments.store, read_only=True) as store:
        if arguments.school:
            path = bureau_export.write_school(store, arguments.school, arguments.target)
        else:
            path = bureau_export.write_district_raw(store, arguments.target)
    return Result({"file": str(path)}, [f"已导出到 {path}。"])


def _backup(arguments: argparse.Namespace) -> Result:
    with bureau_file.open_bureau(arguments.store) as store:
        path = history.back_up(store, arguments.target)
    return Result({"file": str(path)}, [f"已备份到 {path}，并核对一致。"])


def _history(arguments: argparse.Namespace) -> Result:
    with bureau_file.open_bureau(arguments.store, read_only=True) as store:
        return history_result(store, verify=arguments.verify, limit=arguments.limit)


_HANDLERS = {
    "new": _new,
    "roster": _roster,
    "enrol": _enrol,
    "revoke": _revoke,
    "import": _import,
    "return": _return,
    "evaluate": _evaluate,
    "tables": _tables,
    "export": _export,
    "backup": _backup,
    "history": _history,
}
