"""``main.py bureau keys …``: how long keys and lists are good for, new ones, recovery sheets."""

import argparse
from pathlib import Path

from cli.bureau.desk import add_root_key, bureau_verb, desk_at_work, officer_of, root_key_of
from cli.key_results import keys_result
from cli.output import Result
from cli.parser import Verbs, add_force, spoken
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from operations import files
from operations.bureau import store as bureau_store
from operations.bureau.keys import renew as bureau_renew
from operations.bureau.keys.key_care import bureau_keys_state
from operations.keys import recovery


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    keys = bureau_verb(
        verbs, "keys", _keys, text="查看根证书指纹、证书和吊销列表的有效期，提前 60、30、7 天提醒"
    )
    keys.add_argument(
        "--pem", type=Path, metavar="目标", help="把根证书再写一份（PEM），到哪个文件或文件夹"
    )
    add_force(keys)
    fresh = bureau_verb(verbs, "revocations", _revocations, text="签发新的吊销列表（快到期时）")
    add_root_key(fresh)
    add_passphrase(fresh)
    operator = bureau_verb(verbs, "operator", _operator, text="换发操作员的密钥和证书")
    operator.add_argument(
        "--revoke",
        type=spoken,
        default="",
        metavar="原因",
        help="同时吊销原来的操作员证书，写明原因，例如“口令泄露”“人员更换”",
    )
    add_root_key(operator)
    add_passphrase(operator)
    sheet = bureau_verb(verbs, "sheet", _sheet, text="生成密钥恢复单（PDF），打印后密封保管")
    sheet.add_argument("target", type=Path, metavar="目标", help="写到哪个文件或文件夹")
    sheet.add_argument("--root", action="store_true", help="根密钥的恢复单；不写就是日常密钥的")
    add_root_key(sheet)
    add_force(sheet)


def _keys(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        found = keys_result(bureau_keys_state(store))
        root, pem = bureau_store.root_fingerprint(store), bureau_store.root_pem(store)
    data = {**found.data, "root_fingerprint": root.digits, "root_words": root.words}
    lines = [f"根证书指纹：{root}", *found.lines]
    if arguments.pem is not None:
        name = bureau_store.root_file_of(arguments.store).name
        path = files.write_file(arguments.pem, pem, name=name, replace=arguments.force)
        data["root"] = str(path)
        lines.append(f"根证书已写到 {path}。")
    return Result(data, lines)


def _revocations(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    root_passphrase = read_root_passphrase(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        authority = bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase)
        number = bureau_renew.refresh_revocations(store, authority=authority, actor=actor)
    return Result(
        {"number": number}, [f"已签发第 {number} 号吊销列表，以后发给学校的文件都带着它。"]
    )


def _operator(arguments: argparse.Namespace) -> Result:
    passphrase = read_passphrase(arguments, prompt="区局口令")
    root_passphrase = read_root_passphrase(arguments)
    with (
        bureau_store.open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        bureau_renew.renew_operator(
            store,
            desk.keys,
            authority=bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase),
            passphrase=passphrase,
            actor=desk.actor,
            revoke_reason=arguments.revoke,
        )
    data = {"operator": desk.actor.name, "revoked": bool(arguments.revoke.strip())}
    return Result(data, [f"已给操作员{desk.actor.name}换发密钥和证书，口令不变。"])


def _sheet(arguments: argparse.Namespace) -> Result:
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        if arguments.root:
            content, name = recovery.root_recovery_sheet(store, root_key_of(arguments)), "root"
        else:
            own = recovery.daily_recovery_sheet(store, name=arguments.person)
            content, name = own, "daily"
    target = files.write_file(
        arguments.target,
        content,
        name=f"recovery-{name}.pdf",
        replace=arguments.force,
        private=True,
    )
    return Result({"file": str(target)}, [f"恢复单已写到 {target}，请打印后密封保管，再删除文件。"])
