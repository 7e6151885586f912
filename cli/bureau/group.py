"""``main.py bureau …``: every step of the bureau, without a screen."""

import argparse
from pathlib import Path

from cli.bureau import (
    compare,
    copy,
    data,
    figure,
    figures,
    intake,
    keys,
    officer,
    own_keys,
    patterns,
    plan,
    points,
    report,
    roster,
    today,
    upgrade,
)
from cli.bureau.desk import (
    add_root_key,
    bureau_verb,
    desk_at_work,
    officer_of,
    pairs_of,
    root_key_of,
    write_issued,
)
from cli.bureau.proof import with_breaks
from cli.output import Result, say
from cli.parser import Parser, Verbs, add_force, add_group, spoken, whole
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from cli.store_results import (
    add_copy,
    add_limit,
    add_target,
    add_verify,
    backup_result,
    backups_result,
    history_result,
    restore_result,
)
from operations import files
from operations.bureau import settings as bureau_settings
from operations.bureau import store as bureau_store
from operations.bureau.evaluation import export as bureau_export
from operations.bureau.records import BureauStore
from operations.bureau.schools import enrol as bureau_enrol
from operations.bureau.store import BureauPlan
from operations.keys.locked_keys import MAKING_KEYS


def add_to(groups: Verbs) -> None:
    """Add the group ``bureau``."""
    verbs = add_group(groups, "bureau", "局端：建库、名册、开户、吊销、导入、评估、出表、退回")
    _add_registry_verbs(verbs)
    intake.add_to(verbs)
    keys.add_to(verbs)
    officer.add_to(verbs)
    figures.add_to(verbs)
    figure.add_to(verbs)
    report.add_to(verbs)
    compare.add_to(verbs)
    patterns.add_to(verbs)
    points.add_to(verbs)
    today.add_to(verbs)
    plan.add_to(verbs)
    data.add_to(verbs)
    own_keys.add_to(verbs)
    copy.add_to(verbs)
    upgrade.add_to(verbs)
    _add_figure_verbs(verbs)


def _verb(verbs: Verbs, name: str, text: str, *, only_file: bool = False) -> Parser:
    return bureau_verb(verbs, name, _HANDLERS[name], text=text, only_file=only_file)


def _add_registry_verbs(verbs: Verbs) -> None:
    new = _verb(verbs, "new", "新建局端库，生成根证书和密钥")
    new.add_argument("--code", required=True, metavar="代码", help="区局代码（字母和数字）")
    new.add_argument("--name", required=True, metavar="名称", help="区局名称")
    new.add_argument("--period", type=whole, required=True, metavar="年", help="报告期，例如 2024")
    new.add_argument("--due", default="", metavar="日期", help="上报截止日，例如 2024-10-15")
    _add_settings(new)
    add_root_key(new)
    add_passphrase(new)
    _add_settings(roster.add_to(verbs))
    enrol = _verb(verbs, "enrol", "按开户申请给学校开户")
    enrol.add_argument("request", type=Path, metavar="申请", help="学校的开户申请（…-request.csr）")
    enrol.add_argument("target", type=Path, metavar="目标", help="开户文件写到哪个文件或文件夹")
    enrol.add_argument("--school", metavar="代码", help="核对：应当是哪所学校的申请")
    enrol.add_argument("--fingerprint", metavar="指纹", help="核对：盖章申请表上的指纹（20 位）")
    enrol.add_argument(
        "--replaces",
        type=spoken,
        default="",
        metavar="原因",
        help="重新开户：同时吊销这所学校原来的证书，写明原因，例如“密钥遗失”“校长更换”",
    )
    add_root_key(enrol)
    add_passphrase(enrol)
    add_force(enrol)
    revoke = _verb(verbs, "revoke", "吊销学校的证书")
    revoke.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    revoke.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="吊销的原因，记入日志"
    )
    add_root_key(revoke)
    add_passphrase(revoke)
    add_target(_verb(verbs, "backup", "备份局端库"))
    _verb(verbs, "backups", "列出局端库旁边的备份：各有什么，恢复它会失去什么", only_file=True)
    text = "从备份恢复局端库；原来的库放在旁边，不删除"
    add_copy(_verb(verbs, "restore", text, only_file=True))
    past = _verb(verbs, "history", "查看操作日志")
    add_verify(
        past,
        text="核对日志是否前后相连、没有改动，库里的内容与日志是否相符，"
        "各校的填报日志在前后两份上报包之间是否接上",
    )
    add_limit(past)


def _add_figure_verbs(verbs: Verbs) -> None:
    tables = _verb(verbs, "tables", "生成申报表Ⅰ至Ⅵ，附差距、份额和来源")
    tables.add_argument("target", type=Path, metavar="文件夹", help="表格写到哪个文件夹")
    tables.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="表",
        help="只要这张表，例如 II-2；可写多次；不写就是全部七张",
    )
    add_force(tables)
    out = _verb(verbs, "export", "导出全区原始表，或一所学校的填报内容")
    out.add_argument("target", type=Path, metavar="目标", help="写到哪个文件（.csv 或 .xlsx）")
    out.add_argument(
        "--school",
        metavar="代码",
        help="只导出这所学校的填报内容（.json）、报告（.pdf 或 .xlsx），或它的签名包（.asice）",
    )
    add_force(out)


def _add_settings(parser: Parser) -> None:
    parser.add_argument(
        "--setting",
        action="append",
        default=[],
        metavar="编号=值",
        help="区局设置，例如 per_pupil_primary=1150；可写多次",
    )


def _new(arguments: argparse.Namespace) -> Result:
    operator = arguments.person or "区局操作员"
    settings = bureau_settings.check_settings(
        pairs_of(arguments.setting, "--setting"), due=arguments.due
    )
    plan = BureauPlan(arguments.code, arguments.name, arguments.period, operator, settings)
    passphrase = read_passphrase(arguments, prompt="新的区局口令", twice=True)
    root_passphrase = read_root_passphrase(arguments, prompt="新的根密钥口令", twice=True)
    root_file = bureau_store.root_file_of(arguments.store)
    files.check_target(root_file, replace=False)
    say(MAKING_KEYS)
    made = bureau_store.create_bureau(
        arguments.store,
        plan,
        passphrase=passphrase,
        root_passphrase=root_passphrase,
        authority_file=arguments.root_key,
    )
    desk = made.desk
    with desk.store as store, bureau_store.at_work(store, desk.keys, desk.actor):
        root = files.write_file(root_file, bureau_store.root_pem(store), name="", replace=False)
        grants = store.grants()
    data = {
        "store": str(arguments.store),
        "root_key": str(made.authority_file),
        "root": str(root),
        "root_fingerprint": made.root_fingerprint.digits,
        "root_words": made.root_fingerprint.words,
        "grants": list(grants),
    }
    lines = [
        *([made.note] if made.note else []),
        f"已建立局端库 {arguments.store}。",
        f"根密钥在 {made.authority_file}：请移到单独保管的介质上，开户和吊销时才用。",
        f"根证书在 {root}，指纹 {made.root_fingerprint}：请印在给学校的通知上。",
    ]
    if grants:
        lines += ["其他操作员的数据库权限，请用建库的数据库用户执行一次：", *grants]
    return Result(data, lines)


def _enrol(arguments: argparse.Namespace) -> Result:
    request = files.read_file(arguments.request, limit=files.REQUEST)
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        name = bureau_enrol.opening_name(store, request, school=arguments.school)
    files.check_target(arguments.target, name=name, replace=arguments.force)
    passphrase = read_passphrase(arguments, prompt="区局口令")
    root_passphrase = read_root_passphrase(arguments)
    with (
        bureau_store.open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        found = bureau_enrol.enrol_school(
            desk,
            request,
            authority=bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase),
            school=arguments.school,
            request_fingerprint=arguments.fingerprint,
            replaces=arguments.replaces,
        )
    if arguments.fingerprint is None:
        say("没有给出 --fingerprint：请把下面的申请指纹与学校盖章的申请表核对，不一致就吊销。")
    path = write_issued(arguments.target, found.opening, replace=arguments.force)
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
    root_passphrase = read_root_passphrase(arguments)
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        authority = bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase)
        count = bureau_enrol.revoke_school(
            store, arguments.school, authority=authority, actor=actor, reason=arguments.reason
        )
    data = {"school": arguments.school, "revoked": count}
    return Result(
        data, [f"已吊销学校 {arguments.school} 的 {count} 份证书；以后的文件都带新的吊销列表。"]
    )


def _tables(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        made = bureau_export.write_official_tables(
            store, arguments.target, replace=arguments.force, only=arguments.only
        )
    data = {"tables": [str(made.workbook)], "pages": [str(path) for path in made.pages]}
    return Result(data, [f"已生成 {path}" for path in (made.workbook, *made.pages)])


def _export(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        if arguments.school:
            path = bureau_export.write_school(
                store, arguments.school, arguments.target, replace=arguments.force
            )
        else:
            path = bureau_export.write_district_raw(
                store, arguments.target, replace=arguments.force
            )
    lines = [f"已导出到 {path}。"]
    if arguments.school and path.suffix.lower() == ".asice":
        lines.append(
            "其中的 report.pdf 和 report.xlsx 是学校自己的副本，本局没有核对；"
            "本局的数字都从填报内容重新计算。"
        )
    return Result({"file": str(path)}, lines)


def _backup(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=arguments.target is not None) as store:
        return backup_result(store, arguments)


def _backups(arguments: argparse.Namespace) -> Result:
    return backups_result(BureauStore, arguments)


def _restore(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    return restore_result(BureauStore, arguments, actor=actor)


def _history(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        found = history_result(store, arguments)
        return with_breaks(found, store) if arguments.verify else found


_HANDLERS = {
    "new": _new,
    "enrol": _enrol,
    "revoke": _revoke,
    "tables": _tables,
    "export": _export,
    "backup": _backup,
    "backups": _backups,
    "restore": _restore,
    "history": _history,
}
